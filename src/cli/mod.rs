//! The command line: what each command is called, what it takes, and where its words go.
//!
//! In: arguments. Out: data on stdout, talk on stderr; exit 0 clean, 1 findings, 2 could not run.
//! Refuses arguments that clap refuses, with its message.

mod arguments;
mod check;
mod day;
mod inspect;
mod list;
mod query;
mod verify;
mod written;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use arguments::{Arguments, Command, TraceArguments};

use crate::error::Result;
use crate::problem::{self, Place, Problem};
use crate::run::{self, Progress, Request};
use crate::{definitions, lineage};

/// What a command leaves behind: text for stdout, problems for stderr.
pub(crate) struct Answer {
    text: String,
    problems: Vec<Problem>,
    /// The exit code, where it is not for the problems to say.
    exit: Option<u8>,
}

impl Answer {
    fn of(text: String) -> Answer {
        Answer::with(text, Vec::new())
    }

    fn with(text: String, problems: Vec<Problem>) -> Answer {
        Answer { text, problems, exit: None }
    }
}

/// Parses the arguments, runs the command, and says how it went.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(cause) => {
            let _ = cause.print();
            return ExitCode::from(if cause.use_stderr() { 2 } else { 0 });
        }
    };
    if let Some(threads) = arguments.threads {
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    match answer(&arguments.command) {
        Ok(answer) => finish(answer),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

fn answer(command: &Command) -> Result<Answer> {
    match command {
        Command::Run(a) => {
            let request = Request {
                pipeline: a.pipeline.clone(),
                sources: a.sources.clone(),
                out: a.out.clone(),
                as_of: a.as_of,
                observations: a.observations.clone(),
                names: day::latest_named_year(a.no_names),
            };
            let report = run::run(&request, &progress())?;
            Ok(Answer::with(run::run_summary(&report), report.problems))
        }
        Command::Ingest(a) => {
            let (definitions, mut problems) = definitions::find(a.definitions.as_deref())?;
            let places = run::Where::given(&a.paths).with_names(day::latest_named_year(a.no_names));
            let ingested = run::ingest_only(&places, &a.out, &definitions, &progress())?;
            problems.extend(ingested.problems());
            let text = format!("{}outputs in {}\n", run::ingest_summary(&ingested), a.out.display());
            Ok(Answer::with(text, problems))
        }
        Command::Check(a) => check::check(a, &progress()),
        Command::Verify(a) => verify::verify(a),
        Command::Inspect(a) => inspect::inspect(a),
        Command::Trace(a) => trace(a),
        Command::Query(a) => query::query(a).map(Answer::of),
        Command::List(a) => list::list(a),
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "pipeline", &mut text);
            Ok(Answer::of(String::from_utf8_lossy(&text).into_owned()))
        }
    }
}

fn progress() -> Progress {
    if std::io::stderr().is_terminal() { Progress::Bar } else { Progress::Silent }
}

fn trace(a: &TraceArguments) -> Result<Answer> {
    let (definitions, mut problems) = definitions::find(a.definitions.as_deref())?;
    let as_of = run::as_of_recorded(&a.out)?;
    let outputs = lineage::Outputs::open(&a.out, &definitions, as_of)?;
    let area = list::area_code(&definitions, &a.area)?;
    let trace = outputs.trace(&a.indicator, &area, a.period)?;
    if trace.differs() {
        let message = "the value recomputed here is not the one published there: run the pipeline again";
        problems.push(Problem::error("trace-differs", Place::Source(a.out.display().to_string()), message));
    }
    let text = if a.json { run::pretty(&lineage::to_json(&trace)) } else { lineage::to_text(&trace) };
    Ok(Answer::with(text, problems))
}

/// Prints the answer; a reader who stops reading (`head`) is no error.
fn finish(answer: Answer) -> ExitCode {
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let (errors, warnings) = run::shown(&answer.problems);
    let mut talk = std::io::stderr().lock();
    for problem in &errors {
        let _ = writeln!(talk, "{}\n", problem::render(problem, color));
    }
    for (code, count) in &warnings {
        let _ = writeln!(talk, "warning[{code}]: {count}");
    }
    let mut out = std::io::stdout().lock();
    if let Err(cause) = out.write_all(answer.text.as_bytes()).and_then(|()| out.flush())
        && cause.kind() != std::io::ErrorKind::BrokenPipe
    {
        let _ = writeln!(talk, "error: cannot write the answer: {cause}");
        return ExitCode::from(2);
    }
    let found = errors.into_iter().any(run::is_finding);
    ExitCode::from(answer.exit.unwrap_or(u8::from(found)))
}
