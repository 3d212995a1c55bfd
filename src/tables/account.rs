//! The account of a sheet's numeric cells. In: the use each cell was put to while the tables were read. Out: counts in
//! which every numeric cell appears once: body, header number, or set aside with a reason.

use super::view::View;
use super::{Reading, SetAside};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    Body,
    Header,
    Aside(&'static str),
    /// Not read, for the reason a definition gives.
    Ignored(String),
}

#[derive(Clone, Debug, Default)]
pub struct Account {
    /// By row and column, as far as any was used.
    uses: Vec<Vec<Option<Use>>>,
}

impl Account {
    /// Notes the use of a cell; the first use stands. Returns false where the cell was already used.
    pub fn note(&mut self, row: usize, col: usize, used: Use) -> bool {
        if self.uses.len() <= row {
            self.uses.resize_with(row + 1, Vec::new);
        }
        let Some(cells) = self.uses.get_mut(row) else { return false };
        if cells.len() <= col {
            cells.resize(col + 1, None);
        }
        let Some(known) = cells.get_mut(col).filter(|known| known.is_none()) else { return false };
        *known = Some(used);
        true
    }

    /// Closes the account of one sheet.
    pub fn close(self, view: &View, reading: &mut Reading) {
        for (row, col) in view.used().filter(|&(row, col)| view.is_number(row, col)) {
            reading.numeric_cells += 1;
            match self.uses.get(row).and_then(|cells| cells.get(col)).and_then(Option::as_ref) {
                Some(Use::Body) => {}
                Some(Use::Header) => reading.header_numbers += 1,
                Some(Use::Aside(reason)) => reading.set_aside.push(aside(view, row, col, reason)),
                Some(Use::Ignored(reason)) => reading.set_aside.push(aside(view, row, col, reason)),
                None => reading.set_aside.push(aside(view, row, col, "outside any table")),
            }
        }
    }
}

fn aside(view: &View, row: usize, col: usize, reason: &str) -> SetAside {
    let (row, col) = (row as u32 + 1, col as u32 + 1);
    SetAside { sheet: view.grid.sheet.clone(), row, col, reason: reason.to_string() }
}
