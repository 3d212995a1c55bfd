//! A table's violation in words and figures. In: a table and one of its violations. Out: the same as a reader of the
//! printed page would say it: which lines, which figures, how far off, what would repair it.

use super::{Member, Proposal, Violation};
use crate::messages::{Message, say};
use crate::problem::{Place, cell_name};
use crate::tables::identities::{self, Axis, Class, Kind, Law};
use crate::tables::{BodyCell, Heading, Table};

/// Figures that a message lists; further ones are counted.
const MOST_LISTED: usize = 8;

pub fn violation(table: &Table, source: &str, found: &identities::Violation) -> Option<Violation> {
    let law = table.identities.laws.get(found.law)?;
    let cells: Vec<&BodyCell> = found.cells.iter().filter_map(|&at| table.cells.get(at)).collect();
    let place = |cell: &BodyCell| place(table, source, cell);
    let member = |cell: &&BodyCell| Member {
        place: place(cell),
        label: label(if law.axis == Axis::Rows { table.rows.get(cell.row) } else { table.columns.get(cell.column) }),
        printed: cell.text.trim().to_string(),
    };
    let members: Vec<Member> = cells.iter().map(member).collect();
    let across =
        if law.axis == Axis::Rows { table.columns.get(found.crossing) } else { table.rows.get(found.crossing) };
    let equation = say!("equation.in-line", law = equation(law, &members), line = label(across));
    let figures = figures(law, &members, found);
    let proposal = found.repair.as_ref().and_then(|repair| {
        let cell = table.cells.get(repair.cell)?;
        let (row, col) = (table.rows.get(cell.row)?.index, table.columns.get(cell.column)?.index);
        let proposed = format!("{:.*}", usize::from(repair.decimals), repair.value);
        Some(Proposal {
            source: source.to_string(),
            sheet: table.sheet.clone(),
            cell: cell_name(row, col),
            printed: cell.text.trim().to_string(),
            reason: say!(
                "figures.makes-hold",
                words = Message::of_english("change", repair.change.words()),
                figures,
                proposed
            ),
            proposed,
        })
    });
    let at_fault = found.repair.as_ref().and_then(|repair| table.cells.get(repair.cell)).or(cells.first().copied())?;
    let lines = if law.axis == Axis::Rows { &table.rows } else { &table.columns };
    Some(Violation {
        class: found.class,
        place: place(at_fault),
        equation,
        figures,
        members,
        difference: found.difference,
        tolerance: found.tolerance,
        missing: found.missing.iter().map(|&line| label(lines.get(line)).into()).collect(),
        suspects: found.suspects,
        proposal,
    })
}

fn place(table: &Table, source: &str, cell: &BodyCell) -> Place {
    Place::Cell {
        source: source.to_string(),
        sheet: table.sheet.clone(),
        row: table.rows.get(cell.row).map_or(0, |row| row.index),
        col: table.columns.get(cell.column).map_or(0, |column| column.index),
    }
}

/// The last of a line's own labels in Chinese where there is one, else the last in words.
fn label(heading: Option<&Heading>) -> String {
    let labels = heading.map_or(&[][..], |heading| &heading.labels);
    let own = labels.iter().map(|label| label.row).max();
    let own = || labels.iter().rev().filter(|label| Some(label.row) == own);
    let chinese = own().find(|label| label.text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)));
    let words = || own().find(|label| label.text.chars().any(char::is_alphabetic));
    chinese.or_else(words).or(labels.last()).map_or_else(String::new, |label| label.text.clone())
}

fn equation(law: &Law, members: &[Member]) -> Message {
    let name = |at: usize| members.get(at).map_or("", |member| member.label.as_str());
    let parts = || {
        let (shown, rest) = (members.iter().skip(1).take(MOST_LISTED), members.len().saturating_sub(1 + MOST_LISTED));
        let shown = shown.map(|member| format!("`{}`", member.label)).collect::<Vec<_>>().join(" + ");
        if rest > 0 { say!("equation.and-more", shown, rest) } else { shown.into() }
    };
    match law.kind {
        Kind::Sum => say!("equation.sum", total = name(0), parts = parts()),
        Kind::Hundred => say!("equation.hundred", first = name(0), parts = parts()),
        Kind::Part => say!("equation.part", part = name(1), whole = name(0)),
        Kind::Growth => say!("equation.growth", rate = name(0), from = name(2), to = name(1)),
        Kind::Index => say!("equation.index", index = name(0), of = name(1), base = name(2)),
        Kind::GrowthOverTheRowBefore => say!("equation.growth-rows", rate = name(0), of = name(1)),
    }
}

fn figures(law: &Law, members: &[Member], found: &identities::Violation) -> Message {
    let printed = |at: usize| members.get(at).map_or("", |member| member.printed.as_str());
    let off = say!("figures.beyond-rounding", tolerance = plain(found.difference.abs() - found.tolerance));
    match law.kind {
        Kind::Sum | Kind::Hundred => {
            let skip = usize::from(law.kind == Kind::Sum);
            let shown: Vec<&str> =
                members.iter().skip(skip).take(MOST_LISTED).map(|member| member.printed.as_str()).collect();
            let rest = members.len().saturating_sub(skip + MOST_LISTED);
            let shown = shown.join(" + ");
            let shown = if rest > 0 { say!("equation.and-more", shown, rest) } else { shown.into() };
            let total = if skip == 1 { printed(0) } else { "100" };
            let off = plain(found.difference.abs());
            match found.difference > 0.0 {
                true => say!("figures.less", shown, off, total),
                false => say!("figures.more", shown, off, total),
            }
        }
        Kind::Part => say!("figures.more-than", part = printed(1), whole = printed(0)),
        _ => say!("figures.do-not-give", printed = printed(0), printed2 = printed(2), other = printed(1), off),
    }
}

/// A difference without the noise of floats.
pub fn plain(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// What a class means for a reader, as the help of its problem.
pub fn meaning(class: Class) -> Message {
    match class {
        Class::Rounding => say!("meaning-of.rounding"),
        Class::MissingMember => say!("meaning-of.missing-member"),
        Class::RatioNotSummed => say!("meaning-of.ratio"),
        Class::UnitChange => say!("meaning-of.unit"),
        Class::Exchanged => say!("meaning-of.exchanged"),
        Class::Slip => say!("meaning-of.slip"),
        Class::Break => say!("meaning-of.break"),
        Class::Revision => say!("meaning-of.revision"),
        Class::Contradiction => say!("meaning-of.contradiction"),
        Class::Unexplained => say!("meaning-of.unexplained"),
    }
}
