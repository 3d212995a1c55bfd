//! Rows of separated text with a field too many: a comma stands inside a field (`1,205.5`), and nobody said so by quotation
//! marks. In: the records of a text. Out: such rows, cut to the width of their table, what is too much left in their last
//! field. Refuses rows whose last field is no number: a remark may stand behind the last column.

use super::Cell;
use super::finding::Finding;
use crate::messages::say;

/// Of so many rows of a table one may be too long; of fewer, nobody can say which width is right.
const PER_ROW: usize = 3;

/// Cuts the rows with a field too many, and tells which they are. `fields` is how many each record was written with.
pub(super) fn cut(rows: &mut [Vec<Cell>], fields: &[usize]) -> Vec<u32> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for block in rows.split(Vec::is_empty) {
        let written = fields.get(start..start + block.len()).unwrap_or_default();
        found.extend(of_block(block, written).into_iter().map(|(at, width)| (start + at, width)));
        start += block.len() + 1;
    }
    for &(at, width) in &found {
        let Some(row) = rows.get_mut(at) else { continue };
        let more: Vec<String> = row.drain(width..).map(|cell| cell.text).collect();
        if let Some(last) = row.last_mut() {
            last.text = format!("{},{}", last.text, more.join(","));
        }
    }
    found.into_iter().filter_map(|(at, _)| u32::try_from(at).ok()).collect()
}

/// What is said of the file.
pub(super) fn finding(overfull: &[u32]) -> Option<Finding> {
    let (first, rest) = overfull.split_first()?;
    let message = match rest {
        [] => say!("source.row-overfull", row = first + 1),
        _ => say!("source.rows-overfull", row = first + 1, rest = rest.len()),
    };
    Some(Finding::warning("field-too-many", message).help(say!("source.quote-fields")))
}

/// Rows of one block that are wider than all above them, where few are, and the width of the table.
fn of_block(block: &[Vec<Cell>], written: &[usize]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut width, mut regular) = (0, 0);
    for (at, (row, &fields)) in block.iter().zip(written).enumerate() {
        let ends_in_number = row.last().is_some_and(|cell| is_number(&cell.text));
        if width >= 2 && row.len() > width && ends_in_number {
            found.push((at, width));
            continue;
        }
        if fields > width {
            (width, regular) = (fields, 0);
            found.clear();
        }
        regular += usize::from(fields == width);
    }
    if regular < 2 || found.len() * PER_ROW > regular + found.len() { Vec::new() } else { found }
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '%' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows that are cut, and what is left of them.
    fn shown(text: &str) -> String {
        let row = |line: &str| -> Vec<Cell> {
            let fields = line.split(',').filter(|_| !line.is_empty());
            fields.map(|text| Cell { text: text.to_string(), stored: None }).collect()
        };
        let mut rows: Vec<Vec<Cell>> = text.lines().map(row).collect();
        let fields: Vec<usize> = rows.iter().map(Vec::len).collect();
        let texts = |row: &Vec<Cell>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|");
        let cut = cut(&mut rows, &fields);
        cut.iter().map(|&at| format!("{} {}", at + 1, texts(&rows[at as usize]))).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_row_with_a_field_too_many_is_cut() {
        assert_eq!(shown("地区,收入,年份\n甲,100.5,2019\n乙,1,205.5,2019\n丙,120.5,2018"), "3 乙|1|205.5,2019");
        assert_eq!(shown("地区,收入\n乙,1,205.5\n丙,120.5"), "2 乙|1,205.5");
    }

    #[test]
    fn remarks_and_wider_tables_are_no_surplus() {
        assert_eq!(shown("地区,收入\n甲,1\n乙,2,预计\n丙,3"), "");
        assert_eq!(shown("表一\n单位,元\n地区,收入,支出\n甲,1,2\n乙,3,4"), "");
        assert_eq!(shown("地区,收入\n甲,1\n\n地区,收入,支出\n乙,2,3"), "");
        assert_eq!(shown("地区,收入\n甲,1,2\n乙,3,4"), "");
    }
}
