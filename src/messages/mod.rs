//! Messages: every sentence the program says to people, in English and Chinese, from one table.
//!
//! In: `say!("check.figures", figures = 7)`: a key of `pipelines/messages/` and its values. Out: a `Message`, put into words
//! when it is shown, in the language spoken then: that of the process, or of the file being written (`speaking`). Refuses
//! nothing: a key without words is shown as itself, and a test finds it.

mod language;
mod said;
mod table;
mod template;

pub use language::{Language, language, speak, speaking};
pub use said::Said;
pub use table::{TABLE, Table};
pub use template::{Piece, Template};

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

/// Words with values, in no language yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Message {
    /// Names, figures and words of others (a source, a library), the same in every language.
    Verbatim(String),
    Keyed(Box<Keyed>),
    /// One after the other.
    Sequence(Vec<Message>),
}

/// A key of the table and what stands in its places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Keyed {
    pub key: Cow<'static, str>,
    pub values: Vec<(Cow<'static, str>, Message)>,
}

/// A message by its key, its values by name: `say!("check.pack", folder = path.display())`, `say!("run.read", files)`.
macro_rules! say {
    ($key:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::messages::Message::keyed(
            $key,
            vec![$((stringify!($name).into(), $crate::messages::say!(@ $name $(= $value)?))),*],
        )
    };
    (@ $name:ident) => { $crate::messages::Said::said(&$name) };
    (@ $name:ident = $value:expr) => { $crate::messages::Said::said(&$value) };
}
pub(crate) use say;

impl Message {
    pub fn keyed(key: impl Into<Cow<'static, str>>, values: Vec<(Cow<'static, str>, Message)>) -> Message {
        Message::Keyed(Box::new(Keyed { key: key.into(), values }))
    }

    /// The words of a name that stands in data: `named("verdict", "contradicted")`.
    pub fn named(section: &str, name: &str) -> Message {
        Message::keyed(format!("{section}.{name}"), Vec::new())
    }

    /// Words that data holds in English, as a message of the section that says the same; verbatim where none does.
    pub fn of_english(section: &str, words: &str) -> Message {
        TABLE.of_english(section, words).unwrap_or_else(|| Message::Verbatim(words.to_string()))
    }

    /// Several, with the comma of a list between them.
    pub fn list(items: impl IntoIterator<Item = Message>) -> Message {
        Message::joined(items, &say!("list.comma"))
    }

    /// Several things said one after the other, with the comma of a clause.
    pub fn clauses(items: impl IntoIterator<Item = Message>) -> Message {
        Message::joined(items, &say!("list.clause"))
    }

    /// Several, with `between` between them.
    pub fn joined(items: impl IntoIterator<Item = Message>, between: &Message) -> Message {
        let mut all = Vec::new();
        for item in items {
            if !all.is_empty() {
                all.push(between.clone());
            }
            all.push(item);
        }
        Message::Sequence(all)
    }

    /// Two sentences, one after the other.
    pub fn then(self, next: impl Into<Message>) -> Message {
        let next = next.into();
        match (self.is_empty(), next.is_empty()) {
            (true, _) => next,
            (_, true) => self,
            _ => Message::Sequence(vec![self, say!("list.then"), next]),
        }
    }

    /// Two whole sentences, one after the other.
    pub fn and(self, next: Message) -> Message {
        Message::Sequence(vec![self, say!("list.and"), next])
    }

    /// In English whatever is spoken, to be compared and sorted.
    pub fn english(&self) -> String {
        speaking(Language::English, || self.to_string())
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Message::Verbatim(text) => text.is_empty(),
            Message::Keyed(_) => false,
            Message::Sequence(parts) => parts.iter().all(Message::is_empty),
        }
    }

    /// Whether it is of this key, or holds one that is.
    pub fn has(&self, key: &str) -> bool {
        match self {
            Message::Verbatim(_) => false,
            Message::Keyed(keyed) => keyed.key == key || keyed.values.iter().any(|(_, value)| value.has(key)),
            Message::Sequence(parts) => parts.iter().any(|part| part.has(key)),
        }
    }

    /// Whether the words hold these.
    pub fn contains(&self, words: &str) -> bool {
        self.to_string().contains(words)
    }

    fn write(&self, out: &mut String, language: Language) {
        match self {
            Message::Verbatim(text) => out.push_str(text),
            Message::Sequence(parts) => parts.iter().for_each(|part| part.write(out, language)),
            Message::Keyed(keyed) => match TABLE.template(&keyed.key, language) {
                Some(template) => template.write(out, &keyed.values, |value, out| value.write(out, language)),
                None => out.push_str(&keyed.key),
            },
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out, language());
        f.pad(&out)
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Default for Message {
    fn default() -> Message {
        Message::Verbatim(String::new())
    }
}

impl From<String> for Message {
    fn from(text: String) -> Message {
        Message::Verbatim(text)
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Message {
        Message::Verbatim(text.to_string())
    }
}

impl From<&String> for Message {
    fn from(text: &String) -> Message {
        Message::Verbatim(text.clone())
    }
}

impl From<Message> for String {
    fn from(message: Message) -> String {
        message.to_string()
    }
}

impl PartialEq<str> for Message {
    fn eq(&self, words: &str) -> bool {
        self.to_string().as_str() == words
    }
}

impl PartialEq<&str> for Message {
    fn eq(&self, words: &&str) -> bool {
        *self == **words
    }
}

#[cfg(test)]
mod tests;
