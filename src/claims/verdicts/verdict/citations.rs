//! Citations: a publication cannot hold the figures of years after it.
//!
//! In: a cited yearbook or communique, and the dated figures of the text. Out: `inconsistent` where it ends before every
//! one of them. Refuses (leaves unchecked) publications whose years cannot be told, and
//! those that are to come.

use chrono::Datelike;

use crate::claims::inner::is_to_come;
use crate::claims::verdicts::fit::case::not_checkable;
use crate::claims::{Claim, Diagnosis, Judged, Kind, Verdict};
use crate::definitions::Definitions;
use crate::messages::{Message, say};

pub fn judged(claim: &Claim, claims: &[Claim], definitions: &Definitions) -> Judged {
    if is_to_come(&claim.sentence) {
        return not_checkable(claim, say!("citation.to-come"));
    }
    let Some((name, last)) = last_year(claim, definitions) else {
        return not_checkable(claim, say!("citation.unknown-years"));
    };
    let mut years: Vec<i32> =
        claims.iter().filter(|other| is_dated(other)).filter_map(|other| other.when.year).collect();
    years.sort_unstable();
    let (Some(first), Some(latest)) = (years.first(), years.last()) else {
        return not_checkable(claim, say!("citation.undated", name, last));
    };
    if *first > last {
        let told =
            if first == latest { say!("citation.of-year", first) } else { say!("citation.of-years", first, latest) };
        let why = say!("citation.cannot-be", name, last, told);
        let words = say!("citation.published-later", latest, next = latest + 1);
        let diagnosis = Some(Diagnosis { code: "other-vintage", words });
        return Judged { verdict: Verdict::Inconsistent, diagnosis, ..not_checkable(claim, why) };
    }
    let why = match *latest > last {
        true => say!("citation.older-only", name, last, latest),
        false => say!("citation.can-be", name, last),
    };
    not_checkable(claim, why)
}

fn is_dated(claim: &Claim) -> bool {
    claim.kind != Kind::Citation && claim.untied.is_none() && !claim.of.is_empty() && claim.figure.is_some()
}

/// The name of the cited edition, and the last year it can hold: a yearbook and a communique both end with the year before
/// the one they appear in.
fn last_year(claim: &Claim, definitions: &Definitions) -> Option<(Message, i32)> {
    let printed = claim.printed();
    let names = |edition: &&crate::definitions::Edition| {
        let own = [edition.names.zh.as_str(), edition.names.en.as_str()];
        own.into_iter()
            .chain(edition.aliases.iter().map(String::as_str))
            .any(|name| !name.is_empty() && printed.contains(name))
    };
    let known = definitions.editions.values().find(names);
    if let Some(edition) = known {
        return Some((say!("names.of", zh = edition.names.zh, en = edition.names.en), edition.published.year() - 1));
    }
    let year = claim.when.year.or_else(|| year_in(printed))?;
    let last = if printed.contains("公报") || printed.to_lowercase().contains("communiqu") { year } else { year - 1 };
    let is_periodical = printed.contains("年鉴") || printed.to_lowercase().contains("yearbook") || last == year;
    is_periodical.then(|| (printed.trim_matches(['《', '》', ' ']).into(), last))
}

/// The first four digits that can be a year.
fn year_in(text: &str) -> Option<i32> {
    let runs = text.split(|letter: char| !letter.is_ascii_digit());
    runs.filter(|run| run.len() == 4).filter_map(|run| run.parse().ok()).find(|year| (1900..=2100).contains(year))
}
