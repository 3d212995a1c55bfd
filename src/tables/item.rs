//! Items of a stub: what one row of figures is called, and by which rows.
//!
//! In: cells of the stub. Out: items. Refuses nothing.

/// A label of one item in one stub column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StubCell {
    /// Position among the stub columns.
    pub at: usize,
    pub text: String,
    pub raw: String,
    pub row: usize,
    pub col: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub rows: Vec<usize>,
    /// The row that holds the item's figures.
    pub figures: Option<usize>,
    pub cells: Vec<StubCell>,
    /// Set off by blank rows, or first below the header.
    pub set_off: bool,
    /// The first label was taken from the row above, with no merged range to show it.
    pub borrowed: bool,
    /// Indices of the items it belongs to, outermost first.
    pub parents: Vec<usize>,
    /// Position of the stub column that names the item; codes and serials may stand before it.
    pub lead: usize,
}

impl Item {
    pub fn main(&self) -> Option<&StubCell> {
        self.cells.iter().find(|cell| cell.at == self.lead)
    }

    pub fn main_text(&self) -> &str {
        self.main().map_or("", |cell| cell.text.as_str())
    }

    pub fn twin(&self) -> Option<&StubCell> {
        self.cells.iter().find(|cell| cell.at == self.lead + 1)
    }
}
