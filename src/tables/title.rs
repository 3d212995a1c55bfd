//! What stands above a table. In: one printed line. Out: whether it is a unit line, a preamble line, a continuation mark
//! (续表) or a title, and what it says: units, key and value, table number.

use std::sync::LazyLock;

use regex::Regex;

use super::wording;

/// A pattern written in this program; the tests use every one.
pub fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:附?表|附录|[Tt]able)?\s*(\d{1,2}(?:\s*[-–—－‒]\s*\d{1,3}){1,2})(?:[^\d年月日.%]|$)")
});
static DOTTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:附?表|[Tt]able)\s*(\d{1,2}(?:[.．]\d{1,3}){1,2})"));
static UNIT_ZH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:计量|金额|货币|数量|计算)?单\s*位\s*[:：]\s*"));
static UNIT_EN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)units?\s*[:：]\s*"));
static UNIT_WORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(yuan|rmb|cny|dollars?|usd|persons?|people|households?|units?|sq\.?\s*m|sq\.?\s*km|km|tons?|tonnes?|hectares?|ha|mu|pieces?|man-?years?|kg|kw|items?|copies|volumes|cases|beds|hours|times)\b|%|‰|=\s*100\b|[元人吨户个亩件篇台辆套平公万亿次]",
    )
});
static PREAMBLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(数据库|指标|地区|时间|统计时间|部门|部门名称|单位名称|(?:编制|填报|编报|公开|预算)(?:单位|部门)|Database|Indicators?|Region|Year|Time)\s*(?:[:：]|\?{2,3}|ï¼.?|锛.?)\s*(.*)$",
    )
});
/// Where a part of a line begins: a unit, a key of the preamble, the number of a form.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:计量|金额|货币|数量|计算)?单\s*位\s*[:：]|(?:部门|部门名称|单位名称|(?:编制|填报|编报|公开|预算)(?:单位|部门))\s*[:：]|(?:公开|财决)\pL{0,2}\d{1,2}(?:-\d{1,2})?\s*表",
    )
});
static DATED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(.*?)\s*((?:19|20)\d\d\s?年度?)$"));
static BARE_UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[十百千万亿]*(?:元|美元|人|人次|人年|户|个|件|台|辆|套|吨|亩|公顷|公里|米|平方米|平方公里|立方米|千瓦时|册|所|张)|元/人|人/平方公里|%|‰|百分点|位)$",
    )
});
static FORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[（(]?(?:附件|附表|表)\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[-－]\d{1,2})?\s*[:：]?[）)]?$|^\pL{0,8}(?:公开|财决|预决|决算|预算)\pL{0,4}?(?:表\s*\d{1,2}(?:-\d{1,2})?|\d{1,2}(?:-\d{1,2})?\s*表)$",
    )
});
static CONTINUED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)续\s*表|[（(]\s*续[^）)]{0,4}[）)]|\d\s*续\s*[一二三四五六\d]{0,2}$|^续\s*[一二三四五六\d]{0,2}$|^continued\s*\d*$|^continued\s+(?:from\s+)?table\b|\bcontinued\s*\d*\W*$|\(cont|^(?:продолжение|окончание)(?:\s+таб|$)",
    )
});
static MARKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[（(]?\s*续\s*表\s*[\d一二三四五六七八九十]{0,2}\s*[）)]?|[（(]\s*续[^）)]{0,4}[）)]|\s续\s*[一二三四五六\d]{0,2}$|[（(]?\s*\bcontinued\s*\d*\s*[）)]?|\(cont[^)]*\)|^(?:продолжение|окончание)\s*(?:таблицы|табл\.?)?",
    )
});
static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[（(]?\s*(?:本表|按.{0,6}价格|按.{0,6}计算|(?:data|figures|value)s? in this table|at (?:current|constant|comparable))",
    )
});

static PUBLICATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^《?(?:\d{4}年?)?\s*\pL{0,16}年鉴》?\s*[-—(（]?\s*(?:\d{4}年?)?\s*[)）]?$|^[a-z ]{0,40}statistical yearbook(?: of [a-z ]{1,30})?,?\s*\d{0,4}$",
    )
});

/// What one line above a table is.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    Unit {
        units: Vec<String>,
        note: Option<String>,
    },
    Preamble {
        key: String,
        value: String,
    },
    /// 续表, with the table number where it is repeated, and whether the line bears a title of its own.
    Continued {
        number: Option<String>,
        titled: bool,
    },
    /// `公开01表`, `表一`: what the form is called by, no title.
    Form,
    Title,
}

/// The lines that one cell holds: what a form prints about itself may stand in one cell (`部门：财政局 2019年度 单位：万元`).
pub fn lines(text: &str) -> Vec<(String, Line)> {
    let starts: Vec<usize> = PART.find_iter(text).map(|part| part.start()).filter(|&start| start > 0).collect();
    let mut parts: Vec<&str> = Vec::new();
    let mut from = 0;
    for to in starts.into_iter().chain([text.len()]) {
        let part = text.get(from..to).unwrap_or_default();
        match DATED.captures(part).and_then(|found| Some((found.get(1)?.as_str(), found.get(2)?.as_str()))) {
            Some((before, date)) => parts.extend([before, date]),
            None => parts.push(part),
        }
        from = to;
    }
    let read = |part: &&str| (part.trim().to_string(), preface(part.trim()));
    let found: Vec<(String, Line)> = parts.iter().filter(|part| !part.trim().is_empty()).map(read).collect();
    if found.len() > 1 && found.iter().all(|(_, line)| *line != Line::Title) {
        return found;
    }
    vec![(text.to_string(), line(text))]
}

/// One part of a line, where a year alone is what the form is of.
fn preface(text: &str) -> Line {
    if is_date(text) { Line::Preamble { key: "时间".to_string(), value: text.to_string() } } else { line(text) }
}

/// A year of account and nothing else (`2019年度`).
pub fn is_date(text: &str) -> bool {
    text.contains('年') && wording::year(text).is_some()
}

/// Reads one line; `text` is a cell's folded text.
pub fn line(text: &str) -> Line {
    if CONTINUED.is_match(text) {
        let unmarked = MARKS.replace_all(text, " ");
        let number = number(text).or_else(|| number(unmarked.trim())).or_else(|| bare_number(unmarked.trim()));
        return Line::Continued { number, titled: !untitled(text) };
    }
    if let Some(found) = PREAMBLE.captures(text) {
        let part = |index: usize| found.get(index).map_or(String::new(), |part| part.as_str().trim().to_string());
        return Line::Preamble { key: part(1), value: part(2) };
    }
    if FORM.is_match(text) {
        return Line::Form;
    }
    match units(text) {
        Some((units, before)) if before.is_empty() || ASIDE.is_match(&before) => {
            Line::Unit { units, note: Some(before).filter(|before| !before.is_empty()) }
        }
        _ => Line::Title,
    }
}

/// A continued line that says nothing but number, 续表 and unit.
fn untitled(text: &str) -> bool {
    let before_unit = units(text).map_or(text.to_string(), |(_, before)| before);
    let rest = plain_title(&before_unit);
    let words = rest.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1).count();
    rest.chars().filter(|c| wording::has_cjk(c.encode_utf8(&mut [0; 4]))).count() < 4 && words < 3
}

/// A title without its table number and its mark of continuation, for comparing.
pub fn plain_title(text: &str) -> String {
    let unmarked = MARKS.replace_all(text, " ");
    let bare = unmarked.trim();
    let from =
        NUMBER.captures(bare).or_else(|| DOTTED.captures(bare)).and_then(|found| found.get(1)).map_or(0, |n| n.end());
    wording::squash(bare.get(from..).unwrap_or(bare))
}

/// The name of a yearbook and nothing else: a running head, no title.
pub fn is_publication(text: &str) -> bool {
    PUBLICATION.is_match(text.trim())
}

/// A remark on the whole table printed among its title lines (`本表按当年价格计算`).
pub fn is_remark(text: &str) -> bool {
    ASIDE.is_match(text) || super::notes::starts_note(text)
}

/// The units a line names, and what stands before them on the line.
pub fn units(text: &str) -> Option<(Vec<String>, String)> {
    if let Some(found) = UNIT_ZH.find(text) {
        let before = trim_joint(text.get(..found.start()).unwrap_or(""));
        let after = text.get(found.end()..).unwrap_or("");
        let units: Vec<String> = UNIT_EN.split(after).map(trim_unit).filter(|unit| !unit.is_empty()).collect();
        return (!units.is_empty()).then_some((units, before));
    }
    if let Some(found) = UNIT_EN.find(text).filter(|found| found.start() <= 1) {
        let unit = trim_unit(text.get(found.end()..).unwrap_or(""));
        return (!unit.is_empty()).then_some((vec![unit], String::new()));
    }
    bracketed(text)
}

/// `(100 million yuan)`, `(10000 persons, %)`, `(at current price,100 million yuan)`.
fn bracketed(text: &str) -> Option<(Vec<String>, String)> {
    let inner = text.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?.trim();
    if inner.len() > 80 || !UNIT_WORD.is_match(inner) || wording::year(inner).is_some() {
        return None;
    }
    if !ASIDE.is_match(inner) {
        return Some((vec![inner.to_string()], String::new()));
    }
    let (before, unit) = inner.split_once([',', '，'])?;
    UNIT_WORD.is_match(unit).then(|| (vec![unit.trim().to_string()], before.trim().to_string()))
}

fn trim_unit(text: &str) -> String {
    let text = text.trim().trim_matches([',', '，', ';', '；', '。']).trim();
    let unbalanced = text.matches(['(', '（']).count() < text.matches([')', '）']).count();
    if unbalanced { text.trim_end_matches([')', '）']).trim().to_string() } else { text.to_string() }
}

fn trim_joint(text: &str) -> String {
    text.trim().trim_end_matches(['(', '（', ',', '，', '、', ';', '；']).trim().to_string()
}

/// The table number that a title begins with: `7-6`, `5.4`.
pub fn number(text: &str) -> Option<String> {
    let found = NUMBER.captures(text).or_else(|| DOTTED.captures(text))?;
    let printed = found.get(1)?.as_str();
    let plain = printed.chars().filter(|c| !c.is_whitespace());
    Some(
        plain
            .map(|c| {
                if c.is_ascii_digit() {
                    c
                } else if matches!(c, '.' | '．') {
                    '.'
                } else {
                    '-'
                }
            })
            .collect(),
    )
}

/// A number and nothing else: what is left of `Продолжение табл. 2.1`.
fn bare_number(text: &str) -> Option<String> {
    let plain = text.len() >= 3 && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    (plain && text.contains(['.', '-'])).then(|| text.trim_end_matches('.').to_string())
}

/// Whether a text without blanks is a unit and nothing else, as a row of units below a header prints it.
pub fn is_bare_unit(text: &str) -> bool {
    BARE_UNIT.is_match(text)
}

/// `收入`, `支出` and their like: the name of one side of an account, not a title.
pub fn is_side(text: &str) -> bool {
    const SIDES: &[&str] = &["收入", "支出", "资产", "负债", "来源", "运用", "借方", "贷方"];
    let chinese: String = text.chars().filter(|c| wording::is_cjk(*c)).collect();
    if chinese.is_empty() {
        return matches!(
            wording::squash(text).as_str(),
            "revenue" | "expenditure" | "income" | "assets" | "liabilities"
        );
    }
    SIDES.iter().any(|side| chinese == *side || chinese == format!("{side}部分"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_in_one_or_two_languages() {
        let only = |text: &str| units(text).map(|(units, _)| units);
        assert_eq!(only("单位：万元unit：10thousand yuan"), Some(vec!["万元".into(), "10thousand yuan".into()]));
        assert_eq!(only("(10000 persons, %)"), Some(vec!["10000 persons, %".into()]));
        assert_eq!(units("本表按当年价格计算,单位:亿元"), Some((vec!["亿元".into()], "本表按当年价格计算".into())));
        assert_eq!(units("(at current price,100 million yuan)").map(|u| u.0), Some(vec!["100 million yuan".into()]));
        assert_eq!(only("(2016-2017年)"), None);
    }

    #[test]
    fn numbers_of_tables_are_no_periods() {
        assert_eq!(number("7-6 分地区一般公共预算支出(2019年)"), Some("7-6".into()));
        assert_eq!(number("8 -4 一般公共预算支出"), Some("8-4".into()));
        assert_eq!(number("表5.4 主要年份一般公共预算支出"), Some("5.4".into()));
        assert_eq!(number("3-10各市生产总值(2012年)"), Some("3-10".into()));
        assert_eq!(number("1-6月份主要指标"), None);
        assert_eq!(number("2006-2009年"), None);
    }

    #[test]
    fn a_running_head_is_no_title() {
        for text in [
            "中国农业机械工业年鉴2014",
            "《北京统计年鉴》（2018）",
            "2016江苏统计年鉴",
            "China Statistical Yearbook 2015",
        ] {
            assert!(is_publication(text), "{text}");
        }
        assert!(!is_publication("2013年各地区农业机械化投入情况") && !is_publication("年鉴编辑人员名单"));
    }

    #[test]
    fn preambles_survive_lost_colons() {
        let of = |key: &str, value: &str| Line::Preamble { key: key.into(), value: value.into() };
        let continued = |number: &str, titled| Line::Continued { number: Some(number.into()), titled };
        assert_eq!(line("Database???Annual by Province"), of("Database", "Annual by Province"));
        assert_eq!(line("Databaseï¼\u{9a}Annual by Province"), of("Database", "Annual by Province"));
        assert_eq!(line("时间：最近20年"), of("时间", "最近20年"));
        assert_eq!(line("7-6 续表 2 continued"), continued("7-6", false));
        assert_eq!(line("2-12 续表1"), continued("2-12", false));
        assert_eq!(line("7-6 续表1 分地区一般公共预算支出(2015年)"), continued("7-6", true));
        assert_eq!(line("7-6 分地区一般公共预算支出(2015年) 续表"), continued("7-6", true));
        assert_eq!(line("7-6 续表  单位：亿元"), continued("7-6", false));
        assert_eq!(line("表7-1 续"), continued("7-1", false));
        assert_eq!(line("Continued table 2.1"), continued("2.1", false));
        assert_eq!(line("Продолжение табл. 2.1"), continued("2.1", false));
        assert_eq!(line("续1"), Line::Continued { number: None, titled: false });
    }
}
