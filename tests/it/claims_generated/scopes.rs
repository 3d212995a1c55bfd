//! Slips of scope: the figure of another window, of the centre for the nation, of the budget for the account.
//!
//! In: a figure of a true sentence. Out: what is printed instead. Refuses figures that are near the true one.

use super::book::{Book, Form};
use super::chance::Chance;
use super::sentence::{Fact, Sentence};
use super::slips::{is_near_in_digits, is_wrong, newest};
use super::things::{self, Thing};

/// The same over a window that begins or ends another year.
pub fn other_window(fact: &Fact, book: &Book, chance: &mut Chance) -> Option<String> {
    let is_windowed = matches!(fact.form, Form::Sum | Form::Mean | Form::Compound | Form::Ratio);
    if !is_windowed || fact.hedge.is_some() || fact.kind == "doubling" || fact.to - fact.from < 4 {
        return None;
    }
    let by = 2 + i32::from(chance.one_in(2));
    let (from, to) = if chance.one_in(2) { (fact.from + by, fact.to) } else { (fact.from, fact.to - by) };
    let value = newest(fact, from, to, book).filter(|_| to - from > 1)?;
    let manner = &fact.manner;
    let is_telling = manner.significant(value) >= 4 && value.signum() == fact.value.signum();
    let is_apart = !is_near_in_digits(&manner.digits(value), &manner.digits(fact.value));
    (is_telling && is_apart && is_wrong(fact, value, book)).then(|| manner.print(value))
}

/// The centre's own figure, told of the nation.
pub fn of_the_centre(sentence: &Sentence, fact: &Fact, book: &Book) -> Option<String> {
    let parts: [(&Thing, &Thing); 2] =
        [(&things::REVENUE, &things::CENTRAL_REVENUE), (&things::EXPENDITURE, &things::CENTRAL_EXPENDITURE)];
    let (_, part) = parts.into_iter().find(|(whole, _)| fact.subject.over.series == whole.series)?;
    let is_level = fact.kind == "level" && fact.subject.under.is_none() && fact.subject.area == things::CHINA;
    // Where another thing is told the text may go on with its scope.
    let is_level = is_level && sentence.draw.b.is_none();
    let cells = book.all(part.series, things::CHINA.0, fact.to);
    let value = cells.last().filter(|_| is_level)?.value;
    let is_telling = fact.manner.significant(value) >= 4;
    (is_telling && is_wrong(fact, value, book)).then(|| fact.manner.print(value))
}

/// The year's budget, told of its account.
pub fn of_the_budget(fact: &Fact, book: &Book) -> Option<String> {
    let is_level = fact.kind == "level" && fact.subject.under.is_none();
    let plans = book.plans(fact.subject.over.series, fact.subject.area.0, fact.to);
    let value = plans.first().filter(|_| is_level)?.value;
    let is_telling = fact.manner.significant(value) >= 3;
    (is_telling && is_wrong(fact, value, book)).then(|| fact.manner.print(value))
}
