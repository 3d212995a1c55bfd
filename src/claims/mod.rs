//! Claims: does a paper's figure hold?
//!
//! ```text
//!     text  ->  claims  ->  inner checks  ->  verdicts  ->  documents  ->  report
//!     passages  a figure,   the text          official      what others    terminal, JSON,
//!     of txt,   what it is  against           data, by      of the same    HTML, pack
//!     docx, pdf of, where,  itself            vintage       area print
//!     and html  when
//!
//!     tables    a cell,     sums, shares and  the same, line by line
//!     in or     its labels  rates computed
//!     beside it             again
//! ```
//!
//! In: a text (or claims TOML), the definitions and official figures. Out: for every figure of the text a verdict with its
//! evidence. A reader: it changes no data. Refuses to call contradicted what it cannot tie to a series with confidence.

pub mod check;
pub mod documents;
pub mod inner;
pub mod pack;
pub mod pen;
pub mod reading;
pub mod report;
pub mod tables;
pub mod verdicts;
pub mod verify;
pub mod wording;
pub mod written_claims;

use std::ops::Range;

use chrono::NaiveDate;

use crate::figures::Figure;
use crate::formula::{Core, Stage};
use crate::messages::Message;

/// Where a figure stands in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as given.
    pub source: String,
    /// `text`, or `page 3` in a PDF.
    pub sheet: String,
    /// From 1, through the whole text.
    pub paragraph: u32,
    /// From 1, in its paragraph.
    pub sentence: u32,
    /// Characters before it in its paragraph.
    pub offset: u32,
    /// The cell of a table; paragraph, sentence and offset are 0 then.
    pub cell: Option<TableCell>,
    /// In a sheet, row or column that the workbook does not show.
    pub is_hidden: bool,
}

/// A cell of a table, each counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableCell {
    /// Through the whole text.
    pub table: u32,
    /// In the table as printed, headings and stub counted.
    pub row: u32,
    pub col: u32,
}

/// One reported figure, and what the text says it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub place: Place,
    /// The sentence it stands in.
    pub sentence: String,
    /// Bytes of `sentence`: the figure as printed, or the words of a claim without a number (`连续多年高于`).
    pub span: Range<usize>,
    /// None where the claim is made in words alone.
    pub figure: Option<Figure>,
    pub kind: Kind,
    /// What it may be of, the likeliest reading of its words first; the others are other definitions of the same words.
    /// Empty where the words name nothing on file.
    pub of: Vec<Meaning>,
    /// Area code; None where the text leaves it open or names a place that has none.
    pub ref_area: Option<String>,
    pub when: When,
    /// Why it cannot be tied to official figures by its words. A claim with this is never called wrong.
    pub untied: Option<Message>,
    /// Words that leave open whether it is the official thing (`剔除新增债券后`): it may be borne out, and is never called
    /// wrong.
    pub frame: Option<String>,
    /// What it may be of besides, by words in any order and at any distance: it is tied to one of these where the value
    /// says more than chance allows.
    pub hypotheses: Vec<Hypothesis>,
}

/// One thing that a figure may be of.
#[derive(Clone, Debug, PartialEq)]
pub struct Hypothesis {
    pub of: Meaning,
    pub kind: Kind,
    pub ref_area: String,
    pub when: When,
    /// How far its words stand from the figure: 0 in its own clause, 1 and more for each naming between.
    pub distance: u8,
    /// Letters of the figure's clause that no part of a name and no word between explains.
    pub unexplained: u8,
}

/// What ties a figure to an official quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TiedBy {
    /// Words that name it, with nothing unknown between.
    Words,
    /// Its value, and words of the sentence or paragraph that speak of it.
    Value,
    /// Words that name it in any order, and a slip of the pen between the official value and the printed one.
    Slip,
}

impl TiedBy {
    pub fn name(self) -> &'static str {
        match self {
            TiedBy::Words => "words",
            TiedBy::Value => "value",
            TiedBy::Slip => "slip",
        }
    }
}

impl Claim {
    /// The figure as printed.
    pub fn printed(&self) -> &str {
        self.sentence.get(self.span.clone()).unwrap_or_default()
    }
}

/// What a claim may be of: a formula over series, in the language of indicator formulas, without the growth, change or
/// multiple that its `Kind` says.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// `fiscal_expenditure`, `admin_expense_functional / fiscal_expenditure`.
    pub formula: String,
    pub core: Core,
    /// The account stage that the words fix.
    pub stage: Option<Stage>,
    /// The words of the text that name it.
    pub words: String,
}

/// What a figure says of the thing it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Its value: `397983亿元`; a share, ratio or amount per head is the level of a formula.
    Level,
    /// The difference to the base, in the unit of the level: `增加13275亿元`. A fall is printed without its sign.
    Change { falls: bool },
    /// The difference in percent of the base: `增长17.4%`.
    Growth { falls: bool },
    /// The difference of two percentages: `提高2.3个百分点`.
    Points { falls: bool },
    /// `增长25倍`, `翻两番`: the end over the base, or that less one.
    Multiple,
    /// `是1978年的25倍`, `增长到25倍`: the end over the base and nothing else.
    TimesOf,
    /// A growth rate a year over the window: `年均增长19.4%`.
    AverageGrowth { falls: bool },
    /// The mean of the window's levels.
    Mean,
    /// The sum of the window's levels: `五年累计`.
    Sum,
    /// The formula is above zero (or below) in each year of a run that ends at the period: `连续多年高于`. `years` where a
    /// number of years is printed.
    Run { below: bool, years: Option<u32> },
    /// The place among areas or years: `居全国第3位`.
    Rank,
    /// A cited publication that must be able to hold the text's figures.
    Citation,
    /// A figure found, of a kind that nothing more is known of.
    Unknown,
}

/// The period or window of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The year of the figure; the last year of a window.
    pub year: Option<i32>,
    /// The base year where the text names one (`比1978年`), or the first year of the window; the year itself where it is
    /// held against an earlier edition of its figure.
    pub from: Option<i32>,
    /// The length of the window in years where only that is said (`近十年`).
    pub years: Option<u32>,
    /// As printed.
    pub words: String,
    pub known: Known,
}

/// How the period is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// Not at all.
    #[default]
    Nowhere,
    /// The clause or sentence says it.
    Explicit,
    /// `上年`, `去年`, `近十年`: counted from another date of the text.
    Relative,
    /// From the sentence or paragraph before.
    Carried,
}

/// The day from which a text sees its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// No edition published later can have been its source.
    pub by: NaiveDate,
    /// How it is known, in words: `--date`, `references of 2011`, `latest year named`.
    pub basis: Message,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Reproduced,
    ReproducedInVintage,
    ReproducedUnderReading,
    WithinInputRounding,
    PeriodMisstated,
    Inconsistent,
    Contradicted,
    NotCheckable,
}

impl Verdict {
    pub const ALL: [Verdict; 8] = [
        Verdict::Reproduced,
        Verdict::ReproducedInVintage,
        Verdict::ReproducedUnderReading,
        Verdict::WithinInputRounding,
        Verdict::PeriodMisstated,
        Verdict::Inconsistent,
        Verdict::Contradicted,
        Verdict::NotCheckable,
    ];

    /// Official data bears the figure out, as printed or under a stated reading.
    pub fn holds(self) -> bool {
        use Verdict::{Reproduced, ReproducedInVintage, ReproducedUnderReading, WithinInputRounding};
        matches!(self, Reproduced | ReproducedInVintage | ReproducedUnderReading | WithinInputRounding)
    }

    /// Official data denies it.
    pub fn denies(self) -> bool {
        matches!(self, Verdict::Contradicted | Verdict::PeriodMisstated)
    }

    pub fn name(self) -> &'static str {
        match self {
            Verdict::Reproduced => "reproduced",
            Verdict::ReproducedInVintage => "reproduced-in-vintage",
            Verdict::ReproducedUnderReading => "reproduced-under-reading",
            Verdict::WithinInputRounding => "within-input-rounding",
            Verdict::PeriodMisstated => "period-misstated",
            Verdict::Inconsistent => "inconsistent",
            Verdict::Contradicted => "contradicted",
            Verdict::NotCheckable => "not-checkable",
        }
    }
}

/// One official value that a claim was held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Official {
    /// In the claim's printed unit.
    pub value: f64,
    /// What the rounding of the printed inputs leaves open.
    pub lower: f64,
    pub upper: f64,
    /// The editions it was computed from: `CSY2010`, or `MOFX2011 over MOFF2010`.
    pub vintage: String,
    /// When the newest of them was published.
    pub published: Option<NaiveDate>,
    /// The reading that gives it, where the words allow several: `end over base, less one`, `base year before the window`.
    pub reading: Option<Message>,
    /// The period it is of: `2010`, `1978-2004`.
    pub period: String,
    /// The printed figures behind it: rows of the official observations.
    pub rows: Vec<u32>,
    /// The formula with printed figures written in.
    pub shown: String,
}

/// Why a figure is wrong, found by search.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// Stable: `other-unit`, `other-period`, `other-vintage`, `ratio-for-increment`, `percent-for-points`, `swapped-digits`,
    /// `wrong-digit`, `wrong-steps`, `increment-for-ratio`, `other-definition`, `plan-target`, `part-over-whole`, `exchanged`,
    /// `several`, `none`.
    pub code: &'static str,
    pub words: Message,
}

/// A claim with its verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    pub claim: Claim,
    pub verdict: Verdict,
    /// What ties it to the official values; none where nothing does.
    pub tied_by: Option<TiedBy>,
    /// The values it was held against, those that existed when the text was written first, then by date.
    pub official: Vec<Official>,
    /// Why, in one or two sentences.
    pub why: Message,
    pub diagnosis: Option<Diagnosis>,
    /// What the text itself says against it.
    pub inner: Vec<Contradiction>,
}

impl Judged {
    /// The cell of a table that the figure stands in.
    pub fn cell(&self) -> Option<TableCell> {
        self.claim.place.cell
    }
}

/// Figures of one text that cannot all be right.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// Stable: `part-over-whole`, `sum-of-parts`, `shares-of-a-whole`, `rate-of-own-numbers`, `level-change-rate`,
    /// `told-twice`, `grim`, `edition`; of tables `table-sum`, `table-mean`, `table-shares`, `table-ratio`, `table-growth`,
    /// `table-difference`, `mean-outside-range`, `deviation-beyond-range`, `grimmer`.
    pub rule: &'static str,
    /// Positions of the claims it is about, the one at fault first where one is named.
    pub claims: Vec<usize>,
    /// `14788 / 15958 = 92.67 %, printed 100 %`.
    pub shown: Message,
    /// What would make it right, or what to ask the author.
    pub words: Message,
    /// Whether it makes a verdict `inconsistent`; else it is a remark.
    pub decides: bool,
}
