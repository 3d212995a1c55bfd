//! Roles in colour and in words.
//!
//! In: a role or a remark. Out: its colour on a terminal, its class on a page, its sign and its words. Refuses nothing.

use anstyle::{AnsiColor, Style};

use crate::tables::roles::{CellRole, Role};

/// The colour of a cell; a remark goes before its role.
pub fn style(cell: &CellRole) -> Style {
    let remarks = &cell.remarks;
    let role = of_role(cell.role);
    if remarks.corrected.is_some() {
        return AnsiColor::Magenta.on_default().bold();
    }
    if remarks.is_repaired {
        return AnsiColor::Yellow.on_default();
    }
    if remarks.is_missing { role.dimmed() } else { role }
}

pub fn of_role(role: Role) -> Style {
    match role {
        Role::Title => AnsiColor::Cyan.on_default().bold(),
        Role::Unit => AnsiColor::Cyan.on_default(),
        Role::Preamble => AnsiColor::Cyan.on_default().dimmed(),
        Role::Header(_) => AnsiColor::Blue.on_default().bold(),
        Role::StubHead => AnsiColor::Green.on_default().bold(),
        Role::Stub => AnsiColor::Green.on_default(),
        Role::Body => Style::new(),
        Role::Note => Style::new().italic().dimmed(),
        Role::SetAside => AnsiColor::Red.on_default(),
        Role::Unread => Style::new().dimmed(),
    }
}

/// The role as a class name.
pub fn class(role: Role) -> String {
    match role {
        Role::Header(level) => format!("header h{}", level.min(4)),
        other => other.to_string().replace(' ', "-"),
    }
}

/// What a role means, for the legend.
pub fn meaning(role: Role) -> &'static str {
    match role {
        Role::Title => "names the table",
        Role::Unit => "the unit line",
        Role::Preamble => "a line of key and value above the table",
        Role::Header(_) => "heads columns; level 1 is the outermost",
        Role::StubHead => "heads the stub",
        Role::Stub => "names a row",
        Role::Body => "a figure: one observation",
        Role::Note => "a note below or above the table",
        Role::SetAside => "a number that is no figure of a table",
        Role::Unread => "words that no table uses",
    }
}

/// Signs that follow a cell, with their words.
pub fn signs(cell: &CellRole) -> Vec<(&'static str, &'static str)> {
    let remarks = &cell.remarks;
    let all = [
        (remarks.is_missing && remarks.corrected.is_none(), ("∅", "missing value")),
        (remarks.corrected.is_some(), ("!", "corrected by a definition")),
        (remarks.is_repaired, ("~", "repaired: blanks inside the number removed")),
        (remarks.is_doubtful, ("?", "doubtful: see below")),
        (remarks.aside.is_some(), ("×", "set aside")),
    ];
    all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, sign)| sign).collect()
}
