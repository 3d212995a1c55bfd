//! Antecedents: what later figures and sentences may go on with.
//!
//! In: what was made of a figure. Out: `Antecedent`, and `Carried` from sentence to sentence. Refuses nothing.

use std::collections::BTreeMap;

use crate::claims::Kind;
use crate::claims::reading::context::scopes::Scopes;
use crate::claims::reading::mentions::evidence::Evidence;
use crate::claims::reading::mentions::named::Named;
use crate::claims::reading::mentions::places::Where;
use crate::claims::reading::mentions::things::{Parts, Thing};
use crate::claims::reading::mentions::tokens::{Row, Token};
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
    /// Of each inhabitant.
    pub is_per_head: bool,
    /// The year of the figure in the sentence before that it goes on from: `到2000年增至…`.
    pub follows: Option<i32>,
    /// Nothing that its value could say: a plan, a denial, a part of a year.
    pub is_closed: bool,
    /// No outcome: a plan, a supposition.
    pub no_outcome: Option<Message>,
    /// `从…`, and `增加到…`.
    pub is_start: bool,
    pub is_end: bool,
    /// `比2009年的…`: the level that others are held against.
    pub is_base: bool,
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
    /// The one thing that the figures of the sentence before are of, as its last figure has it.
    pub last: Option<Antecedent>,
    /// The whole of the last share.
    pub share: Option<Thing>,
    /// The paragraph speaks of plans.
    pub plans: bool,
    /// What was named before, the latest last.
    pub named: Vec<Named>,
    /// What the paragraph named first.
    pub topic: Option<Named>,
    /// What the headings above and the paragraph before are about, the likeliest last.
    pub titled: Vec<Named>,
    /// The sentence before speaks of amounts for each inhabitant.
    pub per_head: bool,
    /// The years named before, the latest last.
    pub years: Vec<i32>,
    /// Whose figures the sentences and headings before give.
    pub scopes: Scopes,
}

/// The last figure of a sentence, where all of its figures are of one subject.
pub fn last_of_one(antecedents: &BTreeMap<usize, Antecedent>) -> Option<Antecedent> {
    let subject = |known: &Antecedent| known.parts.as_ref().map(|parts| parts.subject.readings.clone());
    let last = antecedents.values().next_back()?;
    let of_one = subject(last).is_some() && antecedents.values().all(|known| subject(known) == subject(last));
    (of_one && last.no_outcome.is_none()).then(|| last.clone())
}

/// Whether a figure goes on with the subject of the sentence before: nothing is named before it in its own, no word is
/// unknown, and the sentence says of which year it is (`到2000年增至…`).
pub fn goes_on(row: &Row, figure: usize, evidence: &Evidence) -> bool {
    let opens = evidence.subject.is_none() && evidence.inherits.is_none() && evidence.wall.is_none();
    let before = || (0..figure).filter_map(|piece| row.token(piece));
    let is_dated = before().any(|token| matches!(token, Token::Time(_)));
    opens && is_dated && before().all(|token| !matches!(token, Token::Name(_) | Token::Place(_) | Token::Other))
}
