//! Who belongs to whom in a stub. In: items in printed order. Out: the parents of each, outermost first.
//!
//! Evidence, strongest first: numbering (一、 over (一) over 1. over (1) over ①), `其中：` and `#` (parts of the item
//! above), indent of at least two half-width columns, grouping rows (按城乡分, By Sex, rows without figures set off). A
//! section (see `sections`) holds every row up to the next one; a total (`本年收入合计`) is never part of an item that has
//! figures of its own.

use std::sync::LazyLock;

use regex::Regex;

use super::sections::{self, Part};
use super::stub::Item;
use super::title::pattern;
use super::wording;

static RANKS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    vec![
        pattern(r"^\s*(?:[一二三四五六七八九十廿卅]{1,4}\s*[、.．]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]\s*[、.．])"),
        pattern(r"^\s*[（(]\s*[一二三四五六七八九十廿卅]{1,4}\s*[）)]"),
        pattern(r"^\s*\d{1,2}\s*[.．、](?:[^\d]|$)"),
        pattern(r"^\s*[（(]\s*\d{1,2}\s*[）)]"),
        pattern(r"^\s*[①-⑳]"),
    ]
});
static GROUPING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^按.{1,30}[分型]$|^按.{1,20}分组?\s|^分.{1,12}[:：]?$|(?i)^(?:grouped\s+)?by\s"));
static CLOSED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[:：]$|中$|^其中[:：]?$|(?i)^of which"));

/// Level of the numbering a label begins with, from 1 (一、) to 5 (①).
pub fn rank(text: &str) -> Option<usize> {
    RANKS.iter().position(|rank| rank.is_match(text)).map(|at| at + 1)
}

/// The number that a numbered label begins with: 3 for `三、`, `(三)`, `3.` and `③`.
pub fn ordinal(text: &str) -> Option<usize> {
    let found = RANKS.iter().find_map(|rank| rank.find(text))?;
    let value = |c: char| "一二三四五六七八九".chars().position(|digit| digit == c).map(|at| at + 1);
    let mut sum = 0;
    for c in found.as_str().chars() {
        sum = match c {
            '十' if sum == 0 => 10,
            '十' => sum * 10,
            '廿' => 20,
            '卅' => 30,
            '0'..='9' => sum * 10 + c.to_digit(10)? as usize,
            '①'..='⑳' => c as usize - '①' as usize + 1,
            'Ⅰ'..='Ⅹ' => c as usize - 'Ⅰ' as usize + 1,
            _ => sum + value(c).unwrap_or(0),
        };
    }
    Some(sum)
}

/// Whether a label names a sum of what stands above it: its Chinese ends in 合计 or 总计, and it is not numbered.
pub fn is_total(text: &str) -> bool {
    let chinese: String = text.chars().filter(|c| wording::is_cjk(*c) && *c != '\u{3000}').collect();
    rank(text).is_none() && (chinese.ends_with("合计") || chinese.ends_with("总计"))
}

/// Width of a mark that makes the item a part of the one above: `#`, `其中：`; 0 without one.
pub fn mark(text: &str) -> usize {
    if text.starts_with(['#', '＃']) {
        return 1;
    }
    for word in ["其中:", "其中："] {
        if text.starts_with(word) && text.len() > word.len() {
            return 6;
        }
    }
    0
}

struct Step {
    item: usize,
    depth: usize,
    rank: Option<usize>,
    marked: bool,
    total: bool,
    group: bool,
    part: Part,
    /// Holds figures of its own.
    valued: bool,
    /// Depth of a group's first member.
    members: Option<usize>,
}

/// Finds each item's parents.
pub fn climb(items: &mut [Item]) {
    let numbered =
        items.iter().filter(|item| main(item).is_some_and(|(text, _)| wording::year(text).is_some())).count();
    if numbered * 2 > items.len() {
        return;
    }
    let parts = sections::parts(items);
    let mut ladder: Vec<Step> = Vec::new();
    for at in 0..items.len() {
        let Some((text, indent)) = main(&items[at]) else { continue };
        let mut step = Step {
            item: at,
            depth: indent + mark(text),
            rank: rank(text),
            marked: mark(text) > 0,
            total: is_total(text),
            group: is_group(items, at),
            part: parts.get(at).copied().unwrap_or_default(),
            valued: items[at].figures.is_some(),
            members: None,
        };
        if step.marked {
            while ladder.last().is_some_and(|top| {
                top.marked || top.depth > indent || (top.group && top.depth == indent && top.members.is_some())
            }) {
                ladder.pop();
            }
            step.depth = ladder.last().map_or(step.depth, |top| step.depth.max(top.depth + 2));
        } else {
            while ladder.last().is_some_and(|top| !holds(top, &step)) {
                ladder.pop();
            }
        }
        if let Some(top) = ladder.last_mut().filter(|top| top.group) {
            top.members.get_or_insert(step.depth);
        }
        let parents = ladder.iter().map(|step| step.item).collect();
        items[at].parents = parents;
        ladder.push(step);
    }
}

fn main(item: &Item) -> Option<(&str, usize)> {
    item.main().map(|cell| (cell.text.as_str(), wording::indent(&cell.raw)))
}

/// Whether `top` is above `step` on the ladder.
fn holds(top: &Step, step: &Step) -> bool {
    if top.part == Part::Head && step.part != Part::Head {
        let below = step.rank.is_none_or(|below| top.rank.is_none_or(|above| above <= below));
        return below && step.part != Part::Whole && step.depth + 2 > top.depth;
    }
    if top.valued && step.total {
        return false;
    }
    if let (Some(above), Some(below)) = (top.rank, step.rank) {
        return above < below;
    }
    if top.group && !step.group {
        return top.members.map_or(step.depth >= top.depth, |members| step.depth + 1 >= members);
    }
    step.depth >= top.depth + 2 && !(top.rank.is_none() && step.rank == Some(1))
}

/// A row that names a grouping rather than an item: by its words, or by having no figures and standing set off above
/// unnumbered items of the same indent.
fn is_group(items: &[Item], at: usize) -> bool {
    let Some((text, indent)) = main(&items[at]) else { return false };
    if GROUPING.is_match(text) {
        return true;
    }
    if items[at].figures.is_some() || rank(text).is_some() {
        return false;
    }
    let next = items.get(at + 1).filter(|next| next.figures.is_some()).and_then(main);
    let level = next.is_some_and(|(text, next)| next <= indent + 1 && rank(text).is_none());
    CLOSED.is_match(text) || (level && items[at].set_off && at + 1 < items.len())
}
