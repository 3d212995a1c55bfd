//! Rows by what they hold. In: a view and a range of columns. Out: for each row whether it is blank, data, a row of
//! years, words, or one of the lines that stand around a table.

use std::ops::Range;

use super::title::{self, Line};
use super::view::View;
use super::{notes, wording};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    Blank,
    /// Figures, with or without labels.
    Data,
    /// Labels and at least one year, no other number: heads columns.
    Years,
    /// One printed text.
    Line,
    /// Several printed texts, no number.
    Words,
    Unit,
    Preamble,
    Continued,
    Note,
    /// The publisher's numbers of the columns (`栏次 1 2 3`, `甲 1 2`).
    Numbering,
    /// A number alone: a page number, or a figure whose label stands elsewhere.
    Alone,
}

/// The kind of one row, looked at by itself.
pub fn kind(view: &View, row: usize, cols: &Range<usize>) -> Row {
    let filled = view.filled(row, cols);
    let numbers: Vec<usize> = filled.iter().copied().filter(|&col| view.is_number(row, col)).collect();
    let figures = filled.iter().filter(|&&col| view.is_figure(row, col)).count();
    match (filled.len(), numbers.len(), figures) {
        (0, _, _) => Row::Blank,
        (1, 1, _) => Row::Alone,
        _ if is_numbering(view, row, &filled) => Row::Numbering,
        (_, 0, 0) => words(view, row, &filled),
        (all, 0, marks) if marks < all && !is_header_of_marks(view, row, &filled) => Row::Data,
        (_, 0, _) => words(view, row, &filled),
        _ if are_years(view, row, cols, &filled, &numbers) => Row::Years,
        _ => Row::Data,
    }
}

/// A single mark between words (`-`) does not make a row of figures.
fn is_header_of_marks(view: &View, row: usize, filled: &[usize]) -> bool {
    let marks = filled.iter().filter(|&&col| view.is_figure(row, col)).count();
    marks * 3 < filled.len() || filled.first().is_some_and(|&col| view.is_figure(row, col))
}

fn words(view: &View, row: usize, filled: &[usize]) -> Row {
    let printed: Vec<String> = filled.iter().map(|&col| view.label(row, col)).collect();
    let texts: Vec<String> = title::with_whole_units(printed).into_iter().map(|(_, text)| text).collect();
    let lines: Vec<Line> = texts.iter().flat_map(|text| title::lines(text)).map(|(_, line)| line).collect();
    let first = texts.first().map_or("", String::as_str);
    let single = texts.len() == 1;
    if lines.iter().any(|line| matches!(line, Line::Continued { .. })) && texts.len() <= 3 {
        return Row::Continued;
    }
    if lines.iter().all(|line| matches!(line, Line::Unit { .. })) && texts.len() <= 3 {
        return Row::Unit;
    }
    let is_furniture = lines.iter().all(|line| *line == Line::Furniture) && texts.len() <= 5;
    let is_preamble = matches!(lines.first(), Some(Line::Preamble { .. })) && texts.len() <= 2;
    if is_preamble || is_furniture || is_preface(&texts, &lines) {
        return Row::Preamble;
    }
    if texts.len() <= 2 && notes::starts_note(first) {
        return Row::Note;
    }
    if single { Row::Line } else { Row::Words }
}

/// What a form prints about itself between its title and its header: its number, whose it is, when, its unit, a remark.
fn is_preface(texts: &[String], lines: &[Line]) -> bool {
    let tells = |line: &Line| matches!(line, Line::Unit { .. } | Line::Preamble { .. } | Line::Form | Line::Furniture);
    let adds = |text: &String| title::is_date(text) || title::is_remark(text);
    let fits = |text: &String| adds(text) || title::lines(text).iter().all(|(_, line)| tells(line));
    texts.len() <= 5 && lines.iter().any(tells) && texts.iter().all(fits)
}

/// Words that stand before the numbers of columns, and what may stand in their place (`1=2+3`).
const NUMBERING: [&str; 14] =
    ["栏次", "行次", "列次", "序号", "栏号", "甲", "乙", "丙", "丁", "类", "款", "项", "目", "科目"];

/// Letters and numbers of columns, one or more of them summed from others (`A=B+C`, `3=1+2`): `公式` may stand before them.
fn is_formula(view: &View, row: usize, filled: &[usize]) -> bool {
    if !filled.iter().any(|&col| view.raw(row, col).contains(['=', '＝'])) {
        return false;
    }
    const WORDS: [&str; 8] = ["公式", "计算公式", "关系式", "计算关系", "勾稽关系", "栏间关系", "formula", "栏次"];
    let texts: Vec<String> = filled.iter().map(|&col| wording::squash(view.raw(row, col))).collect();
    let names = texts.iter().skip(usize::from(texts.first().is_some_and(|first| WORDS.contains(&first.as_str()))));
    let name = |text: &str| {
        let letters = text.chars().filter(char::is_ascii_alphabetic).count();
        (1..=3).contains(&text.len())
            && letters <= 2
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "()".contains(c))
    };
    let sum = |text: &str| {
        let parts: Vec<&str> =
            text.split(['=', '+', '-', '*', '/', '×', '÷', '%', '(', ')']).filter(|part| !part.is_empty()).collect();
        text.contains('=') && !text.ends_with("=100") && parts.len() >= 2 && parts.iter().all(|part| name(part))
    };
    let mut named = names.clone().filter(|text| !text.is_empty());
    names.len() >= 2 && names.clone().any(|text| sum(text)) && named.all(|text| name(text) || sum(text))
}

/// A row that a word such as `栏次` tells to number the columns.
fn is_numbering(view: &View, row: usize, filled: &[usize]) -> bool {
    if is_formula(view, row, filled) {
        return true;
    }
    let tight = |col: usize| wording::squash(view.raw(row, col));
    let is_word = |text: &str| NUMBERING.contains(&text);
    let is_number = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit() || c == '(')
            && text.len() <= 24
            && text.chars().all(|c| c.is_ascii_digit() || "=+-*/()×÷%~".contains(c))
    };
    let Some(first) = filled.first().map(|&col| tight(col)).filter(|text| is_word(text)) else { return false };
    let texts: Vec<String> = filled.iter().skip(1).map(|&col| tight(col)).collect();
    let numbers: Vec<&String> = texts.iter().filter(|text| is_number(text)).collect();
    let rises = numbers.iter().filter_map(|text| text.parse::<u32>().ok()).collect::<Vec<u32>>();
    let counted = rises.windows(2).all(|pair| pair[0] < pair[1]) && rises.iter().all(|number| *number <= 60);
    let told = ["栏次", "列次", "栏号", "行次", "序号", "甲"]
        .iter()
        .any(|word| first == *word || texts.iter().any(|text| text == word));
    told && counted && !numbers.is_empty() && texts.iter().all(|text| is_word(text) || is_number(text))
}

/// All numbers of the row are years, and together they are a heading: strictly rising or falling, or one alone beside
/// words; a row that begins with a year is a data row.
fn are_years(view: &View, row: usize, cols: &Range<usize>, filled: &[usize], numbers: &[usize]) -> bool {
    let years: Vec<i32> = numbers.iter().filter_map(|&col| view.year(row, col)).collect();
    if years.len() != numbers.len() || goes_on_with_records(view, row, cols, numbers) {
        return false;
    }
    let leads = filled.first() == numbers.first();
    let rising = years.windows(2).all(|pair| pair[0] < pair[1]);
    let falling = years.windows(2).all(|pair| pair[0] > pair[1]);
    let repeats = years.windows(2).all(|pair| (pair[0] - pair[1]).abs() <= 1);
    match years.len() {
        0 => false,
        1 => !leads && filled.len() > 1,
        2 => (!leads || filled.len() == 2) && (rising || falling || repeats),
        _ => {
            rising
                || falling
                || (repeats && !leads)
                || (are_groups(&years) && (!leads || filled.first() > Some(&cols.start)))
        }
    }
}

/// The same years again under each heading above them: 2008, 2009, 2010, 2008, 2009, 2010.
pub fn are_groups(years: &[i32]) -> bool {
    (2..=years.len() / 2).any(|length| {
        let (first, _) = years.split_at(length);
        let runs = first.windows(2).all(|pair| pair[0] < pair[1]) || first.windows(2).all(|pair| pair[0] > pair[1]);
        runs && years.len().is_multiple_of(length) && years.chunks(length).all(|group| group == first)
    })
}

/// A row of a list in which each row has its year: the row above has the same year in the same place, and beside it a
/// figure that is no year (which this row may leave empty).
fn goes_on_with_records(view: &View, row: usize, cols: &Range<usize>, numbers: &[usize]) -> bool {
    let Some(above) = row.checked_sub(1) else { return false };
    let same = |&col: &usize| view.year(above, col).is_some() && view.year(above, col) == view.year(row, col);
    let figure = |&col: &usize| view.is_number(above, col) && view.year(above, col).is_none();
    let all_same = numbers.iter().all(same);
    numbers.iter().any(same) && (all_same && view.filled(above, cols).iter().any(figure) || numbers.iter().any(figure))
}

/// 1, 2, 3, ... under the headings: the publisher's column numbers.
pub fn numbers_columns(view: &View, row: usize, cols: &Range<usize>) -> bool {
    let numbers: Vec<f64> = cols
        .clone()
        .filter_map(|col| match view.printed(row, col) {
            super::number::Printed::Number(parsed) => Some(parsed.value),
            _ => None,
        })
        .collect();
    let words = cols.clone().filter(|&col| view.is_words(row, col)).count();
    let counted = numbers.iter().enumerate().all(|(at, value)| *value == at as f64 + numbers.first().unwrap_or(&0.0));
    numbers.len() >= 3 && words <= 1 && counted && numbers.first().is_some_and(|first| *first == 1.0)
}

/// Whether a text heads a column of years.
pub fn heads_years(text: &str) -> bool {
    let tight = wording::squash(text);
    ["年份", "年度", "year", "time", "时间", "period", "time_period", "年"].iter().any(|word| tight == *word)
        || ["年份", "年度"].iter().any(|word| tight.starts_with(word))
        || tight.ends_with("时间")
        || ["会计年度", "财政年度", "预算年度", "民国年", "民国年度", "fiscalyear", "financialyear"]
            .contains(&tight.as_str())
}

/// Whether a text heads a column of serial numbers or codes.
pub fn heads_codes(text: &str) -> bool {
    let tight = wording::squash(text);
    let words = [
        "序号",
        "编号",
        "行次",
        "no.",
        "no",
        "id",
        "serial",
        "fnseqid",
        "unit_mult",
        "unitmultiplier",
        "powercode",
        "decimals",
        "idbank",
        "vector",
        "coordinate",
        "dguid",
    ];
    let endings = ["代码", "编码", "code", "codes", "_id"];
    words.iter().any(|word| tight == *word) || endings.iter().any(|ending| tight.ends_with(ending))
}
