//! Texts read for claims: `tests/cases/claims/reading/<behaviour>/` holds one text and what each of its claims must be
//! (`expected.txt`). Texts are made up, in the manner of work reports, communiques, budget and audit reports and papers;
//! expected values are by reading them. `recall/marks.csv` holds the figures of the five sample papers, marked by hand.

use std::fs;

use admincost::claims::reading::{self, Reader};
use admincost::claims::{Claim, Kind, Known, When};
use admincost::{definitions, sources};

use crate::support::project;

fn shown(claim: &Claim) -> String {
    let unit = claim.figure.as_ref().map_or("-".to_string(), |figure| match &figure.unit {
        Some(unit) => format!("{}{:+}", unit.measure, unit.mult),
        None if figure.mult != 0 => format!("-{:+}", figure.mult),
        None => "-".to_string(),
    });
    let value = claim.figure.as_ref().map_or("-".to_string(), |figure| figure.value.to_string());
    let of: Vec<String> = claim
        .of
        .iter()
        .map(|meaning| match meaning.stage {
            Some(stage) => format!("{} ({})", meaning.formula, stage.name()),
            None => meaning.formula.clone(),
        })
        .collect();
    let or_none = |text: String| if text.is_empty() { "-".to_string() } else { text };
    let fields = [
        format!("{}.{}.{}", claim.place.paragraph, claim.place.sentence, claim.place.offset),
        claim.printed().to_string(),
        value,
        unit,
        kind(&claim.kind),
        or_none(of.join(" or ")),
        claim.ref_area.clone().unwrap_or("-".to_string()),
        when(&claim.when),
        claim.untied.clone().unwrap_or("-".to_string().into()).to_string(),
    ];
    fields.join(" | ")
}

fn kind(kind: &Kind) -> String {
    let fall = |name: &str, falls: &bool| if *falls { format!("{name}, a fall") } else { name.to_string() };
    match kind {
        Kind::Level => "level".to_string(),
        Kind::Change { falls } => fall("change", falls),
        Kind::Growth { falls } => fall("growth", falls),
        Kind::Points { falls } => fall("points", falls),
        Kind::Multiple => "multiple".to_string(),
        Kind::TimesOf => "times of".to_string(),
        Kind::AverageGrowth { falls } => fall("average growth", falls),
        Kind::Mean => "mean".to_string(),
        Kind::Sum => "sum".to_string(),
        Kind::Run { below, years } => {
            let sign = if *below { "below" } else { "above" };
            years.map_or(format!("run {sign}"), |years| format!("run {sign}, {years} years"))
        }
        Kind::Rank => "rank".to_string(),
        Kind::Citation => "citation".to_string(),
        Kind::Unknown => "unknown".to_string(),
    }
}

fn when(when: &When) -> String {
    let year = when.year.map_or("?".to_string(), |year| year.to_string());
    let span = match (when.from, when.years) {
        (Some(from), _) => format!("{from}-{year}"),
        (None, Some(years)) => format!("{years} years to {year}"),
        (None, None) => year,
    };
    match when.known {
        Known::Nowhere => "-".to_string(),
        Known::Explicit => span,
        Known::Relative => format!("{span} counted"),
        Known::Carried => format!("{span} carried"),
    }
}

fn reader() -> Reader {
    let (definitions, _) = definitions::load(&project().join("pipelines")).expect("definitions");
    Reader::new(&definitions)
}

#[test]
fn every_text_says_what_it_says() {
    let reader = reader();
    let entries = fs::read_dir(project().join("tests/cases/claims/reading")).expect("cases");
    let mut folders: Vec<_> = entries.map(|entry| entry.expect("a folder").path()).collect();
    folders.sort();
    assert!(folders.len() >= 25);
    let mut wrong = Vec::new();
    for folder in folders {
        let given = fs::read(folder.join("given.txt")).expect("a text");
        let source = sources::from_bytes("given.txt", &given);
        let claims = reading::from_source(&source, &reader);
        let written = reading::written(&source, &claims);
        let mut found: Vec<String> = claims.iter().map(shown).collect();
        found.push(
            written.map_or("written: -".to_string(), |written| format!("written: {} ({})", written.by, written.basis)),
        );
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
        if found != expected.lines().collect::<Vec<_>>() {
            wrong.push(format!("{}\n--- found\n{}\n", folder.display(), found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One figure of a sample paper: the letters around it, its value and unit.
struct MarkedFigure {
    before: String,
    printed: String,
    value: f64,
    unit: String,
}

fn marks(text: &str) -> Vec<MarkedFigure> {
    let file = project().join("tests/cases/claims/recall/marks.csv");
    let mut lines = csv::Reader::from_path(file).expect("marks");
    let records = lines.records().map(|record| record.expect("a mark"));
    let of_text = records.filter(|record| record.get(0) == Some(text));
    of_text
        .map(|record| {
            let field = |at: usize| record.get(at).unwrap_or_default().to_string();
            let value = field(4).parse().expect("a value");
            MarkedFigure { before: field(1), printed: field(2) + &field(3), value, unit: field(5) }
        })
        .collect()
}

fn is_marked(claim: &Claim, mark: &MarkedFigure) -> bool {
    let figure = claim.figure.as_ref();
    let number = figure.map_or(claim.span.start, |figure| figure.number);
    let (head, tail) = (claim.sentence.get(..number), claim.sentence.get(number..));
    let before = head.unwrap_or_default();
    let from_here = before.chars().count().min(mark.before.chars().count());
    let context: String = mark.before.chars().skip(mark.before.chars().count() - from_here).collect();
    before.ends_with(&context) && tail.unwrap_or_default().starts_with(&mark.printed)
}

/// The papers are not part of the project; the test says so where they are missing.
#[test]
fn figures_of_the_sample_papers_are_found() {
    let papers = project().join("../shared/papers");
    if !papers.is_dir() {
        eprintln!("the sample papers are not here: nothing was counted");
        return;
    }
    let reader = reader();
    let (mut marked, mut right, mut missed, mut surplus) = (0, 0, Vec::new(), Vec::new());
    let mut files: Vec<_> = fs::read_dir(papers).expect("papers").map(|file| file.expect("a file").path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "txt")) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let marks = marks(&name[..1]);
        let source = sources::from_bytes(&name, &fs::read(file).expect("a paper"));
        let mut claims = reading::from_source(&source, &reader);
        claims.retain(|claim| claim.figure.is_some());
        for mark in &marks {
            marked += 1;
            let Some(at) = claims.iter().position(|claim| is_marked(claim, mark)) else {
                missed.push(format!("{name}: {}|{}", mark.before, mark.printed));
                continue;
            };
            let text = shown(&claims.remove(at));
            let fields: Vec<&str> = text.split(" | ").collect();
            let fits = fields[2].parse() == Ok(mark.value) && fields[3] == mark.unit;
            right += usize::from(fits);
            if !fits {
                missed.push(format!("{name}: {}|{}: read as {} {}", mark.before, mark.printed, fields[2], fields[3]));
            }
        }
        surplus.extend(claims.iter().map(|claim| format!("{name}: {}", shown(claim))));
    }
    println!("{right} of {marked} marked figures are found with value and unit");
    assert!(right * 100 >= marked * 97, "{right} of {marked}: {missed:#?}");
    assert!(surplus.is_empty(), "taken for figures: {surplus:#?}");
}
