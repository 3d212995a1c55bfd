//! The command line: what each command is called, what it takes, and where its words go.
//!
//! In: arguments. Out: data on stdout, talk on stderr; exit 0 clean, 1 findings, 2 could not run.
//! Refuses arguments that clap refuses, with its message.

mod arguments;
mod check;
mod day;
mod help;
mod inspect;
mod list;
mod query;
mod verify;
mod written;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use arguments::{Arguments, Command, TraceArguments};

use crate::error::Result;
use crate::messages::{Language, say, speak};
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
    speak(spoken(std::env::args_os().skip(1)));
    let parsed = help::dressed(Arguments::command()).try_get_matches();
    let arguments = match parsed.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(cause) if cause.use_stderr() => {
            let _ = anstream::stderr().write_all(help::refusal(&cause).as_bytes());
            return ExitCode::from(2);
        }
        Err(help) => {
            let _ = anstream::stdout().write_all(help::shown(&help).as_bytes());
            return ExitCode::SUCCESS;
        }
    };
    if let Some(threads) = arguments.threads {
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    match answer(&arguments) {
        Ok(answer) => finish(answer),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{}", say!("cli.error", error = error.to_string()));
            ExitCode::from(2)
        }
    }
}

/// The language asked for, else that of the locale. Read before anything is parsed: a refusal and help are in it too.
fn spoken(arguments: impl Iterator<Item = std::ffi::OsString>) -> Language {
    let arguments: Vec<String> = arguments.map(|one| one.to_string_lossy().into_owned()).collect();
    let after = arguments
        .iter()
        .zip(arguments.iter().skip(1))
        .find(|(name, _)| *name == "--lang")
        .map(|(_, code)| code.as_str());
    let joined = arguments.iter().find_map(|one| one.strip_prefix("--lang="));
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok());
    after.or(joined).and_then(Language::of_code).unwrap_or_else(|| Language::of_locale(locale))
}

fn answer(arguments: &Arguments) -> Result<Answer> {
    match &arguments.command {
        Command::Run(a) => {
            let request = Request {
                pipeline: a.pipeline.clone(),
                sources: a.sources.clone(),
                out: a.out.clone(),
                as_of: a.as_of,
                observations: a.observations.clone(),
                names: day::latest_named_year(a.no_names),
                language: arguments.lang,
                with_csv: !a.no_csv,
            };
            let mut report = run::run(&request, &progress())?;
            let text = run::run_summary(&report);
            let problems = std::mem::take(&mut report.problems);
            // The process ends: what was computed need not be given back piece by piece.
            std::mem::forget(report);
            Ok(Answer::with(text, problems))
        }
        Command::Ingest(a) => {
            let (definitions, mut problems) = definitions::find(a.definitions.as_deref())?;
            let places = run::Where::given(&a.paths).with_names(day::latest_named_year(a.no_names));
            let wanted = (arguments.lang, !a.no_csv);
            let ingested = run::ingest_only(&places, &a.out, &definitions, wanted, &progress())?;
            problems.extend(ingested.problems());
            let text =
                format!("{}\n", say!("run.ingested", ingested = run::ingest_summary(&ingested), out = a.out.display()));
            Ok(Answer::with(text, problems))
        }
        Command::Check(a) => check::check(a, arguments.lang, &progress()),
        Command::Verify(a) => verify::verify(a),
        Command::Inspect(a) => inspect::inspect(a),
        Command::Trace(a) => trace(a),
        Command::Query(a) => query::query(a).map(Answer::of),
        Command::List(a) => list::list(a),
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut help::dressed(Arguments::command()), "pipeline", &mut text);
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
        let message = say!("problem.trace-differs");
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
        let _ = writeln!(talk, "{}", say!("cli.warning", code, count));
    }
    let mut out = std::io::stdout().lock();
    if let Err(cause) = out.write_all(answer.text.as_bytes()).and_then(|()| out.flush())
        && cause.kind() != std::io::ErrorKind::BrokenPipe
    {
        let _ = writeln!(talk, "{}", say!("cli.cannot-answer", cause));
        return ExitCode::from(2);
    }
    let found = errors.into_iter().any(run::is_finding);
    ExitCode::from(answer.exit.unwrap_or(u8::from(found)))
}
