//! The period of a figure in running text.
//!
//! In: its clause and what the headings, the document and its names say. Out: the period of the nearest mention, and
//! where it stands. Refuses dates that say when something was published, compared with or read off, and spans of time:
//! those are noted.

use std::sync::LazyLock;

use regex::Regex;

use super::Catalogue;
use super::basis::PeriodBasis;
use super::dated_line::{self, LineDate};
use super::dating::Found;
use super::label;
use super::period::{self, Dated, Period};
use super::prose_clause::Clause;
use super::prose_outline::Outline;
use super::surroundings::Surroundings;

/// What stands around a paragraph.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// What a hint tells, else the headings and the title.
    headed: Option<Found>,
    /// What the names say, where no heading and no title speaks of time, and the note of it.
    filed: Option<(Found, Option<String>)>,
    /// The title names a year and the next.
    is_of_two: bool,
    earlier: Earlier,
}

/// What the sentences before one say, each read once.
#[derive(Clone, Debug, Default)]
struct Earlier {
    bytes: usize,
    period: Option<Period>,
    cut_off: Option<Period>,
}

impl Earlier {
    /// Goes on to the end of what stands before a sentence.
    fn read(&mut self, passage_before: &str) {
        let more = passage_before.get(self.bytes..).unwrap_or_default();
        self.bytes = self.bytes.max(passage_before.len());
        more.split_inclusive(['。', '！', '？']).for_each(|sentence| self.read_sentence(sentence));
    }

    /// A sentence is of the year it names first: those after it are compared with. `由2019年的…降至2020年的…` ends with
    /// its own.
    fn read_sentence(&mut self, sentence: &str) {
        let found = mentions(sentence);
        let mut periods = found.iter().filter_map(Mention::period);
        let is_change = sentence.contains(['由', '从']) && sentence.contains(['至', '到', '为']);
        self.period = if is_change { periods.next_back() } else { periods.next() }.or(self.period);
        let cut_off = found.iter().find_map(|found| match found {
            Mention::CutOff(period) => Some(*period),
            _ => None,
        });
        self.cut_off = self.cut_off.or(cut_off);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct When {
    pub period: Option<Period>,
    pub basis: Option<PeriodBasis>,
    pub note: Option<String>,
}

impl Setting {
    /// The headings above a paragraph, the nearest first, then what the document calls itself, then its names. A month
    /// that stands alone is the day of signature where the document names another year. Of a report on one year and the
    /// plan of the next, a name says which year is meant, but for what speaks of a plan.
    pub fn new(outline: &Outline, around: &Surroundings, catalogue: &Catalogue) -> Setting {
        let headings = dated_line::of_headings(outline.upwards().chain(outline.title.as_deref()), catalogue);
        let (headed, among) = match (headings, around.document()) {
            (LineDate::Named(period), _) => (Some(period), None),
            (LineDate::Month(month), LineDate::Named(period)) if month.year() != period.year() => (Some(*period), None),
            (LineDate::Month(month), _) => (Some(month), None),
            (_, LineDate::Named(period)) => (Some(*period), None),
            (LineDate::Several(printed), _) => (None, Some(printed)),
            (LineDate::No, LineDate::Several(printed)) => (None, Some(printed.clone())),
            (LineDate::No, LineDate::Month(month)) => (Some(*month), None),
            (LineDate::No, LineDate::No) => (None, None),
        };
        let named = match &among {
            Some(printed) => around.named_among(printed),
            None => around.named(),
        };
        let is_planned = among.is_some() && outline.upwards().any(speaks_of_plan);
        let headed = headed.map(|period| (period, PeriodBasis::Document));
        let headed = around.told().map(|period| (period, PeriodBasis::Hint)).or(headed);
        let filed = named.filter(|_| !is_planned).map(|found| (found, around.note(found.1)));
        Setting { headed, filed, is_of_two: among.is_some(), earlier: Earlier::default() }
    }
}

/// Whether words speak of what is planned.
fn speaks_of_plan(words: &str) -> bool {
    ["草案", "安排", "拟", "预期", "计划", "目标", "力争", "预计"].iter().any(|word| words.contains(word))
}

/// What a text says of time at one place.
#[derive(Clone, Debug, PartialEq)]
enum Mention {
    Period(Period),
    /// Read off at a date within a year (`截至2025年3月底`).
    CutOff(Period),
    Span(String),
}

impl Mention {
    fn period(&self) -> Option<Period> {
        match self {
            Mention::Period(period) => Some(*period),
            _ => None,
        }
    }
}

/// The nearest mention: in the clause before the figure, then behind it, in the sentence, the paragraph, the headings,
/// the document, the names.
pub fn of(clause: &Clause, setting: &mut Setting) -> When {
    let pieces = [clause.before, clause.text, clause.sentence_before];
    let near = pieces
        .into_iter()
        .find_map(|text| mentions(text).into_iter().rev().find(|found| !matches!(found, Mention::CutOff(_))));
    let when = match near {
        Some(Mention::Span(text)) => When { note: Some(format!("period as printed: {text}")), ..When::default() },
        Some(found) => When::read(found.period(), PeriodBasis::Cell),
        None => cumulative(clause, around(clause, setting)),
    };
    if is_year_before(clause.before) {
        let before = when.period.map(|period| Period::Year(period.year() - 1));
        let note = before.map(|_| "the year before, as printed".to_string());
        return When { period: before, basis: when.basis.filter(|_| before.is_some()), note };
    }
    when
}

impl When {
    fn read(period: Option<Period>, basis: PeriodBasis) -> When {
        When { period, basis: period.map(|_| basis), note: None }
    }
}

fn around(clause: &Clause, setting: &mut Setting) -> When {
    setting.earlier.read(clause.passage_before);
    let earlier = setting.earlier.period.map(|period| (period, PeriodBasis::Document));
    if let Some((period, basis)) = earlier.or(setting.headed) {
        return When::read(Some(period), basis);
    }
    let is_plan = || setting.is_of_two && [clause.sentence_before, clause.text].into_iter().any(speaks_of_plan);
    if let Some(((period, basis), note)) = setting.filed.as_ref().filter(|_| !is_plan()) {
        return When { note: note.clone(), ..When::read(Some(*period), *basis) };
    }
    let cut_off = mentions(clause.sentence_before).into_iter().find_map(|found| match found {
        Mention::CutOff(period) => Some(period),
        _ => None,
    });
    match cut_off {
        Some(period) => When::read(Some(period), PeriodBasis::Cell),
        None => When::read(setting.earlier.cut_off, PeriodBasis::Document),
    }
}

static SO_FAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:截至|截止|至)?\d{1,2}\s*月(?:份|底|末)?(?:止|累计)|1\s*[-—至]\s*\d{1,2}\s*月")
        .expect("a valid pattern")
});

/// What had come in by the end of the month that a heading names is of all months so far: `12月止` of the year.
fn cumulative(clause: &Clause, when: When) -> When {
    let Some(Period::Month(year, month)) = when.period else { return when };
    let sentence = [clause.sentence_before, clause.before, clause.text];
    let is_so_far = sentence.iter().any(|text| SO_FAR.is_match(text.trim_start()) || text.contains("累计"));
    match month {
        _ if !is_so_far => when,
        12 => When { period: Some(Period::Year(year)), ..when },
        3 => When { period: Some(Period::Quarter(year, 1)), ..when },
        _ => When { note: Some(format!("period as printed: {year}年1-{month}月")), ..When::default() },
    }
}

/// `上年为3亿元`, but not `比上年增长`.
fn is_year_before(words: &str) -> bool {
    ["上年", "去年", "上一年"].iter().any(|word| {
        words.find(word).is_some_and(|at| {
            let (head, tail) = (words.get(..at).unwrap_or_default(), words.get(at + word.len()..).unwrap_or_default());
            !head.ends_with(['比', '较', '与', '和', '同'])
                && !["相比", "同期相比", "增", "减"].iter().any(|next| tail.starts_with(next))
        })
    })
}

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?: (?:18|19|20)\d\d | [一二][〇零○一二三四五六七八九]{3} ) \s*年(?:度|底|末|终)?
        (?: \s*(?:\d{1,2}\s*[-至~]\s*)?\d{1,2}\s*月(?:份|底|末)?(?:\s*\d{1,2}\s*日)? | \s*第?[一二三四1-4]\s*季度 )?",
    )
    .expect("a valid pattern")
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d.,/%$-])((?:18|19|20)\d\d)(?:[^\d.,%-]|[.,](?:\s|$)|$)").expect("a valid pattern")
});
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:18|19|20)\d\d\s*年?\s*(?:至|到|-|~)\s*(?:18|19|20)?\d\d\s*年(?:度)?").expect("a valid pattern")
});

/// What a text says of time, in order.
fn mentions(text: &str) -> Vec<Mention> {
    let text = label::narrowed(text);
    if !label::has_chinese(&text) {
        let years = ENGLISH.captures_iter(&text).filter_map(|found| found.get(1)?.as_str().parse().ok());
        return years.map(|year| Mention::Period(Period::Year(year))).collect();
    }
    let spans: Vec<(usize, usize)> = SPAN.find_iter(&text).map(|found| (found.start(), found.end())).collect();
    let mut found: Vec<(usize, usize, Mention)> = Vec::new();
    for (start, end) in &spans {
        found.push((*start, *end, Mention::Span(text.get(*start..*end).unwrap_or_default().to_string())));
    }
    for date in DATE.find_iter(&text).filter(|date| !spans.iter().any(|span| (span.0..span.1).contains(&date.start())))
    {
        found.extend(mention(&text, date.start(), date.end()).map(|mention| (date.start(), date.end(), mention)));
    }
    found.sort_by_key(|found| found.0);
    joined(&text, found)
}

/// Two dates with 至 between them are a span; what is said of several years together is of none of them alone.
fn joined(text: &str, found: Vec<(usize, usize, Mention)>) -> Vec<Mention> {
    let mut mentions: Vec<(usize, usize, Mention)> = Vec::new();
    for (start, end, mention) in found {
        let between = mentions.last().map(|last| text.get(last.1..start).unwrap_or_default().trim());
        match (between, mentions.last_mut()) {
            (Some("至" | "到" | "-" | "~" | "、" | "和" | "及"), Some(last)) => {
                *last = (last.0, end, Mention::Span(text.get(last.0..end).unwrap_or_default().to_string()));
            }
            _ => mentions.push((start, end, mention)),
        }
    }
    mentions.into_iter().map(|(_, _, mention)| mention).collect()
}

fn mention(text: &str, start: usize, end: usize) -> Option<Mention> {
    let (before, printed, after) =
        (text.get(..start)?.trim_end(), text.get(start..end)?, text.get(end..)?.trim_start());
    let follows = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let numbered = after.starts_with('第') && after.chars().take(8).any(|letter| letter == '号');
    let titled = before.rfind('《') > before.rfind('》');
    let published = follows(&["公告", "发布", "印发", "公布", "出版", "版", "鉴", "修订", "施行", "颁布"]);
    let compared = before.ends_with(['比', '较', '与', '同']) && !before.ends_with("对比");
    if numbered || titled || published || compared {
        return None;
    }
    if follows(&["上半年", "下半年", "前三季度", "前三个季度", "前半年"]) {
        let part: String = after.chars().take_while(|letter| !matches!(letter, '年' | '度')).collect();
        let end = if after.contains("季度") && after.starts_with('前') { "度" } else { "年" };
        return Some(Mention::Span(format!("{printed}{part}{end}")));
    }
    if follows(&["以来", "起", "以后", "之后", "后", "以前", "之前", "前"]) || before.ends_with(['自', '从'])
    {
        let tail: String = after.chars().take(2).collect();
        let tail = if follows(&["以来", "以后", "以前", "之后", "之前"]) { tail } else { String::new() };
        return Some(Mention::Span(format!("{printed}{tail}")));
    }
    let period = match period::of_label(printed) {
        Dated::Whole(period) | Dated::Within(period, _) => period,
        Dated::Span(text) => return Some(Mention::Span(text)),
        _ => return None,
    };
    let year_end = printed.contains('底') && !printed.contains('月') || printed.contains("年末");
    let december = matches!(period, Period::Month(_, 12)) && (printed.contains('底') || printed.contains('末'));
    let cut = ["截至", "截止", "截止到", "截至到", "至", "到"].iter().any(|word| before.ends_with(word));
    match (cut, period) {
        (_, Period::Month(year, _)) if december => Some(Mention::Period(Period::Year(year))),
        (true, Period::Month(..)) if !year_end => Some(Mention::CutOff(period)),
        _ => Some(Mention::Period(period)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str) -> Option<Mention> {
        mentions(text).pop()
    }

    #[test]
    fn dates_that_are_periods_and_dates_that_are_not() {
        let year = |year| Some(Mention::Period(Period::Year(year)));
        assert_eq!(last("针对 2023 年度审计查出问题"), year(2023));
        assert_eq!(last("截至2010年底"), year(2010));
        assert_eq!(last("至 2025 年 3 月底"), Some(Mention::CutOff(Period::Month(2025, 3))));
        assert!(matches!(last("2009年11月至2010年3月"), Some(Mention::Span(_))));
        assert!(matches!(last("2023 年 8 月以来"), Some(Mention::Span(_))));
        assert!(matches!(last("2010-2015年"), Some(Mention::Span(_))));
        assert_eq!(last("审计署 2010 年公告"), None);
        assert_eq!(last("比2009年增加"), None);
        assert_eq!(last("2010年第22号公告"), None);
        assert_eq!(last("2015年上半年，查出"), Some(Mention::Span("2015年上半年".to_string())));
        assert_eq!(last("2015年前三季度查出"), Some(Mention::Span("2015年前三季度".to_string())));
        assert!(matches!(last("2018年、2019年，7个县"), Some(Mention::Span(_))));
        assert_eq!(last("二〇一〇年度"), year(2010));
        assert_eq!(last("problems found in 2012 came to"), year(2012));
    }

    #[test]
    fn the_year_before_is_no_comparison() {
        assert!(is_year_before("上年为") && is_year_before("其中上年结转"));
        assert!(!is_year_before("比上年增长") && !is_year_before("与上年相比增加"));
    }
}
