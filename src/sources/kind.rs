//! Kinds: what bytes are, told from the bytes.
//!
//! In: a file's bytes. Out: the container they are in, or the name of a kind that holds no table. Refuses nothing.

use super::{cassette, px_statements};

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// No bytes, or nothing but blanks and zeros.
    Empty,
    /// An OLE compound file: xls, encrypted Office files, Word and PowerPoint before 2007.
    Compound,
    /// A BIFF5 or BIFF8 stream without its compound file.
    BareBiff,
    /// BIFF2 to BIFF4.
    OldBiff,
    Zip,
    Pdf,
    /// Known and not a table; the words name it.
    Other(&'static str),
    /// No signature: text or something unknown.
    Text,
}

/// Signatures of kinds that are met beside tables and hold none, with what they are.
const OTHERS: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"{\\rtf", "a rich text document"),
    (b"<stata_dta>", "a Stata file"),
    (b"CAJ\0", "a CAJ document"),
    (b"KDH ", "a KDH document"),
    (b"MIME-Version:", "a web page saved in one file (MHTML)"),
];

/// Tells the container.
pub(super) fn container(bytes: &[u8]) -> Container {
    if bytes.iter().all(|b| matches!(b, 0 | b' ' | b'\t' | b'\r' | b'\n')) || bytes == b"\xef\xbb\xbf" {
        return Container::Empty;
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Container::Compound;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Container::Zip;
    }
    if let Some(biff) = biff(bytes) {
        return biff;
    }
    if bytes.get(..1024).unwrap_or(bytes).windows(5).any(|w| w == b"%PDF-") {
        return Container::Pdf;
    }
    let other = OTHERS.iter().find(|(signature, _)| bytes.starts_with(signature));
    other.map_or(Container::Text, |(_, name)| Container::Other(name))
}

/// A bare worksheet stream begins with its BOF record; the record's number tells versions before 5 apart.
fn biff(bytes: &[u8]) -> Option<Container> {
    match bytes {
        [0x09, 0x08, 0x08 | 0x10, 0x00, 0x00, 0x05 | 0x06, ..] => Some(Container::BareBiff),
        [0x09, 0x00 | 0x02 | 0x04, 0x04 | 0x06, 0x00, ..] => Some(Container::OldBiff),
        _ => None,
    }
}

/// What a text is, where it is not meant as lines and fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    Html,
    Json,
    /// Recorded answers of a web service, in YAML.
    Cassette,
    SpreadsheetMl,
    PcAxis,
    None,
}

/// Tells HTML, JSON, recorded answers, Excel 2003 XML and PC-Axis from other text.
pub(super) fn markup(text: &str) -> Markup {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let head: String = start.chars().take(4096).collect::<String>().to_ascii_lowercase();
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && head.starts_with("<?xml") {
        return Markup::SpreadsheetMl;
    }
    let tags = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<tr", "<div", "<style", "<title"];
    if head.starts_with('<') && tags.iter().any(|tag| head.contains(tag)) {
        return Markup::Html;
    }
    if cassette::is_cassette(&head) {
        return Markup::Cassette;
    }
    if px_statements::are_in(start) {
        return Markup::PcAxis;
    }
    let first: String = head.chars().filter(|c| !c.is_whitespace()).take(2).collect();
    let last = text.trim_end().chars().next_back();
    match (first.as_str(), last) {
        ("{\"" | "{}", Some('}')) | ("[{" | "[[" | "[\"" | "[]", Some(']')) => Markup::Json,
        _ => Markup::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_from_bytes() {
        assert_eq!(container(b""), Container::Empty);
        assert_eq!(container(b" \r\n\0\0"), Container::Empty);
        assert_eq!(container(b"PK\x03\x04rest"), Container::Zip);
        assert_eq!(container(b"junk %PDF-1.4"), Container::Pdf);
        assert_eq!(container(b"\x09\x08\x10\x00\x00\x06"), Container::BareBiff);
        assert_eq!(container(b"\x09\x04\x06\x00"), Container::OldBiff);
        assert_eq!(container(b"\x89PNG\r\n\x1a\n.."), Container::Other("a PNG picture"));
        assert_eq!(container("年份,数".as_bytes()), Container::Text);
    }

    #[test]
    fn markup_is_told_from_text() {
        assert_eq!(markup("\u{feff}\n<HTML xmlns:o=\"x\"><body>"), Markup::Html);
        assert_eq!(markup("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC"), Markup::Html);
        assert_eq!(markup("{ \"returncode\": 200 }\n"), Markup::Json);
        assert_eq!(markup("---\ninteractions:\n- request:\n    body: x\n"), Markup::Cassette);
        assert_eq!(markup("[a], 1, 2"), Markup::None);
        assert_eq!(markup("<说明> 单位：亿元"), Markup::None);
    }
}
