//! Text that was decoded as Western and saved again (`ThÃ¼ringen`, `ÖÐ¹ú`).
//!
//! In: decoded text. Out: what was written, and in which encoding, where encoding the text as Windows-1252 gives it back:
//! UTF-8 line by line, Chinese (GB 18030) for the text as a whole. Refuses to touch a line that is no such thing.

use std::borrow::Cow;

use encoding_rs::{GB18030, WINDOWS_1252};

use super::common_characters;

/// Characters beyond ASCII that a text needs before it is taken for Chinese.
const FEWEST: usize = 6;

pub(super) fn undone(text: &str) -> Option<(String, &'static str)> {
    if text.is_ascii() || !text.chars().any(|letter| ('\u{a0}'..='\u{ff}').contains(&letter)) {
        return None;
    }
    of_lines(text).map(|text| (text, "utf-8")).or_else(|| of_chinese(text).map(|text| (text, "gb18030")))
}

/// The byte of a character in Windows-1252; what it leaves undefined stands for itself.
fn byte(letter: char) -> Option<u8> {
    const LAST: char = '\u{2122}';
    if let Ok(byte) = u8::try_from(u32::from(letter)) {
        return Some(byte);
    }
    if letter > LAST {
        return None;
    }
    let mut buffer = [0; 4];
    let (bytes, _, lost) = WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
    bytes.first().copied().filter(|_| !lost && bytes.len() == 1)
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    text.chars().map(byte).collect()
}

/// Lines that are UTF-8 once more; the others stay.
fn of_lines(text: &str) -> Option<String> {
    let mut changed = 0;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let found = of_line(line);
        changed += usize::from(matches!(found, Cow::Owned(_)));
        out.push_str(&found);
    }
    (changed > 0).then_some(out)
}

fn of_line(line: &str) -> Cow<'_, str> {
    if line.is_ascii() {
        return Cow::Borrowed(line);
    }
    let written = bytes(line).and_then(|bytes| String::from_utf8(bytes).ok());
    let reads = |text: &String| {
        let mut beyond = text.chars().filter(|letter| !letter.is_ascii()).peekable();
        beyond.peek().is_some() && beyond.all(|letter| !letter.is_control() && letter != '\u{fffd}')
    };
    written.filter(reads).map_or(Cow::Borrowed(line), Cow::Owned)
}

/// The whole text as Chinese: nearly all of its pairs of bytes are common characters.
fn of_chinese(text: &str) -> Option<String> {
    let bytes = bytes(text)?;
    let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let runs = text.split(|letter: char| letter.is_ascii()).filter(|run| !run.is_empty());
    let (all, single) =
        runs.fold((0, 0), |(all, single), run| (all + 1, single + usize::from(run.chars().count() < 2)));
    if beyond < FEWEST || single * 10 > all || common_characters::chinese_share(&bytes) < 0.9 {
        return None;
    }
    let (text, lost) = GB18030.decode_without_bom_handling(&bytes);
    (!lost).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn western(bytes: &[u8]) -> String {
        WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
    }

    #[test]
    fn what_was_decoded_as_western_is_read_again() {
        let table = "Einkommen der Länder\nThüringen;12,5\nsaldo – café\n";
        assert_eq!(undone(&western(table.as_bytes())), Some((table.to_string(), "utf-8")));
        let chinese = "某市支出（万元）\n教育支出,12\n";
        assert_eq!(undone(&western(&GB18030.encode(chinese).0)), Some((chinese.to_string(), "gb18030")));
        assert_eq!(undone(&western(chinese.as_bytes())), Some((chinese.to_string(), "utf-8")));
    }

    #[test]
    fn what_was_written_so_stays() {
        for text in ["Thüringen;12", "Ausgaben für Löhne\nMärz\n", "支出（万元）\nÄ", "plain", "Dépenses à l’État"]
        {
            assert_eq!(undone(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_beside_them_that_is_right_stays() {
        let mixed = format!("{}Köln;2\n", western("Thüringen;1\n".as_bytes()));
        assert_eq!(undone(&mixed).map(|found| found.0).as_deref(), Some("Thüringen;1\nKöln;2\n"));
    }
}
