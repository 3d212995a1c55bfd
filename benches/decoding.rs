//! Decoding alone: every sheet of every workbook through bare calamine, as the floor for reading.py.
//!
//! In: a text file with one path a line. Out: on stdout, how many were read and how many sheets and cells they hold.
//! A workbook that calamine cannot read (encrypted, broken, in a wrong code page) counts as not read.
//!
//!     cargo build --release --example decoding

use std::fs;
use std::io::Cursor;
use std::process::ExitCode;

use calamine::{Reader, Sheets, open_workbook_auto_from_rs};

fn main() -> ExitCode {
    let Some(listing) = std::env::args().nth(1).and_then(|path| fs::read_to_string(path).ok()) else {
        eprintln!("give a text file with one path a line");
        return ExitCode::from(2);
    };
    let (mut read, mut sheets, mut cells) = (0, 0, 0);
    for path in listing.lines() {
        let Ok(found) = decode(path) else { continue };
        read += 1;
        sheets += found.0;
        cells += found.1;
    }
    println!("{{\"read\": {read}, \"sheets\": {sheets}, \"cells\": {cells}}}");
    ExitCode::SUCCESS
}

/// Sheets, and cells that hold something.
fn decode(path: &str) -> Result<(usize, usize), calamine::Error> {
    let bytes = fs::read(path).map_err(calamine::Error::Io)?;
    let mut book: Sheets<_> = open_workbook_auto_from_rs(Cursor::new(bytes))?;
    let sheets = book.worksheets();
    let cells = sheets.iter().map(|(_, range)| range.used_cells().count()).sum();
    Ok((sheets.len(), cells))
}
