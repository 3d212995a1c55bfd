//! `units.toml`, `areas.csv` and `counties.csv`: what may be measured and where.
//!
//! In: the files. Out: `Units` and `Area`s. Refuses spellings of unknown measures, spellings given twice, rows with
//! missing columns and area codes given twice for the same years.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::Area;
use super::fields::{Document, Fields};
use super::written::Written;
use crate::messages::{Message, say};
use crate::problem::{Place, Problem, Text};
use crate::units::{Magnitude, Measure, MeasureKind, Spelling, Units, plain};

pub(super) fn units(files: &[&Arc<Text>], problems: &mut Vec<Problem>) -> Units {
    let mut measures: BTreeMap<String, (Measure, Place)> = BTreeMap::new();
    for file in files {
        problems.extend(Document::new(file).read(|root| {
            root.only(&["measure", "spelling", "magnitude"]);
            root.tables("measure").iter().for_each(|fields| measure(fields, &mut measures));
        }));
    }
    let known: Vec<Measure> = measures.into_values().map(|(measure, _)| measure).collect();
    let bare = Units::new(known.clone(), Vec::new());
    let mut spellings = Vec::new();
    let mut spelled = BTreeMap::new();
    let mut magnitudes = Vec::new();
    for file in files {
        problems.extend(Document::new(file).read(|root| {
            magnitudes.extend(root.tables("magnitude").iter().filter_map(magnitude));
            for fields in root.tables("spelling") {
                spellings.extend(spelling(&fields, &bare, &mut spelled));
            }
        }));
    }
    Units::new(known, spellings).with_magnitudes(&magnitudes)
}

fn magnitude(fields: &Fields) -> Option<Magnitude> {
    fields.only(&["text", "mult"]);
    let texts: Vec<String> = fields.texts("text").into_iter().map(|text| text.text).collect();
    if texts.is_empty() {
        fields.error("missing-field", &fields.span, say!("definition.text-missing"));
    }
    let mult = i8::try_from(fields.may_whole("mult").unwrap_or(0)).ok().filter(|mult| (1..=18).contains(mult));
    if mult.is_none() {
        fields.error("wrong-value", &fields.span_of("mult"), say!("definition.magnitude"));
    }
    Some(Magnitude { texts, mult: mult? })
}

fn measure(fields: &Fields, measures: &mut BTreeMap<String, (Measure, Place)>) {
    fields.only(&["id", "kind", "scale", "names"]);
    let (id, kind, scale, names) =
        (fields.text("id"), fields.text("kind"), fields.number("scale"), fields.names("names"));
    let Some((id, kind)) = id.zip(kind) else { return };
    let Some(known) = MeasureKind::from_name(&kind.text) else {
        let message = say!("definition.no-measure-kind", text = kind.text, names = MeasureKind::NAMES.join(", "));
        return fields.error("wrong-value", &kind.span, message);
    };
    let scale = scale.unwrap_or(1.0);
    if !(scale.is_finite() && scale > 0.0) {
        return fields.error("wrong-value", &fields.span_of("scale"), say!("definition.scale"));
    }
    let place = fields.document.place(&id.span);
    if let Some((_, first)) = measures.get(&id.text) {
        let message = say!("definition.measure-twice", id = id.text);
        return fields.document.report(
            Problem::error("duplicate-id", place, message).second(first.clone(), say!("definition.first-here")),
        );
    }
    let measure = Measure { id: id.text.clone(), kind: known, scale, zh: names.zh, en: names.en };
    measures.insert(id.text, (measure, place));
}

fn spelling(fields: &Fields, units: &Units, spelled: &mut BTreeMap<String, Place>) -> Option<Spelling> {
    fields.only(&["text", "measure", "mult"]);
    let texts = fields.texts("text");
    let measure = fields.text("measure")?;
    if texts.is_empty() {
        fields.error("missing-field", &fields.span, say!("definition.text-missing"));
    }
    if units.unit_of(&measure.text).is_none() {
        fields.document.report(unknown_measure(fields, &measure, units));
        return None;
    }
    let mult = fields.may_whole("mult").unwrap_or(0);
    let Some(mult) = i8::try_from(mult).ok().filter(|mult| (-18..=18).contains(mult)) else {
        fields.error("wrong-value", &fields.span_of("mult"), say!("definition.power-too-large", mult));
        return None;
    };
    let mut own = Vec::new();
    for text in texts {
        let key = plain(&text.text);
        let place = fields.document.place(&text.span);
        match spelled.get(&key) {
            // Two ways of writing that fold into one are fine within one entry.
            _ if own.contains(&text.text) => {}
            Some(first) if own.iter().all(|other: &String| plain(other) != key) => {
                let message = say!("definition.spelling-twice", text = text.text);
                let problem = Problem::error("duplicate-spelling", place, message);
                fields.document.report(problem.second(first.clone(), say!("definition.first-here")));
            }
            _ => {
                spelled.insert(key, place);
                own.push(text.text);
            }
        }
    }
    Some(Spelling { texts: own, measure: measure.text, mult })
}

pub(super) fn unknown_measure(fields: &Fields, measure: &Written, units: &Units) -> Problem {
    let known: Vec<&str> = units.measures().map(|measure| measure.id.as_str()).collect();
    Problem::error(
        "unknown-unit",
        fields.document.place(&measure.span),
        say!("definition.no-measure", measure = measure.text),
    )
    .help(say!("definition.measures", known = known.join(", ")))
}

const COLUMNS: [&str; 9] = ["code", "level", "name_zh", "short_zh", "name_en", "aliases", "from", "to", "parent"];

pub(super) fn areas(file: &Arc<Text>, problems: &mut Vec<Problem>) -> Vec<Area> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.text.as_bytes());
    let whole_line = |start: usize| {
        start..file.text.get(start..).and_then(|rest| rest.find('\n')).map_or(file.text.len(), |end| start + end)
    };
    let place = |span: Range<usize>| Place::Definition { text: Arc::clone(file), span };
    let found: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|name| name.trim().trim_start_matches('\u{feff}').to_string()).collect(),
        Err(_) => Vec::new(),
    };
    if found != COLUMNS {
        let message = say!("definition.columns", found = found.join(","), columns = COLUMNS.join(","));
        problems.push(Problem::error("wrong-columns", place(whole_line(0)), message));
        return Vec::new();
    }
    let mut found: Vec<(usize, Area)> = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(0);
        let read = match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => area(&record),
            Err(cause) => Err(cause.to_string().into()),
        };
        match read {
            Ok(area) => found.push((start, area)),
            Err(message) => problems.push(Problem::error("wrong-value", place(whole_line(start)), message)),
        }
    }
    let mut first: HashMap<(&str, Option<i32>), usize> = HashMap::with_capacity(found.len());
    let mut twice: Vec<bool> = Vec::with_capacity(found.len());
    for (start, area) in &found {
        let known = first.get(&(area.code.as_str(), area.from));
        twice.push(known.is_some());
        match known {
            Some(known) => {
                let message = say!("definition.area-twice", code = area.code);
                let problem = Problem::error("duplicate-id", place(whole_line(*start)), message);
                problems.push(problem.second(place(whole_line(*known)), say!("definition.first-here")));
            }
            None => {
                first.insert((area.code.as_str(), area.from), *start);
            }
        }
    }
    found.into_iter().zip(twice).filter(|(_, twice)| !twice).map(|((_, area), _)| area).collect()
}

fn area(record: &csv::StringRecord) -> Result<Area, Message> {
    if record.len() != COLUMNS.len() {
        return Err(say!("definition.line-columns", found = record.len(), columns = COLUMNS.len()));
    }
    let text = |at: usize| record.get(at).unwrap_or("").trim();
    let year = |at: usize| match text(at) {
        "" => Ok(None),
        other => other.parse().map(Some).map_err(|_| say!("definition.no-year", text = other)),
    };
    if text(0).is_empty() || !["nation", "province", "prefecture", "county", "country"].contains(&text(1)) {
        return Err(say!("definition.no-area", code = text(0), level = text(1)));
    }
    let aliases = text(5).split('|').map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_string).collect();
    let parent = Some(text(8)).filter(|parent| !parent.is_empty()).map(str::to_string);
    let (from, to) = (year(6)?, year(7)?);
    let [code, level, name_zh, name_en] = [0, 1, 2, 4].map(|at| text(at).to_string());
    let short_zh = if text(3).is_empty() { name_zh.clone() } else { text(3).to_string() };
    Ok(Area { code, level, name_zh, short_zh, name_en, aliases, from, to, parent })
}
