//! Classes of the budget classification: looked up by name, and by code within an account.
//!
//! In: `classification/*.csv` and the series that are totals of accounts. Out: the classes that a printed name may mean,
//! the class of a code, the series of a total. Refuses to choose between classes of one name: their place in the table must.

use std::collections::{BTreeMap, HashMap};

use crate::definitions::{Account, Classified, Definitions, Extent, Series, Side, Total};
use crate::units::{Prices, Timing, Unit};

use super::label::key;

/// Letters of a name from which on a broken end still tells it, and how many may be missing.
const LONG: usize = 8;
const BROKEN_OFF: usize = 2;

/// One class, whatever it was called over the years.
#[derive(Clone, Debug)]
pub struct Class {
    pub account: Account,
    pub code: String,
    pub series: String,
    /// As the catalogue has it first.
    pub name: String,
    /// Keys of its names.
    names: Vec<String>,
}

impl Class {
    /// Of money that moves between governments and years, or is borrowed: no revenue or expenditure of the year.
    pub fn is_transfer(&self) -> bool {
        ["105", "110", "230", "231"].iter().any(|class| self.code.starts_with(class))
    }

    /// Codes that begin with 3 and 5 say what is paid for, not by which function: a table of them is of parts of budgets.
    pub fn is_economic(&self) -> bool {
        self.code.starts_with(['3', '5'])
    }

    pub fn side(&self) -> Side {
        if self.code.starts_with('1') { Side::Revenue } else { Side::Expenditure }
    }

    /// The code of the class above; empty above the first level.
    pub fn parent(&self) -> &str {
        let above = self.code.len().saturating_sub(2);
        if above < 3 { "" } else { self.code.get(..above).unwrap_or_default() }
    }

    /// Whether a printed name is one of its own: the same, or broken off where a column was too narrow.
    pub fn is_called(&self, name: &str) -> bool {
        let long = |text: &str| text.chars().count() >= 4;
        self.names.iter().any(|own| {
            own == name || (long(name) && long(own)) && (own.starts_with(name) || name.starts_with(own.as_str()))
        })
    }
}

#[derive(Clone, Debug, Default)]
pub struct ClassIndex {
    classes: Vec<Class>,
    by_code: HashMap<(Account, String), usize>,
    by_name: BTreeMap<String, Vec<usize>>,
    totals: HashMap<Total, String>,
    /// By the series of a year's total, that of the adjusted budget.
    adjusted: HashMap<String, String>,
    unit: Option<Unit>,
}

impl ClassIndex {
    pub fn new(definitions: &Definitions) -> ClassIndex {
        let money = definitions.units.unit_of("CNY");
        let unit = money.map(|money| Unit { prices: Some(Prices::Current), timing: Some(Timing::Flow), ..money });
        let mut index = ClassIndex { unit, ..ClassIndex::default() };
        for line in &definitions.classified {
            let at = index.class(line);
            for name in std::iter::once(&line.name).chain(&line.aliases) {
                index.name(at, class_key(&key(name)).to_string());
            }
        }
        let total = |series: &Series| Some((series.total?, series.id.clone()));
        index.totals = definitions.series.values().filter_map(total).collect();
        let of_year = index.totals.iter().filter(|(total, _)| total.of == Extent::Year);
        let adjusted = |(total, series): (&Total, &String)| {
            Some((series.clone(), index.totals.get(&Total { of: Extent::Adjusted, ..*total })?.clone()))
        };
        index.adjusted = of_year.filter_map(adjusted).collect();
        index
    }

    fn class(&mut self, line: &Classified) -> usize {
        let next = self.classes.len();
        let at = *self.by_code.entry((line.account, line.code.clone())).or_insert(next);
        if at == next {
            let (code, series, name) = (line.code.clone(), line.series.clone(), line.name.clone());
            self.classes.push(Class { account: line.account, code, series, name, names: Vec::new() });
        }
        at
    }

    fn name(&mut self, at: usize, name: String) {
        let known = self.by_name.entry(name.clone()).or_default();
        if !known.contains(&at) {
            known.push(at);
        }
        if let Some(class) = self.classes.get_mut(at).filter(|class| !class.names.contains(&name)) {
            class.names.push(name);
        }
    }

    pub fn get(&self, at: usize) -> Option<&Class> {
        self.classes.get(at)
    }

    /// The classes of a name, in any account; of a long one also where it is broken off at its end.
    pub fn named(&self, name: &str) -> Vec<usize> {
        if let Some(found) = self.by_name.get(name) {
            return found.clone();
        }
        let length = name.chars().count();
        if length < LONG {
            return Vec::new();
        }
        let longer = self.by_name.range(name.to_string()..).take_while(|(known, _)| known.starts_with(name));
        let near = longer.filter(|(known, _)| known.chars().count() <= length + BROKEN_OFF);
        let mut found: Vec<usize> = near.flat_map(|(_, classes)| classes).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub fn of_code(&self, account: Account, code: &str) -> Option<usize> {
        self.by_code.get(&(account, code.to_string())).copied()
    }

    pub fn total(&self, total: Total) -> Option<&str> {
        self.totals.get(&total).map(String::as_str)
    }

    pub fn is_total(&self, series: &str) -> bool {
        self.totals.values().any(|total| total == series)
    }

    /// The series of the adjusted budget of a total.
    pub fn adjusted(&self, series: &str) -> Option<&str> {
        self.adjusted.get(series).map(String::as_str)
    }

    /// Money, a flow of the year, at current prices.
    pub fn unit(&self) -> Option<&Unit> {
        self.unit.as_ref()
    }
}

/// The key of a class's name without the word for its level: `其他支出(款)`.
pub fn class_key(key: &str) -> &str {
    LEVELS.iter().find_map(|(level, _)| key.strip_suffix(level)).unwrap_or(key)
}

const LEVELS: [(&str, usize); 4] = [("(类)", 3), ("(款)", 5), ("(项)", 7), ("(目)", 9)];

/// The digits of a code of the level that a key ends with.
pub fn length_of_level(key: &str) -> Option<usize> {
    LEVELS.iter().find(|(level, _)| key.ends_with(level)).map(|(_, length)| *length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_are_told_by_the_code() {
        let class = |code: &str| Class {
            account: Account::General,
            code: code.to_string(),
            series: String::new(),
            name: String::new(),
            names: vec!["机关事业单位基本养老保险缴费支出".to_string()],
        };
        assert_eq!(class("2010101").parent(), "20101");
        assert_eq!(class("201").parent(), "");
        assert!(class("2080505").is_called("机关事业单位基本养老保险缴"));
        assert!(!class("2080505").is_called("机关"));
        assert_eq!(class_key("其他支出(款)"), "其他支出");
    }
}
