//! Composed series: all items of one name in a classification, summed where a document proves that it holds them all.
//!
//! In: the panel, the series that are such sums, and the classification. Out: the panel with a figure for each area, account,
//! stage and year of one document, or why there is none. Refuses a document whose classes and groups do not add up to its
//! printed totals, or whose group neither prints the item nor adds up without it: what is left out is unknown, not nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::figures::{Entry, Unproven, half_unit};
use super::panel::Panel;
use crate::definitions::{Classified, Definitions, SumOf};
use crate::formula::{Coverage, Stage};
use crate::messages::{Message, say};

/// Rows from here on are composed: they count positions in `Panel::composed`.
pub(super) const COMPOSED: u32 = 1 << 31;

/// Letters of the codes of a class (201), a group (20101) and an item (2010101).
const CLASS: usize = 3;
const GROUP: usize = 5;
const ITEM: usize = 7;

/// One account of one document: source, area, year, edition, coverage and stage.
type Account = (usize, u32, i32, u32, Option<Coverage>, Option<Stage>);

/// The figures of one account by code; several where the document prints a code twice.
type Codes<'a> = BTreeMap<&'a str, Vec<Entry>>;

impl Panel {
    /// Adds the series that are sums of items.
    pub fn composed(mut self, definitions: &Definitions) -> Panel {
        let sums = definitions.series.values().filter_map(|series| Some((series.id.as_str(), series.sum_of.as_ref()?)));
        let sums: Vec<(&str, &SumOf)> = sums.collect();
        let Some((_, first)) = sums.first() else { return self };
        let functional = Functional::new(&definitions.classified);
        let accounts = self.accounts(&functional, first);
        for (id, sum) in sums {
            let mut found = Vec::new();
            for (account, codes) in &accounts {
                let totals = self.totals(account, &sum.within);
                match functional.sum(sum, codes, &totals) {
                    Ok(Some(entries)) => found.push(self.compose(account, &entries)),
                    Ok(None) => {}
                    Err(why) => self.unproven.push(Unproven {
                        series: id.to_string(),
                        area: account.1,
                        period: account.2,
                        source: self.source(account.0).to_string(),
                        why,
                    }),
                }
            }
            self.add(id, found);
        }
        self
    }

    /// The printed rows behind a figure: its own, or those of the items it is the sum of.
    pub fn rows<'a>(&'a self, row: &'a u32) -> &'a [u32] {
        match row.checked_sub(COMPOSED) {
            Some(at) => self.composed.get(at as usize).map(Vec::as_slice).unwrap_or_default(),
            None => std::slice::from_ref(row),
        }
    }

    /// Every account of every document that prints an item of the classification.
    fn accounts<'a>(&self, functional: &Functional<'a>, sum: &SumOf) -> BTreeMap<Account, Codes<'a>> {
        let mut accounts: BTreeMap<Account, Codes<'a>> = BTreeMap::new();
        // A renamed class stands in several lines of one code.
        let codes: BTreeSet<(&str, &str)> =
            functional.items.iter().map(|one| (one.code.as_str(), one.series.as_str())).collect();
        for (code, series) in codes.into_iter().filter(|(_, series)| *series != sum.within) {
            for entry in self.series.get(series).into_iter().flat_map(|figures| figures.all()) {
                accounts.entry(self.account(&entry)).or_default().entry(code).or_default().push(entry);
            }
        }
        accounts
    }

    fn account(&self, entry: &Entry) -> Account {
        (self.source_at(entry.row), entry.area, entry.period, entry.edition, entry.coverage, entry.stage)
    }

    fn totals(&self, account: &Account, within: &str) -> Vec<Entry> {
        self.of_area(within, account.1).iter().filter(|entry| self.account(entry) == *account).collect()
    }

    /// The sum as a figure of its own.
    fn compose(&mut self, account: &Account, entries: &[Entry]) -> Entry {
        let row = COMPOSED + self.composed.len() as u32;
        self.composed.push(entries.iter().map(|entry| entry.row).collect());
        let half: f64 = entries.iter().map(|entry| half_unit(entry.half)).sum();
        Entry {
            area: account.1,
            period: account.2,
            edition: account.3,
            coverage: account.4,
            stage: account.5,
            decimals: entries.iter().map(|entry| entry.decimals).min().unwrap_or_default(),
            status: entries.iter().map(|entry| entry.status).max().unwrap_or(super::Status::Normal),
            value: entries.iter().map(|entry| entry.value).sum(),
            half: half as f32,
            row,
            named_by: entries.iter().find_map(|entry| entry.named_by),
        }
    }
}

/// The functional classification by code.
struct Functional<'a> {
    items: Vec<&'a Classified>,
}

impl<'a> Functional<'a> {
    fn new(classified: &'a [Classified]) -> Functional<'a> {
        Functional { items: classified.iter().filter(|one| one.is_functional()).collect() }
    }

    /// Codes of the items of a name.
    fn wanted(&self, name: &str) -> BTreeSet<&'a str> {
        let named = self.items.iter().filter(|one| one.code.len() == ITEM && one.name == name);
        named.map(|one| one.code.as_str()).collect()
    }

    /// The items of a sum in one account; nothing where it prints none of them.
    fn sum(&self, sum: &SumOf, codes: &Codes<'a>, totals: &[Entry]) -> Result<Option<Vec<Entry>>, Message> {
        let wanted = self.wanted(&sum.item);
        if !codes.keys().any(|code| wanted.contains(code)) {
            return Ok(None);
        }
        let one = |code: &str| one_figure(code, codes.get(code).map(Vec::as_slice).unwrap_or_default());
        let total = one_figure(&sum.within, totals)?.ok_or_else(|| say!("compose.no-within", within = sum.within))?;
        let classes = of_length(codes, CLASS, "");
        adds_up(&sum.within, &total, &classes, &one)?;
        for class in &classes {
            let groups = of_length(codes, GROUP, class);
            if groups.is_empty() && !wanted.iter().any(|item| item.starts_with(class)) {
                continue;
            }
            let whole = one(class)?.ok_or_else(|| say!("compose.no-class", name = class))?;
            adds_up(class, &whole, &groups, &one)?;
            // A group has one item of a name: where it is not printed, the others must leave nothing over for it.
            let lacks =
                |group: &&&str| wanted.iter().any(|item| item.starts_with(**group) && !codes.contains_key(item));
            for group in groups.iter().filter(lacks) {
                let whole = one(group)?.ok_or_else(|| say!("compose.no-class", name = group))?;
                adds_up(group, &whole, &of_length(codes, ITEM, group), &one)?;
            }
        }
        let present = codes.keys().filter(|code| wanted.contains(*code));
        let entries = present.filter_map(|code| one(code).transpose()).collect::<Result<Vec<Entry>, Message>>()?;
        Ok(Some(entries))
    }
}

/// The codes of one length under another code.
fn of_length<'a>(codes: &Codes<'a>, length: usize, under: &str) -> Vec<&'a str> {
    codes.keys().copied().filter(|code| code.len() == length && code.starts_with(under)).collect()
}

/// The most precise of the figures printed for one code, which must agree within their rounding.
fn one_figure(code: &str, entries: &[Entry]) -> Result<Option<Entry>, Message> {
    let Some(finest) = entries.iter().min_by(|a, b| a.half.total_cmp(&b.half)) else { return Ok(None) };
    let differs =
        |other: &&Entry| (other.value - finest.value).abs() > (half_unit(other.half) + half_unit(finest.half)) * 1.001;
    match entries.iter().find(differs) {
        Some(_) => Err(say!("compose.twice", code)),
        None => Ok(Some(*finest)),
    }
}

/// Whether the parts make the whole, each known to half a unit of its last digit.
fn adds_up(
    name: &str,
    whole: &Entry,
    parts: &[&str],
    one: &impl Fn(&str) -> Result<Option<Entry>, Message>,
) -> Result<(), Message> {
    let parts = parts.iter().filter_map(|code| one(code).transpose()).collect::<Result<Vec<Entry>, Message>>()?;
    if parts.is_empty() && whole.value != 0.0 {
        return Err(say!("compose.not-broken-down", name));
    }
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let reach: f64 = parts.iter().chain([whole]).map(|part| half_unit(part.half)).sum();
    match (sum - whole.value).abs() <= reach * 1.001 + whole.value.abs() * 1e-12 {
        true => Ok(()),
        false => Err(say!("compose.sum-differs", name, sum, value = whole.value)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Status;
    use super::super::figures::{Edition, Figures};
    use super::*;

    fn classified() -> Vec<Classified> {
        let named = [
            ("201", "一般公共服务支出"),
            ("20101", "人大事务"),
            ("2010101", "行政运行"),
            ("2010104", "人大会议"),
            ("20102", "政协事务"),
            ("2010201", "行政运行"),
            ("205", "教育支出"),
            ("20502", "普通教育"),
        ];
        let one = |(code, name): (&str, &str)| Classified {
            code: code.to_string(),
            name: name.to_string(),
            series: format!("expenditure_{code}"),
            ..Classified::default()
        };
        named.into_iter().map(one).collect()
    }

    fn panel(figures: &[(&str, f64)]) -> Panel {
        let entry = |(at, (_, value)): (usize, &(&str, f64))| Entry {
            area: 0,
            period: 2024,
            edition: 0,
            stage: Some(Stage::Final),
            coverage: None,
            decimals: 0,
            status: Status::Normal,
            value: *value,
            half: 0.5,
            row: at as u32,
            named_by: None,
        };
        let mut panel = Panel {
            areas: vec!["360100".to_string()],
            editions: vec![Edition { date: None, last_year: 2024, name: "a.pdf".to_string() }],
            sources: vec![(0, "a.pdf".to_string())],
            ..Panel::default()
        };
        for (at, figure) in figures.iter().enumerate() {
            let name = match figure.0 {
                "total" => "fiscal_expenditure".to_string(),
                code => format!("expenditure_{code}"),
            };
            panel.series.insert(name, Figures::new(vec![entry((at, figure))], 1));
        }
        panel
    }

    fn sum(figures: &[(&str, f64)]) -> Result<Option<Vec<f64>>, Message> {
        let (panel, classified) = (panel(figures), classified());
        let functional = Functional::new(&classified);
        let of = SumOf { item: "行政运行".to_string(), within: "fiscal_expenditure".to_string() };
        let accounts = panel.accounts(&functional, &of);
        let (account, codes) = accounts.iter().next().expect("an account");
        let found = functional.sum(&of, codes, &panel.totals(account, &of.within))?;
        Ok(found.map(|entries| entries.iter().map(|entry| entry.value).collect()))
    }

    const WHOLE: [(&str, f64); 8] = [
        ("total", 1000.0),
        ("201", 300.0),
        ("20101", 200.0),
        ("2010101", 150.0),
        ("2010104", 50.0),
        ("20102", 100.0),
        ("2010201", 100.0),
        ("205", 700.0),
    ];

    #[test]
    fn items_are_summed_where_all_totals_hold() {
        assert_eq!(sum(&WHOLE), Ok(Some(vec![150.0, 100.0])));
    }

    #[test]
    fn a_group_without_its_items_leaves_the_sum_open() {
        let broken_off: Vec<(&str, f64)> = WHOLE.into_iter().filter(|(code, _)| *code != "2010201").collect();
        let why = sum(&broken_off).expect_err("not proven");
        assert!(why.contains("20102"), "{why}");
    }

    #[test]
    fn a_class_that_is_not_printed_leaves_the_sum_open() {
        let lost: Vec<(&str, f64)> = WHOLE.into_iter().filter(|(code, _)| *code != "205").collect();
        assert!(sum(&lost).is_err_and(|why| why.contains("make 300")));
    }

    #[test]
    fn a_document_of_other_items_gives_nothing() {
        assert_eq!(sum(&[("total", 1000.0), ("205", 1000.0)]), Ok(None));
    }
}
