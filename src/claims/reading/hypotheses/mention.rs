//! A figure where it stands, and what it may be of.
//!
//! In: a figure in its sentence and the evidence beside it. Out: its clause, its tie. Refuses nothing.

use crate::claims::reading::context::antecedent::{Antecedent, Carried};
use crate::claims::reading::context::scopes;
use crate::claims::reading::hypotheses::kinds::Decided;
use crate::claims::reading::mentions::evidence::Evidence;
use crate::claims::reading::mentions::things::Parts;
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;
use crate::figures::Figure;
use crate::messages::{Message, say};

/// One figure where it stands.
pub struct Mention<'a> {
    pub row: &'a Row,
    pub piece: usize,
    pub figure: &'a Figure,
    pub evidence: &'a Evidence,
    pub carried: &'a Carried,
    /// The whole that it is a part of: `其中`.
    pub whole: Option<&'a Antecedent>,
}

impl Mention<'_> {
    /// The pieces of its clause.
    pub fn clause(&self) -> std::ops::Range<usize> {
        let is_mark = |piece: &usize| matches!(self.row.role(*piece), Some(Role::Mark(',' | '。')));
        let start = (0..self.piece).rev().find(is_mark).map_or(0, |mark| mark + 1);
        let end = (self.piece..self.row.pieces.len()).find(is_mark).unwrap_or(self.row.pieces.len());
        start..end
    }

    /// Its clause as words.
    pub fn words_of_clause(&self) -> String {
        self.clause().map(|piece| self.row.words(piece)).collect()
    }

    /// A pronoun between a figure and its name, where it could stand for another name too.
    pub fn pronoun(&self) -> Option<Message> {
        if let Some(word) = scopes::former_and_latter(&self.words_of_clause()) {
            return Some(say!("untied.stands-for", word));
        }
        let name = self.evidence.subject?;
        let names = (0..=name).filter(|&piece| matches!(self.row.token(piece), Some(Token::Name(_)))).count();
        let range = self.row.pieces.get(name)?.range.end..self.row.pieces.get(self.piece)?.range.start;
        let word = scopes::pronoun(self.row.text(range)).filter(|_| names > 1)?;
        Some(say!("untied.stands-for", word))
    }
}

/// A figure tied as far as it goes.
pub struct Tie {
    pub parts: Option<Parts>,
    pub decided: Result<Decided, Message>,
    pub area: Result<String, Message>,
}

impl Tie {
    /// The formula of its first reading.
    pub fn formula(&self) -> Option<String> {
        let decided = self.decided.as_ref().ok()?;
        decided.of.readings.first().map(|reading| reading.formula.clone())
    }

    pub fn failed(why: Message, area: Result<String, Message>) -> Tie {
        Tie { parts: None, decided: Err(why), area }
    }
}
