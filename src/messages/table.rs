//! The table of messages: `pipelines/messages/*.toml`, built into the program.
//!
//! In: the files; `[check]`, then `figures.en = "…"` and `figures.zh = "…"` for the key `check.figures`. Out: templates by key
//! and language. Refuses nothing: what is wrong with an entry is a problem that a test reports.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use toml::Value;

use super::template::Template;
use super::{Language, Message};

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/pipelines/messages");

/// The messages the program was built with.
pub static TABLE: LazyLock<Table> = LazyLock::new(|| Table::of_files(FILES.files().filter_map(|f| f.contents_utf8())));

/// Templates by key.
#[derive(Debug, Default)]
pub struct Table {
    templates: BTreeMap<String, [Option<Template>; 2]>,
    /// Entries that cannot be used, in words.
    pub problems: Vec<String>,
}

impl Table {
    pub fn of_files<'a>(files: impl Iterator<Item = &'a str>) -> Table {
        let mut table = Table::default();
        for file in files {
            match file.parse::<toml::Table>() {
                Ok(sections) => table.add("", &Value::Table(sections)),
                Err(cause) => table.problems.push(cause.to_string()),
            }
        }
        table
    }

    /// An entry has words in the languages; everything else holds entries.
    fn add(&mut self, key: &str, value: &Value) {
        let Value::Table(fields) = value else {
            self.problems.push(format!("{key} is no table"));
            return;
        };
        let words = |language: Language| fields.get(language.code()).and_then(Value::as_str);
        let languages = Language::ALL.map(words);
        if languages.iter().all(Option::is_none) {
            for (name, value) in fields {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                self.add(&key, value);
            }
            return;
        }
        let templates = languages.map(|words| words.and_then(Template::parse));
        if templates.iter().any(Option::is_none) || fields.len() != Language::ALL.len() {
            self.problems.push(format!("{key} lacks a language or a closing brace"));
        }
        if self.templates.insert(key.to_string(), templates).is_some() {
            self.problems.push(format!("{key} stands twice"));
        }
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.templates.keys().map(String::as_str)
    }

    pub fn template(&self, key: &str, language: Language) -> Option<&Template> {
        self.templates.get(key)?.get(language as usize)?.as_ref()
    }

    /// The message of a section whose English words these are, the one that leaves the least to its values where several
    /// could be.
    pub(super) fn of_english(&self, section: &str, words: &str) -> Option<Message> {
        let prefix = format!("{section}.");
        let own = self.templates.range(prefix.clone()..).take_while(|(key, _)| key.starts_with(&prefix));
        let read = own.filter_map(|(key, [english, _])| Some((key, english.as_ref()?.read(words)?)));
        let open = |values: &[(String, String)]| values.iter().map(|(_, value)| value.len()).sum::<usize>();
        let (key, values) = read.min_by_key(|(_, values)| open(values))?;
        let values = values.into_iter().map(|(name, value)| (name.into(), self.inner(value))).collect();
        Some(Message::keyed(key.clone(), values))
    }

    /// A value that is itself a message without values: words of ours, not one word that may be a name.
    fn inner(&self, value: String) -> Message {
        let is_said = |template: &&Template| template.names().next().is_none() && template.fixed() == value;
        let said = |(_, [english, _]): &(&String, &[Option<Template>; 2])| english.as_ref().filter(is_said).is_some();
        let found = value.contains(' ').then(|| self.templates.iter().find(said)).flatten();
        found.map_or(Message::Verbatim(value), |(key, _)| Message::keyed(key.clone(), Vec::new()))
    }
}
