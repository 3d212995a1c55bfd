//! The area of a figure in its sentence.
//!
//! In: a sentence as pieces, what the text is about, the place spoken of before. Out: the area's code, or in words why there
//! is none. Refuses to give the figures of a city or a county to the nation.

use crate::claims::reading::context::antecedent::Carried;
use crate::claims::reading::context::scopes;
use crate::claims::reading::context::text::Context;
use crate::claims::reading::hypotheses::mention::{Mention, Tie};
use crate::claims::reading::mentions::places::{NATION, Where, local_body};
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;
use crate::messages::{Message, say};

impl Context<'_> {
    pub fn whereabouts(&self, place: usize) -> Where {
        self.reader.places.get(place).map_or(Where::Part, |known| known.is.clone())
    }

    /// The area of a name: of the place that stands before it in the sentence, else carried, else the text's own.
    pub fn area(&self, row: &Row, name: usize, says_nation: bool, carried: &Carried) -> Result<String, Message> {
        let behind = (name + 1..row.pieces.len()).take(2).find(|&at| {
            matches!(row.token(at), Some(Token::Place(_))) && matches!(row.role(at - 1), Some(Role::Of | Role::In))
        });
        let near = behind.or_else(|| (0..name).rev().find(|&at| self.is_attached(row, at)));
        let nation = (0..name).rev().find(|&at| self.leads_with_nation(row, at));
        if nation > near {
            return Ok(NATION.to_string());
        }
        if let Some(at) = near {
            // `OECD国家财政支出` is not the nation's, whatever the name says.
            let is_beside = at + 1 == name
                && matches!(row.token(at), Some(Token::Place(place)) if self.whereabouts(place) == Where::Abroad);
            return self.place_code(row, at).or_else(|why| match says_nation && !is_beside {
                true => Ok(NATION.to_string()),
                false => Err(why),
            });
        }
        if says_nation {
            return Ok(NATION.to_string());
        }
        if let Some(body) = self.body(row) {
            return Err(say!("untied.body-no-code", body));
        }
        match (&carried.place, &carried.body) {
            (Some(place), _) => self.code(place),
            (None, Some(body)) => Err(say!("untied.speaks-of-body", body)),
            (None, None) => self.by_default(),
        }
    }

    /// The nation is the area of a figure only where no other scope is spoken of.
    pub fn not_the_nation(&self, mention: &Mention, tie: &Tie) -> Option<Message> {
        let row = mention.row;
        let at = row.pieces.get(mention.piece)?.range.start;
        let subject = mention.evidence.subject.filter(|_| tie.area.as_deref() == Ok(NATION));
        if tie.area.as_deref() != Ok(NATION) {
            return None;
        }
        if let Some(name) = subject {
            let travel = ["三公", "公务用车", "公务接待", "出国"].iter().any(|word| row.words(name).contains(word));
            let start = row.pieces.get(name)?.range.start;
            if travel && let Some(agency) = scopes::agency(row.text(0..start)) {
                return Some(say!("untied.agency", agency, name = row.words(name)));
            }
            if self.says_nation(row, name) {
                return None;
            }
        }
        let word = mention.carried.scopes.other_than_nation(&row.folded.text, at)?;
        Some(say!("untied.not-nation", word))
    }

    fn by_default(&self) -> Result<String, Message> {
        match (&self.scope.code, &self.scope.local) {
            (Some(code), _) => Ok(code.clone()),
            (None, Some(local)) => Err(say!("untied.local", local)),
            (None, None) => Ok(NATION.to_string()),
        }
    }

    pub fn place_code(&self, row: &Row, at: usize) -> Result<String, Message> {
        match row.token(at) {
            Some(Token::Place(place)) => self.code(&self.whereabouts(place)),
            _ => self.by_default(),
        }
    }

    fn code(&self, place: &Where) -> Result<String, Message> {
        match place {
            Where::Nation => Ok(NATION.to_string()),
            Where::Area(code) => Ok(code.clone()),
            Where::Here if self.scope.code.is_some() => self.by_default(),
            Where::Here => Err(say!("untied.place-below")),
            Where::Abroad => Err(say!("untied.other-country")),
            Where::Part => Err(say!("untied.part-of-nation")),
        }
    }

    /// The areas that a figure may be of by its value: of the place before it, of others that the sentence names, of the
    /// nation where the text may speak of it.
    pub fn areas(&self, row: &Row, piece: usize, carried: &Carried) -> Vec<String> {
        let at = row.pieces.get(piece).map_or(0, |piece| piece.range.start);
        let is_place =
            |at: &usize| matches!(row.token(*at), Some(Token::Place(_))) && !self.is_of_longer_name(row, *at);
        let near = (0..piece).rev().find(is_place).and_then(|at| self.place_code(row, at).ok());
        let mut found: Vec<String> = near.into_iter().chain(self.area(row, piece, false, carried)).collect();
        let named = (0..row.pieces.len()).filter(is_place);
        found.extend(named.filter_map(|at| self.place_code(row, at).ok()));
        let other = carried.scopes.lesser_before(&row.folded.text, at);
        // A place that the figure's own clause names is no nation, whether it has a code or not.
        let is_mark = |at: &usize| matches!(row.role(*at), Some(Role::Mark(_)));
        let start = (0..piece).rev().find(is_mark).map_or(0, |mark| mark + 1);
        let elsewhere = |at: usize| is_place(&at) && self.place_code(row, at).as_deref() != Ok(NATION);
        if !(start..piece).any(elsewhere) {
            found.push(NATION.to_string());
        }
        let mut areas: Vec<String> = Vec::new();
        for area in found.into_iter().filter(|area| !other || area != NATION) {
            if !areas.contains(&area) {
                areas.push(area);
            }
        }
        areas
    }

    /// A name that begins with the nation: 全国总人口.
    fn leads_with_nation(&self, row: &Row, at: usize) -> bool {
        const NATION: [&str; 4] = ["全国", "我国", "中国", "national"];
        let words = row.words(at);
        matches!(row.token(at), Some(Token::Name(_))) && NATION.iter().any(|nation| words.starts_with(nation))
    }

    /// A place that stands for itself: not the first part of a longer name (`北京银行`), not inside a title.
    fn is_attached(&self, row: &Row, at: usize) -> bool {
        let Some(Token::Place(_)) = row.token(at) else { return false };
        let inside_title = {
            let mark = |mark: char| (0..at).rev().find(|&piece| row.role(piece) == Some(Role::Mark(mark)));
            mark('《') > mark('》')
        };
        let runs_on = matches!(row.token(at + 1), Some(Token::Other))
            && row
                .pieces
                .get(at)
                .zip(row.pieces.get(at + 1))
                .is_some_and(|(one, next)| one.range.end == next.range.start);
        let publishes = row.words(at + 1) == ":"
            && ["出版社", "press", "书店", "书局"].iter().any(|word| row.folded.text.contains(word));
        !inside_title && !runs_on && !publishes
    }

    /// A place that begins the name of a body (`北京银行`) or stands in a title.
    fn is_of_longer_name(&self, row: &Row, at: usize) -> bool {
        const BODIES: [&str; 24] = [
            "银行",
            "大学",
            "学院",
            "师范",
            "理工",
            "财经",
            "工业",
            "农业大",
            "医科",
            "日报",
            "晚报",
            "晨报",
            "出版社",
            "书店",
            "路",
            "集团",
            "公司",
            "证券",
            "社科院",
            "社会科学",
            "研究院",
            "市委",
            "省委",
            "university",
        ];
        let rest = row.pieces.get(at).map_or("", |piece| row.text(piece.range.end..row.folded.text.len()));
        let is_body = BODIES.iter().any(|body| rest.trim_start().starts_with(body));
        let mark = |mark: char| (0..at).rev().find(|&piece| row.role(piece) == Some(Role::Mark(mark)));
        is_body || mark('《') > mark('》')
    }

    /// A county or the like at the start of a sentence.
    fn body<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let first = row.pieces.iter().take(3).find(|piece| piece.token == Token::Other)?;
        local_body(row.text(first.range.clone()))
    }

    /// What the next sentence of the paragraph may carry on.
    pub fn carry(&self, row: &Row, carried: &mut Carried) {
        carried.scopes.pass(&row.folded.text);
        let attached = (0..row.pieces.len()).filter(|&at| self.is_attached(row, at));
        let named = attached.filter_map(|at| match row.token(at) {
            Some(Token::Place(place)) => Some(self.whereabouts(place)),
            _ => None,
        });
        let mut named: Vec<Where> = named.collect();
        let last_place = (0..row.pieces.len()).rfind(|&at| self.is_attached(row, at));
        let last_nation = (0..row.pieces.len()).rfind(|&at| self.leads_with_nation(row, at));
        if last_nation > last_place {
            named.push(Where::Nation);
        }
        if let Some(last) = named.last() {
            let several = matches!(last, Where::Area(_))
                && named.iter().any(|place| matches!(place, Where::Area(_)) && place != last);
            (carried.place, carried.body) = (Some(if several { Where::Part } else { last.clone() }), None);
        } else if let Some(body) = self.body(row) {
            (carried.place, carried.body) = (None, Some(body.to_string()));
        }
    }
}
