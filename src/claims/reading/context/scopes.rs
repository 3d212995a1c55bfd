//! Whether the figures of a text may be the nation's where no place stands right before them.
//!
//! In: sentences, folded, one after the other, and the headings above them. Out: the word that shows a figure to be of a
//! place, a body, a sample or a country other than the nation. Refuses to forget such a word before the nation is named.

use std::sync::LazyLock;

use regex::Regex;

use crate::claims::reading::mentions::folded::fold;
use crate::messages::{Message, say};

/// A word that says whose figures follow.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mention {
    /// 我国, 全国; or less surely 国家, 中央, which other countries have too.
    Nation {
        sure: bool,
    },
    Lesser(String),
    Country(String),
}

/// What the sentences and headings before say of whose figures follow.
#[derive(Clone, Debug, Default)]
pub struct Scopes {
    last: Option<Mention>,
    /// Sentences since the last word was said.
    age: usize,
    /// A word of a lesser scope in the paragraph, above it or in the title.
    setting: Option<String>,
    /// It stands above the paragraph, or in a sentence before.
    is_set_before: bool,
}

/// What headings say of the paragraphs under them.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    title: Option<String>,
    section: Option<String>,
    country: Option<Mention>,
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

const COUNTRIES: &str = "oecd|g20|g7国|七国集团|二十国集团|金砖国家|经合组织|东盟|新兴经济体|美国|日本|德国|英国|法国|韩国|印度|俄罗斯|苏联|巴西|欧盟|意大利|加拿大|澳大利亚|新西兰|新加坡|\
     瑞典|挪威|丹麦|芬兰|荷兰|比利时|瑞士|奥地利|西班牙|葡萄牙|希腊|爱尔兰|波兰|匈牙利|捷克|乌克兰|土耳其|以色列|\
     墨西哥|阿根廷|智利|越南|泰国|马来西亚|菲律宾|印度尼西亚|印尼|埃及|南非|朝鲜|蒙古国|香港|台湾|澳门";
const COUNTRIES_IN_ENGLISH: &str = "united states|the us|u\\.s\\.|america|japan|germany|united kingdom|britain|england|\
     france|italy|canada|australia|new zealand|sweden|norway|denmark|finland|netherlands|belgium|switzerland|austria|\
     spain|portugal|greece|ireland|poland|hungary|russia|soviet union|ukraine|turkey|israel|india|indonesia|brazil|\
     mexico|argentina|chile|korea|vietnam|thailand|malaysia|philippines|singapore|egypt|south africa|hong kong|taiwan|\
     american|japanese|german|french|british|swedish|korean|indian|russian";

static NATION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(我国|全国|中国|\bchina\b|\bchinese\b)|国家|中央|\bnational\b|\bnationwide\b"));
static COUNTRY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?:{COUNTRIES})|\b(?:{COUNTRIES_IN_ENGLISH})\b")));
/// Words that name a place or a body below the nation.
static BODIES: LazyLock<[Regex; 6]> = LazyLock::new(|| {
    let body = "省|市|县|区|镇|乡|村|州|校|院|局|厅|委|公司|企业|单位|系统|高校|大学|医院|国";
    [
        pattern(&format!("某(?:{body})|某[^些种年月日项个,。;]{{1,3}}?(?:{body})|(?:该|本)(?:{body})")),
        pattern(r"[a-z×*](?:省|市|县|区|镇|乡|村|局|校|公司|企业)"),
        pattern(
            r"[一二两三四五六七八九十几数0-9]+个?(?:省|市|县|区|乡镇|镇|乡|村)(?:[一二三四五六七八九十]+(?:市|区))?",
        ),
        pattern(r"(?:^|[,。;:、]|省|在|对|以|从)\p{Han}{2,3}(?:市|县|镇|乡|村)"),
        pattern(r"(?:系统|企业|公司|高校|学校|医院|乡镇|开发区|解放军|农村|部门)(?:的|,)?\d{4}年"),
        pattern(
            r"\b(?:county|city|town|village|firm|company) [a-z]\b|\b(?:the|this|our|one) (?:county|city|village|town|township|firm|company|university|hospital|school|sample|province)\b|\brural areas\b",
        ),
    ]
});
/// Words that leave open whose figures the paragraph gives.
static SETTINGS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"案例|个案|抽样|问卷|样本|实地调查|调查表明|乡镇|县级|县乡|开发区|高校|医院|学校|公司|国有企业|外资企业|企业集团|某企业|(?:公安|铁路|国税|地税|税务|教育|卫生|司法|政法|法院|检察|交通|工商|海关)系统|\b(?:county|city|village|township|firms?|university|sample|respondents|survey)\b",
    )
});
/// Ends of words that look like places.
const NO_PLACE: [&str; 22] = [
    "城市", "都市", "股市", "上市", "超市", "乡镇", "城镇", "村镇", "农村", "各市", "各县", "各镇", "各乡", "城乡",
    "省市", "全县", "县市", "区县", "市县", "乡村", "下乡", "入市",
];

fn is_lesser(text: &str, start: usize, found: &str) -> bool {
    let before = text.get(..start).and_then(|head| head.chars().next_back());
    let next = text.get(start + found.len()..).and_then(|tail| tail.chars().next());
    let inside =
        found.starts_with('本') && before.is_some_and(|letter| "资基日根成样版文一两三几这那账".contains(letter));
    let latin = found.is_ascii();
    let runs_on = !latin && next.is_some_and(|letter| "场民长委域别际政".contains(letter));
    let letter_of_word = found.starts_with(|first: char| first.is_ascii_alphabetic())
        && before.is_some_and(|letter| letter.is_ascii_alphabetic());
    let all_provinces = found.starts_with("31") || found.starts_with("三十一");
    !inside
        && (!runs_on || found.contains('某'))
        && !letter_of_word
        && !all_provinces
        && !NO_PLACE.iter().any(|word| found.ends_with(word))
}

/// Another country that something is only compared with (`比美国高`) says nothing of whose figures follow.
fn is_compared(text: &str, start: usize, end: usize) -> bool {
    let head = text.get(..start).unwrap_or_default().trim_end();
    let before_number = text.get(end..).is_some_and(|tail| tail.starts_with(|next: char| next.is_ascii_digit()));
    let words = ["比", "与", "同", "和", "于", "超过", "较", "than", "with", "to"];
    !before_number && words.iter().any(|word| head.ends_with(word))
}

/// `支出法国内生产总值`: letters of two words that look like a country.
fn is_across(text: &str, start: usize, end: usize) -> bool {
    let (head, tail) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    ["支出", "生产", "收入"].iter().any(|word| head.ends_with(word)) && tail.starts_with("内生产")
}

/// `发达国家`, `西方国家`: other countries.
fn is_kind_of_country(text: &str, start: usize, found: &str) -> bool {
    let before = text.get(..start).and_then(|head| head.chars().next_back());
    found == "国家" && before.is_some_and(|letter| "方达中展他些个各义洲等外盟员".contains(letter))
}

fn mentions(text: &str) -> Vec<(usize, Mention)> {
    let mut found: Vec<(usize, Mention)> = Vec::new();
    for one in NATION.captures_iter(text) {
        let Some(all) = one.get(0).filter(|all| !is_kind_of_country(text, all.start(), all.as_str())) else { continue };
        found.push((all.end(), Mention::Nation { sure: one.get(1).is_some() }));
    }
    let countries = COUNTRY
        .find_iter(text)
        .filter(|one| !is_compared(text, one.start(), one.end()) && !is_across(text, one.start(), one.end()));
    found.extend(countries.map(|one| (one.end(), Mention::Country(one.as_str().to_string()))));
    for body in BODIES.iter() {
        let lesser = body.find_iter(text).filter(|one| is_lesser(text, one.start(), one.as_str()));
        found.extend(lesser.map(|one| {
            let words = one.as_str().trim_start_matches([',', '。', ';', ':', '、']);
            (one.start(), Mention::Lesser(words.trim_end_matches(|last: char| "0123456789年的,".contains(last)).into()))
        }));
    }
    found.sort_by_key(|(at, _)| *at);
    found
}

/// A word in a text that shows a scope other than the nation, though no nation is named beside it.
fn setting(text: &str) -> Option<String> {
    let of_body = mentions(text).into_iter().find_map(|(_, mention)| match mention {
        Mention::Lesser(word) => Some(word),
        _ => None,
    });
    of_body.or_else(|| SETTINGS.find(text).map(|one| one.as_str().trim().to_string()))
}

/// A line that says where an author works (`某大学财政系`, `School of Finance, X University`): the text is not about it.
fn is_affiliation(line: &str) -> bool {
    static AFFILIATION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:大学|学院|研究院|研究所|研究中心|社科院|党校)\p{Han}{0,10}(?:系|学院|所|中心|院|部|大学|党校)?[),。 ,\d]*$|^[(a-z][a-z .,'&-]*\b(?:university|institute|academy|college)\b[a-z .,&)-]*$",
        )
    });
    const SUBJECTS: [&str; 10] =
        ["支出", "收入", "经费", "预算", "决算", "开支", "成本", "spending", "budget", "expenditure"];
    AFFILIATION.is_match(line) && !SUBJECTS.iter().any(|word| line.contains(word))
}

impl Headings {
    /// The first lines of a text.
    pub fn titled(lines: &[&str]) -> Headings {
        let folded = lines.iter().map(|line| fold(line)).filter(|line| !is_affiliation(line));
        let title = folded.into_iter().find_map(|line| setting(&line));
        Headings { title, ..Headings::default() }
    }

    /// A heading holds until the next; the country it names until the nation is named.
    pub fn head(&mut self, heading: &str) {
        let text = fold(heading);
        self.section = setting(&text).filter(|_| !is_affiliation(&text));
        let named = mentions(&text).into_iter().filter(|(_, mention)| !matches!(mention, Mention::Lesser(_)));
        match named.map(|(_, mention)| mention).next_back() {
            Some(Mention::Nation { sure: true }) => self.country = None,
            Some(country @ Mention::Country(_)) => self.country = Some(country),
            _ => {}
        }
    }

    /// What a paragraph starts with.
    pub fn paragraph(&mut self, paragraph: &str) -> Scopes {
        let text = fold(paragraph);
        let headed = self.section.clone().or(self.title.clone());
        let is_set_before = headed.is_some();
        let setting = setting(&text).or(headed);
        let scopes = Scopes { last: self.country.clone(), age: 0, setting, is_set_before };
        let names_nation = |(_, mention): (usize, Mention)| mention == Mention::Nation { sure: true };
        if mentions(&text).into_iter().any(names_nation) {
            self.country = None;
        }
        scopes
    }
}

impl Scopes {
    /// The word that keeps a figure at this byte of a folded sentence from being the nation's.
    pub fn other_than_nation(&self, sentence: &str, at: usize) -> Option<String> {
        const REACH: usize = 2;
        let found = mentions(sentence);
        let before = found.iter().filter(|(place, _)| *place <= at).map(|(_, mention)| mention);
        let mut last = self.last.clone();
        let mut here = false;
        for mention in before {
            here |= supersedes(mention, &mut last);
        }
        match last {
            Some(Mention::Lesser(word) | Mention::Country(word)) => Some(word),
            Some(Mention::Nation { .. }) if here || self.age < REACH => None,
            Some(Mention::Nation { sure: true }) if !self.is_set_before => None,
            _ if found.iter().any(|(_, mention)| matches!(mention, Mention::Nation { .. })) => None,
            _ => self.setting.clone(),
        }
    }

    /// Whether a lesser place or another country was the last named before this byte, or one stands above: what follows
    /// later in the paragraph leaves open that a figure is the nation's.
    pub fn lesser_before(&self, sentence: &str, at: usize) -> bool {
        let mut last = self.last.clone();
        for (_, mention) in mentions(sentence).into_iter().filter(|(place, _)| *place <= at) {
            supersedes(&mention, &mut last);
        }
        match last {
            Some(Mention::Lesser(_) | Mention::Country(_)) => true,
            Some(Mention::Nation { .. }) => false,
            None => self.is_set_before,
        }
    }

    /// Goes on to the next sentence.
    pub fn pass(&mut self, sentence: &str) {
        self.age += 1;
        self.is_set_before |= setting(sentence).is_some();
        for (_, mention) in mentions(sentence) {
            if supersedes(&mention, &mut self.last) {
                self.age = 0;
            }
        }
    }
}

/// What other countries have too (国家, 中央) does not lead back from them to the nation.
fn supersedes(mention: &Mention, last: &mut Option<Mention>) -> bool {
    let stays = matches!((mention, &*last), (Mention::Nation { sure: false }, Some(Mention::Country(_))));
    if !stays {
        *last = Some(mention.clone());
    }
    !stays
}

/// The part or agency right before expenses on travel, cars and receptions, which are published for the centre as a whole.
pub fn agency(before_name: &str) -> Option<&str> {
    static AGENCY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:\p{Han}{0,4}系统|市级|县级|区级|省级|(?:省|市|县)本级|\p{Han}{2,}(?:部|局|厅|委|院|署))(?:的?\d{4}年)?$",
        )
    });
    let start = before_name
        .rfind([',', '。', ';'])
        .map_or(0, |mark| mark + before_name[mark..].chars().next().map_or(1, char::len_utf8));
    let clause = before_name.get(start..)?;
    let of_all = ["中央", "全国", "国务院"].iter().any(|word| clause.contains(word));
    AGENCY.find(clause).filter(|_| !of_all).map(|found| found.as_str())
}

/// Words of a norm or of hearsay: what should be, or what others are said to have claimed.
pub fn no_fact(sentence: &str, clause: &str) -> Option<Message> {
    const NORMS: [&str; 9] = ["合理比重", "合理规模", "合理水平", "适度", "最优", "最佳", "警戒线", "计划到", "控制在"];
    const HEARSAY: [&str; 9] =
        ["理论上", "误称", "与事实不符", "亿元不符", "数据不符", "谬传", "据传", "并不准确", "讹传"];
    let norm = NORMS.iter().find(|word| clause.contains(**word));
    let hearsay = HEARSAY.iter().find(|word| sentence.contains(**word));
    norm.or(hearsay).map(|word| say!("untied.norm", word))
}

/// Words of the rates of the single years of a window.
pub fn yearly(clause: &str) -> bool {
    ["每年", "各年", "保持在", "区间"].iter().any(|word| clause.contains(word))
}

/// A pronoun that stands for one of several things named before it.
pub fn pronoun(between: &str) -> Option<&str> {
    static PRONOUN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:it|its|they|their)\b"));
    PRONOUN.find(between).map(|found| found.as_str())
}

/// `前者是后者的1.33倍`: a figure of two things that only their order tells. The other way round it is the later over the
/// earlier of one thing, as years are told.
pub fn former_and_latter(clause: &str) -> Option<&'static str> {
    let is_led_by = |(former, latter): &(&str, &str)| {
        clause.find(former).zip(clause.find(latter)).is_some_and(|(one, other)| one < other)
    };
    [("前者", "后者"), ("the former", "the latter")].into_iter().find(is_led_by).map(|(former, _)| former)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(sentences: &[&str]) -> Option<String> {
        let mut headings = Headings::default();
        let mut scopes = headings.paragraph(&sentences.concat());
        let (last, before) = sentences.split_last().expect("sentences");
        before.iter().for_each(|sentence| scopes.pass(&fold(sentence)));
        let folded = fold(last);
        scopes.other_than_nation(&folded, folded.len())
    }

    #[test]
    fn where_an_author_works_is_no_scope() {
        for line in ["(某大学财政系)", "某高校公共管理学院", "Department of Finance, Some University"] {
            assert!(is_affiliation(&fold(line)), "{line}");
            assert_eq!(Headings::titled(&["财政收入的增长", line]).title, None, "{line}");
        }
        assert!(!is_affiliation("某大学科研经费支出研究"));
    }

    #[test]
    fn local_foreign_and_partial_scopes_hold_until_the_nation_is_named() {
        assert_eq!(scope(&["该镇2003年财政收入238万元，2004年为261万元，增长"]).as_deref(), Some("该镇"));
        assert_eq!(scope(&["案例二：B市开发区。", "2008年，财政收入增长"]).as_deref(), Some("b市"));
        assert_eq!(scope(&["德国实行联邦制。", "1995年财政支出增长"]).as_deref(), Some("德国"));
        assert_eq!(scope(&["公安系统是财政供养的大户。", "2006年行政管理费增长"]).as_deref(), Some("公安系统"));
        assert_eq!(
            scope(&["In County A, fiscal revenue grew.", "Fiscal expenditure grew by"]).as_deref(),
            Some("county a")
        );
        assert_eq!(scope(&["德国2.7%、美国9.9%，我国则高达"]), None);
        assert_eq!(scope(&["某县财政困难。", "2006年全国财政收入增长"]), None);
        assert_eq!(scope(&["2006年财政收入增长"]), None);
    }
}
