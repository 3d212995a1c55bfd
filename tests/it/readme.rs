//! The shell blocks of the READMEs, English and Chinese, run as they stand, in a copy of the project, with the built program as `pipeline`.

use std::path::Path;
use std::process::Command;

use crate::support::{copy_of_project, project};

const ENGLISH: &str = "README.md";
const CHINESE: &str = "README.zh.md";

fn read(name: &str) -> String {
    std::fs::read_to_string(project().join(name)).expect(name)
}

/// Blocks marked `sh`, without the two that build.
fn blocks(name: &str) -> Vec<String> {
    let text = read(name);
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once("```sh\n") {
        let Some((block, tail)) = after.split_once("```") else { break };
        found.push(block.to_string());
        rest = tail;
    }
    found
}

#[test]
fn the_two_commands_are_there() {
    for name in [ENGLISH, CHINESE] {
        let all = blocks(name).concat();
        assert!(all.contains("cargo run --release -- run"), "{all}");
        assert!(all.contains("cargo test --release"), "{all}");
    }
}

#[test]
fn every_block_runs() {
    run_blocks(ENGLISH, "en_GB.UTF-8");
}

#[test]
fn every_block_of_the_chinese_readme_runs() {
    run_blocks(CHINESE, "zh_CN.UTF-8");
}

fn run_blocks(name: &str, locale: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    copy_of_project(folder.path());
    let tools = folder.path().join("tools");
    std::fs::create_dir_all(&tools).expect("a folder");
    std::os::unix::fs::symlink(Path::new(env!("CARGO_BIN_EXE_pipeline")), tools.join("pipeline")).expect("a link");
    let path = format!("{}:{}", tools.display(), std::env::var("PATH").unwrap_or_default());
    let mut run = 0;
    for block in blocks(name) {
        let block = block.replace("cargo run --release -- ", "pipeline ");
        let lines: Vec<&str> =
            block.lines().filter(|line| !line.starts_with("cargo ") && !line.starts_with("pip ")).collect();
        let script = format!("set -euo pipefail\n{}", lines.join("\n"));
        let output = Command::new("bash")
            .args(["-c", &script])
            .env("PATH", &path)
            .env("HOME", folder.path())
            .env("LC_ALL", locale)
            .current_dir(folder.path())
            .output()
            .expect("bash");
        assert!(output.status.success(), "{block}\n{}", String::from_utf8_lossy(&output.stderr));
        run += 1;
    }
    assert!(run >= 4, "{run} blocks");
}

/// Links, commands and outputs that a README names.
fn named(name: &str) -> Vec<String> {
    let pattern =
        regex::Regex::new(r"\]\(([^)]+)\)|`((?:pipeline |--|pipelines/|data/)[^`]*|[a-z]+\.(?:parquet|json|md))`");
    let found = pattern
        .expect("a pattern")
        .captures_iter(&read(name))
        .filter_map(|one| one.get(1).or(one.get(2)))
        .map(|one| one.as_str().to_string())
        .collect::<Vec<_>>();
    let mut found: Vec<String> = found.into_iter().filter(|one| !one.starts_with("README")).collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn both_readmes_name_the_same_things() {
    let (english, chinese) = (named(ENGLISH), named(CHINESE));
    assert!(english.len() > 20, "{english:?}");
    let missing: Vec<&String> = english.iter().filter(|one| !chinese.contains(one)).collect();
    assert!(missing.is_empty(), "{CHINESE} does not name {missing:?}");
    let chapters = |name| read(name).lines().filter(|line| line.starts_with("## ")).count();
    assert_eq!(chapters(ENGLISH), chapters(CHINESE));
}

#[test]
fn the_chinese_readme_names_every_verdict_as_the_program_does() {
    use admincost::claims::Verdict;
    use admincost::messages::{Language, Message, speaking};
    let text = read(CHINESE);
    for verdict in Verdict::ALL {
        let title = speaking(Language::Chinese, || Message::named("verdict", verdict.name()).to_string());
        let meaning = speaking(Language::Chinese, || Message::named("meaning", verdict.name()).to_string());
        let row = format!("| `{}` | {title} | ", verdict.name());
        assert!(text.contains(&row), "{row}");
        let first = meaning.split('，').next().unwrap_or_default();
        assert!(text.contains(first), "{first}");
    }
}
