//! Reading: the claims of a text.
//!
//! ```text
//!     passages  ->  mentions  ->  context  ->  hypotheses  ->  tied claims
//!     sentences     figures,      scopes,      what each       one a figure: a formula,
//!     of each       names,        periods,     figure may      a kind, an area, a period,
//!                   times,        ante-        be of, and      or why it is tied to nothing
//!                   evidence      cedents      why not
//! ```
//!
//! In: a source's passages and the definitions. Out: claims, in the order of the text: one for every figure, citations, and
//! runs of years in words alone. Refuses to tie a figure to a series where the words leave room for doubt: such a claim
//! says what is missing.

mod context;
mod hypotheses;
mod mentions;
mod reader;
mod sentence;

use super::{Claim, Place, Written};
use crate::figures::{self, Figure, Role};
use crate::sources::{Passage, Source};
use crate::units;

use context::antecedent::Carried;
use context::period::Clock;
use context::scopes::Headings;
use context::subjects::Subjects;
use context::text::Context;
use context::{citations, terms, topics, written as date};
use mentions::folded::fold;
use mentions::lexicon::Entry;
use mentions::places::Scope;
use mentions::things::Formulas;
use mentions::{places, sentences};

pub use mentions::places::NATION;
pub use reader::Reader;

/// The claims of a text, in its order.
pub fn from_source(source: &Source, reader: &Reader) -> Vec<Claim> {
    let formulas = Formulas::new(&reader.definitions);
    let scope = places::scope(source, &reader.places);
    let texts = source.passages.iter().map(|passage| passage.text.as_str());
    let terms = terms::terms(texts, &reader.concepts, &reader.definitions.parts);
    let own = (!terms.is_empty()).then(|| reader.concepts.with(terms));
    let concepts = own.as_ref().unwrap_or(&reader.concepts);
    let texts = source.passages.iter().map(|passage| passage.text.as_str());
    let topics = topics::topics(&titles(source), texts, &reader.definitions.topics);
    let context = Context { reader, formulas: &formulas, scope: &scope, concepts, topics: &topics };
    let mut clock = Clock { now: date::year_of_writing(source), ..Clock::default() };
    let mut above = Above {
        headings: Headings::titled(&titles(source)),
        subjects: Subjects::titled(&titles(source), &context.vocabulary()),
        years: Vec::new(),
    };
    let mut claims = Vec::new();
    for (passage, paragraph) in source.passages.iter().zip(1..) {
        let place = Place { source: source.path.clone(), sheet: passage.sheet.clone(), paragraph, ..Place::default() };
        claims.extend(of_passage(passage, &place, &mut clock, &mut above, &context));
    }
    citations::certain(claims, source)
}

/// Cells of tables, read by their labels.
pub struct Labels<'a> {
    reader: &'a Reader,
    formulas: Formulas<'a>,
    /// What the text is about.
    pub scope: Scope,
}

impl<'a> Labels<'a> {
    pub fn new(source: &Source, reader: &'a Reader) -> Labels<'a> {
        Labels { reader, formulas: Formulas::new(&reader.definitions), scope: places::scope(source, &reader.places) }
    }

    /// The figure that ends a sentence made of a cell's labels, behind the title of its table: what it may be of by these
    /// words and, besides, by its value.
    pub fn claim(&self, title: &str, sentence: &str) -> Option<Claim> {
        let concepts = &self.reader.concepts;
        let context =
            Context { reader: self.reader, formulas: &self.formulas, scope: &self.scope, concepts, topics: &[] };
        let stop = if sentence.is_ascii() { ". " } else { "。" };
        let passage = Passage { sheet: String::new(), row: 1, text: format!("{title}{stop}{sentence}{stop}") };
        let (mut clock, mut above) = (Clock::default(), Above::default());
        let mut claims = of_passage(&passage, &Place::default(), &mut clock, &mut above, &context);
        let last = claims.pop()?;
        let is_behind = |claim: &Claim| claim.span.end + "。".len() >= claim.sentence.len();
        (is_behind(&last) && last.figure.is_some()).then_some(last)
    }

    /// Whether a text names anything on file.
    pub fn names(&self, text: &str) -> bool {
        let folded = fold(text);
        let starts = || folded.char_indices().map(|(at, _)| at);
        let is_name = |at: usize| matches!(self.reader.lexicon.longest(&folded, at), Some((_, Entry::Name(_))));
        let is_thing =
            |at: usize| matches!(self.reader.concepts.lexicon.longest(&folded, at), Some((_, Entry::Concept(_))));
        starts().any(|at| is_name(at) || is_thing(at))
    }

    /// What kind of unit a series or formula has; none where it is not on file.
    pub fn unit(&self, formula: &str) -> Option<units::Kind> {
        self.formulas.checked(formula).map(|(_, unit)| unit.kind)
    }

    /// The word for another country or the world in a label.
    pub fn abroad(&self, text: &str) -> Option<&str> {
        let folded = fold(text);
        let is_apart = |at: usize, length: usize| {
            let letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
            let (before, after) = (folded.get(..at).unwrap_or_default(), folded.get(at + length..).unwrap_or_default());
            !letter(before.chars().next_back()) && !letter(after.chars().next())
        };
        let names = |word: &str| folded.match_indices(word).any(|(at, _)| !word.is_ascii() || is_apart(at, word.len()));
        let is_it = |known: &&places::Known| known.is == places::Where::Abroad && names(&known.text);
        self.reader.places.iter().find(is_it).map(|known| known.text.as_str())
    }
}

/// A short line without a full stop heads what follows.
const LONGEST_HEADING: usize = 50;

fn is_heading(text: &str) -> bool {
    text.chars().count() <= LONGEST_HEADING && !text.contains(['。', '；']) && !text.ends_with('.')
}

/// The first lines of a text that head it.
fn titles(source: &Source) -> Vec<&str> {
    source.passages.iter().map(|passage| passage.text.as_str()).take_while(|text| is_heading(text)).take(3).collect()
}

/// What the headings above a paragraph say of it.
#[derive(Default)]
struct Above {
    headings: Headings,
    subjects: Subjects,
    /// The years that the paragraphs before named, the latest last.
    years: Vec<i32>,
}

fn of_passage(passage: &Passage, at: &Place, clock: &mut Clock, above: &mut Above, context: &Context) -> Vec<Claim> {
    let text = &passage.text;
    let mut figures = figures::read(text, &context.reader.definitions.units);
    figures.retain(|figure| !figure.is_doubtful);
    let is_heading = is_heading(text);
    if is_heading && figures.iter().all(|figure| matches!(figure.role, Role::Mark(_))) {
        above.headings.head(text);
        above.subjects.head(text, &context.vocabulary());
    }
    let (scopes, titled) = (above.headings.paragraph(text), above.subjects.paragraph());
    let mut carried = Carried { scopes, titled, years: above.years.clone(), ..Carried::default() };
    (clock.carried, clock.window) = (None, None);
    let mut claims = Vec::new();
    let (mut offset, mut counted) = (0, 0);
    for (range, sentence) in sentences::sentences(text, &figures).into_iter().zip(1..) {
        let first = figures.partition_point(|figure| figure.span.start < range.start);
        let near = figures.iter().skip(first).take_while(|figure| figure.span.start < range.end);
        let own: Vec<Figure> = near.filter_map(|figure| inside(figure, &range)).collect();
        let words = text.get(range.clone()).unwrap_or_default();
        offset += text.get(counted..range.start).unwrap_or_default().chars().count();
        counted = range.start;
        let place = Place { sentence, offset: u32::try_from(offset).unwrap_or(u32::MAX), ..at.clone() };
        claims.extend(context.claims(words, own, &place, clock, &mut carried));
    }
    if !is_heading {
        above.subjects.pass(carried.topic.take());
        above.years = carried.years;
    }
    if is_heading && let Some(year) = clock.carried {
        clock.headed = Some(year);
    }
    claims
}

/// A figure of a sentence, in its bytes.
fn inside(figure: &Figure, sentence: &std::ops::Range<usize>) -> Option<Figure> {
    let fits = sentence.start <= figure.span.start && figure.span.end <= sentence.end;
    // The whole of `3 percent of GDP` is read from the words.
    let whole = figure.unit_text.as_deref().and_then(|text| text.find(" of ").map(|at| text.len() - at));
    let end = figure.span.end - whole.unwrap_or(0);
    fits.then(|| Figure {
        span: figure.span.start - sentence.start..end - sentence.start,
        number: figure.number - sentence.start,
        ..figure.clone()
    })
}

/// The day a text was written at the latest.
pub fn written(source: &Source, claims: &[Claim]) -> Option<Written> {
    date::written(source, claims)
}
