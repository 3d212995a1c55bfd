//! Sums of things told one after the other (`A、B和C三项合计`, `taken together`), and what an account takes in less what it
//! spends (`赤字`, `收支差额`, `deficit`).
//!
//! In: a figure where it stands, the things that it may be of. Out: formulas that add them or take them off. Refuses sums that
//! no word speaks of.

use crate::claims::reading::context::text::Context;
use crate::claims::reading::hypotheses::referents::Referent;
use crate::claims::reading::hypotheses::site::Site;
use crate::claims::reading::mentions::named::Named;
use crate::claims::reading::mentions::places::NATION;
use crate::definitions::{Flow, Level};

/// Words that add up what stands before them.
const ADDS: [&str; 30] = [
    "合计",
    "共计",
    "总计",
    "加总",
    "之和",
    "相加",
    "总和",
    "加起来",
    "合起来",
    "加在一起",
    "合在一起",
    "合并",
    "合占",
    "加上",
    "一共",
    "总共",
    "合共",
    "两项",
    "三项",
    "四项",
    "五项",
    "两者",
    "二者",
    "三者",
    "together",
    "combined",
    "sum of",
    "in total",
    "in all",
    "altogether",
];
/// Words for how many things are added.
const COUNTS: [(&str, usize); 28] = [
    ("两项", 2),
    ("二项", 2),
    ("两者", 2),
    ("二者", 2),
    ("两税", 2),
    ("两类", 2),
    ("两块", 2),
    ("两大", 2),
    ("三项", 3),
    ("三者", 3),
    ("三税", 3),
    ("三类", 3),
    ("三块", 3),
    ("四项", 4),
    ("四者", 4),
    ("四税", 4),
    ("四类", 4),
    ("五项", 5),
    ("五税", 5),
    ("五类", 5),
    ("六项", 6),
    ("六税", 6),
    ("the two", 2),
    ("both", 2),
    ("the three", 3),
    ("the four", 4),
    ("the five", 5),
    ("the pair", 2),
];
/// More addends are no list of a sentence.
const MOST: usize = 7;
/// Words for what an account lacks or has left.
const GAPS: [&str; 24] = [
    "赤字",
    "收支差额",
    "收支差",
    "收支缺口",
    "缺口",
    "窟窿",
    "亏空",
    "盈余",
    "结余",
    "入不敷出",
    "收不抵支",
    "支大于收",
    "收大于支",
    "收支相抵",
    "收支两抵",
    "收支相差",
    "deficit",
    "surplus",
    "shortfall",
    "gap",
    "exceeded receipts",
    "exceeded revenue",
    "exceeding receipts",
    "exceeding revenue",
];

/// Sums of the last things told before a figure, where words add them up.
pub fn sums(context: &Context, site: &Site, subjects: &[Referent]) -> Vec<Referent> {
    let (lead, tail) = (site.lead(), site.tail());
    let words = || ADDS.iter().chain(COUNTS.iter().map(|(word, _)| word));
    let says = |text: &str| words().any(|word| text.contains(word));
    if !says(lead) && !says(tail) {
        return Vec::new();
    }
    let count = COUNTS.iter().find(|(word, _)| lead.contains(word) || tail.contains(word)).map(|(_, count)| *count);
    // What stands behind the word that adds is no addend: `两税之和在地方收入中的比重`.
    let behind = words().filter_map(|word| lead.find(word)).min().map_or(0, |at| lead.len() - at);
    let (own, all) = site.told(behind);
    let mut found: Vec<Referent> = Vec::new();
    for (told, distance) in [(own, 0), (all, 1)] {
        let told = distinct(&told);
        let counts = count.map_or(2..=told.len().min(MOST), |count| count..=count);
        for count in counts.rev() {
            let Some(addends) = told.len().checked_sub(count).and_then(|first| told.get(first..)) else { continue };
            for level in [None, Some(Level::Central), Some(Level::Local)] {
                found.extend(sum(context, addends, level, subjects, distance));
            }
        }
    }
    let mut kept: Vec<Referent> = Vec::new();
    for one in found {
        if !kept.iter().any(|known| known.formula == one.formula) {
            kept.push(one);
        }
    }
    kept
}

/// Each thing once, in the order of its first telling.
fn distinct<'n>(told: &[&'n Named]) -> Vec<&'n Named> {
    let mut found: Vec<&Named> = Vec::new();
    for named in told {
        if !found.iter().any(|known| known.words == named.words) {
            found.push(named);
        }
    }
    found
}

/// The sum of some things at one level of government.
fn sum(
    context: &Context,
    addends: &[&Named],
    level: Option<Level>,
    subjects: &[Referent],
    distance: u8,
) -> Option<Referent> {
    let part = |formula: &str| ["_central", "_local"].iter().any(|tail| formula.ends_with(tail));
    let is_of = |formula: &str| match level {
        Some(Level::Central) => formula.ends_with("_central"),
        Some(_) => formula.ends_with("_local"),
        None => !part(formula),
    };
    let of_one = |named: &&Named| {
        let known =
            subjects.iter().filter(|one| one.words == named.words && !one.per_head).map(|one| one.formula.clone());
        let members = named.members(context.concepts, true).into_iter().filter(|member| !member.per_head);
        let at_level = members.map(|member| member.formula.clone()).chain(known);
        at_level
            .flat_map(|formula| alike(&formula, level))
            .find(|formula| is_of(formula) && context.formulas.checked(formula).is_some())
    };
    let terms: Option<Vec<String>> = addends.iter().map(of_one).collect();
    let terms = terms.filter(|terms| terms.len() > 1)?;
    let formula = terms.join(" + ");
    context.formulas.checked(&formula)?;
    let words = addends.iter().map(|named| named.words.as_str()).collect::<Vec<_>>().join(" + ");
    Some(Referent { formula, per_head: false, stage: None, words, distance })
}

/// A series and the same of a level.
fn alike(formula: &str, level: Option<Level>) -> Vec<String> {
    let tail = match level {
        Some(Level::Central) => Some("central"),
        Some(Level::Local) => Some("local"),
        _ => None,
    };
    [Some(formula.to_string()), tail.map(|tail| format!("{formula}_{tail}"))].into_iter().flatten().collect()
}

/// What the account of the nation or of a level spends less what it takes in, and the other way round.
pub fn gaps(context: &Context, site: &Site, area: &str) -> Vec<Referent> {
    let says = |text: &str| GAPS.iter().any(|word| text.contains(word));
    if !site.is_on_budget(context) || !(says(site.lead_of_two()) || says(site.tail())) {
        return Vec::new();
    }
    let levels = match area == NATION {
        true => vec![Level::Nation, Level::Local, Level::Central],
        false => vec![Level::Nation],
    };
    let of = |level: Level| {
        let account = |flow: Flow| context.concepts.account(flow, level).map(|member| member.formula.clone());
        account(Flow::Outlay).zip(account(Flow::Receipt))
    };
    let said = site.level_said();
    let is_said = |level: &Level| said.is_none_or(|said| said == *level);
    let pairs = levels.into_iter().filter(is_said).filter_map(of);
    let gap = |(outlay, receipt): (String, String)| {
        [format!("{outlay} - {receipt}"), format!("{receipt} - {outlay}")].map(|formula| Referent {
            formula,
            per_head: false,
            stage: None,
            words: "赤字".to_string(),
            distance: 0,
        })
    };
    pairs.flat_map(gap).collect()
}

/// A formula as one side of a ratio or difference.
pub fn bracketed(formula: &str) -> String {
    if formula.contains(' ') { format!("({formula})") } else { formula.to_string() }
}
