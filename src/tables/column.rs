//! One column by what it holds. In: a block with its data rows. Out: whether a column is of the stub or of the body: years,
//! months, dates, codes and serials head rows, though they are numbers.

use super::regions::Block;
use super::rows::{self, Row};
use super::view::View;
use super::wording;
use super::wording::half_width;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Stub,
    Body,
    Empty,
}

/// A column is body where it holds more figures than words; years and codes that head rows are stub.
pub fn kind(view: &View, block: &Block, data: &[usize], col: usize) -> Column {
    let count = |test: &dyn Fn(usize) -> bool| data.iter().filter(|&&row| test(row)).count();
    let figures = count(&|row| view.is_figure(row, col));
    let words = count(&|row| view.is_words(row, col) && !view.is_figure(row, col));
    if are_days(view, block, data, col) {
        return Column::Stub;
    }
    if figures == 0 {
        return if words > 0 { Column::Stub } else { Column::Empty };
    }
    if words > figures || labels_rows(view, block, data, col) { Column::Stub } else { Column::Body }
}

/// Numbers that name rows: years under a heading that says so or in the first column, codes, serials 1, 2, 3, ...
fn labels_rows(view: &View, block: &Block, data: &[usize], col: usize) -> bool {
    let numbers: Vec<usize> = data.iter().copied().filter(|&row| view.is_number(row, col)).collect();
    let years = numbers.iter().filter(|&&row| view.year(row, col).is_some()).count();
    let first = data.first().copied().unwrap_or(0);
    // The last row of a header may hold the total already: `类 | 款 | 项 | 合计 | 2,946.25`.
    let level = Some(view.label(first, col)).filter(|text| is_code_level(text));
    let heading = level.or_else(|| heading_above(view, block, first, col));
    let leftmost = (block.cols.start..col).all(|left| data.iter().all(|&row| view.is_empty(row, left)));
    let others = (col + 1..block.cols.end).any(|right| data.iter().any(|&row| view.is_figure(row, right)));
    let mostly_years = years * 10 >= numbers.len() * 8 && years > 0;
    let serial = numbers.len() >= 3
        && numbers.iter().enumerate().all(|(at, &row)| view.raw(row, col).trim() == (at + 1).to_string());
    let heads = |test: fn(&str) -> bool| heading.as_deref().is_some_and(test);
    let coded = heads(rows::heads_codes) || heads(is_code_level) && under_codes(view, block, first, col);
    let dated = heads(rows::heads_years) && numbers.iter().all(|&row| is_short_year(view.raw(row, col)))
        || under_era(view, data, col, block.cols.start)
        || heading.as_deref().is_some_and(|heading| are_times(heading, numbers.iter().map(|&row| view.raw(row, col))));
    mostly_years && (leftmost || heads(rows::heads_years)) || coded || dated || others && leftmost && serial
}

/// A year counted from the beginning of an era: one to three digits.
fn is_short_year(text: &str) -> bool {
    const MOST: u32 = 160;
    let text = half_width(text);
    text.trim().parse::<u32>().is_ok_and(|year| (1..=MOST).contains(&year)) && text.trim().len() <= 3
}

/// The column on its left says the era (`民國`, `平成`), row by row.
fn under_era(view: &View, data: &[usize], col: usize, first: usize) -> bool {
    const ERAS: [&str; 7] = ["民国", "中华民国", "明治", "大正", "昭和", "平成", "令和"];
    let left = col.checked_sub(1).filter(|left| *left >= first);
    let said =
        |left: usize| data.iter().map(move |&row| wording::squash(view.raw(row, left))).filter(|text| !text.is_empty());
    left.is_some_and(|left| said(left).next().is_some() && said(left).all(|text| ERAS.contains(&text.as_str())))
}

/// Days under a heading that says so, in words or as numbers (`2023-03-01`, `20230301`).
fn are_days(view: &View, block: &Block, data: &[usize], col: usize) -> bool {
    let heading = heading_above(view, block, data.first().copied().unwrap_or(0), col);
    let named = heading.is_some_and(|heading| {
        let tight = wording::squash(&heading);
        ["日期", "时间", "日", "date"].iter().any(|word| tight.ends_with(word))
    });
    let is_day = |text: &str| match text.trim().parse::<u32>() {
        Ok(number) => is_date(number, 8) || is_date(number, 6) || is_serial(number),
        Err(_) => {
            let digits = text.chars().filter(char::is_ascii_digit).count();
            let parts = text.chars().all(|c| c.is_ascii_digit() || " -/.:T年月日时分".contains(c));
            parts && (5..=14).contains(&digits) && text.contains(['-', '/', '.', '年', '月'])
        }
    };
    let mut used = data.iter().filter(|&&row| !view.is_empty(row, col)).map(|&row| view.raw(row, col)).peekable();
    named && used.peek().is_some() && used.all(|text| is_day(half_width(text).trim()))
}

/// Numbers of months, quarters or days under a heading that says so.
fn are_times<'v>(heading: &str, mut texts: impl Iterator<Item = &'v str>) -> bool {
    let tight = wording::squash(heading);
    let whole = |text: &str| text.trim().parse::<u32>().ok();
    let is = |words: &[&str]| words.contains(&tight.as_str());
    if is(&["月份", "月", "month", "months"]) {
        return texts.all(|text| whole(text).is_some_and(|month| (1..=12).contains(&month) || is_date(month, 6)));
    }
    if is(&["季度", "季", "quarter", "quarters", "qtr"]) {
        return texts.all(|text| whole(text).is_some_and(|quarter| (1..=4).contains(&quarter)));
    }
    let named = ["日期", "年月", "date", "period"].iter().any(|word| tight.ends_with(word)) || tight.ends_with('日');
    named && texts.all(|text| whole(text).is_some_and(|day| is_date(day, 8) || is_date(day, 6) || is_serial(day)))
}

/// `20240520` or `202405`.
fn is_date(number: u32, digits: u32) -> bool {
    let (year, rest) =
        if digits == 8 { (number / 10_000, number % 10_000) } else { (number / 100, number % 100 * 100 + 1) };
    (1900..=2100).contains(&year) && (1..=12).contains(&(rest / 100)) && (1..=31).contains(&(rest % 100))
}

/// A day as spreadsheets count it, of the years 1954 to 2064, shown as a number.
fn is_serial(number: u32) -> bool {
    (20_000..60_000).contains(&number)
}

/// 类, 款, 项: the levels of an account code printed in a column each.
pub fn is_code_level(text: &str) -> bool {
    matches!(text, "类" | "款" | "项" | "目")
}

/// A text that heads codes stands above the column, or above the ones on its left with nothing over this one.
fn under_codes(view: &View, block: &Block, first_data: usize, col: usize) -> bool {
    (block.rows.start..first_data).any(|row| {
        let nearest = (block.cols.start..=col).rev().find(|&col| !view.is_empty(row, col));
        nearest.is_some_and(|col| rows::heads_codes(&view.label(row, col)))
    })
}

pub fn heading_above(view: &View, block: &Block, first_data: usize, col: usize) -> Option<String> {
    let rows = block.rows.start..first_data;
    let heads = |row: &usize| block.kind(*row) != Row::Numbering && !view.is_empty(*row, col);
    rows.rev().find(heads).map(|row| view.label(row, col))
}
