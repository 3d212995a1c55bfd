//! Descriptive statistics: means and standard deviations that no data can have.
//!
//! In: a table with columns of number, mean, standard deviation, least and greatest. Out: means outside the range, standard
//! deviations larger than the range allows, and of variables that are evidently counted in whole numbers means and standard
//! deviations that no whole numbers give (N. Brown and J. Heathers, "The GRIM Test", Social Psychological and Personality
//! Science 8(4), 2017; J. Anaya, "The GRIMMER test", PeerJ Preprints 4, 2016). Refuses variables that may be continuous or
//! weighted, and numbers of cases so large that every printed mean is possible.

use super::read::Read;
use crate::claims::Contradiction;
use crate::messages::{Message, say};
use crate::tables::{BodyCell, Heading};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Cases,
    Mean,
    Deviation,
    Least,
    Greatest,
}

const ROLES: [(Role, &[&str]); 5] = [
    (Role::Deviation, &["标准差", "标准偏差", "std", "s.d", "sd", "st.dev", "standarddeviation", "stddev"]),
    (Role::Mean, &["均值", "平均值", "平均数", "mean", "average"]),
    (Role::Least, &["最小值", "极小值", "最小", "min", "minimum"]),
    (Role::Greatest, &["最大值", "极大值", "最大", "max", "maximum"]),
    (
        Role::Cases,
        &["样本量", "样本数", "观测值", "观测数", "观察值", "样本容量", "人数", "obs", "n", "observations", "count"],
    ),
];

/// One variable.
struct Variable<'a> {
    name: &'a str,
    cases: Option<&'a BodyCell>,
    mean: &'a BodyCell,
    deviation: Option<&'a BodyCell>,
    least: &'a BodyCell,
    greatest: &'a BodyCell,
}

/// A finding with the cell at fault first.
pub struct Impossible {
    /// Positions of cells in the table.
    pub cells: Vec<usize>,
    pub rule: &'static str,
    pub shown: Message,
    pub words: Message,
}

impl Impossible {
    /// With the positions of its claims.
    pub fn contradiction(self, claim_of: &dyn Fn(usize) -> Option<usize>) -> Option<Contradiction> {
        let claims: Vec<usize> = self.cells.iter().filter_map(|cell| claim_of(*cell)).collect();
        let Impossible { rule, shown, words, .. } = self;
        (!claims.is_empty()).then_some(Contradiction { rule, claims, shown, words, decides: true })
    }
}

/// What cannot be in a table; nothing where it has no columns of means and ranges.
pub fn impossible(read: &Read) -> Vec<Impossible> {
    let roles: Vec<Option<Role>> = read.table.columns.iter().map(role).collect();
    let has = |role: Role| roles.iter().filter(|own| **own == Some(role)).count() == 1;
    if ![Role::Mean, Role::Least, Role::Greatest].into_iter().all(has) {
        return Vec::new();
    }
    let is_weighted =
        speaks(&read.tabled.title, &["加权", "weighted"]) || read.table.notes.iter().any(|note| weighs(&note.text));
    let mut found = Vec::new();
    for row in 0..read.table.rows.len() {
        let Some(variable) = variable(read, &roles, row) else { continue };
        let fault = outside(&variable).or_else(|| too_wide(&variable));
        let whole = || !is_weighted && is_counted(&variable);
        let fault = fault.or_else(|| whole().then(|| not_of_whole_numbers(&variable)).flatten());
        found.extend(fault.map(|fault| fault.placed(read)));
    }
    found
}

fn role(column: &Heading) -> Option<Role> {
    let last = column.labels.last()?;
    let plain: String = last.text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '.').collect();
    ROLES.into_iter().find(|(_, names)| names.contains(&plain.trim_end_matches('.'))).map(|(role, _)| role)
}

/// A note that says that all figures are weighted.
fn weighs(note: &str) -> bool {
    speaks(note, &["加权", "weighted"]) && !speaks(note, &["连续变量", "continuous"])
}

fn speaks(text: &str, words: &[&str]) -> bool {
    let folded = text.to_lowercase();
    words.iter().any(|word| folded.contains(word))
}

fn cell_of<'a>(read: &'a Read, roles: &[Option<Role>], row: usize, role: Role) -> Option<&'a BodyCell> {
    let column = roles.iter().position(|own| *own == Some(role))?;
    read.table.cells.iter().find(|cell| (cell.row, cell.column) == (row, column) && cell.value.is_some())
}

fn variable<'a>(read: &'a Read, roles: &[Option<Role>], row: usize) -> Option<Variable<'a>> {
    let of = |role| cell_of(read, roles, row, role);
    let name = read.table.rows.get(row)?.labels.last().map_or("", |label| label.text.as_str());
    let cases = of(Role::Cases).filter(|cell| cell.decimals == 0 && cell.value.is_some_and(|value| value >= 2.0));
    let (mean, deviation) = (of(Role::Mean)?, of(Role::Deviation));
    Some(Variable { name, cases, mean, deviation, least: of(Role::Least)?, greatest: of(Role::Greatest)? })
}

fn value(cell: &BodyCell) -> f64 {
    cell.value.unwrap_or(f64::NAN)
}

fn half(cell: &BodyCell) -> f64 {
    0.5 * 10f64.powi(-i32::from(cell.decimals)) * (1.0 + 1e-9)
}

/// A finding while its cells are known by themselves.
struct Found<'a> {
    cells: Vec<&'a BodyCell>,
    rule: &'static str,
    shown: Message,
    words: Message,
}

impl Found<'_> {
    fn placed(self, read: &Read) -> Impossible {
        let at = |wanted: &&BodyCell| read.table.cells.iter().position(|cell| std::ptr::eq(cell, *wanted));
        let Found { rule, shown, words, ref cells } = self;
        Impossible { cells: cells.iter().filter_map(at).collect(), rule, shown, words }
    }
}

/// Least and greatest; those of what is counted are no rounded figures.
fn range(one: &Variable) -> (f64, f64) {
    let half = |cell: &BodyCell| if is_counted(one) { 0.0 } else { half(cell) };
    (value(one.least) - half(one.least), value(one.greatest) + half(one.greatest))
}

fn outside<'a>(one: &Variable<'a>) -> Option<Found<'a>> {
    let (mean, slack) = (value(one.mean), half(one.mean));
    let (low, high) = range(one);
    let is_range = value(one.least) <= value(one.greatest);
    (is_range && (mean + slack < low || mean - slack > high)).then(|| Found {
        cells: vec![one.mean, one.least, one.greatest],
        rule: "mean-outside-range",
        shown: say!(
            "paper.mean-outside",
            name = one.name,
            mean = one.mean.text.trim(),
            least = one.least.text.trim(),
            greatest = one.greatest.text.trim()
        ),
        words: say!("paper.no-mean-outside"),
    })
}

/// The variance is at most (greatest - mean) (mean - least) n / (n - 1) (R. Bhatia and C. Davis, "A Better Bound on the
/// Variance", American Mathematical Monthly 107(4), 2000).
fn too_wide<'a>(one: &Variable<'a>) -> Option<Found<'a>> {
    let deviation = one.deviation?;
    let cases = one.cases.map_or(2.0, value);
    let (low, high) = range(one);
    let middle = f64::midpoint(low, high);
    let mean = middle.clamp(value(one.mean) - half(one.mean), value(one.mean) + half(one.mean));
    let most = ((high - mean) * (mean - low)).max(0.0) * cases / (cases - 1.0);
    (value(deviation) - half(deviation) > most.sqrt()).then(|| Found {
        cells: vec![deviation, one.mean, one.least, one.greatest],
        rule: "deviation-beyond-range",
        shown: say!(
            "paper.deviation-too-wide",
            name = one.name,
            deviation = deviation.text.trim(),
            least = one.least.text.trim(),
            greatest = one.greatest.text.trim(),
            mean = one.mean.text.trim(),
            most = format_args!("{:.*}", usize::from(deviation.decimals), most.sqrt())
        ),
        words: say!("paper.range-forbids"),
    })
}

/// Words of what is counted one by one.
const COUNTED: [&str; 24] = [
    "人数",
    "人口数",
    "次数",
    "个数",
    "数量",
    "项数",
    "件数",
    "天数",
    "户数",
    "年龄",
    "周岁",
    "（人）",
    "(人)",
    "（次）",
    "(次)",
    "（个）",
    "(个)",
    "（项）",
    "(项)",
    "（件）",
    "(件)",
    "number of",
    "age",
    "dummy",
];
/// `是否党员`, `性别（1=男）`: nought or one.
const YES_OR_NO: [&str; 7] = ["是否", "1=", "1＝", "虚拟变量", "哑变量", "dummy", "=1"];
/// What is a mean, a share or a score for each case.
const CONTINUOUS: [&str; 22] = [
    "率",
    "占比",
    "比重",
    "比例",
    "指数",
    "平均",
    "人均",
    "收入",
    "时间",
    "时长",
    "得分",
    "评分",
    "满意度",
    "对数",
    "ln",
    "log",
    "index",
    "share",
    "ratio",
    "rate",
    "score",
    "万",
];

/// Whether a variable is evidently counted in whole numbers: its range is whole and its words say that it is counted; a
/// measure may run from one whole number to another by chance.
fn is_counted(one: &Variable) -> bool {
    let is_whole = |cell: &BodyCell| cell.decimals == 0 && value(cell).fract() == 0.0;
    let ranges = is_whole(one.least) && is_whole(one.greatest) && value(one.least) < value(one.greatest);
    let is_yes_or_no = speaks(one.name, &YES_OR_NO) && (value(one.least), value(one.greatest)) == (0.0, 1.0);
    let says = speaks(one.name, &COUNTED) && !speaks(one.name, &CONTINUOUS);
    ranges && (is_yes_or_no || says)
}

/// GRIM, then GRIMMER.
fn not_of_whole_numbers<'a>(one: &Variable<'a>) -> Option<Found<'a>> {
    let cases = one.cases.map(value)?;
    let unit = 2.0 * half(one.mean);
    if cases * unit >= 1.0 {
        return None;
    }
    let sums = sums(value(one.mean), half(one.mean), cases);
    if sums.is_empty() {
        let below = (value(one.mean) * cases).floor();
        let decimals = usize::from(one.mean.decimals);
        return Some(Found {
            cells: vec![one.mean],
            rule: "grim",
            shown: say!(
                "paper.mean-of-cases",
                name = one.name,
                mean = one.mean.text.trim(),
                cases,
                lower = below,
                lower_mean = format_args!("{:.decimals$}", below / cases),
                upper = below + 1.0,
                upper_mean = format_args!("{:.decimals$}", (below + 1.0) / cases)
            ),
            words: say!("paper.no-such-mean"),
        });
    }
    let deviation = one.deviation?;
    let (sd, slack) = (value(deviation), half(deviation));
    let fits = |divisor: f64| {
        sums.iter().any(|sum| {
            let square = |sd: f64| divisor * sd.max(0.0).powi(2) + sum * sum / cases;
            let (low, high) = ((square(sd - slack) - 1e-6).ceil(), (square(sd + slack) + 1e-6).floor());
            // Squares of whole numbers are odd where the numbers are: both sums are even or both odd.
            low <= high && (high > low || (low - sum).rem_euclid(2.0) == 0.0)
        })
    };
    (!fits(cases - 1.0) && !fits(cases)).then(|| Found {
        cells: vec![deviation, one.mean],
        rule: "grimmer",
        shown: say!(
            "paper.deviation-of-cases",
            name = one.name,
            deviation = deviation.text.trim(),
            cases,
            mean = one.mean.text.trim()
        ),
        words: say!("paper.no-such-deviation"),
    })
}

/// The whole sums that a printed mean may come from; cut off as well as rounded.
fn sums(mean: f64, half: f64, cases: f64) -> Vec<f64> {
    let (low, high) = ((mean - half) * cases, (mean + 2.0 * half) * cases);
    let (first, last) = ((low - 1e-6).ceil(), (high - 1e-6).floor());
    let count = (last - first + 1.0).clamp(0.0, 1000.0) as usize;
    (0..count).map(|step| first + step as f64).collect()
}
