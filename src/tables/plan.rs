//! The plan of one block: which rows and columns are header, stub and body, as told and as found.
//!
//! In: what hints and containers tell. Out: ranges of rows and columns, from 0. Refuses nothing.

use std::ops::Range;

use crate::sources::Frame;

/// The plan of one block.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Rows of the header, first to last; empty where the block has none.
    pub header: Range<usize>,
    pub first_data: usize,
    /// The first row that may name an item: below the header, or the first data row where one was told.
    pub first_item: usize,
    pub sides: Vec<Side>,
}

/// One table of a block: its stub and body columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    pub cols: Range<usize>,
    pub stub: Vec<usize>,
    pub body: Vec<usize>,
    /// Columns of words about the rows that name nothing (`备注`, `责任科室` behind the figures).
    pub remarks: Vec<usize>,
}

/// Rows and columns as told; they count from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    pub header: Option<Range<usize>>,
    pub first_data: Option<usize>,
    pub stub: Option<Range<usize>>,
}

impl Layout {
    /// What the container says, where nothing is told.
    pub fn or_frame(self, frame: Option<&Frame>) -> Layout {
        let Some(frame) = frame else { return self };
        let range = |range: &Range<u32>| range.start as usize..range.end as usize;
        Layout {
            header: self.header.or(Some(range(&frame.header))),
            first_data: self.first_data.or(Some(frame.body.start as usize)),
            stub: self.stub.or(Some(0..frame.stub as usize)),
        }
    }
}
