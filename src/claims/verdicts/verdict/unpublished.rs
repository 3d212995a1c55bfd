//! What nobody publishes: the bound test, and what is known instead.
//!
//! In: a claim of a concept without an official series, or a figure above the whole that holds it. Out: `contradicted`
//! where no figure of the part can be so large, else `not-checkable` with the reason, estimates and hints. Never picks
//! one estimate in silence.

use crate::claims::verdicts::fit::case::{Case, not_checkable};
use crate::claims::verdicts::fit::readings::now;
use crate::claims::verdicts::fit::voice::number;
use crate::claims::verdicts::quantities::levels::{Book, Level};
use crate::claims::{Claim, Diagnosis, Judged, Kind, Official, Verdict};
use crate::definitions::{Series, Whole};
use crate::formula::{Core, Op, leaves};
use crate::messages::{Message, say};

/// Years of the whole that are printed.
const SHOWN: usize = 4;
/// An estimate of a year further away says nothing of the stated one.
const NEAR_YEARS: i32 = 10;

/// The first concept in a claim's formula that no publication prints.
pub fn concept<'d>(claim: &Claim, book: &Book<'d>) -> Option<&'d Series> {
    let meaning = claim.of.first()?;
    let all = &book.records.definitions.series;
    leaves(&meaning.core).iter().filter_map(|leaf| all.get(&leaf.series)).find(|series| series.unpublished.is_some())
}

/// The verdict on a claim of such a concept.
pub fn judged(case: &Case, concept: &Series, book: &Book) -> Judged {
    if let Some(found) = concept.within.as_ref().and_then(|whole| above_whole(case, concept, whole, book)) {
        return found;
    }
    let mut why = vec![Message::of_english("defined", concept.unpublished.as_deref().unwrap_or_default())];
    let evidence = estimates(case, concept, book);
    if !evidence.is_empty() {
        let (bearing, against): (Vec<&Official>, Vec<&Official>) =
            evidence.iter().partition(|official| is_borne_out(case, official.value * case.stated.scale));
        why.push(say!(
            "unpublished.borne-out",
            bearing = bearing.len(),
            evidence = evidence.len(),
            against = against.len()
        ));
    }
    for hint in &concept.hints {
        why.push(say!(
            "unpublished.hint",
            says = Message::of_english("defined", &hint.says),
            source = Message::of_english("defined", &hint.source)
        ));
    }
    Judged { official: evidence, ..not_checkable(case.claim, Message::Sequence(why)) }
}

/// A part of a whole cannot be larger than the whole: the test of a figure whose own series is not on file. Where the text
/// does not date it, it must exceed the whole in every year.
fn above_whole(case: &Case, part: &Series, whole: &Whole, book: &Book) -> Option<Judged> {
    let meaning = case.claim.of.first().filter(|_| case.claim.kind == Kind::Level)?;
    let core = within(&meaning.core, &part.id, &whole.core)?;
    let formula = meaning.formula.replace(&part.id, &format!("({})", whole.formula));
    let levels = book.levels(&formula, &core, meaning.stage, case.area);
    let year = case.claim.when.year.filter(|year| !levels.at(*year).is_empty());
    let years: Vec<i32> = year.map_or_else(|| levels.years().collect(), |year| vec![year]);
    let all: Vec<(i32, &Level)> =
        years.iter().flat_map(|&year| levels.at(year).iter().map(move |level| (year, level))).collect();
    let largest = all.iter().max_by(|one, other| one.1.interval.upper.total_cmp(&other.1.interval.upper))?;
    if case.stated.below || case.stated.lower <= largest.1.interval.upper {
        return None;
    }
    let official = largest_of_each(&all).map(|(year, level)| of_level(case, level, year, &formula, book)).collect();
    let limit = case.voice.value(largest.1.interval.value);
    let name = say!("names.of", zh = part.names.zh, en = part.names.en);
    let stated = case.voice.value(case.stated.value);
    let why = say!("unpublished.within", name, formula = whole.formula, limit, year = largest.0, stated);
    let words = say!("unpublished.larger", stated);
    let diagnosis = Some(Diagnosis { code: "part-over-whole", words });
    Some(case.with(Verdict::Contradicted, official, why, diagnosis))
}

/// The formula with the whole in place of the part; none where a larger part would not make it larger.
fn within(core: &Core, part: &str, whole: &Core) -> Option<Core> {
    let has = |core: &Core| leaves(core).iter().any(|leaf| leaf.series == part);
    match core {
        Core::Leaf(leaf) if leaf.series == part => Some(whole.clone()),
        Core::Binary(op @ (Op::Divide | Op::Multiply), left, right) if has(left) && !has(right) => {
            Some(Core::Binary(*op, Box::new(within(left, part, whole)?), right.clone()))
        }
        Core::Binary(Op::Multiply, left, right) if has(right) && !has(left) => {
            Some(Core::Binary(Op::Multiply, left.clone(), Box::new(within(right, part, whole)?)))
        }
        _ => None,
    }
}

/// A figure of a published series above the newest figure of the whole that holds it.
pub fn is_above_published_whole(case: &Case, book: &Book) -> Option<Diagnosis> {
    let meaning = case.claim.of.first().filter(|_| case.claim.kind == Kind::Level)?;
    let series = book.records.definitions.series.get(&meaning.formula)?;
    let whole = series.within.as_ref()?;
    let levels = book.levels(&whole.formula, &whole.core, meaning.stage, case.area);
    let newest = levels.newest(case.claim.when.year?)?;
    (!case.stated.below && case.stated.lower > newest.interval.upper).then(|| Diagnosis {
        code: "part-over-whole",
        words: say!(
            "unpublished.more-than",
            formula = book.title(&whole.formula),
            value = case.voice.value(newest.interval.value)
        ),
    })
}

/// A share of a whole that holds the part, above the whole.
pub fn is_share_above_whole(case: &Case, book: &Book) -> Option<Diagnosis> {
    let meaning = case.claim.of.first().filter(|_| case.claim.kind == Kind::Level)?;
    let Core::Binary(Op::Divide, part, whole) = &meaning.core else { return None };
    let (Core::Leaf(part), Core::Leaf(whole)) = (part.as_ref(), whole.as_ref()) else { return None };
    let holds = book.records.definitions.series.get(&part.series)?.within.as_ref()?;
    let (part, of) = (book.title(&part.series), book.title(&whole.series));
    (holds.formula == whole.series && case.stated.lower > 1.0 && !case.stated.below)
        .then(|| Diagnosis { code: "part-over-whole", words: say!("unpublished.above-hundred", part, of) })
}

/// Figures of related series, of the stated year or the nearest to it.
fn estimates(case: &Case, concept: &Series, book: &Book) -> Vec<Official> {
    let is_bare = case.claim.of.first().is_some_and(|meaning| meaning.formula == concept.id);
    if !is_bare || case.claim.kind != Kind::Level {
        return Vec::new();
    }
    let mut found = Vec::new();
    for id in &concept.estimates {
        let levels = book.levels(id, &now(id), None, case.area);
        let distance = |year: i32| case.claim.when.year.map_or(0, |stated| (stated - year).abs());
        let mut years: Vec<i32> = levels.years().filter(|year| distance(*year) <= NEAR_YEARS).collect();
        years.sort_by_key(|year| distance(*year));
        if case.claim.when.year.is_some_and(|stated| years.first() == Some(&stated)) {
            years.truncate(1);
        }
        for year in years {
            found.extend(levels.newest(year).map(|level| of_level(case, level, year, id, book)));
        }
    }
    found
}

fn is_borne_out(case: &Case, value: f64) -> bool {
    case.stated.holds(value) || case.stated.bounds(value)
}

/// A level as evidence, named by what it is of.
fn of_level(case: &Case, level: &Level, year: i32, formula: &str, book: &Book) -> Official {
    let scale = case.stated.scale;
    let interval = level.interval;
    Official {
        value: interval.value / scale,
        lower: interval.lower / scale,
        upper: interval.upper / scale,
        vintage: case.voice.editions(level),
        published: level.published,
        reading: Some(book.title(formula)),
        period: year.to_string(),
        rows: level.rows(),
        shown: number(interval.value / scale, case.voice.decimals),
    }
}

/// The newest level of each year, the largest first, no more than a reader takes in.
fn largest_of_each<'l>(all: &[(i32, &'l Level)]) -> impl Iterator<Item = (i32, &'l Level)> {
    let mut of_years = all.to_vec();
    of_years.dedup_by_key(|(year, _)| *year);
    of_years.sort_by(|one, other| other.1.interval.value.total_cmp(&one.1.interval.value));
    of_years.into_iter().take(SHOWN)
}
