//! Equations that may fail of figures that are right.
//!
//! In: a sheet, an equation that does not hold. Out: whether that says that a figure is wrong. Refuses sums of what does not
//! add up (rates, means, amounts per head), totals of shares that were rounded, growth over years that the table leaves
//! out, growth a digit away from what rounded levels give, and growth that a note puts on another basis.

use super::equations::Equation;
use super::forms::Form;
use super::sheet::Sheet;
use crate::tables::identities::Axis;

/// Lines of such a name do not add up.
const NOT_ADDITIVE: [&str; 22] = [
    "率",
    "增长",
    "增速",
    "增幅",
    "同比",
    "人均",
    "平均",
    "均值",
    "指数",
    "比重",
    "占",
    "%",
    "‰",
    "比上年",
    "per capita",
    "per head",
    "average",
    "mean",
    "index",
    "rate",
    "growth",
    "ratio",
];
/// Notes that put rates of growth on another basis than the levels beside them.
const OTHER_BASIS: [&str; 8] =
    ["可比", "同口径", "剔除", "不变价", "扣除", "comparable", "constant prices", "real terms"];
/// Marks of notes behind a figure.
const MARKS: [char; 8] = ['*', '†', '‡', '①', '②', '③', '#', '＊'];

/// Whether an equation that fails speaks against one of its figures.
pub fn tells(sheet: &Sheet, equation: &Equation) -> bool {
    match equation.form {
        Form::Sum | Form::Difference => is_additive(sheet, equation),
        Form::Hundred => !is_rounded(sheet, equation),
        Form::YearlyGrowth { years } if years > 1 => false,
        Form::Growth | Form::YearlyGrowth { .. } => {
            !is_marked(sheet, equation) && !has_other_basis(sheet) && !is_close(sheet, equation)
        }
        Form::Mean | Form::Ratio { .. } => true,
    }
}

/// Amounts, and shares that make a whole.
fn is_additive(sheet: &Sheet, equation: &Equation) -> bool {
    let is_whole = |place: &usize| (99.0..=101.0).contains(&sheet.value(*place));
    if equation.members.iter().any(is_whole) {
        return true;
    }
    let columns = sheet.lines(Axis::Columns).len().max(1);
    let common = |axis: Axis, of: &dyn Fn(usize) -> usize| {
        let mut lines = equation.members.iter().map(|place| of(*place));
        let first = lines.next()?;
        lines.all(|line| line == first).then(|| sheet.lines(axis).get(first)).flatten()
    };
    let crossing =
        common(Axis::Rows, &|place| place / columns).or_else(|| common(Axis::Columns, &|place| place % columns));
    crossing.is_none_or(|line| {
        let text = line.text.to_lowercase();
        !line.says.rate && !line.says.change && !NOT_ADDITIVE.iter().any(|word| text.contains(word))
    })
}

/// Shares that miss 100 by no more than their rounding, or a total that is their sum as printed.
fn is_rounded(sheet: &Sheet, equation: &Equation) -> bool {
    let lines = sheet.lines(Axis::Rows).len().max(sheet.lines(Axis::Columns).len());
    let parts = if equation.members.len() == 1 { lines } else { equation.members.len() };
    let half = equation.members.iter().map(|place| sheet.half(*place)).fold(0.0, f64::max);
    let sum: f64 = equation.members.iter().map(|place| sheet.value(*place)).sum();
    (sum - 100.0).abs() <= half * parts as f64 + 1e-9
}

/// A rate so near what its levels give may be of levels that were not rounded, or of another edition: expenditure of 1981 fell by 7.5 % in
/// yearbooks whose levels give 7.36 %.
fn is_close(sheet: &Sheet, equation: &Equation) -> bool {
    const UNITS: f64 = 2.0;
    let spans: Option<Vec<_>> = equation.members.iter().map(|place| sheet.span(*place)).collect();
    let meant = spans.and_then(|spans| equation.form.solved(0, &spans));
    let Some((meant, place)) = meant.zip(equation.members.first()) else { return false };
    let reach = UNITS * 2.0 * sheet.half(*place) + meant.width() / 2.0;
    (sheet.value(*place) - meant.middle()).abs() <= reach
}

fn is_marked(sheet: &Sheet, equation: &Equation) -> bool {
    equation.members.first().is_some_and(|place| sheet.printed(*place).trim().ends_with(MARKS))
}

fn has_other_basis(sheet: &Sheet) -> bool {
    let notes = sheet.table.notes.iter().map(|note| note.text.as_str());
    let titles = sheet.table.title.iter().map(|line| line.text.as_str());
    notes.chain(titles).any(|text| {
        let text = text.to_lowercase();
        OTHER_BASIS.iter().any(|word| text.contains(word))
    })
}
