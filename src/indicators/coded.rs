//! Text columns as small integers: each distinct word is looked at once, each row is a position in a table.
//!
//! In: Arrow batches whose texts are dictionaries, or what a row group's statistics say of all its rows. Out: for each row what its
//! word stands for. Refuses columns that are missing or of another type.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Date32Array, DictionaryArray, Int8Array, RecordBatch, StringArray};
use arrow::buffer::NullBuffer;
use arrow::datatypes::Int32Type;

use crate::error::{Error, Result};
use crate::messages::say;
use crate::store::Same;

/// The code of no word.
pub(super) const NONE: u32 = u32::MAX;

/// Words numbered in order of first meeting.
#[derive(Default)]
pub(super) struct Words {
    index: HashMap<Arc<str>, u32>,
    all: Vec<Arc<str>>,
}

impl Words {
    pub fn code(&mut self, word: &str) -> u32 {
        if let Some(&code) = self.index.get(word) {
            return code;
        }
        let (code, word): (u32, Arc<str>) = (self.all.len() as u32, word.into());
        self.all.push(word.clone());
        self.index.insert(word, code);
        code
    }

    /// The code of a word that is mostly the one before, or of none.
    pub fn code_after(&mut self, last: &mut u32, word: Option<&str>) -> u32 {
        let Some(word) = word else { return NONE };
        if self.word(*last) != Some(word) {
            *last = self.code(word);
        }
        *last
    }

    pub fn word(&self, code: u32) -> Option<&str> {
        self.all.get(code as usize).map(|word| &**word)
    }

    pub fn all(&self) -> &[Arc<str>] {
        &self.all
    }
}

/// A text column of one row group, read batch by batch.
pub(super) struct TextColumn<T> {
    name: &'static str,
    none: T,
    /// What all rows stand for.
    same: Option<T>,
    /// The dictionary that `table` was made from; the batches of a row group share one.
    dictionary: Option<ArrayRef>,
    table: Vec<T>,
}

impl<T: Copy> TextColumn<T> {
    /// `none` stands where there is no text.
    pub fn new(name: &'static str, same: Option<Same>, none: T, of: impl FnOnce(&str) -> T) -> TextColumn<T> {
        let same = match same {
            Some(Same::Text(word)) => Some(of(&word)),
            Some(Same::Null) => Some(none),
            _ => None,
        };
        TextColumn { name, none, same, dictionary: None, table: Vec::new() }
    }

    /// What the rows of a batch stand for.
    pub fn of_batch<'b>(&'b mut self, batch: &'b RecordBatch, mut of: impl FnMut(&str) -> T) -> Result<Coded<'b, T>> {
        if let Some(same) = self.same {
            return Ok(Coded::Same(same));
        }
        let column = batch.column_by_name(self.name).ok_or_else(|| wrong(self.name))?.as_any();
        if let Some(plain) = column.downcast_ref::<StringArray>() {
            let none = self.none;
            return Ok(Coded::Each(plain.iter().map(|word| word.map_or(none, &mut of)).collect()));
        }
        let keyed: &DictionaryArray<Int32Type> = column.downcast_ref().ok_or_else(|| wrong(self.name))?;
        if !self.dictionary.as_ref().is_some_and(|known| Arc::ptr_eq(known, keyed.values())) {
            let words: &StringArray = keyed.values().as_any().downcast_ref().ok_or_else(|| wrong(self.name))?;
            self.table = words.iter().map(|word| word.map_or(self.none, &mut of)).collect();
            self.dictionary = Some(keyed.values().clone());
        }
        let keys = keyed.keys().values();
        Ok(Coded::Keyed { keys, nulls: keyed.nulls(), table: &self.table, none: self.none })
    }
}

/// What each row of a batch stands for.
pub(super) enum Coded<'b, T> {
    Same(T),
    Keyed { keys: &'b [i32], nulls: Option<&'b NullBuffer>, table: &'b [T], none: T },
    Each(Vec<T>),
}

impl<T: Copy> Coded<'_, T> {
    #[inline]
    pub fn at(&self, row: usize) -> T {
        match self {
            Coded::Same(one) => *one,
            Coded::Keyed { nulls: Some(nulls), none, .. } if nulls.is_null(row) => *none,
            Coded::Keyed { keys, table, .. } => table[keys[row] as usize],
            Coded::Each(all) => all[row],
        }
    }
}

/// A column of small whole numbers: digits, powers of ten, days.
pub(super) enum Numbers<'b> {
    Same(Option<i32>),
    Tiny(&'b Int8Array),
    Days(&'b Date32Array),
}

impl<'b> Numbers<'b> {
    pub fn of(batch: &'b RecordBatch, name: &'static str, same: &Option<Same>) -> Result<Numbers<'b>> {
        match same {
            Some(Same::Number(number)) => return Ok(Numbers::Same(Some(*number))),
            Some(Same::Null) => return Ok(Numbers::Same(None)),
            _ => {}
        }
        let column = batch.column_by_name(name).ok_or_else(|| wrong(name))?.as_any();
        let tiny = column.downcast_ref().map(Numbers::Tiny);
        tiny.or_else(|| column.downcast_ref().map(Numbers::Days)).ok_or_else(|| wrong(name))
    }

    #[inline]
    pub fn at(&self, row: usize) -> Option<i32> {
        match self {
            Numbers::Same(one) => *one,
            Numbers::Tiny(all) => (!all.is_null(row)).then(|| i32::from(all.value(row))),
            Numbers::Days(all) => (!all.is_null(row)).then(|| all.value(row)),
        }
    }
}

pub(super) fn wrong(name: &str) -> Error {
    Error::Engine { doing: say!("engine.observations"), cause: say!("engine.no-column", name).to_string() }
}
