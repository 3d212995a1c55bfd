//! Figures: the numbers of running text, with unit, precision and hedges.
//!
//! In: text in Chinese or English, and the units. Out: every number as a `Figure`, in order, with the bytes it takes:
//! digits and words (`三千多万`), 万 and 亿, thousands marks, percent and fractions (`百分之七点五`), multiples, proportions
//! (`1:67`), ranges. Years, list numbers and codes come out as marks. Refuses numbers without a value (`几十万`, `数百`).

mod hedge;
mod letters;
mod marks;
mod mixed;
mod numeral;
mod parted;
mod parts;
pub mod shortest;
mod sign;
mod unit;

use std::ops::Range;

use crate::units::{Reading, Units};

pub use hedge::Hedge;
pub use marks::Mark;

use letters::Letters;
use numeral::Numeral;
use unit::Counted;

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It counts something: a unit, 万 or 亿, a percent sign stands with it.
    Amount,
    /// Nothing says what it counts.
    Bare,
    /// A single word such as 三 in 三个: as often a turn of phrase as a count.
    Word,
    Mark(Mark),
}

/// How a number is printed, where that is not one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    One,
    /// From the value up to another.
    Range(f64),
    /// `三分之一`: numerator and denominator.
    Fraction(f64, f64),
    /// `1:67`: left and right; the value is left over right.
    Proportion(f64, f64),
}

/// One number of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Bytes from the number (or the currency before it) to the end of its unit and of the hedge behind it.
    pub span: Range<usize>,
    /// The byte where the number itself begins.
    pub number: usize,
    /// In the printed unit.
    pub value: f64,
    pub form: Form,
    /// Digits printed after the point.
    pub decimals: u8,
    /// Powers of ten in words, where no unit is known; else part of `unit`.
    pub mult: i8,
    pub unit: Option<Reading>,
    /// As printed, without a hedge inside: `亿元` of `6540 多亿元`.
    pub unit_text: Option<String>,
    pub hedges: Vec<Hedge>,
    pub role: Role,
    /// What is printed leaves open whether it is a minus: the value is read as if it were.
    pub is_doubtful: bool,
}

impl Figure {
    /// In base units of its measure (yuan, persons, a fraction), or times its power of ten.
    pub fn base_value(&self, units: &Units) -> f64 {
        match &self.unit {
            Some(reading) => self.value * units.scale_to_base(&reading.measure, reading.mult),
            None => self.value * 10f64.powi(i32::from(self.mult)),
        }
    }

    pub fn is_amount(&self) -> bool {
        self.role == Role::Amount
    }
}

/// Every number of a text, in order.
pub fn read(text: &str, units: &Units) -> Vec<Figure> {
    let letters = Letters::new(text);
    let addresses = marks::addresses(text);
    let mut addresses = addresses.iter().peekable();
    let reader = Reader { letters: &letters, units };
    let (mut figures, mut at) = (Vec::<Figure>::new(), 0);
    while at < letters.len() {
        let byte = letters.byte(at);
        while addresses.next_if(|address| address.end <= byte).is_some() {}
        if let Some(address) = addresses.peek().filter(|address| address.contains(&byte)) {
            at = letters.run(at, |letter| letter != ' ').max(at + 1);
            at = (at..).find(|&next| letters.byte(next) >= address.end || next >= letters.len()).unwrap_or(at).min(at);
            continue;
        }
        match reader.figure(at) {
            Some((end, figure)) => {
                figures.extend(figure);
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    figures
}

struct Reader<'a> {
    letters: &'a Letters,
    units: &'a Units,
}

impl Reader<'_> {
    /// The figure whose number begins at a place, and where reading goes on. `None` where no number begins there; no
    /// figure where one does that has no value.
    fn figure(&self, at: usize) -> Option<(usize, Option<Figure>)> {
        let letters = self.letters;
        if let Some(end) = self.part_of_formula(at) {
            return Some((end, None));
        }
        if let Some(found) = self.per_hundred(at) {
            return Some(found);
        }
        if let Some(found) = self.bracketed(at) {
            return Some(found);
        }
        if let Some(end) = numeral::ill_grouped(letters, at) {
            return Some((end, None));
        }
        let Some(number) = numeral::digits(letters, at).or_else(|| numeral::words(letters, at)) else {
            let skipped = letters.run(at, |letter| letter.is_ascii_digit() || numeral::is_word(letter));
            return (skipped > at).then_some((skipped, None));
        };
        if let Some(figure) =
            [Reader::fraction, Reader::tenths, Reader::proportion].iter().find_map(|read| read(self, at, &number))
        {
            return Some(figure);
        }
        if let Some((mark, end)) = marks::of(letters, at, &number) {
            return Some((end, Some(self.mark(at, end, &number, mark))));
        }
        let (counted, number) = mixed::after(letters, number, self.units);
        let figure = self.range(at, &number, &counted).unwrap_or_else(|| self.single(at, &number, counted));
        Some(figure)
    }

    /// Where the power, root or lower part of a fraction ends that is no figure by itself: `1.05^10`, `√2`, `3⁄4亿元`.
    fn part_of_formula(&self, at: usize) -> Option<usize> {
        let letters = self.letters;
        let sign = match letters.before(at) {
            '{' | '(' => at.checked_sub(2).map_or(' ', |before| letters.at(before)),
            sign => sign,
        };
        let end = letters.run(at, |letter| letter.is_ascii_digit() || letter == '.');
        (matches!(sign, '^' | '√' | '⁄') && end > at).then_some(end)
    }

    /// `3/4亿元`: nobody can say how much that is.
    fn is_below_a_stroke(&self, at: usize) -> bool {
        let above = at.checked_sub(2).map_or(' ', |before| self.letters.at(before));
        self.letters.before(at) == '/' && above.is_ascii_digit()
    }

    fn mark(&self, at: usize, end: usize, number: &Numeral, mark: Mark) -> Figure {
        let span = self.letters.byte(at)..self.letters.byte(end);
        let role = Role::Mark(mark);
        let (value, decimals, number) = (number.value, number.decimals, span.start);
        let (unit, unit_text, hedges) = (None, None, Vec::new());
        Figure {
            span,
            number,
            value,
            form: Form::One,
            decimals,
            mult: 0,
            unit,
            unit_text,
            hedges,
            role,
            is_doubtful: false,
        }
    }

    /// `(71.5)亿元`: an amount in brackets, its unit behind them.
    fn bracketed(&self, at: usize) -> Option<(usize, Option<Figure>)> {
        let found = sign::bracketed(self.letters, at)?;
        let counted = unit::after(self.letters, found.end, self.units);
        if !sign::is_measured(&counted, self.units) {
            return None;
        }
        let end = counted.end.max(found.end);
        let number = Numeral { is_plain: false, ..found.number };
        let figure = self.finish(found.from, &number, Form::One, counted)?;
        let span = self.letters.byte(at)..figure.span.end;
        let value = -figure.value.abs();
        Some((end, Some(Figure { span, value, is_doubtful: found.is_doubtful, ..figure })))
    }

    fn single(&self, at: usize, number: &Numeral, counted: Counted) -> (usize, Option<Figure>) {
        let end = counted.end.max(number.end);
        let form = number.upto.map_or(Form::One, Form::Range);
        let is_measured = counted.reading.as_ref().is_some_and(|unit| !matches!(unit.measure.as_str(), "PT" | "PM"));
        let figure = match is_measured && self.is_below_a_stroke(at) {
            true => None,
            false => self.finish(at, number, form, counted),
        };
        (end, figure)
    }

    fn finish(&self, at: usize, number: &Numeral, form: Form, counted: Counted) -> Option<Figure> {
        let letters = self.letters;
        let mut hedges = Vec::new();
        let (mut start, mut end) = (at, counted.end.max(number.end));
        let sign = sign::before(letters, at, number, &counted, self.units);
        start = sign.map_or(start, |sign| sign.from);
        let Counted { mult, mut reading, text, is_more, .. } = counted;
        let mut unit_text = (!text.is_empty()).then_some(text);
        if let Some((from, printed, known)) = unit::currency_before(letters, start, self.units)
            && reading.is_none()
        {
            start = from;
            reading = known.map(|known| Reading { mult: known.mult.saturating_add(mult), ..known });
            let magnitude = unit_text.map(|text| format!(" {text}")).unwrap_or_default();
            unit_text = Some(format!("{printed}{magnitude}"));
        }
        if let Some((printed, known)) = unit::bracketed_before(letters, start, self.units)
            && unit_text.is_none()
        {
            (unit_text, reading) = (Some(printed), Some(known));
        }
        if let Some((hedge, _)) = hedge::before(letters, start) {
            hedges.push(hedge);
        }
        if is_more {
            hedges.push(Hedge::Over);
        }
        if form != Form::One {
            hedges.retain(|hedge| *hedge != Hedge::Over);
        }
        if let Some((hedge, past)) = hedge::after(letters, end) {
            hedges.push(hedge);
            end = past;
        }
        hedges.dedup();
        let value = if sign.is_some() { -number.value } else { number.value };
        let mult = if reading.is_some() { 0 } else { mult };
        let (number_at, decimals) = (letters.byte(at), number.decimals);
        let span = letters.byte(start)..letters.byte(end);
        let figure = Figure {
            span,
            number: number_at,
            value,
            form,
            decimals,
            mult,
            unit: reading,
            unit_text,
            hedges,
            role: Role::Bare,
            is_doubtful: sign.is_some_and(|sign| sign.is_doubtful),
        };
        let role = parts::role(number, &figure);
        let is_word_alone = number.is_words && role == Role::Bare;
        (!is_word_alone).then_some(Figure { role, ..figure })
    }
}

#[cfg(test)]
mod tests;
