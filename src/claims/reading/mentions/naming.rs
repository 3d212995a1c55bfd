//! What a sentence names, in any order of words.
//!
//! In: a folded sentence, its figures, the vocabulary, what was named before it. Out: each naming of a thing with the flow,
//! level and stage that the words beside it say. Refuses things whose flow is not said where it must be.

use std::ops::Range;

use crate::claims::reading::mentions::bare::{Bare, at_level};
use crate::claims::reading::mentions::named::{Named, Names};
use crate::claims::reading::mentions::occurrences::{self, Vocabulary, Word, bracketed, clause, level, says, stage};
use crate::definitions::{Flow, Level, Part};

/// Words right before a thing that money is spent on.
const PURPOSE: [&str; 8] = ["用于", "用在", "花在", "投向", "投入到", "spent on ", "spending on ", "goes to "];
/// Words right before a flow that make it the whole account's.
const TOTAL: [&str; 12] =
    ["全部", "总", "全国", "各项", "整个", "全部的", "所有", "total ", "overall ", "all ", "aggregate ", "national "];

/// Everything that a folded sentence names. `figures` are the bytes of its figures, `before` what was named earlier, the
/// latest last.
pub fn names(text: &str, figures: &[Range<usize>], vocabulary: &Vocabulary, before: &[Named]) -> Names {
    let found = occurrences::occurrences(text, figures, vocabulary);
    let mut taken = vec![false; found.len()];
    let sentence = Sentence { text, figures, vocabulary, found: &found };
    let mut named = sentence.things(&mut taken);
    for (nth, (at, word)) in found.iter().enumerate() {
        let Word::Part(Part::Flow(flow)) = *word else { continue };
        if taken.get(nth) == Some(&false) {
            let own = clause(text, figures, at.start);
            let level = level(&found, own.start..at.start);
            let is_total = text.get(..at.start).is_some_and(is_total);
            let bare = Bare { at: at.clone(), flow, level, stage: stage(&found, &own), is_total };
            named.extend(bare.named(&named, before, vocabulary));
        }
    }
    sentence.levels(&mut named, before);
    named.extend(sentence.pronouns(&named, before));
    named.sort_by_key(|named| named.at.start);
    let part = |(at, word)| match word {
        Word::Part(part) => Some((at, part)),
        _ => None,
    };
    Names { named, parts: found.into_iter().filter_map(part).collect() }
}

/// What a level of government takes in and spends, named by a word of level alone.
pub fn accounts(at: &Range<usize>, level: Level, vocabulary: &Vocabulary) -> Vec<Named> {
    let of = |flow: Flow| Bare { at: at.clone(), flow, level: Some(level), stage: None, is_total: true };
    [Flow::Receipt, Flow::Outlay].into_iter().flat_map(|flow| of(flow).named(&[], &[], vocabulary)).collect()
}

/// A sentence with the words that it names things by.
struct Sentence<'a> {
    text: &'a str,
    figures: &'a [Range<usize>],
    vocabulary: &'a Vocabulary<'a>,
    found: &'a [(Range<usize>, Word)],
}

impl Sentence<'_> {
    fn clause(&self, at: usize) -> Range<usize> {
        clause(self.text, self.figures, at)
    }

    /// Things with their flow, level and stage; notes the flows that they take.
    fn things(&self, taken: &mut [bool]) -> Vec<Named> {
        let mut named: Vec<Named> = Vec::new();
        for (nth, (at, word)) in self.found.iter().enumerate() {
            let Word::Thing(concept, short) = *word else { continue };
            let own = self.clause(at.start);
            let flow = flow_of(self.found, nth, &own, taken);
            let head = self.text.get(..at.start).unwrap_or_default();
            let is_spent = || PURPOSE.iter().any(|word| head.ends_with(word));
            let said = flow.map(|(_, flow)| flow).or_else(|| is_spent().then_some(Flow::Outlay));
            let Some((concept, said)) = self.named_by(concept, short, said, flow.is_some_and(|(at, _)| at > nth))
            else {
                continue;
            };
            if let Some((first, flow)) = flow.filter(|(_, flow)| said == Some(*flow)) {
                take(self.found, taken, first, flow);
            }
            let last = named.last().filter(|last| own.contains(&last.at.start)).map(|last| last.at.end);
            let lead = last.unwrap_or(own.start)..at.start;
            let words = self.vocabulary.concepts.all.get(concept).map_or(String::new(), |known| known.words.clone());
            named.push(Named {
                at: at.clone(),
                concept: Some(concept),
                flow: said,
                level: level(self.found, lead.clone()).or_else(|| bracketed(self.text, self.found, at.end)),
                stage: stage(self.found, &own),
                says_nation: says(self.found, lead, Part::Nation),
                is_bare: false,
                words,
            });
        }
        named
    }

    /// The thing of the catalogue where it has the flow, else the short name; a short name's own flow holds where another
    /// stands before it.
    fn named_by(
        &self,
        concept: usize,
        short: Option<usize>,
        said: Option<Flow>,
        is_behind: bool,
    ) -> Option<(usize, Option<Flow>)> {
        let of = |at: usize| self.vocabulary.concepts.all.get(at);
        let has = |at: usize, flow: Option<Flow>| of(at).is_some_and(|known| !known.of_flow(flow).is_empty());
        let by = |at: usize| {
            let is_short = of(at).is_some_and(|known| known.is_short);
            let own = [said, None].into_iter().find(|flow| has(at, *flow));
            match is_short && !is_behind {
                true => own.map(|flow| (at, flow)),
                false => has(at, said).then_some((at, said)),
            }
        };
        // 教育 alone is the item of the budget, and no class of transfers of that name.
        match said {
            Some(_) => by(concept).or_else(|| short.and_then(by)),
            None => short.and_then(by).or_else(|| by(concept)),
        }
    }

    /// Levels that no thing of their clause takes go on with the thing before them.
    fn levels(&self, named: &mut Vec<Named>, before: &[Named]) {
        for (at, word) in self.found {
            let Word::Part(part @ (Part::Central | Part::Local)) = word else { continue };
            let level = if *part == Part::Central { Level::Central } else { Level::Local };
            let own = self.clause(at.start);
            let inside = || named.iter().filter(|known| own.contains(&known.at.start));
            let is_used = inside().any(|known| known.level == Some(level) && known.at.start >= at.start);
            let behind = inside().find(|known| known.at.start >= at.end);
            let of_part = match behind.filter(|_| !is_used) {
                Some(known) => Some(Named { at: at.clone(), level: Some(level), ..known.clone() }),
                None if is_used => None,
                None => at_level(at.clone(), level, named, before),
            };
            named.extend(of_part);
        }
    }

    /// 前者 and 后者: the last two things named before, in their order.
    fn pronouns(&self, named: &[Named], before: &[Named]) -> Vec<Named> {
        let mut found = Vec::new();
        for (at, word) in self.found {
            let back = match word {
                Word::Former => 2,
                Word::Latter => 1,
                _ => continue,
            };
            let mut things: Vec<&Named> = Vec::new();
            let mut here: Vec<&Named> = named.iter().filter(|known| known.at.end <= at.start).collect();
            here.sort_by_key(|known| known.at.start);
            for known in before.iter().chain(here) {
                let is_same = |other: &&Named| {
                    (other.concept, other.flow, other.level) == (known.concept, known.flow, known.level)
                };
                things.retain(|other| !is_same(other));
                things.push(known);
            }
            let meant = things.len().checked_sub(back).and_then(|at| things.get(at));
            found.extend(meant.map(|known| Named { at: at.clone(), is_bare: false, ..(*known).clone() }));
        }
        found
    }
}

/// Whether what stands before a flow makes it the whole account's: `total budgetary expenditure`.
fn is_total(head: &str) -> bool {
    const ADJECTIVES: [&str; 4] = ["budgetary ", "budget ", "public ", "government "];
    let bare = ADJECTIVES.iter().fold(head, |head, word| head.strip_suffix(word).unwrap_or(head));
    head.ends_with("budgetary ") || TOTAL.iter().any(|word| bare.ends_with(word))
}

/// A flow said twice (`费支出`) is one.
fn take(found: &[(Range<usize>, Word)], taken: &mut [bool], first: usize, flow: Flow) {
    let mut end = found.get(first).map_or(0, |(at, _)| at.start);
    for ((at, word), taken) in found.iter().zip(taken).skip(first) {
        let is_same = matches!(word, Word::Part(Part::Flow(own)) if *own == flow) && at.start == end;
        if !is_same {
            break;
        }
        (*taken, end) = (true, at.end);
    }
}

/// The flow of a thing: the first behind it in its clause before another thing, else the last before it that is free.
fn flow_of(
    found: &[(Range<usize>, Word)],
    thing: usize,
    clause: &Range<usize>,
    taken: &[bool],
) -> Option<(usize, Flow)> {
    let inside = |at: usize| found.get(at).filter(|(range, _)| clause.contains(&range.start));
    let mut behind = (thing + 1..found.len()).map_while(|at| Some((at, inside(at)?.1)));
    let found_behind = behind.find(|(_, word)| matches!(word, Word::Thing(..) | Word::Part(Part::Flow(_))));
    if let Some((at, Word::Part(Part::Flow(flow)))) = found_behind {
        return Some((at, flow));
    }
    let free = (0..thing).rev().take_while(|at| inside(*at).is_some());
    free.into_iter().find_map(|at| match inside(at)?.1 {
        Word::Part(Part::Flow(flow)) if taken.get(at) == Some(&false) => Some((at, flow)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::reading::mentions::concepts::Concepts;
    use crate::definitions::{Definitions, load};

    fn read(text: &str) -> Vec<String> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
        let definitions: Definitions = load(&folder).expect("the definitions").0;
        let concepts = Concepts::new(&definitions);
        let vocabulary = Vocabulary { concepts: &concepts, words: &definitions.parts, topics: &[] };
        let names = names(text, &[], &vocabulary, &[]);
        let first = |named: &Named| {
            named.members(&concepts, true).first().map_or("-", |member| member.formula.as_str()).to_string()
        };
        names.named.iter().map(first).collect()
    }

    #[test]
    fn parts_stand_in_any_order_and_with_words_between() {
        assert_eq!(read("中央财政用于一般公共服务方面的支出为"), ["general_public_services_central"]);
        assert_eq!(read("公务接待费支出决算数"), ["sangong_central_reception"]);
        assert_eq!(read("全国财政收入和支出分别为"), ["fiscal_revenue", "fiscal_expenditure"]);
        assert_eq!(read("地方财政支出占全国财政支出的"), ["fiscal_expenditure_local", "fiscal_expenditure"]);
        assert_eq!(read("一般公共服务支出(中央本级)"), ["general_public_services_central"]);
        assert_eq!(read("财政收入增加,支出较上年增长"), ["fiscal_revenue", "fiscal_expenditure"]);
        assert_eq!(read("administrative expenditure made up"), ["admin_expense_functional"]);
        assert!(read("天气很好,财政状况良好").is_empty());
    }
}
