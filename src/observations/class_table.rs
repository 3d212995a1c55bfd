//! Tables of the budget classification: which account a table is of, the class of each row or column, and which rows are the
//! account's totals.
//!
//! In: a table, what it says as a whole, and where the table before stopped. Out: `Classes`. Refuses tables that neither
//! print codes nor speak of budgets: 制造业 and 农业 are rows of many tables.

use crate::definitions::{Account, Extent, Side, Total};
use crate::tables::{Heading, Table};

use super::Catalogue;
use super::class_account;
use super::class_lines::{self, Line};
use super::class_pass::{self, Placed, Trail, is_total};
use super::classes::{Class, ClassIndex};
use super::label::key;

/// What one row or column is in the classification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ClassStanding {
    #[default]
    Unknown,
    /// The class, by position in the index.
    Class(usize),
    /// The total of the account, by its series.
    Total {
        series: String,
        side: Side,
    },
    /// No series: a part of a class under a parent that has no such class, a total that is none of an account's.
    None,
    Contradicted {
        code: String,
        name: String,
        known: String,
    },
}

/// The classification of a table.
#[derive(Clone, Debug, Default)]
pub struct Classes {
    pub rows: Vec<ClassStanding>,
    pub columns: Vec<ClassStanding>,
    /// The table's account, where it is told.
    pub account: Option<Account>,
    /// The figures are those of one department.
    pub is_departmental: bool,
}

impl Classes {
    pub fn row(&self, at: usize) -> &ClassStanding {
        self.rows.get(at).unwrap_or(&ClassStanding::Unknown)
    }

    pub fn column(&self, at: usize) -> &ClassStanding {
        self.columns.get(at).unwrap_or(&ClassStanding::Unknown)
    }
}

/// Reads a table's rows, else its columns. `trail` is where the table before it stopped, and is left where this one does.
pub fn of_table(table: &Table, catalogue: &Catalogue, trail: &mut Trail) -> Classes {
    let words = Words::of(table);
    let before = std::mem::take(trail);
    if words.is_of_three_public {
        return Classes { is_departmental: words.is_departmental, ..Classes::default() };
    }
    let mut found = Classes { is_departmental: words.is_departmental, ..Classes::default() };
    let rows = class_lines::of_axis(&table.rows, catalogue);
    if let Some((account, standings, after)) = axis(&rows, table.rows.len(), &words, &before, catalogue) {
        (found.account, found.rows) = (Some(account), standings);
        *trail = after;
        return found;
    }
    let columns = class_lines::of_axis(&table.columns, catalogue);
    if let Some((account, standings, _)) = axis(&columns, table.columns.len(), &words, &Trail::default(), catalogue) {
        (found.account, found.columns) = (Some(account), standings);
    }
    found
}

/// What the words around a table say.
struct Words {
    title: String,
    account: Option<Account>,
    speaks_of_budgets: bool,
    is_departmental: bool,
    is_of_three_public: bool,
    /// Of a part of the expenditure only (`基本支出`), whose total is none of the account's.
    is_of_part: bool,
}

impl Words {
    fn of(table: &Table) -> Words {
        let titles: Vec<String> = table.title.iter().map(|line| key(&line.text)).collect();
        let title = titles.join(" ");
        let sheet = key(&table.sheet);
        let under = || table.under.iter().rev().map(|line| key(line));
        let named = titles.iter().rev().map(String::as_str).chain([sheet.as_str()]).find_map(class_account::named);
        let account = named.or_else(|| under().find_map(|line| class_account::named(&line)));
        let labels = || table.rows.iter().chain(&table.columns).flat_map(|heading: &Heading| &heading.labels);
        let told = table.title.iter().map(|line| line.text.as_str()).chain(table.under.iter().map(String::as_str));
        let is_departmental = told.chain(labels().map(|label| label.text.as_str())).any(class_account::is_departmental);
        let speaks = |text: &str| class_account::speaks_of_budgets(text);
        Words {
            speaks_of_budgets: speaks(&title)
                || speaks(&sheet)
                || (titles.is_empty() && under().any(|line| speaks(&line))),
            is_departmental,
            is_of_three_public: title.contains("三公") || sheet.contains("三公"),
            is_of_part: ["基本支出", "项目支出", "机关运行"].iter().any(|word| title.contains(word)),
            account,
            title,
        }
    }
}

/// The account and the standing of each heading of one axis.
fn axis(
    lines: &[Line],
    length: usize,
    words: &Words,
    before: &Trail,
    catalogue: &Catalogue,
) -> Option<(Account, Vec<ClassStanding>, Trail)> {
    let index = &catalogue.classes;
    let goes_on = !words.title.is_empty() && before.title == words.title;
    let trail = goes_on.then_some(before);
    let account = account(lines, words, trail, index)?;
    let (placed, after) = class_pass::place(lines, account, trail, index);
    let classes: Vec<&Class> = placed.iter().filter_map(|placed| class_of(placed, index)).collect();
    let coded =
        lines.iter().zip(&placed).filter(|(line, placed)| line.code.is_some() && class_of(placed, index).is_some());
    let is_enough =
        coded.count() > 0 || words.speaks_of_budgets && (classes.len() > 1 || trail.is_some() || is_total_alone(lines));
    if !is_enough {
        return None;
    }
    let totals = Totals { lines, placed: &placed, words, account, index };
    let mut standings = vec![ClassStanding::Unknown; length];
    for (at, (line, placed)) in lines.iter().zip(&placed).enumerate() {
        let Some(standing) = line.heading.and_then(|heading| standings.get_mut(heading)) else { continue };
        *standing = match placed {
            Placed::Class(class) => ClassStanding::Class(*class),
            Placed::Nowhere => ClassStanding::None,
            Placed::Contradicted { code, known } => {
                ClassStanding::Contradicted { code: code.clone(), name: line.text.clone(), known: known.clone() }
            }
            Placed::Unknown => totals.of(at, line),
        };
    }
    Some((account, standings, Trail { title: words.title.clone(), ..after }))
}

fn class_of<'a>(placed: &Placed, index: &'a ClassIndex) -> Option<&'a Class> {
    match placed {
        Placed::Class(class) => index.get(*class),
        _ => None,
    }
}

/// A table of nothing but a total is told by its title.
fn is_total_alone(lines: &[Line]) -> bool {
    !lines.is_empty() && lines.iter().all(|line| is_total(&line.label.name))
}

/// The account that codes tell, else the words around the table, else the names that only one account has.
fn account(lines: &[Line], words: &Words, trail: Option<&Trail>, index: &ClassIndex) -> Option<Account> {
    let count = |account: Account, test: &dyn Fn(&Line, &Class) -> bool| {
        let classes = |line: &Line| {
            line.label
                .classes
                .iter()
                .filter_map(|&at| index.get(at))
                .any(|class| class.account == account && test(line, class))
        };
        lines.iter().filter(|line| classes(line)).count()
    };
    let coded = |account| count(account, &|line, class| line.code.as_deref() == Some(class.code.as_str()));
    let own = |account| {
        count(account, &|line, class| {
            line.label.classes.iter().filter_map(|&at| index.get(at)).all(|other| other.account == class.account)
        })
    };
    let most = |counts: [usize; 4]| {
        let best = counts.iter().max().copied().filter(|best| *best > 0)?;
        let mut found = Account::ALL.into_iter().zip(counts).filter(|(_, count)| *count == best);
        let first = found.next()?.0;
        found.next().is_none().then_some(first)
    };
    let by_code = most(Account::ALL.map(coded));
    by_code.or(words.account).or(trail.and_then(|trail| trail.account)).or_else(|| most(Account::ALL.map(own)))
}

/// Rows of totals, told by their words and by what stands beside them.
struct Totals<'a> {
    lines: &'a [Line],
    placed: &'a [Placed],
    words: &'a Words,
    account: Account,
    index: &'a ClassIndex,
}

impl Totals<'_> {
    fn of(&self, at: usize, line: &Line) -> ClassStanding {
        let Some((side, extent)) = total_words(&line.label.name) else { return ClassStanding::Unknown };
        let classes = || self.placed.iter().filter_map(|placed| class_of(placed, self.index));
        let is_of_part = self.words.is_of_part || self.words.is_departmental || classes().any(Class::is_economic);
        if is_of_part || line.label.is_marked {
            return ClassStanding::None;
        }
        let Some(side) = side.or_else(|| self.side()) else { return ClassStanding::None };
        let Some(of) = extent.or_else(|| self.extent(at)) else { return ClassStanding::None };
        match self.index.total(Total { account: self.account, side, of }) {
            Some(series) => ClassStanding::Total { series: series.to_string(), side },
            None => ClassStanding::None,
        }
    }

    /// The one side that the table's classes are of; else that of its title.
    fn side(&self) -> Option<Side> {
        let mut classes = self.placed.iter().filter_map(|placed| class_of(placed, self.index)).map(Class::side);
        match classes.next() {
            Some(first) => classes.all(|side| side == first).then_some(first),
            None => match (self.words.title.contains("收入"), self.words.title.contains("支出")) {
                (true, false) => Some(Side::Revenue),
                (false, true) => Some(Side::Expenditure),
                _ => None,
            },
        }
    }

    /// A sum without a word for what is in it: of the year where no transfers stand in the table, or all stand below it and the
    /// classes of the year above; of all where transfers stand above it, or all classes below.
    fn extent(&self, at: usize) -> Option<Extent> {
        let classes = |range: &[Placed]| -> (usize, usize) {
            let found: Vec<&Class> = range.iter().filter_map(|placed| class_of(placed, self.index)).collect();
            let transfers = found.iter().filter(|class| class.is_transfer()).count();
            (found.len() - transfers, transfers)
        };
        let (above, below) = self.placed.split_at_checked(at)?;
        let (own_above, transfers_above) = classes(above);
        let (_, transfers_below) = classes(below);
        // A line without a class between may be a transfer under another name.
        let strange = self.lines.iter().zip(self.placed).filter(|(line, placed)| {
            **placed == Placed::Unknown
                && ["转移性", "上年结", "结转", "调入", "调出", "上解", "转贷", "补助下级", "补助收入"]
                    .iter()
                    .any(|word| line.label.name.contains(word))
        });
        match (transfers_above + transfers_below, strange.count()) {
            (0, 0) => Some(Extent::Year),
            (0, _) => None,
            _ if transfers_above == 0 && own_above > 0 => Some(Extent::Year),
            _ => Some(Extent::All),
        }
    }
}

/// `本年收入合计`, `支出总计`, `合计`: the side and what is in it, as far as the words say.
fn total_words(name: &str) -> Option<(Option<Side>, Option<Extent>)> {
    let accounts = [
        "地方",
        "全省",
        "全市",
        "全县",
        "全区",
        "全州",
        "一般公共预算",
        "公共财政预算",
        "公共财政",
        "政府性基金预算",
        "政府性基金",
        "国有资本经营预算",
        "国有资本经营",
        "社会保险基金预算",
        "社会保险基金",
    ];
    let name = accounts.iter().fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
    let (revenue, expenditure) = (Some(Side::Revenue), Some(Side::Expenditure));
    Some(match name {
        "本年收入合计" | "本年收入" | "当年收入合计" => (revenue, Some(Extent::Year)),
        "本年支出合计" | "本年支出" | "当年支出合计" => (expenditure, Some(Extent::Year)),
        "收入总计" | "总收入" | "收入总量" => (revenue, Some(Extent::All)),
        "支出总计" | "总支出" | "支出总量" => (expenditure, Some(Extent::All)),
        "收入合计" | "预算收入合计" | "收入小计" => (revenue, None),
        "支出合计" | "预算支出合计" | "支出小计" => (expenditure, None),
        "合计" | "总计" => (None, None),
        _ => return None,
    })
}
