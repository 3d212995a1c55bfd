//! Doubts: what a table leaves open. In: nothing. Out: the kinds of doubt, each worth one problem per table. Refuses nothing.

/// What is doubtful in a cell or table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    Area { label: String, among: Vec<String> },
    Series { label: String, among: Vec<String> },
    Class { code: String, name: String, known: String },
    Edition { name: String },
}
