//! Reasons: the verdicts of a case with what speaks for them.
//!
//! In: a case, and what fits or explains it. Out: its `Judged`. Refuses to call contradicted what lies within the spread
//! of the official values, or so far off that it is likelier a figure of something else.

use crate::claims::verdicts::explanation::conclude::{Conclusion, conclude};
use crate::claims::verdicts::explanation::slip::SURE;
use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::fit::order::{Fit, Held, SELDOM};
use crate::claims::verdicts::fit::readings::Reading;
use crate::claims::verdicts::quantities::candidates::Form;
use crate::claims::verdicts::quantities::candidates::{Standing, Window};
use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::verdicts::verdict::scopes;
use crate::claims::verdicts::verdict::together::Joint;
use crate::claims::verdicts::verdict::unpublished;
use crate::claims::verdicts::verdict::unseen;
use crate::claims::{Diagnosis, Judged, Kind, Verdict};
use crate::messages::{Message, say};

/// Editions not on file may differ so much from those that are: gross domestic product of 2004 moved by 16.8 % with the
/// census of that year, most figures by less than 1 %.
const REVISION: f64 = 0.01;
/// Accounts of provinces at their execution are not on file: general public services of Beijing in 2008 stood at 189.9
/// before the final account of 196.27.
const REVISION_OF_PROVINCES: f64 = 0.04;
/// Growth of budget figures is often printed on a comparable basis, up to 3 percentage points from what the levels give
/// (general public budget revenue of 2015: 8.5 % from the levels, 5.8 % on the comparable basis).
const COMPARABLE: f64 = 0.03;
/// What the wrong number of years must say.
const SURE_OF_STEPS: f64 = 4.0;
/// What a slip must say more where the year comes from a sentence before.
const CARRIED: f64 = 1.0;
/// Rates printed as such move less.
const RATE_REVISION: f64 = 0.002;
/// Further off than this factor is another thing.
const FAR: f64 = 10.0;

/// The verdict of a case that something fits.
pub fn fitting(case: &Case, found: &Fit) -> Judged {
    let voice = &case.voice;
    let candidate = &found.held.candidate;
    let (value, vintage) = (voice.value(candidate.interval.value), voice.told(candidate));
    let newest =
        case.plain().find(|held| held.reading == found.held.reading && held.candidate.standing == Standing::Newest);
    let why = match found.verdict {
        Verdict::Reproduced => {
            let is_other = |held: &&Held| {
                let candidate = &held.candidate;
                candidate.standing == Standing::Newest && voice.told(candidate) != vintage
            };
            let standing =
                newest.filter(is_other).map(|held| say!("verdicts.and-so", other = voice.told(&held.candidate)));
            say!("verdicts.gives", vintage, value, rest = standing.unwrap_or_default())
        }
        Verdict::ReproducedInVintage => {
            let revised = newest.map(|held| {
                say!(
                    "verdicts.now",
                    value = voice.value(held.candidate.interval.value),
                    vintage = voice.told(&held.candidate)
                )
            });
            say!("verdicts.gives", vintage, value, rest = revised.unwrap_or_default())
        }
        Verdict::WithinInputRounding => {
            let (lower, upper) = (voice.value(candidate.interval.lower), voice.value(candidate.interval.upper));
            say!("verdicts.inputs-allow", vintage, lower, upper)
        }
        _ => {
            let words = found.words.clone().unwrap_or_default();
            say!("verdicts.under", value, vintage, words)
        }
    };
    let why = why.then(case.later(candidate).unwrap_or_default());
    case.judged(found.verdict, Some(&found.held), why, None)
}

/// The verdict of a case that nothing fits.
pub fn unfitting(case: &Case, book: &Book) -> Judged {
    let plain: Vec<&Held> = case.plain().collect();
    let Some(nearest) = nearest(case, &plain) else { return without_figures(case, book) };
    if let Some(seldom) = in_a_seldom_sense(case) {
        return seldom;
    }
    let above = unpublished::is_share_above_whole(case, book);
    let conclusion = conclude(case, book).filter(|_| above.is_none());
    let spread = Spread::of(case, &plain, nearest);
    let reserved = reserved(case, nearest, conclusion.as_ref(), &spread, book).filter(|_| above.is_none());
    if let Some(found) = conclusion.as_ref().filter(|found| found.is_period && reserved.is_none()) {
        return of_another_period(case, found);
    }
    let told = away(case, &spread, nearest);
    let part = above.or_else(|| unpublished::is_above_published_whole(case, book));
    let surplus = conclusion.as_ref().map_or(0.0, |found| found.surplus);
    let diagnosis = conclusion.map(|found| found.diagnosis).or(part);
    if let Some(reserved) = reserved {
        let diagnosis = diagnosis.filter(|found| {
            let is_of_later = found.words.has("case.later") && case.stated.digits >= SELDOM;
            matches!(found.code, "other-definition" | "plan-target") || is_of_later
        });
        return case.judged(Verdict::NotCheckable, None, told.then(reserved), diagnosis);
    }
    let is_digit = diagnosis.as_ref().is_some_and(|found| found.code == "wrong-digit");
    let is_slip =
        diagnosis.as_ref().is_some_and(|found| matches!(found.code, "swapped-digits" | "wrong-digit" | "other-unit"));
    let is_of_steps = diagnosis.as_ref().is_some_and(|found| found.code == "wrong-steps");
    let is_small = is_digit && case.area != "CN" && spread.gap <= spread.margin;
    let doubt = match () {
        _ if !spread.is_outside_each => Some(say!("doubt-of.editions")),
        _ if surplus >= SURE && case.is_dated() && !is_small => None,
        // A mean rate over one year more or less: no edition and no basis gives just that.
        _ if is_of_steps && case.is_dated() && surplus >= SURE_OF_STEPS => None,
        // A figure of another year would fit that year: no other slip explains one by chance.
        _ if surplus >= SURE + CARRIED && is_slip && case.is_carried() && !is_small => None,
        _ if !spread.is_outside => Some(say!("doubt-of.readings")),
        _ if spread.gap <= spread.margin => Some(say!("doubt-of.margin")),
        _ if !case.is_dated() => Some(say!("doubt-of.undated")),
        _ if diagnosis.is_some() => None,
        _ if is_far(case, nearest) => Some(say!("doubt-of.far")),
        _ => None,
    };
    match doubt {
        Some(doubt) => {
            let diagnosis = diagnosis.filter(|found| found.code != "swapped-digits" || case.stated.digits >= SELDOM);
            case.judged(Verdict::NotCheckable, None, told.then(doubt), diagnosis)
        }
        None => {
            let none = || Diagnosis { code: "none", words: say!("diagnosis.none") };
            case.judged(Verdict::Contradicted, None, told, Some(diagnosis.unwrap_or_else(none)))
        }
    }
}

/// How far a figure is off.
fn away(case: &Case, spread: &Spread, nearest: &Held) -> Message {
    let gap = case.voice.difference((nearest.candidate.interval.value - case.stated.value).abs());
    say!("verdicts.away", spread = spread.told(case), gap)
}

/// The verdict of a case that one slip explains and nothing else can, and the bits that the slip says beyond its cost.
pub fn slipped(case: &Case, book: &Book) -> Option<(Judged, f64)> {
    let plain: Vec<&Held> = case.plain().collect();
    let nearest = nearest(case, &plain)?;
    let conclusion = conclude(case, book).filter(|found| found.is_slip)?;
    let spread = Spread::of(case, &plain, nearest);
    let is_open = in_a_seldom_sense(case).is_some()
        || reserved(case, nearest, Some(&conclusion), &spread, book).is_some()
        || !spread.is_outside_each;
    let is_small = conclusion.diagnosis.code == "wrong-digit" && spread.gap <= spread.margin;
    let told = away(case, &spread, nearest);
    let surplus = conclusion.surplus;
    let judged = || case.judged(Verdict::Contradicted, None, told, Some(conclusion.diagnosis));
    (!is_open && !is_small).then(|| (judged(), surplus))
}

/// Why what nothing fits may be right in another scope, or in a publication that is not on file.
fn reserved(
    case: &Case,
    nearest: &Held,
    conclusion: Option<&Conclusion>,
    spread: &Spread,
    book: &Book,
) -> Option<Message> {
    let in_other_scope = || scopes::doubt(case, nearest, conclusion, book);
    let printed_elsewhere = || {
        let found = unseen::unseen(case, nearest, spread.most - spread.least, book)?;
        (spread.gap <= found.margin && !unseen::is_certain(conclusion)).then_some(found.why)
    };
    in_other_scope().or_else(printed_elsewhere)
}

/// Too few digits to say that the words are meant in a sense they seldom have, too good a match to call it wrong.
fn in_a_seldom_sense(case: &Case) -> Option<Judged> {
    let is_it = |held: &&Held| {
        let is_coherent = held.candidate.standing <= Standing::OverSettled;
        held.is_seldom && is_coherent && case.stated.holds(held.candidate.interval.value)
    };
    let found = case.held.iter().find(is_it).filter(|_| case.stated.digits + 1 >= SELDOM)?;
    let (value, vintage) = (case.voice.value(found.candidate.interval.value), case.voice.told(&found.candidate));
    let words = found.words.clone().unwrap_or_default();
    let why = say!("verdicts.seldom", value, vintage, words);
    Some(case.judged(Verdict::NotCheckable, Some(found), why, None))
}

/// A rate of growth printed in percentage points. What grew by points is not said, unless the number is the rate itself.
pub fn in_points(case: &Case, found: Option<&Fit>) -> Judged {
    let Some(found) = found.filter(|_| case.stated.digits + 1 >= SELDOM) else {
        return case.judged(Verdict::NotCheckable, None, say!("case.points-of-what"), None);
    };
    let rate = 100.0 * found.held.candidate.interval.value;
    let vintage = case.voice.told(&found.held.candidate);
    let why = say!("verdicts.growth-in-points", rate = format_args!("{rate:.2}"), vintage);
    let words = say!("diagnosis.percent-for-points", rate = format_args!("{rate:.2}"));
    let diagnosis = Some(Diagnosis { code: "percent-for-points", words });
    case.judged(Verdict::Contradicted, Some(&found.held), why, diagnosis)
}

fn nearest<'h>(case: &Case, plain: &[&'h Held]) -> Option<&'h Held> {
    let gap = |held: &Held| case.stated.gap(held.candidate.interval.value);
    plain.iter().copied().min_by(|one, other| gap(one).total_cmp(&gap(other)))
}

/// A figure of another thing, by its size or its sign.
fn is_far(case: &Case, nearest: &Held) -> bool {
    let (stated, official) = (case.stated.value, nearest.candidate.interval.value);
    let is_rate = matches!(case.claim.kind, Kind::Growth { .. } | Kind::AverageGrowth { .. } | Kind::Points { .. });
    let is_difference = is_rate || matches!(case.claim.kind, Kind::Change { .. });
    let (above, below) = ((stated / official).abs(), (official / stated).abs());
    (stated * official < 0.0 && !is_difference) || above > FAR || (below > FAR && !is_rate)
}

/// How official values differ among themselves, and how far off the claim is.
struct Spread {
    least: f64,
    most: f64,
    editions: usize,
    /// Beyond what all definitions and editions allow, of any one way to compute it.
    is_outside: bool,
    /// Beyond what the editions of any one reading allow.
    is_outside_each: bool,
    gap: f64,
    /// A gap up to this may be an edition or a basis that is not on file.
    margin: f64,
}

impl Spread {
    fn of(case: &Case, plain: &[&Held], nearest: &Held) -> Spread {
        let value = |held: &Held| held.candidate.interval.value;
        let span = |held: &mut dyn Iterator<Item = f64>| {
            held.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), one| (least.min(one), most.max(one)))
        };
        let is_read_so = |held: &&Held| !held.is_seldom || case.stated.digits >= SELDOM;
        let is_of = |held: &Held, (form, window): (Form, Window)| {
            held.candidate.form == form && held.candidate.window == window
        };
        let stated = &case.stated;
        let is_beyond = |way: (Form, Window)| {
            let coherent = case.held.iter().filter(|held| held.candidate.standing <= Standing::OverSettled);
            let (least, most) = span(&mut coherent.filter(is_read_so).filter(|held| is_of(held, way)).map(value));
            least > most || stated.upper < least || stated.lower > most
        };
        let ways = case.readings.iter().map(|reading| (reading.form, reading.window));
        let own = plain.iter().filter(|held| held.reading == nearest.reading);
        let (least, most) = span(&mut own.map(|held| value(held)));
        let of_reading = |at: usize| {
            let own =
                case.held.iter().filter(|held| held.reading == at && held.candidate.standing <= Standing::Together);
            let (least, most) = span(&mut own.filter(is_read_so).map(value));
            least > most || stated.upper < least || stated.lower > most
        };
        let revision = margin(case, nearest);
        Spread {
            least,
            most,
            editions: plain.iter().filter(|held| held.reading == nearest.reading).count(),
            is_outside: ways.into_iter().all(is_beyond),
            is_outside_each: (0..case.readings.len()).all(of_reading),
            gap: stated.gap(value(nearest)),
            margin: (most - least).max(revision),
        }
    }

    /// `official values run from 10.3 % to 10.6 % over 4 editions`.
    fn told(&self, case: &Case) -> Message {
        let (least, most) = (case.voice.value(self.least), case.voice.value(self.most));
        match self.editions {
            1 => say!("spread.one", least),
            editions if least == most => say!("spread.same", editions, least),
            editions => say!("spread.range", least, most, editions),
        }
    }
}

fn margin(case: &Case, nearest: &Held) -> f64 {
    let value = nearest.candidate.interval.value.abs();
    let is_printed_rate =
        case.readings.get(nearest.reading).is_some_and(|reading: &Reading| reading.form == Form::Level);
    match case.claim.kind {
        Kind::Growth { .. } | Kind::AverageGrowth { .. } if is_printed_rate => RATE_REVISION,
        Kind::Growth { .. } | Kind::AverageGrowth { .. } => COMPARABLE,
        Kind::Change { .. } | Kind::Points { .. } => {
            let largest = nearest.candidate.used().map(|(_, level)| level.interval.value.abs()).fold(0.0, f64::max);
            largest * REVISION
        }
        _ if case.area == "CN" => value * REVISION,
        _ => value * REVISION_OF_PROVINCES,
    }
}

fn of_another_period(case: &Case, found: &Conclusion) -> Judged {
    let stated = case.plain().next().map(|held| {
        let (value, vintage) = (case.voice.value(held.candidate.interval.value), case.voice.told(&held.candidate));
        say!("verdicts.period-is", period = held.candidate.window.shown(), value, vintage)
    });
    let why = stated.unwrap_or_default().then(found.diagnosis.words.clone());
    let diagnosis = Some(found.diagnosis.clone());
    if case.is_dated() {
        return case.judged(Verdict::PeriodMisstated, found.held.as_ref(), why, diagnosis);
    }
    let why = say!("verdicts.undated-period", why);
    case.judged(Verdict::NotCheckable, found.held.as_ref(), why, diagnosis)
}

/// Nothing on file for the stated period.
fn without_figures(case: &Case, book: &Book) -> Judged {
    let mut years: Vec<i32> = Vec::new();
    let mut is_divided = None;
    for reading in case.readings.iter().filter(|reading| reading.words.is_none()) {
        let levels = book.levels(&reading.formula, &reading.core, reading.stage, case.area);
        years.extend(levels.years());
        let ends = [Some(reading.window.to), reading.window.from];
        if ends.into_iter().flatten().all(|year| !levels.at(year).is_empty()) {
            is_divided = Some(reading.window.shown());
        }
    }
    let (title, period) =
        (case.title.clone(), case.readings.first().map(|reading| reading.window.shown()).unwrap_or_default());
    let why = match (years.iter().min(), years.iter().max(), is_divided) {
        _ if case.readings.is_empty() => say!("case.no-window"),
        (.., Some(window)) => say!("verdicts.break", window, title),
        (Some(first), Some(last), _) => {
            let broken = broken_before(case).unwrap_or_default();
            say!("verdicts.no-figure-period", title, period, first, last, broken)
        }
        _ => say!("verdicts.no-figure-area", title, area = case.area),
    };
    case.judged(Verdict::NotCheckable, None, why, None)
}

/// What a series became before the stated year.
fn broken_before(case: &Case) -> Option<Message> {
    let all = &case.voice.records.definitions.series;
    let series = all.get(&case.claim.of.first()?.formula)?;
    let year = case.claim.when.year?;
    let found = series.breaks.iter().find(|found| found.at <= year && found.becomes.is_some())?;
    let becomes = found
        .becomes
        .as_ref()
        .and_then(|id| all.get(id))
        .map(|series| say!("names.of", zh = series.names.zh, en = series.names.en))?;
    Some(say!("verdicts.becomes", at = found.at, becomes, why = found.why))
}

/// The verdict of multiples that hold together over another window.
pub fn in_another_window(case: &Case, joint: &Joint, book: &Book) -> Judged {
    let named = joint.windows.iter().map(|(window, form)| {
        say!("verdicts.window", window = window.shown(), steps = window.steps(), form = way(*form))
    });
    let stated = case.plain().find(|held| held.candidate.form != Form::Level).map(|held| {
        say!(
            "verdicts.window-gives",
            window = held.candidate.window.shown(),
            value = case.voice.value(held.candidate.interval.value)
        )
    });
    let words =
        say!("verdicts.multiples", claims = joint.claims, windows = Message::joined(named, &say!("list.and-word")));
    let why = stated.unwrap_or_default().then(words.clone());
    let code = if joint.windows.len() == 1 { "other-period" } else { "several" };
    let judged = case.judged(Verdict::PeriodMisstated, None, why, Some(Diagnosis { code, words }));
    let held = joint.windows.iter().filter_map(|(window, form)| case.first_to_hold(*window, *form, book));
    let found = held.filter_map(|(held, reading)| Some(case.voice.official(&held, case.readings.get(reading)?)));
    Judged { official: judged.official.iter().cloned().chain(found).collect(), ..judged }
}

fn way(form: Form) -> Message {
    if form == Form::Ratio { say!("way.ratio") } else { say!("way.increment") }
}
