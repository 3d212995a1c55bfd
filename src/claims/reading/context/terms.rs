//! Terms that a text defines itself: `本文以行政成本率表示行政管理费与国内生产总值之比`, `X指A占B的比重`,
//! `we define X as the ratio of A to B`.
//!
//! In: a text, the things of the catalogue. Out: its own terms as things, each with the formula that it stands for. Refuses
//! terms that the catalogue knows, and ratios whose sides are not one thing each.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::claims::reading::mentions::concepts::{Concept, Concepts, Member};
use crate::claims::reading::mentions::folded::fold;
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

/// The terms of a text, in its order.
pub fn terms<'t>(texts: impl Iterator<Item = &'t str>, concepts: &Concepts, words: &[PartWord]) -> Vec<Concept> {
    let mut found: Vec<Concept> = Vec::new();
    for text in texts.map(fold) {
        for definition in DEFINITIONS.iter() {
            for one in definition.captures_iter(&text) {
                let new = defined(&one, concepts, words);
                for term in new {
                    if !found.iter().any(|known| known.words == term.words) {
                        found.push(term);
                    }
                }
            }
        }
    }
    found
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
    }
}
