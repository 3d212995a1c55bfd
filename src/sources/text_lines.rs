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
/// A text broken after so many letters, whatever their width, has no fewer in a line.
const FEWEST_LETTERS: usize = 12;

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
/// A page mark at the end of a line of text, or at its start.
static LAST_MARK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(.*[^\d\s\-—–－―])\s*[-—–－―]\s?\d{1,3}\s?[-—–－―]\s*$").expect("a valid pattern"));
/// A page mark that stayed inside a line.
static INNER_MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([^\d\s])\s*(?:[—–－―]\s?\d{1,4}\s?[—–－―]|- \d{1,4} -)\s*([^\d\s])").expect("a valid pattern")
});
/// The day of a report and its occasion, below the title.
static DAY_LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:[（(]|[—－-]{1,2})?\s*(?:18|19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
        .expect("a valid pattern")
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
    let scales = scales(lines);
    let mut passages: Vec<Passage> = Vec::new();
    let mut last: Option<Above> = None;
    for (line, is_scale) in lines.iter().zip(scales) {
        let letters = letters(line.text);
        let text = line.text.trim_matches('\x0c').trim_end();
        if text.trim().is_empty() || is_scale || PAGE_MARK.is_match(text) {
            if let Some(Above { gap, .. }) = &mut last {
                gap.blank |= text.trim().is_empty() && !line.text.contains('\x0c');
                gap.page |= !text.trim().is_empty() || line.text.contains('\x0c');
            }
            continue;
        }
        let marked = LAST_MARK.captures(text).and_then(|found| found.get(1));
        let text = marked.map_or(text, |found| found.as_str());
        let line = Line { text, ..*line };
        let joins = last.as_ref().zip(passages.last()).is_some_and(|(above, passage)| {
            let near = !above.gap.blank || above.gap.page;
            let below_title = passages.len() == 1 && !passage.text.contains(['，', '。', '；']);
            goes_on(above, &line, wrap) && !(below_title && DAY_LINE.is_match(text))
                || near && breaks_figure(&passage.text, text)
        });
        match passages.last_mut().filter(|_| joins) {
            Some(passage) => join(&mut passage.text, text.trim()),
            None => {
                passages.push(Passage { sheet: SHEET.to_string(), row: line.number, text: text.trim().to_string() })
            }
        }
        last = Some(Above { line, letters, gap: Gap { blank: false, page: marked.is_some() } });
    }
    passages.iter_mut().for_each(|passage| clean(&mut passage.text));
    passages
}

/// Numbers and years alone, of a scale of a drawing.
static SCALE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*[-−]?\d[\d,.]*\s?[%％年]?(?:\s+[-−]?\d[\d,.]*\s?[%％年]?)*\s*$").expect("a valid pattern")
});
/// So many numbers in one line, or lines of numbers one below the other, are a scale and no broken sentence.
const SCALE_MARKS: usize = 3;

/// Whether each line is of the scale of a drawing that stands between lines of text.
fn scales(lines: &[Line]) -> Vec<bool> {
    let marks = |text: &str| if SCALE.is_match(text) { text.split_whitespace().count() } else { 0 };
    let mut scales = vec![false; lines.len()];
    let mut run: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate().chain([(lines.len(), &Line { number: 0, text: "." })]) {
        let (own, blank) = (marks(line.text), line.text.trim().is_empty());
        if own > 0 {
            run.push(at);
        } else if !blank {
            let all: usize = run.iter().filter_map(|&at| lines.get(at)).map(|line| marks(line.text)).sum();
            run.drain(..)
                .filter(|_| all >= SCALE_MARKS)
                .for_each(|at| scales.get_mut(at).into_iter().for_each(|own| *own = true));
        }
    }
    scales
}

/// What stands between two lines.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    blank: bool,
    page: bool,
}

/// The line before, with all its letters, and what stands behind it.
struct Above<'a> {
    line: Line<'a>,
    letters: usize,
    gap: Gap,
}

/// What lines are broken to, where they are: a width, a number of letters.
#[derive(Clone, Copy, Debug, Default)]
struct Wrap {
    width: Option<usize>,
    letters: Option<usize>,
}

fn wrap(lines: &[Line]) -> Wrap {
    Wrap { width: width(lines), letters: most_letters(lines) }
}

/// A blank at the end of a line is one of its letters.
fn letters(line: &str) -> usize {
    line.trim_matches(['\x0c', '\r', '\n']).chars().count()
}

/// The number of letters that lines are broken to: no line has more, many have as many, and few of these end a sentence.
fn most_letters(lines: &[Line]) -> Option<usize> {
    let counted: Vec<(usize, &str)> = lines
        .iter()
        .filter(|line| !line.text.trim().is_empty())
        .map(|line| (letters(line.text), line.text.trim_end()))
        .collect();
    let most = counted.iter().map(|(own, _)| *own).max()?;
    let full = counted.iter().filter(|(own, _)| *own == most);
    let (count, ended) = (full.clone().count(), full.filter(|(_, text)| has_ended(text)).count());
    let fits = (FEWEST_LETTERS..=WIDEST_WRAP).contains(&most);
    (fits && count >= 3 && count * 10 >= counted.len() * 4 && ended * 2 < count).then_some(most)
}

/// The width that lines are broken to.
fn width(lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> =
        lines.iter().map(|line| line.text.trim_end().width()).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len().saturating_sub(1) * 9 / 10)?;
    let full = widths.iter().filter(|own| **own * 100 >= width * 85 && **own <= width + 8).count();
    let fits = (NARROWEST_WRAP..=WIDEST_WRAP).contains(&width);
    (fits && widths.len() >= 3 && full * 10 >= widths.len() * 4).then_some(width)
}

fn goes_on(last: &Above, below: &Line, wrap: Wrap) -> bool {
    let Above { line: above, letters, gap } = last;
    let ended = has_ended(above.text);
    let indent = |text: &str| text.len() - text.trim_start().len();
    let opens = OPENING.is_match(below.text) || (indent(below.text) > indent(above.text) && indent(below.text) >= 2);
    if opens || above.text.trim_start().starts_with('#') || (gap.blank && (!gap.page || ended)) {
        return false;
    }
    let first = below.text.trim().split(' ').next().unwrap_or_default();
    let word = if first.is_ascii() { first.width() + 1 } else { 2 };
    match wrap.width {
        _ if wrap.letters == Some(*letters) && !ended => true,
        Some(width) if ended => above.text.width() + word > width,
        Some(width) => above.text.width() + word.max(4) * 2 > width || (gap.page && is_prose(above.text)),
        None => !ended && is_prose(above.text),
    }
}

/// What may stand right behind a number that counts something.
const COUNTED: [char; 22] = [
    '元', '亿', '万', '千', '百', '%', '％', '多', '余', '个', '家', '人', '项', '件', '名', '户', '起', '条', '笔',
    '宗', '亩', '吨',
];

/// Whether a number stands in two lines: `…为 889.97 亿` and `元，…`, `15` and `.6亿元`, `65` and `40多亿元`.
pub(super) fn breaks_figure(above: &str, below: &str) -> bool {
    let (above, below) = (above.trim_end(), below.trim_start());
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let (last, first) = (above.chars().next_back(), below.chars().next());
    let before = above.trim_end_matches(['.', ',']);
    let after_mark = before.len() + 1 == above.len() && digit(before.chars().next_back());
    match (last, first) {
        (Some('.'), _) if after_mark => digit(first),
        (Some(','), _) if after_mark => opens_with_group(below),
        _ if digit(last) && matches!(first, Some('.')) => digit(below.chars().nth(1)),
        _ if digit(last) && matches!(first, Some(',')) => opens_with_group(below.get(1..).unwrap_or_default()),
        _ if digit(last) && digit(first) => (above.contains(['，', '。', '；']) || is_prose(above)) && counts(below),
        _ if digit(last) && matches!(first, Some('多' | '余')) => {
            below.chars().nth(1).is_some_and(|next| COUNTED.contains(&next))
        }
        _ => (digit(last) || matches!(last, Some('万' | '亿'))) && below.starts_with(['元', '亿', '万', '%', '％']),
    }
}

/// `345.67万元`: three digits that may be a group of a longer number, and go on as a number does.
fn opens_with_group(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    digits == 3 && text.chars().nth(3).is_some_and(|next| matches!(next, '.' | ',') || COUNTED.contains(&next))
}

/// `40多亿元`, `129 236万元`: a number, and right behind it what it counts.
fn counts(text: &str) -> bool {
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | ' '));
    rest.starts_with(COUNTED)
}

/// The lines of one paragraph; a number that a line break parts is one number.
pub(super) fn rejoined(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for (nth, line) in text.split('\n').enumerate() {
        let breaks = nth > 0 && breaks_figure(whole.rsplit('\n').next().unwrap_or_default(), line);
        match (nth, breaks) {
            (0, _) => whole.push_str(line),
            (_, true) => join(&mut whole, line.trim_start()),
            _ => {
                whole.push('\n');
                whole.push_str(line);
            }
        }
    }
    whole
}

fn has_ended(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '』', '」', '’', ')', '）', ' ']);
    text.ends_with(['。', '！', '？', '；', '：', '.', '!', '?', ';', ':'])
}

/// A line with the marks of a sentence inside, or one at its end that ends none.
fn is_prose(text: &str) -> bool {
    if text.ends_with(['，', '、']) {
        return true;
    }
    text.chars().count() >= 16 && (text.contains(['，', '。', '、', '；', ',']) || text.trim().split(' ').count() >= 8)
}

/// Adds a line to a paragraph. A number broken between its digits is one number; where blanks group its thousands, the
/// break may have been one of them.
pub(super) fn join(paragraph: &mut String, line: &str) {
    let (last, first) = (paragraph.chars().next_back(), line.chars().next());
    let (Some(last), Some(first)) = (last, first) else { return };
    let wide = |letter: char| !letter.is_ascii() && (letter.is_alphabetic() || !letter.is_alphanumeric());
    let breaks_number = last.is_ascii_digit() && first.is_ascii_digit();
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let grouped = breaks_number && digits == 3 && (ends_in_group(paragraph) || line.chars().nth(3) == Some(' '));
    let apart = match () {
        () if breaks_number => grouped,
        () if paragraph.ends_with('-') || wide(last) || wide(first) => false,
        () if last.is_ascii_digit() && matches!(first, '.' | ',' | '%') => false,
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
    fn scales_of_drawings_inside_a_text_are_left_out() {
        let text = "全年全市地区生产总值达到一千二百三十亿元，按可比价格计算，\n0   500   1000   1500\n2021年 2022年 2023年\n比上年增长4.7%，其中第一产业增长较快。\n";
        let whole = "全年全市地区生产总值达到一千二百三十亿元，按可比价格计算，比上年增长4.7%，其中第一产业增长较快。";
        assert_eq!(read(text), [(1, whole.to_string())]);
        let below = "支出情况如下，各项目均有增长，数据详见下图。\n1500\n1000\n500\n0\n二、其他\n";
        assert_eq!(read(below).len(), 2);
        let broken = "涉及金额共计，按上报数统计\n2024\n万元，其中已经整改的部分占多数。\n";
        assert!(read(broken).iter().any(|(_, text)| text.contains("2024")));
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

    /// The figures as they stand in the unbroken text, found again however it is broken.
    #[test]
    fn a_text_broken_anywhere_has_the_same_figures() {
        let text = "审计发现，甲厅未及时下达资金1234.56万元，收回结余7.85亿元，挤占专款9 876.5万元，上缴国库15.6亿元，\
                    多计支出20,345.67万元；虚列支出12.8亿元，少计收入1 129 236万元，占总额的42.35%，闲置6540多亿元，\
                    滞留资金300万元至500万元，追缴税款88.09亿元。";
        let wanted = ["1234.56万元", "7.85亿元", "15.6亿元", "20,345.67万元", "12.8亿元", "1 129 236万元", "42.35%"];
        let also = ["6540多亿元", "300万元至500万元", "88.09亿元"];
        let letters: Vec<char> = text.chars().collect();
        for width in 15..60 {
            let lines: Vec<String> = letters.chunks(width).map(|line| line.iter().collect()).collect();
            let found = read(&format!("甲省关于2021年度预算执行的审计报告\n{}", lines.join("\n")));
            let whole: String = found.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
            let lost: Vec<&&str> = wanted.iter().chain(&also).filter(|figure| !whole.contains(**figure)).collect();
            assert!(
                lost.is_empty() && whole.contains("9 876.5万元") | whole.contains("9876.5万元"),
                "{width}: {lost:?}\n{whole}"
            );
        }
    }

    #[test]
    fn a_number_parted_at_its_mark_is_one() {
        for (above, below) in [
            ("上缴国库15", ".6亿元"),
            ("多计支出20", ",345.67万元"),
            ("多计支出20,", "345.67万元"),
            ("一是审计，闲置65", "40多亿元"),
            ("闲置6540", "多亿元"),
        ] {
            assert!(breaks_figure(above, below), "{above}|{below}");
        }
        for (above, below) in [
            ("完成审计2020", "2021年共完成"),
            ("共12,", "345"),
            ("一、合计 35", "40万元"),
            ("第3", "，其中"),
            ("年份2019", ", 2020"),
        ] {
            assert!(!breaks_figure(above, below), "{above}|{below}");
        }
        assert_eq!(rejoined("违规收费7\n.5亿元\n其他"), "违规收费7.5亿元\n其他");
    }

    #[test]
    fn paragraphs_and_headings_stay_apart() {
        let text = "# 公告\n共完成审计项目19个，查出问题330项。\n\n提出审计建议47条。\n\n第 3 页\n完\n";
        let rows: Vec<u32> = read(text).into_iter().map(|found| found.0).collect();
        assert_eq!(rows, [1, 2, 4, 7]);
        assert_eq!(
            read("结成对子，互上党课、-2-\n交流活动等多种形式。")[0].1,
            "结成对子，互上党课、交流活动等多种形式。"
        );
        assert_eq!(read("占支出总额的 0.\n42%。")[0].1, "占支出总额的 0.42%。");
        assert_eq!(read("涉及享乐— 10 —主义问题。")[0].1, "涉及享乐主义问题。");
    }
}
