//! Sentences: templates filled with what was drawn.
//!
//! In: a template, a draw. Out: a sentence whose every figure is known: what it is of, its true value, how it is printed.
//! Refuses draws that make an untrue or odd sentence: a fall that is told as a multiple, a rate of nothing.

use super::book::{Book, Form};
use super::chance::Chance;
use super::draw::{Draw, Shape, Subject, draw, draw_at};
use super::printing::{Hedge, Language, Manner, hedged, plain};
use super::things::Unit;

/// `{slot}` stands for a name, a year, a word for rise or fall, or a figure. What follows `¦` takes its year from the
/// sentence before it.
pub struct Template {
    pub name: &'static str,
    pub shape: Shape,
    pub text: &'static str,
}

/// One figure of a sentence.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The claim kind it is counted under.
    pub kind: &'static str,
    pub form: Form,
    pub subject: Subject,
    pub from: i32,
    pub to: i32,
    /// In base units, with its sign.
    pub value: f64,
    pub manner: Manner,
    pub hedge: Option<Hedge>,
    pub is_carried: bool,
}

#[derive(Clone, Debug)]
pub enum Piece {
    Words(String),
    Figure(usize),
}

#[derive(Clone, Debug)]
pub struct Sentence {
    pub template: &'static str,
    pub draw: Draw,
    pub pieces: Vec<Piece>,
    pub facts: Vec<Fact>,
}

impl Sentence {
    /// The text, and for each figure the characters before it and its length; `instead` prints some otherwise.
    pub fn text(&self, instead: &[(usize, String)]) -> (String, Vec<(usize, usize)>) {
        let (mut text, mut at, mut places) = (String::new(), 0, vec![(0, 0); self.facts.len()]);
        for piece in &self.pieces {
            let words = match piece {
                Piece::Words(words) => words.clone(),
                Piece::Figure(figure) => {
                    let other = instead.iter().find(|(of, _)| of == figure).map(|(_, printed)| printed.clone());
                    let fact = &self.facts[*figure];
                    let printed = other.unwrap_or_else(|| fact.manner.print(fact.value));
                    places[*figure] = (at, printed.chars().count());
                    printed
                }
            };
            at += words.chars().count();
            text.push_str(&words);
        }
        (text, places)
    }
}

/// Doublings are rare.
const TRIES: usize = 20_000;
/// In a text another template is taken instead.
const TRIES_IN_A_TEXT: usize = 40;

/// A sentence of a template, drawn until one comes out.
pub fn write(template: &'static Template, language: Language, book: &Book, chance: &mut Chance) -> Option<Sentence> {
    (0..TRIES).find_map(|_| fill(template, &draw(template.shape, language, book, chance)?, chance))
}

/// The same for a text whose day is known.
pub fn write_for(template: &'static Template, like: &Draw, book: &Book, chance: &mut Chance) -> Option<Sentence> {
    let one = |chance: &mut Chance| draw_at(template.shape, like.language, like.sight.clone(), book, chance);
    (0..TRIES_IN_A_TEXT).find_map(|_| fill(template, &one(chance)?, chance))
}

fn fill(template: &'static Template, draw: &Draw, chance: &mut Chance) -> Option<Sentence> {
    let tells_a_rise = ["增长", "grew"].iter().any(|word| template.text.contains(word));
    let things = std::iter::once(&draw.a).chain(draw.b.as_ref()).flat_map(|one| [Some(one.over), one.under]);
    let has_no_name = draw.language == Language::English && things.flatten().any(|thing| thing.en.is_empty());
    let is_money = draw.a.over.unit == Unit::Money;
    let wants_money = ["名义", "{sum}"].iter().any(|word| template.text.contains(word));
    if has_no_name || (tells_a_rise && !draw.rises()) || (wants_money && !is_money) {
        return None;
    }
    let (mut pieces, mut facts, mut is_carried) = (Vec::new(), Vec::new(), false);
    let mut rest = template.text;
    while let Some(open) = rest.find(['{', '¦']) {
        let before = &rest[..open];
        if !before.is_empty() {
            pieces.push(Piece::Words(before.to_string()));
        }
        if rest[open..].starts_with('¦') {
            is_carried = true;
            rest = &rest[open + '¦'.len_utf8()..];
            continue;
        }
        let close = open + rest[open..].find('}')?;
        let slot = &rest[open + 1..close];
        rest = &rest[close + 1..];
        match words(slot, draw, chance) {
            Some(words) => pieces.push(Piece::Words(words)),
            None => {
                pieces.push(Piece::Figure(facts.len()));
                facts.push(Fact { is_carried, ..fact(slot, draw, chance)? });
            }
        }
    }
    pieces.push(Piece::Words(rest.to_string()));
    Some(Sentence { template: template.name, draw: draw.clone(), pieces, facts })
}

fn words(slot: &str, draw: &Draw, chance: &mut Chance) -> Option<String> {
    let zh = draw.language == Language::Chinese;
    let rises = draw.rises();
    let either = |up: &str, down: &str| Some(if rises { up.to_string() } else { down.to_string() });
    let rises_b = draw.levels_b.last() >= draw.levels_b.first();
    match slot {
        "y" => Some(draw.to.to_string()),
        "y0" => Some(draw.from.to_string()),
        "n" => Some((draw.to - draw.from + 1).to_string()),
        "what" => Some(name(&draw.a, draw.language, false, chance)),
        "What" => Some(capital(&name(&draw.a, draw.language, false, chance))),
        "bare" => Some(name(&draw.a, draw.language, true, chance)),
        "whatb" => draw.b.as_ref().map(|b| name(b, draw.language, false, chance)),
        "Whatb" => draw.b.as_ref().map(|b| capital(&name(b, draw.language, false, chance))),
        "bareb" => draw.b.as_ref().map(|b| name(b, draw.language, true, chance)),
        "whole" => draw.a.under.map(|whole| name(&Subject::of(whole, draw.a.area), draw.language, true, chance)),
        "place" if zh => Some(draw.a.area.1.to_string()),
        "place" => Some(draw.a.area.2.to_string()),
        "grows" if zh => either("增长", "下降"),
        "grows" => either("grew by", "fell by"),
        "growsb" if zh => Some(if rises_b { "增长" } else { "下降" }.to_string()),
        "growsb" => Some(if rises_b { "grew by" } else { "fell by" }.to_string()),
        "adds" if zh => either("增加", "减少"),
        "adds" => either("increased by", "decreased by"),
        "lifts" if zh => either("提高", "下降"),
        "lifts" => either("rose", "fell"),
        "up" => either("up", "down"),
        "anchange" => either("an increase", "a decrease"),
        _ => None,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `全国财政收入`, `China's fiscal revenue`; bare where the sentence has named the place.
fn name(subject: &Subject, language: Language, is_bare: bool, chance: &mut Chance) -> String {
    let thing = subject.over;
    let says_whose = is_bare || thing.says_whose;
    match language {
        Language::Chinese => {
            let what = chance.pick(thing.zh);
            match (says_whose, thing.of_provinces) {
                (true, _) => what.to_string(),
                (false, true) => format!("{}{what}", subject.area.1),
                (false, false) => format!("{}{what}", chance.pick(&["全国", "我国", "中国"])),
            }
        }
        Language::English => {
            let what = chance.pick(thing.en);
            match (says_whose, thing.of_provinces) {
                (true, _) => what.to_string(),
                (false, _) if what.starts_with("employed") => format!("the number of {what} in {}", subject.area.2),
                (false, _) => format!("{}'s {what}", subject.area.2),
            }
        }
    }
}

/// One figure. None where the slot is not known or the draw does not suit it.
fn fact(slot: &str, draw: &Draw, chance: &mut Chance) -> Option<Fact> {
    let (a, last, first) = (&draw.a, draw.levels.len() - 1, draw.levels[0]);
    let make = |kind, form, value: f64, manner, hedge| Fact {
        kind,
        form,
        subject: a.clone(),
        from: draw.from,
        to: draw.to,
        value,
        manner,
        hedge,
        is_carried: false,
    };
    let level = |kind, value: f64, chance: &mut Chance| {
        let manner = plain(a.unit, draw.language, value, draw.unit, chance)?;
        Some(make(kind, Form::Level, value, manner, None))
    };
    let percent = |kind, form: Form, chance: &mut Chance| {
        let value = draw.value(form);
        let is_apt = first > 0.0 && value.is_finite() && (0.002..9.0).contains(&value.abs());
        let manner = plain(Unit::Percent, draw.language, value, 1e-4, chance)?;
        is_apt.then(|| make(kind, form, value, manner, None))
    };
    let money = |kind, form: Form, finest: f64, chance: &mut Chance| {
        let value = draw.value(form);
        let manner = plain(a.unit, draw.language, value, finest, chance)?;
        Some(make(kind, form, value, manner, None))
    };
    let of_b = |at: usize, form: Form, chance: &mut Chance| {
        let (b, value) = (draw.b.clone()?, *draw.levels_b.get(at)?);
        let (unit, finest) = if form == Form::Growth { (Unit::Percent, 1e-4) } else { (b.unit, draw.unit_b) };
        let value = if form == Form::Growth { form.of(&draw.levels_b, 1) } else { value };
        let manner = plain(unit, draw.language, value, finest, chance)?;
        let kind = if form == Form::Growth { "growth" } else { "level" };
        Some(Fact { subject: b, ..make(kind, form, value, manner, None) })
    };
    match slot {
        "level" => level(if a.under.is_some() { "share" } else { "level" }, draw.levels[last], chance),
        "level0" => Some(Fact { to: draw.from, ..level("level", first, chance)? }),
        "share" => level("share", draw.levels[last], chance),
        "share0" => Some(Fact { to: draw.from, ..level("share", first, chance)? }),
        "perhead" => level("per head", draw.levels[last], chance),
        "real" => level("real growth", draw.levels[last], chance),
        "levelb" => of_b(draw.levels_b.len().checked_sub(1)?, Form::Level, chance),
        "rateb" => of_b(0, Form::Growth, chance),
        "change" => money("change", Form::Change, draw.unit, chance),
        "mean" => money("mean", Form::Mean, draw.unit, chance),
        "sum" => money("sum", Form::Sum, draw.unit, chance),
        "rate" => percent("growth", Form::Growth, chance),
        "compound" => percent("average growth", Form::Compound, chance),
        "rates" => percent("average growth", Form::MeanOfRates, chance),
        "points" => points(draw, &make, chance),
        "times" | "multiple" | "ratio" | "doubling" => multiple(slot, draw, &make, chance),
        "about" => bound(Hedge::About, draw, &make, chance),
        "nearly" => bound(Hedge::Nearly, draw, &make, chance),
        "over" => bound(Hedge::Over, draw, &make, chance),
        "under" => bound(Hedge::Under, draw, &make, chance),
        "more" => bound(Hedge::More, draw, &make, chance),
        "rank" => {
            let ordinal = if draw.language == Language::Chinese { "" } else { ordinal(draw.count) };
            Some(make("rank", Form::Level, draw.count as f64, Manner::new(1.0, 0, ordinal), None))
        }
        "run" => Some(make("run", Form::Growth, draw.count as f64, Manner::new(1.0, 0, ""), None)),
        _ => None,
    }
}

fn ordinal(place: usize) -> &'static str {
    match (place % 100, place % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

type Make<'a> = dyn Fn(&'static str, Form, f64, Manner, Option<Hedge>) -> Fact + 'a;

fn points(draw: &Draw, make: &Make, chance: &mut Chance) -> Option<Fact> {
    let value = draw.value(Form::Change);
    let words = match draw.language {
        Language::Chinese => "个百分点",
        Language::English => " percentage points",
    };
    let manner = Manner::new(0.01, 1 + chance.below(2) as i32, words);
    (value.abs() > 0.004).then(|| make("points", Form::Change, value, manner, None))
}

/// `是…的N倍` and `增长了N倍`; the latter is written both as the increment and, as many do, as the ratio.
fn multiple(slot: &str, draw: &Draw, make: &Make, chance: &mut Chance) -> Option<Fact> {
    let ratio = draw.value(Form::Ratio);
    let word = if draw.language == Language::Chinese { "倍" } else { " times" };
    let manner = Manner::new(1.0, 1 + chance.below(2) as i32, word);
    match slot {
        "times" => (ratio > 1.5).then(|| make("times of", Form::Ratio, ratio, manner, None)),
        "multiple" => (ratio > 2.5).then(|| make("multiple", Form::Growth, ratio - 1.0, manner, None)),
        "ratio" => (ratio > 2.5).then(|| make("multiple", Form::Ratio, ratio, manner, None)),
        _ => {
            let words = if draw.language == Language::Chinese { "翻了一番" } else { "doubled" };
            let manner = Manner { in_words: Some(words), ..manner };
            (1.94..2.08).contains(&ratio).then(|| make("doubling", Form::Ratio, 2.0, manner, None))
        }
    }
}

fn bound(hedge: Hedge, draw: &Draw, make: &Make, chance: &mut Chance) -> Option<Fact> {
    let value = *draw.levels.last()?;
    let manner = hedged(hedge, draw.a.unit, draw.language, value, chance)?;
    Some(make("hedged level", Form::Level, value, manner, Some(hedge)))
}
