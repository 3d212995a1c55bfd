//! Occasions: the years and windows that a figure may be of.
//!
//! In: a figure where it stands, its period as far as the words give it. Out: years, pairs of years and windows, the nearest
//! first. Refuses years that the sentence and its paragraph do not name, where it names one beside the figure.

use std::ops::Range;

use crate::claims::reading::hypotheses::site::Site;
use crate::claims::reading::mentions::times::Time;
use crate::claims::reading::mentions::tokens::Token;
use crate::claims::{Known, When};

/// Years further back are of another matter.
const BACK: usize = 3;

/// When a figure may be of.
pub struct Occasions {
    /// Years with their distance.
    ends: Vec<(i32, u8)>,
    bases: Vec<(i32, u8)>,
    spans: Vec<((i32, i32), u8)>,
    words: String,
}

pub fn of(site: &Site) -> Occasions {
    let when = site.when;
    let named = named(site);
    let (mut ends, mut bases) = (Vec::new(), Vec::new());
    let push = |list: &mut Vec<(i32, u8)>, year: i32, distance: u8| {
        if !list.iter().any(|(known, _)| *known == year) {
            list.push((year, distance));
        }
    };
    if let Some(year) = when.year {
        push(&mut ends, year, 0);
    }
    let is_fixed = when.year.is_some() && matches!(when.known, Known::Explicit) && is_in(site, &site.clause());
    if !is_fixed {
        for (distance, year) in (1..).zip(named.iter().rev().take(BACK)) {
            push(&mut ends, *year, distance);
        }
        for (distance, year) in (2..).zip(site.carried.years.iter().rev().take(BACK)) {
            push(&mut ends, *year, distance);
        }
    }
    if let Some(from) = when.from {
        push(&mut bases, from, 0);
    }
    if let Some((years, to)) = when.years.and_then(|years| i32::try_from(years).ok()).zip(when.year) {
        push(&mut bases, to - years, 0);
        push(&mut bases, to - years + 1, 1);
    }
    if when.from.is_none() {
        for year in ends.iter().map(|(year, _)| year - 1).take(1).collect::<Vec<_>>() {
            push(&mut bases, year, 0);
        }
        for (distance, year) in (1..).zip(named.iter().rev().take(BACK)) {
            push(&mut bases, *year, distance);
        }
        for (distance, year) in (1..).zip(site.carried.years.iter().rev().take(BACK)) {
            push(&mut bases, *year, distance + 1);
        }
    }
    let spans = spans(site, &ends, &bases);
    Occasions { ends, bases, spans, words: when.words.clone() }
}

/// The years of a sentence before a figure, in order.
fn named(site: &Site) -> Vec<i32> {
    let before = site.row.pieces.iter().take(site.piece);
    let mut years: Vec<i32> = Vec::new();
    for piece in before {
        let anchor = years.last().or(site.carried.years.last()).copied();
        match piece.token {
            Token::Time(Time::Year(year)) => years.push(year),
            Token::Time(Time::Window(first, last)) => years.extend([first, last]),
            Token::Time(Time::Relative(after)) if after != 0 => years.extend(anchor.map(|year| year + after)),
            _ => {}
        }
    }
    years
}

fn is_in(site: &Site, clause: &Range<usize>) -> bool {
    let times = site.row.pieces.iter().filter(|piece| matches!(piece.token, Token::Time(_)));
    times.into_iter().any(|piece| clause.contains(&piece.range.start))
}

/// Windows: the one of the words, those named as such, and pairs of years.
fn spans(site: &Site, ends: &[(i32, u8)], bases: &[(i32, u8)]) -> Vec<((i32, i32), u8)> {
    let mut found: Vec<((i32, i32), u8)> = Vec::new();
    let mut push = |window: (i32, i32), distance: u8| {
        if window.0 < window.1 && !found.iter().any(|(known, _)| *known == window) {
            found.push((window, distance));
        }
    };
    if let (Some(from), Some(to)) = (site.when.from, site.when.year) {
        push((from, to), 0);
    }
    if let (Some(years), Some(to)) = (site.when.years.and_then(|years| i32::try_from(years).ok()), site.when.year) {
        push((to - years + 1, to), 0);
        push((to - years, to), 0);
    }
    for piece in site.row.pieces.iter().take(site.piece).rev() {
        if let Token::Time(Time::Window(first, last)) = piece.token {
            push((first, last), 1);
            push((first - 1, last), 1);
        }
    }
    let spoken = named(site);
    let (first, last) = (spoken.iter().min(), spoken.iter().max());
    if let Some((first, last)) = first.copied().zip(last.copied()) {
        push((first, last), 1);
    }
    let counted = site.row.pieces.iter().take(site.piece).filter_map(|piece| match piece.token {
        Token::Time(Time::Years(years)) => i32::try_from(years).ok(),
        _ => None,
    });
    for years in counted.collect::<Vec<_>>() {
        for (end, far) in ends {
            push((end - years, *end), far.saturating_add(1));
        }
    }
    for (end, far) in ends {
        for (base, further) in bases {
            push((*base, *end), far.saturating_add(*further).saturating_add(1));
        }
    }
    found
}

impl Occasions {
    pub fn years(&self) -> Vec<(When, u8)> {
        self.ends.iter().map(|(year, distance)| (self.when(None, *year), *distance)).collect()
    }

    /// Every year that it may be of, or be told at the prices of.
    pub fn all(&self) -> Vec<(When, u8)> {
        let further = self.bases.iter().filter(|(base, _)| !self.ends.iter().any(|(end, _)| end == base));
        self.ends.iter().chain(further).map(|(year, distance)| (self.when(None, *year), *distance)).collect()
    }

    /// A year and the one it is held against.
    pub fn changes(&self) -> Vec<(When, u8)> {
        let pairs = self.ends.iter().flat_map(|end| self.bases.iter().map(move |base| (end, base)));
        let pair = |((end, far), (base, further)): (&(i32, u8), &(i32, u8))| {
            (base < end).then(|| (self.when(Some(*base), *end), far.saturating_add(*further)))
        };
        pairs.filter_map(pair).collect()
    }

    /// Windows of more than a year: what grows by so much a year grows for several.
    pub fn spells(&self) -> Vec<(When, u8)> {
        let long = |(when, _): &(When, u8)| when.from.zip(when.year).is_some_and(|(from, year)| year - from > 1);
        self.windows().into_iter().filter(long).collect()
    }

    pub fn windows(&self) -> Vec<(When, u8)> {
        self.spans.iter().map(|((from, to), distance)| (self.when(Some(*from), *to), *distance)).collect()
    }

    fn when(&self, from: Option<i32>, year: i32) -> When {
        When { year: Some(year), from, years: None, words: self.words.clone(), known: Known::Carried }
    }
}
