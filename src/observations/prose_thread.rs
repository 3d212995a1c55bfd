//! The thread of a text: what earlier words say of a figure that does not say it again.
//!
//! In: the headings and clauses of a text, in order. Out: the subject, the budget and the item that a clause goes on with.
//! Refuses to carry what `其中` says past its sentence, and a nation or province that is only spoken of past its own.

use super::area::Placed;
use super::prose_budget::Budget;
use super::prose_clause::{Clause, sentences};
use super::prose_scope::Scope;

/// Whose figures words give: an area, a body that is none, or a part of the area at hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subject {
    pub area: Option<Placed>,
    pub label: Option<String>,
    pub scope: Option<Scope>,
}

impl Subject {
    pub fn of_scope(scope: Scope) -> Subject {
        Subject { scope: Some(scope), ..Subject::default() }
    }

    /// A part of an area named before stays in that area.
    fn within(self, outer: Option<&Subject>) -> Subject {
        let is_part = self.area.is_none() && self.scope.as_ref().is_some_and(Scope::is_part);
        match outer.filter(|outer| is_part && outer.area.is_some()) {
            Some(outer) => Subject { area: outer.area.clone(), ..self },
            None => self,
        }
    }

    /// Whether later sentences are of it too.
    fn lasts(&self) -> bool {
        !matches!(self.scope, Some(Scope::Nation | Scope::Centre))
    }
}

/// Whose words are read for a subject: those right before a figure, or a clause before them, which must begin with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    Own,
    Earlier,
}

/// What is carried at one depth.
#[derive(Clone, Debug, Default)]
struct Carried {
    subject: Option<Subject>,
    budget: Option<Budget>,
}

#[derive(Clone, Debug, Default)]
pub struct Thread {
    /// Since the last heading.
    section: Carried,
    passage: Carried,
    sentence: Carried,
    /// The item of the last amount of the sentence, and how the last debt is measured (余额, 限额).
    item: Option<String>,
    measure: Option<&'static str>,
    /// Where the sentence begins, and how much of the passage has been read.
    begins: Option<usize>,
    read: usize,
}

impl Thread {
    /// Goes on to a passage; a heading ends what was said under the one before.
    pub fn enter_passage(&mut self, is_under_new_heading: bool) {
        self.end_sentence();
        if is_under_new_heading {
            self.section = Carried::default();
        } else {
            self.section.subject = self.passage.subject.take().filter(Subject::lasts).or(self.section.subject.take());
            self.section.budget = self.passage.budget.or(self.section.budget);
        }
        self.passage = Carried::default();
        (self.begins, self.read) = (None, 0);
    }

    /// Goes on to the sentence of a clause, past those without a figure.
    pub fn enter(&mut self, clause: &Clause, subject_of: impl Fn(&str, Words) -> Option<Subject>) {
        if self.begins == Some(clause.sentence) {
            return;
        }
        self.end_sentence();
        self.begins = Some(clause.sentence);
        let unread = clause.passage_before.get(self.read..).unwrap_or_default();
        for sentence in sentences(unread) {
            self.passage.budget = Budget::last_in(sentence).map(|found| found.0).or(self.passage.budget);
            let first = clauses(sentence).next().and_then(|words| subject_of(words, Words::Earlier));
            self.passage.subject = first.filter(Subject::lasts).or(self.passage.subject.take());
        }
        self.read = self.read.max(clause.passage_before.len());
    }

    fn end_sentence(&mut self) {
        let Carried { subject, budget } = std::mem::take(&mut self.sentence);
        self.passage.subject = subject.filter(Subject::lasts).or(self.passage.subject.take());
        self.passage.budget = budget.or(self.passage.budget);
        (self.item, self.measure) = (None, None);
    }

    /// The subject of a clause: its own, else that of the clauses before it.
    pub fn subject(&mut self, clause: &Clause, subject_of: impl Fn(&str, Words) -> Option<Subject>) -> Option<Subject> {
        let outer = self.sentence.subject.as_ref().or(self.passage.subject.as_ref());
        if let Some(own) = subject_of(clause.before, Words::Own) {
            let own = own.within(outer);
            if is_part(clause) {
                return Some(own);
            }
            self.sentence.subject = Some(own.clone());
            return Some(own);
        }
        let (mut said, mut part) = (None, None);
        for words in clauses(clause.sentence_before) {
            let opens_part = words.contains("其中");
            let found = subject_of(words, Words::Earlier);
            match () {
                () if opens_part => part = Some(found),
                () if found.is_some() && part.is_none() => said = found,
                () if found.is_some() => part = Some(found),
                () => {}
            }
            if words.contains('；') {
                part = None;
            }
        }
        let part = part.flatten().map(|part| part.within(said.as_ref().or(outer)));
        if let Some(said) = said {
            self.sentence.subject = Some(said);
        }
        part.or_else(|| self.sentence.subject.clone())
            .or_else(|| self.passage.subject.clone())
            .or_else(|| self.section.subject.clone())
    }

    /// The budget that a clause is of, and whether its own sentence names it.
    pub fn budget(&mut self, clause: &Clause) -> (Option<Budget>, bool) {
        let named = Budget::last_in(clause.before).or_else(|| Budget::last_in(clause.sentence_before));
        self.sentence.budget = named.map(|found| found.0).or(self.sentence.budget);
        let near = self.sentence.budget.or(self.passage.budget);
        (near.or(self.section.budget), near.is_some())
    }

    pub fn item(&self) -> Option<&str> {
        self.item.as_deref()
    }

    /// 余额 or 限额, for the parts of a debt that print it no more.
    pub fn measure(&self) -> Option<&'static str> {
        self.measure
    }

    /// Remembers what an amount was of.
    pub fn keep(&mut self, item: String) {
        self.measure = ["余额", "限额"].into_iter().rfind(|word| item.contains(word)).or(self.measure);
        self.item = Some(item);
    }
}

/// Whether a clause stands among the parts that 其中 opens.
fn is_part(clause: &Clause) -> bool {
    let since = clause.sentence_before.rfind('；').map_or(0, |at| at + '；'.len_utf8());
    let opened = |words: &str| words.contains("其中") || words.contains("按区域");
    opened(clause.before) || opened(clause.sentence_before.get(since..).unwrap_or_default())
}

/// The clauses of a sentence, each with its mark.
fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split_inclusive(['，', ',', '；', ';', '：', ':']).filter(|words| !words.trim().is_empty())
}
