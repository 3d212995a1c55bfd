//! Digits: a printed number that differs from an official one by a slip of the pen.
//!
//! In: a case that nothing fits. Out: official figures that, rounded as printed, differ from it in one digit, in the order
//! of two adjacent digits, or in a digit left out or doubled. Refuses numbers of one digit, and of two
//! where they are not swapped.

use crate::claims::pen::{cut, of, slip};
use crate::claims::verdicts::explanation::slip::Explanation;
use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::quantities::candidates::Standing;
use crate::messages::say;

/// A slip in a figure that is read in another than the plain sense.
const READ_OTHERWISE: f64 = 1.5;

pub fn slips(case: &Case) -> Vec<Explanation> {
    let stated = &case.stated;
    let printed = of(stated.value, stated.unit);
    if stated.is_hedged || printed.len() < 2 {
        return Vec::new();
    }
    let places = printed.len() as f64;
    // A number of so many digits says as much whatever its first digit is.
    let untold = 9f64.log2() + (places - 1.0) * 10f64.log2() - stated.bits();
    let mut found = Vec::new();
    let coherent = case.held.iter().filter(|held| held.candidate.standing <= Standing::Together && !held.is_seldom);
    for held in coherent {
        let is_negative = held.candidate.interval.value.is_sign_negative() != stated.value.is_sign_negative();
        let forms = [of(held.candidate.interval.value, stated.unit), cut(held.candidate.interval.value, stated.unit)];
        let found_slip = forms.iter().find_map(|official| slip(&printed, official, places));
        let Some((code, what, cost)) = found_slip.filter(|_| !is_negative) else { continue };
        if printed.len() < 3 && code != "swapped-digits" {
            continue;
        }
        // Not a digit too many or too few: that is as often another thing.
        let is_of_same_length = forms.iter().any(|official| official.len() == printed.len());
        let cost = if is_of_same_length { cost - untold } else { cost };
        let cost = if held.words.is_some() { cost + READ_OTHERWISE } else { cost };
        let value = case.voice.value(held.candidate.interval.value);
        let words = say!("diagnosis.digit", value, vintage = case.voice.told(&held.candidate), what);
        let words = match case.later(&held.candidate) {
            Some(day) => say!("diagnosis.later", words, day),
            None => words,
        };
        found.push(Explanation { code, words, cost, window: None, held: Some(held.clone()) });
    }
    found
}
