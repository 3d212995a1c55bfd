//! Headings set over several lines, some of them alone on their line: `决算数为` above `预算数的%`.
//!
//! In: the lines above the figures of a table. Out: one heading for each column, its words from top to bottom. Refuses lines
//! whose words, pushed together, are not one heap for each column: headings over several columns are told by their places.

use std::ops::Range;

use super::text_columns::{self, Field, Ruler};
use super::text_row::{NOTE, UNIT, is_blank, is_data, is_rule};

/// Lines of a header, and letters of a title that stands alone on its line.
const MOST_LINES: usize = 8;
const TITLE: usize = 12;

/// A header over several lines as one.
pub(super) struct Stacked {
    pub lines: Range<usize>,
    /// The line with most headings, which stands for all.
    pub line: usize,
    pub headings: Vec<String>,
}

/// The header right above a body, if it is stacked.
pub(super) fn stacked(
    lines: &[&str],
    above: usize,
    body: usize,
    columns: &[Range<usize>],
    ruler: Ruler,
) -> Option<Stacked> {
    let zone = zone(lines, above, body, ruler);
    let rows: Vec<(usize, Vec<Field>)> = zone
        .clone()
        .filter_map(|at| lines.get(at).map(|line| (at, line)))
        .filter(|(_, line)| !is_blank(line) && !is_rule(line))
        .map(|(at, line)| (at, text_columns::fields_on(line, 2, ruler)))
        .collect();
    let has_lone = rows.iter().any(|(_, fields)| fields.len() == 1);
    let (line, most) = rows.iter().max_by_key(|(at, fields)| (fields.len(), *at)).map(|(at, f)| (*at, f.len()))?;
    if rows.len() < 2 || !has_lone || most < 2 {
        return None;
    }
    let heaps = heaps(&rows);
    let first = match heaps.len() {
        count if count == columns.len() => 0,
        count if count + 1 == columns.len() => 1,
        _ => return None,
    };
    let unheaded = columns.first().is_some_and(|column| heaps.iter().all(|heap| heap.place.start >= column.end));
    if first == 1 && !unheaded {
        return None;
    }
    let mut headings = vec![String::new(); first];
    headings.extend(heaps.into_iter().map(|heap| heap.text));
    Some(Stacked { lines: zone, line, headings })
}

/// The lines of the header: up to the unit, the title, the figures of another table or running text.
fn zone(lines: &[&str], above: usize, body: usize, ruler: Ruler) -> Range<usize> {
    let mut start = body;
    for at in (above.max(body.saturating_sub(MOST_LINES))..body).rev() {
        let Some(line) = lines.get(at) else { break };
        if is_blank(line) || is_rule(line) {
            continue;
        }
        let fields = text_columns::fields_on(line, 2, ruler);
        let is_title = fields.len() == 1 && fields.iter().any(|field| field.text.chars().count() >= TITLE);
        let is_unit = fields.iter().any(|field| UNIT.is_match(&field.text));
        let is_prose = line.trim_end().ends_with(['。', '；', ';']) || NOTE.is_match(line);
        if is_title || is_unit || is_prose || is_data(line) {
            break;
        }
        start = at;
    }
    start..body
}

/// A field and the line it is set on.
type Set<'f> = (usize, &'f Field);
/// The places that fields take together, and the fields.
type Heap<'f> = (Range<usize>, Vec<Set<'f>>);

/// Fields that overlap from line to line make one heap, in order from the left; their words from top to bottom.
fn heaps(rows: &[(usize, Vec<Field>)]) -> Vec<Field> {
    let mut fields: Vec<(usize, &Field)> =
        rows.iter().flat_map(|(at, fields)| fields.iter().map(move |field| (*at, field))).collect();
    fields.sort_by_key(|(at, field)| (field.place.start, *at));
    let mut heaps: Vec<Heap> = Vec::new();
    for (at, field) in fields {
        match heaps.last_mut().filter(|(place, _)| field.place.start < place.end) {
            Some((place, members)) => {
                place.end = place.end.max(field.place.end);
                members.push((at, field));
            }
            None => heaps.push((field.place.clone(), vec![(at, field)])),
        }
    }
    let heap = |(place, mut members): Heap| {
        members.sort_by_key(|(at, field)| (*at, field.place.start));
        let text = members.iter().fold(String::new(), |text, (_, field)| joined(text, &field.text));
        Field { place, text }
    };
    heaps.into_iter().map(heap).collect()
}

/// Chinese words go on over a line without a blank.
fn joined(mut text: String, next: &str) -> String {
    let ascii = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    if ascii(text.chars().next_back()) && ascii(next.chars().next()) {
        text.push(' ');
    }
    text.push_str(next);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(text: &str) -> Option<Vec<String>> {
        let lines: Vec<&str> = text.lines().collect();
        let body = lines.iter().position(|line| is_data(line)).unwrap_or(lines.len());
        let data: Vec<&str> = lines.iter().copied().filter(|line| is_data(line)).collect();
        let (ruler, columns) = text_columns::ruled(&data);
        stacked(&lines, 0, body, &columns, ruler).map(|found| found.headings)
    }

    #[test]
    fn words_alone_on_their_lines_belong_to_the_headings_below() {
        let text = [
            "          2024年全市支出表",
            "                             单位：万元",
            "",
            "                                完成调整",
            "项目     调整预算     决算数     预算的",
            "                                   %",
            "",
            "教育        1,031      1,000       97.0",
            "卫生          252        237       94.1",
        ]
        .join("\n");
        assert_eq!(headings(&text), Some(["项目", "调整预算", "决算数", "完成调整预算的%"].map(String::from).to_vec()));
    }

    #[test]
    fn headings_over_several_columns_are_no_stack() {
        let text = "              2023年                 2024年\n地区       收入     支出     收入     支出\n\
            甲市       12.5     13.5     14.5     15.5\n乙市        2.5      3.5      4.5      5.5\n";
        assert_eq!(headings(text), None);
    }
}
