//! How a page shows an element. In: an element of a web page. Out: whether its text is struck through, raised, lowered, or
//! not shown at all. Refuses to read style sheets: only what stands at the element itself counts.

use super::html_page::Element;

/// Where a text stands on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Raised,
    Lowered,
}

/// Text that its author took back.
pub(super) fn is_struck(element: &Element) -> bool {
    matches!(element.name(), "s" | "del" | "strike") || style(element).contains("line-through")
}

/// Raised by its kind, by its style, or as a link to a note.
pub(super) fn level(element: &Element) -> Option<Level> {
    let style = style(element);
    let lifted = || {
        let by = style.split(';').find_map(|part| part.strip_prefix("mso-text-raise:"));
        by.map(|by| if by.starts_with('-') { Level::Lowered } else { Level::Raised })
    };
    match element.name() {
        "sup" => Some(Level::Raised),
        "sub" => Some(Level::Lowered),
        _ if style.contains("vertical-align:super") || is_note_link(element) => Some(Level::Raised),
        _ if style.contains("vertical-align:sub") => Some(Level::Lowered),
        _ => lifted(),
    }
}

fn is_note_link(element: &Element) -> bool {
    const NAMES: [&str; 5] = ["footnote", "noteref", "endnote", "fnref", "fn-ref"];
    let class = element.attr("class").unwrap_or_default().to_ascii_lowercase();
    let role = ["role", "epub:type"].iter().filter_map(|name| element.attr(name)).any(|role| role.contains("noteref"));
    let is_back = class.contains("back");
    element.name() == "a" && !is_back && (role || NAMES.iter().any(|name| class.contains(name)))
}

/// A row, or a group of rows, that the page leaves out.
pub(super) fn is_hidden_row(element: &Element) -> bool {
    let is_row = matches!(element.name(), "tr" | "tbody" | "thead" | "tfoot");
    is_row && (element.attr("hidden").is_some() || style(element).contains("display:none"))
}

/// A cell that the page's maker hid, or a row that a spreadsheet program did.
pub(super) fn is_unseen(element: &Element) -> bool {
    match element.name() {
        "td" | "th" => element.attr("hidden").is_some() || style(element).contains("display:none"),
        "tr" => style(element).contains("display:none") && style(element).contains("mso-"),
        _ => false,
    }
}

/// The printed form of a formula, which the page holds a second time beside its structure.
pub(super) fn is_second_form(element: &Element) -> bool {
    element.attr("aria-hidden") == Some("true")
        && element.attr("class").is_some_and(|class| class.contains("katex-html"))
}

/// The element's own style in small letters, without blanks.
pub(super) fn style(element: &Element) -> String {
    let style = element.attr("style").unwrap_or_default();
    style.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_ascii_lowercase()
}
