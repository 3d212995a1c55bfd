//! Units in running text: what follows a number, or stands as a currency before it.
//!
//! In: the place after a number. Out: the powers of ten in words (万, million), the unit, and where they end. Refuses
//! letters that begin another word (`5 months` is no metre, `3部门` no volume).

use crate::units::{Reading, Units};

use super::hedge;
use super::letters::Letters;
use super::numeral::power;

/// What is counted without a counting word between: `28 省市`, `12 departments`.
const COUNTED: [&str; 29] = [
    "例",
    "次",
    "场",
    "省区市",
    "省市",
    "省区",
    "省份",
    "省",
    "市县",
    "县市",
    "县区",
    "方面",
    "类问题",
    "projects",
    "project",
    "departments",
    "department",
    "provinces",
    "counties",
    "cities",
    "companies",
    "enterprises",
    "institutions",
    "problems",
    "recommendations",
    "proposals",
    "agencies",
    "offices",
    "organisations",
];

/// What follows a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    pub end: usize,
    /// Powers of ten in words beyond the unit; part of `reading` where there is one.
    pub mult: i8,
    pub reading: Option<Reading>,
    /// As printed, without a hedge inside.
    pub text: String,
    /// 多 or 余 stands among it.
    pub is_more: bool,
}

impl Counted {
    pub fn is_none(&self) -> bool {
        self.text.is_empty()
    }
}

/// Spellings that are more often another word than a unit in running text.
const NO_UNITS: [&str; 9] = ["1", "点", "对", "指数", "index", "indices", "ratio", "number", "m"];
/// Letters of a unit in brackets.
const LONGEST_UNIT: usize = 8;
/// Counting words and what makes them another word.
const OTHER_WORDS: [(&str, &str); 21] = [
    ("部", "门分署委长队级"),
    ("所", "属有以在谓需辖得"),
    ("人", "均民事员大类工才口力文社行生体"),
    ("项", "目经"),
    ("条", "件例款线"),
    ("件", "套"),
    ("份", "额"),
    ("名", "义单称录词额列"),
    ("台", "账风湾"),
    ("家", "庭庄"),
    ("户", "籍口外"),
    ("处", "理置罚分室级以长"),
    ("种", "植子粮业"),
    ("套", "取用餐"),
    ("批", "复准示评发"),
    ("次", "年日月"),
    ("米", "面"),
    ("起", "诉到草源步点伏"),
    ("例", "如外行"),
    ("元", "旦素月件"),
    ("个", "人体别税"),
];

/// The powers of ten and the unit after a number.
pub fn after(letters: &Letters, number_end: usize, units: &Units) -> Counted {
    let mut at = letters.past_blanks(number_end);
    let more = hedge::inside(letters, at);
    at = more.map_or(at, |end| letters.past_blanks(end));
    let whole = spelled(letters, at, units);
    let (mult, counted) = counting(letters, at);
    let tail = letters.past_blanks(counted);
    let more_after = if counted > at { hedge::inside(letters, tail) } else { None };
    let tail = more_after.map_or(tail, |end| letters.past_blanks(end));
    let is_more = more.is_some() || more_after.is_some();
    match (whole, spelled(letters, tail, units)) {
        (Some((end, reading)), _) if end > counted => {
            Counted { end, mult: 0, reading: Some(reading), text: letters.text(at, end), is_more }
        }
        (_, Some((end, reading))) if counted > at => {
            let text = format!("{}{}", letters.text(at, counted), letters.text(tail, end));
            let reading = Reading { mult: reading.mult.saturating_add(mult), canonical: text.clone(), ..reading };
            Counted { end, mult, reading: Some(reading), text, is_more }
        }
        _ if counted > at => {
            let (end, currency) = foreign(letters, tail);
            let text = format!("{}{currency}", letters.text(at, counted));
            let end = if currency.is_empty() { more_after.unwrap_or(counted) } else { end };
            Counted { end, mult, reading: None, text, is_more }
        }
        _ => {
            let (end, text) = foreign(letters, at);
            let end = if text.is_empty() { more.unwrap_or(number_end) } else { end };
            Counted { end, mult: 0, reading: None, text, is_more }
        }
    }
}

/// A unit of the catalogue that begins at a place; where it ends.
fn spelled(letters: &Letters, at: usize, units: &Units) -> Option<(usize, Reading)> {
    let at = past_bracket(letters, at);
    let next: Vec<char> = (at..at + units.longest_spelling()).map(|at| letters.at(at)).collect();
    let spellings = units.prefixes(&next);
    let spelled = spellings.into_iter().rev().find_map(|(length, text, reading)| {
        let end = at + length;
        let following = letters.at(end);
        let runs_on = letters.before(end).is_ascii_alphabetic() && following.is_ascii_alphabetic();
        let is_other = OTHER_WORDS.iter().any(|(word, follows)| *word == text && follows.contains(following));
        let pairs = text == "对" && matches!(letters.before(at), '多' | '余');
        let begins = letters.at(at) != ' ' && (pairs || !NO_UNITS.contains(&text.as_str()));
        (begins && !runs_on && !is_other).then_some((end, reading))
    });
    spelled.or_else(|| counted_noun(letters, at, units))
}

/// `217(场)次`: one letter in brackets before the unit.
fn past_bracket(letters: &Letters, at: usize) -> usize {
    let letter = letters.at(at + 1);
    let bracketed = letters.at(at) == '(' && letters.at(at + 2) == ')' && letter.is_alphabetic() && !letter.is_ascii();
    if bracketed { at + 3 } else { at }
}

fn counted_noun(letters: &Letters, at: usize, units: &Units) -> Option<(usize, Reading)> {
    let end = COUNTED.iter().find_map(|word| letters.word(at, word))?;
    let runs_on = letters.before(end).is_ascii_alphabetic() && letters.at(end).is_ascii_alphabetic();
    let is_other = letters.before(end) == '省' && matches!(letters.at(end), '略' | '级' | '道' | '会');
    let reading = units.read("个")?;
    (!runs_on && !is_other).then(|| (end, Reading { canonical: letters.text(at, end), ..reading }))
}

const MAGNITUDES: [(&str, i8); 8] =
    [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("bn", 9), ("mn", 6), ("mln", 6), ("tn", 12)];

/// 十, 百, 千, 万, 亿 or an English word for a power of ten; the power and where it ends.
fn counting(letters: &Letters, at: usize) -> (i8, usize) {
    let end = letters.run(at, |letter| power(letter).is_some());
    if end > at {
        let mult = (at..end).filter_map(|at| power(letters.at(at))).fold(0i8, i8::saturating_add);
        return (mult, end);
    }
    let word = MAGNITUDES.iter().find_map(|(word, mult)| {
        let end = letters.word(at, word)?;
        (!letters.at(end).is_ascii_alphabetic()).then_some((*mult, end))
    });
    word.unwrap_or((0, at))
}

/// A currency that the catalogue does not spell (港元, 英镑): kept as text.
fn foreign(letters: &Letters, at: usize) -> (usize, String) {
    let known = ["港元", "港币", "日元", "英镑", "澳元", "加元", "韩元", "澳门元", "新元", "马克", "法郎", "卢比"];
    let end = known.iter().find_map(|word| letters.word(at, word));
    end.map_or((at, String::new()), |end| (end, letters.text(at, end)))
}

/// The unit in brackets right before a number: `违规问题金额（万元）：1234.5`.
pub fn bracketed_before(letters: &Letters, at: usize, units: &Units) -> Option<(String, Reading)> {
    let end = letters.back_over_blanks(at);
    let end = if letters.before(end) == ':' { letters.back_over_blanks(end - 1) } else { return None };
    let closed = end.checked_sub(1).filter(|&closed| letters.at(closed) == ')')?;
    let opened = (closed.saturating_sub(LONGEST_UNIT)..closed).rev().find(|&open| letters.at(open) == '(')?;
    let printed = letters.text(opened + 1, closed);
    let known = units.read(&printed).filter(|_| !NO_UNITS.contains(&printed.as_str()))?;
    Some((printed, known))
}

const CURRENCIES: [(&str, &str); 12] = [
    ("HK$", ""),
    ("US$", "US$"),
    ("RMB", "RMB"),
    ("CNY", "RMB"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", ""),
    ("yuan", "yuan"),
    ("¥", "RMB"),
    ("€", "EUR"),
    ("£", ""),
    ("$", ""),
];

/// A currency right before a number: where it begins, as printed, and what it means where that is certain (`$` alone
/// may be any dollar).
pub fn currency_before(letters: &Letters, at: usize, units: &Units) -> Option<(usize, String, Option<Reading>)> {
    let end = letters.back_over_blanks(at);
    CURRENCIES.iter().find_map(|(word, spelling)| {
        let start = letters.word_before(end, word)?;
        let is_tail =
            word.starts_with(|c: char| c.is_ascii_alphabetic()) && letters.before(start).is_ascii_alphanumeric();
        (!is_tail).then(|| (start, letters.text(start, end), units.read(spelling)))
    })
}
