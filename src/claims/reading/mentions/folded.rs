//! A text folded for looking words up: one width, one case, one script, no quotation marks, no blanks beside Chinese letters.
//!
//! In: text as printed. Out: the folded text and the byte of the printed text each byte of it comes from. Refuses nothing.

use crate::script::simplified;

#[derive(Clone, Debug, Default)]
pub struct Folded {
    pub text: String,
    /// For each byte of `text` the byte of the printed text; one more for its end.
    origin: Vec<usize>,
}

impl Folded {
    pub fn new(printed: &str) -> Folded {
        let mut folded = Folded::default();
        let mut blank = None;
        for (byte, letter) in printed.char_indices() {
            if letter == '*' && is_emphasis(printed, byte) {
                continue;
            }
            let Some(plain) = plain(letter) else { continue };
            if plain == ' ' {
                blank = blank.or((!parts_a_year(printed, byte)).then_some(byte));
                continue;
            }
            if let Some(at) = blank.take()
                && plain.is_ascii()
                && folded.text.ends_with(|last: char| last.is_ascii())
            {
                folded.push(' ', at);
            }
            folded.push(plain, byte);
        }
        folded.origin.push(printed.len());
        folded
    }

    fn push(&mut self, letter: char, byte: usize) {
        self.text.push(letter);
        self.origin.resize(self.text.len(), byte);
    }

    /// The byte of the printed text that a byte comes from.
    pub fn origin(&self, at: usize) -> usize {
        self.origin.get(at).or(self.origin.last()).copied().unwrap_or(0)
    }

    /// The first byte that comes from this byte of the printed text or one behind it.
    pub fn at(&self, byte: usize) -> usize {
        self.origin.partition_point(|&origin| origin < byte).min(self.text.len())
    }
}

/// A single word or name, folded like a text.
pub fn fold(word: &str) -> String {
    Folded::new(word).text
}

/// A blank between the digits of a year: `2 0 1 2年`.
fn parts_a_year(printed: &str, byte: usize) -> bool {
    let around = printed.get(..byte).unwrap_or_default().chars().rev();
    let before =
        around.take_while(|letter| letter.is_ascii_digit() || *letter == ' ').filter(char::is_ascii_digit).count();
    let behind = printed.get(byte..).unwrap_or_default();
    let tail = behind.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    let run = behind.get(..behind.len() - tail.len()).unwrap_or_default();
    let digits = run.chars().filter(char::is_ascii_digit).count();
    before > 0 && digits > 0 && before + digits == 4 && tail.starts_with('年')
}

/// `**财政收入**`: marks of a text written for the screen.
fn is_emphasis(printed: &str, byte: usize) -> bool {
    let (head, tail) = (printed.get(..byte).unwrap_or_default(), printed.get(byte + 1..).unwrap_or_default());
    head.ends_with('*') || tail.starts_with('*')
}

fn plain(letter: char) -> Option<char> {
    match letter {
        '“'
        | '”'
        | '‘'
        | '"'
        | '「'
        | '」'
        | '『'
        | '』'
        | '＂'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => None,
        '’' => Some('\''),
        '～' | '〜' | '∼' => Some('~'),
        '−' | '–' | '—' | '﹣' | '‐' | '‑' | '―' | '─' => Some('-'),
        '〔' | '【' => Some('['),
        '〕' | '】' => Some(']'),
        '﹪' => Some('%'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).map(|plain| plain.to_ascii_lowercase()),
        _ if letter.is_whitespace() => Some(' '),
        _ => Some(simplified(letter.to_ascii_lowercase())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_text_remembers_where_it_comes_from() {
        let printed = "全国 “三公” 经费，GDP  per capita";
        let folded = Folded::new(printed);
        assert_eq!(folded.text, "全国三公经费,gdp per capita");
        let at = folded.text.find("经费").expect("it is there");
        assert_eq!(folded.origin(at), printed.find("经费").expect("it is there"));
        assert_eq!(folded.at(folded.origin(at)), at);
        assert_eq!(folded.origin(folded.text.len()), printed.len());
        assert_eq!(fold("2 0 1 2年支出"), "2012年支出");
        assert_eq!(fold("3 2012 年"), "3 2012年");
    }
}
