//! Verdicts on claims written as data, held against the bundled figures.
//!
//! A case of `tests/cases/claims/verdicts` holds `claims.toml`, perhaps `written.txt` (the day the text was written at the
//! latest), and `expected.txt`: for each claim its verdict, why, the diagnosis and the official values. Lines that begin
//! with # say where the expected values come from.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use admincost::claims::verdicts::judge;
use admincost::claims::written_claims::{from_toml, to_toml};
use admincost::claims::{Claim, Judged, Verdict, Written};
use admincost::problem::{Text, render};
use admincost::run::{Official, Progress, Wanted, official};
use chrono::NaiveDate;

use crate::support::project;

fn bundled() -> &'static Official {
    static OFFICIAL: OnceLock<Official> = OnceLock::new();
    OFFICIAL.get_or_init(|| {
        let wanted = Wanted { definitions: Some(project().join("pipelines")), ..Wanted::default() };
        official(&wanted, &Progress::Silent).expect("the bundled figures")
    })
}

fn cases() -> Vec<PathBuf> {
    let folder = project().join("tests/cases/claims/verdicts");
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a case").path()).collect();
    found.sort();
    found
}

fn claims(case: &Path) -> Vec<Claim> {
    let text = fs::read_to_string(case.join("claims.toml")).expect("claims");
    let text = Arc::new(Text { name: "claims.toml".to_string(), text });
    let (claims, problems) = from_toml(&text, &bundled().definitions);
    let shown: Vec<String> = problems.iter().map(|problem| render(problem, false)).collect();
    assert!(shown.is_empty(), "{}: {}", case.display(), shown.join("\n"));
    claims
}

fn judged(case: &Path) -> Vec<Judged> {
    let day = fs::read_to_string(case.join("written.txt")).ok();
    let by = day.map(|day| day.trim().parse::<NaiveDate>().expect("a day"));
    let written = by.map(|by| Written { by, basis: "--date".to_string().into() });
    judge(&claims(case), &[], &bundled().records(), written.as_ref())
}

fn shown(judged: &[Judged]) -> String {
    let mut text = String::new();
    for one in judged {
        let _ = writeln!(text, "{}: {}", one.claim.printed(), one.verdict.name());
        let _ = writeln!(text, "    {}", one.why);
        if let Some(diagnosis) = &one.diagnosis {
            let _ = writeln!(text, "    {}: {}", diagnosis.code, diagnosis.words);
        }
        for official in &one.official {
            let reading = official.reading.as_ref().map(|reading| format!(" ({reading})")).unwrap_or_default();
            let _ = writeln!(text, "    = {} {}: {:.2}{reading}", official.period, official.vintage, official.value);
        }
    }
    text
}

fn without_notes(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_claim_has_the_expected_verdict() {
    let mut wrong = String::new();
    for case in cases() {
        let expected = without_notes(&fs::read_to_string(case.join("expected.txt")).unwrap_or_default());
        let found = shown(&judged(&case));
        if found != expected {
            let _ = writeln!(wrong, "==== {}\n{found}", case.display());
        }
    }
    assert!(wrong.is_empty(), "these differ from their expected.txt:\n{wrong}");
}

#[test]
fn claims_written_out_read_back_to_the_same() {
    for case in cases() {
        let first = claims(&case);
        let text = Arc::new(Text { name: "again.toml".to_string(), text: to_toml(&first) });
        let (second, problems) = from_toml(&text, &bundled().definitions);
        assert!(problems.is_empty(), "{}", render(&problems[0], false));
        assert_eq!(first, second, "{}", case.display());
    }
}

/// A long report is judged while one waits.
#[test]
fn five_thousand_claims_take_seconds() {
    let all: Vec<Claim> = cases().iter().flat_map(|case| claims(case)).collect();
    let many: Vec<Claim> = all.iter().cycle().take(5000).cloned().collect();
    let started = Instant::now();
    let judged = judge(&many, &[], &bundled().records(), None);
    assert_eq!(judged.len(), many.len());
    let checked = judged.iter().filter(|one| one.verdict != Verdict::NotCheckable).count();
    println!("{} claims, {checked} checked, in {:?}", judged.len(), started.elapsed());
    assert!(started.elapsed().as_secs() < 30);
}

#[test]
fn what_is_written_wrongly_is_pointed_at() {
    let folder = project().join("tests/cases/claims/written_wrongly");
    let text = fs::read_to_string(folder.join("claims.toml")).expect("claims");
    let text = Arc::new(Text { name: "claims.toml".to_string(), text });
    let (claims, problems) = from_toml(&text, &bundled().definitions);
    let shown: Vec<String> = problems.iter().map(|problem| render(problem, false)).collect();
    let found = format!("{}\n\nclaims left: {}\n", shown.join("\n\n"), claims.len());
    let expected = fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
    assert!(found == expected, "this differs from its expected.txt:\n{found}");
}
