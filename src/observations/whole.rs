//! What a table says of all its cells: title, preamble, unit line, sheet name and notes.
//!
//! In: a `Table` and its source. Out: `Whole`, used where a cell's own labels are silent. Refuses an area from a file
//! name unless nothing else names any.

use std::sync::Arc;

use crate::formula::Stage;
use crate::tables::{Label, Note, Table};

use super::area::{self, Placed};
use super::basis::PeriodBasis;
use super::coverage::Account;
use super::dating;
use super::doubt::Doubt;
use super::edition::Vintage;
use super::item::Item;
use super::label::{self, bare, halves, key};
use super::period::{self, Dated};
use super::role::{self, Role};
use super::series::Qualifiers;
use super::surroundings;
use super::unit::UnitLine;
use super::whose::{Around, Whose};
use super::{Catalogue, SourceInfo, calendar, stage, status};

#[derive(Clone, Debug, Default)]
pub struct Whole {
    pub area: Option<Placed>,
    pub area_label: Option<Arc<str>>,
    /// Where the area was found, if only the path names it.
    pub area_from_path: Option<String>,
    /// The title names a county, department or own level that is no area on file.
    pub is_of_body: bool,
    /// Whose account inside the area, where cells do not say their own.
    pub account: Option<Account>,
    pub doubts: Vec<Doubt>,
    /// Some row or column is an area below the nation, or the title speaks of such.
    pub has_area_labels: bool,
    /// Title, preamble, sheet name or path speak of the nation.
    pub speaks_of_nation: bool,
    /// A title begins with words of the nation (`国家财政收支`).
    pub is_titled_nation: bool,
    /// Its years are those of the Republic of China.
    pub is_republic: bool,
    /// The period of cells that say none themselves, and where it was read.
    pub period: Option<dating::Found>,
    /// What the cells that take it are noted with.
    pub period_note: Option<String>,
    /// Several years, or a part of one, as the title prints them.
    pub several: Option<String>,
    pub unit: UnitLine,
    pub stage: Option<Stage>,
    pub vintage: Option<Vintage>,
    pub status: Option<&'static str>,
    /// What the table is about, for cells whose labels name no item.
    pub subjects: Vec<Arc<Item>>,
    /// Keys of title, preamble, unit line and sheet name.
    pub words: String,
    pub qualifiers: Qualifiers,
    pub notes: Vec<Note>,
}

impl Whole {
    pub fn new(table: &Table, origin: &SourceInfo, catalogue: &Catalogue) -> Whole {
        let period = surroundings::period_of(table, origin, catalogue);
        let mut whole = Whole {
            period,
            period_note: period.and_then(|(_, basis)| origin.around.note(basis)),
            several: dating::several(table, catalogue),
            unit: UnitLine::new(&units(table), &titles_and_preamble(table), &catalogue.units),
            stage: table.ruled.stage.or_else(|| title_then_document(table).find_map(stage::of_title)),
            vintage: vintage(table, origin, catalogue),
            status: table.title.iter().find_map(|line| status::of_words(&line.text)),
            notes: table.notes.clone(),
            ..Whole::default()
        };
        for line in table.title.iter().chain(&table.preamble).chain(&table.units) {
            whole.words.push_str(&key(&line.text));
            whole.words.push(' ');
        }
        whole.words.push_str(&key(&table.sheet));
        let titles = table.title.iter().map(|line| key(&line.text)).collect::<Vec<_>>().join(" ");
        whole.qualifiers = Qualifiers::of_title(&titles);
        whole.has_area_labels = area::speaks_of_parts(&whole.words);
        whole.speaks_of_nation = area::speaks_of_nation(&format!("{} {}", whole.words, origin.path));
        whole.is_titled_nation = table.title.iter().any(|line| area::begins_with_nation(&line.text));
        whole.is_republic = is_republic(table);
        whole.find_whose(table, origin, catalogue);
        whole.subjects = subjects(table, catalogue);
        whole
    }

    /// Whether a period was read where the table's was.
    pub fn is_basis(&self, basis: Option<PeriodBasis>) -> bool {
        basis.is_some() && self.period.map(|(_, own)| own) == basis
    }

    pub fn year(&self) -> Option<i32> {
        self.period.map(|(period, _)| period.year())
    }

    fn find_whose(&mut self, table: &Table, origin: &SourceInfo, catalogue: &Catalogue) {
        let year = self.year();
        let around = Around { table, origin, catalogue, year, has_area_labels: self.has_area_labels };
        let whose = Whose::of_table(&around);
        self.area = whose.area;
        self.area_label = whose.label.map(Arc::from);
        self.area_from_path = whose.from_path;
        self.is_of_body = whose.is_of_body;
        self.account = whose.account;
        self.doubts = whose.doubts;
    }

    pub fn is_below_nation(&self) -> bool {
        self.is_of_body || self.area.as_ref().is_some_and(|area| area.code != area::NATION)
    }
}

/// Whether title, unit, headings or the first labels name the Republic or its money.
fn is_republic(table: &Table) -> bool {
    let lines = table.title.iter().chain(&table.preamble).chain(&table.units);
    let labels = table.columns.iter().chain(table.rows.iter().take(3)).flat_map(|heading| &heading.labels);
    lines.chain(labels).any(|label| {
        calendar::names_republic(&label.text) || label.dimension.as_deref().is_some_and(calendar::names_republic)
    })
}

fn is(line: &Label, wanted: Role) -> bool {
    line.dimension.as_deref().and_then(role::of_dimension) == Some(wanted)
}

/// The unit line; else the unit that the preamble names.
fn units(table: &Table) -> Vec<Label> {
    let stated = table.preamble.iter().filter(|line| is(line, Role::Unit)).cloned();
    if table.units.is_empty() { stated.collect() } else { table.units.clone() }
}

fn titles_and_preamble(table: &Table) -> Vec<Label> {
    table.preamble.iter().filter(|line| is(line, Role::Item)).chain(&table.title).cloned().collect()
}

/// The lines of the title, then what the document calls the part it stands in and itself.
fn title_then_document(table: &Table) -> impl Iterator<Item = &str> {
    table.title.iter().map(|line| line.text.as_str()).chain(table.under.iter().rev().map(String::as_str))
}

/// The pipeline's word first, then the yearbook that title, preamble or notes name, then the one that the file is called after.
fn vintage(table: &Table, origin: &SourceInfo, catalogue: &Catalogue) -> Option<Vintage> {
    let told = table.ruled.edition.as_ref();
    let preamble = || table.preamble.iter().find(|line| is(line, Role::Edition)).map(|line| &line.text);
    let stated = told.or_else(preamble).map(|name| catalogue.editions.named(name));
    let texts = table
        .title
        .iter()
        .chain(&table.preamble)
        .map(|line| &line.text)
        .chain(table.notes.iter().map(|note| &note.text));
    stated
        .or_else(|| origin.edition.map(Vintage::of))
        .or_else(|| texts.map(String::as_str).find_map(|text| catalogue.editions.in_text(text)))
        .or_else(|| origin.around.vintage().cloned())
}

/// The items a table is about: its preamble's indicators, then its titles without number, area and period.
fn subjects(table: &Table, catalogue: &Catalogue) -> Vec<Arc<Item>> {
    let item = |text: &str| Arc::clone(catalogue.said(text).item(catalogue));
    let stated = table.preamble.iter().filter(|line| is(line, Role::Item)).map(|line| item(&line.text));
    let titled = table.title.iter().flat_map(|line| {
        let (chinese, english) = halves(&line.text);
        [chinese, english].into_iter().flatten().map(|half| item(&subject(half, table, catalogue))).collect::<Vec<_>>()
    });
    stated.chain(titled).filter(|item| !item.hits.is_empty()).collect()
}

/// `附表`, `Table No.`.
const LONGEST_WORD_FOR_TABLE: usize = 10;

/// `7-6 分地区一般公共预算支出 (2021年)` is about 一般公共预算支出.
fn subject(title: &str, table: &Table, catalogue: &Catalogue) -> String {
    let mut text = label::narrowed(title);
    let number = table.number.as_deref().map(label::narrowed).unwrap_or_default();
    if let Some((before, rest)) = text.split_once(&number).filter(|_| !number.is_empty())
        && !before.contains(|letter: char| letter.is_ascii_digit())
        && before.chars().count() <= LONGEST_WORD_FOR_TABLE
    {
        text = rest.to_string();
    }
    if let Dated::Within(_, rest) = period::of_label(&text) {
        text = rest;
    }
    let text = text.trim().trim_start_matches('表').trim_end_matches(|c: char| !c.is_alphanumeric()).to_string();
    let text = bare(text.trim_start_matches(|c: char| !c.is_alphabetic()));
    let text = [
        "分地区",
        "各地区",
        "各省(区、市)",
        "各省区市",
        "各省市",
        "各省",
        "分省",
        "分市",
        "各市",
        "全国",
        "中央和地方",
        "中央、地方",
        "主要年份",
        "历年",
    ]
    .into_iter()
    .fold(text, |text, word| text.strip_prefix(word).map(str::to_string).unwrap_or(text));
    let text = ["及比重", "和比重", "及构成", "及其构成", "及增长速度"]
        .into_iter()
        .find_map(|end| text.strip_suffix(end).map(str::to_string))
        .unwrap_or(text);
    let lowered = text.to_lowercase();
    let english = [" by region", " by province", " in major years", " in main years"]
        .into_iter()
        .find_map(|end| lowered.strip_suffix(end));
    let text = english.map(str::to_string).unwrap_or(text);
    let area = (2..=8).rev().find_map(|length| {
        let (head, rest) = text.char_indices().nth(length).map(|(at, _)| text.split_at(at))?;
        let said = catalogue.said(head);
        let mention = said.mention(catalogue)?;
        (said.is_chinese && catalogue.areas.is_plain(mention)).then(|| rest.to_string())
    });
    area.unwrap_or(text)
}
