//! The outline of a text: its title, the lines above it, and the headings that stand above a paragraph.
//!
//! In: passages in order. Out: the title, and for each passage the headings it stands under, outermost first. Refuses
//! to take a sentence for a heading unless it is numbered, and captions of charts, dates and page marks for headings.

use std::sync::LazyLock;

use regex::Regex;

use super::label;
use super::prose_stage::Years;
use super::prose_title;
use crate::sources::Passage;

/// A line of more letters is no heading.
const LONGEST: usize = 60;
/// The level of a line by itself: below headings marked with `#`, above numbered ones.
const LINE: u8 = 6;
/// Sentences at the start of a text that may say what it is of, and letters of each.
const MOST_OPENING: usize = 3;
const LONGEST_OPENING: usize = 200;
/// Bytes of headings that are kept for what they say of the whole text.
const MOST_WORDS: usize = 20_000;

/// One line of a document: a passage, or a line that a table was read with.
#[derive(Clone, Copy, Debug)]
pub struct Line<'p> {
    pub passage: &'p Passage,
    pub is_aside: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Outline {
    pub title: Option<String>,
    /// Lines above the text, and its first sentences.
    front: Vec<String>,
    opening: Vec<String>,
    /// What the title, else the headings, say of years carried out and planned.
    pub years: Years,
    /// Level and text of the headings open, outermost first.
    open: Vec<(u8, String)>,
    /// Title and headings in one text, as far as it is not too long for a text of its own; and its key.
    pub words: String,
    pub key: String,
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
    pub fn new(lines: &[Line], path: &str) -> Outline {
        let mut outline = Outline::default();
        for Line { passage, .. } in lines {
            if let Some((_, heading)) = named_heading(&passage.text).filter(|_| outline.words.len() < MOST_WORDS) {
                outline.words.push_str(&heading);
                outline.words.push(' ');
            }
        }
        let texts: Vec<&str> = lines.iter().map(|line| line.passage.text.as_str()).collect();
        outline.front = prose_title::front(&texts).iter().map(|line| line.to_string()).collect();
        let sentences = texts.iter().filter(|text| text.contains(['。', '，']));
        outline.opening =
            sentences.take(MOST_OPENING).map(|text| text.chars().take(LONGEST_OPENING).collect()).collect();
        let first = texts.first().and_then(|text| named_heading(text));
        let first = first.filter(|(level, text)| *level <= LINE && !prose_title::is_issuer(text)).map(|(_, text)| text);
        outline.title = prose_title::of(&texts, &outline.front).or(first);
        let titled = Years::of(outline.title.as_deref().unwrap_or_default());
        outline.years = if titled == Years::default() { Years::of(&outline.words) } else { titled };
        outline.words.push_str(path);
        outline.key = label::key(&outline.words);
        outline
    }

    /// The lines above the text, the nearest first.
    pub fn front(&self) -> impl Iterator<Item = &str> {
        self.front.iter().rev().map(String::as_str)
    }

    /// The first sentences.
    pub fn opening(&self) -> impl Iterator<Item = &str> {
        self.opening.iter().map(String::as_str)
    }

    /// Goes on to a passage: a heading closes those of its own level and below, and so does a numbered paragraph that is
    /// too long to be one itself.
    /// Whether it stands under another heading than the passage before.
    pub fn enter(&mut self, text: &str) -> bool {
        let Some((level, heading)) = heading(text).filter(|_| !self.is_issuer(text)) else { return false };
        self.open.retain(|(known, _)| *known < level);
        self.open.extend(heading.map(|heading| (level, heading)));
        true
    }

    /// A line above the text that says who issues it.
    fn is_issuer(&self, text: &str) -> bool {
        let text = text.trim();
        prose_title::is_issuer(text) && self.front.iter().any(|line| line == text)
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

fn named_heading(text: &str) -> Option<(u8, String)> {
    heading(text).and_then(|(level, text)| Some((level, text?)))
}

/// A passage's own heading: a short line that ends no sentence, or what a numbered paragraph begins with; its level alone
/// where that is too long.
fn heading(text: &str) -> Option<(u8, Option<String>)> {
    let text = text.trim();
    if prose_title::is_no_heading(text) {
        return None;
    }
    let hashes = text.chars().take_while(|letter| *letter == '#').count();
    if (1..=6).contains(&hashes) && text.chars().nth(hashes) == Some(' ') {
        let level = u8::try_from(hashes).unwrap_or(6).saturating_sub(1);
        return Some((level, Some(text.trim_start_matches('#').trim().to_string())));
    }
    let first = text.split(['。', '：', '；']).next().unwrap_or(text).trim();
    let short = first.chars().count() <= LONGEST;
    if let Some(level) = LEVELS.iter().position(|level| level.is_match(text)) {
        return Some((LINE + 1 + u8::try_from(level).unwrap_or(0), short.then(|| first.to_string())));
    }
    let is_line = text == first && !text.ends_with(['.', ';', ':', '!', '?', '！', '？', '，', ',']);
    let is_sentence = text.contains(['，', ',', '。']);
    (is_line && short && !is_sentence).then(|| (LINE, Some(text.to_string())))
}
