//! Text encodings: bytes to text, with the name of the encoding and how many characters were lost.
//!
//! In: bytes without a binary signature. Out: text. Refuses nothing: bytes that fit no encoding become U+FFFD and are
//! counted; binary data is told by its control characters.

use super::{common_characters, decoded_twice};
use crate::messages::{Message, say};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Bytes looked at where the encoding must be guessed.
const SAMPLE: usize = 256 << 10;

#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub encoding: &'static Encoding,
    /// Byte sequences that the encoding does not know; each is U+FFFD in the text.
    pub lost: usize,
    /// The encoding that the text was written in, where it was decoded as another one and saved again.
    pub written_in: Option<&'static str>,
}

impl Decoded<'_> {
    /// `decoded as gb18030`; `None` for plain UTF-8, where there was nothing to decide.
    pub fn note(&self) -> Option<Message> {
        let other = self.encoding != UTF_8 || self.written_in.is_some();
        let encoding = self.encoding.name().to_ascii_lowercase();
        other.then(|| match self.written_in {
            Some(written) => say!("opened.decoded-twice", encoding, written),
            None => say!("opened.decoded", encoding),
        })
    }

    /// Control characters that no text has.
    pub fn is_binary(&self) -> bool {
        let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\x1a' | '\u{85}');
        let sample = self.text.chars().take(SAMPLE);
        let (all, control) = sample.fold((0usize, 0usize), |(n, odd_ones), c| (n + 1, odd_ones + usize::from(odd(c))));
        control * 100 > all || self.lost * 10 > self.text.len()
    }
}

/// Decodes by byte order mark, by what the text declares (HTML), by being valid UTF-8, then by guess.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, mark),
        None => (without_mark(bytes), 0),
    };
    let body = bytes.get(mark..).unwrap_or_default();
    let (text, had_errors) = encoding.decode_without_bom_handling(body);
    let lost = if had_errors { lost_characters(encoding, body, &text) } else { 0 };
    match decoded_twice::undone(&text).filter(|_| lost == 0) {
        Some((text, written)) => Decoded { text: Cow::Owned(text), encoding, lost, written_in: Some(written) },
        None => Decoded { text, encoding, lost, written_in: None },
    }
}

/// Replacement characters in the text beyond those that were published.
fn lost_characters(encoding: &'static Encoding, bytes: &[u8], text: &str) -> usize {
    let replaced = text.matches('\u{fffd}').count();
    let published = match encoding == UTF_8 {
        true => bytes.windows(3).filter(|w| *w == "\u{fffd}".as_bytes()).count(),
        false => 0,
    };
    replaced.saturating_sub(published)
}

fn without_mark(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    utf16(sample).or_else(|| mostly_utf8(bytes)).or_else(|| declared(sample)).unwrap_or_else(|| guessed(sample))
}

/// UTF-16 without a mark: every line break and digit has a zero byte beside it, always on the same side.
fn utf16(sample: &[u8]) -> Option<&'static Encoding> {
    let pairs = sample.len() / 2;
    let zeros = |side: usize| sample.chunks_exact(2).filter(|pair| pair[side] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    match () {
        () if second * 10 > pairs && first * 20 < second => Some(UTF_16LE),
        () if first * 10 > pairs && second * 20 < first => Some(UTF_16BE),
        () => None,
    }
}

/// UTF-8 in which a few bytes were damaged.
fn mostly_utf8(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good >= 8 && bad * 20 <= good).then_some(UTF_8)
}

/// `charset=` of an HTML page, `encoding=` of an XML declaration or `CODEPAGE=` of a PC-Axis file, in the first 4 KB.
fn declared(sample: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(sample.get(..4096).unwrap_or(sample)).to_ascii_lowercase();
    let is_markup = head.trim_start().starts_with('<');
    let (_, after) = match is_markup {
        true => head.split_once("charset").or_else(|| head.split_once("encoding"))?,
        false => head.split_once("\ncodepage").or_else(|| head.split_once(";codepage"))?,
    };
    let value = after.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let label = value.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).next()?;
    let encoding = Encoding::for_label(label.as_bytes()).map(widened)?;
    let is_utf8_or_16 = encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE;
    (!is_utf8_or_16).then_some(encoding)
}

/// Chinese first: yearbook text is often too short for statistics, and other encodings seldom give common Chinese.
fn guessed(sample: &[u8]) -> &'static Encoding {
    if common_characters::chinese_share(sample) > 0.8 {
        return GB18030;
    }
    if common_characters::traditional_share(sample) > 0.95 {
        return BIG5;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let country: Option<&[u8]> = if is_western(sample) { None } else { Some(b"cn") };
    widened(detector.guess(country, Utf8Detection::Deny))
}

/// GB18030 holds all of GBK.
fn widened(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// The code page of BIFF5 texts: the declared one, unless it is a Western default that the texts contradict.
pub(super) fn code_page(declared: Option<u16>, texts: &[u8]) -> u16 {
    const WESTERN: u16 = 1252;
    const CHINESE: u16 = 936;
    let page = match declared {
        Some(10008) => CHINESE,
        Some(10001) => 932,
        Some(10002) => 950,
        Some(page @ (874 | 932 | 936 | 949 | 950 | 1200 | 1250..=1258 | 10000)) => page,
        _ => WESTERN,
    };
    let western = [WESTERN, 10000].contains(&page);
    if western && common_characters::chinese_share(texts) > 0.8 && !is_western(texts) { CHINESE } else { page }
}

/// Western text has its letters beyond ASCII one by one between ASCII letters.
fn is_western(texts: &[u8]) -> bool {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(texts);
    let runs = text.split(|c: char| c.is_ascii()).filter(|run| !run.is_empty());
    let (mut single, mut all) = (0, 0);
    for run in runs {
        all += 1;
        single += usize::from(run.chars().count() == 1);
    }
    single * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "地区,2015年,2016年\r\n北京市,295.07,367.20\r\n";

    fn name_and_text(bytes: &[u8]) -> (String, String, usize) {
        let decoded = decode(bytes);
        (decoded.encoding.name().to_string(), decoded.text.to_string(), decoded.lost)
    }

    #[test]
    fn each_encoding_is_told() {
        let utf16 = |order: fn(u16) -> [u8; 2]| TABLE.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let with_mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let cases: [(Vec<u8>, &str); 7] = [
            (TABLE.as_bytes().to_vec(), "UTF-8"),
            (with_mark(b"\xef\xbb\xbf", TABLE.as_bytes()), "UTF-8"),
            (GBK.encode(TABLE).0.to_vec(), "gb18030"),
            (with_mark(b"\xff\xfe", &utf16(u16::to_le_bytes)), "UTF-16LE"),
            (with_mark(b"\xfe\xff", &utf16(u16::to_be_bytes)), "UTF-16BE"),
            (utf16(u16::to_le_bytes), "UTF-16LE"),
            (utf16(u16::to_be_bytes), "UTF-16BE"),
        ];
        for (bytes, name) in cases {
            assert_eq!(name_and_text(&bytes), (name.to_string(), TABLE.to_string(), 0));
        }
    }

    #[test]
    fn traditional_chinese_is_told_from_simplified() {
        let text = "項目,民國99年,民國100年\r\n一般政務支出,700.41,812.5\r\n國防支出,12.5,13.5\r\n";
        assert_eq!(name_and_text(&BIG5.encode(text).0), ("Big5".to_string(), text.to_string(), 0));
    }

    #[test]
    fn lost_characters_are_counted() {
        let mut bytes = "一般公共服务支出，亿元".as_bytes().to_vec();
        bytes.extend(b"\xff,1\n");
        assert_eq!(name_and_text(&bytes).2, 1);
        let western = b"R\xe9gion,Ann\xe9e\nQu\xe9bec,2016\n";
        assert_eq!(name_and_text(western).0, "windows-1252");
    }

    #[test]
    fn a_western_code_page_gives_way_to_chinese_texts() {
        assert_eq!(code_page(Some(1252), &GBK.encode("地区生产总值").0), 936);
        assert_eq!(code_page(Some(1252), b"R\xe9gion Ann\xe9e Qu\xe9bec"), 1252);
        assert_eq!(code_page(Some(950), &GBK.encode("地区生产总值").0), 950);
        assert_eq!(code_page(None, b"plain"), 1252);
    }
}
