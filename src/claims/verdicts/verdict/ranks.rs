//! Ranks: `居全国第3位`.
//!
//! In: a claim of a place among provinces. Out: the place by the newest figures and by those of the day of the text.
//! Refuses years for which figures of more than a few provinces are missing.

use chrono::NaiveDate;

use crate::claims::verdicts::fit::case::not_checkable;
use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::{Claim, Diagnosis, Judged, Official, Verdict, Written};
use crate::messages::{Message, say};

/// Provinces of the mainland; the yearbook's tables have so many rows.
const PROVINCES: usize = 31;
/// A place among fewer is none among all.
const MISSING: usize = 0;

/// A place, and the value it is by.
struct Place {
    place: usize,
    from_below: usize,
    value: f64,
    published: Option<NaiveDate>,
    vintage: String,
    rows: Vec<u32>,
}

pub fn judged(claim: &Claim, book: &Book, written: Option<&Written>) -> Judged {
    let (Some(meaning), Some(area), Some(year)) = (claim.of.first(), claim.ref_area.as_deref(), claim.when.year) else {
        return not_checkable(claim, say!("rank.needs"));
    };
    let Some(stated) = claim.figure.as_ref().map(|figure| figure.value) else {
        return not_checkable(claim, say!("rank.none-printed"));
    };
    let days = [None, written.map(|written| written.by)];
    let formula = (meaning.formula.as_str(), &meaning.core);
    let places: Vec<Place> = days
        .into_iter()
        .enumerate()
        .filter(|(at, day)| *at == 0 || day.is_some())
        .filter_map(|(_, day)| place(formula, area, year, day, book))
        .collect();
    let Some(newest) = places.first() else {
        return not_checkable(claim, say!("rank.missing-provinces", formula = meaning.formula, year));
    };
    let is_from_below = ["倒数", "lowest", "末位"].iter().any(|word| claim.sentence.contains(word));
    let told = |place: &Place| if is_from_below { place.from_below } else { place.place } as f64;
    let official: Vec<Official> = places.iter().map(|place| official(place, told(place), year)).collect();
    let name = book.title(&meaning.formula);
    let side = if is_from_below { say!("rank.from-below") } else { Message::default() };
    let why = say!("rank.place", name, year, place = told(newest), provinces = PROVINCES, side);
    let of =
        |verdict: Verdict, why: Message| Judged { verdict, official: official.clone(), ..not_checkable(claim, why) };
    match () {
        _ if told(newest) == stated => of(Verdict::Reproduced, why),
        _ if places.iter().any(|place| told(place) == stated) => of(Verdict::ReproducedInVintage, why),
        _ if newest.from_below as f64 == stated => {
            of(Verdict::ReproducedUnderReading, say!("rank.holds-from-below", why))
        }
        _ if places.iter().all(|place| (told(place) - stated).abs() > 2.0) => {
            let diagnosis = Diagnosis { code: "none", words: say!("rank.no-reading") };
            Judged { diagnosis: Some(diagnosis), ..of(Verdict::Contradicted, why) }
        }
        _ => of(Verdict::NotCheckable, say!("rank.near", why)),
    }
}

fn official(place: &Place, told: f64, year: i32) -> Official {
    Official {
        value: told,
        lower: told,
        upper: told,
        vintage: place.vintage.clone(),
        published: place.published,
        reading: None,
        period: year.to_string(),
        rows: place.rows.clone(),
        shown: format!("by {}", place.value),
    }
}

/// By the newest figures, or by those published by a day.
fn place(
    (formula, core): (&str, &crate::formula::Core),
    area: &str,
    year: i32,
    day: Option<NaiveDate>,
    book: &Book,
) -> Option<Place> {
    let provinces = book.records.definitions.areas.iter().filter(|area| area.level == "province");
    let mut values: Vec<f64> = Vec::new();
    let mut own = None;
    for province in provinces {
        let levels = book.levels(formula, core, None, &province.code);
        let at = day.map_or_else(|| levels.newest(year).map(|_| 0), |day| levels.as_of(year, day));
        let Some(level) = at.and_then(|at| levels.at(year).get(at)) else { continue };
        values.push(level.interval.value);
        if province.code == area {
            let edition = level.editions.last().and_then(|edition| book.records.panel.editions.get(*edition as usize));
            let vintage = edition.map(|edition| edition.name.clone()).unwrap_or_default();
            own = Some((level.interval.value, level.published, vintage, level.rows()));
        }
    }
    let (value, published, vintage, rows) = own.filter(|_| values.len() + MISSING >= PROVINCES)?;
    let place = values.iter().filter(|other| **other > value).count() + 1;
    let from_below = values.iter().filter(|other| **other < value).count() + 1;
    Some(Place { place, from_below, value, published, vintage, rows })
}
