//! Spoken: whose account inside which area a label says (`市本级`, `长沙市本级`, `市本级一般公共预算收入`).
//!
//! In: a label. Out: the account, the area it names, and the words beside it. Refuses labels that say nothing of an account.

use super::area::{self, Areas, Mention};
use super::coverage::{self, Account};
use super::label::{bare, halves, key};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    pub account: Account,
    pub of: Owner,
    /// Key of the words beside the account; empty where there are none.
    pub rest: String,
}

/// The area whose account it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The area that the table is of.
    Table,
    Named(Mention),
    /// An area or zone that no list has (`东山开发区本级`).
    Unknown,
}

impl Spoken {
    /// Whether the label is an account of a part and nothing else (`市本级`).
    pub fn is_part_alone(&self) -> bool {
        self.rest.is_empty() && self.of == Owner::Table && !self.account.is_whole()
    }
}

/// What a label says of an account.
pub fn spoken(text: &str, areas: &Areas) -> Option<Spoken> {
    if text.len() > LONGEST {
        return None;
    }
    let bare_text = bare(text);
    let (chinese, english) = halves(&bare_text);
    let key = key(&bare(chinese.or(english)?));
    match coverage::of_label(&key) {
        Some((account, rest)) => Some(Spoken { account, of: Owner::Table, rest }),
        None => of_area(&key, areas),
    }
}

/// Bytes of the longest label that is read.
const LONGEST: usize = 240;

/// Endings that make an area's name its account.
const ENDINGS: [(&str, Account); 16] = [
    ("省本级", Account::Own(None)),
    ("自治区本级", Account::Own(None)),
    ("市本级", Account::Own(None)),
    ("自治州本级", Account::Own(None)),
    ("州本级", Account::Own(None)),
    ("盟本级", Account::Own(None)),
    ("区本级", Account::Own(None)),
    ("县本级", Account::Own(None)),
    ("本级", Account::Own(None)),
    // Cut off by the width of the column.
    ("本", Account::Own(None)),
    ("级", Account::Own(None)),
    ("省直", Account::Own(None)),
    ("市直", Account::Own(None)),
    ("州直", Account::Own(None)),
    ("市辖区", Account::Districts),
    ("市区", Account::Districts),
];

fn of_area(key: &str, areas: &Areas) -> Option<Spoken> {
    let found = |account, of| Some(Spoken { account, of, rest: String::new() });
    for (ending, account) in ENDINGS {
        let Some(stem) = key.strip_suffix(ending) else { continue };
        let needs_full = matches!(ending, "级" | "本");
        let named = areas.of_name(stem).filter(|_| !needs_full || area::is_full_name(stem));
        if let Some(mention) = named {
            return found(account, Owner::Named(mention));
        }
    }
    let stem = key.strip_suffix("本级").filter(|stem| area::looks_like_one(stem) || area::is_zone(stem))?;
    let is_level = ["省", "市", "县", "区", "州", "盟", "旗"].contains(&stem);
    if is_level { None } else { found(Account::Own(None), Owner::Unknown) }
}
