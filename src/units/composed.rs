//! Powers of ten beside a unit: `HK$ million`, `百万港元`, `新台币千元`, `£'000`, `万芯公里`.
//!
//! In: the words for powers of ten, a unit text without blanks, and what is known of the units. Out: the unit and its
//! power. Refuses to join such words to anything but money, but for Chinese ones before what is counted or measured
//! (`万头`), and letters (`m`, `k`) to anything but the signs of money.

use super::Reading;

/// Words for powers of ten, in their plain form, the longest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Magnitudes(Vec<(String, i8)>);

impl Magnitudes {
    pub fn new(mut words: Vec<(String, i8)>) -> Magnitudes {
        words.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        Magnitudes(words)
    }

    /// Reads a text as a currency with a power of ten before or behind it; `money` knows currencies alone.
    pub fn read(&self, text: &str, money: impl Fn(&str) -> Option<Reading>) -> Option<Reading> {
        let composed = |rest: &str, word: &str, mult: i8| {
            let rest = trimmed(rest);
            let is_letter = word.len() <= 1 || word.bytes().all(|byte| byte.is_ascii_digit());
            let fits = !is_letter || rest.ends_with(|sign: char| !sign.is_alphanumeric());
            let reading = money(rest).filter(|reading| fits && reading.mult == 0 && !rest.is_empty())?;
            Some(Reading { mult, canonical: text.to_string(), ..reading })
        };
        self.0.iter().find_map(|(word, mult)| {
            let behind = text.strip_suffix(word.as_str()).and_then(|rest| composed(rest, word, *mult));
            behind.or_else(|| text.strip_prefix(word.as_str()).and_then(|rest| composed(rest, word, *mult)))
        })
    }

    /// Reads a Chinese power of ten before what is counted or measured.
    pub fn read_counted(&self, text: &str, counted: impl Fn(&str) -> Option<Reading>) -> Option<Reading> {
        let chinese = |word: &str| word.chars().all(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        self.0.iter().filter(|(word, _)| chinese(word)).find_map(|(word, mult)| {
            let reading = counted(text.strip_prefix(word.as_str())?).filter(|reading| reading.mult == 0)?;
            Some(Reading { mult: *mult, canonical: text.to_string(), ..reading })
        })
    }

    /// Reads the name of a currency before a unit of 元 (`新台币千元`): the power of the second in the first.
    pub fn read_named(text: &str, known: impl Fn(&str) -> Option<Reading>) -> Option<Reading> {
        text.char_indices().skip(2).find_map(|(at, _)| {
            let (name, rest) = text.split_at(at);
            let (own, other) = (known(name)?, known(rest)?);
            let is_name = own.mult == 0 && own.measure != "CNY" && !name.ends_with('元');
            (is_name && other.measure == "CNY").then(|| Reading {
                mult: other.mult,
                canonical: text.to_string(),
                ..own
            })
        })
    }
}

/// What may stand between a currency and its power: `million, HK$`, `in thousands of pounds`.
fn trimmed(rest: &str) -> &str {
    let rest = rest.trim_matches([',', '-', '(', ')', ':']);
    let rest = rest.strip_suffix("in").unwrap_or(rest).trim_end_matches(',');
    rest.strip_prefix("of").unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Option<Reading> {
        let measure = match text {
            "hk$" | "港元" => "HKD",
            "£" | "pounds" => "GBP",
            "新台币" => "TWD",
            "元" | "千元" => "CNY",
            _ => return None,
        };
        Some(Reading {
            measure: measure.to_string(),
            mult: if text == "千元" { 3 } else { 0 },
            canonical: text.to_string(),
            base: None,
        })
    }

    #[test]
    fn a_power_of_ten_before_or_behind_a_currency() {
        let words = [("million", 6), ("thousands", 3), ("'000", 3), ("百万", 6), ("m", 6)];
        let magnitudes = Magnitudes::new(words.map(|(word, mult)| (word.to_string(), mult)).to_vec());
        let read = |text: &str| magnitudes.read(text, money).map(|found| (found.measure, found.mult));
        let found = |measure: &str, mult| Some((measure.to_string(), mult));
        assert_eq!(read("hk$million"), found("HKD", 6));
        assert_eq!(read("million,hk$"), found("HKD", 6));
        assert_eq!(read("thousandsofpounds"), found("GBP", 3));
        assert_eq!(read("£'000"), found("GBP", 3));
        assert_eq!(read("百万港元"), found("HKD", 6));
        assert_eq!((read("£m"), read("poundsm"), read("million")), (found("GBP", 6), None, None));
        let named = Magnitudes::read_named("新台币千元", money).map(|found| (found.measure, found.mult));
        assert_eq!(named, found("TWD", 3));
    }
}
