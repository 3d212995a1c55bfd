//! What a series says of concepts: the whole it lies within, estimates and hints of what is not published.
//!
//! In: the fields `within`, `estimates` and `hints` of a series. Out: they, checked once all series are read. Refuses
//! unknown series, formulas that do not check and wholes in another unit than their part.

use std::ops::Range;
use std::sync::Arc;

use super::fields::Fields;
use super::scope::{Catalogue, scope};
use super::written::Written;
use super::{GrowthOf, Level, Remark, SumOf, Whole};
use crate::formula::{Core, Leaf, Scope, check, did_you_mean, lower, parse};
use crate::messages::say;
use crate::problem::{Place, Problem, Text};
use crate::units::{Unit, Units};

/// What series name, to be looked up once all are read.
#[derive(Default)]
pub(super) struct Named {
    /// The part, and the formula of its whole.
    wholes: Vec<(String, Written, Arc<Text>)>,
    /// Series named as estimates, as what a rate is of, or as what a break becomes.
    others: Vec<(String, Place)>,
}

impl Named {
    /// Keeps a name that must be a series.
    pub fn must_exist(&mut self, id: &str, place: Place) {
        self.others.push((id.to_string(), place));
    }

    /// Keeps what one series names; gives its estimates.
    pub fn note(&mut self, id: &str, fields: &Fields) -> Vec<String> {
        if let Some(within) = fields.has("within").then(|| fields.text("within")).flatten() {
            self.wholes.push((id.to_string(), within, Arc::clone(&fields.document.text)));
        }
        let estimates = fields.texts("estimates");
        self.others.extend(estimates.iter().map(|one| (one.text.clone(), fields.document.place(&one.span))));
        estimates.into_iter().map(|one| one.text).collect()
    }

    /// `growth_of = { series = "gdp_nominal", real = true }`.
    pub fn growth_of(&mut self, fields: &Fields) -> Option<GrowthOf> {
        let table = fields.may_table("growth_of")?;
        table.only(&["series", "real"]);
        let series = table.text("series")?;
        self.others.push((series.text.clone(), table.document.place(&series.span)));
        Some(GrowthOf { series: series.text, real: table.truth_or("real", false) })
    }
}

impl Named {
    /// `sum_of = { item = "行政运行", within = "fiscal_expenditure" }`.
    pub fn sum_of(&mut self, fields: &Fields) -> Option<SumOf> {
        let table = fields.may_table("sum_of")?;
        table.only(&["item", "within"]);
        let (item, within) = (table.text("item")?, table.text("within")?);
        self.others.push((within.text.clone(), table.document.place(&within.span)));
        Some(SumOf { item: item.text, within: within.text })
    }
}

/// `hints = [{ says = "...", source = "..." }]`.
pub(super) fn hints(fields: &Fields) -> Vec<Remark> {
    let hint = |table: &Fields| {
        table.only(&["says", "source"]);
        let (says, source) = (table.text("says"), table.text("source"));
        Some(Remark { says: says?.text, source: source?.text })
    };
    fields.tables("hints").iter().filter_map(hint).collect()
}

pub(super) fn look_up(named: Named, units: &Units, catalogue: &mut Catalogue, problems: &mut Vec<Problem>) {
    for (id, place) in named.others {
        if !catalogue.series.contains_key(&id) && !catalogue.broken.contains_key(&id) {
            let help = did_you_mean(&id, catalogue.series.keys().map(String::as_str));
            let problem = Problem::error("unknown-name", place, say!("definition.no-series", id));
            problems.push(Problem { help, ..problem });
        }
    }
    let scope = scope(units, catalogue);
    for (id, written, text) in named.wholes {
        let Some(part) = catalogue.series.get_mut(&id) else { continue };
        match whole(&written, &text, &scope, &part.unit) {
            Ok(found) => part.within = Some(found),
            Err(found) => problems.extend(found),
        }
    }
    levels_within_the_nation(catalogue);
}

/// What `x_central` and `x_local` print is part of the nation's `x`, where that is of the same unit.
fn levels_within_the_nation(catalogue: &mut Catalogue) {
    let whole = |id: &str, level: Level| {
        let suffix = match level {
            Level::Central => "_central",
            Level::Local => "_local",
            Level::Nation => return None,
        };
        let base = catalogue.series.get(id.strip_suffix(suffix)?)?;
        let part = catalogue.series.get(id)?;
        (base.level == Level::Nation && base.unit == part.unit).then(|| base.id.clone())
    };
    let levels: Vec<(String, Level)> =
        catalogue.series.values().filter(|series| series.within.is_none()).map(|s| (s.id.clone(), s.level)).collect();
    let found: Vec<(String, String)> =
        levels.into_iter().filter_map(|(id, level)| whole(&id, level).map(|base| (id, base))).collect();
    for (id, base) in found {
        let leaf = Leaf::of(&base);
        if let Some(series) = catalogue.series.get_mut(&id) {
            series.within = Some(Whole { formula: base, core: Core::Leaf(leaf) });
        }
    }
}

fn whole(written: &Written, text: &Arc<Text>, scope: &Scope, unit: &Unit) -> Result<Whole, Vec<Problem>> {
    let place = |part: &Range<usize>| Place::Definition { text: Arc::clone(text), span: written.inside(text, part) };
    let all = 0..written.text.len();
    let expr = parse(&written.text).map_err(|error| {
        let problem = Problem::error("syntax", place(&error.span), error.message);
        vec![Problem { help: error.help, ..problem }]
    })?;
    let (inferred, found) = check(&expr, scope, &|part| place(&part));
    let (Some(inferred), true) = (inferred, found.is_empty()) else { return Err(found) };
    if let Err(mismatch) = inferred.same(unit) {
        let message = say!("definition.whole-and-part", inferred, unit, what = mismatch.what);
        return Err(vec![Problem::error("unit-mismatch", place(&all), message)]);
    }
    match lower(&expr, scope) {
        Some(core) => Ok(Whole { formula: written.text.clone(), core }),
        None => Err(Vec::new()),
    }
}
