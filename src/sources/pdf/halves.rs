//! Labels broken over lines beside their figures, in tables without lines. In: lines of a page. Out: the same, where the
//! lines of one printed row are one: they stand closer together than rows do. Refuses rows with figures on more than one
//! line, notes, and lines that reach over the figures.

use super::bands;
use super::columns;
use super::text::{Line, is_figure};

/// Lines of one row stand closer than this part of the distance between rows.
const CLOSE: f64 = 0.75;
/// Where no two rows stand right below one another, the gaps between lines differ at least so much.
const APART: f64 = 1.4;
/// Rows of a table are no further apart than this, in sizes of their characters.
const FARTHEST: f64 = 3.6;
const LONGEST: usize = 40;

pub fn joined(lines: Vec<Line>) -> Vec<Line> {
    let near = |a: &Line, b: &Line| middle(b) - middle(a) <= FARTHEST * a.size.max(b.size);
    lines.chunk_by(near).flat_map(of_stretch).collect()
}

fn middle(line: &Line) -> f64 {
    (line.top + line.bottom) / 2.0
}

/// Lines that stand near one another.
fn of_stretch(lines: &[Line]) -> Vec<Line> {
    let is_half = |line: &Line| is_half(line, lines);
    if !lines.iter().any(columns::is_data) || !lines.iter().any(is_half) {
        return lines.to_vec();
    }
    let Some(pitch) = pitch(lines, &is_half) else { return lines.to_vec() };
    let one_row = |a: &Line, b: &Line| {
        let either = |line: &Line| columns::is_data(line) || is_half(line);
        middle(b) - middle(a) < CLOSE * pitch && either(a) && either(b)
    };
    lines.chunk_by(one_row).flat_map(of_row).collect()
}

/// One printed row: a line of figures and at least one of its label alone.
fn of_row(lines: &[Line]) -> Vec<Line> {
    let rows = lines.iter().filter(|line| columns::is_data(line)).count();
    if rows == 1 { bands::row(lines) } else { lines.to_vec() }
}

/// Words alone that end before the figures begin.
fn is_half(line: &Line, lines: &[Line]) -> bool {
    let [segment] = line.segments.as_slice() else { return false };
    let text = segment.text.trim();
    let figures = lines
        .iter()
        .filter(|other| columns::is_data(other))
        .filter_map(|other| other.segments.iter().find(|segment| is_figure(&segment.text)).map(|segment| segment.left));
    let is_note = ["注", "备注", "说明", "资料来源", "数据来源", "Note", "Source", "note", "source"]
        .iter()
        .any(|word| text.starts_with(word));
    let is_unit = ["单位", "單位", "unit", "Unit"].iter().any(|word| text.contains(word));
    let ends = text.ends_with(['。', '；', '：', ':', ';']);
    let short = text.chars().count() <= LONGEST && text.chars().any(char::is_alphabetic);
    let before = figures.fold(f64::INFINITY, f64::min);
    short && !is_note && !is_unit && !ends && segment.right < before
}

/// The distance between rows: of rows right below one another, or the larger gaps where all rows are broken.
fn pitch(lines: &[Line], is_half: &dyn Fn(&Line) -> bool) -> Option<f64> {
    let gaps = || lines.windows(2).map(|pair| (&pair[0], &pair[1], middle(&pair[1]) - middle(&pair[0])));
    let both = |a: &Line, b: &Line| columns::is_data(a) && columns::is_data(b);
    let mut clean: Vec<f64> = gaps().filter(|(a, b, _)| both(a, b)).map(|(.., gap)| gap).collect();
    clean.sort_by(f64::total_cmp);
    if let Some(median) = clean.get(clean.len() / 2) {
        return Some(*median);
    }
    let either = |line: &Line| columns::is_data(line) || is_half(line);
    let all: Vec<f64> = gaps().filter(|(a, b, _)| either(a) && either(b)).map(|(.., gap)| gap).collect();
    let (least, most) =
        all.iter().fold((f64::INFINITY, 0.0f64), |(least, most), gap| (least.min(*gap), most.max(*gap)));
    (all.len() >= 3 && most >= APART * least).then_some(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::pdf::text::Segment;

    fn line(top: f64, parts: &[(f64, &str)]) -> Line {
        let segment = |&(left, text): &(f64, &str)| Segment {
            text: text.to_string(),
            left,
            right: left + 5.0 * text.chars().count() as f64,
            gaps: Vec::new(),
        };
        Line { segments: parts.iter().map(segment).collect(), top, bottom: top + 10.0, size: 10.0 }
    }

    fn texts(lines: Vec<Line>) -> Vec<String> {
        joined(lines).iter().map(Line::text).collect()
    }

    #[test]
    fn halves_above_and_around_the_figures_are_one_row() {
        let below = vec![
            line(0.0, &[(0.0, "甲省"), (100.0, "1.5"), (200.0, "2.5")]),
            line(22.0, &[(0.0, "某某族")]),
            line(34.0, &[(0.0, "自治州"), (100.0, "3.5"), (200.0, "4.5")]),
            line(56.0, &[(0.0, "乙州"), (100.0, "5.5"), (200.0, "6.5")]),
        ];
        assert_eq!(texts(below), ["甲省 1.5 2.5", "某某族自治州 3.5 4.5", "乙州 5.5 6.5"]);
        let around = vec![
            line(0.0, &[(0.0, "甲"), (100.0, "1.5"), (200.0, "2.5")]),
            line(22.0, &[(0.0, "社会保障和")]),
            line(28.0, &[(100.0, "3.5"), (200.0, "4.5")]),
            line(34.0, &[(0.0, "就业支出")]),
            line(56.0, &[(0.0, "乙"), (100.0, "5.5"), (200.0, "6.5")]),
            line(78.0, &[(0.0, "丙"), (100.0, "5.5"), (200.0, "6.5")]),
        ];
        assert_eq!(texts(around), ["甲 1.5 2.5", "社会保障和就业支出 3.5 4.5", "乙 5.5 6.5", "丙 5.5 6.5"]);
    }

    #[test]
    fn sections_and_notes_stay_apart() {
        let sections = vec![
            line(0.0, &[(0.0, "甲省"), (100.0, "1.5"), (200.0, "2.5")]),
            line(20.0, &[(0.0, "乙省"), (100.0, "1.5"), (200.0, "2.5")]),
            line(40.0, &[(0.0, "各市")]),
            line(60.0, &[(0.0, "丙市"), (100.0, "3.5"), (200.0, "4.5")]),
            line(72.0, &[(0.0, "注：略")]),
        ];
        assert_eq!(texts(sections).len(), 5);
    }
}
