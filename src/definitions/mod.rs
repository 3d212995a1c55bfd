//! Definitions: the plain TOML and CSV of `pipelines/`, parsed into types that cannot be wrong.
//!
//! In: the folder `pipelines/` and one pipeline file. Out: `Definitions` and every problem found, each pointing at its
//! line. Refuses unknown fields, unknown names, duplicate ids, cycles and units that do not fit.

mod account;
mod built_in;
mod catalogue;
mod classification;
mod concept;
mod draft;
mod editions;
mod example;
mod fields;
mod hints;
mod indicators;
mod load;
mod order;
mod parts;
mod pipeline;
mod plan_targets;
mod reservations;
mod rulings;
mod scope;
mod series;
mod target;
mod tree;
mod written;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::formula::{Core, Expr, Stage};
use crate::problem::{Place, Text};
use crate::units::{Unit, Units};

pub use account::{Account, Classified, Extent, Side, Total};
pub use built_in::{find, find_pipeline};
pub use editions::last_day;
pub use example::{printed_value, run_example};
pub(crate) use fields::{Document, Fields};
pub use hints::{Hint, Told};
pub use load::{from_files, load};
pub use parts::{Flow, Part, PartWord, Short, Topic};
pub use pipeline::{load_pipeline, matches, pipeline_from_file};
pub use reservations::{AlsoMeans, EarlierDefinition, Reservations, Revised};
pub use rulings::{Action, Correction, Rulings};
pub use target::{Cells, Target};
pub(crate) use tree::tree;
pub(crate) use written::Written;

/// Text in Chinese and English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub zh: String,
    pub en: String,
}

/// The place in a definition file where something is defined.
#[derive(Clone, Debug)]
pub struct Origin {
    pub text: Arc<Text>,
    pub span: Range<usize>,
}

impl Origin {
    pub fn place(&self) -> Place {
        Place::Definition { text: Arc::clone(&self.text), span: self.span.clone() }
    }

    /// `pipelines/tables/beijing.toml:3`.
    pub fn line(&self) -> String {
        let before = self.text.text.get(..self.span.start).unwrap_or("");
        format!("{}:{}", self.text.name, before.matches('\n').count() + 1)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    Nation,
    Central,
    Local,
}

/// A definition break: nothing is compared across the turn from `at - 1` to `at` where `stops`.
#[derive(Clone, Debug)]
pub struct Break {
    pub at: i32,
    pub becomes: Option<String>,
    pub why: String,
    pub stops: bool,
}

/// One way a publisher prints a series: a plain string, or a table that narrows where it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alias {
    pub text: String,
    /// The account stage that the alias itself fixes.
    pub stage: Option<Stage>,
    /// Holds only where the labels speak of this level's accounts.
    pub level: Option<Level>,
    /// Holds only for the nation, or only below it.
    pub areas: Option<Scope>,
    /// One of these words must stand in the title, preamble, unit line, header or stub path; empty asks nothing.
    pub context: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Series {
    pub id: String,
    pub names: Names,
    pub aliases: Vec<Alias>,
    pub unit: Unit,
    pub level: Level,
    pub context: Vec<String>,
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub breaks: Vec<Break>,
    /// Why no official series of it exists; nothing where one is published.
    pub unpublished: Option<String>,
    /// The whole it is a part of.
    pub within: Option<Whole>,
    /// The series whose rates of growth it prints.
    pub growth_of: Option<GrowthOf>,
    /// The items it is the sum of; no table prints it.
    pub sum_of: Option<SumOf>,
    /// Series on file that say something of it, in another scope.
    pub estimates: Vec<String>,
    /// What else is known of it.
    pub hints: Vec<Remark>,
    /// Why figures printed elsewhere may differ from those on file.
    pub reservations: Reservations,
    /// The account it is the total of.
    pub total: Option<Total>,
    /// Made from a line of `classification/*.csv`: its names tell it only under its parent and in its account.
    pub is_of_classification: bool,
    pub source: String,
    pub origin: Origin,
}

/// A sum of series that holds another as a part.
#[derive(Clone, Debug)]
pub struct Whole {
    pub formula: String,
    pub core: Core,
}

/// A printed rate of growth, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrowthOf {
    pub series: String,
    /// At constant prices, where the series itself is at current ones.
    pub real: bool,
}

/// All items of one name in a classification, which one document must hold whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumOf {
    /// The name that items of several groups share (行政运行 stands under sixty 款).
    pub item: String,
    /// The series that all groups of the classification add up to.
    pub within: String,
}

/// Something known and its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub says: String,
    pub source: String,
}

/// What a plan or an annual report aimed at, not what came out.
#[derive(Clone, Debug)]
pub struct PlanTarget {
    /// A series or a formula, and its tree.
    pub formula: String,
    pub core: Core,
    pub area: String,
    /// The years it was set for.
    pub from: i32,
    pub to: i32,
    /// In base units (7.5 % is 0.075); where it was a range, up to `upto`.
    pub value: f64,
    pub upto: Option<f64>,
    /// As written: `7.5 %`, `6.5-7 %`.
    pub shown: String,
    /// Set for the mean of the years, not for each of them.
    pub average: bool,
    pub names: Names,
    pub source: String,
    /// How it is known.
    pub basis: String,
    pub origin: Origin,
}

#[derive(Clone, Debug)]
pub struct Bridge {
    pub id: String,
    pub names: Names,
    pub at: i32,
    pub recipe: String,
    pub why: String,
    pub source: String,
    pub origin: Origin,
}

#[derive(Clone, Debug)]
pub struct Example {
    pub area: String,
    pub period: String,
    pub inputs: Vec<String>,
    pub gives: String,
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Nation,
    Province,
    All,
}

#[derive(Clone, Debug)]
pub struct Indicator {
    pub id: String,
    pub titles: Names,
    pub formula: String,
    pub expr: Expr,
    /// The formula lowered, other indicators inlined.
    pub core: Core,
    /// As declared, and what it is.
    pub unit_text: String,
    pub unit: Unit,
    /// Multiply a base-unit result by this to get the declared unit (100 for %).
    pub scale: f64,
    pub citation: String,
    pub notes: Vec<String>,
    pub areas: Scope,
    pub topic: String,
    pub example: Example,
    pub origin: Origin,
}

#[derive(Clone, Debug)]
pub struct Edition {
    pub id: String,
    pub names: Names,
    pub aliases: Vec<String>,
    /// Last day of the stated day, month or year.
    pub published: NaiveDate,
    pub publisher: String,
    pub basis: String,
    pub origin: Origin,
}

/// One line of `areas.csv` or `counties.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    pub code: String,
    pub level: String,
    pub name_zh: String,
    pub short_zh: String,
    pub name_en: String,
    pub aliases: Vec<String>,
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub parent: Option<String>,
}

#[derive(Clone, Debug)]
pub struct SourceEntry {
    pub path: String,
    pub edition: Option<String>,
    pub origin: Origin,
}

#[derive(Clone, Debug)]
pub struct Headline {
    pub indicator: String,
    pub area: String,
    pub periods: Vec<String>,
}

/// One pipeline file.
#[derive(Clone, Debug)]
pub struct Pipeline {
    pub id: String,
    pub titles: Names,
    pub sources: Vec<SourceEntry>,
    pub include: Vec<String>,
    pub windows: Vec<(i32, i32)>,
    pub outputs: String,
    pub headlines: Vec<Headline>,
    /// Where the pipeline says its id; its text is the whole file.
    pub origin: Origin,
}

/// Everything `pipelines/` says. Maps are by id, so iteration is in a fixed order.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    pub units: Units,
    pub areas: Vec<Area>,
    pub editions: BTreeMap<String, Edition>,
    pub series: BTreeMap<String, Series>,
    pub bridges: BTreeMap<String, Bridge>,
    pub indicators: BTreeMap<String, Indicator>,
    /// In the order of the file.
    pub targets: Vec<PlanTarget>,
    /// What names in running text are made of.
    pub parts: Vec<PartWord>,
    /// What texts may be about, and the short names that hold there.
    pub topics: Vec<Topic>,
    pub shorts: Vec<Short>,
    /// The budget classification, as `pipelines/classification/` has it; a renamed class has several lines of one code.
    pub classified: Vec<Classified>,
    /// What was decided about single tables.
    pub rulings: Rulings,
    /// Every file read, in path order, for the manifest.
    pub files: Vec<Arc<Text>>,
}
