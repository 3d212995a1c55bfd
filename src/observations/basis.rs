//! Period basis: where the period of a figure was read.
//!
//! In: the words of the data contract. Out: `PeriodBasis`. Refuses other words.

/// Where a period was read, the nearest first: a nearer one is never overruled by a farther one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PeriodBasis {
    /// The cell, its row's labels, or the clause of a sentence.
    Cell,
    Header,
    /// The table's title, unit line or sheet name.
    Title,
    /// Elsewhere in the document: its title, a heading, a preamble.
    Document,
    /// Other sheets or tables of the book.
    Book,
    FileName,
    /// The year of the edition that a name says, by what the edition's tables print or by the yearbooks' convention.
    Edition,
    Folder,
    /// A hint of `pipelines/tables`.
    Hint,
}

impl PeriodBasis {
    pub const ALL: [PeriodBasis; 9] = [
        PeriodBasis::Cell,
        PeriodBasis::Header,
        PeriodBasis::Title,
        PeriodBasis::Document,
        PeriodBasis::Book,
        PeriodBasis::FileName,
        PeriodBasis::Edition,
        PeriodBasis::Folder,
        PeriodBasis::Hint,
    ];

    pub fn name(self) -> &'static str {
        match self {
            PeriodBasis::Cell => "cell",
            PeriodBasis::Header => "header",
            PeriodBasis::Title => "title",
            PeriodBasis::Document => "document",
            PeriodBasis::Book => "book",
            PeriodBasis::FileName => "file-name",
            PeriodBasis::Edition => "edition",
            PeriodBasis::Folder => "folder",
            PeriodBasis::Hint => "hint",
        }
    }

    /// Whether it is a name that says the period, and nothing printed.
    pub fn is_name(self) -> bool {
        matches!(self, PeriodBasis::FileName | PeriodBasis::Edition | PeriodBasis::Folder)
    }

    pub fn from_name(name: &str) -> Option<PeriodBasis> {
        PeriodBasis::ALL.into_iter().find(|basis| basis.name() == name)
    }
}
