//! What is kept of reading the sources built in is what reading them gives.

use std::path::Path;

use admincost::{definitions, run, store};

use crate::support::project;

/// With `KEEP` set, writes what is to be kept: to be done after a change of definitions or sources, or of what reading makes of
/// them, and the program built again.
#[test]
fn what_is_kept_is_what_reading_gives() {
    let (definitions, pipeline, _) =
        definitions::find_pipeline(Some(&project().join("pipelines/admin-cost.toml"))).expect("definitions");
    let pipeline = pipeline.expect("a pipeline");
    let (read, read_from) = run::kept::anew(&pipeline, &definitions).expect("the sources built in");
    if std::env::var_os("KEEP").is_some() {
        let folder = project().join("data/kept");
        let batch = store::observation_batch(&read).expect("a batch");
        store::write_batch(&folder.join("observations.parquet"), &batch).expect("kept observations");
        std::fs::write(folder.join("read-from.txt"), format!("{read_from}\n")).expect("their sum");
        return;
    }
    let help = "run `KEEP=1 cargo test --release --locked kept` and build again";
    for (root, is_built_in) in [(project(), false), (Path::new(".").to_path_buf(), true)] {
        let kept = run::kept::observations(&pipeline, &root, &definitions, is_built_in).expect("kept observations");
        let kept = kept.unwrap_or_else(|| panic!("what is kept was read from other definitions or sources: {help}"));
        assert_eq!(kept.len(), read.len(), "{help}");
        for (kept, read) in kept.iter().zip(&read) {
            assert_eq!(kept, read, "{help}");
        }
    }
}
