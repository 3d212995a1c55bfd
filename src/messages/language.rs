//! The language spoken: of the process, and of a file while it is written.
//!
//! In: `--lang`, or the locale. Out: English or Chinese. Refuses nothing: other locales are spoken to in English.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    #[default]
    English,
    Chinese,
}

impl Language {
    pub const ALL: [Language; 2] = [Language::English, Language::Chinese];

    /// As `--lang`, HTML and the table name it.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
        }
    }

    /// `zh`, `zh-CN`, `zh_TW.UTF-8` are Chinese, `en` and `en_GB` are English.
    pub fn of_code(code: &str) -> Option<Language> {
        let language = code.split(['_', '-', '.', '@']).next().unwrap_or_default().to_lowercase();
        Language::ALL.into_iter().find(|known| known.code() == language)
    }

    /// Of the first locale variable that is set (`LC_ALL`, `LC_MESSAGES`, `LANG`, as POSIX orders them).
    pub fn of_locale(variables: impl IntoIterator<Item = Option<String>>) -> Language {
        let set = variables.into_iter().flatten().find(|value| !value.is_empty());
        set.and_then(|locale| Language::of_code(&locale)).unwrap_or_default()
    }
}

static IS_CHINESE: AtomicBool = AtomicBool::new(false);

thread_local! {
    static HERE: Cell<Option<Language>> = const { Cell::new(None) };
}

/// Sets the language of the process.
pub fn speak(language: Language) {
    IS_CHINESE.store(language == Language::Chinese, Ordering::Relaxed);
}

/// The language spoken now, on this thread.
pub fn language() -> Language {
    let of_process = if IS_CHINESE.load(Ordering::Relaxed) { Language::Chinese } else { Language::English };
    HERE.get().unwrap_or(of_process)
}

/// Does `work` in another language than that of the process: a file has its own.
pub fn speaking<T>(language: Language, work: impl FnOnce() -> T) -> T {
    struct Before(Option<Language>);
    impl Drop for Before {
        fn drop(&mut self) {
            HERE.set(self.0);
        }
    }
    let _before = Before(HERE.replace(Some(language)));
    work()
}
