//! Reading TOML tables field by field, so that one wrong field does not hide the others.
//!
//! In: a definition file. Out: its fields with their places. Refuses (as problems) syntax errors, unknown and missing
//! fields and values of another type.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::written::Written;
use super::{Names, Origin};
use crate::formula::did_you_mean;
use crate::messages::{Message, say};
use crate::problem::{Place, Problem, Text};

/// One file while it is read.
pub(crate) struct Document {
    pub text: Arc<Text>,
    problems: RefCell<Vec<Problem>>,
}

impl Document {
    pub fn new(text: &Arc<Text>) -> Document {
        Document { text: Arc::clone(text), problems: RefCell::new(Vec::new()) }
    }

    pub fn place(&self, span: &Range<usize>) -> Place {
        Place::Definition { text: Arc::clone(&self.text), span: span.clone() }
    }

    pub fn origin(&self, span: &Range<usize>) -> Origin {
        Origin { text: Arc::clone(&self.text), span: span.clone() }
    }

    pub fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    pub fn error(&self, code: &'static str, span: &Range<usize>, message: impl Into<Message>) {
        self.report(Problem::error(code, self.place(span), message));
    }

    /// Hands the whole file to `read`. After a syntax error what can be read still is, and only the syntax is reported.
    pub fn read(&self, read: impl FnOnce(&Fields)) -> Vec<Problem> {
        let (root, errors) = DeTable::parse_recoverable(&self.text.text);
        read(&Fields { document: self, table: root.get_ref(), span: 0..0 });
        let found = self.problems.take();
        if errors.is_empty() {
            return found;
        }
        let problem = |error: &toml::de::Error| {
            let span = error.span().unwrap_or(0..0);
            let message = error.message().lines().collect::<Vec<_>>().join("; ");
            Problem::error("syntax", self.place(&span), message)
        };
        errors.iter().take(1).map(problem).collect()
    }
}

/// One table of a file.
pub(crate) struct Fields<'a> {
    pub document: &'a Document,
    table: &'a DeTable<'a>,
    pub span: Range<usize>,
}

pub(crate) enum Item<'a> {
    Text(Written),
    Table(Fields<'a>),
}

impl<'a> Fields<'a> {
    /// Reports every field that is not in `known`.
    pub fn only(&self, known: &[&str]) -> &Self {
        for (key, _) in self.table.iter() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let all = say!("definition.known-fields", known = known.join(", "));
            let help = did_you_mean(name, known.iter().copied()).map_or(all.clone(), |near| near.and(all));
            let place = self.document.place(&key.span());
            self.document.report(Problem::error("unknown-field", place, say!("definition.no-field", name)).help(help));
        }
        self
    }

    pub fn error(&self, code: &'static str, span: &Range<usize>, message: impl Into<Message>) {
        self.document.error(code, span, message);
    }

    pub fn has(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    fn value(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(name)
    }

    fn needed(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.value(name);
        if value.is_none() {
            self.error("missing-field", &self.span, say!("definition.field-missing", name));
        }
        value
    }

    fn other_type(&self, name: &str, value: &Spanned<DeValue>, expected: Message) {
        let found = value.get_ref().type_str();
        self.error(
            "wrong-type",
            &value.span(),
            say!("definition.must-be", name, expected, found = Message::of_english("found", &with_article(found))),
        );
    }

    fn as_text(&self, name: &str, value: &Spanned<DeValue>) -> Option<Written> {
        match value.get_ref().as_str() {
            Some(text) => Some(Written { text: text.to_string(), span: value.span() }),
            None => {
                self.other_type(name, value, say!("expected.text"));
                None
            }
        }
    }

    pub fn text(&self, name: &str) -> Option<Written> {
        let written = self.needed(name).and_then(|value| self.as_text(name, value))?;
        if written.text.trim().is_empty() {
            self.error("wrong-value", &written.span, say!("definition.field-empty", name));
            return None;
        }
        Some(written)
    }

    pub fn may_text(&self, name: &str) -> Option<Written> {
        self.value(name).and_then(|value| self.as_text(name, value))
    }

    /// The text, or nothing at all where the field is not there.
    pub fn text_or_empty(&self, name: &str) -> String {
        self.may_text(name).map(|written| written.text).unwrap_or_default()
    }

    /// A list of texts, or one text; empty where the field is not there.
    pub fn texts(&self, name: &str) -> Vec<Written> {
        match self.value(name) {
            None => Vec::new(),
            Some(value) => match value.get_ref() {
                DeValue::Array(items) => items.iter().filter_map(|item| self.as_text(name, item)).collect(),
                DeValue::String(_) => self.as_text(name, value).into_iter().collect(),
                _ => {
                    self.other_type(name, value, say!("expected.texts"));
                    Vec::new()
                }
            },
        }
    }

    /// A list in which an item is a text or a table; empty where the field is not there.
    pub fn texts_or_tables(&self, name: &str) -> Vec<Item<'a>> {
        let Some(value) = self.value(name) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.other_type(name, value, "a list".into());
            return Vec::new();
        };
        let item = |item: &'a Spanned<DeValue<'a>>| match self.as_table(item) {
            Some(table) => Some(Item::Table(table)),
            None => self.as_text(name, item).map(Item::Text),
        };
        items.iter().filter_map(item).collect()
    }

    pub fn plain_texts(&self, name: &str) -> Vec<String> {
        self.texts(name).into_iter().map(|written| written.text).collect()
    }

    fn as_whole(&self, name: &str, value: &Spanned<DeValue>) -> Option<i32> {
        let found = value.get_ref().as_integer().and_then(|n| i32::from_str_radix(n.as_str(), n.radix()).ok());
        if found.is_none() {
            self.other_type(name, value, say!("expected.whole-number"));
        }
        found
    }

    pub fn may_whole(&self, name: &str) -> Option<i32> {
        self.value(name).and_then(|value| self.as_whole(name, value))
    }

    /// A year from 1800 to 2200.
    pub fn may_year(&self, name: &str) -> Option<i32> {
        let year = self.may_whole(name)?;
        if (1800..=2200).contains(&year) {
            return Some(year);
        }
        self.error("wrong-value", &self.span_of(name), say!("definition.year-out-of-range", name, year));
        None
    }

    pub fn year(&self, name: &str) -> Option<i32> {
        self.needed(name)?;
        self.may_year(name)
    }

    pub fn number(&self, name: &str) -> Option<f64> {
        let value = self.needed(name)?;
        let found = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(_) => self.as_whole(name, value).map(f64::from),
            _ => None,
        };
        if found.is_none() {
            self.other_type(name, value, "a number".into());
        }
        found
    }

    /// A day: `2026-11-22`, bare or in quotes.
    pub fn day(&self, name: &str) -> Option<NaiveDate> {
        let value = self.needed(name)?;
        let text = match value.get_ref() {
            DeValue::Datetime(day) => day.to_string(),
            DeValue::String(day) => day.to_string(),
            _ => String::new(),
        };
        let day = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
        if day.is_none() {
            self.other_type(name, value, say!("expected.day"));
        }
        day
    }

    pub fn truth_or(&self, name: &str, otherwise: bool) -> bool {
        match self.value(name) {
            None => otherwise,
            Some(value) => value.get_ref().as_bool().unwrap_or_else(|| {
                self.other_type(name, value, say!("expected.truth"));
                otherwise
            }),
        }
    }

    /// Pairs of whole numbers: `[[1978, 2006]]`.
    pub fn pairs(&self, name: &str) -> Vec<((i32, i32), Range<usize>)> {
        let Some(value) = self.value(name) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.other_type(name, value, say!("expected.pairs"));
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_array().map(|pair| pair.iter().collect::<Vec<_>>()).as_deref() {
                Some([first, last]) => {
                    if let (Some(first), Some(last)) = (self.as_whole(name, first), self.as_whole(name, last)) {
                        pairs.push(((first, last), item.span()));
                    }
                }
                _ => self.other_type(name, item, say!("expected.year-pair")),
            }
        }
        pairs
    }

    /// The table `name = { ... }`, or the pair's value when it is something else.
    pub fn may_table(&self, name: &str) -> Option<Fields<'a>> {
        let value = self.value(name)?;
        let table = self.as_table(value);
        if table.is_none() {
            self.other_type(name, value, "a table".into());
        }
        table
    }

    pub fn is_table(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| value.get_ref().is_table())
    }

    pub fn is_text(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| value.get_ref().is_str())
    }

    pub fn table(&self, name: &str) -> Option<Fields<'a>> {
        self.needed(name)?;
        self.may_table(name)
    }

    fn as_table(&self, value: &'a Spanned<DeValue<'a>>) -> Option<Fields<'a>> {
        let table = value.get_ref().as_table()?;
        Some(Fields { document: self.document, table, span: value.span() })
    }

    /// `[[name]]`, or a list of inline tables, or one table; empty where the field is not there.
    pub fn tables(&self, name: &str) -> Vec<Fields<'a>> {
        let Some(value) = self.value(name) else { return Vec::new() };
        let items: Vec<_> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut tables = Vec::new();
        for item in items {
            match self.as_table(item) {
                Some(table) => tables.push(table),
                None => self.other_type(name, item, "a table".into()),
            }
        }
        tables
    }

    /// `{ zh = "...", en = "..." }`; both are needed.
    pub fn names(&self, name: &str) -> Names {
        let Some(fields) = self.table(name) else { return Names::default() };
        fields.only(&["zh", "en"]);
        let text = |language| fields.text(language).map(|written: Written| written.text).unwrap_or_default();
        Names { zh: text("zh"), en: text("en") }
    }

    /// Where the field's value stands; the table itself where it does not.
    pub fn span_of(&self, name: &str) -> Range<usize> {
        self.value(name).map_or(self.span.clone(), Spanned::span)
    }
}

fn with_article(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {kind}")
}
