//! Lines: the stub paths or header paths of a table as one sequence of printed names in the order of the classification.
//!
//! In: the headings of one axis. Out: a line for each row or column and for each label above that has no figures of its
//! own, with code, name and the line it stands under. Refuses areas, periods, units and translations: they name no class.

use std::collections::HashMap;

use crate::tables::{Heading, Label};

use super::Catalogue;
use super::area::Mention;
use super::class_label::ClassLabel;
use super::period::Dated;
use super::role::Role;

/// One printed name.
#[derive(Clone, Debug)]
pub struct Line {
    /// The row or column whose figures it names; none where it only stands above others.
    pub heading: Option<usize>,
    /// The line it stands under, by position.
    pub parent: Option<usize>,
    /// All digits of its code, where they are printed.
    pub code: Option<String>,
    pub label: ClassLabel,
    /// As printed.
    pub text: String,
}

/// Lines in printed order.
pub fn of_axis(headings: &[Heading], catalogue: &Catalogue) -> Vec<Line> {
    let mut reader = Reader { lines: Vec::new(), by_place: HashMap::new(), whole_code: None };
    for (at, heading) in headings.iter().enumerate() {
        reader.read(at, heading, catalogue);
    }
    reader.lines
}

struct Reader {
    lines: Vec<Line>,
    by_place: HashMap<(u32, u32), usize>,
    /// The sheet column that holds codes of three digits and more, and the last code read.
    whole_code: Option<(u32, String)>,
}

impl Reader {
    fn read(&mut self, at: usize, heading: &Heading, catalogue: &Catalogue) {
        let said: Vec<_> = heading.labels.iter().map(|label| catalogue.said(&label.text)).collect();
        let has_chinese = said.iter().any(|said| said.is_chinese);
        let mut parts: Vec<(&Label, String)> = Vec::new();
        let mut names: Vec<(&Label, ClassLabel)> = Vec::new();
        for (label, said) in heading.labels.iter().zip(&said) {
            let role = label.dimension.as_deref().and_then(|text| catalogue.said(text).as_dimension());
            if matches!(role, Some(Role::Area | Role::Period | Role::Unit | Role::UnitMult | Role::Note | Role::Status))
            {
                continue;
            }
            let class = said.class(catalogue);
            match &class.digits {
                Some(digits) if class.name.is_empty() => {
                    if !label.dimension.as_deref().is_some_and(counts_lines) {
                        parts.push((label, digits.clone()));
                    }
                }
                _ if has_chinese && !said.is_chinese => {}
                _ if is_no_name(said, catalogue) => {}
                _ => names.push((label, class.clone())),
            }
        }
        let code = self.code(&parts);
        let Some(((own, class), above)) = names.split_last() else {
            self.push(Some(at), None, code, ClassLabel::default(), "");
            return;
        };
        let mut parent = None;
        for (label, class) in above {
            let known = self.by_place.get(&(label.row, label.col)).copied();
            parent = Some(known.unwrap_or_else(|| {
                let code = class.digits.clone();
                let line = self.push(None, parent, code, class.clone(), &label.text);
                self.by_place.insert((label.row, label.col), line);
                line
            }));
        }
        let code = code.or_else(|| class.digits.clone());
        let line = self.push(Some(at), parent, code, class.clone(), &own.text);
        self.by_place.insert((own.row, own.col), line);
    }

    fn push(
        &mut self,
        heading: Option<usize>,
        parent: Option<usize>,
        code: Option<String>,
        label: ClassLabel,
        text: &str,
    ) -> usize {
        self.lines.push(Line { heading, parent, code, label, text: text.to_string() });
        self.lines.len() - 1
    }

    /// The code of the row: printed whole, or in one column a level (`201`, `06`, `01`), where levels may be left out that the
    /// row above prints.
    fn code(&mut self, parts: &[(&Label, String)]) -> Option<String> {
        let (first, digits) = parts.first()?;
        let whole = if digits.len() >= 3 {
            parts.iter().skip(1).filter(|(_, part)| part.len() == 2).fold(digits.clone(), |code, (_, part)| code + part)
        } else {
            let (column, before) = self.whole_code.as_ref()?;
            let level = first.col.checked_sub(*column).filter(|level| (1..=3).contains(level))?;
            let kept = before.get(..1 + 2 * level as usize)?;
            parts.iter().fold(kept.to_string(), |code, (_, part)| code + part)
        };
        if ![3, 5, 7, 9].contains(&whole.len()) {
            return None;
        }
        let column = if digits.len() >= 3 { first.col } else { self.whole_code.as_ref()?.0 };
        self.whole_code = Some((column, whole.clone()));
        Some(whole)
    }
}

/// `序号`, `行次`: numbers of lines, not of classes.
fn counts_lines(dimension: &str) -> bool {
    ["序号", "行次", "编号", "No", "no", "NO"].iter().any(|word| dimension.contains(word))
}

fn is_no_name(said: &super::said::Said, catalogue: &Catalogue) -> bool {
    let is_area = said
        .mention(catalogue)
        .is_some_and(|mention| !matches!(mention, Mention::Whole) && catalogue.areas.is_plain(mention));
    let is_period = matches!(said.dated(), Dated::Whole(_) | Dated::Span(_) | Dated::Quarter(_) | Dated::Month(_));
    is_area || is_period || said.is_unit(catalogue)
}
