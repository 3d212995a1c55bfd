//! Sinks: where observations go as they are read.
//!
//! In: observations in their final order, and afterwards those of files that had to be read again. Out: whatever the sink
//! makes of them. Refuses nothing.

use std::collections::{BTreeSet, VecDeque};

use crate::error::Result;
use crate::observations::Observation;
use crate::outputs::ObservationFiles;
use crate::texts::Text;

/// Files that are read again, because their names mean another year than they seemed to.
pub struct Again<'a> {
    pub paths: &'a BTreeSet<String>,
    /// Reads the file of a path; its observations are those of before, in their order, with other periods.
    pub read: &'a mut dyn FnMut(&str) -> Option<Vec<Observation>>,
}

/// Takes observations as they come.
pub trait Sink: Send {
    /// Takes observations in the order in which they are to stand.
    fn add(&mut self, observations: Vec<Observation>) -> Result<()>;

    /// Puts what files gave when they were read again in the place of what they gave first.
    fn revise(&mut self, again: Again) -> Result<()>;
}

impl Sink for ObservationFiles<'_> {
    fn add(&mut self, observations: Vec<Observation>) -> Result<()> {
        ObservationFiles::add(self, observations)
    }

    fn revise(&mut self, again: Again) -> Result<()> {
        let mut waiting = Waiting::default();
        let Again { paths, read } = again;
        ObservationFiles::revise(self, |path| paths.contains(path), |one| waiting.next(one, paths, read))
    }
}

impl Sink for Vec<Observation> {
    fn add(&mut self, observations: Vec<Observation>) -> Result<()> {
        self.extend(observations);
        Ok(())
    }

    fn revise(&mut self, again: Again) -> Result<()> {
        let mut waiting = Waiting::default();
        for one in self.iter_mut().filter(|one| again.paths.contains(one.source.as_str())) {
            if let Some(next) = waiting.next(one, again.paths, again.read) {
                *one = next;
            }
        }
        Ok(())
    }
}

/// Observations that nobody keeps: only the accounts of the files are wanted.
pub struct Dropped;

impl Sink for Dropped {
    fn add(&mut self, _: Vec<Observation>) -> Result<()> {
        Ok(())
    }

    /// Files are read again for their accounts.
    fn revise(&mut self, again: Again) -> Result<()> {
        again.paths.iter().for_each(|path| drop((again.read)(path)));
        Ok(())
    }
}

/// The observations of one file read again, handed out in the order of those they replace.
#[derive(Default)]
struct Waiting {
    source: Text,
    ready: VecDeque<Observation>,
}

impl Waiting {
    /// What stands in the place of an observation; nothing where its file is not among those read again.
    fn next(
        &mut self,
        one: &Observation,
        paths: &BTreeSet<String>,
        read: &mut dyn FnMut(&str) -> Option<Vec<Observation>>,
    ) -> Option<Observation> {
        if !paths.contains(one.source.as_str()) {
            return None;
        }
        if self.source != one.source {
            self.source.clone_from(&one.source);
            self.ready = read(&one.source).unwrap_or_default().into();
        }
        let is_same = |next: &Observation| {
            (next.row, next.col, &next.sheet, &next.value_text) == (one.row, one.col, &one.sheet, &one.value_text)
        };
        self.ready.front().is_some_and(is_same).then(|| self.ready.pop_front())?
    }
}
