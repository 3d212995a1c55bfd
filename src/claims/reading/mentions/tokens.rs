//! A sentence as a row of known things: figures, names, places, times and words with a role.
//!
//! In: a sentence, its figures and the index of words. Out: pieces in order; what is not known is one piece of its own.
//! Refuses nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::claims::reading::mentions::folded::Folded;
use crate::claims::reading::mentions::lexicon::{Entry, Lexicon};
use crate::claims::reading::mentions::names::Name;
use crate::claims::reading::mentions::times::{Time, Timed, times};
use crate::claims::reading::mentions::words::Role;
use crate::definitions::Level;
use crate::figures::{Figure, Mark, Role as Printed};
use crate::formula::Stage;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// Position in the sentence's figures.
    Figure(usize),
    /// Position in the names; behind those of the catalogue follow the sentence's own.
    Name(usize),
    Place(usize),
    Time(Time),
    Word(Role),
    Other,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub token: Token,
    /// Bytes of the folded sentence.
    pub range: Range<usize>,
}

/// One sentence, taken apart.
#[derive(Debug)]
pub struct Row {
    pub folded: Folded,
    pub pieces: Vec<Piece>,
    /// Names that the sentence composes of parts.
    pub own: Vec<Name>,
    /// Whose account a name is of, by words beside it: pieces of names.
    pub levels: BTreeMap<usize, Level>,
}

impl Row {
    /// `figures` are those of the sentence, with spans in its bytes; `is_claim` says which of them are figures to read.
    pub fn new(sentence: &str, figures: &[Figure], is_claim: &[bool], lexicon: &Lexicon) -> Row {
        let folded = Folded::new(sentence);
        let spans: Vec<Range<usize>> =
            figures.iter().map(|figure| folded.at(figure.span.start)..folded.at(figure.span.end)).collect();
        let amount = |at: usize| spans.iter().zip(is_claim).any(|(span, is_claim)| *is_claim && span.contains(&at));
        let timed = times(&folded.text, &amount);
        let mut row = Row { folded, pieces: Vec::new(), own: Vec::new(), levels: BTreeMap::new() };
        let mut at = 0;
        while at < row.folded.text.len() {
            let claim = spans.iter().zip(is_claim).position(|(span, is_claim)| *is_claim && span.start == at);
            at = row.next(
                at,
                claim.zip(claim.and_then(|nth| spans.get(nth).cloned())),
                &timed,
                figures,
                &spans,
                lexicon,
            );
        }
        row.complete(lexicon);
        row
    }

    /// Reads the longest piece at a byte; where it ends.
    fn next(
        &mut self,
        at: usize,
        claim: Option<(usize, Range<usize>)>,
        timed: &[Timed],
        figures: &[Figure],
        spans: &[Range<usize>],
        lexicon: &Lexicon,
    ) -> usize {
        let word = self.longest(at, lexicon);
        let time = timed.iter().find(|timed| timed.range.start == at);
        let figure_end = claim.as_ref().map_or(0, |(_, span)| span.end);
        let time_end = time.map_or(0, |timed| timed.range.end);
        let word_end = word.map_or(0, |(end, _)| end);
        if word_end > figure_end.max(time_end) {
            return self.word(at, word_end, word.map(|(_, entry)| entry));
        }
        if let Some((nth, span)) = claim.filter(|_| figure_end >= time_end) {
            self.pieces.push(Piece { token: Token::Figure(nth), range: span.clone() });
            return span.end.max(at + 1);
        }
        if let Some(timed) = time {
            self.pieces.push(Piece { token: Token::Time(timed.time), range: timed.range.clone() });
            return timed.range.end;
        }
        let mark = figures.iter().zip(spans).find(|(_, span)| span.start == at && span.end > at);
        match mark {
            Some((figure, span)) => self.mark(at, span.clone(), figure),
            None => self.other(at),
        }
    }

    /// The longest entry at a byte, cut short where a name that begins inside it goes beyond it and what is left is an
    /// entry too: `中国政府消费支出` is 中国 and 政府消费支出.
    fn longest(&self, at: usize, lexicon: &Lexicon) -> Option<(usize, Entry)> {
        let text = &self.folded.text;
        let found = lexicon.longest(text, at)?;
        let (end, entry) = found;
        if matches!(entry, Entry::Name(_)) {
            return Some(found);
        }
        let inside = text.get(at..end)?.char_indices().skip(1).map(|(byte, _)| at + byte);
        let names = inside.filter(|&start| {
            lexicon.longest(text, start).is_some_and(|(to, entry)| to > end && matches!(entry, Entry::Name(_)))
        });
        let cut = names.filter_map(|start| Some((start, lexicon.exact(text.get(at..start)?)?))).next();
        Some(cut.unwrap_or(found))
    }

    fn word(&mut self, at: usize, end: usize, entry: Option<Entry>) -> usize {
        let token = match entry {
            Some(Entry::Name(name)) => Token::Name(name),
            Some(Entry::Place(place)) => Token::Place(place),
            Some(Entry::Word(role)) => Token::Word(role),
            Some(Entry::Concept(_) | Entry::Part(_)) | None => Token::Other,
        };
        self.pieces.push(Piece { token, range: at..end });
        end
    }

    /// A number that is no figure: list numbers change nothing, others are not known.
    fn mark(&mut self, at: usize, span: Range<usize>, figure: &Figure) -> usize {
        let listed = figure.role == Printed::Mark(Mark::Ordinal) && self.pieces.is_empty();
        let token = if listed { Token::Word(Role::Neutral) } else { Token::Other };
        self.pieces.push(Piece { token, range: at..span.end });
        span.end
    }

    /// One letter or Latin word that is not known joins those before it.
    fn other(&mut self, at: usize) -> usize {
        let rest = self.folded.text.get(at..).unwrap_or_default();
        let first = rest.chars().next().unwrap_or(' ');
        let latin = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let end = at + if first.is_ascii_alphanumeric() { latin.max(1) } else { first.len_utf8() };
        if first == ' ' {
            return end;
        }
        match self.pieces.last_mut().filter(|last| last.token == Token::Other) {
            Some(last) => last.range.end = end,
            None => self.pieces.push(Piece { token: Token::Other, range: at..end }),
        }
        end
    }

    /// Words that only their neighbours explain: the second of two names (`财政收入和支出`), the stage behind a name
    /// (`财政收入预算113600亿元`).
    fn complete(&mut self, lexicon: &Lexicon) {
        for at in 1..self.pieces.len() {
            let token = match (self.token(at), self.words(at)) {
                (Some(Token::Other), "支出") => {
                    let second = self.second_name(at, "收入", lexicon).or_else(|| self.same_name(at));
                    second.or_else(|| self.is_spent(at).then_some(Token::Word(Role::Link)))
                }
                (Some(Token::Other), "收入") => self.second_name(at, "支出", lexicon).or_else(|| self.same_name(at)),
                (Some(Token::Other), "预算") => {
                    let is_stage = self.is_stage(at) || self.is_held_against(at);
                    is_stage.then_some(Token::Word(Role::Stage(Stage::Budget)))
                }
                (Some(_), "expenditure" | "spending") => self.second_name(at, "revenue", lexicon),
                (Some(_), "revenue") => self.second_name(at, "expenditure", lexicon),
                _ => None,
            };
            if let Some((piece, token)) = self.pieces.get_mut(at).zip(token) {
                piece.token = token;
            }
        }
    }

    fn second_name(&self, at: usize, first: &str, lexicon: &Lexicon) -> Option<Token> {
        // `while the total`: an article says nothing of what joins.
        let passes = |piece: &usize| ["the", "its", "total"].contains(&self.words(*piece));
        let before = (0..at).rev().find(|piece| !passes(piece))?;
        let joint = self.role(before)?;
        let verb = [
            Role::Link,
            Role::Rise,
            Role::Fall,
            Role::RiseTo,
            Role::Than,
            Role::Rate,
            Role::Neutral,
            Role::Of,
            Role::Above,
        ];
        let reports = matches!(self.token(at + 1), Some(Token::Figure(_) | Token::Time(_)))
            || self.role(at + 1).is_some_and(|role| verb.contains(&role));
        let leads = matches!(self.words(before), "while" | "whereas" | "but" | "而" | "且" | "但");
        if joint != Role::And && !((joint == Role::Mark(',') || leads) && reports) {
            return None;
        }
        let name = (0..at).rev().find(|&piece| matches!(self.token(piece), Some(Token::Name(_))))?;
        let second = if self.words(at) == "spending" { "expenditure" } else { self.words(at) };
        let full = format!("{}{second}", self.words(name).strip_suffix(first)?);
        match lexicon.longest(&full, 0)? {
            (end, Entry::Name(name)) if end == full.len() => Some(Token::Name(name)),
            _ => None,
        }
    }

    /// `…支出175878亿元,与执行数相比,支出多出…`: the name before it, shortened.
    fn same_name(&self, at: usize) -> Option<Token> {
        let opens = self.role(at - 1) == Some(Role::Mark(','));
        let moves = [Role::Above, Role::Below, Role::Rise, Role::Fall, Role::Than, Role::RiseTo];
        let goes_on = self.role(at + 1).is_some_and(|role| moves.contains(&role));
        let name = (0..at).rev().find(|&piece| matches!(self.token(piece), Some(Token::Name(_))))?;
        (opens && goes_on && self.words(name).ends_with(self.words(at))).then(|| self.token(name)).flatten()
    }

    /// `实际支出48.25亿元`: a verb, where nothing before it is an income.
    fn is_spent(&self, at: usize) -> bool {
        let led = ["实际", "总共", "一共", "共", "实"].contains(&self.words(at - 1))
            || matches!(self.role(at - 1), Some(Role::Stage(_)));
        let reports = matches!(self.token(at + 1), Some(Token::Figure(_)))
            || matches!(self.role(at + 1), Some(Role::Link | Role::Neutral | Role::Total));
        let name = (0..at).rev().find(|&piece| matches!(self.token(piece), Some(Token::Name(_))));
        led && reports && name.is_none_or(|name| !self.words(name).contains("收入"))
    }

    /// `比上一年的预算压减`, `完成预算的`.
    fn is_held_against(&self, at: usize) -> bool {
        let is_joint = |piece: &usize| {
            matches!(self.role(*piece), Some(Role::Of | Role::Neutral))
                || matches!(self.token(*piece), Some(Token::Time(_)))
        };
        let lead = (0..at).rev().find(|piece| !is_joint(piece)).and_then(|piece| self.role(piece));
        let compares = matches!(lead, Some(Role::Than | Role::Compared | Role::Above | Role::Below));
        let is_whole = matches!(lead, Some(Role::Link | Role::Equal | Role::Share | Role::To))
            && self.role(at + 1) == Some(Role::Of)
            && (at + 2..self.pieces.len())
                .find(|piece| self.role(*piece) != Some(Role::Neutral))
                .is_some_and(|piece| matches!(self.token(piece), Some(Token::Figure(_))));
        compares || is_whole
    }

    fn is_stage(&self, at: usize) -> bool {
        let figure = |piece: usize| matches!(self.token(piece), Some(Token::Figure(_)));
        let verb = matches!(self.role(at + 1), Some(Role::Link | Role::Plan | Role::Neutral));
        let opens = matches!(self.token(at - 1), Some(Token::Name(_) | Token::Time(_)))
            || self.role(at - 1) == Some(Role::Mark(','));
        opens && (figure(at + 1) || verb && figure(at + 2))
    }

    /// Puts a name of its own in the place of some pieces; what of them lies outside it stays. `first` names are known.
    pub fn name(&mut self, pieces: Range<usize>, range: Range<usize>, first: usize, name: Name) {
        let Some(own) = self.pieces.get(pieces.clone()) else { return };
        let (start, end) =
            (own.first().map_or(0, |piece| piece.range.start), own.last().map_or(0, |piece| piece.range.end));
        let other = |range: Range<usize>| (!range.is_empty()).then_some(Piece { token: Token::Other, range });
        let named = Piece { token: Token::Name(first + self.own.len()), range: range.clone() };
        let put = [other(start..range.start), Some(named), other(range.end..end)];
        self.pieces.splice(pieces, put.into_iter().flatten());
        self.own.push(name);
    }

    /// The bytes of its figures, in order.
    pub fn figures(&self) -> impl Iterator<Item = Range<usize>> {
        let figures = self.pieces.iter().filter(|piece| matches!(piece.token, Token::Figure(_)));
        figures.map(|piece| piece.range.clone())
    }

    pub fn text(&self, range: Range<usize>) -> &str {
        self.folded.text.get(range).unwrap_or_default()
    }

    pub fn words(&self, piece: usize) -> &str {
        self.pieces.get(piece).map_or("", |piece| self.text(piece.range.clone()))
    }

    pub fn token(&self, piece: usize) -> Option<Token> {
        self.pieces.get(piece).map(|piece| piece.token)
    }

    pub fn role(&self, piece: usize) -> Option<Role> {
        match self.token(piece)? {
            Token::Word(role) => Some(role),
            _ => None,
        }
    }

    /// The token before a piece.
    pub fn before(&self, piece: usize) -> Option<(usize, Token)> {
        let at = piece.checked_sub(1)?;
        self.token(at).map(|token| (at, token))
    }
}
