//! Rows of csv from Arrow columns: each distinct text is quoted once, numbers are printed by a shortest printer.
//!
//! In: columns of one length. Out: the bytes of any run of rows, so that runs can be written side by side. The bytes are those of
//! the `csv` crate and of Rust's own printing. Refuses a column type that no output of ours has.

use std::ops::Range;

use arrow::array::{
    Array, ArrayRef, Date32Array, DictionaryArray, Float64Array, Int8Array, Int16Array, Int32Array, ListArray,
    StringArray, UInt32Array,
};
use arrow::datatypes::Int32Type;

use crate::error::{Error, Result};
use crate::figures::shortest;
use crate::messages::say;
use crate::store::date_of;

/// Columns ready to be written as csv.
pub struct CsvColumns<'a>(Vec<Cells<'a>>);

enum Cells<'a> {
    /// Keys into texts, each quoted where it must be.
    Keyed {
        keys: &'a DictionaryArray<Int32Type>,
        texts: Vec<Vec<u8>>,
    },
    Text(&'a StringArray),
    Float(&'a Float64Array),
    Tiny(&'a Int8Array),
    Year(&'a Int16Array),
    Whole(&'a Int32Array),
    Count(&'a UInt32Array),
    Date(&'a Date32Array),
    List(&'a ListArray, &'a StringArray),
}

impl<'a> CsvColumns<'a> {
    pub fn of(columns: &'a [ArrayRef]) -> Result<CsvColumns<'a>> {
        columns.iter().map(|column| Cells::of(column.as_ref())).collect::<Result<_>>().map(CsvColumns)
    }

    /// Appends rows.
    pub fn write(&self, rows: Range<usize>, out: &mut Vec<u8>) {
        for row in rows {
            for (at, cells) in self.0.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                cells.write(row, out);
            }
            out.push(b'\n');
        }
    }
}

impl<'a> Cells<'a> {
    fn of(array: &'a dyn Array) -> Result<Cells<'a>> {
        let any = array.as_any();
        if let Some(keys) = any.downcast_ref::<DictionaryArray<Int32Type>>()
            && let Some(words) = keys.values().as_any().downcast_ref::<StringArray>()
        {
            return Ok(Cells::Keyed {
                keys,
                texts: words.iter().map(|word| quoted(word.unwrap_or_default())).collect(),
            });
        }
        let found = None
            .or_else(|| any.downcast_ref().map(Cells::Text))
            .or_else(|| any.downcast_ref().map(Cells::Float))
            .or_else(|| any.downcast_ref().map(Cells::Tiny))
            .or_else(|| any.downcast_ref().map(Cells::Year))
            .or_else(|| any.downcast_ref().map(Cells::Whole))
            .or_else(|| any.downcast_ref().map(Cells::Count))
            .or_else(|| any.downcast_ref().map(Cells::Date))
            .or_else(|| any.downcast_ref().and_then(Cells::of_lists));
        found.ok_or_else(|| Error::Engine {
            doing: say!("engine.csv"),
            cause: say!("engine.no-text-form", kind = array.data_type().to_string()).to_string(),
        })
    }

    fn of_lists(lists: &'a ListArray) -> Option<Cells<'a>> {
        lists.values().as_any().downcast_ref().map(|texts| Cells::List(lists, texts))
    }

    /// Nothing where it is null.
    #[inline]
    fn write(&self, row: usize, out: &mut Vec<u8>) {
        match self {
            Cells::Keyed { keys, texts } => {
                if let Some(text) = keys.key(row).and_then(|key| texts.get(key)) {
                    out.extend_from_slice(text);
                }
            }
            Cells::Text(all) if all.is_valid(row) => put(out, |out| out.extend_from_slice(all.value(row).as_bytes())),
            Cells::Float(all) if all.is_valid(row) => shortest::push(out, all.value(row)),
            Cells::Tiny(all) if all.is_valid(row) => push(out, all.value(row)),
            Cells::Year(all) if all.is_valid(row) => push_year(out, all.value(row)),
            Cells::Whole(all) if all.is_valid(row) => push(out, all.value(row)),
            Cells::Count(all) if all.is_valid(row) => push(out, all.value(row)),
            Cells::Date(all) if all.is_valid(row) => {
                if let Some(date) = date_of(all.value(row)) {
                    push(out, date);
                }
            }
            Cells::List(lists, texts) => put(out, |out| push_list(out, lists, texts, row)),
            _ => {}
        }
    }
}

/// The texts of a row, joined by ` | `.
fn push_list(out: &mut Vec<u8>, lists: &ListArray, texts: &StringArray, row: usize) {
    let place = |at: usize| lists.value_offsets().get(at).map_or(0, |place| *place as usize);
    for (at, text) in (place(row)..place(row + 1)).enumerate() {
        out.extend_from_slice(if at > 0 { b" | " } else { b"" });
        out.extend_from_slice(texts.value(text).as_bytes());
    }
}

/// A text as it stands between two commas.
fn quoted(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    put(&mut out, |out| out.extend_from_slice(text.as_bytes()));
    out
}

/// Puts a field, quoted where its text would end it (RFC 4180).
pub fn put(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    write(out);
    let text = out.get(start..).unwrap_or_default();
    let ends = |byte: &u8| (*byte == b',') | (*byte == b'"') | (*byte == b'\n') | (*byte == b'\r');
    // Looks at every byte: without an early way out, the loop takes many at once.
    if text.iter().fold(false, |found, byte| found | ends(byte)) {
        let text = out.split_off(start);
        out.push(b'"');
        for byte in text {
            out.extend(std::iter::repeat_n(byte, if byte == b'"' { 2 } else { 1 }));
        }
        out.push(b'"');
    }
}

fn push_year(out: &mut Vec<u8>, year: i16) {
    match year {
        1000..=9999 => out.extend([1000, 100, 10, 1].map(|place| b'0' + (year / place % 10) as u8)),
        _ => push(out, year),
    }
}

/// Writing to a vector cannot fail.
fn push(out: &mut Vec<u8>, value: impl std::fmt::Display) {
    let _ = std::io::Write::write_fmt(out, format_args!("{value}"));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn printed(number: f64) -> String {
        let mut out = Vec::new();
        shortest::push(&mut out, number);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn numbers_are_printed_without_exponent() {
        let numbers = [0.0, -0.0, 1.0, 0.1, 1e-7, 1.5e-5, 1e15, 1e16, 1.7e308, 5e-324, 123456789.125, -2.5, 100.0];
        for number in numbers {
            assert_eq!(printed(number), number.to_string());
        }
    }

    proptest! {
        #[test]
        fn any_number_is_printed_as_rust_prints_it(bits in any::<u64>(), near in -1e9..1e9f64) {
            let number = f64::from_bits(bits);
            prop_assert_eq!(printed(number), number.to_string());
            prop_assert_eq!(printed(near), near.to_string());
            let (mut year, number) = (Vec::new(), bits as i16);
            push_year(&mut year, number);
            prop_assert_eq!(year, number.to_string().into_bytes());
        }

        #[test]
        fn any_text_is_quoted_as_the_csv_crate_quotes_it(text in "[a\u{4e2d}\",\r\n |#']{0,8}") {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record([text.as_str(), "."]).expect("a row");
            let row = writer.into_inner().expect("bytes");
            prop_assert_eq!([quoted(&text).as_slice(), b",.\n"].concat(), row);
        }
    }
}
