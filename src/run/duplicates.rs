//! Duplicate files: the same figures under another name (`x (1).csv`, `x_1.csv`, a copy saved again).
//!
//! In: what every file gave, in path order. Out: the same, but a file that repeats an earlier one cell for cell keeps
//! its account only: its figures are set aside there as duplicates, with a notice that names the first. Refuses to call
//! a file a duplicate that is read otherwise (its folder names another area, the pipeline another edition).

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::observations::Observation;
use crate::outputs::Account;
use crate::problem::{Place, Problem};

/// Takes the observations of duplicates away and says so in their accounts.
pub fn set_aside(read: &mut [(Account, Vec<Observation>)]) {
    let mut by_figures: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, (account, observations)) in read.iter().enumerate() {
        let firsts = by_figures.entry(fingerprint(account, observations)).or_default();
        let same = |&&first: &&usize| read.get(first).is_some_and(|(_, other)| are_alike(other, observations));
        match firsts.iter().find(same) {
            Some(&first) => found.push((at, first)),
            None => firsts.push(at),
        }
    }
    for (at, first) in found {
        let Some((path, sha256)) = read.get(first).map(|(one, _)| (one.path.clone(), one.sha256.clone())) else {
            continue;
        };
        if let Some((account, observations)) = read.get_mut(at) {
            observations.clear();
            account.checks.clear();
            account.problems.retain(|problem| !problem.code.starts_with("identity-"));
            note(account, &path, &sha256);
        }
    }
}

fn note(account: &mut Account, first: &str, sha256: &str) {
    let how = if account.sha256 == sha256 { "byte for byte" } else { "cell for cell" };
    let message = format!("the same as {first}, {how}; its {} figures are counted there only", account.observed);
    account.problems.push(Problem::warning("duplicate-of", Place::Source(account.path.clone()), message));
    if account.observed > 0 {
        *account.set_aside.entry(format!("duplicate of {first}")).or_default() += account.observed;
        account.observed = 0;
    }
}

/// Where the figures stand and what they are; a file without figures is known by its bytes.
fn fingerprint(account: &Account, observations: &[Observation]) -> u64 {
    let mut hasher = DefaultHasher::new();
    if observations.is_empty() {
        account.sha256.hash(&mut hasher);
    }
    for one in observations {
        (one.row, one.col, one.obs_value.map(f64::to_bits), &one.value_text).hash(&mut hasher);
    }
    hasher.finish()
}

/// The same observations but for the names of file and sheet (a csv's sheet is named after its file) and the notes, which
/// may quote the file's name.
fn are_alike(some: &[Observation], others: &[Observation]) -> bool {
    let alike = |(one, other): (&Observation, &Observation)| {
        let (source, source_sha256) = (other.source.clone(), other.source_sha256.clone());
        let (sheet, notes) = (other.sheet.clone(), other.notes.clone());
        Observation { source, source_sha256, sheet, notes, ..one.clone() } == *other
    };
    some.len() == others.len() && some.iter().zip(others).all(alike)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::Kind;

    fn account(path: &str, sha256: &str, observed: usize) -> Account {
        Account {
            path: path.to_string(),
            sha256: sha256.to_string(),
            kind: Kind::Csv,
            read: true,
            opened: Vec::new(),
            tables: 1,
            numeric_cells: observed,
            observed,
            header: 0,
            set_aside: Default::default(),
            corrections: Vec::new(),
            problems: Vec::new(),
            checks: Vec::new(),
        }
    }

    #[test]
    fn files_without_figures_are_known_by_their_bytes() {
        let mut read =
            vec![(account("a", "1", 0), vec![]), (account("b", "2", 0), vec![]), (account("c", "1", 0), vec![])];
        set_aside(&mut read);
        let notices: Vec<usize> = read.iter().map(|(account, _)| account.problems.len()).collect();
        assert_eq!(notices, [0, 0, 1]);
        assert_eq!(read[2].0.problems[0].message, "the same as a, byte for byte; its 0 figures are counted there only");
    }
}
