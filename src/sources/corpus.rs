//! Tests on real files where the corpus is at hand; without it they print that it is not.

use super::{Kind, Source, from_file, list};
use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Option<Vec<Source>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(folder);
    if !folder.is_dir() {
        println!("not run: {} is not there", folder.display());
        return None;
    }
    let (found, _) = list(&[PathBuf::from(&folder)]);
    Some(found.iter().map(from_file).collect())
}

fn ending<'a>(sources: &'a [Source], path: &str) -> &'a Source {
    sources.iter().find(|source| source.path.ends_with(path)).expect("a file of the corpus")
}

fn opened_with(sources: &[Source], words: &str) -> usize {
    sources.iter().filter(|source| source.opened.iter().any(|note| note.contains(words))).count()
}

/// 一般公共服务支出 of Beijing in 2016, as the corpus description gives it.
#[test]
fn encrypted_final_accounts_open_with_the_default_password() {
    let Some(sources) = sources("cnki-final-accounts/Beijing") else { return };
    assert!(sources.iter().all(|source| source.kind == Kind::Xls && source.problems.is_empty()));
    assert_eq!(opened_with(&sources, "default password"), sources.len());
    let accounts = ending(&sources, "2016 income breakdown beijing.xls");
    let texts: Vec<&str> = accounts.grids[0].rows[4][3..].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["一、一般公共服务支出", "374.81", "367.20"]);
}

#[test]
fn workbooks_that_declare_a_wrong_code_page_are_not_garbled() {
    let Some(sources) = sources("provincial-yearbook/Zhejiang") else { return };
    assert_eq!(opened_with(&sources, "code page 1252"), 7);
    let book = ending(&sources, "（2012年）.xls");
    assert_eq!(book.grids[0].rows[0][0].text.trim(), "17-2 各市国民经济主要指标（2012年）");
}

#[test]
fn exports_open_in_each_encoding() {
    for folder in ["nbs-export-gbk", "nbs-export-utf8", "nbs-export-en"] {
        let Some(sources) = sources(folder) else { return };
        assert!(sources.iter().all(|source| source.problems.is_empty() && source.grids.len() == 1), "{folder}");
        let first = |source: &Source| source.grids[0].rows[0][0].text.clone();
        assert!(sources.iter().all(|source| first(source).starts_with(['数', 'D'])), "{folder}");
    }
}

/// Territory, population, density and municipalities of Russia, and staff of state bodies, as the yearbook prints them.
#[test]
fn tables_of_a_word_document_are_read() {
    let Some(sources) = sources("international") else { return };
    let book = ending(&sources, "R_02.docx");
    assert_eq!((book.kind, book.grids.len(), book.problems.len()), (Kind::Docx, 8, 0));
    let row = |grid: usize, row: usize| -> Vec<&str> {
        book.grids[grid].rows[row].iter().map(|cell| cell.text.as_str()).collect()
    };
    assert_eq!(row(0, 6)[1..5], ["17\u{a0}125,2", "146\u{a0}447,4", "8,6", "18\u{a0}402"]);
    assert_eq!(row(6, 6), ["(тысяч человек / thou. persons)"]);
    assert_eq!(row(7, 5)[1..5], ["2022", "329,7", "2", "5³⁾"]);
}

#[test]
fn recorded_answers_are_read_or_refused_with_their_reason() {
    let Some(sources) = sources("nbs-api") else { return };
    assert!(sources.iter().all(|source| source.kind == Kind::Json));
    let code = |path| ending(&sources, path).problems.iter().map(|problem| problem.code).collect::<Vec<_>>();
    assert_eq!(code("test_invalid_query.yaml"), ["error-answer"]);
    assert_eq!(code("test_get_tree.yaml"), ["not-a-table"]);
    assert_eq!(code("test_get_reg_cities.yaml"), ["not-a-table"]);
    let stock = &ending(&sources, "test_cli_simple_query.yaml").grids[0];
    let texts: Vec<&str> = stock.rows[1].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["货币和准货币(M2)供应量_期末值", "2022年1月", "亿元", "2431022.72"]);
    assert_eq!(
        ending(&sources, "test_stats_as_df.yaml").opened.last().map(ToString::to_string).as_deref(),
        Some("3 nodes without data")
    );
    assert_eq!(sources.iter().map(|source| source.grids.len()).sum::<usize>(), 12);
}
