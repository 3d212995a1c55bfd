//! Antecedents: what later figures and sentences may go on with.
//!
//! In: what was made of a figure. Out: `Antecedent`, and `Carried` from sentence to sentence. Refuses nothing.

use crate::claims::Kind;
use crate::claims::reading::context::scopes::Scopes;
use crate::claims::reading::mentions::named::Named;
use crate::claims::reading::mentions::places::Where;
use crate::claims::reading::mentions::things::Parts;
use crate::formula::Stage;
use crate::messages::Message;

/// What was made of a figure: others behind it may share its subject.
#[derive(Clone, Debug)]
pub struct Antecedent {
    pub parts: Option<Parts>,
    pub kind: Kind,
    pub year: Option<i32>,
    /// The last year, however it is known.
    pub last: Option<i32>,
    pub from: Option<i32>,
    /// It is of several years.
    pub spans: bool,
    /// Nothing that its value could say: a plan, a denial, a part of a year.
    pub is_closed: bool,
    /// No outcome: a plan, a supposition.
    pub no_outcome: Option<Message>,
    /// `从…`, and `增加到…`.
    pub is_start: bool,
    pub is_end: bool,
    pub area: Result<String, Message>,
    pub reason: Message,
    /// The first formula it is of, and the stage of the account.
    pub formula: Option<String>,
    pub stage: Option<Stage>,
}

/// What a sentence hands on to the next of its paragraph.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    pub place: Option<Where>,
    /// A county or the like, which has no code.
    pub body: Option<String>,
    /// What the last figure was made of: a sentence that opens with 其中 is of its parts.
    pub whole: Option<Antecedent>,
    /// The paragraph speaks of plans.
    pub plans: bool,
    /// What was named before, the latest last.
    pub named: Vec<Named>,
    /// The sentence before speaks of amounts for each inhabitant.
    pub per_head: bool,
    /// The years named before, the latest last.
    pub years: Vec<i32>,
    /// Whose figures the sentences and headings before give.
    pub scopes: Scopes,
}
