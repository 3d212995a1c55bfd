//! Whole little texts: headings, paragraphs with several sentences, dates carried over, references.
//!
//! In: the book. Out: texts with the place of every figure. Refuses to tell of one series twice in a text: a text that
//! takes its figures from two editions is not of one mind.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::book::{Book, Sight};
use super::chance::Chance;
use super::draw::{Shape, draw_at};
use super::printing::Language;
use super::sentence::{Fact, Sentence, Template, write_for};
use super::templates::{CHINESE, ENGLISH};

/// A text, and its figures with their paragraph and place in it.
pub struct Text {
    pub text: String,
    pub day: NaiveDate,
    pub figures: Vec<(Fact, u32, (usize, usize))>,
}

/// After so many draws the series of the day are told out.
const TRIES: usize = 300;
const PARAGRAPHS: usize = 4;
const SENTENCES: usize = 3;

const CHINESE_WORDS: [&str; 4] = [
    "改革开放以来，政府职能不断转变，财政收支规模随之扩大。",
    "下面的数据可以说明这一点。",
    "这一变化与经济发展水平有关，也与行政体制有关。",
    "由此可见，控制行政成本仍是一项长期任务。",
];
const ENGLISH_WORDS: [&str; 4] = [
    "The size of government has been debated for a long time.",
    "The official figures tell a part of the story.",
    "Part of the change follows from the growth of the economy.",
    "Keeping the cost of government in check remains a task for years to come.",
];

/// A text of each language in turn.
pub fn texts(count: usize, book: &Book, chance: &mut Chance) -> Vec<Text> {
    let languages = [Language::Chinese, Language::English];
    languages.iter().cycle().take(count).map(|language| text(*language, book, chance)).collect()
}

fn text(language: Language, book: &Book, chance: &mut Chance) -> Text {
    let days = [(2008, 12, 31), (2011, 6, 30), (2012, 12, 31), (2016, 3, 31), (2021, 6, 30), (2024, 12, 31)];
    let (year, month, of_month) = *chance.pick(&days);
    let day = NaiveDate::from_ymd_opt(year, month, of_month).expect("a day");
    let sight = Sight { day, edition: None };
    let chinese = language == Language::Chinese;
    let mut paragraphs = vec![if chinese { "一、问题的提出" } else { "1 Introduction" }.to_string()];
    let (mut figures, mut told) = (Vec::new(), BTreeSet::new());
    let words = if chinese { CHINESE_WORDS } else { ENGLISH_WORDS };
    for opening in words.iter().take(PARAGRAPHS) {
        let mut paragraph = opening.to_string();
        for _ in 0..SENTENCES {
            let Some(sentence) = fresh(language, &sight, &mut told, book, chance) else { continue };
            if !chinese {
                paragraph.push(' ');
            }
            let before = paragraph.chars().count();
            let (text, places) = sentence.text(&[]);
            let number = paragraphs.len() as u32 + 1;
            let at = places.iter().map(|(start, length)| (before + start, *length));
            figures.extend(sentence.facts.iter().cloned().zip(at).map(|(fact, place)| (fact, number, place)));
            paragraph.push_str(&text);
        }
        paragraphs.push(paragraph);
    }
    paragraphs.push(if chinese { "参考文献" } else { "References" }.to_string());
    paragraphs.push(match chinese {
        true => format!("[1] 国家统计局. 中国统计年鉴{0}[M]. 北京: 中国统计出版社, {0}.", day.year()),
        false => {
            format!("[1] National Bureau of Statistics. China Statistical Yearbook {0}. Beijing, {0}.", day.year())
        }
    });
    Text { text: paragraphs.join("\n\n"), day, figures }
}

/// A sentence about series that the text has not told of.
fn fresh(
    language: Language,
    sight: &Sight,
    told: &mut BTreeSet<(&'static str, &'static str)>,
    book: &Book,
    chance: &mut Chance,
) -> Option<Sentence> {
    let templates: &'static [Template] = if language == Language::Chinese { &CHINESE } else { &ENGLISH };
    for _ in 0..TRIES {
        let template = chance.pick(templates);
        if matches!(template.shape, Shape::Rank | Shape::Run) {
            continue;
        }
        let Some(like) = draw_at(template.shape, language, sight.clone(), book, chance) else { continue };
        let Some(sentence) = write_for(template, &like, book, chance) else { continue };
        let draw = &sentence.draw;
        let is_of_the_day = draw.sight.edition.is_none() && draw.to < sight.day.year() - 1;
        let subjects = std::iter::once(&draw.a).chain(draw.b.as_ref());
        let series: Vec<_> = subjects
            .flat_map(|one| [Some(one.over), one.under].into_iter().flatten().map(|thing| (thing.series, one.area.0)))
            .collect();
        if is_of_the_day && series.iter().all(|one| !told.contains(one)) {
            told.extend(series);
            return Some(sentence);
        }
    }
    None
}
