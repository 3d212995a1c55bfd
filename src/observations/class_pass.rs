//! The classification pass: which class each line of a table is of.
//!
//! In: lines in printed order, the account, and where the table before stopped. Out: for each line its class, or that it can
//! be none. Codes in the order of the classification rise as text (201 < 20101 < 2010101 < 20102), so that a name that stands
//! under many groups (行政运行) is told by the line before it. Refuses a name that contradicts its code, a name under a parent
//! that has no such class, and a name of several classes whose group is not known.

use std::collections::BTreeSet;

use crate::definitions::Account;

use super::class_lines::Line;
use super::classes::{Class, ClassIndex};

/// What a line is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Placed {
    /// Nothing is known of it here.
    #[default]
    Unknown,
    /// The class, by position in the index.
    Class(usize),
    /// Its name is that of classes, none of which can stand here.
    Nowhere,
    /// Its code is that of another class than its name.
    Contradicted { code: String, known: String },
}

/// Where the last table of a document stopped, for one that goes on with it on the next page.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    pub title: String,
    pub account: Option<Account>,
    /// The last code, and whether lines without a class came after it.
    pub code: Option<String>,
    pub is_broken: bool,
}

/// Places every line of one account; with where it stopped.
pub fn place(lines: &[Line], account: Account, trail: Option<&Trail>, index: &ClassIndex) -> (Vec<Placed>, Trail) {
    let mut pass = Pass {
        lines,
        account,
        index,
        levels: Vec::new(),
        placed: vec![Placed::Unknown; lines.len()],
        code: trail.and_then(|trail| trail.code.clone()),
        is_broken: trail.is_some_and(|trail| trail.is_broken),
    };
    pass.levels = pass.levels();
    for at in 0..lines.len() {
        pass.line(at);
    }
    let trail = Trail { title: String::new(), account: Some(account), code: pass.code, is_broken: pass.is_broken };
    (pass.placed, trail)
}

struct Pass<'a> {
    lines: &'a [Line],
    account: Account,
    index: &'a ClassIndex,
    /// Kind of numbering and length of code, as lines show them whose class is told by code or name alone.
    levels: Vec<(u8, BTreeSet<usize>)>,
    placed: Vec<Placed>,
    /// Code of the last line with a class.
    code: Option<String>,
    /// Lines without a class came after it.
    is_broken: bool,
}

impl<'a> Pass<'a> {
    /// The classes of a line's name in this account.
    fn candidates(&self, line: &Line) -> Vec<(usize, &'a Class)> {
        let classes = line.label.classes.iter().filter_map(|&at| Some((at, self.index.get(at)?)));
        classes.filter(|(_, class)| class.account == self.account).collect()
    }

    fn levels(&self) -> Vec<(u8, BTreeSet<usize>)> {
        let mut levels: Vec<(u8, BTreeSet<usize>)> = Vec::new();
        for line in self.lines {
            let candidates = self.candidates(line);
            let alone = match candidates.as_slice() {
                [(_, class)] => Some(class.code.len()),
                _ => line.code.as_ref().filter(|_| !candidates.is_empty()).map(String::len),
            };
            let Some(length) = alone else { continue };
            match levels.iter_mut().find(|(rank, _)| *rank == line.label.rank) {
                Some((_, lengths)) => drop(lengths.insert(length)),
                None => levels.push((line.label.rank, BTreeSet::from([length]))),
            }
        }
        levels
    }

    fn line(&mut self, at: usize) {
        let Some(line) = self.lines.get(at) else { return };
        let placed = match &line.code {
            Some(code) => self.by_code(line, code),
            None => self.by_name(at, line),
        };
        match &placed {
            Placed::Class(class) => {
                self.code = self.index.get(*class).map(|class| class.code.clone());
                self.is_broken = false;
            }
            Placed::Contradicted { code, .. } => self.code = Some(code.clone()),
            Placed::Unknown if line.code.is_some() => self.code = line.code.clone(),
            Placed::Unknown
                if is_total(&line.label.name) || line.label.name.is_empty() || self.parent(line).is_some() => {}
            Placed::Unknown | Placed::Nowhere => self.is_broken = true,
        }
        if let Some(place) = self.placed.get_mut(at) {
            *place = placed;
        }
    }

    fn by_code(&self, line: &Line, code: &str) -> Placed {
        let name = line.label.name.as_str();
        let Some(at) = self.index.of_code(self.account, code) else {
            return match self.candidates(line).iter().any(|(_, class)| class.parent() == above(code)) {
                // The name is that of another class beside it: one of the two is wrong.
                true => Placed::Contradicted { code: code.to_string(), known: String::new() },
                false => Placed::Unknown,
            };
        };
        match self.index.get(at) {
            Some(class) if name.is_empty() || class.is_called(name) => Placed::Class(at),
            Some(class) => Placed::Contradicted { code: code.to_string(), known: class.name.clone() },
            None => Placed::Unknown,
        }
    }

    fn by_name(&self, at: usize, line: &Line) -> Placed {
        let all = self.candidates(line);
        if all.is_empty() {
            return Placed::Unknown;
        }
        let parent = self.parent(line);
        let under = |class: &Class| {
            parent.is_none_or(|parent| is_under(&class.code, &parent.code) && class.code.len() > parent.code.len())
        };
        let under: Vec<(usize, &Class)> = all.iter().copied().filter(|(_, class)| under(class)).collect();
        if under.is_empty() {
            return Placed::Nowhere;
        }
        let here: Vec<(usize, &Class)> =
            under.iter().copied().filter(|(_, class)| self.is_of_level(line, class)).collect();
        let here = if here.is_empty() { under } else { here };
        match here.as_slice() {
            [(only, class)] if parent.is_some() || self.is_certain(at, line, class, all.len() == 1) => {
                Placed::Class(*only)
            }
            _ => self.in_order(at, &here).map_or(Placed::Unknown, Placed::Class),
        }
    }

    /// The class of the nearest line above that has one.
    fn parent(&self, line: &Line) -> Option<&'a Class> {
        let mut above = line.parent;
        while let Some(at) = above {
            if let Some(Placed::Class(class)) = self.placed.get(at) {
                return self.index.get(*class);
            }
            above = self.lines.get(at).and_then(|line| line.parent);
        }
        None
    }

    /// Lines numbered alike are of the same level.
    fn is_of_level(&self, line: &Line, class: &Class) -> bool {
        let known = self.levels.iter().find(|(rank, _)| *rank == line.label.rank);
        known.is_none_or(|(_, lengths)| lengths.contains(&class.code.len()))
    }

    /// A name that no other class bears is certain where it says what it is; a short word (大气, 体育) only in its place.
    fn is_certain(&self, at: usize, line: &Line, class: &Class, is_alone: bool) -> bool {
        let says = ["支出", "收入", "税", "基金", "事务", "补助", "补贴", "债务", "资金"]
            .iter()
            .any(|end| line.label.name.ends_with(end));
        is_alone && says || self.stands_in_place(class) || self.is_followed_by(at, class.parent())
    }

    fn stands_in_place(&self, class: &Class) -> bool {
        self.code.as_deref().is_some_and(|code| is_under(code, class.parent()) && code < class.code.as_str())
    }

    /// The class that goes on in the order of the codes: the deepest group that the last line belongs to.
    fn in_order(&self, at: usize, candidates: &[(usize, &Class)]) -> Option<usize> {
        let fits = candidates.iter().filter(|(_, class)| self.stands_in_place(class));
        let deepest = fits.clone().map(|(_, class)| class.parent().len()).max()?;
        let mut fits = fits.filter(|(_, class)| class.parent().len() == deepest);
        let (chosen, class) = fits.next()?;
        let is_sound = !self.is_broken || self.is_followed_by(at, class.parent());
        (fits.next().is_none() && is_sound).then_some(*chosen)
    }

    /// Whether the next line that tells its class alone is of the same group.
    fn is_followed_by(&self, at: usize, group: &str) -> bool {
        let alone = |line: &Line| match (&line.code, self.candidates(line).as_slice()) {
            (Some(code), _) => Some(code.clone()),
            (None, [(_, class)]) => Some(class.code.clone()),
            _ => None,
        };
        let next = self.lines.iter().skip(at + 1).find_map(alone);
        !group.is_empty() && next.is_some_and(|code| is_under(&code, group))
    }
}

/// Whether a code is of a class or of one under it.
fn is_under(code: &str, group: &str) -> bool {
    code.starts_with(group)
}

fn above(code: &str) -> &str {
    let end = code.len().saturating_sub(2);
    if end < 3 { "" } else { code.get(..end).unwrap_or_default() }
}

/// `合计`, `本年支出合计`: a line of no class that breaks no group.
pub fn is_total(name: &str) -> bool {
    ["合计", "总计", "小计"].iter().any(|end| name.ends_with(end))
}
