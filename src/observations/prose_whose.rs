//! Whose figures running text gives.
//!
//! In: the outline of a text, its path, and a clause. Out: the area and whose account inside it, or the body that is none.
//! Refuses to give a whole area what is of some of its bodies (`抽查了12个县`), of a zone inside it, of one ministry, or of
//! one of several audits.

use std::sync::LazyLock;

use regex::Regex;

use super::area::{Mention, NATION, Placed, Titled};
use super::coverage::{Account, Level, Seen};
use super::period::Period;
use super::prose_clause::Clause;
use super::prose_memo::Memo;
use super::prose_outline::Outline;
use super::prose_part;
use super::prose_scope::{self, Scope};
use super::prose_thread::{Subject, Thread, Words};
use super::{Catalogue, SourceInfo};
use crate::formula::Coverage;

/// What the whole text says.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    area: Option<Placed>,
    label: Option<String>,
    /// The own level that the title names.
    scope: Option<Scope>,
    /// Where the area was found, if only the path names it.
    from_path: Option<String>,
    is_of_body: bool,
    speaks_of_nation: bool,
    said: Said,
}

/// What its headings and clauses were found to say: each is asked for every figure under it or behind it.
#[derive(Clone, Debug, Default)]
struct Said {
    headings: Memo<Option<Subject>>,
    own: Memo<Option<Subject>>,
    earlier: Memo<Option<Subject>>,
}

/// Whose a figure is.
#[derive(Clone, Debug, Default)]
pub struct Whose {
    pub label: Option<String>,
    pub coverage: Option<Coverage>,
    placed: Option<Placed>,
    note: Option<String>,
    part: Option<&'static str>,
    /// Nothing names an area, and the text speaks of the nation.
    is_nation_by_default: bool,
}

impl Whose {
    /// The area's code. A figure of a series is of the whole area or of none; one of no series is of where it stands.
    pub fn code(&self, is_of_series: bool) -> Option<String> {
        match &self.placed {
            Some(_) if self.part.is_some() && is_of_series => None,
            Some(placed) => Some(placed.code.to_string()),
            None => (is_of_series && self.is_nation_by_default && self.part.is_none()).then(|| NATION.to_string()),
        }
    }

    pub fn note(&self, is_of_series: bool) -> Option<String> {
        match (self.part, self.code(is_of_series)) {
            (Some(part), None) if is_of_series => Some(part.to_string()),
            (_, Some(_)) if self.placed.is_none() => Some("no area printed; taken as the nation".to_string()),
            (_, Some(_)) => self.note.clone(),
            _ => None,
        }
    }
}

static BODY: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = "总署|总局|部|委员会|委|局|厅|署|院|银行|公司|集团|大学|医院|学校|中心|基金会|办公室|协会";
    let text = format!(r"(\p{{Han}}{{1,18}}(?:{kinds}))(?:\d{{4}}年|年度|本级|部门|及所属|预算|财务|等)");
    Regex::new(&text).expect("a valid pattern")
});
/// Who reports, and words that only end like a body's name.
const NO_BODY: [&str; 12] =
    ["审计署", "审计局", "审计厅", "审计委", "国务院", "中央部", "各部", "全部", "内部", "本部", "财政部门", "政府部"];

impl Whole {
    pub fn new(outline: &Outline, origin: &SourceInfo, catalogue: &Catalogue) -> Whole {
        let mut whole = Whole { speaks_of_nation: speaks_of_nation(&outline.words), ..Whole::default() };
        let title = &without_reporter(outline.title.as_deref().unwrap_or_default());
        match catalogue.areas.in_title(title, None) {
            Titled::Area(placed) => whole.area = Some(placed),
            Titled::Body(name) => whole.set_body(title, as_printed(&name), catalogue),
            Titled::Nothing => {
                let tight: String = super::label::narrowed(title).split_whitespace().collect();
                let found = BODY.captures(&tight).and_then(|found| found.get(1)).map(|name| name.as_str());
                match found.filter(|name| !NO_BODY.iter().any(|word| name.contains(word))) {
                    Some(name) => whole.set_body(title, name.to_string(), catalogue),
                    None => whole.find_in_front(outline, catalogue),
                }
            }
        }
        if whole.area.is_none() && !whole.is_of_body {
            whole.find_in_path(&origin.path, catalogue);
        }
        whole
    }

    /// A title that names an area's own level is of the area; another body's is of the body.
    fn set_body(&mut self, title: &str, name: String, catalogue: &Catalogue) {
        let tight: String = super::label::narrowed(title).split_whitespace().collect();
        let level = prose_scope::of_heading(&name).filter(|scope| scope.is_part());
        let without = [
            "市本级",
            "省本级",
            "州本级",
            "盟本级",
            "区本级",
            "县本级",
            "本级",
            "省级",
            "市级",
            "州级",
            "县级",
            "区级",
        ]
        .iter()
        .fold(tight, |text, word| text.replace(word, ""));
        if let (Some(scope), Titled::Area(placed)) = (level, catalogue.areas.in_title(&without, None)) {
            (self.area, self.scope) = (Some(placed), Some(scope));
            return;
        }
        self.is_of_body = true;
        self.label = Some(name);
    }

    /// The issuer's line and others above the text, the nearest first.
    fn find_in_front(&mut self, outline: &Outline, catalogue: &Catalogue) {
        self.area = outline.front().find_map(|line| issuer(line, catalogue));
        self.area = self.area.take().or_else(|| outline.opening().find_map(|line| only_area(line, catalogue)));
    }

    fn find_in_path(&mut self, path: &str, catalogue: &Catalogue) {
        if let Some((placed, place)) = catalogue.areas.in_path(path, None, true) {
            self.area = Some(placed);
            self.from_path = Some(place);
        }
    }

    /// The area that the clause, the sentence or the headings name, else the whole text's.
    pub fn of(
        &self,
        clause: &Clause,
        outline: &Outline,
        period: Option<Period>,
        thread: &mut Thread,
        catalogue: &Catalogue,
    ) -> Whose {
        let year = period.map(Period::year);
        let part = prose_part::part(clause, outline);
        if let Some(county) = county_of(clause.before) {
            let known = catalogue.areas.mention(&county);
            let within = self.area.as_ref().map(|area| area.code.as_str());
            let placed = known.and_then(|mention| catalogue.areas.place(&mention, year, within).ok());
            return Whose { label: Some(county), placed, part, ..Whose::default() };
        }
        let subject_of = |words: &str, whose: Words| {
            let memo = if whose == Words::Own { &self.said.own } else { &self.said.earlier };
            memo.get(words, year, || subject_of(words, whose, year, catalogue))
        };
        thread.enter(clause, subject_of);
        let headed = || self.of_headings(outline, year, catalogue);
        let subject = thread.subject(clause, subject_of).map(|subject| match subject.area {
            None if subject.scope.is_some() => Subject { area: headed().and_then(|outer| outer.area), ..subject },
            _ => subject,
        });
        match subject.or_else(headed) {
            Some(subject) => Whose { part, ..self.resolved(subject, catalogue) },
            None => self.of_text(part, catalogue),
        }
    }

    fn of_headings(&self, outline: &Outline, year: Option<i32>, catalogue: &Catalogue) -> Option<Subject> {
        let of_heading = |heading: &str| match catalogue.areas.in_title(&without_reporter(heading), year) {
            Titled::Area(placed) => Some(Subject { area: Some(placed), ..Subject::default() }),
            Titled::Body(name) if prose_scope::of_heading(heading).is_none() => {
                Some(Subject { label: Some(as_printed(&name)), ..Subject::default() })
            }
            _ => prose_scope::of_heading(heading).map(Subject::of_scope),
        };
        outline.upwards().find_map(|heading| self.said.headings.get(heading, year, || of_heading(heading)))
    }

    fn of_text(&self, part: Option<&'static str>, catalogue: &Catalogue) -> Whose {
        let note = self.from_path.as_ref().map(|place| format!("area from the {place}"));
        let is_nation_by_default = self.speaks_of_nation && !self.is_of_body && self.area.is_none();
        let whole = Whose { label: self.label.clone(), placed: self.area.clone(), note, part, ..Whose::default() };
        match &self.scope {
            Some(scope) => Whose { part, ..self.resolved(Subject::of_scope(scope.clone()), catalogue) },
            None => Whose { is_nation_by_default, ..whole },
        }
    }

    fn resolved(&self, subject: Subject, catalogue: &Catalogue) -> Whose {
        let Subject { area, label, scope } = subject;
        let is_body = area.is_none() && scope.is_none();
        let outer = area.or_else(|| self.area.clone().filter(|_| !is_body && label.is_none()));
        let note = self.from_path.as_ref().filter(|_| label.is_none()).map(|place| format!("area from the {place}"));
        match scope {
            None => Whose { label, placed: outer, ..Whose::default() },
            Some(Scope::Nation) => {
                Whose { label: Some("全国".to_string()), placed: Some(Placed::nation(None)), ..Whose::default() }
            }
            Some(Scope::Centre) => Whose { label: Some("中央".to_string()), ..Whose::default() },
            Some(Scope::Zone(name)) => Whose { label: Some(name), ..Whose::default() },
            Some(Scope::Of(account)) => {
                let (placed, coverage) = within(account, outer, catalogue);
                Whose { label, placed, coverage, note, ..Whose::default() }
            }
        }
    }
}

/// The area that an account is of, and what of it: 全省 in a city's text is its province.
fn within(account: Account, area: Option<Placed>, catalogue: &Catalogue) -> (Option<Placed>, Option<Coverage>) {
    let Some(area) = area.filter(|area| area.code != NATION) else { return (None, None) };
    let standing = catalogue.areas.standing(&area.code);
    match account.within(standing) {
        Seen::Whole => (Some(area), None),
        Seen::Part(coverage) => (Some(area), Some(coverage)),
        Seen::Other => {
            let province = area.code.get(..2).map(|head| Placed::code(&format!("{head}0000")));
            match account {
                Account::Whole(Some(Level::Province | Level::Region)) => (province, None),
                Account::Own(Some(Level::Province | Level::Region)) => (province, Some(Coverage::OwnLevel)),
                _ => (None, None),
            }
        }
    }
}

/// What the words of one clause begin with: an area, a body of one, a part of the area at hand.
fn subject_of(words: &str, whose: Words, year: Option<i32>, catalogue: &Catalogue) -> Option<Subject> {
    let lead = prose_scope::leading(words);
    let scope = || if whose == Words::Own { prose_scope::of_words(&lead) } else { prose_scope::at_start(&lead) };
    let Some((placed, label)) = catalogue.areas.named_fully(&lead, year).filter(|(_, label)| begins(&lead, label))
    else {
        return area_before_item(&lead, year, catalogue).or_else(|| scope().map(Subject::of_scope));
    };
    if let Some(body) = body_of(&lead, &label).filter(|body| !reports(body) || scope().is_none()) {
        return Some(Subject { label: Some(body), ..Subject::default() });
    }
    let rest = lead.split_once(&label).map_or("", |(_, rest)| rest);
    let own = rest.starts_with("本级").then_some(Scope::Of(Account::Own(None)));
    let level = own.or_else(|| prose_scope::of_words(rest));
    Some(Subject { area: Some(placed), label: Some(label), scope: level })
}

/// An office that tells of its area (`甲市财政局公布，全市…`).
fn reports(body: &str) -> bool {
    ["财政局", "财政厅", "统计局"].iter().any(|office| body.ends_with(office))
}

/// Whether words begin with a name, or its province's before it.
fn begins(words: &str, name: &str) -> bool {
    words.find(name).is_some_and(|at| at == 0 || words.get(..at).is_some_and(|head| head.ends_with(['省', '区'])))
}

/// `益阳一般公共预算收入`, `阳新县债务限额`: the name of an area right before an item.
fn area_before_item(lead: &str, year: Option<i32>, catalogue: &Catalogue) -> Option<Subject> {
    let items = [
        "一般公共预算",
        "地方一般",
        "政府性基金",
        "地区生产总值",
        "生产总值",
        "常住人口",
        "政府债务",
        "地方政府",
        "债务",
        "财政",
    ];
    let at = items.iter().filter_map(|item| lead.find(item)).min().filter(|at| *at > 0)?;
    let name = lead.get(..at)?;
    let mention = catalogue.areas.mention(name).filter(|mention| matches!(mention, Mention::Named(_)))?;
    let area = catalogue.areas.place(&mention, year, None).ok();
    Some(Subject { area, label: Some(name.to_string()), scope: None })
}

/// `长沙市统计局`, `西安市财政局`: the area of the office that issues a text.
fn issuer(line: &str, catalogue: &Catalogue) -> Option<Placed> {
    let tight: String = super::label::narrowed(line).split_whitespace().collect();
    let offices = ["统计局", "财政局", "财政厅", "人民政府", "政府办公", "调查队", "发展和改革委员会", "人民代表大会"];
    let of_office = offices.iter().any(|office| tight.contains(office));
    let (placed, _) = catalogue.areas.named_fully(&tight, None).filter(|_| of_office)?;
    Some(placed)
}

/// The one area that a line names in full.
fn only_area(line: &str, catalogue: &Catalogue) -> Option<Placed> {
    catalogue.areas.named_fully(line, None).map(|(placed, _)| placed)
}
/// A county that a clause begins with (`其中朝阳区违规…`): figures behind it are its own, not those of the area it is in.
fn county_of(words: &str) -> Option<String> {
    let opening = ["其中", "包括", "如", "对"];
    let words = opening.iter().find_map(|word| words.strip_prefix(word)).unwrap_or(words);
    let start: String = words.chars().take(5).collect();
    let end = start.char_indices().find(|(_, letter)| matches!(letter, '区' | '县' | '旗'))?;
    let name = start.get(..end.0 + end.1.len_utf8())?;
    let none = [
        "全",
        "各",
        "该",
        "本",
        "个",
        "地区",
        "市区",
        "辖区",
        "园区",
        "景区",
        "校区",
        "特区",
        "自治区",
        "开发区",
        "贫困",
    ];
    let letters = (3..=4).contains(&name.chars().count()) && name.chars().all(super::label::is_chinese);
    let fits = letters && super::area::looks_like_one(name) && !none.iter().any(|word| name.contains(word));
    fits.then(|| name.to_string())
}

/// A body's name without the words of the title or the numbering before it: `省级` of `关于2021年度省级` and of `一省级`.
fn as_printed(name: &str) -> String {
    let rest = name.strip_prefix("关于").unwrap_or(name);
    let dated = rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).strip_prefix('年');
    let rest = dated.map_or(rest, |rest| rest.strip_prefix('度').unwrap_or(rest));
    let bare = rest.trim_start_matches(|letter| "一二三四五六七八九十".contains(letter));
    let level = ["省", "市", "县", "区", "本级"].iter().any(|word| bare.starts_with(word));
    if level { bare } else { rest }.to_string()
}

static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = "厅|局|法院|检察院|委员会|办公室|银行|公司|集团|大学|学院|医院|学校|中心|研究院";
    Regex::new(&format!(r"^\p{{Han}}{{0,14}}?(?:{kinds})")).expect("a valid pattern")
});

/// `江苏省人民检察院`: a body named right after its area.
fn body_of(text: &str, area: &str) -> Option<String> {
    let after = text.get(text.find(area)? + area.len()..)?;
    let name = OFFICE.find(after)?.as_str();
    (!NO_BODY.iter().any(|word| name.contains(word))).then(|| format!("{area}{name}"))
}

/// An audit office reports on its area, not on itself.
fn without_reporter(title: &str) -> String {
    title.replace("审计厅", "").replace("审计局", "")
}

fn speaks_of_nation(words: &str) -> bool {
    let telling =
        ["全国", "中央预算", "中央财政", "中央部门", "中央决算", "中央和地方", "国务院关于", "national audit"];
    let words = words.to_lowercase();
    telling.iter().any(|word| words.contains(word))
}
