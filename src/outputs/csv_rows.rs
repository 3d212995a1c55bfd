//! Rows of csv from Arrow columns: each distinct text is quoted once, numbers are printed by a shortest printer.
//!
//! In: columns of one length. Out: the bytes of any run of rows, so that runs can be written side by side. The bytes are those of
//! the `csv` crate and of Rust's own printing. Refuses a column type that no output of ours has.

use std::ops::Range;

use arrow::array::{Array, ArrayRef, DictionaryArray, Float64Array, Int16Array, ListArray, StringArray};
use arrow::datatypes::Int32Type;

use crate::error::{Error, Result};
use crate::messages::say;

/// Columns ready to be written as csv.
pub struct CsvColumns<'a>(Vec<Cells<'a>>);

enum Cells<'a> {
    /// Keys into texts, each quoted where it must be.
    Keyed {
        keys: &'a DictionaryArray<Int32Type>,
        texts: Vec<Vec<u8>>,
    },
    Float(&'a Float64Array),
    Year(&'a Int16Array),
    List(&'a ListArray),
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
            .or_else(|| any.downcast_ref().map(Cells::Float))
            .or_else(|| any.downcast_ref().map(Cells::Year))
            .or_else(|| any.downcast_ref().map(Cells::List));
        found.ok_or_else(|| Error::Engine {
            doing: say!("engine.csv"),
            cause: say!("engine.no-text-form", kind = array.data_type().to_string()).to_string(),
        })
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
            Cells::Float(all) if all.is_valid(row) => push_number(out, all.value(row)),
            Cells::Year(all) if all.is_valid(row) => push_year(out, all.value(row)),
            Cells::List(all) if all.value_length(row) > 0 => out.extend_from_slice(&quoted(&joined(all, row))),
            _ => {}
        }
    }
}

fn joined(all: &ListArray, row: usize) -> String {
    let values = all.value(row);
    let texts = values.as_any().downcast_ref::<StringArray>();
    texts.into_iter().flat_map(|texts| texts.iter().flatten()).collect::<Vec<&str>>().join(" | ")
}

/// A text as it stands between two commas.
fn quoted(text: &str) -> Vec<u8> {
    let must = |byte: u8| matches!(byte, b',' | b'"' | b'\r' | b'\n');
    if !text.bytes().any(must) {
        return text.as_bytes().to_vec();
    }
    format!("\"{}\"", text.replace('"', "\"\"")).into_bytes()
}

fn push_year(out: &mut Vec<u8>, year: i16) {
    match year {
        1000..=9999 => out.extend([1000, 100, 10, 1].map(|place| b'0' + (year / place % 10) as u8)),
        _ => push(out, year),
    }
}

/// A finite number as Rust prints it: the shortest digits that read back as the same number, and no exponent.
pub fn push_number(out: &mut Vec<u8>, number: f64) {
    let mut buffer = zmij::Buffer::new();
    let printed = buffer.format(number);
    match printed.contains('e') || !number.is_finite() {
        true => push(out, number),
        false => out.extend_from_slice(printed.strip_suffix(".0").unwrap_or(printed).as_bytes()),
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
        push_number(&mut out, number);
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
