//! Coverage: whose account inside an area a figure is of.
//!
//! In: the words of the data contract and of formulas. Out: `Coverage`. Refuses other words.

/// An account of a part of an area's public bodies. Where a figure has none, the area as a whole is meant (全市, 全省).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Coverage {
    /// The government's own level: 本级, 市级, 省级.
    OwnLevel,
    /// The urban districts together: 市辖区.
    Districts,
    /// The levels below together: 县区合计.
    Subordinate,
}

impl Coverage {
    pub const ALL: [Coverage; 3] = [Coverage::OwnLevel, Coverage::Districts, Coverage::Subordinate];

    pub fn name(self) -> &'static str {
        match self {
            Coverage::OwnLevel => "own-level",
            Coverage::Districts => "districts",
            Coverage::Subordinate => "subordinate",
        }
    }

    pub fn from_name(name: &str) -> Option<Coverage> {
        Coverage::ALL.into_iter().find(|coverage| coverage.name() == name)
    }
}
