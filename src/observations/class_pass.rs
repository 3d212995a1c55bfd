//! The classification pass: which class each line of a table is of.
//!
//! In: lines in printed order, the account, and where the table before stopped. Out: for each line its class, or that it can
//! be none. Codes in the order of the classification rise as text (201 < 20101 < 2010101 < 20102), so that a name that stands
//! under many groups (行政运行) is told by the line before it. Refuses a name that contradicts its code, a name under a parent
//! that has no such class, and a name of several classes whose group is not known.

use std::collections::{BTreeMap, BTreeSet};

use crate::definitions::{Account, Side};

use super::class_lines::Line;
use super::class_parts::{Parts, Trail};
use super::classes::{Class, ClassIndex};

/// The first digit of classes by function.
const FUNCTIONS: u8 = b'2';

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

impl Placed {
    pub fn class<'a>(&self, index: &'a ClassIndex) -> Option<&'a Class> {
        match self {
            Placed::Class(class) => index.get(*class),
            _ => None,
        }
    }
}

/// What is known of the lines before they are placed.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Lines of other accounts are left as they are.
    pub account: Account,
    pub parts: &'a Parts,
    /// The side that the title speaks of.
    pub side: Option<Side>,
    pub trail: Option<&'a Trail>,
}

/// Places every line of one account; with where it stopped.
pub fn place(lines: &[Line], frame: &Frame, index: &ClassIndex) -> (Vec<Placed>, Trail) {
    let before = frame.trail.cloned().unwrap_or_default();
    let mut pass = Pass {
        lines,
        frame,
        index,
        levels: BTreeMap::new(),
        families: before.families,
        is_economic: false,
        placed: vec![Placed::Unknown; lines.len()],
        code: before.code,
        is_broken: before.is_broken,
    };
    pass.read_certain();
    for at in 0..lines.len() {
        pass.line(at);
    }
    let (code, is_broken, families) = (pass.code, pass.is_broken, pass.families);
    let trail = Trail { title: String::new(), account: Some(frame.account), code, is_broken, families };
    (pass.placed, trail)
}

struct Pass<'a> {
    lines: &'a [Line],
    frame: &'a Frame<'a>,
    index: &'a ClassIndex,
    /// How many lines of each kind of numbering have codes of each length, among those whose class is told by code or name
    /// alone.
    levels: BTreeMap<(u8, usize), usize>,
    families: BTreeSet<u8>,
    /// More lines are of economic classes than of functions.
    is_economic: bool,
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
        classes.filter(|(_, class)| class.account == self.frame.account).collect()
    }

    /// What lines show whose class is told by code or name alone: levels of each kind of numbering, and families.
    fn read_certain(&mut self) {
        let (mut economic, mut functional) = (0, 0);
        for (at, line) in self.lines.iter().enumerate() {
            if !self.is_of_account(at) {
                continue;
            }
            let candidates = self.candidates(line);
            let alone = match (&line.code, candidates.as_slice()) {
                (Some(code), [_, ..]) => Some(code.as_str()),
                (None, [(_, class)]) => Some(class.code.as_str()),
                _ => None,
            };
            let Some(code) = alone else { continue };
            let family = code.bytes().next();
            economic += usize::from(matches!(family, Some(b'3' | b'5')));
            functional += usize::from(family == Some(FUNCTIONS));
            self.families.extend(family);
            *self.levels.entry((line.label.rank, code.len())).or_default() += 1;
        }
        self.is_economic = economic > functional;
        if self.families.is_empty()
            && let Some(side) = self.frame.side
        {
            self.families.insert(if side == Side::Revenue { b'1' } else { FUNCTIONS });
        }
    }

    fn is_of_account(&self, at: usize) -> bool {
        self.frame.parts.of(at) == Some(self.frame.account)
    }

    /// The classes of a line's name in the families that the table holds.
    fn of_family(&self, line: &Line) -> Vec<(usize, &'a Class)> {
        let mut candidates = self.candidates(line);
        let is_known = |class: &Class| class.code.bytes().next().is_some_and(|first| self.families.contains(&first));
        if candidates.iter().any(|(_, class)| is_known(class)) {
            candidates.retain(|(_, class)| is_known(class));
        }
        let is_of_length = |class: &Class| line.label.length.is_none_or(|length| class.code.len() == length);
        if candidates.iter().any(|(_, class)| is_of_length(class)) {
            candidates.retain(|(_, class)| is_of_length(class));
        }
        candidates
    }

    fn line(&mut self, at: usize) {
        let Some(line) = self.lines.get(at) else { return };
        if !self.is_of_account(at) {
            self.is_broken = true;
            return;
        }
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
        let Some(at) = self.index.of_code(self.frame.account, code) else {
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
        let all = self.of_family(line);
        if all.is_empty() {
            return Placed::Unknown;
        }
        if self.is_for_others(line) {
            return Placed::Nowhere;
        }
        let parent = self.parent(line);
        let under = |class: &Class| parent.is_none_or(|parent| holds(&parent.code, &class.code));
        let mut under: Vec<(usize, &Class)> = all.iter().copied().filter(|(_, class)| under(class)).collect();
        // What could be a function or an economic class is what most lines are.
        if under.iter().any(|(_, class)| class.is_economic() == self.is_economic) {
            under.retain(|(_, class)| class.is_economic() == self.is_economic);
        }
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
            _ => self.in_order(at, &here).or_else(|| self.of_chain(&here)).map_or(Placed::Unknown, Placed::Class),
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

    /// Under `上划中央收入` stand the nation's parts of taxes.
    fn is_for_others(&self, line: &Line) -> bool {
        let mut above = line.parent;
        while let Some(parent) = above.and_then(|at| self.lines.get(at)) {
            let name = &parent.label.name;
            if parent.label.classes.is_empty() && ["上划", "中央级", "中央收入"].iter().any(|word| name.contains(word))
            {
                return true;
            }
            above = parent.parent;
        }
        false
    }

    /// Lines numbered alike are of the same level.
    fn is_of_level(&self, line: &Line, class: &Class) -> bool {
        let rank = line.label.rank;
        let is_known = self.levels.keys().any(|(known, _)| *known == rank);
        !is_known || self.levels.contains_key(&(rank, class.code.len()))
    }

    /// Most lines numbered alike are of a higher level.
    fn is_odd(&self, line: &Line, class: &Class) -> bool {
        let count = |length: usize| self.levels.get(&(line.label.rank, length)).copied().unwrap_or_default();
        let own = count(class.code.len());
        [3, 5, 7].into_iter().filter(|length| *length < class.code.len()).any(|length| count(length) >= 3 * own.max(1))
    }

    /// A name that no other class bears is certain where it says what it is; a short word (大气, 体育), and an item among
    /// groups, only in its place.
    fn is_certain(&self, at: usize, line: &Line, class: &Class, is_alone: bool) -> bool {
        let ends = ["支出", "收入", "税", "基金", "事务", "补助", "补贴", "债务", "资金"];
        let says = ends.iter().any(|end| line.label.name.ends_with(end)) && !self.is_odd(line, class);
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

    /// A name of a group and its only item (其他卫生健康支出): the group first, then the item.
    fn of_chain(&self, candidates: &[(usize, &Class)]) -> Option<usize> {
        let mut chain: Vec<(usize, &str)> = candidates.iter().map(|(at, class)| (*at, class.code.as_str())).collect();
        chain.sort_by_key(|(_, code)| code.len());
        let is_chain = chain.windows(2).all(|pair| matches!(pair, [above, below] if is_under(below.1, above.1)));
        let first = chain.first().filter(|_| is_chain && chain.len() > 1)?;
        let last = self.code.as_deref().unwrap_or_default();
        let next = chain.iter().find(|(_, code)| !is_under(last, first.1) || *code > last);
        next.map(|(at, _)| *at)
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

/// Whether a class may stand under another: its own parts, and loans among the transfers.
fn holds(parent: &str, code: &str) -> bool {
    let loans = matches!((parent, code.get(..3)), ("110", Some("105")) | ("230", Some("231")));
    loans || is_under(code, parent) && code.len() > parent.len()
}

fn above(code: &str) -> &str {
    let end = code.len().saturating_sub(2);
    if end < 3 { "" } else { code.get(..end).unwrap_or_default() }
}

/// `合计`, `本年支出合计`: a line of no class that breaks no group.
pub fn is_total(name: &str) -> bool {
    ["合计", "总计", "小计"].iter().any(|end| name.ends_with(end))
}
