//! Names composed of parts in any order: `中央财政用于教育方面的支出`, `公务接待费支出`, `spending on education`.
//!
//! In: a sentence as pieces, the things and parts of names. Out: the same row, in which a thing with its flow is one name.
//! Refuses a thing whose flow is not said, a flow word that the catalogue does not use of it (`教育经费` is no `教育支出`), and
//! words between that nothing explains.

use std::ops::Range;

use crate::claims::reading::mentions::concepts::{Concept, Concepts, Member};
use crate::claims::reading::mentions::lexicon::Entry;
use crate::claims::reading::mentions::names::{Candidate, Name};
use crate::claims::reading::mentions::tokens::{Piece, Row, Token};
use crate::claims::reading::mentions::words::Role;
use crate::definitions::{Flow, Level, Part, PartWord};
use crate::formula::Stage;

/// What names are composed of.
pub struct Composer<'a> {
    pub concepts: &'a Concepts,
    pub words: &'a [PartWord],
    pub names: &'a [Name],
}

/// A thing with its flow.
struct Core {
    range: Range<usize>,
    concept: usize,
    flow: Option<Flow>,
    stage: Option<Stage>,
    /// The flow is said by the verb alone: `用于教育的`.
    by_purpose: bool,
}

/// Words that every thing may be spent or received with.
pub const FLOWS: [(&str, Flow); 10] = [
    ("支出", Flow::Outlay),
    ("开支", Flow::Outlay),
    ("expenditure", Flow::Outlay),
    ("expenditures", Flow::Outlay),
    ("spending", Flow::Outlay),
    ("outlays", Flow::Outlay),
    ("outlay", Flow::Outlay),
    ("收入", Flow::Receipt),
    ("revenue", Flow::Receipt),
    ("revenues", Flow::Receipt),
];
/// What accounts of every thing are called; it says nothing of which.
pub const GENERIC: [&str; 22] = [
    "财政",
    "政府",
    "公共财政",
    "国家财政",
    "公共预算",
    "一般公共预算",
    "公共财政预算",
    "一般预算",
    "预算内",
    "财政预算",
    "公共",
    "各级政府",
    "各级财政",
    "各级",
    "fiscal",
    "government",
    "governments",
    "budgetary",
    "public",
    "general public budget",
    "general budgetary",
    "budget",
];
const BEFORE: [&str; 11] = ["用于", "用在", "用到", "花在", "投向", "投入到", "投到", "在", "于", "对", "针对"];
const PURPOSE: [&str; 7] = ["用于", "用在", "用到", "花在", "投向", "投入到", "投到"];
const BEHIND: [&str; 21] = [
    "财政",
    "公共财政",
    "财政性",
    "政府",
    "等方面",
    "各方面",
    "方面",
    "领域",
    "类",
    "科目",
    "项目",
    "这一块",
    "这块",
    "这一项",
    "这一类",
    "一类",
    "一项",
    "上面",
    "上",
    "的",
    "等",
];
const NOUNS: [&str; 6] = ["部分", "资金", "款项", "财政资金", "数额", "钱"];
/// Words right before a flow that make it the whole account's.
const TOTAL: [&str; 7] = ["全部", "全部的", "整个", "所有", "总", "全国", "各项"];
const ON: [&str; 4] = [" on ", " for ", " on the ", " towards "];

impl Composer<'_> {
    /// Makes names of the things of a row that their words spell out.
    pub fn compose(&self, row: &mut Row) {
        let mut at = 0;
        while at < row.folded.text.len() {
            let rest = row.text(at..row.folded.text.len());
            let step = rest.chars().next().map_or(1, char::len_utf8);
            let found = match self.concepts.lexicon.longest(&row.folded.text, at) {
                Some((end, Entry::Concept(concept))) => self.core(&row.folded.text, at..end, concept),
                Some((end, Entry::Part(part))) => self.total(&row.folded.text, at..end, part),
                _ => None,
            };
            let end = found.and_then(|core| self.put(row, &core).then_some(core.range.end));
            at = end.unwrap_or(at + step);
        }
        self.join(row);
    }

    /// A name of the catalogue that a 的 parts: `公共管理和社会组织的城镇单位就业人员`.
    fn join(&self, row: &mut Row) {
        const FEW: usize = 8;
        let mut name = 2;
        while name < row.pieces.len() {
            let is_parted = matches!(row.token(name), Some(Token::Name(_))) && row.words(name - 1) == "的";
            let heads = (0..name - 1).rev().take(FEW).filter(|_| is_parted);
            let whole = heads.into_iter().find_map(|first| {
                let (start, end) = (row.pieces.get(first)?.range.start, row.pieces.get(name - 1)?.range.start);
                let full = format!("{}{}", row.text(start..end), row.words(name));
                let known = self.names.binary_search_by(|known| known.text.as_str().cmp(full.as_str())).ok()?;
                Some((first, known))
            });
            if let Some((first, known)) = whole
                && let (Some(start), Some(end)) = (row.pieces.get(first), row.pieces.get(name))
            {
                let range = start.range.start..end.range.end;
                row.pieces.splice(first..name + 1, [Piece { token: Token::Name(known), range }]);
                name = first;
            }
            name += 1;
        }
    }

    /// `全部支出`, `全国支出`: of the whole account.
    fn total(&self, text: &str, flow: Range<usize>, part: usize) -> Option<Core> {
        let Part::Flow(said) = self.words.get(part)?.part else { return None };
        let word = text.get(flow.clone())?;
        let start = before(text, flow.start, &TOTAL);
        let Some(Entry::Concept(concept)) = self.concepts.lexicon.exact("财政") else { return None };
        let is_total = start < flow.start && FLOWS.contains(&(word, said));
        is_total.then_some(Core { range: start..flow.end, concept, flow: Some(said), stage: None, by_purpose: false })
    }

    /// A thing with the words on both sides that make it a name.
    fn core(&self, text: &str, thing: Range<usize>, concept: usize) -> Option<Core> {
        let known = self.concepts.all.get(concept)?;
        if known.is_defined {
            return Some(Core { range: thing, concept, flow: None, stage: None, by_purpose: false });
        }
        let start = before(text, thing.start, &BEFORE);
        if let Some((end, flow, stage)) = self.behind(text, thing.end, known) {
            return Some(Core { range: start..end, concept, flow: Some(flow), stage, by_purpose: false });
        }
        if let Some((start, flow)) = self.ahead(text, thing.start, known) {
            return Some(Core { range: start..thing.end, concept, flow: Some(flow), stage: None, by_purpose: false });
        }
        let start = before(text, thing.start, &PURPOSE);
        let nouns: Vec<&str> = BEHIND.iter().chain(&NOUNS).copied().collect();
        let mut end = thing.end;
        while let Some(next) = eat(text, end, &nouns) {
            end = next;
        }
        let by_purpose = start < thing.start && known.words.chars().all(|letter| !letter.is_ascii());
        by_purpose.then_some(Core { range: start..end, concept, flow: Some(Flow::Outlay), stage: None, by_purpose })
    }

    /// The flow behind a thing, and where the name ends.
    fn behind(&self, text: &str, thing: usize, concept: &Concept) -> Option<(usize, Flow, Option<Stage>)> {
        let (mut at, mut stage) = (thing, None);
        let flow = loop {
            at = after_blank(text, at);
            if let Some(next) = eat(text, at, &BEHIND) {
                at = next;
                continue;
            }
            let (end, part) = self.part(text, at)?;
            match part {
                Part::Flow(flow) if concept.is_said_with(text.get(at..end)?, flow) => {
                    at = end;
                    break flow;
                }
                Part::Stage(said) if said != Stage::Budget => (at, stage) = (end, Some(said)),
                Part::Plain => at = end,
                _ => return None,
            }
        };
        while let Some((end, part)) = self.part(text, at).filter(|(end, _)| text.get(at..*end) != Some("总量")) {
            let is_same = part == Part::Flow(flow);
            let is_plain = part == Part::Plain && !text.is_ascii();
            if !is_same && !is_plain {
                break;
            }
            at = end;
        }
        Some((at, flow, stage))
    }

    /// The flow before a thing in English: `spending on education`.
    fn ahead(&self, text: &str, thing: usize, concept: &Concept) -> Option<(usize, Flow)> {
        let head = text.get(..thing)?;
        let head = ON.iter().filter_map(|joint| head.strip_suffix(joint)).min_by_key(|head| head.len())?;
        let word = head.rsplit(' ').next()?;
        let (_, flow) = FLOWS.iter().find(|(flow, _)| *flow == word)?;
        let has_flow = concept.members.iter().any(|member| member.flow == Some(*flow));
        has_flow.then(|| (head.len() - word.len(), *flow))
    }

    fn part(&self, text: &str, at: usize) -> Option<(usize, Part)> {
        match self.concepts.lexicon.longest(text, at)? {
            (end, Entry::Part(part)) => Some((end, self.words.get(part)?.part)),
            _ => None,
        }
    }

    /// Puts a name in the place of the pieces that it is made of.
    fn put(&self, row: &mut Row, core: &Core) -> bool {
        let Some(concept) = self.concepts.all.get(core.concept) else { return false };
        let candidates = candidates(concept, core);
        let inside = |piece: &Piece| piece.range.start < core.range.end && core.range.start < piece.range.end;
        let (Some(first), Some(last)) = (row.pieces.iter().position(inside), row.pieces.iter().rposition(inside))
        else {
            return false;
        };
        let holds = |piece: &Piece| core.range.start <= piece.range.start && piece.range.end <= core.range.end;
        let fits = |piece: &Piece| match piece.token {
            Token::Other => true,
            Token::Figure(_) | Token::Time(_) => false,
            Token::Name(_) => holds(piece) && piece.range != core.range,
            Token::Place(_) | Token::Word(_) => holds(piece),
        };
        let is_whole = !row.pieces.get(first..=last).unwrap_or_default().iter().all(fits);
        if candidates.is_empty() || is_whole || (core.by_purpose && !self.is_spent(row, first, core.range.start)) {
            return false;
        }
        let name = Name { text: concept.words.clone(), candidates, says_nation: false };
        row.name(first..last + 1, core.range.clone(), self.names.len(), name);
        true
    }

    /// Whether what stands before a purpose is an account: `财政支出中用于…`, `中央财政用于…`.
    fn is_spent(&self, row: &Row, first: usize, start: usize) -> bool {
        let cut = row.pieces.get(first).filter(|piece| piece.range.start < start).map(|piece| piece.range.start);
        if let Some(head) = cut {
            return self.account(row.text(head..start)).is_some_and(|account| account.is_named);
        }
        let passes = |at: &usize| {
            matches!(row.role(*at), Some(Role::Of | Role::Neutral | Role::Within | Role::Mark(',')))
                || matches!(row.token(*at), Some(Token::Time(_)))
        };
        let Some(at) = (0..first).rev().find(|at| !passes(at)) else { return false };
        match row.token(at) {
            Some(Token::Name(_)) => ["支出", "开支"].iter().any(|flow| row.words(at).ends_with(flow)),
            Some(Token::Other) => self.account(row.words(at)).is_some_and(|account| account.is_named),
            _ => false,
        }
    }

    /// What words that name an account alone say of its level; none where they say anything else.
    pub fn account(&self, words: &str) -> Option<Account> {
        let mut found = Account::default();
        let mut at = 0;
        while at < words.len() {
            at = after_blank(words, at);
            let generic = GENERIC.iter().filter(|word| words.get(at..).is_some_and(|rest| rest.starts_with(**word)));
            let generic = generic.map(|word| at + word.len()).max();
            let part = self.part(words, at).filter(|(end, _)| generic.is_none_or(|other| *end > other));
            match (part, generic, eat(words, at, &["的", "用于", "安排的", "'s"])) {
                (Some((end, part @ (Part::Central | Part::Local))), ..) => {
                    let level = if part == Part::Central { Level::Central } else { Level::Local };
                    if found.level.is_some_and(|known| known != level) {
                        return None;
                    }
                    (at, found.level, found.is_named) = (end, Some(level), true);
                }
                (Some((end, Part::Nation)), ..) => (at, found.is_named) = (end, true),
                (_, Some(end), _) => (at, found.is_named) = (end, true),
                (_, _, Some(end)) => at = end,
                _ => return None,
            }
        }
        Some(found)
    }
}

/// Whose account some words name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    pub level: Option<Level>,
    /// They name an account, and are not only words between.
    pub is_named: bool,
}

impl Concept {
    /// Whether a flow word names money of this thing: those of every thing, and those of the catalogue.
    fn is_said_with(&self, word: &str, flow: Flow) -> bool {
        let has_flow = self.members.iter().any(|member| member.flow == Some(flow));
        let is_tax = self.words.ends_with('税') && self.members.iter().any(|member| member.flow.is_none());
        let is_common = FLOWS.contains(&(word, flow));
        (has_flow && (is_common || self.flows.contains(word))) || (is_tax && is_common && flow == Flow::Receipt)
    }
}

/// The series of a concept that a name may stand for: of the nation, or of the one level that there is.
fn candidates(concept: &Concept, core: &Core) -> Vec<Candidate> {
    let fits = |member: &&Member| (member.flow == core.flow || member.flow.is_none()) && !member.per_head;
    let all: Vec<&Member> = concept.members.iter().filter(fits).collect();
    let has_flow = all.iter().any(|member| member.flow.is_some());
    let all: Vec<&Member> = all.into_iter().filter(|member| member.flow.is_some() == has_flow).collect();
    let whole = |member: &Member| {
        let stems = ["_central", "_local"].iter().find_map(|tail| member.formula.strip_suffix(tail));
        stems.is_some_and(|stem| all.iter().any(|other| other.formula == stem))
    };
    all.iter().filter(|member| !whole(member)).map(|member| Candidate::of_member(member, core.stage)).collect()
}

/// Where the longest of some words at a byte ends.
fn eat(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    let rest = text.get(at..)?;
    words.iter().filter(|word| rest.starts_with(**word)).map(|word| at + word.len()).max()
}

/// Where the longest of some words before a byte begins; the byte itself where none stands there.
fn before(text: &str, at: usize, words: &[&str]) -> usize {
    let head = text.get(..at).unwrap_or_default();
    let longest = words.iter().filter(|word| head.ends_with(**word)).map(|word| word.len()).max();
    at - longest.unwrap_or(0)
}

fn after_blank(text: &str, at: usize) -> usize {
    if text.get(at..).is_some_and(|rest| rest.starts_with(' ')) { at + 1 } else { at }
}
