//! Lines of running text, joined into paragraphs.
//!
//! In: the lines of a text that belong to no table. Out: passages, each under its first line's number: lines broken to
//! a width are joined, also over page marks (`— 3 —`, `第3页`); page marks themselves are left out. Refuses to join what
//! looks like a heading, a list item or a new paragraph.

use std::sync::LazyLock;

use regex::Regex;
use unicode_width::UnicodeWidthStr;

use super::Passage;

/// Where running text stands, as a sheet is named.
pub(super) const SHEET: &str = "text";
/// A text broken to a width has lines no wider; a terminal or a printed page has no more.
const WIDEST_WRAP: usize = 130;
const NARROWEST_WRAP: usize = 30;

/// One line that is left for reading; its number counts from 1.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    pub number: u32,
    pub text: &'a str,
}

static PAGE_MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)^\s*(?: [-—–－―─·~]+\s*\d{1,4}\s*[-—–－―─·~]+ | 第\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?
        | page\s+\d{1,4}(?:\s+of\s+\d{1,4})? | \d{1,3}\s*/\s*\d{1,4} | \d{1,3} )\s*$",
    )
    .expect("a valid pattern")
});
/// A page mark that stayed inside a line.
static INNER_MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([^\d\s])\s*(?:[—–－―]\s?\d{1,4}\s?[—–－―]|- \d{1,4} -)\s*([^\d\s])").expect("a valid pattern")
});
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^\s*(?: \#{1,6}\s | [-*+•●]\s | > | [（(]?[一二三四五六七八九十]{1,3}[)）、．.] | [（(]\d{1,2}[)）]
        | \d{1,2}[、．)）] | \d{1,2}\.\s*[^\d\s] | 第[一二三四五六七八九十百\d]{1,4}[章节条篇部] | [①-⑳] | 附[：:件表] )",
    )
    .expect("a valid pattern")
});

/// The paragraphs of some lines, in order.
pub(super) fn passages(lines: &[Line]) -> Vec<Passage> {
    let wrap = wrap(lines);
    let mut passages: Vec<Passage> = Vec::new();
    let mut last: Option<(Line, Gap)> = None;
    for line in lines {
        let text = line.text.trim_matches('\x0c').trim_end();
        if text.trim().is_empty() || PAGE_MARK.is_match(text) {
            if let Some((_, gap)) = &mut last {
                gap.blank |= text.trim().is_empty() && !line.text.contains('\x0c');
                gap.page |= !text.trim().is_empty() || line.text.contains('\x0c');
            }
            continue;
        }
        let line = Line { text, ..*line };
        let joins = last.as_ref().zip(passages.last()).is_some_and(|((above, gap), passage)| {
            goes_on(above, &line, gap, wrap) || (!gap.blank || gap.page) && breaks_figure(&passage.text, text)
        });
        match passages.last_mut().filter(|_| joins) {
            Some(passage) => join(&mut passage.text, text.trim()),
            None => {
                passages.push(Passage { sheet: SHEET.to_string(), row: line.number, text: text.trim().to_string() })
            }
        }
        last = Some((line, Gap::default()));
    }
    passages.iter_mut().for_each(|passage| clean(&mut passage.text));
    passages
}

/// What stands between two lines.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    blank: bool,
    page: bool,
}

/// The width that lines are broken to, where they are.
fn wrap(lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> =
        lines.iter().map(|line| line.text.trim_end().width()).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len().saturating_sub(1) * 9 / 10)?;
    let full = widths.iter().filter(|own| **own * 100 >= width * 85 && **own <= width + 8).count();
    let fits = (NARROWEST_WRAP..=WIDEST_WRAP).contains(&width);
    (fits && widths.len() >= 3 && full * 10 >= widths.len() * 4).then_some(width)
}

fn goes_on(above: &Line, below: &Line, gap: &Gap, wrap: Option<usize>) -> bool {
    let ended = has_ended(above.text);
    let indent = |text: &str| text.len() - text.trim_start().len();
    let opens = OPENING.is_match(below.text) || (indent(below.text) > indent(above.text) && indent(below.text) >= 2);
    if opens || above.text.trim_start().starts_with('#') || (gap.blank && (!gap.page || ended)) {
        return false;
    }
    let first = below.text.trim().split(' ').next().unwrap_or_default();
    let word = if first.is_ascii() { first.width() + 1 } else { 2 };
    match wrap {
        Some(width) if ended => above.text.width() + word > width,
        Some(width) => above.text.width() + word.max(4) * 2 > width || (gap.page && is_prose(above.text)),
        None => !ended && is_prose(above.text),
    }
}

/// `…为 889.97 亿` and `元，…`.
fn breaks_figure(above: &str, below: &str) -> bool {
    let counted = above.trim_end().ends_with(|c: char| c.is_ascii_digit() || matches!(c, '万' | '亿'));
    let goes_on = below.trim_start().starts_with(['元', '亿', '万', '%', '％']);
    counted && goes_on
}

fn has_ended(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '』', '」', '’', ')', '）', ' ']);
    text.ends_with(['。', '！', '？', '；', '：', '.', '!', '?', ';', ':'])
}

/// A line with the marks of a sentence inside.
fn is_prose(text: &str) -> bool {
    text.chars().count() >= 16 && (text.contains(['，', '。', '、', '；', ',']) || text.trim().split(' ').count() >= 8)
}

/// Adds a line to a paragraph. A number broken between its digits is one number; where blanks group its thousands, the
/// break may have been one of them.
fn join(paragraph: &mut String, line: &str) {
    let (last, first) = (paragraph.chars().next_back(), line.chars().next());
    let (Some(last), Some(first)) = (last, first) else { return };
    let wide = |letter: char| !letter.is_ascii() && (letter.is_alphabetic() || !letter.is_alphanumeric());
    let breaks_number = last.is_ascii_digit() && first.is_ascii_digit();
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let grouped = breaks_number && digits == 3 && (ends_in_group(paragraph) || line.chars().nth(3) == Some(' '));
    let apart = match () {
        () if breaks_number => grouped,
        () if paragraph.ends_with('-') || wide(last) || wide(first) => false,
        () => !(matches!(last, '.' | ',') && first.is_ascii_digit()),
    };
    if apart {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// `… 1 129` ends in a group of thousands.
fn ends_in_group(text: &str) -> bool {
    let digits = text.chars().rev().take_while(char::is_ascii_digit).count();
    let rest = text.get(..text.len() - digits).unwrap_or_default();
    digits == 3 && rest.ends_with(' ') && rest.trim_end().ends_with(|letter: char| letter.is_ascii_digit())
}

fn clean(text: &mut String) {
    if INNER_MARK.is_match(text) {
        *text = INNER_MARK.replace_all(text, "$1$2").into_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, String)> {
        let lines: Vec<Line> = text.lines().zip(1..).map(|(text, number)| Line { number, text }).collect();
        passages(&lines).into_iter().map(|passage| (passage.row, passage.text)).collect()
    }

    #[test]
    fn lines_broken_to_a_width_and_over_a_page_are_one() {
        let text =
            "— 3 —\n一、审计情况\n2024 年度共审计了二十三个部门和四十一家所属单位，查出\n的问题金额为 889.97 亿\n";
        let text = format!("{text}— 4 —\n元，其中一家单位自行调整了预算，涉及金额三千二百万元整。\n（一）其他\n");
        let expected = [
            (2, "一、审计情况".to_string()),
            (3, "2024 年度共审计了二十三个部门和四十一家所属单位，查出的问题金额为 889.97 亿元，其中一家单位自行调整了预算，涉及金额三千二百万元整。".to_string()),
            (7, "（一）其他".to_string()),
        ];
        assert_eq!(read(&text), expected);
    }

    #[test]
    fn numbers_broken_between_digits() {
        let mut grouped = "共1 129".to_string();
        join(&mut grouped, "236万元");
        assert_eq!(grouped, "共1 129 236万元");
        let mut plain = "支出 1422".to_string();
        join(&mut plain, "44.06 亿元");
        assert_eq!(plain, "支出 142244.06 亿元");
        let mut point = "共 12.".to_string();
        join(&mut point, "5 亿元");
        assert_eq!(point, "共 12.5 亿元");
        let mut english = "the amount of".to_string();
        join(&mut english, "RMB 3 million");
        assert_eq!(english, "the amount of RMB 3 million");
    }

    #[test]
    fn paragraphs_and_headings_stay_apart() {
        let text = "# 公告\n共完成审计项目19个，查出问题330项。\n\n提出审计建议47条。\n\n第 3 页\n完\n";
        let rows: Vec<u32> = read(text).into_iter().map(|found| found.0).collect();
        assert_eq!(rows, [1, 2, 4, 7]);
        assert_eq!(read("涉及享乐— 10 —主义问题。")[0].1, "涉及享乐主义问题。");
    }
}
