//! The table reader: grids built from a few bytes a cell, out of words that tables are made of.
#![no_main]

use admincost_fuzz::sources::{Cell, Grid, Kind, Merge, Source};
use admincost_fuzz::tables;

const WORDS: [&str; 48] = [
    "",
    "",
    "",
    "1",
    "12.5",
    "2016",
    "2017年",
    "2018",
    "1,234.56",
    "…",
    "-",
    "7.8S",
    "1121 886",
    "0.1%",
    "合 计",
    "全省",
    "北京",
    "天津",
    "其中：",
    "#女",
    "一、税收收入",
    "（一）增值税",
    "1.消费税",
    "  企业所得税",
    "单位：亿元",
    "Unit: 100 million yuan",
    "7-6 各地区财政收入 (2016年)",
    "续表",
    "Continued",
    "地区",
    "Region",
    "项目",
    "预算数",
    "决算数",
    "收入",
    "支出",
    "注：①本表",
    "a) excluding",
    "数据库：分省年度数据",
    "指标：财政收入",
    "时间：最近10年",
    "指标",
    "2016年为2015年%",
    "绝对数",
    "比上年增长(%)",
    "-3",
    "(1,234.5)",
    "100",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [width, rest @ ..] = bytes else { return };
    let width = usize::from(width % 24) + 1;
    let cell = |byte: &u8| {
        let text = WORDS.get(usize::from(*byte) % WORDS.len()).unwrap_or(&"").to_string();
        let stored = text.parse().ok().filter(|_| *byte > 127);
        Cell { text, stored }
    };
    let (cells, merges) = rest.split_at(rest.len() - rest.len() / 8);
    let rows: Vec<Vec<Cell>> = cells.chunks(width).take(4000).map(|row| row.iter().map(cell).collect()).collect();
    let merges = merges.chunks_exact(4).map(|m| {
        let (row, col) = (u32::from(m[0]), u32::from(m[1] % 32));
        Merge {
            first_row: row,
            first_col: col,
            last_row: row + u32::from(m[2] % 8),
            last_col: col + u32::from(m[3] % 8),
        }
    });
    let grids = vec![Grid { sheet: "a".into(), rows, merges: merges.collect(), ..Grid::default() }];
    let source = Source {
        path: "a.xlsx".into(),
        sha256: String::new(),
        kind: Kind::Xlsx,
        opened: vec![],
        grids,
        passages: vec![], asides: vec![],
        problems: vec![],
    };
    let reading = tables::from_source(&source);
    let body = reading.tables.iter().flat_map(|table| &table.cells).filter(|cell| cell.value.is_some()).count();
    assert_eq!(reading.numeric_cells, body + reading.header_numbers + reading.set_aside.len());
});
