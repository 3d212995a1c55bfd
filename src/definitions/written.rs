//! Texts with their places, and places inside them.
//!
//! In: a string of a definition file as parsed. Out: which bytes of the file a part of it stands at. Refuses nothing:
//! parts beyond the string end with it.

use std::ops::Range;

use crate::problem::Text;

/// A text and where it stands, quotes included.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub text: String,
    pub span: Range<usize>,
}

impl Written {
    /// Bytes of the text as bytes of the file: behind the opening quotes, escapes counted as written.
    pub fn inside(&self, file: &Text, part: &Range<usize>) -> Range<usize> {
        let raw = file.text.get(self.span.clone()).unwrap_or("");
        let quotes = ["\"\"\"\r\n", "\"\"\"\n", "\"\"\"", "'''\r\n", "'''\n", "'''", "\"", "'"];
        let opening = quotes.iter().find(|quote| raw.starts_with(**quote)).map_or("", |quote| *quote);
        let body = raw.get(opening.len()..).unwrap_or("");
        let start = self.span.start + opening.len();
        let escapes = opening.starts_with('"');
        let at = |wanted| start + if escapes { raw_offset(body, wanted) } else { wanted };
        let last = self.span.end.max(start);
        at(part.start).min(last)..at(part.end).min(last)
    }
}

/// How far into the raw body of a basic string the `wanted`th byte of its value stands.
fn raw_offset(body: &str, wanted: usize) -> usize {
    let (mut value, mut raw) = (0, 0);
    let mut letters = body.char_indices();
    while let Some((at, letter)) = letters.next() {
        if value >= wanted {
            return at;
        }
        raw = at + letter.len_utf8();
        if letter != '\\' {
            value += letter.len_utf8();
            continue;
        }
        let Some((_, escape)) = letters.next() else { break };
        let digits = match escape {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let code: String = letters.by_ref().take(digits).map(|(_, digit)| digit).collect();
        let meant = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
        value += meant.map_or(1, char::len_utf8);
        raw += escape.len_utf8() + code.len();
    }
    raw
}
