//! Printed labels, reduced to keys that can be compared.
//!
//! In: labels as printed, in Chinese, English or both. Out: keys without blanks, case, numbering, footnote marks and
//! decoration. Refuses nothing; what carries meaning (words, bases such as `上年=100`) stays in the key.

use std::sync::LazyLock;

use regex::Regex;

use crate::script;

use crate::units::{Reading, Units};

/// A label without what carries no meaning: full-width forms, blanks, case, quotation marks and commas.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'a'..='z' | '0'..='9' => key.push(letter),
            '\u{4e00}'..='\u{9fa5}' => key.push(script::simplified(letter)),
            'A'..='Z' => key.push(letter.to_ascii_lowercase()),
            _ => Some(narrow(letter))
                .filter(|&letter| keeps(letter))
                .into_iter()
                .for_each(|c| key.extend(c.to_lowercase())),
        }
    }
    key
}

/// Half-width form, one kind of blank, of bracket and of dash.
fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => {
            let half = char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter);
            if half == '~' { '-' } else { half }
        }
        '〔' | '【' | '[' => '(',
        '〕' | '】' | ']' => ')',
        '—' | '–' | '−' | '―' | '~' => '-',
        _ if letter.is_whitespace() => ' ',
        _ => letter,
    }
}

pub fn narrowed(text: &str) -> String {
    text.chars().map(narrow).collect()
}

fn keeps(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '%' | '‰' | '=' | '(' | ')' | '/' | '&' | '+')
}

pub fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '〇' | '○' | '\u{f900}'..='\u{faff}')
}

pub fn has_chinese(text: &str) -> bool {
    text.chars().any(is_chinese)
}

/// The Chinese and the English half of a label printed in both; a label in one language is its only half.
pub fn halves(text: &str) -> (Option<&str>, Option<&str>) {
    let first = text.find(is_chinese);
    let last = text.rfind(is_chinese);
    let (Some(first), Some(last)) = (first, last) else { return (None, has_word(text).then_some(text)) };
    let ends = |c: char| c.is_ascii_alphabetic() || c.is_whitespace();
    let tail = text.get(last..).unwrap_or_default();
    let end = last + tail.find(ends).unwrap_or(tail.len());
    let after = text.get(end..).filter(|rest| has_word(rest));
    let before = text.get(..first).filter(|rest| has_word(rest));
    let start = if after.is_none() && before.is_some() { first } else { 0 };
    let chinese = text.get(start..if after.is_some() { end } else { text.len() });
    let english = after.or(before).map(|half| if opens_more(half) { half } else { half.trim_end_matches([')', '）']) });
    (chinese.map(|half| half.trim().trim_end_matches(['(', '（', '/', '-'])), english.map(str::trim))
}

fn has_word(text: &str) -> bool {
    text.chars().filter(char::is_ascii_alphabetic).count() >= 3
}

/// Whether the brackets of a text may stay: none is closed that was not opened.
fn opens_more(text: &str) -> bool {
    let count = |wanted: [char; 2]| text.chars().filter(|c| wanted.contains(c)).count();
    count(['(', '（']) >= count([')', '）'])
}

static NUMBERING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)^(?: \s | [\#*·•●◆▲△-] | 其\s?中\s*[::、]? | (?:of\ which|among\ which|including)\s*[::,]?
        | [一二三四五六七八九十廿卅]{1,3}\s*[、..] | (?:减|加|less|plus)\s*[::] | \([一二三四五六七八九十]{1,3}\)
        | \d{1,2}\s*、 | \d{1,2}\s*\) | \(\d{1,2}\) | [①-⑳⑴-⒇⒈-⒛] | [ivx]{1,4}[.、] )+",
    )
    .expect("a valid pattern")
});
static DOTTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d{1,2}\s*\.\s*([^\d\s].*)$").expect("a valid pattern"));
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?x)(?: \s | [①-⑳⑴-⒇*†‡§¹²³⁰⁴-⁹ᵃᵇᶜ] | \(\s*(?:[a-z]|\d{1,2}|注\d*|[-+])\s*\) )+$")
        .expect("a valid pattern")
});
static GLUED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(.*\p{Han}\)?)(?:[a-z]|\d\)|\s*[A-Z](?:=[A-Z](?:[+-][A-Z])+)?)$").expect("a valid pattern")
});

/// A label without its numbering (`一、`, `1.`, `#`, `其中：`) and without footnote marks.
pub fn bare(text: &str) -> String {
    let mut text = narrowed(text).trim().to_string();
    loop {
        let mut rest = cut(&NUMBERING, &text).to_string();
        if let Some(found) = DOTTED.captures(&rest).and_then(|c| c.get(1)) {
            rest = found.as_str().to_string();
        }
        let rest = cut(&MARKS, &rest).trim().to_string();
        if rest == text || rest.is_empty() {
            return text;
        }
        text = rest;
    }
}

fn cut<'t>(pattern: &LazyLock<Regex>, text: &'t str) -> &'t str {
    let Some(found) = pattern.find(text) else { return text };
    let rest = if found.start() == 0 { text.get(found.end()..) } else { text.get(..found.start()) };
    rest.unwrap_or(text)
}

/// `A`, `D=E+F`: the publisher's letters for columns and what they add up to.
pub fn is_formula(key: &str) -> bool {
    let letters = key.chars().filter(char::is_ascii_alphabetic).count();
    let signs = key.chars().filter(|letter| matches!(letter, '=' | '+' | '-')).count();
    (1..=6).contains(&letters) && letters + signs == key.chars().count() && (letters == 1 || letters == signs + 1)
}

static PRICES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\((?:按?当年价格?(?:计算)?|现价|(?i:at )?(?i:current prices?))\)").expect("a valid pattern")
});

/// Keys under which a label may be known, the fullest first: whole, Chinese half, English half, each also without a
/// footnote letter glued to it. Brackets that hold a unit are not part of any.
pub fn forms(text: &str, units: &Units) -> Vec<String> {
    let text = bare(&without_units(text, units));
    let (chinese, english) = halves(&text);
    let mut forms = Vec::new();
    for part in [Some(text.as_str()), chinese, english].into_iter().flatten() {
        let part = bare(part);
        let glued = GLUED.captures(&part).and_then(|found| found.get(1));
        let unpriced = PRICES.is_match(&part).then(|| PRICES.replace_all(&part, "").into_owned());
        let forms_of_part = [Some(part.as_str()), glued.map(|found| found.as_str()), unpriced.as_deref()];
        for form in forms_of_part.into_iter().flatten() {
            let form = key(form);
            if !form.is_empty() && !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

static BRACKETS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\(([^()]*)\)").expect("a valid pattern"));

/// The units printed in a label's brackets, in order, with what they mean.
pub fn bracketed_units(text: &str, units: &Units) -> Vec<(String, Reading)> {
    let text = narrowed(text);
    let inside = BRACKETS.captures_iter(&text).filter_map(|found| found.get(1)).map(|found| found.as_str().trim());
    let is_number = |text: &str| text.len() < 3 && text.bytes().all(|letter| letter.is_ascii_digit());
    inside.filter(|text| !is_number(text)).filter_map(|text| Some((text.to_string(), units.read(text)?))).collect()
}

/// A label without the brackets that hold a unit; the base of an index (`上年=100`) is kept.
pub fn without_units(text: &str, units: &Units) -> String {
    let text = narrowed(text);
    let unit = |inside: &str| !inside.contains("=100") && units.read(inside).is_some();
    let replaced = BRACKETS.replace_all(&text, |found: &regex::Captures| {
        let inside = found.get(1).map_or("", |inside| inside.as_str());
        if unit(inside) { " ".to_string() } else { format!("({inside})") }
    });
    replaced.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_children_and_marks_are_no_part_of_a_label() {
        for printed in [
            "一、一般公共服务支出",
            "1.一般公共服务支出",
            "(一)一般公共服务支出①",
            "其中：#一般公共服务支出 ",
            "一般公共 服务支出*",
            "减：一般公共服务支出",
            "一般公共服务支出（－）",
        ] {
            assert_eq!(key(&bare(printed)), "一般公共服务支出", "{printed}");
        }
        assert_eq!(bare("1978"), "1978");
        assert_eq!(bare("第一产业"), "第一产业");
    }

    #[test]
    fn halves_by_language() {
        assert_eq!(
            halves("一般公共服务支出 Expenditure for General Public Services").1,
            Some("Expenditure for General Public Services")
        );
        assert_eq!(halves("教育(Education)"), (Some("教育"), Some("Education")));
        assert_eq!(halves("Beijing 北京"), (Some("北京"), Some("Beijing")));
        assert_eq!(halves("R&D人员 全时当量 Total"), (Some("R&D人员 全时当量"), Some("Total")));
    }
}
