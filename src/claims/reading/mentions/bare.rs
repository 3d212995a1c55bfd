//! Flows and levels without a thing: `支出274623亿元`, `地方为12217亿元`.
//!
//! In: a word of flow or level, what is named before it. Out: namings of the things that it goes on with, or of the whole
//! account where the text is about the budget. Refuses flows that the things before do not have.

use std::ops::Range;

use crate::claims::reading::mentions::concepts::WHOLE;
use crate::claims::reading::mentions::lexicon::Entry;
use crate::claims::reading::mentions::named::Named;
use crate::claims::reading::mentions::occurrences::Vocabulary;
use crate::definitions::{Flow, Level};
use crate::formula::Stage;

/// A level without a thing (`…支出1050亿元,地方为12217亿元`) is of the thing named before it.
pub fn at_level(at: Range<usize>, level: Level, here: &[Named], before: &[Named]) -> Option<Named> {
    let near = here.iter().rev().find(|named| named.at.end <= at.start);
    let known = near.or(before.last()).filter(|known| known.level != Some(level))?;
    Some(Named { at, level: Some(level), is_bare: true, ..known.clone() })
}

/// A flow without a thing (`支出274623亿元`).
pub struct Bare {
    pub at: Range<usize>,
    pub flow: Flow,
    pub level: Option<Level>,
    pub stage: Option<Stage>,
    /// 全部支出: of the whole account, whatever was named before.
    pub is_total: bool,
}

impl Bare {
    /// It is of a thing named before it, the nearest first; with a level it may be that level's account, and in a text about
    /// the budget the whole account.
    pub fn named(&self, here: &[Named], before: &[Named], vocabulary: &Vocabulary) -> Vec<Named> {
        const MOST: usize = 2;
        let concepts = vocabulary.concepts;
        let flows = |named: &&Named| {
            let concept = named.concept.and_then(|concept| concepts.all.get(concept));
            concept.is_some_and(|concept| concept.members.iter().any(|member| member.flow == Some(self.flow)))
        };
        let near = here.iter().rev().filter(|named| named.at.end <= self.at.start);
        let mut found: Vec<Named> = Vec::new();
        if let Some(whole) = self.is_total.then(|| self.whole_account(vocabulary)).flatten() {
            return vec![whole];
        }
        for known in near.chain(before.iter().rev()).filter(flows) {
            if found.len() < MOST && !found.iter().any(|other| other.concept == known.concept) {
                found.push(self.of(Some(known)));
            }
        }
        let account = concepts.accounts.members.iter().any(|member| member.flow == Some(self.flow));
        if found.is_empty() && account && self.level.is_some() {
            found.push(self.of(None));
        }
        let is_on_budget = concepts.account_topic.is_some_and(|topic| vocabulary.topics.contains(&topic));
        let whole = self.whole_account(vocabulary).filter(|_| is_on_budget);
        let whole = whole.filter(|whole| !found.iter().any(|other| other.concept == whole.concept));
        let is_bare = !found.is_empty();
        found.extend(whole.map(|whole| Named { is_bare, ..whole }));
        found
    }

    /// Of all that a government takes in or spends.
    fn whole_account(&self, vocabulary: &Vocabulary) -> Option<Named> {
        let Some(Entry::Concept(concept)) = vocabulary.concepts.lexicon.exact(WHOLE) else { return None };
        let says_nation = self.level == Some(Level::Nation);
        let words = WHOLE.to_string();
        Some(Named { concept: Some(concept), words, says_nation, is_bare: false, ..self.of(None) })
    }

    fn of(&self, known: Option<&Named>) -> Named {
        Named {
            at: self.at.clone(),
            concept: known.and_then(|named| named.concept),
            flow: Some(self.flow),
            level: self.level,
            stage: self.stage,
            says_nation: known.is_some_and(|named| named.says_nation),
            is_bare: true,
            words: known.map_or(String::new(), |named| named.words.clone()),
        }
    }
}
