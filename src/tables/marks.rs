//! Marks at figures: of notes (`12.5①`, `12.5 1)`, `12.5(注2)`, `*12.5`) and of quality (`2,415 [u]`, `[c]`).
//!
//! In: the text of a cell, half-width and trimmed. Out: the text without its outermost mark and what is noted of it; whether a
//! mark stands where a figure would. Refuses marks that may be digits of the number: `4151)` stays as it is.

/// Begins the note of a number with a flag.
pub const FLAG: &str = "flag ";
/// Letters of quality marks that say what the flag of the same letter says.
const FLAGS: &[&str] = &["b", "e", "f", "p", "u"];
const SIGNS: [char; 8] = ['*', '†', '‡', '#', '§', '¶', '※', '^'];

/// Whether a text is a mark of quality and nothing else: no figure is given.
pub fn stands_alone(text: &str) -> bool {
    inside(text).is_some_and(is_letters)
}

/// The figure before the last mark, and what is noted of the mark.
pub fn behind(text: &str) -> Option<(String, String)> {
    let noted = |before: &str, mark: &str| Some((before.trim().to_string(), format!("footnote mark {mark}")));
    if text.ends_with('⁾') {
        let before = text.trim_end_matches(|c| matches!(c, '⁽' | '⁾' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'));
        return noted(before, text.get(before.len()..)?);
    }
    let last = text.chars().next_back()?;
    if is_sign(last) || matches!(last, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹') {
        let before = text.strip_suffix(last)?;
        return has_figure(before).then_some(()).and_then(|()| noted(before, last.encode_utf8(&mut [0; 4])));
    }
    if let Some((before, mark)) = text.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
        return match mark {
            _ if !has_figure(before) => None,
            _ if FLAGS.contains(&mark) => Some((before.trim().to_string(), format!("{FLAG}{mark}"))),
            _ if is_letters(mark) || is_ordinal(mark) => noted(before, &format!("[{mark}]")),
            _ => None,
        };
    }
    let before = text.strip_suffix(')')?;
    let letter = before.chars().next_back().filter(|c| c.is_ascii_lowercase());
    if let Some(inner) = letter.and_then(|letter| before.strip_suffix(letter)) {
        let inner = inner.trim_end().trim_end_matches('(').trim();
        return has_figure(inner).then_some(()).and_then(|()| noted(inner, &format!("{})", letter.unwrap_or(' '))));
    }
    let (figure, mark) = before.rsplit_once(['(', ' '])?;
    let mark = mark.trim_start_matches('注').trim();
    (is_ordinal(mark) && has_figure(figure)).then_some(()).and_then(|()| noted(figure, &format!("{mark})")))
}

/// The figure behind a mark, and what is noted of it.
pub fn before(text: &str) -> Option<(String, String)> {
    let first = text.chars().next().filter(|&first| is_sign(first) && first != '#')?;
    let rest = text.strip_prefix(first)?.trim_start();
    rest.starts_with(|c: char| c.is_ascii_digit()).then(|| (rest.to_string(), format!("footnote mark {first}")))
}

/// A number with the digits of a mark glued to it (`420.51)` where the others of its column have one decimal): the figure
/// and the mark.
pub fn glued(text: &str, decimals: u8) -> Option<(&str, &str)> {
    let digits = text.strip_suffix(')').filter(|digits| !digits.contains('('))?;
    let (_, fraction) = digits.split_once('.')?;
    let surplus = fraction.len().checked_sub(usize::from(decimals)).filter(|surplus| (1..=2).contains(surplus))?;
    let plain =
        digits.trim_start_matches(['-', '+']).chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' '));
    let (figure, mark) = digits.split_at_checked(digits.len() - surplus)?;
    (plain && decimals > 0 && is_ordinal(mark)).then_some((figure, mark))
}

fn is_sign(letter: char) -> bool {
    matches!(letter, '①'..='⑳' | '⑴'..='⒇') || SIGNS.contains(&letter)
}

fn inside(text: &str) -> Option<&str> {
    text.strip_prefix('[')?.strip_suffix(']').map(str::trim)
}

/// `u`, `low`: short enough for a mark.
fn is_letters(mark: &str) -> bool {
    (1..=4).contains(&mark.len()) && mark.chars().all(|c| c.is_ascii_lowercase())
}

fn is_ordinal(mark: &str) -> bool {
    (1..=2).contains(&mark.len()) && mark.chars().all(|c| c.is_ascii_digit()) && !mark.starts_with('0')
}

/// Digits stand right before the mark, blanks aside.
fn has_figure(before: &str) -> bool {
    let before = before.trim_end();
    let marked = before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | ')' | ']') || is_sign(c));
    marked && before.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_notes_and_of_quality() {
        let of = |text: &str| behind(text).map(|(before, note)| format!("{before}|{note}"));
        for (text, want) in [
            ("123.4①", "123.4|footnote mark ①"),
            ("5³⁾", "5|footnote mark ³⁾"),
            ("123.4a)", "123.4|footnote mark a)"),
            ("12.5 (b)", "12.5|footnote mark b)"),
            ("510.1 1)", "510.1|footnote mark 1)"),
            ("546.7(1)", "546.7|footnote mark 1)"),
            ("546.7(注2)", "546.7|footnote mark 2)"),
            ("2,415 [p]", "2,415|flag p"),
            ("2,415 [c]", "2,415|footnote mark [c]"),
            ("96.1[2]", "96.1|footnote mark [2]"),
        ] {
            assert_eq!(of(text).as_deref(), Some(want));
        }
        for text in ["(1)", "4151)", "(1,234.5)", "[2]", "12.5", "1 234", "a)", "*"] {
            assert_eq!(of(text), None, "{text}");
        }
        assert!(stands_alone("[x]") && stands_alone("[low]") && !stands_alone("[12]") && !stands_alone("[Total]"));
    }

    #[test]
    fn a_mark_glued_to_the_decimals_is_told_by_the_column() {
        assert_eq!(glued("520.51)", 1), Some(("520.5", "1")));
        assert_eq!(glued("-1,520.5112)", 2), Some(("-1,520.51", "12")));
        assert_eq!(
            (glued("520.51)", 2), glued("5201)", 0), glued("520.5", 1), glued("(520.51)", 1)),
            (None, None, None, None)
        );
    }
}
