//! Joint windows: several multiples in one sentence must hold over one window.
//!
//! In: the claims of a text. Out: for multiples that share a sentence and a stated window, and do not hold in it, every
//! window in which all of them do (the newest figures, as a ratio or as an increment). Refuses sentences with one multiple.

use std::collections::BTreeMap;

use crate::claims::verdicts::explanation::periods::all_windows;
use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::fit::order::fit;
use crate::claims::verdicts::quantities::candidates::{Form, Window};
use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::{Claim, Kind, Written};

/// More windows than this name none.
const NAMED: usize = 5;

/// The windows that all multiples of a sentence fit.
#[derive(Clone, Debug)]
pub struct Joint {
    pub windows: Vec<(Window, Form)>,
    /// How many multiples share it.
    pub claims: usize,
}

/// By position of the claim.
pub fn windows(claims: &[Claim], book: &Book, written: Option<&Written>) -> BTreeMap<usize, Joint> {
    let mut sentences: BTreeMap<(&str, u32, u32, &str, &str), Vec<usize>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate().filter(|(_, claim)| is_multiple(claim)) {
        let place = &claim.place;
        let area = claim.ref_area.as_deref().unwrap_or_default();
        let key = (place.source.as_str(), place.paragraph, place.sentence, claim.sentence.as_str(), area);
        sentences.entry(key).or_default().push(at);
    }
    let mut found = BTreeMap::new();
    for group in sentences.into_values().filter(|group| group.len() > 1) {
        if let Some(joint) = joint(&group, claims, book, written) {
            found.extend(group.iter().map(|at| (*at, joint.clone())));
        }
    }
    found
}

fn is_multiple(claim: &Claim) -> bool {
    matches!(claim.kind, Kind::Multiple | Kind::TimesOf) && claim.untied.is_none() && !claim.of.is_empty()
}

fn joint(group: &[usize], claims: &[Claim], book: &Book, written: Option<&Written>) -> Option<Joint> {
    let mut shared: Option<Vec<(Window, Form)>> = None;
    for claim in group.iter().filter_map(|at| claims.get(*at)) {
        let case = Case::of(claim, book, written).ok()?;
        if fit(&case.stated, &case.held, case.by).is_some() {
            return None;
        }
        let forms = [Form::Ratio, Form::Growth];
        let windows: Vec<(Window, Form)> = claim
            .of
            .iter()
            .flat_map(|meaning| {
                let levels = book.levels(&meaning.formula, &meaning.core, meaning.stage, case.area);
                all_windows(&case, &forms, &levels)
            })
            .collect();
        shared = Some(match shared {
            None => windows,
            Some(known) => {
                known.into_iter().filter(|(window, _)| windows.iter().any(|(own, _)| own == window)).collect()
            }
        });
    }
    let mut windows = shared?;
    windows.sort_by_key(|(window, _)| *window);
    windows.dedup_by_key(|(window, _)| *window);
    (!windows.is_empty() && windows.len() <= NAMED).then_some(Joint { windows, claims: group.len() })
}
