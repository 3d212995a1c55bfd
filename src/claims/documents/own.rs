//! The text's own figures, read as those of documents are.
//!
//! In: a source and what labels are looked up in. Out: its observations, and the one of each claim. Refuses a claim whose
//! figure is not read as one number.

use std::collections::HashMap;

use crate::claims::Claim;
use crate::observations::{self, Catalogue, Decided, Observation, SourceInfo, Surroundings};
use crate::sources::{Passage, Source};

/// A text as a document among documents.
#[derive(Debug, Default)]
pub struct Own {
    pub observations: Vec<Observation>,
    /// By sheet, paragraph and letter.
    at: HashMap<(String, u32, u32), Option<usize>>,
}

impl Own {
    pub fn of(source: &Source, catalogue: &Catalogue) -> Own {
        let around = Surroundings::new(source, &[], Decided::default(), catalogue);
        let info = SourceInfo { around, ..SourceInfo::new(&source.path, &source.sha256, None) };
        let is_beside = |aside: &&Passage| !source.passages.iter().any(|passage| passage.text == aside.text);
        let asides: Vec<Passage> = source.asides.iter().filter(is_beside).cloned().collect();
        let (observations, _) = observations::from_passages(&source.passages, &asides, &info, catalogue);
        let mut at: HashMap<(String, u32, u32), Option<usize>> = HashMap::new();
        for (number, one) in observations.iter().enumerate() {
            let place = (one.sheet.clone(), one.row, one.col);
            at.entry(place).and_modify(|known| *known = None).or_insert(Some(number));
        }
        Own { observations, at }
    }

    /// The observation of a claim's figure.
    pub fn of_claim(&self, claim: &Claim, source: &Source) -> Option<&Observation> {
        let passage = source.passages.get((claim.place.paragraph as usize).checked_sub(1)?)?;
        let figure = claim.figure.as_ref()?;
        let before = claim.sentence.get(claim.span.start..figure.number)?.chars().count();
        let col = claim.place.offset.checked_add(u32::try_from(before).ok()?)?.checked_add(1)?;
        let number = (*self.at.get(&(passage.sheet.clone(), passage.row, col))?)?;
        self.observations.get(number).filter(|one| one.obs_value == Some(figure.value))
    }
}
