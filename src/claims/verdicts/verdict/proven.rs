//! Proven quantities: what the certain figures of a paragraph are of, its other figures may be of too.
//!
//! In: judged claims in the order of the text. Out: the same, a figure that nothing decided held against the series that the
//! paragraph proved, in the years that it names, by the kind that its own words say: levels, changes, rates, multiples,
//! shares of one in another. Refuses figures of paragraphs in which nothing is proved, and kinds that the words do not say.

use std::collections::BTreeMap;

use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::verdicts::verdict::{by_slip, by_value};
use crate::claims::{Claim, Hypothesis, Judged, Kind, Known, Meaning, Verdict, When, Written, wording};
use crate::formula::{lower, parse};

/// What a value must say beyond chance.
const LEAST: f64 = 5.5;
const LEAST_OF_SLIPS: f64 = 4.0;
/// Digits that show a figure to be no accident.
const TELLING: usize = 4;
/// More series and years than these say nothing of any.
const SERIES: usize = 5;
const YEARS: usize = 6;
const MOST: usize = 80;
const SUMS: [&str; 7] = ["合计", "累计", "总共", "共计", "一共", "in total", "altogether"];
const SHARES: [&str; 9] = ["占", "比重", "比例", "份额", "相当于", "share", "proportion", "cent of", "percent of"];

/// Every claim that nothing decided once more.
pub fn decided(judged: Vec<Judged>, book: &Book, written: Option<&Written>) -> Vec<Judged> {
    let mut of_place: BTreeMap<(String, String, u32), Vec<usize>> = BTreeMap::new();
    for (at, one) in judged.iter().enumerate().filter(|(_, one)| one.cell().is_none()) {
        let place = &one.claim.place;
        of_place.entry((place.source.clone(), place.sheet.clone(), place.paragraph)).or_default().push(at);
    }
    let mut found: Vec<(usize, Judged)> = Vec::new();
    for of_paragraph in of_place.values() {
        let all: Vec<&Judged> = of_paragraph.iter().filter_map(|at| judged.get(*at)).collect();
        let proven: Vec<&Judged> = all.iter().copied().filter(|one| is_proven(one)).collect();
        if proven.is_empty() {
            continue;
        }
        for at in of_paragraph {
            let open = judged.get(*at).filter(|one| is_open(one));
            found.extend(open.and_then(|one| Some((*at, once_more(one, &all, &proven, book, written)?))));
        }
    }
    let mut judged = judged;
    for (at, one) in found {
        if let Some(place) = judged.get_mut(at) {
            *place = one;
        }
    }
    judged
}

fn is_open(one: &Judged) -> bool {
    let is_whole = one.claim.figure.as_ref().is_some_and(|figure| figure.unit.is_some() || figure.mult > 0);
    one.verdict == Verdict::NotCheckable && one.tied_by.is_none() && one.official.is_empty() && is_whole
}

fn is_proven(one: &Judged) -> bool {
    let digits = one.claim.printed().chars().filter(char::is_ascii_digit).count();
    let is_plain =
        one.claim.of.first().is_some_and(|of| !of.formula.contains('(') && of.formula.matches('/').count() < 2);
    one.verdict.holds() && one.tied_by.is_some() && digits >= TELLING && is_plain
}

fn once_more(
    one: &Judged,
    all: &[&Judged],
    proven: &[&Judged],
    book: &Book,
    written: Option<&Written>,
) -> Option<Judged> {
    let drawn = Draft::of(&one.claim, all, proven, book)?.hypotheses();
    let claim = Claim { hypotheses: drawn, ..one.claim.clone() };
    let narrowed = Judged { claim, ..one.clone() };
    let found = by_value::tied(narrowed, LEAST, book, written);
    let found = by_slip::tied(found, LEAST_OF_SLIPS, book, written);
    (found.verdict != Verdict::NotCheckable).then_some(found)
}

/// A series that the paragraph proved, in its area.
#[derive(Clone)]
struct Series {
    meaning: Meaning,
    area: String,
    distance: u8,
}

/// Hypotheses of one figure, while they are drawn up.
struct Draft<'a> {
    claim: &'a Claim,
    book: &'a Book<'a>,
    /// Its words, tidied, back to the mark before it, and those behind it.
    clause: String,
    behind: String,
    series: Vec<Series>,
    /// Years with their distance.
    ends: Vec<(i32, u8)>,
    bases: Vec<(i32, u8)>,
    unexplained: u8,
    found: Vec<Hypothesis>,
}

impl<'a> Draft<'a> {
    fn of(claim: &'a Claim, all: &[&Judged], proven: &[&Judged], book: &'a Book<'a>) -> Option<Draft<'a>> {
        let before = wording::tidy(claim.sentence.get(..claim.span.start)?);
        let clause = before.rsplit([',', ';', ':', '。', '(']).next().unwrap_or_default().to_string();
        let behind = wording::tidy(claim.sentence.get(claim.span.end..)?);
        let series = series(claim, proven);
        let ends = ends(claim, &clause, &before, proven);
        let bases = bases(&ends, &before, all);
        let unexplained = u8::try_from(wording::unknown(&clause)).unwrap_or(u8::MAX);
        Some(Draft { claim, book, clause, behind, series, ends, bases, unexplained, found: Vec::new() })
    }

    fn hypotheses(mut self) -> Vec<Hypothesis> {
        let unit = self.claim.figure.as_ref().and_then(|figure| figure.unit.as_ref()).map(|unit| unit.measure.clone());
        match unit.as_deref() {
            Some("PT" | "PM") => self.rates(),
            Some("PP") => self.points(),
            Some("RATIO") => self.multiples(),
            _ => self.amounts(),
        }
        self.found.sort_by_key(|one| one.distance);
        self.found.truncate(MOST);
        self.found
    }

    fn rates(&mut self) {
        let moved = wording::moves(&self.clause);
        let is_share = SHARES.iter().any(|word| self.clause.contains(word)) || self.behind.starts_with("of ");
        if let Some(falls) = moved {
            let is_mean = wording::is_mean(&self.clause, &self.behind);
            let kind = if is_mean { Kind::AverageGrowth { falls } } else { Kind::Growth { falls } };
            for series in self.series.clone() {
                self.over_windows(&series, &kind);
            }
            self.points();
        }
        if is_share || moved.is_none() {
            self.ratios();
        }
    }

    fn points(&mut self) {
        let Some(falls) = wording::moves(&self.clause) else { return };
        for series in self.series.clone().into_iter().filter(|one| one.meaning.formula.contains(" / ")) {
            self.over_windows(&series, &Kind::Points { falls });
        }
    }

    fn multiples(&mut self) {
        let is_by = wording::moves(&self.clause).is_some() && !wording::reaches(&self.clause);
        let kind = if is_by { Kind::Multiple } else { Kind::TimesOf };
        for series in self.series.clone() {
            self.over_windows(&series, &kind);
        }
        self.ratios();
    }

    fn amounts(&mut self) {
        let moved = wording::moves(&self.clause).filter(|_| !wording::reaches(&self.clause));
        let is_sum = SUMS.iter().any(|word| self.clause.contains(word));
        for series in self.series.clone() {
            match moved {
                Some(falls) => self.over_windows(&series, &Kind::Change { falls }),
                None if is_sum => self.over_windows(&series, &Kind::Sum),
                None => self.at_years(&series),
            }
        }
    }

    fn at_years(&mut self, series: &Series) {
        for (year, far) in self.ends.clone() {
            self.push(series, &Kind::Level, None, year, far);
        }
    }

    fn over_windows(&mut self, series: &Series, kind: &Kind) {
        for (year, far) in self.ends.clone() {
            for (base, further) in self.bases.clone().into_iter().filter(|(base, _)| *base < year) {
                self.push(series, kind, Some(base), year, far.saturating_add(further));
            }
        }
    }

    /// Proven ratios in other years, and one proven series over another.
    fn ratios(&mut self) {
        let all = self.series.clone();
        for (at, one) in all.iter().enumerate() {
            if one.meaning.formula.contains(" / ") {
                self.at_years(one);
                continue;
            }
            for (_, other) in all.iter().enumerate().filter(|(nth, _)| *nth != at) {
                let is_plain = !other.meaning.formula.contains(" / ") && other.area == one.area;
                let formula = format!("{} / {}", one.meaning.formula, other.meaning.formula);
                let core = parse(&formula).ok().and_then(|expr| lower(&expr, self.book.scope()));
                let Some(core) = core.filter(|_| is_plain) else { continue };
                let meaning = Meaning { formula, core, ..one.meaning.clone() };
                let distance = one.distance.saturating_add(other.distance).saturating_add(1);
                self.at_years(&Series { meaning, area: one.area.clone(), distance });
            }
        }
    }

    fn push(&mut self, series: &Series, kind: &Kind, from: Option<i32>, year: i32, far: u8) {
        let when = When { year: Some(year), from, years: None, words: String::new(), known: Known::Carried };
        self.found.push(Hypothesis {
            of: series.meaning.clone(),
            kind: kind.clone(),
            ref_area: series.area.clone(),
            when,
            distance: series.distance.saturating_add(far),
            unexplained: self.unexplained,
        });
    }
}

/// The series that a paragraph proved, the nearest first.
fn series(claim: &Claim, proven: &[&Judged]) -> Vec<Series> {
    let mut near: Vec<&&Judged> = proven.iter().collect();
    let apart = |one: &Judged| {
        let sentences = one.claim.place.sentence.abs_diff(claim.place.sentence);
        (sentences, one.claim.place.offset.abs_diff(claim.place.offset))
    };
    near.sort_by_key(|one| apart(one));
    let mut found: Vec<Series> = Vec::new();
    for one in near {
        let (Some(meaning), Some(area)) = (one.claim.of.first(), one.claim.ref_area.clone()) else { continue };
        let is_known = found.iter().any(|known| known.meaning.formula == meaning.formula && known.area == area);
        if !is_known && found.len() < SERIES {
            let distance = u8::try_from(found.len()).unwrap_or(u8::MAX);
            found.push(Series { meaning: meaning.clone(), area, distance });
        }
    }
    found
}

/// The years that a figure may be of: that of its clause, else those around.
fn ends(claim: &Claim, clause: &str, before: &str, proven: &[&Judged]) -> Vec<(i32, u8)> {
    let mut found: Vec<(i32, u8)> = Vec::new();
    let mut push = |year: i32, distance: u8| {
        if found.len() < YEARS && !found.iter().any(|(known, _)| *known == year) {
            found.push((year, distance));
        }
    };
    if let Some(year) = wording::year(clause) {
        push(year, 0);
        return found;
    }
    let last = wording::years(before).last().copied().or(claim.when.year);
    if let (Some(last), Some(later)) = (last, wording::years_later(clause)) {
        push(last + later, 0);
        return found;
    }
    claim.when.year.into_iter().for_each(|year| push(year, 0));
    wording::years(before).into_iter().rev().for_each(|year| push(year, 1));
    proven.iter().rev().filter_map(|one| one.claim.when.year).for_each(|year| push(year, 2));
    found
}

/// The years that it may be held against.
fn bases(ends: &[(i32, u8)], before: &str, all: &[&Judged]) -> Vec<(i32, u8)> {
    let mut found: Vec<(i32, u8)> = Vec::new();
    let mut push = |year: i32, distance: u8| {
        if found.len() < YEARS && !found.iter().any(|(known, _)| *known == year) {
            found.push((year, distance));
        }
    };
    ends.iter().take(1).for_each(|(year, _)| push(year - 1, 0));
    if let (Some((end, _)), Some(years)) = (ends.first(), wording::duration(before)) {
        push(end - years, 0);
    }
    wording::years(before).into_iter().rev().for_each(|year| push(year, 0));
    let of_paragraph = all.iter().flat_map(|one| [one.claim.when.from, one.claim.when.year]).flatten();
    of_paragraph.for_each(|year| push(year, 1));
    found
}
