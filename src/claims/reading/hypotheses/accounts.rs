//! What a figure's account is: its stage, its prices, the years that it sums.
//!
//! In: a figure tied to what it is of. Out: the stage of the account, readings at constant prices, the window of a sum.
//! Refuses a budget for an outcome, and sums over years that nobody names.

use std::collections::BTreeMap;

use crate::claims::reading::context::antecedent::Antecedent;
use crate::claims::reading::context::outcomes;
use crate::claims::reading::context::period::{self, Clock};
use crate::claims::reading::context::text::Context;
use crate::claims::reading::hypotheses::kinds::{self, Decided};
use crate::claims::reading::hypotheses::mention::{Mention, Tie};
use crate::claims::reading::mentions::evidence::Evidence;
use crate::claims::reading::mentions::times::Time;
use crate::claims::reading::mentions::words::Role;
use crate::claims::{Kind, Known, When};
use crate::formula::Stage;
use crate::messages::{Message, say};

/// 实际 and real between a name and its figure.
pub fn says_real(evidence: &Evidence) -> bool {
    evidence.has(Role::Real) || evidence.after.roles.contains(&Role::Real)
}

impl Context<'_> {
    /// Growth at constant prices is of rates and indices of volumes only; a level is not, where the words take prices out.
    pub fn real(&self, decided: &Decided, told: bool) -> Result<Decided, Message> {
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
        mention: &Mention,
        tie: &Tie,
        before: Option<&Antecedent>,
        antecedents: &BTreeMap<usize, Antecedent>,
    ) -> Result<Option<Stage>, Message> {
        let mut own = mention.clause().filter_map(|piece| match mention.row.role(piece) {
            Some(Role::Stage(stage)) if !outcomes::is_of_base(mention.row, piece) => Some(stage),
            _ => None,
        });
        if let Some(stage) = own.next_back() {
            return Ok(Some(stage));
        }
        if let Some(stage) = mention.whole.and_then(|whole| whole.stage) {
            return Ok(Some(stage));
        }
        // `较上一年预算压减`: what is held against a budget of another year is a budget.
        let held = mention.clause().any(|piece| mention.row.role(piece) == Some(Role::Stage(Stage::Budget)));
        let told = antecedents.values().next_back().and_then(|known| known.stage);
        if held && told == Some(Stage::Budget) {
            return Ok(told);
        }
        let budget = outcomes::budget_before(mention.row, mention.clause()).and_then(|nth| antecedents.get(&nth));
        let other = |budget: &&Antecedent| before.is_some() || budget.formula != tie.formula();
        match budget.filter(other) {
            Some(_) => Err(say!("untied.budget")),
            None => Ok(None),
        }
    }
}

/// A sum runs over a window of the sentence, or where it names no time over the one spoken of; of one year alone it is a
/// level.
pub fn summed(mention: &Mention, start: usize, when: &mut When, clock: &Clock) -> Kind {
    if when.from.is_some() || when.years.is_some() {
        return Kind::Sum;
    }
    let times = period::periods(mention.row, start);
    let window = times.iter().find_map(|(_, time)| match time {
        Time::Window(first, last) => Some((*first, *last)),
        _ => None,
    });
    if let Some((first, last)) = window {
        (when.from, when.year, when.known) = (Some(first), Some(last), Known::Explicit);
        return Kind::Sum;
    }
    if let Some((first, last)) = clock.window.filter(|_| times.is_empty()) {
        (when.from, when.year, when.known) = (Some(first), Some(last), Known::Carried);
        return Kind::Sum;
    }
    let since = ["截至", "截止", "至", "到", "自", "从", "由", "by", "since"];
    let runs_on =
        |at: usize| mention.row.before(at).is_some_and(|(before, _)| since.contains(&mention.row.words(before)));
    let one_year = times.len() <= 1 && !times.iter().any(|(at, _)| runs_on(*at));
    if mention.evidence.subject.is_some() && one_year { Kind::Level } else { Kind::Sum }
}

/// A multiple without a base of its own is over the window spoken of; of a window named by 同期 a level is of its end.
pub fn within_window(kind: &Kind, when: &mut When, evidence: &Evidence, clock: &Clock) {
    let Some((first, last)) = clock.window else { return };
    let open = matches!(kind, Kind::Multiple | Kind::TimesOf | Kind::AverageGrowth { .. });
    if open && when.from.is_none() && when.years.is_none() && when.year == Some(last) && evidence.base.is_none() {
        when.from = Some(first);
    }
    let is_same = when.known == Known::Relative && (when.from, when.year) == (Some(first), Some(last));
    let runs = ["over", "during", "across", "in th"].iter().any(|word| when.words.starts_with(word));
    if *kind == Kind::Level && is_same && !runs {
        (when.from, when.known) = (None, Known::Carried);
    }
}

/// A year that was still to come.
pub fn ahead(when: &When, clock: &Clock) -> Option<Message> {
    let later = when.year.zip(clock.now).is_some_and(|(year, now)| year > now);
    later.then(|| say!("untied.later-year"))
}
