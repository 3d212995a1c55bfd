//! The account of a sheet's numeric cells. In: the use each cell was put to while the tables were read. Out: counts in
//! which every numeric cell appears once: body, header number, or set aside with a reason.

use std::collections::HashMap;

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
    uses: HashMap<(usize, usize), Use>,
}

impl Account {
    /// Notes the use of a cell; the first use stands. Returns false where the cell was already used.
    pub fn note(&mut self, row: usize, col: usize, used: Use) -> bool {
        let fresh = !self.uses.contains_key(&(row, col));
        if fresh {
            self.uses.insert((row, col), used);
        }
        fresh
    }

    /// Closes the account of one sheet.
    pub fn close(self, view: &View, reading: &mut Reading) {
        for (row, col) in view.used().filter(|&(row, col)| view.is_number(row, col)) {
            reading.numeric_cells += 1;
            match self.uses.get(&(row, col)) {
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
