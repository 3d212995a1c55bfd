//! `observations.parquet`: the data contract as an Arrow schema, and the way there and back.
//!
//! In: observations, or batches of the contract. Out: batches, or observations of chosen rows.
//! Refuses batches whose columns are missing or of another type.

use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, Date32Array, Float64Array, Int8Array, Int16Array, ListArray, ListBuilder, RecordBatch,
    StringArray, StringBuilder, UInt32Array,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use super::parquet_file::{batches_of, pieces, read_batches};
use super::{date_of, day_of, field};
use crate::error::{Error, Result};
use crate::formula::{Coverage, Stage};
use crate::messages::say;
use crate::observations::{Observation, PeriodBasis};
use crate::texts::{Text, Texts};

/// The columns of the contract, each with its labels.
pub fn observation_schema() -> SchemaRef {
    let list = DataType::List(Arc::new(Field::new("item", DataType::Utf8, false)));
    Arc::new(Schema::new(vec![
        field("series", DataType::Utf8, true, ("catalogue id of the series", "序列标识"), &[]),
        field("ref_area", DataType::Utf8, true, ("area code", "地区代码"), &[("codes", "GB/T 2260; ISO 3166; CN")]),
        field("area_label", DataType::Utf8, true, ("area as printed", "地区原文"), &[]),
        field(
            "coverage",
            DataType::Utf8,
            true,
            ("whose account inside the area; empty: the area as a whole", "口径: 空为全域"),
            &[("codes", "own-level districts subordinate")],
        ),
        field("time_period", DataType::Utf8, true, ("period", "时期"), &[]),
        field("year", DataType::Int16, true, ("year of the period", "年份"), &[]),
        field(
            "period_basis",
            DataType::Utf8,
            true,
            ("where the period was read", "时期依据"),
            &[("codes", "cell header title document book file-name edition folder hint")],
        ),
        field("obs_value", DataType::Float64, true, ("value", "数值"), &[("unit", "unit_measure × 10^unit_mult")]),
        field("value_text", DataType::Utf8, false, ("value as printed", "数值原文"), &[]),
        field("decimals", DataType::Int8, false, ("digits printed after the point", "小数位数"), &[]),
        field(
            "unit_measure",
            DataType::Utf8,
            true,
            ("unit of measure", "计量单位"),
            &[("codes", "pipelines/units.toml")],
        ),
        field("unit_mult", DataType::Int8, true, ("power of ten of the unit", "单位乘数"), &[]),
        field("unit_text", DataType::Utf8, true, ("unit as printed", "单位原文"), &[]),
        field("obs_status", DataType::Utf8, false, ("status", "数据状态"), &[("codes", "SDMX CL_OBS_STATUS 2.2")]),
        field("account_stage", DataType::Utf8, true, ("budget, execution or final account", "预算、执行或决算"), &[]),
        field(
            "vintage",
            DataType::Utf8,
            true,
            ("edition that printed it", "版本"),
            &[("codes", "pipelines/editions.toml")],
        ),
        field("vintage_date", DataType::Date32, true, ("date of the edition", "版本日期"), &[]),
        field("row_labels", list.clone(), false, ("stub path", "行标题"), &[]),
        field("column_labels", list.clone(), false, ("header path", "列标题"), &[]),
        field("notes", list, false, ("footnotes", "注释"), &[]),
        field("table_no", DataType::Utf8, true, ("table number", "表号"), &[]),
        field("table_title", DataType::Utf8, true, ("table title", "表名"), &[]),
        field("source", DataType::Utf8, false, ("file", "文件"), &[]),
        field("source_sha256", DataType::Utf8, false, ("sha256 of the file", "文件 sha256"), &[]),
        field("sheet", DataType::Utf8, false, ("sheet", "工作表"), &[]),
        field("row", DataType::UInt32, false, ("row, from 1", "行"), &[]),
        field("col", DataType::UInt32, false, ("column, from 1", "列"), &[]),
    ]))
}

/// Observations as one batch, in the order given.
pub fn observation_batch(rows: &[Observation]) -> Result<RecordBatch> {
    let optional =
        |get: fn(&Observation) -> Option<&str>| -> ArrayRef { Arc::new(rows.iter().map(get).collect::<StringArray>()) };
    let text =
        |get: fn(&Observation) -> &str| -> ArrayRef { Arc::new(StringArray::from_iter_values(rows.iter().map(get))) };
    let days = |o: &Observation| o.vintage_date.map(day_of);
    let columns: Vec<ArrayRef> = vec![
        optional(|o| o.series.as_deref()),
        optional(|o| o.ref_area.as_deref()),
        optional(|o| o.area_label.as_deref()),
        optional(|o| o.coverage.map(Coverage::name)),
        optional(|o| o.time_period.as_deref()),
        Arc::new(rows.iter().map(Observation::year).collect::<Int16Array>()),
        optional(|o| o.period_basis.map(PeriodBasis::name)),
        Arc::new(rows.iter().map(|o| o.obs_value).collect::<Float64Array>()),
        text(|o| &o.value_text),
        Arc::new(rows.iter().map(|o| Some(o.decimals)).collect::<Int8Array>()),
        optional(|o| o.unit_measure.as_deref()),
        Arc::new(rows.iter().map(|o| o.unit_mult).collect::<Int8Array>()),
        optional(|o| o.unit_text.as_deref()),
        text(|o| &o.obs_status),
        optional(|o| o.account_stage.map(Stage::name)),
        optional(|o| o.vintage.as_deref()),
        Arc::new(rows.iter().map(days).collect::<Date32Array>()),
        lists(rows, |o| &o.row_labels),
        lists(rows, |o| &o.column_labels),
        lists(rows, |o| &o.notes),
        optional(|o| o.table_no.as_deref()),
        optional(|o| o.table_title.as_deref()),
        text(|o| &o.source),
        text(|o| &o.source_sha256),
        text(|o| &o.sheet),
        Arc::new(rows.iter().map(|o| Some(o.row)).collect::<UInt32Array>()),
        Arc::new(rows.iter().map(|o| Some(o.col)).collect::<UInt32Array>()),
    ];
    RecordBatch::try_new(observation_schema(), columns).map_err(Error::engine(say!("engine.lay-out")))
}

fn lists(rows: &[Observation], get: fn(&Observation) -> &Texts) -> ArrayRef {
    let item = Field::new("item", DataType::Utf8, false);
    let mut list = ListBuilder::new(StringBuilder::new()).with_field(item);
    for row in rows {
        get(row).iter().for_each(|text| list.values().append_value(text.as_str()));
        list.append(true);
    }
    Arc::new(list.finish())
}

/// Every observation of a file.
pub fn read_observations(path: &Path) -> Result<Vec<Observation>> {
    let batches = contract_batches(path)?;
    let mut all = Vec::new();
    for batch in &batches {
        all.extend(observations_of(batch)?);
    }
    Ok(all)
}

/// Every observation of a batch.
pub fn observations_of(batch: &RecordBatch) -> Result<Vec<Observation>> {
    let columns = Typed::of(batch)?;
    Ok((0..batch.num_rows()).map(|row| columns.observation(row)).collect())
}

/// Those of a whole file in memory.
pub fn observations_of_file(bytes: &'static [u8]) -> Result<Vec<Observation>> {
    let mut all = Vec::new();
    for batch in batches_of(bytes)? {
        all.extend(observations_of(&batch)?);
    }
    Ok(all)
}

/// Whether a batch holds a row of a source.
pub fn has_source(batch: &RecordBatch, concerns: impl Fn(&str) -> bool) -> Result<bool> {
    let sources = downcast::<StringArray>(batch, "source")?;
    let mut last = None;
    Ok(sources.iter().flatten().any(|source| {
        let is_new = last != Some(source);
        last = Some(source);
        is_new && concerns(source)
    }))
}

/// What a figure is compared by, and where it stands.
const COMPARED: [&str; 18] = [
    "series",
    "ref_area",
    "area_label",
    "coverage",
    "time_period",
    "obs_value",
    "value_text",
    "decimals",
    "unit_measure",
    "unit_mult",
    "account_stage",
    "vintage",
    "vintage_date",
    "source",
    "source_sha256",
    "sheet",
    "row",
    "col",
];

/// The observations of known series in the wanted periods, without their labels, notes and titles. The file is read piece
/// by piece: memory holds what is wanted and no more.
pub fn observations_in(path: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<Observation>> {
    let mut found = Vec::new();
    for batch in pieces(path, &COMPARED)? {
        let batch = batch?;
        let columns = Typed::of(&batch)?;
        let (series, periods) =
            (downcast::<StringArray>(&batch, "series")?, downcast::<StringArray>(&batch, "time_period")?);
        let is_wanted = |at: &usize| !series.is_null(*at) && !periods.is_null(*at) && wanted(periods.value(*at));
        found.extend((0..batch.num_rows()).filter(is_wanted).map(|row| columns.observation(row)));
    }
    Ok(found)
}

/// The observations standing at the given rows of a file, in the order asked for.
pub fn observations_at(path: &Path, rows: &[u32]) -> Result<Vec<Observation>> {
    let batches = contract_batches(path)?;
    let mut found = Vec::with_capacity(rows.len());
    for &wanted in rows {
        let mut rest = wanted as usize;
        for batch in &batches {
            if rest < batch.num_rows() {
                found.push(Typed::of(batch)?.observation(rest));
                break;
            }
            rest -= batch.num_rows();
        }
    }
    Ok(found)
}

fn contract_batches(path: &Path) -> Result<Vec<RecordBatch>> {
    let (schema, batches) = read_batches(path)?;
    if schema.fields().len() < observation_schema().fields().len() {
        let cause = say!("engine.other-columns");
        return Err(Error::Engine { doing: say!("engine.observations"), cause: cause.to_string() });
    }
    Ok(batches)
}

/// A batch's columns, downcast once. Those that were left out when reading give empty fields.
struct Typed<'a> {
    /// In the order of `TEXTS`.
    texts: Vec<Option<&'a StringArray>>,
    lists: [Option<&'a ListArray>; 3],
    obs_value: &'a Float64Array,
    decimals: &'a Int8Array,
    unit_mult: &'a Int8Array,
    vintage_date: &'a Date32Array,
    row: &'a UInt32Array,
    col: &'a UInt32Array,
}

/// The columns of text, in the order in which a row is put together.
const TEXTS: [&str; 17] = [
    "series",
    "ref_area",
    "area_label",
    "coverage",
    "time_period",
    "period_basis",
    "value_text",
    "unit_measure",
    "unit_text",
    "obs_status",
    "account_stage",
    "vintage",
    "table_no",
    "table_title",
    "source",
    "source_sha256",
    "sheet",
];

impl<'a> Typed<'a> {
    fn of(batch: &'a RecordBatch) -> Result<Typed<'a>> {
        Ok(Typed {
            texts: TEXTS.iter().map(|name| downcast(batch, name).ok()).collect(),
            lists: ["row_labels", "column_labels", "notes"].map(|name| downcast(batch, name).ok()),
            obs_value: downcast(batch, "obs_value")?,
            decimals: downcast(batch, "decimals")?,
            unit_mult: downcast(batch, "unit_mult")?,
            vintage_date: downcast(batch, "vintage_date")?,
            row: downcast(batch, "row")?,
            col: downcast(batch, "col")?,
        })
    }

    fn observation(&self, at: usize) -> Observation {
        let mut texts = self.texts.iter();
        let mut optional = || {
            let column = texts.next().copied().flatten().filter(|column| column.is_valid(at));
            column.map(|column| Text::from(column.value(at)))
        };
        let [row_labels, column_labels, notes] = self.lists.map(|column| list(column, at));
        let mult = (!self.unit_mult.is_null(at)).then(|| self.unit_mult.value(at));
        let date = (!self.vintage_date.is_null(at)).then(|| self.vintage_date.value(at));
        // Fields of text are taken in the order of `TEXTS`.
        Observation {
            series: optional(),
            ref_area: optional(),
            area_label: optional(),
            coverage: optional().as_deref().and_then(Coverage::from_name),
            time_period: optional(),
            period_basis: optional().as_deref().and_then(PeriodBasis::from_name),
            obs_value: (!self.obs_value.is_null(at)).then(|| self.obs_value.value(at)),
            value_text: optional().unwrap_or_default(),
            decimals: self.decimals.value(at),
            unit_measure: optional(),
            unit_mult: mult,
            unit_text: optional(),
            obs_status: optional().unwrap_or_default(),
            account_stage: optional().as_deref().and_then(Stage::from_name),
            vintage: optional(),
            vintage_date: date.and_then(date_of),
            row_labels,
            column_labels,
            notes,
            table_no: optional(),
            table_title: optional(),
            source: optional().unwrap_or_default(),
            source_sha256: optional().unwrap_or_default(),
            sheet: optional().unwrap_or_default(),
            row: self.row.value(at),
            col: self.col.value(at),
        }
    }
}

fn list(column: Option<&ListArray>, at: usize) -> Texts {
    let Some(column) = column else { return Texts::default() };
    let values = column.value(at);
    let texts = values.as_any().downcast_ref::<StringArray>();
    texts.into_iter().flat_map(|texts| texts.iter().flatten()).collect()
}

fn downcast<'a, A: 'static>(batch: &'a RecordBatch, name: &str) -> Result<&'a A> {
    let column = batch.column_by_name(name).and_then(|column| column.as_any().downcast_ref::<A>());
    column.ok_or_else(|| Error::Engine {
        doing: say!("engine.observations"),
        cause: say!("engine.no-column", name).to_string(),
    })
}
