//! What is no outcome: plans, targets, budgets and suppositions, and how far in a sentence they reach.
//!
//! In: a sentence as pieces, the place of a figure, whether its paragraph speaks of plans. Out: why the figure is no outcome.
//! Refuses to take a target for one where the words say that it was met (`完成预期目标,收入…`).

use std::ops::Range;

use crate::claims::reading::mentions::times::Time;
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;
use crate::formula::Stage;
use crate::messages::{Message, say};

/// Why a figure says nothing of what was, and whether its value can say no more: what is only supposed (`若以决算数计`) or
/// whose subject is not certain may still be what its value says.
pub struct NoOutcome {
    pub words: Message,
    pub closes: bool,
}

impl NoOutcome {
    pub fn closing(words: impl Into<Message>) -> NoOutcome {
        NoOutcome { words: words.into(), closes: true }
    }

    pub fn open(words: impl Into<Message>) -> NoOutcome {
        NoOutcome { words: words.into(), closes: false }
    }
}

/// Why a figure says nothing of what was. `doubles` where it is printed as 翻番.
pub fn no_outcome(row: &Row, clause: Range<usize>, figure: usize, planned: bool, doubles: bool) -> Option<NoOutcome> {
    let has = |role: Role| clause.clone().any(|piece| row.role(piece) == Some(role));
    let reaches = |role: Role| (0..figure).any(|piece| row.role(piece) == Some(role));
    let aims = (0..figure).any(|piece| row.role(piece) == Some(Role::Goal) && !is_met(row, piece));
    let is_goal = has(Role::Goal) || (aims && !clause.clone().any(|piece| tells_outcome(row, piece)));
    if has(Role::Plan) || is_goal || (planned || doubles) && runs_to_a_year(row, figure) {
        return Some(NoOutcome::closing(say!("untied.plan")));
    }
    if is_under_a_plan(row, &clause, figure) {
        return Some(NoOutcome::open(say!("untied.plan")));
    }
    let supposed = has(Role::Suppose) || reaches(Role::Suppose);
    let behind = crate::claims::reading::context::period::is_latin(row)
        && (figure..row.pieces.len()).any(|at| row.role(at) == Some(Role::Suppose));
    (supposed || behind).then(|| NoOutcome::open(say!("untied.supposition")))
}

/// `原计划2020年支出247850亿元,收入180270亿元`, `按照2019年预算,收入为…`: a plan of a clause before, where nothing after it speaks of
/// what was.
fn is_under_a_plan(row: &Row, clause: &Range<usize>, figure: usize) -> bool {
    const PLANS: [&str; 12] = [
        "安排",
        "年初预算安排",
        "计划",
        "原计划",
        "预算报告",
        "预算报告提出",
        "批准",
        "批准的",
        "人大批准",
        "预计",
        "预测",
        "规划",
    ];
    const LEADS: [&str; 5] = ["按照", "根据", "按", "依照", "依据"];
    let is_led = |piece: usize| (piece.saturating_sub(4)..piece).any(|at| LEADS.contains(&row.words(at)));
    let is_plan = |piece: usize| {
        let is_budget = row.role(piece) == Some(Role::Stage(Stage::Budget)) || row.words(piece) == "预算";
        row.role(piece) == Some(Role::Plan) && PLANS.contains(&row.words(piece)) || is_budget && is_led(piece)
    };
    let ends = |piece: usize| tells_outcome(row, piece) || matches!(row.words(piece), ";" | "。");
    let last = (0..figure).rev().find(|&piece| is_plan(piece) || ends(piece));
    last.is_some_and(|piece| piece < clause.start && is_plan(piece))
}

/// Whether a sentence speaks of plans, so that the next may go on with them.
pub fn plans(row: &Row) -> bool {
    (0..row.pieces.len()).any(|piece| matches!(row.role(piece), Some(Role::Plan | Role::Goal)))
}

/// `完成了预期目标`.
fn is_met(row: &Row, goal: usize) -> bool {
    const MET: [&str; 9] = ["完成", "实现", "达到", "超过", "超过了", "高于", "低于", "met", "exceeded"];
    let mut before = (0..goal).rev().take(3).take_while(|&piece| !matches!(row.role(piece), Some(Role::Mark(_))));
    before.any(|piece| MET.contains(&row.words(piece)))
}

fn tells_outcome(row: &Row, piece: usize) -> bool {
    ["完成", "实现", "实际", "已"].contains(&row.words(piece))
        || matches!(row.role(piece), Some(Role::Stage(Stage::Execution | Stage::Final)))
}

/// `到2020年,国内生产总值比2000年翻两番`: a goal, where nothing says that it was reached.
fn runs_to_a_year(row: &Row, figure: usize) -> bool {
    let years = (0..figure).rev().filter(|&at| matches!(row.token(at), Some(Token::Time(Time::Year(_)))));
    let led = |at: &usize| {
        let Some(to) = at.checked_sub(1).filter(|&to| row.role(to) == Some(Role::To)) else { return false };
        to == 0 || matches!(row.role(to - 1), Some(Role::Mark(_) | Role::Plan | Role::Neutral))
    };
    let Some(at) = years.into_iter().find(led) else { return false };
    let evidence = row.pieces.get(at).zip(row.pieces.get(figure)).map(|(from, to)| from.range.end..to.range.start);
    !row.text(evidence.unwrap_or_default()).contains(['已', '了'])
}

/// The figure of a budget that a clause before announces, where nothing after it speaks of another account.
pub fn budget_before(row: &Row, clause: Range<usize>) -> Option<usize> {
    let other = |piece: usize| tells_outcome(row, piece) || row.role(piece) == Some(Role::Stage(Stage::Budget));
    let last = (0..clause.end).rev().find(|&piece| other(piece) && !is_of_base(row, piece))?;
    if last >= clause.start || row.role(last) != Some(Role::Stage(Stage::Budget)) {
        return None;
    }
    announced(row, last)
}

/// The figure that follows the word of a stage at once: `预算为113600亿元`.
fn announced(row: &Row, stage: usize) -> Option<usize> {
    for piece in stage + 1..row.pieces.len().min(stage + 4) {
        match row.token(piece)? {
            Token::Figure(nth) => return Some(nth),
            Token::Word(Role::Link | Role::Plan | Role::Neutral) => {}
            _ => return None,
        }
    }
    None
}

/// `比上年执行数`: the stage of what a figure is held against.
pub fn is_of_base(row: &Row, stage: usize) -> bool {
    let before = |at: usize| row.before(at);
    match before(stage) {
        Some((at, Token::Time(_))) => crate::claims::reading::mentions::evidence::is_base(row, at),
        Some((_, Token::Word(Role::Than | Role::Compared | Role::Above | Role::Below))) => true,
        Some((of, Token::Word(Role::Of))) => before(of).is_some_and(|(at, token)| {
            matches!(token, Token::Time(_)) && crate::claims::reading::mentions::evidence::is_base(row, at)
        }),
        _ => false,
    }
}

/// Words that take prices out: they reach to the end of their sentence, unlike `实际` before a verb.
pub fn at_constant_prices(row: &Row, figure: usize) -> bool {
    let end = row.pieces.get(figure).map_or(0, |piece| piece.range.start);
    let start = (0..figure).rev().find(|&at| row.words(at) == ";" || row.role(at) == Some(Role::Nominal));
    let start = start.and_then(|at| row.pieces.get(at)).map_or(0, |piece| piece.range.start);
    let words = (0..figure).any(|at| {
        row.pieces.get(at).is_some_and(|piece| piece.range.start >= start)
            && row.role(at) == Some(Role::Real)
            && !["实际", "real"].contains(&row.words(at))
    });
    let text = row.text(start..end);
    words || ["年价格", "年不变价", "年可比价", "prices of 1", "prices of 2"].iter().any(|word| text.contains(word))
}
