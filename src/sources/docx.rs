//! Word documents: the tables of a .docx file.
//!
//! In: the text of its main part. Out: one grid per table with more than a few lonely cells, in document order, nested
//! tables by themselves; a cell that spans rows or columns is a merged range with its text in the top left cell. The
//! text is the one on the page: deleted, struck and hidden text and field codes are left out, raised digits are kept apart
//! (`5³⁾`), equations stand in one line (`3⁄4`). Titles, units and notes beside a table become rows of it. Paragraphs beside the tables are passages. Refuses documents without either, those that
//! declare entities, and those nested beyond what a table needs.

use super::Passage;
use super::docx_walk::{Walk, too_complex};
use super::finding::{Contents, Finding};
use super::passages::{self, Joined};
use crate::messages::say;
use crate::problem::Severity;
use quick_xml::Reader;
use quick_xml::events::Event;

/// A book of a thousand pages has as many.
const MOST_TAGS: usize = 4_000_000;

/// Reads all tables of the main part.
pub(super) fn read(main: &str) -> Result<Contents, Finding> {
    if main.bytes().filter(|byte| *byte == b'<').count() > MOST_TAGS {
        return Err(too_complex(say!("source.too-many-tags", most = MOST_TAGS)));
    }
    let walk = walk(main)?;
    let (footnotes, struck) = (walk.footnotes, walk.struck);
    let Joined { tables: grids, any, passages, asides } = passages::join(walk.pieces);
    let mut findings = Vec::new();
    if grids.is_empty() {
        let finding = Finding::warning("not-a-table", say!("source.no-table-docx"));
        match passages.is_empty() {
            true => return Err(Finding { severity: Severity::Error, ..finding }),
            false => findings.push(finding),
        }
    }
    let mut opened = Vec::new();
    if any {
        opened.push(say!("opened.lines-as-rows"));
    }
    if struck > 0 {
        opened.push(say!("opened.struck", struck));
    }
    if footnotes > 0 {
        opened.push(say!("opened.footnotes", footnotes));
    }
    Ok(Contents { opened, grids, passages, asides, findings })
}

/// The paragraphs of one part of a document, for reading.
pub(super) fn running(part: &str, sheet: &str) -> Result<Vec<Passage>, Finding> {
    if part.bytes().filter(|byte| *byte == b'<').count() > MOST_TAGS {
        return Err(too_complex(say!("source.too-many-tags", most = MOST_TAGS)));
    }
    Ok(passages::running(walk(part)?.pieces, sheet))
}

fn walk(main: &str) -> Result<Walk, Finding> {
    let mut reader = Reader::from_str(main);
    reader.config_mut().expand_empty_elements = true;
    let mut walk = Walk::default();
    loop {
        match reader.read_event().map_err(|cause| Finding::damaged(say!("source.the-document"), cause))? {
            Event::Start(element) => walk.open(&element)?,
            Event::End(_) => walk.close()?,
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten();
                match character.or_else(|| predefined(&reference)) {
                    Some(character) => walk.text(character.encode_utf8(&mut [0; 4])),
                    None => return Err(declares_entities()),
                }
            }
            Event::DocType(_) => return Err(declares_entities()),
            Event::Eof if walk.is_closed() => return Ok(walk),
            Event::Eof => return Err(Finding::broken(say!("source.the-document"), say!("source.text-breaks-off"))),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

pub(super) fn predefined(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

pub(super) fn declares_entities() -> Finding {
    let message = say!("source.entities");
    Finding::error("document-declares-entities", message).help(say!("source.word-again"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::{Grid, Merge};

    fn document(body: &str) -> String {
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"urn:w\"><w:body>{body}<w:sectPr/></w:body></w:document>")
    }

    fn paragraph(text: &str) -> String {
        format!("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    fn cell(properties: &str, text: &str) -> String {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
    }

    fn row(cells: &[String]) -> String {
        format!("<w:tr>{}</w:tr>", cells.concat())
    }

    fn plain(cells: &[&str]) -> String {
        row(&cells.iter().map(|text| cell("", text)).collect::<Vec<_>>())
    }

    fn texts(grid: &Grid) -> Vec<Vec<&str>> {
        grid.rows.iter().map(|row| row.iter().map(|c| c.text.as_str()).collect()).collect()
    }

    fn grids(body: &str) -> Vec<Grid> {
        read(&document(body)).unwrap().grids
    }

    #[test]
    fn spans_are_merged_ranges_with_the_text_top_left() {
        let (begins, goes_on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
        let table = [
            row(&[cell(begins, "地区"), cell("<w:gridSpan w:val=\"2\"/>", "支出")]),
            row(&[cell(goes_on, ""), cell("", "2015"), cell("", "2016")]),
            row(&[cell("", "北京"), cell("", "1,5"), cell("", "2&lt;&#x33;")]),
        ];
        let grid = grids(&format!("<w:tbl>{}</w:tbl>", table.concat())).remove(0);
        let expected: Vec<Vec<&str>> = vec![vec!["地区", "支出"], vec!["", "2015", "2016"], vec!["北京", "1,5", "2<3"]];
        assert_eq!(texts(&grid), expected);
        let down = Merge { first_row: 0, first_col: 0, last_row: 1, last_col: 0 };
        let across = Merge { first_row: 0, first_col: 1, last_row: 0, last_col: 2 };
        assert_eq!(grid.merges, vec![down, across]);
    }

    #[test]
    fn a_cell_shows_what_the_page_shows() {
        let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr>{text}</w:r>");
        let first = [
            run("", "<w:t xml:space=\"preserve\">a </w:t><w:br/><w:tab/><w:t>b</w:t>"),
            format!("<w:del>{}</w:del>", run("", "<w:delText>7</w:delText><w:tab/>")),
            run("<w:vanish/>", "<w:t>8</w:t>"),
            format!("<w:ins><w:smartTag>{}</w:smartTag></w:ins>", run("", "<w:t>c</w:t>")),
        ];
        let second = run("", "<w:t>5</w:t>") + &run("<w:vertAlign w:val=\"superscript\"/>", "<w:t>34)</w:t>");
        let cells = format!(
            "<w:tc><w:p>{}</w:p><w:p>{}</w:p></w:tc><w:tc><w:p>{second}</w:p></w:tc>",
            first.concat(),
            run("", "<w:t>d</w:t>")
        );
        let deleted = format!("<w:tr><w:trPr><w:del/></w:trPr>{}{}</w:tr>", cell("", "x"), cell("", "1"));
        let grid = grids(&format!("<w:tbl><w:tr>{cells}</w:tr>{deleted}{}</w:tbl>", plain(&["y", "2"]))).remove(0);
        assert_eq!(texts(&grid), [vec!["a \n\tbc\nd", "5³⁴⁾"], vec!["y", "2"]]);
    }

    #[test]
    fn signs_equations_and_struck_text() {
        let run = |properties: &str, text: &str| {
            format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
        };
        let power = |base: &str, power: &str| {
            format!(
                "<m:sSup><m:sSupPr><m:ctrlPr/></m:sSupPr><m:e><m:r><m:t>{base}</m:t></m:r></m:e>\
                 <m:sup><m:r><m:t>{power}</m:t></m:r></m:sup></m:sSup>"
            )
        };
        let equation = |inside: &str| format!("<m:oMath>{inside}</m:oMath>");
        let cells = [
            "<w:r><w:sym w:font=\"Symbol\" w:char=\"F02D\"/><w:t>2.9</w:t></w:r>".to_string(),
            run("<w:rFonts w:ascii=\"Symbol\"/>", "\u{f02d}") + &run("", "3"),
            run("", "12.5") + &run("<w:position w:val=\"8\"/>", "1"),
            run("<w:position w:val=\"8\"/>", "12") + &run("<w:position w:val=\"8\"/>", "34"),
            run("<w:strike/>", "12") + &run("<w:dstrike/>", "13") + &run("<w:strike w:val=\"0\"/>", "14"),
            "<w:r><w:ruby><w:rt><w:r><w:t>9</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>12</w:t></w:r></w:rubyBase></w:ruby></w:r>".to_string(),
            run("", "12") + &run("<w:vertAlign w:val=\"subscript\"/>", "1"),
            run("<w:vertAlign w:val=\"superscript\"/>", "") + &equation("<m:r><w:rPr/><m:t>3</m:t></m:r>"),
            equation("<m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f>"),
            equation(&power("1.05", "10")),
            equation(&format!("<m:r><m:t>1.2×</m:t></m:r>{}", power("10", "8"))),
            equation("<m:d><m:dPr><m:begChr m:val=\"[\"/><m:endChr m:val=\"]\"/></m:dPr><m:e><m:r><m:t>5</m:t></m:r></m:e></m:d>"),
        ];
        let cells = cells.map(|cell| format!("<w:tc><w:p>{cell}</w:p></w:tc>")).concat();
        let hidden = format!("<w:tr><w:trPr><w:hidden/></w:trPr>{}{}</w:tr>", cell("", "旧"), cell("", "1"));
        let found = read(&document(&format!("<w:tbl><w:tr>{cells}</w:tr>{hidden}</w:tbl>"))).unwrap();
        let shown = ["−2.9", "−3", "12.5¹", "1234", "14", "12", "12₁", "3", "3⁄4", "1.05^10", "1.2×10⁸", "[5]"];
        assert_eq!(texts(&found.grids[0])[0], shown);
        assert_eq!(found.grids[0].hidden.rows, [(1, 1)]);
        assert_eq!(found.opened, ["2 pieces of text struck through left out"]);
    }

    #[test]
    fn nested_tables_are_their_own_and_layout_is_text() {
        let inner = format!("<w:tbl>{}{}</w:tbl>", plain(&["年份", "值"]), plain(&["2020", "1"]));
        let layout = format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{inner}{}</w:tc></w:tr></w:tbl>",
            paragraph("表一"),
            paragraph("注：略")
        );
        let found = grids(&layout);
        assert_eq!(found.iter().map(|grid| grid.sheet.as_str()).collect::<Vec<_>>(), ["table 2"]);
        assert_eq!(texts(&found[0]), [vec!["表一"], vec!["年份", "值"], vec!["2020", "1"], vec!["注：略"]]);
        let outer = format!("<w:tbl>{}<w:tr>{}<w:tc>{inner}</w:tc></w:tr></w:tbl>", plain(&["a", "b"]), cell("", "c"));
        let found = grids(&(paragraph("题") + &outer));
        assert_eq!(texts(&found[0]), [vec!["题"], vec!["a", "b"], vec!["c"]]);
        assert_eq!(
            (found[1].sheet.as_str(), texts(&found[1])),
            ("table 2", vec![vec!["年份", "值"], vec!["2020", "1"]])
        );
    }

    #[test]
    fn sentences_above_a_table_are_read_as_text_too() {
        let raised = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>3</w:t></w:r></w:p>";
        let marked = paragraph("2003年全国财政收入21715.25亿元。").replace("</w:p>", raised);
        let table = format!("<w:tbl>{}{}</w:tbl>", plain(&["年份", "值"]), plain(&["2020", "1"]));
        let body = document(&(paragraph("2006年支出40422.73亿元。") + &marked + &paragraph("表1 收入") + &table));
        let found = running(&body, "text").unwrap();
        let texts: Vec<&str> = found.iter().map(|passage| passage.text.as_str()).collect();
        assert_eq!(texts, ["2006年支出40422.73亿元。", "2003年全国财政收入21715.25亿元。³"]);
    }

    #[test]
    fn hostile_documents_are_refused() {
        let code = |text: &str| read(text).err().map(|finding| finding.code);
        let entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
        assert_eq!(code(&(entity.to_string() + &document(""))), Some("document-declares-entities"));
        assert_eq!(code(&document("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>")), Some("document-declares-entities"));
        assert_eq!(code(&document(&"<w:tbl><w:tr><w:tc>".repeat(10_000))), Some("document-too-complex"));
        assert_eq!(code(&document("")), Some("not-a-table"));
        let text_only = read(&document(&paragraph("正文"))).unwrap();
        assert_eq!((text_only.passages[0].text.as_str(), text_only.findings[0].code), ("正文", "not-a-table"));
        assert_eq!(code("<w:document><w:body>"), Some("damaged-file"));
        let wide = row(&[cell("<w:gridSpan w:val=\"99999999\"/>", "x"), cell("", "y")]);
        assert_eq!(code(&document(&format!("<w:tbl>{wide}</w:tbl>"))), Some("sheet-too-large"));
        let far = row(&[cell("<w:gridSpan w:val=\"16000\"/>", ""), cell("", "y")]);
        assert_eq!(code(&document(&format!("<w:tbl>{}</w:tbl>", far.repeat(500)))), Some("sheet-too-large"));
    }
}
