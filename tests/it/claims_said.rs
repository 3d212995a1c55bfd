//! How a figure is said: sums and means over a window, multiples of a base, changes, budgets, marks of the writer's.
//!
//! `tests/cases/claims/said/<kind>.txt` holds one text to a line with the day it was written, and under it what is expected of
//! its figures: `printed = true` (some official value gives it, with `true:WORDS` for these words), `open` (not checkable), `wrong` (it is found out),
//! `wrong:CODE|CODE` (with one of these diagnoses or inner rules, or none at all where `open` stands among them). Texts
//! are made up; the heads of the files say how the values are known. No other figure of a text may raise an alarm.

use std::fs;

use admincost::claims::check::Checker;
use admincost::claims::reading::Reader;
use admincost::claims::{Judged, Verdict};
use admincost::run::{Official, Progress, Wanted, official};
use chrono::NaiveDate;

use crate::support::project;

/// Of a hundred figures that are true so many at least are reproduced.
const REPRODUCED: usize = 96;
/// Of a hundred slips so many at least are found, and explained as they came about.
const FOUND: usize = 90;
const EXPLAINED: usize = 85;

struct Text {
    kind: String,
    day: NaiveDate,
    words: String,
    /// What is printed, and what is expected of it.
    figures: Vec<(String, String)>,
}

fn texts() -> Vec<Text> {
    let entries = fs::read_dir(project().join("tests/cases/claims/said")).expect("cases");
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut found: Vec<Text> = Vec::new();
    for file in files {
        let kind = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let lines = fs::read_to_string(&file).expect("cases");
        for line in lines.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            if let Some((printed, expected)) = line.strip_prefix("    ").and_then(|line| line.rsplit_once(" = ")) {
                let text = found.last_mut().expect("a text before its figures");
                text.figures.push((printed.to_string(), expected.to_string()));
                continue;
            }
            let (day, words) = line.split_once(' ').expect("a day and a text");
            let day = day.parse().expect("a day");
            found.push(Text { kind: kind.clone(), day, words: words.to_string(), figures: Vec::new() });
        }
    }
    found
}

fn is_true(verdict: Verdict) -> bool {
    use Verdict::{Reproduced, ReproducedInVintage, ReproducedUnderReading, WithinInputRounding};
    matches!(verdict, Reproduced | ReproducedInVintage | ReproducedUnderReading | WithinInputRounding)
}

fn is_wrong(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Contradicted | Verdict::Inconsistent | Verdict::PeriodMisstated)
}

/// The claim that stands where the text prints this.
fn at<'j>(judged: &'j [Judged], words: &str, printed: &str) -> Option<&'j Judged> {
    let start = words.find(printed).map(|byte| words[..byte].chars().count())?;
    let end = start + printed.chars().count();
    judged.iter().find(|one| {
        let from = one.claim.place.offset as usize;
        one.claim.figure.is_some() && from < end && start < from + one.claim.printed().chars().count()
    })
}

fn shown(one: &Judged) -> String {
    let of = one.claim.of.first().map_or("-", |meaning| meaning.formula.as_str());
    let when = &one.claim.when;
    let diagnosis = one.diagnosis.as_ref().map(|found| format!(" [{}: {}]", found.code, found.words));
    format!(
        "{} {:?} of {of} {:?}-{:?}: {} ({}){}",
        one.claim.printed(),
        one.claim.kind,
        when.from,
        when.year,
        one.verdict.name(),
        one.why,
        diagnosis.unwrap_or_default()
    )
}

#[derive(Default)]
struct Counts {
    of_true: usize,
    reproduced: usize,
    slips: usize,
    found: usize,
    explained: usize,
}

impl Counts {
    /// Counts one figure; whether it is as expected.
    fn add(&mut self, expected: &str, one: Option<&Judged>) -> bool {
        let verdict = one.map(|one| one.verdict);
        if let Some(words) = expected.strip_prefix("true") {
            let words = words.trim_start_matches(':');
            let is_right = verdict.is_some_and(is_true) && one.is_some_and(|one| one.why.contains(words));
            self.of_true += 1;
            self.reproduced += usize::from(is_right);
            return is_right;
        }
        let Some(codes) = expected.strip_prefix("wrong") else {
            return match expected {
                "open" => verdict == Some(Verdict::NotCheckable),
                _ if expected.starts_with("open:") => {
                    let code = one.and_then(|one| one.diagnosis.as_ref()).map(|found| found.code);
                    verdict == Some(Verdict::NotCheckable) && code == expected.strip_prefix("open:")
                }
                "not-wrong" => !verdict.is_some_and(is_wrong),
                "not-reproduced" => !verdict.is_some_and(is_true),
                other => panic!("`{other}` is no expectation"),
            };
        };
        let codes: Vec<&str> = codes.trim_start_matches([':', '|']).split('|').collect();
        let is_named = |code: &str| {
            let rules = one.iter().flat_map(|one| &one.inner).any(|found| found.rule == code);
            rules || one.and_then(|one| one.diagnosis.as_ref()).is_some_and(|found| found.code == code)
        };
        if codes.contains(&"open") {
            return !verdict.is_some_and(is_true);
        }
        let is_found = verdict.is_some_and(is_wrong);
        let is_right = is_found && (codes == [""] || codes.iter().any(|code| is_named(code)));
        self.slips += 1;
        self.found += usize::from(is_found);
        self.explained += usize::from(is_right);
        is_right
    }
}

#[test]
fn figures_are_understood_however_they_are_said() {
    let wanted = Wanted { definitions: Some(project().join("pipelines")), ..Wanted::default() };
    let official: Official = official(&wanted, &Progress::Silent).expect("the bundled figures");
    let mut checker = Checker::new(Reader::new(&official.definitions), official.records(), None);
    let (mut counts, mut alarms, mut wrong) = (Counts::default(), Vec::new(), Vec::new());
    for text in texts() {
        checker.date = Some(text.day);
        let checked = checker.check_file("given.txt", text.words.as_bytes()).expect("a text");
        let mut slips = Vec::new();
        for (printed, expected) in &text.figures {
            let one = at(&checked.judged, &text.words, printed);
            if expected.starts_with("wrong") {
                slips.extend(one.map(|one| one.claim.span.clone()));
            }
            if !counts.add(expected, one) {
                let found = one.map_or("no figure is read there".to_string(), shown);
                wrong.push(format!("{}: {} {}\n    {printed} = {expected}: {found}", text.kind, text.day, text.words));
            }
        }
        let others = checked.judged.iter().filter(|one| slips.is_empty() && is_wrong(one.verdict));
        alarms.extend(others.map(|one| format!("{}\n    {}", text.words, shown(one))));
    }
    let Counts { of_true, reproduced, slips, found, explained } = counts;
    println!("{}", wrong.join("\n"));
    println!("{reproduced} of {of_true} true figures reproduced, {} alarms", alarms.len());
    println!("{found} of {slips} slips found, {explained} rightly explained");
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
    assert!(reproduced * 100 >= of_true * REPRODUCED, "{reproduced} of {of_true}");
    assert!(found * 100 >= slips * FOUND, "{found} of {slips}");
    assert!(explained * 100 >= slips * EXPLAINED, "{explained} of {slips}");
}
