//! Help and refusals of the command line in the language spoken.
//!
//! In: the commands as declared, and what clap refuses. Out: the commands with their help, by the keys `help.COMMAND.ARGUMENT`,
//! and a refusal in words. clap has no languages: the words it writes of itself are exchanged after it has laid them out.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};
use unicode_width::UnicodeWidthChar;

use crate::messages::{Language, Message, TABLE, language, say};

/// The commands with the help of each.
pub fn dressed(command: Command) -> Command {
    let section = format!("help.{}", command.get_name());
    let words =
        |name: &str| TABLE.template(&format!("{section}.{name}"), language()).map(|_| Message::named(&section, name));
    let text = |name: &str, columns: usize| words(name).map(|words| wrapped(&words.to_string(), columns));
    let dressed_argument = |argument: Arg| match text(argument.get_id().as_str(), ARGUMENT) {
        Some(help) => argument.help(help),
        None => argument,
    };
    let mut command = command.mut_args(dressed_argument).mut_subcommands(dressed);
    if let Some(about) = text("about", COMMAND) {
        command = command.about(about);
    }
    if let Some(long) = text("long", WHOLE) {
        command = command.long_about(long);
    }
    match text("examples", WHOLE) {
        Some(examples) => command.after_help(examples),
        None => command,
    }
}

/// Columns of a terminal left for help of each kind. clap breaks lines at blanks; Chinese has none, so its lines are broken
/// here.
const WHOLE: usize = 100;
const COMMAND: usize = 80;
const ARGUMENT: usize = 66;

fn wrapped(text: &str, columns: usize) -> String {
    if language() == Language::English {
        return text.to_string();
    }
    let mut out = String::new();
    let mut used = 0;
    for letter in text.chars() {
        let width = letter.width().unwrap_or(0);
        let closes = matches!(letter, '，' | '。' | '；' | '：' | '、' | '）' | '］');
        if letter == '\n' {
            used = 0;
        } else if width == 2 && used + width > columns && !closes {
            out.push('\n');
            used = 0;
        }
        out.push(letter);
        used += width;
    }
    out
}

/// The help or the version that was asked for, as clap lays it out.
pub fn shown(help: &Error) -> String {
    let text = help.render().ansi().to_string();
    if language() == Language::English {
        return text;
    }
    let own = TABLE.keys().filter(|key| key.starts_with("clap."));
    let mut own: Vec<(String, String)> = own.filter_map(in_both).collect();
    own.sort_by_key(|(english, _)| std::cmp::Reverse(english.len()));
    own.iter().fold(text, |text, (english, chinese)| text.replace(english, chinese))
}

fn in_both(key: &str) -> Option<(String, String)> {
    let words = |language| Some(TABLE.template(key, language)?.fixed());
    Some((words(Language::English)?, words(Language::Chinese)?))
}

/// Why a command line is refused: clap's own words in English, ours in Chinese.
pub fn refusal(error: &Error) -> String {
    if language() == Language::English {
        return error.render().ansi().to_string();
    }
    let hint = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| context(error, kind))
        .map(|similar| say!("refused.similar", similar));
    let possible = context(error, ContextKind::ValidValue).map(|values| say!("refused.possible", values));
    let lines = [Some(say!("cli.error", error = cause(error))), hint, possible, Some(say!("refused.more"))];
    lines.into_iter().flatten().map(|line| format!("{line}\n")).collect()
}

fn cause(error: &Error) -> Message {
    let said = |kind| context(error, kind).unwrap_or_default();
    let argument = said(ContextKind::InvalidArg);
    let value = said(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => say!("refused.unknown-argument", argument),
        ErrorKind::InvalidSubcommand => say!("refused.unknown-command", command = said(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => say!("refused.no-value", argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => say!("refused.invalid-value", value, argument),
        ErrorKind::MissingRequiredArgument => say!("refused.missing", arguments = argument),
        ErrorKind::MissingSubcommand => say!("refused.missing-command"),
        ErrorKind::ArgumentConflict => {
            say!("refused.conflict", argument, other = said(ContextKind::PriorArg))
        }
        ErrorKind::NoEquals => say!("refused.no-value", argument),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            say!("refused.too-many", argument)
        }
        _ => say!("refused.other", cause = error.render().to_string().trim()),
    }
}

/// What clap says of a refusal under one heading.
fn context(error: &Error, kind: ContextKind) -> Option<Message> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.into()),
        ContextValue::Strings(texts) => Some(Message::list(texts.iter().map(Message::from))),
        ContextValue::StyledStr(text) => Some(text.to_string().into()),
        ContextValue::StyledStrs(texts) => Some(Message::list(texts.iter().map(|text| text.to_string().into()))),
        ContextValue::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::arguments::Arguments;
    use crate::messages::speaking;

    fn keys_of(command: &Command, keys: &mut BTreeSet<String>) {
        let section = format!("help.{}", command.get_name());
        keys.insert(format!("{section}.about"));
        let own = command.get_arguments().filter(|one| !matches!(one.get_id().as_str(), "help" | "version"));
        keys.extend(own.map(|argument| format!("{section}.{}", argument.get_id())));
        command.get_subcommands().for_each(|one| keys_of(one, keys));
    }

    #[test]
    fn every_command_and_argument_has_help_and_nothing_else_has() {
        let mut keys = BTreeSet::new();
        keys_of(&Arguments::command(), &mut keys);
        let there: BTreeSet<String> = TABLE.keys().filter(|key| key.starts_with("help.")).map(str::to_string).collect();
        let missing: Vec<&String> = keys.difference(&there).collect();
        assert!(missing.is_empty(), "{missing:?}");
        let more = |key: &&&String| !key.ends_with(".examples") && !key.ends_with(".long");
        let unused: Vec<&String> = there.difference(&keys).filter(|key| more(&key)).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    fn answered(line: &str, language: Language) -> String {
        speaking(language, || {
            let refused = dressed(Arguments::command()).try_get_matches_from(line.split_whitespace()).err();
            refused.map_or(String::new(), |error| if error.use_stderr() { refusal(&error) } else { shown(&error) })
        })
    }

    /// Without what colours it.
    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn help_is_in_the_language_spoken() {
        let english = plain(&answered("pipeline check --help", Language::English));
        assert!(english.contains("Usage: pipeline check [OPTIONS] <FILE>..."), "{english}");
        assert!(english.contains("The day the text was written [default: what the text says of"), "{english}");
        let chinese = plain(&answered("pipeline check --help", Language::Chinese));
        for words in ["用法：", "[选项] <FILE>...", "参数：", "选项：", "成文日期", "[可选值：en, zh]", "退出码 0"]
        {
            assert!(chinese.contains(words), "{words} in {chinese}");
        }
        for command in
            ["", " run", " ingest", " inspect", " check", " verify", " trace", " query", " list", " completions"]
        {
            let text = plain(&answered(&format!("pipeline{command} --help"), Language::Chinese));
            for words in ["Usage", "Options", "Arguments", "Commands:", "Print", "default", "possible", "Example"] {
                assert!(!text.contains(words), "{words} in {text}");
            }
        }
    }

    #[test]
    fn refusals_are_in_the_language_spoken() {
        for (line, words) in [
            ("pipeline chek", "没有命令 chek"),
            ("pipeline check a.txt --jsn", "没有参数 --jsn"),
            ("pipeline check", "缺少参数：<FILE>..."),
            ("pipeline check a.txt --date 2011", "2011 不是 --date <YYYY-MM-DD> 的有效值"),
            ("pipeline list things", "things 不是 <WHAT> 的有效值"),
            ("pipeline run --sources a --observations b", "不能与"),
            ("pipeline trace", "缺少参数：--period <PERIOD>、<INDICATOR>"),
        ] {
            let text = answered(line, Language::Chinese);
            assert!(text.starts_with("错误：") && text.contains(words), "{line}: {text}");
            assert!(!text.contains("error"), "{text}");
            assert!(plain(&answered(line, Language::English)).starts_with("error: "), "{line}");
        }
    }
}
