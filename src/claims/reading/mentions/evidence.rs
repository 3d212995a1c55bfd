//! From a figure to what it is of.
//!
//! In: a sentence as a row of pieces and the place of a figure in it. Out: the name before the figure (or the figure whose
//! subject it shares), the whole or the other thing it is compared with, the words between, and what follows. Refuses to go
//! on where something stands between that is not known: that is a wall.

use crate::claims::reading::mentions::places::Where;
use crate::claims::reading::mentions::times::Time;
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;

/// What stands around a figure.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The piece of the name it is of.
    pub subject: Option<usize>,
    /// The piece of the whole, the divisor or the base of a comparison (`占Y`, `X与Y之比`).
    pub whole: Option<usize>,
    /// `占全国的`: the whole is the same thing of the whole nation.
    pub whole_is_nation: bool,
    /// The piece of the name it is compared with (`比Y高`).
    pub against: Option<usize>,
    /// The figure whose subject it shares.
    pub inherits: Option<usize>,
    /// Words between the figure and the nearest name, nearest first.
    pub near: Vec<Role>,
    /// Words between that name and the subject.
    pub far: Vec<Role>,
    /// What stands between and is not known.
    pub wall: Option<String>,
    /// A time that the figure is compared with.
    pub base: Option<Time>,
    pub after: After,
}

/// What follows a figure in its clause.
#[derive(Clone, Debug, Default)]
pub struct After {
    pub roles: Vec<Role>,
    /// The first name, and whether nothing but 的 or `of` stands before it.
    pub name: Option<(usize, bool)>,
    /// What follows at once and is not known.
    pub counted: Option<String>,
    pub time: Option<(usize, Time)>,
    pub base: Option<Time>,
}

impl Evidence {
    pub fn has(&self, role: Role) -> bool {
        self.near.contains(&role) || self.far.contains(&role)
    }
}

/// Walks from a figure's piece to the left, then to the right.
pub fn beside(row: &Row, figure: usize, places: &dyn Fn(usize) -> Where) -> Evidence {
    let mut evidence = Evidence::default();
    let mut at = figure;
    while let Some((before, token)) = row.before(at) {
        at = before;
        match token {
            Token::Word(role) => match step_over(row, at, role, &mut evidence) {
                Some(next) => at = next,
                None => evidence.near_or_far(role),
            },
            Token::Time(time) => {
                if is_base(row, at) {
                    evidence.base = evidence.base.or(Some(time));
                }
            }
            Token::Place(place) => evidence.whole_is_nation |= places(place) == Where::Nation && follows_share(row, at),
            Token::Figure(other) => {
                evidence.inherits = Some(other);
                break;
            }
            Token::Name(_) => match whole_inside(row, at, &mut evidence).or_else(|| object(row, at, &mut evidence)) {
                Some(next) => at = next,
                None => {
                    evidence.subject = Some(at);
                    evidence.far.extend(leading(row, at));
                    break;
                }
            },
            Token::Other => {
                evidence.wall = Some(wall(row, at));
                break;
            }
        }
    }
    if evidence.whole.is_none() && evidence.has(Role::Share) {
        evidence.whole = evidence.subject.and_then(|subject| whole_before(row, subject));
    }
    // 比2000年多1821元.
    let is_more = figure.checked_sub(1).is_some_and(|before| ["多", "多了", "多出"].contains(&row.words(before)));
    if is_more && evidence.base.is_some() {
        evidence.near.insert(0, Role::Rise);
    }
    evidence.after = after(row, figure);
    evidence
}

/// Words right before a name that change what it says: 人均, 名义, real.
fn leading(row: &Row, name: usize) -> Option<Role> {
    let role = row.before(name).and_then(|(at, _)| row.role(at))?;
    matches!(role, Role::PerHead | Role::Real | Role::Nominal).then_some(role)
}

/// The words that stand in the way, with those of their clause before them.
fn wall(row: &Row, at: usize) -> String {
    const LONGEST: usize = 16;
    let cut = |piece: &usize| matches!(row.token(*piece), Some(Token::Figure(_) | Token::Word(Role::Mark(_))));
    let start = (0..at).rev().find(cut).map_or(0, |piece| piece + 1);
    let range = row.pieces.get(start).zip(row.pieces.get(at)).map(|(first, last)| first.range.start..last.range.end);
    let words = row.text(range.unwrap_or_default()).trim();
    let cut = words.char_indices().rev().nth(LONGEST).map_or(0, |(byte, letter)| byte + letter.len_utf8());
    // A year is not cut in two.
    let head = words.get(..cut).unwrap_or_default();
    let cut = head.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    let tail = words.get(cut..).unwrap_or_default();
    match tail.split_once(' ').filter(|_| cut > 0 && tail.is_ascii()) {
        Some((_, whole_words)) => whole_words.to_string(),
        None => tail.to_string(),
    }
}

impl Evidence {
    fn near_or_far(&mut self, role: Role) {
        let list = if self.whole.is_some() || self.against.is_some() { &mut self.far } else { &mut self.near };
        list.push(role);
    }
}

/// Brackets, titles and clauses of comparison (`和上年相比`) are stepped over; where the walk goes on.
fn step_over(row: &Row, at: usize, role: Role, evidence: &mut Evidence) -> Option<usize> {
    let back_to = |mark: char| (0..at).rev().find(|&piece| row.role(piece) == Some(Role::Mark(mark)));
    match role {
        Role::Mark('》') => back_to('《'),
        Role::Mark(')') => back_to('('),
        Role::Mark(',') => {
            let start = back_to(',').map_or(0, |mark| mark + 1);
            let compares = (start..at).any(|piece| row.role(piece) == Some(Role::Compared));
            let holds_figure =
                (start..at).any(|piece| matches!(row.token(piece), Some(Token::Figure(_) | Token::Name(_))));
            if !compares || holds_figure {
                return Some(at);
            }
            let time = |piece: usize| match row.token(piece) {
                Some(Token::Time(time)) => Some(time),
                _ => None,
            };
            let base = (start..at).filter(|&piece| is_base(row, piece)).find_map(time);
            evidence.base = evidence.base.or(base).or_else(|| (start..at).find_map(time));
            evidence.near_or_far(Role::Compared);
            Some(start.max(1))
        }
        Role::Mark(_) => Some(at),
        _ => None,
    }
}

/// A time that something is compared with: `比上年`, `与2005年相比`, `than in 2009`.
pub fn is_base(row: &Row, at: usize) -> bool {
    let before = |at: usize| row.before(at).and_then(|(piece, _)| row.role(piece).map(|role| (piece, role)));
    let compared = || {
        (at + 1..row.pieces.len())
            .take_while(|&piece| !matches!(row.role(piece), Some(Role::Mark(_))))
            .take(4)
            .any(|piece| matches!(row.role(piece), Some(Role::Compared | Role::Than)))
    };
    let more =
        |at: usize| row.before(at).is_some_and(|(piece, _)| ["more than", "less than"].contains(&row.words(piece)));
    match before(at) {
        Some((_, Role::Than | Role::Compared)) => true,
        Some((piece, Role::In)) if more(piece) => true,
        Some(_) if more(at) => true,
        Some((_, Role::And)) => compared(),
        Some((piece, Role::In | Role::Neutral)) => {
            matches!(before(piece), Some((_, Role::Than | Role::Compared | Role::Above | Role::Below)))
        }
        _ => {
            let is_hedge = |piece: &usize| row.role(*piece) == Some(Role::Neutral);
            let next = (at + 2..row.pieces.len()).find(|piece| !is_hedge(piece)).unwrap_or(at + 2);
            let of_figure = matches!((row.role(at + 1), row.token(next)), (Some(Role::Of), Some(Token::Figure(_))));
            let earlier = (0..at).any(|piece| matches!(row.token(piece), Some(Token::Time(Time::Year(_)))));
            let percent = row.words(next).contains('%');
            let times = row.words(next).ends_with('倍')
                || (percent && earlier && row.before(at).is_some_and(|(is, _)| row.words(is) == "是"));
            of_figure
                && matches!(
                    (before(at), times),
                    (Some((_, Role::Equal)), _) | (Some((_, Role::Link | Role::RiseTo | Role::To)), true)
                )
        }
    }
}

fn follows_share(row: &Row, at: usize) -> bool {
    let (mut at, mut steps) = (at, 0);
    while let Some((piece, token)) = row.before(at).filter(|_| steps < 3) {
        match token {
            Token::Word(Role::Share) => return true,
            Token::Word(Role::Neutral | Role::Of) | Token::Time(_) => (at, steps) = (piece, steps + 1),
            _ => return false,
        }
    }
    false
}

/// `在全部支出里占的比例`: the whole of a share in its own clause, and where the walk goes on.
fn whole_inside(row: &Row, name: usize, evidence: &mut Evidence) -> Option<usize> {
    let is_share = evidence.near.iter().any(|role| matches!(role, Role::Share | Role::Portion | Role::Ratio));
    let is_within = row.role(name + 1) == Some(Role::Within);
    if !is_share || !is_within || evidence.whole.is_some() {
        return None;
    }
    let passes = |at: usize| {
        matches!(row.token(at), Some(Token::Word(Role::Neutral | Role::Of) | Token::Time(_) | Token::Place(_)))
    };
    let at = (0..name).rev().find(|&at| !passes(at))?;
    let is_led = ["在", "于"].contains(&row.words(at));
    is_led.then(|| {
        evidence.whole = Some(name);
        evidence.far.push(Role::Share);
        at
    })
}

/// Where the walk goes on if a name is no subject but the whole of a share, or what the subject is compared with.
fn object(row: &Row, name: usize, evidence: &mut Evidence) -> Option<usize> {
    let mut at = name;
    loop {
        let (before, token) = row.before(at)?;
        at = before;
        match token {
            Token::Word(Role::Neutral) | Token::Time(_) | Token::Place(_) => {}
            Token::Word(role @ (Role::Share | Role::Equal)) => {
                evidence.whole = Some(name);
                evidence.far.push(role);
                return Some(at);
            }
            Token::Word(role @ (Role::Than | Role::Above | Role::Below)) if evidence.against.is_none() => {
                evidence.against = Some(name);
                evidence.far.push(role);
                return Some(at);
            }
            Token::Word(Role::And) if evidence.near.contains(&Role::Ratio) => {
                evidence.whole = Some(name);
                return Some(at);
            }
            Token::Word(Role::Of) => {
                if is_latin(row, name) {
                    return ratio_in_english(row, name, at, evidence);
                }
            }
            Token::Word(Role::In | Role::To) => return ratio_in_english(row, name, at, evidence),
            _ => return None,
        }
    }
}

fn is_latin(row: &Row, piece: usize) -> bool {
    row.words(piece).is_ascii()
}

/// `the share of X in Y`, `the ratio of X to Y`: X follows leftwards.
fn ratio_in_english(row: &Row, name: usize, joint: usize, evidence: &mut Evidence) -> Option<usize> {
    let (first, token) = row.before(joint)?;
    let leads = (0..first).rev().take(3).any(|piece| matches!(row.role(piece), Some(Role::Portion | Role::Ratio)));
    if !matches!(token, Token::Name(_)) || !leads {
        return None;
    }
    evidence.whole = Some(name);
    evidence.far.push(Role::Share);
    Some(joint)
}

/// `财政支出中,行政管理费占`: the whole before the subject.
fn whole_before(row: &Row, subject: usize) -> Option<usize> {
    let mut at = subject;
    for _ in 0..4 {
        let (before, token) = row.before(at)?;
        at = before;
        match token {
            Token::Word(Role::Within) => {
                let (name, token) = row.before(at)?;
                return matches!(token, Token::Name(_)).then_some(name);
            }
            Token::Word(Role::Mark(',') | Role::Neutral) => {}
            _ => return None,
        }
    }
    None
}

fn after(row: &Row, figure: usize) -> After {
    let mut after = After::default();
    let mut direct = true;
    for piece in figure + 1..row.pieces.len() {
        match row.token(piece) {
            Some(Token::Word(Role::Mark('('))) => {
                let closes = row.role(piece + 2) == Some(Role::Mark(')'));
                if let (None, true, Some(Token::Time(time))) = (after.time, closes, row.token(piece + 1)) {
                    after.time = Some((piece + 1, time));
                }
                break;
            }
            Some(Token::Word(Role::Mark(_)) | Token::Figure(_)) | None => break,
            Some(Token::Word(role)) => {
                direct &= matches!(role, Role::Of | Role::Neutral);
                after.roles.push(match row.words(piece) {
                    "more than" => Role::Above,
                    "less than" => Role::Below,
                    _ => role,
                });
            }
            Some(Token::Name(_)) => {
                after.name = after.name.or(Some((piece, direct)));
                direct = false;
            }
            Some(Token::Time(time))
                if after.base.is_none() && (is_base_after(row, piece) || is_times_of(row, figure, &after)) =>
            {
                after.base = after.base.or(Some(time))
            }
            Some(Token::Time(time)) => after.time = after.time.or(Some((piece, time))),
            Some(Token::Place(_)) => {}
            Some(Token::Other) => {
                if piece == figure + 1 || (direct && after.name.is_none()) {
                    after.counted = Some(row.words(piece).to_string());
                }
                break;
            }
        }
    }
    after
}

/// `20 times that of 1978`.
fn is_times_of(row: &Row, figure: usize, after: &After) -> bool {
    let times = ["times", "fold", "twice"].iter().any(|word| row.words(figure).ends_with(word));
    let compares = matches!(after.roles.as_slice(), [.., Role::Neutral, Role::In]);
    times && (compares || matches!(after.roles.last(), Some(Role::Of | Role::Neutral)))
}

/// `over 2009`, `from 2009`, `compared with 2009`.
pub fn is_base_after(row: &Row, at: usize) -> bool {
    let Some((before, _)) = row.before(at) else { return false };
    let word = row.words(before);
    let led = (0..at).rev().find(|&piece| row.words(piece) != "the end of" && row.words(piece) != "the");
    let from = led.is_some_and(|piece| row.role(piece) == Some(Role::From));
    is_base(row, at) || word == "over" || word == "on" || from
}
