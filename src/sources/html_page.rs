//! The parts of a web page in order. In: decoded HTML. Out: each of its elements and texts, before and after what is inside
//! it. Refuses nothing: a page that is not well formed is mended as a browser does.

use super::finding::Finding;
use scraper::Html;
pub(super) use scraper::Node;
pub(super) use scraper::node::Element;

/// Elements whose text nobody sees or reads as part of a page.
pub(super) const HIDDEN: [&str; 15] = [
    "head", "title", "script", "style", "template", "noscript", "xml", "svg", "nav", "select", "button", "textarea",
    "rt", "rtc", "rp",
];

/// Whether a part of a page begins or ends.
pub(super) enum Step {
    Begins,
    Ends,
}

/// Walks through the parts of a page in order, each before and after what is inside it.
pub(super) fn visit(text: &str, mut act: impl FnMut(Step, &Node) -> Result<(), Finding>) -> Result<(), Finding> {
    let page = Html::parse_document(text);
    let mut next = Some(page.tree.root());
    while let Some(mut node) = next {
        act(Step::Begins, node.value())?;
        next = node.first_child();
        while next.is_none() {
            act(Step::Ends, node.value())?;
            next = node.next_sibling();
            match node.parent() {
                Some(parent) => node = parent,
                None => break,
            }
        }
    }
    Ok(())
}

/// Folds blanks as a browser does; no-break spaces stay.
pub(super) fn add_text(line: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\r' | '\n' | '\x0c' => {
                if !line.is_empty() && !line.ends_with([' ', '\n']) {
                    line.push(' ');
                }
            }
            c => line.push(c),
        }
    }
}
