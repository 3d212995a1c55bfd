//! Other readings of a printed figure. In: a value with its printed decimals, or a text that is nearly a number. Out:
//! every figure that one slip of the printer, typist or scanner would have turned into it.

use super::Change;

/// What should have been printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    pub value: f64,
    pub decimals: u8,
    pub change: Change,
}

/// Figures one slip away: point lost or moved, one digit wrong, two swapped, one dropped or one too many, sign wrong.
pub fn near(value: f64, decimals: u8) -> Vec<Reading> {
    let decimals = usize::from(decimals.min(10));
    let plain = format!("{:.*}", decimals, value.abs());
    let digits: Vec<u8> = plain.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
    let sign = if value < 0.0 { -1.0 } else { 1.0 };
    let mut found = Vec::with_capacity(digits.len() * 21);
    let mut add = |digits: &[u8], decimals: usize, change: Change| {
        let whole = digits.iter().fold(0.0, |sum, digit| sum * 10.0 + f64::from(*digit));
        let value = sign * whole / 10f64.powi(decimals as i32);
        found.push(Reading { value, decimals: decimals as u8, change });
    };
    for point in (0..digits.len()).filter(|point| *point != decimals) {
        add(&digits, point, Change::Point);
    }
    for zeros in 1..=2 {
        let longer: Vec<u8> = digits.iter().copied().chain(std::iter::repeat_n(0, zeros)).collect();
        add(&longer, 0, Change::Point);
    }
    for at in 0..digits.len() {
        let mut other = digits.clone();
        for digit in (0..10).filter(|digit| Some(digit) != digits.get(at)) {
            other.iter_mut().skip(at).take(1).for_each(|place| *place = digit);
            add(&other, decimals, Change::Digit);
        }
        let mut shorter = digits.clone();
        shorter.remove(at);
        if !shorter.is_empty() {
            add(&shorter, decimals.min(digits.len() - at - 1).max(decimals.saturating_sub(1)), Change::Extra);
        }
    }
    for at in 1..digits.len() {
        let mut other = digits.clone();
        other.swap(at - 1, at);
        if other != digits {
            add(&other, decimals, Change::Swap);
        }
    }
    for at in 0..=digits.len() {
        for digit in u8::from(at == 0)..10 {
            let mut longer = digits.clone();
            longer.insert(at, digit);
            add(&longer, decimals, Change::Dropped);
            if at + decimals >= digits.len() && decimals > 0 {
                add(&longer, decimals + 1, Change::Dropped);
            }
        }
    }
    found.push(Reading { value: -value, decimals: decimals as u8, change: Change::Sign });
    found
}

/// The same in an equation that prints `finest` digits after the point: a sheet drops the nought that two swapped digits
/// leave at the end (`2694` for 2690.4).
pub fn near_in(value: f64, decimals: u8, finest: u8) -> Vec<Reading> {
    let mut found = near(value, decimals);
    if decimals < finest.min(10) {
        let power = 10f64.powi(i32::from(decimals));
        let whole = (value.abs() * power).round();
        let last = whole % 10.0;
        let meant = ((whole - last) * 10.0 + last) / (power * 10.0) * value.signum();
        found.extend((last > 0.0).then_some(Reading { value: meant, decimals: decimals + 1, change: Change::Swap }));
    }
    found
}

/// Figures that a text with letters or marks among its digits may stand for: each letter any digit, each mark the
/// decimal point or nothing.
pub fn of_suspect(text: &str) -> Vec<Reading> {
    let tight: Vec<char> = super::super::wording::half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let letters = tight.iter().filter(|c| c.is_ascii_alphabetic()).count();
    if letters > 2 || tight.len() > 16 {
        return Vec::new();
    }
    let mut drafts: Vec<String> = vec![String::new()];
    for (at, c) in tight.iter().enumerate() {
        let options: Vec<Option<char>> = match c {
            '0'..='9' => vec![Some(*c)],
            '-' if at == 0 => vec![Some('-')],
            c if c.is_ascii_alphabetic() => ('0'..='9').map(Some).chain([None]).collect(),
            _ => vec![Some('.'), None],
        };
        let longer = |draft: &String| {
            let one = |option: &Option<char>| draft.chars().chain(*option).collect::<String>();
            options.iter().map(one).collect::<Vec<String>>()
        };
        drafts = drafts.iter().flat_map(longer).collect();
    }
    let read = |draft: &String| {
        let value = draft.parse::<f64>().ok().filter(|_| draft.matches('.').count() <= 1)?;
        let decimals = draft.split_once('.').map_or(0, |(_, rest)| rest.len());
        Some(Reading { value, decimals: u8::try_from(decimals).ok()?, change: Change::Letter })
    };
    drafts.iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reaches(printed: f64, decimals: u8, meant: f64) -> Option<Change> {
        near(printed, decimals).into_iter().find(|one| (one.value - meant).abs() < 1e-9).map(|one| one.change)
    }

    #[test]
    fn one_slip_of_each_kind_is_found() {
        assert_eq!(reaches(4432.0, 0, 443.2), Some(Change::Point));
        assert_eq!(reaches(1582.38, 2, 1582.48), Some(Change::Digit));
        assert_eq!(reaches(12.34, 2, 12.43), Some(Change::Swap));
        assert_eq!(reaches(123.4, 1, 1213.4), Some(Change::Dropped));
        assert_eq!(reaches(1223.4, 1, 123.4), Some(Change::Extra));
        assert_eq!(reaches(12.0, 0, -12.0), Some(Change::Sign));
        assert_eq!(reaches(12.34, 2, 56.34), None);
    }

    #[test]
    fn a_swapped_nought_at_the_end_is_not_printed() {
        let meant = |value: f64| move |one: &Reading| (one.value - value).abs() < 1e-9 && one.decimals == 1;
        assert!(near_in(2694.0, 0, 1).iter().any(meant(2690.4)));
        assert!(near_in(-2694.0, 0, 2).iter().any(meant(-2690.4)));
        assert!(!near_in(2694.0, 0, 0).iter().any(meant(2690.4)));
    }

    #[test]
    fn a_letter_may_be_any_digit() {
        assert!(of_suspect("7.8S").iter().any(|one| one.value == 7.85));
        assert!(of_suspect("1.2.3").iter().any(|one| one.value == 12.3));
        assert!(of_suspect("abc").is_empty());
    }
}
