//! What the tests share: the program, the project folder, places to write.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The corpus beside the project, where it is there; says so where it is not.
pub fn corpus(test: &str) -> Option<PathBuf> {
    let path = project().join("../shared/corpus");
    if path.is_dir() {
        return Some(path);
    }
    println!("{test}: ../shared/corpus is not here, so its files are not tested");
    None
}

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pipeline"));
    command.env("NO_COLOR", "1").env("LC_ALL", "C");
    command
}

/// Runs the program in the project folder.
pub fn pipeline(arguments: &[&str]) -> Output {
    program().args(arguments).current_dir(project()).output().expect("the program starts")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Outputs of one run over the bundled data, made once for all tests.
pub fn bundled() -> &'static Path {
    static OUTPUTS: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = OUTPUTS.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let out = folder.path().join("out");
        let output = pipeline(&["run", "--out", out.to_str().expect("a plain path")]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        (folder, out)
    });
    path
}

/// A copy of the definitions and bundled data in another folder.
pub fn copy_of_project(to: &Path) {
    for part in ["pipelines", "data/sources"] {
        copy(&project().join(part), &to.join(part));
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to copy") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copied file");
        }
    }
}

/// Every file of an output folder with its bytes, by name.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .expect("outputs")
        .map(|entry| {
            let entry = entry.expect("an entry");
            (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("a file"))
        })
        .collect();
    all.sort();
    all
}
