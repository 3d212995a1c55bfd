//! One pipeline file: which sources, indicators, trends and outputs a run has.
//!
//! In: the file and the definitions. Out: the `Pipeline`. Refuses unknown editions and indicators and windows that end
//! before they begin.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::fields::{Document, Fields};
use super::written::Written;
use super::{Definitions, Headline, Names, Pipeline, SourceEntry};
use crate::error::{Error, Result};
use crate::formula::did_you_mean;
use crate::messages::{Message, say};
use crate::problem::{Problem, Text};

/// Reads a pipeline from disk; none where it cannot be used at all.
pub fn load_pipeline(path: &Path, definitions: &Definitions) -> Result<(Option<Pipeline>, Vec<Problem>)> {
    let text = fs::read_to_string(path).map_err(Error::io(path, "read"))?;
    let folder = path.canonicalize().ok().and_then(|path| Some(path.parent()?.file_name()?.to_os_string()));
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = folder.map_or(file.clone(), |folder| format!("{}/{file}", folder.to_string_lossy()));
    Ok(pipeline_from_file(&Arc::new(Text { name, text }), definitions))
}

/// The same from its text.
pub fn pipeline_from_file(file: &Arc<Text>, definitions: &Definitions) -> (Option<Pipeline>, Vec<Problem>) {
    let mut pipeline = None;
    let problems = Document::new(file).read(|root| pipeline = read(root, definitions));
    (pipeline, problems)
}

fn read(root: &Fields, definitions: &Definitions) -> Option<Pipeline> {
    root.only(&["pipeline", "source", "indicators", "trends", "outputs", "headline"]);
    let own = root.table("pipeline")?;
    own.only(&["id", "titles"]);
    let id = own.text("id")?;
    let titles = if own.has("titles") { own.names("titles") } else { Names::default() };
    let sources = root.tables("source").iter().filter_map(|fields| source(fields, definitions)).collect();
    let headlines = root.tables("headline").iter().filter_map(|fields| headline(fields, definitions)).collect();
    let outputs = root.table("outputs").and_then(|fields| {
        fields.only(&["folder"]);
        fields.text("folder")
    });
    Some(Pipeline {
        origin: root.document.origin(&id.span),
        id: id.text,
        titles,
        sources,
        include: include(root, definitions),
        windows: windows(root),
        outputs: outputs?.text,
        headlines,
    })
}

fn source(fields: &Fields, definitions: &Definitions) -> Option<SourceEntry> {
    fields.only(&["path", "edition"]);
    let path = fields.text("path")?;
    let edition = fields.may_text("edition");
    if let Some(edition) = &edition
        && !definitions.editions.contains_key(&edition.text)
    {
        unknown(fields, "edition", edition, definitions.editions.keys());
    }
    let edition = edition.map(|edition| edition.text);
    Some(SourceEntry { origin: fields.document.origin(&path.span), path: path.text, edition })
}

/// Every indicator where the file does not say.
fn include(root: &Fields, definitions: &Definitions) -> Vec<String> {
    let Some(fields) = root.may_table("indicators") else { return vec!["*".to_string()] };
    fields.only(&["include"]);
    let patterns = fields.texts("include");
    for pattern in &patterns {
        if !definitions.indicators.keys().any(|id| matches(&pattern.text, id)) {
            unknown(&fields, "indicator", pattern, definitions.indicators.keys());
        }
    }
    patterns.into_iter().map(|pattern| pattern.text).collect()
}

fn windows(root: &Fields) -> Vec<(i32, i32)> {
    let Some(fields) = root.may_table("trends") else { return Vec::new() };
    fields.only(&["windows"]);
    let mut windows = Vec::new();
    for ((first, last), span) in fields.pairs("windows") {
        if first < last {
            windows.push((first, last));
        } else {
            fields.error("wrong-value", &span, say!("definition.window", first, last));
        }
    }
    windows
}

fn headline(fields: &Fields, definitions: &Definitions) -> Option<Headline> {
    fields.only(&["indicator", "area", "periods"]);
    let (indicator, area) = (fields.text("indicator")?, fields.text("area")?);
    if !definitions.indicators.contains_key(&indicator.text) {
        unknown(fields, "indicator", &indicator, definitions.indicators.keys());
        return None;
    }
    if !definitions.areas.iter().any(|known| known.code == area.text) {
        unknown(fields, "area", &area, definitions.areas.iter().map(|known| &known.code));
        return None;
    }
    Some(Headline { indicator: indicator.text, area: area.text, periods: fields.plain_texts("periods") })
}

fn unknown<'a>(fields: &Fields, what: &str, named: &Written, known: impl Iterator<Item = &'a String>) {
    let message = say!("definition.none-called", what = Message::of_english("thing", what), name = named.text);
    let problem = Problem::error("unknown-name", fields.document.place(&named.span), message);
    let help = did_you_mean(&named.text, known.map(String::as_str));
    fields.document.report(Problem { help, ..problem });
}

/// Whether `text` fits a pattern in which `*` stands for any letters.
pub fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or(""),
            None => return false,
        }
    }
    rest.ends_with(last)
}
