//! Figures that are words: `nearly doubled`, `a fivefold increase`, `第3位`.
//!
//! In: a sentence and the units. Out: a figure for each, with the bytes it takes. Refuses ordinals that are no rank.

use std::sync::LazyLock;

use regex::Regex;

use crate::figures::{Figure, Form, Hedge, Role};
use crate::units::Units;

static DOUBLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:(?:(nearly|almost|close to|virtually)|(more than|over|well over)|(less than|under)|(about|roughly|around|approximately|some))[ -]+)?",
        r"(?:(?:has|have|had) )?((doubled|doubling)|(trebled|tripled|tripling)|(quadrupled|quadrupling)|(quintupled)",
        r"|((?:two|three|four|five|six|seven|eight|nine|ten))[- ]?fold",
        r"|((?:two|three|four|five|six|seven|eight|nine|ten)) times|(twice))\b(?: (that|those|its|the|as|what|their))?"
    ))
    .expect("a valid pattern")
});
static RANK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:居|位居|列|位列|排名|排在|排|名列)(?:在)?(?:全国|我国|各省区市|各省)?(?:的)?(第(?:(\d{1,2})|([一二三四五六七八九十]{1,3}))(?:位|名)?)",
        r"|(?i:\branked (?:no\. )?((\d{1,2})(?:st|nd|rd|th)?|(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)) (?:in|among))",
    ))
    .expect("a valid pattern")
});

/// The unit of a rank.
const PLACE: &str = "位";

pub fn is_rank(figure: &Figure) -> bool {
    figure.unit.is_none() && figure.unit_text.as_deref() == Some(PLACE)
}

/// Multiples in one English word, with the hedge before it.
pub fn multiples(sentence: &str, units: &Units) -> Vec<Figure> {
    const WORDS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    const HEDGES: [Hedge; 4] = [Hedge::Nearly, Hedge::Over, Hedge::Under, Hedge::About];
    let one = |found: regex::Captures| {
        let span = found.get(5)?.range();
        let counted = |group: usize| {
            let word = found.get(group)?.as_str();
            WORDS.iter().position(|known| word.eq_ignore_ascii_case(known))
        };
        // `revised twice` counts nothing.
        let times = counted(11).or(found.get(12).map(|_| 0)).filter(|_| found.get(13).is_some());
        let verb = (6..10).position(|group| found.get(group).is_some());
        let value = f64::from(u32::try_from(verb.or_else(|| counted(10)).or(times)? + 2).ok()?);
        let text = if times.is_some() { "times" } else { "番" };
        let hedge = (1..5).position(|group| found.get(group).is_some());
        let hedges = hedge.and_then(|nth| HEDGES.get(nth)).copied().into_iter().collect();
        Some(Figure { unit: units.read("倍"), unit_text: Some(text.to_string()), hedges, ..figure(span, value) })
    };
    DOUBLED.captures_iter(sentence).filter_map(one).collect()
}

/// Places in a ranking.
pub fn ranks(sentence: &str) -> Vec<Figure> {
    let one = |found: regex::Captures| {
        let span = found.get(1).or_else(|| found.get(4))?.range();
        let digits = found.get(2).or_else(|| found.get(5)).and_then(|digits| digits.as_str().parse().ok());
        let chinese = found.get(3).and_then(|words| counted(words.as_str()));
        let english = found.get(6).and_then(|word| {
            let words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
            words.iter().position(|known| word.as_str().eq_ignore_ascii_case(known)).map(|at| at + 1)
        });
        let place = digits.or(chinese).or(english)?;
        let unit_text = Some(PLACE.to_string());
        Some(Figure { unit_text, ..figure(span, f64::from(u32::try_from(place).ok()?)) })
    };
    RANK.captures_iter(sentence).filter_map(one).collect()
}

fn figure(span: std::ops::Range<usize>, value: f64) -> Figure {
    let number = span.start;
    Figure {
        span,
        number,
        value,
        form: Form::One,
        decimals: 0,
        mult: 0,
        unit: None,
        unit_text: None,
        hedges: Vec::new(),
        role: Role::Amount,
        is_doubtful: false,
    }
}

/// `三`, `十二`, `二十一`.
fn counted(words: &str) -> Option<usize> {
    let digit = |letter: char| "一二三四五六七八九".chars().position(|known| known == letter).map(|at| at + 1);
    let Some((tens, ones)) = words.split_once('十') else { return words.chars().next().and_then(digit) };
    let tens = tens.chars().next().map_or(Some(1), digit)?;
    let ones = ones.chars().next().map_or(Some(0), digit)?;
    Some(tens * 10 + ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiples_of_one_word_keep_their_hedges() {
        let units = Units::new(Vec::new(), Vec::new());
        let read = |text: &str| {
            let found = multiples(text, &units).into_iter().next()?;
            Some((found.value, found.hedges.first().copied(), text[found.span].to_string()))
        };
        type Read = Option<(f64, Option<Hedge>, &'static str)>;
        let cases: [(&str, Read); 9] = [
            ("nearly three times that of 2000", Some((3.0, Some(Hedge::Nearly), "three times"))),
            ("about twice as large as in 2000", Some((2.0, Some(Hedge::About), "twice"))),
            ("it was revised twice", None),
            ("revenue nearly tripled", Some((3.0, Some(Hedge::Nearly), "tripled"))),
            ("more than doubled", Some((2.0, Some(Hedge::Over), "doubled"))),
            ("a fivefold increase", Some((5.0, None, "fivefold"))),
            ("rose four-fold", Some((4.0, None, "four-fold"))),
            ("about quintupled", Some((5.0, Some(Hedge::About), "quintupled"))),
            ("folded twice", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected.map(|(value, hedge, word)| (value, hedge, word.to_string())), "{text}");
        }
    }

    #[test]
    fn ranks_are_places_and_chapters_are_not() {
        let value = |text: &str| ranks(text).first().map(|figure| figure.value);
        assert_eq!(value("广东省地区生产总值居全国第1位"), Some(1.0));
        assert_eq!(value("位列第二十一"), Some(21.0));
        assert_eq!(value("GDP of Hunan ranked ninth in the country"), Some(9.0));
        assert_eq!(value("见第3章"), None);
    }
}
