//! The period of a figure.
//!
//! In: a sentence as pieces, a figure's place, what is carried from the text before. Out: the year or window, what it is held
//! against, and how both are known. Refuses parts of a year.

use crate::claims::reading::mentions::evidence::{Evidence, is_base, is_base_after};
use crate::claims::reading::mentions::times::Time;
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;
use crate::claims::{Known, When};
use crate::messages::{Message, say};

/// Years known from the text around a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// From the sentence or paragraph before.
    pub carried: Option<i32>,
    /// The last window spoken of, for `同期`.
    pub window: Option<(i32, i32)>,
    /// From a heading or the title.
    pub headed: Option<i32>,
    /// The year of writing.
    pub now: Option<i32>,
}

/// The period of a figure; a part of a year is said in words.
pub fn when(row: &Row, figure: usize, evidence: &Evidence, clock: &Clock) -> (When, Option<Message>) {
    if let Some(found) = level_of_base(row, figure, clock) {
        return (found, part_of_year(row, figure, evidence));
    }
    let times = periods(row, figure);
    let behind = evidence.after.time.filter(|(at, _)| is_latin(row) || bracketed(row, *at));
    let is_own = |found: &(usize, Time)| evidence.after.base != Some(found.1);
    let stands_alone = |found: &(usize, Time)| is_own(found) && !is_base_after(row, found.0);
    let further =
        || (figure..row.pieces.len()).filter_map(|at| period(row, at)).find(stands_alone).filter(|_| is_latin(row));
    let nearest = behind.or_else(|| times.first().copied()).or_else(further);
    let mut when = When::default();
    let mut untied = None;
    let before_from = evidence.near.contains(&Role::From)
        && !evidence.near.contains(&Role::Edition)
        && nearest.is_some_and(|(at, time)| {
            let from = (0..figure).rev().find(|&piece| row.role(piece) == Some(Role::From));
            matches!(time, Time::Year(_) | Time::Relative(_) | Time::FromNow(_)) && Some(at) < from
        });
    if before_from {
        return (when, Some(say!("untied.start-year")));
    }
    if let Some((at, time)) = nearest {
        when.words = row.words(at).to_string();
        let rest = || times.iter().filter(|(other, _)| *other != at);
        let anchor = rest().filter_map(|(_, time)| year_of(*time)).next();
        let window = rest().find_map(|(_, time)| window_of(*time)).or(clock.window);
        untied = settle(&mut when, time, anchor, &Clock { window, ..*clock });
        let ends = evidence.near.iter().any(|role| matches!(role, Role::From | Role::To | Role::RiseTo));
        if time == Time::Same && window.is_none() && ends {
            return (When::default(), Some(say!("untied.window")));
        }
    } else if evidence.near.contains(&Role::From) && !evidence.near.contains(&Role::Edition) {
        return (when, Some(say!("untied.start-year")));
    } else if let Some(year) = clock.carried.or(clock.headed) {
        (when.year, when.known) = (Some(year), Known::Carried);
    }
    let base = evidence.base.or(evidence.after.base).or_else(|| clause_of_comparison(row, figure));
    match base {
        Some(Time::Year(year)) => when.from = Some(year),
        Some(Time::Relative(years)) => when.from = when.year.map(|year| year + years),
        Some(Time::FromNow(years)) if when.year.is_none() => when.from = clock.now.map(|now| now + years),
        Some(Time::FromNow(_)) => when.from = when.year.map(|year| year - 1),
        _ => {}
    }
    if when.known == Known::Carried && when.from.is_some_and(|from| when.year.is_some_and(|year| year <= from)) {
        (when.year, when.known) = (None, Known::Nowhere);
    }
    untied = part_of_year(row, figure, evidence).or(untied);
    (when, untied)
}

/// Why a figure of a month or a quarter is none of a year.
fn part_of_year(row: &Row, figure: usize, evidence: &Evidence) -> Option<Message> {
    let is_part = (0..figure).any(|piece| row.role(piece) == Some(Role::PartOfYear))
        || evidence.after.roles.contains(&Role::PartOfYear);
    is_part.then(|| say!("untied.part-of-year"))
}

/// `比2009年的76300亿元增加`: a level of the base itself, whatever year the sentence is of.
pub fn level_of_base(row: &Row, figure: usize, clock: &Clock) -> Option<When> {
    const NO_LEVELS: [&str; 5] = ["倍", "番", "times", "fold", "百分点"];
    const GAPS: [&str; 3] = ["多", "多了", "超"];
    let is_joint = |at: &usize| {
        matches!(row.role(*at), Some(Role::Of | Role::Neutral | Role::Stage(_))) && !GAPS.contains(&row.words(*at))
    };
    let at = (0..figure).rev().find(|at| !is_joint(at))?;
    let Some(Token::Time(time)) = row.token(at) else { return None };
    let lead = row.before(at).and_then(|(before, _)| row.role(before));
    let is_compared = matches!(lead, Some(Role::Than | Role::Compared)) || lead == Some(Role::And) && is_base(row, at);
    // Without 的 a percentage is the gap, as in `比上年17%`.
    let is_level = !row.words(figure).contains('%') || (at + 1..figure).any(|piece| row.role(piece) == Some(Role::Of));
    if !is_compared || !is_level || NO_LEVELS.iter().any(|unit| row.words(figure).ends_with(unit)) {
        return None;
    }
    let anchor = || periods(row, at).into_iter().find_map(|(_, time)| year_of(time)).or(clock.carried).or(clock.headed);
    let year = match time {
        Time::Year(year) => Some(year),
        Time::Relative(years) => anchor().map(|year| year + years),
        _ => None,
    }?;
    let known = if matches!(time, Time::Year(_)) { Known::Explicit } else { Known::Relative };
    Some(When { year: Some(year), words: row.words(at).to_string(), known, ..When::default() })
}

/// A sentence that names a time of its own speaks of no window before it.
pub fn open(row: &Row, clock: &mut Clock) {
    let first = (0..row.pieces.len()).find_map(|at| period(row, at));
    if first.is_some_and(|(_, time)| !matches!(time, Time::Same | Time::Years(_))) {
        clock.window = None;
    }
}

/// What a sentence says of time, for the next one to go on with.
pub fn close(row: &Row, clock: &mut Clock) {
    let times = periods(row, row.pieces.len());
    clock.window = times.iter().find_map(|(_, time)| window_of(*time)).or(clock.window);
    clock.carried = times.into_iter().find_map(|(_, time)| year_of(time)).or(clock.carried);
}

/// `2003年与1978年相比,GDP增长了…`, `compared with 1978, GDP in 2003`: a base before the subject.
fn clause_of_comparison(row: &Row, figure: usize) -> Option<Time> {
    let compares = |at: usize| {
        row.before(at).is_some_and(|(before, _)| matches!(row.role(before), Some(Role::And | Role::Compared)))
    };
    (0..figure).rev().find_map(|at| match row.token(at) {
        Some(Token::Time(time)) if compares(at) && is_base(row, at) => Some(time),
        _ => None,
    })
}

/// Mentions of time before a figure that are no bases, nearest first.
pub fn periods(row: &Row, figure: usize) -> Vec<(usize, Time)> {
    let own = |at: usize| period(row, at).filter(|_| !is_of_figure(row, at));
    (0..figure).rev().filter_map(own).collect()
}

/// `the 1.39 million of the year before`: the time of that figure alone.
fn is_of_figure(row: &Row, at: usize) -> bool {
    let is_article = |piece: &usize| row.words(*piece) == "the";
    let of = (0..at).rev().find(|piece| !is_article(piece)).filter(|&piece| row.words(piece) == "of");
    of.and_then(|of| row.before(of)).is_some_and(|(_, token)| matches!(token, Token::Figure(_)))
}

/// A mention of time that is no base and stands in no title.
fn period(row: &Row, at: usize) -> Option<(usize, Time)> {
    let mark = |mark: char| (0..at).rev().find(|&piece| row.role(piece) == Some(Role::Mark(mark)));
    match row.token(at)? {
        Token::Time(time) if mark('《') <= mark('》') && !is_base(row, at) => Some((at, time)),
        _ => None,
    }
}

pub fn year_of(time: Time) -> Option<i32> {
    match time {
        Time::Year(year) | Time::Window(_, year) => Some(year),
        _ => None,
    }
}

fn window_of(time: Time) -> Option<(i32, i32)> {
    match time {
        Time::Window(first, last) => Some((first, last)),
        _ => None,
    }
}

pub fn is_latin(row: &Row) -> bool {
    let text = &row.folded.text;
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    letters > 2 * text.chars().filter(|letter| !letter.is_ascii()).count()
}

/// `89575亿元(2010年)`.
fn bracketed(row: &Row, at: usize) -> bool {
    row.before(at).is_some_and(|(piece, _)| row.role(piece) == Some(Role::Mark('(')))
}

/// Writes a mention into a period; why it cannot be used.
fn settle(when: &mut When, time: Time, anchor: Option<i32>, clock: &Clock) -> Option<Message> {
    let known = anchor.or(clock.carried).or(clock.headed);
    match time {
        Time::Year(year) => (when.year, when.known) = (Some(year), Known::Explicit),
        Time::Window(first, last) => {
            (when.from, when.year, when.known) = (Some(first), Some(last), Known::Explicit);
        }
        Time::Since(first) => (when.from, when.year, when.known) = (Some(first), known, Known::Relative),
        Time::Same if clock.window.is_some() => {
            let (first, last) = clock.window.unzip();
            (when.from, when.year, when.known) = (first, last, Known::Relative);
        }
        Time::Same => (when.year, when.known) = (known, Known::Relative),
        // `十年前` is counted from a year of its own sentence, or from nothing certain.
        Time::Relative(years) => {
            let from = if years < -1 { anchor } else { known };
            (when.year, when.known) = (from.map(|year| year + years), Known::Relative);
        }
        Time::FromNow(years) => {
            let now = clock.now.or_else(|| clock.headed.map(|year| year + 1));
            (when.year, when.known) = (now.map(|now| now + years), Known::Relative);
        }
        Time::Years(years) => (when.years, when.year, when.known) = (Some(years), known, Known::Relative),
        Time::Part(year) => {
            (when.year, when.known) = (Some(year), Known::Explicit);
            return Some(say!("untied.part-of-year"));
        }
    }
    if when.year.is_none() {
        when.known = Known::Nowhere;
    }
    None
}
