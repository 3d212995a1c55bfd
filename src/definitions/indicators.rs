//! `indicators/*.toml`: drafts put in order, checked and lowered.
//!
//! In: the files, units, series and bridges. Out: `Indicator`s by id. Refuses formulas that do not check, cycles, declared units that the formula does not give, and examples that do not come out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Indicator;
use super::draft::{Draft, draft, each_name, span_of_name};
use super::example::run_example;
use super::fields::Document;
use super::order::order;
use super::scope::Catalogue;
use super::scope::scope;
use super::written::Written;
use crate::formula::{Core, Entry, Expr, Leaf, Scope, Shift, check, leaves, lower, nearest, parse};
use crate::messages::{Message, say};
use crate::problem::{Place, Problem, Text};
use crate::units::{Kind, Unit, Units};

pub(super) fn indicators(
    files: &[&Arc<Text>],
    units: &Units,
    catalogue: &Catalogue,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, Indicator> {
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    for file in files {
        problems.extend(Document::new(file).read(|root| {
            root.only(&["indicator"]);
            root.tables("indicator").iter().for_each(|fields| draft(fields, catalogue, &mut drafts));
        }));
    }
    let needs = needs(&drafts);
    let sorted = order(&needs);
    let mut scope = scope(units, catalogue);
    for cycle in &sorted.cycles {
        problems.extend(cycle_problem(cycle, &drafts));
        for id in cycle {
            if let Some(draft) = drafts.get(*id) {
                scope.names.insert(id.to_string(), Entry::Broken { place: draft.origin.place() });
            }
        }
    }
    let mut found = BTreeMap::new();
    for id in &sorted.order {
        let Some(draft) = drafts.get(*id).filter(|_| !scope.names.contains_key(*id)) else { continue };
        let place = draft.origin.place();
        match finish(draft, &scope, catalogue, problems) {
            Some(indicator) => {
                let (unit, core) = (indicator.unit.clone(), indicator.core.clone());
                scope.names.insert(id.to_string(), Entry::Indicator { unit, core, place });
                found.insert(id.to_string(), indicator);
            }
            None => {
                scope.names.insert(id.to_string(), Entry::Broken { place });
            }
        }
    }
    found
}

/// The indicators each indicator names.
fn needs(drafts: &BTreeMap<String, Draft>) -> BTreeMap<&str, Vec<&str>> {
    let named = |draft: &'_ Draft| {
        let mut names = Vec::new();
        if let Some((_, expr)) = &draft.formula {
            each_name(expr, &mut |id, _| names.push(id.to_string()));
        }
        let known = names.iter().filter_map(|name| drafts.get_key_value(name));
        known.map(|(id, _)| id.clone()).collect::<Vec<_>>()
    };
    let key = |id: &String| drafts.get_key_value(id).map(|(id, _)| id.as_str());
    drafts.iter().map(|(id, draft)| (id.as_str(), named(draft).iter().filter_map(key).collect())).collect()
}

/// Every step of the cycle points at the name that takes it.
fn cycle_problem(cycle: &[&str], drafts: &BTreeMap<String, Draft>) -> Option<Problem> {
    let first = *cycle.first()?;
    let mut steps = cycle.iter().zip(cycle.iter().skip(1).chain([&first])).filter_map(|(from, to)| {
        let draft = drafts.get(*from)?;
        let place = draft.formula_place(&span_of_name(draft, to)?);
        Some((place, say!("definition.needs", from, to)))
    });
    let round: Vec<&str> = cycle.iter().copied().chain([first]).collect();
    let (place, _) = steps.next()?;
    let message = say!("definition.circle", round = round.join(" -> "));
    Some(steps.fold(Problem::error("cycle", place, message), |problem, (place, what)| problem.second(place, what)))
}

/// The formula's unit and tree; none where something is wrong, which is then reported.
fn checked(draft: &Draft, scope: &Scope, catalogue: &Catalogue, problems: &mut Vec<Problem>) -> Option<(Unit, Core)> {
    let (_, expr) = draft.formula.as_ref()?;
    let (inferred, found) = check(expr, scope, &|part| draft.formula_place(&part));
    if inferred.is_none() && found.is_empty() {
        problems.extend(broken_input(draft, expr, scope));
    }
    problems.extend(found);
    let unit = inferred?;
    let core = lower(expr, scope)?;
    let bridges = bridge_problems(draft, &core, scope, catalogue);
    let sound = bridges.is_empty();
    problems.extend(bridges);
    sound.then_some((unit, core))
}

/// The whole indicator; none where something is wrong, which is then reported.
fn finish(draft: &Draft, scope: &Scope, catalogue: &Catalogue, problems: &mut Vec<Problem>) -> Option<Indicator> {
    let (written, expr) = draft.formula.as_ref()?;
    let (unit, core) = checked(draft, scope, catalogue, problems)?;
    let declared = draft.unit.as_ref()?;
    let (unit, scale) = match declared_unit(draft, declared, &unit, scope.units) {
        Ok(fitting) => fitting,
        Err(problem) => {
            problems.push(*problem);
            return None;
        }
    };
    let (example, example_origin) = draft.example.clone()?;
    let indicator = Indicator {
        id: draft.id.clone(),
        titles: draft.titles.clone(),
        formula: written.text.clone(),
        expr: expr.clone(),
        core,
        unit_text: declared.text.clone(),
        unit,
        scale,
        citation: draft.citation.clone(),
        notes: draft.notes.clone(),
        areas: draft.areas,
        topic: draft.topic.clone(),
        example,
        origin: draft.origin.clone(),
    };
    if let Err(message) = run_example(&indicator, &catalogue.series, scope.units) {
        problems.push(Problem::warning("wrong-example", example_origin.place(), message));
    }
    Some(indicator)
}

/// The indicator names something that is itself in error.
fn broken_input(draft: &Draft, expr: &Expr, scope: &Scope) -> Option<Problem> {
    let mut broken = None;
    each_name(expr, &mut |id, span| {
        if let (None, Some(Entry::Broken { place })) = (&broken, scope.names.get(id)) {
            broken = Some((id.to_string(), span.clone(), place.clone()));
        }
    });
    let (id, span, place) = broken?;
    let message = say!("definition.left-out", indicator = draft.id, id);
    Some(
        Problem::error("broken-input", draft.formula_place(&span), message)
            .second(place, say!("definition.defined-here")),
    )
}

/// The declared unit must be what the formula gives; the qualifiers come from the formula.
fn declared_unit(
    draft: &Draft,
    declared: &Written,
    inferred: &Unit,
    units: &Units,
) -> Result<(Unit, f64), Box<Problem>> {
    let place = Place::Definition { text: Arc::clone(&draft.origin.text), span: declared.span.clone() };
    let Some(reading) = units.read(&declared.text) else {
        let near = nearest(&declared.text, units.spellings());
        let help = match near.first() {
            Some(near) => say!("definition.did-you-mean", near),
            None => say!("definition.units-born"),
        };
        let message = say!("definition.no-unit", text = declared.text);
        return Err(Box::new(Problem::error("unknown-unit", place, message).help(help)));
    };
    let unit = match inferred.kind {
        Kind::Number => Unit { kind: Kind::Ratio, ..inferred.clone() },
        _ => inferred.clone(),
    };
    if units.fits(&reading.measure, &unit) {
        let scale = 1.0 / units.scale_to_base(&reading.measure, reading.mult);
        return Ok((unit, scale));
    }
    let message = say!("definition.formula-gives", inferred, text = declared.text);
    let whole = draft.formula.as_ref().map_or(0..0, |(written, _)| 0..written.text.len());
    let problem = Problem::error("unit-of-result", place, message)
        .second(draft.formula_place(&whole), say!("definition.the-formula"));
    let fitting: Vec<&str> = units.canonical_spellings(&unit).into_iter().take(6).collect();
    let problem = match fitting.is_empty() {
        true => problem,
        false => problem.help(say!("definition.units-that-fit", fitting = fitting.join(", "))),
    };
    Err(Box::new(problem))
}

/// A bridge must stand where a series it leaves breaks off, and go on with the recipe it is named after.
fn bridge_problems(draft: &Draft, core: &Core, scope: &Scope, catalogue: &Catalogue) -> Vec<Problem> {
    match core {
        Core::Number(_) | Core::Leaf(_) => Vec::new(),
        Core::Negate(inner) | Core::Power(inner, _) => bridge_problems(draft, inner, scope, catalogue),
        Core::Binary(_, left, right) => {
            let mut found = bridge_problems(draft, left, scope, catalogue);
            found.extend(bridge_problems(draft, right, scope, catalogue));
            found
        }
        Core::Splice { at, before, after, bridge, .. } => {
            let mut found = bridge_problems(draft, before, scope, catalogue);
            found.extend(bridge_problems(draft, after, scope, catalogue));
            let breaks_off = |id: &String| {
                catalogue.series.get(id).is_some_and(|series| {
                    series.to == Some(at - 1) || series.breaks.iter().any(|found| found.at == *at)
                })
            };
            let Some(known) = catalogue.bridges.get(bridge) else { return found };
            if !leaves(before).iter().any(|leaf| breaks_off(&leaf.series)) {
                let message = say!("definition.bridge-at", bridge, at);
                found.push(
                    mismatch(draft, message).second(known.origin.place(), say!("definition.bridge-is-at", bridge, at)),
                );
            }
            let recipe = parse(&known.recipe).ok().and_then(|recipe| lower(&recipe, scope));
            if recipe.is_none_or(|recipe| unshifted(&recipe) != unshifted(after)) {
                let message = say!("definition.bridge-other-series", at, bridge);
                let what = say!("definition.bridge-recipe", recipe = known.recipe);
                found.push(mismatch(draft, message).second(known.origin.place(), what));
            }
            found
        }
    }
}

fn mismatch(draft: &Draft, message: Message) -> Problem {
    let whole = draft.formula.as_ref().map_or(0..0, |(written, _)| 0..written.text.len());
    Problem::error("bridge-mismatch", draft.formula_place(&whole), message)
}

/// The tree with every leaf read in the period itself, so that two can be compared.
fn unshifted(core: &Core) -> Core {
    match core {
        Core::Number(number) => Core::Number(*number),
        Core::Leaf(leaf) => Core::Leaf(Leaf { shift: Shift::NOW, ..leaf.clone() }),
        Core::Negate(inner) => Core::Negate(Box::new(unshifted(inner))),
        Core::Power(base, exponent) => Core::Power(Box::new(unshifted(base)), *exponent),
        Core::Binary(op, left, right) => Core::Binary(*op, Box::new(unshifted(left)), Box::new(unshifted(right))),
        Core::Splice { at, before, after, bridge, .. } => Core::Splice {
            at: *at,
            shift: Shift::NOW,
            before: Box::new(unshifted(before)),
            after: Box::new(unshifted(after)),
            bridge: bridge.clone(),
        },
    }
}
