//! What an observation copies from its table as printed, stored once for all figures of the table.
//!
//! In: a table and its source, then cell by cell. Out: observations of which nothing is resolved yet. Refuses nothing.

use super::shelf::Shelf;
use super::{Observation, SourceInfo};
use crate::tables::{BodyCell, Heading, Table};
use crate::texts::{Text, Texts};

/// The texts of a table that are copied as printed.
pub struct PrintedTexts {
    rows: Vec<Texts>,
    columns: Vec<Texts>,
    number: Option<Text>,
    title: Option<Text>,
    source: Text,
    sha256: Text,
    sheet: Text,
}

impl PrintedTexts {
    pub fn new(table: &Table, origin: &SourceInfo) -> PrintedTexts {
        let mut shelf = Shelf::default();
        let mut texts = |heading: &Heading| heading.labels.iter().map(|label| shelf.label(&label.text)).collect();
        PrintedTexts {
            rows: table.rows.iter().map(&mut texts).collect(),
            columns: table.columns.iter().map(&mut texts).collect(),
            number: table.number.as_deref().map(Text::from),
            title: table.title.first().map(|line| Text::from(line.text.as_str())),
            source: origin.path.as_str().into(),
            sha256: origin.sha256.as_str().into(),
            sheet: table.sheet.as_str().into(),
        }
    }

    /// The columns that are copied as printed.
    pub fn observation(&self, cell: &BodyCell, row: &Heading, column: &Heading) -> Observation {
        let labels = |all: &[Texts], at: usize| all.get(at).cloned().unwrap_or_default();
        Observation {
            series: None,
            ref_area: None,
            area_label: None,
            coverage: None,
            time_period: None,
            period_basis: None,
            obs_value: cell.value,
            value_text: cell.text.clone(),
            decimals: i8::try_from(cell.decimals).unwrap_or(i8::MAX),
            unit_measure: None,
            unit_mult: None,
            unit_text: None,
            obs_status: Text::default(),
            account_stage: None,
            vintage: None,
            vintage_date: None,
            row_labels: labels(&self.rows, cell.row),
            column_labels: labels(&self.columns, cell.column),
            notes: Texts::default(),
            table_no: self.number.clone(),
            table_title: self.title.clone(),
            source: self.source.clone(),
            source_sha256: self.sha256.clone(),
            sheet: self.sheet.clone(),
            row: row.index,
            col: column.index,
        }
    }
}
