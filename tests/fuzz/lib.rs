//! What the fuzz targets share: the modules up to `tables`, and one way to read a file whole and hold it to its promises.
//!
//! In: bytes. Out: nothing; a broken promise is a panic.

#![allow(dead_code)]

#[path = "../../src/error.rs"]
pub mod error;
#[path = "../../src/problem.rs"]
pub mod problem;
#[path = "../../src/units/mod.rs"]
pub mod units;
#[path = "../../src/figures/mod.rs"]
pub mod figures;
#[path = "../../src/formula/mod.rs"]
pub mod formula;
#[path = "../../src/definitions/mod.rs"]
pub mod definitions;
#[path = "../../src/sources/mod.rs"]
pub mod sources;
#[path = "../../src/tables/mod.rs"]
pub mod tables;

use std::io::Write;

/// Opens bytes, reads their tables, and checks that a refusal has a reason and that every number is counted once.
pub fn read(name: &str, bytes: &[u8]) {
    let source = sources::from_bytes(name, bytes);
    let holds = !source.grids.is_empty() || !source.passages.is_empty();
    assert!(holds || !source.problems.is_empty(), "nothing was read and nothing said");
    let reading = tables::from_source(&source);
    let body = reading.tables.iter().flat_map(|table| &table.cells).filter(|cell| cell.value.is_some()).count();
    assert_eq!(reading.numeric_cells, body + reading.header_numbers + reading.set_aside.len());
}

/// A zip archive of stored members.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in members {
        let _ = zip.start_file(*name, stored).map(|()| zip.write_all(bytes));
    }
    zip.finish().map(std::io::Cursor::into_inner).unwrap_or_default()
}

/// Cuts an input into so many parts, at zero bytes where it has them.
pub fn parts<const N: usize>(bytes: &[u8]) -> [&[u8]; N] {
    let mut parts = [&[][..]; N];
    let mut rest = bytes.splitn(N, |byte| *byte == 0);
    parts.iter_mut().for_each(|part| *part = rest.next().unwrap_or_default());
    parts
}
