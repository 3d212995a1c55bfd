//! The outline of a text: its title and the headings that stand above a paragraph.
//!
//! In: passages in order. Out: the title, and for each passage the headings it stands under, outermost first. Refuses
//! to take a sentence for a heading unless it is numbered.

use std::sync::LazyLock;

use regex::Regex;

use crate::sources::Passage;

/// A line of more letters is no heading.
const LONGEST: usize = 60;
/// The level of a line by itself: below headings marked with `#`, above numbered ones.
const LINE: u8 = 6;

#[derive(Clone, Debug, Default)]
pub struct Outline {
    pub title: Option<String>,
    /// Level and text of the headings open, outermost first.
    open: Vec<(u8, String)>,
    /// Title and all headings in one text.
    pub words: String,
}

static LEVELS: [LazyLock<Regex>; 5] = [
    LazyLock::new(|| Regex::new(r"^第[一二三四五六七八九十\d]{1,4}[章节篇部]").expect("a valid pattern")),
    LazyLock::new(|| Regex::new(r"^[一二三四五六七八九十]{1,3}、").expect("a valid pattern")),
    LazyLock::new(|| Regex::new(r"^[（(][一二三四五六七八九十]{1,3}[)）]").expect("a valid pattern")),
    LazyLock::new(|| Regex::new(r"^\d{1,2}(?:[、．]|\.\s*[^\d\s])").expect("a valid pattern")),
    LazyLock::new(|| Regex::new(r"^(?:[（(]\d{1,2}[)）]|[①-⑳]|\d{1,2}[)）])").expect("a valid pattern")),
];

impl Outline {
    /// The title and the words of all headings; none is open yet.
    pub fn new(passages: &[Passage], path: &str) -> Outline {
        let mut outline = Outline::default();
        for passage in passages {
            if let Some((_, heading)) = heading(&passage.text) {
                outline.words.push_str(&heading);
                outline.words.push(' ');
            }
        }
        let first = passages.first().and_then(|passage| heading(&passage.text));
        outline.title = first.filter(|(level, _)| *level <= LINE).map(|(_, text)| text);
        outline.words.push_str(path);
        outline
    }

    /// Goes on to a passage: a heading closes those of its own level and below.
    pub fn enter(&mut self, text: &str) {
        if let Some((level, heading)) = heading(text) {
            self.open.retain(|(known, _)| *known < level);
            self.open.push((level, heading));
        }
    }

    /// The headings above a passage, its own included, outermost first.
    pub fn path(&self) -> Vec<String> {
        self.open.iter().map(|(_, text)| text.clone()).collect()
    }

    /// Those with a number (`一、`, `（二）`), innermost first.
    pub fn numbered(&self) -> impl Iterator<Item = &str> {
        self.open.iter().rev().filter(|(level, _)| *level > LINE).map(|(_, text)| text.as_str())
    }

    /// All of them, innermost first.
    pub fn upwards(&self) -> impl Iterator<Item = &str> {
        self.open.iter().rev().map(|(_, text)| text.as_str())
    }
}

/// A passage's own heading: a short line that ends no sentence, or what a numbered paragraph begins with.
fn heading(text: &str) -> Option<(u8, String)> {
    let text = text.trim();
    let hashes = text.chars().take_while(|letter| *letter == '#').count();
    if (1..=6).contains(&hashes) && text.chars().nth(hashes) == Some(' ') {
        let level = u8::try_from(hashes).unwrap_or(6).saturating_sub(1);
        return Some((level, text.trim_start_matches('#').trim().to_string()));
    }
    let first = text.split(['。', '：', '；']).next().unwrap_or(text).trim();
    let short = first.chars().count() <= LONGEST;
    if let Some(level) = LEVELS.iter().position(|level| level.is_match(text)) {
        return short.then(|| (LINE + 1 + u8::try_from(level).unwrap_or(0), first.to_string()));
    }
    let is_line = text == first && !text.ends_with(['.', ';', ':', '!', '?', '！', '？', '，', ',']);
    let is_sentence = text.contains(['，', ',', '。']);
    (is_line && short && !is_sentence).then(|| (LINE, text.to_string()))
}
