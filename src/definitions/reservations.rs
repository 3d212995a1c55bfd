//! Reservations: why a figure printed elsewhere may differ from all that are on file and still be right.
//!
//! In: the fields `revised`, `earlier_definition` and `also_means` of a series. Out: they. Refuses nothing but what is
//! written wrongly.

use super::fields::Fields;

/// What is known of figures that are not on file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reservations {
    pub revised: Option<Revised>,
    pub earlier_definition: Option<EarlierDefinition>,
    pub also_means: Option<AlsoMeans>,
}

/// Figures that censuses and new methods move long after they were first printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Revised {
    /// By what part of their value, of the nation and below it.
    pub within: f64,
    pub below: f64,
    pub why: String,
    pub source: String,
}

/// Older publications printed the years up to `to` in another definition.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlierDefinition {
    pub to: i32,
    /// By what part of its value it differs.
    pub within: f64,
    pub why: String,
    pub source: String,
}

/// The names of the series are used of something wider too, unless one of these words stands with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlsoMeans {
    pub unless: Vec<String>,
    pub why: String,
    pub source: String,
}

pub(super) fn reservations(fields: &Fields) -> Reservations {
    Reservations {
        revised: fields.may_table("revised").and_then(|table| revised(&table)),
        earlier_definition: fields.may_table("earlier_definition").and_then(|table| earlier_definition(&table)),
        also_means: fields.may_table("also_means").and_then(|table| also_means(&table)),
    }
}

/// `revised = { within = 20, below = 20, why = "...", source = "..." }`, in percent.
fn revised(table: &Fields) -> Option<Revised> {
    table.only(&["within", "below", "why", "source"]);
    let (within, below) = (table.number("within"), table.number("below"));
    let (why, source) = (table.text("why"), table.text("source"));
    Some(Revised { within: within? / 100.0, below: below? / 100.0, why: why?.text, source: source?.text })
}

/// `earlier_definition = { to = 1993, within = 20, why = "...", source = "..." }`, in percent.
fn earlier_definition(table: &Fields) -> Option<EarlierDefinition> {
    table.only(&["to", "within", "why", "source"]);
    let (to, within) = (table.year("to"), table.number("within"));
    let (why, source) = (table.text("why"), table.text("source"));
    Some(EarlierDefinition { to: to?, within: within? / 100.0, why: why?.text, source: source?.text })
}

/// `also_means = { unless = ["本级"], why = "...", source = "..." }`.
fn also_means(table: &Fields) -> Option<AlsoMeans> {
    table.only(&["unless", "why", "source"]);
    let (why, source) = (table.text("why"), table.text("source"));
    Some(AlsoMeans { unless: table.plain_texts("unless"), why: why?.text, source: source?.text })
}
