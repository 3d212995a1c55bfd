//! Unfolding within limits. In: compressed streams. Out: their bytes, as long as a document stays within its allowance.
//! Refuses: streams and documents that unfold to more than any real one does.

use crate::messages::say;
use crate::sources::finding::Finding;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use std::io::Read;

/// Object streams hold the document's structure; those of thousand-page books stay far below this.
const MOST_STRUCTURE: u64 = 64 << 20;
/// Text and lines of one page, and of a whole document.
const MOST_PAGE: u64 = 32 << 20;
const MOST_DOCUMENT: u64 = 512 << 20;
const MOST_PAGE_OPERATORS: u64 = 2_000_000;
const MOST_OPERATORS: u64 = 30_000_000;
/// What drawing one form costs, in operators: it is found, unfolded and read anew each time.
const FORM: u64 = 500;
/// Bytes of one row of pixels or of a table: the reader sets memory aside for one whatever the stream holds.
pub const MOST_ROW: f64 = 1_048_576.0;
/// Streams in other encodings (LZW, run lengths) are unfolded by the reader, which knows no limit: they must be small.
const MOST_OTHER: usize = 64 << 10;

/// What a document may still unfold and draw.
pub struct Allowance {
    page_bytes: u64,
    bytes: u64,
    page_operators: u64,
    operators: u64,
}

impl Allowance {
    pub fn document() -> Allowance {
        Allowance {
            page_bytes: MOST_PAGE,
            bytes: MOST_DOCUMENT,
            page_operators: MOST_PAGE_OPERATORS,
            operators: MOST_OPERATORS,
        }
    }

    pub fn next_page(&mut self) {
        self.page_bytes = MOST_PAGE;
        self.page_operators = MOST_PAGE_OPERATORS;
    }

    /// Takes one operator; false where none is left.
    pub fn operator(&mut self) -> bool {
        self.take_operators(1)
    }

    /// Takes the operators that a form costs; false where none is left.
    pub fn form(&mut self) -> bool {
        self.take_operators(FORM)
    }

    fn take_operators(&mut self, cost: u64) -> bool {
        let left = self.page_operators > 0 && self.operators > 0;
        self.page_operators = self.page_operators.saturating_sub(cost);
        self.operators = self.operators.saturating_sub(cost);
        left
    }

    fn left(&self) -> u64 {
        self.page_bytes.min(self.bytes)
    }

    fn take(&mut self, bytes: u64) {
        self.page_bytes = self.page_bytes.saturating_sub(bytes);
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

pub enum Unfolded {
    Done(Vec<u8>),
    /// In another encoding, and small enough for the reader to unfold.
    Small,
    TooLarge,
}

/// Unfolds a stream; `plain` where no parameters stand beside its filters.
pub fn stream(raw: &[u8], filters: &[String], plain: bool, allowance: &mut Allowance) -> Unfolded {
    let deflated = plain && filters.iter().all(|filter| filter == "FlateDecode");
    if !deflated {
        allowance.take(raw.len() as u64);
        return if raw.len() <= MOST_OTHER { Unfolded::Small } else { Unfolded::TooLarge };
    }
    let mut bytes = raw.to_vec();
    for _ in filters {
        bytes = inflated(&bytes, allowance.left());
        if bytes.len() as u64 >= allowance.left() {
            return Unfolded::TooLarge;
        }
    }
    allowance.take(bytes.len() as u64 + 64);
    Unfolded::Done(bytes)
}

/// What can be inflated of damaged data, and no more than `most` bytes.
fn inflated(bytes: &[u8], most: u64) -> Vec<u8> {
    let mut out = Vec::new();
    // A broken end keeps what came before it: pages with a wrong checksum are common.
    let _ = ZlibDecoder::new(bytes).take(most).read_to_end(&mut out);
    if out.is_empty() {
        let _ = DeflateDecoder::new(bytes).take(most).read_to_end(&mut out);
    }
    out
}

/// The reader unfolds object and cross-reference streams while opening: they are measured before.
pub fn check_object_streams(bytes: &[u8]) -> Result<(), Finding> {
    check_rows(bytes)?;
    let mut total = 0u64;
    let mut buffer = vec![0u8; 1 << 16];
    for (dict, data) in structure_streams(bytes) {
        let nested = dict.windows(11).filter(|window| window == b"FlateDecode").count() > 1;
        let mut inflating = ZlibDecoder::new(data).take(MOST_STRUCTURE);
        while let Ok(read @ 1..) = inflating.read(&mut buffer) {
            total += read as u64;
        }
        if total >= MOST_STRUCTURE || nested {
            let message = say!("source.structure-unfolds", most = MOST_STRUCTURE >> 20);
            return Err(Finding::error("file-too-large", message));
        }
    }
    Ok(())
}

/// Structure streams are unfolded while opening, with the rows that their dictionaries announce.
fn check_rows(bytes: &[u8]) -> Result<(), Finding> {
    let wide = regex::bytes::Regex::new(r"/(?:Columns\s+\d{6,}|Colors\s+\d{3,})");
    match wide.is_ok_and(|wide| wide.is_match(bytes)) {
        true => Err(Finding::error("file-too-large", say!("source.stream-rows"))),
        false => Ok(()),
    }
}

/// The dictionary and the data from where they begin of each object or cross-reference stream.
fn structure_streams(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let finder = regex::bytes::Regex::new(r"stream\r?\n").into_iter();
    let starts = finder.flat_map(|finder| {
        finder.find_iter(bytes).map(|found| (found.start(), found.end())).collect::<Vec<(usize, usize)>>()
    });
    starts.filter_map(|(start, end)| {
        let before = bytes.get(start.saturating_sub(2048)..start)?;
        let opens = before.windows(4).rposition(|window| window == b" obj")?;
        let dict = before.get(opens..)?;
        let structure = [b"/ObjStm".as_slice(), b"/XRef"];
        let is = structure.iter().any(|kind| dict.windows(kind.len()).any(|window| window == *kind));
        is.then(|| bytes.get(end..).map(|data| (dict, data))).flatten()
    })
}
