//! Cells mended where an identity proves them. In: a table and its identities. Out: texts that are nearly numbers get
//! the one value that an identity leaves them; figures with a proposed repair keep what is printed and say so.

use super::figures::half_unit;
use super::judge::{Instead, Judgement, crossings_through, judge};
use super::readings;
use super::{Class, Figures, Identities, Standing};
use crate::tables::{Table, number};

/// Marks the table's cells and returns how many became figures; the identities are not changed, as what is printed stays.
pub fn mend(table: &mut Table, found: &Identities) -> usize {
    let imputed = impute(table, found);
    for violation in found.violations.iter().filter(|violation| violation.class == Class::Slip) {
        let Some(repair) = &violation.repair else { continue };
        let Some(cell) = table.cells.get_mut(repair.cell).filter(|cell| cell.standing.is_none()) else { continue };
        cell.standing = Some(Standing::Contradicted);
        let proposed = format!("{:.*}", usize::from(repair.decimals), repair.value);
        let printed = cell.text.trim();
        cell.notes.push(format!("printed {printed}; {proposed} makes its identities hold: {}", repair.change.words()));
    }
    imputed
}

/// Fills figures misread as text where one reading of the text makes every equation through it hold.
fn impute(table: &mut Table, found: &Identities) -> usize {
    let suspects: Vec<usize> = (0..table.cells.len())
        .filter(|&at| {
            table.cells.get(at).is_some_and(|cell| cell.value.is_none() && number::is_suspect_text(&cell.text))
        })
        .collect();
    if suspects.is_empty() || found.laws.is_empty() {
        return 0;
    }
    let Some(figures) = Figures::new(table) else { return 0 };
    let mut imputed = 0;
    for at in suspects {
        let Some(cell) = table.cells.get_mut(at) else { continue };
        let place = cell.row * figures.columns + cell.column;
        let mut proven: Vec<(f64, u8, usize)> = Vec::new();
        for reading in readings::of_suspect(&cell.text) {
            let instead = Instead { place, value: reading.value, half: half_unit(reading.value, reading.decimals) };
            if let Some(equations) = proves(&figures, found, instead) {
                proven.push((reading.value, reading.decimals, equations));
            }
        }
        proven.sort_by(|a, b| a.0.total_cmp(&b.0));
        proven.dedup_by(|a, b| a.0 == b.0);
        if let [(value, decimals, _)] = proven.as_slice() {
            cell.value = Some(*value);
            cell.decimals = *decimals;
            cell.standing = Some(Standing::Imputed);
            let shown = format!("{:.*}", usize::from(*decimals), value);
            let printed = cell.text.trim();
            cell.notes.push(format!("printed {printed}; {shown} is the one reading that makes its identities hold"));
            imputed += 1;
        }
    }
    imputed
}

/// How many equations hold with a figure in a place; `None` where none or not all do.
fn proves(figures: &Figures, found: &Identities, instead: Instead) -> Option<usize> {
    let mut held = 0;
    for law in found.laws.iter().filter(|law| law.kind != super::Kind::Part) {
        for crossing in crossings_through(figures, law, instead.place) {
            match judge(figures, law, crossing, Some(instead)) {
                Judgement::Held | Judgement::Rounding => held += 1,
                Judgement::Off { .. } => return None,
                Judgement::Incomplete { .. } | Judgement::Untestable => {}
            }
        }
    }
    (held > 0).then_some(held)
}
