//! Running text: what a document says in words, wherever it stands.
//!
//! In: a file's bytes. Out: its paragraphs as passages, in order: also sentences in the cells of a web page that is laid out
//! by tables, paragraphs and lines that the reader of tables takes for a table's title or notes, and notes at the foot of pages.
//! Numbers of notes behind a figure or a word are left out. Tables of figures stay tables. Refuses nothing: where there
//! are no sentences, a source stays as the reader of tables left it.

use super::archive;
use super::docx;
use super::guard::caught;
use super::html_text;
use super::note_marks;
use super::passages::{is_sentence, leave_out_endless, speaks, with_spoken};
use super::text_encoding;
use super::text_lines::{self, Line, SHEET};
use super::{Grid, Kind, Passage, Source, from_bytes};
use crate::messages::say;

/// Records of a csv file have fields of words and figures; prose has longer ones.
const LONGEST_FIELDS: usize = 12;

/// Opens one file for what it says in words. Its tables are those that are read for figures.
pub fn text_from_bytes(path: &str, bytes: &[u8]) -> Source {
    let mut source = from_bytes(path, bytes);
    let mut found = match source.kind {
        Kind::Html => of_page(bytes, &mut source.grids),
        Kind::Docx => of_document(bytes),
        Kind::Csv => of_separated(bytes),
        _ => Vec::new(),
    };
    let endless = leave_out_endless(&mut found);
    if found.iter().any(|passage| speaks(&passage.text)) {
        source.problems.retain(|problem| !["not-a-table", "endless-sentence"].contains(&problem.code));
        source.passages = found;
        if source.kind == Kind::Csv {
            source.kind = Kind::Text;
            source.grids.clear();
            source.problems.clear();
        }
        source.problems.extend(endless.map(|finding| finding.at(path)));
    }
    match source.kind {
        Kind::Pdf => with_spoken(&mut source.passages, lines_of_pages(&source.grids), &page),
        Kind::Text => with_spoken(&mut source.passages, lines_beside(&source.asides), &|_| 0),
        _ => {}
    }
    source.passages.iter_mut().for_each(|passage| passage.text = note_marks::without(&passage.text));
    source
}

/// The rows of the tables of pages that hold words alone: captions, notes, and lines of text that were taken for either.
fn lines_of_pages(grids: &[Grid]) -> Vec<Passage> {
    let lines = grids.iter().flat_map(|grid| {
        grid.rows.iter().zip(1..).filter_map(|(row, number)| {
            let held: Vec<&str> = row.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
            let is_outside = number <= grid.lines_before;
            let text = if is_outside || held.len() == 1 { held.join(" ") } else { String::new() };
            (!text.is_empty()).then(|| Passage { sheet: grid.sheet.clone(), row: number, text })
        })
    });
    lines.collect()
}

/// The number of a page by its name.
fn page(sheet: &str) -> u32 {
    sheet.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The lines beside the tables of a text, joined where they were broken to a width.
fn lines_beside(asides: &[Passage]) -> Vec<Passage> {
    let mut joined = Vec::new();
    for run in asides.chunk_by(|one, next| one.row + 1 == next.row) {
        let lines: Vec<Line> = run.iter().map(|one| Line { number: one.row, text: &one.text }).collect();
        joined.extend(text_lines::passages(&lines));
    }
    joined
}

/// The paragraphs of a page; its tables learn where among them they stand.
fn of_page(bytes: &[u8], grids: &mut [Grid]) -> Vec<Passage> {
    let decoded = text_encoding::decode(bytes);
    let said = caught(say!("source.the-web-page"), || html_text::read(&decoded.text)).unwrap_or_default();
    for grid in grids {
        let number = grid.sheet.strip_prefix("table ").and_then(|number| number.parse::<usize>().ok());
        grid.behind = number.and_then(|number| said.before_tables.get(number.checked_sub(1)?).copied());
    }
    said.passages
}

/// The paragraphs of the main part, then the notes.
fn of_document(bytes: &[u8]) -> Vec<Passage> {
    let Ok(mut archive) = archive::open(bytes) else { return Vec::new() };
    if archive.check_size().is_err() {
        return Vec::new();
    }
    let main = archive.word_document();
    let notes = ["footnotes", "endnotes"].map(|part| (part, archive.member(&format!("word/{part}.xml"), u64::MAX)));
    let parts = [(SHEET, main)].into_iter().chain(notes);
    let read = |(sheet, part): (&str, Option<Vec<u8>>)| {
        let text = encoding_rs::UTF_8.decode(&part?).0.into_owned();
        caught(say!("source.the-document"), || docx::running(&text, sheet)).ok()
    };
    parts.filter_map(read).flatten().collect()
}

/// Sentences with as many commas in one as in the next are prose.
fn of_separated(bytes: &[u8]) -> Vec<Passage> {
    let decoded = text_encoding::decode(bytes);
    let lines: Vec<&str> = decoded.text.lines().filter(|line| !line.trim().is_empty()).collect();
    let sentences = lines.iter().filter(|line| is_prose(line)).count();
    if sentences == 0 || sentences * 2 < lines.len() {
        return Vec::new();
    }
    let numbered: Vec<Line> = decoded.text.lines().zip(1..).map(|(text, number)| Line { number, text }).collect();
    text_lines::passages(&numbered)
}

/// A line that ends like a sentence, with no quoted field and with pieces between its commas that are long for fields.
fn is_prose(line: &str) -> bool {
    let line = line.trim();
    let pieces: Vec<&str> = line.split([',', ';', '\t']).collect();
    let words = |piece: &&str| match piece.is_ascii() {
        true => piece.split_whitespace().count() >= 3,
        false => piece.trim().chars().filter(|letter| letter.is_alphabetic()).count() >= 3,
    };
    let wordy = pieces.iter().filter(|piece| words(piece)).count();
    let longest = pieces.iter().map(|piece| piece.chars().count()).max().unwrap_or(0);
    is_sentence(line) && !line.starts_with('"') && wordy * 2 >= pieces.len() && longest >= LONGEST_FIELDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str, text: &str) -> Vec<String> {
        text_from_bytes(name, text.as_bytes()).passages.into_iter().map(|passage| passage.text).collect()
    }

    #[test]
    fn prose_with_as_many_commas_in_each_line_is_text() {
        let english = "In 2012, GDP reached 51.9 trillion yuan, up from 26.6 trillion yuan in 2007. It rose.\n\
                       In 2013, revenue went up to 12.9 trillion yuan, 10.2 percent more than in 2012. It rose.\n";
        assert_eq!(texts("a.txt", english).len(), 2);
        let chinese =
            "2012年,全国财政收入117253亿元,比上年增长12.9%。\n2013年,全国财政收入129210亿元,比上年增长10.2%。\n";
        assert_eq!(texts("a.txt", chinese).len(), 2);
        assert_eq!(texts("a.csv", "地区,收入,说明\n北京,5,初步数。\n上海,6,初步数。\n").len(), 0);
        assert_eq!(
            texts("a.csv", "year,value,note\n2010,5,As first published by the bureau.\n2011,6,As revised later.\n")
                .len(),
            0
        );
    }

    /// The same sentence each time, set in other ways.
    #[test]
    fn marks_formulas_and_struck_text_of_pages_and_markdown() {
        let plain = "2010年国内生产总值397983亿元，比上年增长。";
        for figure in [
            "<s>397000</s>397983",
            "<del>397000</del>397983",
            "397983<sup>1</sup>",
            "397983<small style='vertical-align: super'>1</small>",
            "397983<a class=footnote href=#n>1</a>",
            "<math><mn>397983</mn></math>",
            "<ruby>397983<rp>(</rp><rt>9</rt></ruby>",
            "397983<span class=katex-html aria-hidden=true>397983</span>",
        ] {
            let page = format!("<html><body><p>{}</p></body></html>", plain.replace("397983", figure));
            assert_eq!(texts("a.html", &page), [plain], "{figure}");
        }
        for figure in ["**397983**", "[397983](x)", "397983[^1]", "397983^1^", "397983<sup>1</sup>", "~~397000~~397983"]
        {
            assert_eq!(
                texts("a.md", &format!("# 国内生产总值\n\n{}\n", plain.replace("397983", figure)))[1],
                plain,
                "{figure}"
            );
        }
        let power = "<math><mn>3.97983</mn><mo>×</mo><msup><mn>10</mn><mn>5</mn></msup></math>";
        let page = format!("<html><body><p>{}</p></body></html>", plain.replace("397983", power));
        assert_eq!(texts("a.html", &page), [plain.replace("397983", "3.97983×10⁵")]);
    }

    #[test]
    fn a_paragraph_without_an_end_is_left_out_and_named() {
        let list = "1950年支出0.5亿元，".repeat(3000);
        let text = "2010年，全国财政收入83080亿元，比上年增长21.3%。";
        let page = format!("<html><body><p>{text}</p><p>{list}</p></body></html>");
        assert_eq!(texts("a.html", &page), [text]);
        let codes: Vec<&str> = text_from_bytes("a.html", page.as_bytes()).problems.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["endless-sentence"]);
    }

    #[test]
    fn pages_are_read_beside_and_inside_tables() {
        let data = "<table><tr><th>年份<th>收入（亿元）<tr><td>2009<td>68518.30</table>";
        let text = "2010年，全国财政收入83080亿元，比上年增长21.3%。";
        let beside = format!("<html><body><p>{text}</p>{data}<p hidden>2009年全国财政收入1亿元。</p></body></html>");
        assert_eq!(texts("a.html", &beside), [text]);
        let inside =
            format!("<html><body><table><tr><td>菜单</td><td><p>{text}</p>{data}</td></tr></table></body></html>");
        assert_eq!(texts("a.html", &inside), [text]);
        let broken = "<html><body>行政成本是政府的<br>2010年，全国财政收入83080亿元，<br/>比上年增长21.3%。\
                      <div style='DISPLAY : none'>2009年全国财政收入1亿元。</div></body></html>";
        assert_eq!(texts("a.html", broken), ["行政成本是政府的", text]);
        assert!(texts("a.html", &format!("<html><body>{data}</body></html>")).is_empty());
        let error = "<html><body><h1>404</h1><a>Home</a></body></html>";
        assert_eq!(text_from_bytes("a.html", error.as_bytes()).problems[0].code, "not-a-table");
    }
}
