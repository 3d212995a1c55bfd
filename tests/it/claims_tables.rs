//! Tables of papers, checked: each figure against official data and against the others of its table.
//!
//! Expected: which cells are slips is known because they were planted here, one by one, in tables typed from published
//! figures: 国家财政支出 and 行政管理费 of 1996-2003 (China Statistical Yearbook 2007, tables 8-1 and 8-3), items of 2011-2014 (National
//! Bureau of Statistics, data.stats.gov.cn), revenue of centre and provinces of 1991-1998 (China Statistical Yearbook 2010, 8-3). Shares,
//! growth and sums are computed by hand. Without the slips no figure may raise an alarm.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::LazyLock;

use admincost::claims::Verdict;
use admincost::claims::check::{Checked, Checker};
use admincost::claims::reading::Reader;
use admincost::claims::report::{Report, View, page, to_json, to_text};
use admincost::messages::{Language, Message, speaking};
use admincost::run::{Official, Progress, Wanted, official};
use chrono::NaiveDate;

use crate::support::{corpus, project};

static FROM: LazyLock<Message> = LazyLock::new(|| "the bundled sources".into());

static OFFICIAL: LazyLock<Official> = LazyLock::new(|| {
    let definitions = Some(project().join("pipelines"));
    let wanted = Wanted { sources: vec![], definitions, observations: None, names: None };
    official(&wanted, &Progress::Silent).expect("the bundled sources")
});

pub fn checked(name: &str, bytes: &[u8], year: i32) -> Checked {
    let date = NaiveDate::from_ymd_opt(year, 6, 30);
    let checker = Checker::new(Reader::new(&OFFICIAL.definitions), OFFICIAL.records(), date);
    checker.check_file(name, bytes).expect("a text that can be checked")
}

pub fn report(texts: &[Checked]) -> Report<'_> {
    Report { texts, records: OFFICIAL.records(), from: &FROM }
}

/// `row:column figure` of every alarm in a table.
pub fn alarms(checked: &Checked) -> BTreeSet<String> {
    let is_alarm =
        |verdict| matches!(verdict, Verdict::Contradicted | Verdict::Inconsistent | Verdict::PeriodMisstated);
    let alarmed = checked.judged.iter().filter(|one| is_alarm(one.verdict));
    alarmed
        .map(|one| {
            let place = one.claim.place.cell.map_or("text".to_string(), |cell| format!("{}:{}", cell.row, cell.col));
            format!("{place} {}", one.claim.printed())
        })
        .collect()
}

pub fn set(expected: &[&str]) -> BTreeSet<String> {
    expected.iter().map(|one| one.to_string()).collect()
}

/// How many figures of tables official data bears out.
pub fn borne_out(checked: &Checked) -> usize {
    checked.judged.iter().filter(|one| one.claim.place.cell.is_some() && one.verdict.holds()).count()
}

pub type Rows = Vec<Vec<String>>;

pub fn rows(lines: &[&str]) -> Rows {
    lines.iter().map(|line| line.split('|').map(|cell| cell.trim().to_string()).collect()).collect()
}

/// The table with other figures in some cells (row and column from 1).
pub fn with(mut rows: Rows, slips: &[(usize, usize, &str)]) -> Rows {
    for (row, column, printed) in slips {
        rows[row - 1][column - 1] = printed.to_string();
    }
    rows
}

// ---- a Word document

const ADMINISTRATION: [&str; 10] = [
    "年份 | 财政支出（亿元） | 行政管理费（亿元） | 占财政支出比重（%） | 行政管理费比上年增长（%）",
    "1996 | 7937.55 | 1185.28 | 14.93 | —",
    "1997 | 9233.56 | 1358.85 | 14.72 | 14.64",
    "1998 | 10798.18 | 1600.27 | 14.82 | 17.77",
    "1999 | 13187.67 | 2020.60 | 15.32 | 26.27",
    "2000 | 15886.50 | 2768.22 | 17.42 | 37.00",
    "2001 | 18902.58 | 3512.49 | 18.58 | 26.89",
    "2002 | 22053.15 | 4101.32 | 18.60 | 16.76",
    "2003 | 24649.95 | 4691.26 | 19.03 | 14.38",
    "合计 | 122649.14 | 21238.29 | 17.32 | —",
];

pub fn docx(title: &str, rows: &Rows) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |text: &String| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |cells: &Vec<String>| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    let table: String = rows.iter().map(row).collect();
    let body = format!(
        "{}{}<w:tbl>{table}</w:tbl>{}",
        paragraph("本文考察我国行政管理费的增长，所用数据均来自统计年鉴。"),
        paragraph(title),
        paragraph("可以看出，行政管理费的增长快于财政支出。")
    );
    let main = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"><w:body>{body}</w:body></w:document>");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).expect("a member");
    zip.write_all(main.as_bytes()).expect("its bytes");
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn slips_of_a_digit_a_share_and_a_total_in_a_word_document() {
    let title = "表1 我国行政管理费支出规模（1996—2003年）";
    let truth = checked("true.docx", &docx(title, &rows(&ADMINISTRATION)), 2008);
    assert_eq!(alarms(&truth), set(&[]));
    assert!(borne_out(&truth) >= 16 + 7, "{}", borne_out(&truth));
    // Expenditure of 1998 in its second digit, the share of 2001, and the total of administration in its first.
    let slips = [(4, 2, "10998.18"), (7, 4, "15.58"), (10, 3, "31238.29")];
    let found = checked("paper.docx", &docx(title, &with(rows(&ADMINISTRATION), &slips)), 2008);
    assert_eq!(alarms(&found), set(&["4:2 10998.18", "7:4 15.58", "10:3 31238.29"]));
}

#[test]
fn a_report_tells_the_cell_and_shows_the_table() {
    let slips = [(4, 2, "10998.18"), (7, 4, "15.58")];
    let bytes = docx("表1 我国行政管理费支出规模", &with(rows(&ADMINISTRATION), &slips));
    let texts = [checked("paper.docx", &bytes, 2008)];
    let json = to_json(&report(&texts));
    let claims = json["claims"].as_array().expect("claims");
    let digit = claims.iter().find(|one| one["printed"] == "10998.18").expect("the claim");
    assert_eq!((digit["table"].as_u64(), digit["row"].as_u64(), digit["col"].as_u64()), (Some(1), Some(4), Some(2)));
    assert_eq!((digit["verdict"].as_str(), digit["time_period"].as_str()), (Some("contradicted"), Some("1998")));
    assert_eq!(digit["official"][0]["value"].as_f64(), Some(10798.18));
    assert_eq!(json["texts"][0]["tables"][0]["figures"].as_u64(), Some(34));
    let terminal = to_text(&report(&texts), &View { width: 120, color: false });
    assert!(terminal.contains("✗ contradicted  table 1, row 4, column 2"), "{terminal}");
    assert!(terminal.contains("100 × 3512.49 / 18902.58 = 18.58"), "{terminal}");
    assert!(!terminal.contains("are not checked"), "{terminal}");
    let english = page(&report(&texts), Some(Language::English));
    assert!(english.contains("<table class=\"paper\"><caption>Table 1: 表1"), "the table is shown");
    assert!(english.contains("<a class=\"figure contradicted\""), "its cells are coloured");
}

#[test]
fn a_report_on_a_table_is_in_chinese_throughout() {
    let slips = [(4, 2, "10998.18"), (7, 4, "15.58")];
    let bytes = docx("表1 我国行政管理费支出规模", &with(rows(&ADMINISTRATION), &slips));
    let texts = [checked("paper.docx", &bytes, 2008)];
    let terminal = speaking(Language::Chinese, || to_text(&report(&texts), &View { width: 120, color: false }));
    assert!(terminal.contains("✗ 与官方数据不符  表 1 第 4 行第 2 列"), "{terminal}");
    assert!(terminal.contains("表 1（表1 我国行政管理费支出规模），共 34 个数字：✓ 可复现 "), "{terminal}");
    let own = page(&report(&texts), None);
    assert!(own.contains("<caption>表 1：表1") && own.contains("title=\"与官方数据不符\""), "{own}");
    assert!(!own.contains("Table 1") && !own.contains("contradicted</"), "{own}");
}

// ---- a web page

const ITEMS: [&str; 6] = [
    "项目 | 2011年 | 2012年 | 2013年 | 2014年",
    "一般公共服务支出 | 10987.78 | 12700.46 | 13755.13 | 13267.50",
    "公共安全支出 | 6304.27 | 7111.60 | 7786.78 | 8357.23",
    "外交支出 | 309.58 | 333.83 | 355.76 | 361.54",
    "三项合计 | 17601.63 | 20145.89 | 21897.67 | 21986.27",
    "全国财政支出 | 109247.79 | 125952.97 | 140212.10 | 151785.56",
];

pub fn html(title: &str, rows: &Rows) -> Vec<u8> {
    let mut page = format!(
        "<html><body><p>2007年起，政府支出按功能分类，三项支出反映行政成本的规模。</p><p>{title}</p><p>单位：亿元</p><table>"
    );
    for row in rows {
        let cells: String = row.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        let _ = write!(page, "<tr>{cells}</tr>");
    }
    page.push_str("</table><p>由表可见，一般公共服务支出的比重逐年下降。</p></body></html>");
    page.into_bytes()
}

#[test]
fn slips_of_swapped_digits_another_year_and_a_sum_on_a_page() {
    let title = "表2 全国财政支出中的行政成本（2011—2014年）";
    let truth = checked("true.html", &html(title, &rows(&ITEMS)), 2016);
    assert_eq!(alarms(&truth), set(&[]));
    assert!(borne_out(&truth) >= 14, "{}", borne_out(&truth));
    // Public security of 2013 with two digits swapped, foreign affairs of 2013 in 2012, the sum of 2011 in its second digit.
    let slips = [(3, 4, "7768.78"), (4, 3, "355.76"), (5, 2, "19601.63")];
    let found = checked("paper.html", &html(title, &with(rows(&ITEMS), &slips)), 2016);
    assert_eq!(alarms(&found), set(&["3:4 7768.78", "4:3 355.76", "5:2 19601.63"]));
}

// ---- a PDF document

const REVENUE: [&str; 9] = [
    "Year | Government revenue | Central government revenue | Local government revenue | Central share (%) | Local share (%) | Growth of government revenue (%)",
    "1991 | 3149.48 | 938.25 | 2211.23 | 29.8 | 70.2 | 7.2",
    "1992 | 3483.37 | 979.51 | 2503.86 | 28.1 | 71.9 | 10.6",
    "1993 | 4348.95 | 957.51 | 3391.44 | 22.0 | 78.0 | 24.8",
    "1994 | 5218.10 | 2906.50 | 2311.60 | 55.7 | 44.3 | 20.0",
    "1995 | 6242.20 | 3256.62 | 2985.58 | 52.2 | 47.8 | 19.6",
    "1996 | 7407.99 | 3661.07 | 3746.92 | 49.4 | 50.6 | 18.7",
    "1997 | 8651.14 | 4226.92 | 4424.22 | 48.9 | 51.1 | 16.8",
    "1998 | 9875.95 | 4892.00 | 4983.95 | 49.5 | 50.5 | 14.2",
];

/// One page in Helvetica, each cell of a column at the same place.
fn pdf(title: &[&str], rows: &Rows) -> Vec<u8> {
    let mut content = String::from("BT /F1 10 Tf\n");
    let mut line = |y: usize, cells: &[(usize, &str)]| {
        for (x, text) in cells {
            let text = text.replace('(', "\\(").replace(')', "\\)");
            let _ = writeln!(content, "1 0 0 1 {x} {y} Tm ({text}) Tj");
        }
    };
    for (at, text) in title.iter().enumerate() {
        line(540 - 40 * at.min(1) - 14 * at, &[(60, text)]);
    }
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<(usize, &str)> =
            row.iter().enumerate().map(|(col, text)| (60 + 150 * col, text.as_str())).collect();
        line(450 - 16 * at, &cells);
    }
    content.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_string(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1200 595] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_string(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_string(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

#[test]
fn slips_of_exchanged_figures_a_level_and_a_share_in_a_pdf() {
    let title = [
        "Revenue was divided anew between the centre and the provinces of China in 1994.",
        "Table 1. National, central and local government revenue of China, 1991-1998",
        "Unit: 100 million yuan",
    ];
    let truth = checked("true.pdf", &pdf(&title, &rows(&REVENUE)), 2011);
    assert_eq!(alarms(&truth), set(&[]));
    assert!(borne_out(&truth) >= 16, "{}", borne_out(&truth));
    // Centre and provinces of 1992 in each other's places, national revenue of 1995 with digits swapped, the share of 1997.
    let slips = [(3, 3, "2503.86"), (3, 4, "979.51"), (6, 2, "6224.20"), (8, 5, "46.9")];
    let found = checked("paper.pdf", &pdf(&title, &with(rows(&REVENUE), &slips)), 2011);
    let expected = set(&["3:3 2503.86", "3:4 979.51", "6:2 6224.20", "8:5 46.9"]);
    assert_eq!(alarms(&found), expected);
}

// ---- plain text

/// The title stands in bold and apart from its number, the unit on a line of its own: both are of the table.
#[test]
fn a_table_of_a_markdown_text_has_its_title_and_unit() {
    let text = "# 三公经费\n\n公开以来，经费逐年下降。\n\n**表1　中央本级“三公”经费预算数与决算数**\n\n单位：亿元\n\n\
                | 年份 | 预算数 | 决算数 |\n|:---|---:|---:|\n| 2011 | 94.28 | 93.64 |\n| 2012 | 79.84 | 74.25 |\n\
                | 2013 | 79.69 | 70.15 |\n| 2014 | 71.51 | 58.80 |\n";
    let found = checked("paper.md", text.as_bytes(), 2016);
    assert_eq!((borne_out(&found), alarms(&found)), (8, set(&[])));
    let slip = text.replace("74.25", "75.24");
    assert_eq!(alarms(&checked("paper.md", slip.as_bytes(), 2016)), set(&["3:3 75.24"]));
}

// ---- statistics

#[test]
fn estimates_are_left_alone() {
    let table = rows(&[
        "变量 | 模型1 | 模型2",
        "财政支出规模 | 0.214*** | 0.198***",
        " | (3.87) | (3.41)",
        "人口 | -0.021 | -0.019",
        " | (-1.18) | (-1.05)",
        "N | 240 | 240",
        "R² | 0.61 | 0.66",
    ]);
    let texts = [checked("paper.docx", &docx("表3 回归结果", &table), 2015)];
    assert_eq!(alarms(&texts[0]), set(&[]));
    assert!(texts[0].judged.iter().all(|one| one.claim.place.cell.is_none()), "no figure of it is a claim");
    let terminal = to_text(&report(&texts), &View { width: 120, color: false });
    assert!(terminal.contains("table 1: 12 figures left alone, a table of estimates"), "{terminal}");
}

/// By hand: 3.47 * 25 is 86.75, and 86 / 25 is 3.44, 87 / 25 is 3.48; figures from 0 to 1 have no mean of 1.20; figures from 1 to 5 with
/// the mean 3.00 have a standard deviation of 2.05 at most (20 cases, half of them 1 and half 5).
#[test]
fn statistics_that_no_data_has() {
    let table = rows(&[
        "变量 | 样本量 | 均值 | 标准差 | 最小值 | 最大值",
        "家庭人口数（人） | 25 | 3.47 | 1.12 | 1 | 6",
        "是否党员（1=是） | 25 | 1.20 | 0.41 | 0 | 1",
        "加班次数（次） | 20 | 3.00 | 2.95 | 1 | 5",
        "年龄（周岁） | 25 | 35.84 | 8.63 | 23 | 58",
        "通勤时间（小时） | 25 | 0.77 | 0.38 | 0 | 2",
        "满意度指数 | 25 | 0.613 | 0.187 | 0 | 1",
        "填表时间占比（%） | 240 | 31.46 | 14.20 | 2.5 | 80.0",
    ]);
    let found = checked("paper.docx", &docx("表1 描述性统计", &table), 2021);
    assert_eq!(alarms(&found), set(&["2:3 3.47", "3:3 1.20", "4:4 2.95"]));
}

/// By hand: of 30 answers 9 are 30.0 % and 10 are 33.3 %; none is 32.3 %.
#[test]
fn shares_that_no_number_of_answers_gives() {
    let table = rows(&[
        "题项 | 不满意 | 一般 | 满意 | 很满意",
        "办事流程 | 13.3 | 23.3 | 43.3 | 20.0",
        "等候时间 | 23.3 | 32.3 | 33.3 | 13.3",
        "人员态度 | 3.3 | 20.0 | 46.7 | 30.0",
    ]);
    let found = checked("paper.docx", &docx("表1 满意度分布（n=30，%）", &table), 2021);
    assert_eq!(alarms(&found), set(&["3:3 32.3"]));
}

// ---- what must not alarm

#[test]
fn tables_of_other_places_models_and_surveys_raise_no_alarm() {
    let city = rows(&["年份 | 财政支出（亿元）", "2010 | 312.45", "2011 | 389.01", "2012 | 441.77", "2013 | 489.12"]);
    let simulated = rows(&["年份 | 国内生产总值（亿元）", "2010 | 412345.1", "2011 | 462233.9", "2012 | 530321.7"]);
    let abroad = rows(&["国家 | 2010年 | 2011年", "美国 | 15.2 | 15.9", "日本 | 19.9 | 20.3", "德国 | 21.2 | 22.0"]);
    for (title, table) in [
        ("表1 某市财政支出", &city),
        ("表2 财政支出", &city),
        ("表3 基准情景下我国国内生产总值的模拟结果", &simulated),
        ("表4 部分国家行政支出占财政支出的比重（%）", &abroad),
    ] {
        let found = checked("paper.docx", &docx(title, table), 2015);
        assert_eq!(alarms(&found), set(&[]), "{title}");
    }
}

#[test]
fn a_workbook_alone_is_a_text_of_tables() {
    let csv = "年份,全国财政支出（亿元）\n2009,76299.93\n2010,89874.16\n2011,109247.79\n2012,125952.97\n";
    let found = checked("appendix.csv", csv.as_bytes(), 2014);
    assert_eq!((borne_out(&found), alarms(&found)), (4, set(&[])));
}

/// Read as the appendix of a paper: a national yearbook's accounts, a province's output by city, one country's accounts, a city's.
const APPENDICES: [&str; 4] = [
    "nbs-national/财政/国家财政收支总额及增长速度.csv",
    "provincial-yearbook/Jiangsu/2-12分市地区生产总值(2021).xlsx",
    "nbs-national/财政/中央和地方财政收入及比重.csv",
    "provincial-yearbook/Henan/2-9  各市生产总值(2017).xls",
];

/// Four published tables given as an appendix.
#[test]
fn published_tables_raise_no_alarm() {
    let Some(corpus) = corpus("published_tables_raise_no_alarm") else { return };
    for name in APPENDICES {
        let bytes = std::fs::read(corpus.join(name)).expect("a file of the corpus");
        let found = checked(name, &bytes, 2025);
        assert!(!found.tables.is_empty(), "{name} has tables");
        assert_eq!(alarms(&found), set(&[]), "{name}");
    }
}

#[test]
fn what_does_not_add_up_by_its_nature_raises_no_alarm() {
    // Population, employment and income of 2019 (China Statistical Yearbook 2020, 2-1, 4-1, 6-1); revenue of 2019 by kind; shares of
    // 67 answers of 201 each; growth that a note puts on another basis; growth over a year that is not listed.
    let tables = [
        "表1 2019年全国居民收支（元）\n\n| 指标 | 全国 | 城镇 | 农村 |\n|---|---|---|---|\n| 常住人口（万人） | 140005 | 84843 | 55162 |\n\
         | 就业人员（万人） | 77471 | 44247 | 33224 |\n| 人均可支配收入（元） | 30733 | 42359 | 16021 |\n",
        "表1 2019年全国一般公共预算收入（亿元）\n\n| 项目 | 金额 | 占比(%) | 增长(%) |\n|---|---|---|---|\n\
         | 税收收入 | 157,992.21 | 83.0 | 1.0 |\n| 非税收入 | 32,390.02 | 17.0 | 20.2 |\n| 合计 | 190,382.23 | 100 | 3.8 |\n",
        "表1 是否了解\n\n| 回答 | 人数 | 占比(%) |\n|---|---|---|\n| 了解 | 67 | 33.3 |\n| 一般 | 67 | 33.3 |\n| 不了解 | 67 | 33.3 |\n\
         | 合计 | 201 | 99.9 |\n",
        "表1 某省一般公共预算收入（亿元）\n\n| 年份 | 收入 | 增长(%) |\n|---|---|---|\n| 2014 | 900 | 10.0 |\n| 2015 | 1000.0 | 11.1 |\n\
         | 2016 | 1050.0 | 8.0* |\n| 2017 | 1120.0 | 6.7 |\n| 2018 | 1200.0 | 7.1 |\n\n注：*为剔除“营改增”因素后的同口径增幅。\n",
        "表1 某省收入（亿元）\n\n| 年份 | 收入 | 增长(%) |\n|---|---|---|\n| 2014 | 900 | 10.0 |\n| 2015 | 1000.0 | 11.1 |\n\
         | 2017 | 1120.0 | 6.7 |\n| 2018 | 1200.0 | 7.1 |\n| 2020 | 1300.0 | 4.1 |\n",
    ];
    for table in tables {
        assert_eq!(alarms(&checked("paper.md", table.as_bytes(), 2021)), set(&[]), "{table}");
    }
}
