//! The language of what the program says: by locale or `--lang`; files that are data do not depend on the locale. In: the
//! bundled data and small texts, in Chinese and English locales. Out: what is the same, and what is said.

use std::path::Path;
use std::process::Output;

use crate::support::{files, program, project, stderr, stdout};

const CHINESE: &str = "zh_CN.UTF-8";

fn run(folder: &Path, locale: &str, arguments: &[&str]) -> Output {
    program().env("LC_ALL", locale).args(arguments).current_dir(folder).output().expect("the program starts")
}

fn named(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

#[test]
fn data_does_not_depend_on_the_locale_and_the_codebook_on_what_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    // A file whose doubts are in ingest.json in words.
    let table = "表1 财政收入\n单位：亿元\n年份,收入,支出\n2001,12a.5,10\n2002,13.5,11\n";
    std::fs::create_dir_all(folder.path().join("own")).expect("a folder");
    std::fs::write(folder.path().join("own/年鉴 2003.csv"), table).expect("a file");
    let made = |name: &str, locale: &str, language: &[&str]| {
        let out = named(folder.path(), name);
        let own = named(folder.path(), "own");
        let all = [&["run", "--sources", "data/sources", "--sources", &own, "--out", &out], language].concat();
        let output = run(&project(), locale, &all);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
        (stdout(&output), files(&folder.path().join(name)))
    };
    let (said, english) = made("english", "C", &[]);
    let (told, chinese) = made("chinese", CHINESE, &[]);
    assert!(said.contains("numeric cells =") && told.contains("数字单元格"), "{told}");
    assert!(english == chinese, "the locale changes a file");
    let (_, asked) = made("asked", "C", &["--lang", "zh"]);
    let changed: Vec<&str> =
        english.iter().zip(&asked).filter(|(one, other)| one != other).map(|(one, _)| one.0.as_str()).collect();
    assert_eq!(changed, ["checks.json", "codebook.md", "ingest.json", "manifest.json"]);
    let text = |name: &str| {
        let found = asked.iter().find(|(own, _)| own == name).map(|(_, bytes)| bytes.as_slice());
        String::from_utf8_lossy(found.unwrap_or_default()).into_owned()
    };
    assert!(text("codebook.md").starts_with("# 编码手册"));
    assert!(text("manifest.json").contains("\"language\": \"zh\""));
    assert!(text("ingest.json").contains("\"code\": \"suspect-number\"") && text("ingest.json").contains("未取其值"));
    let verified = run(folder.path(), CHINESE, &["verify", "asked"]);
    assert_eq!(verified.status.code(), Some(0), "{}", stderr(&verified));
}

const PAPER: &str = "2010年国内生产总值397983亿元，全国财政收入93080亿元。某县办公用房23.5万平方米。\n";

#[test]
fn a_pack_is_the_same_in_every_locale_and_is_made_again_in_its_own_language() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("paper.txt"), PAPER).expect("a text");
    for (name, locale, language) in
        [("a", "C", None), ("b", CHINESE, None), ("c", "C", Some("zh")), ("d", CHINESE, Some("en"))]
    {
        let mut arguments = vec!["check", "paper.txt", "--pack", name];
        arguments.extend(language.iter().flat_map(|code| ["--lang", code]));
        let output = run(at, locale, &arguments);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    }
    let of = |pack: &str, name: &str| std::fs::read_to_string(at.join(pack).join(name)).expect("a file of the pack");
    assert_eq!(of("a", "SHA256SUMS"), of("b", "SHA256SUMS"));
    // Data is in English unless another language is asked for; the page is in that of its text.
    assert!(of("b", "verdicts.json").contains("official values run from"));
    assert!(of("b", "report.html").contains("<html lang=\"zh-CN\">") && of("b", "report.html").contains("官方数值在"));
    assert!(
        of("c", "verdicts.json").contains("官方数值在")
            && of("c", "verdicts.json").contains("\"verdict\": \"contradicted\"")
    );
    assert!(of("d", "report.html").contains("<html lang=\"en\">"));
    for name in ["a", "b", "c", "d"] {
        for locale in ["C", CHINESE] {
            let output = run(at, locale, &["verify", name]);
            assert_eq!(output.status.code(), Some(0), "{name} {locale}: {}", stderr(&output));
        }
    }
}

/// A run of three English words and more is no Chinese; names of files, commands and codes are no words.
fn english(text: &str) -> Vec<String> {
    let code = regex::Regex::new(r"`[^`]*`|\[[^\]]*\]|<[^>]*>|[\w./]*[_/.\d][\w./-]*").expect("a pattern");
    let plain = code.replace_all(text, " ").into_owned();
    let words = regex::Regex::new(r"[A-Za-z]{2,}(?:[ ,;:]+[A-Za-z]{2,}){2,}").expect("a pattern");
    words.find_iter(&plain).map(|found| found.as_str().to_string()).collect()
}

#[test]
fn nothing_said_in_chinese_is_english() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("paper.txt"), PAPER).expect("a text");
    std::fs::write(at.join("empty.xls"), "").expect("a file");
    std::fs::write(at.join("table.csv"), "表1 财政收入（亿元）\n年份,收入\n2001,12a.5\n2002,13.5\n").expect("a file");
    for arguments in [
        &["check", "paper.txt"][..],
        &["check", "no-such-file.txt"],
        &["check", "table.csv"],
        &["check", "paper.txt", "--html", "paper.txt"],
        &["inspect", "table.csv"],
        &["inspect", "empty.xls"],
        &["inspect", "."],
        &["inspect", "table.csv", "--suggest"],
        &["ingest", "table.csv", "--out", "out"],
        &["verify", "out"],
        &["verify", "nowhere"],
        &["trace", "no_such_indicator", "--period", "2010", "--out", "out"],
        &["trace", "gdp_nominal", "--period", "2010", "--area", "乌有乡", "--out", "out"],
        &["query", "DROP TABLE x", "--out", "out"],
        &["query", "SELECT 1", "--out", "nowhere"],
        &["run", "--sources", "nowhere", "--out", "out2"],
        &["list", "sources", "--out", "nowhere"],
        &["chekc"],
        &["check"],
        &["run", "--as-of", "tomorrow"],
    ] {
        let output = run(at, CHINESE, arguments);
        let said = format!("{}{}", stdout(&output), stderr(&output));
        let left = english(&said);
        assert!(left.is_empty(), "{arguments:?} says {left:?} in\n{said}");
        assert!(said.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)), "{arguments:?}: {said}");
    }
}
