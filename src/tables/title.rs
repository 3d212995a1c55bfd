//! What stands above a table. In: one printed line. Out: whether it is a unit line, a preamble line, a continuation mark
//! (续表) or a title, and what it says: units, key and value, table number.

use std::sync::LazyLock;

use regex::Regex;

use super::kept::Kept;
use super::wording::{self, pattern};
use crate::script;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:附?表|附录|[Tt]able)?\s*(\d{1,2}(?:\s*[-–—－‒]\s*\d{1,3}){1,2})(?:[^\d年月日.%]|$)")
});
static DOTTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:附?表|[Tt]able)\s*(\d{1,2}(?:[.．]\d{1,3}){1,2})(?:\D|$)"));
/// `表22020年…`: the number of the table and the year are printed without a gap.
static GLUED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^附?表\s*(\d{1,2}?)\s*[.．、:：]?\s*(?:19|20)\d\d\s*(?:年|[-—–~至到/])"));
/// `表3`, `附表3：`, `Table 3.`.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:附?表格?|附录|table|tab\.|tabelle|tableau|cuadro|таблица)\s*(?:no\.?\s*)?(\d{1,3}|[ivx]{1,4}\b|[一二三四五六七八九十]{1,3})(.?)",
    )
});
/// `1 7 湖南省 2 0 2 1 年…`: letters and figures are spread out, and the number stands before the words.
static SPREAD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\d(?:\s\d)?)\s+[\p{Han}&&[^年月季个]][^\d]*(?:1\s9|2\s0)\s\d\s\d\s?年"));
/// Lines of a page that say nothing of the table below them: when it was published, printed or filled in and by whom, where
/// the page stands, how often it was read.
static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^\s*[【\[（(]?\s*(?:
          (?:发布|发文|成文|印发|生成|打印|列印|制表|填报|填表|编制|编报|报出|报送|更新|修改|公布|公开|上传|录入|导出|下载|查询|审核|收录)
            \s*(?:日期|时间|日)\s*[:：]
        | (?:时间|日期)?\s*[:：]?\s*(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}[:：]\d\d
        | (?:您\s*)?(?:当前|现在|目前)?\s*(?:所在)?\s*的?\s*位置\s*[:：是]
        | 首页\s*[>＞»›/|]
        | (?:浏览|阅读|点击|访问)\s*(?:次数|量|数|人次)?\s*[:：]
        | 字\s*(?:体|号)\s*(?:大小)?\s*[:：]
        | (?:索引号|文号|发文字号|信息索引|主题词|主题分类|发布机构|发文机关|公开方式|公开形式|责任编辑|作者|稿源|(?:信息|文章|文件|新闻)来源|来源单位)\s*[:：]
        | (?:(?:制表|填表|审核|复核|编制|经办)人|(?:单位|财务|部门)?负责人|联系(?:人|电话))\s*[:：]
        | 打印本页|关闭窗口|分享到|上一篇|下一篇|下次(?:发布|更新)
        | (?:published|printed|released|release\s+date|last\s+(?:updated|modified|reviewed)|date\s+of\s+(?:issue|release|publication|printing|filing)
            |updated|downloaded|accessed|retrieved|generated|next\s+release)\s*(?:on\b|at\b|[:：])
        | you\s+are\s+here\b | home\s*[>»›/] | (?:page\s+)?views?\s*[:：] )",
    )
});
static UNIT_ZH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:计量|金额|货币|数量|计算)?单\s*位\s*[:：]\s*"));
static UNIT_EN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)units?\s*[:：]\s*"));
static UNIT_WORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(yuan|rmb|cny|dollars?|usd|hkd|gbp|eur|euros?|pounds?|yen|won|rupees?|roubles?|rubles?|million|billion|thousand|crore|lakh|persons?|people|households?|units?|sq\.?\s*m|sq\.?\s*km|km|tons?|tonnes?|hectares?|ha|mu|pieces?|man-?years?|kg|kw|items?|copies|volumes|cases|beds|hours|times)\b|%|‰|[$£€¥₩₹]|=\s*100\b|[元圆円人吨户个亩件篇台辆套平公万亿次]",
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
        r"(?:计量|金额|货币|数量|计算)?单\s*位\s*[:：]|(?:部门|部门名称|单位名称|(?:编制|填报|编报|公开|预算)(?:单位|部门))\s*[:：]|(?:填报|填表|编制|编报|制表|报送|报出|打印)(?:日期|时间)\s*[:：]|(?:(?:制表|填表|审核|复核|编制|经办)人|(?:单位|财务|部门)?负责人|联系(?:人|电话))\s*[:：]|(?:公开|财决)\pL{0,2}\d{1,2}(?:-\d{1,2})?\s*表",
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
    /// `发布日期：2012年3月4日`: a line of the page, not of the table.
    Furniture,
    Title,
}

thread_local! {
    static LINES: Kept<Vec<(String, Line)>> = Kept::default();
    static LINE: Kept<Line> = Kept::default();
}

/// The lines that one cell holds: what a form prints about itself may stand in one cell (`部门：财政局 2019年度 单位：万元`).
pub fn lines(text: &str) -> Vec<(String, Line)> {
    LINES.with(|kept| kept.get(text, || read_lines(text)))
}

fn read_lines(text: &str) -> Vec<(String, Line)> {
    let plain = script::fold(text);
    let parts_of = if plain.contains([':', '：', '表']) { &*plain } else { "" };
    let starts: Vec<usize> = PART.find_iter(parts_of).map(|part| part.start()).filter(|&start| start > 0).collect();
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
    LINE.with(|kept| kept.get(text, || read_line(text)))
}

fn read_line(text: &str) -> Line {
    let plain = script::fold(text);
    if may_be_furniture(&plain) && FURNITURE.is_match(&plain) {
        return Line::Furniture;
    }
    if may_continue(&plain) && CONTINUED.is_match(&plain) {
        let unmarked = MARKS.replace_all(text, " ");
        let number = number(text).or_else(|| number(unmarked.trim())).or_else(|| bare_number(unmarked.trim()));
        return Line::Continued { number, titled: !untitled(text) };
    }
    if let Some(found) = PREAMBLE.captures(&plain) {
        let part = |index: usize| found.get(index).and_then(|part| text.get(part.range())).unwrap_or_default();
        return Line::Preamble { key: part(1).trim().to_string(), value: part(2).trim().to_string() };
    }
    if FORM.is_match(&plain) {
        return Line::Form;
    }
    match units(text) {
        Some((units, before)) if before.is_empty() || ASIDE.is_match(&before) => {
            Line::Unit { units, note: Some(before).filter(|before| !before.is_empty()) }
        }
        _ => Line::Title,
    }
}

/// Whether a line has any of the signs without which it is no furniture: a cheaper look than the pattern's.
fn may_be_furniture(plain: &str) -> bool {
    const WORDS: [&str; 8] = ["首页", "位置", "打印", "关闭", "分享", "上一篇", "下一篇", "下次"];
    plain.contains(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, ':' | '：'))
        || WORDS.iter().any(|word| plain.contains(word))
}

/// The same for a mark of continuation.
fn may_continue(plain: &str) -> bool {
    plain.contains(|letter| matches!(letter, '续' | 'c' | 'C' | '\u{400}'..='\u{4ff}'))
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
    PUBLICATION.is_match(script::fold(text.trim()).as_ref())
}

/// A remark on the whole table printed among its title lines (`本表按当年价格计算`).
pub fn is_remark(text: &str) -> bool {
    ASIDE.is_match(text) || super::notes::starts_note(text)
}

/// The units a line names, and what stands before them on the line.
pub fn units(text: &str) -> Option<(Vec<String>, String)> {
    if let Some(found) = UNIT_ZH.find(&script::fold(text)) {
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

/// Texts of a row in which a unit line cut over cells (`单位：` and `万元`, `單位：新臺` and `幣千元`) is one text, each with the
/// place of the first cell it came from.
pub fn with_whole_units(texts: Vec<String>) -> Vec<(usize, String)> {
    let mut whole: Vec<(usize, String)> = Vec::new();
    for (at, text) in texts.into_iter().enumerate() {
        match whole.last_mut().filter(|(_, last)| lacks(last, &text)) {
            Some((_, last)) => last.push_str(text.trim()),
            None => whole.push((at, text)),
        }
    }
    whole
}

/// A unit line breaks off before its unit is complete, and the next text completes it.
fn lacks(line: &str, next: &str) -> bool {
    const LONGEST: usize = 24;
    const MEASURES: [char; 22] = [
        '元', '圆', '人', '吨', '户', '个', '亩', '件', '篇', '台', '辆', '套', '米', '里', '次', '年', '顷', '位',
        '%', '‰', '％', '円',
    ];
    let (line, next) = (script::fold(line), script::fold(next.trim()));
    let key = UNIT_ZH.find(&line).or_else(|| UNIT_EN.find(&line).filter(|key| key.start() <= 1));
    let Some(begun) = key.and_then(|key| line.get(key.end()..)).map(str::trim) else { return false };
    let fits = next.chars().count() <= LONGEST
        && !next.contains([':', '：'])
        && !next.starts_with(|c: char| c.is_ascii_digit());
    let completes = if begun.is_empty() { UNIT_WORD.is_match(&next) } else { next.ends_with(MEASURES) };
    let is_open =
        (!begun.ends_with(MEASURES) || next.starts_with('币')) && !begun.chars().any(|c| c.is_ascii_alphabetic());
    fits && completes && is_open
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
    let plain = script::fold(text);
    let found = NUMBER.captures(&plain).or_else(|| DOTTED.captures(&plain))?;
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

/// The number that a title gives its table, of one part too: `3` of `表3 …`, `附表3：…` and `表32020年…`, `三` of `表三`.
pub fn printed_number(text: &str) -> Option<String> {
    if let Some(number) = number(text) {
        return Some(number);
    }
    let plain = script::fold(text);
    if let Some(found) = GLUED.captures(&plain).and_then(|found| found.get(1)) {
        return Some(found.as_str().to_string());
    }
    if let Some(found) = SPREAD.captures(&plain).and_then(|found| found.get(1)) {
        return Some(found.as_str().chars().filter(char::is_ascii_digit).collect());
    }
    let found = NAMED.captures(&plain)?;
    let (number, next) = (found.get(1)?.as_str(), found.get(2).map_or("", |next| next.as_str()));
    let counts =
        ["般", "年", "月", "日", "季", "个", "次", "级", "类", "项", "批", "期", "〇", "零", "百", "千", "万", "%"];
    let goes_on = next.chars().all(|c| c.is_ascii_digit()) && !next.is_empty() || counts.contains(&next);
    (!goes_on).then(|| number.to_string())
}

/// Whether a text begins with the word for a table and its number (`表3 …`, `Table 3. …`) or a number of two parts.
pub fn is_numbered(text: &str) -> bool {
    printed_number(text).is_some()
}

/// A number and nothing else: what is left of `Продолжение табл. 2.1`.
fn bare_number(text: &str) -> Option<String> {
    let plain = text.len() >= 3 && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    (plain && text.contains(['.', '-'])).then(|| text.trim_end_matches('.').to_string())
}

/// `2023年全区一般公共预算支出决算表`: a line that is the name of a table and nothing else.
pub fn names_table(text: &str) -> bool {
    let whole = text.trim().trim_end_matches(['）', ')']);
    let name = whole.rsplit_once(['（', '(']).map_or(whole, |(name, _)| name.trim_end());
    let refers = ["下表", "上表", "此表", "本表", "该表", "代表", "列表", "附表", "续表", "图表"];
    let is_of_accounts =
        ["决算", "预算", "执行", "情况", "收支", "统计", "平衡", "基本"].iter().any(|word| name.contains(word));
    name.ends_with('表')
        && is_of_accounts
        && name.chars().count() >= 5
        && !refers.iter().any(|word| name.ends_with(word))
}

/// Whether a text without blanks is a unit and nothing else, as a row of units below a header prints it.
pub fn is_bare_unit(text: &str) -> bool {
    BARE_UNIT.is_match(text)
}

/// `收入`, `支出` and their like: the name of one side of an account, not a title.
pub fn is_side(text: &str) -> bool {
    const SIDES: &[&str] = &["收入", "支出", "资产", "负债", "来源", "运用", "借方", "贷方"];
    let chinese: String = text.chars().filter(|c| wording::is_cjk(*c)).map(script::simplified).collect();
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
        assert_eq!(number("表1.2020年财政支出"), None);
        for (text, want) in [
            ("表3 2020年财政支出", Some("3")),
            ("附表3：2020年财政支出", Some("3")),
            ("表22020年财政支出", Some("2")),
            ("表122020年财政支出", Some("12")),
            ("表1.2020年财政支出", Some("1")),
            ("表三各区支出", Some("三")),
            ("Table 4. Receipts", Some("4")),
            ("1 2 荆门市 2 0 1 8 年财政支出", Some("12")),
            ("1 月 荆门市 2 0 1 8 年财政支出", None),
            ("表一般公共预算", None),
            ("表彰情况", None),
            ("Tables of receipts", None),
            ("3月份支出", None),
        ] {
            assert_eq!(printed_number(text).as_deref(), want, "{text}");
        }
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
    fn lines_of_the_page_are_not_of_the_table() {
        for text in [
            "发布日期：2012年3月4日",
            "打印时间：2012-03-04 10:22",
            "2012-03-04 10:22",
            "当前位置：首页 > 2012年 > 财政",
            "您的位置：首页",
            "首页 > 政务公开",
            "浏览次数：12",
            "Published: 4 March 2012",
            "填報日期：2012年3月4日",
        ] {
            assert_eq!(line(text), Line::Furniture, "{text}");
        }
        for text in [
            "2012年发布会情况",
            "时间：2012年",
            "各区位置：略表",
            "公开招聘人数",
            "Home ownership",
            "Printed books, 2012",
        ] {
            assert_ne!(line(text), Line::Furniture, "{text}");
        }
        let found = lines("填报单位：财政局 填报日期：2012年3月4日");
        assert_eq!(
            found.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(),
            ["填报单位：财政局", "填报日期：2012年3月4日"]
        );
    }

    #[test]
    fn a_unit_line_cut_over_cells_is_one() {
        let whole = |texts: &[&str]| -> Vec<String> {
            let texts = texts.iter().map(|text| text.to_string()).collect();
            with_whole_units(texts).into_iter().map(|(_, text)| text).collect()
        };
        assert_eq!(whole(&["單位：新臺", "幣千元"]), ["單位：新臺幣千元"]);
        assert_eq!(whole(&["单位：", "万元"]), ["单位：万元"]);
        assert_eq!(whole(&["Unit:", "HK$ million"]), ["Unit:HK$ million"]);
        assert_eq!(whole(&["单位：万元", "2019年"]), ["单位：万元", "2019年"]);
        assert_eq!(whole(&["单位", "万元"]), ["单位", "万元"]);
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
