//! Tables of estimates: coefficients with stars, standard errors in brackets, R² and numbers of observations.
//!
//! In: the rows of a table as printed. Out: the sign by which it is one, in words; none for other tables. Refuses to call a
//! table of figures so for a footnote star or a few negative figures in brackets.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::messages::{Message, say};
use crate::sources::Grid;

/// `0.034***`, `-1.2 **`.
static STARRED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[-−－]?\s*\d*\.\d+\s*[*＊∗]{1,3}\s*$").expect("a valid pattern"));
/// `(0.012)`, `[2.31]`, `（-3.5）`.
static BRACKETED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[(（\[［]\s*[-−－]?\s*\d*\.\d+\s*[)）\]］]$").expect("a valid pattern"));
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[(（\[［]?\s*[-−－]?\s*[\d,]*\.?\d+\s*[*＊∗]{0,3}\s*[)）\]］]?$").expect("a valid pattern")
});
/// Rows that only such tables have.
static FOOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^\s*(?:调整后?的?\s*)?(?:adj(?:usted|\.)?\s*[-_]?\s*)?(?:r\s*[-_]?\s*(?:squared|sq|2|²)|r\s*方|拟合优度|f\s*(?:统计量|值|test|-?stat\w*)|",
        r"within r.*|pseudo r.*|log[- ]?likelihood|wald.*|hausman.*|d\.?w\.?\s*(?:值|统计量)?|hansen.*|sargan.*|ar\s*[(（][12][)）].*|",
        r"常数项?|截距项?|constant|_cons|c|intercept|年份固定效应|时间固定效应|个体固定效应|省份固定效应|地区固定效应|固定效应|",
        r"(?:year|province|firm|city|individual|time) (?:fe|fixed effects?)|控制变量|controls?)\s*$",
    ))
    .expect("a valid pattern")
});

/// How many cells of a table print figures.
pub fn figures(grid: &Grid, rows: &Range<u32>) -> usize {
    let own = grid.rows.iter().take(rows.end as usize).skip(rows.start as usize).flatten();
    own.filter(|cell| cell.stored.is_some() || FIGURE.is_match(cell.text.trim())).count()
}

/// Why a table is one of estimates.
pub fn sign(grid: &Grid, rows: &Range<u32>) -> Option<Message> {
    let own = || grid.rows.iter().take(rows.end as usize).skip(rows.start as usize);
    let texts: Vec<&str> = own().flatten().map(|cell| cell.text.trim()).collect();
    let figures = texts.iter().filter(|text| text.chars().any(|letter| letter.is_ascii_digit())).count();
    let starred = texts.iter().filter(|text| STARRED.is_match(text)).count();
    let bracketed = texts.iter().filter(|text| BRACKETED.is_match(text)).count();
    let feet = own().filter_map(|row| row.first()).filter(|cell| FOOT.is_match(&cell.text)).count();
    let signs = [(starred, say!("paper.stars")), (bracketed, say!("paper.brackets")), (feet, say!("paper.feet"))];
    let signs = Message::list(signs.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words));
    let is_one = match (starred, bracketed, feet) {
        (2.., 2.., _) | (1.., _, 1..) | (_, 2.., 1..) => true,
        (3.., ..) => starred * 5 >= figures,
        _ => false,
    };
    is_one.then(|| say!("paper.estimates", signs))
}
