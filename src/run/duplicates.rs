//! Duplicate files: the same figures under another name (`x (1).csv`, `x_1.csv`, a copy saved again).
//!
//! In: what each file gave, in path order. Out: the same, but a file that repeats an earlier one cell for cell keeps
//! its account only: its figures are set aside there as duplicates, with a notice that names the first. Refuses to call
//! a file a duplicate that is read otherwise (its folder names another area, the pipeline another edition).

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::formula::Stage;
use crate::messages::say;
use crate::observations::Observation;
use crate::outputs::{Account, Tally};
use crate::problem::{Place, Problem};
use crate::texts::{Text, Texts};

/// The first file that printed each set of figures.
#[derive(Default)]
pub struct Known {
    /// Its path and sha256.
    firsts: HashMap<Fingerprint, (String, String)>,
}

impl Known {
    /// Takes the observations of a duplicate away and says so in its account; any other file is known from now on. Gives
    /// whether it is a duplicate.
    pub fn set_aside(
        &mut self,
        figures: Fingerprint,
        account: &mut Account,
        observations: &mut Vec<Observation>,
    ) -> bool {
        let Some((path, sha256)) = self.firsts.get(&figures) else {
            self.firsts.insert(figures, (account.path.clone(), account.sha256.clone()));
            return false;
        };
        observations.clear();
        account.checks.clear();
        account.tally = Tally::default();
        account.problems.retain(|problem| !problem.code.starts_with("identity-"));
        note(account, path, sha256);
        true
    }
}

fn note(account: &mut Account, first: &str, sha256: &str) {
    let how = if account.sha256 == sha256 { say!("same.bytes") } else { say!("same.cells") };
    let message = say!("run.duplicate", first, how, observed = account.observed);
    account.problems.push(Problem::warning("duplicate-of", Place::Source(account.path.clone()), message));
    if account.observed > 0 {
        *account.set_aside.entry(format!("duplicate of {first}")).or_default() += account.observed;
        account.observed = 0;
    }
}

/// All that a file says: its observations but for the names of file and sheet (a csv's sheet is named after its file) and
/// the notes, which may quote the file's name. A file without figures is known by its bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    pub fn of(account: &Account, observations: &[Observation]) -> Fingerprint {
        let mut said = Said::new();
        if observations.is_empty() {
            said.hash.update(&account.sha256);
        }
        observations.iter().for_each(|one| said.observation(one));
        Fingerprint(said.hash.finalize().into())
    }
}

/// Rows one after another. A field says that it is as in the row before, or its text with the length, so that no two lists
/// of rows run into the same bytes.
struct Said<'a> {
    hash: Sha256,
    bytes: Vec<u8>,
    before: Option<&'a Observation>,
}

impl<'a> Said<'a> {
    fn new() -> Said<'a> {
        Said { hash: Sha256::new(), bytes: Vec::new(), before: None }
    }

    fn text(&mut self, text: Option<&str>) {
        let length = text.map_or(u64::MAX, |text| text.len() as u64);
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(text.unwrap_or_default().as_bytes());
    }

    /// A field of the row, given that of any row.
    fn field<T: PartialEq + 'a>(
        &mut self,
        one: &'a Observation,
        of: impl Fn(&'a Observation) -> &'a T,
        say: impl FnOnce(&mut Said<'a>, &'a T),
    ) {
        let is_known = self.before.is_some_and(|before| of(before) == of(one));
        self.bytes.push(u8::from(is_known));
        if !is_known {
            say(self, of(one));
        }
    }

    fn texts(&mut self, texts: &Texts) {
        self.bytes.extend((texts.len() as u64).to_le_bytes());
        texts.iter().for_each(|text| self.text(Some(text)));
    }

    fn observation(&mut self, one: &'a Observation) {
        let numbers = [u64::from(one.row) << 32 | u64::from(one.col), one.obs_value.map_or(u64::MAX, f64::to_bits)];
        numbers.iter().for_each(|number| self.bytes.extend(number.to_le_bytes()));
        self.bytes.extend([one.decimals.to_le_bytes()[0], one.unit_mult.unwrap_or(i8::MIN).to_le_bytes()[0]]);
        self.text(Some(&one.value_text));
        let optional: [fn(&Observation) -> &Option<Text>; 9] = [
            |one| &one.series,
            |one| &one.ref_area,
            |one| &one.area_label,
            |one| &one.time_period,
            |one| &one.unit_measure,
            |one| &one.unit_text,
            |one| &one.vintage,
            |one| &one.table_no,
            |one| &one.table_title,
        ];
        optional.into_iter().for_each(|of| self.field(one, of, |said, text| said.text(text.as_deref())));
        self.field(one, |one| &one.obs_status, |said, text| said.text(Some(text)));
        self.field(one, |one| &one.account_stage, |said, stage| said.text(stage.map(Stage::name)));
        self.field(one, |one| &one.vintage_date, |said, date| said.text(date.map(|date| date.to_string()).as_deref()));
        self.field(one, |one| &one.row_labels, Said::texts);
        self.field(one, |one| &one.column_labels, Said::texts);
        self.before = Some(one);
        self.hash.update(&self.bytes);
        self.bytes.clear();
    }
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
            tally: Default::default(),
        }
    }

    #[test]
    fn files_without_figures_are_known_by_their_bytes() {
        let mut known = Known::default();
        let mut read = [account("a", "1", 0), account("b", "2", 0), account("c", "1", 0)];
        for account in &mut read {
            known.set_aside(Fingerprint::of(account, &[]), account, &mut Vec::new());
        }
        let notices: Vec<usize> = read.iter().map(|account| account.problems.len()).collect();
        assert_eq!(notices, [0, 0, 1]);
        assert_eq!(read[2].problems[0].message, "the same as a, byte for byte; its 0 figures are counted there only");
    }
}
