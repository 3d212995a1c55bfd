//! Numbers as printed. In: the text and stored value of one cell. Out: what it is (empty, number, missing-value mark,
//! a number misread by OCR, text), with the digits printed after the point and what had to be repaired.
//!
//! Refuses to guess: a letter among the digits (`7.8S`) leaves the cell without a value.

pub use super::wording::half_width;
use super::{marks, wording};
use crate::sources::Cell;

pub use super::marks::FLAG;

/// What one cell shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Printed {
    Empty,
    Number(Parsed),
    /// `…`, `-`, `X`, `..`: the publisher says that there is no figure.
    Missing,
    /// Nearly a number: letters for digits, two decimal points, wrong grouping.
    Suspect,
    /// A number that may be another or none, for the reason given.
    Open(&'static str),
    Text,
}

/// A number at full stored precision.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    pub value: f64,
    /// Digits printed after the decimal point.
    pub decimals: u8,
    pub notes: Vec<String>,
    /// Whether the printed text had to be repaired (a blank inside that groups no thousands).
    pub repaired: bool,
}

/// The decimal mark of a whole grid; the comma only where every number of the grid agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalMark {
    Point,
    Comma,
    /// Commas in most numbers and points in others: both, and none where three digits follow.
    Both,
}

const MISSING: &[&str] = &[
    "…", "……", ".", "..", "...", "....", ".....", "......", "-", "--", "---", ":", "x", "X", "n.a.", "n/a", "N/A",
    "NA", "/", "⋯", "⋯⋯",
];
const MOST_DIGITS: usize = 18;
/// The note of a number with a `%`.
pub const PERCENT_SIGN: &str = "percent sign printed";
/// The note of a number whose digits were printed with a blank among them that groups no thousands.
pub const BLANK_REMOVED: &str = "blank inside the number removed";

/// Reads one cell; a stored number wins over its text.
pub fn read(cell: &Cell, mark: DecimalMark) -> Printed {
    if let Some(value) = cell.stored.filter(|value| value.is_finite()) {
        let percent = cell.text.contains('%').then(|| PERCENT_SIGN.to_string());
        let decimals = decimals_of(&cell.text);
        return Printed::Number(Parsed { value, decimals, notes: percent.into_iter().collect(), repaired: false });
    }
    let text = half_width(&cell.text);
    let text = text.trim();
    if text.is_empty() {
        return Printed::Empty;
    }
    let unflagged = text
        .strip_prefix(':')
        .filter(|flags| flags.trim_start().len() <= 2 && flags.chars().all(|c| " bcdefnprsuz".contains(c)));
    if MISSING.contains(&text) || unflagged.is_some() || marks::stands_alone(text) {
        return Printed::Missing;
    }
    match parse(text, mark) {
        Some(parsed) => Printed::Number(parsed),
        None if is_suspect(text) => Printed::Suspect,
        None => Printed::Text,
    }
}

/// The decimal mark that a grid's numbers agree on, or that most of them do where no comma groups thousands.
pub fn decimal_mark<'a>(texts: impl Iterator<Item = &'a str>) -> DecimalMark {
    let (mut commas, mut points, mut grouping, mut doubtful) = (0, 0, 0, 0);
    for text in texts.take(20_000) {
        let text = half_width(text);
        let text = text.trim().trim_start_matches('-');
        let only = |allowed: &str| text.chars().all(|c| c.is_ascii_digit() || allowed.contains(c));
        if text.is_empty() || !text.contains([',', '.']) || !only(" ,.") || text.contains("..") {
            continue;
        }
        let tail = text.rsplit(',').next().unwrap_or("").len();
        let one_comma = text.matches(',').count() == 1 && !text.contains('.');
        match grouped_by_points(text) {
            Some(true) => commas += 1,
            _ if one_comma && (tail != 3 || text.starts_with("0,")) => commas += 1,
            Some(false) => {}
            None if one_comma => doubtful += 1,
            None if text.contains(',') => grouping += 1,
            None => points += 1,
        }
    }
    match (commas, points + grouping) {
        (3.., 0) => DecimalMark::Comma,
        (3.., _) if grouping == 0 && commas > points + doubtful => DecimalMark::Both,
        _ => DecimalMark::Point,
    }
}

/// Points before three digits each; whether a decimal comma follows (`13.092,0`). `None` for other numbers.
fn grouped_by_points(text: &str) -> Option<bool> {
    let (whole, fraction) = text.split_once(',').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let plain = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let mut groups = whole.split('.');
    let leads = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && plain(first));
    let groups: Vec<&str> = groups.collect();
    let grouped = leads && !groups.is_empty() && groups.iter().all(|group| group.len() == 3 && plain(group));
    (grouped && fraction.is_none_or(plain)).then_some(fraction.is_some())
}

/// Whether every point of a grid's numbers stands before three digits and none behind a leading zero: at least three do.
pub fn grouped_by_points_only<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut grouped = 0;
    for text in texts.take(20_000).filter(|text| text.contains('.')) {
        let text = text.trim().trim_start_matches('-');
        if !text.chars().all(|c| c.is_ascii_digit() || ",. ".contains(c)) {
            continue;
        }
        if text.starts_with('0') || grouped_by_points(text).is_none() {
            return false;
        }
        grouped += 1;
    }
    grouped >= 3
}

/// Whether commas may be thousands marks or decimal marks: at least three numbers bear one comma before three digits, and
/// none a point or any other comma.
pub fn doubtful_mark<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut doubtful = 0;
    for text in texts.take(20_000).filter(|text| text.contains([',', '.', '，', '．'])) {
        let text = half_width(text);
        let text = text.trim().trim_start_matches('-');
        if !text.chars().all(|c| c.is_ascii_digit() || ",. ".contains(c)) {
            continue;
        }
        match text.split_once(',') {
            Some((whole, tail))
                if (1..=3).contains(&whole.len()) && tail.len() == 3 && !tail.contains([',', '.', ' ']) =>
            {
                doubtful += 1;
            }
            _ => return false,
        }
    }
    doubtful >= 3
}

fn parse(text: &str, mark: DecimalMark) -> Option<Parsed> {
    let mut notes = Vec::new();
    let rest = text.strip_prefix('\'').unwrap_or(text).trim();
    if !has_digit(rest) || rest.contains(['\n', '\r']) {
        return None;
    }
    let mut rest = rest.to_string();
    if let Some((before, letters)) = flag(&rest) {
        notes.push(format!("{FLAG}{letters}"));
        rest = before.to_string();
    }
    while let Some((before, found)) = marks::behind(&rest) {
        notes.push(found);
        rest = before;
    }
    if let Some((behind, found)) = marks::before(&rest) {
        notes.push(found);
        rest = behind;
    }
    if let Some(before) = rest.strip_suffix(['%', '‰']) {
        notes.push(if rest.ends_with('%') { PERCENT_SIGN } else { "per mille sign printed" }.to_string());
        rest = before.trim().to_string();
    }
    let (negative, body) = sign(&rest)?;
    let (digits, decimals, repaired) = digits(body, mark)?;
    if repaired {
        notes.push(BLANK_REMOVED.to_string());
    }
    let value: f64 = digits.parse().ok()?;
    Some(Parsed { value: if negative { -value } else { value }, decimals, notes, repaired })
}

/// The flag that statistical offices set after a blank: `17929.9 p` (provisional), `45.1 bp`.
fn flag(text: &str) -> Option<(&str, &str)> {
    let (before, letters) = text.rsplit_once(' ')?;
    let known = (1..=2).contains(&letters.len()) && letters.chars().all(|letter| "bcdefnprsuz".contains(letter));
    let before = before.trim_end();
    (known && before.ends_with(|c: char| c.is_ascii_digit()) && wording::year(before).is_none())
        .then_some((before, letters))
}

/// The sign and the unsigned rest: public accounts print minus as `△` or `▲`. Brackets mean a negative number only around a grouped or decimal number.
fn sign(text: &str) -> Option<(bool, &str)> {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return inner.contains([',', '.']).then_some((true, inner.trim()));
    }
    if let Some(rest) = text.strip_prefix(['-', '△', '▲']) {
        return Some((true, rest.trim_start()));
    }
    Some((false, text.strip_prefix('+').unwrap_or(text).trim_start()))
}

/// Plain digits for `f64::from_str`, the digits after the point, and whether blanks had to be removed.
fn digits(text: &str, mark: DecimalMark) -> Option<(String, u8, bool)> {
    if let Some(found) = exponent(text) {
        return Some(found);
    }
    if !text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | '.' | '\t')) {
        return None;
    }
    let swapped = match mark {
        DecimalMark::Point => text.replace('\t', " "),
        DecimalMark::Comma if grouped_by_points(text).is_some() => text.replace('.', " ").replace(',', "."),
        DecimalMark::Comma => text.replace('\t', " ").replace('.', "\u{0}").replace(',', "."),
        DecimalMark::Both => one_mark(text)?,
    };
    let mut halves = swapped.splitn(2, '.');
    let (whole, fraction) = (halves.next().unwrap_or(""), halves.next().unwrap_or(""));
    let tight: String = fraction.chars().filter(|c| *c != ' ').collect();
    if !tight.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let (whole_digits, mut repaired) = grouped(whole)?;
    repaired |= tight.len() != fraction.len() || (swapped.contains('.') && whole.ends_with(' '));
    if whole_digits.len() + tight.len() > MOST_DIGITS || whole_digits.is_empty() && tight.is_empty() {
        return None;
    }
    let decimals = u8::try_from(tight.len()).ok()?;
    let plain = if tight.is_empty() { whole_digits } else { format!("{whole_digits}.{tight}") };
    Some((plain, decimals, repaired))
}

/// A number whose one comma or point is decimal: three digits behind it leave that open.
fn one_mark(text: &str) -> Option<String> {
    if grouped_by_points(text) == Some(true) {
        return Some(text.replace('.', " ").replace(',', "."));
    }
    let marks: Vec<usize> = text.char_indices().filter(|(_, c)| matches!(c, ',' | '.')).map(|(at, _)| at).collect();
    match marks.as_slice() {
        [] => Some(text.replace('\t', " ")),
        [at] if text.len() - at - 1 != 3 || text.starts_with("0,") || text.starts_with("0.") => {
            Some(text.replace('\t', " ").replace(',', "."))
        }
        _ => None,
    }
}

/// `1.2E+05` as spreadsheets print it; the sign is required, so that `217E` stays suspect.
fn exponent(text: &str) -> Option<(String, u8, bool)> {
    let (mantissa, power) = text.split_once(['e', 'E'])?;
    let signed = power.strip_prefix(['+', '-'])?;
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let mut halves = mantissa.splitn(2, '.');
    let whole = halves.next().filter(|part| plain(part))?;
    if halves.next().is_some_and(|part| !plain(part)) || !plain(signed) || signed.len() > 3 {
        return None;
    }
    (whole.len() < MOST_DIGITS).then(|| (text.to_string(), 0, false))
}

/// The digits before the point: grouped by comma or blank in threes, or with stray blanks (repaired).
fn grouped(whole: &str) -> Option<(String, bool)> {
    let whole = whole.trim();
    let group = |pieces: &[&str]| {
        let first = pieces.first().map_or(0, |piece| piece.len());
        (1..=3).contains(&first) && pieces.iter().skip(1).all(|piece| piece.len() == 3)
    };
    if whole.contains(',') {
        let tight: String = whole.chars().filter(|c| *c != ' ').collect();
        let pieces: Vec<&str> = tight.split(',').collect();
        let repaired = tight.len() != whole.len();
        return group(&pieces).then(|| (pieces.concat(), repaired));
    }
    let pieces: Vec<&str> = whole.split_whitespace().collect();
    if pieces.len() <= 1 || group(&pieces) {
        return Some((pieces.concat(), false));
    }
    let two_numbers = pieces.iter().all(|piece| piece.len() >= 4) || pieces.len() > 4;
    (!two_numbers).then(|| (pieces.concat(), true))
}

/// Whether a cell's text is nearly a number: mostly digits, with letters or marks among them.
pub fn is_suspect_text(text: &str) -> bool {
    let text = half_width(text);
    is_suspect(text.trim()) && parse(text.trim(), DecimalMark::Point).is_none()
}

/// Mostly digits, with at most two letters, or with points and commas in impossible places.
fn is_suspect(text: &str) -> bool {
    if !has_digit(text) || text.strip_suffix(['A', 'E', 'F', 'P']).is_some_and(|year| wording::year(year).is_some()) {
        return false;
    }
    let tight: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    let count = |test: fn(&char) -> bool| tight.iter().filter(|c| test(c)).count();
    let (numerals, letters) = (count(|c| c.is_ascii_digit()), count(|c| c.is_ascii_alphabetic()));
    let points = count(|c| matches!(c, '.' | ',' | '·'));
    let strays = if numerals >= 4 { count(|c| matches!(c, ':' | '(' | ';' | '\'')) } else { 0 };
    let first = tight.iter().find(|c| **c != '-');
    numerals > 0
        && numerals + letters + points + strays + usize::from(tight.first() == Some(&'-')) == tight.len()
        && letters <= 2
        && strays <= 1
        && numerals >= letters
        && letters + points + strays > 0
        && tight.len() <= 16
        && first.is_some_and(|c| c.is_ascii_digit() || "OolIS".contains(*c))
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn decimals_of(text: &str) -> u8 {
    let fraction = text.trim().rsplit_once('.').map_or("", |(_, fraction)| fraction);
    let counted = fraction.chars().take_while(char::is_ascii_digit).count();
    u8::try_from(counted).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<(f64, u8)> {
        match read(&Cell { text: text.to_string(), stored: None }, DecimalMark::Point) {
            Printed::Number(parsed) => Some((parsed.value, parsed.decimals)),
            _ => None,
        }
    }

    #[test]
    fn every_printed_form_of_the_catalogue() {
        let forms = [
            ("2,812.45", 2812.45, 2),
            ("3 358 813.52", 3358813.52, 2),
            ("1121 886", 1121886.0, 0),
            ("986 1. 56", 9861.56, 2),
            ("608. 1", 608.1, 1),
            ("10．89", 10.89, 2),
            ("　－１２", -12.0, 0),
            ("12.30\t", 12.3, 2),
            ("123.4①", 123.4, 1),
            ("5³⁾", 5.0, 0),
            ("123.4a)", 123.4, 1),
            ("(1,234.5)", -1234.5, 1),
            ("△12.3", -12.3, 1),
            ("▲ 1,045", -1045.0, 0),
            ("56.7%", 56.7, 1),
            (".5", 0.5, 1),
            ("2,415 [u]", 2415.0, 0),
            ("96.1[2]", 96.1, 1),
            ("546.7（1）", 546.7, 1),
            ("510.1 1)", 510.1, 1),
            ("91.4#", 91.4, 1),
            ("*12.5", 12.5, 1),
            ("(12.5)", -12.5, 1),
        ];
        for (text, want, decimals) in forms {
            assert_eq!(value(text), Some((want, decimals)), "{text}");
        }
    }

    #[test]
    fn commas_and_points_are_both_decimal_where_the_grid_says_so() {
        let value = |text: &str| match read(&Cell { text: text.to_string(), stored: None }, DecimalMark::Both) {
            Printed::Number(parsed) => Some(parsed.value),
            _ => None,
        };
        assert_eq!(
            [value("61,7"), value("82.4"), value("7"), value("1.234,5"), value("1,234"), value("1.234")],
            [Some(61.7), Some(82.4), Some(7.0), Some(1234.5), None, None]
        );
    }

    #[test]
    fn what_is_no_number_stays_text_or_suspect() {
        let kind = |text: &str| read(&Cell { text: text.to_string(), stored: None }, DecimalMark::Point);
        for text in ["1981-1985", "2010年", "(1)", "2010 2011", "7-6", "一、"] {
            assert_eq!(kind(text), Printed::Text, "{text}");
        }
        for text in ["7.8S", "217E", "4.9T", "1.2.3", "1,2345", "74204:"] {
            assert_eq!(kind(text), Printed::Suspect, "{text}");
        }
        for text in ["…", "⋯⋯", "－", "—", "-\u{336}", "—\u{336}", "..", "X", ":", "[c]", "[low]", "."] {
            assert_eq!(kind(text), Printed::Missing, "{text}");
        }
    }

    #[test]
    fn a_decimal_comma_needs_a_grid_that_groups_no_thousands() {
        assert_eq!(decimal_mark(["1 234,5", "0,75", "12,1"].into_iter()), DecimalMark::Comma);
        assert_eq!(decimal_mark(["1 234,5", "0,75", "12,1", "3.5"].into_iter()), DecimalMark::Both);
        assert_eq!(decimal_mark(["1,234.5", "0,75", "12,1", "13,2", "3.5"].into_iter()), DecimalMark::Point);
        assert_eq!(decimal_mark(["1,234", "2,345", "3,456"].into_iter()), DecimalMark::Point);
    }
}
