//! Tags: a look through HTML or XML text without building a tree.
//!
//! In: text. Out: its tags one by one; for HTML whether a tree may be built of it. Refuses pages nested or repeated
//! beyond what a table needs.

use super::finding::Finding;
use crate::messages::{Message, say};

/// Elements of HTML that do not begin a new line.
pub(super) const INLINE: [&str; 38] = [
    "a", "b", "i", "u", "s", "em", "strong", "span", "font", "sub", "sup", "small", "big", "label", "code", "nobr",
    "ins", "del", "abbr", "wbr", "strike", "mark", "tt", "cite", "q", "var", "kbd", "samp", "dfn", "bdi", "bdo",
    "time", "data", "acronym", "math", "ruby", "rb", "rbc",
];
/// Depth at which the tree builder's searches for open elements begin to cost more than the page is worth.
const DEEPEST: usize = 400;
const MOST_TAGS: usize = 2_000_000;
/// Attributes of one tag: the tree builder compares each with all others.
const MOST_ATTRIBUTES: usize = 1_000;

/// One tag: `name` as written, `inside` what stands between name and `>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub name: &'a str,
    pub inside: &'a str,
    pub closes: bool,
}

impl<'a> Tag<'a> {
    /// The value of an attribute, entities left as they are.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.inside;
        loop {
            let at = rest.find(name)?;
            let before = rest.get(..at)?.chars().next_back();
            let after = rest.get(at + name.len()..)?;
            let value = after.trim_start().strip_prefix('=').map(str::trim_start);
            match (before.is_none_or(char::is_whitespace), value) {
                (true, Some(value)) => {
                    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                    return value.get(1..)?.split(quote).next();
                }
                _ => rest = after,
            }
        }
    }

    /// `<br/>`.
    pub fn closes_itself(&self) -> bool {
        self.inside.ends_with('/')
    }
}

/// Digits and brackets as raised characters, so that `5` with the footnote mark `3)` does not become 53; `None` where
/// anything else is raised.
pub(super) fn raise(text: &str) -> Option<String> {
    let raised = text.chars().map(|c| match c {
        '1' => Some('¹'),
        '2' => Some('²'),
        '3' => Some('³'),
        '0' | '4'..='9' => char::from_u32('⁰' as u32 + c as u32 - '0' as u32),
        '(' => Some('⁽'),
        ')' => Some('⁾'),
        ' ' | ',' | '*' => Some(c),
        _ => None,
    });
    raised.collect()
}

/// Digits as lowered characters, so that they are no digits of the number before; `None` where anything else is lowered.
pub(super) fn lower(text: &str) -> Option<String> {
    let lowered = text.chars().map(|c| match c {
        '0'..='9' => char::from_u32('₀' as u32 + c as u32 - '0' as u32),
        _ => None,
    });
    lowered.collect()
}

/// All tags in order; comments, declarations and processing instructions are passed over.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let after = rest.get(rest.find('<')? + 1..)?;
            if let Some(comment) = after.strip_prefix("!--") {
                rest = comment.find("-->").and_then(|end| comment.get(end + 3..)).unwrap_or("");
                continue;
            }
            let closes = after.starts_with('/');
            let named = if closes { after.get(1..)? } else { after };
            if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
                rest = after;
                continue;
            }
            let end = end_of_tag(named);
            let tag = named.get(..end)?;
            rest = named.get(end..)?;
            let split = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
            return Some(Tag { name: tag.get(..split)?, inside: tag.get(split..)?, closes });
        }
    })
}

/// Where the tag's `>` stands; quoted values may hold one.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.find('>').unwrap_or(text.len())
}

/// Elements that never hold others.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that a new one of the same name ends, within one table.
const ENDS_ITSELF: [&str; 12] =
    ["td", "th", "tr", "p", "li", "option", "thead", "tbody", "tfoot", "dt", "dd", "colgroup"];

/// Whether a tree may be built of an HTML text.
pub(super) fn check_html(text: &str) -> Result<(), Finding> {
    let mut open: Vec<String> = Vec::new();
    if text.bytes().filter(|byte| *byte == b'<').count() > MOST_TAGS {
        return Err(too_much(say!("source.too-many-tags", most = MOST_TAGS)));
    }
    for tag in tags(text) {
        if has_too_many_attributes(tag.inside) {
            return Err(too_much(say!("source.too-many-attributes", most = MOST_ATTRIBUTES)));
        }
        let name = tag.name.to_ascii_lowercase();
        if tag.closes {
            if let Some(at) = open.iter().rposition(|o| *o == name) {
                open.truncate(at);
            }
        } else if !VOID.contains(&name.as_str()) && !tag.closes_itself() {
            if ENDS_ITSELF.contains(&name.as_str()) {
                let table = open.iter().rposition(|o| o == "table").map_or(0, |at| at + 1);
                if let Some(at) = open.iter().rposition(|o| *o == name).filter(|&at| at >= table) {
                    open.truncate(at);
                }
            }
            open.push(name);
        }
        if open.len() > DEEPEST {
            return Err(too_much(say!("source.too-deep", most = DEEPEST)));
        }
    }
    Ok(())
}

/// Blanks and slashes outside of quoted values part attributes.
fn has_too_many_attributes(inside: &str) -> bool {
    let (mut quote, mut before, mut parts) = (None, b' ', 0);
    for byte in inside.bytes().filter(|_| inside.len() > MOST_ATTRIBUTES) {
        let parts_here = byte.is_ascii_whitespace() || byte == b'/';
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, _) if !parts_here && (before.is_ascii_whitespace() || matches!(before, b'/' | b'"' | b'\'')) => {
                parts += 1;
            }
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        before = byte;
    }
    parts > MOST_ATTRIBUTES
}

fn too_much(what: Message) -> Finding {
    Finding::error("page-too-complex", say!("source.html-odd", what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_and_read() {
        let found: Vec<Tag> = tags("a<!-- <b> --><td  class=\"x>y\" colspan = '3'>5 < 6</td><br/>").collect();
        assert_eq!(found.len(), 3);
        assert_eq!((found[0].name, found[0].attribute("colspan")), ("td", Some("3")));
        assert!(found[1].closes && found[2].closes_itself());
    }

    #[test]
    fn unclosed_cells_are_not_depth() {
        let page = format!("<table>{}</table>", "<tr><td><font>1<td><font>2".repeat(5000));
        assert_eq!(check_html(&page), Ok(()));
        assert!(check_html(&"<div>".repeat(10_000)).is_err());
    }

    #[test]
    fn attributes_are_counted_outside_of_values() {
        let many: String = (0..2_000).map(|at| format!(" a{at}=\"1\"")).collect();
        assert!(check_html(&format!("<p{many}>x</p>")).is_err());
        assert!(check_html(&format!("<p{}>x</p>", many.replace("=\"1\"", ""))).is_err());
        assert_eq!(check_html(&format!("<p title='{}'>x</p>", many.replace('"', ""))), Ok(()));
    }
}
