//! Figures as texts print them; expected values are by reading the text.

use super::*;
use crate::units::{Measure, MeasureKind, Spelling};

/// A cut-down catalogue with the spellings the texts need.
fn units() -> Units {
    let measure = |(id, kind, scale): (&str, MeasureKind, f64)| Measure {
        id: id.to_string(),
        kind,
        scale,
        zh: String::new(),
        en: String::new(),
    };
    use MeasureKind::{Count, Money, Other, Persons, Points, Ratio};
    let measures = [
        ("CNY", Money, 1.0),
        ("USD", Money, 1.0),
        ("PS", Persons, 1.0),
        ("PT", Ratio, 0.01),
        ("PM", Ratio, 0.001),
        ("PP", Points, 0.01),
        ("RATIO", Ratio, 1.0),
        ("NUMBER", Count, 1.0),
        ("M2", Other, 1.0),
        ("M", Other, 1.0),
        ("KMT", Other, 1.0),
    ];
    let spelling = |(texts, measure, mult): (&[&str], &str, i8)| {
        let texts = texts.iter().map(|text| text.to_string()).collect();
        Spelling { texts, measure: measure.to_string(), mult }
    };
    let spellings: [(&[&str], &str, i8); 22] = [
        (&["元", "yuan", "RMB"], "CNY", 0),
        (&["万元"], "CNY", 4),
        (&["千万元"], "CNY", 7),
        (&["亿元"], "CNY", 8),
        (&["万亿元"], "CNY", 12),
        (&["million yuan"], "CNY", 6),
        (&["美元", "US$"], "USD", 0),
        (&["亿美元"], "USD", 8),
        (&["人", "名", "persons", "people"], "PS", 0),
        (&["万人"], "PS", 4),
        (&["%", "percent", "per cent"], "PT", 0),
        (&["‰"], "PM", 0),
        (&["百分点", "个百分点", "percentage points"], "PP", 0),
        (&["倍", "times"], "RATIO", 0),
        (&["个", "件", "项", "家", "条", "部", "cases", "items"], "NUMBER", 0),
        (&["万件"], "NUMBER", 4),
        (&["平方米"], "M2", 0),
        (&["万平方米"], "M2", 4),
        (&["米", "m"], "M", 0),
        (&["公里", "千米", "km"], "KMT", 0),
        (&["元/人"], "CNY/PS", 0),
        (&["1"], "RATIO", 0),
    ];
    Units::new(measures.map(measure).to_vec(), spellings.map(spelling).to_vec())
}

/// `value measure+mult`, with the range's end and hedges, for each amount.
fn amounts(text: &str) -> Vec<String> {
    let units = units();
    read(text, &units).iter().filter(|figure| figure.is_amount()).map(shown).collect()
}

fn shown(figure: &Figure) -> String {
    let unit = match &figure.unit {
        Some(unit) => format!(" {}{:+}", unit.measure, unit.mult),
        None => format!(" ?{:+}", figure.mult),
    };
    let upto = match figure.form {
        Form::Range(upto) => format!("..{upto}"),
        _ => String::new(),
    };
    let hedges: String = figure.hedges.iter().map(|hedge| format!(" {hedge:?}")).collect();
    format!("{}{upto}{unit}{hedges}", figure.value)
}

fn check(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| amounts(text) != *expected)
        .map(|(text, expected)| format!("{text}\n   expected {expected:?}\n   found    {:?}", amounts(text)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn amounts_of_money() {
    check(&[
        ("支出预算为1 129 236万元，", &["1129236 CNY+4"]),
        ("问题金额 6540 多亿元", &["6540 CNY+8 Over"]),
        ("金额2377.2万元,管理不规范126932.39万元", &["2377.2 CNY+4", "126932.39 CNY+4"]),
        ("总额1.2万亿元。", &["1.2 CNY+12"]),
        ("国内生产总值397983亿元，约3.98万亿", &["397983 CNY+8", "3.98 ?+12 About"]),
        ("总数已超4000多万", &["4000 ?+4 Over"]),
        ("１２，３４５．６万元", &["12345.6 CNY+4"]),
        ("收入3亿2000万元，支出3万5000元", &["32000 CNY+4", "35000 CNY+0"]),
        ("3亿零500万元，5亿零30万元", &["30500 CNY+4", "50030 CNY+4"]),
        ("违规金额（万元）：1234.5；支出(亿元): 3", &["1234.5 CNY+4", "3 CNY+8"]),
        ("少付1,23万元，1,23万元，多付1,234万元，罚款12,345.6元", &["1234 CNY+4", "12345.6 CNY+0"]),
        ("三千多万元、两亿三千万元", &["3000 CNY+4 Over", "23000 CNY+4"]),
        ("100-200万元；5000万至2亿元", &["100..200 CNY+4", "0.5..2 CNY+8"]),
        (
            "近3亿元、约5万元、不足5元、10亿元以上",
            &["3 CNY+8 Nearly", "5 CNY+4 About", "5 CNY+0 Under", "10 CNY+8 Over"],
        ),
        ("节约3亿元，结余20万元左右", &["3 CNY+8", "20 CNY+4 About"]),
        ("3.5亿美元和2亿港元", &["3.5 USD+8", "2 ?+8"]),
        ("1000余万元，500 多 万元", &["1000 CNY+4 Over", "500 CNY+4 Over"]),
        ("5千亿元，3百万元", &["5 CNY+11", "3 CNY+6"]),
    ]);
}

#[test]
fn counts_rates_and_multiples() {
    check(&[
        ("增长17.4%，比上年提高0.3个百分点", &["17.4 PT+0", "0.3 PP+0"]),
        ("下降百分之七点五，千分之三", &["7.5 PT+0", "3 PM+0"]),
        ("增长25倍，增加超过100倍", &["25 RATIO+0", "100 RATIO+0 Over"]),
        ("官民比为1:67，1∶28", &["0.014925373134328358 RATIO+0", "0.03571428571428571 RATIO+0"]),
        ("占三分之一", &["0.3333333333333333 RATIO+0"]),
        ("三成以上，五成。", &["3 PT+1 Over", "5 PT+1"]),
        ("翻两番", &["4 RATIO+0"]),
        ("翻了近两番，翻了一番半", &["4 RATIO+0 Nearly", "2.8284271247461903 RATIO+0"]),
        ("两成二左右，三成半，一成出头", &["22 PT+0 About", "35 PT+0", "1 PT+1 Over"]),
        ("占支出的一半以上，近一半，一半的人", &["0.5 RATIO+0 Over", "0.5 RATIO+0 Nearly"]),
        ("10%至15%，3-5个", &["10..15 PT+0", "3..5 NUMBER+0"]),
        ("由17%到23%", &["17 PT+0", "23 PT+0"]),
        ("下降-3.2%", &["-3.2 PT+0"]),
        ("追责问责 4120 多人，330多个", &["4120 PS+0 Over", "330 NUMBER+0 Over"]),
        ("二十三个单位，四五十人，一千二百件", &["23 NUMBER+0", "40..50 PS+0", "1200 NUMBER+0"]),
        ("344 平方米的房产，5千米，2.5万平方米", &["344 M2+0", "5 KMT+0", "2.5 M2+4"]),
        ("人均3200元/人", &["3200 CNY/PS+0"]),
        ("百分之百", &["100 PT+0"]),
    ]);
}

#[test]
fn parts_of_formulas_are_no_figures() {
    check(&[
        ("为3⁄4亿元，3/4亿元，1.05^10亿元，10^{5}亿元，√2亿元", &[]),
        ("397\u{2060}983亿元，397\u{ad}98\u{200b}3亿元", &["397983 CNY+8", "397983 CNY+8"]),
        ("3.97983×10⁵亿元，3.97983×10^5亿元", &[]),
    ]);
}

#[test]
fn english_text() {
    check(&[
        ("RMB 2.3 billion was misused", &["2.3 CNY+9"]),
        ("nearly 12.5 million yuan in 2010", &["12.5 CNY+6 Nearly"]),
        ("about US$ 3.1 million", &["3.1 USD+6 About"]),
        ("a total of 1,234 cases and 45,000 people", &["1234 NUMBER+0", "45000 PS+0"]),
        ("rose by 3.5 per cent, or 0.4 percentage points", &["3.5 PT+0", "0.4 PP+0"]),
        ("5 months, 3 metres high", &[]),
        ("$5 million", &["5 ?+6"]),
        ("more than 300 cases", &["300 NUMBER+0 Over"]),
    ]);
}

#[test]
fn what_counts_nothing_is_a_mark() {
    let texts = [
        "2010年，2009年11月至2010年3月，2010-2015年，20世纪90年代",
        "国发〔2010〕3号，财预[2015]12号，2010年第22号公告",
        "第3条，第十二条，第1-3项，前三名，前10名",
        "一、基本情况。（二）主要问题。3．错列科目。(4)其他。1、收入；2、支出",
        "表2，图 3，附表1，附件12，表3-2",
        "时间:2010-6-24 0:00:27，下午14:30",
        "电话010-68301216，手机13800138000，邮编100081",
        "三个月，5个工作日，24小时，十年来，近3年",
        "www.audit.gov.cn/n11/n1992130.html",
        "GB/T 2260，G20，COVID-19，PM2.5",
        "[12] [3]．，(2010)，Smith, 2010; pp. 12-15",
        "2010/06/24，2010.6.24，June 24, 2010, 24 June",
        "千方百计，万一，成千上万，几十万元，数百人，一个样，一些，三个代表",
        "十八大，十二五规划，第十七届，一是，二是",
    ];
    let found: Vec<(&str, Vec<String>)> = texts.iter().map(|text| (*text, amounts(text))).collect();
    let wrong: Vec<_> = found.iter().filter(|(_, found)| !found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let marks = |text: &str| read(text, &units()).iter().filter(|figure| matches!(figure.role, Role::Mark(_))).count();
    assert_eq!(marks("国发〔2010〕3号"), 2);
    assert_eq!(marks("2009年11月至2010年3月"), 4);
}

#[test]
fn numbers_without_a_unit_are_bare() {
    let bare = |text: &str| -> Vec<f64> {
        read(text, &units()).iter().filter(|f| f.role == Role::Bare).map(|figure| figure.value).collect()
    };
    assert_eq!(bare("较好的占50,一般的占41,仅占8.5。"), [50.0, 41.0, 8.5]);
    assert_eq!(bare("限时办结率达100,"), [100.0]);
    assert_eq!(bare("2010年，第3条，表2"), Vec::<f64>::new());
}

#[test]
fn spans_are_bytes_of_the_text() {
    let text = "金额 6540 多亿元，占百分之七点五，RMB 2.3 billion";
    let found: Vec<&str> = read(text, &units()).iter().map(|figure| &text[figure.span.clone()]).collect();
    assert_eq!(found, ["6540 多亿元", "百分之七点五", "RMB 2.3 billion"]);
    let first = &read(text, &units())[0];
    assert_eq!(
        (first.unit_text.as_deref(), first.decimals, &text[first.number..first.number + 4]),
        (Some("亿元"), 0, "6540")
    );
    assert_eq!(first.base_value(&units()), 6540e8);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_in_order(text in "[0-9０-９一二三十百千万亿零点分之多余约近年月日第号元人个%.,，、:：()（）〔〕 \\-~至a-zRMB$]{0,60}") {
        let figures = read(&text, &units());
        let mut last = 0;
        for figure in &figures {
            proptest::prop_assert!(figure.span.start <= figure.span.end && figure.span.end <= text.len());
            proptest::prop_assert!(text.get(figure.span.clone()).is_some());
            proptest::prop_assert!(figure.number >= last);
            last = figure.number;
        }
    }
}

/// What a text's amounts are, `?` behind those with a doubtful sign.
fn signed(text: &str) -> String {
    let figures = read(text, &units()).into_iter().filter(Figure::is_amount);
    let shown = |figure: Figure| format!("{}{}", figure.value, if figure.is_doubtful { "?" } else { "" });
    figures.map(shown).collect::<Vec<_>>().join(" ")
}

#[test]
fn signs_of_amounts_in_prose() {
    for (text, want) in [
        ("收支差额为△2.4亿元，上年为▲ 61.5亿元", "-2.4 -61.5"),
        ("收入增长▲2%，支出增长△3.4%", "-2 -3.4"),
        ("利润总额负2.6亿元，增长负百分之三", "-2.6 -3"),
        ("收入减少3.5亿元", "3.5"),
        ("净收入为(71.5)亿元，另有结余（1,230）万元", "-71.5 -1230"),
        ("结余为(350)万元", "-350?"),
        ("△ 2.4亿元用于教育。▲3.5亿元用于道路", "2.4 3.5"),
        ("今年▲3.2%，明年▼1.5%", "-3.2? -1.5?"),
        ("正负2.5亿元，企业背负3亿元债务，负债2.6亿元，负担12.5亿元", "2.5 3 2.6 12.5"),
        ("要求：(1)万元以上的项目，(2020)万元", ""),
        ("支出5-6亿元，下降-2.5%", "5 -2.5"),
    ] {
        assert_eq!(signed(text), want, "{text}");
    }
}
