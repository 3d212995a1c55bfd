//! What recurs on every page. In: the pages of a document. Out: the same without page numbers and running heads.
//! Refuses to take titles and unit lines for running heads, though tables may repeat them.

use std::collections::HashMap;

use super::page::{Item, Page};
use super::text::Line;

/// Running matter stands in this part of the page, at its top and at its bottom.
const EDGE: f64 = 0.1;
/// A head that recurs on so many pages at the same height is a running one.
const FEWEST: usize = 3;
/// The name of a yearbook recurs as nothing else.
const FEWEST_NAMED: usize = 2;

/// Takes page numbers and running heads out; how many lines of each.
pub fn take_out(pages: &mut [Page]) -> (usize, usize) {
    let mut seen: HashMap<(String, i64), usize> = HashMap::new();
    for (page, line) in pages.iter().flat_map(|page| lines(page).map(move |line| (page, line))) {
        if at_edge(page, line) {
            *seen.entry(key(line)).or_default() += 1;
        }
    }
    let enough = FEWEST.max(pages.len() / 4);
    let fewest = |line: &Line| if names_yearbook(line) { FEWEST_NAMED } else { enough };
    let recurs = |line: &Line| seen.get(&key(line)).is_some_and(|times| *times >= fewest(line)) && !is_of_table(line);
    let (mut numbers, mut heads) = (0, 0);
    for page in pages {
        let edge = |line: &Line, height: f64| line.bottom < height * EDGE || line.top > height * (1.0 - EDGE);
        let (height, number) = (page.height, page.number);
        let first = page.items.first().map_or(0.0, Item::top);
        let last = page.items.iter().map(Item::bottom).fold(0.0, f64::max);
        page.items.retain(|item| {
            let Item::Line(line) = item else { return true };
            let outermost = line.top <= first + 1.0 || line.bottom >= last - 1.0;
            let is_number = outermost && edge(line, height) && is_page_number(&line.text(), number);
            let is_head = !is_number && edge(line, height) && recurs(line);
            numbers += usize::from(is_number);
            heads += usize::from(is_head);
            !is_number && !is_head
        });
    }
    (numbers, heads)
}

fn lines(page: &Page) -> impl Iterator<Item = &Line> {
    page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Table(_) => None,
    })
}

fn at_edge(page: &Page, line: &Line) -> bool {
    line.bottom < page.height * EDGE || line.top > page.height * (1.0 - EDGE)
}

/// The text without its numbers, and about where it stands.
fn key(line: &Line) -> (String, i64) {
    let text = line.text().chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
    (text, (line.top / 4.0).round() as i64)
}

fn names_yearbook(line: &Line) -> bool {
    let text = line.text().to_lowercase();
    text.contains("年鉴") || text.contains("yearbook")
}

fn is_of_table(line: &Line) -> bool {
    let text = line.text();
    ["单位", "续", "表", "unit", "Unit", "table", "Table", "continued"].iter().any(|word| text.contains(word))
}

/// `5`, `- 5 -`, `─ 6 ─`, `第 5 页`, `第5页 共20页`, `5 / 20`, `Page 5 of 20`, `iv`.
fn is_page_number(text: &str, number: usize) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"-–—─－一·•~".contains(*c)).collect();
    let stripped =
        bare.to_lowercase().replace(['第', '页', '共', '/', '／'], " ").replace("page", " ").replace("of", " ");
    let parts: Vec<&str> = stripped.split_whitespace().collect();
    let numeric = |part: &&str| part.len() <= 4 && part.chars().all(|c| c.is_ascii_digit());
    let roman = parts.len() == 1 && number <= 40 && parts.iter().all(|part| part.chars().all(|c| "ivxl".contains(c)));
    let worded = bare.chars().any(|c| !c.is_ascii_digit()) || parts.len() == 1;
    (1..=2).contains(&parts.len()) && worded && (parts.iter().all(numeric) || roman)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_and_what_is_none() {
        let yes = ["5", "- 5 -", "─ 6 ─", "第 5 页", "第5页 共20页", "5 / 20", "Page 5 of 20", "iv"];
        assert!(yes.iter().all(|text| is_page_number(text, 5)));
        assert!(["17,996.68", "5.2", "注：5", "12345"].iter().all(|text| !is_page_number(text, 5)));
    }
}
