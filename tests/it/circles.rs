//! Circles between files: which files of the crate use one another, and those that do so in a circle.
//!
//! A file uses another where a path in it (`use super::levels::Book`, `crate::units::read(..)`) leads there. Names that a
//! `mod.rs` hands on count as of that `mod.rs`: a file below it that takes one from there is in a circle with it where doors
//! are counted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

/// `claims::verdicts::fit` for `src/claims/verdicts/fit/mod.rs`.
type Module = Vec<String>;

static USE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\buse\s+([^;]+);").expect("a valid pattern"));
static PATH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(?:crate|super|self)(?:::\w+)+").expect("a valid pattern"));
static FIRST: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(^|[^\w:])(\w+)::").expect("a valid pattern"));

/// What a file may take from the `mod.rs` of a folder that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doors {
    /// Anything: a `mod.rs` declares what its folder has in common, and leads to its files.
    Open,
    /// Nothing that leads back to the file.
    Counted,
}

/// Every circle between files whose module begins with one of `tops`, each as the files of it.
pub fn circles(files: &[(Module, String)], tops: &[&str], doors: Doors) -> Vec<Vec<String>> {
    let known: BTreeSet<&[String]> = files.iter().map(|(module, _)| module.as_slice()).collect();
    let counts = |module: &Module, other: &Module| doors == Doors::Counted || !module.starts_with(other);
    let uses_of = |module: &Module, text: &str| -> BTreeSet<Module> {
        used(module, text, &known).into_iter().filter(|other| counts(module, other)).collect()
    };
    let uses: BTreeMap<&[String], BTreeSet<Module>> =
        files.iter().map(|(module, text)| (module.as_slice(), uses_of(module, text))).collect();
    let reached: BTreeMap<&[String], BTreeSet<Module>> =
        uses.keys().map(|module| (*module, reachable(module, &uses))).collect();
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    for (module, reach) in &reached {
        let meets = |other: &&Module| reached.get(other.as_slice()).is_some_and(|back| back.contains(*module));
        let circle: Vec<String> = reach.iter().filter(meets).map(|one| one.join("/")).collect();
        let name = module.join("/");
        let asked = tops.is_empty() || tops.iter().any(|top| name == *top || name.starts_with(&format!("{top}/")));
        if circle.len() > 1 && asked {
            found.insert(circle);
        }
    }
    found.into_iter().collect()
}

fn reachable(start: &[String], uses: &BTreeMap<&[String], BTreeSet<Module>>) -> BTreeSet<Module> {
    let mut reach = BTreeSet::new();
    let mut left: Vec<Module> = uses.get(start).into_iter().flatten().cloned().collect();
    while let Some(next) = left.pop() {
        if reach.insert(next.clone()) {
            left.extend(uses.get(next.as_slice()).into_iter().flatten().cloned());
        }
    }
    reach
}

/// The files that the paths of a text lead to.
fn used(module: &Module, text: &str, known: &BTreeSet<&[String]>) -> BTreeSet<Module> {
    let code: String =
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut paths: Vec<String> = USE.captures_iter(&code).flat_map(|found| expanded(&found[1])).collect();
    paths.extend(PATH.find_iter(&code).map(|found| found.as_str().to_string()));
    let first = FIRST.captures_iter(&code).map(|found| found[2].to_string());
    paths.extend(first.filter(|name| !matches!(name.as_str(), "crate" | "super" | "self")));
    paths.iter().filter_map(|path| target(module, path, known)).filter(|other| other != module).collect()
}

/// `a::{b, c::{d, e}}` as single paths.
fn expanded(tree: &str) -> Vec<String> {
    let tree = tree.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((head, rest)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or_default().trim().to_string()];
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let (mut items, mut depth, mut item) = (Vec::new(), 0, String::new());
    for letter in inner.chars() {
        match letter {
            ',' if depth == 0 => items.push(std::mem::take(&mut item)),
            _ => {
                depth += i32::from(letter == '{') - i32::from(letter == '}');
                item.push(letter);
            }
        }
    }
    items.push(item);
    items.iter().flat_map(|item| expanded(item)).map(|item| format!("{head}{item}")).collect()
}

fn target(module: &Module, path: &str, known: &BTreeSet<&[String]>) -> Option<Module> {
    let mut names = path.split("::").filter(|name| !name.is_empty() && *name != "self").peekable();
    let is_own = |name: &str| known.contains([module.as_slice(), &[name.to_string()]].concat().as_slice());
    let mut at: Module = match *names.peek()? {
        "crate" => {
            names.next();
            Vec::new()
        }
        "super" => module.clone(),
        first if path.starts_with("self::") || is_own(first) => module.clone(),
        _ => return None,
    };
    while names.next_if(|name| *name == "super").is_some() {
        at.pop();
    }
    for name in names {
        let next = [at.as_slice(), &[name.to_string()]].concat();
        if !known.contains(next.as_slice()) {
            break;
        }
        at = next;
    }
    known.contains(at.as_slice()).then_some(at)
}

/// The module of a file below `src`.
pub fn module_of(path: &Path, src: &Path) -> Module {
    let inside = path.strip_prefix(src).expect("a file in src").with_extension("");
    let names: Vec<String> = inside.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    match names.last().map(String::as_str) {
        Some("mod" | "lib") => names[..names.len() - 1].to_vec(),
        _ => names,
    }
}

#[test]
fn a_circle_is_found_and_a_line_is_none() {
    let file = |module: &str, text: &str| (module.split('/').map(str::to_string).collect::<Module>(), text.to_string());
    let files = [
        file("a", "mod b;\nmod c;\npub use b::B;\nfn f() { c::g() }"),
        file("a/b", "use super::c::{self, C};"),
        file("a/c", "pub struct C; // super::b"),
    ];
    assert!(circles(&files, &[], Doors::Counted).is_empty());
    let files = [file("a", "use self::b::B;"), file("a/b", "use super::A;"), file("d", "use crate::a::{b::B, A};")];
    assert_eq!(circles(&files, &["a"], Doors::Counted), [["a", "a/b"]]);
    assert!(circles(&files, &["a"], Doors::Open).is_empty());
    assert!(circles(&files, &["d"], Doors::Counted).is_empty());
    let files = [file("a", "mod b;\nmod c;"), file("a/b", "use super::c::C;"), file("a/c", "use super::b::B;")];
    assert_eq!(circles(&files, &[], Doors::Open), [["a/b", "a/c"]]);
}
