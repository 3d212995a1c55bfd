//! Readings: what a claim's words may mean, the plain sense first.
//!
//! In: a claim. Out: for each thing it may be of, how its figure is to be computed and over which years. Refuses claims
//! whose years are not known.

use crate::claims::verdicts::quantities::candidates::{Form, Window};
use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::{Claim, Kind, Known, Meaning, When};
use crate::definitions::{Definitions, Series};
use crate::formula::{Core, Leaf, Stage};
use crate::messages::{Message, say};

/// One way to read a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub formula: String,
    pub core: Core,
    pub stage: Option<Stage>,
    pub form: Form,
    pub window: Window,
    /// How it differs from the plain sense; none where it does not.
    pub words: Option<Message>,
    /// A sense that the words seldom have.
    pub is_seldom: bool,
}

/// The readings of a claim, the plain ones first; none where its year or base is not known.
pub fn readings(claim: &Claim, book: &Book) -> Vec<Reading> {
    let definitions = book.records.definitions;
    let mut found = Vec::new();
    for (at, meaning) in claim.of.iter().enumerate() {
        let other = (at > 0).then(|| say!("reading.read-as", formula = book.title(&meaning.formula)));
        let before = found.len();
        of_meaning(claim, meaning, other.as_ref(), definitions, &mut found);
        if at > 0 && is_real_growth(claim, definitions) {
            found.iter_mut().skip(before).for_each(|reading| reading.is_seldom = true);
        }
    }
    found.sort_by_key(|reading: &Reading| reading.words.is_some());
    found
}

/// Whoever writes of the growth of output seldom means another growth.
fn is_real_growth(claim: &Claim, definitions: &Definitions) -> bool {
    let first = claim.of.first().and_then(|meaning| definitions.series.get(&meaning.formula));
    first.and_then(|series| series.growth_of.as_ref()).is_some_and(|of| of.real)
}

fn of_meaning(
    claim: &Claim,
    meaning: &Meaning,
    other: Option<&Message>,
    definitions: &Definitions,
    found: &mut Vec<Reading>,
) {
    let Some(windows) = windows(claim) else { return };
    let is_multiple = matches!(claim.kind, Kind::Multiple | Kind::TimesOf);
    for (form, form_words) in forms(&claim.kind) {
        for (window, window_words) in &windows {
            let words = joined(&[other, form_words.as_ref(), window_words.as_ref()]);
            let (formula, core) = (meaning.formula.clone(), meaning.core.clone());
            found.push(Reading {
                formula,
                core,
                stage: meaning.stage,
                form,
                window: *window,
                words,
                is_seldom: form == Form::Spread || is_multiple && window_words.is_some(),
            });
        }
    }
    if let Kind::Growth { .. } | Kind::Level = claim.kind {
        rates_of_growth(claim, meaning, other, definitions, found);
    }
}

fn joined(parts: &[Option<&Message>]) -> Option<Message> {
    let said: Vec<Message> = parts.iter().flatten().map(|part| (*part).clone()).collect();
    (!said.is_empty()).then(|| Message::clauses(said))
}

/// The years a claim is of, the plain sense first. None where they are not known.
pub fn windows(claim: &Claim) -> Option<Vec<(Window, Option<Message>)>> {
    let When { year, from, years, .. } = claim.when;
    let to = year?;
    let plain = |window| (window, None);
    let length = years.and_then(|years| i32::try_from(years).ok()).filter(|years| *years > 0);
    let first = from.filter(|from| *from < to);
    if from == Some(to) && matches!(claim.kind, Kind::Change { .. } | Kind::Growth { .. }) {
        return Some(vec![plain(Window::between(to, to))]);
    }
    let read = |window: Window, words: Message| (window, Some(words));
    Some(match claim.kind {
        Kind::Level | Kind::Rank | Kind::Run { .. } => vec![plain(Window::year(to))],
        Kind::Mean | Kind::Sum => match first.or(length.map(|length| to - length + 1)) {
            Some(from) => vec![plain(Window::between(from, to))],
            None => return None,
        },
        Kind::Citation | Kind::Unknown => return None,
        Kind::AverageGrowth { .. } => match (first, length) {
            (Some(from), _) if to - from == 4 && is_plan(&claim.when) => of_plan(from, to),
            (Some(from), _) => {
                vec![plain(Window::between(from, to)), read(Window::between(from - 1, to), say!("reading.base-before"))]
            }
            (None, Some(length)) => of_length(to, length),
            (None, None) => return None,
        },
        _ => match (first, length) {
            (Some(from), _) if to - from == 4 && is_plan(&claim.when) => of_plan(from, to),
            (Some(from), _) if to - from > 1 && claim.when.known == Known::Carried => {
                vec![plain(Window::between(from, to)), read(Window::between(to - 1, to), say!("reading.year-before"))]
            }
            (Some(from), _) if to - from > 1 => {
                vec![plain(Window::between(from, to)), read(Window::between(from - 1, to), say!("reading.base-before"))]
            }
            (Some(from), _) => vec![plain(Window::between(from, to))],
            (None, Some(length)) => of_length(to, length),
            (None, None) => vec![plain(Window::between(to - 1, to))],
        },
    })
}

/// `近十年` to 2010 is 2000-2010, or, with its base in the window, 2001-2010.
fn of_length(to: i32, length: i32) -> Vec<(Window, Option<Message>)> {
    let mut all = vec![(Window::between(to - length, to), None)];
    if length > 1 {
        all.push((Window::between(to - length + 1, to), Some(say!("reading.base-inside"))));
    }
    all
}

/// A plan of five years by its number: `十一五期间`.
fn is_plan(when: &When) -> bool {
    const MARKS: [&str; 7] = ["五期", "五时", "五规", "五计", "五五年", "五的五年", "five-year plan"];
    let is_bare = when.words.ends_with('五') && when.words.starts_with('十');
    when.years.is_none() && (is_bare || MARKS.iter().any(|mark| when.words.contains(mark)))
}

/// What grows over a plan grows from the year before it.
fn of_plan(from: i32, to: i32) -> Vec<(Window, Option<Message>)> {
    let within = (Window::between(from, to), Some(say!("reading.within-plan")));
    vec![(Window::between(from - 1, to), None), within]
}

fn forms(kind: &Kind) -> Vec<(Form, Option<Message>)> {
    match kind {
        Kind::Level => vec![(Form::Level, None)],
        Kind::Change { .. } | Kind::Points { .. } => vec![(Form::Change, None)],
        Kind::Growth { .. } => vec![(Form::Growth, None)],
        Kind::Multiple => vec![(Form::Growth, None), (Form::Ratio, Some(say!("way.ratio")))],
        Kind::TimesOf => vec![(Form::Ratio, None), (Form::Growth, Some(say!("way.increment")))],
        Kind::AverageGrowth { .. } => vec![
            (Form::Compound, None),
            (Form::MeanOfRates, Some(say!("reading.mean-of-rates"))),
            (Form::Spread, Some(say!("reading.spread"))),
        ],
        Kind::Mean => vec![(Form::Mean, None)],
        Kind::Sum => vec![(Form::Sum, None)],
        Kind::Run { .. } | Kind::Rank | Kind::Citation | Kind::Unknown => Vec::new(),
    }
}

/// Words that leave no other growth than that at constant prices.
const REAL: [&str; 7] =
    ["实际增长", "不变价", "可比价", "扣除价格", "in real terms", "at constant prices", "at comparable prices"];

/// Rates that are published as such. The growth of output is real growth unless the words say nominal; a claim of such a
/// rate may still mean the growth of the money.
fn rates_of_growth(
    claim: &Claim,
    meaning: &Meaning,
    other: Option<&Message>,
    definitions: &Definitions,
    found: &mut Vec<Reading>,
) {
    let Some(year) = claim.when.year else { return };
    let is_growth = matches!(claim.kind, Kind::Growth { .. });
    if let Some(own) = definitions.series.get(&meaning.formula).and_then(|series| series.growth_of.as_ref()) {
        if is_growth {
            found.retain(|reading| reading.formula != meaning.formula);
            found.push(rate(&meaning.formula, year, joined(&[other])));
        }
        if own.real && REAL.iter().any(|word| claim.sentence.contains(word)) {
            return;
        }
        let words = if own.real { say!("reading.nominal") } else { say!("reading.from-levels") };
        let (core, window) = (now(&own.series), Window::between(year - 1, year));
        let words = joined(&[other, own.real.then_some(&words)]);
        let formula = own.series.clone();
        found.push(Reading { formula, core, stage: None, form: Form::Growth, window, words, is_seldom: own.real });
        return;
    }
    let of_last_year = windows(claim).and_then(|windows| windows.first().map(|(window, _)| window.steps() == 1));
    if !is_growth || of_last_year != Some(true) {
        return;
    }
    let says_nominal =
        ["名义", "现价", "当年价", "nominal", "current price"].iter().any(|word| claim.sentence.contains(word));
    let rates = definitions.series.values().filter_map(|series: &Series| {
        let of = series.growth_of.as_ref().filter(|of| of.series == meaning.formula)?;
        Some((series, of.real))
    });
    for (series, real) in rates {
        let is_plain = real && !says_nominal;
        if is_plain {
            for own in found.iter_mut().filter(|reading| reading.formula == meaning.formula) {
                own.words.get_or_insert_with(|| say!("reading.nominal"));
                own.is_seldom = true;
            }
        }
        let words = (real && says_nominal).then_some(say!("reading.real"));
        found.push(rate(&series.id, year, if is_plain { None } else { joined(&[other, words.as_ref()]) }));
    }
}

fn rate(series: &str, year: i32, words: Option<Message>) -> Reading {
    let (formula, core) = (series.to_string(), now(series));
    Reading { formula, core, stage: None, form: Form::Level, window: Window::year(year), words, is_seldom: false }
}

pub fn now(series: &str) -> Core {
    Core::Leaf(Leaf::of(series))
}
