//! What a figure is held against besides another year: another stage of the account, or the sum over another window.
//!
//! In: a figure in its sentence and what was made of it. Out: what it is of instead: the gap or the ratio of two stages
//! (`低于年初预算9.54亿元`, `完成预算的76.5%`), a sum of years over that of as many before. Refuses things that are no
//! plain series.

use crate::claims::reading::context::outcomes;
use crate::claims::reading::hypotheses::kinds::{Decided, Sort};
use crate::claims::reading::hypotheses::mention::Mention;
use crate::claims::reading::mentions::things::{Formulas, Reading, Thing};
use crate::claims::reading::mentions::times::Time;
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;
use crate::claims::{Hypothesis, Kind, Meaning, When};
use crate::formula::Stage;
use crate::messages::{Message, say};
use crate::units::Timing;

/// The stage that a figure is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Against {
    stage: Stage,
    /// Years before the figure's own.
    back: i32,
    manner: Manner,
}

/// What the figure says of the two stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// It is that stage's own figure: `比预算数61.47亿元`.
    Its,
    /// The gap; in percent the gap over that stage.
    Gap { falls: bool },
    /// One over the other: `为预算的101.2%`.
    Ratio,
}

/// What a figure is of, and the stage that its words fix.
pub struct Staged {
    pub decided: Result<Decided, Message>,
    pub stage: Option<Stage>,
}

/// What a figure is of where it is held against another stage. `before` is the stage of the figure before it.
pub fn staged(
    mention: &Mention,
    subject: &Thing,
    when: &When,
    before: Option<Stage>,
    (sort, formulas): (Sort, &Formulas),
) -> Option<Staged> {
    if !matches!(sort, Sort::Amount | Sort::Percent) {
        return None;
    }
    let found = against(mention, sort, when)?;
    let own = own_stage(mention).or(before).filter(|own| found.back > 0 || *own != found.stage);
    let is_account = matches!(own, None | Some(Stage::Execution | Stage::Final));
    if found.manner == Manner::Its {
        let its = |one: &Reading| {
            let formula = series_of(one).map_or(one.formula.clone(), |(series, _)| series.to_string());
            Reading { formula, stage: Some(found.stage), ..one.clone() }
        };
        let readings = subject.readings.iter().map(its);
        let of = Thing { readings: readings.collect(), words: subject.words.clone() };
        let decided = Ok(Decided { kind: Kind::Level, of });
        return (sort == Sort::Amount).then_some(Staged { decided, stage: Some(found.stage) });
    }
    // Accounts of two years, budgets of two years: a plain change.
    let is_plain = own == Some(found.stage) || is_account && found.stage != Stage::Budget && own.is_none();
    if found.back > 0 && is_plain {
        return None;
    }
    let readings = subject.readings.iter().filter_map(|reading| {
        let (series, named) = series_of(reading)?;
        let own = own.or(named).filter(|own| found.back > 0 || *own != found.stage);
        let formula = found.formula(series, own, sort);
        formulas.checked(&formula)?;
        Some(Reading { formula, stage: None, ..reading.clone() })
    });
    let of = Thing { readings: readings.collect(), words: subject.words.clone() };
    let none = || say!("untied.held-against");
    let decided = if of.readings.is_empty() { Err(none()) } else { Ok(Decided { kind: Kind::Level, of }) };
    let is_final = own == Some(Stage::Final) || found.stage == Stage::Final;
    Some(Staged { decided, stage: is_final.then_some(Stage::Final) })
}

/// The same account at whatever stage.
pub fn unstaged(thing: &Thing) -> Thing {
    let plain = |one: &Reading| {
        let formula = series_of(one).map_or(one.formula.clone(), |(series, _)| series.to_string());
        Reading { formula, stage: None, ..one.clone() }
    };
    Thing { readings: thing.readings.iter().map(plain).collect(), words: thing.words.clone() }
}

/// A plain series, and the stage that its name fixes.
fn series_of(reading: &Reading) -> Option<(&str, Option<Stage>)> {
    let formula = reading.formula.as_str();
    let (series, stage) = formula.split_once('.').unwrap_or((formula, ""));
    let named = Stage::ALL.into_iter().find(|known| known.name() == stage).or(reading.stage);
    let is_plain = !reading.is_growth && !formula.contains([' ', '(']);
    is_plain.then_some((series, named))
}

impl Against {
    fn formula(&self, series: &str, own: Option<Stage>, sort: Sort) -> String {
        // Final accounts are seldom marked as such: they are what the words of the stage leave.
        let of = |stage: Stage| match stage {
            Stage::Final => series.to_string(),
            stage => format!("{series}.{}", stage.name()),
        };
        let (own, base) = (own.map_or(series.to_string(), of), of(self.stage));
        let base = if self.back == 0 { base } else { format!("lag({base}, {})", self.back) };
        let gap = match self.manner {
            Manner::Ratio | Manner::Its => return format!("{own} / {base}"),
            Manner::Gap { falls: true } => format!("{base} - {own}"),
            Manner::Gap { falls: false } => format!("{own} - {base}"),
        };
        if sort == Sort::Percent { format!("({gap}) / {base}") } else { gap }
    }
}

/// What stage a figure is held against, if any.
fn against(mention: &Mention, sort: Sort, when: &When) -> Option<Against> {
    let row = mention.row;
    let mut way = Way::default();
    for at in (0..mention.piece).rev() {
        match row.token(at)? {
            Token::Word(Role::Executed) if sort == Sort::Percent => {
                return Some(Against { stage: Stage::Budget, back: 0, manner: Manner::Ratio });
            }
            Token::Word(Role::Stage(stage)) => return held(mention, at, stage, &way, (sort, when)),
            Token::Word(role @ (Role::Rise | Role::Fall | Role::Above | Role::Below | Role::Decline)) => {
                way.verb = way.verb.or(Some(role));
            }
            Token::Word(Role::Of) => way.of = true,
            Token::Word(Role::Neutral | Role::Link | Role::Real) => {}
            Token::Name(_) if !way.figure => return compared_before(mention, at, &way, when),
            // A rate goes on with what the gap before it is held against.
            Token::Word(Role::Mark(',')) if sort == Sort::Percent && !way.figure => way.mark = true,
            // The figure of the stage itself, or the gap, may stand between.
            Token::Figure(_) if !way.figure => way.figure = true,
            _ => return None,
        }
    }
    None
}

/// `与预算执行数相比,支出多出91亿元`: a clause of comparison before the name.
fn compared_before(mention: &Mention, name: usize, way: &Way, when: &When) -> Option<Against> {
    let row = mention.row;
    let is_open = |piece: &usize| matches!(row.role(*piece), Some(Role::Mark(',') | Role::Neutral | Role::Of));
    let mut before = (0..name).rev().skip_while(is_open);
    let compared = before.next().filter(|piece| row.role(*piece) == Some(Role::Compared))?;
    let Some(Role::Stage(stage)) = row.role(compared.checked_sub(1)?) else { return None };
    let (first, _) = row.before(compared - 1)?;
    let back = match row.token(first)? {
        Token::Time(time) => years_back(time, when)?,
        Token::Word(Role::And | Role::Than | Role::Compared) => 0,
        _ => return None,
    };
    let falls = matches!(way.verb?, Role::Fall | Role::Below | Role::Decline);
    Some(Against { stage, back, manner: Manner::Gap { falls } })
}

/// What stands between a figure and the stage.
#[derive(Clone, Copy, Debug, Default)]
struct Way {
    verb: Option<Role>,
    figure: bool,
    of: bool,
    mark: bool,
}

/// A stage behind a word of comparison, with its time between.
fn held(mention: &Mention, at: usize, stage: Stage, way: &Way, (sort, when): (Sort, &When)) -> Option<Against> {
    let row = mention.row;
    let is_joint = |piece: &usize| matches!(row.role(*piece), Some(Role::Of | Role::Neutral));
    let mut before = (0..at).rev().skip_while(is_joint);
    let first = before.next()?;
    let (back, lead) = match row.token(first) {
        Some(Token::Time(time)) => (years_back(time, when)?, before.find(|piece| !is_joint(piece))?),
        _ => (0, first),
    };
    let falls = matches!(way.verb, Some(Role::Fall | Role::Below | Role::Decline));
    let is_own_clause = !way.mark || way.figure;
    let manner = match (row.role(lead)?, way.verb) {
        (Role::Than | Role::Compared, Some(_)) if is_own_clause => Manner::Gap { falls },
        (Role::Than, None) if says_more(mention) => Manner::Gap { falls: false },
        (Role::Than | Role::Compared, None) if !way.figure && !way.mark => Manner::Its,
        (Role::Above, None) if !way.figure => Manner::Gap { falls: false },
        (Role::Below, None) if !way.figure => Manner::Gap { falls: true },
        (Role::Above | Role::Below, Some(_)) if way.mark && way.figure => Manner::Gap { falls },
        (Role::Link | Role::Equal | Role::Share | Role::To, None) if way.of && !way.mark && sort == Sort::Percent => {
            Manner::Ratio
        }
        _ => return None,
    };
    Some(Against { stage, back, manner })
}

fn years_back(time: Time, when: &When) -> Option<i32> {
    let back = match time {
        Time::Year(year) => when.year? - year,
        Time::Relative(years) => -years,
        _ => return None,
    };
    (0..=1).contains(&back).then_some(back)
}

/// `比预算多9亿元`.
fn says_more(mention: &Mention) -> bool {
    mention.piece.checked_sub(1).is_some_and(|before| ["多", "多了", "超"].contains(&mention.row.words(before)))
}

/// The stage of the account itself: the last that its sentence names and nothing is held against.
fn own_stage(mention: &Mention) -> Option<Stage> {
    let row = mention.row;
    let is_held = |piece: usize| {
        let lead = row.before(piece).and_then(|(at, _)| row.role(at));
        outcomes::is_of_base(row, piece) || matches!(lead, Some(Role::Above | Role::Below))
    };
    (0..mention.piece).rev().find_map(|piece| match row.role(piece)? {
        Role::Stage(stage) if !is_held(piece) && !is_whole(mention, piece) => Some(stage),
        _ => None,
    })
}

/// `预算的` before the figure: what it is a part of.
fn is_whole(mention: &Mention, stage: usize) -> bool {
    let row = mention.row;
    row.role(stage + 1) == Some(Role::Of)
        && (stage + 2..mention.piece).all(|piece| row.role(piece) == Some(Role::Neutral))
}

/// The sums of as many years: `是十一五时期的2.12倍`, of flows alone.
pub fn sums(decided: &Decided, years: i32, formulas: &Formulas) -> Result<Decided, Message> {
    let is_compared =
        matches!(decided.kind, Kind::TimesOf | Kind::Multiple | Kind::Growth { .. } | Kind::Change { .. });
    let readings = decided.of.readings.iter().filter(|reading| is_compared && series_of(reading).is_some());
    let readings = readings.filter_map(|reading| {
        formulas.checked(&reading.formula).filter(|(_, unit)| unit.timing == Some(Timing::Flow))?;
        let lags = (1..years).map(|year| format!(" + lag({}, {year})", reading.formula));
        let formula = format!("{}{}", reading.formula, lags.collect::<String>());
        formulas.checked(&formula)?;
        Some(Reading { formula, ..reading.clone() })
    });
    let of = Thing { readings: readings.collect(), words: decided.of.words.clone() };
    match of.readings.is_empty() {
        true => Err(say!("untied.sums-of-windows")),
        false => Ok(Decided { kind: decided.kind.clone(), of }),
    }
}

/// `2013年安排79.69亿元`: what a budget sets is no outcome, and may be the figure of the budget.
pub fn of_budget(row: &Row, figure: usize, hypotheses: Vec<Hypothesis>) -> Vec<Hypothesis> {
    const SETS: [&str; 6] = ["安排", "年初预算安排", "预算安排", "批准", "批准的", "年初安排"];
    let clause = (0..figure).rev().take_while(|piece| !matches!(row.role(*piece), Some(Role::Mark(_))));
    let is_set = clause.into_iter().any(|piece| SETS.contains(&row.words(piece)));
    let of_account = |one: Hypothesis| {
        let of = Meaning { stage: Some(Stage::Budget), ..one.of };
        (is_set && !of.formula.contains(' ')).then_some(Hypothesis { of, ..one })
    };
    hypotheses.into_iter().filter_map(of_account).collect()
}

/// Every stage with every other.
pub fn pairs_of_stages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let names = || Stage::ALL.map(Stage::name).into_iter();
    names().flat_map(move |one| names().filter(move |other| *other != one).map(move |other| (one, other)))
}
