//! The claims of one sentence.
//!
//! In: a sentence, its figures, what is carried from the text before. Out: its claims, in order. Refuses, in words, every
//! tie that is not certain.

use std::collections::BTreeMap;

use super::accounts::{ahead, says_real, summed, within_window};
use super::area::Carried;
use super::kinds::{self, Decided, Parts, Sort};
use super::lists::{self, Answer};
use super::places::{NATION, Scope};
use super::runs::{self, Run};
use super::scopes;
use super::things::{Formulas, Thing};
use super::tie::{Spot, Tied};
use super::times::Time;
use super::tokens::{Row, Token};
use super::walk;
use super::whens::{self, Clock};
use super::wholes::{self, Whole};
use super::words::Role;
use super::{Reader, citations, counts, outcomes, spoken};
use crate::claims::{Claim, Kind, Known, Meaning, Place, When};
use crate::figures::Figure;
use crate::formula::Stage;

/// What every sentence of a text is read with.
pub struct Around<'a> {
    pub reader: &'a Reader,
    pub formulas: &'a Formulas<'a>,
    pub scope: &'a Scope,
}

/// What was made of a figure: others behind it may share its subject.
#[derive(Clone, Debug)]
pub struct Earlier {
    pub parts: Option<Parts>,
    pub kind: Kind,
    pub year: Option<i32>,
    /// The last year, however it is known.
    pub last: Option<i32>,
    pub from: Option<i32>,
    /// It is of several years.
    pub spans: bool,
    /// No outcome: a plan, a supposition.
    pub no_outcome: Option<String>,
    /// `从…`, and `增加到…`.
    pub is_start: bool,
    pub is_end: bool,
    pub area: Result<String, String>,
    pub reason: String,
    /// The first formula it is of, and the stage of the account.
    pub formula: Option<String>,
    pub stage: Option<Stage>,
}

impl Around<'_> {
    pub fn claims(
        &self,
        sentence: &str,
        mut figures: Vec<Figure>,
        place: &Place,
        clock: &mut Clock,
        carried: &mut Carried,
    ) -> Vec<Claim> {
        figures.extend(spoken::multiples(sentence, self.formulas.units));
        figures.extend(spoken::ranks(sentence));
        figures.sort_by_key(|figure| figure.span.start);
        let is_claim: Vec<bool> = figures.iter().map(|figure| counts::is_figure(sentence, figure)).collect();
        let row = Row::new(sentence, &figures, &is_claim, &self.reader.lexicon);
        let answers = lists::answers(&row);
        let mut claims = citations::of_sentence(sentence, place);
        let mut earlier: BTreeMap<usize, Earlier> = BTreeMap::new();
        whens::open(&row, clock);
        let mut start = None;
        for piece in 0..row.pieces.len() {
            let Some(Token::Figure(nth)) = row.token(piece) else { continue };
            let Some(figure) = figures.get(nth) else { continue };
            let answer = answers.get(&piece).copied();
            let (claim, known) = self.figure(&row, (piece, figure), answer, &earlier, clock, carried);
            claims.push(Claim {
                place: at(place, sentence, figure.span.start),
                sentence: sentence.to_string(),
                ..claim
            });
            start = known.year.filter(|_| known.is_start).or(start);
            let pair = start.zip(known.year.filter(|_| known.is_end));
            let held = known.from.zip(known.last).filter(|_| kinds::needs_base(&known.kind));
            clock.window = [held, pair].into_iter().flatten().find(|(from, to)| to - from > 1).or(clock.window);
            earlier.insert(nth, known);
        }
        let runs = runs::runs(&row);
        claims.extend(runs.iter().filter_map(|run| self.run(&row, run, sentence, place, clock, carried)));
        claims.sort_by_key(|claim| claim.span.start);
        self.carry(&row, carried);
        carried.plans |= outcomes::plans(&row);
        carried.whole = earlier.into_values().next_back().or(carried.whole.take());
        clock.carried = whens::last_year(&row).or(clock.carried);
        claims
    }

    fn figure(
        &self,
        row: &Row,
        (piece, figure): (usize, &Figure),
        answer: Option<(usize, Answer)>,
        earlier: &BTreeMap<usize, Earlier>,
        clock: &Clock,
        carried: &Carried,
    ) -> (Claim, Earlier) {
        let start = answer.map_or(piece, |(first, _)| first);
        let mut said = walk::around(row, start, &|place| self.whereabouts(place));
        if start != piece {
            said.after = walk::around(row, piece, &|place| self.whereabouts(place)).after;
        }
        let answer = answer.map(|(_, answer)| answer);
        if let Some(Answer::Name(name)) = answer {
            (said.subject, said.inherits, said.wall) = (Some(name), None, None);
        }
        let (mut when, part_of_year) = whens::when(row, start, &said, clock);
        if let Some(Answer::Time(at, Time::Year(year))) = answer {
            let words = row.words(at).to_string();
            when = When { year: Some(year), words, known: Known::Explicit, ..When::default() };
        }
        let whole = said.subject.and_then(|subject| wholes::whole_of(row, subject));
        let whole = match whole {
            Some(Whole::Figure(nth)) => earlier.get(&nth),
            Some(Whole::Before) => carried.whole.as_ref(),
            None => None,
        };
        let spot = Spot { row, piece, figure, said: &said, carried, whole };
        let before = said.inherits.and_then(|other| earlier.get(&other));
        let mut tied = self.tie(&spot, before, answer);
        if !matches!(answer, Some(Answer::Place(_)))
            && let Some(why) = self.not_the_nation(&spot, &tied)
        {
            tied.area = Err(why);
        }
        if let Ok(decided) = &mut tied.decided {
            if decided.kind == Kind::Level && tied.area.as_deref() != Ok(NATION) {
                published_only(decided);
            }
            let last = when.year.map(|year| year - 1);
            if decided.kind == Kind::Level
                && when.from.is_some()
                && when.from == last
                && said.near.contains(&Role::Rise)
            {
                when.from = None;
            }
            if kinds::sort(figure, self.formulas) == Sort::Percent && (when.from.is_some() || when.years.is_some()) {
                kinds::over_years(decided, self.formulas);
            }
        }
        if let Ok(decided) = &mut tied.decided
            && kinds::is_growth_as_printed(decided)
            && said.near.contains(&Role::Rise)
        {
            let mut over = when.clone();
            bases(&Kind::Growth { falls: false }, &mut over, &said, earlier);
            if over.from.zip(over.year).is_some_and(|(from, year)| year - from > 1) {
                kinds::over_years(decided, self.formulas);
                when = over;
            }
        }
        let kind = tied.decided.as_ref().map_or(Kind::Unknown, |decided| decided.kind.clone());
        bases(&kind, &mut when, &said, earlier);
        if kinds::needs_base(&kind) && when.from.is_none() {
            from_to(row, start, &mut when);
        }
        let kind = match kind {
            Kind::Sum => summed(&spot, start, &mut when),
            other => other,
        };
        within_window(&kind, &mut when, &said, clock);
        let kind = self.over_window(kind, &when, &tied);
        if outcomes::at_constant_prices(row, piece) || says_real(&said) {
            tied.decided =
                tied.decided.and_then(|decided| self.real(&decided, outcomes::at_constant_prices(row, piece)));
        }
        let stage = self.stage_of(&spot, &tied, before, earlier);
        let no_outcome = self.no_outcome(&spot).or_else(|| before.and_then(|before| before.no_outcome.clone()));
        let no_outcome = no_outcome.or_else(|| spot.whole.and_then(|whole| whole.no_outcome.clone()));
        let known = Earlier {
            parts: tied.parts.clone(),
            kind: kind.clone(),
            year: when.year.filter(|_| when.known == Known::Explicit),
            last: when.year,
            from: when.from,
            spans: matches!(kind, Kind::AverageGrowth { .. } | Kind::Multiple | Kind::TimesOf) || when.years.is_some(),
            no_outcome: no_outcome.or_else(|| stage.as_ref().err().cloned()),
            is_start: said.near.contains(&Role::From),
            is_end: said.near.iter().any(|role| matches!(role, Role::RiseTo | Role::To)),
            area: tied.area.clone(),
            reason: tied.decided.as_ref().err().cloned().unwrap_or_default(),
            formula: tied.formula(),
            stage: stage.unwrap_or_default(),
        };
        let yearly = matches!(kind, Kind::Growth { .. })
            && (when.from.is_some() || when.years.is_some())
            && scopes::yearly(&spot.words_of_clause());
        let yearly = yearly.then(|| "the rates of single years, not that of the whole window".to_string());
        let reason = known.no_outcome.clone().or(part_of_year).or(yearly).or_else(|| ahead(&when, clock));
        (self.claim(&spot, &tied, (kind, known.stage), when, reason), known)
    }

    /// A flow over a window is a sum, the sum of one year a level.
    fn over_window(&self, kind: Kind, when: &When, tied: &Tied) -> Kind {
        let is_window = when.from.is_some() || when.years.is_some();
        let is_flow = tied.decided.as_ref().is_ok_and(|decided| {
            let first = decided.of.readings.first().and_then(|reading| self.formulas.checked(&reading.formula));
            first.is_some_and(|(_, unit)| unit.timing == Some(crate::units::Timing::Flow))
        });
        match kind {
            Kind::Level if is_window && is_flow => Kind::Sum,
            other => other,
        }
    }

    fn claim(
        &self,
        spot: &Spot,
        tied: &Tied,
        (kind, stage): (Kind, Option<Stage>),
        when: When,
        reason: Option<String>,
    ) -> Claim {
        let of: Vec<Meaning> = tied.decided.as_ref().map_or_else(
            |_| Vec::new(),
            |decided| {
                let readings = decided.of.readings.iter();
                readings.filter_map(|reading| self.formulas.meaning(reading, &decided.of.words, stage)).collect()
            },
        );
        let untied = self.doubt(spot, tied, &kind, &when, reason);
        Claim {
            place: Place::default(),
            sentence: String::new(),
            span: spot.figure.span.clone(),
            figure: Some(spot.figure.clone()),
            kind,
            of,
            ref_area: tied.area.clone().ok(),
            when,
            untied,
        }
    }

    /// Why a figure is not tied with confidence, the weightiest reason first.
    fn doubt(&self, spot: &Spot, tied: &Tied, kind: &Kind, when: &When, reason: Option<String>) -> Option<String> {
        let decided = match &tied.decided {
            Ok(decided) => decided,
            Err(why) => return Some(why.clone()),
        };
        let area = || tied.area.as_ref().err().cloned();
        let misfit = || {
            let first = decided.of.readings.first()?;
            self.misfit(spot.figure, kind, &first.formula)
        };
        let unpublished = decided.of.readings.iter().all(|reading| reading.is_unpublished);
        let undated = || {
            let no_year = when.year.is_none() && !unpublished;
            no_year.then(|| "the text does not say of which year it is".to_string())
        };
        let audits = || {
            let of_audits = decided.of.readings.iter().any(|reading| reading.is_of_audits);
            let all = ["全国审计机关", "全国各级审计机关", "audit offices nationwide"];
            let told = all.iter().any(|word| spot.row.folded.text.contains(word));
            (of_audits && !told)
                .then(|| "whose audits found it is not said, or not those of the whole nation".to_string())
        };
        let no_window = || {
            (*kind == Kind::Sum && when.from.is_none() && when.years.is_none())
                .then(|| "over which years the sum runs is not said".to_string())
        };
        let over_years = || {
            let window = when.from.is_some() || when.years.is_some();
            (*kind == Kind::Level && window).then(|| "one level for several years".to_string())
        };
        let unbounded = || {
            let spans = matches!(kind, Kind::Multiple | Kind::TimesOf | Kind::AverageGrowth { .. });
            let open = spans && when.from.is_none() && when.years.is_none();
            open.then(|| "over which years is not said".to_string())
        };
        area()
            .or(reason)
            .or_else(audits)
            .or_else(no_window)
            .or_else(unbounded)
            .or_else(over_years)
            .or_else(misfit)
            .or_else(undated)
    }

    fn run(
        &self,
        row: &Row,
        run: &Run,
        sentence: &str,
        place: &Place,
        clock: &Clock,
        carried: &Carried,
    ) -> Option<Claim> {
        let name = |piece| self.name(row, piece);
        let says_nation = name(run.subject)?.says_nation;
        let area = self.area(row, run.subject, says_nation, carried);
        let thing = |piece| self.thing(row, piece, area.as_deref().ok());
        let subject = thing(run.subject);
        let of: Thing = match run.against {
            Some(against) => self.formulas.growth_gap(&subject, &thing(against)),
            None => self.formulas.growth(&subject, false, false),
        };
        let of = of.readings.iter().filter_map(|reading| self.formulas.meaning(reading, &of.words, None)).collect();
        let end = row.pieces.iter().position(|piece| piece.range.start >= run.range.start).unwrap_or(row.pieces.len());
        let (when, _) = whens::when(row, end, &walk::Said::default(), clock);
        let span = row.folded.origin(run.range.start)..row.folded.origin(run.range.end);
        let modified = walk::modifier(row, run.subject, says_nation)
            .map(|word| format!("`{word}` before `{}` makes it another thing", row.words(run.subject)));
        let undated = when.year.is_none().then(|| "the text does not say up to which year".to_string());
        Some(Claim {
            place: at(place, sentence, span.start),
            sentence: sentence.to_string(),
            span,
            figure: None,
            kind: Kind::Run { below: run.below, years: run.years },
            of,
            untied: area.clone().err().or(modified).or(undated),
            ref_area: area.ok(),
            when,
        })
    }
}

/// A change behind `从2009年的…增加到2010年的…` is from the first year to the second.
/// A level at an end of a window is of that year.
fn bases(kind: &Kind, when: &mut When, said: &walk::Said, earlier: &BTreeMap<usize, Earlier>) {
    let is_start = said.near.contains(&Role::From);
    let is_end = said.near.iter().any(|role| matches!(role, Role::RiseTo | Role::To));
    if *kind == Kind::Level && (is_start || is_end) && when.from.is_some() {
        when.year = if is_start { when.from } else { when.year };
        when.from = None;
    }
    let Some(end) = said.inherits.filter(|_| kinds::needs_base(kind) && when.from.is_none()) else { return };
    if let Some(window) = earlier.get(&end).filter(|known| kinds::needs_base(&known.kind) && known.year == when.year) {
        when.from = window.from;
        return;
    }
    let start = earlier.range(..end).next_back().map(|(_, known)| known);
    let pair = start.zip(earlier.get(&end));
    let Some((start, end)) = pair.filter(|(start, end)| start.is_start && end.is_end) else { return };
    if let Some((first, last)) = start.year.zip(end.year).filter(|(first, last)| first < last) {
        (when.from, when.year, when.known) = (Some(first), Some(last), Known::Explicit);
    }
}

/// Below the nation growth of a product at current prices is no reading of its growth: nobody prints it.
fn published_only(decided: &mut Decided) {
    let readings = &mut decided.of.readings;
    if readings.iter().any(|one| one.is_growth && !one.formula.starts_with("growth(")) {
        readings.retain(|one| !one.formula.starts_with("growth("));
    }
}

/// `从1978年的4.71%上升到2003年的19.03%,比重提高了…`: from the first year to the second.
fn from_to(row: &Row, figure: usize, when: &mut When) {
    let times = whens::periods(row, figure);
    let led = |at: usize, roles: &[Role]| {
        row.before(at).is_some_and(|(before, _)| row.role(before).is_some_and(|role| roles.contains(&role)))
    };
    let last = times.first().filter(|(at, _)| led(*at, &[Role::RiseTo, Role::To]));
    let first = times.iter().find(|(at, _)| led(*at, &[Role::From]));
    if let Some(((_, Time::Year(first)), (_, Time::Year(last)))) = first.zip(last)
        && first < last
    {
        (when.from, when.year, when.known) = (Some(*first), Some(*last), Known::Explicit);
    }
}

/// The place of something in a sentence.
fn at(sentence: &Place, text: &str, byte: usize) -> Place {
    let before = text.get(..byte).unwrap_or_default().chars().count();
    let offset = sentence.offset.saturating_add(u32::try_from(before).unwrap_or(u32::MAX));
    Place { offset, ..sentence.clone() }
}
