//! What one sentence is about: series, place, years, and the levels it sees.
//!
//! In: the book, the shape a template asks for. Out: a `Draw`. Refuses years across a definition break, figures that were
//! not out on the text's day, and windows with a year missing.

use chrono::NaiveDate;

use super::book::{Book, Form, Sight};
use super::chance::Chance;
use super::printing::Language;
use super::things::{self, AREAS, Area, CHINA, NATION, PER_HEAD, PROVINCES, SHARES, Thing, Unit};

/// What a template needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    One,
    /// A year and the one before.
    Last,
    /// Two years, 2 to 25 apart.
    Two,
    /// Every year of a span of 4 to 11.
    Window,
    /// Two things of one place and year, and the year before.
    Both,
    /// A part and the whole that holds it.
    Within,
    Share,
    ShareTwo,
    PerHead,
    /// Published real growth of output.
    Real,
    /// A province among all.
    Rank,
    /// Growth of revenue above growth of output.
    Run,
}

/// A series of a place, or one over another.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    pub over: &'static Thing,
    pub under: Option<&'static Thing>,
    pub unit: Unit,
    pub area: Area,
}

impl Subject {
    pub fn of(thing: &'static Thing, area: Area) -> Subject {
        Subject { over: thing, under: None, unit: thing.unit, area }
    }

    fn things(&self) -> impl Iterator<Item = &'static Thing> {
        std::iter::once(self.over).chain(self.under)
    }

    /// The levels of years as a text sees them, and one unit of the last digit that they can be told in.
    pub fn levels(&self, years: &[i32], book: &Book, sight: &Sight) -> Option<(Vec<f64>, f64)> {
        let over = book.seen(self.over.series, self.area.0, years, sight)?;
        let Some(under) = self.under else {
            let unit = over.iter().map(|cell| cell.unit).fold(0.0, f64::max);
            return Some((over.iter().map(|cell| cell.value).collect(), unit));
        };
        let under = book.seen(under.series, self.area.0, years, sight)?;
        let pairs = over.iter().zip(&under);
        let unit = pairs.clone().map(|(a, b)| a.value / b.value * (a.unit / a.value + b.unit / b.value));
        Some((pairs.map(|(a, b)| a.value / b.value).collect(), unit.fold(0.0, f64::max)))
    }

    /// What editions on file say of a year, all with all.
    pub fn spread(&self, year: i32, book: &Book) -> Vec<f64> {
        let of = |thing: &Thing| {
            // Administrative expenditure has a wide and a narrow definition; running text seldom says which.
            let other = (thing.series == things::ADMINISTRATION.series).then_some("admin_expense_item");
            let series = std::iter::once(thing.series).chain(other);
            let cells = series.flat_map(|series| book.all(series, self.area.0, year).to_vec());
            cells.map(|cell| cell.value).collect::<Vec<f64>>()
        };
        let over = of(self.over);
        match self.under {
            None => over,
            Some(under) => {
                let under = of(under);
                over.iter().flat_map(|a| under.iter().map(move |b| a / b)).collect()
            }
        }
    }

    pub fn is_divided(&self, from: i32, to: i32, book: &Book) -> bool {
        self.things().any(|thing| book.is_divided(thing.series, from, to))
    }
}

/// One draw.
#[derive(Clone, Debug)]
pub struct Draw {
    pub language: Language,
    pub sight: Sight,
    pub from: i32,
    pub to: i32,
    pub a: Subject,
    pub b: Option<Subject>,
    /// In the years of the span, in order.
    pub levels: Vec<f64>,
    pub levels_b: Vec<f64>,
    pub unit: f64,
    pub unit_b: f64,
    /// The place among provinces, or the length of a run.
    pub count: usize,
}

impl Draw {
    /// What a form gives for the first subject.
    pub fn value(&self, form: Form) -> f64 {
        form.of(&self.levels, self.to - self.from)
    }

    pub fn rises(&self) -> bool {
        self.levels[self.levels.len() - 1] >= self.levels[0]
    }
}

/// Days on which texts were written; the editions on file make each of them another record.
pub const DAYS: [(i32, u32, u32); 12] = [
    (1998, 12, 31),
    (2002, 12, 31),
    (2005, 11, 30),
    (2008, 12, 31),
    (2010, 12, 31),
    (2011, 6, 30),
    (2012, 12, 31),
    (2016, 3, 31),
    (2018, 12, 31),
    (2021, 6, 30),
    (2024, 12, 31),
    (2026, 11, 24),
];

/// A draw for a shape, if chance finds one; try again where not.
pub fn draw(shape: Shape, language: Language, book: &Book, chance: &mut Chance) -> Option<Draw> {
    let (year, month, day) = *chance.pick(&DAYS);
    let sight = Sight { day: NaiveDate::from_ymd_opt(year, month, day)?, edition: None };
    draw_at(shape, language, sight, book, chance)
}

/// The same for a text whose day is known.
pub fn draw_at(shape: Shape, language: Language, mut sight: Sight, book: &Book, chance: &mut Chance) -> Option<Draw> {
    let (a, b) = subjects(shape, chance);
    // A place among provinces is that of the newest figures.
    if shape != Shape::Rank && chance.one_in(3) {
        let editions: Vec<String> = book.editions(a.over.series, a.area.0, sight.day).into_iter().collect();
        sight.edition = (!editions.is_empty()).then(|| chance.pick(&editions).clone());
    }
    let all = book.years(a.over.series, a.area.0);
    let to = *all.get(chance.below(all.len()))?;
    let from = to - span(shape, chance);
    let years: Vec<i32> = match shape {
        Shape::Window | Shape::Run => (from..=to).collect(),
        _ if from == to => vec![to],
        _ => vec![from, to],
    };
    let things = std::iter::once(&a).chain(b.as_ref());
    if things.into_iter().any(|subject| subject.is_divided(from, to, book)) {
        return None;
    }
    let (levels, unit) = a.levels(&years, book, &sight)?;
    let (levels_b, unit_b) = match &b {
        Some(b) => b.levels(&years, book, &sight)?,
        None => (Vec::new(), 0.0),
    };
    let count = match shape {
        Shape::Rank => rank(&a, to, book, &sight)?,
        Shape::Run => run(&levels, &levels_b)?,
        _ => 0,
    };
    Some(Draw { language, sight, from, to, a, b, levels, levels_b, unit, unit_b, count })
}

fn span(shape: Shape, chance: &mut Chance) -> i32 {
    match shape {
        Shape::Last | Shape::Both => 1,
        Shape::Two | Shape::ShareTwo => chance.between(2, 25),
        Shape::Window => chance.between(4, 11),
        Shape::Run => chance.between(4, 9),
        _ => 0,
    }
}

fn subjects(shape: Shape, chance: &mut Chance) -> (Subject, Option<Subject>) {
    let is_regional = chance.one_in(4);
    let place = |thing: &Thing, chance: &mut Chance| if thing.of_provinces { *chance.pick(&AREAS) } else { CHINA };
    match shape {
        Shape::Share | Shape::ShareTwo | Shape::Within => {
            let (part, whole, holds) = *chance.pick(&SHARES);
            let area = place(part, chance);
            match shape == Shape::Within && holds {
                true => (Subject::of(part, area), Some(Subject::of(whole, area))),
                false if shape == Shape::Within => {
                    let (part, whole) = (&things::CENTRAL_REVENUE, &things::REVENUE);
                    (Subject::of(part, CHINA), Some(Subject::of(whole, CHINA)))
                }
                false => (Subject { under: Some(whole), unit: Unit::Percent, ..Subject::of(part, area) }, None),
            }
        }
        Shape::PerHead => {
            let (what, heads) = *chance.pick(&PER_HEAD);
            let area = place(what, chance);
            (Subject { under: Some(heads), unit: Unit::PerHead, ..Subject::of(what, area) }, None)
        }
        Shape::Real => (Subject::of(&REAL_GROWTH, CHINA), None),
        Shape::Run => (Subject::of(&things::REVENUE, CHINA), Some(Subject::of(&things::OUTPUT, CHINA))),
        Shape::Rank => (Subject::of(PROVINCES[chance.below(PROVINCES.len())], *chance.pick(&AREAS)), None),
        _ if is_regional => {
            let area = *chance.pick(&AREAS);
            let at = chance.below(PROVINCES.len());
            let other = PROVINCES[(at + 1 + chance.below(PROVINCES.len() - 1)) % PROVINCES.len()];
            (Subject::of(PROVINCES[at], area), (shape == Shape::Both).then(|| Subject::of(other, area)))
        }
        _ => {
            let at = chance.below(NATION.len());
            let other = NATION[(at + 1 + chance.below(NATION.len() - 1)) % NATION.len()];
            (Subject::of(NATION[at], CHINA), (shape == Shape::Both).then(|| Subject::of(other, CHINA)))
        }
    }
}

const REAL_GROWTH: Thing = Thing { series: "gdp_growth_real", unit: Unit::Percent, ..things::OUTPUT };

/// The place of a province among all 31, the largest first, where one edition prints them all.
fn rank(subject: &Subject, year: i32, book: &Book, sight: &Sight) -> Option<usize> {
    let cell =
        |code: &str| book.seen(subject.over.series, code, &[year], sight).and_then(|cells| cells.first().cloned());
    let own = cell(subject.area.0)?;
    let all = AREAS.iter().map(|area| cell(area.0)).collect::<Option<Vec<_>>>()?;
    let is_of_one = all.iter().all(|other| other.edition == own.edition);
    is_of_one.then(|| 1 + all.iter().filter(|other| other.value > own.value).count())
}

/// How many years revenue outgrew output, where it did so in every year of the span.
fn run(revenue: &[f64], output: &[f64]) -> Option<usize> {
    let rates = |levels: &[f64]| levels.windows(2).map(|pair| pair[1] / pair[0] - 1.0).collect::<Vec<f64>>();
    let (ours, theirs) = (rates(revenue), rates(output));
    ours.iter().zip(&theirs).all(|(a, b)| a > b).then_some(ours.len())
}
