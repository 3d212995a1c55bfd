//! A formula written in a field, as a tree.
//!
//! In: the field's text and the names there are. Out: the formula's unit and its tree. Refuses, pointing into the text,
//! what does not parse or check.

use std::ops::Range;

use super::fields::Fields;
use super::written::Written;
use crate::formula::{Core, Scope, check, lower, parse};
use crate::problem::Problem;
use crate::units::Unit;

/// The formula's unit and tree; none where something is wrong, which is then reported.
pub(crate) fn tree(fields: &Fields, written: &Written, scope: &Scope) -> Option<(Unit, Core)> {
    let place = |part: &Range<usize>| fields.document.place(&written.inside(&fields.document.text, part));
    let expr = match parse(&written.text) {
        Ok(expr) => expr,
        Err(error) => {
            let problem = Problem::error("syntax", place(&error.span), error.message);
            fields.document.report(Problem { help: error.help, ..problem });
            return None;
        }
    };
    let (unit, problems) = check(&expr, scope, &|part| place(&part));
    problems.into_iter().for_each(|problem| fields.document.report(problem));
    Some((unit?, lower(&expr, scope)?))
}
