//! Claims in words alone: runs of years (`连续多年高于GDP增长速度`, `has outgrown GDP for many years`).
//!
//! In: a sentence as pieces. Out: where the words stand, the names on both sides, the number of years where one is said.
//! Refuses runs of what is not named on both sides.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;

/// A run of years, as the words say it.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Bytes of the folded sentence.
    pub range: Range<usize>,
    /// The piece of the name that grows.
    pub subject: usize,
    /// The piece of the name whose growth it is held against; none where the run is one of growth alone.
    pub against: Option<usize>,
    pub below: bool,
    pub years: Option<u32>,
}

static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"连续(?:保持)?(?:(\d{1,2})|[多数]|([一二三四五六七八九十]{1,3}))个?年|连年").expect("a valid pattern")
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"for (?:many|several|(\d{1,2})) (?:consecutive |successive |straight )?years(?: running| in a row)?")
        .expect("a valid pattern")
});

/// The runs of a sentence.
pub fn runs(row: &Row) -> Vec<Run> {
    let text = &row.folded.text;
    let chinese = YEARS.captures_iter(text).filter_map(|found| run(row, &found, false));
    let english = ENGLISH.captures_iter(text).filter_map(|found| run(row, &found, true));
    chinese.chain(english).collect()
}

fn run(row: &Row, found: &regex::Captures, is_english: bool) -> Option<Run> {
    let words = found.get(0)?;
    let years = found.get(1).and_then(|years| years.as_str().parse().ok()).or_else(|| {
        let text = found.get(2)?.as_str();
        let at = "一二三四五六七八九十".chars().position(|digit| text.chars().eq([digit]))?;
        u32::try_from(at + 1).ok()
    });
    let first = row.pieces.iter().position(|piece| piece.range.end > words.start())?;
    let last = row.pieces.iter().rposition(|piece| piece.range.start < words.end())?;
    let subject = name_before(row, first)?;
    let verb = if is_english { verb(row, subject + 1..first) } else { verb(row, last + 1..row.pieces.len()) }?;
    let (at, role) = verb;
    let range = match is_english {
        true => row.pieces.get(at)?.range.start..words.end(),
        false => words.start()..row.pieces.get(at)?.range.end,
    };
    let below = matches!(role, Role::Below | Role::Fall);
    if matches!(role, Role::Rise | Role::Fall) {
        let holds_figure = matches!(row.token(at + 1), Some(Token::Figure(_)));
        return (!holds_figure).then_some(Run { range, subject, against: None, below, years });
    }
    let against = (at + 1..row.pieces.len()).take(4).find(|&piece| matches!(row.token(piece), Some(Token::Name(_))));
    let between = at + 1..against?;
    let known = between.into_iter().all(|piece| !matches!(row.token(piece), Some(Token::Other | Token::Figure(_))));
    let grows = said_growth(row, subject, first) || said_growth(row, against?, row.pieces.len()) || outgrows(row, at);
    (known && grows).then_some(Run { range, subject, against, below, years })
}

/// The nearest name before a piece with nothing unknown between; in English the words of comparison stand between.
fn name_before(row: &Row, piece: usize) -> Option<usize> {
    let mut last = None;
    for at in (0..piece).rev() {
        match row.token(at) {
            Some(Token::Name(_)) if last_is_object(row, at) => {}
            Some(Token::Name(_)) => {
                last = Some(at);
                break;
            }
            Some(Token::Other | Token::Figure(_)) | None => break,
            _ => {}
        }
    }
    last
}

fn last_is_object(row: &Row, name: usize) -> bool {
    row.before(name).is_some_and(|(at, _)| matches!(row.role(at), Some(Role::Above | Role::Below | Role::Than)))
}

/// The first verb of a comparison or of growth in a range with nothing unknown before it.
fn verb(row: &Row, range: Range<usize>) -> Option<(usize, Role)> {
    for at in range {
        match row.token(at)? {
            Token::Word(role @ (Role::Above | Role::Below | Role::Rise | Role::Fall)) => return Some((at, role)),
            Token::Word(Role::Mark(_)) | Token::Other | Token::Figure(_) => return None,
            _ => {}
        }
    }
    None
}

fn said_growth(row: &Row, name: usize, end: usize) -> bool {
    (name + 1..end.min(name + 3)).any(|at| matches!(row.role(at), Some(Role::Rate | Role::Rise)))
        || row.words(name).contains("增长")
        || row.words(name).contains("growth")
}

fn outgrows(row: &Row, verb: usize) -> bool {
    let word = row.words(verb);
    ["outgrown", "outgrew", "outpaced", "grown faster", "grew faster", "快于", "慢于"]
        .iter()
        .any(|fast| word.contains(fast))
}
