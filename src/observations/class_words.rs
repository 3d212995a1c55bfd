//! What the words around a table say of budgets: the account, the side, and whether they are of a government at all.
//!
//! In: title, sheet, headings above and headings of a table. Out: `Words`. Refuses titles that say nothing but a number
//! (`表十八`, `- 13 -`): what stands above them is asked.

use crate::definitions::{Account, Side};
use crate::tables::{Heading, Table};

use super::class_account;
use super::label::{has_chinese, key};

/// What the words around a table say.
pub struct Words {
    /// Every line of the title, as a table on the next page repeats it.
    pub printed: String,
    pub account: Option<Account>,
    pub side: Option<Side>,
    pub speaks_of_budgets: bool,
    pub is_departmental: bool,
    pub is_of_three_public: bool,
    /// Of what is bought (`政府采购预算表`), under names of classes.
    pub is_of_purchases: bool,
    /// Of a part of the expenditure only (`基本支出`), whose total is none of the account's.
    pub is_of_part: bool,
}

impl Words {
    pub fn of(table: &Table) -> Words {
        let printed: Vec<String> = table.title.iter().map(|line| key(&line.text)).collect();
        let titles: Vec<&str> = printed.iter().map(String::as_str).filter(|line| says_something(line)).collect();
        let title = titles.join(" ");
        let sheet = key(&table.sheet);
        let under = || table.under.iter().rev().map(|line| key(line));
        let named = titles.iter().rev().copied().chain([sheet.as_str()]).find_map(class_account::named);
        let account = named.or_else(|| under().find_map(|line| class_account::named(&line)));
        let labels = || table.rows.iter().chain(&table.columns).flat_map(|heading: &Heading| &heading.labels);
        let told = table.title.iter().map(|line| line.text.as_str()).chain(table.under.iter().map(String::as_str));
        let is_departmental = told.chain(labels().map(|label| label.text.as_str())).any(class_account::is_departmental);
        let speaks = |text: &str| class_account::speaks_of_budgets(text);
        let is_staged = || table.columns.iter().flat_map(|heading| &heading.labels).any(|label| is_stage(&label.text));
        Words {
            speaks_of_budgets: speaks(&title)
                || speaks(&sheet)
                || is_staged()
                || (titles.is_empty() && under().any(|line| speaks(&line))),
            is_departmental,
            is_of_three_public: title.contains("三公") || sheet.contains("三公"),
            is_of_purchases: ["采购", "购买服务"].iter().any(|word| title.contains(word)),
            is_of_part: ["基本支出", "项目支出", "机关运行"].iter().any(|word| title.contains(word)),
            account,
            side: side(&title),
            printed: printed.join(" "),
        }
    }
}

/// The one side a title speaks of; none of `收支`.
fn side(title: &str) -> Option<Side> {
    match (title.contains("收入"), title.contains("支出")) {
        _ if title.contains("收支") => None,
        (true, false) => Some(Side::Revenue),
        (false, true) => Some(Side::Expenditure),
        _ => None,
    }
}

/// A heading over figures of a budget at some stage.
fn is_stage(text: &str) -> bool {
    ["预算数", "决算数", "执行数", "调整预算"].iter().any(|word| text.contains(word))
}

/// Whether a line of a title is more than a number of a table or page.
fn says_something(line: &str) -> bool {
    let rest = line.trim_start_matches('附').trim_start_matches('续').trim_start_matches('表');
    let is_number = |letter: char| letter.is_ascii_digit() || "一二三四五六七八九十()+-".contains(letter);
    has_chinese(line) && !rest.trim_start_matches(is_number).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_tables_and_pages_say_nothing() {
        assert!(!says_something("表十八"));
        assert!(!says_something("13"));
        assert!(!says_something("附表3"));
        assert!(says_something("表十八2023年政府性基金支出决算表"));
        assert_eq!(side("2023年政府性基金支出决算表"), Some(Side::Expenditure));
        assert_eq!(side("一般公共预算收支决算表"), None);
    }
}
