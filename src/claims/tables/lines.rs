//! Lines: what the other figures of a line say of one that official data denies.
//!
//! In: the figures of a table, each judged by itself. Out: the same, `not-checkable` where most of the figures of one
//! quantity differ from official data, or where nothing printed says of which area they are: they are another publication's,
//! another place's or a model's. Refuses to overrule a line that official data bears out but for the exception.

use std::collections::BTreeMap;

use super::read::Read;
use crate::claims::{Judged, Kind, Verdict};

/// Figures of one quantity in a table.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    held: usize,
    denied: usize,
}

impl Line {
    /// Official data bears it out, but for exceptions.
    fn is_proven(self) -> bool {
        self.held >= 2 && self.held >= 2 * self.denied
    }
}

pub fn settled(judged: Vec<Judged>, read: &Read) -> Vec<Judged> {
    let printed: Vec<bool> = read
        .table
        .cells
        .iter()
        .zip(&read.observations)
        .filter(|(cell, _)| cell.value.is_some())
        .map(|(_, observation)| observation.ref_area.is_some())
        .collect();
    let mut lines: BTreeMap<String, Line> = BTreeMap::new();
    for one in &judged {
        let line = lines.entry(quantity(one)).or_default();
        line.held += usize::from(holds(one.verdict));
        line.denied += usize::from(denies(one.verdict));
    }
    let all = lines.values().fold(Line::default(), |all, one| Line {
        held: all.held + one.held,
        denied: all.denied + one.denied,
    });
    let settle = |(one, has_area): (Judged, bool)| {
        let line = lines.get(&quantity(&one)).copied().unwrap_or_default();
        let is_single = line.held + line.denied <= 2 && line.denied == 1;
        let is_borne_out = line.is_proven() || (is_single && has_area && all.is_proven());
        let is_slip = one.diagnosis.as_ref().is_some_and(|found| found.code != "none");
        let is_alone = all.held + all.denied == 1 && has_area && is_slip;
        match denies(one.verdict) && !is_borne_out && !is_alone {
            true => open(one, line, has_area),
            false => one,
        }
    };
    judged.into_iter().zip(printed).map(settle).collect()
}

/// What a figure is of, and how: the likeliest reading.
fn quantity(one: &Judged) -> String {
    let falls = Kind::Growth { falls: false };
    let kind = if matches!(one.claim.kind, Kind::Growth { .. }) { &falls } else { &one.claim.kind };
    let of = one.claim.of.first();
    let stage = of.and_then(|meaning| meaning.stage).map_or("", |stage| stage.name());
    format!("{} {stage} {kind:?}", of.map_or("", |meaning| meaning.formula.as_str()))
}

fn holds(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Reproduced
            | Verdict::ReproducedInVintage
            | Verdict::ReproducedUnderReading
            | Verdict::WithinInputRounding
    )
}

fn denies(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Contradicted | Verdict::PeriodMisstated)
}

fn open(one: Judged, line: Line, has_area: bool) -> Judged {
    let doubt = match has_area {
        true => format!(
            "{} of the {} figures of this quantity in the table differ from official data: it is likely of another source or \
             definition",
            line.denied,
            line.held + line.denied
        ),
        false => "nothing printed says of which area it is, and the other figures of its line do not tell".to_string(),
    };
    Judged { verdict: Verdict::NotCheckable, why: format!("{}; {doubt}", one.why), diagnosis: None, ..one }
}
