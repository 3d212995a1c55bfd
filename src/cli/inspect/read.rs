//! One file read for inspection: from bytes to observations, with everything kept that a person may ask for.
//!
//! In: a path and the definitions. Out: `Inspected`. Refuses what is no file.

use std::collections::BTreeMap;
use std::path::Path;

use crate::checks::{self, TableChecks};
use crate::definitions::Definitions;
use crate::error::{Error, Result};
use crate::messages::{Message, say};
use crate::observations::{self, Catalogue, Names, Observation, SourceInfo, Surroundings};
use crate::outputs::{Account, Tally};
use crate::problem::{Place, Problem};
use crate::run;
use crate::sources::{self, Found, Source};
use crate::tables::roles::Roles;
use crate::tables::{self, Corrected, Reading, Table};

/// One table with what its figures mean.
pub struct Read {
    pub table: Table,
    pub observations: Vec<Observation>,
    pub problems: Vec<Problem>,
    pub corrections: Vec<Corrected>,
    /// What its arithmetic identities say.
    pub checks: TableChecks,
    pub proposals: Vec<Proposal>,
}

/// A cell in doubt, for a `[[correction]]`.
#[derive(Clone)]
pub struct Proposal {
    pub sheet: String,
    pub cell: String,
    pub printed: String,
    /// What it should print, where that is proved.
    pub proposed: Option<String>,
    pub reason: String,
}

/// One file, read.
pub struct Inspected {
    pub source: Source,
    pub reading: Reading,
    /// One for each of `reading.tables`.
    pub tables: Vec<Read>,
    /// One for each grid of the source.
    pub roles: Vec<Roles>,
    /// The amounts of running text.
    pub amounts: Vec<Observation>,
    /// What is doubtful in running text, and in what the name says.
    pub doubts_of_text: Vec<Problem>,
}

/// Doubts of one kind, and where.
pub struct Doubt {
    pub code: &'static str,
    pub message: String,
    /// Sheet rows and columns.
    pub cells: Vec<(u32, u32)>,
    pub help: Option<String>,
}

/// Reads a file; the name may say years up to `latest`, none where it is not to be read.
pub fn read(file: &Path, definitions: &Definitions, latest: Option<i32>) -> Result<Inspected> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !file.metadata().map_err(Error::io(file, "read"))?.is_file() {
        return Err(Error::Usage(say!("inspect.neither", file = file.display())));
    }
    let catalogue = Catalogue::new(definitions);
    let source = sources::from_file(&Found { path: name, file: file.to_path_buf() });
    let reading = tables::from_ruled_source(&source, &definitions.rulings);
    let names = latest.map_or(Names::Silent, |latest| observations::names_of(&source.path, latest));
    let around = Surroundings::new(&source, &reading.tables, names.by_convention(), &catalogue);
    let around = around.told_by(&definitions.rulings.hints, &source.path);
    let info = SourceInfo { around, ..SourceInfo::new(&source.path, &source.sha256, None) };
    let mut trail = observations::Trail::default();
    let tables: Vec<Read> = reading.tables.iter().map(|table| resolve(table, &info, &catalogue, &mut trail)).collect();
    let (amounts, mut doubts_of_text) =
        observations::from_passages(&source.passages, &source.asides, &info, &catalogue);
    let all = tables.iter().flat_map(|read| &read.observations).chain(&amounts);
    doubts_of_text.extend(run::doubt_of_name(&source.path, names, all));
    let doubts: Vec<Problem> =
        reading.problems.iter().chain(tables.iter().flat_map(|read| &read.problems)).cloned().collect();
    let roles = source.grids.iter().map(|grid| Roles::of_grid(grid, &reading, &doubts)).collect();
    Ok(Inspected { source, reading, tables, roles, amounts, doubts_of_text })
}

fn resolve(table: &Table, info: &SourceInfo, catalogue: &Catalogue, trail: &mut observations::Trail) -> Read {
    let (observations, mut problems) = observations::from_table(table, info, catalogue, trail);
    let corrections = observations::unit_corrections(table, &observations);
    let checks = checks::of_table(table, &observations);
    problems.extend(checks::problems(&checks));
    let proposed = checks.violations.iter().filter_map(|violation| violation.proposal.as_ref());
    let proposals = proposed.map(|one| Proposal {
        sheet: one.sheet.clone(),
        cell: one.cell.clone(),
        printed: one.printed.clone(),
        proposed: Some(one.proposed.clone()),
        reason: one.reason.clone().to_string(),
    });
    Read { table: table.clone(), observations, problems, corrections, proposals: proposals.collect(), checks }
}

impl Inspected {
    /// Everything found wrong or doubtful, of opening, of reading and of resolving.
    pub fn problems(&self) -> Vec<Problem> {
        let resolving = self.tables.iter().flat_map(|read| &read.problems);
        let opening = self.source.problems.iter().filter(|one| self.amounts.is_empty() || one.code != "not-a-table");
        opening.chain(&self.reading.problems).chain(resolving).chain(&self.doubts_of_text).cloned().collect()
    }

    pub fn corrections(&self) -> impl Iterator<Item = &Corrected> {
        self.reading.corrections.iter().chain(self.tables.iter().flat_map(|read| &read.corrections))
    }

    pub fn tables_of<'a>(&'a self, sheet: &'a str) -> impl Iterator<Item = (usize, &'a Read)> {
        self.tables.iter().enumerate().filter(move |(_, read)| read.table.sheet == sheet)
    }

    /// The sheet's doubts and findings, those of one kind together.
    pub fn doubts_of(&self, sheet: &str) -> Vec<Doubt> {
        let mut found: BTreeMap<(&'static str, String), Doubt> = BTreeMap::new();
        for problem in self.problems() {
            let Place::Cell { sheet: own, row, col, .. } = &problem.place else { continue };
            if own != sheet {
                continue;
            }
            // What differs from cell to cell stands before the colon, in the marks that quote a cell.
            let message = problem.message.to_string();
            let part = |rest: &str| Some(rest.split_once("`: ").or_else(|| rest.split_once("`："))?.1.to_string());
            let message = message.strip_prefix('`').and_then(part).unwrap_or(message);
            let fresh = || Doubt {
                code: problem.code,
                message: message.clone(),
                cells: Vec::new(),
                help: problem.help.as_ref().map(Message::to_string),
            };
            found.entry((problem.code, message.clone())).or_insert_with(fresh).cells.push((*row, *col));
        }
        found.into_values().collect()
    }

    /// Numeric body cells.
    pub fn figures(&self) -> usize {
        self.reading.tables.iter().flat_map(|table| &table.cells).filter(|cell| cell.value.is_some()).count()
    }

    /// Why numeric cells were set aside, and how many.
    pub fn set_aside(&self) -> BTreeMap<String, usize> {
        let mut aside = BTreeMap::new();
        self.reading.set_aside.iter().for_each(|cell| *aside.entry(cell.reason.clone()).or_default() += 1);
        aside
    }

    /// The same account as `ingest.json` has.
    pub fn account(&self) -> Account {
        let mut account = Account::of(&self.source);
        account.tables = self.reading.tables.len();
        account.numeric_cells = self.reading.numeric_cells;
        account.header = self.reading.header_numbers;
        account.observed = self.figures();
        account.set_aside = self.set_aside();
        account.corrections = self.corrections().cloned().collect();
        account.add_amounts(self.amounts.len());
        account.problems = self.problems();
        account.tally = Tally::of(self.tables.iter().flat_map(|read| &read.observations).chain(&self.amounts));
        account
    }
}
