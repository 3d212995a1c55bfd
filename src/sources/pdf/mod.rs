//! PDF documents read as printed: words at their places, ruled and unruled tables, running text.
//!
//! In: a document's bytes. Out: a grid for each table, on the sheet `page 3`, and passages of running text. Refuses:
//! documents with a password, damaged beyond following, scanned without text, or built to exhaust their reader.

mod bands;
mod book;
mod canvas;
mod columns;
mod document;
mod font;
mod glyph_names;
mod halves;
mod ink;
mod lattice;
mod page;
mod paragraph;
mod rules;
mod running;
mod stacked;
mod table;
mod text;
mod unfold;
#[cfg(test)]
mod written;

use super::finding::{Contents, Finding};
use crate::messages::{Message, say};
use document::{Document, Drawn};
use ink::Unseen;
use page::{Item, Page};

/// Opens a document and reads all its pages.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Finding> {
    let document = Document::open(bytes)?;
    let mut pages: Vec<Page> = Vec::new();
    let mut cut: Vec<usize> = Vec::new();
    document.draw(|number, drawn| {
        let Drawn { paint, width, height, images, cut_short } = drawn;
        cut.extend(cut_short.then_some(number));
        let (glyphs, strokes, unseen) = ink::seen(paint, images);
        let upright = text::upright(glyphs, strokes, width, height);
        let before = pages.last().and_then(last_edges);
        pages.push(Page { unseen, ..page::lay_out(number, &upright, images, before.as_deref()) });
    });
    let mut findings = doubts(&pages, &cut);
    if pages.iter().all(|page| page.items.is_empty()) {
        return Err(refusal(&pages, &cut));
    }
    let (numbers, heads) = running::take_out(&mut pages);
    let mut contents = book::contents(pages);
    contents.opened.extend(document.was_encrypted().then(|| say!("opened.empty-password")));
    for (count, what) in [(numbers, say!("opened.page-numbers")), (heads, say!("opened.running-heads"))] {
        contents.opened.extend((count > 0).then(|| say!("opened.left-out", count, what)));
    }
    findings.append(&mut contents.findings);
    contents.findings = findings;
    Ok(contents)
}

fn last_edges(page: &Page) -> Option<Vec<f64>> {
    page.items.iter().rev().find_map(|item| match item {
        Item::Table(table) => Some(table.edges.clone()),
        Item::Line(_) => None,
    })
}

/// Nothing on any page can be read.
fn refusal(pages: &[Page], cut: &[usize]) -> Finding {
    let images = pages.iter().filter(|page| page.images > 0).count();
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    match () {
        _ if unknown > 0 => {
            Finding::error("no-text-layer", say!("source.fonts-unnamed")).help(say!("source.ocr-image"))
        }
        _ if images > 0 => {
            let message = say!("source.scanned", pages = holding(pages));
            Finding::error("no-text-layer", message).help(say!("source.ocr"))
        }
        _ if !cut.is_empty() => Finding::error("file-too-large", say!("source.pages-unfold")),
        _ => Finding::error("no-text-layer", say!("source.pages-empty")),
    }
}

fn holding(pages: &[Page]) -> Message {
    match pages {
        [page] => say!("source.page-image", number = page.number),
        _ => say!("source.pages-image", pages = pages.len()),
    }
}

/// Pages by number, a code, and what is said of so many pages.
type Case = (Vec<String>, &'static str, fn(usize, String) -> Message);

/// What was left out of pages that were read.
fn doubts(pages: &[Page], cut: &[usize]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let numbers = |wanted: &dyn Fn(&Page) -> bool| -> Vec<String> {
        pages.iter().filter(|page| wanted(page)).map(|page| page.number.to_string()).collect()
    };
    let scanned = numbers(&|page| page.items.is_empty() && page.images > 0);
    let unknown = numbers(&|page| page.unknown > 0);
    let askew = numbers(&|page| page.askew > 0);
    let left_out = numbers(&|page| page.unseen == Unseen::LeftOut);
    let recognised = numbers(&|page| page.unseen == Unseen::Recognised);
    let cases: [Case; 6] = [
        (left_out, "text-unseen", |n, pages| say!("pages.unpainted", n, pages)),
        (recognised, "text-recognised", |n, pages| say!("pages.recognised", n, pages)),
        (scanned, "page-without-text", |n, pages| say!("pages.scanned", n, pages)),
        (unknown, "characters-lost", |n, pages| say!("pages.unnamed", n, pages)),
        (askew, "text-askew", |n, pages| say!("pages.angle", n, pages)),
        (cut.iter().map(usize::to_string).collect(), "page-cut-short", |n, pages| say!("pages.too-much", n, pages)),
    ];
    for (pages, code, message) in cases.into_iter().filter(|(pages, ..)| !pages.is_empty()) {
        findings.push(Finding::warning(code, message(pages.len(), pages.join(", "))));
    }
    findings
}
