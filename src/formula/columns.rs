//! The bulk evaluator: a formula over columns of figures, value and bounds at once.
//!
//! In: a formula written out in steps, and a column for each leaf. Out: a column of results. Refuses nothing: a value that is no
//! finite number, and an end that is not sure, are NaN.
//!
//! Why plain columns and neither polars nor Arrow kernels: a step here is a value and two ends rounded outward, which no kernel
//! of theirs computes; side by side in one pass they share what they read, and 1,024 rows of every step of a formula stay in the
//! cache of one core, where an expression over whole columns goes to memory for each step. `+ - * /` and powers are those of
//! `evaluate` and of the interval arithmetic, called on columns: the two evaluators cannot drift apart.

use super::Op;
use super::core::raise;
use super::enclosing::{Step, Steps, by_base, by_left, by_right, sum};
use super::interval::{Interval, add, divide, multiply, negated, power, subtract};

/// So many rows are computed at once.
const AT_ONCE: usize = 1024;

/// Values, each with what it surely lies between.
#[derive(Clone, Debug, Default)]
pub struct Column {
    pub lower: Vec<f64>,
    /// NaN where there is none.
    pub value: Vec<f64>,
    pub upper: Vec<f64>,
}

impl Column {
    pub fn with_capacity(rows: usize) -> Column {
        let empty = || Vec::with_capacity(rows);
        Column { lower: empty(), value: empty(), upper: empty() }
    }

    /// Of so many rows, with nothing in them.
    pub fn filled(rows: usize) -> Column {
        let empty = || vec![f64::NAN; rows];
        Column { lower: empty(), value: empty(), upper: empty() }
    }

    /// Puts the rows of another column at their places.
    pub fn scatter(&mut self, other: &Column, places: &[u32]) {
        for (row, &place) in places.iter().enumerate() {
            let (one, at) = (other.at(row), place as usize);
            (self.lower[at], self.value[at], self.upper[at]) = (one.lower, one.value, one.upper);
        }
    }

    pub fn len(&self) -> usize {
        self.value.len()
    }

    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    pub fn push(&mut self, one: Interval) {
        self.lower.push(one.lower);
        self.value.push(one.value);
        self.upper.push(one.upper);
    }

    /// Ends that are not sure are NaN.
    #[inline]
    fn at(&self, row: usize) -> Interval {
        Interval { lower: self.lower[row], value: self.value[row], upper: self.upper[row] }
    }

    #[inline]
    fn sure(&self, row: usize) -> Option<Interval> {
        Some(self.at(row)).filter(|one| !one.lower.is_nan())
    }

    fn clear(&mut self) {
        self.lower.clear();
        self.value.clear();
        self.upper.clear();
    }

    /// Appends some rows of another column.
    pub fn extend(&mut self, other: &Column, rows: std::ops::Range<usize>) {
        self.lower.extend_from_slice(&other.lower[rows.clone()]);
        self.value.extend_from_slice(&other.value[rows.clone()]);
        self.upper.extend_from_slice(&other.upper[rows]);
    }

    /// Another column of the same length.
    #[inline]
    fn fill(&mut self, rows: usize, of: impl Fn(usize) -> Interval) {
        self.lower.resize(rows, 0.0);
        self.value.resize(rows, 0.0);
        self.upper.resize(rows, 0.0);
        let places = self.lower.iter_mut().zip(self.value.iter_mut()).zip(self.upper.iter_mut());
        for (row, ((lower, value), upper)) in places.enumerate() {
            let one = of(row);
            (*lower, *value, *upper) = (one.lower, one.value, one.upper);
        }
    }
}

/// Room for the columns of every step, used again for every block.
#[derive(Clone, Debug, Default)]
struct Room {
    steps: Vec<Column>,
    /// The partial derivative by each step, and by each leaf.
    by_step: Vec<Column>,
    by_leaf: Vec<Column>,
    given: Vec<Column>,
    corner: Vec<Column>,
}

/// The formula for columns of so many rows, in the order of its leaves, times a factor: the unit of the result.
pub fn compute(steps: &Steps, given: &[Column], rows: usize, factor: f64) -> Column {
    let mut result = Column::with_capacity(rows);
    let mut room = Room::default();
    for start in (0..rows).step_by(AT_ONCE) {
        let block = start..rows.min(start + AT_ONCE);
        room.given.resize_with(given.len(), Column::default);
        for (part, whole) in room.given.iter_mut().zip(given) {
            part.clear();
            part.extend(whole, block.clone());
        }
        steps.block(&mut room, block.len());
        let Some(last) = room.steps.last() else { continue };
        for row in 0..block.len() {
            result.push(scaled(last, row, factor));
        }
    }
    result
}

fn scaled(column: &Column, row: usize, factor: f64) -> Interval {
    let found = column.sure(row).and_then(|one| one.scaled(factor));
    let value = finite(column.value[row] * factor);
    let value_lies = |found: Interval| Interval { lower: found.lower.min(value), value, upper: found.upper.max(value) };
    found.map_or(unsure(value), value_lies)
}

impl Steps<'_> {
    /// Leaves the results in the last of `room.steps`.
    fn block(&self, room: &mut Room, rows: usize) {
        results(self, &room.given, &mut room.steps, rows);
        if self.places.iter().all(|&places| places == 1) {
            return;
        }
        slopes(self, room, rows);
        for highest in [false, true] {
            self.corner_columns(room, rows, highest);
            results(self, &room.corner, &mut room.by_step, rows);
            let (Some(whole), Some(found)) = (room.steps.last_mut(), room.by_step.last()) else { return };
            for row in 0..rows {
                let end = if highest { found.upper[row] } else { found.lower[row] };
                narrow(whole, row, end, highest);
            }
        }
    }

    /// Repeated leaves of a known direction at the end that makes the formula highest (or lowest), the others as they are.
    fn corner_columns(&self, room: &mut Room, rows: usize, highest: bool) {
        room.corner.resize_with(self.places.len(), Column::default);
        for (at, places) in self.places.iter().enumerate() {
            let (given, slope) = (&room.given[at], &room.by_leaf[at]);
            room.corner[at].fill(rows, |row| match slope.sure(row) {
                _ if *places == 1 => given.at(row),
                Some(slope) if slope.lower >= 0.0 => given.at(row).end(highest),
                Some(slope) if slope.upper <= 0.0 => given.at(row).end(!highest),
                _ => given.at(row),
            });
        }
    }
}

/// One end as near as a corner shows, never past the value.
fn narrow(whole: &mut Column, row: usize, end: f64, highest: bool) {
    let value = whole.value[row];
    if whole.lower[row].is_nan() {
        return;
    }
    if highest {
        let upper = if end.is_nan() { whole.upper[row] } else { end.min(whole.upper[row]) };
        whole.upper[row] = upper.max(value);
    } else {
        let lower = if end.is_nan() { whole.lower[row] } else { end.max(whole.lower[row]) };
        whole.lower[row] = lower.min(value);
    }
}

/// A value without bounds.
#[inline]
fn unsure(value: f64) -> Interval {
    Interval { lower: f64::NAN, value, upper: f64::NAN }
}

#[inline]
fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::NAN }
}

#[inline]
fn known(found: Option<Interval>, value: f64) -> Interval {
    found.filter(Interval::is_finite).unwrap_or(unsure(finite(value)))
}

/// The result of every step for all rows.
fn results(steps: &Steps, given: &[Column], out: &mut Vec<Column>, rows: usize) {
    out.resize_with(steps.steps.len(), Column::default);
    for (at, step) in steps.steps.iter().enumerate() {
        let (before, rest) = out.split_at_mut(at);
        let Some(column) = rest.first_mut() else { return };
        match *step {
            Step::Number(value) => column.fill(rows, |_| known(Some(Interval::constant(value)), value)),
            Step::Leaf(leaf) => column.fill(rows, |row| known(given[leaf].sure(row), given[leaf].value[row])),
            Step::Negate(inner) => {
                column.fill(rows, |row| known(before[inner].sure(row).map(negated), -before[inner].value[row]))
            }
            Step::Power(base, exponent) => column.fill(rows, |row| {
                let base = before[base].at(row);
                match base.value.is_nan() {
                    true => unsure(f64::NAN),
                    false if base.lower.is_nan() => unsure(finite(raise(base.value, exponent))),
                    false => known(power(base, exponent), raise(base.value, exponent)),
                }
            }),
            Step::Binary(op, left, right) => operation(op, column, (&before[left], &before[right]), rows),
        }
    }
}

/// One operation on two columns. Ends that are NaN make ends that are NaN.
fn operation(op: Op, out: &mut Column, (left, right): (&Column, &Column), rows: usize) {
    let (l, r) = (|row: usize| left.at(row), |row: usize| right.at(row));
    let (a, b) = (|row: usize| left.value[row], |row: usize| right.value[row]);
    match op {
        Op::Add => out.fill(rows, |row| known(add(l(row), r(row)), a(row) + b(row))),
        Op::Subtract => out.fill(rows, |row| known(subtract(l(row), r(row)), a(row) - b(row))),
        Op::Multiply => out.fill(rows, |row| known(multiply(l(row), r(row)), a(row) * b(row))),
        Op::Divide => out.fill(rows, |row| known(divide(l(row), r(row)), a(row) / b(row))),
    }
}

/// The partial derivative by each leaf over all the intervals, by the chain rule from the last step to the first; NaN where it
/// has no bounds.
fn slopes(steps: &Steps, room: &mut Room, rows: usize) {
    let exact = |value: f64| move |_: usize| Interval::exact(value);
    let bounds = |found: Option<Interval>| found.unwrap_or(unsure(f64::NAN));
    room.by_step.resize_with(steps.steps.len(), Column::default);
    room.by_leaf.resize_with(steps.places.len(), Column::default);
    room.by_leaf.iter_mut().for_each(|column| column.fill(rows, exact(0.0)));
    if let Some(last) = room.by_step.last_mut() {
        last.fill(rows, exact(1.0));
    }
    let results = &room.steps;
    for (at, step) in steps.steps.iter().enumerate().rev() {
        let (earlier, rest) = room.by_step.split_at_mut(at);
        let Some(own) = rest.first() else { return };
        match *step {
            Step::Number(_) => {}
            Step::Leaf(leaf) => {
                let so_far = std::mem::take(&mut room.by_leaf[leaf]);
                room.by_leaf[leaf].fill(rows, |row| bounds(sum(so_far.sure(row), own.sure(row))));
            }
            Step::Negate(inner) => earlier[inner].fill(rows, |row| bounds(own.sure(row).map(negated))),
            Step::Power(base, exponent) => earlier[base]
                .fill(rows, |row| bounds(own.sure(row).and_then(|own| by_base(own, results[base].at(row), exponent)))),
            Step::Binary(op, left, right) => {
                let of = |row: usize| (results[left].at(row), results[right].at(row), results[at].at(row));
                earlier[left].fill(rows, |row| bounds(own.sure(row).and_then(|own| by_left(op, own, of(row).1))));
                earlier[right].fill(rows, |row| bounds(own.sure(row).and_then(|own| by_right(op, own, of(row)))));
            }
        }
    }
}
