//! Shares of a small number of answers that no whole number of them gives.
//!
//! In: a table of shares and the numbers of cases that its words, its notes and the text name. Out: shares that are j / n for
//! no whole j within their rounding, where nearly all others of the table are (the GRIM test of percentages; N. Brown and
//! J. Heathers, Social Psychological and Personality Science 8(4), 2017). Refuses numbers of cases so large that every share
//! is possible, and tables most of whose shares chance could give.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::read::Read;
use super::statistics::Impossible;
use crate::messages::say;
use crate::sources::Source;

static CASES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^|[^A-Za-z])[nN]\s*[=＝:：]\s*(\d{2,4})(?:\D|$)",
        r"|(?:有效|回收|收回|样本|问卷|受访者|调查|访谈)[^，。；\d]{0,10}?(\d{2,4})\s*[份人名个户家位]",
        r"|(\d{2,4})\s*(?:份有效问卷|名受访者|位受访者|名被调查者|valid responses|respondents|questionnaires)",
    ))
    .expect("a valid pattern")
});
/// Shares that must be possible before one is doubted, and the share of all of them.
const FEWEST: usize = 6;
const MOST_POSSIBLE: f64 = 0.75;
/// Chance gives so much of the shares of any table: no more may be possible by it.
const MOST_CHANCE: f64 = 0.35;

/// One share.
struct Share {
    cell: usize,
    value: f64,
    decimals: u8,
}

pub fn impossible(read: &Read, source: &Source) -> Vec<Impossible> {
    let shares = shares(read);
    let tested = cases(read, source).into_iter().filter_map(|cases| of_cases(&shares, cases));
    // The number of cases of which most shares are possible.
    let best = tested.max_by_key(|(possible, cases, _)| (*possible, std::cmp::Reverse(*cases)));
    let Some((_, cases, wrong)) = best else { return Vec::new() };
    wrong.into_iter().map(|share| told(share, cases, read)).collect()
}

/// Cells of tables of percentages, or of columns of such.
fn shares(read: &Read) -> Vec<Share> {
    let cells = read.table.cells.iter().zip(&read.observations).enumerate();
    let is_titled = read.tabled.title.contains(['%', '％']);
    let is_share = |observation: &crate::observations::Observation| {
        let measure = observation.unit_measure.as_deref();
        let is_percent = measure == Some("PT") || (measure.is_none() && is_titled);
        let is_change =
            observation.column_labels.iter().chain(&observation.row_labels).any(|label| label.contains('增'));
        is_percent && !is_change && observation.decimals > 0
    };
    let share = |(at, (cell, observation)): (usize, (&crate::tables::BodyCell, &crate::observations::Observation))| {
        let value = cell.value.filter(|value| *value > 0.0 && *value < 100.0 && is_share(observation))?;
        Some(Share { cell: at, value, decimals: cell.decimals })
    };
    cells.filter_map(share).collect()
}

/// Numbers of cases that are named, those of the table before those of the text.
fn cases(read: &Read, source: &Source) -> BTreeSet<u32> {
    let labels = read.table.rows.iter().chain(&read.table.columns).flat_map(|heading| &heading.labels);
    let own = [read.tabled.title.as_str()].into_iter().chain(labels.map(|label| label.text.as_str()));
    let notes = read.table.notes.iter().map(|note| note.text.as_str());
    let text = source.passages.iter().map(|passage| passage.text.as_str());
    let named = |text: &str| -> Vec<u32> {
        let number = |found: regex::Captures| (1..=3).find_map(|group| found.get(group)?.as_str().parse().ok());
        CASES.captures_iter(text).filter_map(number).collect()
    };
    own.chain(notes).chain(text).flat_map(named).filter(|cases| *cases >= 10).collect()
}

/// How many shares are possible of a number of cases, and those that are not; none where that says nothing.
fn of_cases(shares: &[Share], cases: u32) -> Option<(usize, u32, Vec<&Share>)> {
    let decimals = shares.iter().map(|share| share.decimals).min()?;
    let chance = f64::from(cases) * 1.5 * unit(decimals) / 100.0;
    let (possible, wrong): (Vec<&Share>, Vec<&Share>) = shares.iter().partition(|share| is_possible(share, cases));
    let is_told = possible.len() >= FEWEST && possible.len() as f64 >= MOST_POSSIBLE * shares.len() as f64;
    (is_told && chance <= MOST_CHANCE).then_some((possible.len(), cases, wrong))
}

fn unit(decimals: u8) -> f64 {
    10f64.powi(-i32::from(decimals))
}

/// Rounded or cut off.
fn is_possible(share: &Share, cases: u32) -> bool {
    let (cases, unit) = (f64::from(cases), unit(share.decimals));
    let (low, high) = (share.value - unit / 2.0, share.value + unit);
    let count = (low / 100.0 * cases - 1e-9).ceil();
    100.0 * count / cases < high - 1e-9
}

fn told(share: &Share, cases: u32, read: &Read) -> Impossible {
    let (count, decimals) = ((share.value / 100.0 * f64::from(cases)).floor(), usize::from(share.decimals));
    let percent = |count: f64| format!("{:.decimals$}", 100.0 * count / f64::from(cases));
    let printed = read.table.cells.get(share.cell).map_or("", |cell| cell.text.trim());
    Impossible {
        cells: vec![share.cell],
        rule: "grim",
        shown: say!(
            "paper.shares-of-cases",
            cases,
            lower = count,
            lower_share = percent(count),
            upper = count + 1.0,
            upper_share = percent(count + 1.0),
            printed
        ),
        words: say!("paper.no-whole-number"),
    }
}
