//! Tables: each folder of tests/cases/tables holds a grid (`given.csv`, perhaps `merges.txt` and `second-sheet.csv`) and
//! what must be read from it (`expected.txt`). Expected texts were checked by hand against the grid; the figures are
//! made up or retyped and cut down from published tables.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use admincost::problem::{Place, cell_name};
use admincost::sources::{self, Cell, Grid, Kind, Merge, Source};
use admincost::tables::{self, Heading, Label, Reading, Table};
use proptest::prelude::*;

/// A reading as compact text: every label, figure, note, count and doubt.
pub fn describe(reading: &Reading) -> String {
    let mut out = String::new();
    for table in &reading.tables {
        describe_table(&mut out, table);
    }
    let body = body_figures(reading);
    let (header, aside) = (reading.header_numbers, reading.set_aside.len());
    let _ = writeln!(out, "numbers {} = body {body} + header {header} + aside {aside}", reading.numeric_cells);
    for cell in &reading.set_aside {
        let _ = writeln!(out, "aside {} {}: {}", cell.sheet, cell_name(cell.row, cell.col), cell.reason);
    }
    for problem in &reading.problems {
        if let Place::Cell { row, col, .. } = &problem.place {
            let _ = writeln!(out, "doubt {} {}", cell_name(*row, *col), problem.code);
        }
    }
    out
}

fn describe_table(out: &mut String, table: &Table) {
    let _ = writeln!(out, "table {} [{}]", table.number.as_deref().unwrap_or("-"), table.sheet);
    for (word, lines) in [("title", &table.title), ("preamble", &table.preamble), ("unit", &table.units)] {
        for line in lines {
            let _ = writeln!(out, "  {word} {}", with_dimension(line));
        }
    }
    for column in &table.columns {
        let _ = writeln!(out, "  column {} {}", column.index, path(column));
    }
    for (at, row) in table.rows.iter().enumerate() {
        let _ = write!(out, "  row {} {} :", row.index, path(row));
        for cell in table.cells.iter().filter(|cell| cell.row == at) {
            let column = table.columns.get(cell.column).map_or(0, |column| column.index);
            let value =
                cell.value.map_or("none".to_string(), |value| format!("{value:.*}", usize::from(cell.decimals)));
            let notes = cell.notes.iter().map(|note| format!(" ({note})")).collect::<String>();
            let _ = write!(out, " {column}={value}{notes}");
        }
        out.push('\n');
    }
    for note in &table.notes {
        let _ = writeln!(
            out,
            "  note {}{}",
            note.mark.as_ref().map_or(String::new(), |mark| format!("[{mark}] ")),
            note.text
        );
    }
}

fn path(heading: &Heading) -> String {
    heading.labels.iter().map(with_dimension).collect::<Vec<_>>().join(" > ")
}

fn with_dimension(label: &Label) -> String {
    label.dimension.as_ref().map_or(label.text.clone(), |dimension| format!("{}@{dimension}", label.text))
}

fn body_figures(reading: &Reading) -> usize {
    reading.tables.iter().flat_map(|table| &table.cells).filter(|cell| cell.value.is_some()).count()
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/tables");
    let entries = std::fs::read_dir(folder).expect("the cases' folder");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("a case").path()).collect();
    cases.sort();
    cases
}

fn given(case: &Path) -> Source {
    let open = |name: &str| std::fs::read(case.join(name)).ok().map(|bytes| sources::from_bytes(name, &bytes));
    let mut source = open("given.csv").expect("given.csv");
    if let Ok(merges) = std::fs::read_to_string(case.join("merges.txt")) {
        source.grids[0].merges = merges.lines().map(merge).collect();
    }
    if let Ok(bytes) = std::fs::read(case.join("second-sheet.csv")) {
        // A lone link is no csv for the opener; a workbook's sheet of it is a grid of one cell.
        let second = sources::from_bytes("second-sheet.csv", &bytes);
        let text = String::from_utf8_lossy(&bytes).trim().to_string();
        let lone =
            Grid { sheet: "second-sheet".into(), rows: vec![vec![Cell { text, stored: None }]], ..Grid::default() };
        source.grids.extend(second.grids.into_iter().chain([lone]).take(1));
    }
    source
}

/// `A3:C5`.
fn merge(range: &str) -> Merge {
    let corner = |name: &str| {
        let col = u32::from(name.as_bytes()[0] - b'A');
        (name[1..].parse::<u32>().expect("a row number") - 1, col)
    };
    let (first, last) = range.trim().split_once(':').expect("two corners");
    let ((first_row, first_col), (last_row, last_col)) = (corner(first), corner(last));
    Merge { first_row, first_col, last_row, last_col }
}

#[test]
fn every_table_case_reads_as_expected() {
    let mut wrong = String::new();
    for case in cases() {
        let found = describe(&tables::from_source(&given(&case)));
        let expected = std::fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
        if found != expected {
            let _ = writeln!(wrong, "--- {}\nexpected:\n{expected}\nfound:\n{found}", case.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Runs where the corpus lies beside the project.
#[test]
fn every_numeric_cell_of_the_corpus_is_counted_once() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut files = Vec::new();
    walk(&corpus, &mut files);
    for file in files {
        let Ok(bytes) = std::fs::read(&file) else { continue };
        let reading = tables::from_source(&sources::from_bytes(&file.to_string_lossy(), &bytes));
        let counted = body_figures(&reading) + reading.header_numbers + reading.set_aside.len();
        assert_eq!(reading.numeric_cells, counted, "{}", file.display());
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

fn cell() -> impl Strategy<Value = Cell> {
    let texts = prop::sample::select(vec![
        "",
        "",
        "",
        "北 京",
        "合计",
        "一、税收收入",
        "(一)其他",
        "1.增值税",
        "  #工业",
        "其中：",
        "按城乡分",
        "单位：亿元",
        "(100 million yuan)",
        "7-6 表",
        "续表",
        "(续)",
        "注：1.甲",
        "a) note",
        "数据库：x",
        "2010",
        "2011年",
        "1",
        "2",
        "3",
        "12.5",
        "1 234",
        "…",
        "-",
        "7.8S",
        "收入",
        "支出",
        "预算数",
        "Region",
        "年份",
        "\u{3000}\r\n",
        "Environ-\nment",
        "(",
        "（",
        "http://x",
        "，",
        "1,2,3",
        "\u{0}",
        "é́",
    ]);
    prop_oneof![
        8 => texts.prop_map(|text| Cell { text: text.to_string(), stored: None }),
        3 => (-1e6..1e6f64).prop_map(|value| Cell { text: value.to_string(), stored: Some(value) }),
        1 => any::<f64>().prop_map(|value| Cell { text: value.to_string(), stored: Some(value) }),
        1 => ".{0,6}".prop_map(|text| Cell { text, stored: None }),
    ]
}

fn grid() -> impl Strategy<Value = Grid> {
    let rows = prop::collection::vec(prop::collection::vec(cell(), 0..9), 0..14);
    let corner = || (0u32..16, 0u32..10, 0u32..16, 0u32..10);
    (rows, prop::collection::vec(corner(), 0..5)).prop_map(|(rows, corners)| Grid {
        sheet: "s".to_string(),
        rows,
        merges: corners
            .into_iter()
            .map(|(first_row, first_col, last_row, last_col)| Merge { first_row, first_col, last_row, last_col })
            .collect(),
        ..Grid::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_grid_is_read_without_panic_and_every_number_counted_once(grids in prop::collection::vec(grid(), 1..3)) {
        let source = Source {
            path: "any".into(), sha256: String::new(), kind: Kind::Xlsx, opened: vec![], grids, passages: vec![], asides: vec![],
            problems: vec![],
        };
        let reading = tables::from_source(&source);
        prop_assert_eq!(reading.numeric_cells, body_figures(&reading) + reading.header_numbers + reading.set_aside.len());
        for table in &reading.tables {
            for cell in &table.cells {
                prop_assert!(cell.row < table.rows.len() && cell.column < table.columns.len());
            }
        }
        describe(&reading);
    }
}
