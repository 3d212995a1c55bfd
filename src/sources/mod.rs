//! Sources: published files as bytes, opened into grids of cells. Nothing is interpreted here.
//!
//! In: a file's bytes. Out: one `Source` with its kind (by bytes, never by name), what was done to open it, and its
//! grids; or the same with no grids and a problem that says why it was refused.

mod archive;
mod biff;
mod cassette;
mod common_characters;
mod compound;
mod csv;
mod decoded_twice;
mod docx;
mod docx_table;
mod docx_symbol;
mod docx_walk;
mod equation;
mod finding;
mod folder;
mod guard;
mod hidden;
mod html;
mod html_lines;
mod html_page;
mod html_pre;
mod html_style;
mod html_text;
mod kind;
mod markdown;
mod markup;
mod nbs_answer;
mod nbs_json;
mod note_marks;
mod number_format;
mod ods;
mod overfull;
mod passages;
mod password;
mod pdf;
mod px;
mod px_statements;
mod room;
mod running_text;
mod spreadsheet_ml;
mod text;
mod text_encoding;
mod text_block;
mod text_columns;
mod text_header;
mod text_lines;
mod text_notes;
mod text_row;
mod text_stacked;
mod text_table;
mod workbook;
mod xls;
mod xls_styles;

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod hostile;

use crate::messages::{Message, say};
use crate::problem::{Problem, Severity};
use finding::{Contents, Finding};
pub use folder::{Found, list};
use guard::caught;
pub use hidden::Hidden;
use kind::{Container, Markup};
pub use running_text::text_from_bytes;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::ops::Range;

/// What the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Csv,
    Xls,
    Xlsx,
    Xlsb,
    Ods,
    Html,
    Pdf,
    Docx,
    Json,
    /// PC-Axis.
    Px,
    /// A workbook as Excel 2003 XML.
    Xml,
    Text,
    Unknown,
}

impl Kind {
    /// As `ingest.json` names it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Csv => "csv",
            Kind::Xls => "xls",
            Kind::Xlsx => "xlsx",
            Kind::Xlsb => "xlsb",
            Kind::Ods => "ods",
            Kind::Html => "html",
            Kind::Pdf => "pdf",
            Kind::Docx => "docx",
            Kind::Json => "json",
            Kind::Px => "px",
            Kind::Xml => "xml",
            Kind::Text => "text",
            Kind::Unknown => "unknown",
        }
    }
}

/// One cell as published.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The text a reader sees, line breaks kept, nothing trimmed; an indent of the cell's style as blanks before it. For
    /// a number stored as number: as its format shows it (xls, xlsx), else its shortest form of 15 digits.
    pub text: String,
    /// The stored number where the container stores one (xls, xlsx, ods), in the scale it is shown in: 0.0471 shown as
    /// 4.71% is 4.71. `None` for text cells and for dates.
    pub stored: Option<f64>,
}

/// A merged range; rows and columns count from 0 into `Grid::rows`, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    pub first_row: u32,
    pub first_col: u32,
    pub last_row: u32,
    pub last_col: u32,
}

/// One sheet, HTML table or csv file. `rows[r][c]` is sheet row r+1, column c+1: leading empty rows and columns are kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Sheet name as stored; for csv the file's stem; for HTML `table 1`, `table 2`, ...
    pub sheet: String,
    /// A row ends at its last used cell, so rows may differ in length; what lies beyond is empty.
    pub rows: Vec<Vec<Cell>>,
    pub merges: Vec<Merge>,
    /// The row (from 0) where the table itself begins, where the container says so: lines above are title and unit.
    pub begins: u32,
    /// Lines of the document around the table that stand as rows before its own.
    pub lines_before: u32,
    /// The table goes on from the one in the grid before, over a page break: same columns at the same places.
    pub continues: bool,
    /// Paragraphs of the running text before it, where the container counts them.
    pub behind: Option<u32>,
    /// What the document calls itself and the part the table stands in, outermost first.
    pub under: Vec<String>,
    /// Title and unit lines of the table that were printed at the foot of the page before.
    pub above: Vec<String>,
    /// Rows and columns that the workbook or the page does not show.
    pub hidden: Hidden,
    /// Row and column of headings that stand over their own column alone, where their place on the page says so.
    pub alone: Vec<(u32, u32)>,
    /// Rows that have more fields than the table has columns: which of them belongs where cannot be told.
    pub overfull: Vec<u32>,
    /// Where header, stub and figures stand, where the container says so.
    pub frame: Option<Frame>,
}

/// The parts of the one table of a grid; rows and columns count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub header: Range<u32>,
    pub body: Range<u32>,
    /// The first so many columns are the stub.
    pub stub: u32,
}

/// One paragraph or line of running text, outside any table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands, as a sheet is named: `text`, or `page 3` in a PDF.
    pub sheet: String,
    /// Its line or paragraph, from 1.
    pub row: u32,
    pub text: String,
}

/// One file, opened. `grids` and `passages` are both empty exactly where the file was refused or holds nothing.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the parent of the folder given, `/` between parts.
    pub path: String,
    pub sha256: String,
    pub kind: Kind,
    /// What was done to open it, in words: "decrypted with the default password", "decoded as gb18030".
    pub opened: Vec<Message>,
    pub grids: Vec<Grid>,
    /// Running text, where the container holds any that is read.
    pub passages: Vec<Passage>,
    /// Lines that are read as rows of a table, above or below it: titles and headings may be among them. Those of a sheet
    /// with a row no greater than a passage's stand before it.
    pub asides: Vec<Passage>,
    pub problems: Vec<Problem>,
}

/// Larger files are not loaded into memory.
const MOST_BYTES: u64 = 1 << 30;

/// Reads and opens one file. A file that cannot be read is a refused source.
pub fn from_file(found: &Found) -> Source {
    let read = std::fs::File::open(&found.file).and_then(|file| {
        let mut bytes = Vec::with_capacity(file.metadata()?.len().min(MOST_BYTES) as usize + 1);
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map(|_| bytes)
    });
    match read {
        Ok(bytes) if bytes.len() as u64 > MOST_BYTES => {
            let message = say!("source.larger-than-yearbook", most = MOST_BYTES >> 20);
            refused(&found.path, Finding::error("file-too-large", message))
        }
        Ok(bytes) => from_bytes(&found.path, &bytes),
        Err(cause) => refused(&found.path, folder::unreadable(&cause)),
    }
}

/// Opens one file; `path` is recorded as given and its last part names the grid of a csv file.
pub fn from_bytes(path: &str, bytes: &[u8]) -> Source {
    let (kind, contents) = open(path, bytes);
    let contents = contents.unwrap_or_else(|finding| Contents { findings: vec![finding], ..Contents::default() });
    let Contents { opened, mut grids, mut passages, asides, mut findings } = contents;
    grids.retain(|grid| !grid.rows.is_empty());
    if let Some(mut endless) = passages::leave_out_endless(&mut passages) {
        if grids.is_empty() && passages.is_empty() {
            (endless.severity, findings) = (Severity::Error, Vec::new());
        }
        findings.push(endless);
    }
    if grids.is_empty() && passages.is_empty() && findings.is_empty() {
        findings.push(Finding::warning("no-cells", say!("source.nothing-in-cells")));
    }
    let problems = findings.into_iter().map(|finding| finding.at(path)).collect();
    Source { path: path.to_string(), sha256: sha256(bytes), kind, opened, grids, passages, asides, problems }
}

/// A file that is no source of tables or text, known by its path and bytes alone.
pub fn unopened(path: &str, bytes: &[u8]) -> Source {
    Source { sha256: sha256(bytes), ..unread(path, Vec::new()) }
}

fn refused(path: &str, finding: Finding) -> Source {
    unread(path, vec![finding.at(path)])
}

fn unread(path: &str, problems: Vec<Problem>) -> Source {
    let (opened, grids, passages, asides) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (path, sha256, kind) = (path.to_string(), String::new(), Kind::Unknown);
    Source { path, sha256, kind, opened, grids, passages, asides, problems }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn open(path: &str, bytes: &[u8]) -> (Kind, Result<Contents, Finding>) {
    let unknown = |what: Message| (Kind::Unknown, Err(Finding::error("unknown-kind", say!("source.this-is", what))));
    match kind::container(bytes) {
        Container::Empty => {
            let message = match bytes.len() {
                0 => say!("source.no-bytes"),
                length => say!("source.blank-bytes", length),
            };
            (Kind::Unknown, Err(Finding::error("empty-file", message)))
        }
        Container::Compound => xls::from_compound(bytes),
        Container::BareBiff => (Kind::Xls, xls::from_stream("Workbook", bytes.to_vec())),
        Container::OldBiff => (Kind::Xls, Err(not_read_yet(say!("is.excel4")))),
        Container::Zip => from_archive(bytes),
        Container::Pdf => (Kind::Pdf, caught(say!("source.the-pdf"), || pdf::read(bytes))),
        Container::Other(what) => unknown(say!("source.no-table-read-here", what = Message::of_english("is", what))),
        Container::Text => from_text(path, bytes),
    }
}

fn not_read_yet(what: Message) -> Finding {
    Finding::error("kind-not-read-yet", say!("source.kind-not-read", what)).help(say!("source.save-tables"))
}

fn from_archive(bytes: &[u8]) -> (Kind, Result<Contents, Finding>) {
    let mut archive = match archive::open(bytes) {
        Ok(archive) => archive,
        Err(finding) => return (archive::kind_of_remains(bytes), Err(finding)),
    };
    let kind = archive.kind();
    let mut contents = Contents::default();
    let read = archive.check_size().and_then(|()| match kind {
        Kind::Xlsx => archive.check_sheets().and_then(|()| archive.check_shared_strings()).and_then(|()| {
            let outlook = archive.look_at_sheets();
            workbook::xlsx(bytes, &outlook, &mut contents)
        }),
        Kind::Xlsb => workbook::xlsb(bytes, &mut contents),
        Kind::Ods => {
            let content = archive.member("content.xml", u64::MAX).unwrap_or_default();
            workbook::ods(bytes, &String::from_utf8_lossy(&content), &mut contents)
        }
        Kind::Docx => {
            let main = archive
                .word_document()
                .ok_or_else(|| Finding::broken(say!("source.the-document"), say!("source.main-part-broken")));
            main.and_then(|main| {
                caught(say!("source.the-document"), || docx::read(&encoding_rs::UTF_8.decode(&main).0))
            })
            .map(|read| contents = read)
        }
        _ => Err(Finding::error("unknown-kind", say!("source.plain-zip")).help(say!("source.unpack-first"))),
    });
    (kind, read.map(|()| contents))
}

fn from_text(path: &str, bytes: &[u8]) -> (Kind, Result<Contents, Finding>) {
    let decoded = text_encoding::decode(bytes);
    if decoded.is_binary() {
        return (Kind::Unknown, Err(Finding::error("unknown-kind", say!("source.unknown-bytes"))));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let markup = kind::markup(&decoded.text);
    let plain = markdown::plain(path, &decoded.text).filter(|_| markup == Markup::None);
    if let Some(plain) = plain {
        return (Kind::Text, text::read(&plain, stem, extension).map(|contents| with_decoding(contents, &decoded)));
    }
    let (kind, read) = match markup {
        Markup::Html => (Kind::Html, html::read(&decoded.text)),
        Markup::Json => (Kind::Json, nbs_json::read(&decoded.text)),
        Markup::Cassette => (Kind::Json, nbs_json::read_cassette(&decoded.text)),
        Markup::PcAxis => (Kind::Px, px::read(&decoded.text, stem)),
        Markup::SpreadsheetMl => (Kind::Xml, spreadsheet_ml::read(&decoded.text)),
        Markup::None if csv::is_too_wide(&decoded.text) => (Kind::Csv, Err(csv::too_wide())),
        Markup::None => match csv::separator(&decoded.text) {
            Some(separator) => (Kind::Csv, csv::read(&decoded.text, separator, stem)),
            None => (Kind::Text, text::read(&decoded.text, stem, extension)),
        },
    };
    (kind, read.map(|contents| with_decoding(contents, &decoded)))
}

fn with_decoding(mut contents: Contents, decoded: &text_encoding::Decoded) -> Contents {
    contents.opened.extend(decoded.note());
    if decoded.lost > 0 {
        let name = decoded.encoding.name().to_ascii_lowercase();
        let message = say!("source.lost-characters", lost = decoded.lost, name, shown = char::REPLACEMENT_CHARACTER);
        contents.findings.push(Finding::warning("characters-lost", message));
    }
    contents
}
