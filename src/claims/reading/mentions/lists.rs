//! Lists that answer lists: `分别为a、b和c`, `a and b, respectively`.
//!
//! In: a sentence as pieces. Out: for each figure of such a list the name, time or place it answers to. Refuses lists of
//! different lengths: their figures belong to nobody.

use std::collections::BTreeMap;

use crate::claims::reading::mentions::evidence::is_base;
use crate::claims::reading::mentions::times::Time;
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;

/// What one figure of a list answers to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// The piece of a name.
    Name(usize),
    Time(usize, Time),
    Place(usize),
    /// The lists do not match.
    Nobody,
}

/// Answers by the piece of the figure, with the piece of the list's first figure, from which the walk starts.
pub fn answers(row: &Row) -> BTreeMap<usize, (usize, Answer)> {
    let mut found = BTreeMap::new();
    let mut last: Option<Vec<Answer>> = None;
    for at in (0..row.pieces.len()).filter(|&at| row.role(at) == Some(Role::Respectively)) {
        let behind = figures(row, at + 1..row.pieces.len(), false);
        let figures = if behind.len() >= 2 { behind } else { figures(row, 0..at, true) };
        let Some(&first) = figures.first().filter(|_| figures.len() >= 2) else { continue };
        let start = first.min(at);
        let items =
            items(row, start, figures.len()).or_else(|| last.clone().filter(|last| last.len() == figures.len()));
        for (nth, &figure) in figures.iter().enumerate() {
            let answer = items.as_ref().and_then(|items| items.get(nth).copied()).unwrap_or(Answer::Nobody);
            found.insert(figure, (first, answer));
        }
        last = items.or(last);
    }
    found
}

/// Figures in a row with nothing but joints between.
fn figures(row: &Row, range: std::ops::Range<usize>, backwards: bool) -> Vec<usize> {
    let mut found = Vec::new();
    let pieces: Vec<usize> = if backwards { range.rev().collect() } else { range.collect() };
    for piece in pieces {
        match row.token(piece) {
            Some(Token::Figure(_)) => found.push(piece),
            // `分别比上年增长3.8%和8.1%`.
            Some(Token::Word(Role::Than | Role::Compared) | Token::Time(_)) if found.is_empty() && !backwards => {}
            Some(Token::Word(
                Role::And
                | Role::Neutral
                | Role::Mark(',')
                | Role::Link
                | Role::Rise
                | Role::Fall
                | Role::Each
                | Role::Share,
            )) => {}
            _ => break,
        }
    }
    if backwards {
        found.reverse();
    }
    found
}

/// As many names, times or places before a place; names first.
fn items(row: &Row, end: usize, count: usize) -> Option<Vec<Answer>> {
    let (mut names, mut times, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for piece in (0..end).rev() {
        match row.token(piece) {
            Some(Token::Name(_)) => names.push(Answer::Name(piece)),
            Some(Token::Time(time)) if !is_base(row, piece) => times.push(Answer::Time(piece, time)),
            Some(Token::Place(_)) => places.push(Answer::Place(piece)),
            Some(Token::Figure(_) | Token::Other) | None => break,
            _ => {}
        }
    }
    let years = times.iter().find_map(|answer| of_window(answer, count));
    let list = [names, times, places].into_iter().find(|list| list.len() == count);
    years.or_else(|| list.map(|list| list.into_iter().rev().collect()))
}

/// `2011年至2015年…分别为`: as many figures as the window has years.
fn of_window(answer: &Answer, count: usize) -> Option<Vec<Answer>> {
    let Answer::Time(at, Time::Window(first, last)) = *answer else { return None };
    let fits = usize::try_from(last - first + 1) == Ok(count) && count > 1;
    fits.then(|| (first..=last).map(|year| Answer::Time(at, Time::Year(year))).collect())
}
