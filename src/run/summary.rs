//! What a run says on the terminal: the headline series, what was read, and where the files are.
//!
//! In: a report. Out: text. Refuses nothing.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use super::{Ingested, Report};
use crate::indicators::{IndicatorValue, Status};
use crate::messages::{Message, say};
use crate::outputs::Account;
use crate::problem::{Place, Problem, Severity};

/// The summary of `pipeline run`.
pub fn run_summary(report: &Report) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} / {}\n", report.pipeline.titles.zh, report.pipeline.titles.en);
    out.push_str(&headlines(report));
    let indicators = report.evaluated.counts.values().filter(|count| count.values > 0).count();
    let _ = writeln!(
        out,
        "\n{}",
        say!(
            "run.values",
            values = report.evaluated.values(),
            indicators,
            areas = report.evaluated.areas,
            trends = report.evaluated.trends.len()
        )
    );
    if !report.ingested.accounts.is_empty() {
        out.push_str(&ingest_summary(&report.ingested));
    }
    let unusable: Vec<Message> = report.unusable.iter().map(|(lack, count)| counted(lack, *count)).collect();
    if !unusable.is_empty() {
        let _ = writeln!(out, "{}", say!("run.unusable", unusable = Message::list(unusable)));
    }
    let _ = writeln!(out, "{}", say!("run.outputs", out = report.out.display()));
    out
}

/// A reason that data holds in English, and how often.
fn counted(reason: &str, count: usize) -> Message {
    format!("{} {count}", Message::of_english("lack", reason)).into()
}

fn headlines(report: &Report) -> String {
    let place = |value: &IndicatorValue| (value.indicator.clone(), value.ref_area.clone(), value.period);
    let values: BTreeMap<(Arc<str>, Arc<str>, i32), &IndicatorValue> =
        report.headlines.iter().map(|value| (place(value), value)).collect();
    let mut out = String::new();
    for headline in &report.pipeline.headlines {
        let Some(indicator) = report.definitions.indicators.get(&headline.indicator) else { continue };
        let figure = |period: &String| {
            let place = (headline.indicator.as_str().into(), headline.area.as_str().into(), period.parse().ok()?);
            let value = values.get(&place)?;
            let status = if value.status == Status::Normal { "" } else { value.status.code() };
            Some(format!("{period} {:.2}{status}", value.value))
        };
        let figures: Vec<String> = headline.periods.iter().filter_map(figure).collect();
        if figures.is_empty() {
            continue;
        }
        let area = report.definitions.areas.iter().find(|area| area.code == headline.area);
        let area = area.map(|area| format!(" / {} {}", area.short_zh, area.name_en)).unwrap_or_default();
        let _ = writeln!(out, "{} {}", indicator.titles.zh, indicator.titles.en);
        let _ =
            writeln!(out, "    {}{area}: {}", Message::of_english("unit", &indicator.unit_text), figures.join("  "));
    }
    if !out.is_empty() {
        let _ = writeln!(out, "    {}", say!("run.statuses"));
    }
    out
}

/// What was read and what was not.
pub fn ingest_summary(ingested: &Ingested) -> String {
    let read = ingested.accounts.iter().filter(|account| account.read).count();
    let refused = ingested.accounts.len() - read;
    let sum = |get: fn(&Account) -> usize| ingested.accounts.iter().map(get).sum::<usize>();
    let aside = sum(|account| account.set_aside.values().sum());
    let corrected = sum(|account| account.corrections.len());
    let corrected = match corrected {
        0 => String::new(),
        several => format!("{}\n", say!("run.corrections", several)),
    };
    let warnings = ingested.problems().iter().filter(|problem| problem.severity == Severity::Warning).count();
    say!(
        "run.read",
        read,
        refused,
        tables = sum(|account| account.tables),
        numeric_cells = sum(|account| account.numeric_cells),
        observed = sum(|account| account.observed),
        header = sum(|account| account.header),
        aside,
        observations = ingested.observations,
        of_series = ingested.of_series,
        warnings,
        corrected
    )
    .to_string()
}

/// Whether a problem decides the exit code; a ruling on a file of another folder is shown, and no finding.
pub fn is_finding(problem: &Problem) -> bool {
    !problem.code.ends_with("-not-used")
}

/// Findings that a caller must see in full (errors, and whatever is doubtful in the definitions), and the doubts of reading by code.
pub fn shown(problems: &[Problem]) -> (Vec<&Problem>, BTreeMap<&'static str, usize>) {
    let is_finding =
        |problem: &&Problem| problem.severity == Severity::Error || matches!(problem.place, Place::Definition { .. });
    let (findings, doubts): (Vec<&Problem>, Vec<&Problem>) = problems.iter().partition(is_finding);
    let mut counted = BTreeMap::new();
    doubts.iter().for_each(|problem| *counted.entry(problem.code).or_default() += 1);
    (findings, counted)
}
