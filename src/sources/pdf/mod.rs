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
    contents.opened.extend(document.was_encrypted().then(|| "decrypted with the empty password".to_string()));
    for (count, what) in [(numbers, "page numbers"), (heads, "lines of running heads")] {
        contents.opened.extend((count > 0).then(|| format!("{count} {what} left out")));
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
        _ if unknown > 0 => Finding::error("no-text-layer", "its fonts do not say which characters they print")
            .help("print it to an image, have the text recognised (OCR), and use that copy"),
        _ if images > 0 => {
            let message = format!("{} and no text: it was scanned and needs OCR", holding(pages));
            Finding::error("no-text-layer", message).help("have its text recognised (OCR) and use that copy")
        }
        _ if !cut.is_empty() => Finding::error("file-too-large", "its pages unfold to more than any real page holds"),
        _ => Finding::error("no-text-layer", "its pages hold neither text nor images"),
    }
}

fn holding(pages: &[Page]) -> String {
    match pages {
        [page] => format!("page {} holds an image", page.number),
        _ => format!("its {} pages hold images", pages.len()),
    }
}

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
    let cases = [
        (left_out, "text-unseen", "hold text that is not painted, or white on white; it was left out"),
        (
            recognised,
            "text-recognised",
            "hold no text but what lies unseen over an image: a machine recognised it (OCR), and digits may be wrong",
        ),
        (scanned, "page-without-text", "hold an image and no text, and need OCR"),
        (unknown, "characters-lost", "hold characters that their fonts do not name; they were left out"),
        (askew, "text-askew", "hold text set at an angle (a watermark); it was left out"),
        (
            cut.iter().map(usize::to_string).collect(),
            "page-cut-short",
            "draw more than any real page does; the rest was left out",
        ),
    ];
    for (pages, code, message) in cases.into_iter().filter(|(pages, ..)| !pages.is_empty()) {
        let (word, message) = match pages.as_slice() {
            [_] => (
                "page",
                message.replacen("hold ", "holds ", 1).replacen("draw ", "draws ", 1).replacen("need ", "needs ", 1),
            ),
            _ => ("pages", message.to_string()),
        };
        findings.push(Finding::warning(code, format!("{word} {} {message}", pages.join(", "))));
    }
    findings
}
