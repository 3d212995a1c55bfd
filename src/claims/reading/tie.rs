//! A figure tied to what it is of.
//!
//! In: a figure in its sentence, what stands around it, what was made of the figures before. Out: its parts, its kind and its
//! area. Refuses, in words: names that are modified, nouns that are not on file, subjects that cannot be shared.

use super::area::Carried;
use super::kinds::{self, Decided, Parts, Sort};
use super::lists::Answer;
use super::names::Name;
use super::sentence::{Around, Earlier};
use super::things::Thing;
use super::tokens::{Row, Token};
use super::walk::{self, Said};
use super::whens;
use super::words::Role;
use crate::claims::Kind;
use crate::figures::{Figure, Form};
use crate::units;

/// One figure where it stands.
pub struct Spot<'a> {
    pub row: &'a Row,
    pub piece: usize,
    pub figure: &'a Figure,
    pub said: &'a Said,
    pub carried: &'a Carried,
}

impl Spot<'_> {
    /// The pieces of its clause.
    pub fn clause(&self) -> impl Iterator<Item = usize> + '_ {
        let is_mark = |piece: &usize| matches!(self.row.role(*piece), Some(Role::Mark(',' | '。')));
        let start = (0..self.piece).rev().find(is_mark).map_or(0, |mark| mark + 1);
        let end = (self.piece..self.row.pieces.len()).find(is_mark).unwrap_or(self.row.pieces.len());
        start..end
    }
}

/// A figure tied as far as it goes.
pub struct Tied {
    pub parts: Option<Parts>,
    pub decided: Result<Decided, String>,
    pub area: Result<String, String>,
}

impl Tied {
    fn failed(why: String, area: Result<String, String>) -> Tied {
        Tied { parts: None, decided: Err(why), area }
    }
}

impl Around<'_> {
    pub fn tie(&self, spot: &Spot, before: Option<&Earlier>, answer: Option<Answer>) -> Tied {
        let Spot { row, figure, said, carried, .. } = *spot;
        if answer == Some(Answer::Nobody) {
            let area = self.area(row, spot.piece, false, carried);
            return Tied::failed("the two lists are of different lengths".to_string(), area);
        }
        let sort = kinds::sort(figure, self.formulas);
        let counted = said.after.name.filter(|(_, direct)| *direct && self.is_counted(spot, sort));
        let Some(name) = counted.map(|(name, _)| name).or(said.subject) else { return self.shared(spot, before) };
        let says_nation = self.name(row, name).is_some_and(|name| name.says_nation);
        let area = match answer {
            Some(Answer::Place(at)) => self.place_code(row, at),
            _ => self.area(row, name, says_nation, carried),
        };
        let modifier = walk::modifier(row, name, says_nation).filter(|_| counted.is_none());
        if let Some(word) = modifier {
            let why = format!("`{word}` before `{}` makes it another thing, or none on file", row.words(name));
            return Tied::failed(why, area);
        }
        if let Some(why) = self.counts_other(spot, sort).filter(|_| counted.is_none()) {
            return Tied::failed(why, area);
        }
        let joined = coordinate(row, name).filter(|_| answer.is_none());
        match self.parts(spot, name, joined, area.as_deref().ok()) {
            Ok(parts) => {
                let decided = kinds::decide(figure, said, &parts, self.formulas);
                Tied { parts: Some(parts), decided, area }
            }
            Err(why) => Tied::failed(why, area),
        }
    }

    /// Persons and things are counted by the noun behind them; money is of it where nothing stands before.
    fn is_counted(&self, spot: &Spot, sort: Sort) -> bool {
        let alone = spot.said.subject.is_none() && spot.said.inherits.is_none();
        sort == Sort::Amount && (!self.is_money(spot.figure) || alone)
    }

    fn is_money(&self, figure: &Figure) -> bool {
        figure.unit.as_ref().is_none_or(|unit| {
            self.formulas.units.unit_of(&unit.measure).is_some_and(|unit| self.formulas.units.has_money(&unit))
        })
    }

    /// A noun behind the figure that is not on file: the figure is of it.
    fn counts_other(&self, spot: &Spot, sort: Sort) -> Option<String> {
        let counted = spot.said.after.counted.as_ref()?;
        let joined = spot.said.after.roles.first() == Some(&Role::Of);
        let counts = sort == Sort::Amount && !self.is_money(spot.figure);
        let binds = counts || joined || !whens::is_latin(spot.row);
        binds.then(|| format!("`{counted}` behind it is not on file"))
    }

    pub fn name(&self, row: &Row, piece: usize) -> Option<&Name> {
        match row.token(piece)? {
            Token::Name(name) => self.reader.names.get(name),
            _ => None,
        }
    }

    pub fn thing(&self, row: &Row, piece: usize, area: Option<&str>) -> Thing {
        let words = row.words(piece).to_string();
        self.name(row, piece).map_or_else(Thing::default, |name| self.formulas.thing(&name.candidates, &words, area))
    }

    /// Subject, whole and what it is compared with.
    fn parts(&self, spot: &Spot, name: usize, joined: Option<usize>, area: Option<&str>) -> Result<Parts, String> {
        let (row, said) = (spot.row, spot.said);
        let mut subject = self.thing(row, name, area);
        if subject.readings.is_empty() {
            return Err(format!("`{}` is not on file for this area", row.words(name)));
        }
        if let Some(other) = joined {
            let both = format!("`{}` and `{}`", row.words(other), row.words(name));
            if !said.has(Role::Total) && !row.words(name).ends_with("合计") {
                return Err(format!("one figure for {both}"));
            }
            subject = self.sum(&self.thing(row, other, area), &subject).ok_or_else(|| format!("{both} have no sum"))?;
        }
        let with = |piece: Option<usize>| piece.map(|piece| self.thing(row, piece, area));
        let whole = with(said.whole.or_else(|| whole_behind(spot)));
        if whole.is_none() && said.whole_is_nation && said.has(Role::Share) {
            let whole = self.formulas.of_nation(&subject).ok_or("its share in the nation is not on file")?;
            return Ok(Parts { subject, whole: Some(whole), against: None });
        }
        if whole.as_ref().is_some_and(|whole| whole.readings.is_empty()) {
            return Err("the whole is not on file for this area".to_string());
        }
        Ok(Parts { subject, whole, against: with(said.against) })
    }

    fn sum(&self, one: &Thing, other: &Thing) -> Option<Thing> {
        let (first, second) = (one.readings.first()?, other.readings.first()?);
        let mut reading = first.clone();
        reading.formula = format!("{} + {}", first.formula, second.formula);
        self.formulas.checked(&reading.formula)?;
        Some(Thing { readings: vec![reading], words: format!("{} + {}", one.words, other.words) })
    }

    /// A figure without a name of its own is of what the figure before it is of.
    fn shared(&self, spot: &Spot, before: Option<&Earlier>) -> Tied {
        let Spot { row, piece, figure, said, carried } = *spot;
        let area = || self.area(row, piece, false, carried);
        if let Some(wall) = &said.wall {
            return Tied::failed(format!("`{wall}` before it is not on file"), area());
        }
        let Some(before) = before else {
            return Tied::failed("nothing that it could be of is named".to_string(), area());
        };
        let sort = kinds::sort(figure, self.formulas);
        let why = match &before.parts {
            None => Some(format!("it shares its subject with the figure before it: {}", before.reason)),
            Some(_) if said.against.is_some() && before.spans => {
                Some("what mean rates differ by is not read".to_string())
            }
            Some(parts) => {
                let of_whole = parts.whole.is_some() && sort == Sort::Percent && said.near == [Role::Of];
                let told = said.after.roles.iter().any(|role| matches!(role, Role::Above | Role::Below));
                let joined = beside_a_change(said, sort, &before.kind).is_some()
                    || of_whole
                    || told
                    || said.whole.is_some()
                    || said.against.is_some();
                not_shared(said).filter(|_| !joined).or_else(|| self.counts_other(spot, sort))
            }
        };
        let Some(parts) = before.parts.as_ref().filter(|_| why.is_none()) else {
            return Tied::failed(why.unwrap_or_default(), before.area.clone());
        };
        let code = before.area.as_deref().ok();
        let with = |piece: Option<usize>| piece.map(|piece| self.thing(row, piece, code));
        let moves = said.near.iter().any(|role| matches!(role, Role::Rise | Role::Fall | Role::Rate));
        let keeps_whole = sort == Sort::Points || (sort == Sort::Percent && !moves);
        let whole =
            with(said.whole.or_else(|| whole_behind(spot))).or_else(|| parts.whole.clone().filter(|_| keeps_whole));
        let parts = Parts { subject: parts.subject.clone(), whole, against: with(said.against) };
        let mut said = said.clone();
        said.near.extend(beside_a_change(&said, sort, &before.kind));
        let grew = matches!(before.kind, Kind::Growth { .. } | Kind::AverageGrowth { .. });
        if sort == Sort::Points && grew {
            said.far.push(Role::Rate);
        }
        Tied {
            decided: kinds::decide(figure, &said, &parts, self.formulas),
            parts: Some(parts),
            area: before.area.clone(),
        }
    }

    /// Whether the figure's unit can be the unit of the formula.
    pub fn misfit(&self, figure: &Figure, kind: &Kind, formula: &str) -> Option<String> {
        if !matches!(kind, Kind::Level | Kind::Change { .. } | Kind::Mean | Kind::Sum) {
            return None;
        }
        let (_, unit) = self.formulas.checked(formula)?;
        let Some(printed) = &figure.unit else {
            let plain = figure.mult != 0 && unit.kind == units::Kind::Quantity;
            return (!plain).then(|| "no unit is printed".to_string());
        };
        let ratio = matches!(figure.form, Form::Fraction(..) | Form::Proportion(..));
        let points = printed.measure == "PP" && matches!(unit.kind, units::Kind::Points | units::Kind::Ratio);
        let per_head = unit.measure_text().strip_suffix("/PS") == Some(printed.measure.as_str());
        let fits = self.formulas.units.fits(&printed.measure, &unit) || points || per_head;
        let of_ratio = ratio && unit.kind == units::Kind::Ratio;
        let text = figure.unit_text.clone().unwrap_or_default();
        (!fits && !of_ratio).then(|| format!("`{text}` is no unit of `{formula}`"))
    }

    /// A plan, a forecast, a supposition or a denial says nothing of what was.
    pub fn no_outcome(&self, spot: &Spot) -> Option<String> {
        let has = |role: Role| spot.clause().any(|piece| spot.row.role(piece) == Some(role));
        if has(Role::Plan) {
            return Some("a plan or a forecast, not an outcome".to_string());
        }
        if has(Role::Suppose) {
            return Some("a supposition, not an outcome".to_string());
        }
        spot.said.near.contains(&Role::Not).then(|| "the sentence denies it".to_string())
    }
}

/// `up 1357.5 billion yuan or 17.8 percent`: the same change in percent.
fn beside_a_change(said: &Said, sort: Sort, before: &Kind) -> Option<Role> {
    let joints = |role: &Role| matches!(role, Role::And | Role::Neutral);
    let is_rate = matches!(sort, Sort::Percent | Sort::Points);
    let beside = is_rate && said.near.contains(&Role::And) && said.near.iter().all(joints);
    match before {
        Kind::Change { falls } if beside => Some(if *falls { Role::Fall } else { Role::Rise }),
        _ => None,
    }
}

/// Why a figure does not share the subject of the one before it.
fn not_shared(said: &Said) -> Option<String> {
    if said.has(Role::Part) || said.has(Role::Within) {
        return Some("it is of a part that is not on file".to_string());
    }
    let joints = |role: &Role| matches!(role, Role::And | Role::Neutral | Role::Mark(_) | Role::Of | Role::In);
    said.near.iter().all(joints).then(|| "what it has to do with the figure before it is not said".to_string())
}

/// `19 per cent of fiscal expenditure`.
fn whole_behind(spot: &Spot) -> Option<usize> {
    let (name, direct) = spot.said.after.name?;
    let of = spot.said.after.roles.first() == Some(&Role::Of);
    let moves = spot.said.near.iter().any(|role| matches!(role, Role::Rise | Role::Fall));
    let percent = spot.figure.unit.as_ref().is_some_and(|unit| unit.measure == "PT");
    (whens::is_latin(spot.row) && direct && of && !moves && percent).then_some(name)
}

/// The name that another one is joined to before it: `A和B`.
fn coordinate(row: &Row, name: usize) -> Option<usize> {
    let (joint, _) = row.before(name)?;
    let (other, token) = row.before(joint)?;
    (row.role(joint) == Some(Role::And) && matches!(token, Token::Name(_))).then_some(other)
}
