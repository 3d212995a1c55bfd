//! The README's shell blocks run as they stand, in a copy of the project, with the built program as `pipeline`.

use std::path::Path;
use std::process::Command;

use crate::support::{copy_of_project, project};

/// Blocks marked `sh`, without the two that build.
fn blocks() -> Vec<String> {
    let text = std::fs::read_to_string(project().join("README.md")).expect("README.md");
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
    let all = blocks().concat();
    assert!(all.contains("cargo run --release -- run"), "{all}");
    assert!(all.contains("cargo test --release"), "{all}");
}

#[test]
fn every_block_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_of_project(folder.path());
    let tools = folder.path().join("tools");
    std::fs::create_dir_all(&tools).expect("a folder");
    std::os::unix::fs::symlink(Path::new(env!("CARGO_BIN_EXE_pipeline")), tools.join("pipeline")).expect("a link");
    let path = format!("{}:{}", tools.display(), std::env::var("PATH").unwrap_or_default());
    let mut run = 0;
    for block in blocks() {
        let block = block.replace("cargo run --release -- ", "pipeline ");
        let lines: Vec<&str> =
            block.lines().filter(|line| !line.starts_with("cargo ") && !line.starts_with("pip ")).collect();
        let script = format!("set -euo pipefail\n{}", lines.join("\n"));
        let output = Command::new("bash")
            .args(["-c", &script])
            .env("PATH", &path)
            .env("HOME", folder.path())
            .current_dir(folder.path())
            .output()
            .expect("bash");
        assert!(output.status.success(), "{block}\n{}", String::from_utf8_lossy(&output.stderr));
        run += 1;
    }
    assert!(run >= 4, "{run} blocks");
}
