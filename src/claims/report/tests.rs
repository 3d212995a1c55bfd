//! Every report of one made-up text with a figure for each verdict. In: judged claims written here. Out: what each report
//! must say of them.

use chrono::NaiveDate;

use super::{Report, View, page, to_json, to_text, traces};
use crate::claims::check::Checked;
use crate::claims::verdicts::Records;
use crate::claims::{
    Claim, Contradiction, Diagnosis, Judged, Kind, Known, Meaning, Official, Place, Verdict, When, Written,
};
use crate::definitions::{self, Definitions};
use crate::figures;
use crate::formula::{Core, Leaf};
use crate::indicators::Panel;
use crate::messages::{Language, speaking};
use crate::observations::Observation;
use crate::sources::{self, Source};

const TEXT: &str = "行政<b>成本</b>报告\n\n\
                    2010年，国内生产总值397983亿元，财政收入83080亿元；财政支出增长25倍，人均1234.5元。\n\n\
                    十年来增长100倍，按时办结率100%，公车占38%，供养人员4000万人。\n";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn observation(row: u32) -> Observation {
    Observation {
        series: Some("gdp_nominal".into()),
        ref_area: Some("CN".into()),
        area_label: None,
        coverage: None,
        period_basis: None,
        time_period: Some("2010".into()),
        obs_value: Some(397983.0),
        value_text: "397983".into(),
        decimals: 0,
        unit_measure: Some("CNY".into()),
        unit_mult: Some(8),
        unit_text: Some("亿元".into()),
        obs_status: "A".into(),
        account_stage: None,
        vintage: Some("NBSC2010".into()),
        vintage_date: Some(day("2011-02-28")),
        row_labels: ["国内生产总值 <GDP>"].into_iter().collect(),
        column_labels: ["2010"].into_iter().collect(),
        notes: Default::default(),
        table_no: None,
        table_title: None,
        source: "data/sources/gdp.csv".into(),
        source_sha256: "ab".repeat(32).into(),
        sheet: "gdp".into(),
        row,
        col: 4,
    }
}

fn official() -> Official {
    Official {
        value: 397983.0,
        lower: 397982.5,
        upper: 397983.5,
        vintage: "NBSC2010".to_string(),
        published: Some(day("2011-02-28")),
        reading: Some("end over base".to_string().into()),
        period: "2010".to_string(),
        rows: vec![0],
        shown: "[2010 397983 亿元]".to_string(),
    }
}

/// One figure for each verdict, in the order of the text.
fn judged(source: &Source, definitions: &Definitions) -> Vec<Judged> {
    let passages = source.passages.iter().zip(1..);
    let found = passages.flat_map(|(passage, paragraph)| {
        let read = figures::read(&passage.text, &definitions.units).into_iter().filter(|figure| figure.is_amount());
        read.map(move |figure| (passage.text.clone(), paragraph, figure)).collect::<Vec<_>>()
    });
    let judge = |((sentence, paragraph, figure), verdict): ((String, u32, figures::Figure), Verdict)| {
        let leaf = Leaf::of("gdp_nominal");
        let of = Meaning {
            formula: "gdp_nominal".to_string(),
            core: Core::Leaf(leaf),
            stage: None,
            words: "国内生产总值".to_string(),
        };
        let offset = sentence[..figure.span.start].chars().count() as u32;
        let contradiction = Contradiction {
            rule: "rate-of-own-numbers",
            claims: vec![5],
            shown: "14788 / 15958 = 92.67 %".to_string().into(),
            words: "ask for the rest".to_string().into(),
            decides: true,
        };
        Judged {
            claim: Claim {
                place: Place {
                    source: source.path.clone(),
                    sheet: "text".to_string(),
                    paragraph,
                    sentence: 1,
                    offset,
                    cell: None,
                    is_hidden: false,
                },
                span: figure.span.clone(),
                sentence,
                figure: Some(figure),
                kind: Kind::Level,
                of: vec![of],
                ref_area: Some("CN".to_string()),
                when: When { year: Some(2010), known: Known::Explicit, ..When::default() },
                untied: None,
                frame: None,
                hypotheses: Vec::new(),
            },
            verdict,
            tied_by: None,
            official: if verdict == Verdict::NotCheckable { Vec::new() } else { vec![official()] },
            why: format!("why it is {}", verdict.name()).into(),
            diagnosis: (verdict == Verdict::Contradicted)
                .then(|| Diagnosis { code: "part-over-whole", words: "more than its whole".to_string().into() }),
            inner: if verdict == Verdict::Inconsistent { vec![contradiction] } else { Vec::new() },
        }
    };
    found.zip(Verdict::ALL).map(judge).collect()
}

/// Hands a report to a test.
fn with_report<T>(test: impl FnOnce(&Report) -> T) -> T {
    let (definitions, _) = definitions::find(None).expect("definitions");
    let source = sources::from_bytes("paper.txt", TEXT.as_bytes());
    let judged = judged(&source, &definitions);
    let remark = Contradiction {
        rule: "edition",
        claims: vec![0],
        shown: "the yearbook of 2009 holds no figure of 2010".to_string().into(),
        words: String::new().into(),
        decides: false,
    };
    let written = Some(Written { by: day("2011-12-31"), basis: "latest year named".to_string().into() });
    let texts = [Checked { source, judged, tables: Vec::new(), written, contradictions: vec![remark] }];
    let observations = [observation(12)];
    let panel = Panel::default();
    let records = Records { definitions: &definitions, panel: &panel, observations: &observations };
    test(&Report { texts: &texts, records, from: &"figures made up for a test".into() })
}

#[test]
fn json_has_the_fields_of_the_contract() {
    let json = with_report(to_json);
    let claims = json["claims"].as_array().expect("claims");
    assert_eq!(claims.len(), 8);
    let first = &claims[0];
    assert_eq!((first["printed"].as_str(), first["value"].as_f64()), (Some("397983亿元"), Some(397983.0)));
    assert_eq!((first["unit"].as_str(), first["series"].as_str()), (Some("亿元"), Some("gdp_nominal")));
    assert_eq!((first["ref_area"].as_str(), first["time_period"].as_str()), (Some("CN"), Some("2010")));
    assert_eq!((first["verdict"].as_str(), &first["diagnosis"]), (Some("reproduced"), &serde_json::Value::Null));
    let official = &first["official"][0];
    assert_eq!((official["value"].as_f64(), official["vintage"].as_str()), (Some(397983.0), Some("NBSC2010")));
    assert_eq!(official["cells"][0]["cell"].as_str(), Some("D12"));
    let place = &first["place"];
    assert_eq!((place["paragraph"].as_u64(), place["offset"].as_u64()), (Some(2), Some(12)));
    assert_eq!(claims[6]["diagnosis"]["code"].as_str(), Some("part-over-whole"));
    let counts = &json["counts"]["classes"];
    let of = |class: &str| counts[class].as_u64();
    assert_eq!((of("reproduced"), of("reproduced with minor issues")), (Some(2), Some(3)));
    assert_eq!((of("not reproduced"), of("not checkable")), (Some(2), Some(1)));
}

#[test]
fn traces_lead_to_the_printed_cell() {
    let traces = with_report(traces);
    let trace = &traces["traces"][0];
    assert_eq!((trace["claim"].as_u64(), traces["traces"].as_array().map(Vec::len)), (Some(1), Some(7)));
    let input = &trace["inputs"][0];
    assert_eq!((input["cell"].as_str(), input["value_text"].as_str()), (Some("D12"), Some("397983")));
    assert_eq!(input["source_sha256"].as_str(), Some("ab".repeat(32).as_str()));
}

#[test]
fn the_terminal_marks_figures_with_and_without_colour() {
    let plain = with_report(|report| to_text(report, &View { width: 110, color: false }));
    for words in [
        "paper.txt: text, written by 2011-12-31 (latest year named)",
        "✓ reproduced  paragraph 2, sentence 1",
        "国内生产总值⟦397983亿元⟧",
        "397983 亿元  2010  NBSC2010",
        "✗ contradicted  paragraph 3, sentence 1",
        "diagnosis: more than its whole [part-over-whole]",
        "the text itself: 14788 / 15958 = 92.67 %; ask for the rest [rate-of-own-numbers]",
        "why it is not-checkable: 4000万人 (¶3.1)",
        "remarks on the text itself",
        "    the yearbook of 2009 holds no figure of 2010 [edition]",
        "reproduced 2, reproduced with minor issues 3, not reproduced 2, not checkable 1",
    ] {
        assert!(plain.contains(words), "{words} in\n{plain}");
    }
    assert!(!plain.contains('\u{1b}'));
    let colored = with_report(|report| to_text(report, &View { width: 80, color: true }));
    assert!(colored.contains("\u{1b}[") && colored.contains("✗ contradicted") && !colored.contains('⟦'));
}

#[test]
fn the_page_marks_every_figure_and_holds_its_evidence() {
    let page = with_report(|report| page(report, Some(Language::English)));
    for verdict in Verdict::ALL {
        assert!(page.contains(&format!("<a class=\"figure {}\" id=\"figure-", verdict.name())), "{}", verdict.name());
    }
    for words in [
        "<a class=\"figure reproduced\" id=\"figure-1\" href=\"#note-1\" title=\"reproduced\">397983亿元&#8288;<sup>✓1</sup></a>",
        "<li id=\"note-1\" value=\"1\">",
        "data/sources/gdp.csv <code>sha256 abab",
        "<b>397983 亿元</b> · [gdp] D12 · 国内生产总值 &lt;GDP&gt; &gt; 2010 · NBSC2010, published by 2011-02-28",
        "行政&lt;b&gt;成本&lt;/b&gt;报告",
        "the yearbook of 2009 holds no figure of 2010",
    ] {
        assert!(page.contains(words), "{words}");
    }
    for foreign in ["<b>成本", "http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
}

#[test]
fn a_chinese_text_has_a_chinese_page_whatever_is_spoken() {
    let page = with_report(|report| page(report, None));
    for words in [
        "<html lang=\"zh-CN\">",
        "title=\"可复现\">397983亿元",
        "class=\"figure contradicted\"",
        "与官方数据不符",
        "第 2 段第 1 句",
        "公布不晚于 2011-02-28",
        "关于文本自身的提示",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn the_terminal_speaks_chinese_and_json_keeps_its_codes() {
    let (text, json) = speaking(Language::Chinese, || {
        with_report(|report| (to_text(report, &View { width: 110, color: false }), to_json(report)))
    });
    for words in [
        "✓ 可复现  第 2 段第 1 句",
        "✗ 与官方数据不符  第 3 段第 1 句",
        "诊断：",
        "文本自身：",
        "可复现 2，可复现但有小问题 3，未能复现 2，无法核查 1",
    ] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    let verdicts: Vec<&str> =
        json["claims"].as_array().into_iter().flatten().filter_map(|one| one["verdict"].as_str()).collect();
    assert_eq!(verdicts, Verdict::ALL.map(Verdict::name));
}

#[test]
fn figures_inside_others_stand_behind_them() {
    with_report(|report| {
        let mut text = report.texts[0].clone();
        let mut inner = text.judged[0].clone();
        inner.claim.span.end -= "亿元".len();
        text.judged.insert(1, inner);
        let texts = [text];
        let page = page(&Report { texts: &texts, ..*report }, Some(Language::English));
        assert!(
            page.contains("id=\"figure-2\" href=\"#note-2\" title=\"reproduced\">397983&#8288;<sup>✓2</sup></a>"),
            "the shorter first"
        );
        assert!(
            page.contains("id=\"figure-1\" href=\"#note-1\" title=\"reproduced\">&#8288;<sup>✓1</sup></a>"),
            "then a sign alone"
        );
    });
}
