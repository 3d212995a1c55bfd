//! The period of a figure in running text.
//!
//! In: its clause and what the sentences before it, the headings, the title and the file's name say. Out: the period of the
//! nearest mention and where it was read. Refuses mentions inside another clause's words, and spans of time: those are noted.

use super::basis::PeriodBasis;
use super::dated_line::LineDate;
use super::dating::Found;
use super::label;
use super::period::Period;
use super::prose_clause::{Clause, sentences};
use super::prose_dates::{Mention, Time, mentions};
use super::prose_lists::Listed;
use super::prose_outline::Outline;
use super::prose_stage::Years;
use super::surroundings::Surroundings;

/// What stands around a paragraph.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// What a hint tells of the whole file.
    told: Option<Period>,
    /// Of the nearest heading that says anything of time; none of it where that is a span.
    headed: Option<Option<Period>>,
    titled: Option<Option<Period>>,
    /// A month that stands alone above the text: of a monthly report, where nothing names another year.
    month: Option<Period>,
    /// What the names say, and the note of it.
    filed: Option<(Found, Option<String>)>,
    earlier: Earlier,
}

/// What the sentences before one say, each read once.
#[derive(Clone, Debug, Default)]
struct Earlier {
    bytes: usize,
    time: Option<Time>,
    cut_off: Option<Period>,
}

impl Earlier {
    /// Goes on to the end of what stands before a sentence.
    fn read(&mut self, passage_before: &str) {
        let more = passage_before.get(self.bytes..).unwrap_or_default();
        self.bytes = self.bytes.max(passage_before.len());
        sentences(more).for_each(|sentence| self.read_sentence(sentence));
    }

    /// A sentence is of the time it names first: those after it are compared with. `由2019年的…降至2020年的…` ends with
    /// its own.
    fn read_sentence(&mut self, sentence: &str) {
        let found = mentions(sentence);
        let mut leading = found.iter().filter(|mention| leads(sentence, mention));
        let is_change = sentence.contains(['由', '从']) && sentence.contains(['至', '到', '为']);
        let times = |mention: &&Mention| matches!(mention.time, Time::Period(_) | Time::Span(..));
        let time = match is_change {
            true => found.iter().rfind(times),
            false => leading.find(times),
        };
        self.time = time.map(|mention| mention.time.clone()).or(self.time.take());
        let cut_off = found.iter().find_map(|found| match found.time {
            Time::CutOff(period) => Some(period),
            _ => None,
        });
        self.cut_off = self.cut_off.or(cut_off);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct When {
    pub period: Option<Period>,
    pub note: Option<String>,
    pub basis: Option<PeriodBasis>,
    /// Several years, or a part of one, are spoken of.
    pub is_span: bool,
}

impl When {
    fn of(period: Option<Period>, basis: PeriodBasis) -> When {
        When { period, basis: period.map(|_| basis), ..When::default() }
    }

    fn span(text: &str) -> When {
        When { note: Some(format!("period as printed: {text}")), is_span: true, ..When::default() }
    }
}

impl Setting {
    /// The headings above a paragraph, the nearest first, then what the document calls itself, then its names. Of a title
    /// that names several years a name says which is meant.
    pub fn new(outline: &Outline, around: &Surroundings) -> Setting {
        let headed = outline.upwards().filter(|text| outline.title.as_deref() != Some(text)).find_map(of_heading);
        let titled = outline.title.as_deref().and_then(of_title);
        let (titled, month, named) = match around.document() {
            LineDate::Named(period) => (titled.or(Some(Some(*period))), None, around.named()),
            LineDate::Several(printed) => (titled, None, around.named_among(printed)),
            LineDate::Month(month) => (titled, Some(*month), around.named()),
            LineDate::No => (titled, None, around.named()),
        };
        let filed = named.map(|found| (found, around.note(found.1)));
        Setting { told: around.told(), headed, titled, month, filed, earlier: Earlier::default() }
    }
}

/// The period that a heading names; inside it none, where it speaks of several years.
fn of_heading(heading: &str) -> Option<Option<Period>> {
    let found = mentions(heading);
    let period = found.iter().rev().find_map(|mention| mention.time.period());
    let is_span = found.iter().any(|mention| matches!(mention.time, Time::Span(..)));
    let of_plan = label::narrowed(heading).contains("五年") || (heading.contains("十") && heading.contains("五”"));
    let is_done = period.is_some_and(|period| Years::of(heading).done == Some(period.year()));
    match (period, is_span || of_plan) {
        (Some(period), is_several) if is_done || !is_several => Some(Some(period)),
        (_, true) => Some(None),
        _ => None,
    }
}

/// What the title says: the year that was carried out, where it names a plan too. A rating report is of no year.
fn of_title(title: &str) -> Option<Option<Period>> {
    if ["评级", "募集"].iter().any(|word| title.contains(word)) {
        return None;
    }
    match Years::of(title).main() {
        Some(year) => Some(Some(Period::Year(year))),
        None => of_heading(title),
    }
}

/// The nearest mention: in the clause before the figure, behind it in brackets, in the sentence, the paragraph, the headings,
/// the title, the file's name.
pub fn of(clause: &Clause, listed: Option<&Listed>, setting: &mut Setting) -> When {
    let near = own(clause).or_else(|| of_sentence(clause));
    let when = match near {
        Some(Time::Span(text, years)) => match listed.and_then(|listed| listed.year(&years)) {
            Some(year) => When::of(Some(Period::Year(year)), PeriodBasis::Cell),
            None => When::span(&text),
        },
        Some(Time::Month(month)) => part_of(around(clause, setting), |year| Period::Month(year, month)),
        Some(Time::Quarter(quarter)) => part_of(around(clause, setting), |year| Period::Quarter(year, quarter)),
        Some(time) => When::of(time.period(), PeriodBasis::Cell),
        None => around(clause, setting),
    };
    match shift(clause.before) {
        0 => when,
        by => {
            let period = when.period.map(|period| Period::Year(period.year() + by));
            let said = if by < 0 { "the year before, as printed" } else { "the year after, as printed" };
            When { period, note: period.map(|_| said.to_string()), ..when }
        }
    }
}

fn part_of(when: When, part: impl Fn(i32) -> Period) -> When {
    When { period: when.period.map(|period| part(period.year())), ..when }
}

/// What the clause itself says: before the figure, else right behind it (`36.98亿元（2023年）`, `3 million in 2019`).
fn own(clause: &Clause) -> Option<Time> {
    let last = |text: &str| {
        let found = mentions(text).into_iter().rev().map(|mention| mention.time);
        found.into_iter().find(|time| !matches!(time, Time::CutOff(_)))
    };
    let behind = clause.after.trim_start();
    let may_follow = behind.starts_with(['(', '（']) || !label::has_chinese(clause.text);
    last(clause.before).or_else(|| last(behind).filter(|_| may_follow)).or_else(|| last(clause.head))
}

/// What the clauses before it in the sentence say, where they begin with it.
fn of_sentence(clause: &Clause) -> Option<Time> {
    let text = clause.sentence_before;
    let found = mentions(text).into_iter().rev();
    found
        .into_iter()
        .filter(|mention| leads(text, mention))
        .map(|mention| mention.time)
        .find(|time| !matches!(time, Time::CutOff(_)))
}

/// Words between the start of a clause and a date that is of what follows it.
const LONGEST_LEAD: usize = 12;
const NO_LEAD: [&str; 16] = [
    "剔除", "扣除", "主要", "用于", "原因", "由于", "因为", "新增", "下达", "支持", "补助", "相比", "低于", "高于",
    "超过", "不含",
];

/// Whether a mention stands where it is of all that follows: at the start of its clause, or behind a few words of whose it is.
fn leads(text: &str, mention: &Mention) -> bool {
    let narrowed = label::narrowed(text);
    let head = narrowed.get(..mention.span.start).unwrap_or_default();
    let head = head.rsplit([',', ';', ':', '。', '(', '、', '-']).next().unwrap_or_default().trim();
    let is_english = !label::has_chinese(&narrowed);
    is_english || (head.chars().count() <= LONGEST_LEAD && !NO_LEAD.iter().any(|word| head.contains(word)))
}

fn around(clause: &Clause, setting: &mut Setting) -> When {
    setting.earlier.read(clause.passage_before);
    match &setting.earlier.time {
        Some(Time::Span(text, _)) => return When::span(text),
        Some(time) => return When::of(time.period(), PeriodBasis::Document),
        None => {}
    }
    if setting.told.is_some() {
        return When::of(setting.told, PeriodBasis::Hint);
    }
    for (said, basis) in [(setting.headed, PeriodBasis::Document), (setting.titled, PeriodBasis::Title)] {
        match said {
            Some(None) => return When { is_span: true, ..When::default() },
            Some(period) => return When::of(period, basis),
            None => {}
        }
    }
    if let Some(((period, basis), note)) = setting.filed.as_ref().filter(|_| setting.month.is_none()) {
        return When { note: note.clone(), ..When::of(Some(*period), *basis) };
    }
    if setting.month.is_some() {
        return cumulative(clause, When::of(setting.month, PeriodBasis::Document));
    }
    let cut_off = mentions(clause.sentence_before).into_iter().find_map(|found| match found.time {
        Time::CutOff(period) => Some(period),
        _ => None,
    });
    When::of(cut_off.or(setting.earlier.cut_off), PeriodBasis::Cell)
}

/// What had come in by the end of the month that stands above a text is of all months so far: `12月止` of the year.
fn cumulative(clause: &Clause, when: When) -> When {
    let Some(Period::Month(year, month)) = when.period else { return when };
    let sentence = [clause.sentence_before, clause.before].map(|text| label::narrowed(text).replace(' ', ""));
    let is_so_far = sentence.iter().any(|text| text.contains("月止") || text.contains("累计") || text.contains("1-"));
    match month {
        _ if !is_so_far => when,
        12 => When { period: Some(Period::Year(year)), ..when },
        3 => When { period: Some(Period::Quarter(year, 1)), ..when },
        _ => When::span(&format!("{year}年1-{month}月")),
    }
}

const BEFORE: [&str; 4] = ["上年", "去年", "上一年", "前一年"];
const AFTER: [&str; 4] = ["下年", "明年", "次年", "下一年"];

/// `上年为3亿元`, but not `比上年增长` and not `上年结转`: that belongs to this year.
fn shift(words: &str) -> i32 {
    let spoken = |list: &[&str]| {
        list.iter().any(|word| {
            words.find(word).is_some_and(|at| {
                let (head, tail) =
                    (words.get(..at).unwrap_or_default(), words.get(at + word.len()..).unwrap_or_default());
                let compared = head.trim_end().ends_with(['比', '较', '与', '和', '同']);
                let goes_on = ["相比", "同期相比", "增", "减", "结转", "结余"];
                !compared && !goes_on.iter().any(|next| tail.starts_with(next))
            })
        })
    };
    match (spoken(&BEFORE), spoken(&AFTER)) {
        (true, false) => -1,
        (false, true) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_before_is_no_comparison() {
        assert_eq!((shift("上年为"), shift("其中上年"), shift("下年预算")), (-1, -1, 1));
        assert_eq!((shift("比上年增长"), shift("与上年相比增加"), shift("上年结转")), (0, 0, 0));
    }

    #[test]
    fn headings_of_several_years_have_no_period() {
        assert_eq!(of_heading("一、2025年预算执行情况"), Some(Some(Period::Year(2025))));
        assert_eq!(of_heading("（三）“十四五”我市财政发展情况"), Some(None));
        assert_eq!(of_heading("二、2021-2025年财政工作回顾"), Some(None));
        assert_eq!(of_heading("一、综合"), None);
        assert_eq!(of_heading("一、2025年预算执行情况及过去五年工作回顾"), Some(Some(Period::Year(2025))));
        assert_eq!(of_title("甲市2025年上半年预算执行情况"), Some(None));
        assert_eq!(of_title("2024年财政决算和2025年上半年预算执行情况的报告"), Some(Some(Period::Year(2024))));
        assert_eq!(of_title("关于2025年预算执行情况和2026年预算草案的报告"), Some(Some(Period::Year(2025))));
        assert_eq!(of_title("某公司2023年度跟踪评级报告"), None);
    }
}
