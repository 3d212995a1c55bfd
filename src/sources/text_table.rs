//! Tables in plain text: columns aligned by blanks, ruled with `----` and `====`, or parted by `|` and box signs.
//!
//! In: the lines of a text. Out: one grid with every table of the text, a row for each line and a column for each column
//! of the table, and the lines that were taken: tables, the titles and headers above them, the notes below. Refuses
//! prose, lists of contents, and lines without figures.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Grid;
use super::text_block::{Block, in_order};
use super::text_columns::{self, Field, Ruler};
use super::text_row::{NOTE, UNIT, cut, is_blank, is_data, is_number, is_rule, pieces};

/// The tables of a text in one grid, and the numbers of the lines they take, from 1.
pub(super) fn read(lines: &[&str], name: &str) -> (Option<Grid>, BTreeSet<u32>) {
    let mut taken = BTreeSet::new();
    let mut grid = Grid { sheet: name.to_string(), ..Grid::default() };
    let mut at = 0;
    while at < lines.len() {
        let end = piped(lines, at).or_else(|| aligned(lines, at)).unwrap_or(at);
        if end == at {
            at += 1;
            continue;
        }
        let above = grid.rows.len().max(taken.last().map_or(0, |last| *last as usize));
        let block = Block::new(lines, above, at..end);
        block.write(lines, &mut grid, &mut taken);
        at = block.whole.end.max(end);
    }
    ((!taken.is_empty()).then_some(grid), taken)
}

/// Where a table of pieces that begins at a line ends: two lines or more of as many pieces, with a figure among them.
fn piped(lines: &[&str], at: usize) -> Option<usize> {
    let first = lines.get(at).filter(|line| !is_rule(line))?;
    let count = pieces(first)?.len();
    let belongs = |line: &&&str| is_rule(line) || pieces(line).is_some_and(|cells| cells.len().abs_diff(count) <= 1);
    let length = lines.get(at..)?.iter().take_while(belongs).count();
    let rows: Vec<Vec<String>> =
        lines.get(at..at + length)?.iter().filter(|line| !is_rule(line)).filter_map(|line| pieces(line)).collect();
    let figures = rows.iter().flatten().filter(|cell| is_number(cell)).count();
    (rows.len() >= 2 && figures >= 1).then_some(at + length)
}

/// Where a table aligned by blanks that begins at a line ends. Between its lines with figures may stand a rule, a blank
/// line, or one line that names a section.
fn aligned(lines: &[&str], at: usize) -> Option<usize> {
    is_data(lines.get(at)?).then_some(())?;
    let (mut end, mut next, mut gap) = (at + 1, at + 1, 0);
    while let Some(line) = lines.get(next).filter(|_| gap <= 2) {
        if is_data(line) {
            (end, gap) = (next + 1, 0);
        } else if !is_rule(line) {
            let section = !is_blank(line)
                && (line.trim().chars().count() > 30 || line.trim_end().ends_with('。') || NOTE.is_match(line));
            gap += if section { 3 } else { 1 };
        }
        next += 1;
    }
    let data: Vec<&str> = lines.get(at..end)?.iter().copied().filter(|line| is_data(line)).collect();
    let (ruler, columns) = text_columns::ruled(&data);
    if in_order(lines, at, &data, &columns, ruler).is_some() {
        return Some(end);
    }
    let cells: Vec<Vec<String>> = data.iter().map(|line| cut(line, &columns, ruler)).collect();
    let figures = figure_columns(&cells, columns.len());
    let own = figures.first().and_then(|&column| columns.get(column));
    let headed = own.is_some_and(|column| header(lines, at, column, ruler));
    let parted = cells.iter().all(|cells| are_parted(cells));
    let told = figures.len() >= 2 || headed || !figures.is_empty() && unit_above(lines, at);
    (data.len() >= 2 && columns.len() >= 2 && parted && told).then_some(end)
}

/// A unit line right above the first figures: they are a table, though no header names their column.
fn unit_above(lines: &[&str], at: usize) -> bool {
    lines.iter().take(at).rev().take(3).any(|line| UNIT.is_match(line))
}

/// Columns in which most cells are figures.
fn figure_columns(cells: &[Vec<String>], columns: usize) -> Vec<usize> {
    (0..columns)
        .filter(|&column| {
            let texts: Vec<&String> =
                cells.iter().filter_map(|row| row.get(column)).filter(|text| !text.is_empty()).collect();
            let figures = texts.iter().filter(|text| is_number(text)).count();
            figures > 0 && figures * 2 >= texts.len()
        })
        .collect()
}

/// Whether no cell of a line holds two figures with a gap between.
fn are_parted(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.split("  ").filter(|part| is_number(part)).count() <= 1)
}

/// A line above the first figures names a column of figures.
fn header(lines: &[&str], at: usize, column: &Range<usize>, ruler: Ruler) -> bool {
    let above = lines.get(..at).unwrap_or_default().iter().rev().filter(|line| !is_rule(line) && !is_blank(line));
    let names = |field: &Field| column.start < field.place.end && field.place.start < column.end;
    above.take(2).any(|line| {
        let fields = text_columns::fields_on(line, 2, ruler);
        fields.len() >= 2 && fields.iter().any(|field| names(field) && !is_number(&field.text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::Cell;

    fn rows(text: &str) -> Vec<(usize, String)> {
        let lines: Vec<&str> = text.lines().collect();
        let (grid, _) = read(&lines, "x");
        let rows = grid.map(|grid| grid.rows).unwrap_or_default();
        let joined = |row: &Vec<Cell>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|");
        rows.iter().enumerate().filter(|(_, row)| !row.is_empty()).map(|(at, row)| (at + 1, joined(row))).collect()
    }

    #[test]
    fn aligned_columns_with_title_unit_and_note() {
        let text = "审计情况说明如下，共有三个地区，数据均为初步统计，最终以年鉴公布的数字为准，请注意核对。\n\n\
            表1 各地区财政收支\n                 单位：亿元\n==========================\n地  区    收  入    支  出\n--------------------------\n\
            北　京    1 121.5   1 886.2\n天　津      986.1     752.3\n内蒙古       12.0        …\n==========================\n注：快报数。\n\n以上。\n";
        let expected = [
            (3, "表1 各地区财政收支"),
            (4, "单位：亿元"),
            (6, "地 区|收 入|支 出"),
            (8, "北 京|1 121.5|1 886.2"),
            (9, "天 津|986.1|752.3"),
            (10, "内蒙古|12.0|…"),
            (12, "注：快报数。"),
        ];
        let found = rows(text);
        let found: Vec<(usize, String)> = found.into_iter().map(|(at, row)| (at, row.replace("  ", " "))).collect();
        assert_eq!(found, expected.map(|(at, row)| (at, row.to_string())));
    }

    #[test]
    fn dots_lead_to_the_figures() {
        let text = "2014年财政支出\n            单位：万元\n教育支出......   37218\n公共安全支出..   19203\n支出合计......   56421\n";
        let found = rows(&text.replace("出..  ", "出....  "));
        assert!(found.iter().any(|(_, row)| row == "教育支出|37218"), "{found:?}");
        assert!(rows("目录\n第一章......   12\n第二章......   19\n").is_empty());
    }

    #[test]
    fn pipes_and_boxes() {
        let markdown = "# 表\n\n| 年份 | 金额 |\n|---|---:|\n| 2010 | 12.5 |\n| 2011 | 13.5 |\n";
        let expected = [(1, "# 表"), (3, "年份|金额"), (5, "2010|12.5"), (6, "2011|13.5")];
        assert_eq!(rows(markdown), expected.map(|(at, row)| (at, row.to_string())));
        let boxed = "┌────┬────┐\n│地区│金额│\n├────┼────┤\n│北京│12.5│\n│天津│ 3.5│\n└────┴────┘\n";
        let expected = [(2, "地区|金额"), (4, "北京|12.5"), (5, "天津|3.5")];
        assert_eq!(rows(boxed), expected.map(|(at, row)| (at, row.to_string())));
    }

    #[test]
    fn a_header_over_two_columns_spans_them() {
        let text = "地区         2015年           2016年\n         收入     支出    收入     支出\n甲省    12.5     13.5     14.5    15.5\n乙省     2.5      3.5      4.5     5.5\n";
        let lines: Vec<&str> = text.lines().collect();
        let (grid, _) = read(&lines, "x");
        let grid = grid.unwrap_or_default();
        let columns: Vec<(u32, u32)> = grid.merges.iter().map(|merge| (merge.first_col, merge.last_col)).collect();
        assert_eq!(grid.rows[1].len(), 5);
        assert!(columns.iter().all(|(first, last)| *last - *first == 1), "{columns:?} {:?}", rows(text));
    }

    #[test]
    fn prose_and_contents_are_no_table() {
        for text in [
            "第一段  共查出问题330项。\n第二段  涉及金额12万元。\n",
            "目  录\n第一章  概述        1\n第二章  结果       12\n第三章  建议       23\n",
            "Copyright  2010\nAll rights reserved.\n",
        ] {
            assert_eq!(rows(text), [], "{text}");
        }
    }
}
