//! Printed wording. In: the text of a cell with its line breaks and blanks. Out: label text (breaks folded, blanks between
//! Chinese characters dropped), its indent, its script, the year it may name, and
//! whether it names a dimension.

use std::borrow::Cow;

use regex::Regex;

use crate::script;

/// A pattern written in this program; the tests use every one.
pub fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}

/// Full-width forms, all minus signs and all blanks in their ASCII form; invisible characters dropped.
pub fn half_width(text: &str) -> Cow<'_, str> {
    if !text.contains("_x000D_") && (text.is_ascii() || text.chars().all(|c| narrow(c) == Some(c))) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("_x000D_", "\n").chars().filter_map(narrow).collect())
}

fn narrow(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        '−' | '–' | '—' | '﹣' | '‐' | '‑' | '―' => Some('-'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        // A stroke laid over a dash says no more than the dash.
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{335}' | '\u{336}' => None,
        _ => Some(c),
    }
}

/// The label text of a cell: line breaks and runs of blanks folded, no blank between Chinese characters.
pub fn fold(text: &str) -> String {
    let is_kept = |c: char| !(is_invisible(c) || c.is_whitespace() || c.is_control());
    let is_marked = text.contains("_x000D_");
    if !is_marked && text.chars().all(is_kept) {
        return text.to_string();
    }
    let text = if is_marked { Cow::Owned(text.replace("_x000D_", "\n")) } else { Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let (mut blank, mut broken) = (false, false);
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() || c.is_control() {
            blank = true;
            broken |= matches!(c, '\n' | '\r' | '\u{2028}');
            continue;
        }
        if blank && out.chars().next_back().is_some_and(|before| keeps_blank(before, c, broken)) {
            out.push(' ');
        }
        out.push(c);
        (blank, broken) = (false, false);
    }
    out
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// Two pieces of one label printed in two cells or on two lines, read on.
pub fn join(first: &str, second: &str) -> String {
    fold(&format!("{first}\n{second}"))
}

/// Two pieces of one label; where both hold Chinese followed by English, each language is joined with its own.
pub fn join_bilingual(first: &str, second: &str) -> String {
    let (Some((chinese, english)), Some((more_chinese, more_english))) = (halves(first), halves(second)) else {
        return join(first, second);
    };
    format!("{}{}", join(chinese, more_chinese), join(english, more_english))
}

/// The Chinese and the English half of a label printed in both.
fn halves(text: &str) -> Option<(&str, &str)> {
    let at = text.char_indices().find(|(_, c)| c.is_ascii_alphabetic()).map(|(at, _)| at)?;
    let (chinese, english) = (text.get(..at)?, text.get(at..)?);
    (has_cjk(chinese) && !has_cjk(english)).then_some((chinese, english))
}

fn keeps_blank(before: char, after: char, broken: bool) -> bool {
    if is_cjk(before) && is_cjk(after) {
        return false;
    }
    if !broken {
        return true;
    }
    let reads_on = |cjk: char, other: char| is_cjk(cjk) && !other.is_alphabetic();
    !(before == '-' && after.is_alphabetic() || reads_on(before, after) || reads_on(after, before))
}

/// Width of the leading blanks in half-width columns.
pub fn indent(text: &str) -> usize {
    let blanks = text.chars().take_while(|c| c.is_whitespace() || *c == '\u{feff}');
    blanks.map(|c| if c == '\u{3000}' { 2 } else { usize::from(c != '\u{feff}') }).sum()
}

/// Chinese characters and their punctuation.
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}')
}

pub fn has_cjk(text: &str) -> bool {
    text.chars().any(|c| is_cjk(c) && c > '\u{33ff}' && c < '\u{ff00}')
}

/// Letters, and none of them Chinese.
pub fn is_latin(text: &str) -> bool {
    !has_cjk(text) && text.chars().any(char::is_alphabetic)
}

/// The text without any blank, in half-width, lower case and simplified characters: for comparing, never for keeping.
pub fn squash(text: &str) -> String {
    let tight = half_width(text);
    tight.chars().filter(|c| !c.is_whitespace()).map(script::simplified).flat_map(char::to_lowercase).collect()
}

/// The year that a heading names and nothing else: `2010`, `2010年`, `2010 年`, `2010.0`; it may bear footnote marks or a
/// remark in brackets (`2012②`, `2014a)`, `2015(预计)`).
pub fn year(text: &str) -> Option<i32> {
    let is_digit = |c: &char| c.is_ascii_digit() || matches!(c, '０'..='９');
    if text.chars().filter(is_digit).count() < 4 {
        return None;
    }
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let tight = if is_plain { Cow::Borrowed(text) } else { Cow::Owned(squash(text)) };
    let tight = bare(&tight).trim_end_matches(".0");
    let digits = tight.strip_suffix('年').or_else(|| tight.strip_suffix("年度")).unwrap_or(tight);
    let four = digits.len() == 4 && digits.chars().all(|c| c.is_ascii_digit());
    digits.parse().ok().filter(|year| four && (1900..=2100).contains(year))
}

/// A heading without the footnote marks and the bracketed remark behind it.
fn bare(tight: &str) -> &str {
    let mut rest = tight;
    loop {
        let marks = |c: char| matches!(c, '①'..='⑳' | '*' | '†' | '‡' | '#' | '¹' | '²' | '³' | '⁴'..='⁹');
        let unmarked = rest.trim_end_matches(marks);
        let remark = unmarked.strip_suffix([')', ']']).and_then(|inner| {
            let numbered =
                inner.get(4..).filter(|mark| (1..=2).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit()));
            if numbered.is_some() {
                return inner.get(..4);
            }
            let lettered =
                inner.strip_suffix(|c: char| c.is_ascii_lowercase()).filter(|before| !before.contains(['(', '[']));
            lettered.or_else(|| inner.rfind(['(', '[']).and_then(|open| inner.get(..open)))
        });
        let shorter = remark.unwrap_or(unmarked);
        if shorter.len() == rest.len() {
            return rest;
        }
        rest = shorter;
    }
}

/// Words that say what the labels below them are.
const DIMENSIONS: &str = "地区 区域 城市 地市 市县 市 县 省份 省 省市 省区 市州 国家 国别 单位 部门 行业 项目 收入项目 支出项目 指标 科目 \
                          预算科目 分类 分组 名称 内容 品种 年份 年度 年 时间";
const LATIN_DIMENSIONS: &str = "region area country countries province city cities item indicator series name unit year \
                                time period code category categories sector";

/// Whether a text, squashed, says what the labels below it are (`地区`, `国家/地区`, `Item`).
pub fn names_dimension(tight: &str) -> bool {
    let plain = tight.split('(').next().unwrap_or(tight);
    let is_chinese = |part: &str| {
        let own: String = part.chars().filter(|c| !c.is_ascii()).collect();
        let bare = own.trim_start_matches(['各', '分']);
        let ends = ["类别", "类型", "名称", "指标"].iter().any(|word| own.ends_with(word));
        DIMENSIONS.split(' ').any(|word| word == bare) || ends
    };
    let is_latin = || {
        let known = |text: &str| LATIN_DIMENSIONS.split(' ').any(|word| word == text);
        let ends = ["name", "names", "code", "area"].iter().any(|word| plain.ends_with(word));
        !has_cjk(plain) && (ends || known(plain) || plain.strip_suffix('s').is_some_and(known))
    };
    plain.split(['/', '、', '\\', '和', '或', '及']).any(is_chinese) || is_latin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_joins_without_a_blank_and_english_keeps_one() {
        assert_eq!(fold("公 共\r\n安全支出\r\nExpenditure\r\nfor\r\nPublic"), "公共安全支出 Expenditure for Public");
        assert_eq!(fold("支    出"), "支出");
        assert_eq!(fold("常住\r\n人口\r\n(万人)\r\nPermanent"), "常住人口(万人) Permanent");
        assert_eq!(fold("State-\r\n  owned"), "State-owned");
        assert_eq!(fold("2017年比\r\n2016年增\r\n长(%)"), "2017年比2016年增长(%)");
        assert_eq!(join("地方一般公", "共预算支出"), "地方一般公共预算支出");
        assert_eq!(
            join_bilingual("国有资源(资产)有Charges for Usage of", "偿使用收入State-owned Resources"),
            "国有资源(资产)有偿使用收入Charges for Usage of State-owned Resources"
        );
    }

    #[test]
    fn a_dimension_is_named_in_few_words() {
        for text in [
            "地区",
            "各地区",
            "国家/地区",
            "地区region",
            "指标(亿元)",
            "企业类型",
            "countryname",
            "items",
            "年份、地区",
        ] {
            assert!(names_dimension(text), "{text}");
        }
        for text in ["苏州", "东部地区", "事业单位", "教育", "合计", "total", "2010", "和田地区"] {
            assert!(!names_dimension(text), "{text}");
        }
    }

    #[test]
    fn a_year_is_four_digits_and_nothing_else() {
        assert_eq!(year("2010 年"), Some(2010));
        assert_eq!(year("1978"), Some(1978));
        for text in ["2012②", "2012*", "2012年①", "2012a)", "2012（预计）", "2012 (1)", "2012[a]", "2012年(快报)③"]
        {
            assert_eq!(year(text), Some(2012), "{text}");
        }
        assert_eq!(year("(2012)"), None);
        assert_eq!(year("201(2)"), None);
        assert_eq!(year("1981-1985"), None);
        assert_eq!(year("2171.5"), None);
    }
}
