//! Which account each line of a table is of.
//!
//! In: the lines, what the words around the table say, where the table before stopped. Out: one account, or the parts of
//! several accounts that a page prints under one another without a title. Refuses to say of which account a line is that
//! stands between two of them and could be of both.

use std::collections::BTreeSet;

use crate::definitions::Account;

use super::class_account;
use super::class_lines::Line;
use super::class_words::Words;
use super::classes::{Class, ClassIndex};

/// Where the last table of a document stopped, for one that goes on with it on the next page.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    pub title: String,
    pub account: Option<Account>,
    /// The last code, and whether lines without a class came after it.
    pub code: Option<String>,
    pub is_broken: bool,
    /// First digits of the codes it holds: revenue, expenditure by function, economic classes.
    pub families: BTreeSet<u8>,
}

/// Names that no other account has, where a title says another: fewer may be items that happen to be called the same.
const CONTRADICTION: usize = 3;

/// The accounts of a table.
#[derive(Debug)]
pub enum Parts {
    One(Account),
    /// By line; nothing where neither its name nor its neighbours tell.
    Several(Vec<Option<Account>>),
}

impl Parts {
    pub fn of(&self, line: usize) -> Option<Account> {
        match self {
            Parts::One(account) => Some(*account),
            Parts::Several(parts) => parts.get(line).copied().flatten(),
        }
    }

    /// The accounts that occur.
    pub fn accounts(&self) -> Vec<Account> {
        let has = |account: &Account| match self {
            Parts::One(only) => only == account,
            Parts::Several(parts) => parts.contains(&Some(*account)),
        };
        Account::ALL.into_iter().filter(has).collect()
    }
}

/// The account that codes tell, else the words around the table, else the names that only one account has; the parts of the
/// table where names of one account stand among those of another.
pub fn of(lines: &[Line], words: &Words, trail: Option<&Trail>, index: &ClassIndex) -> Option<Parts> {
    if let Some(account) = most(Account::ALL.map(|account| coded(lines, account, index))) {
        return Some(Parts::One(account));
    }
    let own: Vec<Option<Account>> = lines.iter().map(|line| only_account(line, index)).collect();
    let sections: Vec<Option<Account>> = lines.iter().map(|line| section(line, lines)).collect();
    let told = words.account.or(trail.and_then(|trail| trail.account));
    let count = |account| {
        let is_of = |of: &&Option<Account>| **of == Some(account);
        let by_name = own.iter().filter(is_of).count();
        if told.is_some() { by_name / CONTRADICTION } else { by_name + sections.iter().filter(is_of).count() }
    };
    let others: Vec<Account> =
        Account::ALL.into_iter().filter(|account| Some(*account) != told && count(*account) > 0).collect();
    match (told, others.as_slice()) {
        (Some(account), []) => Some(Parts::One(account)),
        (None, [only]) => Some(Parts::One(*only)),
        (None, []) => None,
        _ => {
            let own: Vec<Option<Account>> =
                own.into_iter().zip(sections).map(|(own, section)| own.or(section)).collect();
            Some(Parts::Several(filled(lines, &own, told, index)))
        }
    }
}

/// Lines between two of one account are of it too; before the first, the account that is told.
fn filled(lines: &[Line], own: &[Option<Account>], told: Option<Account>, index: &ClassIndex) -> Vec<Option<Account>> {
    let mut before = Vec::with_capacity(own.len());
    let mut last = told;
    for account in own {
        last = account.or(last);
        before.push(last);
    }
    let mut next = None;
    let mut parts = vec![None; own.len()];
    for (at, line) in lines.iter().enumerate().rev() {
        next = own.get(at).copied().flatten().or(next);
        let account = before.get(at).copied().flatten();
        // After the last line that tells, the account goes on.
        let agreed = account.filter(|account| next.is_none_or(|next| next == *account));
        if let (Some(place), Some(account)) = (parts.get_mut(at), agreed)
            && (line.label.classes.is_empty() || classes(line, index).any(|class| class.account == account))
        {
            *place = Some(account);
        }
    }
    parts
}

fn classes<'a>(line: &'a Line, index: &'a ClassIndex) -> impl Iterator<Item = &'a Class> {
    line.label.classes.iter().filter_map(|&at| index.get(at))
}

/// How many lines print the code of a class of the account with its name.
fn coded(lines: &[Line], account: Account, index: &ClassIndex) -> usize {
    let is_coded = |line: &&Line| {
        let code = line.code.as_deref();
        classes(line, index).any(|class| class.account == account && code == Some(class.code.as_str()))
    };
    lines.iter().filter(is_coded).count()
}

/// The account of a name that only one has.
fn only_account(line: &Line, index: &ClassIndex) -> Option<Account> {
    let mut accounts = classes(line, index).map(|class| class.account);
    let first = accounts.next()?;
    accounts.all(|account| account == first).then_some(first)
}

/// The account named by what a line stands under, or by a line that only stands above others.
fn section(line: &Line, lines: &[Line]) -> Option<Account> {
    let named = |line: &Line| class_account::named(&line.label.name).filter(|_| line.label.classes.is_empty());
    let mut above = line.parent.and_then(|at| lines.get(at));
    let mut found = if line.heading.is_none() { named(line) } else { None };
    while let (None, Some(parent)) = (found, above) {
        found = named(parent);
        above = parent.parent.and_then(|at| lines.get(at));
    }
    found
}

fn most(counts: [usize; 4]) -> Option<Account> {
    let best = counts.iter().max().copied().filter(|best| *best > 0)?;
    let mut found = Account::ALL.into_iter().zip(counts).filter(|(_, count)| *count == best);
    let first = found.next()?.0;
    found.next().is_none().then_some(first)
}
