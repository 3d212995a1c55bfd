//! Shares of a whole that the words name and that stands elsewhere: `预算61.47亿元,省下17.87亿元,没花掉的占到预算的41.0%`.
//!
//! In: a sentence. Out: a share that the amount before it and the whole of that name do not give, where
//! another whole of the text does, or a slip of digits. Refuses names that no figure has, and wholes smaller than the part.

use std::sync::LazyLock;

use regex::Regex;

use super::super::digits::{Span, shown};
use super::super::sentences::{Item, Sentence, any};
use super::pairs::{alike, is_amount};
use super::pen::{self, Mistake};
use crate::claims::Contradiction;
use crate::messages::{Message, say};

const FILLS: &str =
    "(?:比重|比例|份额|份量|分量)?(?:的)?(?:约|近|达|达到|高达|为|是|仅|只|只有|仅为|也有|有|到|已|足足|整整|不过|了)*";

static NAMED: LazyLock<[Option<Regex>; 3]> = LazyLock::new(|| {
    [
        Regex::new(&format!("占(?:到|去|了|据|掉)?(?:同期|当年|同年|全年)?([^,;:]{{2,12}}?)的{FILLS}$")).ok(),
        Regex::new(&format!("在([^,;:]{{2,14}}?)(?:当中|之中|盘子里|中|里|内)(?:仅|只|的|约|也|已)?(?:占比|比重|份额|占)(?:到|去|了|据|掉)?{FILLS}$")).ok(),
        Regex::new("(?:相当于|等于|刚过|不到|接近|约为|仅为|只有|为|是)([^,;:]{2,12}?)的(?:约|近|大约)?$").ok(),
    ]
});
/// Words of a whole that tell it from no other.
const PLAIN: [&str; 24] = [
    "总额",
    "总量",
    "总数",
    "全部",
    "全国",
    "全市",
    "全省",
    "全县",
    "同期",
    "当年",
    "同年",
    "一般公共",
    "公共",
    "财政",
    "的",
    "总",
    "全",
    "本级",
    "年初",
    "盘子",
    "支出",
    "收入",
    "决算数",
    "预算数",
];
const CHANGES: [&str; 8] = ["增加", "减少", "增长", "下降", "同比", "比上年", "较上年", "多"];

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    (0..sentence.items.len()).filter_map(|at| share(sentence, at)).collect()
}

fn share(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let said = sentence.items.get(at)?;
    let printed = said.percent().filter(|_| said.measure().is_some())?;
    let named = NAMED.iter().flatten().find_map(|one| one.captures(said.clause()))?;
    let name = named.get(1)?.as_str();
    let part = at.checked_sub(1).and_then(|last| sentence.items.get(last)).filter(|part| is_amount(part))?;
    let close = !said.before.contains([';', '。']);
    let told: Vec<&Item> = sentence.items.get(..at)?.iter().filter(|one| is_amount(one)).collect();
    let others: Vec<&Item> = told.into_iter().filter(|one| one.claim != part.claim && alike(one, part)).collect();
    let mut wholes = others.iter().filter(|one| is_of_name(one, name) && !any(one.clause(), &CHANGES));
    let whole = *wholes.next().filter(|_| wholes.next().is_none())?;
    let own = part.span().over(whole.span()).filter(|own| own.low < 1.0 && close)?.times(100.0);
    let is_printed = |span: Span| span.meets(printed) || span.meets(pen::printed(said));
    let of_whole = |one: &&Item| one.span().over(whole.span()).is_some_and(|own| is_printed(own.times(100.0)));
    if is_printed(own) || others.iter().any(of_whole) {
        return None;
    }
    let of_others = others.iter().filter(|one| one.claim != whole.claim && !is_of_name(one, name)).filter_map(|one| {
        let prints = part.span().over(one.span())?.times(100.0);
        Some(Mistake { prints, words: say!("inner.slip-whole", other = one.printed) })
    });
    let what = pen::mistake(said, own, of_others.collect(), false);
    Some(contradiction(part, whole, said, own, what?))
}

/// Whether the words before a figure name it so.
fn is_of_name(one: &Item, name: &str) -> bool {
    let mut core = name.to_string();
    let clause = one.clause();
    if clause.contains(name) {
        return true;
    }
    for word in PLAIN {
        let shorter = core.replace(word, "");
        if shorter.chars().count() >= 2 {
            core = shorter;
        }
    }
    core.chars().count() >= 2 && clause.contains(core.as_str())
}

fn contradiction(part: &Item, whole: &Item, said: &Item, own: Span, words: Message) -> Contradiction {
    Contradiction {
        rule: "rate-of-own-numbers",
        claims: vec![said.claim, part.claim, whole.claim],
        shown: say!(
            "inner.quotient",
            part = part.printed,
            whole = whole.printed,
            value = shown((own.low + own.high) / 2.0),
            rate = said.printed
        ),
        words,
        decides: true,
    }
}
