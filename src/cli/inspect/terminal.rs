//! Text fit for a terminal: what a published cell holds must not steer it, and no line runs on for ever.
//!
//! In: text as published, or lines ready to print. Out: the same without controls, or cut to a width. Refuses nothing:
//! a control shows as `�`, a cut as `…`.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A line that nobody reads to its end, where no terminal says how wide it is.
pub const WIDEST: usize = 400;

/// Without controls, and without the marks that turn the direction of writing; line breaks stay.
pub fn plain(text: &str) -> String {
    let steers = |letter: char| {
        let turns =
            matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        (letter.is_control() && letter != '\n') || turns || matches!(letter, '\u{2028}' | '\u{2029}')
    };
    text.chars()
        .map(|letter| match letter {
            '\t' => ' ',
            letter if steers(letter) => '\u{fffd}',
            letter => letter,
        })
        .collect()
}

/// Cut to a width of terminal columns, the cut shown as `…`.
pub fn cut(text: &str, width: usize) -> String {
    if text.len() <= width || text.width() <= width {
        return text.to_string();
    }
    let mut used = 0;
    let fits = |letter: &char| {
        used += letter.width().unwrap_or(0);
        used < width
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{kept}…")
}

/// Each line cut to a width; colours take no place, and those switched off behind the cut stay switched off.
pub fn within(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.len() > width {
            true => cut_line(&mut out, line.trim_end_matches('\n'), width, line.ends_with('\n')),
            false => out.push_str(line),
        }
    }
    out
}

fn cut_line(out: &mut String, line: &str, width: usize, ends: bool) {
    let total: usize = parts(line).filter(|(colour, _)| !colour).map(|(_, text)| text.width()).sum();
    let mut left = if total > width { width.saturating_sub(1) } else { width };
    let mut is_cut = false;
    for (colour, text) in parts(line) {
        if colour {
            out.push_str(text);
            continue;
        }
        for letter in text.chars().filter(|_| !is_cut).collect::<Vec<char>>() {
            let own = letter.width().unwrap_or(0);
            if own > left {
                is_cut = true;
                out.push('…');
                break;
            }
            left -= own;
            out.push(letter);
        }
    }
    if ends {
        out.push('\n');
    }
}

/// Colours (`ESC [ … m`) and what stands between them.
fn parts(line: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let (first, colour) = match rest.find('\u{1b}') {
            None if rest.is_empty() => return None,
            None => (rest.len(), false),
            Some(0) => (rest.find('m').map_or(rest.len(), |end| end + 1), true),
            Some(at) => (at, false),
        };
        let (part, more) = rest.split_at(first);
        rest = more;
        Some((colour, part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_steers_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\u{7}\tc\u{9b}d\u{202e}e\nf"), "a\u{fffd}[31mb\u{fffd} c\u{fffd}d\u{fffd}e\nf");
        assert_eq!(plain("一般公共预算 1,234"), "一般公共预算 1,234");
    }

    #[test]
    fn texts_are_cut_by_display_width() {
        assert_eq!(cut("一般公共预算", 12), "一般公共预算");
        assert_eq!(cut("一般公共预算", 7), "一般公…");
        assert_eq!(within("支出12345\n\u{1b}[1m支出\u{1b}[0m\n", 6), "支出1…\n\u{1b}[1m支出\u{1b}[0m\n");
        assert_eq!(within("\u{1b}[1m支出12345\u{1b}[0m", 5), "\u{1b}[1m支出…\u{1b}[0m");
    }
}
