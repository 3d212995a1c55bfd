//! The report on a terminal: each figure in its sentence, verdict, official values by edition, why; the rest in short.
//!
//! In: a report, the terminal's width, whether it takes colour. Out: text; colour is never the only sign of a verdict, and
//! control characters of a text are not passed on. Refuses nothing.

use std::collections::BTreeMap;
use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Report;
use super::evidence::{
    area, class_title, edition, fits, is_bare, kind_title, left_alone, meaning, period_words, place, printed_at,
    short_place, sign, subject, title, unit, value, written_words,
};
use crate::claims::check::{Checked, Class, classes, counts};
use crate::claims::tables::is_as_computed;
use crate::claims::{Contradiction, Judged, Verdict};
use crate::messages::{Message, say};

/// How to show it.
#[derive(Clone, Copy)]
pub struct View {
    pub width: usize,
    pub color: bool,
}

/// Official values shown for one figure; all are in the JSON and on the page.
const MOST_VALUES: usize = 8;
/// Figures listed under one reason.
const MOST_UNCHECKABLE: usize = 60;
/// Columns of a sentence shown on each side of its figure.
const SENTENCE: usize = 110;
/// What marks a figure in its sentence; in the text itself they are replaced.
const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// Every text of the report, then the counts.
pub fn to_text(report: &Report, view: &View) -> String {
    let mut out = String::new();
    for text in report.texts {
        write_text(&mut out, text, report, view);
    }
    let all = report.texts.iter().flat_map(|text| &text.judged);
    let verdicts = counts(all.clone());
    let figures = all.count();
    let _ = writeln!(out, "{}", say!("check.figures", figures, from = clean(&report.from.to_string())));
    for (verdict, count) in verdicts.iter().filter(|(_, count)| *count > 0) {
        let name = format!("{} {}", sign(*verdict), title(*verdict));
        let name =
            painted(&format!("{name}{}", " ".repeat(28_usize.saturating_sub(name.width()))), style(*verdict), view);
        let _ = writeln!(out, "  {name}{count:>4}  {}", meaning(*verdict));
    }
    let of_class = |(class, count): &(Class, usize)| format!("{} {count}", class_title(*class)).into();
    let classes = Message::clauses(classes(&verdicts).iter().map(of_class));
    let _ = writeln!(out, "{}", say!("check.classes", classes));
    out
}

fn write_text(out: &mut String, text: &Checked, report: &Report, view: &View) {
    let about = Message::clauses([kind_title(text.source.kind), written_words(text)]);
    let head = format!("{}{about}", say!("list.heads", name = text.source.path));
    let _ = writeln!(out, "{}", clean(&head));
    left_alone(text).iter().for_each(|words| write_wrapped(out, &clean(&words.to_string()), 0, Style::new(), view));
    out.push('\n');
    let is_told = |one: &&Judged| !is_bare(one) && (one.cell().is_none() || is_finding(one));
    text.judged.iter().filter(is_told).for_each(|judged| write_figure(out, judged, report, view));
    write_tables(out, text, view);
    write_uncheckable(out, text, view);
    let told = |found: &&Contradiction| text.judged.iter().any(|one| !is_bare(one) && one.inner.contains(found));
    let remarks: Vec<&Contradiction> = text.contradictions.iter().filter(|found| !told(found)).collect();
    if !remarks.is_empty() {
        let _ = writeln!(out, "{}", say!("check.remarks"));
        remarks.iter().for_each(|found| write_wrapped(out, &clean(&inner(found)), 4, Style::new(), view));
        out.push('\n');
    }
}

/// A figure of a table is shown by itself where it is wrong, or right of something else than it says.
fn is_finding(one: &Judged) -> bool {
    use Verdict::{Contradicted, Inconsistent, PeriodMisstated, ReproducedUnderReading};
    matches!(one.verdict, Contradicted | Inconsistent | PeriodMisstated | ReproducedUnderReading)
}

/// How many figures of each table have each verdict.
fn write_tables(out: &mut String, text: &Checked, view: &View) {
    for tabled in text.tables.iter().filter(|tabled| tabled.left_alone.is_none()) {
        let own = text.judged.iter().filter(|one| one.cell().is_some_and(|cell| cell.table == tabled.number));
        let found = counts(own.clone()).into_iter().filter(|(_, count)| *count > 0);
        let of_verdict = |(verdict, count)| format!("{} {} {count}", sign(verdict), title(verdict)).into();
        let found = Message::clauses(found.map(of_verdict));
        let (number, figures) = (tabled.number, tabled.figures);
        let line = match tabled.title.as_str() {
            "" => say!("check.table", number, figures, found),
            title => say!("check.table-titled", number, title, figures, found),
        };
        let computed = match own.filter(|one| is_as_computed(one)).count() {
            0 => Message::default(),
            count => say!("check.as-computed", count),
        };
        write_wrapped(out, &clean(&format!("{line}{computed}")), 0, Style::new(), view);
    }
    if text.tables.iter().any(|tabled| tabled.left_alone.is_none()) {
        out.push('\n');
    }
}

fn write_figure(out: &mut String, judged: &Judged, report: &Report, view: &View) {
    let claim = &judged.claim;
    let head = painted(&format!("{} {}", sign(judged.verdict), title(judged.verdict)), style(judged.verdict), view);
    let _ = writeln!(out, "{head}  {}", place(&claim.place));
    write_wrapped(out, &marked(judged), 4, style(judged.verdict), view);
    if let Some(subject) = subject(claim, report.records.definitions) {
        let area = area(claim, report.records.definitions);
        let understood = Message::clauses([subject, area, period_words(&claim.when)].map(Message::from)).to_string();
        write_wrapped(out, &understood, 4, Style::new(), view);
    }
    write_values(out, judged, report, view);
    write_named(out, say!("check.why"), &judged.why.to_string(), view);
    if let Some(diagnosis) = &judged.diagnosis {
        write_named(out, say!("check.diagnosis"), &format!("{} [{}]", diagnosis.words, diagnosis.code), view);
    }
    let unsaid = judged.inner.iter().filter(|found| !judged.why.contains(&found.shown.to_string()));
    unsaid.for_each(|found| write_named(out, say!("check.text-itself"), &inner(found), view));
    out.push('\n');
}

fn write_named(out: &mut String, name: Message, words: &str, view: &View) {
    if !words.is_empty() {
        write_wrapped(out, &clean(&format!("{}{words}", say!("list.heads", name))), 4, Style::new(), view);
    }
}

fn inner(found: &Contradiction) -> String {
    format!("{} [{}]", found.shown.clone().then(found.words.clone()), found.rule)
}

fn write_values(out: &mut String, judged: &Judged, report: &Report, view: &View) {
    let claim = &judged.claim;
    let values: Vec<String> = judged
        .official
        .iter()
        .map(|one| format!("{} {}", value(one.value, claim), unit(claim)).trim().to_string())
        .collect();
    let width = values.iter().take(MOST_VALUES).map(|text| text.width()).max().unwrap_or(0);
    for (official, text) in judged.official.iter().zip(&values).take(MOST_VALUES) {
        let blanks = " ".repeat(width - text.width().min(width));
        let published = official.published.map(|day| say!("check.on-day", day).to_string()).unwrap_or_default();
        let reading =
            official.reading.as_ref().map(|reading| format!("{}{reading}", say!("list.semicolon"))).unwrap_or_default();
        let edition = edition(official, report.records.definitions);
        let mark = if fits(official, claim) { '=' } else { ' ' };
        let place = printed_at(official, &report.records);
        let line = format!("{mark} {blanks}{text}  {}  {edition}{place}{published}{reading}", official.period);
        write_wrapped(out, &clean(&line), 4, Style::new(), view);
    }
    if let Some(rest) = values.len().checked_sub(MOST_VALUES).filter(|rest| *rest > 0) {
        let _ = writeln!(out, "      {}", say!("check.more", rest));
    }
}

/// Those that could not be checked, one line each, together where the reason is the same.
fn write_uncheckable(out: &mut String, text: &Checked, view: &View) {
    let mut by_reason: BTreeMap<&Message, Vec<&Judged>> = BTreeMap::new();
    let mut order: Vec<&Message> = Vec::new();
    for one in text.judged.iter().filter(|one| is_bare(one) && !is_as_computed(one)) {
        if !by_reason.contains_key(&one.why) {
            order.push(&one.why);
        }
        by_reason.entry(&one.why).or_default().push(one);
    }
    if order.is_empty() {
        return;
    }
    let name = format!("{} {}", sign(Verdict::NotCheckable), say!("check.not-checkable"));
    let _ = writeln!(out, "{}", painted(&name, style(Verdict::NotCheckable), view));
    for reason in order {
        let all = by_reason.get(reason).map(Vec::as_slice).unwrap_or_default();
        let printed = |one: &&Judged| format!("{} ({})", one.claim.printed(), short_place(&one.claim.place)).into();
        let printed = Message::list(all.iter().take(MOST_UNCHECKABLE).map(printed));
        let rest = match all.len().saturating_sub(MOST_UNCHECKABLE) {
            0 => String::new(),
            rest => say!("check.more-listed", rest).to_string(),
        };
        let name = if reason.is_empty() { say!("check.no-series") } else { reason.clone() };
        let line = format!("{}{printed}{rest}", say!("list.heads", name));
        write_wrapped(out, &clean(&line), 4, Style::new(), view);
    }
    out.push('\n');
}

/// The sentence with its figure marked, shortened where it is long.
fn marked(judged: &Judged) -> String {
    let (sentence, span) = (judged.claim.sentence.as_str(), &judged.claim.span);
    let part = |from: usize, to: usize| clean(sentence.get(from..to).unwrap_or("")).replace([OPEN, CLOSE], "|");
    let before = part(0, span.start);
    let after = part(span.end, sentence.len());
    let printed = part(span.start, span.end);
    format!("{}{OPEN}{printed}{CLOSE}{}", last_columns(&before, SENTENCE), first_columns(&after, SENTENCE))
}

fn first_columns(text: &str, columns: usize) -> String {
    let mut width = 0;
    let end = text.char_indices().find(|(_, letter)| {
        width += letter.width().unwrap_or(0);
        width > columns
    });
    end.map_or(text.to_string(), |(at, _)| format!("{}…", text.get(..at).unwrap_or("")))
}

fn last_columns(text: &str, columns: usize) -> String {
    let backwards: String = text.chars().rev().collect();
    first_columns(&backwards, columns).chars().rev().collect()
}

/// Text as one line without what a terminal would obey: control characters and marks that turn its direction.
fn clean(text: &str) -> String {
    let turns =
        |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let safe = |letter: char| match letter {
        '\n' | '\t' => ' ',
        letter if letter.is_control() || turns(letter) => '\u{fffd}',
        letter => letter,
    };
    text.chars().filter(|letter| *letter != '\r').map(safe).collect()
}

fn painted(text: &str, style: Style, view: &View) -> String {
    if view.color { format!("{style}{text}{style:#}") } else { text.to_string() }
}

/// Lines no wider than the view; where it takes colour, the marked figure is painted in place of its marks.
fn write_wrapped(out: &mut String, text: &str, indent: usize, style: Style, view: &View) {
    for line in wrapped(text, view.width.saturating_sub(indent).max(20)) {
        let line = match view.color {
            true => line
                .replace(OPEN, &style.underline().render().to_string())
                .replace(CLOSE, &style.render_reset().to_string()),
            false => line,
        };
        let _ = writeln!(out, "{}{line}", " ".repeat(indent));
    }
}

/// Breaks at blanks and between wide letters, never inside a marked figure.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in words(text) {
        let wide = word.trim_end().width();
        if used > 0 && used + wide > width {
            lines.push(std::mem::take(&mut line).trim_end().to_string());
            used = 0;
        }
        let word = if used == 0 && !lines.is_empty() { word.trim_start() } else { word };
        line.push_str(word);
        used += word.width();
    }
    lines.push(line.trim_end().to_string());
    lines
}

/// Pieces that stay together: a wide letter, a word with the blank behind it, a marked figure.
fn words(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut inside) = (0, false);
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        inside = (inside || letter == OPEN) && letter != CLOSE;
        let end = at + letter.len_utf8();
        let next = letters.peek().map(|(_, next)| *next);
        let closes = next.is_some_and(|next| matches!(next, '，' | '。' | '；' | '：' | '、' | '）' | '”' | '％'));
        let wide = |letter: char| letter.width().unwrap_or(0) > 1;
        let breaks =
            letter == ' ' || letter == CLOSE || wide(letter) || next.is_some_and(|next| wide(next) || next == OPEN);
        if !inside && breaks && !closes {
            pieces.extend(text.get(start..end));
            start = end;
        }
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

fn style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Reproduced | Verdict::ReproducedInVintage => AnsiColor::Green.on_default(),
        Verdict::ReproducedUnderReading | Verdict::WithinInputRounding => AnsiColor::Cyan.on_default(),
        Verdict::PeriodMisstated => AnsiColor::Yellow.on_default().bold(),
        Verdict::Inconsistent => AnsiColor::Magenta.on_default().bold(),
        Verdict::Contradicted => AnsiColor::Red.on_default().bold(),
        Verdict::NotCheckable => Style::new().dimmed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_by_the_width_of_what_they_show() {
        let lines = wrapped("财政支出⟦89575亿元⟧，增长17.4%", 12);
        assert_eq!(lines, ["财政支出", "⟦89575亿元⟧，", "增长17.4%"]);
        assert_eq!(wrapped("a figure of 5 percent", 11), ["a figure of", "5 percent"]);
        assert_eq!(wrapped("", 11), [""]);
    }

    #[test]
    fn nothing_of_a_text_is_obeyed_by_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\r\nd"), "a\u{fffd}[31mb\u{fffd}c d");
    }

    #[test]
    fn long_sentences_are_cut_around_their_figure() {
        assert_eq!(first_columns("财政支出", 4), "财政…");
        assert_eq!(last_columns("财政支出", 4), "…支出");
        assert_eq!(first_columns("abc", 4), "abc");
    }
}
