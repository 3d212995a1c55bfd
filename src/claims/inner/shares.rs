//! Shares of one whole.
//!
//! In: one sentence. Out: shares of classes that exclude each other and sum to more than a hundred, or to less where they
//! are all classes there are. Shares of answers above a hundred are a remark: more than one answer may have been allowed.
//! Refuses lists that leave something out, and classes that hold each other (`满意` and `非常满意`).

use std::sync::LazyLock;

use regex::Regex;

use super::digits::{Span, cut, last_digit, shown};
use super::sentences::{Item, Sentence, any};
use crate::claims::Contradiction;
use crate::messages::{Message, say};

const CHANGES: [&str; 18] = [
    "增", "减", "降", "提高", "上升", "回落", "涨", "跌", "超", "率", "完成", "比上", "较上", "较去", "增长",
    "increase", "rose", "growth",
];
const ANSWERS: [&str; 10] =
    ["选择", "认为", "回答", "表示", "觉得", "chose", "said", "answered", "cited", "respondents"];
const MANY_ANSWERS: [&str; 7] =
    ["多选", "可选多项", "多项选择", "不定项", "multiple", "more than one", "several answers"];
const ONE_ANSWER: [&str; 4] = ["单选", "单项选择", "single choice", "only one"];

static SHARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:占比|占|比重|比例)(?:为|达|是|的|了|到|约)?([^,;:、]{0,16}?)(?:的)?(?:比例|比重)?(?:仅|只|约|分别|为|是)*(?:占)?$").ok()
});
/// A class that is all the rest: no name of an item such as `其他资本性支出`.
static REST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[,、;和及])(?:其余|剩余|余下)(?:的|部分|均|则|都|各类|方面|人员|干部|情况)*占?(?:比)?(?:为|约|仅)?$|the (?:rest|remainder|remaining)").ok()
});
static JOINED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?:[,、;和及与]|and|, and)*$").ok());

/// Whether classes exclude each other, and whether they are all there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Classes {
    Open,
    /// Answers to one question, of which several may be given.
    Answers,
    Exclusive,
    All,
}

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    runs(sentence).into_iter().filter_map(|run| checked(sentence, &run)).collect()
}

/// Shares of one whole that follow each other; counts may stand between (`402名,占75.8%`).
fn runs<'a>(sentence: &'a Sentence) -> Vec<Vec<&'a Item<'a>>> {
    let mut runs: Vec<(String, Vec<&Item>)> = Vec::new();
    for (at, item) in sentence.items.iter().enumerate() {
        let whole = whole_of(item);
        let joined = JOINED.as_ref().is_some_and(|joined| joined.is_match(&item.before));
        let last_is_share = at
            .checked_sub(1)
            .and_then(|at| sentence.items.get(at))
            .zip(runs.last())
            .is_some_and(|(before, (_, run))| run.last().is_some_and(|last| last.claim == before.claim));
        match (whole, runs.last_mut()) {
            (Some(whole), Some((known, run))) if whole == *known || whole.is_empty() => run.push(item),
            (Some(whole), _) => runs.push((whole, vec![item])),
            (None, Some((_, run))) if joined && last_is_share && item.percent().is_some() => run.push(item),
            _ => {}
        }
    }
    let long = runs.into_iter().map(|(_, run)| run).filter(|run| run.len() >= 2);
    long.collect()
}

/// What a share is of, in the words after 占; none where the figure is no share.
fn whole_of(item: &Item) -> Option<String> {
    item.percent()?;
    let clause = item.clause();
    if any(&clause.replace("增加值", ""), &CHANGES) {
        return None;
    }
    let latin = ["accounted for", "share of", "made up", "accounting for"].iter().any(|word| clause.contains(word));
    if latin {
        return Some(String::new());
    }
    SHARE.as_ref()?.captures(clause)?.get(1).map(|whole| whole.as_str().replace("总数", "").replace('的', ""))
}

fn checked(sentence: &Sentence, run: &[&Item]) -> Option<Contradiction> {
    let shares: Vec<Span> = run.iter().filter_map(|share| share.percent()).collect();
    if run.iter().any(|share| matches!(share.figure.form, crate::figures::Form::Fraction(_, _))) {
        return None;
    }
    let total = shares.iter().copied().fold(Span::new(0.0, 0.0), Span::plus);
    let cuts: f64 = run.iter().map(|share| cut(share.figure)).sum();
    let classes = classes(sentence, run);
    let above = total.low > 100.0 + 1e-9;
    let below = total.high + cuts < 100.0 - 1e-9;
    let (decides, words) = match classes {
        Classes::Exclusive | Classes::All if above => (true, say!("inner.shares-above")),
        Classes::All if below => (true, say!("inner.shares-below")),
        Classes::Answers if above && run.len() > 2 => (false, say!("inner.shares-several")),
        _ => return None,
    };
    Some(Contradiction {
        rule: "shares-of-a-whole",
        claims: run.iter().map(|share| share.claim).collect(),
        shown: sum_shown(run, total),
        words,
        decides,
    })
}

fn sum_shown(run: &[&Item], total: Span) -> Message {
    let printed: Vec<&str> = run.iter().map(|share| share.printed.trim_end_matches(['%', '％'])).collect();
    let half: f64 = run.iter().map(|share| last_digit(share.figure) / 2.0).sum();
    say!(
        "inner.shares-sum",
        shares = printed.join(" + "),
        sum = shown((total.low + total.high) / 2.0),
        half = shown(half)
    )
}

/// Of what kind the classes are, by their names.
fn classes(sentence: &Sentence, run: &[&Item]) -> Classes {
    let words = sentence.words();
    let names: Vec<String> = run.iter().map(|share| name(sentence, share)).collect();
    let all = names.join("|");
    let each = |words: &[&str]| words.iter().all(|word| names.iter().filter(|name| name.contains(word)).count() == 1);
    if any(&words, &MANY_ANSWERS) {
        return Classes::Open;
    }
    let from = names.iter().filter(|name| any(name, &["以上", "及以上", "above", "over"])).count();
    let upto = names.iter().filter(|name| any(name, &["以下", "及以下", "below", "under"])).count();
    if from > 1 || upto > 1 || any(&all, &["其中", "of which"]) {
        return Classes::Open;
    }
    if names.iter().skip(1).any(|name| names_another_whole(name)) {
        return Classes::Open;
    }
    let sexes =
        run.len() == 2 && (each(&["男", "女"]) || names.iter().any(|name| is_word(name, "men")) && each(&["women"]));
    let industries = run.len() == 3 && each(&["第一产业", "第二产业", "第三产业"]) || header_of_three(&names, run);
    let rest = names.last().is_some_and(|name| REST.as_ref().is_some_and(|rest| rest.is_match(name)));
    if sexes || industries || rest {
        return Classes::All;
    }
    let nested = |name: &String| {
        let plain = ["非常满意", "比较满意", "基本满意", "不太满意", "很满意", "较满意", "不满意"];
        plain.iter().fold(name.clone(), |name, word| name.replace(word, "")).contains("满意")
    };
    if names.iter().any(nested) && all.matches("满意").count() > 2 {
        return Classes::Open;
    }
    let scale = each(&["不满意"]) && each(&["非常满意"]) && !any(&all, &["和", "及", "总体"]);
    let grades = run.len() > 2 && each(&["较好", "一般"]) && !any(&all, &["和", "及"]);
    let ages = names.iter().all(|name| name.contains('岁')) && run.len() > 1;
    if scale || grades || ages || any(&words, &ONE_ANSWER) {
        return Classes::Exclusive;
    }
    if any(&all, &ANSWERS) || any(&words, &["问卷", "survey"]) { Classes::Answers } else { Classes::Open }
}

/// Shares of other groups, years or places that stand side by side.
fn names_another_whole(name: &str) -> bool {
    let among = ["高中", "初中", "中专", "中学", "中层", "中年", "中级", "中共", "中等", "中央", "中型"];
    let plain = among.iter().fold(name.to_string(), |name, word| name.replace(word, ""));
    let years = name.as_bytes().windows(5).any(|part| part.iter().take(4).all(u8::is_ascii_digit));
    years || any(&plain, &["中", "里", "上年", "去年", "全国", "全省", "全市", "世界", " in ", " among "])
}

fn is_word(name: &str, word: &str) -> bool {
    name.split(|c: char| !c.is_alphabetic()).any(|part| part == word)
}

/// `三次产业增加值占比分别为a%、b%和c%`.
fn header_of_three(names: &[String], run: &[&Item]) -> bool {
    let header = names.first().map(String::as_str).unwrap_or_default();
    let three = ["三次产业", "一、二、三产业", "第一、二、三产业", "第一、第二、第三产业", "一二三产业"];
    run.len() == 3 && any(header, &three) && header.contains("分别")
}

/// The words that name a share's class: since the share before it, or the sentence's start.
fn name(sentence: &Sentence, share: &Item) -> String {
    let at = sentence.items.iter().position(|item| item.claim == share.claim).unwrap_or(0);
    let since =
        sentence.items.iter().take(at).rposition(|item| item.percent().is_some()).map_or(0, |before| before + 1);
    let words: Vec<&str> = sentence.items.iter().take(at + 1).skip(since).map(|item| item.before.as_str()).collect();
    words.join(" ")
}
