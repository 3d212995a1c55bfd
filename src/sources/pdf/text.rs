//! Printed characters put together. In: the marks of a page or of one cell. Out: lines from top to bottom, each parted
//! into segments at wide gaps. Refuses nothing.

use super::canvas::{Glyph, Stroke};

/// One character where it stands, on the upright page.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub size: f64,
    /// False for characters turned by a quarter against the page.
    pub upright: bool,
}

/// A run of characters without a wide gap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segment {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// Gaps inside it that may part columns all the same: the byte behind each, and from where to where it is free.
    pub gaps: Vec<(usize, f64, f64)>,
}

/// A gap inside a segment that may part columns, in sizes of the characters.
const NARROW_GAP: f64 = 0.5;

impl Segment {
    /// The parts between some of its gaps.
    pub fn parted(&self, parts: &dyn Fn(f64, f64) -> bool) -> Vec<Segment> {
        let mut found = Vec::new();
        let (mut start, mut left) = (0, self.left);
        let piece = |start: usize, end: usize| self.text.get(start..end).unwrap_or_default().trim().to_string();
        for &(at, from, to) in self.gaps.iter().filter(|(_, from, to)| parts(*from, *to)) {
            found.push(Segment { text: piece(start, at), left, right: from, gaps: Vec::new() });
            (start, left) = (at, to);
        }
        found.push(Segment { text: piece(start, self.text.len()), left, right: self.right, gaps: Vec::new() });
        found
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub segments: Vec<Segment>,
    pub top: f64,
    pub bottom: f64,
    pub size: f64,
}

impl Mark {
    pub fn middle(&self) -> (f64, f64) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

impl Line {
    pub fn left(&self) -> f64 {
        self.segments.first().map_or(0.0, |segment| segment.left)
    }

    pub fn right(&self) -> f64 {
        self.segments.last().map_or(0.0, |segment| segment.right)
    }

    /// The whole line; a wide gap shows as one blank.
    pub fn text(&self) -> String {
        let parts: Vec<&str> = self.segments.iter().map(|segment| segment.text.as_str()).collect();
        parts.join(" ")
    }
}

/// What stands on an upright page.
#[derive(Default)]
pub struct Upright {
    pub marks: Vec<Mark>,
    pub strokes: Vec<Stroke>,
    pub width: f64,
    pub height: f64,
    /// Characters set at an angle (watermarks), left out.
    pub askew: usize,
    /// Characters that the font gives no text for, left out.
    pub unknown: usize,
}

/// Turns the page so that most of its characters run from left to right.
pub fn upright(glyphs: Vec<Glyph>, strokes: Vec<Stroke>, width: f64, height: f64) -> Upright {
    let mut votes = [0usize; 4];
    for glyph in &glyphs {
        if let Some(vote) = quarter(glyph).and_then(|turn| votes.get_mut(turn)) {
            *vote += 1;
        }
    }
    let turn = (0..4).rev().max_by_key(|&turn| votes.get(turn).copied().unwrap_or(0)).unwrap_or(0);
    let point = |(x, y): (f64, f64)| match turn {
        1 => (y, width - x),
        2 => (width - x, height - y),
        3 => (height - y, x),
        _ => (x, y),
    };
    let mut page = Upright::default();
    (page.width, page.height) = if turn % 2 == 1 { (height, width) } else { (width, height) };
    for glyph in glyphs {
        match quarter(&glyph) {
            None => page.askew += 1,
            Some(_) if glyph.text.is_empty() => page.unknown += 1,
            Some(own) => {
                let (from, to) = (point(glyph.from), point(glyph.to));
                page.marks.push(mark(glyph, from, to, (own + 4 - turn) % 4));
            }
        }
    }
    page.strokes = strokes.into_iter().map(|stroke| turned(point(stroke.from), point(stroke.to))).collect();
    page
}

fn turned(a: (f64, f64), b: (f64, f64)) -> Stroke {
    Stroke { from: (a.0.min(b.0), a.1.min(b.1)), to: (a.0.max(b.0), a.1.max(b.1)) }
}

/// 0 where the character runs to the right, 1 down, 2 to the left, 3 up; `None` where askew.
fn quarter(glyph: &Glyph) -> Option<usize> {
    let (x, y) = (glyph.to.0 - glyph.from.0, glyph.to.1 - glyph.from.1);
    match (x.abs(), y.abs()) {
        (across, along) if along <= across * 0.05 => Some(if x < 0.0 { 2 } else { 0 }),
        (across, along) if across <= along * 0.05 => Some(if y < 0.0 { 3 } else { 1 }),
        _ => None,
    }
}

/// How far a character reaches above and below its baseline, in parts of its size.
const ABOVE: f64 = 0.82;
const BELOW: f64 = 0.18;

fn mark(glyph: Glyph, from: (f64, f64), to: (f64, f64), turn: usize) -> Mark {
    let (size, text) = (glyph.size, glyph.text);
    let (x, y) = ((from.0.min(to.0), from.0.max(to.0)), (from.1.min(to.1), from.1.max(to.1)));
    let (left, right, top, bottom) = match turn {
        0 => (x.0, x.1, y.0 - ABOVE * size, y.1 + BELOW * size),
        1 => (x.0 - BELOW * size, x.1 + ABOVE * size, y.0, y.1),
        2 => (x.0, x.1, y.0 - BELOW * size, y.1 + ABOVE * size),
        _ => (x.0 - ABOVE * size, x.1 + BELOW * size, y.0, y.1),
    };
    Mark { text, left, right, top, bottom, size, upright: turn == 0 }
}

/// The lines that marks stand in; segments part at gaps wider than `gap` times the size of the characters.
pub fn lines(marks: &[&Mark], gap: f64) -> Vec<Line> {
    let mut upright: Vec<&Mark> = marks.iter().copied().filter(|mark| mark.upright).collect();
    upright
        .sort_by(|a, b| b.size.total_cmp(&a.size).then(a.bottom.total_cmp(&b.bottom)).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Vec<&Mark>> = Vec::new();
    let mut bands: std::collections::BTreeMap<i64, Vec<usize>> = std::collections::BTreeMap::new();
    for mark in upright {
        let key = (mark.bottom / 8.0).floor() as i64;
        let near = bands.range(key - 2..=key + 2).flat_map(|(_, rows)| rows.iter().copied());
        let fits =
            near.filter(|&at| rows.get(at).and_then(|row| row.first()).is_some_and(|first| same_line(first, mark)));
        let distance =
            |at: &usize| rows.get(*at).and_then(|row| row.first()).map_or(f64::MAX, |first| apart(first, mark));
        match fits.min_by(|a, b| distance(a).total_cmp(&distance(b))) {
            Some(at) => rows.get_mut(at).into_iter().for_each(|row| row.push(mark)),
            None => {
                bands.entry(key).or_default().push(rows.len());
                rows.push(vec![mark]);
            }
        }
    }
    let mut lines: Vec<Line> = rows.into_iter().filter_map(|row| line(row, gap)).collect();
    lines.extend(turned_line(marks));
    lines.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left().total_cmp(&b.left())));
    lines
}

fn baseline(mark: &Mark) -> f64 {
    mark.bottom - BELOW * mark.size
}

fn apart(a: &Mark, b: &Mark) -> f64 {
    (baseline(a) - baseline(b)).abs()
}

/// On one baseline, or raised or lowered beside larger characters.
fn same_line(first: &Mark, mark: &Mark) -> bool {
    let script = mark.size < 0.8 * first.size && (mark.middle().1 - first.middle().1).abs() < 0.45 * first.size;
    script || apart(first, mark) < 0.3 * first.size.min(mark.size).max(3.0)
}

fn line(mut row: Vec<&Mark>, gap: f64) -> Option<Line> {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    row.dedup_by(|b, a| a.text == b.text && (a.left - b.left).abs() < 0.4 * (a.right - a.left) && !a.is_blank());
    let size = row.iter().map(|mark| mark.size).fold(0.0, f64::max);
    let inked: Vec<&&Mark> = row.iter().filter(|mark| !mark.is_blank()).collect();
    let top = inked.iter().map(|mark| mark.top).fold(f64::INFINITY, f64::min);
    let bottom = inked.iter().map(|mark| mark.bottom).fold(f64::NEG_INFINITY, f64::max);
    let mut segments: Vec<Segment> = Vec::new();
    let mut blanks = 0;
    let mut full: Option<&Mark> = None;
    for mark in row {
        if mark.is_blank() {
            blanks += mark.text.chars().count();
            continue;
        }
        let wide = segments.last().is_none_or(|last| {
            let space = mark.left - last.right;
            let is_next_column = begins_figure(&mark.text) && ends_in_whole_figure(&last.text);
            space > gap * mark.size || space > NARROW_GAP * mark.size && is_next_column
        });
        match segments.last_mut().filter(|_| !wide) {
            Some(last) => {
                let space = mark.left - last.right;
                if space > NARROW_GAP * mark.size {
                    last.gaps.push((last.text.len(), last.right, mark.left));
                }
                let narrow = if is_wide_text(&last.text, &mark.text) { 0.6 } else { 0.22 };
                if blanks > 0 && space > 0.1 * mark.size || space > narrow * mark.size {
                    last.text.push(' ');
                }
                match full.filter(|full| ends_in_digit(&last.text) && is_raised(mark, full)) {
                    Some(_) => last.text.extend(mark.text.trim().chars().map(superscript)),
                    None => last.text.push_str(mark.text.trim()),
                }
                last.right = last.right.max(mark.right);
            }
            None => {
                let text = mark.text.trim().to_string();
                segments.push(Segment { text, left: mark.left, right: mark.right, gaps: Vec::new() });
            }
        }
        full = full.filter(|full| is_raised(mark, full)).or(Some(mark));
        blanks = 0;
    }
    part_label(&mut segments);
    (!segments.is_empty()).then_some(Line { segments, top, bottom, size })
}

/// In a row of figures the label is parted from the first of them, however close that was set.
fn part_label(segments: &mut Vec<Segment>) {
    const FEWEST: usize = 2;
    let is_whole = |text: &str| is_figure(text) && text.contains('.') && ends_in_whole_figure(text);
    let figures = segments.iter().skip(1).filter(|segment| is_whole(&segment.text)).count();
    let Some(label) = segments.first().filter(|_| figures >= FEWEST && figures + 1 == segments.len()) else { return };
    let Some(&(at, from, _)) = label.gaps.last() else { return };
    let behind = label.text.get(at..).unwrap_or_default().trim();
    let is_words = label.text.get(..at).is_some_and(|text| text.contains(char::is_alphabetic));
    if is_words && is_whole(behind) {
        let parted = label.parted(&|left, _| left == from);
        segments.splice(0..1, parted);
    }
}

/// Words behind a figure (`21,955.35 万元`) are its own.
fn begins_figure(text: &str) -> bool {
    text.trim_start().starts_with(|letter: char| letter.is_ascii_digit() || ['-', '−', '－', '+'].contains(&letter))
}

/// `9164.21`, `12.5%`, `2009年`: nothing of it can stand behind a gap. A number of fewer digits without a point may be a
/// group of a longer one.
fn ends_in_whole_figure(text: &str) -> bool {
    const UNGROUPED: usize = 4;
    let last = text.rsplit(' ').next().unwrap_or(text);
    let bare = last.trim_end_matches(['%', '％', '*']);
    let number = bare.trim_end_matches('年').trim_start_matches(['-', '−', '－', '+']);
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let is_long = whole.bytes().filter(u8::is_ascii_digit).count() >= UNGROUPED && !whole.contains(',');
    are_digits(whole) && (are_digits(decimals) || is_long && !number.contains('.'))
}

/// Smaller than the character before it, and above its line: the mark of a note.
fn is_raised(mark: &Mark, full: &Mark) -> bool {
    mark.size < 0.8 * full.size && baseline(full) - baseline(mark) > 0.15 * full.size
}

/// Ends in a digit, or in the mark of a note behind one.
fn ends_in_digit(text: &str) -> bool {
    text.trim_end_matches(is_superscript).ends_with(|c: char| c.is_ascii_digit())
}

const SUPERSCRIPTS: [(char, char); 12] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('(', '⁽'),
    (')', '⁾'),
];

fn superscript(letter: char) -> char {
    SUPERSCRIPTS.iter().find(|(plain, _)| *plain == letter).map_or(letter, |(_, raised)| *raised)
}

fn is_superscript(letter: char) -> bool {
    SUPERSCRIPTS.iter().any(|(_, raised)| *raised == letter)
}

/// Ideographs stand loosely in justified lines.
fn is_wide_text(before: &str, after: &str) -> bool {
    let wide = |c: Option<char>| c.is_some_and(is_ideographic);
    wide(before.chars().next_back()) || wide(after.chars().next())
}

pub fn is_ideographic(character: char) -> bool {
    matches!(u32::from(character), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

/// Characters turned by a quarter, as one line read in their own order.
fn turned_line(marks: &[&Mark]) -> Option<Line> {
    let turned: Vec<&&Mark> = marks.iter().filter(|mark| !mark.upright && !mark.is_blank()).collect();
    let bound = |pick: fn(&Mark) -> f64, low: bool| {
        let values = turned.iter().map(|mark| pick(mark));
        if low { values.fold(f64::INFINITY, f64::min) } else { values.fold(f64::NEG_INFINITY, f64::max) }
    };
    let text: String = turned.iter().map(|mark| mark.text.as_str()).collect();
    let (left, right) = (bound(|mark| mark.left, true), bound(|mark| mark.right, false));
    let (top, bottom) = (bound(|mark| mark.top, true), bound(|mark| mark.bottom, false));
    let size = bound(|mark| mark.size, false);
    (!turned.is_empty()).then(|| Line {
        segments: vec![Segment { text, left, right, gaps: Vec::new() }],
        top,
        bottom,
        size,
    })
}

/// The lines of one cell as one text: figures of several lines stay apart, words and broken figures are joined.
pub fn joined(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let next = line.text();
        let link = match (text.chars().next_back(), next.chars().next()) {
            (None, _) | (_, None) => "",
            (Some(_), Some(_)) if is_whole_figure(&text) && is_whole_figure(&next) => "\n",
            (Some(_), Some(_)) if are_two_figures(&text, &next) => "\n",
            (Some(before), Some(after)) if before.is_ascii_alphabetic() && after.is_ascii_alphabetic() => " ",
            (Some(before), Some(after)) if !before.is_ascii() && after.is_ascii_alphabetic() => " ",
            (Some(before), Some(after)) if before.is_ascii_alphabetic() && !after.is_ascii() => " ",
            _ => "",
        };
        text.push_str(link);
        text.push_str(&next);
    }
    text
}

/// Whole numbers below each other that are no pieces of one: a line breaks a number only where it is full, and no line
/// holds three digits and no more, nor fewer than the next.
fn are_two_figures(text: &str, next: &str) -> bool {
    const NARROWEST: usize = 4;
    let above = text.rsplit('\n').next().unwrap_or(text);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(above) && digits(next) && (above.len() < NARROWEST || above.len() < next.len())
}

/// A figure with decimals, or one alone: nothing of it can stand on the next line.
fn is_whole_figure(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or(text);
    let (whole, decimals) = last.split_once('.').unwrap_or((last, ""));
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ",-".contains(c));
    digits(whole) && digits(decimals)
}

/// A number or a mark that stands for one.
pub fn is_figure(text: &str) -> bool {
    let bare = text.trim();
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    let rest = bare.chars().all(|c| c.is_ascii_digit() || ",.%-+() −–‰*，．".contains(c));
    (digits > 0 && rest) || matches!(bare, "-" | "—" | "–" | "…" | "……" | "⋯" | "⋯⋯" | "..." | "－" | "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_are_whole_end_a_column() {
        assert!(
            ["9164.21", "全国 9164.21", "-3.5", "12.5%", "2009年", "54167"]
                .iter()
                .all(|text| ends_in_whole_figure(text))
        );
        assert!(begins_figure("9164") && begins_figure("-3") && !begins_figure("万元") && !begins_figure("年"));
        assert!(["9", "164", "1,164", "9164.", "年", "支出"].iter().all(|text| !ends_in_whole_figure(text)));
    }

    #[test]
    fn figures_below_each_other_are_two() {
        assert!(are_two_figures("12", "34") && are_two_figures("1234", "56789") && are_two_figures("7\n12", "345"));
        assert!(!are_two_figures("12345", "67") && !are_two_figures("1,234,", "567") && !are_two_figures("甲", "34"));
    }
}
