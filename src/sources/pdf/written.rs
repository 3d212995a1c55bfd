//! Documents written here, small and hostile. In: objects. Out: a file's bytes, and how the reader takes them.

use super::read;
use crate::sources::finding::{Contents, Finding};
use std::io::Write;
use std::time::{Duration, Instant};

/// A document of numbered objects, the first of them its catalogue.
fn document(objects: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object.as_ref());
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    out.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF", objects.len() + 1).bytes());
    out
}

fn stream(dict: &str, data: &str) -> String {
    format!("<< {dict} /Length {} >>\nstream\n{data}\nendstream", data.len())
}

/// One page for each content, set in Helvetica.
fn pages(contents: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|at| format!("{} 0 R", 4 + at * 2)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", contents.len(), kids.join(" ")),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_string(),
    ];
    for (at, content) in contents.iter().enumerate() {
        let font = "/Resources << /Font << /F 3 0 R >> >> /MediaBox [0 0 595 842]";
        objects.push(format!("<< /Type /Page /Parent 2 0 R {font} /Contents {} 0 R >>", 5 + at * 2));
        objects.push(stream("", content));
    }
    document(&objects)
}

fn text(x: i32, y: i32, words: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({words}) Tj ET\n")
}

/// A ruled table: columns 100 points wide from x = 50, rows 20 points high down from `top`.
fn ruled(top: i32, rows: &[&[&str]]) -> String {
    let (columns, height) = (rows.first().map_or(0, |row| row.len()) as i32, rows.len() as i32);
    let mut out = String::new();
    for row in 0..=height {
        out += &format!("50 {} m {} {} l S\n", top - 20 * row, 50 + 100 * columns, top - 20 * row);
    }
    for column in 0..=columns {
        out += &format!("{} {top} m {} {} l S\n", 50 + 100 * column, 50 + 100 * column, top - 20 * height);
    }
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            out += &text(55 + 100 * column as i32, top - 14 - 20 * row as i32, cell);
        }
    }
    out
}

fn rows(contents: &Contents, at: usize) -> Vec<String> {
    let grid = &contents.grids[at];
    let filled = grid.rows.iter().filter(|row| !row.is_empty());
    filled.map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")).collect()
}

fn code(read: Result<Contents, Finding>) -> &'static str {
    read.err().map_or("read", |finding| finding.code)
}

fn quickly<T>(work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    done
}

#[test]
fn ruled_and_unruled_tables_and_text_of_one_page() {
    let mut page = text(200, 800, "Table 1 Revenue 2020") + &text(400, 780, "Unit: yuan");
    page += &ruled(770, &[&["Region", "Tax", "Fees"], &["North", "1.50", "2"], &["South", "3", ""]]);
    page += &text(200, 640, "Table 2 Staff 2020");
    for (at, (label, figure)) in
        [("Group", "Persons"), ("Office", "12"), ("Field", "1,305"), ("Total", "1,317")].iter().enumerate()
    {
        let y = 610 - 14 * at as i32;
        page += &(text(50, y, label) + &text(300, y, figure));
    }
    let read = read(&pages(&[&page])).expect("it can be read");
    assert_eq!(rows(&read, 0), ["Table 1 Revenue 2020", "Unit: yuan", "Region|Tax|Fees", "North|1.50|2", "South|3"]);
    assert_eq!(rows(&read, 1), ["Table 2 Staff 2020", "Group|Persons", "Office|12", "Field|1,305", "Total|1,317"]);
    assert!(read.grids.iter().all(|grid| grid.sheet == "page 1"));
    assert_eq!(read.grids[1].rows.len(), 10, "rows are counted through the page");
}

#[test]
fn a_table_goes_on_over_a_page_break() {
    let first = text(200, 800, "Revenue") + &ruled(770, &[&["Region", "Tax"], &["North", "1"]]) + &text(290, 20, "1");
    let second = ruled(810, &[&["South", "2"]]) + &text(290, 20, "2");
    let third = text(200, 800, "Staff") + &ruled(770, &[&["Region", "Persons"], &["North", "7"]]);
    let read = read(&pages(&[&first, &second, &third])).expect("it can be read");
    assert_eq!(read.grids.iter().map(|grid| grid.continues).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(rows(&read, 1), ["South|2"]);
    assert_eq!(read.opened, ["2 page numbers left out"]);
}

#[test]
fn an_unruled_table_that_repeats_its_head_goes_on() {
    let table = |widest: &str, at: i32| {
        let rows =
            [("Item", "Budget", "Final"), ("Roads", "1,500", "1,490"), (widest, "12", "13"), ("Parks", "7", "8")];
        let line = |(down, (item, budget, done)): (usize, &(&str, &str, &str))| {
            let y = 780 - 14 * down as i32;
            text(50, y, item) + &text(at, y, budget) + &text(at + 90, y, done)
        };
        rows.iter().enumerate().map(line).collect::<String>()
    };
    let first = text(200, 800, "Expenditure 2019") + &table("Culture, tourism and sports", 300);
    let read = read(&pages(&[&first, &table("Schools", 240)])).expect("it can be read");
    assert_eq!(read.grids.iter().map(|grid| grid.continues).collect::<Vec<_>>(), [false, true]);
    assert_eq!(rows(&read, 1).first().map(String::as_str), Some("Item|Budget|Final"));
}

#[test]
fn cells_without_a_line_between_are_merged() {
    let page =
        "50 700 300 60 re S 50 720 m 350 720 l S 50 740 m 350 740 l S 150 700 m 150 760 l S 250 700 m 250 740 l S\n";
    let page = page.to_string()
        + &text(60, 725, "Item")
        + &text(200, 745, "Both")
        + &text(160, 725, "A")
        + &text(260, 725, "B");
    let read = read(&pages(&[&(page + &text(60, 705, "x") + &text(160, 705, "1") + &text(260, 705, "2"))]))
        .expect("it can be read");
    assert_eq!(rows(&read, 0), ["|Both", "Item|A|B", "x|1|2"]);
    let merges: Vec<_> =
        read.grids[0].merges.iter().map(|m| (m.first_row, m.first_col, m.last_row, m.last_col)).collect();
    assert_eq!(merges, [(0, 1, 0, 2)]);
}

#[test]
fn a_turned_page_reads_upright() {
    let table = ruled(770, &[&["Region", "Tax"], &["North", "1"]]);
    let turned = format!("q 0 1 -1 0 800 0 cm {table} Q");
    assert_eq!(rows(&read(&pages(&[&turned])).expect("it can be read"), 0), ["Region|Tax", "North|1"]);
}

/// A page without lines: header rows of words around their middles, rows of figures that end at their places.
fn unruled(headers: &[&[(i32, &str)]], rows: &[&str]) -> String {
    let around = |at: i32, words: &str| at - 5 * words.len() as i32 / 2;
    let mut page = String::new();
    for (down, header) in headers.iter().enumerate() {
        let y = 780 - 14 * down as i32;
        page += &header.iter().map(|(at, words)| text(around(*at, words), y, words)).collect::<String>();
    }
    for (down, row) in rows.iter().enumerate() {
        let y = 780 - 14 * (headers.len() + down) as i32;
        page += &text(50, y, row);
        page += &(0..3).map(|at| text(190 + 80 * at, y, &format!("{}.5{at}", 11 + down))).collect::<String>();
    }
    page
}

#[test]
fn a_heading_covers_what_it_stands_over() {
    let headers: [&[(i32, &str)]; 2] =
        [&[(240, "Revenue")], &[(60, "Area"), (200, "Total"), (280, "Tax"), (360, "Costs")]];
    let read = read(&pages(&[&unruled(&headers, &["North", "South", "West"])])).expect("it can be read");
    let merges: Vec<_> = read.grids[0].merges.iter().map(|merge| (merge.first_col, merge.last_col)).collect();
    assert_eq!(merges, [(1, 2)]);
}

#[test]
fn a_small_raised_number_is_the_mark_of_a_note() {
    let mark = |x: i32, y: i32, words: &str| format!("BT /F 6 Tf {x} {y} Td ({words}) Tj ET\n");
    let page = text(50, 780, "Item")
        + &text(200, 780, "2019")
        + &text(300, 780, "2020")
        + &text(50, 766, "Tax")
        + &text(200, 766, "12.5")
        + &mark(220, 770, "1")
        + &text(300, 766, "7")
        + &text(50, 752, "Fees")
        + &text(200, 752, "13.5")
        + &text(300, 752, "8")
        + &mark(306, 756, "2\\)");
    let read = read(&pages(&[&page])).expect("it can be read");
    assert_eq!(rows(&read, 0), ["Item|2019|2020", "Tax|12.5¹|7", "Fees|13.5|8²⁾"]);
}

#[test]
fn text_that_nobody_sees_is_left_out_unless_it_is_all_there_is() {
    let table = ruled(770, &[&["Region", "Tax"], &["North", "1"]]);
    let codes = |read: &Contents| read.findings.iter().map(|finding| finding.code).collect::<Vec<_>>();
    for unseen in ["3 Tr", "1 g"] {
        let page = format!("{table}q {unseen} {}Q", text(170, 756, "99"));
        let read = read(&pages(&[&page])).expect("it can be read");
        assert_eq!((rows(&read, 0), codes(&read)), (vec!["Region|Tax".into(), "North|1".into()], vec!["text-unseen"]));
    }
    let shaded = format!("0 0 0.5 rg 50 750 200 20 re f 0 g {table}q 1 g {}Q", text(200, 756, "2020"));
    assert_eq!(codes(&read(&pages(&[&shaded])).expect("it can be read")), Vec::<&str>::new());
    let recognised = read(&pages(&[&format!("3 Tr {table}")])).expect("it can be read");
    assert_eq!((rows(&recognised, 0).len(), codes(&recognised)), (2, vec!["text-recognised"]));
}

#[test]
fn a_scan_is_refused_for_want_of_text() {
    let image = stream("/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "x");
    let page =
        "<< /Type /Page /Parent 2 0 R /Resources << /XObject << /I 4 0 R >> >> /MediaBox [0 0 9 9] /Contents 5 0 R >>";
    let head = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page];
    let objects = [head.map(String::from).to_vec(), vec![image, stream("", "/I Do")]].concat();
    let Err(refused) = read(&document(&objects)) else { panic!("a scan was read") };
    assert_eq!(refused.code, "no-text-layer");
    assert_eq!(refused.message, "page 1 holds an image and no text: it was scanned and needs OCR");
}

#[test]
fn cycles_and_bombs_end() {
    let catalogue = "<< /Type /Catalog /Pages 2 0 R >>".to_string();
    let cyclic = document(&[catalogue.clone(), "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>".into()]);
    assert_eq!(quickly(|| code(read(&cyclic))), "damaged-file");
    let pair = document(&[
        catalogue.clone(),
        "<< /Type /Pages /Count 9 /Kids [3 0 R] >>".into(),
        "<< /Type /Pages /Count 9 /Kids [2 0 R 3 0 R] /Parent 2 0 R >>".into(),
    ]);
    assert_eq!(quickly(|| code(read(&pair))), "damaged-file");
    let form = |names: &str, calls: &str| {
        stream(&format!("/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << {names} >> >>"), calls)
    };
    let page =
        "<< /Type /Page /Parent 2 0 R /Resources << /XObject << /A 4 0 R >> >> /MediaBox [0 0 9 9] /Contents 6 0 R >>";
    let forms = document(&[
        catalogue,
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".into(),
        page.into(),
        form("/A 4 0 R /B 5 0 R", "/A Do /B Do /A Do /B Do /A Do /B Do /A Do /B Do"),
        form("/A 4 0 R /B 5 0 R", "/B Do /A Do /B Do /A Do /B Do /A Do /B Do /A Do"),
        stream("", "/A Do"),
    ]);
    assert_eq!(quickly(|| code(read(&forms))), "no-text-layer", "the reader follows no cycle");
}

#[test]
fn bombs_are_refused() {
    let head = |contents: &str| {
        let page = format!("<< /Type /Page /Parent 2 0 R {contents} /MediaBox [0 0 9 9] >>");
        vec!["<< /Type /Catalog /Pages 2 0 R >>".into(), "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".into(), page]
    };
    let mut forms = head("/Resources << /XObject << /A 5 0 R >> >> /Contents 4 0 R");
    forms.push(stream("", "/A Do"));
    for next in 6..15 {
        let resources = format!("/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A {next} 0 R >> >>");
        forms.push(stream(&resources, &"/A Do ".repeat(10)));
    }
    forms.push(stream("/Subtype /Form /BBox [0 0 9 9]", "q Q"));
    assert_eq!(quickly(|| code(read(&document(&forms)))), "file-too-large");

    let packed = |megabytes: usize| {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        (0..megabytes).for_each(|_| packer.write_all(&[b' '; 1 << 20]).expect("blanks are packed"));
        packer.finish().expect("blanks are packed")
    };
    let object = |dict: &str, data: &[u8]| {
        let head = format!("<< {dict} /Filter /FlateDecode /Length {} >>\nstream\n", data.len());
        [head.as_bytes(), data, b"\nendstream"].concat()
    };
    let mut blanks: Vec<Vec<u8>> = head("/Contents 4 0 R").into_iter().map(String::into_bytes).collect();
    blanks.push(object("", &packed(40)));
    assert_eq!(quickly(|| code(read(&document(&blanks)))), "file-too-large");
    blanks.push(object("/Type /ObjStm /N 1 /First 4", &packed(80)));
    let Err(refused) = quickly(|| read(&document(&blanks))) else { panic!("a bomb was read") };
    assert!(refused.message.to_string().starts_with("its structure unfolds"), "{}", refused.message);
}

/// The reader sets aside memory for one row before it looks at the stream.
#[test]
fn rows_beyond_measure_are_refused() {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>";
    let parameters = |columns: u64| {
        let kind = format!("/DecodeParms << /Predictor 15 /Columns {columns} /Colors 9 /BitsPerComponent 16 >>");
        stream(&format!("{kind} /Filter /FlateDecode"), "x")
    };
    for columns in [90_000, 2_147_483_647] {
        let (catalogue, pages) = ("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        let bytes = document(&[catalogue, pages, page, &parameters(columns)]);
        assert_eq!(quickly(|| code(read(&bytes))), "file-too-large", "{columns}");
    }
}

/// Ten forms, each drawing the next ten times, would be ten thousand million drawings.
#[test]
fn forms_that_multiply_are_cut_short() {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_string(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
            .to_string(),
        stream("", "/X Do"),
    ];
    for next in 6..16 {
        let form =
            format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {next} 0 R >> >>");
        objects.push(stream(&form, &"/X Do\n".repeat(10)));
    }
    let bytes = document(&objects);
    assert_eq!(quickly(|| code(read(&bytes))), "file-too-large");
}

#[test]
fn damaged_and_odd_files_do_not_panic() {
    let whole = pages(&[&ruled(770, &[&["Region", "Tax"], &["North", "1"]])]);
    for end in (0..whole.len()).step_by(37) {
        let _ = read(&whole[..end]);
    }
    let wide = "[".repeat(100_000) + &"<<".repeat(100_000);
    let _ = quickly(|| read(&pages(&[&wide])));
    let _ = quickly(|| read(format!("%PDF-1.4\n1 0 obj\n{wide}").as_bytes()));
    let huge = pages(&["1e30 0 0 1e30 0 0 cm BT /F 1e30 Tf 1e38 1e38 Td (1) Tj ET 0 0 1e38 1e38 re S"]);
    assert_eq!(code(read(&huge)), "no-text-layer");
}
