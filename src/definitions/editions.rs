//! `editions.toml`: publications and when each came out.
//!
//! In: the file. Out: its `Edition`s, added by id. Refuses ids given twice and dates that are none.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, Months, NaiveDate};

use super::Edition;
use super::fields::{Document, Fields};
use crate::messages::say;
use crate::problem::{Problem, Text};

pub(super) fn editions(file: &Arc<Text>, editions: &mut BTreeMap<String, Edition>, problems: &mut Vec<Problem>) {
    problems.extend(Document::new(file).read(|root| {
        root.only(&["edition"]);
        for edition in root.tables("edition").iter().filter_map(edition) {
            match editions.get(&edition.id) {
                Some(first) => {
                    let message = say!("definition.edition-twice", id = edition.id);
                    let problem = Problem::error("duplicate-id", edition.origin.place(), message);
                    root.document.report(problem.second(first.origin.place(), say!("definition.first-here")));
                }
                None => {
                    editions.insert(edition.id.clone(), edition);
                }
            }
        }
    }));
}

fn edition(fields: &Fields) -> Option<Edition> {
    fields.only(&["id", "names", "aliases", "published", "publisher", "basis"]);
    let id = fields.text("id")?;
    let names = fields.names("names");
    let published = fields.text("published")?;
    let Some(day) = last_day(&published.text) else {
        let message = say!("definition.no-date", text = published.text);
        fields.error("wrong-value", &published.span, message);
        return None;
    };
    Some(Edition {
        origin: fields.document.origin(&id.span),
        id: id.text,
        names,
        aliases: fields.plain_texts("aliases"),
        published: day,
        publisher: fields.text_or_empty("publisher"),
        basis: fields.text_or_empty("basis"),
    })
}

/// The last day of `2007`, `2007-09` or `2007-09-30`.
pub fn last_day(date: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = date.trim().split('-').collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u32>().ok());
    let year = i32::try_from(number(0)?).ok().filter(|year| (1800..=2200).contains(year))?;
    match parts.len() {
        1 => NaiveDate::from_ymd_opt(year, 12, 31),
        2 => {
            let first = NaiveDate::from_ymd_opt(year, number(1)?, 1)?;
            first.checked_add_months(Months::new(1))?.with_day(1)?.pred_opt()
        }
        3 => NaiveDate::from_ymd_opt(year, number(1)?, number(2)?),
        _ => None,
    }
}
