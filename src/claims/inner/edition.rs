//! A cited edition that cannot hold the year.
//!
//! In: the claims of a text and its sentences. Out: a statistical yearbook that was published before the year of the figures
//! it is cited for: an edition holds data up to the year before it (NBS: "China Statistical Yearbook 2009" covers 2008).
//! A list of references decides where no dated figure of the text is of a year the edition holds, and no other statistical
//! publication is listed; where the text also has older figures, it is a remark. Refuses plans and forecasts.

use std::sync::LazyLock;

use regex::Regex;

use super::sentences::{Sentence, any};
use crate::claims::wording::tidy;
use crate::claims::{Claim, Contradiction, Kind, Known};
use crate::messages::say;
use crate::sources::Source;

static YEARBOOK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:年鉴|yearbook(?: of [a-z]+)?)[》\)\]\s.,:(\[—-]{0,3}((?:19|20)\d\d)|((?:19|20)\d\d)年?(?:版)?[^,;。\d]{0,14}?(?:统计|财政|经济|人口|科技)年鉴|((?:19|20)\d\d) (?:[a-z]+ ){0,3}yearbook",
    )
    .ok()
});
/// More years behind the first: several editions.
static RANGE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^年?[》)]?[-~至到、,和及](?:19|20)?\d\d").ok());
static STATISTICS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"年鉴|公报|统计|摘要|资料汇编|决算|yearbook|communiqu|statistic|abstract").ok());
/// An entry of a list of references (GB/T 7714 marks of the kind of a document): a figure in its title has that source.
static ENTRY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\[[JMNZDCRGS](?:/OL)?\]").ok());
const AHEAD: [&str; 15] = [
    "预计",
    "预测",
    "目标",
    "规划",
    "计划",
    "将",
    "力争",
    "到202",
    "到203",
    "预算",
    "forecast",
    "projected",
    "为准",
    "planned",
    "will ",
];

/// Words of a publication that is to come, or that a reader is sent to, and that is no source of the text's figures.
const TO_COME: [&str; 18] = [
    "为准",
    "刊载",
    "刊登",
    "查阅",
    "查询",
    "请见",
    "参见",
    "详见",
    "即将",
    "将在",
    "将于",
    "将由",
    "将会",
    "待出版",
    "尚未",
    "forthcoming",
    "to be published",
    "will be",
];

/// Whether a sentence speaks of a publication that is no source of the text.
pub fn is_to_come(sentence: &str) -> bool {
    any(sentence, &TO_COME)
}

/// Publications cited for figures of years they cannot hold.
pub fn of(claims: &[Claim], sentences: &[Sentence], source: &Source) -> Vec<Contradiction> {
    let citations: Vec<(usize, &Claim, i32)> = claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| {
            claim.kind == Kind::Citation && !any(&tidy(&claim.sentence), &AHEAD) && !is_to_come(&claim.sentence)
        })
        .filter_map(|(at, claim)| Some((at, claim, edition(claim)?)))
        .collect();
    citations
        .iter()
        .filter_map(|(at, claim, edition)| {
            let beside = in_sentence(claims, claim, *edition);
            let listed = || listed(claims, sentences, source, *at, *edition);
            let (figure, year, decides) = beside.or_else(listed)?;
            Some(contradiction(claims, *at, *edition, figure, year, decides))
        })
        .collect()
}

/// The edition's year of a statistical yearbook.
fn edition(claim: &Claim) -> Option<i32> {
    let printed = tidy(claim.printed());
    let around = || -> Option<String> {
        let end = (claim.span.end..claim.sentence.len().min(claim.span.end + 12))
            .rev()
            .find(|at| claim.sentence.is_char_boundary(*at));
        Some(tidy(claim.sentence.get(claim.span.start..end?)?))
    };
    let read = |text: &str| {
        let found = YEARBOOK.as_ref()?.captures(text)?;
        let year = found.get(1).or(found.get(2)).or(found.get(3))?;
        year.as_str().parse().ok()
    };
    let behind = tidy(claim.sentence.get(claim.span.end..).unwrap_or_default());
    if RANGE.as_ref().is_some_and(|range| range.is_match(&behind)) {
        return None;
    }
    read(&printed).or_else(|| around().and_then(|text| read(&text)))
}

/// A figure of the citation's own sentence, all dated figures of which are of later years.
fn in_sentence(claims: &[Claim], citation: &Claim, edition: i32) -> Option<(usize, i32, bool)> {
    let own = |claim: &&Claim| claim.sentence == citation.sentence && claim.place.paragraph == citation.place.paragraph;
    let dated: Vec<(usize, i32)> = claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| own(claim) && claim.kind != Kind::Citation && claim.figure.is_some())
        .filter_map(|(at, claim)| Some((at, claim.when.year.filter(|_| claim.when.known == Known::Explicit)?)))
        .collect();
    let (at, latest) = dated.iter().max_by_key(|(_, year)| *year).copied()?;
    let other_source = claims.iter().filter(own).filter(|claim| claim.kind == Kind::Citation).count() > 1;
    (dated.iter().all(|(_, year)| *year >= edition) && !other_source).then_some((at, latest, true))
}

/// A figure of the text, for a publication in the list of references.
fn listed(
    claims: &[Claim],
    sentences: &[Sentence],
    source: &Source,
    at: usize,
    edition: i32,
) -> Option<(usize, i32, bool)> {
    let citation = claims.get(at)?;
    let is_entry = |text: &str| ENTRY.as_ref().is_some_and(|entry| entry.is_match(text));
    let told = sentences.iter().filter(|one| !any(&one.words(), &AHEAD)).flat_map(|one| &one.items);
    let items = told.filter(|item| !is_entry(&item.source.sentence));
    let is_reference = !items.clone().any(|item| item.source.sentence == citation.sentence);
    let is_known = |claim: &Claim| !claim.of.is_empty() || claim.when.known == Known::Explicit;
    let dated = items.filter(|item| is_known(item.source)).filter_map(|item| Some((item.claim, item.year()?)));
    let years: Vec<(usize, i32)> = dated.collect();
    let latest = years.iter().map(|(_, year)| *year).max()?;
    let (figure, _) = years.iter().find(|(_, year)| *year == latest).copied()?;
    let older = years.iter().any(|(_, year)| *year < edition);
    let others = claims.iter().enumerate().filter(|(other, claim)| *other != at && claim.kind == Kind::Citation);
    let reference = |claim: &Claim| {
        !claims.iter().any(|one| one.figure.is_some() && one.kind != Kind::Citation && one.sentence == claim.sentence)
    };
    let statistics: Vec<&Claim> =
        others.map(|(_, claim)| claim).filter(|claim| reference(claim) && is_statistics(claim)).collect();
    let is_held = statistics.iter().any(|other| other.when.year.is_some_and(|year| year >= latest));
    let in_place = source.passages.iter().any(|passage| passage.text.contains(citation.printed()));
    let ends_before = is_reference && in_place && latest >= edition && !is_held;
    ends_before.then_some((figure, latest, !older && statistics.is_empty()))
}

fn is_statistics(claim: &Claim) -> bool {
    STATISTICS.as_ref().is_some_and(|statistics| statistics.is_match(&tidy(claim.printed())))
}

fn contradiction(claims: &[Claim], at: usize, edition: i32, figure: usize, year: i32, decides: bool) -> Contradiction {
    let printed = claims.get(figure).map(Claim::printed).unwrap_or_default();
    let named = claims.get(at).map(Claim::printed).unwrap_or_default();
    let last = edition - 1;
    let words = if decides { say!("inner.name-publication") } else { say!("inner.edition-later", last) };
    Contradiction {
        rule: "edition",
        claims: vec![at],
        shown: say!("inner.edition-ends", named, last, figure = printed, year),
        words,
        decides,
    }
}
