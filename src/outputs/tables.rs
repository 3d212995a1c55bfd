//! The columns of `indicators.parquet` and `trends.parquet`, with labels, units and sources as field metadata.
//!
//! In: indicators, and trends in their final order. Out: a schema, and a batch. Refuses nothing.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, Float64Array, Int32Array, ListBuilder, RecordBatch, StringArray, StringBuilder, UInt32Array,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use crate::definitions::Indicator;
use crate::error::{Error, Result};
use crate::indicators::Trend;
use crate::messages::say;
use crate::store::field;

/// The columns of indicator values; the schema's metadata holds each indicator's titles, formula, unit and citation.
pub fn indicator_schema(indicators: &[&Indicator]) -> SchemaRef {
    let schema = Schema::new(vec![
        field("indicator", DataType::Utf8, false, ("indicator", "指标"), &[("codes", "pipelines/indicators/*.toml")]),
        field("ref_area", DataType::Utf8, false, ("area code", "地区代码"), &[("codes", "GB/T 2260; CN")]),
        field(
            "coverage",
            DataType::Utf8,
            true,
            ("whose account inside the area; empty: the area as a whole", "口径: 空为全域"),
            &[("codes", "own-level districts subordinate")],
        ),
        field("time_period", DataType::Utf8, false, ("period", "时期"), &[]),
        field("year", DataType::Int16, true, ("year of the period", "年份"), &[]),
        field("obs_value", DataType::Float64, false, ("value", "数值"), &[("unit", "column unit")]),
        field(
            "lower",
            DataType::Float64,
            true,
            ("least value the printed digits allow", "所印位数允许的最小值"),
            &[("unit", "column unit")],
        ),
        field(
            "upper",
            DataType::Float64,
            true,
            ("greatest value the printed digits allow", "所印位数允许的最大值"),
            &[("unit", "column unit")],
        ),
        field("unit", DataType::Utf8, false, ("unit", "单位"), &[("codes", "pipelines/units.toml")]),
        field("obs_status", DataType::Utf8, false, ("status", "数据状态"), &[("codes", "SDMX CL_OBS_STATUS 2.2")]),
        field("as_of", DataType::Utf8, false, ("vintage rule", "版本规则"), &[]),
        field("notes", list_type(), false, ("notes", "注释"), &[]),
    ]);
    let metadata: std::collections::HashMap<String, String> =
        indicators.iter().map(|indicator| (indicator.id.clone(), about(indicator))).collect();
    Arc::new(schema.with_metadata(metadata))
}

fn about(indicator: &Indicator) -> String {
    serde_json::json!({
        "title_zh": indicator.titles.zh,
        "title_en": indicator.titles.en,
        "formula": indicator.formula,
        "unit": indicator.unit_text,
        "citation": indicator.citation,
    })
    .to_string()
}

/// Trends.
pub fn trend_batch(trends: &[Trend]) -> Result<RecordBatch> {
    let text =
        |get: fn(&Trend) -> &str| -> ArrayRef { Arc::new(StringArray::from_iter_values(trends.iter().map(get))) };
    let year = |get: fn(&Trend) -> i32| -> ArrayRef { Arc::new(Int32Array::from_iter_values(trends.iter().map(get))) };
    let number =
        |get: fn(&Trend) -> Option<f64>| -> ArrayRef { Arc::new(trends.iter().map(get).collect::<Float64Array>()) };
    let schema = Schema::new(vec![
        field("indicator", DataType::Utf8, false, ("indicator", "指标"), &[("codes", "pipelines/indicators/*.toml")]),
        field("ref_area", DataType::Utf8, false, ("area code", "地区代码"), &[("codes", "GB/T 2260; CN")]),
        field("first", DataType::Int32, false, ("first period with a value", "首期"), &[]),
        field("last", DataType::Int32, false, ("last period with a value", "末期"), &[]),
        field("n", DataType::UInt32, false, ("number of values", "观测数"), &[]),
        field("method", DataType::Utf8, false, ("method", "方法"), &[]),
        field("statistic", DataType::Utf8, false, ("statistic", "统计量"), &[]),
        field("value", DataType::Float64, false, ("value", "数值"), &[]),
        field("std_error", DataType::Float64, true, ("standard error", "标准误"), &[]),
        field("p_value", DataType::Float64, true, ("two-sided p value", "p 值"), &[]),
        field("obs_status", DataType::Utf8, false, ("weakest status in the window", "数据状态"), &[]),
        field("notes", list_type(), false, ("notes", "注释"), &[]),
    ]);
    let columns: Vec<ArrayRef> = vec![
        text(|t| &t.indicator),
        text(|t| &t.ref_area),
        year(|t| t.first),
        year(|t| t.last),
        Arc::new(UInt32Array::from_iter_values(trends.iter().map(|t| t.n as u32))),
        text(|t| t.method),
        text(|t| t.statistic),
        number(|t| Some(t.value)),
        number(|t| t.std_error),
        number(|t| t.p_value),
        text(|t| t.status.code()),
        lists(trends.iter().map(|t| t.notes.as_slice())),
    ];
    RecordBatch::try_new(Arc::new(schema), columns).map_err(Error::engine(say!("engine.trends")))
}

fn list_type() -> DataType {
    DataType::List(Arc::new(Field::new("item", DataType::Utf8, false)))
}

fn lists<'a>(rows: impl Iterator<Item = &'a [String]>) -> ArrayRef {
    let mut list = ListBuilder::new(StringBuilder::new()).with_field(Field::new("item", DataType::Utf8, false));
    for row in rows {
        row.iter().for_each(|text| list.values().append_value(text));
        list.append(true);
    }
    Arc::new(list.finish())
}
