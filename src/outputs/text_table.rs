//! Tables for the terminal, aligned by display width (a Chinese character is two columns wide).
//!
//! In: a header and rows of text. Out: text. Refuses nothing: a short row is padded.

use unicode_width::UnicodeWidthStr;

use crate::messages::Message;

/// Heads of columns as people read them; data has the English ones.
pub fn heads(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| Message::of_english("column", name).to_string()).collect()
}

/// Columns two blanks apart; those listed in `right` are aligned right.
pub fn text_table<T: AsRef<str>>(header: &[T], rows: &[Vec<String>], right: &[usize]) -> String {
    let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
    let widths: Vec<usize> = header
        .iter()
        .enumerate()
        .map(|(at, title)| rows.iter().map(|row| cell(row, at).width()).max().unwrap_or(0).max(title.as_ref().width()))
        .collect();
    let line = |texts: Vec<String>| {
        let padded = texts.iter().zip(&widths).enumerate().map(|(at, (text, width))| {
            let blanks = " ".repeat(width.saturating_sub(text.width()));
            if right.contains(&at) { format!("{blanks}{text}") } else { format!("{text}{blanks}") }
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_string()
    };
    let mut lines = vec![line(header.iter().map(|title| title.as_ref().to_string()).collect())];
    lines.push(widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join("  "));
    lines.extend(rows.iter().map(|row| line((0..header.len()).map(|at| cell(row, at)).collect())));
    lines.join("\n") + "\n"
}
