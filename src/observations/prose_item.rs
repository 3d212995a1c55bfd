//! The item of a figure in running text: what the words before it name.
//!
//! In: those words, and what the sentence named before. Out: the names that the figure may be of, the fullest first: as
//! printed, or put together from what is not said again (`支出完成300亿元` behind 一般公共预算收入, `其中：一般债务` behind
//! 政府债务限额, `实际完成` behind any). Refuses totals with transfers (`收入总计`), sums over years and what is counted without a
//! part of the area (`不含…`).

use std::sync::LazyLock;

use regex::Regex;

use super::label::{self, key};
use super::prose_budget::Budget;
use super::prose_clause::Clause;
use super::prose_thread::Thread;

/// Between a name and its figure.
const LINKS: [&str; 76] = [
    "nearly",
    "about",
    "over",
    "morethan",
    "lessthan",
    "almost",
    "approximately",
    "of",
    "was",
    "were",
    "amountedto",
    "totalled",
    "reached",
    "分别为",
    "分别达",
    "分别完成",
    "分别",
    "达到",
    "已达",
    "高达",
    "为",
    "达",
    "是",
    "约",
    "大约",
    "近",
    "逾",
    "超过",
    "超",
    "不足",
    "不到",
    "共计",
    "合计",
    "总计",
    "累计",
    "共",
    "仅",
    "只有",
    "至少",
    "突破",
    "接近",
    "将近",
    "年初预算数",
    "年初预算",
    "代编预算数",
    "代编预算",
    "调整预算数",
    "调整预算",
    "预算调整数",
    "预算数",
    "预算安排",
    "预算",
    "预计完成",
    "预计执行数",
    "预计执行",
    "预计",
    "拟安排",
    "安排",
    "执行数",
    "执行",
    "完成数",
    "完成",
    "实际",
    "实现",
    "入库",
    "决算数",
    "决算",
    "调整为",
    "修订为",
    "核定为",
    "核实为",
    "预计数",
    "快报数",
    "初步核算数",
    "预计达到",
    "预计为",
];
/// A word that only links an item to its figure makes a sentence go on with the item before it.
const VERBS: [&str; 10] = ["完成", "实际", "执行", "决算", "实现", "达到", "预算", "调整为", "预计", "安排"];

/// What the words before a figure name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Keys, the fullest first.
    pub names: Vec<String>,
    /// The words without links, as the sentence goes on with them.
    pub spoken: String,
    /// Why it is no figure of any account, though its words name one.
    pub is_other: bool,
    /// Put together from what was said before.
    pub is_composed: bool,
}

/// What the words of a clause name. `budget`: the one at hand, and whether the text near the figure names it.
pub fn of(clause: &Clause, words: &str, budget: (Option<Budget>, bool), thread: &Thread) -> Item {
    let words = without_note(&label::bare(words));
    let printed = key(&words);
    let spoken = without_links(&printed);
    let front = without_front(&spoken);
    let is_total = ["总计", "收入合计", "支出合计"].iter().any(|word| printed.contains(word));
    let mut item = Item { names: vec![spoken.clone()], spoken: front.clone(), ..Item::default() };
    let follows_transfers =
        ["加上", "加返还", "加转移", "总计", "加上级"].iter().any(|word| clause.sentence_before.contains(word));
    let composed =
        composed(&front, &printed, budget, thread).filter(|_| !is_total && !follows_transfers && !is_spent_on(clause));
    if let Some(name) = composed {
        item.spoken.clone_from(&name);
        item.names.push(name);
        item.is_composed = true;
    }
    item.is_other = is_total && (front.contains("收入") || front.contains("支出")) || WITHOUT.is_match(&printed);
    item
}

static WITHOUT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\((?:不含|剔除|扣除)").expect("a valid pattern"));

/// The name that shorter words stand for.
fn composed(front: &str, printed: &str, budget: (Option<Budget>, bool), thread: &Thread) -> Option<String> {
    let (budget, is_near) = budget;
    match front {
        "收入" | "支出" | "本年收入" | "本年支出" => {
            let verb = ["完成", "预算", "执行", "决算", "实际"].iter().any(|verb| printed.contains(verb));
            let side = front.strip_prefix("本年").unwrap_or(front);
            budget.filter(|_| is_near || verb).map(|budget| format!("{}{side}", budget.name()))
        }
        "地方级收入" | "地方收入" | "地方级财政收入" if budget == Some(Budget::General) => {
            Some(format!("{}收入", Budget::General.name()))
        }
        "一般债务" | "专项债务" | "一般债" | "专项债" | "一般政府债务" | "专项政府债务" => {
            let kind = front.chars().take(2).collect::<String>();
            thread.measure().map(|measure| format!("{kind}债务{measure}"))
        }
        "" => {
            let verb = VERBS.iter().any(|verb| printed.contains(verb)) && !printed.contains("增长");
            thread.item().filter(|_| verb).map(str::to_string)
        }
        _ => None,
    }
}

/// `支出3亿元，用于…`: money spent on something, and no account's expenditure.
fn is_spent_on(clause: &Clause) -> bool {
    let rest = clause.passage.get(clause.figure.span.end..).unwrap_or_default();
    let rest = rest.trim_start_matches(['，', ',', '(', '（', ' ', '全', '部', '主', '要']);
    ["用于", "用作", "支持", "保障"].iter().any(|word| rest.starts_with(word))
}

static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"\((?:预计|快报|含|包括|下同|全口径|调整|决算|执行|GDP|同口径|按可比|汇总|[^()]*下同)[^()]*\)\s*((?:为|达|达到|完成)?)$";
    Regex::new(text).expect("a valid pattern")
});

/// Words without the note in brackets at their end: `收入（预计完成数，下同）`.
fn without_note(words: &str) -> String {
    NOTE.replace(words, "$1").into_owned()
}

fn without_links(before: &str) -> String {
    let mut rest = before;
    while let Some(shorter) = LINKS
        .iter()
        .filter_map(|word| rest.strip_suffix(word))
        .filter(|rest| !rest.is_empty() && !ends_in_budget(rest))
        .min_by_key(|rest| rest.len())
    {
        rest = shorter;
    }
    rest.to_string()
}

/// Whether taking 预算 off would take it from a budget's name.
fn ends_in_budget(rest: &str) -> bool {
    ["一般公共", "政府性基金", "国有资本经营", "社会保险基金", "公共财政", "一般", "基金", "公共"]
        .iter()
        .any(|head| rest.ends_with(head))
}

static FRONT: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?x)^(?: \([^()]*\) | (?:18|19|20)\d\d年(?:度|初|末|底)?(?:\d{1,2}月(?:末|底|份)?(?:\d{1,2}日)?)? | 截[至止]到? | 年[末初底] | 全年 | 当年 | 本年度? | 上年末? | 其中
        | 全[省市区县州盟国旗] | [我本][省市区县州盟旗] | [省市区县州盟]?本级 | [省市州盟县区][级直] | 实际 | 预计 | 共 | 累计 | 实现 | 完成 | 达到 | 为 | 预算 | 决算 | 执行 | 安排 | 拟
        | 财政 | 的 | 包括 | 总计 | 合计 | 地方政府法定 | 初步核算 | \d{1,2} )";
    Regex::new(text).expect("a valid pattern")
});

/// Words without what may stand before any item.
fn without_front(spoken: &str) -> String {
    let mut rest = spoken;
    while let Some(found) = FRONT.find(rest) {
        rest = rest.get(found.end()..).unwrap_or_default();
    }
    rest.to_string()
}
