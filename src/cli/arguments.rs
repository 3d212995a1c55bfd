//! The arguments of every command, with the help that teaches them.
//!
//! In: the command line. Out: typed arguments. Refuses what clap refuses.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Statistical yearbooks in, traceable indicators of administrative cost out.
///
/// Reads statistical tables as published (xls, xlsx, ods, csv, HTML, docx), computes indicators of what government costs to
/// run, and traces every number to the cell it was printed in, in the edition that printed it.
///
/// Exit code 0: clean; 1: there are findings, and the outputs hold everything else; 2: could not run.
#[derive(Parser, Debug)]
#[command(name = "pipeline", version, max_term_width = 110)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    /// Threads to use; the outputs do not depend on it [default: one a core]
    #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Sources to outputs: observations, indicators, trends, codebook, manifest
    #[command(after_help = "Examples:\n  pipeline run\n  pipeline run --as-of 2011-03-01 --out /tmp/as-known-then\n  \
                            pipeline run --sources ~/yearbooks --out ~/results")]
    Run(RunArguments),
    /// Tables of any folder of yearbook files, as observations.parquet
    #[command(after_help = "Example:\n  pipeline ingest ~/yearbooks/2019 ~/yearbooks/2020 --out ~/observations\n\n\
                            ingest.json accounts for every numeric cell: observed + header + set aside = numeric cells.")]
    Ingest(IngestArguments),
    /// How the program reads a file: its grid with the role of every row, column and cell, units, periods, doubts; of a
    /// folder, one row a file
    #[command(after_help = "Examples:\n  pipeline inspect '2016 income breakdown.xls'\n  \
                            pipeline inspect book.xlsx --html book.html\n  \
                            pipeline inspect book.xlsx --suggest pipelines/tables/book.toml\n  \
                            pipeline inspect ~/yearbooks --html yearbooks.html   # which files need a hint\n\n\
                            --suggest writes [[table]] hints and [[correction]]s for what is in doubt. Look through \
                            them, keep what is right:\nthe next run, ingest or inspect applies every file of \
                            pipelines/tables/, and fails loudly where a correction no longer holds.")]
    Inspect(InspectArguments),
    /// A paper's figures held against official statistics: a verdict for each, with its evidence
    #[command(after_help = "Examples:\n  pipeline check paper.docx\n  \
                            pipeline check paper.pdf --date 2011-05-01 --html paper-checked.html\n  \
                            pipeline check paper.txt --write-claims claims.toml   # edit, then: pipeline check claims.toml\n  \
                            pipeline check paper.txt --pack for-the-editor        # then: pipeline verify for-the-editor\n  \
                            pipeline check report.html --observations city        # after: pipeline ingest reports --out city\n\n\
                            Exit code 0: nothing is contradicted or inconsistent; 1: something is; 2: could not run.")]
    Check(CheckArguments),
    /// A reviewer's pack checked again: every sum, and every verdict from the pack alone
    #[command(after_help = "Example:\n  pipeline verify for-the-editor\n\n\
                            Of the outputs of run and ingest, the sums are checked.")]
    Verify(VerifyArguments),
    /// Where a number comes from: its formula with real values, down to file, sheet, cell and edition
    #[command(after_help = "Examples:\n  pipeline trace admin_share_of_expenditure --period 2006\n  \
                            pipeline trace general_public_services --area 北京 --period 2016 --out ~/results")]
    Trace(TraceArguments),
    /// SQL over the outputs: tables observations, indicators, trends
    #[command(after_help = "Example:\n  pipeline query \"SELECT time_period, obs_value, unit FROM indicators\n    \
                            WHERE indicator = 'revenue_gdp_gap' AND ref_area = 'CN' ORDER BY time_period\"")]
    Query(QueryArguments),
    /// What there is: series, indicators, areas, sources
    List(ListArguments),
    /// Completions for a shell, to be sourced by it
    #[command(
        after_help = "Example:\n  pipeline completions bash > ~/.local/share/bash-completion/completions/pipeline"
    )]
    Completions { shell: clap_complete::Shell },
}

#[derive(Args, Debug)]
pub struct RunArguments {
    /// The pipeline file; its folder holds the definitions [default: pipelines/admin-cost.toml here, else the one built in]
    pub pipeline: Option<PathBuf>,
    /// A folder of published files, read in place of the pipeline's own sources; may be given several times
    #[arg(long, value_name = "DIR")]
    pub sources: Vec<PathBuf>,
    /// The folder to write; replaced as a whole [default: what the pipeline file says]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// See only what had been published by this day; sources without a date are then left out
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
    /// Observations that `ingest` or an earlier run wrote, in place of any source
    #[arg(long, value_name = "FILE", conflicts_with = "sources")]
    pub observations: Option<PathBuf>,
    /// Take no year from the names of files and folders
    #[arg(long)]
    pub no_names: bool,
}

#[derive(Args, Debug)]
pub struct IngestArguments {
    /// Files and folders of published tables, read recursively
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// The folder to write; replaced as a whole
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The folder of definitions [default: pipelines/ here, else those built in]
    #[arg(long, value_name = "DIR")]
    pub definitions: Option<PathBuf>,
    /// Take no year from the names of files and folders
    #[arg(long)]
    pub no_names: bool,
}

#[derive(Args, Debug)]
pub struct InspectArguments {
    /// A file, or a folder to look over
    pub file: PathBuf,
    /// The folder of definitions [default: pipelines/ here, else those built in]
    #[arg(long, value_name = "DIR")]
    pub definitions: Option<PathBuf>,
    /// Rows of each table to show
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub rows: usize,
    /// The same as a page that needs no network [default file: standard output]
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["suggest", "json"])]
    pub html: Option<Option<PathBuf>>,
    /// Definitions for what is in doubt, to be kept in pipelines/tables/ [default file: standard output]
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with = "json")]
    pub suggest: Option<Option<PathBuf>>,
    /// Take no year from the names of files and folders
    #[arg(long)]
    pub no_names: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct CheckArguments {
    /// Texts (txt, md, docx, pdf, html; Chinese or English), or claims written as data (.toml)
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The day the text was written [default: what the text says of itself]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<NaiveDate>,
    #[arg(long)]
    pub json: bool,
    /// The same as a page that needs no network, every figure with its evidence behind it
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// The figures found, as claims to edit and to check again
    #[arg(long, value_name = "FILE")]
    pub write_claims: Option<PathBuf>,
    /// All that the check was made from and what it found, in one folder that `pipeline verify` checks again anywhere
    #[arg(long, value_name = "DIR")]
    pub pack: Option<PathBuf>,
    /// A folder of published files, read in place of the official figures at hand; may be given several times
    #[arg(long, value_name = "DIR")]
    pub sources: Vec<PathBuf>,
    /// Observations that `ingest` or a run wrote (the file or its folder), in place of any source; what other documents of
    /// the text's own city print is held against it
    #[arg(long, value_name = "FILE|DIR", conflicts_with = "sources")]
    pub observations: Option<PathBuf>,
    /// The folder of definitions [default: pipelines/ here, else those built in]
    #[arg(long, value_name = "DIR")]
    pub definitions: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct VerifyArguments {
    /// The folder that `check --pack`, `run` or `ingest` wrote
    pub folder: PathBuf,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct TraceArguments {
    /// An indicator or a series; `pipeline list indicators` shows them
    pub indicator: String,
    /// Area code or name, in Chinese or English
    #[arg(long, default_value = "CN")]
    pub area: String,
    #[arg(long)]
    pub period: i32,
    /// The outputs to trace in
    #[arg(long, value_name = "DIR", default_value = "data/outputs")]
    pub out: PathBuf,
    /// The folder of definitions [default: pipelines/ here, else those built in]
    #[arg(long, value_name = "DIR")]
    pub definitions: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Csv,
    Json,
}

#[derive(Args, Debug)]
pub struct QueryArguments {
    pub sql: String,
    /// The outputs to query
    #[arg(long, value_name = "DIR", default_value = "data/outputs")]
    pub out: PathBuf,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Listing {
    Series,
    Indicators,
    Areas,
    Sources,
}

#[derive(Args, Debug)]
pub struct ListArguments {
    #[arg(value_enum)]
    pub what: Listing,
    /// Only lines that hold this text
    pub containing: Option<String>,
    /// The outputs whose sources to list
    #[arg(long, value_name = "DIR", default_value = "data/outputs")]
    pub out: PathBuf,
    /// The folder of definitions [default: pipelines/ here, else those built in]
    #[arg(long, value_name = "DIR")]
    pub definitions: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
}
