//! Cells: one body cell with its row, its column and its table becomes one observation.
//!
//! In: a `BodyCell`, the `Facets` of its row and column, the `Whole` of its table. Out: an `Observation` and what is
//! doubtful in it. Refuses nothing: what does not resolve is null.

use std::sync::Arc;

use crate::definitions::{Level, Side};
use crate::formula::Stage;
use crate::tables::BodyCell;
use crate::tables::identities::Standing;
use crate::tables::number::{FLAG, PERCENT_SIGN};
use crate::units::Reading;

use super::area::{NATION, Placed};
use super::basis::PeriodBasis;
use super::class_table::Classes;
use super::class_totals::ClassStanding;
use super::coverage::Seen;
use super::dating::Found;
use super::doubt::Doubt;
use super::edition::Vintage;
use super::heading::Facets;
use super::item::{Item, is_other_of_unknown};
use super::period::{Dated, Period};
use super::series::{Chosen, Evidence, Hits, Qualifiers, unit_fits};
use super::shelf::{Column, Shelf};
use super::territory::{Sides, Territory};
use super::unit::{self, Printed};
use super::whole::Whole;
use super::{Catalogue, Observation, status, times};

/// One table's cell with all that is said about it.
pub struct Context<'a> {
    pub whole: &'a Whole,
    pub row: &'a Facets,
    pub column: &'a Facets,
    pub catalogue: &'a Catalogue,
    /// What a correction says in the place of the printed unit, and its note.
    pub unit_ruled: Option<(Arc<Printed>, String)>,
    pub classified: Classified<'a>,
    /// Nothing heads the column, and other columns have headings: nobody says what its figures are.
    pub is_unheaded: bool,
    pub doubts: Vec<Doubt>,
    pub notes: Vec<String>,
}

/// A cell's place in the budget classification.
#[derive(Clone, Copy, Debug, Default)]
pub struct Classified<'a> {
    /// What the row, or else the column, is; nothing where the table is of no account.
    pub standing: Option<&'a ClassStanding>,
    /// The standing is the row's.
    pub is_row: bool,
    pub is_departmental: bool,
}

impl<'a> Classified<'a> {
    pub fn of(classes: &'a Classes, row: usize, column: usize) -> Classified<'a> {
        let is_row = !classes.rows.is_empty();
        let standing = if is_row { classes.row(row) } else { classes.column(column) };
        let is_open = classes.bare_columns.contains(&column) && matches!(standing, ClassStanding::Class(_));
        let standing = if is_open { &ClassStanding::None } else { standing };
        let is_classified = is_row || !classes.columns.is_empty();
        let standing = is_classified.then_some(standing);
        Classified { standing, is_row, is_departmental: classes.is_departmental }
    }
}

impl<'a> Context<'a> {
    pub fn new(whole: &'a Whole, row: &'a Facets, column: &'a Facets, catalogue: &'a Catalogue) -> Context<'a> {
        Context {
            whole,
            row,
            column,
            catalogue,
            unit_ruled: None,
            classified: Classified::default(),
            is_unheaded: false,
            doubts: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Fills the columns that depend on meaning; those of place and text are the caller's.
    pub fn resolve(&mut self, cell: &BodyCell, observation: &mut Observation, shelf: &mut Shelf) {
        let found = self.period();
        let period = times::settled(found.map(|found| found.0), [self.row, self.column], &mut self.notes);
        let basis = period.and(found).map(|found| found.1);
        let unit = self
            .unit_ruled
            .as_ref()
            .map(|(unit, _)| Arc::clone(unit))
            .or_else(|| self.percent(cell))
            .or_else(|| self.unit());
        let reading = unit.as_ref().and_then(|unit| unit.reading.as_ref());
        let sides = Sides { whole: self.whole, row: self.row, column: self.column, catalogue: self.catalogue };
        let mut territory = sides.territory(period.map(Period::year), &mut self.doubts, &mut self.notes);
        let seen = sides.account(&mut territory);
        let stage = self.row.stage.or(self.column.stage);
        let chosen = match seen {
            Seen::Other => Chosen::None,
            _ if self.is_unheaded => Chosen::None,
            _ => self.series(period, &territory, stage, reading),
        };
        self.settle_area(&mut territory, &chosen, sides.is_unlabelled());
        let is_adjusted = self.row.is_adjusted || self.column.is_adjusted;
        let mut stage = stage.or(self.whole.stage).filter(|_| !is_adjusted);
        if let Chosen::One { id, stage: own, .. } = &chosen {
            observation.series = Some(shelf.text(Column::Series, id));
            stage = own.or(stage);
        }
        if let Chosen::Several(among) = chosen {
            let label = [self.row, self.column]
                .iter()
                .filter_map(|side| side.item())
                .find_map(|item| item.forms.first().cloned());
            self.doubts.push(Doubt::Series { label: label.unwrap_or_default(), among });
        }
        observation.account_stage = stage;
        observation.ref_area = territory.placed.map(|placed| shelf.text(Column::Area, &placed.code));
        observation.area_label = territory.label.map(|label| shelf.text(Column::AreaLabel, &label));
        observation.coverage = match seen {
            Seen::Part(coverage) => Some(coverage),
            Seen::Whole | Seen::Other => None,
        };
        observation.time_period = period.map(|period| shelf.period(period));
        observation.period_basis = basis;
        observation.unit_measure = reading.map(|reading| shelf.text(Column::Measure, &reading.measure));
        observation.unit_mult = reading.map(|reading| reading.mult);
        observation.unit_text = unit.as_ref().map(|unit| shelf.text(Column::Unit, &unit.text));
        observation.obs_status = shelf.text(Column::Status, self.status(cell));
        let vintage = self.vintage();
        observation.vintage_date = vintage.as_ref().and_then(|vintage| vintage.published);
        observation.vintage = vintage.map(|vintage| shelf.text(Column::Vintage, &vintage.name));
        self.notes.extend(self.row.notes.iter().chain(&self.column.notes).cloned());
        self.notes.extend(self.whole.period_note.clone().filter(|_| self.whole.is_basis(basis)));
        if let Some((_, note)) = self.unit_ruled.take() {
            self.notes.push(note);
            if observation.obs_value.is_some() {
                observation.obs_status = shelf.text(Column::Status, status::IMPUTED);
            }
        }
    }

    /// A label that is a period and nothing else, then one that contains a period, then the table's.
    fn period(&mut self) -> Option<Found> {
        let sides = [(&self.row.period, PeriodBasis::Cell), (&self.column.period, PeriodBasis::Header)];
        let stated = || sides.into_iter().filter_map(|(dated, basis)| Some((dated.as_ref()?, basis)));
        let year = || {
            let labelled = stated().find_map(|(dated, basis)| Some((dated.year()?, basis)));
            labelled.or(self.whole.period.map(|(period, basis)| (period.year(), basis)))
        };
        let whole = stated().find(|(dated, _)| matches!(dated, Dated::Whole(_)));
        let (dated, basis) = whole
            .or_else(|| stated().find(|(dated, _)| matches!(dated, Dated::Span(_))))
            .or_else(|| stated().next())
            .unwrap_or((&Dated::No, PeriodBasis::Title));
        match dated {
            Dated::Whole(Period::Year(year)) => {
                let part = stated().find_map(|(dated, _)| dated.part_of(*year));
                Some((part.unwrap_or(Period::Year(*year)), basis))
            }
            Dated::Whole(period) | Dated::Within(period, _) => Some((*period, basis)),
            Dated::YearBefore(words) => self.whole.period.map(|(period, basis)| (times::before(period, words), basis)),
            Dated::YearAfter(_) => {
                self.whole.period.map(|(period, basis)| (Period::Year(period.year().saturating_add(1)), basis))
            }
            Dated::Quarter(_) | Dated::Month(_) => {
                let (year, basis) = year()?;
                Some((dated.part_of(year)?, basis))
            }
            Dated::Span(text) => {
                self.notes.push(format!("period as printed: {text}"));
                None
            }
            Dated::Part(..) => None,
            Dated::No => {
                let several = self.whole.several.as_ref().filter(|_| self.whole.period.is_none());
                self.notes.extend(several.map(|text| format!("period as printed: {text}")));
                self.whole.period
            }
        }
    }

    /// The `%` printed in the cell itself, unless its labels say what kind of ratio it is.
    fn percent(&self, cell: &BodyCell) -> Option<Arc<Printed>> {
        let signed = cell.notes.iter().any(|note| note == PERCENT_SIGN);
        let known = || self.unit().and_then(|unit| unit.reading.clone());
        if !signed || known().is_some_and(|reading| unit::rate(&reading, &self.catalogue.units)) {
            return None;
        }
        let reading = self.catalogue.units.read("%");
        Some(Arc::new(Printed { text: "%".to_string(), reading }))
    }

    /// The cell's own label, then the stub, then the table's unit line.
    pub fn unit(&self) -> Option<Arc<Printed>> {
        let own = self.column.unit.as_ref().or(self.row.unit.as_ref());
        let is_change = self.row.is_change || self.column.is_change;
        let is_rate = (self.row.is_rate || self.column.is_rate) && !is_change;
        let units = &self.catalogue.units;
        let is_count = own.is_none() && (self.row.is_count || self.column.is_count);
        let found =
            own.or_else(|| self.whole.unit.of_cell(is_rate)).filter(|unit| !(is_count && unit.is_money(units)))?;
        let per_head = self.row.is_per_head || self.column.is_per_head;
        Some(match (per_head, self.whole.is_republic) {
            (false, false) => Arc::clone(found),
            (true, false) => Arc::new(Printed::clone(found).per_person(units)),
            (_, true) => {
                let own = Printed::clone(found).of_republic(units);
                Arc::new(if per_head { own.per_person(units) } else { own })
            }
        })
    }

    fn series(
        &mut self,
        period: Option<Period>,
        territory: &Territory,
        stage: Option<Stage>,
        reading: Option<&Reading>,
    ) -> Chosen {
        let evidence = Evidence {
            year: period.map(Period::year),
            in_nation: self.is_in_nation(territory),
            government: territory.placed.as_ref().and_then(|placed| placed.government),
            stage,
            reading,
            is_rate: self.row.is_rate || self.column.is_rate,
            around: [&self.whole.words, &self.row.words, &self.column.words],
            qualifiers: self.whole.qualifiers.and(self.row.qualifiers).and(self.column.qualifiers),
        };
        let is_placed = territory.placed.is_some();
        let chosen = self.of_classification(&evidence, is_placed).unwrap_or_else(|| self.choose(&evidence));
        self.of_account(chosen)
    }

    /// A total in the column of the adjusted budget is a series of its own, and no other figure there has one; a department's
    /// total is none of a government's account.
    fn of_account(&self, chosen: Chosen) -> Chosen {
        let Chosen::One { id, stage, level } = chosen else { return chosen };
        let index = &self.catalogue.classes;
        let is_adjusted = self.row.is_adjusted || self.column.is_adjusted;
        match () {
            () if self.classified.is_departmental && index.is_total(&id) => Chosen::None,
            () if !is_adjusted => Chosen::One { id, stage, level },
            () => match index.adjusted(&id) {
                Some(id) => Chosen::One { id: id.to_string(), stage: Some(Stage::Budget), level },
                None => Chosen::None,
            },
        }
    }

    /// What the budget classification says of the cell; nothing where its words must tell.
    fn of_classification(&mut self, evidence: &Evidence, is_placed: bool) -> Option<Chosen> {
        let Classified { standing, is_departmental, .. } = self.classified;
        let standing = standing?;
        let is_of_own_account = evidence.government.is_none() && evidence.year.is_none_or(|year| year >= FIRST_YEAR);
        if !is_of_own_account || self.row.identity.is_some() || self.column.identity.is_some() {
            return None;
        }
        let index = &self.catalogue.classes;
        let (id, side) = match standing {
            ClassStanding::Unknown => return None,
            ClassStanding::None => return Some(Chosen::None),
            ClassStanding::Contradicted { code, name, known } => {
                let (code, name, known) = (code.clone(), name.clone(), known.clone());
                self.doubts.push(Doubt::Class { code, name, known });
                return Some(Chosen::None);
            }
            ClassStanding::Class(at) => {
                let class = index.get(*at)?;
                (class.series.clone(), class.side())
            }
            ClassStanding::Total { series, side } => (series.clone(), *side),
        };
        let is_fit = index.unit().is_some_and(|unit| unit_fits(unit, evidence, &self.catalogue.units));
        let sides = [self.row, self.column];
        let is_another = sides.iter().any(|side| side.is_comparison);
        let is_of_other = is_departmental && is_placed;
        if !is_fit || is_another || is_of_other || !self.is_plain_beside(side) {
            return Some(Chosen::None);
        }
        Some(Chosen::One { id, stage: None, level: Level::Nation })
    }

    /// Whether the labels of the other side leave the figure of a class what it is.
    fn is_plain_beside(&self, side: Side) -> bool {
        let (own, other) = if self.classified.is_row { (self.row, self.column) } else { (self.column, self.row) };
        let is_plain = other.item().is_none_or(|item| item.forms.iter().any(|form| is_plain(form, side)));
        is_plain && own.qualifiers.and(other.qualifiers).is_of_accounts()
    }

    /// Whether accounts are the nation's. An area label that does not resolve is of some part of it.
    fn is_in_nation(&self, territory: &Territory) -> bool {
        let code = territory.placed.as_ref().map(|placed| placed.code.as_str());
        code.map_or(territory.is_unnamed, |code| code == NATION)
    }

    fn choose(&self, evidence: &Evidence) -> Chosen {
        let index = &self.catalogue.series;
        let choose = |hits: &[usize]| index.choose(hits, evidence, &self.catalogue.units);
        if let Some(identity) = self.row.identity.as_ref().or(self.column.identity.as_ref()) {
            let open = Evidence { government: None, qualifiers: Qualifiers::default(), ..evidence.clone() };
            return index.choose(identity, &open, &self.catalogue.units);
        }
        let sides = [self.row, self.column];
        let is_another = |side: &&Facets| side.is_comparison || is_other_of_unknown(&side.items);
        if sides.iter().any(is_another) || (self.is_national_item() && !evidence.in_nation) {
            return Chosen::None;
        }
        let hits = self.item_hits();
        let labelled = [self.row, self.column].iter().any(|side| side.item().is_some());
        if labelled {
            return choose(&hits);
        }
        let generic =
            [self.row, self.column].into_iter().filter_map(|side| side.generic()).map(|item| choose(&item.hits));
        let titled = self.whole.subjects.iter().map(|item| choose(&item.hits));
        generic.chain(titled).find(|chosen| *chosen != Chosen::None).unwrap_or(Chosen::None)
    }

    /// Aliases named by the row's and the column's items, as far as each leaves the other true.
    fn item_hits(&self) -> Hits {
        let index = &self.catalogue.series;
        let side = |facets: &'a Facets| -> (&'a [String], &'a [usize]) {
            facets.item().map_or((&[], &[]), |item| (&item.forms, &item.hits))
        };
        let (row, column) = (side(self.row), side(self.column));
        let mut hits = index.compatible(row.1, column.0, column.1);
        for hit in index.compatible(column.1, row.0, row.1) {
            if !hits.contains(&hit) {
                hits.push(hit);
            }
        }
        hits
    }

    fn is_national_item(&self) -> bool {
        self.items().any(|item| item.is_national)
    }

    /// The items of row and column.
    fn items(&self) -> impl Iterator<Item = &Item> {
        [self.row, self.column].into_iter().filter_map(|side| side.item())
    }

    /// The nation, where nothing names an area and the item says so, or the table or its path speaks of the nation.
    fn settle_area(&mut self, territory: &mut Territory, chosen: &Chosen, unlabelled: bool) {
        let nation = || Some(Placed { code: NATION.into(), government: None, note: None });
        if territory.is_unnamed && (self.is_national_item() || self.items().any(|item| item.names_state)) {
            territory.placed = nation();
        } else if territory.is_unnamed && self.whole.is_titled_nation {
            territory.placed = nation();
            self.notes.push("no area printed; the title speaks of the nation".to_string());
        } else if territory.is_unnamed && self.whole.speaks_of_nation && matches!(chosen, Chosen::One { .. }) {
            territory.placed = nation();
            self.notes.push("no area printed; taken as the nation".to_string());
        } else if unlabelled && let Some(place) = &self.whole.area_from_path {
            self.notes.push(format!("area from the {place}"));
        }
    }

    fn status(&self, cell: &BodyCell) -> &'static str {
        match cell.standing {
            _ if cell.value.is_none() => return status::MISSING,
            Some(Standing::Imputed) => return status::IMPUTED,
            Some(Standing::Contradicted) => return status::UNVALIDATED,
            None => {}
        }
        let flag = cell.notes.iter().find_map(|note| status::of_dimension(note.strip_prefix(FLAG)?.get(..1)?));
        let is_final = self.row.stage.or(self.column.stage) == Some(Stage::Final);
        let titled = self.whole.status.filter(|_| !is_final);
        flag.or(self.row.status).or(self.column.status).or(titled).unwrap_or(status::NORMAL)
    }

    fn vintage(&mut self) -> Option<Vintage> {
        let stated = self.row.edition.as_ref().or(self.column.edition.as_ref());
        let vintage = stated.map(|text| self.catalogue.editions.named(text)).or_else(|| self.whole.vintage.clone())?;
        if !vintage.known {
            self.doubts.push(Doubt::Edition { name: vintage.name.clone() });
        }
        Some(vintage)
    }
}

/// The classification by function and the four accounts began with it.
const FIRST_YEAR: i32 = 2007;

/// Words over the figures of classes that say nothing more than that they are figures of the account: of its revenue over
/// classes of revenue, of its expenditure over those of expenditure.
fn is_plain(form: &str, side: Side) -> bool {
    let word = match side {
        Side::Revenue => "收入",
        Side::Expenditure => "支出",
    };
    let rest = form.trim_start_matches("一般公共预算").trim_start_matches("本年").trim_start_matches("财政");
    rest.strip_prefix(word).is_some_and(|rest| ["", "合计", "总计", "数", "金额"].contains(&rest))
}
