//! The words of one message in one language, with places for its values.
//!
//! In: `{figures} {figures:figure|figures}, held against {from}`. Out: text with the values in their places; a place with two
//! words after its name gives the first where the value is 1. Refuses a place that is not closed.

use std::borrow::Cow;

use super::Message;

/// A stretch of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    /// A value, by its name.
    Value(String),
    /// One of two words, by a value that counts: `{n:file|files}`.
    Plural {
        count: String,
        one: String,
        many: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(pub Vec<Piece>);

impl Template {
    /// None where a brace is not closed or a place has no name.
    pub fn parse(text: &str) -> Option<Template> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((words, after)) = rest.split_once('{') {
            let (place, tail) = after.split_once('}')?;
            if !words.is_empty() {
                pieces.push(Piece::Words(words.to_string()));
            }
            pieces.push(place_of(place)?);
            rest = tail;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest.to_string()));
        }
        Some(Template(pieces))
    }

    /// The names of its values.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Words(_) => None,
            Piece::Value(name) | Piece::Plural { count: name, .. } => Some(name.as_str()),
        })
    }

    /// Its fixed words alone.
    pub fn fixed(&self) -> String {
        let words = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            _ => String::new(),
        };
        self.0.iter().map(words).collect()
    }

    /// Writes the words, each value by `write`.
    pub(super) fn write(
        &self,
        out: &mut String,
        values: &[(Cow<'static, str>, Message)],
        write: impl Fn(&Message, &mut String),
    ) {
        let value = |name: &str| values.iter().find(|(own, _)| *own == name).map(|(_, value)| value);
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Value(name) => match value(name) {
                    Some(value) => write(value, out),
                    None => out.push_str(name),
                },
                Piece::Plural { count, one, many } => {
                    let is_one = value(count).is_some_and(|count| *count == Message::Verbatim("1".to_string()));
                    out.push_str(if is_one { one } else { many });
                }
            }
        }
    }

    /// The values of words that this template can have made; each reaches to the next fixed words.
    pub(super) fn read(&self, words: &str) -> Option<Vec<(String, String)>> {
        let mut values = Vec::new();
        let mut rest = words;
        let mut open: Option<&String> = None;
        for piece in &self.0 {
            match piece {
                Piece::Words(fixed) => {
                    let at = match open {
                        Some(_) => rest.find(fixed.as_str())?,
                        None => rest.starts_with(fixed.as_str()).then_some(0)?,
                    };
                    if let Some(name) = open.take() {
                        values.push((name.clone(), rest[..at].to_string()));
                    }
                    rest = &rest[at + fixed.len()..];
                }
                Piece::Value(name) => open = Some(name),
                Piece::Plural { one, many, .. } => {
                    rest = rest.strip_prefix(many.as_str()).or_else(|| rest.strip_prefix(one.as_str()))?;
                }
            }
        }
        match open {
            Some(name) => values.push((name.clone(), rest.to_string())),
            None if !rest.is_empty() => return None,
            None => {}
        }
        Some(values)
    }
}

fn place_of(text: &str) -> Option<Piece> {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    match text.split_once(':') {
        None => is_name(text).then(|| Piece::Value(text.to_string())),
        Some((count, words)) => {
            let (one, many) = words.split_once('|')?;
            let (count, one, many) = (count.to_string(), one.to_string(), many.to_string());
            is_name(&count).then_some(Piece::Plural { count, one, many })
        }
    }
}
