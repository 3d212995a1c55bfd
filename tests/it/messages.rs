//! One table of messages: every key that the code says exists, every key that exists is said, in both languages with the same
//! places. In: the source files and the table. Out: what does not agree.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use admincost::claims::Verdict;
use admincost::claims::check::Class;
use admincost::messages::{Language, Message, Piece, TABLE};
use regex::Regex;

use crate::layering::{body, rust_files};
use crate::support::project;

fn sources() -> Vec<(PathBuf, String)> {
    let files = rust_files().into_iter().filter(|path| !path.ends_with("tests.rs"));
    files.map(|path| (path.clone(), without_comments(&body(&path)))).collect()
}

fn without_comments(code: &str) -> String {
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The end of a string literal that begins at `start`.
fn end_of_literal(code: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while code[at] != b'"' {
        at += if code[at] == b'\\' { 2 } else { 1 };
    }
    at + 1
}

/// The arguments of a call whose bracket opens at `open`.
fn arguments(code: &str, open: usize) -> Vec<String> {
    let bytes = code.as_bytes();
    let (mut depth, mut at, mut start) = (0, open, open + 1);
    let mut found = Vec::new();
    loop {
        match bytes[at] {
            b'"' => at = end_of_literal(bytes, at) - 1,
            b'\'' if bytes[at + 2] == b'\'' => at += 2,
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 1 => {
                found.push(code[start..at].trim().to_string());
                start = at + 1;
            }
            _ => {}
        }
        if depth == 0 {
            found.push(code[start..at].trim().to_string());
            return found.into_iter().filter(|argument| !argument.is_empty()).collect();
        }
        at += 1;
    }
}

/// Every `say!`: where, its key and the names of its values.
fn said() -> Vec<(PathBuf, String, BTreeSet<String>)> {
    let mut all = Vec::new();
    for (path, code) in sources() {
        for (at, _) in code.match_indices("say!(\"").chain(code.match_indices("say!(\n")) {
            let arguments = arguments(&code, at + "say!".len());
            let key = arguments[0].trim_matches('"').to_string();
            let name = |argument: &String| {
                argument.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_string()
            };
            all.push((path.clone(), key, arguments[1..].iter().map(name).collect()));
        }
    }
    all
}

fn places(key: &str, language: Language) -> BTreeSet<String> {
    let template = TABLE.template(key, language).unwrap_or_else(|| panic!("{key} has no words"));
    template.names().map(str::to_string).collect()
}

/// Sections whose keys are put together from a name, or found by their English words.
fn looked_up() -> BTreeSet<String> {
    let call = Regex::new(r#"(?:named|of_english)\(\s*"([a-z.-]+)""#).expect("a pattern");
    let all = sources();
    let found = all.iter().flat_map(|(_, code)| call.captures_iter(code)).map(|found| found[1].to_string());
    found.chain(["help", "clap"].map(str::to_string)).collect()
}

#[test]
fn every_message_that_is_said_has_words_with_the_same_places() {
    let said = said();
    assert!(said.len() > 100, "{}", said.len());
    let mut wrong = Vec::new();
    for (path, key, names) in said {
        if TABLE.template(&key, Language::English).is_none() {
            wrong.push(format!("{}: no message {key}", path.display()));
        } else if places(&key, Language::English) != names {
            let places = places(&key, Language::English);
            // A title in both languages stands in each with its own.
            let both = ["zh", "en"].map(str::to_string);
            if !places
                .union(&names)
                .filter(|name| !(places.contains(*name) && names.contains(*name)))
                .all(|name| both.contains(name))
            {
                wrong.push(format!("{}: {key} has {places:?}, and is given {names:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_message_of_the_table_is_said() {
    let said: BTreeSet<String> = said().into_iter().map(|(_, key, _)| key).collect();
    let sections = looked_up();
    let is_looked_up = |key: &str| sections.iter().any(|section| key.starts_with(&format!("{section}.")));
    let unsaid: Vec<&str> = TABLE.keys().filter(|key| !said.contains(*key) && !is_looked_up(key)).collect();
    assert!(unsaid.is_empty(), "{}", unsaid.join("\n"));
}

#[test]
fn both_languages_have_the_same_places() {
    let own = |key: &str, language| -> BTreeSet<String> {
        let template = TABLE.template(key, language).unwrap_or_else(|| panic!("{key} has no words"));
        let values = template.0.iter().filter_map(|piece| match piece {
            Piece::Value(name) => Some(name.clone()),
            Piece::Words(_) | Piece::Plural { .. } => None,
        });
        values.filter(|name| name != "zh" && name != "en").collect()
    };
    let wrong: Vec<&str> =
        TABLE.keys().filter(|key| own(key, Language::English) != own(key, Language::Chinese)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Words of a message, without its values.
fn words(key: &str, language: Language) -> String {
    let template = TABLE.template(key, language).unwrap_or_else(|| panic!("{key} has no words"));
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Value(_) => "0".to_string(),
        Piece::Plural { many, .. } => many.clone(),
    };
    template.0.iter().map(piece).collect()
}

#[test]
fn chinese_is_written_with_chinese_marks() {
    let half = Regex::new(r"\p{Han} ?[,;:!?]|\p{Han}\.(?:\s|$)|[,;] ?\p{Han}").expect("a pattern");
    let code = Regex::new(r"`[^`]*`|\n  [^\n]*|半角 [^\n]*").expect("a pattern");
    let wrong: Vec<String> = TABLE
        .keys()
        .filter(|key| !key.starts_with("clap."))
        .map(|key| format!("{key}: {}", code.replace_all(&words(key, Language::Chinese), "")))
        .filter(|line| half.is_match(line))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_that_data_has_are_all_translated() {
    let mut keys: Vec<String> = Verdict::ALL.iter().map(|verdict| format!("verdict.{}", verdict.name())).collect();
    keys.extend(["budget", "execution", "final"].map(|stage| format!("stage.{stage}")));
    let missing: Vec<&String> = keys.iter().filter(|key| TABLE.template(key, Language::Chinese).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let english: BTreeMap<String, &str> = TABLE
        .keys()
        .map(|key| (format!("{} {}", key.split('.').next().unwrap_or_default(), words(key, Language::English)), key))
        .collect();
    let classes = Class::ALL.map(|class| format!("class {}", class.name()));
    let doing = Regex::new(r#"Error::io\([^;]*?"([a-z ]+)"\)"#).expect("a pattern");
    let all = sources();
    let doings = all.iter().flat_map(|(_, code)| doing.captures_iter(code)).map(|found| format!("doing {}", &found[1]));
    let missing: Vec<String> = classes.into_iter().chain(doings).filter(|words| !english.contains_key(words)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Reasons that `check` hands on from the definitions: those bundled have words in both languages.
#[test]
fn reasons_of_the_bundled_definitions_are_translated() {
    let (definitions, _) = admincost::definitions::load(&project().join("pipelines")).expect("the definitions");
    let series = definitions.series.values();
    let reasons = series.flat_map(|series| {
        let own = &series.reservations;
        let hints = series.hints.iter().flat_map(|hint| [Some(&hint.says), Some(&hint.source)]);
        let why = [
            own.also_means.as_ref().map(|one| &one.why),
            own.revised.as_ref().map(|one| &one.why),
            own.earlier_definition.as_ref().map(|one| &one.why),
            series.unpublished.as_ref(),
        ];
        hints.chain(why).flatten().collect::<Vec<&String>>()
    });
    let told: BTreeSet<&String> = reasons.chain(definitions.targets.iter().map(|target| &target.source)).collect();
    let is_open = |words: &&&String| matches!(Message::of_english("defined", words), Message::Verbatim(_));
    let open: Vec<&&String> = told.iter().filter(is_open).collect();
    assert!(told.len() > 30 && open.is_empty(), "{open:#?}");
}

/// Where English words are no message: words that texts and tables are recognised by, the labels of columns (which stand in
/// both languages beside each other), English names of series, what a hint
/// told of a table, kept with its figures, and files made up for tests.
const NO_MESSAGES: [&str; 24] = [
    "claims/inner/edition.rs",
    "claims/inner/increments.rs",
    "claims/inner/parts.rs",
    "claims/inner/sentences.rs",
    "claims/inner/shares.rs",
    "claims/reading/hypotheses/doubts.rs",
    "claims/reading/hypotheses/manner.rs",
    "claims/reading/hypotheses/site.rs",
    "claims/reading/mentions",
    "claims/verdicts/fit/readings.rs",
    "definitions/account.rs",
    "definitions/scope.rs",
    "figures/hedge.rs",
    "messages/table.rs",
    "observations/whole.rs",
    "outputs/tables.rs",
    "sources/corpus.rs",
    "sources/hostile.rs",
    "sources/pdf/written.rs",
    "store/observations.rs",
    "tables/hints.rs",
    "tables/identities/words.rs",
    "tables/remarks.rs",
    "tables/wording.rs",
];

/// The literals of a file, each with its line.
fn literals(code: &str) -> Vec<(usize, String)> {
    let bytes = code.as_bytes();
    let (mut at, mut found) = (0, Vec::new());
    while at < bytes.len() {
        match bytes[at] {
            b'r' if code[at..].starts_with("r#") && code[at..].trim_start_matches(['r', '#']).starts_with('"') => {
                let marks = code[at + 1..].chars().take_while(|letter| *letter == '#').count();
                let end = format!("\"{}", "#".repeat(marks));
                at += 2 + marks;
                at += code[at..].find(&end).map_or(code.len() - at, |length| length + end.len());
            }
            b'r' if code[at..].starts_with("r\"") => at += 2 + code[at + 2..].find('"').map_or(0, |length| length + 1),
            b'\'' if bytes.get(at + 2) == Some(&b'\'') => at += 3,
            b'\'' if code[at..].starts_with("'\\''") => at += 4,
            b'"' => {
                let end = end_of_literal(bytes, at);
                found.push((code[..at].matches('\n').count() + 1, code[at + 1..end - 1].to_string()));
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

#[test]
fn no_sentence_for_people_stands_outside_the_table() {
    let place = Regex::new(r"\{[^}]*\}").expect("a pattern");
    let broken = Regex::new(r"\\\n\s*").expect("a pattern");
    let sentence =
        Regex::new(r"\b[a-z]{2,}(?: [a-z]{2,}){2,}\b|[a-z]{3,}[,:;] [a-z]{2,} [a-z]{2,}").expect("a pattern");
    let said: BTreeSet<String> = TABLE.keys().map(|key| words(key, Language::English)).collect();
    let mut outside = Vec::new();
    for (path, code) in sources() {
        let name = path.strip_prefix(project().join("src")).expect("a file in src").display().to_string();
        if NO_MESSAGES.iter().any(|excused| name.starts_with(excused)) {
            continue;
        }
        for (line, literal) in literals(&code) {
            // `words` writes a value as 0; a note that data holds may be the beginning of one of the table.
            let plain = place.replace_all(&broken.replace_all(&literal, ""), "0").into_owned();
            let is_said = said.iter().any(|english| english.starts_with(&plain));
            if sentence.is_match(&plain) && !is_said {
                outside.push(format!("{name}:{line}: {plain}"));
            }
        }
    }
    assert!(outside.is_empty(), "not in pipelines/messages/:\n{}", outside.join("\n"));
}
