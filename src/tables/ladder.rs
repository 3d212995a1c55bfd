//! Who belongs to whom in a stub. In: items in printed order. Out: the parents of each, outermost first.
//!
//! Evidence, strongest first: numbering (一、 over (一) over 1. over (1) over ①), `其中：` and `#` (parts of the item
//! above), indent of at least two half-width columns, grouping rows (按城乡分, By Sex, rows without figures set off). A
//! section (see `sections`) holds every row up to the next one; a total (`本年收入合计`) is never part of an item that has
//! figures of its own.

use std::sync::LazyLock;

use regex::Regex;

use super::item::Item;
use super::numbering::rank;
use super::sections::{self, Part};
use super::wording;
use super::wording::pattern;
use crate::script;

static GROUPING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^按.{1,30}[分型]$|^按.{1,20}分组?\s|^分.{1,12}[:：]?$|(?i)^(?:grouped\s+)?by\s"));
static CLOSED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[:：]$|中$|^其中[:：]?$|(?i)^of which"));

/// Whether a label names a sum of what stands above it: its Chinese ends in 合计 or 总计, and it is not numbered.
pub fn is_total(text: &str) -> bool {
    let chinese = text.chars().filter(|c| wording::is_cjk(*c) && *c != '\u{3000}');
    let chinese: String = chinese.map(script::simplified).collect();
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

static PART_OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月份?|第?\s*[一二三四1-4]\s*季度?|q[1-4]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?)\s*$",
    )
});

/// Whether a label is a month or quarter and nothing else.
fn is_part_of_year(text: &str) -> bool {
    text.len() <= 24 && PART_OF_YEAR.is_match(text)
}

struct Step {
    item: usize,
    depth: usize,
    indent: usize,
    /// Width of its mark.
    mark: usize,
    /// A year, which holds the months and quarters below it.
    is_year: bool,
    is_part_of_year: bool,
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
            indent,
            mark: mark(text),
            is_year: wording::year(text).is_some(),
            is_part_of_year: is_part_of_year(text),
            rank: rank(text),
            marked: mark(text) > 0,
            total: is_total(text),
            group: is_group(items, at),
            part: parts.get(at).copied().unwrap_or_default(),
            valued: items[at].figures.is_some(),
            members: None,
        };
        if step.marked {
            while ladder.last().is_some_and(|top| is_passed(top, &step, &ladder)) {
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

/// Whether a marked item is none of `top`. `其中` speaks of the line above it: it is a part of an item marked `#`, unless an
/// item marked as it is stands on the ladder already.
fn is_passed(top: &Step, step: &Step, ladder: &[Step]) -> bool {
    if top.marked {
        return top.indent > step.indent || ladder.iter().any(|other| other.mark == step.mark);
    }
    top.depth > step.indent || (top.group && top.depth == step.indent && top.members.is_some())
}

fn main(item: &Item) -> Option<(&str, usize)> {
    item.main().map(|cell| (cell.text.as_str(), wording::indent(&cell.raw)))
}

/// Whether `top` is above `step` on the ladder.
fn holds(top: &Step, step: &Step) -> bool {
    if top.is_year && step.is_part_of_year {
        return true;
    }
    if step.is_year && (top.is_part_of_year || top.is_year) {
        return false;
    }
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
