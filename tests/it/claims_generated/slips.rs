//! Slips: one figure of a true sentence printed as a hurried author might have.
//!
//! In: a sentence, a kind of slip. Out: what is printed instead. Refuses slips that are none: a figure that some edition,
//! definition or reading on file makes true, and figures of so few digits that chance explains them.

use chrono::NaiveDate;

use super::book::{Book, Form, Sight};
use super::chance::Chance;
use super::printing::{Hedge, Language, Manner};
use super::scopes;
use super::sentence::{Fact, Sentence};
use super::things::SHARES;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    Unit,
    Year,
    Digit,
    RatioForIncrement,
    PercentForPoints,
    PartOverWhole,
    Window,
    Centre,
    Budget,
}

impl Slip {
    pub const ALL: [Slip; 9] = [
        Slip::Unit,
        Slip::Year,
        Slip::Digit,
        Slip::RatioForIncrement,
        Slip::PercentForPoints,
        Slip::PartOverWhole,
        Slip::Window,
        Slip::Centre,
        Slip::Budget,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Slip::Unit => "unit",
            Slip::Year => "year",
            Slip::Digit => "digit",
            Slip::RatioForIncrement => "ratio for increment",
            Slip::PercentForPoints => "percent for points",
            Slip::PartOverWhole => "part over whole",
            Slip::Window => "another window",
            Slip::Centre => "central for national",
            Slip::Budget => "budget for account",
        }
    }

    /// The codes of a right diagnosis.
    pub fn codes(self) -> &'static [&'static str] {
        match self {
            Slip::Unit => &["other-unit"],
            Slip::Year => &["other-period"],
            Slip::Digit => &["wrong-digit", "swapped-digits"],
            Slip::RatioForIncrement => &["ratio-for-increment"],
            Slip::PercentForPoints => &["percent-for-points"],
            Slip::PartOverWhole => &["part-over-whole"],
            Slip::Window => &["other-period"],
            Slip::Centre => &["other-definition"],
            Slip::Budget => &["plan-target"],
        }
    }
}

/// A slip in a sentence.
#[derive(Clone, Debug)]
pub struct Planted {
    pub slip: Slip,
    /// Figures printed otherwise, the one at fault first.
    pub instead: Vec<(usize, String)>,
    /// The year whose figure it is, where it is another's.
    pub year: Option<i32>,
}

/// Plants a slip, where the sentence has a figure for it.
pub fn plant(sentence: &Sentence, slip: Slip, book: &Book, chance: &mut Chance) -> Option<Planted> {
    let mut figures: Vec<usize> = (0..sentence.facts.len()).collect();
    let first = chance.below(figures.len());
    figures.rotate_left(first);
    figures.iter().find_map(|&at| {
        let fact = &sentence.facts[at];
        // Growth of output is by convention real; what is not said to be nominal has several true values.
        let is_output = fact.subject.under.is_none() && fact.subject.over.series == "gdp_nominal";
        if is_output && ["growth", "average growth", "multiple", "times of"].contains(&fact.kind) {
            return None;
        }
        let mut year = None;
        let mut instead = match slip {
            Slip::Unit => other_unit(fact, chance),
            Slip::Year => other_year(fact, book, chance).map(|(printed, of)| {
                year = Some(of);
                printed
            }),
            Slip::Digit => (0..20).find_map(|_| other_digit(fact, book, chance)),
            Slip::RatioForIncrement => ratio_for_increment(fact, book),
            Slip::PercentForPoints => percent_for_points(fact, sentence.draw.language, book),
            Slip::PartOverWhole => None,
            Slip::Window => scopes::other_window(fact, book, chance),
            Slip::Centre => scopes::of_the_centre(sentence, fact, book),
            Slip::Budget => scopes::of_the_budget(fact, book),
        }
        .map(|printed| vec![(at, printed)]);
        if slip == Slip::PartOverWhole {
            instead = part_over_whole(sentence, at);
        }
        Some(Planted { slip, instead: instead?, year })
    })
}

fn other_unit(fact: &Fact, chance: &mut Chance) -> Option<String> {
    let is_amount =
        matches!(fact.form, Form::Level | Form::Change | Form::Mean | Form::Sum) && fact.manner.scale != 0.01;
    // Each unit with a smaller and a larger one that it is mistaken for.
    let swaps = [
        ("万亿元", "亿元", "万亿元"),
        ("亿元", "万元", "万亿元"),
        ("万元", "元", "亿元"),
        ("亿人", "万人", "亿人"),
        ("万人", "人", "亿人"),
        ("元", "元", "万元"),
        ("trillion", "billion", "trillion"),
        ("billion", "million", "trillion"),
        ("million", "million", "billion"),
    ];
    let (right, smaller, larger) = *swaps.iter().find(|(right, ..)| fact.manner.after.contains(right))?;
    // 超过48万元 is true of 48亿元, and so is 不足48万亿元.
    let wrong = match fact.hedge {
        Some(Hedge::Over) => larger,
        Some(Hedge::Under) => smaller,
        _ if smaller == right => larger,
        _ if larger == right || chance.one_in(2) => smaller,
        _ => larger,
    };
    let after = fact.manner.after.replacen(right, wrong, 1);
    let other = Manner { after, ..fact.manner.clone() };
    // One digit says too little: `1000多万元` is of another thing as likely as it is a slip.
    let is_telling = fact.manner.significant(fact.value) >= 2;
    (is_amount && is_telling && wrong != right).then(|| other.print(fact.value))
}

/// The same figure of another year, up to three away.
fn other_year(fact: &Fact, book: &Book, chance: &mut Chance) -> Option<(String, i32)> {
    // A year that is carried over may be carried wrongly: no text is held to it.
    if fact.hedge.is_some() || fact.is_carried || ["rank", "run", "doubling"].contains(&fact.kind) {
        return None;
    }
    let by = (1 + chance.below(3) as i32) * if chance.one_in(2) { 1 } else { -1 };
    let year = fact.to + by;
    let value = newest(fact, fact.from + by, year, book)?;
    let manner = &fact.manner;
    let is_same_way = value.signum() == fact.value.signum();
    let is_telling =
        manner.significant(value) >= 3 && !is_near_in_digits(&manner.digits(value), &manner.digits(fact.value));
    let others = (-12..=12).filter(|other| *other != 0 && *other != by);
    let of_others = others.flat_map(|other| values(fact, fact.from + other, fact.to + other, book));
    let is_one = !of_others.into_iter().any(|other| (other - value).abs() < 1.5 * manner.unit());
    (is_same_way && is_telling && is_one && is_wrong(fact, manner.rounded(value) * value.signum(), book))
        .then(|| (manner.print(value), year))
}

/// One digit other, or two neighbours swapped: no sign of another year.
pub fn is_near_in_digits(one: &str, other: &str) -> bool {
    let differ = one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count();
    one.len() == other.len() && differ <= 2
}

fn other_digit(fact: &Fact, book: &Book, chance: &mut Chance) -> Option<String> {
    if fact.hedge.is_some()
        || ["rank", "run", "doubling"].contains(&fact.kind)
        || fact.manner.significant(fact.value) < 3
    {
        return None;
    }
    let printed = fact.manner.digits(fact.value);
    let mut letters: Vec<char> = printed.chars().collect();
    let places: Vec<usize> = (0..letters.len()).filter(|&at| letters[at].is_ascii_digit()).collect();
    let at = chance.below(places.len().min(3) - 1);
    if chance.one_in(2) {
        letters.swap(*places.get(at)?, *places.get(at + 1)?);
    } else {
        let other = char::from(b'1' + chance.below(9) as u8);
        letters[places[at]] = other;
    }
    let digits: String = letters.iter().collect();
    let number: f64 = digits.replace(',', "").parse().ok()?;
    let value = number * fact.manner.scale * fact.value.signum();
    let is_of_another_year = (-12..=12).flat_map(|by| values(fact, fact.from + by, fact.to + by, book));
    let is_known = is_of_another_year.into_iter().any(|other| (other - value).abs() < 1.5 * fact.manner.unit());
    let printed_other = format!("{}{digits}{}", fact.manner.before, fact.manner.after);
    (digits != printed && letters[0] != '0' && !is_known && is_wrong(fact, value, book)).then_some(printed_other)
}

/// `增长215%` for 115 %; `增长了5倍` where the end is five times the base.
fn ratio_for_increment(fact: &Fact, book: &Book) -> Option<String> {
    let value = match fact.kind {
        "growth" if fact.value > 0.0 => fact.value + 1.0,
        "multiple" if fact.form == Form::Growth => return Some(fact.manner.print(fact.value + 1.0)),
        "times of" if fact.value > 2.5 => return Some(fact.manner.print(fact.value - 1.0)),
        _ => return None,
    };
    is_wrong(fact, value, book).then(|| fact.manner.print(value))
}

fn percent_for_points(fact: &Fact, language: Language, book: &Book) -> Option<String> {
    let is_chinese = language == Language::Chinese;
    let mut manner = fact.manner.clone();
    match fact.kind {
        "points" => {
            // The rate of growth of the share itself must not be the number printed.
            let rates = Fact { form: Form::Growth, ..fact.clone() };
            manner.after = if is_chinese { "%" } else { " percent" }.to_string();
            is_wrong(&rates, fact.value, book).then(|| manner.print(fact.value))
        }
        "growth" if fact.value.abs() > 0.02 => {
            manner.after = if is_chinese { "个百分点" } else { " percentage points" }.to_string();
            Some(manner.print(fact.value))
        }
        _ => None,
    }
}

/// A share turned over, or a part and its whole exchanged.
fn part_over_whole(sentence: &Sentence, at: usize) -> Option<Vec<(usize, String)>> {
    let fact = &sentence.facts[at];
    let holds =
        |part: &str, whole: &str| SHARES.iter().any(|(a, b, holds)| *holds && a.series == part && b.series == whole);
    if let Some(whole) = fact.subject.under {
        let is_apt = fact.kind == "share" && holds(fact.subject.over.series, whole.series) && fact.value < 0.8;
        return is_apt.then(|| vec![(at, fact.manner.print(1.0 / fact.value))]);
    }
    if sentence.template != "within" || sentence.facts.len() != 2 {
        return None;
    }
    let (whole, part) = (&sentence.facts[0], &sentence.facts[1]);
    let is_apt = holds(part.subject.over.series, whole.subject.over.series) && part.value < 0.8 * whole.value;
    is_apt.then(|| vec![(1, part.manner.print(whole.value)), (0, whole.manner.print(part.value))])
}

/// What the newest editions make of the figure's form over a span.
pub fn newest(fact: &Fact, from: i32, to: i32, book: &Book) -> Option<f64> {
    let years: Vec<i32> = match fact.form {
        Form::Level => vec![to],
        form if form.is_of_all_years() => (from..=to).collect(),
        _ => vec![from, to],
    };
    let sight = Sight { day: NaiveDate::MAX, edition: None };
    let (levels, _) = fact.subject.levels(&years, book, &sight)?;
    (!fact.subject.is_divided(from, to, book)).then(|| fact.form.of(&levels, to - from))
}

/// All that editions on file make of the figure's form over a span.
fn values(fact: &Fact, from: i32, to: i32, book: &Book) -> Vec<f64> {
    let of = |year: i32| fact.subject.spread(year, book);
    if fact.form == Form::Level {
        return of(to);
    }
    if fact.form.is_of_all_years() && fact.form != Form::MeanOfRates {
        let all: Vec<Vec<f64>> = (from..=to).map(of).collect();
        if all.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let ends = |pick: fn(f64, f64) -> f64| {
            all.iter().map(move |year| year.iter().copied().reduce(pick).unwrap_or_default())
        };
        return [ends(f64::min).collect::<Vec<f64>>(), ends(f64::max).collect()]
            .iter()
            .map(|levels| fact.form.of(levels, to - from))
            .collect();
    }
    let form = if fact.form == Form::MeanOfRates { Form::Compound } else { fact.form };
    let (ends, bases) = (of(to), of(from));
    ends.iter().flat_map(|end| bases.iter().map(move |base| form.of(&[*base, *end], to - from))).collect()
}

/// Whether a value lies beyond everything on file that the words may mean.
pub fn is_wrong(fact: &Fact, value: f64, book: &Book) -> bool {
    let mut all = values(fact, fact.from, fact.to, book);
    if fact.to - fact.from > 1 && fact.form != Form::Level {
        all.extend(values(fact, fact.from - 1, fact.to, book));
        all.extend(values(fact, fact.from + 1, fact.to, book));
    }
    if fact.kind == "growth" && fact.subject.over.series == "gdp_nominal" {
        all.extend(book.all("gdp_growth_real", fact.subject.area.0, fact.to).iter().map(|cell| cell.value));
    }
    if fact.kind == "average growth" {
        all.push(fact.value);
        let steps = f64::from(fact.to - fact.from);
        let growth = Fact { form: Form::Growth, ..fact.clone() };
        all.extend(values(&growth, fact.from, fact.to, book).iter().map(|rate| rate / steps));
    }
    let (low, high) = all.iter().fold((fact.value, fact.value), |(low, high), one| (low.min(*one), high.max(*one)));
    let room = (0.3 * (high - low)).max(2.0 * fact.manner.unit()).max(0.01 * fact.value.abs());
    let room = room.max(printed_elsewhere(fact) * fact.value.abs());
    value < low - room || value > high + room
}

/// By how much books that are not on file differ from those that are: revenue and expenditure to 1993 with debt and price
/// subsidies (revenue of 1992: 4153.1 there, 3483.37 now), output before the census of 2004 (16.8 % of 2004). A figure so
/// near may be honestly copied, and is no slip that anybody could prove.
fn printed_elsewhere(fact: &Fact) -> f64 {
    let series = [Some(fact.subject.over), fact.subject.under].into_iter().flatten().map(|thing| thing.series);
    let of = |name: &str| match name {
        _ if name.starts_with("fiscal_") && fact.from.min(fact.to) <= 1993 => 0.2,
        "gdp_nominal" => 0.168,
        _ => 0.0,
    };
    series.map(of).fold(0.0, f64::max)
}
