//! A table's violation in words and figures. In: a table and one of its violations. Out: the same as a reader of the
//! printed page would say it: which lines, which figures, how far off, what would repair it.

use super::{Member, Proposal, Violation};
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
    let equation = format!("{}, in `{}`", equation(law, &members), label(across));
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
            reason: format!("{}: {figures}; {proposed} makes it hold", repair.change.words()),
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
        missing: found.missing.iter().map(|&line| label(lines.get(line))).collect(),
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

fn equation(law: &Law, members: &[Member]) -> String {
    let name = |at: usize| members.get(at).map_or("", |member| member.label.as_str());
    let parts = || {
        let (shown, rest) = (members.iter().skip(1).take(MOST_LISTED), members.len().saturating_sub(1 + MOST_LISTED));
        let shown = shown.map(|member| format!("`{}`", member.label)).collect::<Vec<_>>().join(" + ");
        if rest > 0 { format!("{shown} + {rest} more") } else { shown }
    };
    match law.kind {
        Kind::Sum => format!("`{}` = {}", name(0), parts()),
        Kind::Hundred => format!("`{}` + {} = 100", name(0), parts()),
        Kind::Part => format!("`{}` is a part of `{}`", name(1), name(0)),
        Kind::Growth => format!("`{}` is the growth from `{}` to `{}`", name(0), name(2), name(1)),
        Kind::Index => format!("`{}` is `{}` in percent of `{}`", name(0), name(1), name(2)),
        Kind::GrowthOverTheRowBefore => format!("`{}` is the growth of `{}` over the year before", name(0), name(1)),
    }
}

fn figures(law: &Law, members: &[Member], found: &identities::Violation) -> String {
    let printed = |at: usize| members.get(at).map_or("", |member| member.printed.as_str());
    let off = format!("{} more than rounding allows", plain(found.difference.abs() - found.tolerance));
    match law.kind {
        Kind::Sum | Kind::Hundred => {
            let skip = usize::from(law.kind == Kind::Sum);
            let shown: Vec<&str> =
                members.iter().skip(skip).take(MOST_LISTED).map(|member| member.printed.as_str()).collect();
            let rest = members.len().saturating_sub(skip + MOST_LISTED);
            let more = if rest > 0 { format!(" + {rest} more") } else { String::new() };
            let total = if skip == 1 { printed(0) } else { "100" };
            let side = if found.difference > 0.0 { "less" } else { "more" };
            format!("{}{more} is {} {side} than {total}", shown.join(" + "), plain(found.difference.abs()))
        }
        Kind::Part => format!("{} is more than {}", printed(1), printed(0)),
        _ => format!("printed {}, which {} and {} do not give ({off})", printed(0), printed(2), printed(1)),
    }
}

/// A difference without the noise of floats.
pub fn plain(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// What a class means for a reader, as the help of its problem.
pub fn meaning(class: Class) -> &'static str {
    match class {
        Class::Rounding => "within the rounding of the printed figures",
        Class::MissingMember => "a member of the sum is not printed",
        Class::RatioNotSummed => "rates, averages and ranks are not summed",
        Class::UnitChange => "the same figure in another unit",
        Class::Exchanged => "the total stands in the place of a part, and the part in its own",
        Class::Slip => "one cell, changed as proposed, makes every identity through it hold",
        Class::Break => "the law holds in other years: the members were defined anew",
        Class::Revision => "editions differ",
        Class::Contradiction => "the document contradicts itself",
        Class::Unexplained => "no single cell explains it",
    }
}
