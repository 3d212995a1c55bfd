//! Terms that a text defines itself: `本文以行政成本率表示行政管理费与国内生产总值之比`, `X指A占B的比重`,
//! `we define X as the ratio of A to B`.
//!
//! In: a text, the things of the catalogue. Out: its own terms as things, each with the formula that it stands for. Refuses
//! terms that the catalogue knows, and ratios whose sides are not one thing each.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::claims::reading::mentions::concepts::{Concept, Concepts, Member};
use crate::claims::reading::mentions::folded::fold;
use crate::claims::reading::mentions::named::Named;
use crate::claims::reading::mentions::naming;
use crate::claims::reading::mentions::occurrences::Vocabulary;
use crate::definitions::{Level, PartWord};

/// Readings of either side that count.
const READINGS: usize = 2;
/// A term of fewer letters, or a Latin one of fewer, is a word like another.
const SHORTEST: usize = 2;
const SHORTEST_LATIN: usize = 5;

/// Words that lead to a term and are no part of it.
const LEADS: [&str; 9] = ["其中", "本文", "文中", "这里", "此处", "我们", "所谓", "所称", "的"];

fn pattern(text: &str) -> Regex {
    let parts = [
        ("TERM", r"(?P<term>[\p{Han}a-z]{2,14}?)"),
        ("WORD", r"(?P<term>[a-z][a-z -]{2,40}?)"),
        ("PART", r"(?P<part>[^,;。:(]{2,80}?)"),
        ("WHOLE", r"(?P<whole>[^,;。:(]{2,80}?)"),
        ("JOINT", "(?:与|和|同|对|除以|/|÷|占)"),
        ("RATIO", "(?:之比|的?比值|的?比例|的?比重|的?比率|的?份额|之商|的?百分比)"),
        (
            "OVER",
            "(?: to | over | divided by | as a share of | as a proportion of | as a percentage of | relative to )",
        ),
    ];
    let full = parts.iter().fold(text.to_string(), |text, (name, part)| text.replace(name, part));
    Regex::new(&full).expect("a valid pattern")
}

static DEFINITIONS: LazyLock<[Regex; 7]> = LazyLock::new(|| {
    [
        pattern(
            r"(?:以|用|将|把)TERM(?:来|,)?(?:表示|代表|衡量|度量|刻画|反映|指代|定义为|界定为|理解为)(?:的是)?PARTJOINTWHOLE(?:RATIO|[,;。]|$)",
        ),
        pattern(
            r"(?:^|[,;。:(]|所谓的?|文中的?|这里的?|此处的?|文所称的?|本文的?)TERM,?(?:是指|指的是|系指|即为|即|被?定义为|被?界定为|指|=|等于|是)PARTJOINTWHOLE(?:RATIO|[;。]|$)",
        ),
        pattern(
            r"PARTJOINTWHOLERATIO[,(]?(?:以下|下文|后文|本文|文中|我们)?(?:均|将其|统|把它)?(?:简称|称为|称作|称之为|记为|记作|叫做|叫作|名为|下称|称)(?:为|作|:)?TERM(?:[,;。)]|$)",
        ),
        pattern(
            r"(?:defined?|called?|terms?|denotes?)(?: by)? (?:the |our |an? )?WORD(?:,)? as (?:the |a )?(?:ratio of |share of |proportion of |quotient of )?PARTOVERWHOLE(?:[.,;。(]|$)",
        ),
        pattern(
            r"(?:the |our )WORD,? (?:is |here )?(?:defined as|means|denotes|refers to|stands for|measures|is) (?:the |a )?(?:ratio of |share of |quotient of )?PARTOVERWHOLE(?:[.,;。(]|$)",
        ),
        pattern(
            r"(?:ratio of |share of )PARTOVERWHOLE,? ?\(?(?:hereafter|henceforth|below|which we call|called|we call it|or|termed)[, ]+(?:simply )?(?:the )?WORD(?:[.,;。)]|$)",
        ),
        pattern(r"WORD ?= ?PART(?: ?/ ?)WHOLE(?:[.,;。)]|$)"),
    ]
});

/// Things taken together under one word (`将契税、土地增值税界定为“交易环节税”`), and one thing under another word (`下称`).
static GROUPS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    [
        pattern(
            r"(?:将|把|以)?(?P<list>[^,;。:()]{2,60}?)(?:合并|统一|一并|一起|加总)?(?:合称|统称|界定为|定义为|称为|称作|归为|归入|视为|记为|记作|简称|并称)(?:为)?TERM(?:[,;。:()]|$)",
        ),
        pattern(
            r"(?P<list>[^,;。:()]{2,60}?)\((?:以下|下文|后文|本文|文中)?(?:均|统|合)?(?:简称|称为|称|下称|记为|记作)(?:为|作)?TERM\)",
        ),
        pattern(
            r"(?:本文|文中|本章|这里|此处)(?:所说的|所称的?|所指的?|的)TERM,?(?:是指|指的是|系指|即为|即|指|包括|由)(?P<list>[^;。:()]{2,60}?)(?:[;。:]|$)",
        ),
        pattern(
            r"(?P<list>[a-z][a-z ,-]{4,80}?) \((?:hereafter|henceforth|below|together|collectively)[, ]+(?:called |termed |simply |the |jointly )*WORD\)",
        ),
    ]
});

/// The terms of a text, in its order.
pub fn terms<'t>(texts: impl Iterator<Item = &'t str>, concepts: &Concepts, words: &[PartWord]) -> Vec<Concept> {
    let mut found: Vec<Concept> = Vec::new();
    let mut push = |new: Vec<Concept>| {
        for term in new {
            if !found.iter().any(|known| known.words == term.words) {
                found.push(term);
            }
        }
    };
    for text in texts.map(fold) {
        for definition in DEFINITIONS.iter() {
            for one in definition.captures_iter(&text) {
                push(defined(&one, concepts, words));
            }
        }
        // More than one group stands in a sentence: each is looked for behind the one before.
        for group in GROUPS.iter() {
            for clause in text.split([',', ';', '。']) {
                group.captures_iter(clause).for_each(|one| push(grouped(&one, concepts, words)));
            }
        }
    }
    found
}

/// A word for several things taken together, or for one.
fn grouped(one: &Captures, concepts: &Concepts, words: &[PartWord]) -> Vec<Concept> {
    const FEW: usize = 6;
    let group = |name: &str| one.name(name).map_or("", |found| found.as_str().trim());
    let term = LEADS.iter().fold(group("term"), |term, lead| term.strip_prefix(lead).unwrap_or(term));
    let vocabulary = Vocabulary { concepts, words, topics: &[] };
    let names = naming::names(group("list"), &[], &vocabulary, &[]);
    if !is_term(term, concepts) || !(1..=FEW).contains(&names.named.len()) {
        return Vec::new();
    }
    let at_level = |tail: &str| -> Option<String> {
        let of_one = |named: &Named| {
            let members = named.members(concepts, true);
            let first = members.into_iter().find(|member| !is_part(&member.formula))?;
            let formula = format!("{}{tail}", first.formula);
            let is_known =
                concepts.all.iter().flat_map(|concept| &concept.members).any(|member| member.formula == formula);
            is_known.then_some(formula)
        };
        let addends: Option<Vec<String>> = names.named.iter().map(of_one).collect();
        Some(addends?.join(" + "))
    };
    let levels = [("", Level::Nation), ("_central", Level::Central), ("_local", Level::Local)];
    let members = levels.into_iter().filter_map(|(tail, level)| {
        let formula = at_level(tail)?;
        Some(Member { formula, flow: None, level, areas: None, per_head: false, is_class: false })
    });
    let members: Vec<Member> = members.collect();
    let concept = Concept { words: term.to_string(), members, is_defined: true, ..Concept::default() };
    if concept.members.is_empty() { Vec::new() } else { vec![concept] }
}

fn is_part(formula: &str) -> bool {
    ["_central", "_local"].iter().any(|tail| formula.ends_with(tail))
}

/// A term with what it stands for; an English one also by its last word alone.
fn defined(one: &Captures, concepts: &Concepts, words: &[PartWord]) -> Vec<Concept> {
    let group = |name: &str| one.name(name).map_or("", |found| found.as_str());
    let (parts, wholes) = (side(group("part"), true, concepts, words), side(group("whole"), false, concepts, words));
    let member = |part: &Member, whole: &Member| Member {
        formula: format!("{} / {}", part.formula, whole.formula),
        flow: None,
        level: Level::Nation,
        areas: None,
        per_head: false,
        is_class: false,
    };
    let members: Vec<Member> =
        wholes.iter().flat_map(|whole| parts.iter().map(move |part| member(part, whole))).collect();
    let term = LEADS.iter().fold(group("term").trim(), |term, lead| term.strip_prefix(lead).unwrap_or(term));
    let last = term.rsplit(' ').next().filter(|last| term.is_ascii() && *last != term);
    let names = [Some(term), last].into_iter().flatten().filter(|name| is_term(name, concepts));
    let concept = |name: &str| Concept {
        words: name.to_string(),
        members: members.clone(),
        is_defined: true,
        ..Concept::default()
    };
    if members.is_empty() { Vec::new() } else { names.map(concept).collect() }
}

/// What one side of a ratio stands for: the naming beside the joint, and the readings of it that come first.
fn side(text: &str, is_last: bool, concepts: &Concepts, words: &[PartWord]) -> Vec<Member> {
    let vocabulary = Vocabulary { concepts, words, topics: &[] };
    let names = naming::names(text.trim(), &[], &vocabulary, &[]);
    let one = if is_last { names.named.last() } else { names.named.first() };
    let members = one.map(|named| named.members(concepts, true)).unwrap_or_default();
    members.into_iter().take(READINGS).cloned().collect()
}

/// Not a word that names or says something already.
fn is_term(name: &str, concepts: &Concepts) -> bool {
    let length = name.chars().count();
    let is_long = length >= if name.is_ascii() { SHORTEST_LATIN } else { SHORTEST };
    let is_common =
        ["ratio", "share", "proportion", "level", "figure", "它", "这", "其", "该指标", "前者", "后者"].contains(&name);
    is_long && !is_common && concepts.lexicon.exact(name).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definitions::load;

    fn read(text: &str) -> Vec<(String, String)> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
        let definitions = load(&folder).expect("the definitions").0;
        let found = terms([text].into_iter(), &Concepts::new(&definitions), &definitions.parts);
        let first =
            |term: &Concept| (term.words.clone(), term.members.first().map_or("-".into(), |one| one.formula.clone()));
        found.iter().map(first).collect()
    }

    /// By reading them.
    #[test]
    fn a_text_says_what_its_terms_stand_for() {
        let burden = "admin_expense_functional / gdp_nominal";
        let share = "admin_expense_functional / fiscal_expenditure";
        for text in [
            "本文以行政成本率表示行政管理费与国内生产总值之比。",
            "行政成本率是指行政管理费占国内生产总值的比重。",
            "我们用“行政成本率”来衡量行政管理费除以国内生产总值。",
            "行政管理费占国内生产总值的比重（以下简称行政成本率）逐年上升。",
            "所谓行政成本率，即行政管理费与国内生产总值的比值。",
            "行政成本率=行政管理费/国内生产总值。",
        ] {
            assert_eq!(read(text), [("行政成本率".to_string(), burden.to_string())], "{text}");
        }
        for text in [
            "We define the cost burden as the ratio of administrative expenditure to fiscal expenditure.",
            "The cost burden, defined as administrative expenditure over fiscal expenditure, rose.",
            "The ratio of administrative expenditure to fiscal expenditure (hereafter the cost burden) rose.",
        ] {
            let expected = ["cost burden", "burden"].map(|term| (term.to_string(), share.to_string()));
            assert_eq!(read(text), expected, "{text}");
        }
        assert!(read("财政收入是财政支出的基础。收入占支出的比重较大。").is_empty());
        let trade = ("交易环节税".to_string(), "deed_tax + land_appreciation_tax".to_string());
        assert_eq!(read("本章将契税、土地增值税界定为“交易环节税”，"), std::slice::from_ref(&trade));
        assert_eq!(read("契税和土地增值税（以下合称交易环节税）逐年下降。"), [trade]);
    }
}
