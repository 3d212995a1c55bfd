//! The arguments of every command; their help is in `pipelines/messages/help.toml`.
//!
//! In: the command line. Out: typed arguments. Refuses what clap refuses.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::messages::Language;

#[derive(Parser, Debug)]
#[command(name = "pipeline", version, max_term_width = 110)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    #[arg(long, global = true, value_name = "zh|en", value_parser = language())]
    pub lang: Option<Language>,
}

fn language() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::code))
        .map(|code| Language::of_code(&code).unwrap_or_default())
}

#[derive(Subcommand, Debug)]
pub enum Command {
    Run(RunArguments),
    Ingest(IngestArguments),
    Inspect(InspectArguments),
    Check(CheckArguments),
    Verify(VerifyArguments),
    Trace(TraceArguments),
    Query(QueryArguments),
    List(ListArguments),
    Completions { shell: clap_complete::Shell },
}

#[derive(Args, Debug)]
pub struct RunArguments {
    pub pipeline: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub sources: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
    #[arg(long, value_name = "FILE", conflicts_with = "sources")]
    pub observations: Option<PathBuf>,
    #[arg(long)]
    pub no_names: bool,
    #[arg(long)]
    pub no_csv: bool,
}

#[derive(Args, Debug)]
pub struct IngestArguments {
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub definitions: Option<PathBuf>,
    #[arg(long)]
    pub no_names: bool,
    #[arg(long)]
    pub no_csv: bool,
}

#[derive(Args, Debug)]
pub struct InspectArguments {
    pub file: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub definitions: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub rows: usize,
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["suggest", "json"])]
    pub html: Option<Option<PathBuf>>,
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with = "json")]
    pub suggest: Option<Option<PathBuf>>,
    #[arg(long)]
    pub no_names: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct CheckArguments {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<NaiveDate>,
    #[arg(long)]
    pub json: bool,
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub write_claims: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub pack: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub sources: Vec<PathBuf>,
    #[arg(long, value_name = "FILE|DIR", conflicts_with = "sources")]
    pub observations: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub definitions: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct VerifyArguments {
    pub folder: PathBuf,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct TraceArguments {
    pub indicator: String,
    #[arg(long, default_value = "CN")]
    pub area: String,
    #[arg(long)]
    pub period: i32,
    #[arg(long, value_name = "DIR", default_value = "data/outputs")]
    pub out: PathBuf,
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
    #[arg(long, value_name = "DIR", default_value = "data/outputs")]
    pub out: PathBuf,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
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
    pub containing: Option<String>,
    #[arg(long, value_name = "DIR", default_value = "data/outputs")]
    pub out: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub definitions: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
}
