//! Texts that stand where figures would (`未公布`, `#DIV/0!`, `约12.5`, `12.5元`). In: a grid with its cells read. Out: in rows of
//! nothing else beside their label, such texts are missing figures or garbled ones, so that the row is one of the body.
//!
//! Refuses to guess their value, and to take a row for one of figures whose first text names a dimension: it may head
//! columns.

use super::number::{self, Printed};
use super::{marks, wording};
use crate::sources::{Cell, Grid};

/// Rows below a cell that are looked through for the next one of its column.
const DEPTH: usize = 20;
const LONGEST: usize = 16;
/// Cells with a glued mark that are looked at in one grid.
const MOST_MARKED: usize = 10_000;

/// Takes the texts of such rows for figures.
pub fn settle(grid: &Grid, printed: &mut [Vec<Printed>]) {
    doubt_triangles(grid, printed);
    part_marks(grid, printed);
    let mut above: Vec<bool> = Vec::new();
    for row in 0..printed.len() {
        for (col, stands) in found(grid, printed, row, &above) {
            if let Some(cell) = printed.get_mut(row).and_then(|cells| cells.get_mut(col)) {
                *cell = stands;
            }
        }
        let cells = printed.get(row).map_or(&[][..], Vec::as_slice);
        above.resize(above.len().max(cells.len()), false);
        for (known, cell) in above.iter_mut().zip(cells).filter(|(_, cell)| **cell != Printed::Empty) {
            *known = is_figure(cell);
        }
    }
}

fn is_figure(cell: &Printed) -> bool {
    matches!(cell, Printed::Number(_) | Printed::Missing | Printed::Suspect | Printed::Open(_))
}

/// `▲` is no minus where `▼` stands beside it: both are arrows then.
fn doubt_triangles(grid: &Grid, printed: &mut [Vec<Printed>]) {
    let begins = |cell: &Cell, mark: char| cell.stored.is_none() && cell.text.trim_start().starts_with(mark);
    if !grid.rows.iter().flatten().any(|cell| begins(cell, '▼')) {
        return;
    }
    for (cells, read) in grid.rows.iter().zip(printed) {
        for (_, read) in cells.iter().zip(read).filter(|(cell, _)| begins(cell, '▲')) {
            *read = Printed::Suspect;
        }
    }
}

/// Figures with the number of a note glued to their last decimal: the others of the column say how many they have.
fn part_marks(grid: &Grid, printed: &mut [Vec<Printed>]) {
    let doubtful = |(row, cells): (usize, &Vec<Cell>)| -> Vec<(usize, usize)> {
        let glued = |cell: &Cell| cell.stored.is_none() && cell.text.trim_end().ends_with([')', '）']);
        cells.iter().enumerate().filter(|(_, cell)| glued(cell)).map(|(col, _)| (row, col)).collect()
    };
    let cells: Vec<(usize, usize)> = grid.rows.iter().enumerate().flat_map(doubtful).collect();
    for (row, col) in cells.into_iter().take(MOST_MARKED) {
        let Some(decimals) = decimals_around(printed, row, col) else { continue };
        let text =
            wording::half_width(grid.rows.get(row).and_then(|cells| cells.get(col)).map_or("", |cell| &cell.text));
        let Some((figure, mark)) = marks::glued(text.trim(), decimals) else { continue };
        let figure = Cell { text: figure.to_string(), stored: None };
        if let (Printed::Number(mut parsed), Some(cell)) = (
            number::read(&figure, number::DecimalMark::Point),
            printed.get_mut(row).and_then(|cells| cells.get_mut(col)),
        ) {
            parsed.notes.push(format!("footnote mark {mark})"));
            *cell = Printed::Number(parsed);
        }
    }
}

/// The decimals that all figures near a cell in its column have; at least two do.
fn decimals_around(printed: &[Vec<Printed>], row: usize, col: usize) -> Option<u8> {
    let near = printed.iter().take(row + DEPTH).skip(row.saturating_sub(DEPTH));
    let mut decimals = near.filter_map(|cells| match cells.get(col)? {
        Printed::Number(parsed) if parsed.notes.is_empty() => Some(parsed.decimals),
        _ => None,
    });
    let first = decimals.next()?;
    let rest: Vec<u8> = decimals.collect();
    (!rest.is_empty() && rest.iter().all(|own| *own == first)).then_some(first)
}

/// The stand-ins of a row: all that it holds in columns of figures, beside a label that names no dimension.
fn found(grid: &Grid, printed: &[Vec<Printed>], row: usize, above: &[bool]) -> Vec<(usize, Printed)> {
    let (Some(cells), Some(texts)) = (printed.get(row), grid.rows.get(row)) else { return Vec::new() };
    if cells.iter().any(|cell| matches!(cell, Printed::Number(_))) {
        return Vec::new();
    }
    let mut filled = cells.iter().zip(texts).enumerate().filter(|(_, (cell, _))| **cell != Printed::Empty);
    let Some((first, (Printed::Text, label))) = filled.next() else { return Vec::new() };
    let under = |col: usize| above.get(col).copied().unwrap_or(false);
    if under(first) || wording::names_dimension(&wording::squash(&label.text)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (col, (_, text)) in filled.filter(|(_, (cell, _))| **cell == Printed::Text) {
        match of_text(&text.text).filter(|stands| under(col) || *stands == Printed::Missing) {
            Some(stands) if under(col) || over_figure(printed, row, col) => found.push((col, stands)),
            _ if under(col) => return Vec::new(),
            _ => {}
        }
    }
    found
}

/// The next cell of the column holds a figure.
fn over_figure(printed: &[Vec<Printed>], row: usize, col: usize) -> bool {
    let below = printed.iter().skip(row + 1).take(DEPTH).filter_map(|cells| cells.get(col));
    below.into_iter().find(|cell| **cell != Printed::Empty).is_some_and(is_figure)
}

/// What a text stands for: no figure, or one that is not to be read with certainty.
fn of_text(text: &str) -> Option<Printed> {
    const ABSENT: [&str; 26] = [
        "缺",
        "缺失",
        "缺数",
        "空缺",
        "暂缺",
        "无",
        "暂无",
        "无数",
        "无数据",
        "暂无数据",
        "未公布",
        "未发布",
        "未公开",
        "未统计",
        "未提供",
        "未上报",
        "未报",
        "不详",
        "未知",
        "保密",
        "null",
        "none",
        "nan",
        "missing",
        "notavailable",
        "unknown",
    ];
    let tight = wording::squash(text);
    if tight.chars().count() > LONGEST {
        return None;
    }
    let is_error = tight.starts_with('#') && (tight.ends_with(['!', '?']) || tight == "#n/a");
    if ABSENT.contains(&tight.as_str()) || is_error {
        return Some(Printed::Missing);
    }
    is_garbled(&tight).then_some(Printed::Suspect)
}

/// A number behind a hedge, before a unit, or with half of its brackets.
fn is_garbled(tight: &str) -> bool {
    const BEFORE: [char; 14] = ['约', '近', '超', '逾', '达', '>', '<', '≥', '≤', '~', '≈', '▼', '(', '['];
    const BEHIND: [char; 32] = [
        '元', '角', '万', '亿', '千', '百', '人', '个', '家', '户', '吨', '米', '公', '里', '顷', '亩', '斤', '克',
        '台', '辆', '所', '座', '倍', '%', '左', '右', '多', '余', '+', '?', ')', ']',
    ];
    let rest = tight.trim_start_matches(BEFORE);
    let inner = rest.trim_end_matches(BEHIND);
    let bracketed = tight.starts_with(['(', '[']) && tight.ends_with([')', ']']);
    let cell = Cell { text: inner.to_string(), stored: None };
    !bracketed
        && inner.len() < tight.len()
        && matches!(number::read(&cell, number::DecimalMark::Point), Printed::Number(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_figure() {
        for text in ["未公布", "缺", "无 数据", "#DIV/0!", "#N/A"] {
            assert_eq!(of_text(text), Some(Printed::Missing), "{text}");
        }
        for text in ["12.5元", "约12.5", "(12.5", ">100", "1,234.5 万元", "▼3.2"] {
            assert_eq!(of_text(text), Some(Printed::Suspect), "{text}");
        }
        for text in ["(1)", "2015年", "0-14岁", "65岁以上", "元", "第一产业", "一、", "#"] {
            assert_eq!(of_text(text), None, "{text}");
        }
    }
}
