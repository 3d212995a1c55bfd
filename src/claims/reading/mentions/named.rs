//! What a sentence names, in any order of words.
//!
//! In: a folded sentence, its figures, concepts, what was named before it. Out: each naming of a thing with the series that
//! the words beside it leave: flow, level, stage. Refuses things whose flow is not said where it must be.

use std::ops::Range;

use crate::claims::reading::mentions::concepts::{Concept, Concepts, Member};
use crate::claims::reading::mentions::lexicon::Entry;
use crate::definitions::{Flow, Level, Part, PartWord};
use crate::formula::Stage;

/// One naming of a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Bytes of its sentence.
    pub at: Range<usize>,
    /// Position of the concept; none for an account named by level and flow alone.
    pub concept: Option<usize>,
    pub flow: Option<Flow>,
    /// As the words say, or none.
    pub level: Option<Level>,
    pub stage: Option<Stage>,
    /// 全国 stands before it.
    pub says_nation: bool,
    /// A flow or a level alone, which goes on with a thing named before.
    pub is_bare: bool,
    pub words: String,
}

/// A word of a sentence that names a thing or a part.
#[derive(Clone, Copy, Debug)]
enum Word {
    Thing(usize),
    Part(Part),
}

/// Namings, and the words of parts with their places.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub named: Vec<Named>,
    pub parts: Vec<(Range<usize>, Part)>,
}

/// Marks that end a clause, in folded text.
pub const MARKS: [char; 8] = [',', ';', '。', ':', '(', ')', '!', '?'];

/// Words right before a thing that money is spent on.
const PURPOSE: [&str; 8] = ["用于", "用在", "花在", "投向", "投入到", "spent on ", "spending on ", "goes to "];
/// Words right before a flow that make it the whole account's.
const TOTAL: [&str; 12] =
    ["全部", "总", "全国", "各项", "整个", "全部的", "所有", "total ", "overall ", "all ", "aggregate ", "national "];

/// Everything that a folded sentence names. `figures` are the bytes of its figures, `before` what was named earlier, the
/// latest last.
pub fn names(text: &str, figures: &[Range<usize>], concepts: &Concepts, words: &[PartWord], before: &[Named]) -> Names {
    let found = occurrences(text, figures, concepts, words);
    let mut taken = vec![false; found.len()];
    let mut named: Vec<Named> = Vec::new();
    for (nth, (at, word)) in found.iter().enumerate() {
        let Word::Thing(concept) = *word else { continue };
        let own = clause(text, figures, at.start);
        let flow = flow_of(&found, nth, &own, &taken);
        let is_spent = || text.get(..at.start).is_some_and(|head| PURPOSE.iter().any(|word| head.ends_with(word)));
        let said = flow.map(|(_, flow)| flow).or_else(|| is_spent().then_some(Flow::Outlay));
        let Some(known) = concepts.all.get(concept).filter(|known| !known.of_flow(said).is_empty()) else { continue };
        if let Some((first, flow)) = flow {
            take(&found, &mut taken, first, flow);
        }
        let last = named.last().filter(|last| own.contains(&last.at.start)).map(|last| last.at.end);
        let lead = last.unwrap_or(own.start)..at.start;
        named.push(Named {
            at: at.clone(),
            concept: Some(concept),
            flow: said,
            level: level(&found, lead.clone()).or_else(|| bracketed(text, &found, at.end)),
            stage: stage(&found, &own),
            says_nation: says(&found, lead, Part::Nation),
            is_bare: false,
            words: known.words.clone(),
        });
    }
    for (nth, (at, word)) in found.iter().enumerate() {
        let Word::Part(Part::Flow(flow)) = *word else { continue };
        if taken.get(nth) == Some(&false) {
            let own = clause(text, figures, at.start);
            let level = level(&found, own.start..at.start);
            let is_total = text.get(..at.start).is_some_and(is_total);
            let bare = Bare { at: at.clone(), flow, level, stage: stage(&found, &own), is_total };
            named.extend(bare.named(&named, before, concepts));
        }
    }
    for (at, word) in &found {
        let own = clause(text, figures, at.start);
        let is_named = named.iter().any(|named| own.contains(&named.at.start));
        if let (Word::Part(part @ (Part::Central | Part::Local)), false) = (word, is_named) {
            let level = if *part == Part::Central { Level::Central } else { Level::Local };
            named.extend(at_level(at.clone(), level, &named, before));
        }
        if let (Word::Part(part @ (Part::Central | Part::Local)), true) = (word, is_named) {
            let level = if *part == Part::Central { Level::Central } else { Level::Local };
            let is_used = |known: &&Named| known.level == Some(level) && known.at.start >= at.start;
            let whole = named.iter().find(|known| own.contains(&known.at.start) && known.at.start >= at.end);
            let part = whole.filter(|_| !named.iter().any(|known| is_used(&known) && own.contains(&known.at.start)));
            named.extend(
                part.map(|known| Named { at: at.clone(), level: Some(level), ..known.clone() })
                    .into_iter()
                    .collect::<Vec<_>>(),
            );
        }
    }
    named.sort_by_key(|named| named.at.start);
    let part = |(at, word)| match word {
        Word::Part(part) => Some((at, part)),
        Word::Thing(_) => None,
    };
    Names { named, parts: found.into_iter().filter_map(part).collect() }
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
    let found_behind = behind.find(|(_, word)| matches!(word, Word::Thing(_) | Word::Part(Part::Flow(_))));
    if let Some((at, Word::Part(Part::Flow(flow)))) = found_behind {
        return Some((at, flow));
    }
    let free = (0..thing).rev().take_while(|at| inside(*at).is_some());
    free.into_iter().find_map(|at| match inside(at)?.1 {
        Word::Part(Part::Flow(flow)) if taken.get(at) == Some(&false) => Some((at, flow)),
        _ => None,
    })
}

/// A level without a thing (`…支出1050亿元,地方为12217亿元`) is of the thing named before it.
fn at_level(at: Range<usize>, level: Level, here: &[Named], before: &[Named]) -> Option<Named> {
    let near = here.iter().rev().find(|named| named.at.end <= at.start);
    let known = near.or(before.last()).filter(|known| known.level != Some(level))?;
    Some(Named { at, level: Some(level), is_bare: true, ..known.clone() })
}

/// A flow without a thing (`支出274623亿元`).
struct Bare {
    at: Range<usize>,
    flow: Flow,
    level: Option<Level>,
    stage: Option<Stage>,
    /// 全部支出: of the whole account, whatever was named before.
    is_total: bool,
}

impl Bare {
    /// It is of a thing named before it, the nearest first; with a level it may be that level's account.
    fn named(&self, here: &[Named], before: &[Named], concepts: &Concepts) -> Vec<Named> {
        const MOST: usize = 2;
        let flows = |named: &&Named| {
            let concept = named.concept.and_then(|concept| concepts.all.get(concept));
            concept.is_some_and(|concept| concept.members.iter().any(|member| member.flow == Some(self.flow)))
        };
        let near = here.iter().rev().filter(|named| named.at.end <= self.at.start);
        let mut found: Vec<Named> = Vec::new();
        if let Some(whole) = self.is_total.then(|| self.whole_account(concepts)).flatten() {
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
        found
    }

    /// Of all that a government takes in or spends.
    fn whole_account(&self, concepts: &Concepts) -> Option<Named> {
        const WHOLE: &str = "财政";
        let Some(Entry::Concept(concept)) = concepts.lexicon.exact(WHOLE) else { return None };
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

/// The longest things and parts at every place outside of figures.
fn occurrences(
    text: &str,
    figures: &[Range<usize>],
    concepts: &Concepts,
    words: &[PartWord],
) -> Vec<(Range<usize>, Word)> {
    let mut found: Vec<(Range<usize>, Word)> = Vec::new();
    let (mut at, mut next) = (0, figures.iter().peekable());
    while at < text.len() {
        while next.next_if(|figure| figure.end <= at).is_some() {}
        if let Some(figure) = next.peek().filter(|figure| figure.contains(&at)) {
            at = figure.end;
            continue;
        }
        let step = || text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let Some((end, entry)) = concepts.lexicon.longest(text, at) else {
            at += step();
            continue;
        };
        let word = match entry {
            Entry::Concept(concept) => Some(Word::Thing(concept)),
            Entry::Part(part) => words.get(part).map(|known| Word::Part(known.part)),
            _ => None,
        };
        let is_letter = text.get(at..end).is_some_and(|word| !word.is_ascii() && word.chars().count() == 1);
        let adjoins = found.last().is_some_and(|(last, word)| last.end == at && matches!(word, Word::Thing(_)));
        let word = word.filter(|word| !is_letter || adjoins || !matches!(word, Word::Part(Part::Flow(_))));
        match word {
            Some(word) => {
                found.push((at..end, word));
                at = end;
            }
            None => at += step(),
        }
    }
    found
}

/// The clause around a byte: between marks and figures.
pub fn clause(text: &str, figures: &[Range<usize>], at: usize) -> Range<usize> {
    let head = text.get(..at).unwrap_or_default();
    let mark = head
        .rfind(MARKS)
        .map_or(0, |mark| mark + head.get(mark..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let figure = figures.iter().map(|figure| figure.end).filter(|end| *end <= at).max().unwrap_or(0);
    let tail = text.get(at..).unwrap_or_default();
    let end = tail.find(MARKS).map_or(text.len(), |mark| at + mark);
    let next = figures.iter().map(|figure| figure.start).filter(|start| *start >= at).min().unwrap_or(text.len());
    mark.max(figure)..end.min(next)
}

/// The nearest word of a level before a thing.
fn level(found: &[(Range<usize>, Word)], range: Range<usize>) -> Option<Level> {
    let inside = found.iter().rev().filter(|(at, _)| range.start <= at.start && at.end <= range.end);
    inside.into_iter().find_map(|(_, word)| match word {
        Word::Part(Part::Central) => Some(Level::Central),
        Word::Part(Part::Local) => Some(Level::Local),
        Word::Part(Part::Nation) => Some(Level::Nation),
        _ => None,
    })
}

/// `(中央本级)` behind a thing.
fn bracketed(text: &str, found: &[(Range<usize>, Word)], end: usize) -> Option<Level> {
    const NEAR: usize = 24;
    let open = text.get(end..)?.find('(').filter(|open| *open <= NEAR)?;
    let start = end + open + 1;
    let close = text.get(start..)?.find(')')?;
    level(found, start..start + close)
}

fn stage(found: &[(Range<usize>, Word)], clause: &Range<usize>) -> Option<Stage> {
    found.iter().rev().filter(|(at, _)| clause.contains(&at.start)).find_map(|(_, word)| match word {
        Word::Part(Part::Stage(stage)) => Some(*stage),
        _ => None,
    })
}

fn says(found: &[(Range<usize>, Word)], range: Range<usize>, wanted: Part) -> bool {
    found.iter().any(|(at, word)| {
        range.start <= at.start && at.end <= range.end && matches!(word, Word::Part(part) if *part == wanted)
    })
}

impl Named {
    /// The series that its words leave, those that they tell best first.
    pub fn members<'c>(&self, concepts: &'c Concepts, is_nation: bool) -> Vec<&'c Member> {
        let concept: &Concept = match self.concept.and_then(|concept| concepts.all.get(concept)) {
            Some(concept) => concept,
            None => &concepts.accounts,
        };
        let fits_area = |member: &&Member| match member.areas {
            Some(crate::definitions::Scope::Nation) => is_nation,
            Some(crate::definitions::Scope::Province) => !is_nation,
            _ => is_nation || member.level == Level::Nation,
        };
        let all: Vec<&Member> = concept.of_flow(self.flow).into_iter().filter(fits_area).collect();
        let of = |level: Level| all.iter().copied().filter(|member| member.level == level).collect::<Vec<_>>();
        match self.level {
            Some(level @ (Level::Central | Level::Local)) if is_nation => of(level),
            // What exists of one level alone (三公经费) needs no word of it.
            _ => {
                let whole = |member: &Member| {
                    let tails = ["_central", "_local"];
                    tails.iter().find_map(|tail| member.formula.strip_suffix(tail).map(str::to_string))
                };
                let is_part =
                    |member: &&Member| whole(member).is_some_and(|id| all.iter().any(|one| one.formula == id));
                all.iter().copied().filter(|member| !is_part(member)).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definitions::{Definitions, load};

    fn read(text: &str) -> Vec<String> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
        let definitions: Definitions = load(&folder).expect("the definitions").0;
        let concepts = Concepts::new(&definitions);
        let names = names(text, &[], &concepts, &definitions.parts, &[]);
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
