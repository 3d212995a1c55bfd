//! Dates of lines: what a title, a heading or another line says of the period of what stands below it.
//!
//! In: lines of a document. Out: `LineDate`. Refuses days: when something was published, signed, filled in or printed is
//! no period of its figures; and lines that name several years.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::Catalogue;
use super::period::{self, Dated, Period};
use crate::sources::Passage;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LineDate {
    #[default]
    No,
    Named(Period),
    /// A month and nothing else: of a monthly table, or of the signature below a title.
    Month(Period),
    /// Several years, or a part of a year that is no quarter or month, as printed.
    Several(String),
}

/// What a line is cut off at: the rest says who published it, where it was found and when.
static ISSUED: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?xi)(?:发布|公布|刊发|更新|打印|印发|填报|填表|编制|编报|成文|生成|采集|下载|录入|制表|上报|报送|披露|公开|审核|签发|发稿|发文)
        \s?(?:时间|日期|年份|日\s?[:：]) | 来源[^:：]{0,4}[:：] | 出处[:：] | 点击[^:：]{0,4}[:：]
        | \b(?:published|updated|released|printed|downloaded|retrieved|accessed|date\s+of\s+(?:issue|publication))\b";
    Regex::new(text).expect("a valid pattern")
});
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?x)(?:18|19|20)\d\d\s?(?:年|[-/.])\s?(?P<month>0?[1-9]|1[0-2])\s?(?:月|[-/.])\s?
        (?P<day>[12]\d|3[01]|0?[1-9])(?:\s?日|(?P<end>\D|$))";
    Regex::new(text).expect("a valid pattern")
});
/// What a document is called by.
static KIND: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?i)公报|报告|決算|决算|预算|預算|情况|統計|统计|说明|債|债|表|公告|分析|\b(?:report|budget|account|statistic|bulletin|survey|review)";
    Regex::new(text).expect("a valid pattern")
});

/// What one line says.
pub fn of_line(text: &str) -> LineDate {
    let text = period::readable(text);
    let text = ISSUED.find(&text).map_or(text.as_str(), |found| text.get(..found.start()).unwrap_or_default());
    let is_year_end = |found: &Captures| &found["month"] == "12" && &found["day"] == "31";
    let undated = DAY.replace_all(text, |found: &Captures| match is_year_end(found) {
        true => found[0].to_string(),
        false => found.name("end").map_or("", |end| end.as_str()).to_string(),
    });
    match period::of_label(&undated) {
        Dated::Whole(month @ Period::Month(..)) => LineDate::Month(month),
        Dated::Whole(period) | Dated::Within(period, _) => LineDate::Named(period),
        Dated::Span(printed) | Dated::Part(printed, _) => LineDate::Several(printed),
        Dated::YearBefore(_) | Dated::YearAfter(_) | Dated::Quarter(_) | Dated::Month(_) | Dated::No => LineDate::No,
    }
}

/// What the lines of a title say together: the first that names its period, or the month that stands alone; nothing
/// where the first that speaks of time names several years.
pub fn of_titles<'a>(lines: impl Iterator<Item = &'a str>, catalogue: &Catalogue) -> LineDate {
    joined(lines.map(|line| catalogue.said(line).line().clone()), false)
}

/// What headings say, the nearest first: one that names several years (a caption of a drawing) leaves it to those above.
pub fn of_headings<'a>(lines: impl Iterator<Item = &'a str>, catalogue: &Catalogue) -> LineDate {
    joined(lines.map(|line| catalogue.said(line).line().clone()), true)
}

fn joined(lines: impl Iterator<Item = LineDate>, passes_several: bool) -> LineDate {
    let (mut month, mut several) = (LineDate::No, LineDate::No);
    for line in lines {
        match (line, &month) {
            (LineDate::No, _) => {}
            (found @ LineDate::Month(_), LineDate::No) => month = found,
            (LineDate::Month(_), _) => {}
            (LineDate::Named(period), LineDate::Month(at)) if at.year() == period.year() => return month,
            (found @ LineDate::Several(_), _) if passes_several => several = found,
            (found, _) => return found,
        }
    }
    if several == LineDate::No { month } else { several }
}

/// A longer line is no title.
const LONGEST: usize = 90;
/// So many letters make a line with a full stop the body of a text.
const BODY: usize = 40;
/// The title stands among so many lines.
const MOST_LINES: usize = 120;
/// So many lines may stand between the title and the body: who signed, when, and what the page offers.
const NEAREST: usize = 6;

/// What a document calls itself: the last line above its body that is called after a kind of document; where none stands
/// near the body, what all of them agree on. A title broken in two is read as one.
pub fn of_document(passages: &[Passage]) -> LineDate {
    let lines = passages.iter().take(MOST_LINES).map(|passage| passage.text.trim());
    let is_body = |text: &&str| text.contains('。') && text.chars().count() > BODY;
    let above: Vec<&str> = lines.take_while(|text| !is_body(text)).collect();
    let read = |at: usize| title_at(&above, at).map_or(LineDate::No, |text| of_line(&text));
    let found = |at: usize| Some(read(at)).filter(|found| matches!(found, LineDate::Named(_) | LineDate::Several(_)));
    let near = (0..above.len()).rev().take(NEAREST).find_map(found);
    near.unwrap_or_else(|| {
        let mut all: Vec<LineDate> = (0..above.len()).filter_map(found).collect();
        all.dedup();
        match all.as_slice() {
            [] => LineDate::No,
            [one] => one.clone(),
            several => LineDate::Several(several.iter().map(printed).collect::<Vec<_>>().join("、")),
        }
    })
}

fn printed(found: &LineDate) -> String {
    match found {
        LineDate::Named(period) | LineDate::Month(period) => period.text(),
        LineDate::Several(printed) => printed.clone(),
        LineDate::No => String::new(),
    }
}

/// The title that ends on a line, with the line above where that does not end one.
fn title_at(lines: &[&str], at: usize) -> Option<String> {
    let line = lines.get(at)?;
    let is_title = line.chars().count() <= LONGEST && !line.contains('。') && KIND.is_match(line);
    let above = at.checked_sub(1).and_then(|at| lines.get(at)).filter(|above| is_unended(above)).unwrap_or(&"");
    is_title.then(|| format!("{above}{line}"))
}

/// Whether a line goes on in the next: it ends in a joint, or between the words of a title.
fn is_unended(line: &str) -> bool {
    let line = line.trim_end();
    let joints = ["和", "与", "及", "暨", "、", "关于", "的", "年"];
    let is_open =
        line.contains("关于") && !["报告", "说明", "草案)", "草案）", "情况"].iter().any(|end| line.ends_with(end));
    line.chars().count() <= LONGEST && (is_open || joints.iter().any(|joint| line.ends_with(joint)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[&str]) -> LineDate {
        joined(lines.iter().map(|line| of_line(line)), false)
    }

    fn year(year: i32) -> LineDate {
        LineDate::Named(Period::Year(year))
    }

    #[test]
    fn the_day_of_publication_is_no_period() {
        assert_eq!(of_line("发布时间：2026-05-10 来源：市统计局"), LineDate::No);
        assert_eq!(of_line("2026年8月20日 政府频道最新文章"), LineDate::No);
        assert_eq!(of_line("——2025年12月27日在市第九届人民代表大会第六次会议上"), LineDate::No);
        assert_eq!(of_line("阜新市2010年财政决算表 填报日期：2012年3月4日"), year(2010));
        assert_eq!(of_line("打印时间：2012-03-04 10:22"), LineDate::No);
        assert_eq!(of_line("资产负债表 2025年12月31日"), year(2025));
        assert_eq!(of_line("（2026年6月）"), LineDate::Month(Period::Month(2026, 6)));
    }

    #[test]
    fn a_month_alone_yields_to_a_year_that_a_line_names() {
        let bulletin = "某市2025年国民经济和社会发展统计公报";
        assert_eq!(lines(&["2026年4月", bulletin]), year(2025));
        assert_eq!(lines(&["2026年4月", "主要经济指标"]), LineDate::Month(Period::Month(2026, 4)));
        assert_eq!(lines(&["2025年4月", "某市2025年主要经济指标"]), LineDate::Month(Period::Month(2025, 4)));
        let two = "关于2025年预算执行情况和2026年预算草案的报告";
        assert!(matches!(lines(&[two, bulletin]), LineDate::Several(_)));
        assert_eq!(joined(["图1 2021—2025年增速", bulletin].map(of_line).into_iter(), true), year(2025));
        assert!(matches!(joined([two, "2026年1月"].map(of_line).into_iter(), true), LineDate::Several(_)));
    }

    #[test]
    fn a_document_is_of_the_year_that_its_title_names() {
        let passage = |text: &str| Passage { sheet: "text".into(), row: 1, text: text.into() };
        let body = "2025年是规划收官之年，全市上下坚持稳中求进的工作总基调，经济运行总体平稳，社会大局保持稳定。";
        let page = |lines: &[&str]| {
            let lines = lines.iter().copied().chain([body]);
            of_document(&lines.map(passage).collect::<Vec<_>>())
        };
        assert_eq!(page(&["首页", "2024年部门预算公开", "某市2025年统计公报", "2026年4月"]), year(2025));
        assert_eq!(page(&["发布日期：2026-05-01"]), LineDate::No);
        let is_several = |lines: &[&str]| matches!(page(lines), LineDate::Several(_));
        assert!(is_several(&["关于2025年预算执行情况和2026年预算草案的报告"]));
        assert!(is_several(&[
            "关于 2025 年全市及市本级预算执行情况和",
            "2026 年全市及市本级预算（草案）的报告",
            "市财政局"
        ]));
    }
}
