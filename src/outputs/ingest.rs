//! `ingest.json`: the account of every file and every numeric cell in it.
//!
//! In: one `Account` for each source. Out: JSON in which observed + header + set aside = numeric cells.
//! Refuses nothing.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::tally::Tally;
use crate::checks::TableChecks;
use crate::messages::Message;
use crate::problem::Problem;
use crate::sources::{Kind, Source};
use crate::tables::Corrected;

/// How one file was read.
#[derive(Clone, Debug)]
pub struct Account {
    pub path: String,
    pub sha256: String,
    pub kind: Kind,
    pub read: bool,
    pub opened: Vec<Message>,
    pub tables: usize,
    pub numeric_cells: usize,
    /// Numeric body cells, and amounts of running text, that became observations (missing-value marks are observations too, and are not counted here).
    pub observed: usize,
    pub header: usize,
    pub set_aside: BTreeMap<String, usize>,
    /// Corrections applied, with the values they moved.
    pub corrections: Vec<Corrected>,
    pub problems: Vec<Problem>,
    /// The identities of each table.
    pub checks: Vec<TableChecks>,
    /// What its figures say of themselves.
    pub tally: Tally,
}

impl Account {
    /// A file that was opened or refused, before its tables are read.
    pub fn of(source: &Source) -> Account {
        Account {
            path: source.path.clone(),
            sha256: source.sha256.clone(),
            kind: source.kind,
            read: !source.grids.is_empty() || !source.passages.is_empty(),
            opened: source.opened.clone(),
            tables: 0,
            numeric_cells: 0,
            observed: 0,
            header: 0,
            set_aside: BTreeMap::new(),
            corrections: Vec::new(),
            problems: source.problems.clone(),
            checks: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// Amounts of running text: each is a number found and an observation. Text that holds some is no mere lack of a
    /// table.
    pub fn add_amounts(&mut self, amounts: usize) {
        self.numeric_cells += amounts;
        self.observed += amounts;
        if amounts > 0 {
            self.problems.retain(|problem| problem.code != "not-a-table");
        }
    }
}

/// The whole account, sources in path order; after a run, with how many figures of each file stand behind its values.
pub fn to_json(accounts: &[Account], used: Option<&BTreeMap<String, usize>>) -> Value {
    let of_file = |account: &Account| {
        let mut value = one(account);
        if let (Some(used), Some(says)) = (used, value.get_mut("says")) {
            says["used_by_indicators"] = used.get(&account.path).copied().unwrap_or(0).into();
        }
        value
    };
    json!({ "sources": accounts.iter().map(of_file).collect::<Vec<Value>>() })
}

fn one(account: &Account) -> Value {
    let set_aside: Vec<Value> =
        account.set_aside.iter().map(|(reason, cells)| json!({ "reason": reason, "cells": cells })).collect();
    let problems: Vec<Value> = account
        .problems
        .iter()
        .map(|problem| json!({ "code": problem.code, "place": problem.place.to_string(), "message": problem.message }))
        .collect();
    json!({
        "path": account.path,
        "sha256": account.sha256,
        "kind": account.kind.name(),
        "status": if account.read { "read" } else { "refused" },
        "opened": account.opened,
        "tables": account.tables,
        "numeric_cells": account.numeric_cells,
        "observed": account.observed,
        "header": account.header,
        "set_aside": set_aside,
        "corrections": account.corrections.iter().map(corrected).collect::<Vec<Value>>(),
        "says": account.tally.to_json(),
        "problems": problems,
    })
}

fn corrected(correction: &Corrected) -> Value {
    json!({
        "sheet": correction.sheet,
        "cell": correction.cell,
        "printed": correction.printed,
        "value": correction.value,
        "reason": correction.reason,
        "reported": correction.reported,
        "definition": correction.definition,
    })
}
