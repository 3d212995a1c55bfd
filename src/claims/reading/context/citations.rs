//! Publications that a text cites: yearbooks and communiques by name and year.
//!
//! In: a passage. Out: a claim of kind `Citation` for each, `when.year` the year in its name. Refuses books without a year.

use std::sync::LazyLock;

use regex::Regex;

use crate::claims::reading::context::written::{REFERENCE, REFERENCES};
use crate::claims::{Claim, Kind, Known, Place, When};
use crate::sources::Source;

static YEARBOOK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:《)?(?:[\p{Han}]{0,8}(?:统计|财政|审计|人口|劳动|税务|金融)[\p{Han}]{0,6}年鉴)》?[\s·\-—–(（,，]*((?:19|20)\d\d)年?[)）]?》?",
        r"|《((?:19|20)\d\d)年?[^《》\n]{0,20}(?:公报|年鉴|决算报告|执行情况[^《》\n]{0,30}报告)[^《》\n]{0,10}》",
        r"|(?i:(?:china|chinese) (?:statistical|finance|fiscal|audit) yearbook[\s,(\-–]*((?:19|20)\d\d)\)?)",
    ))
    .expect("a valid pattern")
});

/// A source of statistics in a list of references that is no yearbook: `财政部. 关于2010年预算执行情况…`.
static STATISTICAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)统计局|财政部|审计署|统计公报|预算执行|决算|统计数据|bureau of statistics|ministry of finance")
        .expect("a valid pattern")
});
static ENTRY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\[［【]\s*\d{1,3}\s*[\]］】]").expect("a valid pattern"));

/// Citations without those of a list of references that names further sources of statistics: which of them the figures
/// are from is not said.
pub fn certain(claims: Vec<Claim>, source: &Source) -> Vec<Claim> {
    let head = source.passages.iter().rposition(|passage| REFERENCES.is_match(&passage.text));
    let listed = |at: usize, text: &str| head.is_some_and(|head| at >= head) || REFERENCE.is_match(text);
    let passages = source.passages.iter().enumerate().filter(|(at, passage)| listed(*at, &passage.text));
    let lists: Vec<(usize, &str)> = passages.map(|(at, passage)| (at, passage.text.as_str())).collect();
    let further = |entry: &str| STATISTICAL.is_match(entry) && !YEARBOOK.is_match(entry);
    if !lists.iter().any(|(_, text)| ENTRY.split(text).any(further)) {
        return claims;
    }
    let in_list = |claim: &Claim| lists.iter().any(|(at, _)| u32::try_from(at + 1) == Ok(claim.place.paragraph));
    claims.into_iter().filter(|claim| claim.kind != Kind::Citation || !in_list(claim)).collect()
}

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
            frame: None,
            hypotheses: Vec::new(),
        })
    };
    YEARBOOK.captures_iter(sentence).filter_map(one).collect()
}
