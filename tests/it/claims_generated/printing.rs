//! How a value is printed: unit words, digits, rounding, hedges.
//!
//! In: a value in base units and a manner of printing. Out: text. Refuses more digits than the sources print.

use super::chance::Chance;
use super::things::Unit;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}

/// How the last printed digit is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    HalfUp,
    HalfEven,
    CutOff,
    /// Away from zero; with 近 and 不足.
    Up,
}

impl Rounding {
    /// Of a value that is counted in units of the last digit.
    fn whole(self, value: f64) -> f64 {
        // A decimal fraction that is no binary one must not fall on the wrong side of a half.
        let exact = (value * 1e5).round() / 1e5;
        match self {
            Rounding::HalfUp => (exact + 0.5).floor(),
            Rounding::HalfEven => exact.round_ties_even(),
            Rounding::CutOff => exact.floor(),
            Rounding::Up => exact.ceil(),
        }
    }
}

/// A manner of printing.
#[derive(Clone, Debug)]
pub struct Manner {
    pub before: String,
    /// What one printed unit is in base units.
    pub scale: f64,
    pub decimals: i32,
    /// The last digits that are rounded to zeros: 2 for `89900`.
    pub zeros: i32,
    pub marks: bool,
    pub after: String,
    pub rounding: Rounding,
    /// The whole figure, where it is told in words.
    pub in_words: Option<&'static str>,
}

impl Manner {
    pub fn new(scale: f64, decimals: i32, after: &str) -> Manner {
        let rounding = Rounding::HalfUp;
        let (before, after) = (String::new(), after.to_string());
        Manner { before, scale, decimals, zeros: 0, marks: false, after, rounding, in_words: None }
    }

    /// One unit of the last digit that says something, in base units.
    pub fn unit(&self) -> f64 {
        self.scale * 10f64.powi(self.zeros - self.decimals)
    }

    /// The value as printed, in base units and without its sign.
    pub fn rounded(&self, value: f64) -> f64 {
        self.rounding.whole(value.abs() / self.unit()) * self.unit()
    }

    pub fn digits(&self, value: f64) -> String {
        let whole = self.rounding.whole(value.abs() / self.unit()) as u64 * 10u64.pow(self.zeros as u32);
        let power = 10u64.pow(self.decimals as u32);
        let mut text = (whole / power).to_string();
        if self.marks {
            for at in (1..text.len()).filter(|at| (text.len() - at).is_multiple_of(3)).rev().collect::<Vec<_>>() {
                text.insert(at, ',');
            }
        }
        match self.decimals {
            0 => text,
            decimals => format!("{text}.{:0width$}", whole % power, width = decimals as usize),
        }
    }

    pub fn print(&self, value: f64) -> String {
        match self.in_words {
            Some(words) => words.to_string(),
            None => format!("{}{}{}", self.before, self.digits(value), self.after),
        }
    }

    /// Significant digits printed of a value.
    pub fn significant(&self, value: f64) -> usize {
        let whole = self.rounding.whole(value.abs() / self.unit()) as u64;
        whole.to_string().trim_end_matches('0').len()
    }
}

/// The manners that print a value in a unit with no more digits than its source has (`finest`, base units).
fn manners(unit: Unit, language: Language, value: f64) -> Vec<(f64, i32, &'static str)> {
    let all: &[(f64, i32, &str)] = match (unit, language) {
        (Unit::Money, Language::Chinese) => &[
            (1e8, 2, "亿元"),
            (1e8, 1, "亿元"),
            (1e8, 0, "亿元"),
            (1e12, 2, "万亿元"),
            (1e12, 1, "万亿元"),
            (1e4, 0, "万元"),
        ],
        (Unit::Money, Language::English) => &[
            (1e9, 2, " billion yuan"),
            (1e9, 1, " billion yuan"),
            (1e9, 0, " billion yuan"),
            (1e12, 2, " trillion yuan"),
            (1e12, 1, " trillion yuan"),
            (1e6, 0, " million yuan"),
        ],
        (Unit::Persons, Language::Chinese) => &[(1e4, 0, "万人"), (1e4, 1, "万人"), (1e8, 2, "亿人")],
        (Unit::Persons, Language::English) => &[
            (1e6, 2, " million persons"),
            (1e6, 1, " million people"),
            (1e6, 0, " million"),
            (1e9, 2, " billion people"),
        ],
        (Unit::PerHead, Language::Chinese) => &[(1.0, 0, "元"), (1.0, 1, "元")],
        (Unit::PerHead, Language::English) => &[(1.0, 0, " yuan"), (1.0, 1, " yuan")],
        (Unit::Percent, Language::Chinese) => &[(0.01, 1, "%"), (0.01, 2, "%"), (0.01, 1, "%")],
        (Unit::Percent, Language::English) => &[(0.01, 1, "%"), (0.01, 2, " percent"), (0.01, 1, " per cent")],
    };
    let is_readable = |&(scale, decimals, _): &(f64, i32, &str)| match unit {
        Unit::Percent => (value.abs() / scale) >= 0.1,
        _ => (1.0..1e7).contains(&(value.abs() / scale)) && value.abs() / scale * 10f64.powi(decimals) >= 10.0,
    };
    all.iter().copied().filter(is_readable).collect()
}

/// A plain manner of printing a value, its rounding drawn too.
pub fn plain(unit: Unit, language: Language, value: f64, finest: f64, chance: &mut Chance) -> Option<Manner> {
    let mut all = manners(unit, language, value);
    all.retain(|(scale, decimals, _)| scale * 10f64.powi(-decimals) >= finest * 0.999);
    let (scale, decimals, after) = *all.get(chance.below(all.len()))?;
    let rounding = *chance.pick(&[
        Rounding::HalfUp,
        Rounding::HalfUp,
        Rounding::HalfUp,
        Rounding::HalfUp,
        Rounding::HalfEven,
        Rounding::CutOff,
    ]);
    let marks = match language {
        Language::English => true,
        Language::Chinese => chance.one_in(6),
    };
    Some(Manner { marks, rounding, ..Manner::new(scale, decimals, after) })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    About,
    Nearly,
    Over,
    Under,
    /// 多.
    More,
}

/// A manner with a hedge and two or three digits that say something; none where the value would make the words untrue
/// or odd (a value just under a round one for 近).
pub fn hedged(hedge: Hedge, unit: Unit, language: Language, value: f64, chance: &mut Chance) -> Option<Manner> {
    let mut all = manners(unit, language, value);
    all.retain(|(scale, ..)| (10.0..1e5).contains(&(value.abs() / scale)));
    let (scale, _, after) = *all.get(chance.below(all.len()))?;
    let kept = 2 + chance.below(2) as i32;
    let places = (value.abs() / scale).log10().floor() as i32 + 1;
    let mut manner = Manner::new(scale, (kept - places).max(0), after);
    manner.zeros = (places - kept).max(0);
    let (before, words_after, rounding) = words(hedge, language, chance);
    manner.rounding = rounding;
    manner.before = before.to_string();
    manner.after = match hedge {
        Hedge::More => format!("{words_after}{after}"),
        _ => format!("{after}{words_after}"),
    };
    if hedge == Hedge::More && (manner.decimals > 0 || manner.zeros == 0 || language == Language::English) {
        return None;
    }
    let distance = (manner.rounded(value) - value.abs()).abs() / value.abs();
    let is_apt = match hedge {
        Hedge::About => distance < 0.05,
        _ => (0.0005..0.05).contains(&distance) && distance * value.abs() < 0.95 * manner.unit(),
    };
    is_apt.then_some(manner)
}

fn words(hedge: Hedge, language: Language, chance: &mut Chance) -> (&'static str, &'static str, Rounding) {
    let zh = language == Language::Chinese;
    match hedge {
        Hedge::About if zh => *chance.pick(&[("约", "", Rounding::HalfUp), ("", "左右", Rounding::HalfUp)]),
        Hedge::About => *chance.pick(&[("about ", "", Rounding::HalfUp), ("approximately ", "", Rounding::HalfUp)]),
        Hedge::Nearly if zh => *chance.pick(&[("近", "", Rounding::Up), ("接近", "", Rounding::Up)]),
        Hedge::Nearly => ("nearly ", "", Rounding::Up),
        Hedge::Over if zh => *chance.pick(&[("超过", "", Rounding::CutOff), ("", "以上", Rounding::CutOff)]),
        Hedge::Over => *chance.pick(&[("more than ", "", Rounding::CutOff), ("over ", "", Rounding::CutOff)]),
        Hedge::Under if zh => *chance.pick(&[("不足", "", Rounding::Up), ("不到", "", Rounding::Up)]),
        Hedge::Under => ("less than ", "", Rounding::Up),
        Hedge::More => ("", "多", Rounding::CutOff),
    }
}
