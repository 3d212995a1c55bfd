//! Explanations: why a figure is wrong, found by search.
//!
//! In: a case that nothing fits. Out: the likeliest explanation, or that several do, or none. Each kind of slip costs as
//! many bits as it takes to name one among those tried; a figure must say more than that, and the cheapest wins.
//! Refuses matches that chance would give.

use crate::claims::verdicts::explanation::digits;
use crate::claims::verdicts::explanation::others;
use crate::claims::verdicts::explanation::periods;
use crate::claims::verdicts::explanation::slip::Explanation;
use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::fit::order::Held;
use crate::claims::verdicts::quantities::candidates::{Form, Standing, candidates};
use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::{Diagnosis, Kind};
use crate::definitions::PlanTarget;
use crate::formula::Stage;
use crate::messages::{Message, say};

/// What the search ends with.
pub struct Conclusion {
    pub diagnosis: Diagnosis,
    pub held: Option<Held>,
    /// All that remains is another year or window.
    pub is_period: bool,
    /// It is the budget of the year.
    pub is_budget: bool,
    /// All that remains are slips of the pen or the unit.
    pub is_slip: bool,
    /// Bits that the figure says beyond what the explanation costs.
    pub surplus: f64,
}

/// A figure must say so many bits more than its explanation costs: chance gives less than one match in four.
const LEAST: f64 = 2.0;
/// 万 for 亿, million for billion: whatever the figure, one of the powers comes near it, and the digits decide.
const UNIT: f64 = 1.0;
/// A decimal point out of place.
const POINT: f64 = 3.3;
/// Explanations that cost no more than this above the cheapest are as good as it.
const NEAR: f64 = 1.5;
const SLIPS: [&str; 7] = [
    "other-unit",
    "ratio-for-increment",
    "increment-for-ratio",
    "percent-for-points",
    "swapped-digits",
    "wrong-digit",
    "wrong-steps",
];
/// Slips that tell what a figure is of, where its words name it in another order than the catalogue.
const TELLING: [&str; 7] = [
    "other-unit",
    "increment-for-ratio",
    "percent-for-points",
    "swapped-digits",
    "wrong-digit",
    "wrong-steps",
    "plan-target",
];
/// More than so many are not listed.
const LISTED: usize = 4;

pub fn conclude(case: &Case, book: &Book) -> Option<Conclusion> {
    let mut found = targets(case);
    found.extend(budget(case, book));
    found.extend(slips(case, book));
    found.extend(digits::slips(case));
    found.extend(periods::elsewhere(case, book));
    found.extend(others::definitions(case, book));
    let gain = case.stated.bits();
    found.retain(|explanation| gain - explanation.cost >= LEAST);
    found.sort_by(|one, other| one.cost.total_cmp(&other.cost));
    let best = found.first()?.clone();
    found.retain(|explanation| explanation.cost <= best.cost + NEAR);
    let mut told: Vec<&Explanation> = Vec::new();
    for explanation in &found {
        if !told.iter().any(|known| known.words == explanation.words || is_same(known, explanation, case.stated.unit)) {
            told.push(explanation);
        }
    }
    let is_period = told.iter().all(|explanation| explanation.code == "other-period");
    let is_slip = told.iter().all(|explanation| TELLING.contains(&explanation.code));
    let surplus = gain - best.cost;
    let diagnosis = match told.as_slice() {
        [one] => Diagnosis { code: one.code, words: one.words.clone() },
        several => {
            let words = several.iter().take(LISTED).map(|one| one.words.clone());
            Diagnosis { code: "several", words: Message::joined(words, &say!("diagnosis.or")) }
        }
    };
    let is_budget = best.code == "plan-target" && best.held.is_some();
    Some(Conclusion { diagnosis, held: best.held, is_period, is_budget, is_slip, surplus })
}

/// The same slip, whichever edition's figure it was made in; of other periods and definitions, where they are the same as
/// printed.
fn is_same(one: &Explanation, other: &Explanation, unit: f64) -> bool {
    let value = |explanation: &Explanation| explanation.held.as_ref().map(|held| held.candidate.interval.value);
    let are_near = value(one).zip(value(other)).is_some_and(|(one, other)| (one - other).abs() < unit);
    let is_slip = SLIPS.contains(&one.code) && one.window.is_none();
    one.code == other.code && one.window == other.window && (are_near || is_slip)
}

/// A plan target of the year, taken for an outcome.
fn targets(case: &Case) -> Vec<Explanation> {
    let definitions = case.voice.records.definitions;
    let Some(year) = case.claim.when.year else { return Vec::new() };
    let is_of =
        |formula: &str| case.readings.iter().any(|reading| reading.formula == formula && reading.form == Form::Level);
    let holds = |target: &&PlanTarget| {
        let upto = target.upto.unwrap_or(target.value);
        let is_it = case.stated.holds(target.value) || case.stated.holds(upto);
        (target.from..=target.to).contains(&year) && target.area == case.area && is_it && is_of(&target.formula)
    };
    let is_exact = |target: &PlanTarget| {
        let apart = |value: f64| (value - case.stated.value).abs() <= 1e-9 * value.abs();
        apart(target.value) || target.upto.is_some_and(apart)
    };
    let explained = |target: &PlanTarget| Explanation {
        code: "plan-target",
        words: say!(
            "diagnosis.target",
            value = target.shown,
            zh = target.names.zh,
            en = target.names.en,
            source = Message::of_english("defined", &target.source)
        ),
        cost: if is_exact(target) { 0.5 } else { 2.5 },
        window: None,
        held: None,
    };
    definitions.targets.iter().filter(holds).map(explained).collect()
}

/// The budget of the year, taken for its account.
fn budget(case: &Case, book: &Book) -> Vec<Explanation> {
    let plain = case.readings.iter().enumerate().filter(|(_, reading)| reading.words.is_none());
    plain
        .filter_map(|(at, reading)| {
            let levels = book.levels(&reading.formula, &reading.core, Some(Stage::Budget), case.area);
            let found = candidates(&levels, reading.form, reading.window, book);
            let candidate = found.into_iter().find(|candidate| case.stated.holds(candidate.interval.value))?;
            let words = say!("diagnosis.budget", value = case.voice.value(candidate.interval.value));
            let held = Held { reading: at, words: Some(say!("reading.budget")), is_seldom: false, candidate };
            Some(Explanation { code: "plan-target", words, cost: 2.0, window: None, held: Some(held) })
        })
        .collect()
}

/// Slips of the unit and of the kind of difference.
fn slips(case: &Case, book: &Book) -> Vec<Explanation> {
    let mut found = Vec::new();
    let stood = |held: &&Held| held.words.is_none() && held.candidate.standing <= Standing::OverSettled;
    for held in case.held.iter().filter(stood) {
        let value = held.candidate.interval.value;
        let explained = |code: &'static str, words: Message, cost: f64| Explanation {
            code,
            words,
            cost,
            window: None,
            held: Some(held.clone()),
        };
        for power in [-8, -6, -4, -3, -2, -1, 1, 2, 3, 4, 6, 8] {
            // A number that was multiplied has zeros that nobody rounded to.
            let (rounded, lost) = case.stated.without_zeros();
            let is_round = power < 0 && !case.stated.is_hedged && lost > 0.0;
            let exact = case.stated.times(10f64.powi(power)).holds_or_cut(value);
            if exact || is_round && rounded.times(10f64.powi(power)).holds(value) {
                let (value, vintage) = (case.voice.value(value), case.voice.told(&held.candidate));
                let words = match power > 0 {
                    true => say!("diagnosis.unit-small", value, vintage, power = power.abs()),
                    false => say!("diagnosis.unit-large", value, vintage, power = power.abs()),
                };
                let is_of_words = matches!(power.abs(), 3 | 4 | 6 | 8);
                let cost = if is_of_words { UNIT } else { POINT };
                found.push(explained("other-unit", words, if exact { cost } else { cost + lost }));
            }
        }
        let Some(reading) = case.readings.get(held.reading) else { continue };
        found.extend(
            of_difference(case, held, &book.title(&reading.formula))
                .map(|(code, words, cost)| explained(code, words, cost)),
        );
    }
    found
}

/// Level for difference, ratio for increment, percent for points.
fn of_difference(case: &Case, held: &Held, what: &Message) -> Option<(&'static str, Message, f64)> {
    let used: Vec<f64> = held.candidate.used().map(|(_, level)| level.interval.value).collect();
    let (stated, voice) = (&case.stated, &case.voice);
    let (end, base) = (*used.first()?, used.last().copied().filter(|base| *base != 0.0)?);
    match case.claim.kind {
        Kind::Change { .. } if stated.holds_or_cut(end) => {
            Some(("ratio-for-increment", say!("diagnosis.level-itself", end = voice.value(end), what), 2.0))
        }
        Kind::AverageGrowth { .. } => {
            let steps = held.candidate.window.steps();
            let over = |steps: i32| steps > 1 && stated.holds((end / base).powf(1.0 / f64::from(steps)) - 1.0);
            let wrong = [steps + 1, steps - 1].into_iter().find(|steps| over(*steps))?;
            Some(("wrong-steps", say!("diagnosis.steps", steps = wrong), 2.0))
        }
        Kind::TimesOf if stated.holds(end / base - 1.0) => {
            Some(("increment-for-ratio", say!("diagnosis.increment", ratio = voice.value(end / base - 1.0)), 2.0))
        }
        Kind::Growth { .. } if stated.holds_or_cut(end / base) => {
            Some(("ratio-for-increment", say!("diagnosis.ratio", ratio = voice.value(end / base)), 2.0))
        }
        Kind::Points { .. } if stated.holds(end / base - 1.0) => {
            Some(("percent-for-points", say!("diagnosis.change-in-percent", rate = voice.value(end / base - 1.0)), 1.5))
        }
        Kind::Growth { .. } if used.len() == 2 && end.abs() < 1.0 && stated.holds(end - base) => {
            Some(("percent-for-points", say!("diagnosis.change-in-points", points = voice.value(end - base)), 1.5))
        }
        _ => None,
    }
}
