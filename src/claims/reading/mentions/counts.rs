//! Which numbers of a text are figures.
//!
//! In: a sentence and its numbers. Out: whether each is a figure that a reader would check. Refuses years, list numbers and
//! codes; a number without a unit counts only where the words beside it make it one (`占50`, `达100`).

use crate::figures::{Figure, Form, Hedge, Role};

/// Words right before a number without a unit that make it a figure.
const BEFORE: [&str; 30] = [
    "占", "达", "达到", "为", "是", "约", "近", "超过", "超", "仅", "共", "有", "增长", "下降", "增加", "减少", "提高",
    "上升", "比", "每月", "每年", "率", "was", "were", "reached", "totalled", "totaled", "about", "over", "than",
];
/// Words right before a number that make it none, whatever stands behind.
const NO_FIGURE: [&str; 12] =
    ["step", "model", "equation", "hypothesis", "panel", "column", "row", "phase", "group", "question", "第", "编号"];

/// Whether a number counts something.
pub fn is_figure(text: &str, figure: &Figure) -> bool {
    match figure.role {
        Role::Amount => !is_pages(figure) && !is_measure(text, figure),
        Role::Bare => is_bare_figure(text, figure),
        Role::Word | Role::Mark(_) => false,
    }
}

/// `每100元支出中`, `out of every 100 yuan`: what a part is told of, and no figure.
fn is_measure(text: &str, figure: &Figure) -> bool {
    const EACH: [&str; 6] = ["每", "每花", "每支出", "every", "per", "each"];
    let is_round = [100.0, 1000.0, 10000.0].contains(&figure.value);
    let before = text.get(..figure.span.start).unwrap_or_default().trim_end().to_lowercase();
    is_round && EACH.iter().any(|word| before.ends_with(word))
}

/// `2004:29-31`: a year of publication and its pages.
fn is_pages(figure: &Figure) -> bool {
    matches!(figure.form, Form::Proportion(left, _) if (1900.0..2100.0).contains(&left) && left.fract() == 0.0)
}

fn is_bare_figure(text: &str, figure: &Figure) -> bool {
    let before = text.get(..figure.span.start).unwrap_or_default().trim_end().to_lowercase();
    let after = text.get(figure.span.end..).unwrap_or_default();
    let counts_years =
        ["consecutive", "successive", "straight"].iter().any(|word| after.trim_start().starts_with(word));
    if counts_years || NO_FIGURE.iter().any(|word| before.ends_with(word)) {
        return false;
    }
    let told = BEFORE.iter().any(|word| before.ends_with(word)) || !figure.hedges.is_empty();
    let next = after.trim_start().chars().next();
    let ends = next.is_none_or(|next| !next.is_alphanumeric() || next == '的');
    let counts_noun = after.starts_with(' ')
        && next.is_some_and(|next| next.is_ascii_lowercase())
        && before.ends_with(|last: char| last.is_ascii_lowercase() || last == ',');
    let more_of_noun = figure.hedges.contains(&Hedge::Over) && next.is_some_and(|next| !next.is_ascii());
    (told && ends) || counts_noun || more_of_noun
}
