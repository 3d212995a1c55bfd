//! Rows that are totals of an account, and what is in them: the revenue or expenditure of the year, or all with transfers.
//!
//! In: the lines of a table and their classes. Out: the series of a total. Refuses a sum of a part of the account (basic
//! expenditure, a department, economic classes) and one of which the side or the extent is not told.

use crate::definitions::{Account, Extent, Side, Total};

use super::class_lines::Line;
use super::class_pass::Placed;
use super::class_words::Words;
use super::classes::{Class, ClassIndex};

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

/// Rows of totals, told by their words and by what stands beside them.
pub struct Totals<'a> {
    pub lines: &'a [Line],
    pub placed: &'a [Placed],
    pub words: &'a Words,
    pub account: Account,
    pub index: &'a ClassIndex,
}

impl Totals<'_> {
    /// The total that a line is; `Unknown` where its words are none of a total.
    pub fn of(&self, at: usize, line: &Line) -> ClassStanding {
        let Some((side, extent)) = total_words(&line.label.name) else { return ClassStanding::Unknown };
        let classes = || self.placed.iter().filter_map(|placed| placed.class(self.index));
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
        let mut classes = self.placed.iter().filter_map(|placed| placed.class(self.index)).map(Class::side);
        match classes.next() {
            Some(first) => classes.all(|side| side == first).then_some(first),
            None => self.words.side,
        }
    }

    /// A sum without a word for what is in it: of the year where no transfers stand in the table, or all stand below it and the
    /// classes of the year above; of all where transfers stand above it, or all classes below.
    fn extent(&self, at: usize) -> Option<Extent> {
        let classes = |range: &[Placed]| -> (usize, usize) {
            let found: Vec<&Class> = range.iter().filter_map(|placed| placed.class(self.index)).collect();
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
pub fn total_words(name: &str) -> Option<(Option<Side>, Option<Extent>)> {
    let accounts = [
        "自治区本级",
        "省本级",
        "市本级",
        "县本级",
        "区本级",
        "本级",
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
