//! Names composed of parts, shares whose whole stands elsewhere, terms of the text, frames, carried subjects: what each figure
//! is taken to be of, and the verdict.
//!
//! A case of `tests/cases/claims/named` holds `given.txt` and `expected.txt`: a line for each figure, in order. Texts are made
//! up. Official values are those of `data/sources`; what a figure is of and which are planted slips is known by writing them:
//! lines that begin with # say so.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use admincost::claims::Judged;
use admincost::claims::check::Checker;
use admincost::claims::reading::Reader;
use admincost::run::{Official, Progress, Wanted, official};
use chrono::NaiveDate;

use crate::support::project;

fn judged(official: &Official, case: &Path) -> Vec<Judged> {
    let text = fs::read(case.join("given.txt")).expect("a text");
    let date = NaiveDate::from_ymd_opt(2012, 12, 31);
    let checker = Checker::new(Reader::new(&official.definitions), official.records(), date);
    checker.check_file("given.txt", &text).expect("a text").judged
}

/// `5517.70亿元 | reproduced | public_security | 2010`, and the slip where one is told.
fn shown(judged: &[Judged]) -> String {
    let mut text = String::new();
    for one in judged {
        let of = one.tied_by.and(one.claim.of.first()).map_or("-", |meaning| meaning.formula.as_str());
        let year = |year: Option<i32>| year.map_or("?".to_string(), |year| year.to_string());
        let from = one.claim.when.from.map_or(String::new(), |from| format!("{from}-"));
        let slip = one.diagnosis.as_ref().map_or(String::new(), |found| format!(" | {}", found.code));
        let period = format!("{from}{}", year(one.claim.when.year));
        let _ = writeln!(text, "{} | {} | {of} | {period}{slip}", one.claim.printed(), one.verdict.name());
    }
    text
}

#[test]
fn every_figure_is_of_what_its_words_say_in_any_order() {
    let wanted = Wanted { definitions: Some(project().join("pipelines")), ..Wanted::default() };
    let official = official(&wanted, &Progress::Silent).expect("the bundled sources");
    let entries = fs::read_dir(project().join("tests/cases/claims/named")).expect("cases");
    let mut cases: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    cases.sort();
    let mut wrong = String::new();
    for case in cases {
        let expected = fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
        let expected: String =
            expected.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        let found = shown(&judged(&official, &case));
        if found != expected {
            let _ = writeln!(wrong, "==== {}\n{found}", case.display());
        }
    }
    assert!(wrong.is_empty(), "these differ from their expected.txt:\n{wrong}");
}
