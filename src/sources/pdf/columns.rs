//! Tables without lines. In: lines of a page, parted at wide gaps. Out: runs of lines whose parts stand below one
//! another in columns with figures, with the lines that head them. Refuses what reads as running text.

use std::borrow::Cow;
use std::ops::Range;

use super::table::{Area, Table};
use super::text::{Line, Segment, is_figure};
use crate::sources::text_columns::Field;
use crate::sources::text_header;

/// Lines with figures that make a table without lines.
const FEWEST_ROWS: usize = 2;
/// Lines without figures that may stand between two with.
const MOST_BETWEEN: usize = 2;
const MOST_HEADER: usize = 4;
/// How far off the middles of two headings set over one another may be, in sizes of their characters.
const CENTRED: f64 = 0.3;
/// Lines further apart than this, in sizes of their characters, do not belong together.
const FARTHEST: f64 = 2.6;
const LONGEST_LABEL: usize = 40;

/// The tables among the lines: which lines each takes, and what it holds.
pub fn tables(lines: &[Line]) -> Vec<(Range<usize>, Table)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut lines = Cow::Borrowed(lines);
    while at < lines.len() {
        let Some(body) = body(&lines, at) else { break };
        let floor = found.last().map_or(0, |(range, _): &(Range<usize>, Table)| range.end);
        let data: Vec<&Line> =
            lines.get(body.clone()).unwrap_or_default().iter().filter(|line| is_data(line)).collect();
        let (columns, rows) = (intervals(&data), data.len());
        at = body.end;
        if columns.len() < 2 || rows < FEWEST_ROWS {
            continue;
        }
        part_header(&mut lines, floor, body.start, &columns);
        let start = header(&lines, floor, body.start, &columns);
        if start == body.start && rows < FEWEST_ROWS + 1 {
            continue;
        }
        let range = start..body.end;
        let columns = with_headed(lines.get(start..body.start).unwrap_or_default(), columns);
        let table = placed(lines.get(range.clone()).unwrap_or_default(), body.start - start, &columns);
        found.push((range, table));
    }
    found
}

/// Parts the lines above a body where they stand over several columns with a gap between each: what was set too close to
/// be told apart by its gaps alone.
fn part_header(lines: &mut Cow<[Line]>, floor: usize, start: usize, columns: &[(f64, f64)]) {
    let free: Vec<(f64, f64)> = columns.windows(2).filter_map(|pair| Some((pair.first()?.1, pair.get(1)?.0))).collect();
    let parts = |from: f64, to: f64| free.iter().any(|(left, right)| from < *right && to > *left);
    for at in (floor..start).rev().take(MOST_HEADER) {
        let Some(line) = lines.get(at) else { break };
        let has_gaps = line.segments.iter().any(|segment| segment.gaps.iter().any(|(_, from, to)| parts(*from, *to)));
        if !has_gaps || is_running(line) {
            continue;
        }
        let segments: Vec<Segment> = line.segments.iter().flat_map(|segment| segment.parted(&parts)).collect();
        let spans: Vec<(usize, usize)> = segments.iter().map(|segment| span(segment, columns)).collect();
        let is_apart = spans.windows(2).all(|pair| pair.first().zip(pair.get(1)).is_some_and(|(a, b)| a.1 < b.0));
        if let Some(line) = lines.to_mut().get_mut(at).filter(|_| is_apart) {
            line.segments = segments;
        }
    }
}

/// The next run of lines with figures from `from` on.
fn body(lines: &[Line], from: usize) -> Option<Range<usize>> {
    let start = (from..lines.len()).find(|&at| lines.get(at).is_some_and(is_data))?;
    let mut end = start + 1;
    for at in start + 1..lines.len() {
        let (Some(line), Some(last)) = (lines.get(at), lines.get(at - 1)) else { break };
        let far = line.top - last.bottom > FARTHEST * line.size.max(last.size);
        if far || at - end > MOST_BETWEEN || is_running(line) {
            break;
        }
        if is_data(line) {
            end = at + 1;
        }
    }
    Some(start..end)
}

pub fn is_data(line: &Line) -> bool {
    let figures = line.segments.iter().skip(1).filter(|segment| is_figure(&segment.text)).count();
    let first = line.segments.first().is_some_and(|segment| is_figure(&segment.text));
    let leaders = line.segments.iter().any(|segment| is_leader(&segment.text));
    let short = line.segments.iter().all(|segment| segment.text.chars().count() <= LONGEST_LABEL);
    line.segments.len() >= 2 && (figures >= 1 || (first && figures + 1 >= 2)) && short && !leaders
}

/// Dots that lead to the page number in a list of contents.
fn is_leader(text: &str) -> bool {
    let dots = text.chars().filter(|c| matches!(c, '.' | '·' | '…' | '⋯' | '．' | '┈')).count();
    dots >= 6 || (dots >= 2 && (text.contains("……") || text.contains("⋯⋯")))
}

fn is_running(line: &Line) -> bool {
    let text = line.text();
    // The points of figures lead nowhere.
    let leads = line.segments.iter().any(|segment| !is_figure(&segment.text) && is_leader(&segment.text));
    leads || (text.chars().count() > LONGEST_LABEL && line.segments.len() <= 2) || text.ends_with('。')
}

/// Where the columns stand: parts that overlap from line to line stand in one column.
fn intervals(data: &[&Line]) -> Vec<(f64, f64)> {
    let mut parts: Vec<&Segment> = data.iter().flat_map(|line| &line.segments).collect();
    parts.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for part in parts {
        match columns.last_mut() {
            Some((_, right)) if part.left < *right - 0.5 => *right = right.max(part.right),
            _ => columns.push((part.left, part.right)),
        }
    }
    columns
}

/// The first line of the header above a body: short lines close above with parts over the columns of figures.
fn header(lines: &[Line], floor: usize, start: usize, columns: &[(f64, f64)]) -> usize {
    let body_left = columns.get(1).map_or(0.0, |column| column.0);
    let mut first = start;
    for at in (floor..start).rev().take(MOST_HEADER) {
        let (Some(line), Some(below)) = (lines.get(at), lines.get(at + 1)) else { break };
        let near = below.top - line.bottom <= FARTHEST * line.size.max(below.size);
        let over = line.segments.iter().any(|segment| segment.right > body_left);
        if near && !over && is_of_stub(line) {
            continue;
        }
        let title = line.segments.len() == 1 && (line.size > below.size * 1.12 || at + 1 == start || is_unit(line));
        if !near || !over || title || is_running(line) || line.segments.iter().all(is_unit_part) {
            break;
        }
        first = at;
    }
    first
}

/// The heading of the stub alone, set between the lines of the others (`年份`).
fn is_of_stub(line: &Line) -> bool {
    const LONGEST: usize = 8;
    matches!(line.segments.as_slice(), [one] if one.text.chars().count() <= LONGEST && !is_unit_part(one) && !is_figure(&one.text))
}

fn is_unit(line: &Line) -> bool {
    line.segments.iter().any(is_unit_part)
}

fn is_unit_part(segment: &Segment) -> bool {
    let text = segment.text.to_lowercase();
    text.contains("单位：") || text.contains("单位:") || text.starts_with("unit:") || text.starts_with("单位")
}

/// A part as it stands on a page of letters, two places each.
fn field(segment: &Segment, size: f64) -> Field {
    Field { place: on_page((segment.left, segment.right), size), text: segment.text.clone() }
}

fn on_page((left, right): (f64, f64), size: f64) -> Range<usize> {
    let place = |at: f64| (at.max(0.0) / size.max(1.0) * 2.0).round() as usize;
    place(left)..place(right).max(place(left) + 1)
}

/// The columns with one for each part of the lowest header line that stands clear of all figures.
fn with_headed(header: &[Line], columns: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let Some(lowest) = header.last() else { return columns };
    let size = lowest.size;
    let fields = |line: &Line| line.segments.iter().map(|segment| field(segment, size)).collect::<Vec<Field>>();
    let own = fields(lowest);
    let all: Vec<Field> = header.iter().flat_map(fields).collect();
    let places: Vec<Range<usize>> = columns.iter().map(|&column| on_page(column, size)).collect();
    let headed = text_header::with_headed(&places, &own, &all);
    let fresh =
        lowest.segments.iter().zip(&own).filter(|(_, own)| headed.contains(&own.place) && !places.contains(&own.place));
    let mut found = columns;
    found.extend(fresh.map(|(segment, _)| (segment.left, segment.right)));
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found
}

/// The columns that each part of a header line stands over: above parts of which some head columns without figures, the
/// ones whose middle is nearest to its own.
fn spans(line: &Line, lowest: &Line, columns: &[(f64, f64)]) -> Vec<(usize, usize)> {
    let own = || line.segments.iter().map(|segment| span(segment, columns));
    let headed: Vec<(usize, &Segment)> =
        lowest.segments.iter().map(|segment| (span(segment, columns).0, segment)).collect();
    let is_lowest = line.top == lowest.top;
    let crowded = headed.len() > line.segments.len() && headed.len() >= columns.len() - 1;
    if is_lowest || !crowded {
        return own().collect();
    }
    let heads = |at: &usize| {
        line.segments.get(*at).is_some_and(|segment| {
            let (first, last) = span(segment, columns);
            first > 0 && (first..=last).all(|column| headed.iter().any(|(own, _)| *own == column))
        })
    };
    let upper: Vec<usize> = (0..line.segments.len()).filter(heads).collect();
    let ends = |segment: &Segment| (segment.left, segment.right);
    let above: Vec<(f64, f64)> = upper.iter().filter_map(|&at| line.segments.get(at)).map(ends).collect();
    let beside_stub: Vec<&(usize, &Segment)> = headed.iter().filter(|(column, _)| *column > 0).collect();
    let below: Vec<(f64, f64)> = beside_stub.iter().map(|(_, segment)| ends(segment)).collect();
    let groups = text_header::groups(&above, &below, lowest.size);
    let column = |at: usize| beside_stub.get(at).map(|(column, _)| *column);
    own()
        .enumerate()
        .map(|(at, own)| {
            let group = upper.iter().position(|&upper| upper == at).and_then(|nth| groups.get(nth).copied().flatten());
            group.and_then(|(first, last)| column(first).zip(column(last))).unwrap_or(own)
        })
        .collect()
}

/// Whether a part of an upper header line is set to the middle of one heading of the lowest, and not to its left: it stands
/// over that one alone.
fn stands_alone(segment: &Segment, line: &Line, lowest: &Line) -> bool {
    let middle = |one: &Segment| (one.left + one.right) / 2.0;
    let size = lowest.size;
    let mut below = lowest.segments.iter().filter(|below| (middle(below) - middle(segment)).abs() < CENTRED * size);
    line.top != lowest.top && below.any(|below| (below.left - segment.left).abs() > CENTRED * size)
}

/// Puts the parts of the lines into columns; header parts over several columns span them.
fn placed(lines: &[Line], header: usize, columns: &[(f64, f64)]) -> Table {
    let ends = |pick: fn(&Line) -> f64, low: bool| {
        let values = lines.iter().map(pick);
        if low { values.fold(f64::INFINITY, f64::min) } else { values.fold(f64::NEG_INFINITY, f64::max) }
    };
    let area = Area {
        left: ends(Line::left, true),
        right: ends(Line::right, false),
        top: ends(|line| line.top, true),
        bottom: ends(|line| line.bottom, false),
    };
    let mut edges = vec![area.left];
    edges.extend(columns.windows(2).map(|pair| match pair {
        [(_, right), (left, _)] => (right + left) / 2.0,
        _ => 0.0,
    }));
    edges.push(area.right);
    let mut table = Table::new(area, edges, lines.len(), columns.len());
    for (row, line) in lines.iter().enumerate() {
        let mut held: Vec<Vec<Segment>> = vec![Vec::new(); columns.len()];
        let lowest = header.checked_sub(1).and_then(|at| lines.get(at)).filter(|_| row < header);
        let places = match lowest {
            Some(lowest) => spans(line, lowest, columns),
            None => line.segments.iter().map(|segment| span(segment, columns)).collect(),
        };
        for (segment, (first, last)) in line.segments.iter().zip(places) {
            if row < header && last > first {
                table.merge((row, first), (row, last));
            }
            if first == last && lowest.is_some_and(|lowest| stands_alone(segment, line, lowest)) {
                table.set_alone(row, first);
            }
            let place = if row < header { first } else { nearest(segment, columns) };
            held.get_mut(place).into_iter().for_each(|cell| cell.push(segment.clone()));
        }
        for (column, segments) in held.into_iter().enumerate().filter(|(_, segments)| !segments.is_empty()) {
            table.set(row, column, vec![Line { segments, ..line.clone() }]);
        }
    }
    table
}

/// The columns that a part stands over; the nearest one where it stands over none.
fn span(segment: &Segment, columns: &[(f64, f64)]) -> (usize, usize) {
    let over: Vec<usize> = (0..columns.len())
        .filter(|&at| columns.get(at).is_some_and(|(left, right)| segment.left < *right && segment.right > *left))
        .collect();
    match (over.first(), over.last()) {
        (Some(&first), Some(&last)) => (first, last),
        _ => (nearest(segment, columns), nearest(segment, columns)),
    }
}

fn nearest(segment: &Segment, columns: &[(f64, f64)]) -> usize {
    let overlap = |(left, right): &(f64, f64)| segment.right.min(*right) - segment.left.max(*left);
    let best = columns.iter().enumerate().max_by(|a, b| overlap(a.1).total_cmp(&overlap(b.1)));
    best.map_or(0, |(at, _)| at)
}
