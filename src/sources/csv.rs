//! Separated text: comma, tab or semicolon.
//!
//! In: decoded text. Out: one grid; rows are the records as a spreadsheet counts them, blank lines included. Refuses
//! text that is not laid out in fields.

use super::finding::{Contents, Finding};
use super::{Cell, Grid};
use super::{overfull, text_row};
use crate::messages::say;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Records looked at to tell fields from prose.
const SAMPLE: usize = 400;
/// Columns of a spreadsheet.
const MOST_COLS: usize = 16_384;
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// The separator of a text that is laid out in fields; `None` for prose.
pub(super) fn separator(text: &str) -> Option<u8> {
    let records = sample(text, true).or_else(|| sample(text, false)).unwrap_or_default();
    let layouts = SEPARATORS.iter().enumerate().map(|(column, &separator)| Layout::of(&records, column, separator));
    layouts
        .filter(Layout::is_table)
        .reduce(|best, next| if next.regular > best.regular || next.has_the_numbers_of(&best) { next } else { best })
        .map(|layout| layout.separator)
        .filter(|separator| *separator == b'\t' || !is_aligned(&records, *separator))
}

/// Whether the lines are aligned by blanks, and what looks like a separator groups thousands or stands among words: more
/// rows of figures have a gap inside a field than have none.
fn is_aligned(records: &[Sampled], separator: u8) -> bool {
    let rows = records.iter().map(|record| record.text).filter(|line| text_row::is_data(line));
    let aligned = rows.filter(|line| line.split(char::from(separator)).any(has_gap)).count();
    let fields = |record: &&Sampled| {
        let text = record.text;
        text.contains(char::from(separator))
            && has_number(text, separator)
            && !text.split(char::from(separator)).any(has_gap)
    };
    aligned >= 2 && aligned > records.iter().filter(fields).count()
}

/// Two blanks or more between words or figures.
fn has_gap(field: &str) -> bool {
    field.trim().trim_matches('"').contains("  ") || field.trim().contains("\u{3000}\u{3000}")
}

/// Reads all records.
pub(super) fn read(text: &str, separator: u8, name: &str) -> Result<Contents, Finding> {
    let mut contents = Contents::default();
    let (mut rows, mut fields) = records(text, separator, true)?;
    if quote_left_open(text, &rows) {
        (rows, fields) = records(text, separator, false)?;
        let message = say!("source.unclosed-quote");
        contents.findings.push(Finding::warning("unclosed-quote", message));
    }
    if separator == b'\t' && part_keys(&mut rows) {
        contents.opened.push(say!("opened.keys-parted"));
    }
    match separator {
        b'\t' => contents.opened.push(say!("opened.tabs")),
        b';' => contents.opened.push(say!("opened.semicolons")),
        _ => {}
    }
    let overfull = if separator == b',' { overfull::cut(&mut rows, &fields) } else { Vec::new() };
    contents.findings.extend(overfull::finding(&overfull));
    contents.grids.push(Grid { sheet: name.to_string(), rows, overfull, ..Grid::default() });
    Ok(contents)
}

/// Whether one of the first lines has more fields than a sheet has columns.
pub(super) fn is_too_wide(text: &str) -> bool {
    let fields = |line: &str| {
        SEPARATORS.iter().map(|separator| line.bytes().filter(|byte| byte == separator).count()).max().unwrap_or(0)
    };
    let has_a_number = |line: &str| line.bytes().take(1 << 16).any(|byte| byte.is_ascii_digit());
    let wide = |line: &&str| line.len() > MOST_COLS && fields(line) >= MOST_COLS && has_a_number(line);
    text.lines().take(SAMPLE).find(wide).is_some_and(|line| !super::passages::has_sentences(line))
}

pub(super) fn too_wide() -> Finding {
    Finding::error("sheet-too-large", say!("source.line-too-wide", most = MOST_COLS))
        .help(say!("source.check-line-ends"))
}

/// The keys of a record in its first field (`freq,unit,geo\TIME_PERIOD`), each given a field of its own.
fn part_keys(rows: &mut [Vec<Cell>]) -> bool {
    let keys = |row: &Vec<Cell>| row.first().map_or(0, |cell| cell.text.split(',').count());
    let names_both = rows.first().and_then(|row| row.first()).is_some_and(|cell| cell.text.contains('\\'));
    let count = rows.first().map_or(0, keys);
    if !names_both || count < 2 || rows.iter().any(|row| !row.is_empty() && keys(row) != count) {
        return false;
    }
    for row in rows.iter_mut().filter(|row| !row.is_empty()) {
        let parts: Vec<Cell> =
            row.remove(0).text.split(',').map(|key| Cell { text: key.to_string(), stored: None }).collect();
        row.splice(0..0, parts);
    }
    true
}

/// The records, and how many fields each was written with.
fn records(text: &str, separator: u8, quoting: bool) -> Result<(Vec<Vec<Cell>>, Vec<usize>), Finding> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quoting(quoting)
        .from_reader(text.as_bytes());
    let (mut rows, mut fields) = (Vec::new(), Vec::new());
    let mut record = csv::StringRecord::new();
    while let Ok(true) = reader.read_record(&mut record) {
        let start = record.position().map_or(0, |p| p.byte() as usize);
        rows.resize_with(rows.len() + blank_lines(text.as_bytes(), start), Vec::new);
        let used = (0..record.len()).rev().find(|&at| record.get(at).is_some_and(|field| !field.is_empty()));
        let used = used.map_or(0, |last| last + 1);
        if used > MOST_COLS {
            return Err(too_wide());
        }
        fields.resize(rows.len(), 0);
        fields.push(record.len());
        rows.push(record.iter().take(used).map(|field| Cell { text: field.to_string(), stored: None }).collect());
    }
    Ok((rows, fields))
}

/// Blank lines between the end of the record before and the record itself, which the csv reader skips.
fn blank_lines(text: &[u8], start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    let after_return = start > 0 && text.get(start - 1) == Some(&b'\r') && rest.first() == Some(&b'\n');
    let ends = rest.get(usize::from(after_return)..ends).unwrap_or_default();
    let (returns, feeds) = (ends.iter().filter(|b| **b == b'\r').count(), ends.iter().filter(|b| **b == b'\n').count());
    returns.max(feeds)
}

/// The last field swallowed the rest of the file.
fn quote_left_open(text: &str, rows: &[Vec<Cell>]) -> bool {
    let swallowed = rows.last().and_then(|row| row.last()).is_some_and(|cell| cell.text.contains('\n'));
    swallowed && text.bytes().filter(|b| *b == b'"').count() % 2 == 1
}

/// How often each separator stands in a record outside of quotation marks, and the record's text.
struct Sampled<'a> {
    text: &'a str,
    counts: [usize; 3],
}

/// The first records that are not blank. A tab before a comma or at the end of a record is padding, and a comma
/// between digits is a decimal or thousands mark where another separator is at hand. `None` where a quotation mark is
/// left open.
fn sample(text: &str, quoting: bool) -> Option<Vec<Sampled<'_>>> {
    let bytes = text.as_bytes();
    let mut records = Vec::new();
    let (mut start, mut counts, mut marks, mut quoted) = (0, [0; 3], 0, false);
    for (at, &byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
        let before = if at > 0 { bytes[at - 1] } else { b'\n' };
        match byte {
            b'"' => quoted = quoting && !quoted,
            _ if quoted => {}
            b',' if before.is_ascii_digit() && next.is_ascii_digit() => marks += 1,
            b',' => counts[0] += 1,
            b'\t' if !matches!(next, b',' | b'\r' | b'\n') => counts[1] += 1,
            b';' => counts[2] += 1,
            _ => {}
        }
        if (byte == b'\n' && !quoted) || at + 1 == bytes.len() {
            let record = text.get(start..=at).unwrap_or("").trim();
            if counts[1] + counts[2] == 0 {
                counts[0] += marks;
            }
            if !record.is_empty() {
                records.push(Sampled { text: record, counts });
            }
            (start, counts, marks) = (at + 1, [0; 3], 0);
            if records.len() == SAMPLE {
                break;
            }
        }
    }
    (!quoted).then_some(records)
}

/// How a text would look with one separator.
struct Layout {
    separator: u8,
    records: usize,
    /// Records with the most frequent number of separators, and that number.
    regular: usize,
    count: usize,
    /// Records with any separator, and those with a field that is a number.
    separated: usize,
    numeric: usize,
    /// Two records or more agree on a number of separators, and a field of every fourth of them is a number.
    agree: bool,
    /// Records that end like a sentence.
    sentences: usize,
}

/// Shorter records are no sentences, whatever they end in.
const SHORTEST_SENTENCE: usize = 15;

impl Layout {
    fn of(records: &[Sampled], column: usize, separator: u8) -> Layout {
        let mut frequency = BTreeMap::new();
        let counts = records.iter().map(|record| record.counts[column]).filter(|&count| count > 0);
        counts.for_each(|count| *frequency.entry(count).or_insert(0) += 1);
        let (&count, &regular) = frequency.iter().max_by_key(|(_, n)| **n).unwrap_or((&0, &0));
        let separated = frequency.values().sum();
        let numbers = |r: &&Sampled| r.counts[column] > 0 && has_number(r.text, separator);
        let numeric = records.iter().filter(numbers).count();
        let agree = frequency.iter().filter(|(_, n)| **n >= 2).any(|(&count, &n)| {
            let found = records.iter().filter(|r| r.counts[column] == count).filter(numbers).count();
            found > 0 && found * 4 >= n
        });
        let sentences = records.iter().filter(|record| is_sentence(record.text)).count();
        Layout { separator, records: records.len(), regular, count, separated, numeric, agree, sentences }
    }

    /// Each record is parted by both, and only this one leaves numbers (`A,S13,BE⇥640.7 ⇥792.1`).
    fn has_the_numbers_of(&self, other: &Layout) -> bool {
        self.regular == other.regular && self.numeric * 2 >= self.regular && other.numeric == 0
    }

    /// Either many fields in most records, or one separator in nearly all, or fewer but with numbers for fields: a short
    /// table may stand below as many lines of title and unit.
    fn is_table(&self) -> bool {
        let share = |part: usize, percent: usize| part * 100 >= self.records * percent;
        let numbers = self.numeric * 3 >= self.regular;
        let shape = (share(self.regular, 50) && self.count >= 2) || share(self.regular, 80);
        let short = self.records <= 20 && self.agree;
        let prose = self.separator != b'\t' && share(self.sentences, 50) && self.numeric * 2 < self.sentences;
        !prose && self.regular >= 2 && (shape || short || (share(self.separated, 40) && numbers))
    }
}

fn is_sentence(record: &str) -> bool {
    let text = record.trim_end_matches(['”', '"', ')', '）', '*', ' ']);
    record.chars().count() >= SHORTEST_SENTENCE && text.ends_with(['。', '！', '？', '；', '：', '.', '!', '?', ':'])
}

fn has_number(record: &str, separator: u8) -> bool {
    record.split(separator as char).any(|field| {
        let field = field.trim().trim_matches('"');
        // A comma inside a field parted by something else groups thousands or is a decimal mark.
        let digits = if separator == b',' { Cow::Borrowed(field) } else { Cow::Owned(field.replace(',', "")) };
        field.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.')
            && !field.ends_with('.')
            && digits.parse::<f64>().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let rows = read(text, separator(text).unwrap_or(b','), "x").expect("a table").grids.remove(0).rows;
        rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_does() {
        let expected: Vec<Vec<&str>> = vec![vec!["a", "b"], vec![], vec![], vec!["c", "x\ny"], vec![], vec!["", "d"]];
        assert_eq!(texts("a,b\r\n\r\n\r\nc,\"x\ny\"\n\n,d\n\n"), expected);
    }

    #[test]
    fn separators_are_told() {
        assert_eq!(
            separator("数据库：年度数据\n指标\t,2024年\t,2023年\t,\n人口\t,1\t,2\t,\n面积\t,3\t,4\t,\n"),
            Some(b',')
        );
        assert_eq!(separator("Land;Wert\nA;1,5\nB;2,5\n"), Some(b';'));
        assert_eq!(separator("year\tGDP\n2015\t1,234\n2016\t5,678\n"), Some(b'\t'));
        assert_eq!(separator("7-6 支出(2019年)\n单位：亿元\n地区,支出\n北京,499.43\n"), Some(b','));
        assert_eq!(separator("数据库：年度\n指标：人口\n时间：最近\n年份,值\n2010,1\n注：略\n来源：局\n"), Some(b','));
        assert_eq!(
            separator("各地识字率，2018年\n单位：%\n地区;识字率\n甲省;82.4\n乙省;61,7\n丙省;90,3\n"),
            Some(b';')
        );
        assert_eq!(separator("2015,2016\n1,2\n"), Some(b','));
        let preamble = "数据库：年度\n指标：人口\n时间：最近\n";
        let notes = "注：略,另见年鉴\n1. 口径一致\n来源：局\n";
        assert_eq!(separator(&format!("{preamble}地区,人口,人口\n,总数,男\n北京,5,3\n{notes}")), Some(b','));
        assert_eq!(separator(&format!("{preamble}地区,人口\n合计,万人\n北京,5\n{notes}")), Some(b','));
    }

    #[test]
    fn keys_before_the_first_tab_are_fields() {
        let text =
            "freq,unit,geo\\TIME_PERIOD\t2018 \t2017 \nA,MIO_EUR,BE\t640.7 \t792.1 p\nA,MIO_EUR,FR\t: \t2328.7 \n";
        assert_eq!(separator(text), Some(b'\t'));
        assert_eq!(texts(text).get(1).cloned().unwrap_or_default(), ["A", "MIO_EUR", "BE", "640.7 ", "792.1 p"]);
    }

    #[test]
    fn prose_is_no_table() {
        assert_eq!(
            separator("Copyright (c) 2020 the authors\n\nPermission is granted, free of charge,\nto any person.\n"),
            None
        );
        assert_eq!(
            separator("第一段，见表。\n该省2015年, 支出增长, 较快。\n2016年, 支出回落, 较慢。\n完。\n附表略。\n"),
            None
        );
        let sentences = "1978年行政管理费为49.09亿元,2006年为5639.05亿元,增长115倍。\n2010年财政收入83080亿元,增长21.3%,占GDP的20.7%。\n";
        assert_eq!(separator(sentences), None);
        let references = "[1] Li Wei. Cost of government. Beijing: Finance Press, 2009.\n[2] Wang Hong. Budgets. Beijing: Law Press, 2010.\n";
        assert_eq!(separator(references), None);
        assert_eq!(separator("审计发现，2022年有3个单位，超标准支出1 129万元。\n第二段。\n"), None);
    }

    #[test]
    fn commas_of_aligned_text_part_nothing() {
        let table = "县收入\n单位：万元\n\n项目          2020年       2021年\n税收       1,214,500    1,310,260\n合计       1,616,810      398,775\n";
        assert_eq!(separator(table), None);
        assert_eq!(
            separator("Item, net      2014     2015\nFines          3400     4871\nTotal, all     46500    66741\n"),
            None
        );
        assert_eq!(separator("地区,收入,支出\n北  京,12.5,13\n天  津,1.5,3\n"), Some(b','));
        assert_eq!(separator("Region,  Income,  Cost\nNorth,   12.5,  13.5\nSouth,    1.5,   3.5\n"), Some(b','));
    }

    #[test]
    fn a_quotation_mark_left_open_costs_no_row() {
        assert_eq!(texts("a,1\n\"b,2\nc,3\nd,4\n").len(), 4);
        assert_eq!(separator("a,1\n\"b,2\nc,3\nd,4\n"), Some(b','));
        assert_eq!(read("a,1\n\"b,2\nc,3\n", b',', "x").expect("a table").findings.len(), 1);
    }

    #[test]
    fn a_line_of_more_fields_than_a_sheet_has_columns_is_refused() {
        let line = "1.5,".repeat(20_000);
        assert!(is_too_wide(&line) && !is_too_wide(&",".repeat(20_000)));
        let late = format!("a,1\n{}", line);
        assert_eq!(read(&late, b',', "x").err().map(|finding| finding.code), Some("sheet-too-large"));
        assert_eq!(texts(&format!("a,1{}\nb,2\n", ",".repeat(20_000))), [["a", "1"], ["b", "2"]]);
    }
}
