//! Codes of areas: which holds which, and when they are in force.
//!
//! In: codes and areas. Out: yes or no. Refuses nothing.

use crate::definitions::Area;

/// GB/T 2260: the first two digits are the province, the first four the prefecture.
pub fn is_part(code: &str, of: &str) -> bool {
    let stem = of.trim_end_matches("00");
    code != of && code.len() == of.len() && is_code(code) && code.starts_with(stem)
}

pub fn is_code(code: &str) -> bool {
    code.len() == 6 && code.chars().all(|digit| digit.is_ascii_digit())
}

pub fn is_valid(area: &Area, year: Option<i32>) -> bool {
    match year {
        Some(year) => area.from.is_none_or(|from| from <= year) && area.to.is_none_or(|to| year <= to),
        None => area.to.is_none(),
    }
}
