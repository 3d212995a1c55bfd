//! What a figure's account is: its stage, its prices, the years that it sums.
//!
//! In: a figure tied to what it is of. Out: the stage of the account, readings at constant prices, the window of a sum.
//! Refuses a budget for an outcome, and sums over years that nobody names.

use std::collections::BTreeMap;

use super::kinds::{self, Decided};
use super::outcomes;
use super::sentence::{Around, Earlier};
use super::tie::{Spot, Tied};
use super::times::Time;
use super::walk::Said;
use super::whens::{self, Clock};
use super::words::Role;
use crate::claims::{Kind, Known, When};
use crate::formula::Stage;

/// 实际 and real between a name and its figure.
pub fn says_real(said: &Said) -> bool {
    said.has(Role::Real) || said.after.roles.contains(&Role::Real)
}

impl Around<'_> {
    /// Growth at constant prices is of rates and indices of volumes only; a level is not, where the words take prices out.
    pub fn real(&self, decided: &Decided, told: bool) -> Result<Decided, String> {
        let grows =
            kinds::needs_base(&decided.kind) && !matches!(decided.kind, Kind::Points { .. } | Kind::Change { .. });
        let is_rate = decided.of.readings.first().is_some_and(|reading| reading.is_growth);
        match decided.kind {
            _ if grows || (is_rate && decided.kind == Kind::Level) => kinds::at_constant_prices(decided, self.formulas),
            Kind::Level | Kind::Change { .. } | Kind::Sum | Kind::Mean
                if told && self.formulas.is_money(&decided.of) =>
            {
                kinds::at_constant_prices(decided, self.formulas)
            }
            _ => Ok(decided.clone()),
        }
    }

    /// The stage that the clause fixes, else that of the whole, else of a budget announced before it; why it is no outcome.
    pub fn stage_of(
        &self,
        spot: &Spot,
        tied: &Tied,
        before: Option<&Earlier>,
        earlier: &BTreeMap<usize, Earlier>,
    ) -> Result<Option<Stage>, String> {
        let mut own = spot.clause().filter_map(|piece| match spot.row.role(piece) {
            Some(Role::Stage(stage)) if !outcomes::is_of_base(spot.row, piece) => Some(stage),
            _ => None,
        });
        if let Some(stage) = own.next_back() {
            return Ok(Some(stage));
        }
        if let Some(stage) = spot.whole.and_then(|whole| whole.stage) {
            return Ok(Some(stage));
        }
        let budget = outcomes::budget_before(spot.row, spot.clause()).and_then(|nth| earlier.get(&nth));
        let other = |budget: &&Earlier| before.is_some() || budget.formula != tied.formula();
        match budget.filter(other) {
            Some(_) => Err("a budget, not an outcome".to_string()),
            None => Ok(None),
        }
    }
}

/// A sum runs over a window of the sentence; of one year alone it is a level.
pub fn summed(spot: &Spot, start: usize, when: &mut When) -> Kind {
    if when.from.is_some() || when.years.is_some() {
        return Kind::Sum;
    }
    let times = whens::periods(spot.row, start);
    let window = times.iter().find_map(|(_, time)| match time {
        Time::Window(first, last) => Some((*first, *last)),
        _ => None,
    });
    if let Some((first, last)) = window {
        (when.from, when.year, when.known) = (Some(first), Some(last), Known::Explicit);
        return Kind::Sum;
    }
    let since = ["截至", "截止", "至", "到", "自", "从", "由", "by", "since"];
    let runs_on = |at: usize| spot.row.before(at).is_some_and(|(before, _)| since.contains(&spot.row.words(before)));
    let one_year = times.len() <= 1 && !times.iter().any(|(at, _)| runs_on(*at));
    if spot.said.subject.is_some() && one_year { Kind::Level } else { Kind::Sum }
}

/// A multiple without a base of its own is over the window spoken of; of a window named by 同期 a level is of its end.
pub fn within_window(kind: &Kind, when: &mut When, said: &Said, clock: &Clock) {
    let Some((first, last)) = clock.window else { return };
    let open = matches!(kind, Kind::Multiple | Kind::TimesOf | Kind::AverageGrowth { .. });
    if open && when.from.is_none() && when.years.is_none() && when.year == Some(last) && said.base.is_none() {
        when.from = Some(first);
    }
    let is_same = when.known == Known::Relative && (when.from, when.year) == (Some(first), Some(last));
    if *kind == Kind::Level && is_same {
        (when.from, when.known) = (None, Known::Carried);
    }
}

/// A year that was still to come.
pub fn ahead(when: &When, clock: &Clock) -> Option<String> {
    let later = when.year.zip(clock.now).is_some_and(|(year, now)| year > now);
    later.then(|| "of a year after that of the text".to_string())
}
