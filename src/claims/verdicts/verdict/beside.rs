//! Neighbours: figures that stand side by side are mostly of one thing and one year.
//!
//! In: judged claims in the order of the text. Out: the same, a figure that nothing decided held once more against what the
//! figure beside it proved to be of, and a carried year taken as said where the figure beside it bears it out. Refuses
//! figures of other sentences, but for the last one before.

use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::verdicts::verdict::{by_slip, by_value};
use crate::claims::{Claim, Hypothesis, Judged, Kind, Known, Verdict, When, Written};

/// What a figure must say beyond chance, where its neighbour tells what it is of.
const LEAST: f64 = 4.0;
const LEAST_OF_SLIPS: f64 = 4.5;
/// Digits that show a neighbour to be no accident.
const TELLING: usize = 4;
/// A chain of neighbours is followed so far.
const ROUNDS: usize = 3;

/// Every claim once more, beside those that are certain.
pub fn decided(
    mut judged: Vec<Judged>,
    book: &Book,
    written: Option<&Written>,
    by_words: &impl Fn(&Claim) -> Judged,
) -> Vec<Judged> {
    for _ in 0..ROUNDS {
        let again = |at: usize| once_more(at, &judged, book, written, by_words);
        let found: Vec<(usize, Judged)> = (0..judged.len()).filter_map(|at| Some((at, again(at)?))).collect();
        if found.is_empty() {
            break;
        }
        for (at, one) in found {
            if let Some(place) = judged.get_mut(at) {
                *place = one;
            }
        }
    }
    judged
}

fn once_more(
    at: usize,
    all: &[Judged],
    book: &Book,
    written: Option<&Written>,
    by_words: &impl Fn(&Claim) -> Judged,
) -> Option<Judged> {
    let one = all.get(at).filter(|one| one.verdict == Verdict::NotCheckable && one.claim.figure.is_some())?;
    let beside: Vec<&Judged> = neighbours(at, all).filter(|other| is_certain(other)).collect();
    let is_dated = |other: &&&Judged| {
        other.claim.when.year == one.claim.when.year
            && other.claim.ref_area == one.claim.ref_area
            && other.claim.place.sentence == one.claim.place.sentence
            && digits(&other.claim) >= TELLING
    };
    if one.claim.untied.is_none()
        && one.claim.when.known == Known::Carried
        && beside.iter().any(|other| is_dated(&other))
    {
        let mut claim = one.claim.clone();
        claim.when.known = Known::Explicit;
        let judged = by_words(&claim);
        if judged.verdict != Verdict::NotCheckable {
            return Some(judged);
        }
    }
    let is_of = |formula: &str, area: &str| {
        beside.iter().any(|other| {
            let of = other.claim.of.first().is_some_and(|meaning| meaning.formula == formula);
            of && other.claim.ref_area.as_deref() == Some(area)
        })
    };
    let mut claim = one.claim.clone();
    claim.hypotheses.retain(|hypothesis| is_of(&hypothesis.of.formula, &hypothesis.ref_area));
    let first = claim.hypotheses.first()?.distance;
    let window = |when: &When| (when.from, when.year);
    let is_of_window = |when: &When| beside.iter().any(|other| window(&other.claim.when) == window(when));
    for hypothesis in &mut claim.hypotheses {
        hypothesis.distance = hypothesis.distance - first + u8::from(!is_of_window(&hypothesis.when));
    }
    claim.hypotheses.sort_by_key(|hypothesis| hypothesis.distance);
    let narrowed = Judged { claim, ..one.clone() };
    if let Some(shared) = shared(one, &beside, book, written, by_words) {
        return Some(shared);
    }
    let found = by_slip::tied(by_value::tied(narrowed, LEAST, book, written), LEAST_OF_SLIPS, book, written);
    (found.verdict != Verdict::NotCheckable).then_some(found)
}

/// `1978年是5.50元,2006年则为757.97元`: a second figure of the subject that the first one proved, where nothing around gives it.
fn shared(
    one: &Judged,
    beside: &[&Judged],
    book: &Book,
    written: Option<&Written>,
    by_words: &impl Fn(&Claim) -> Judged,
) -> Option<Judged> {
    let claim = &one.claim;
    let goes_on = claim.untied.as_ref().is_some_and(|why| why.has("untied.shares-subject"));
    let unit = |claim: &Claim| claim.figure.as_ref().and_then(|figure| figure.unit_text.clone());
    let is_first = |other: &&&Judged| {
        let (own, place) = (&claim.place, &other.claim.place);
        other.verdict != Verdict::Contradicted
            && (place.sentence, unit(&other.claim)) == (own.sentence, unit(claim))
            && place.offset < own.offset
            && other.claim.kind == Kind::Level
            && other.claim.when.year != claim.when.year
    };
    let first = beside.iter().find(is_first).filter(|_| goes_on && claim.when.known == Known::Explicit)?;
    let formula = &first.claim.of.first()?.formula;
    let is_it = |other: &&Hypothesis| {
        other.of.formula == *formula && other.kind == Kind::Level && other.when.year == claim.when.year
    };
    let hypothesis = claim.hypotheses.iter().find(is_it).filter(|_| !by_value::is_given(claim, book, written))?;
    let mut tied = by_value::claim_of(claim, hypothesis);
    tied.when.known = Known::Explicit;
    let judged = by_words(&tied);
    (judged.verdict == Verdict::Contradicted).then_some(judged)
}

/// The figures before and after in the sentence; for the first of a sentence the last of the one before.
fn neighbours(at: usize, all: &[Judged]) -> impl Iterator<Item = &Judged> {
    let place = all.get(at).map(|one| &one.claim.place);
    let near = move |other: &&Judged| {
        place.is_some_and(|own| {
            let place = &other.claim.place;
            place.paragraph == own.paragraph
                && place.sentence.abs_diff(own.sentence) <= 1
                && place.sentence <= own.sentence
        })
    };
    let before = at.checked_sub(1).and_then(|before| all.get(before));
    [before, all.get(at + 1)].into_iter().flatten().filter(near)
}

fn is_certain(one: &Judged) -> bool {
    (one.verdict.holds() || one.verdict == Verdict::Contradicted) && one.tied_by.is_some()
}

fn digits(claim: &Claim) -> usize {
    claim.printed().chars().filter(char::is_ascii_digit).count()
}
