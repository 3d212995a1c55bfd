//! Words beside a name that make it another thing.
//!
//! In: a sentence as a row of pieces and the place of a name in it. Out: the words that change what it names, where there are
//! any. Refuses nothing.

use crate::claims::reading::mentions::places::local_body;
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;

/// `收入总量`: an account with what is carried in from other years and accounts.
pub fn wider_account(row: &Row, name: usize) -> Option<String> {
    let is_flow = ["收入", "支出"].iter().any(|flow| row.words(name).ends_with(flow));
    (is_flow && row.words(name + 1) == "总量").then(|| format!("{}总量", row.words(name)))
}

/// Words right before a name that make it another thing, or nothing (`某县财政收入`, `家庭财政支出`).
pub fn modifier(row: &Row, name: usize, says_nation: bool) -> Option<String> {
    let (mut at, mut anchored) = (name, says_nation);
    while let Some((before, token)) = row.before(at) {
        at = before;
        match token {
            Token::Time(_) => {}
            Token::Place(_) => anchored = true,
            Token::Word(Role::Mark(_)) => return None,
            Token::Word(Role::Of | Role::And | Role::PerHead | Role::Real | Role::Nominal) => {}
            Token::Word(Role::In) if !anchored => {}
            Token::Word(Role::Within) if matches!(row.before(at), Some((_, Token::Name(_)))) => return None,
            Token::Word(Role::Neutral) if passes_on(row.words(at)) => {}
            Token::Word(Role::Neutral) if row.role(at + 1) == Some(Role::Of) && unknown_before(row, at).is_some() => {
                return unknown_before(row, at).map(str::to_string);
            }
            Token::Word(role) => return glued(row.words(at), role).map(str::to_string),
            Token::Figure(_) if row.role(at + 1).is_some() => return None,
            Token::Figure(_) | Token::Name(_) if row.role(at + 1).is_none() => return Some(row.words(at).to_string()),
            Token::Figure(_) | Token::Name(_) => return None,
            Token::Other => {
                let words = row.words(at);
                return (!anchored || local_body(words).is_some()).then(|| words.to_string());
            }
        }
    }
    None
}

/// What is not known and runs on into a word: `社会` of `社会组织的`.
fn unknown_before(row: &Row, at: usize) -> Option<&str> {
    let (before, token) = row.before(at)?;
    let runs_on = row.pieces.get(before)?.range.end == row.pieces.get(at)?.range.start;
    let is_han = !row.words(at).is_ascii() && row.words(at).chars().count() > 1;
    (token == Token::Other && runs_on && is_han).then(|| row.words(before))
}

/// A single letter before a name is often the end of another word (`再就业人员`, `高财政支出`).
fn glued(word: &str, role: Role) -> Option<&str> {
    let alone = word.chars().count() == 1 && !word.is_ascii();
    let apart = "总其而使让据称且但并又则了才就即便仍却都均是为达有在计从由自至";
    let joins = matches!(role, Role::Share | Role::Than | Role::And | Role::Of | Role::Link) || apart.contains(word);
    (alone && !joins).then_some(word)
}

/// Words that change nothing, so that what stands before them matters.
fn passes_on(word: &str) -> bool {
    ["政府", "公共", "各级政府", "总", "全部", "方面", "the", "total", "'s", "public", "-", "'"].contains(&word)
}
