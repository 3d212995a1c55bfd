//! How messages are put into words. In: messages and small tables. Out: their words in both languages.

use super::*;

fn table(text: &str) -> Table {
    Table::of_files([text].into_iter())
}

#[test]
fn every_message_of_the_table_has_both_languages() {
    assert_eq!(TABLE.problems, Vec::<String>::new());
    assert!(TABLE.keys().count() > 100);
}

#[test]
fn a_message_is_put_into_words_when_it_is_shown() {
    let message = say!("place.on-page", page = 3, paragraph = 12, sentence = 2);
    assert_eq!(message.to_string(), "page 3, paragraph 12, sentence 2");
    let chinese = || speaking(Language::Chinese, || message.to_string());
    assert_eq!(chinese(), "第 3 页第 12 段第 2 句");
    assert_eq!(language(), Language::English);
}

#[test]
fn messages_stand_inside_messages() {
    let cause = say!("io.not-found");
    let message = say!("error.io", doing = Message::of_english("doing", "read"), path = "a.csv", cause);
    assert_eq!(message, "cannot read a.csv: no such file or folder");
    assert_eq!(speaking(Language::Chinese, || message.to_string()), "无法读取 a.csv：没有这个文件或目录");
}

#[test]
fn counts_choose_their_word() {
    let figures = |n: usize| say!("check.figures", figures = n, from = "x").to_string();
    assert_eq!([figures(1), figures(2)], ["1 figure, held against x", "2 figures, held against x"]);
    assert_eq!(figures(0), "0 figures, held against x");
}

#[test]
fn words_of_data_are_found_again_by_their_english() {
    let found = table("[note]\nfile.en = \"year from {what}: {name}\"\nfile.zh = \"年份取自{what}：{name}\"\n")
        .of_english("note", "year from the folder: 2010");
    let values = vec![("what".into(), "the folder".into()), ("name".into(), "2010".into())];
    assert_eq!(found, Some(Message::keyed("note.file", values)));
    assert_eq!(Message::of_english("doing", "no such words"), Message::Verbatim("no such words".to_string()));
}

#[test]
fn an_entry_without_a_language_is_a_problem() {
    assert_eq!(table("[a]\nb.en = \"x\"\n").problems.len(), 1);
    assert_eq!(table("[a]\nb.en = \"{x\"\nb.zh = \"x\"\n").problems.len(), 1);
    assert_eq!(table("[a]\nb = 1\n").problems.len(), 1);
    assert!(table("[a]\nb.en = \"{n} {n:file|files}\"\nb.zh = \"{n}\"\n").problems.is_empty());
}

#[test]
fn locales_are_read_as_posix_orders_them() {
    let spoken = |all: [Option<&str>; 3]| Language::of_locale(all.map(|one| one.map(str::to_string)));
    assert_eq!(spoken([None, None, Some("zh_CN.UTF-8")]), Language::Chinese);
    assert_eq!(spoken([None, Some("en_GB.UTF-8"), Some("zh_CN.UTF-8")]), Language::English);
    assert_eq!(spoken([Some(""), None, Some("zh_TW")]), Language::Chinese);
    assert_eq!(spoken([Some("C"), None, Some("zh_CN.UTF-8")]), Language::English);
    assert_eq!(spoken([None, None, None]), Language::English);
}

#[test]
fn a_language_is_spoken_on_one_thread_and_no_longer_than_its_work() {
    let elsewhere = speaking(Language::Chinese, || std::thread::spawn(language).join().expect("a thread"));
    assert_eq!((elsewhere, language()), (Language::English, Language::English));
}
