//! Every official figure on file, by series, area and year, and plain arithmetic on it.
//!
//! In: observations. Out: values of one year or of several that one edition holds together, and the whole spread of what
//! editions say. The arithmetic is this file's own: it uses neither the project's formulas nor its panel. Refuses undated figures and periods that are not years.

use std::collections::{BTreeMap, BTreeSet};

use admincost::definitions::Definitions;
use admincost::formula::Stage;
use admincost::observations::Observation;
use chrono::NaiveDate;

/// One printed figure.
#[derive(Clone, Debug)]
pub struct Cell {
    /// In yuan, persons, or as a fraction.
    pub value: f64,
    /// One unit of its last printed digit.
    pub unit: f64,
    pub edition: String,
    pub day: NaiveDate,
}

/// How much of the record a text knows: what was published by a day, and an edition that it goes by where that has it.
#[derive(Clone, Debug)]
pub struct Sight {
    pub day: NaiveDate,
    pub edition: Option<String>,
}

type Years = BTreeMap<i32, Vec<Cell>>;

pub struct Book {
    cells: BTreeMap<(String, String), Years>,
    plans: BTreeMap<(String, String), Years>,
    /// Years whose figures are no longer of the same thing as those of the year before.
    breaks: BTreeMap<String, Vec<i32>>,
}

impl Book {
    pub fn new(observations: &[Observation], definitions: &Definitions) -> Book {
        let mut cells: BTreeMap<(String, String), Years> = BTreeMap::new();
        let mut plans: BTreeMap<(String, String), Years> = BTreeMap::new();
        for one in observations {
            let Some((series, area, year, cell)) = printed(one) else { continue };
            // The three public expenses are told apart by account; only settled ones are used here.
            let is_unsettled = series.starts_with("sangong") && one.account_stage != Some(Stage::Final);
            let list = if one.account_stage == Some(Stage::Budget) { &mut plans } else { &mut cells };
            if one.account_stage == Some(Stage::Budget) || !is_unsettled {
                list.entry((series, area)).or_default().entry(year).or_default().push(cell);
            }
        }
        for years in cells.values_mut() {
            years.values_mut().for_each(|all| all.sort_by(|a, b| (a.day, &a.edition).cmp(&(b.day, &b.edition))));
        }
        let stopping = |series: &admincost::definitions::Series| {
            series.breaks.iter().filter(|one| one.stops).map(|one| one.at).collect()
        };
        let breaks = definitions.series.iter().map(|(id, series)| (id.clone(), stopping(series))).collect();
        Book { cells, plans, breaks }
    }

    pub fn years(&self, series: &str, area: &str) -> Vec<i32> {
        self.of(series, area).map(|years| years.keys().copied().collect()).unwrap_or_default()
    }

    fn of(&self, series: &str, area: &str) -> Option<&Years> {
        self.cells.get(&(series.to_string(), area.to_string()))
    }

    /// What the budgets of a year said.
    pub fn plans(&self, series: &str, area: &str, year: i32) -> &[Cell] {
        let years = self.plans.get(&(series.to_string(), area.to_string()));
        years.and_then(|years| years.get(&year)).map(Vec::as_slice).unwrap_or_default()
    }

    /// What every edition says of a year, the oldest first.
    pub fn all(&self, series: &str, area: &str, year: i32) -> &[Cell] {
        self.of(series, area).and_then(|years| years.get(&year)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The editions of a series that were out by a day.
    pub fn editions(&self, series: &str, area: &str, day: NaiveDate) -> BTreeSet<String> {
        let cells = self.of(series, area).into_iter().flat_map(|years| years.values().flatten());
        cells.filter(|cell| cell.day <= day).map(|cell| cell.edition.clone()).collect()
    }

    /// The figures of several years as a text sees them: of the edition it goes by, else of the newest that holds all of
    /// them, else the newest of each.
    pub fn seen(&self, series: &str, area: &str, years: &[i32], sight: &Sight) -> Option<Vec<Cell>> {
        let known = |year: i32| self.all(series, area, year).iter().filter(|cell| cell.day <= sight.day);
        let of_edition = |edition: &str| {
            let one = |year: &i32| known(*year).find(|cell| cell.edition == edition).cloned();
            years.iter().map(one).collect::<Option<Vec<Cell>>>()
        };
        if let Some(found) = sight.edition.as_deref().and_then(of_edition) {
            return Some(found);
        }
        let newest = |year: &i32| known(*year).next_back().cloned();
        let of_each = years.iter().map(newest).collect::<Option<Vec<Cell>>>()?;
        let first = years.first().copied()?;
        let mut together: Vec<&Cell> = known(first).collect();
        together.reverse();
        Some(together.iter().find_map(|cell| of_edition(&cell.edition)).unwrap_or(of_each))
    }

    /// Whether a definition break lies between two years.
    pub fn is_divided(&self, series: &str, from: i32, to: i32) -> bool {
        self.breaks.get(series).is_some_and(|breaks| breaks.iter().any(|at| from < *at && *at <= to))
    }
}

fn printed(one: &Observation) -> Option<(String, String, i32, Cell)> {
    let series = one.series.as_ref()?;
    let measure = match one.unit_measure.as_deref()? {
        "PT" | "PP" => 0.01,
        "PM" => 0.001,
        _ => 1.0,
    };
    let scale = measure * 10f64.powi(i32::from(one.unit_mult?));
    let cell = Cell {
        value: one.obs_value? * scale,
        unit: scale * 10f64.powi(-i32::from(one.decimals)),
        edition: one.vintage.as_ref()?.to_string(),
        day: one.vintage_date?,
    };
    let year = one.time_period.as_deref()?.parse().ok()?;
    Some((series.to_string(), one.ref_area.as_ref()?.to_string(), year, cell))
}

/// What is computed from the levels of consecutive or single years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Level,
    Change,
    Growth,
    Ratio,
    /// The rate a year that compounds to the whole growth.
    Compound,
    /// The mean of the yearly rates.
    MeanOfRates,
    Mean,
    Sum,
}

impl Form {
    /// Whether it needs every year of the window.
    pub fn is_of_all_years(self) -> bool {
        matches!(self, Form::MeanOfRates | Form::Mean | Form::Sum)
    }

    /// From levels in the order of their years; `steps` is the number of years from the first to the last.
    pub fn of(self, levels: &[f64], steps: i32) -> f64 {
        let (base, end) = (levels[0], levels[levels.len() - 1]);
        let sum: f64 = levels.iter().sum();
        let rates = levels.windows(2).map(|pair| pair[1] / pair[0] - 1.0);
        match self {
            Form::Level => end,
            Form::Change => end - base,
            Form::Growth => end / base - 1.0,
            Form::Ratio => end / base,
            Form::Compound => (end / base).powf(1.0 / f64::from(steps)) - 1.0,
            Form::MeanOfRates => rates.sum::<f64>() / (levels.len() - 1) as f64,
            Form::Mean => sum / levels.len() as f64,
            Form::Sum => sum,
        }
    }
}
