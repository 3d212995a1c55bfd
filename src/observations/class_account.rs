//! Accounts of a government's budget: which of the four a title or a section speaks of, and whether it is of a department.
//!
//! In: keys of titles, sheet names and labels. Out: the account, where one is named and no other. Refuses texts that name
//! several, and items whose names hold an account's words (`国有资本经营收入` of the general budget).

use crate::definitions::Account;

use super::label::key;

/// The one account that a text names.
pub fn named(key: &str) -> Option<Account> {
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    let insurance = has(&["社会保险基金", "社保基金", "保险基金预算", "社会保险预算"]);
    let without = key.replace("社会保险基金", "").replace("社保基金", "").replace("保险基金", "");
    let fund = ["政府性基金", "政府基金", "基金预算", "基金收入", "基金支出", "基金收支"]
        .iter()
        .any(|word| without.contains(word));
    let capital = has(&["国有资本经营", "国资预算", "国有资本预算"]);
    let general = has(&[
        "一般公共预算",
        "公共财政预算",
        "一般预算",
        "公共预算",
        "公共财政",
        "一般公共收入",
        "一般公共支出",
        "一般公共收支",
    ]);
    let mut named = [
        (general, Account::General),
        (fund, Account::Fund),
        (capital, Account::Capital),
        (insurance, Account::Insurance),
    ]
    .into_iter()
    .filter(|(is_named, _)| *is_named);
    let first = named.next()?;
    named.next().is_none().then_some(first.1)
}

/// Whether a text speaks of money that governments take in and spend.
pub fn speaks_of_budgets(key: &str) -> bool {
    ["预算", "决算", "财政", "收支", "支出", "公共收入", "功能分类", "经济分类", "转移支付"]
        .iter()
        .any(|word| key.contains(word))
}

/// The words of a table of one department or unit, not of a government.
pub fn is_departmental(text: &str) -> bool {
    let key = key(text);
    [
        "部门预算",
        "部门决算",
        "单位预算",
        "单位决算",
        "部门收支",
        "部门收入",
        "部门支出",
        "财政拨款",
        "单位预留机动",
        "部门综合预算",
    ]
    .iter()
    .any(|word| key.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_is_told_and_several_are_none() {
        assert_eq!(named("2025年全市政府性基金收入预算执行情况"), Some(Account::Fund));
        assert_eq!(named("2024年社会保险基金预算收支表"), Some(Account::Insurance));
        assert_eq!(named("国有资本经营预算支出表"), Some(Account::Capital));
        assert_eq!(named("一般公共预算支出决算表"), Some(Account::General));
        assert_eq!(named("一般公共预算和政府性基金预算收支表"), None);
        assert_eq!(named("地区生产总值"), None);
        assert!(is_departmental("江苏省财政厅2018年度部门预算"));
    }
}
