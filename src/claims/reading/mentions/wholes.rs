//! Parts of a whole: `X100亿元,其中Y50亿元`.
//!
//! In: a sentence as pieces and a name in it. Out: the figure of the whole that the name is a part of. Refuses names that say
//! themselves that they are of the whole nation, and years among years (`其中2000年…`).

use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;

/// The whole of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// A figure of the sentence.
    Figure(usize),
    /// 其中 opens the sentence: the whole stands in the one before.
    Before,
}

/// The whole of a name behind 其中, up to a semicolon.
pub fn whole_of(row: &Row, name: usize) -> Option<Whole> {
    let nation = ["全国", "我国", "国家财政", "national"];
    let led = row.before(name).is_some_and(|(at, _)| nation.contains(&row.words(at)));
    if led || nation.iter().any(|word| row.words(name).starts_with(word)) {
        return None;
    }
    let clauses = (0..name).rev().take_while(|&at| row.words(at) != ";");
    let part = clauses.into_iter().find(|&at| row.role(at) == Some(Role::Part))?;
    let behind = (part + 1..name).find(|&at| !matches!(row.role(at), Some(Role::Mark(_))));
    if behind.is_some_and(|at| matches!(row.token(at), Some(Token::Time(_)))) {
        return None;
    }
    let figure = (0..part).rev().find_map(|at| match row.token(at) {
        Some(Token::Figure(nth)) => Some(nth),
        _ => None,
    });
    match figure {
        Some(nth) => Some(Whole::Figure(nth)),
        None => {
            (0..part).all(|at| matches!(row.role(at), Some(Role::Mark(_) | Role::Neutral))).then_some(Whole::Before)
        }
    }
}
