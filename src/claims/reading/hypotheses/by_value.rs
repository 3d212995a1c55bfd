//! Hypotheses that only the value can decide: what a figure may be of, by words in any order and at any distance.
//!
//! In: a figure in its sentence, what the sentence and the ones before it name, the areas that it may be of. Out: hypotheses,
//! the nearest first. Refuses things that no word of the sentence or its paragraph names, and formulas whose units do not
//! fit the figure.

use std::collections::HashMap;

use crate::claims::reading::context::text::Context;
use crate::claims::reading::hypotheses::at_prices;
use crate::claims::reading::hypotheses::kinds::{self, Sort};
use crate::claims::reading::hypotheses::manner::Manner;
use crate::claims::reading::hypotheses::occasions::{self, Occasions};
use crate::claims::reading::hypotheses::referents::{self, Referent};
use crate::claims::reading::hypotheses::site::Site;
use crate::claims::reading::hypotheses::stages::pairs_of_stages;
use crate::claims::reading::hypotheses::sums::{self, bracketed};
use crate::claims::{Hypothesis, Kind, Meaning, When};
use crate::units;

/// More hypotheses than this say nothing of any.
const MOST: usize = 120;

/// Hypotheses of one figure in one area, while they are drawn up.
struct Draft<'a> {
    context: &'a Context<'a>,
    site: &'a Site<'a>,
    manner: Manner,
    occasions: &'a Occasions,
    area: &'a str,
    subjects: Vec<Referent>,
    unexplained: u8,
    found: Vec<Hypothesis>,
    /// Positions in `found` by formula.
    drawn: HashMap<String, Vec<usize>>,
}

/// What a figure may be of in each of some areas, the likeliest area first.
pub fn hypotheses(context: &Context, site: &Site, areas: &[String]) -> Vec<Hypothesis> {
    let (manner, occasions) = (site.manner(), occasions::of(site));
    let unexplained = site.unexplained();
    let mut found: Vec<Hypothesis> = Vec::new();
    for (nth, area) in areas.iter().enumerate() {
        let subjects = referents::referents(context, site, area, manner.per_head);
        let (occasions, area) = (&occasions, area.as_str());
        let (found_here, drawn) = (Vec::new(), HashMap::new());
        let mut draft =
            Draft { context, site, manner, occasions, area, subjects, unexplained, found: found_here, drawn };
        match kinds::sort(site.figure, context.formulas) {
            Sort::Percent => draft.rates(),
            Sort::Points => draft.points(),
            Sort::Times => draft.multiples(),
            Sort::Amount => draft.amounts(),
            Sort::Bare => {}
        }
        let further = u8::try_from(nth).unwrap_or(u8::MAX);
        found.extend(
            draft.found.into_iter().map(|one| Hypothesis { distance: one.distance.saturating_add(further), ..one }),
        );
    }
    found.sort_by_key(|one| one.distance);
    found.truncate(MOST);
    found
}

impl Draft<'_> {
    /// The things of the nearest naming that can be printed so: a number of persons hides no amount of money.
    fn nearest(&self) -> Vec<Referent> {
        let is_amount = kinds::sort(self.site.figure, self.context.formulas) == Sort::Amount;
        let fits = |subject: &Referent| !is_amount || self.with_heads(subject).iter().any(|one| self.fits(one));
        referents::near(&self.subjects, fits)
    }

    /// Rates of growth and shares.
    fn rates(&mut self) {
        let Manner { rises, falls, yearly, reaches, shares, said_share, .. } = self.manner;
        let moves = (rises || falls || yearly && !shares) && !reaches;
        if moves {
            let kind = if yearly { Kind::AverageGrowth { falls } } else { Kind::Growth { falls } };
            let times = if yearly { self.occasions.spells() } else { self.occasions.changes() };
            for subject in self.nearest() {
                self.at_each(&subject, &subject.formula, &kind, &times);
            }
            self.real(&kind, &times);
            self.moves_of_share(&kind, &times);
            self.growth_over_stages();
            self.surpluses();
        } else {
            self.own_ratios();
        }
        if reaches && self.manner.rate {
            self.rates_reached();
        }
        if !moves && !shares && !said_share && !self.was_ratio() {
            self.unsaid();
        }
        if shares || (!moves && (said_share || self.was_ratio())) {
            self.shares();
        }
    }

    /// `增速降到4.8%`, `放缓到1.2%`.
    fn rates_reached(&mut self) {
        let changes = self.occasions.changes();
        for subject in self.nearest() {
            self.at_each(&subject, &subject.formula, &Kind::Growth { falls: false }, &changes);
        }
    }

    /// The same with prices taken out, where the words say so.
    fn real(&mut self, kind: &Kind, times: &[(When, u8)]) {
        if !self.manner.real {
            return;
        }
        for subject in self.nearest() {
            for year in [None, times.first().and_then(|(when, _)| when.from)] {
                if let Some(formula) = at_prices::at_prices(self.context, &subject.formula, year) {
                    self.at_each(&subject, &formula, kind, times);
                }
            }
        }
    }

    /// By how much one thing is more than another: `付息比科学技术支出多11.8%`.
    fn surpluses(&mut self) {
        let Manner { falls, differs, .. } = self.manner;
        if !differs && !self.site.compares() {
            return;
        }
        let years = self.occasions.years();
        let pairs = self.subjects.iter().enumerate();
        let pairs = pairs.flat_map(|(at, one)| self.subjects.iter().skip(at + 1).map(move |other| (one, other)));
        let rate = |one: &Referent, other: &Referent| {
            let (one_formula, other_formula) = (bracketed(&one.formula), bracketed(&other.formula));
            let formula = match falls {
                true => format!("1 - {one_formula} / {other_formula}"),
                false => format!("{one_formula} / {other_formula} - 1"),
            };
            (Referent { distance: one.distance.max(other.distance), ..one.clone() }, formula)
        };
        let near = pairs.filter(|(one, other)| one.words != other.words && one.distance.max(other.distance) <= 1);
        let found: Vec<_> = near.flat_map(|(one, other)| [rate(one, other), rate(other, one)]).collect();
        for (subject, formula) in found {
            self.at_each(&subject, &formula, &Kind::Level, &years);
        }
    }

    /// A percentage of which no word says whether it is a share or a rate: it may be either, a step further off.
    fn unsaid(&mut self) {
        let further = |times: Vec<(When, u8)>| -> Vec<(When, u8)> {
            times.into_iter().map(|(when, distance)| (when, distance.saturating_add(1))).collect()
        };
        let (years, changes) = (further(self.occasions.years()), further(self.occasions.changes()));
        for (subject, formula) in self.ratios() {
            self.at_each(&subject, &formula, &Kind::Level, &years);
        }
        for subject in self.nearest() {
            for falls in [false, true] {
                self.at_each(&subject, &subject.formula, &Kind::Growth { falls }, &changes);
            }
        }
    }

    /// Ratios that are things of their own: `行政成本率为2.1%`.
    fn own_ratios(&mut self) {
        let times = self.occasions.years();
        for subject in self.nearest() {
            if self.is_ratio(&subject.formula) {
                self.at_each(&subject, &subject.formula, &Kind::Level, &times);
            }
        }
    }

    fn is_ratio(&self, formula: &str) -> bool {
        self.context.formulas.checked(formula).is_some_and(|(_, unit)| unit.kind == units::Kind::Ratio)
    }

    /// A share that moved by so many percent.
    fn moves_of_share(&mut self, kind: &Kind, times: &[(When, u8)]) {
        if self.manner.said_share {
            for (subject, formula) in self.ratios() {
                self.at_each(&subject, &formula, kind, times);
            }
        }
    }

    /// Of one stage over another: `决算比年初预算下降8%`.
    fn growth_over_stages(&mut self) {
        let Manner { falls, stages, .. } = self.manner;
        let years = self.occasions.years();
        for subject in self.nearest().into_iter().filter(|subject| stages && !subject.formula.contains(' ')) {
            let (unstaged, formula) = (Referent { stage: None, ..subject.clone() }, &subject.formula);
            for (one, other) in pairs_of_stages() {
                let rate = match falls {
                    true => format!("1 - {formula}.{one} / {formula}.{other}"),
                    false => format!("{formula}.{one} / {formula}.{other} - 1"),
                };
                self.at_each(&unstaged, &rate, &Kind::Level, &years);
            }
        }
    }

    /// A share is no more than its whole; what a thing is `相当于` may be.
    fn shares(&mut self) {
        const WHOLE: f64 = 100.0;
        if self.site.figure.value > WHOLE && !self.manner.equals {
            return;
        }
        let times = self.occasions.years();
        // A whole that no word names is that of the account.
        let wholes = referents::wholes(self.context, self.site, &self.subjects);
        self.subjects.extend(wholes);
        for (subject, formula) in self.ratios().into_iter().chain(self.ratios_of_sums()) {
            self.at_each(&subject, &formula, &Kind::Level, &times);
        }
    }

    /// Sums and gaps over every other thing.
    fn ratios_of_sums(&self) -> Vec<(Referent, String)> {
        let mut found = Vec::new();
        for part in self.totals() {
            let is_other = |whole: &&Referent| !part.words.split(" + ").any(|word| word == whole.words);
            for whole in self.subjects.iter().filter(is_other) {
                let formula = format!("({}) / {}", part.formula, bracketed(&whole.formula));
                let distance = part.distance + whole.distance.saturating_sub(1);
                found.push((Referent { distance, ..part.clone() }, formula));
                if whole.distance <= 1 {
                    let formula = format!("{} / ({})", bracketed(&whole.formula), part.formula);
                    found.push((Referent { distance: distance + 1, ..part.clone() }, formula));
                }
            }
        }
        found
    }

    /// Sums of things told one after the other, and what an account lacks.
    fn totals(&self) -> Vec<Referent> {
        let mut found = sums::sums(self.context, self.site, &self.subjects);
        found.extend(sums::gaps(self.context, self.site, self.area));
        found
    }

    fn was_ratio(&self) -> bool {
        self.site.before.is_some_and(|formula| formula.contains(" / "))
    }

    /// What shares and rates of growth differ by.
    fn points(&mut self) {
        let falls = self.manner.falls;
        let times = self.occasions.changes();
        for (subject, formula) in self.ratios() {
            self.at_each(&subject, &formula, &Kind::Points { falls }, &times);
        }
        if !self.manner.said_share {
            for subject in self.nearest() {
                self.at_each(&subject, &format!("growth({})", subject.formula), &Kind::Points { falls }, &times);
            }
        }
    }

    fn multiples(&mut self) {
        let kind = if self.manner.rises && !self.manner.reaches { Kind::Multiple } else { Kind::TimesOf };
        let (windows, years) = (self.occasions.windows(), self.occasions.years());
        for subject in self.nearest() {
            for formula in self.with_heads(&subject) {
                self.at_each(&subject, &formula, &kind, &windows);
            }
        }
        self.real(&kind, &windows);
        for (subject, formula) in self.ratios() {
            self.at_each(&subject, &formula, &Kind::Level, &years);
        }
    }

    /// Every two things as part and whole, either way round; a part of government over the same of the nation; ratios that
    /// are things of their own.
    fn ratios(&self) -> Vec<(Referent, String)> {
        let formulas = self.context.formulas;
        let mut found = Vec::new();
        for (at, one) in self.subjects.iter().enumerate() {
            let whole = formulas.whole_of(&one.formula);
            found.extend(whole.map(|whole| (one.clone(), format!("{} / {whole}", one.formula))));
            for other in self
                .subjects
                .iter()
                .skip(at + 1)
                .filter(|other| other.words != one.words || self.site.parts_definitions())
            {
                let pair = Referent { distance: one.distance + other.distance.saturating_sub(1), ..one.clone() };
                for (part, whole) in [(one, other), (other, one)] {
                    let formula = format!("{} / {}", bracketed(&part.formula), bracketed(&whole.formula));
                    found.push((pair.clone(), formula));
                }
            }
            let unit = formulas.checked(&one.formula).map(|(_, unit)| unit.kind);
            found.extend((unit == Some(units::Kind::Ratio)).then(|| (one.clone(), one.formula.clone())));
        }
        found
    }

    /// The thing, and where the words say so the same for each inhabitant.
    fn with_heads(&self, subject: &Referent) -> Vec<String> {
        let says = self.manner.per_head && !subject.per_head;
        let heads = self.context.formulas.heads(&subject.formula).filter(|_| says);
        [Some(subject.formula.clone()), heads].into_iter().flatten().collect()
    }

    fn fits(&self, formula: &str) -> bool {
        self.context.misfit(self.site.figure, &Kind::Level, formula).is_none()
    }

    /// Levels, changes, sums, means and gaps.
    fn amounts(&mut self) {
        let Manner { rises, falls, yearly, sums, differs, stages, reaches, .. } = self.manner;
        let moves = (rises || falls) && !reaches;
        let (years, changes, windows) = (self.occasions.years(), self.occasions.changes(), self.occasions.windows());
        self.real(&Kind::Level, &self.occasions.all());
        for subject in self.nearest() {
            let formulas: Vec<String> = self.with_heads(&subject).into_iter().filter(|one| self.fits(one)).collect();
            for formula in &formulas {
                if moves {
                    self.at_each(&subject, formula, &Kind::Change { falls }, &changes);
                }
                if !moves || (subject.distance == 0 && self.site.is_right_behind_name()) {
                    self.at_each(&subject, formula, &Kind::Level, &years);
                }
                if yearly || sums {
                    self.at_each(&subject, formula, if yearly { &Kind::Mean } else { &Kind::Sum }, &windows);
                }
            }
            if stages && (differs || moves) && !formulas.is_empty() {
                self.gaps_of_stages(&subject, &years);
            }
        }
        for total in self.totals() {
            if !self.fits(&total.formula) {
                continue;
            }
            self.at_each(&total, &total.formula, &Kind::Level, &years);
            if moves {
                self.at_each(&total, &total.formula, &Kind::Change { falls }, &changes);
            }
        }
        if differs || moves {
            for (subject, formula) in self.gaps() {
                self.at_each(&subject, &formula, &Kind::Level, &years);
            }
        }
    }

    /// Of two stages of one account, in one year or against the year before: `低于年初预算9.54亿元`.
    fn gaps_of_stages(&mut self, subject: &Referent, years: &[(When, u8)]) {
        if subject.formula.contains(' ') {
            return;
        }
        let unstaged = Referent { stage: None, ..subject.clone() };
        let further = Referent { distance: subject.distance + 1, ..unstaged.clone() };
        let formula = &subject.formula;
        for (one, other) in pairs_of_stages() {
            self.at_each(&unstaged, &format!("{formula}.{one} - {formula}.{other}"), &Kind::Level, years);
            self.at_each(&further, &format!("{formula}.{one} - lag({formula}.{other})"), &Kind::Level, years);
            self.at_each(&further, &format!("lag({formula}.{one}) - {formula}.{other}"), &Kind::Level, years);
        }
    }

    /// What two things of one unit differ by.
    fn gaps(&self) -> Vec<(Referent, String)> {
        let gap = |one: &Referent, other: &Referent| {
            let formula = format!("{} - {}", one.formula, bracketed(&other.formula));
            let distance = one.distance.max(other.distance);
            self.fits(&formula).then(|| (Referent { distance, ..one.clone() }, formula))
        };
        let pairs = self.subjects.iter().enumerate();
        let pairs = pairs.flat_map(|(at, one)| self.subjects.iter().skip(at + 1).map(move |other| (one, other)));
        pairs.flat_map(|(one, other)| [gap(one, other), gap(other, one)]).flatten().collect()
    }

    fn at_each(&mut self, subject: &Referent, formula: &str, kind: &Kind, times: &[(When, u8)]) {
        let Some((core, _)) = self.context.formulas.checked(formula) else { return };
        let words = subject.words.clone();
        let of = Meaning { formula: formula.to_string(), core, stage: subject.stage, words };
        let drawn = self.drawn.entry(of.formula.clone()).or_default();
        for (when, far) in times {
            let is_same = |known: &Hypothesis| {
                (known.of.stage, &known.kind) == (of.stage, kind)
                    && (known.when.year, known.when.from) == (when.year, when.from)
            };
            if !drawn.iter().any(|at| self.found.get(*at).is_some_and(is_same)) {
                drawn.push(self.found.len());
                let (of, kind, when) = (of.clone(), kind.clone(), when.clone());
                let distance = subject.distance.saturating_add(*far);
                let (ref_area, unexplained) = (self.area.to_string(), self.unexplained);
                self.found.push(Hypothesis { of, kind, ref_area, when, distance, unexplained });
            }
        }
    }
}
