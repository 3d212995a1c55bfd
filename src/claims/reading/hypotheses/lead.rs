//! What stands around a figure beyond its own clause: the words since the figure before it, the things told there, levels and
//! stages spoken of.
//!
//! In: a figure where it stands. Out: words and namings. Refuses nothing.

use crate::claims::reading::context::text::Context;
use crate::claims::reading::hypotheses::site::Site;
use crate::claims::reading::mentions::named::Named;
use crate::definitions::{Level, Part};
use crate::formula::Stage;

impl Site<'_> {
    /// What stands between the figure before it and itself.
    pub fn lead(&self) -> &str {
        let start = self.figures().iter().map(|figure| figure.end).filter(|end| *end <= self.span().start).max();
        self.row.text(start.unwrap_or(0)..self.span().start)
    }

    /// What stands before it, from the figure before the last one on.
    pub fn lead_of_two(&self) -> &str {
        let ends: Vec<usize> =
            self.figures().iter().map(|figure| figure.end).filter(|end| *end <= self.span().start).collect();
        let start = ends.len().checked_sub(2).and_then(|at| ends.get(at)).copied();
        self.row.text(start.unwrap_or(0)..self.span().start)
    }

    /// What stands behind it.
    pub fn tail(&self) -> &str {
        self.row.text(self.span().end..self.tail_end())
    }

    /// The things told since the figure before it, and all those told before it, in their order; without those in the last
    /// bytes before it.
    pub fn told(&self, behind: usize) -> (Vec<&Named>, Vec<&Named>) {
        let end = self.span().start - behind;
        let start = self.span().start - self.lead().len();
        let here = || self.names.named.iter().filter(|named| named.at.end <= end);
        let own = here().filter(|named| named.at.start >= start).collect();
        (own, self.carried.named.iter().chain(here()).filter(|named| !named.is_bare).collect())
    }

    /// The level of government that its lead or the clauses before it in the sentence speak of last.
    pub fn level_said(&self) -> Option<Level> {
        let before = self.names.parts.iter().rev().filter(|(at, _)| at.end <= self.span().start);
        before.into_iter().find_map(|(_, part)| match part {
            Part::Central => Some(Level::Central),
            Part::Local => Some(Level::Local),
            Part::Nation => Some(Level::Nation),
            _ => None,
        })
    }

    /// Whether the text is about public money.
    pub fn is_on_budget(&self, context: &Context) -> bool {
        context.concepts.account_topic.is_some_and(|topic| context.topics.contains(&topic))
    }

    /// `超过教育的42076亿元`: a level, whatever the verb before the name.
    pub fn is_right_behind_name(&self) -> bool {
        let end = self.span().start;
        let clause = self.clause();
        let last = self.names.named.iter().filter(|named| clause.contains(&named.at.start) && named.at.end <= end);
        let last = last.map(|named| named.at.end).max();
        let between = last.map(|start| self.row.text(start..end));
        between.is_some_and(|words| ["的", "", ", at ", "支出的", "收入的", "费的", "经费的"].contains(&words))
    }

    /// The stage that its sentence spoke of last before its clause: `预算更紧:2020年55.17亿元`.
    pub fn stage_before(&self) -> Option<Stage> {
        let start = self.clause().start;
        let before = self.names.parts.iter().rev().filter(|(at, _)| at.end <= start);
        before.into_iter().find_map(|(_, part)| match part {
            Part::Stage(stage) => Some(*stage),
            _ => None,
        })
    }
}
