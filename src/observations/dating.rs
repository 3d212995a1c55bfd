//! Dating: the period of a table as a whole, and where it was read.
//!
//! In: a table, and what is known around it. Out: the nearest period that is printed: in the title, the unit line or the
//! sheet's name, in the stub's head, in the preamble, in the headings of the document; where no label of the table names
//! a year either, that of the document, the book, the names. Refuses titles that name several years: they rule out all
//! that stands farther off.

use std::collections::BTreeSet;

use crate::tables::{Label, Table};

use super::Catalogue;
use super::basis::PeriodBasis;
use super::dated_line::{self, LineDate};
use super::period::{self, Dated, Period};
use super::role::{self, Role};

/// A period and where it was read.
pub type Found = (Period, PeriodBasis);

/// What a table says of its own period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    Silent,
    One(Period, PeriodBasis),
    /// Several years, or a part of one: no period, and none from elsewhere.
    Several,
}

/// What the table prints of itself, labels of rows and columns aside.
pub fn own(table: &Table, catalogue: &Catalogue) -> Own {
    if let Some(told) = table.ruled.period.as_deref().and_then(Period::of_code) {
        return Own::One(told, PeriodBasis::Hint);
    }
    let titled =
        dated_line::of_titles(table.title.iter().chain(&table.units).map(|line| line.text.as_str()), catalogue);
    let month = match titled {
        LineDate::Named(period) => return Own::One(period, PeriodBasis::Title),
        LineDate::Several(_) => return Own::Several,
        LineDate::Month(month) => Some(month),
        LineDate::No => None,
    };
    let dimension =
        table.rows.first().into_iter().flat_map(|row| &row.labels).filter_map(|label| label.dimension.as_deref());
    if let LineDate::Named(period) = dated_line::of_titles(dimension, catalogue) {
        return Own::One(period, PeriodBasis::Header);
    }
    let stated = table.preamble.iter().filter(|line| is_period(line)).find_map(|line| period::of_sheet(&line.text));
    if let Some(period) = stated {
        return Own::One(period, PeriodBasis::Document);
    }
    if let Some(period) = period::of_sheet(&table.sheet) {
        return Own::One(period, PeriodBasis::Title);
    }
    let under = dated_line::of_headings(table.under.iter().rev().map(String::as_str), catalogue);
    match (under, month) {
        (LineDate::Named(period), Some(month)) if period.year() == month.year() => Own::One(month, PeriodBasis::Title),
        (LineDate::Named(period) | LineDate::Month(period), None) => Own::One(period, PeriodBasis::Document),
        (LineDate::Named(period), Some(_)) => Own::One(period, PeriodBasis::Document),
        (_, Some(month)) => Own::One(month, PeriodBasis::Title),
        (LineDate::Several(_), None) => Own::Several,
        (LineDate::No, None) => Own::Silent,
    }
}

/// What the title says where it names several years or a part of one.
pub fn several(table: &Table, catalogue: &Catalogue) -> Option<String> {
    let lines = table.title.iter().chain(&table.units).map(|line| line.text.as_str());
    match dated_line::of_titles(lines, catalogue) {
        LineDate::Several(printed) => Some(printed),
        _ => None,
    }
}

fn is_period(line: &Label) -> bool {
    line.dimension.as_deref().and_then(role::of_dimension) == Some(Role::Period)
}

/// Whether no label of a row or a column names a year.
pub fn names_no_year(table: &Table, catalogue: &Catalogue) -> bool {
    let labels = table.rows.iter().chain(&table.columns).flat_map(|heading| &heading.labels);
    !labels.into_iter().any(|label| names_year(catalogue.said(&label.text).dated()))
}

/// Whether a label names a year, alone or among others.
fn names_year(dated: &Dated) -> bool {
    match dated {
        Dated::Whole(_) | Dated::Within(..) => true,
        Dated::Span(printed) | Dated::Part(printed, _) => printed.bytes().filter(u8::is_ascii_digit).count() >= 4,
        Dated::No | Dated::Quarter(_) | Dated::Month(_) | Dated::YearBefore(_) | Dated::YearAfter(_) => false,
    }
}

/// Every period that a table prints, in its title, its labels or its sheet's name.
pub fn printed(table: &Table, catalogue: &Catalogue) -> BTreeSet<Period> {
    let labels = table.rows.iter().chain(&table.columns).flat_map(|heading| &heading.labels);
    let labelled = labels.filter_map(|label| match catalogue.said(&label.text).dated() {
        Dated::Whole(period) | Dated::Within(period, _) => Some(*period),
        _ => None,
    });
    let own = match own(table, catalogue) {
        Own::One(period, basis) => Some(period).filter(|_| basis != PeriodBasis::Hint),
        _ => None,
    };
    labelled.chain(own).collect()
}
