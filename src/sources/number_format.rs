//! Number formats: how a spreadsheet shows a stored number.
//!
//! In: a format code (`#,##0.00_ `, `0.0%`, `0.0;-0.0;"-"`) and a number. Out: the text on the sheet, and the number in
//! the scale it is shown in (0.0471 under `0.00%` shows 4.71%). Codes of dates, exponents, fractions and conditions
//! give no text: the number then keeps its shortest form. Codes: ECMA-376 part 1, 18.8.30 and 18.8.31.

use crate::figures::shortest;

/// A format code taken apart; `None` in a place where a section shows nothing that is read here.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct NumberFormat {
    positive: Section,
    negative: Option<Section>,
    zero: Option<Section>,
}

/// A number as it stands on the sheet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    pub text: String,
    /// In the scale shown, with nothing rounded away.
    pub value: f64,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Section {
    before: String,
    after: String,
    /// Digits shown at least before the point, and at least and at most behind it.
    whole: usize,
    least: usize,
    most: usize,
    grouped: bool,
    /// Powers of ten between the stored and the shown number: 2 for percent, -3 for each scaling comma.
    shift: i32,
    digits: bool,
}

/// Codes that files name by number only ([MS-XLS] 2.5.165 agrees).
pub(super) fn built_in(id: u16) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        37 | 38 => "#,##0 ;(#,##0)",
        39 | 40 => "#,##0.00;(#,##0.00)",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        _ => return None,
    })
}

impl NumberFormat {
    /// Takes a code apart; `None` where it shows something other than a plain number.
    pub fn parse(code: &str) -> Option<NumberFormat> {
        let sections = split(code);
        let section = |at: usize| sections.get(at).map(|text| Section::parse(text));
        let positive = section(0)??;
        let (negative, zero) = (section(1), section(2));
        if !positive.digits || negative == Some(None) || zero == Some(None) {
            return None;
        }
        Some(NumberFormat { positive, negative: negative.flatten(), zero: zero.flatten() })
    }

    /// The number as shown; `None` where nothing is shown (`;;;`) or the number is beyond plain digits.
    pub fn show(&self, stored: f64) -> Option<Shown> {
        if !stored.is_finite() || stored.abs() >= 1e15 {
            return None;
        }
        let section = match (&self.negative, &self.zero) {
            (_, Some(zero)) if stored == 0.0 => zero,
            (Some(negative), _) if stored < 0.0 => negative,
            _ => &self.positive,
        };
        let value = shifted(stored, section.shift);
        let minus = if stored < 0.0 && self.negative.is_none() { "-" } else { "" };
        let digits = if section.digits { section.digits_of(value.abs()) } else { String::new() };
        let is_nought = !digits.contains(|c| matches!(c, '1'..='9'));
        let minus = if is_nought { "" } else { minus };
        let text = format!("{minus}{}{digits}{}", section.before, section.after);
        (!text.trim().is_empty()).then(|| Shown { text: text.trim().to_string(), value })
    }
}

/// A number under `General`: the shortest form of its first 15 digits, which is all that a spreadsheet keeps.
pub(super) fn general(value: f64) -> String {
    if let Some(short) = shortest::short(value).filter(|_| value != 0.0) {
        return short;
    }
    let size = value.abs();
    match size {
        _ if value == 0.0 => "0".to_string(),
        1e-9..1e18 => {
            let exact = value.to_string();
            let digits = exact.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
            if digits <= 15 || !exact.contains('.') {
                return exact;
            }
            format!("{value:.14e}").parse::<f64>().map_or(exact, |rounded| rounded.to_string())
        }
        _ => format!("{value:e}"),
    }
}

/// Sections stand between semicolons that are neither quoted nor escaped.
fn split(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        let ends = c == ';' && !quoted && !escaped;
        quoted ^= c == '"' && !escaped;
        escaped = !escaped && !quoted && matches!(c, '\\' | '_' | '*');
        match sections.last_mut() {
            Some(last) if !ends => last.push(c),
            _ => sections.push(String::new()),
        }
    }
    sections
}

impl Section {
    fn parse(text: &str) -> Option<Section> {
        let mut section = Section::default();
        let mut chars = text.chars();
        let (mut pointed, mut commas) = (false, 0);
        while let Some(c) = chars.next() {
            match c {
                '0' | '#' | '?' => section.placeholder(c, pointed, std::mem::take(&mut commas)),
                '.' if !pointed => {
                    section.shift -= 3 * std::mem::take(&mut commas);
                    pointed = true;
                    section.digits = true;
                }
                ',' if section.digits => commas += 1,
                '%' => {
                    section.shift += 2;
                    section.literal('%');
                }
                '"' => chars.by_ref().take_while(|&quoted| quoted != '"').for_each(|quoted| section.literal(quoted)),
                '\\' => section.literal(chars.next()?),
                '_' => {
                    chars.next();
                }
                '*' => {
                    chars.next();
                }
                '[' => {
                    let inside: String = chars.by_ref().take_while(|&inner| inner != ']').collect();
                    section.bracket(&inside)?;
                }
                '/' | '@' | '\'' | ',' => return None,
                _ if c.is_ascii_alphabetic() => return None,
                _ => section.literal(c),
            }
        }
        section.shift -= 3 * commas;
        Some(section)
    }

    fn placeholder(&mut self, c: char, pointed: bool, commas: i32) {
        self.digits = true;
        if pointed {
            self.most += 1;
            self.least = if c == '#' { self.least } else { self.most };
        } else {
            self.grouped |= commas > 0;
            self.whole += usize::from(c != '#' && c != '?');
        }
    }

    fn literal(&mut self, c: char) {
        if self.digits { self.after.push(c) } else { self.before.push(c) }
    }

    /// `[$¥-804]` shows a currency sign, `[Red]` a colour; conditions and elapsed times are not followed.
    fn bracket(&mut self, inside: &str) -> Option<()> {
        if let Some(currency) = inside.strip_prefix('$') {
            currency.split('-').next().unwrap_or("").chars().for_each(|c| self.literal(c));
            return Some(());
        }
        let lower = inside.to_ascii_lowercase();
        let elapsed = matches!(lower.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
        let word = !lower.is_empty() && !lower.starts_with(['<', '>', '=']);
        (word && !elapsed).then_some(())
    }

    /// The digits of a number that is not negative, rounded half away from zero on its first 15 digits.
    fn digits_of(&self, value: f64) -> String {
        let (mut whole, mut fraction) = rounded(value, self.most);
        while fraction.len() > self.least && fraction.ends_with('0') {
            fraction.pop();
        }
        let bare = whole.trim_start_matches('0');
        whole = format!("{}{bare}", "0".repeat(self.whole.saturating_sub(bare.len()).min(20)));
        if self.grouped {
            whole = with_commas(&whole);
        }
        match fraction.is_empty() {
            true => whole,
            false => format!("{whole}.{fraction}"),
        }
    }
}

/// Moves the decimal point without the error of a multiplication.
fn shifted(value: f64, places: i32) -> f64 {
    if places == 0 {
        return value;
    }
    format!("{value:e}")
        .split_once('e')
        .and_then(|(digits, power)| format!("{digits}e{}", power.parse::<i32>().ok()? + places).parse().ok())
        .unwrap_or(value)
}

/// Whole and fractional digits, rounded to so many places.
fn rounded(value: f64, places: usize) -> (String, String) {
    let exact = shortest::short(value).unwrap_or_else(|| {
        let fifteen = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
        format!("{fifteen}")
    });
    let (whole, fraction) = exact.split_once('.').unwrap_or((&exact, ""));
    let mut digits: Vec<u8> =
        whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(places)).collect();
    let up = fraction.as_bytes().get(places).is_some_and(|&next| next >= b'5');
    if up {
        carry(&mut digits);
    }
    let text: String = digits.iter().map(|&digit| digit as char).collect();
    let (whole, fraction) = text.split_at(text.len().saturating_sub(places));
    (whole.to_string(), fraction.to_string())
}

fn carry(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

fn with_commas(whole: &str) -> String {
    let mut text = String::with_capacity(whole.len() + whole.len() / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(code: &str, stored: f64) -> Option<String> {
        NumberFormat::parse(code)?.show(stored).map(|shown| shown.text)
    }

    /// Texts as SheetJS's SSF 0.11 shows them, but 0.575 and 1.005: it rounds the binary number down, Excel the decimal up.
    #[test]
    fn numbers_are_shown_as_on_the_sheet() {
        let cases = [
            ("0.00", 7205.1201, "7205.12"),
            ("0.00_ ", 7205.125, "7205.13"),
            ("#,##0.0", 1234567.84, "1,234,567.8"),
            ("#,##0", 999.5, "1,000"),
            ("0.0%", 0.0471, "4.7%"),
            ("0%", 0.575, "58%"),
            ("0.00;[Red]-0.00", -3.456, "-3.46"),
            ("#,##0.00;(#,##0.00)", -1234.5, "(1,234.50)"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", 0.0, "-"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", 12345.6, "12,346"),
            ("0.0\"亿元\"", 12.34, "12.3亿元"),
            ("0\"年\"", 2017.0, "2017年"),
            ("[$¥-804]#,##0.00", 1200.0, "¥1,200.00"),
            ("0.##", 2.5, "2.5"),
            ("#.00", 0.5, ".50"),
            ("0,", 1234567.0, "1235"),
            ("000000", 1101.0, "001101"),
            ("0", -0.4, "0"),
            ("0.0", 1.005e3, "1005.0"),
            ("0.00", 1.005, "1.01"),
        ];
        for (code, stored, text) in cases {
            assert_eq!(show(code, stored).as_deref(), Some(text), "{code}");
        }
    }

    #[test]
    fn what_is_no_plain_number_is_left_alone() {
        for code in ["General", "@", "yyyy-mm-dd", "0.00E+00", "# ?/?", "[h]:mm", "[>=100]0;0.0", ";;;", ""] {
            assert_eq!(show(code, 12.5), None, "{code}");
        }
        assert_eq!(show("0.00", 1e300), None);
    }

    #[test]
    fn a_percentage_is_in_percent() {
        let shown = NumberFormat::parse("0.00%").and_then(|format| format.show(0.57)).map(|shown| shown.value);
        assert_eq!(shown, Some(57.0));
    }

    #[test]
    fn general_keeps_fifteen_digits() {
        assert_eq!(general(0.1 + 0.2), "0.3");
        assert_eq!(general(7205.1201), "7205.1201");
        assert_eq!(general(151_785_560_000.0), "151785560000");
        assert_eq!(general(1e300), "1e300");
        assert_eq!(general(-0.0), "0");
    }
}
