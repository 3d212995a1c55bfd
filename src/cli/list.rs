//! `pipeline list`: what series, indicators, areas and sources there are.
//!
//! In: definitions, and for sources a folder of outputs. Out: a table or JSON. Refuses nothing.

use serde_json::{Map, Value};

use super::Answer;
use super::arguments::{ListArguments, Listing};
use crate::definitions::{self, Area, Definitions};
use crate::error::{Error, Result};
use crate::messages::say;
use crate::outputs::text_table::{heads, text_table};

/// Lists what was asked for.
pub fn list(arguments: &ListArguments) -> Result<Answer> {
    let (definitions, problems) = definitions::find(arguments.definitions.as_deref())?;
    let (header, mut rows) = match arguments.what {
        Listing::Series => series(&definitions),
        Listing::Indicators => indicators(&definitions),
        Listing::Areas => areas(&definitions),
        Listing::Sources => sources(arguments)?,
    };
    if let Some(text) = &arguments.containing {
        let text = text.to_lowercase();
        rows.retain(|row| row.iter().any(|cell| cell.to_lowercase().contains(&text)));
    }
    let text = if arguments.json { as_json(&header, rows) } else { text_table(&heads(&header), &rows, &[]) };
    Ok(Answer::with(text, problems))
}

type Rows = (Vec<&'static str>, Vec<Vec<String>>);

fn series(definitions: &Definitions) -> Rows {
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    let rows = definitions.series.values().map(|s| {
        let defined = match (s.from, s.to) {
            (None, None) => String::new(),
            (from, to) => format!("{}-{}", year(from), year(to)),
        };
        vec![s.id.clone(), s.names.zh.clone(), s.names.en.clone(), s.unit.to_string(), defined]
    });
    (vec!["series", "名称", "name", "unit", "defined"], rows.collect())
}

fn indicators(definitions: &Definitions) -> Rows {
    let rows = definitions.indicators.values().map(|i| {
        let titles = [i.titles.zh.clone(), i.titles.en.clone()];
        let [zh, en] = titles;
        vec![i.id.clone(), zh, en, i.unit_text.clone(), i.formula.clone()]
    });
    (vec!["indicator", "名称", "title", "unit", "formula"], rows.collect())
}

fn areas(definitions: &Definitions) -> Rows {
    let rows = definitions.areas.iter().map(|a| {
        let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
        let valid = format!("{}-{}", year(a.from), year(a.to));
        vec![a.code.clone(), a.level.clone(), a.name_zh.clone(), a.name_en.clone(), valid]
    });
    (vec!["code", "level", "名称", "name", "valid"], rows.collect())
}

fn sources(arguments: &ListArguments) -> Result<Rows> {
    let path = arguments.out.join("ingest.json");
    let text = std::fs::read_to_string(&path).map_err(Error::io(&path, "read"))?;
    let account: Value =
        serde_json::from_str(&text).map_err(Error::engine(say!("engine.read", path = path.display())))?;
    let empty = Vec::new();
    let sources = account.get("sources").and_then(Value::as_array).unwrap_or(&empty);
    let cell = |source: &Value, key: &str| match source.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let keys = ["path", "kind", "status", "tables", "numeric_cells", "observed"];
    let said = ["figures", "of_series", "no_period", "no_area", "no_unit", "used_by_indicators"];
    let row = |source: &Value| {
        let says = source.get("says").unwrap_or(&Value::Null);
        let own = keys.iter().map(|key| cell(source, key));
        own.chain(said.iter().map(|key| cell(says, key))).collect()
    };
    let header = keys.iter().chain(&said).map(|key| if *key == "of_series" { "known_series" } else { key });
    Ok((header.collect(), sources.iter().map(row).collect()))
}

fn as_json(header: &[&str], rows: Vec<Vec<String>>) -> String {
    let object = |row: Vec<String>| {
        let cells = header.iter().zip(row).map(|(name, cell)| (name.to_string(), Value::String(cell)));
        Value::Object(cells.collect::<Map<String, Value>>())
    };
    format!("{:#}\n", Value::Array(rows.into_iter().map(object).collect()))
}

/// The code of an area given by code, full name, short name, English name or alias; those in force first, and the higher
/// level first. A name that several of one level have is refused with their codes.
pub fn area_code(definitions: &Definitions, text: &str) -> Result<String> {
    let same = |name: &String| name.eq_ignore_ascii_case(text);
    let is_named = |a: &&Area| {
        same(&a.code) || same(&a.name_zh) || same(&a.short_zh) || same(&a.name_en) || a.aliases.iter().any(same)
    };
    let rank = |area: &Area| {
        let level = ["nation", "country", "province", "prefecture"].iter().position(|level| *level == area.level);
        (area.to.is_some(), level.unwrap_or(usize::MAX))
    };
    let named: Vec<&Area> = definitions.areas.iter().filter(is_named).collect();
    let unknown = || Error::Usage(say!("cli.no-such-area", name = text));
    let first = *named.iter().min_by_key(|area| rank(area)).ok_or_else(unknown)?;
    let others: Vec<String> = named
        .iter()
        .filter(|area| rank(area) == rank(first) && area.code != first.code)
        .map(|area| area.code.clone())
        .collect();
    if others.is_empty() {
        return Ok(first.code.clone());
    }
    Err(Error::Usage(say!("cli.areas-of-one-name", name = text, code = first.code, others = others.join(", "))))
}
