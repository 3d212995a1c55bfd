//! How often chance ties a figure by its value: the texts of the reading cases with other digits.
//!
//! In: the texts of `tests/cases/claims/reading`, every number in front of a unit given random digits of the same length; a table
//! of yearbook figures, every digit of its body.
//! Expected: at most one figure in 500 is tied by its value, or called a slip; counted here, not taken from the program.
//! Chance begins with a fixed number, so each run makes the same texts.

use std::fs;
use std::sync::LazyLock;

use admincost::claims::check::Checker;
use admincost::claims::reading::Reader;
use admincost::claims::{Judged, TiedBy};
use admincost::run::{Official, Progress, Wanted, official};
use chrono::NaiveDate;
use regex::Regex;

use crate::support::project;

const ROUNDS: usize = 6;
/// One false tie in so many figures is allowed.
const ALLOWED: usize = 500;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\d+(?:\.\d+)?(?:%|亿|万|元|倍|个百分点| percent| billion| trillion| million| yuan)")
        .expect("a valid pattern")
});

/// A row of numbers that looks like chance (Knuth's constants, MMIX).
struct Chance(u64);

impl Chance {
    fn digit(&mut self, least: u64) -> char {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        char::from_digit(u32::try_from(least + (self.0 >> 33) % (10 - least)).unwrap_or(0), 10).unwrap_or('0')
    }

    /// The same number with other digits.
    fn number(&mut self, printed: &str) -> String {
        let mut first = true;
        let letters = printed.chars().map(|letter| match letter.is_ascii_digit() {
            true => {
                let least = u64::from(std::mem::take(&mut first));
                self.digit(least)
            }
            false => letter,
        });
        letters.collect()
    }
}

fn bundled() -> Official {
    let wanted =
        Wanted { sources: vec![], definitions: Some(project().join("pipelines")), observations: None, names: None };
    official(&wanted, &Progress::Silent).expect("the bundled sources")
}

#[test]
fn random_digits_are_seldom_tied_by_their_value() {
    let official = bundled();
    let date = NaiveDate::from_ymd_opt(2013, 12, 31);
    let checker = Checker::new(Reader::new(&official.definitions), official.records(), date);
    let entries = fs::read_dir(project().join("tests/cases/claims/reading")).expect("cases");
    let mut texts: Vec<_> = entries.flatten().map(|entry| entry.path().join("given.txt")).collect();
    texts.sort();
    let mut chance = Chance(20261130);
    let (mut figures, mut tied) = (0, Vec::new());
    for path in texts.iter().cycle().take(ROUNDS * texts.len()) {
        let text = fs::read_to_string(path).expect("a text");
        let other = NUMBER.replace_all(&text, |found: &regex::Captures| chance.number(&found[0]));
        let Ok(checked) = checker.check_file("given.txt", other.as_bytes()) else { continue };
        figures += checked.judged.iter().filter(|one| one.claim.figure.is_some()).count();
        let by_chance = |one: &&Judged| matches!(one.tied_by, Some(TiedBy::Value | TiedBy::Slip));
        let by_value = checked.judged.iter().filter(by_chance);
        tied.extend(by_value.map(|one| format!("{} in {}: {}", one.claim.printed(), one.claim.sentence, one.why)));
    }
    assert!(figures > 4 * ALLOWED, "{figures} figures are too few to tell");
    assert!(tied.len() * ALLOWED <= figures, "{} of {figures}:\n{}", tied.len(), tied.join("\n"));
}

/// National expenditure, revenue and administration (China Statistical Yearbook 2007, tables 8-1 and 8-3).
const TABLE: [&str; 9] = [
    "年份|财政支出（亿元）|财政收入（亿元）|行政管理费（亿元）|占财政支出比重（%）|财政支出增长（%）",
    "1997|9233.56|8651.14|1358.85|14.72|16.3",
    "1998|10798.18|9875.95|1600.27|14.82|16.9",
    "1999|13187.67|11444.08|2020.60|15.32|22.1",
    "2000|15886.50|13395.23|2768.22|17.42|20.5",
    "2001|18902.58|16386.04|3512.49|18.58|19.0",
    "2002|22053.15|18903.64|4101.32|18.60|16.7",
    "2003|24649.95|21715.25|4691.26|19.03|11.8",
    "2004|28486.89|26396.47|5521.98|19.38|15.6",
];

/// The table with other digits in its body, as Markdown.
fn shuffled(chance: &mut Chance) -> String {
    let mut text = String::from("表1 我国财政收支与行政管理费\n\n");
    for (at, line) in TABLE.iter().enumerate() {
        let cells = line.split('|').enumerate();
        let cell = |(col, cell): (usize, &str)| if at > 0 && col > 0 { chance.number(cell) } else { cell.to_string() };
        text.push_str(&format!("| {} |\n", cells.map(cell).collect::<Vec<_>>().join(" | ")));
        text.push_str(if at == 0 { "|---|---|---|---|---|---|\n" } else { "" });
    }
    text
}

#[test]
fn cells_of_random_digits_are_seldom_borne_out() {
    let official = bundled();
    let checker =
        Checker::new(Reader::new(&official.definitions), official.records(), NaiveDate::from_ymd_opt(2007, 12, 31));
    let mut chance = Chance(20261201);
    let (mut figures, mut held) = (0, Vec::new());
    while figures <= 4 * ALLOWED {
        let text = shuffled(&mut chance);
        let checked = checker.check_file("given.md", text.as_bytes()).expect("a text");
        let long = |one: &&Judged| one.claim.printed().len() > "19.03".len();
        figures += checked.judged.iter().filter(long).count();
        let by_chance = checked.judged.iter().filter(long).filter(|one| one.verdict.holds());
        held.extend(by_chance.map(|one| format!("{}: {}", one.claim.sentence, one.why)));
    }
    assert!(held.len() * ALLOWED <= figures, "{} of {figures}:\n{}", held.len(), held.join("\n"));
}
