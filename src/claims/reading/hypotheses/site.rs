//! A figure where it stands, with all that hypotheses need to know of its surroundings.
//!
//! In: a sentence as pieces, a figure in it, what is named and carried. Out: its clause, what stands behind it, how the
//! words around it say it. Refuses nothing.

use std::ops::Range;

use crate::claims::When;
use crate::claims::reading::context::antecedent::Carried;
use crate::claims::reading::mentions::evidence::Evidence;
use crate::claims::reading::mentions::named::{Named, Names};
use crate::claims::reading::mentions::occurrences;
use crate::claims::reading::mentions::tokens::{Piece, Row, Token};
use crate::claims::reading::mentions::words::Role;
use crate::definitions::Part;
use crate::figures::Figure;
use crate::formula::Stage;

/// A figure in its sentence.
pub struct Site<'a> {
    pub row: &'a Row,
    pub piece: usize,
    pub figure: &'a Figure,
    pub evidence: &'a Evidence,
    pub names: &'a Names,
    pub carried: &'a Carried,
    pub when: &'a When,
    /// The formula that the figure before it is of, by words.
    pub before: Option<&'a str>,
}

impl Site<'_> {
    /// Its bytes in the folded sentence.
    pub fn span(&self) -> Range<usize> {
        self.row.pieces.get(self.piece).map_or(0..0, |piece| piece.range.clone())
    }

    /// From the figure or mark before it to the figure.
    pub fn clause(&self) -> Range<usize> {
        let at = self.span().start;
        occurrences::clause(&self.row.folded.text, &self.figures(), at).start..at
    }

    /// The bytes of the figures of its sentence.
    pub fn figures(&self) -> Vec<Range<usize>> {
        let figures = self.row.pieces.iter().filter(|piece| matches!(piece.token, Token::Figure(_)));
        figures.map(|piece| piece.range.clone()).collect()
    }

    /// Where what stands behind the figure ends.
    pub fn tail_end(&self) -> usize {
        let end = self.span().end;
        let all = self.row.folded.text.len();
        let mark = self.row.text(end..all).find(occurrences::MARKS).map_or(all, |mark| end + mark);
        let next = self.figures().iter().map(|figure| figure.start).filter(|start| *start >= end).min();
        mark.min(next.unwrap_or(usize::MAX))
    }

    /// What is named around it, nearest first, with at most `back` from outside its clause; the one it answers to in a list
    /// first of all.
    pub fn namings(&self, back: usize) -> Vec<&Named> {
        let (figure, clause) = (self.span(), self.clause());
        let here = &self.names.named;
        let own = here.iter().rev().filter(|named| clause.contains(&named.at.start));
        let tail = here.iter().filter(|named| named.at.start >= figure.end && named.at.start < self.tail_end());
        let before = here.iter().rev().filter(|named| named.at.end <= clause.start);
        let later = here.iter().filter(|named| named.at.start >= self.tail_end());
        let all = own.chain(tail.chain(before).chain(self.carried.named.iter().rev()).chain(later).take(back));
        let topic = self.carried.topic.iter().chain(self.carried.titled.iter().rev());
        self.answered().into_iter().chain(all).chain(topic).collect()
    }

    /// A number of persons, of whom nothing more is said: `had 1.4 billion people`.
    pub fn counts_persons(&self) -> bool {
        self.figure.unit.as_ref().is_some_and(|unit| unit.measure == "PS")
    }

    /// Whether a naming stands in the figure's own clause or right behind it, or the figure answers to it.
    pub fn is_beside(&self, named: &Named) -> bool {
        self.is_here(named) && !named.is_bare || self.answered().is_some_and(|own| std::ptr::eq(own, named))
    }

    /// Whether a naming stands in the figure's own clause or right behind it.
    pub fn is_here(&self, named: &Named) -> bool {
        let is_own = self.names.named.iter().any(|own| std::ptr::eq(own, named));
        is_own && (self.clause().start..self.tail_end()).contains(&named.at.start)
    }

    /// The stage of the account that its clause says, but for that of what it is held against.
    pub fn stage(&self) -> Option<Stage> {
        let clause = self.clause();
        let inside = self.names.parts.iter().rev().filter(|(at, _)| clause.contains(&at.start));
        let stages = inside.filter(|(at, _)| !self.is_of_base(at.start));
        stages.into_iter().find_map(|(_, part)| match part {
            Part::Stage(stage) => Some(*stage),
            _ => None,
        })
    }

    /// Behind 比, 较, 低于 in its clause.
    fn is_of_base(&self, at: usize) -> bool {
        let clause = self.clause();
        let before = self
            .row
            .pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| clause.start <= piece.range.start && piece.range.start < at);
        before.into_iter().any(|(piece, _)| {
            matches!(self.row.role(piece), Some(Role::Than | Role::Compared | Role::Above | Role::Below))
        })
    }

    /// Whether it tells two definitions of one thing apart: `约当宽口径的74.5%`.
    pub fn parts_definitions(&self) -> bool {
        self.row.text(0..self.span().start).contains("口径")
    }

    /// Whether it is held against another thing or time in its clause.
    pub fn compares(&self) -> bool {
        let is_than = |role: &Role| matches!(role, Role::Than | Role::Compared | Role::Above | Role::Below);
        self.roles(&self.clause()).iter().any(is_than) || self.evidence.after.roles.iter().any(is_than)
    }

    /// The naming that it answers to: `A和B分别为1和2`.
    fn answered(&self) -> Option<&Named> {
        let row = self.row;
        let list = (0..self.piece).rev().find(|&at| row.role(at) == Some(Role::Respectively))?;
        let is_figure = |at: &usize| matches!(row.token(*at), Some(Token::Figure(_)));
        let first = (list..row.pieces.len()).find(is_figure)?;
        // The list goes on as long as nothing but joints parts its figures.
        let goes_on = |at: &usize| {
            is_figure(at)
                || matches!(row.token(*at), Some(Token::Word(Role::And | Role::Neutral | Role::Link | Role::Mark(','))))
                    && row.words(*at) != ";"
        };
        let figures: Vec<usize> = (first..row.pieces.len()).take_while(goes_on).filter(is_figure).collect();
        let nth = figures.iter().position(|at| *at == self.piece)?;
        let count = figures.len();
        let start = row.pieces.get(list)?.range.start;
        let here = self.names.named.iter().filter(|named| named.at.end <= start);
        let all: Vec<&Named> = self.carried.named.iter().chain(here).collect();
        all.get((all.len() + nth).checked_sub(count)?).copied()
    }

    /// Letters of its clause that neither the words between nor a part of a name explain; Latin ones count a third. An account
    /// with what is carried in from others (收入总量) is not the account.
    pub fn unexplained(&self) -> u8 {
        const LATIN: usize = 3;
        const WIDER: [&str; 4] = ["收入总量", "支出总量", "收入总计", "支出总计"];
        let clause = self.clause();
        let words = self.row.text(clause.clone());
        if let Some(wider) = WIDER.iter().find(|wider| words.contains(**wider)) {
            return u8::try_from(wider.chars().count()).unwrap_or(u8::MAX);
        }
        let known = |at: usize| {
            let of_name = self.names.named.iter().any(|named| named.at.contains(&at));
            of_name || self.names.parts.iter().any(|(part, _)| part.contains(&at))
        };
        let is_open = |piece: &&Piece| piece.token == Token::Other && clause.contains(&piece.range.start);
        let open = self.row.pieces.iter().filter(is_open).flat_map(|piece| {
            let words = self.row.text(piece.range.clone());
            words.char_indices().map(|(byte, letter)| (piece.range.start + byte, letter))
        });
        let open: Vec<char> = open.filter(|(at, _)| !known(*at)).map(|(_, letter)| letter).collect();
        let latin = open.iter().filter(|letter| letter.is_ascii()).count();
        u8::try_from(open.len() - latin + latin / LATIN).unwrap_or(u8::MAX)
    }

    /// The roles of the words in some bytes, the last first.
    pub fn roles(&self, range: &Range<usize>) -> Vec<Role> {
        let pieces = self.row.pieces.iter().enumerate().rev();
        let inside = pieces.filter(|(_, piece)| range.contains(&piece.range.start));
        inside.filter_map(|(at, _)| self.row.role(at)).collect()
    }
}
