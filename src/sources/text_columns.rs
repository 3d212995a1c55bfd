//! Columns of lines that are aligned by blanks.
//!
//! In: lines, and which of them hold figures. Out: where columns begin and end on the page, and each line's cells with
//! the column they stand in. Refuses nothing: a field over several columns spans them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use unicode_width::UnicodeWidthChar;

/// A piece of a line between gaps: where it stands on the page, a Chinese letter taking two places.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    pub place: Range<usize>,
    pub text: String,
}

const TAB: usize = 8;
static LEADERS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"([\pL)）])((?:[.·]\s?){4,}|…{2,})(\s*[-−]?\d)").expect("a valid pattern"));

/// What places on a line are counted in: a Chinese letter takes two, as on a screen, or one, as programs that turn pages
/// into text count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ruler {
    #[default]
    Screen,
    Letters,
}

/// The columns on the ruler on which the lines have more of them: on the other one they run into each other.
pub(super) fn ruled(lines: &[&str]) -> (Ruler, Vec<Range<usize>>) {
    let (letters, screen) = (columns(lines, Ruler::Letters), columns(lines, Ruler::Screen));
    if letters.len() > screen.len() { (Ruler::Letters, letters) } else { (Ruler::Screen, screen) }
}

/// A line's letters with the place where each begins; blanks left out.
fn letters(line: &str, ruler: Ruler) -> Vec<(usize, usize, char)> {
    let mut place = 0;
    let mut found = Vec::with_capacity(line.len().min(MOST_PLACES));
    for letter in without_leaders(line).chars() {
        let width = match letter {
            _ if ruler == Ruler::Letters => 1,
            '\t' => TAB - place % TAB,
            ' '..='~' => 1,
            '\u{3000}' | '\u{4e00}'..='\u{9fff}' => 2,
            _ => letter.width().unwrap_or(0),
        };
        if !letter.is_whitespace() {
            found.push((place, place + width, letter));
        }
        place += width;
    }
    found
}

pub(super) fn has_leaders(line: &str) -> bool {
    // The first bytes of the three signs.
    let may = line.bytes().any(|byte| matches!(byte, b'.' | 0xe2 | 0xc2));
    may && (line.contains("....") || line.contains("……") || line.contains("····"))
}

/// Dots that lead from a word to its figure, as blanks: `教育支出......12.3`.
fn without_leaders(line: &str) -> Cow<'_, str> {
    if !has_leaders(line) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(
        LEADERS
            .replace_all(line, |found: &regex::Captures| {
                let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
                format!("{}{}{}", part(1), " ".repeat(part(2).chars().count()), part(3))
            })
            .into_owned(),
    )
}

/// The pieces of a line between gaps of so many places.
pub(super) fn fields(line: &str, gap: usize) -> Vec<Field> {
    fields_on(line, gap, Ruler::Screen)
}

pub(super) fn fields_on(line: &str, gap: usize, ruler: Ruler) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for (start, end, letter) in letters(line, ruler) {
        match fields.last_mut().filter(|last| start < last.place.end + gap) {
            Some(last) => {
                (last.place.end..start).for_each(|_| last.text.push(' '));
                last.text.push(letter);
                last.place.end = end;
            }
            None => fields.push(Field { place: start..end, text: letter.to_string() }),
        }
    }
    fields
}

/// Where the columns of a table are, from its lines with figures: between places that are blank in all of them.
pub(super) fn columns(lines: &[&str], ruler: Ruler) -> Vec<Range<usize>> {
    let pages: Vec<Vec<(usize, usize, char)>> = lines.iter().map(|line| letters(line, ruler)).collect();
    let width = pages.iter().flatten().map(|letter| letter.1).max().unwrap_or(0).min(MOST_PLACES);
    let mut used = vec![false; width];
    for (start, end, _) in pages.iter().flatten() {
        (*start..*end).for_each(|place| used.get_mut(place).into_iter().for_each(|used| *used = true));
    }
    let mut columns: Vec<Range<usize>> = Vec::new();
    for place in (0..width).filter(|place| used.get(*place) == Some(&true)) {
        match columns.last_mut() {
            Some(last) if last.end == place => last.end = place + 1,
            Some(last) if place == last.end + 1 && is_group(&pages, place) => last.end = place + 1,
            _ => columns.push(place..place + 1),
        }
    }
    joined(columns, &pages)
}

/// No page is wider; what lies beyond is one column with the last.
const MOST_PLACES: usize = 2000;

/// Whether what begins at a place, after one blank, goes on with the word or number before it.
fn is_group(pages: &[Vec<(usize, usize, char)>], place: usize) -> bool {
    let glued = |page: &&Vec<(usize, usize, char)>| page.iter().any(|letter| letter.1 + 1 == place);
    let begins = |page: &&Vec<(usize, usize, char)>| page.iter().any(|letter| letter.0 == place);
    let both: Vec<&Vec<(usize, usize, char)>> = pages.iter().filter(glued).filter(begins).collect();
    let of_three = |page: &Vec<(usize, usize, char)>| {
        let digits = (place..place + 3).all(|at| page.iter().any(|letter| letter.0 == at && letter.2.is_ascii_digit()));
        digits && !page.iter().any(|letter| letter.0 == place + 3 && letter.2.is_ascii_digit())
    };
    let words =
        |page: &Vec<(usize, usize, char)>| page.iter().any(|letter| letter.0 == place && letter.2.is_alphabetic());
    both.iter().all(|page| of_three(page)) || both.iter().all(|page| words(page))
}

/// Spaced names (`北　京`) are one column.
fn joined(columns: Vec<Range<usize>>, pages: &[Vec<(usize, usize, char)>]) -> Vec<Range<usize>> {
    let lone = |column: &Range<usize>| {
        pages.iter().all(|page| {
            let inside: Vec<char> =
                page.iter().filter(|letter| column.contains(&letter.0)).map(|letter| letter.2).collect();
            inside.len() <= 1 && inside.iter().all(|letter| letter.is_alphabetic())
        })
    };
    let mut result: Vec<Range<usize>> = Vec::new();
    for column in columns {
        match result.last_mut() {
            Some(last) if lone(&column) && pages.iter().all(|page| is_words(page, last)) => last.end = column.end,
            _ => result.push(column),
        }
    }
    result
}

fn is_words(page: &[(usize, usize, char)], column: &Range<usize>) -> bool {
    page.iter().filter(|letter| column.contains(&letter.0)).all(|letter| letter.2.is_alphabetic())
}

/// The columns a field stands in; the nearest where it stands between them.
pub(super) fn places(field: &Field, columns: &[Range<usize>]) -> Range<usize> {
    let overlaps = |column: &Range<usize>| column.start < field.place.end && field.place.start < column.end;
    let first = columns.iter().position(overlaps);
    let last = columns.iter().rposition(overlaps);
    if let (Some(first), Some(last)) = (first, last) {
        return first..last + 1;
    }
    let middle = (field.place.start + field.place.end) / 2;
    let away = |column: &Range<usize>| ((column.start + column.end) / 2).abs_diff(middle);
    let nearest = columns.iter().enumerate().min_by_key(|(_, column)| away(column)).map_or(0, |(at, _)| at);
    nearest..nearest + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_between_blank_places() {
        let lines = ["北　京   1 129 236   12.5", "内蒙古      98 752    3.1", "全  省  12 986 752  100.0"];
        assert_eq!(columns(&lines, Ruler::Screen), [0..6, 8..18, 20..25]);
        let spaced = ["北　京    1.5", "天　津   12.5"];
        assert_eq!(columns(&spaced, Ruler::Screen), [0..6, 9..13]);
        let by_letters = ["一般债务余额    12.5    13.5", "赤字        12.5    13.5", "限额        12.5        "];
        assert_eq!(ruled(&by_letters).0, Ruler::Letters);
        assert_eq!(ruled(&lines).0, Ruler::Screen);
    }

    #[test]
    fn fields_and_the_columns_they_span() {
        let columns = [0..6, 10..14, 16..20];
        let found = fields("         2015年", 2);
        assert_eq!(places(&found[0], &columns), 1..2);
        let over = fields("          一般公共预算", 2);
        assert_eq!(places(&over[0], &columns), 1..3);
        assert_eq!(fields("a b  c", 2).len(), 2);
    }
}
