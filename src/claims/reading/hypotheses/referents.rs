//! Referents: the things that the words around a figure may refer to, and how far each stands from it.
//!
//! In: a figure where it stands, the area. Out: series with the words that name them, nearest first. Refuses things that no
//! word of the sentence or its paragraph names.

use crate::claims::reading::context::text::Context;
use crate::claims::reading::hypotheses::site::Site;
use crate::claims::reading::mentions::named::Named;
use crate::claims::reading::mentions::places::NATION;
use crate::definitions::Level;
use crate::formula::Stage;

/// Namings outside the figure's own clause that it may be of.
const BACK: usize = 6;
/// A clause that names nothing goes on with what was named before: so many namings back from the nearest.
const REACH: u8 = 2;

/// A thing that may be meant, and how far it stands.
#[derive(Clone)]
pub struct Referent {
    pub formula: String,
    pub per_head: bool,
    pub stage: Option<Stage>,
    pub words: String,
    /// 0 in the figure's own clause, 1 for the nearest named outside it, one more for each naming between.
    pub distance: u8,
}

/// The things named, nearest first: those of the figure's own clause, what stands behind it, then those before. A thing
/// without a level may be of the level that the sentence spoke of last.
pub fn referents(context: &Context, site: &Site, area: &str, per_head: bool) -> Vec<Referent> {
    let mut found: Vec<Referent> = Vec::new();
    let (namings, stage) = (site.namings(BACK), site.stage());
    let before = site.stage_before().filter(|_| stage.is_none());
    let (mut distance, mut last) = (0u8, None::<&Named>);
    let alone = namings.iter().find_map(|named| said(named.level).filter(|_| named.is_bare && site.is_here(named)));
    for (nth, named) in namings.iter().enumerate() {
        let is_first_outside = distance == 0 && !site.is_beside(named);
        let is_next = last.is_some_and(|last| last.at != named.at);
        distance += u8::from(is_next && (distance > 0 || site.is_beside(named)) || is_first_outside);
        last = Some(named);
        let is_here = site.is_here(named);
        let carried = || namings.iter().skip(nth + 1).find_map(|other| said(other.level));
        let inherited = alone.or_else(carried).filter(|_| said(named.level).is_none() && !named.says_nation);
        let of_level = inherited.map(|level| Named { level: Some(level), ..(*named).clone() });
        for (named, distance) in
            [Some(((*named).clone(), distance)), of_level.map(|named| (named, distance))].into_iter().flatten()
        {
            let mut members = named.members(context.concepts, area == NATION);
            if area == NATION && members.iter().any(|member| !member.is_class) {
                members.retain(|member| !member.is_class);
            }
            for member in members.into_iter().filter(|member| per_head || !member.per_head) {
                let (formula, words) = (member.formula.clone(), named.words.clone());
                if !found.iter().any(|known| known.formula == formula) {
                    let stage = stage.or(named.stage.filter(|_| is_here));
                    let one = Referent { formula, per_head: member.per_head, stage, words, distance };
                    let staged = before
                        .filter(|_| one.stage.is_none())
                        .map(|stage| Referent { stage: Some(stage), ..one.clone() });
                    found.push(one);
                    found.extend(staged);
                }
            }
        }
    }
    for topic in site.carried.topic.iter().chain(&site.carried.titled) {
        let of_topic = |one: &&mut Referent| one.words == topic.words && one.distance > REACH;
        found.iter_mut().filter(of_topic).for_each(|one| one.distance = REACH);
    }
    if let Some(formula) = context.formulas.population().filter(|_| found.is_empty() && site.counts_persons()) {
        let (formula, words) = (formula.to_string(), "人口".to_string());
        found.push(Referent { formula, per_head: false, stage: None, words, distance: REACH });
    }
    found
}

fn said(level: Option<Level>) -> Option<Level> {
    level.filter(|level| *level != Level::Nation)
}

/// The whole of a share that names none, in a text about public money: all that the account spends, or takes in.
pub fn wholes(context: &Context, site: &Site, subjects: &[Referent]) -> Vec<Referent> {
    if !site.is_on_budget(context) {
        return Vec::new();
    }
    let mut found: Vec<Referent> = Vec::new();
    for subject in subjects.iter().filter(|subject| subject.distance <= 1 && !subject.formula.contains(' ')) {
        let tail = ["_central", "_local"].into_iter().find(|tail| subject.formula.ends_with(tail)).unwrap_or_default();
        let level = match tail {
            "_central" => Level::Central,
            "_local" => Level::Local,
            _ => Level::Nation,
        };
        let concept = context.concepts.all.iter().flat_map(|concept| &concept.members);
        let flow = concept.into_iter().find(|member| member.formula == subject.formula).and_then(|member| member.flow);
        let whole = flow.and_then(|flow| context.concepts.account(flow, level)).map(|member| member.formula.clone());
        let is_new = |formula: &String| !subjects.iter().chain(&found).any(|known| known.formula == *formula);
        let words = "财政".to_string();
        let one = whole.filter(is_new).map(|formula| Referent {
            formula,
            per_head: false,
            stage: None,
            words,
            distance: REACH,
        });
        found.extend(one);
    }
    found
}

/// Those that fit at the nearest distance; where that is outside the figure's clause, those a little further too.
pub fn near(all: &[Referent], fits: impl Fn(&Referent) -> bool) -> Vec<Referent> {
    let fitting: Vec<&Referent> = all.iter().filter(|one| fits(one)).collect();
    let Some(first) = fitting.iter().map(|one| one.distance).min() else { return Vec::new() };
    let reach = if first == 0 { 0 } else { first + REACH };
    all.iter().filter(|one| (first..=reach).contains(&one.distance)).cloned().collect()
}
