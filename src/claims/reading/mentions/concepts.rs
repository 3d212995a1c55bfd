//! Concepts: what names are about, once the parts that say more of it are taken off.
//!
//! In: the catalogue and the words that names are made of. Out: for each thing (行政管理, 一般公共服务) the series that are of
//! it, told apart by flow, level and measure. Refuses names of nothing (`支出合计`), names that hold under conditions, and
//! rates and indices, which are read from the words around a thing.

use std::collections::{BTreeMap, BTreeSet};

use crate::claims::reading::mentions::folded::fold;
use crate::claims::reading::mentions::lexicon::{Entry, Lexicon};
use crate::definitions::{Alias, Definitions, Flow, Level, Part, Scope, Series};
use crate::units::{Kind, Prices};

/// One series of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// A series, or a formula that a text defines.
    pub formula: String,
    pub flow: Option<Flow>,
    pub level: Level,
    /// Holds only for the nation, or only below it.
    pub areas: Option<Scope>,
    pub per_head: bool,
    /// A class of the budget classification, which the catalogue's own series go before.
    pub is_class: bool,
}

/// A thing and its series.
#[derive(Clone, Debug, Default)]
pub struct Concept {
    pub words: String,
    pub members: Vec<Member>,
    /// The words of flow that the catalogue's own names have: 经费 of 三公, 费 of 公务接待.
    pub flows: BTreeSet<String>,
    /// A text defines it: it is a name as it stands.
    pub is_defined: bool,
    /// A short name, which holds in texts on its topic and needs no word of flow.
    pub is_short: bool,
}

/// Concepts and the words of parts, indexed once.
#[derive(Clone, Debug, Default)]
pub struct Concepts {
    pub all: Vec<Concept>,
    pub lexicon: Lexicon,
    /// Accounts named by level and flow alone: 中央本级收入.
    pub accounts: Concept,
    /// Short names of each topic.
    pub shorts: Vec<Lexicon>,
    /// The topic on which 收入 and 支出 alone are the whole account's.
    pub account_topic: Option<usize>,
}

/// Ordinary words for things that the catalogue calls otherwise.
const ORDINARY: [(&str, &str); 7] = [
    ("经济总量", "国内生产总值"),
    ("经济规模", "国内生产总值"),
    ("经济产出", "国内生产总值"),
    ("the economy", "国内生产总值"),
    ("economic output", "国内生产总值"),
    ("national output", "国内生产总值"),
    ("公车", "公务用车购置及运行"),
];

/// The thing whose flows are the whole account's.
pub const WHOLE: &str = "财政";
/// The topic of all public money.
const ACCOUNT: &str = "budget";
/// A thing of so few letters is named only with its flow.
const SHORT: usize = 2;
/// A Latin word of fewer letters is no thing.
const SHORT_LATIN: usize = 3;

impl Concepts {
    pub fn new(definitions: &Definitions) -> Concepts {
        let mut parts = Lexicon::default();
        for (at, known) in definitions.parts.iter().enumerate() {
            parts.add(&fold(&known.word), Entry::Part(at));
        }
        let part = |at: usize| definitions.parts.get(at).map_or(Part::Plain, |known| known.part);
        let mut found: BTreeMap<String, (Vec<Member>, BTreeSet<String>)> = BTreeMap::new();
        let mut accounts = Concept::default();
        let mut all: Vec<&Series> = definitions.series.values().filter(|series| is_level(series)).collect();
        all.sort_by_key(|series| is_class(series));
        // What brackets narrow (`一般公共服务支出(不含付息)`) goes behind what has the name as it stands.
        let passes = [false, true].into_iter().flat_map(|narrowed| all.iter().map(move |series| (narrowed, *series)));
        for (narrowed, series) in passes {
            let own = [&series.names.zh, &series.names.en].map(|text| Alias { text: text.clone(), ..Alias::default() });
            let aliases = own.iter().chain(&series.aliases).filter(|alias| holds_in_text(alias));
            for alias in aliases.filter(|alias| alias.text.contains(['(', '（']) == narrowed) {
                let name = Stripped::of(&alias.text, &parts, &part);
                let member = name.member(series, alias);
                if name.core.is_empty() && name.flow.is_some() && series.level != Level::Nation {
                    add(&mut accounts.members, member);
                } else if tells(&name.core) {
                    let (members, flows) = found.entry(name.core).or_default();
                    add(members, member);
                    flows.extend(name.words);
                }
            }
        }
        for (members, _) in found.values_mut() {
            with_levels(members, definitions);
        }
        let mut concepts =
            Concepts { all: Vec::new(), lexicon: parts, accounts, shorts: Vec::new(), account_topic: None };
        found.into_iter().for_each(|(words, (members, flows))| {
            concepts.add(Concept { words, members, flows, ..Concept::default() })
        });
        for (word, of) in ORDINARY {
            if let Some(Entry::Concept(at)) = concepts.lexicon.exact(of) {
                concepts.lexicon.add(word, Entry::Concept(at));
            }
        }
        concepts.shortened(definitions);
        concepts
    }

    /// Adds the short names of every topic.
    fn shortened(&mut self, definitions: &Definitions) {
        let mut known: BTreeMap<String, Member> = BTreeMap::new();
        for member in self.all.iter().flat_map(|concept| &concept.members).filter(|member| !member.per_head) {
            let one = known.entry(member.formula.clone()).or_insert_with(|| member.clone());
            // Some of its names hold for the nation alone, or below it alone: the thing itself holds everywhere.
            one.areas = one.areas.filter(|_| member.areas == one.areas);
        }
        self.account_topic = definitions.topics.iter().position(|topic| topic.id == ACCOUNT);
        self.shorts = vec![Lexicon::default(); definitions.topics.len()];
        for short in &definitions.shorts {
            let ids = short.of.iter().flat_map(|id| ["", "_central", "_local"].map(|tail| format!("{id}{tail}")));
            let members: Vec<Member> = ids.filter_map(|id| known.get(&id).cloned()).collect();
            let words = short.words.first().map_or(String::new(), |word| fold(word));
            let at = self.all.len();
            self.all.push(Concept { words, members, is_short: true, ..Concept::default() });
            if let Some(lexicon) = self.shorts.get_mut(short.topic) {
                short.words.iter().for_each(|word| lexicon.add(&fold(word), Entry::Concept(at)));
            }
        }
    }

    /// The account of all that the nation or a level of government takes in or spends.
    pub fn account(&self, flow: Flow, level: Level) -> Option<&Member> {
        let Some(Entry::Concept(at)) = self.lexicon.exact(WHOLE) else { return None };
        let members = &self.all.get(at)?.members;
        members.iter().find(|member| member.flow == Some(flow) && member.level == level && !member.per_head)
    }

    /// The longest short name of some topics that begins at a byte of a folded text.
    pub fn short(&self, text: &str, at: usize, topics: &[usize]) -> Option<(usize, usize)> {
        let lexicons = topics.iter().filter_map(|topic| self.shorts.get(*topic));
        let found = lexicons.filter_map(|lexicon| match lexicon.longest(text, at)? {
            (end, Entry::Concept(concept)) => Some((end, concept)),
            _ => None,
        });
        found.max_by_key(|(end, _)| *end)
    }

    /// The same with those of a text.
    pub fn with(&self, terms: Vec<Concept>) -> Concepts {
        let mut all = self.clone();
        terms.into_iter().for_each(|term| all.add(term));
        all
    }

    /// Adds a thing; one that a text defines comes after those of the catalogue and is no other.
    pub fn add(&mut self, concept: Concept) {
        self.lexicon.add(&concept.words, Entry::Concept(self.all.len()));
        self.all.push(concept);
    }
}

impl Concept {
    /// The series of a flow. Without one those that have none; else those of the only flow there is, where the thing is no
    /// word too short to mean it without.
    pub fn of_flow(&self, flow: Option<Flow>) -> Vec<&Member> {
        let all = || self.members.iter();
        let fits = |member: &&Member| member.flow.is_none() || member.flow == flow;
        let found: Vec<&Member> = all().filter(fits).collect();
        if flow.is_some() || !found.is_empty() {
            return found;
        }
        if self.is_short {
            return all().collect();
        }
        let first = self.members.first().and_then(|member| member.flow);
        let is_short = !self.words.is_ascii() && self.words.chars().count() <= SHORT;
        let is_open = is_short || all().any(|member| member.flow != first);
        if is_open { Vec::new() } else { all().collect() }
    }
}

/// The central and local parts of national series, where they are series of their own.
fn with_levels(members: &mut Vec<Member>, definitions: &Definitions) {
    let national: Vec<Member> = members.iter().filter(|member| member.level == Level::Nation).cloned().collect();
    for member in national {
        for (level, tail) in [(Level::Central, "central"), (Level::Local, "local")] {
            let formula = format!("{}_{tail}", member.formula);
            if definitions.series.get(&formula).is_some_and(|series| series.level == level) {
                add(members, Member { formula, level, areas: None, ..member.clone() });
            }
        }
    }
}

/// Levels and ratios of a published series; no rates of growth, no indices, nothing at constant prices.
fn is_level(series: &Series) -> bool {
    let is_constant = matches!(series.unit.prices, Some(Prices::Constant(_)));
    series.unpublished.is_none() && series.growth_of.is_none() && series.unit.kind != Kind::Index && !is_constant
}

fn is_class(series: &Series) -> bool {
    series.origin.text.name.contains("classification/")
}

fn holds_in_text(alias: &Alias) -> bool {
    let is_id = alias.text.contains('_');
    !is_id && alias.context.is_empty() && alias.level.is_none()
}

fn tells(core: &str) -> bool {
    let letters = core.chars().count();
    if core.is_ascii() { letters >= SHORT_LATIN } else { letters >= SHORT }
}

fn add(members: &mut Vec<Member>, member: Member) {
    let is_same = |known: &&mut Member| known.formula == member.formula && known.per_head == member.per_head;
    match members.iter_mut().find(is_same) {
        // One name of the nation alone and another of provinces alone hold everywhere.
        Some(known) if known.areas != member.areas => known.areas = None,
        Some(_) => {}
        None => members.push(member),
    }
}

/// A name without the parts at its ends.
#[derive(Default)]
struct Stripped {
    core: String,
    flow: Option<Flow>,
    per_head: bool,
    /// Its words of flow.
    words: Vec<String>,
}

impl Stripped {
    fn of(text: &str, parts: &Lexicon, part: &impl Fn(usize) -> Part) -> Stripped {
        let folded = fold(&unbracketed(&fold(text)));
        let plain = folded.split_once(" by ").filter(|_| folded.is_ascii()).map_or(folded.as_str(), |(head, _)| head);
        let mut name = Stripped::default();
        let mut rest = plain.trim();
        let leads = |part: Part| !matches!(part, Part::Stage(_) | Part::Flow(_));
        while let Some((tail, found)) = front(rest, parts).filter(|(_, found)| leads(part(*found))) {
            name.takes(part(found));
            rest = tail.trim_start();
        }
        while let Some((head, found)) = back(rest, parts) {
            name.takes(part(found));
            if matches!(part(found), Part::Flow(_)) {
                name.words.extend(rest.get(head.len()..).map(|word| word.trim().to_string()));
            }
            rest = head.trim_end();
        }
        name.core = rest.trim_end_matches("的").to_string();
        name
    }

    fn takes(&mut self, part: Part) {
        match part {
            Part::Flow(flow) => self.flow = self.flow.or(Some(flow)),
            Part::PerHead => self.per_head = true,
            _ => {}
        }
    }

    fn member(&self, series: &Series, alias: &Alias) -> Member {
        Member {
            formula: series.id.clone(),
            flow: self.flow,
            level: series.level,
            areas: alias.areas,
            per_head: self.per_head,
            is_class: is_class(series),
        }
    }
}

/// The longest part that a text begins with, and what follows it.
fn front<'t>(text: &'t str, parts: &Lexicon) -> Option<(&'t str, usize)> {
    match parts.longest(text, 0)? {
        (end, Entry::Part(at)) => Some((text.get(end..)?, at)),
        _ => None,
    }
}

/// The longest part that a text ends with, and what stands before it.
fn back<'t>(text: &'t str, parts: &Lexicon) -> Option<(&'t str, usize)> {
    text.char_indices().find_map(|(byte, _)| match parts.longest(text, byte)? {
        (end, Entry::Part(at)) if end == text.len() => Some((text.get(..byte)?, at)),
        _ => None,
    })
}

/// Without what stands in brackets.
fn unbracketed(text: &str) -> String {
    let mut depth = 0;
    let kept = text.chars().filter(|letter| {
        depth += i32::from(*letter == '(');
        let is_inside = depth > 0;
        depth -= i32::from(*letter == ')');
        !is_inside
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concepts() -> Concepts {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
        Concepts::new(&crate::definitions::load(&folder).expect("the definitions").0)
    }

    fn members<'c>(concepts: &'c Concepts, words: &str) -> Vec<&'c str> {
        let concept = concepts.all.iter().find(|concept| concept.words == words);
        concept.map_or(Vec::new(), |concept| concept.members.iter().map(|member| member.formula.as_str()).collect())
    }

    #[test]
    fn names_come_apart_into_things_and_parts() {
        let concepts = concepts();
        assert!(members(&concepts, "行政管理").starts_with(&["admin_expense_functional", "admin_expense_item"]));
        assert!(members(&concepts, "财政").contains(&"fiscal_revenue"));
        assert!(members(&concepts, "财政").contains(&"fiscal_expenditure_local"));
        assert_eq!(members(&concepts, "公务接待").first(), Some(&"sangong_central_reception"));
        assert!(members(&concepts, "三公").contains(&"sangong_central_total"));
        assert!(members(&concepts, "人口").contains(&"population_yearend"));
        assert!(members(&concepts, "国内生产总值").contains(&"gdp_nominal"));
        assert!(members(&concepts, "预算外资金").contains(&"extrabudget_expenditure"));
        assert!(concepts.accounts.members.iter().any(|member| member.formula == "fiscal_revenue_central"));
        assert!(members(&concepts, "administrative").contains(&"admin_expense_functional"));
        for short in concepts.all.iter().filter(|concept| concept.is_short) {
            assert!(!short.members.is_empty(), "{}", short.words);
        }
        for generic in ["支出", "合计", "收入"] {
            assert!(members(&concepts, generic).is_empty(), "{generic}");
        }
    }
}
