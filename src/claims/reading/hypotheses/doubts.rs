//! Doubts: why a figure is not tied with confidence.
//!
//! In: a figure with what it is of, its area and its period. Out: the weightiest reason to leave it untied, or none. Refuses
//! nothing.

use crate::claims::reading::context::text::Context;
use crate::claims::reading::hypotheses::mention::{Mention, Tie};
use crate::claims::{Kind, When};
use crate::messages::{Message, say};

impl Context<'_> {
    /// Why a figure is not tied with confidence, the weightiest reason first.
    pub fn doubt(
        &self,
        mention: &Mention,
        tie: &Tie,
        kind: &Kind,
        when: &When,
        reason: Option<Message>,
    ) -> Option<Message> {
        let decided = match &tie.decided {
            Ok(decided) => decided,
            Err(why) => return Some(why.clone()),
        };
        let area = || tie.area.as_ref().err().cloned();
        let misfit = || {
            let first = decided.of.readings.first()?;
            self.misfit(mention.figure, kind, &first.formula)
        };
        let unpublished = decided.of.readings.iter().all(|reading| reading.is_unpublished);
        let undated = || {
            let no_year = when.year.is_none() && !unpublished;
            no_year.then(|| say!("untied.no-year"))
        };
        let audits = || {
            let of_audits = decided.of.readings.iter().any(|reading| reading.is_of_audits);
            let all = ["全国审计机关", "全国各级审计机关", "audit offices nationwide"];
            let told = all.iter().any(|word| mention.row.folded.text.contains(word));
            (of_audits && !told).then(|| say!("untied.whose-audits"))
        };
        let no_window =
            || (*kind == Kind::Sum && when.from.is_none() && when.years.is_none()).then(|| say!("untied.no-run"));
        let over_years = || {
            let window = when.from.is_some() || when.years.is_some();
            (*kind == Kind::Level && window).then(|| say!("untied.one-level"))
        };
        let unbounded = || {
            let spans = matches!(kind, Kind::Multiple | Kind::TimesOf | Kind::AverageGrowth { .. });
            let open = spans && when.from.is_none() && when.years.is_none();
            open.then(|| say!("untied.which-years"))
        };
        area()
            .or(reason)
            .or_else(audits)
            .or_else(no_window)
            .or_else(unbounded)
            .or_else(over_years)
            .or_else(misfit)
            .or_else(undated)
    }
}
