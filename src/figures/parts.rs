//! Numbers made of two: fractions, proportions, ranges; and what a number's role is.
//!
//! In: a place in a text and the number read there. Out: the figure, where it is made of two. Refuses what only looks
//! like one (`从3亿元到5亿元` are two figures).

use crate::units::Reading;

use super::marks::{self, Mark};
use super::numeral::{self, Numeral};
use super::unit::{self, Counted};
use super::{Figure, Form, Reader, Role};

type Found = Option<(usize, Option<Figure>)>;

impl Reader<'_> {
    fn number(&self, at: usize) -> Option<Numeral> {
        numeral::digits(self.letters, at).or_else(|| numeral::words(self.letters, at))
    }

    /// `百分之七点五` is 7.5 %, `千分之三` 3 ‰, `三分之一` a fraction.
    pub(super) fn fraction(&self, at: usize, number: &Numeral) -> Found {
        let from = self.letters.word(number.end, "分之")?;
        let above = self.number(from)?;
        let value = above.value / number.value;
        let counted =
            Counted {
                end: above.end, text: "分之".to_string(), reading: self.units.read("倍"), ..Counted::default()
            };
        let both = Numeral { end: above.end, value, decimals: 0, is_plain: false, ..above };
        let figure = self.finish(at, &both, Form::Fraction(above.value, number.value), counted)?;
        Some((self.letters_end(above.end, &figure), Some(figure)))
    }

    /// `百分之` and `千分之`, which begin with no digit.
    pub(super) fn per_hundred(&self, at: usize) -> Found {
        let (word, unit) =
            [("百分之", "%"), ("千分之", "‰")].into_iter().find(|(word, _)| self.letters.word(at, word).is_some())?;
        let from = self.letters.word(at, word)?;
        let above = match self.letters.word(from, "百") {
            Some(end) => Numeral { end, value: 100.0, upto: None, decimals: 0, is_plain: false, is_words: true },
            None => self.number(from)?,
        };
        let counted =
            Counted { end: above.end, text: word.to_string(), reading: self.units.read(unit), ..Counted::default() };
        let number = Numeral { is_plain: false, ..above };
        let form = above.upto.map_or(Form::One, Form::Range);
        let figure = self.finish(at, &number, form, counted)?;
        Some((self.letters_end(above.end, &figure), Some(figure)))
    }

    /// `三成` is 30 %, `翻两番` four times.
    pub(super) fn tenths(&self, at: usize, number: &Numeral) -> Found {
        let letters = self.letters;
        let small = number.is_plain && (1.0..10.0).contains(&number.value) && number.upto.is_none();
        if !small {
            return None;
        }
        if let Some(end) = letters.word(number.end, "番").filter(|_| self.is_turned(at)) {
            let half = letters.word(end, "半").filter(|&past| !letters.at(past).is_numeric());
            let counted = Counted {
                end: half.unwrap_or(end),
                text: "番".to_string(),
                reading: self.units.read("倍"),
                ..Counted::default()
            };
            let turns = number.value + if half.is_some() { 0.5 } else { 0.0 };
            let times = Numeral { value: 2f64.powf(turns), decimals: 0, ..*number };
            let figure = self.finish(at, &times, Form::One, counted);
            let end = figure.as_ref().map_or(end, |figure| self.letters_end(end, figure));
            return Some((end, figure));
        }
        if let Some(found) = self.half(at, number) {
            return Some(found);
        }
        let end = letters.word(number.end, "成")?;
        if let Some(found) = self.tenths_and_more(at, number, end) {
            return Some(found);
        }
        let ends = !letters.at(end).is_alphabetic()
            || ["以上", "以下", "左右", "上下", "多", "余", "出头", "强", "弱", "的", "是", "来自", "用于"]
                .iter()
                .any(|word| letters.word(end, word).is_some());
        let reading = self.units.read("%").map(|percent| Reading { mult: 1, canonical: "成".to_string(), ..percent });
        let counted = Counted { end, text: "成".to_string(), reading, ..Counted::default() };
        ends.then(|| (end, self.finish(at, number, Form::One, counted)))
    }

    /// `占支出的一半以上`: a half of what stands before.
    fn half(&self, at: usize, number: &Numeral) -> Found {
        const LEADS: [&str; 12] = ["占", "占了", "占到", "的", "近", "约", "过", "超过", "不足", "不到", "将近", "逾"];
        const TAILS: [&str; 5] = ["以上", "以下", "左右", "多", "强"];
        let letters = self.letters;
        let end = letters.word(number.end, "半").filter(|_| number.is_words && number.value == 1.0)?;
        let led = LEADS.iter().any(|word| letters.word_before(at, word).is_some());
        let ends = !letters.at(end).is_alphanumeric() || TAILS.iter().any(|word| letters.word(end, word).is_some());
        if !led || !ends {
            return None;
        }
        let counted = Counted { end, text: "半".to_string(), reading: self.units.read("倍"), ..Counted::default() };
        let half = Numeral { end, value: 0.5, decimals: 0, is_plain: false, ..*number };
        let figure = self.finish(at, &half, Form::Fraction(1.0, 2.0), counted)?;
        Some((self.letters_end(end, &figure), Some(figure)))
    }

    /// `两成二` is 22 %, `三成半` 35 %.
    fn tenths_and_more(&self, at: usize, number: &Numeral, end: usize) -> Found {
        let letters = self.letters;
        let half = letters.word(end, "半").map(|past| (5.0, past));
        let more = || self.number(end).filter(|more| more.is_plain && (1.0..10.0).contains(&more.value));
        let (more, past) = half.or_else(|| more().map(|more| (more.value, more.end)))?;
        let reading = self.units.read("%")?;
        let counted = Counted { end: past, text: "成".to_string(), reading: Some(reading), ..Counted::default() };
        let number = Numeral { value: number.value * 10.0 + more, ..*number };
        let figure = self.finish(at, &number, Form::One, counted);
        let is_unit = !unit::after(letters, past, self.units).is_none();
        let end = figure.as_ref().map_or(past, |figure| self.letters_end(past, figure));
        (!is_unit).then_some((end, figure))
    }

    /// 翻 before a number, with a hedge between: `翻了近两番`.
    fn is_turned(&self, at: usize) -> bool {
        const HEDGES: [&str; 8] = ["将近", "接近", "大约", "超过", "不止", "近", "约", "逾"];
        let letters = self.letters;
        let hedge = HEDGES.iter().find_map(|word| letters.word_before(at, word));
        let at = hedge.unwrap_or(at);
        letters.before(at) == '翻'
            || ["翻了", "翻过", "翻番了"].iter().any(|word| letters.word_before(at, word).is_some())
    }

    /// `1:67`, `1比67`.
    pub(super) fn proportion(&self, at: usize, number: &Numeral) -> Found {
        let letters = self.letters;
        let from = letters.word(number.end, ":").or_else(|| letters.word(number.end, "比"))?;
        let right = self.number(from).filter(|right| right.value > 0.0)?;
        let is_time = marks::of(letters, at, number).is_some() || letters.at(right.end) == ':';
        let after = unit::after(letters, right.end, self.units);
        if is_time || !after.is_none() || marks::of(letters, from, &right).is_some() {
            return None;
        }
        let (value, end) = (number.value / right.value, right.end);
        let text = letters.text(number.end, from);
        let counted = Counted { end, text, reading: self.units.read("倍"), ..Counted::default() };
        let both = Numeral { value, decimals: 0, is_plain: false, ..right };
        let figure = self.finish(at, &both, Form::Proportion(number.value, right.value), counted)?;
        Some((end, Some(figure)))
    }

    /// `100-200万元`, `10%至15%`: one unit for both, or the same.
    pub(super) fn range(&self, at: usize, number: &Numeral, counted: &Counted) -> Found {
        let letters = self.letters;
        let joint = letters.past_blanks(counted.end.max(number.end));
        let opened = ['由', '从', '自'];
        let is_change = (at.saturating_sub(8)..at).any(|before| opened.contains(&letters.at(before)));
        if !matches!(letters.at(joint), '-' | '~' | '至' | '到') || counted.is_more || is_change {
            return None;
        }
        let from = letters.past_blanks(letters.run(joint, |c| matches!(c, '-' | '~' | '至' | '到')));
        let second = self.number(from).filter(|second| second.upto.is_none() && number.upto.is_none())?;
        if marks::of(letters, from, &second).is_some() {
            return None;
        }
        let unit = unit::after(letters, second.end, self.units);
        let same = counted.is_none() || (counted.text == unit.text);
        let scaled = scale(counted, &unit);
        let low = scaled.map_or(number.value, |scale| number.value * scale);
        if unit.is_none() || !(same || scaled.is_some()) || low >= second.value {
            return None;
        }
        let first = Numeral { end: unit.end, value: low, decimals: number.decimals.max(second.decimals), ..*number };
        let end = unit.end;
        let figure = self.finish(at, &first, Form::Range(second.value), unit);
        Some((end, figure))
    }

    /// The place, from one on, where a figure ends.
    fn letters_end(&self, from: usize, figure: &Figure) -> usize {
        (from..=self.letters.len()).find(|&at| self.letters.byte(at) >= figure.span.end).unwrap_or(self.letters.len())
    }
}

/// `5000万至2亿元`: the first in units of the second, both money.
fn scale(first: &Counted, second: &Counted) -> Option<f64> {
    let to = second.reading.as_ref()?;
    let (measure, mult) = match &first.reading {
        Some(reading) => (Some(&reading.measure), reading.mult),
        None => (None, first.mult),
    };
    let fits = !first.is_none() && measure.is_none_or(|measure| *measure == to.measure);
    fits.then(|| 10f64.powi(i32::from(mult) - i32::from(to.mult)))
}

/// What a number is that is no mark: a count in one word (三个) is as often a turn of phrase.
pub(super) fn role(number: &Numeral, figure: &Figure) -> Role {
    let is_known = figure.unit_text.is_some();
    if !is_known {
        return if marks::is_year(number) { Role::Mark(Mark::Time) } else { Role::Bare };
    }
    let is_short = number.is_words && number.upto.is_none() && number.value <= 10.0 && number.decimals == 0;
    let counts = ["NUMBER", "PS", "HH", "VISITS", "CNY", "TN", "M", "MU", "YR"];
    let plain = figure.unit.as_ref().is_some_and(|unit| unit.mult == 0 && counts.contains(&unit.measure.as_str()));
    if is_short && plain { Role::Word } else { Role::Amount }
}
