//! Tests: files made to exhaust the reader are refused at once, and odd but honest ones are read.

use super::{Kind, Source, from_bytes};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in members {
        zip.start_file(*name, options).expect("a test file");
        zip.write_all(content.as_bytes()).expect("a test file");
    }
    zip.finish().expect("a test file").into_inner()
}

/// A workbook of one sheet with these `<row>` elements, and what stands behind the sheet's data.
fn xlsx(rows: &str, behind: &str, strings: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{package}/relationships\">\
             <Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>\
         <sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    archive(&[
        ("[Content_Types].xml", &format!("<Types xmlns=\"{package}/content-types\"/>")),
        ("_rels/.rels", &relation("rId1", "officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &relation("rId1", "worksheet", "worksheets/sheet1.xml")),
        ("xl/sharedStrings.xml", &format!("<sst xmlns=\"{main}\" {strings}</sst>")),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{rows}</sheetData>{behind}</worksheet>")),
    ])
}

fn ods(content: &str) -> Vec<u8> {
    let mime = "application/vnd.oasis.opendocument.spreadsheet";
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"表\">{content}\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("mimetype", mime), ("content.xml", &content), ("META-INF/manifest.xml", "<manifest:manifest/>")])
}

fn codes(source: &Source) -> Vec<&str> {
    source.problems.iter().map(|problem| problem.code).collect()
}

fn texts(source: &Source) -> Vec<Vec<&str>> {
    source.grids[0].rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

#[test]
fn a_workbook_keeps_true_positions_and_merged_ranges() {
    let rows = "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\"><v>7205.1201</v></c></row>\
                <row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>a&#10;b</t></is></c><c r=\"B4\" t=\"b\"><v>1</v></c>\
                <c r=\"C4\" t=\"e\"><v>#DIV/0!</v></c><c r=\"D4\"><v>3.0</v></c></row>";
    let merges = "<mergeCells count=\"1\"><mergeCell ref=\"B2:XFD3\"/></mergeCells>";
    let source = from_bytes("x.csv", &xlsx(rows, merges, "count=\"1\"><si><t>合　计</t></si>"));
    assert_eq!((source.kind, codes(&source)), (Kind::Xlsx, vec![]));
    let expected: Vec<Vec<&str>> =
        vec![vec![], vec!["", "合　计", "7205.1201"], vec![], vec!["a\nb", "TRUE", "#DIV/0!", "3"]];
    assert_eq!(texts(&source), expected);
    let merge = source.grids[0].merges[0];
    assert_eq!((merge.first_row, merge.first_col, merge.last_row, merge.last_col), (1, 1, 2, 3));
}

#[test]
fn one_stray_cell_is_honest_and_many_are_not() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    let source = from_bytes("x.xlsx", &xlsx(far, "", ">"));
    assert_eq!((codes(&source), source.grids[0].rows.len()), (vec![], 1_048_576));
    let wide: String = (1..200).map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>2</v></c></row>")).collect();
    assert_eq!(codes(&from_bytes("x.xlsx", &xlsx(&wide, "", ">"))), ["sheet-too-large"]);
}

#[test]
fn long_texts_shared_by_many_cells_are_refused() {
    let strings = format!("><si><t>{}</t></si>", "x".repeat(1 << 20));
    let rows: String =
        (1..400).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")).collect();
    assert_eq!(codes(&from_bytes("x.xlsx", &xlsx(&rows, "", &strings))), ["sheet-too-large"]);
}

#[test]
fn archives_that_announce_or_unpack_too_much_are_refused() {
    let announced = xlsx("", "", "uniqueCount=\"4000000000\">");
    assert_eq!(codes(&from_bytes("x.xlsx", &announced)), ["unpacks-too-large"]);
    let mut declared = xlsx("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "", ">");
    let entry = declared.windows(4).rposition(|w| w == b"PK\x01\x02").expect("a test file");
    declared[entry + 24..entry + 28].copy_from_slice(&0x7000_0000u32.to_le_bytes());
    assert_eq!(codes(&from_bytes("x.xlsx", &declared)), ["unpacks-too-large"]);
}

/// Five hundred sheets of one part would be read five hundred times.
#[test]
fn sheets_that_share_a_part_are_refused() {
    let sheets =
        (0..500).map(|at| format!("<sheet name=\"{at}\" sheetId=\"{at}\" r:id=\"rId1\"/>")).collect::<String>();
    let book = archive(&[
        ("xl/workbook.xml", &format!("<workbook><sheets>{sheets}</sheets></workbook>")),
        ("xl/worksheets/sheet1.xml", "<worksheet/>"),
    ]);
    assert_eq!(codes(&from_bytes("x.xlsx", &book)), ["unpacks-too-large"]);
}

/// A text that goes on without the end of a sentence is none; others beside it are read.
#[test]
fn endless_sentences_are_left_out_quickly() {
    let amounts = "违规金额5万元".repeat(200_000);
    let start = std::time::Instant::now();
    let source = from_bytes("x.txt", amounts.as_bytes());
    assert_eq!((codes(&source), source.passages.len()), (vec!["endless-sentence"], 0));
    assert!(source.problems[0].message.contains("1400000 letters"), "{}", source.problems[0].message);
    let beside = from_bytes("x.txt", format!("共查出问题12个。\n{amounts}\n").as_bytes());
    assert_eq!((codes(&beside), beside.passages.len()), (vec!["endless-sentence", "not-a-table"], 1));
    for text in ["1 ".repeat(500_000), "（".repeat(500_000), "违规金额5\u{200b}万元".repeat(50_000)] {
        assert_eq!(codes(&from_bytes("x.txt", text.as_bytes())), ["endless-sentence"]);
    }
    let page = format!("<html><p>共查出问题12个，已整改10个，其余正在整改。<p>{amounts}</html>");
    let page = from_bytes("x.html", page.as_bytes());
    assert_eq!((page.passages.len(), codes(&page).contains(&"endless-sentence")), (1, true));
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn spreadsheets_of_open_document_are_read_and_their_repeats_bounded() {
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"2.5\"/>";
    let title = "<table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\" \
                 table:number-rows-spanned=\"1\"><text:p>标题</text:p></table:table-cell><table:covered-table-cell/>";
    let rows = format!("<table:table-row>{title}</table:table-row><table:table-row>{cell}{cell}</table:table-row>");
    let source = from_bytes("x.ods", &ods(&rows));
    assert_eq!((source.kind, codes(&source)), (Kind::Ods, vec![]));
    assert_eq!(texts(&source), [vec!["标题"], vec!["2.5", "2.5"]]);
    assert_eq!((source.grids[0].merges.len(), source.grids[0].rows[1][1].stored), (1, Some(2.5)));
    let many = cell.replace("office:value-type", "table:number-columns-repeated=\"16384\" office:value-type");
    let rows = format!("<table:table-row table:number-rows-repeated=\"1048576\">{many}</table:table-row>");
    assert_eq!(codes(&from_bytes("x.ods", &ods(&rows))), ["sheet-too-large"]);
}

#[test]
fn each_refusal_names_its_true_reason() {
    let whole = xlsx("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "", ">");
    let word = archive(&[("[Content_Types].xml", ""), ("word/document.xml", "<w:document/>")]);
    let cases: [(&str, &[u8], Kind, &str); 13] = [
        ("x.xls", b"", Kind::Unknown, "empty-file"),
        ("x.xls", b" \n\n", Kind::Unknown, "empty-file"),
        ("x.xlsx", &whole[..whole.len() / 2], Kind::Xlsx, "truncated-workbook"),
        ("x.xlsx", "页面不存在。\n请稍后再试。\n".as_bytes(), Kind::Text, "not-a-table"),
        ("LICENSE", b"Permission is granted,\nfree of charge.\n", Kind::Text, "not-a-table"),
        ("x.xls", b"%PDF-1.7\n...", Kind::Pdf, "damaged-file"),
        ("x.doc", &word, Kind::Docx, "not-a-table"),
        ("x.csv", b"{\"returncode\": 501}", Kind::Json, "error-answer"),
        ("x.json", b"[{\"id\": \"A01\"}]", Kind::Json, "not-a-table"),
        ("x.csv", b"\x89PNG\r\n\x1a\n\0\0", Kind::Unknown, "unknown-kind"),
        ("x.csv", &[1, 2, 3, 4, 0, 5, 6, 7], Kind::Unknown, "unknown-kind"),
        ("x.zip", &archive(&[("a.txt", "1")]), Kind::Unknown, "unknown-kind"),
        ("x.xlsx", &xlsx("", "", ">"), Kind::Xlsx, "no-cells"),
    ];
    for (path, bytes, kind, code) in cases {
        let source = from_bytes(path, bytes);
        assert_eq!((source.kind, codes(&source), source.grids.len()), (kind, vec![code], 0), "{path}");
    }
}

#[test]
fn word_documents_that_exhaust_a_reader_are_refused() {
    let word = |main: &str| archive(&[("[Content_Types].xml", ""), ("word/document2.xml", main)]);
    let open = "<w:document xmlns:w=\"urn:w\"><w:body>";
    let deep = format!("{open}{}", "<w:tbl><w:tr><w:tc>".repeat(10_000));
    let entities = format!("<!DOCTYPE d [<!ENTITY a \"{}\"><!ENTITY b \"&a;&a;\">]>{open}", "x".repeat(100));
    let bomb = format!("{open}{}", " ".repeat(60 << 20));
    let cases = [(deep, "document-too-complex"), (entities, "document-declares-entities"), (bomb, "unpacks-too-large")];
    for (main, code) in cases {
        let bytes = word(&main);
        let start = std::time::Instant::now();
        let source = from_bytes("x.docx", &bytes);
        assert_eq!((source.kind, codes(&source)), (Kind::Docx, vec![code]));
        assert!(start.elapsed().as_secs() < 1, "{code}");
    }
    let mut broken = word(&format!("{open}<w:p/></w:body></w:document>"));
    let data = broken.windows(18).position(|w| w == b"word/document2.xml").expect("a test file") + 18;
    broken[data..data + 8].fill(0xff);
    assert_eq!(codes(&from_bytes("x.docx", &broken)), ["damaged-file"]);
}
