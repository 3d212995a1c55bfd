//! A claim as another document's reading ties it.
//!
//! In: a claim and the figure that documents are read to. Out: the claim with that series, area and year. Refuses nothing:
//! what the reading leaves open stays as the words of the text have it.

use super::index::Documents;
use crate::claims::{Claim, Known, Meaning, When};
use crate::formula;
use crate::observations::Observation;

/// The claim of one series, area and period.
pub fn claim(claim: &Claim, own: &Observation, documents: &Documents) -> Claim {
    let claim = claim.clone();
    let meaning = meaning(own, documents);
    let of = match meaning {
        Some(meaning) if claim.of.first().is_none_or(|first| first.formula != meaning.formula) => vec![meaning],
        _ => claim.of,
    };
    let year = own.year().map(i32::from);
    let known = if claim.when.year.is_some() && claim.when.year == year { claim.when.known } else { Known::Carried };
    let when = match year {
        Some(_) if claim.when.year != year => When { year, from: None, years: None, known, ..claim.when },
        _ => claim.when,
    };
    Claim { of, when, ref_area: own.ref_area.as_deref().map(str::to_string).or(claim.ref_area), untied: None, ..claim }
}

/// `fiscal_revenue`, and `fiscal_revenue@own-level` for what is of the own level alone.
fn meaning(own: &Observation, documents: &Documents) -> Option<Meaning> {
    let series = own.series.as_ref()?;
    let formula = match own.coverage {
        Some(coverage) => format!("{series}@{}", coverage.name()),
        None => series.to_string(),
    };
    let tree = formula::parse(&formula).ok()?;
    let core = formula::lower(&tree, &documents.definitions.scope())?;
    let words = own.row_labels.last().map(ToString::to_string).unwrap_or_default();
    Some(Meaning { formula, core, stage: own.account_stage, words })
}
