//! Publications that a text cites: yearbooks and communiques by name and year.
//!
//! In: a passage. Out: a claim of kind `Citation` for each, `when.year` the year in its name. Refuses books without a year.

use std::sync::LazyLock;

use regex::Regex;

use crate::claims::{Claim, Kind, Known, Place, When};

static YEARBOOK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:《)?(?:[\p{Han}]{0,8}(?:统计|财政|审计|人口|劳动|税务|金融)[\p{Han}]{0,6}年鉴)》?[\s·\-—–(（,，]*((?:19|20)\d\d)年?[)）]?》?",
        r"|《((?:19|20)\d\d)年?[^《》\n]{0,20}(?:公报|年鉴|决算报告|执行情况[^《》\n]{0,30}报告)[^《》\n]{0,10}》",
        r"|(?i:(?:china|chinese) (?:statistical|finance|fiscal|audit) yearbook[\s,(\-–]*((?:19|20)\d\d)\)?)",
    ))
    .expect("a valid pattern")
});

/// The citations of one sentence. `at` is its place; offsets are counted from it.
pub fn of_sentence(sentence: &str, at: &Place) -> Vec<Claim> {
    let one = |captures: regex::Captures| {
        let whole = captures.get(0)?;
        let year = (1..=3).find_map(|group| captures.get(group))?.as_str().parse().ok()?;
        let before = sentence.get(..whole.start()).unwrap_or_default().chars().count();
        let offset = at.offset.saturating_add(u32::try_from(before).unwrap_or(u32::MAX));
        let words = whole.as_str().to_string();
        Some(Claim {
            place: Place { offset, ..at.clone() },
            sentence: sentence.to_string(),
            span: whole.range(),
            figure: None,
            kind: Kind::Citation,
            of: Vec::new(),
            ref_area: None,
            when: When { year: Some(year), words, known: Known::Explicit, ..When::default() },
            untied: None,
        })
    };
    YEARBOOK.captures_iter(sentence).filter_map(one).collect()
}
