//! The title of a text among the lines above it.
//!
//! In: passages in order. Out: the lines before the text begins, and the one that is its title. Refuses lines of menus, dates
//! of publication, captions of charts and marks of pages.

use std::sync::LazyLock;

use regex::Regex;

use super::label;

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("a valid pattern"));
    };
}

/// Passages in which a text begins, however long the menu above it is.
const MOST_LINES: usize = 400;
/// Letters of a title.
const SHORTEST: usize = 6;
const LONGEST: usize = 90;
const LONGEST_ISSUER: usize = 24;

// The day and the occasion of a report, printed below its title; the day or month of a signature.
pattern!(
    DAY_LINE,
    r"^[（(\[—－-]*\s*(?:(?:18|19|20)\d\d|[一二][〇零○一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*(?:[\d一二三四五六七八九十]{1,3}\s*日)?\s*(?:在[^，。]*)?[）)\]]*$"
);
pattern!(
    CAPTION,
    r"^[（(\[【]?(?:附?[图表]|专栏|chart|figure|table)\s*[\d一二三四五六七八九十]{1,3}(?:[-－.．]\d{1,2})?[\s、:：.．)）\]】]*\S"
);
pattern!(DAY, r"\d{4}\s*[年-]\s*\d{1,2}\s*[月-]\s*\d{1,2}");
pattern!(YEAR, r"(?:(?:18|19|20)\d\d|[一二][〇零○一二三四五六七八九]{3})\s*年");
pattern!(
    KIND,
    "公报|报告|决算|预算|情况|说明|公告|公开|通报|分析|摘要|总结|统计|年报|白皮书|执行|解读|债务|余额|限额|评级|募集|概况|决议|批复|草案"
);
pattern!(
    MENU,
    r"[|｜>＞·»]|首页|登录|注册|版权|网站|浏览|字号|打印|分享|责任编辑|上一篇|下一篇|相关[阅链附文新资]|附件|扫一扫|https?:|索引号|发布[时日于机单:：]|来源[:：]|作者|主办"
);

pattern!(
    NUMBERED,
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．]|第[一二三四五六七八九十]部分)"
);
pattern!(OFFICE, r"(?:局|厅|委员会|人民政府|政府|调查队|办公室|局长|厅长)$");

/// `甲市统计局`, `市财政局局长 张三`: who issues a text, below its title.
pub fn is_issuer(line: &str) -> bool {
    let tight: String = line.split_whitespace().collect();
    let named = line.split_whitespace().next().is_some_and(|first| OFFICE.is_match(first));
    tight.chars().count() <= LONGEST_ISSUER && (OFFICE.is_match(&tight) || named)
}

/// What is no heading though it is a line by itself: a date, the caption of a chart, the mark of a page, figures alone.
pub fn is_no_heading(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_axis = letters < 2 && !YEAR.is_match(text) || ["亿元", "万元", "万人", "元", "单位"].contains(&text);
    DAY_LINE.is_match(text) || CAPTION.is_match(text) || is_axis
}

/// The lines before the first sentence that is no part of a title, and before the first numbered heading.
pub fn front<'p>(texts: &[&'p str]) -> Vec<&'p str> {
    let lines = texts.iter().take(MOST_LINES).flat_map(|text| text.lines()).map(str::trim);
    lines.take_while(|line| !is_text(line) && !opens_text(line)).collect()
}

/// The lines from there on that may be a title below a summary of the text.
fn below<'p>(texts: &[&'p str], front: &[String]) -> Vec<&'p str> {
    let lines = texts.iter().take(MOST_LINES).flat_map(|text| text.lines()).map(str::trim);
    lines.skip(front.len()).take_while(|line| !opens_text(line)).filter(|line| !is_text(line)).collect()
}

fn is_text(line: &str) -> bool {
    line.contains('。') || (line.contains('，') && line.chars().count() > LONGEST)
}

/// `一、综合`, `各位代表：`.
fn opens_text(line: &str) -> bool {
    let numbered = ["一、", "（一）", "第一部分", "第一章", "1.", "1、"].iter().any(|mark| line.starts_with(mark));
    (numbered && !KIND.is_match(line)) || line.starts_with("各位") || line.starts_with("一、")
}

/// The title: what names a year and a kind of document; of several what is printed again (the line of the place in a
/// site), then what names the year that the text speaks of most, then the nearest to the text.
pub fn of(texts: &[&str], front: &[String]) -> Option<String> {
    let below: Vec<String> = below(texts, front).into_iter().map(str::to_string).collect();
    let kinds = ["公报", "报告", "决算", "预算", "公告", "情况", "说明", "情况表"];
    let other = || candidates(front).into_iter().rev().find(|line| kinds.iter().any(|kind| line.ends_with(kind)));
    dated(texts, front).or_else(|| dated(texts, &below)).or_else(other)
}

fn dated(texts: &[&str], lines: &[String]) -> Option<String> {
    let found: Vec<(String, String)> =
        candidates(lines).into_iter().filter_map(|line| Some((year(&line)?, line))).collect();
    if found.iter().all(|(year, _)| found.first().is_some_and(|first| first.0 == *year)) {
        return found.into_iter().next_back().map(|(_, line)| line);
    }
    let again = |title: &str| lines.iter().filter(|line| line.contains(title)).count() > 1;
    let spoken = |year: &str| {
        let body = texts.iter().take(MOST_LINES).filter(|text| is_text(text));
        body.map(|text| text.matches(year).count()).sum::<usize>()
    };
    let best = found.into_iter().enumerate().max_by_key(|(at, (year, line))| (again(line), spoken(year), *at));
    best.map(|(_, (_, line))| line)
}

/// The first year that a title names, as printed.
fn year(title: &str) -> Option<String> {
    let narrowed = label::narrowed(title);
    YEAR.find(&narrowed).map(|found| found.as_str().split_whitespace().collect())
}

fn candidates(lines: &[String]) -> Vec<String> {
    let fits = |line: &String| {
        let is_kind = KIND.is_match(line) && !MENU.is_match(line) && !DAY.is_match(line);
        let is_title = is_kind && !is_no_heading(line) && !NUMBERED.is_match(line);
        (SHORTEST..=LONGEST).contains(&line.chars().count()) && is_title
    };
    joined(lines).into_iter().filter(fits).collect()
}

/// Lines, where one that a title goes on from is joined to the next: `…预算执行情况和`, `2026年…的报告`.
fn joined(front: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in front {
        let goes_on = lines.last().is_some_and(|last: &String| {
            let open = last.ends_with(['和', '与', '及', '暨', '的', '、', '年']) && last.chars().count() >= SHORTEST;
            let headless = YEAR.is_match(last) && !KIND.is_match(last) && KIND.is_match(line) && !YEAR.is_match(line);
            (open || headless) && !MENU.is_match(line) && !DAY_LINE.is_match(line)
        });
        match lines.last_mut().filter(|_| goes_on) {
            Some(last) => last.push_str(line),
            None => lines.push(line.clone()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(lines: &[&str]) -> Option<String> {
        of(lines, &front(lines).iter().map(|line| line.to_string()).collect::<Vec<_>>())
    }

    #[test]
    fn the_title_below_a_menu() {
        let lines = [
            "首页",
            "政务公开",
            "甲市2024年财政决算 > 正文",
            "甲市2024年财政决算情况",
            "2025年9月",
            "甲市财政局",
            "一、收支情况",
        ];
        assert_eq!(title(&lines).as_deref(), Some("甲市2024年财政决算情况"));
        let lines =
            ["关于2025年全市预算执行情况和", "2026年全市预算（草案）的报告", "——2026年1月20日在会议上", "各位代表："];
        assert_eq!(title(&lines).as_deref(), Some("关于2025年全市预算执行情况和2026年全市预算（草案）的报告"));
        assert_eq!(title(&["专题专栏", "2025年，全市收入3亿元。"]), None);
    }

    #[test]
    fn lines_that_are_no_headings() {
        for line in
            ["2026年4月", "（2026年6月）", "图5 2021-2025年收入", "- 2 -", "——2026年2月27日在会议上", "表1：人口"]
        {
            assert!(is_no_heading(line), "{line}");
        }
        assert!(!is_no_heading("一、综合") && !is_no_heading("2018年") && !is_no_heading("表述"));
    }
}
