//! Whose figures a table gives.
//!
//! In: a table, its period and its source's path. Out: the area, or the body that is none, and the account inside the area
//! (全市, 市本级). Refuses an area from the path unless nothing else names any, and one that the words of the table do not fit
//! (全市 in a file named after a province).

use std::sync::LazyLock;

use regex::Regex;

use crate::tables::{Label, Table};

use super::area::{self, InPath, Mention, Placed, Titled};
use super::coverage::{self, Account, Seen};
use super::doubt::Doubt;
use super::label::key;
use super::role::{self, Role};
use super::{Catalogue, SourceInfo, account};

#[derive(Clone, Debug, Default)]
pub struct Whose {
    pub area: Option<Placed>,
    pub label: Option<String>,
    /// Where the area was found, if only the path names it.
    pub from_path: Option<String>,
    /// The title names a county, department or own level that is no area on file.
    pub is_of_body: bool,
    /// The account of all figures that do not say their own.
    pub account: Option<Account>,
    pub doubts: Vec<Doubt>,
}

/// What stands around a table's area.
pub struct Around<'a> {
    pub table: &'a Table,
    pub origin: &'a SourceInfo<'a>,
    pub catalogue: &'a Catalogue,
    pub year: Option<i32>,
    /// Some row or column is an area below the nation, or the title speaks of such.
    pub has_area_labels: bool,
}

impl Whose {
    pub fn of_table(around: &Around) -> Whose {
        let mut whose = Whose { account: around.account(), ..Whose::default() };
        if let Some(code) = &around.table.ruled.area {
            whose.area = Some(Placed::code(code));
            return whose;
        }
        if !whose.find_in_preamble(around) && !whose.find_department(around) && !whose.find_titled(around) {
            whose.find_elsewhere(around);
        }
        if whose.area.is_none() && whose.account.is_some_and(|account| !account.is_whole()) {
            whose.is_of_body = true;
        }
        whose
    }

    fn find_in_preamble(&mut self, around: &Around) -> bool {
        let preamble = &around.table.preamble;
        for line in preamble.iter().filter(|line| names(line, Role::Area)) {
            let said = around.catalogue.said(&line.text);
            let mention = said.mention(around.catalogue);
            let placed = mention.and_then(|mention| around.catalogue.areas.place(mention, around.year, None).ok());
            if placed.is_some() {
                self.area = placed;
                self.label = Some(line.text.clone());
                return true;
            }
        }
        let Some(body) = preamble.iter().find(|line| names_body(line)) else { return false };
        self.is_of_body = true;
        self.label = Some(without_next_field(&body.text).to_string());
        true
    }

    /// A department's own budget or account, where the table, the document or the file is called one.
    fn find_department(&mut self, around: &Around) -> bool {
        let table = around.table;
        let file = around.origin.path.rsplit('/').next().unwrap_or_default();
        let lines = table.title.iter().map(|line| line.text.as_str()).chain(table.under.iter().map(String::as_str));
        let lines: Vec<&str> = lines.chain([file]).filter(|line| account::is_departmental(&key(line))).collect();
        let bodies = lines.iter().filter_map(|line| match around.catalogue.areas.titled(line, around.year) {
            Titled::Body(name) => Some(name),
            _ => None,
        });
        let Some(name) = bodies.max_by_key(String::len) else { return false };
        self.is_of_body = true;
        self.label = Some(name);
        true
    }

    /// A title that names an area goes before one that names a body within it, and both before the sheet's name and what
    /// the document calls itself.
    fn find_titled(&mut self, around: &Around) -> bool {
        let (table, areas) = (around.table, &around.catalogue.areas);
        let in_title = |text: &str| areas.titled(text, around.year);
        let titles = table.title.iter().filter(|line| !is_sentence(&line.text));
        let mut titled: Vec<Titled> = titles.map(|line| in_title(&line.text)).collect();
        titled.sort_by_key(|found| !matches!(found, Titled::Area(_)));
        titled.push(in_title(&table.sheet));
        titled.extend(table.under.iter().rev().map(|line| in_title(line)));
        titled.extend(table.preamble.iter().filter(|line| is_issuer(line)).map(|line| in_title(&line.text)));
        match titled.into_iter().find(|found| *found != Titled::Nothing) {
            Some(Titled::Area(placed)) => self.area = Some(placed),
            Some(Titled::Body(name)) => self.place_body(name, around),
            _ => return false,
        }
        true
    }

    /// A body that no list has, or a county's name that several have: then the path may tell which.
    fn place_body(&mut self, name: String, around: &Around) {
        let areas = &around.catalogue.areas;
        let outer = areas.in_path(&around.origin.path, around.year, false).map(|(placed, _)| placed.code);
        let mention = areas.of_name(&name);
        match mention.map(|mention| areas.place(&mention, around.year, outer.as_deref())) {
            Some(Ok(placed)) => self.area = Some(placed),
            Some(Err(among)) if !among.is_empty() => {
                self.is_of_body = true;
                self.label = Some(name.clone());
                self.doubts.push(Doubt::Area { label: name, among });
            }
            _ => {
                self.is_of_body = true;
                self.label = Some(name);
            }
        }
    }

    fn find_elsewhere(&mut self, around: &Around) {
        match around.catalogue.areas.of_path(&around.origin.path, around.year, around.has_whole()) {
            InPath::Area(placed, place) => self.settle_path(placed, place, around),
            InPath::Several(place, among) => match around.one_named(&among) {
                Some(placed) => self.settle_path(placed, place, around),
                None => {
                    let among = among.iter().map(|placed| around.catalogue.areas.named(&placed.code)).collect();
                    self.doubts.push(Doubt::Area { label: place, among });
                }
            },
            InPath::Nothing => {
                let title = &around.table.title;
                let government = title.iter().find_map(|line| account::government(&key(&line.text)));
                if !around.has_area_labels && government.is_some() {
                    self.area = Some(Placed::nation(government));
                }
            }
        }
    }

    fn settle_path(&mut self, placed: Placed, place: String, around: &Around) {
        let standing = around.catalogue.areas.standing(&placed.code);
        if self.account.is_some_and(|account| account.within(standing) == Seen::Other) {
            self.is_of_body = true;
            return;
        }
        self.area = Some(placed);
        self.from_path = Some(place);
    }
}

impl Around<'_> {
    /// The account that the titles speak of, else the sheet's name, else what the document calls the part and itself. A
    /// title that names an area and no account is of the area as a whole.
    fn account(&self) -> Option<Account> {
        let titles = self.table.title.iter().map(|line| line.text.as_str()).chain([self.table.sheet.as_str()]);
        for text in titles.chain(self.table.under.iter().rev().map(String::as_str)) {
            if let Some(account) = coverage::of_title(&key(text)) {
                return Some(account);
            }
            if self.catalogue.areas.titled(text, self.year) != Titled::Nothing {
                return None;
            }
        }
        None
    }

    fn has_whole(&self) -> bool {
        let labels = self.table.rows.iter().chain(&self.table.columns).flat_map(|heading| &heading.labels);
        let mut said = labels.map(|label| self.catalogue.said(&label.text));
        let titles = self.table.title.iter().chain(&self.table.preamble).chain(&self.table.units);
        let words: String = titles.map(|line| key(&line.text)).collect::<Vec<_>>().join(" ");
        area::speaks_of_parts(&words) || said.any(|said| said.mention(self.catalogue) == Some(&Mention::Whole))
    }

    /// The one of several areas that the table's title, notes or document name.
    fn one_named(&self, among: &[Placed]) -> Option<Placed> {
        let table = self.table;
        let lines = table.title.iter().chain(&table.preamble).map(|line| line.text.as_str());
        let notes = table.notes.iter().map(|note| note.text.as_str());
        let words: String = lines.chain(notes).chain(table.under.iter().map(String::as_str)).collect();
        let mut named = among.iter().filter(|placed| self.catalogue.areas.is_named_in(&placed.code, &words));
        let first = named.next()?;
        named.next().is_none().then(|| first.clone())
    }
}

/// A remark that stands among the titles; what it names is not what the table is of.
fn is_sentence(text: &str) -> bool {
    text.chars().count() > LONGEST_TITLE && text.contains(['，', '。', '；', '”'])
}

const LONGEST_TITLE: usize = 25;

/// `部门：…`: the accounts are those of one body, not of the area it belongs to; but `填报单位：长沙市财政局` is who publishes.
fn names_body(line: &Label) -> bool {
    let key = line.dimension.as_deref().unwrap_or_default();
    !line.text.is_empty() && (key.contains("部门") || key.contains("单位")) && !is_issuer(line)
}

fn is_issuer(line: &Label) -> bool {
    let dimension = line.dimension.as_deref().unwrap_or_default();
    let publishes = ["编制", "填报", "制表", "编报", "汇总", "填表", "报送", "发布", "公布", "公开", "来源"];
    let text = key(without_next_field(&line.text));
    publishes.iter().any(|word| dimension.contains(word)) && account::is_issuer(&text)
}

static NEXT_FIELD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\s+\p{Han}{2,6}\s*[:：]").expect("a valid pattern"));

/// `某局` of `某局 填报日期：2012年3月4日`.
fn without_next_field(text: &str) -> &str {
    NEXT_FIELD.find(text).map_or(text, |next| text.get(..next.start()).unwrap_or(text)).trim()
}

fn names(line: &Label, wanted: Role) -> bool {
    line.dimension.as_deref().and_then(role::of_dimension) == Some(wanted)
}
