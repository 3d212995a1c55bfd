//! A text against itself: `tests/cases/claims/inner/<behaviour>/` holds one text and what its figures say against each
//! other (`expected.txt`, one finding a line: rule, `decides` or `remark`, what is shown). A text without findings has an
//! empty `expected.txt`. Texts are made up, in the manner of reports of the administration; expected quotients and sums
//! are by hand.

use std::fs;
use std::path::{Path, PathBuf};

use admincost::claims::reading::{Reader, from_source};
use admincost::claims::{Contradiction, inner};
use admincost::{definitions, sources};

use crate::support::project;

fn findings(path: &Path, reader: &Reader) -> Vec<String> {
    let name = path.file_name().unwrap().to_string_lossy();
    let source = sources::from_bytes(&name, &fs::read(path).unwrap());
    let claims = from_source(&source, reader);
    let line = |one: &Contradiction| {
        format!("{} | {} | {}", one.rule, if one.decides { "decides" } else { "remark" }, one.shown)
    };
    inner::contradictions(&claims, &source).iter().map(line).collect()
}

fn reader() -> Reader {
    let (definitions, _) = definitions::load(&project().join("pipelines")).unwrap();
    Reader::new(&definitions)
}

#[test]
fn every_text_says_against_itself_what_is_expected() {
    let reader = reader();
    let mut folders: Vec<PathBuf> =
        fs::read_dir(project().join("tests/cases/claims/inner")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut wrong = Vec::new();
    for folder in folders {
        let found = findings(&folder.join("given.txt"), &reader);
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap();
        if found != expected.lines().collect::<Vec<_>>() {
            wrong.push(format!("{}\n--- found\n{}\n", folder.display(), found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
