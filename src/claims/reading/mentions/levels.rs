//! Whose account a name is of, by the words beside it: `地方财政用于教育的支出`, `教育支出(中央本级)`,
//! `education spending by local governments`.
//!
//! In: a sentence as pieces with its names. Out: the same row, the words of level explained and noted for their names. Refuses
//! words that say more than a level (`中央对地方`), and two levels joined (`中央和地方`).

use crate::claims::reading::mentions::composed::Composer;
use crate::claims::reading::mentions::names::Name;
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;
use crate::definitions::Level;

/// Words between a name and its level are few.
const FEW: usize = 6;

impl Composer<'_> {
    /// Notes the levels that stand beside names which say none themselves.
    pub fn levels(&self, row: &mut Row) {
        self.levels_alone(row);
        for piece in 0..row.pieces.len() {
            let is_open = self.own_level(row, piece) == Level::Nation && !row.levels.contains_key(&piece);
            if !matches!(row.token(piece), Some(Token::Name(_))) || !is_open {
                continue;
            }
            let found = self.level_before(row, piece).or_else(|| self.level_behind(row, piece));
            let Some((words, level)) = found else { continue };
            if let Some(word) = row.pieces.get_mut(words) {
                word.token = Token::Word(Role::Neutral);
            }
            row.levels.extend(level.map(|level| (piece, level)));
        }
        for piece in 0..row.pieces.len() {
            let is_open = matches!(row.token(piece), Some(Token::Name(_)))
                && self.own_level(row, piece) == Level::Nation
                && !row.levels.contains_key(&piece);
            if let Some(level) = is_open.then(|| self.level_of_whole(row, piece)).flatten() {
                row.levels.insert(piece, level);
            }
        }
    }

    /// `地方在全国财政支出里占…`: a level alone is of what the whole of its share is of.
    fn levels_alone(&self, row: &mut Row) {
        for piece in 0..row.pieces.len() {
            let said = (row.token(piece) == Some(Token::Other)).then(|| self.account(row.words(piece))).flatten();
            let Some(level) = said.and_then(|account| account.level) else { continue };
            let is_led = ["在", "占", "于"].contains(&row.words(piece + 1));
            let whole = (piece + 2..row.pieces.len())
                .take(FEW)
                .take_while(|&at| !matches!(row.token(at), Some(Token::Figure(_) | Token::Other)));
            let Some(whole) = whole.into_iter().find(|&at| matches!(row.token(at), Some(Token::Name(_)))) else {
                continue;
            };
            let shares = (piece + 1..row.pieces.len())
                .take(2 * FEW)
                .any(|at| matches!(row.role(at), Some(Role::Share | Role::Portion)));
            let name = self.known(row, whole).filter(|_| is_led && shares).cloned();
            if let (Some(name), Some(range)) = (name, row.pieces.get(piece).map(|piece| piece.range.clone())) {
                row.name(piece..piece + 1, range, self.names.len(), name);
                row.levels.insert(piece, level);
            }
        }
    }

    fn known<'r>(&'r self, row: &'r Row, piece: usize) -> Option<&'r Name> {
        let Some(Token::Name(name)) = row.token(piece) else { return None };
        let own = || row.own.get(name.checked_sub(self.names.len())?);
        self.names.get(name).or_else(own)
    }

    /// The level that a name says itself.
    fn own_level(&self, row: &Row, piece: usize) -> Level {
        let candidates = self.known(row, piece).map_or(&[][..], |name| name.candidates.as_slice());
        let first = candidates.first().map_or(Level::Nation, |first| first.level);
        if candidates.iter().all(|candidate| candidate.level == first) { first } else { Level::Nation }
    }

    /// The piece of the account that stands before a name, with its level where it says one.
    fn level_before(&self, row: &Row, name: usize) -> Option<(usize, Option<Level>)> {
        let passes = |at: usize| {
            let joint = matches!(
                row.role(at),
                Some(Role::Of | Role::Neutral | Role::PerHead | Role::Real | Role::Nominal | Role::In)
            );
            joint || matches!(row.token(at), Some(Token::Time(_) | Token::Place(_)))
        };
        let at = (0..name).rev().take(FEW).find(|at| !passes(*at))?;
        let account =
            self.account(row.words(at)).filter(|found| found.is_named && row.token(at) == Some(Token::Other))?;
        let is_joined = at.checked_sub(1).is_some_and(|before| row.role(before) == Some(Role::And));
        (!is_joined).then_some((at, account.level))
    }

    /// `(中央本级)` behind a name, the level alone (`教育支出中央本级为…`), `of local governments`.
    fn level_behind(&self, row: &Row, name: usize) -> Option<(usize, Option<Level>)> {
        let opens = |at: usize| {
            let is_joint = matches!(row.role(at), Some(Role::Of | Role::Mark('(')))
                || ["by", "at", "the"].contains(&row.words(at));
            is_joint.then_some(at)
        };
        let at = (name + 1..row.pieces.len()).take(3).find(|at| opens(*at).is_none())?;
        let account = self.account(row.words(at)).filter(|_| row.token(at) == Some(Token::Other))?;
        let is_closed = match row.role(name + 1) {
            Some(Role::Mark('(')) => row.role(at + 1) == Some(Role::Mark(')')),
            _ => matches!(
                row.token(at + 1),
                Some(
                    Token::Figure(_)
                        | Token::Time(_)
                        | Token::Word(Role::Link | Role::Rise | Role::Fall | Role::RiseTo | Role::Share)
                )
            ),
        };
        account.level.filter(|_| is_closed).map(|level| (at, Some(level)))
    }

    /// `中央本级支出中,外交支出…`: the level of the whole that it is a part of.
    fn level_of_whole(&self, row: &Row, name: usize) -> Option<Level> {
        let clauses = (0..name).rev().take_while(|&at| !matches!(row.words(at), ";" | "。"));
        let within = clauses.into_iter().find(|&at| row.role(at) == Some(Role::Within))?;
        let whole = within.checked_sub(1).filter(|&at| matches!(row.token(at), Some(Token::Name(_))))?;
        let level = row.levels.get(&whole).copied().unwrap_or_else(|| self.own_level(row, whole));
        let says_nation = row.before(name).is_some_and(|(at, _)| matches!(row.token(at), Some(Token::Place(_))));
        (level != Level::Nation && !says_nation).then_some(level)
    }
}
