//! A walk through the elements of a Word document.
//!
//! In: elements and text in order. Out: paragraphs and tables, with the text that the page shows. Refuses elements nested
//! beyond what a table needs.

use super::docx_symbol;
use super::docx_table::{Down, OpenTable, Span};
use super::equation::Equation;
use super::finding::Finding;
use super::markup;
use super::passages::{self, Piece};
use super::room::Room;
use crate::messages::{Message, say};
use quick_xml::events::BytesStart;

/// Elements inside each other; a table in a table in a table takes 40.
const DEEPEST: usize = 400;
/// Parts whose text nobody sees: what was deleted or moved away, stand-ins for old programs, readings set small above a
/// word, properties of no concern.
const HIDDEN: [&str; 10] =
    ["del", "moveFrom", "Fallback", "rt", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "instrText"];
/// A text lifted by fewer half points stands on its line.
const LIFTED: i64 = 3;

/// Where a walk through the document stands.
#[derive(Default)]
pub(super) struct Walk {
    /// Namespace prefix of the document's own elements.
    prefix: Option<String>,
    stack: Vec<Part>,
    /// Paragraphs and tables in document order.
    pub pieces: Vec<Piece>,
    /// The paragraph open outside of all cells.
    line: String,
    /// The tables open, innermost last.
    tables: Vec<OpenTable>,
    begun: usize,
    /// How the run open is printed.
    look: Look,
    /// The text before was lifted as a whole, and so is no mark.
    is_lifted: bool,
    equation: Equation,
    /// Runs that were struck through.
    pub struck: usize,
    /// References to notes at the foot of a page.
    pub footnotes: usize,
    room: Room,
}

/// How a run is printed.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    unseen: bool,
    struck: bool,
    raised: bool,
    lowered: bool,
    /// Lifted above its line by hand.
    lifted: bool,
    /// Set in the font of signs.
    symbol: bool,
}

/// What an element is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Paragraph,
    Run,
    RunProperties,
    Text,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    /// Part of an equation.
    Equation,
    Hidden,
    Other,
}

impl Walk {
    /// Whether every element was closed.
    pub fn is_closed(&self) -> bool {
        self.stack.is_empty()
    }

    pub fn open(&mut self, element: &BytesStart) -> Result<(), Finding> {
        if self.stack.len() >= DEEPEST {
            return Err(too_complex(say!("source.too-deep", most = DEEPEST)));
        }
        let name = self.name(element);
        let parent = self.stack.last().copied().unwrap_or(Part::Other);
        let part = match parent {
            Part::Hidden => Part::Hidden,
            _ if is_of_equation(element) => part_of_equation(element, self.equation.is_open()),
            _ => part(name, parent),
        };
        match part {
            Part::Paragraph => self.break_line(),
            Part::Run => self.look = Look::default(),
            Part::Equation => self.begin_of_equation(element),
            Part::Table => self.begin_table(),
            Part::Row => self.table(OpenTable::begin_row),
            Part::Cell => self.table(OpenTable::begin_cell),
            _ => self.detail(parent, name, element),
        }
        self.stack.push(part);
        Ok(())
    }

    /// The name within the document's own namespace; elements of others are transparent.
    fn name<'a>(&mut self, element: &'a BytesStart) -> &'a str {
        let (local, prefix) = element.name().decompose();
        let prefix = prefix.map_or("", |prefix| prefix.into_inner());
        if self.stack.is_empty() && self.prefix.is_none() {
            self.prefix = Some(prefix.to_string());
        }
        let own = self.prefix.as_deref() == Some(prefix);
        match local.into_inner() {
            local if own || local == "Fallback" => local,
            _ => "",
        }
    }

    /// Marks within a run, and properties that matter.
    fn detail(&mut self, parent: Part, name: &str, element: &BytesStart) {
        let value = || attribute(element, "val").unwrap_or_default();
        let count = || value().trim().parse::<usize>().unwrap_or(1);
        let is_on = || !matches!(value().as_str(), "0" | "false" | "off");
        match (parent, name) {
            (Part::Run, "tab" | "ptab") => self.text_mark("\t"),
            (Part::Run, "br" | "cr") => self.text_mark("\n"),
            (Part::Run, "noBreakHyphen") => self.text_mark("-"),
            (Part::Run, "footnoteReference" | "endnoteReference") => self.footnotes += 1,
            (Part::Run, "sym") => {
                let font = attribute(element, "font").unwrap_or_default();
                let sign = attribute(element, "char").and_then(|number| docx_symbol::sign(&font, &number));
                sign.into_iter().for_each(|sign| self.text_mark(sign.encode_utf8(&mut [0; 4])));
            }
            (Part::RunProperties, "rFonts") => {
                let fonts = || ["ascii", "hAnsi"].iter().filter_map(|name| attribute(element, name));
                self.look.symbol = fonts().any(|font| docx_symbol::is_symbol(&font));
            }
            (Part::RunProperties, "vanish") => self.look.unseen = is_on(),
            (Part::RunProperties, "strike" | "dstrike") => self.look.struck |= is_on(),
            (Part::RunProperties, "vertAlign") => {
                (self.look.raised, self.look.lowered) = (value() == "superscript", value() == "subscript");
            }
            (Part::RunProperties, "position") => {
                self.look.lifted = value().trim().parse::<i64>().is_ok_and(|by| by >= LIFTED);
            }
            (Part::RowProperties, "del") => self.table(|table| table.row_deleted = true),
            (Part::RowProperties, "hidden") => self.table(|table| table.row_hidden = is_on()),
            (Part::RowProperties, "gridBefore") => self.table(|table| table.skip(count())),
            (Part::CellProperties, "gridSpan") => self.span(|span| span.cols = count().max(1)),
            (Part::CellProperties, "cellDel") => self.span(|span| span.deleted = true),
            (Part::CellProperties, "vMerge") => {
                let down = if value() == "restart" { Down::Begins } else { Down::GoesOn };
                self.span(|span| span.down = down);
            }
            _ => {}
        }
    }

    pub fn close(&mut self) -> Result<(), Finding> {
        match self.stack.pop() {
            Some(Part::Paragraph) => self.end_paragraph(),
            Some(Part::Cell) => {
                let Walk { tables, pieces, room, .. } = self;
                return tables.last_mut().map_or(Ok(()), |table| table.end_cell(pieces.len(), room));
            }
            Some(Part::Row) => self.table(OpenTable::end_row),
            Some(Part::Equation) => {
                let whole = self.equation.end();
                whole.into_iter().for_each(|text| self.sink().push_str(&text));
            }
            Some(Part::Table) => {
                let Walk { tables, pieces, .. } = self;
                if let Some(table) = tables.pop() {
                    table.finish(pieces);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn table(&mut self, act: impl FnOnce(&mut OpenTable)) {
        if let Some(table) = self.tables.last_mut() {
            act(table);
        }
    }

    fn span(&mut self, act: impl FnOnce(&mut Span)) {
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            act(&mut cell.span);
        }
    }

    /// Where text goes: into the open cell, or into the paragraph outside of tables.
    fn sink(&mut self) -> &mut String {
        match self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => &mut cell.text,
            None => &mut self.line,
        }
    }

    pub fn text(&mut self, text: &str) {
        if self.stack.last() != Some(&Part::Text) || self.look.unseen {
            return;
        }
        if self.look.struck {
            self.struck += usize::from(!text.trim().is_empty());
            return;
        }
        let text = if self.look.symbol { docx_symbol::text(text) } else { text.to_string() };
        if self.equation.is_open() {
            return self.equation.push(&text);
        }
        let (look, goes_on) = (self.look, self.is_lifted);
        let sink = self.sink();
        let set = match sink.chars().next_back() {
            _ if look.raised => markup::raise(&text),
            Some(before) if look.lifted && !goes_on && !before.is_whitespace() => markup::raise(&text),
            Some(before) if look.lowered && before.is_ascii_digit() => markup::lower(&text),
            _ => None,
        };
        sink.push_str(set.as_deref().unwrap_or(&text));
        self.is_lifted = look.lifted && set.is_none();
    }

    fn text_mark(&mut self, mark: &str) {
        match self.look.unseen || self.look.struck {
            true => {}
            false if self.equation.is_open() => self.equation.push(mark),
            false => self.sink().push_str(mark),
        }
    }

    /// An equation begins, or one of its elements.
    fn begin_of_equation(&mut self, element: &BytesStart) {
        let name = element.local_name();
        let name = name.as_ref();
        let sign = match name {
            "chr" | "begChr" | "endChr" | "sepChr" | "type" => attribute(element, "val"),
            _ => None,
        };
        self.equation.begin(name, sign.as_deref());
    }

    /// A paragraph inside another one, in a text box, begins on a line of its own.
    fn break_line(&mut self) {
        let text = self.sink();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    }

    fn end_paragraph(&mut self) {
        match self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => cell.text.push('\n'),
            None => {
                let line = std::mem::take(&mut self.line);
                passages::push(&mut self.pieces, &line);
            }
        }
    }

    /// What stands before a table in the same cell of an outer one is a paragraph above it.
    fn begin_table(&mut self) {
        let before = std::mem::take(self.sink());
        before.split('\n').filter(|line| !line.trim().is_empty()).for_each(|line| {
            passages::push(&mut self.pieces, line);
        });
        self.begun += 1;
        self.tables.push(OpenTable::new(self.begun, self.pieces.len()));
    }
}

pub(super) fn too_complex(what: Message) -> Finding {
    Finding::error("document-too-complex", say!("source.docx-odd", what))
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut found = element.attributes().flatten().filter(|attribute| attribute.key.local_name().as_ref() == name);
    found.next().map(|attribute| attribute.value.to_string())
}

/// The elements of equations have a prefix of their own.
fn is_of_equation(element: &BytesStart) -> bool {
    element.name().decompose().1.is_some_and(|prefix| prefix.into_inner() == "m")
}

/// Runs and text of an equation are read like others.
fn part_of_equation(element: &BytesStart, is_open: bool) -> Part {
    match element.local_name().as_ref() {
        "r" => Part::Run,
        "t" => Part::Text,
        "oMath" => Part::Equation,
        _ if is_open => Part::Equation,
        _ => Part::Other,
    }
}

fn part(name: &str, parent: Part) -> Part {
    match name {
        "p" => Part::Paragraph,
        "r" => Part::Run,
        "t" => Part::Text,
        "tbl" => Part::Table,
        "tr" => Part::Row,
        "tc" => Part::Cell,
        "rPr" if parent == Part::Run => Part::RunProperties,
        "trPr" => Part::RowProperties,
        "tcPr" => Part::CellProperties,
        // The mark of a deleted row is read where it stands.
        "del" if parent == Part::RowProperties => Part::Other,
        name if HIDDEN.contains(&name) || name.ends_with("Change") => Part::Hidden,
        _ => Part::Other,
    }
}
