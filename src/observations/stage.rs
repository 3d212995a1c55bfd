//! Account stages: budget, execution or final account, where a label or title says so.
//!
//! In: text. Out: the stage, and the words that are left. Refuses nothing; most tables say nothing.

use std::sync::LazyLock;

use regex::Regex;

use crate::formula::Stage;
use crate::script;

use super::label;

static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?x)(?:年初|调整后?|变动|本年|当年|全年|年度)*(?: (?P<budget>预算(?:数|额|安排数?))
        | (?P<execution>(?:预计)?(?:执行|完成)(?:数|额)) | (?P<final>决算(?:数|额)) )";
    Regex::new(text).expect("a valid pattern")
});

/// What a label says and the label without it. `一般公共预算支出` names an account, not a stage, and says nothing.
pub fn of_label(text: &str) -> Option<(Stage, String)> {
    let text = label::narrowed(text);
    if let Some(stage) = of_word(&text) {
        return Some((stage, String::new()));
    }
    let (chinese, english) = label::halves(&text);
    let spoken = [chinese, english].into_iter().flatten().find_map(of_word);
    if let Some(stage) = spoken {
        return Some((stage, String::new()));
    }
    let folded: String = text.chars().filter(|letter| !letter.is_whitespace()).map(script::simplified).collect();
    let found = FIGURE.captures(&folded)?;
    let named = |name: &str| found.name(name).is_some();
    let stage = match (named("budget"), named("execution")) {
        (true, _) => Stage::Budget,
        (_, true) => Stage::Execution,
        _ => Stage::Final,
    };
    let rest = FIGURE.replace(&folded, "");
    Some((stage, rest.replace("()", "")))
}

/// Words that stand alone for a budget.
const BUDGETED: [&str; 6] = ["adopted", "approved", "proposed", "recommended", "requested", "original"];

/// A word or words that are a stage and nothing else.
fn of_word(text: &str) -> Option<Stage> {
    let key = label::key(&label::bare(text));
    const BEFORE: [&str; 14] = [
        "本年",
        "当年",
        "年初",
        "调整",
        "revised",
        "adjusted",
        "approved",
        "the",
        "adopted",
        "proposed",
        "recommended",
        "requested",
        "original",
        "initial",
    ];
    let mut key = key.as_str();
    while let Some(rest) = BEFORE.iter().find_map(|word| key.strip_prefix(word)) {
        key = rest;
    }
    match key {
        "预算" | "预算数" | "预算额" | "预算金额" | "budget" | "budgets" | "budgeted" | "budgetaccount"
        | "budgetfigure" | "budgetestimate" | "budgetestimates" | "appropriation" | "appropriations" => {
            Some(Stage::Budget)
        }
        // Nothing is left of `Adopted` or `Proposed`; `Revised` is an adjusted budget.
        "" if BUDGETED.contains(&label::key(text).as_str()) => Some(Stage::Budget),
        "执行" | "执行数" | "预算执行" | "预算执行数" | "execution" | "executed" | "budgetexecution" => {
            Some(Stage::Execution)
        }
        "决算" | "决算数" | "决算额" | "决算金额" | "final" | "finalaccount" | "finalaccounts" | "finalfigure"
        | "outturn" | "outturns" | "actual" | "actuals" | "audited" | "auditedactual" => Some(Stage::Final),
        _ => None,
    }
}

/// `调整预算数`: a budget as changed in the course of the year. A ratio to it (`决算数为调整预算%`) is none.
pub fn is_adjusted(text: &str) -> bool {
    let key = label::key(text);
    let spoken = [
        "调整预算",
        "调整后预算",
        "变动预算",
        "预算调整数",
        "预算变动数",
        "adjustedbudget",
        "revisedbudget",
        "amendedbudget",
        "finalbudget",
    ];
    let alone = ["revised", "amended", "revisedestimate", "revisedestimates"];
    let compared = ["决算", "执行", "完成", "比", "%", "占"];
    alone.contains(&key.as_str())
        || spoken.iter().any(|word| key.contains(word)) && !compared.iter().any(|word| key.contains(word))
}

/// What a title says of every figure below it that does not say its own.
pub fn of_title(text: &str) -> Option<Stage> {
    let key = label::key(text);
    let has = |word: &str| key.contains(word);
    if has("执行情况") || has("budgetexecution") {
        Some(Stage::Execution)
    } else if has("决算") || has("finalaccount") {
        Some(Stage::Final)
    } else if ["预算表", "预算总表", "预算草案", "预算安排", "部门预算", "预算情况"].into_iter().any(has)
    {
        Some(Stage::Budget)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_says_its_stage_and_an_account_does_not() {
        let stage = |text: &str| of_label(text).map(|found| found.0);
        assert_eq!(stage("预 算 数"), Some(Stage::Budget));
        assert_eq!(stage("预算数 Budget"), Some(Stage::Budget));
        assert_eq!(stage("Final Account"), Some(Stage::Final));
        assert_eq!(stage("调整预算数"), Some(Stage::Budget));
        assert!(is_adjusted("调整预算数") && !is_adjusted("年初预算数") && !is_adjusted("决算数为调整预算%"));
        assert_eq!(stage("預算數"), Some(Stage::Budget));
        assert_eq!(stage("Adopted Budget"), Some(Stage::Budget));
        assert_eq!(stage("Proposed"), Some(Stage::Budget));
        assert_eq!(stage("Actual"), Some(Stage::Final));
        assert_eq!((stage("Actual employees"), stage("Proposed sites")), (None, None));
        assert!(is_adjusted("Revised") && !is_adjusted("Revised series"));
        assert_eq!(stage("2016年执行数"), Some(Stage::Execution));
        assert_eq!(of_label("三公经费决算数"), Some((Stage::Final, "三公经费".into())));
        assert_eq!(stage("一般公共预算支出"), None);
        assert_eq!(stage("General Budgetary Expenditure"), None);
        assert_eq!(of_title("2016年北京市一般公共预算收支决算总表"), Some(Stage::Final));
        assert_eq!(of_title("7-6 分地区一般公共预算支出"), None);
    }
}
