//! Worked examples: each indicator's hand calculation, run.
//!
//! In: an indicator and its example. Out: the value in the declared unit. Refuses inputs that do not read, do not fit
//! their series or are too many or too few, and results that differ from the one given.

use std::collections::BTreeMap;

use super::fields::Fields;
use super::{Example, Indicator, Origin, Series};
use crate::formula::{Leaf, evaluate, leaves_at};
use crate::messages::{Message, say};
use crate::units::{Kind, Reading, Units};

pub(super) fn read_example(fields: &Fields) -> Option<(Example, Origin)> {
    let table = fields.table("example")?;
    table.only(&["area", "period", "inputs", "gives", "note"]);
    let (area, period, gives) = (table.text("area"), table.text("period"), table.text("gives"));
    let example = Example {
        area: area?.text,
        period: period?.text,
        inputs: table.plain_texts("inputs"),
        gives: gives?.text,
        note: table.text_or_empty("note"),
    };
    Some((example, fields.document.origin(&table.span)))
}

/// Runs the example. Inputs are one per leaf that matters in its period, in order of first appearance in the formula.
pub fn run_example(indicator: &Indicator, series: &BTreeMap<String, Series>, units: &Units) -> Result<f64, Message> {
    let example = &indicator.example;
    let period: i32 = example.period.parse().map_err(|_| say!("definition.example-period", period = example.period))?;
    let leaves = leaves_at(&indicator.core, period);
    if leaves.len() != example.inputs.len() {
        let names: Vec<String> = leaves.iter().map(|leaf| named(leaf, period)).collect();
        let (needed, given) = (leaves.len(), example.inputs.len());
        return Err(say!("definition.example-inputs", needed, given, names = names.join(", ")));
    }
    let mut values: BTreeMap<Leaf, f64> = BTreeMap::new();
    for (leaf, input) in leaves.iter().zip(&example.inputs) {
        let value = input_value(leaf, input, series, units)
            .map_err(|why| say!("definition.example-input", leaf = named(leaf, period), why))?;
        values.insert(leaf.clone(), value);
    }
    let result = evaluate(&indicator.core, &mut |leaf| values.get(leaf).copied(), period);
    let value = result.ok_or_else(|| say!("definition.example-no-result"))?;
    compare(value, indicator, units)?;
    Ok(value * indicator.scale)
}

/// `gdp 2005`, `gdp.final 2005`.
fn named(leaf: &Leaf, period: i32) -> String {
    let stage = leaf.stage.map(|stage| format!(".{}", stage.name())).unwrap_or_default();
    format!("{}{stage} {}", leaf.series, leaf.shift.year(period))
}

fn input_value(leaf: &Leaf, input: &str, series: &BTreeMap<String, Series>, units: &Units) -> Result<f64, Message> {
    let (value, _, unit) = printed_value(input).ok_or_else(|| say!("definition.no-leading-number", text = input))?;
    let expected = series.get(&leaf.series).map(|series| &series.unit);
    if unit.is_empty() && expected.is_some_and(|unit| unit.kind == Kind::Index) {
        return Ok(value);
    }
    let reading = read(unit, units)?;
    match expected {
        Some(expected) if !units.fits(&reading.measure, expected) => {
            Err(say!("definition.example-measure", input, measure = reading.measure, expected))
        }
        _ => Ok(value * units.scale_to_base(&reading.measure, reading.mult)),
    }
}

fn read(unit: &str, units: &Units) -> Result<Reading, Message> {
    let text = if unit.is_empty() { "1" } else { unit };
    units.read(text).ok_or_else(|| say!("definition.no-unit", text = unit))
}

/// The printed result holds the value within half a unit of its last digit.
fn compare(value: f64, indicator: &Indicator, units: &Units) -> Result<(), Message> {
    let gives = &indicator.example.gives;
    let (printed, decimals, unit) =
        printed_value(gives).ok_or_else(|| say!("definition.no-leading-number", text = gives))?;
    let unit = if unit.is_empty() { indicator.unit_text.as_str() } else { unit };
    let reading = read(unit, units)?;
    if !units.fits(&reading.measure, &indicator.unit) {
        return Err(say!("definition.example-unit", gives, unit_text = indicator.unit_text));
    }
    let value = value / units.scale_to_base(&reading.measure, reading.mult);
    let half = 0.5 * 10f64.powi(-i32::from(decimals));
    if (value - printed).abs() <= half * (1.0 + 1e-9) {
        return Ok(());
    }
    let digits = usize::from(decimals) + 2;
    Err(say!("definition.example-gives", value = format_args!("{value:.digits$}"), gives))
}

/// `52.90 亿元` is 52.9, printed with 2 decimals, and its unit. Commas and blanks between thousands are passed over.
pub fn printed_value(printed: &str) -> Option<(f64, u8, &str)> {
    let printed = printed.trim();
    let mut number = String::new();
    let mut end = 0;
    for (at, letter) in printed.char_indices() {
        match letter {
            '0'..='9' | '.' => number.push(letter),
            '-' | '+' if number.is_empty() => number.push(letter),
            ',' => {}
            _ => break,
        }
        end = at + letter.len_utf8();
    }
    let decimals = number.split_once('.').map_or(0, |(_, digits)| digits.len());
    Some((number.parse().ok()?, u8::try_from(decimals).ok()?, printed.get(end..)?.trim()))
}
