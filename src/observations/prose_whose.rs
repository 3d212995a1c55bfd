//! Whose figures running text gives.
//!
//! In: the outline of a text, its path, and a clause. Out: the area, or the body that is none. Refuses to give a whole
//! area what is of some of its bodies (`抽查了12个县`), of one ministry, or of one of several audits.

use std::sync::LazyLock;

use regex::Regex;

use super::area::{NATION, Placed, Titled};
use super::period::Period;
use super::prose_clause::Clause;
use super::prose_outline::Outline;
use super::{Catalogue, SourceInfo};

/// What the whole text says.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    area: Option<Placed>,
    label: Option<String>,
    /// Where the area was found, if only the path names it.
    from_path: Option<String>,
    is_of_body: bool,
    speaks_of_nation: bool,
}

/// Whose a figure is.
#[derive(Clone, Debug, Default)]
pub struct Whose {
    pub label: Option<String>,
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
            Some(placed) => Some(placed.code.clone()),
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
            Titled::Body(name) => whole.set_body(as_printed(&name)),
            Titled::Nothing => {
                let tight: String = super::label::narrowed(title).split_whitespace().collect();
                let found = BODY.captures(&tight).and_then(|found| found.get(1)).map(|name| name.as_str());
                match found.filter(|name| !NO_BODY.iter().any(|word| name.contains(word))) {
                    Some(name) => whole.set_body(name.to_string()),
                    None => whole.find_in_path(&origin.path, catalogue),
                }
            }
        }
        whole
    }

    fn set_body(&mut self, name: String) {
        self.is_of_body = true;
        self.label = Some(name);
    }

    fn find_in_path(&mut self, path: &str, catalogue: &Catalogue) {
        if let Some((placed, place)) = catalogue.areas.in_path(path, None, true) {
            self.area = Some(placed);
            self.from_path = Some(place);
        }
    }

    /// The area that the clause, the sentence or the headings name, else the whole text's.
    pub fn of(&self, clause: &Clause, outline: &Outline, period: Option<Period>, catalogue: &Catalogue) -> Whose {
        let year = period.map(Period::year);
        let part = part(clause, outline);
        if let Some(county) = county_of(clause.before) {
            let known = catalogue.areas.mention(&county);
            let within = self.area.as_ref().map(|area| area.code.as_str());
            let placed = known.and_then(|mention| catalogue.areas.place(&mention, year, within).ok());
            return Whose { label: Some(county), placed, part, ..Whose::default() };
        }
        let pieces = [clause.before, clause.sentence_before];
        let named = pieces.into_iter().find_map(|text| catalogue.areas.named_fully(text, year));
        if let Some((placed, label)) = named {
            if let Some(body) = pieces.into_iter().find_map(|text| body_of(text, &label)) {
                return Whose { label: Some(body), part, ..Whose::default() };
            }
            return Whose { label: Some(label), placed: Some(placed), part, ..Whose::default() };
        }
        let nation = || Placed { code: NATION.to_string(), government: None, note: None };
        if pieces.into_iter().any(|text| text.contains("全国")) {
            return Whose { label: Some("全国".to_string()), placed: Some(nation()), part, ..Whose::default() };
        }
        for heading in outline.upwards() {
            match catalogue.areas.in_title(&without_reporter(heading), year) {
                Titled::Area(placed) => return Whose { placed: Some(placed), part, ..Whose::default() },
                Titled::Body(name) => return Whose { label: Some(as_printed(&name)), part, ..Whose::default() },
                Titled::Nothing => {}
            }
        }
        let note = self.from_path.as_ref().map(|place| format!("area from the {place}"));
        let is_nation_by_default = self.speaks_of_nation && !self.is_of_body && self.area.is_none();
        Whose { label: self.label.clone(), placed: self.area.clone(), note, part, is_nation_by_default }
    }
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

const BODIES: [&str; 17] = [
    "部门",
    "单位",
    "企业",
    "省",
    "市",
    "县",
    "区",
    "乡",
    "镇",
    "村",
    "学校",
    "高校",
    "医院",
    "地区",
    "银行",
    "协会",
    "基金会",
];

/// Why a figure is of a part of its area only: some bodies that the sentence counts, or one audit of several.
fn part(clause: &Clause, outline: &Outline) -> Option<&'static str> {
    let sentence = clause.sentence_before;
    let chosen = ["重点审计", "重点抽查", "抽查", "抽审", "延伸", "有的", "例如"];
    if chosen.iter().any(|word| sentence.contains(word) || clause.before.contains(word)) {
        return Some("of the bodies that the sentence names; the area is left open");
    }
    let counts_bodies = clause.earlier.iter().filter(|figure| figure.is_amount()).any(|figure| {
        let after = clause.passage.get(figure.span.end..).unwrap_or_default().trim_start();
        let head: String = clause.passage.get(..figure.span.start).unwrap_or_default().chars().rev().take(6).collect();
        let head: String = head.chars().rev().collect();
        let audited = ["审计", "完成", "检查", "共"].iter().any(|word| head.contains(word));
        BODIES.iter().any(|word| after.starts_with(word)) && !audited
    });
    if counts_bodies {
        return Some("of the bodies that the sentence counts; the area is left open");
    }
    let one_audit = |heading: &str| {
        let general = ["基本情况", "总体情况", "审计工作", "整改", "概况", "审计结果公告", "工作报告"];
        heading.contains("审计") && !general.iter().any(|word| heading.contains(word))
    };
    let under = outline.numbered().any(one_audit);
    under.then_some("of the audit that the heading names; the area is left open")
}
