//! A walk through the elements of a Word document.
//!
//! In: elements and text in order. Out: paragraphs and tables, with the text that the page shows. Refuses elements nested
//! beyond what a table needs.

use super::docx_table::{Down, OpenTable, Span};
use super::finding::Finding;
use super::markup;
use super::passages::{self, Piece};
use super::room::Room;
use crate::messages::{Message, say};
use quick_xml::events::BytesStart;

/// Elements inside each other; a table in a table in a table takes 40.
const DEEPEST: usize = 400;
/// Parts whose text nobody sees: what was deleted or moved away, stand-ins for old programs, properties of no concern.
const HIDDEN: [&str; 9] = ["del", "moveFrom", "Fallback", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "instrText"];

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
    unseen: bool,
    raised: bool,
    /// References to notes at the foot of a page.
    pub footnotes: usize,
    room: Room,
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
            _ => part(name, parent),
        };
        match part {
            Part::Paragraph => self.break_line(),
            Part::Run => (self.unseen, self.raised) = (false, false),
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
            local if own || local == "Fallback" || (local == "t" && prefix == "m") => local,
            _ => "",
        }
    }

    /// Marks within a run, and properties that matter.
    fn detail(&mut self, parent: Part, name: &str, element: &BytesStart) {
        let value = || {
            let mut found =
                element.attributes().flatten().filter(|attribute| attribute.key.local_name().as_ref() == "val");
            found.next().map(|attribute| attribute.value.to_string()).unwrap_or_default()
        };
        let count = || value().trim().parse::<usize>().unwrap_or(1);
        match (parent, name) {
            (Part::Run, "tab" | "ptab") => self.text_mark("\t"),
            (Part::Run, "br" | "cr") => self.text_mark("\n"),
            (Part::Run, "noBreakHyphen") => self.text_mark("-"),
            (Part::Run, "footnoteReference" | "endnoteReference") => self.footnotes += 1,
            (Part::RunProperties, "vanish") => self.unseen = !matches!(value().as_str(), "0" | "false" | "off"),
            (Part::RunProperties, "vertAlign") => self.raised = value() == "superscript",
            (Part::RowProperties, "del") => self.table(|table| table.row_deleted = true),
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
        if self.stack.last() == Some(&Part::Text) && !self.unseen {
            let raised = if self.raised { markup::raise(text) } else { None };
            self.sink().push_str(raised.as_deref().unwrap_or(text));
        }
    }

    fn text_mark(&mut self, mark: &str) {
        if !self.unseen {
            self.sink().push_str(mark);
        }
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
