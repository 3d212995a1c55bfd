//! The pages of a document put together. In: pages of lines and tables. Out: a grid for each table, with its title
//! above and its notes below, and the running text as passages. Rows are counted through each page, so that an address
//! names one cell or paragraph.

use super::page::{Item, Page};
use super::paragraph::{Paragraph, opens_item, paragraphs};
use super::table::Table;
use super::text::Line;
use crate::sources::finding::Contents;
use crate::sources::passages;
use crate::sources::text_lines;
use crate::sources::{Cell, Grid, Merge, Passage};

/// Columns of two tables stand at the same places within this.
const SAME_PLACE: f64 = 6.0;
/// A gap as high as this, in sizes of the characters, parts paragraphs like a blank line.
const BLANK: f64 = 2.2;
/// Title, number and unit line of a table.
const MOST_FOOT: usize = 4;
/// A cover holds few lines.
const MOST_COVER: usize = 8;

enum Block {
    Paragraph { paragraph: Paragraph, row: u32 },
    Table { table: Table, row: u32 },
}

#[derive(Default)]
struct Book {
    contents: Contents,
    headings: Headings,
    /// The last table, its columns, and whether nothing followed it on its page.
    last: Option<(Vec<f64>, usize, bool)>,
    /// The passage that the next page may go on with.
    open: Option<usize>,
    /// Lines at the foot of the page before that may head a table here, and how many passages they became.
    foot: Vec<String>,
}

pub fn contents(pages: Vec<Page>) -> Contents {
    let mut book = Book::default();
    for page in pages {
        book.page(page);
    }
    book.contents
}

impl Book {
    fn page(&mut self, page: Page) {
        let sheet = format!("page {}", page.number);
        let blocks = blocks(&page);
        if page.number == 1 {
            self.headings.read_cover(&blocks);
        }
        let mut gap: Vec<(Paragraph, u32)> = Vec::new();
        let mut begins = true;
        let mut above: Option<usize> = None;
        for block in blocks {
            match block {
                Block::Paragraph { paragraph, row } => gap.push((paragraph, row)),
                Block::Table { table, row } => {
                    let titled = self.between(&sheet, above, std::mem::take(&mut gap), true);
                    above = Some(self.table(&sheet, table, row, titled, begins));
                    begins = false;
                }
            }
        }
        let trailing = gap.len();
        let text_only = above.is_none();
        let foot = foot(&gap);
        let noted = self.between(&sheet, above, gap, false).len();
        if let Some(last) = self.last.as_mut() {
            last.2 = !text_only && noted == 0 && trailing == 0;
        }
        self.open = self.contents.passages.len().checked_sub(1).filter(|_| text_only || trailing > 0);
        self.foot = foot;
    }

    /// Shares out the paragraphs between two tables: notes of the one above, running text, title of the one below,
    /// which is returned. Only running text becomes passages.
    fn between(
        &mut self,
        sheet: &str,
        above: Option<usize>,
        gap: Vec<(Paragraph, u32)>,
        below: bool,
    ) -> Vec<(Paragraph, u32)> {
        let (texts, index) = with_blanks(&gap);
        let place = |at: usize| index.get(at).copied().unwrap_or(gap.len());
        let notes = if above.is_some() { place(passages::notes(&texts)) } else { 0 };
        let title = if below { place(passages::title_start(&texts)).max(notes) } else { gap.len() };
        let part = gap.iter().rposition(|(paragraph, _)| opens_part(&paragraph.text())).map_or(0, |at| at + 1);
        let title = title.max(part);
        if let Some(grid) = above.and_then(|at| self.contents.grids.get_mut(at)) {
            gap.iter().take(notes).for_each(|(paragraph, row)| set_line(grid, paragraph, *row));
        }
        for (at, (paragraph, row)) in gap.iter().enumerate() {
            self.headings.read(paragraph);
            if (notes..title).contains(&at) {
                self.passage(sheet, paragraph, *row);
            }
        }
        gap.into_iter().skip(title).collect()
    }

    fn passage(&mut self, sheet: &str, paragraph: &Paragraph, row: u32) {
        let text = paragraph.text();
        let open = self.open.take().and_then(|at| self.contents.passages.get_mut(at));
        let broken = |open: &Passage| text_lines::breaks_figure(&open.text, &text);
        match open.filter(|open| broken(open) || paragraph.is_flush && goes_on(&open.text, &text)) {
            Some(open) if broken(open) => text_lines::join(&mut open.text, &text),
            Some(open) => open.text.push_str(&text),
            None => self.contents.passages.push(Passage { sheet: sheet.to_string(), row, text }),
        }
    }

    /// Adds the grid of a table; its place among the grids.
    fn table(&mut self, sheet: &str, table: Table, row: u32, title: Vec<(Paragraph, u32)>, begins: bool) -> usize {
        let mut grid = Grid { sheet: sheet.to_string(), ..Grid::default() };
        let bare = title.iter().all(|(paragraph, _)| passages::is_unit_line(&paragraph.text()));
        let mut rows = table.rows();
        let goes_on =
            |edges: &[f64], at: usize| same_places(edges, &table.edges) || self.repeats_head(at, rows.first());
        let same = self.last.as_ref().is_some_and(|(edges, at, ended)| *ended && goes_on(edges, *at));
        grid.continues = begins && bare && same;
        grid.begins = row - 1;
        grid.under = self.headings.lines();
        if begins && bare && !grid.continues {
            grid.above = std::mem::take(&mut self.foot);
        }
        title.iter().for_each(|(paragraph, row)| set_line(&mut grid, paragraph, *row));
        if grid.continues {
            self.rejoin(&mut rows);
        }
        for (at, texts) in rows.into_iter().enumerate() {
            set_row(&mut grid, row + at as u32, texts);
        }
        grid.merges = table.merges().iter().map(|(first, last)| merge(row - 1, *first, *last)).collect();
        grid.alone = table.alone().iter().map(|&(at, column)| (row - 1 + at as u32, column as u32)).collect();
        self.contents.grids.push(grid);
        let at = self.contents.grids.len() - 1;
        self.last = Some((table.edges, at, true));
        at
    }

    /// The first row prints again what heads the grid at a place: the same words in the same columns.
    fn repeats_head(&self, at: usize, first: Option<&Vec<String>>) -> bool {
        const DEEPEST: usize = 12;
        let (Some(grid), Some(first)) = (self.contents.grids.get(at), first) else { return false };
        let words = first.iter().filter(|text| !text.trim().is_empty() && !super::text::is_figure(text)).count();
        let filled = |texts: &mut dyn Iterator<Item = &str>| -> Vec<(usize, String)> {
            let trimmed = texts.map(|text| text.trim().to_string()).enumerate();
            trimmed.filter(|(_, text)| !text.is_empty()).collect()
        };
        let head = filled(&mut first.iter().map(String::as_str));
        words >= 2
            && words == head.len()
            && grid.rows.iter().take(DEEPEST).any(|row| filled(&mut row.iter().map(|cell| cell.text.as_str())) == head)
    }

    /// Words of the last row that the page broke off: the first row here has no figure, and words only where the row
    /// above has some; they go back to where they began.
    fn rejoin(&mut self, rows: &mut [Vec<String>]) {
        let grid = self.last.as_ref().and_then(|(_, at, _)| self.contents.grids.get_mut(*at));
        let (Some(last), Some(first)) = (grid.and_then(|grid| grid.rows.last_mut()), rows.first_mut()) else { return };
        let held = |at: usize| last.get(at).map_or("", |cell: &Cell| cell.text.as_str());
        let filled: Vec<usize> =
            (0..first.len()).filter(|&at| first.get(at).is_some_and(|text| !text.is_empty())).collect();
        let figures = last.iter().filter(|cell| super::text::is_figure(&cell.text)).count();
        let broken = !filled.is_empty()
            && figures > 0
            && filled.iter().all(|&at| {
                let text = first.get(at).map_or("", String::as_str);
                !held(at).is_empty() && breaks_word(held(at)) && breaks_word(text) && !opens_item("。", text)
            });
        for at in filled.into_iter().filter(|_| broken) {
            if let (Some(cell), Some(text)) = (last.get_mut(at), first.get_mut(at)) {
                cell.text.push_str(text);
                text.clear();
            }
        }
    }
}

/// Words, with no figure in them.
fn breaks_word(text: &str) -> bool {
    !text.chars().any(|c| c.is_ascii_digit()) && text.chars().any(char::is_alphabetic)
}

fn goes_on(before: &str, text: &str) -> bool {
    !before.ends_with(['。', '！', '？']) && !opens_item(before, text) && before.chars().count() >= 15
}

/// Paragraphs and tables with the rows they take.
fn blocks(page: &Page) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut row = 1;
    let is_line = |item: &Item| matches!(item, Item::Line(_));
    for items in page.items.chunk_by(|a, b| is_line(a) && is_line(b)) {
        let lines: Vec<Line> = items
            .iter()
            .filter_map(|item| match item {
                Item::Line(line) => Some(line.clone()),
                Item::Table(_) => None,
            })
            .collect();
        for paragraph in paragraphs(&lines) {
            blocks.push(Block::Paragraph { paragraph, row });
            row += 1;
        }
        for item in items {
            if let Item::Table(table) = item {
                blocks.push(Block::Table { table: table.clone(), row });
                row += table.rows().len() as u32;
            }
        }
    }
    blocks
}

/// The texts of paragraphs, a blank one between those far apart; and for each text the paragraph it is or comes before.
fn with_blanks(gap: &[(Paragraph, u32)]) -> (Vec<String>, Vec<usize>) {
    let (mut texts, mut index) = (Vec::new(), Vec::new());
    for (at, (paragraph, _)) in gap.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| gap.get(before));
        if before.is_some_and(|(before, _)| paragraph.top - before.bottom > BLANK * paragraph.size.max(before.size)) {
            texts.push(String::new());
            index.push(at);
        }
        texts.push(paragraph.text());
        index.push(at);
    }
    (texts, index)
}

fn set_line(grid: &mut Grid, paragraph: &Paragraph, row: u32) {
    set_row(grid, row, keyed(paragraph));
}

/// The parts of a line above or below a table: a key stands with what follows it.
fn keyed(paragraph: &Paragraph) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in &paragraph.parts {
        match parts.last_mut().filter(|last| last.ends_with([':', '：'])) {
            Some(key) => key.push_str(part),
            None => parts.push(part.clone()),
        }
    }
    parts
}

/// The last lines of a page, where they may be the title of a table on the next: short, and apart from what is above.
fn foot(gap: &[(Paragraph, u32)]) -> Vec<String> {
    let (texts, index) = with_blanks(gap);
    let start = index.get(passages::title_start(&texts)).copied().unwrap_or(gap.len());
    let lines: Vec<&Paragraph> = gap.iter().skip(start).map(|(paragraph, _)| paragraph).collect();
    let title = |line: &&Paragraph| {
        let text = line.text();
        text.chars().count() <= 40 && !text.ends_with(['。', '；', '，', '、'])
    };
    let are = lines.len() <= MOST_FOOT && lines.iter().all(title);
    lines.into_iter().filter(|_| are).flat_map(keyed).collect()
}

fn set_row(grid: &mut Grid, row: u32, texts: Vec<String>) {
    let at = row.saturating_sub(1) as usize;
    if grid.rows.len() <= at {
        grid.rows.resize_with(at + 1, Vec::new);
    }
    let used = texts.iter().rposition(|text| !text.is_empty()).map_or(0, |at| at + 1);
    if let Some(slot) = grid.rows.get_mut(at) {
        *slot = texts.into_iter().take(used).map(|text| Cell { text, stored: None }).collect();
    }
}

fn merge(offset: u32, first: (usize, usize), last: (usize, usize)) -> Merge {
    Merge {
        first_row: offset + first.0 as u32,
        first_col: first.1 as u32,
        last_row: offset + last.0 as u32,
        last_col: last.1 as u32,
    }
}

fn same_places(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= SAME_PLACE)
}

/// What the document calls itself and its parts: cover and headings such as `第二部分 …决算表`.
#[derive(Default)]
struct Headings {
    cover: Vec<String>,
    part: Vec<String>,
    /// The last paragraph was a heading of a part: the next, if as large, belongs to it.
    size: Option<f64>,
}

impl Headings {
    fn read_cover(&mut self, blocks: &[Block]) {
        let lines: Vec<&Paragraph> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Paragraph { paragraph, .. } => Some(paragraph),
                Block::Table { .. } => None,
            })
            .collect();
        if lines.len() == blocks.len() && lines.len() <= MOST_COVER {
            self.cover = lines.iter().map(|line| line.text()).collect();
        } else if let Some(first) = lines.first().filter(|first| lines.iter().any(|line| line.size < first.size * 0.9))
        {
            self.cover = vec![first.text()];
        }
    }

    fn read(&mut self, paragraph: &Paragraph) {
        let text = paragraph.text();
        let short = text.chars().count() <= 40 && !text.ends_with(['。', '；', '，']);
        match self.size.take() {
            _ if short && opens_part(&text) => {
                self.part = vec![
                    text.split_once(['部', '章', '篇'])
                        .map_or(text.as_str(), |(_, rest)| rest.trim_start_matches('分').trim())
                        .to_string(),
                ];
                self.size = Some(paragraph.size);
            }
            Some(size) if short && paragraph.size > size * 0.95 => self.part.push(text),
            _ => {}
        }
    }

    fn lines(&self) -> Vec<String> {
        self.cover.iter().chain(&self.part).cloned().collect()
    }
}

/// `第二部分`, `第三章`, `Part II`.
fn opens_part(text: &str) -> bool {
    let ordinal = |text: &str| {
        text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)).to_string()
    };
    let chinese = text.strip_prefix('第').map(ordinal).is_some_and(|rest| rest.starts_with(['部', '章', '篇']));
    chinese || text.starts_with("Part ") || text.starts_with("Chapter ")
}
