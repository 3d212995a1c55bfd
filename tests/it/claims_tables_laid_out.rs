//! Tables of papers as they are laid out: cells with two figures, tables that go on, hidden parts, tables side by side,
//! lines exchanged, text beside tables.
//!
//! Expected: 国家财政支出 and 国家财政收入 of 2000-2014 and 公共安全支出 (National Bureau of Statistics, data.stats.gov.cn, as in
//! data/sources/national-database-2015), growth, sums and means by hand; slips are planted here, one by one.

use admincost::claims::Verdict;
use admincost::claims::report::{page, to_json};

use crate::claims_tables::{Rows, alarms, borne_out, checked, docx, html, report, rows, set, with};

const TWO: [&str; 6] = [
    "年份 | 财政支出（亿元）（增长%） | 财政收入（亿元）（增长%）",
    "2010 | 89874.16 (17.8) | 83101.51 (21.3)",
    "2011 | 109247.79 (21.6) | 103874.43 (25.0)",
    "2012 | 125952.97 (15.3) | 117253.52 (12.9)",
    "2013 | 140212.10 (11.3) | 129209.64 (10.2)",
    "2014 | 151785.56 (8.3) | 140370.03 (8.6)",
];

#[test]
fn each_of_two_figures_of_a_cell_is_a_claim() {
    let title = "表1 全国财政收支";
    let truth = checked("true.html", &html(title, &rows(&TWO)), 2016);
    assert_eq!((alarms(&truth), borne_out(&truth)), (set(&[]), 20));
    let slips = [(3, 2, "109247.79 (27.6)"), (4, 3, "117523.52 (12.9)")];
    let found = checked("paper.html", &html(title, &with(rows(&TWO), &slips)), 2016);
    assert_eq!(alarms(&found), set(&["3:2 27.6", "4:3 117523.52"]));
    let shown = page(&report(&[found]), None);
    assert!(
        shown.contains("109247.79</") || shown.contains("109247.79&#8288;"),
        "the first figure is marked by itself"
    );
}

#[test]
fn a_second_figure_without_a_heading_is_held_against_its_table_alone() {
    let bare = |rows: Rows| -> Rows {
        let plain = |text: &String| text.replace("（增长%）", "").replace('(', "[").replace(')', "]");
        rows.iter().map(|row| row.iter().map(plain).collect()).collect()
    };
    let title = "表1 全国财政收支";
    let truth = checked("true.html", &html(title, &bare(rows(&TWO))), 2016);
    assert_eq!((alarms(&truth), borne_out(&truth)), (set(&[]), 10));
    let found = checked("paper.html", &html(title, &bare(with(rows(&TWO), &[(3, 2, "109247.79 (27.6)")]))), 2016);
    assert_eq!(alarms(&found), set(&["3:2 27.6"]));
}

const REVENUE: [&str; 10] = [
    "年份 | 全国财政收入（亿元） | 中央财政收入（亿元） | 地方财政收入（亿元）",
    "2003 | 21715.25 | 11865.27 | 9849.98",
    "2004 | 26396.47 | 14503.10 | 11893.37",
    "2005 | 31649.29 | 16548.53 | 15100.76",
    "2006 | 38760.20 | 20456.62 | 18303.58",
    "2007 | 51321.78 | 27749.16 | 23572.62",
    "2008 | 61330.35 | 32680.56 | 28649.79",
    "2009 | 68518.30 | 35915.71 | 32602.59",
    "2010 | 83101.51 | 42488.47 | 40613.04",
    "合计 | 382793.15 | 202207.42 | 180585.73",
];

#[test]
fn exchanged_rows_and_a_column_of_the_year_before_are_told() {
    let title = "表2 中央与地方财政收入";
    let truth = checked("true.docx", &docx(title, &rows(&REVENUE)), 2014);
    assert_eq!(alarms(&truth), set(&[]));
    let mut exchanged = rows(&REVENUE);
    let (first, second) = exchanged.split_at_mut(3);
    first[2][1..4].swap_with_slice(&mut second[0][1..4]);
    let found = checked("exchanged.docx", &docx(title, &exchanged), 2014);
    let codes: Vec<_> =
        found.judged.iter().filter_map(|one| Some((one.verdict, one.diagnosis.as_ref()?.code))).collect();
    assert_eq!(codes, [(Verdict::Contradicted, "exchanged"); 6], "{codes:?}");
    let mut late = rows(&REVENUE[..9]);
    let before = ["10388.64", "11865.27", "14503.10", "16548.53", "20456.62", "27749.16", "32680.56", "35915.71"];
    before.iter().zip(late.iter_mut().skip(1)).for_each(|(figure, row)| row[2] = figure.to_string());
    let found = checked("late.docx", &docx(title, &late), 2014);
    let denied = found.judged.iter().filter(|one| one.verdict == Verdict::Contradicted);
    let codes: Vec<_> = denied.filter_map(|one| one.diagnosis.as_ref()).map(|found| found.code).collect();
    assert!(codes.len() >= 7 && codes.iter().all(|code| *code == "other-period"), "{codes:?}");
    // A column that says so is of the year before.
    late[0][2] = "上年中央财政收入（亿元）".to_string();
    assert_eq!(alarms(&checked("lagged.docx", &docx(title, &late), 2014)), set(&[]));
}

/// A page whose table goes on under another title.
fn in_two(last: &str, title: &str) -> Vec<u8> {
    let row = |line: &str| {
        let cells: String = line.split('|').map(|cell| format!("<td>{}</td>", cell.trim())).collect();
        format!("<tr>{cells}</tr>")
    };
    let table = |lines: &[&str]| format!("<table>{}</table>", lines.iter().map(|line| row(line)).collect::<String>());
    let (head, body) = (REVENUE[0], &REVENUE[1..9]);
    let (first, second) = ([&[head], &body[..4]].concat(), [&[head], &body[4..], &[last]].concat());
    let other = table(&["年份 | 财政支出（亿元）", "2009 | 76299.93", "2010 | 89874.16"]);
    format!(
        "<html><body><p>本文讨论中央与地方的财政收入，数字来自统计年鉴。</p><p>表1 财政收入</p>{}\
         <p>其间的变化值得注意，2010年全国财政支出为89874.16亿元。</p><p>{title}</p>{}<p>表2 财政支出</p>{other}</body></html>",
        table(&first),
        table(&second)
    )
    .into_bytes()
}

#[test]
fn a_table_that_goes_on_is_one() {
    for title in ["续表1", "表1（续）", "续表"] {
        let truth = checked("true.html", &in_two(REVENUE[9], title), 2014);
        assert_eq!(alarms(&truth), set(&[]), "{title}");
        let numbers: Vec<u32> = truth.tables.iter().map(|table| table.number).collect();
        assert_eq!(numbers, [1, 2], "{title}");
        let last = "合计 | 392793.15 | 202207.42 | 180585.73";
        let found = checked("paper.html", &in_two(last, title), 2014);
        assert_eq!(alarms(&found).len(), 1, "{title}: {:?}", alarms(&found));
        assert!(alarms(&found).iter().all(|one| one.ends_with(" 392793.15")), "{title}");
    }
}

#[test]
fn tables_stand_where_the_document_has_them() {
    let shown = page(&report(&[checked("true.html", &in_two(REVENUE[9], "续表1"), 2014)]), None);
    let at = |text: &str| shown.find(text).unwrap_or_else(|| panic!("{text} is shown"));
    assert!(at("本文讨论") < at("21715.25") && at("21715.25") < at("其间的变化") && at("其间的变化") < at("51321.78"));
    let ids: Vec<&str> = shown.split(" id=\"figure-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let distinct: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), distinct.len());
}

#[test]
fn tables_side_by_side_are_shown_once() {
    let beside = [
        "年份 | 财政支出（亿元） | 年份 | 财政支出（亿元）",
        "2005 | 33930.28 | 2010 | 89874.16",
        "2006 | 40422.73 | 2011 | 109247.79",
        "2007 | 49781.35 | 2012 | 125952.97",
    ];
    let shown = page(&report(&[checked("beside.docx", &docx("表1 财政支出", &rows(&beside)), 2014)]), None);
    assert_eq!(shown.matches("<table class=\"paper\"").count(), 1);
    let ids: Vec<&str> = shown.split(" id=\"figure-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let distinct: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!((ids.len(), distinct.len()), (6, 6));
}

/// A member of an archive.
type Member = (&'static str, String);

fn archive(members: &[Member]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

fn sheet(lines: &[(&str, &str)], hidden: usize) -> String {
    let cell = |at: &str, text: &str| match text.parse::<f64>() {
        Ok(_) => format!("<c r=\"{at}\"><v>{text}</v></c>"),
        Err(_) => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    let row = |(at, (one, other)): (usize, &(&str, &str))| {
        let is_hidden = if at == hidden { " hidden=\"1\"" } else { "" };
        format!("<row r=\"{at}\"{is_hidden}>{}{}</row>", cell(&format!("A{at}"), one), cell(&format!("B{at}"), other))
    };
    let rows: String = (1..).zip(lines).map(row).collect();
    format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    )
}

#[test]
fn hidden_rows_and_sheets_of_a_workbook_are_read_and_marked() {
    const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const P: &str = "http://schemas.openxmlformats.org/package/2006";
    let shown = [
        ("年份", "公共安全支出（亿元）"),
        ("2009", "4744.09"),
        ("2010", "5571.70"),
        ("2011", "6304.27"),
        ("2012", "7111.60"),
    ];
    let unseen = [
        ("年份", "财政支出（亿元）"),
        ("2009", "76299.93"),
        ("2010", "89784.16"),
        ("2011", "109247.79"),
        ("2012", "125952.97"),
    ];
    let members = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{P}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{P}/relationships\"><Relationship Id=\"r1\" Type=\"{R}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{R}\"><sheets><sheet name=\"附表1\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"草稿\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{P}/relationships\"><Relationship Id=\"r1\" Type=\"{R}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{R}/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet(&shown, 3)),
        ("xl/worksheets/sheet2.xml", sheet(&unseen, 0)),
    ];
    let found = checked("appendix.xlsx", &archive(&members), 2014);
    let hidden: Vec<&str> =
        found.judged.iter().filter(|one| one.claim.place.is_hidden).map(|one| one.claim.printed()).collect();
    assert_eq!(
        hidden,
        ["5571.70", "76299.93", "89784.16", "109247.79", "125952.97"].map(|text| text.trim_end_matches('0'))
    );
    let json = to_json(&report(&[found]));
    let marked = json["claims"].as_array().expect("claims").iter().filter(|one| one["hidden"] == true).count();
    assert_eq!(marked, 5);
}

#[test]
fn sentences_beside_tables_are_read_in_every_kind_of_text() {
    let sentences = [
        "可见2010年全国财政支出89784.16亿元，详见下表：",
        "其中：2010年全国财政支出89784.16亿元",
        "2010年，全国财政支出89784.16亿元，如表1所示",
        "注：2010年全国财政支出89784.16亿元。",
    ];
    for sentence in sentences {
        let table = "| 年份 | 财政收入（亿元） |\n|---|---|\n| 2009 | 68518.30 |\n| 2010 | 83101.51 |\n";
        let text = format!("本文讨论财政支出的规模。\n\n{sentence}\n\n{table}\n{sentence}\n\n本文的结论如下。\n");
        let found = checked("paper.md", text.as_bytes(), 2014);
        let told = found.judged.iter().filter(|one| one.claim.printed() == "89784.16亿元").count();
        assert_eq!(told, 2, "{sentence}");
        let page = html(sentence, &rows(&["年份 | 财政收入（亿元）", "2009 | 68518.30", "2010 | 83101.51"]));
        let found = checked("paper.html", &page, 2014);
        assert!(found.judged.iter().any(|one| one.claim.printed() == "89784.16亿元"), "{sentence}");
    }
}
