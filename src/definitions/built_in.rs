//! The definitions the program was built with, for use where no folder `pipelines/` is at hand.
//!
//! In: nothing. Out: the same texts that `load` reads from the folder. Refuses nothing.

use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::{Definitions, Pipeline, from_files, load, load_pipeline, pipeline_from_file};
use crate::error::{Error, Result};
use crate::messages::say;
use crate::problem::{Problem, Text};

static PIPELINES: Dir = include_dir!("$CARGO_MANIFEST_DIR/pipelines");

/// The folder looked for where none is named.
const FOLDER: &str = "pipelines";
const PIPELINE: &str = "admin-cost.toml";
/// Figures to be checked and words of the program, which define nothing.
const OTHERS: [&str; 2] = ["claims", "messages"];

fn built_in() -> Vec<Arc<Text>> {
    let folders = PIPELINES
        .dirs()
        .filter(|folder| !OTHERS.iter().any(|other| folder.path().ends_with(other)))
        .flat_map(|folder| folder.files());
    let texts = PIPELINES.files().chain(folders).filter_map(|file| {
        let name = format!("{FOLDER}/{}", file.path().to_string_lossy().replace('\\', "/"));
        Some(Arc::new(Text { name, text: file.contents_utf8()?.to_string() }))
    });
    let wanted = |text: &Arc<Text>| text.name.ends_with(".csv") || text.name.ends_with(".toml");
    texts.filter(wanted).filter(|text| text.name != format!("{FOLDER}/{PIPELINE}")).collect()
}

/// The definitions of the folder named, else of `pipelines/` here, else those built in.
pub fn find(folder: Option<&Path>) -> Result<(Definitions, Vec<Problem>)> {
    match folder {
        Some(folder) => load(folder),
        None if Path::new(FOLDER).is_dir() => load(Path::new(FOLDER)),
        None => Ok(from_files(built_in())),
    }
}

/// The pipeline in the file named, else in `pipelines/admin-cost.toml` here, else the one built in, with its definitions.
pub fn find_pipeline(file: Option<&Path>) -> Result<(Definitions, Option<Pipeline>, Vec<Problem>)> {
    let here = Path::new(FOLDER).join(PIPELINE);
    let path = match file {
        Some(path) => Some(path),
        None if here.exists() => Some(here.as_path()),
        None => None,
    };
    let (definitions, mut problems) = match path {
        Some(path) => load(path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")))?,
        None => from_files(built_in()),
    };
    let (pipeline, more) = match path {
        Some(path) => load_pipeline(path, &definitions)?,
        None => {
            let text = PIPELINES.get_file(PIPELINE).and_then(|file| file.contents_utf8());
            let text = text.ok_or_else(|| Error::Usage(say!("run.no-pipeline")))?;
            let file = Arc::new(Text { name: format!("{FOLDER}/{PIPELINE}"), text: text.to_string() });
            pipeline_from_file(&file, &definitions)
        }
    };
    problems.extend(more);
    Ok((definitions, pipeline, problems))
}
