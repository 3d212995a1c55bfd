//! Relations: which figures of a table are computed from others, and those that are not as the rest of their line.
//!
//! ```text
//!     table  ->  sheet  ->  relations  ->  faults
//!                figures    sums, shares,  equations that do not hold,
//!                by place   ratios, rates  with the one cell at fault
//! ```
//!
//! In: a table with its observations, the figures that official data bears out or denies. Out: faults. Refuses to say
//! anything where a relation does not hold in most rows.

mod computed;
mod equations;
mod faults;
mod forms;
mod sheet;
mod sieve;
mod totals;

pub use equations::Equation;
use equations::Relation;
pub use faults::{Fault, faults};
pub use forms::Form;
pub use sheet::Sheet;

/// Every relation of a table.
pub fn relations(sheet: &Sheet) -> Vec<Relation> {
    let mut found = totals::relations(sheet);
    found.extend(computed::relations(sheet));
    for relation in &mut found {
        relation.equations.retain(|one| one.holds || sieve::tells(sheet, one));
    }
    found
}
