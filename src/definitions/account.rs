//! Accounts: the four budgets of a government, their two sides, and the classes their figures are sorted by.
//!
//! In: nothing but names. Out: the types, and how each is written. Refuses no code: whether a class is on file is its
//! readers' matter.

/// The four accounts that a government's budget is made of. One code may stand in several of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// 一般公共预算
    #[default]
    General,
    /// 政府性基金预算
    Fund,
    /// 国有资本经营预算
    Capital,
    /// 社会保险基金预算
    Insurance,
}

impl Account {
    pub const ALL: [Account; 4] = [Account::General, Account::Fund, Account::Capital, Account::Insurance];

    pub fn name(self) -> &'static str {
        match self {
            Account::General => "general",
            Account::Fund => "fund",
            Account::Capital => "capital",
            Account::Insurance => "insurance",
        }
    }

    pub fn from_name(name: &str) -> Option<Account> {
        Account::ALL.into_iter().find(|account| account.name() == name)
    }

    /// What a class of the account is called in English.
    pub(super) fn english(self) -> &'static str {
        match self {
            Account::General => "general budget class",
            Account::Fund => "government fund class",
            Account::Capital => "state capital class",
            Account::Insurance => "social insurance class",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    Revenue,
    Expenditure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Extent {
    /// What the account itself takes in or spends in a year.
    Year,
    /// The same as the budget was adjusted in the course of the year.
    Adjusted,
    /// All that stands on one side of its balance, with transfers, debt and what was carried over.
    All,
}

/// What a series is the total of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Total {
    pub account: Account,
    pub side: Side,
    pub of: Extent,
}

/// A class, group or item of the budget classification, and the series of its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classified {
    pub account: Account,
    /// `201`, `20101`, `2010101`; its parent has the code without the last two digits.
    pub code: String,
    pub name: String,
    /// Other ways in which documents print the name.
    pub aliases: Vec<String>,
    /// The years of the name, where documents of other years print another one.
    pub from: Option<i32>,
    pub to: Option<i32>,
    /// A document prints the code beside the name.
    pub is_printed: bool,
    /// A document that prints it.
    pub source: String,
    pub series: String,
}

impl Classified {
    /// Of the expenditure of the general budget by function: codes that begin with 2, but for transfers and the repayment
    /// of debt.
    pub fn is_functional(&self) -> bool {
        let is_outside = ["230", "231"].iter().any(|class| self.code.starts_with(class));
        self.account == Account::General && self.code.starts_with('2') && !is_outside
    }
}
