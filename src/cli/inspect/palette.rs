//! Roles in colour and in words.
//!
//! In: a role or a remark. Out: its colour on a terminal, its class on a page, its sign and its words. Refuses nothing.

use anstyle::{AnsiColor, Style};

use crate::messages::{Message, say};
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

/// A role as people read it.
pub fn word(role: Role) -> Message {
    match role {
        Role::Header(level) => say!("role.header", level),
        other => Message::of_english("role", &other.to_string()),
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
pub fn meaning(role: Role) -> Message {
    match role {
        Role::Title => say!("role-means.title"),
        Role::Unit => say!("role-means.unit"),
        Role::Preamble => say!("role-means.preamble"),
        Role::Header(_) => say!("role-means.header"),
        Role::StubHead => say!("role-means.stub-head"),
        Role::Stub => say!("role-means.stub"),
        Role::Body => say!("role-means.body"),
        Role::Note => say!("role-means.note"),
        Role::SetAside => say!("role-means.aside"),
        Role::Unread => say!("role-means.unread"),
    }
}

/// Signs that follow a cell, with their words.
pub fn signs(cell: &CellRole) -> Vec<(&'static str, Message)> {
    let remarks = &cell.remarks;
    let all = [
        (remarks.is_missing && remarks.corrected.is_none(), ("∅", say!("sign.missing"))),
        (remarks.corrected.is_some(), ("!", say!("sign.corrected"))),
        (remarks.is_repaired, ("~", say!("sign.repaired"))),
        (remarks.is_doubtful, ("?", say!("sign.doubtful"))),
        (remarks.aside.is_some(), ("×", say!("sign.aside"))),
    ];
    all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, sign)| sign).collect()
}
