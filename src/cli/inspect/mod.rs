//! `pipeline inspect`: how the program reads one file, or all files of a folder.
//!
//! In: a file or a folder. Out: of a file, what was done to open it, its grids with the role of every row, column and cell,
//! and for each table what its figures resolved to and what is doubtful; of a folder, one row a file; as text, as a page,
//! as JSON, or as definitions to be filled in. Refuses to write over a file that is no page; a file that cannot be opened
//! says why.

mod account;
mod amounts;
mod folder;
mod folder_hints;
mod folder_page;
mod folder_row;
mod grid;
mod page;
mod page_style;
mod palette;
mod read;
mod suggest;
mod terminal;

use super::Answer;
use super::arguments::InspectArguments;
use super::day::latest_named_year;
use super::written::written;
use crate::error::Result;
use crate::{definitions, outputs, run};
use read::Inspected;
use terminal::{WIDEST, plain, within};

/// Reads the file and says how.
pub fn inspect(arguments: &InspectArguments) -> Result<Answer> {
    let (definitions, mut problems) = definitions::find(arguments.definitions.as_deref())?;
    if arguments.file.is_dir() {
        return folder::inspect(arguments, &definitions, problems);
    }
    let inspected = read::read(&arguments.file, &definitions, latest_named_year(arguments.no_names))?;
    problems.extend(inspected.problems());
    let text = if arguments.json {
        run::pretty(&outputs::ingest_json(&[inspected.account()], None))
    } else if let Some(file) = &arguments.html {
        written(file.as_deref(), &["html", "htm"], true, page::page(&inspected))?
    } else if let Some(file) = &arguments.suggest {
        written(file.as_deref(), &["toml"], false, suggest::suggest(&inspected, &definitions))?
    } else {
        in_terminal(&inspected, arguments.rows)
    };
    Ok(Answer::with(text, problems))
}

fn in_terminal(inspected: &Inspected, rows: usize) -> String {
    let stdout = std::io::stdout();
    let color = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    let known = terminal_size::terminal_size_of(&stdout).map(|(width, _)| usize::from(width.0).clamp(40, WIDEST));
    let view = grid::View { rows, width: known.unwrap_or(120), color };
    let mut out = plain(&account::opened(inspected));
    for (at, grid) in inspected.source.grids.iter().enumerate() {
        out.push('\n');
        grid::write(&mut out, &view, inspected, at, grid);
        let mut words = String::new();
        for (number, table) in inspected.tables_of(&grid.sheet) {
            account::write_table(&mut words, number + 1, table, rows);
        }
        account::write_doubts(&mut words, &inspected.doubts_of(&grid.sheet));
        out.push_str(&plain(&words));
    }
    let mut words = String::new();
    amounts::write(&mut words, inspected, rows);
    out.push_str(&plain(&words));
    within(&out, known.unwrap_or(WIDEST))
}
