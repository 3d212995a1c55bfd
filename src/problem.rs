//! Problems: what is wrong with the user's data or definitions. Collected, never thrown.
//!
//! In: a stable code, a place, what was found and what was expected. Out: text that points at the place, or JSON.
//! Refuses nothing.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use crate::messages::{Message, say};

/// A definition file's name and text, kept so that a problem can point into it.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    pub name: String,
    pub text: String,
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A byte range of a definition file.
    Definition { text: Arc<Text>, span: Range<usize> },
    /// A cell of a source; row and column count from 1.
    Cell { source: String, sheet: String, row: u32, col: u32 },
    /// A whole source file or folder.
    Source(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file or definition could not be used.
    Error,
    /// It was used, and something in it is doubtful.
    Warning,
}

/// One finding. `code` is stable and dash-separated (`unit-mismatch`); `message` is lower case and blames nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: &'static str,
    pub severity: Severity,
    pub place: Place,
    pub message: Message,
    /// Other places that disagree with the first, and what stands there.
    pub others: Vec<(Place, Message)>,
    pub help: Option<Message>,
}

impl Problem {
    pub fn error(code: &'static str, place: Place, message: impl Into<Message>) -> Problem {
        Problem { code, severity: Severity::Error, place, message: message.into(), others: Vec::new(), help: None }
    }

    pub fn warning(code: &'static str, place: Place, message: impl Into<Message>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(code, place, message) }
    }

    pub fn help(mut self, help: impl Into<Message>) -> Problem {
        self.help = Some(help.into());
        self
    }

    /// Adds a second (or further) place.
    pub fn second(mut self, place: Place, what: impl Into<Message>) -> Problem {
        self.others.push((place, what.into()));
        self
    }

    /// `{"code", "severity", "place", "message", "help"}`, and `others` where further places disagree.
    pub fn to_json(&self) -> Value {
        let mut value = json!({
            "code": self.code,
            "severity": self.severity.name(),
            "place": self.place.to_string(),
            "message": self.message,
            "help": self.help,
        });
        if let (Value::Object(fields), false) = (&mut value, self.others.is_empty()) {
            let other = |(place, what): &(Place, Message)| json!({"place": place.to_string(), "message": what});
            fields.insert("others".to_string(), self.others.iter().map(other).collect());
        }
        value
    }
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// The problem as a reader sees it on a terminal: what, where (the line itself, underlined, where it is in a definition
/// file), what disagrees, and help. Ends without a line break.
pub fn render(problem: &Problem, color: bool) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR.with_name(say!("severity.error").to_string()),
        Severity::Warning => Level::WARNING.with_name(say!("severity.warning").to_string()),
    };
    let mut group = Group::with_title(level.primary_title(problem.message.to_string()).id(problem.code));
    let others: Vec<(&Place, String)> = problem.others.iter().map(|(place, what)| (place, what.to_string())).collect();
    let mut plain = Vec::new();
    for (nth, (text, marks)) in marks(problem, &others, &mut plain).into_iter().enumerate() {
        let mut snippet = Snippet::source(&text.text).path(&text.name);
        for (place, (span, what)) in marks.into_iter().enumerate() {
            let kind = if nth + place == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            snippet = snippet.annotation(kind.span(inside(&text.text, &span)).label(what));
        }
        group = group.element(snippet);
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    if matches!(problem.place, Place::Definition { .. }) {
        let level = Level::HELP.with_name(say!("severity.help").to_string());
        let help = problem.help.as_ref().map(|help| level.message(help.to_string()));
        let level = Level::NOTE.with_name(say!("severity.note").to_string());
        let notes = plain.iter().map(|(place, what)| level.clone().message(format!("{place}: {what}")));
        let group = notes.chain(help).fold(group, Group::element);
        return renderer.render(&[group]);
    }
    let mut lines = vec![renderer.render(&[group]), format!(" --> {}", problem.place)];
    lines.extend(plain.iter().map(|(place, what)| format!("  = {}: {place}: {what}", say!("severity.note"))));
    lines.extend(problem.help.as_ref().map(|help| format!("  = {}", say!("severity.of-help", help))));
    lines.join("\n")
}

type Marks<'a> = Vec<(&'a Arc<Text>, Vec<(Range<usize>, Option<&'a str>)>)>;

/// Places in definition files, by file in order of first appearance; the problem's own is the first. Others go to `plain`.
fn marks<'a>(
    problem: &'a Problem,
    others: &'a [(&'a Place, String)],
    plain: &mut Vec<(&'a Place, &'a str)>,
) -> Marks<'a> {
    let mut marks: Marks = Vec::new();
    let others = others.iter().map(|(place, what)| (*place, Some(what.as_str())));
    for (place, what) in std::iter::once((&problem.place, None)).chain(others) {
        match (place, what) {
            (Place::Definition { text, span }, _) => {
                match marks.iter_mut().find(|(known, _)| known.name == text.name) {
                    Some((_, own)) => own.push((span.clone(), what)),
                    None => marks.push((text, vec![(span.clone(), what)])),
                }
            }
            (_, Some(what)) => plain.push((place, what)),
            (_, None) => {}
        }
    }
    marks
}

/// The span cut to the text and to whole letters.
fn inside(text: &str, span: &Range<usize>) -> Range<usize> {
    let whole = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    whole(span.start)..whole(span.end).max(whole(span.start))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Place::Definition { text, span } => {
                let before = text.text.get(..span.start).unwrap_or("");
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
                write!(f, "{}:{line}:{column}", text.name)
            }
            Place::Cell { source, sheet, row, col } => write!(f, "{source} [{sheet}] {}", cell_name(*row, *col)),
            Place::Source(path) => f.write_str(path),
        }
    }
}

/// `cell_name(6, 4)` is `D6`.
pub fn cell_name(row: u32, col: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = col;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().map(|&b| b as char).collect();
    format!("{letters}{row}")
}
