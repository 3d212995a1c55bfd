//! One figure as so many times another: `相当于前者的4.6倍`, `北京是河南的3.6倍`.
//!
//! In: a sentence. Out: a multiple or a share that the two figures it names do not give. Refuses names that more than one
//! figure of the sentence has.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::super::digits::{Span, shown};
use super::super::sentences::{Item, Sentence, any};
use super::pairs::{alike, is_amount};
use super::pen::{self, Mistake};
use crate::claims::Contradiction;
use crate::messages::{Message, say};

const IS: &str = "(?:约|大约|大致|几乎|已|已经|竟|足足|整整|更|仅|只)?(?:是|为|相当于|达到|等于|达|占|占到|高达|只有|仅为|只是|约为|约等于|抵得上|合)(?:了)?";

static FORMER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!("(?P<one>前者|后者)?{IS}(?P<other>前者|后者)的(?:约|近|大约)?$")).ok());
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^(?:而|其中|可见|即|换言之)?(?P<one>\p{{Han}}{{2,8}}?){IS}(?P<other>\p{{Han}}{{2,8}}?)的(?:约|近|大约)?$"
    ))
    .ok()
});
/// What sets two amounts of an English sentence against each other.
const AGAINST: [&str; 12] = [
    "dwarf",
    "exceed",
    "outweigh",
    "outstrip",
    "compared with",
    "compared to",
    "as against",
    "as much",
    "that of",
    "larger than",
    "bigger than",
    "size of",
];

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    (0..sentence.items.len()).filter_map(|at| compared(sentence, at)).collect()
}

fn compared(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let said = sentence.items.get(at)?;
    let is_times = said.measure() == Some("RATIO") && said.figure.unit_text.as_deref() != Some("番");
    if !is_times && said.measure() != Some("PT") {
        return None;
    }
    let (one, other, is_named) = of_former(sentence, at)
        .or_else(|| of_names(sentence, at))
        .or_else(|| of_two(sentence, at).filter(|_| is_times))?;
    let scale = if is_times { 1.0 } else { 100.0 };
    let own = one.span().over(other.span())?.times(scale);
    let wide = pen::printed(said);
    if own.meets(wide) {
        return None;
    }
    let turned = other.span().over(one.span())?.times(scale);
    let mistakes = vec![
        Mistake { prints: own.minus(Span::new(scale, scale)), words: say!("inner.slip-growth") },
        Mistake { prints: turned, words: say!("inner.slip-turned") },
    ];
    let what = pen::mistake(said, own, mistakes, is_named);
    Some(contradiction(one, other, said, own, what?))
}

/// Two figures, and whether the words name them beyond doubt.
type Two<'a> = (&'a Item<'a>, &'a Item<'a>, bool);

/// The last two amounts before a figure.
fn of_former<'a>(sentence: &'a Sentence, at: usize) -> Option<Two<'a>> {
    let found = FORMER.as_ref()?.captures(sentence.items.get(at)?.clause())?;
    let amounts: Vec<&Item> = sentence.items.iter().take(at).filter(|one| is_amount(one)).collect();
    let [.., former, latter] = amounts.as_slice() else { return None };
    let named = |group: &str, found: &Captures| found.name(group).map(|word| word.as_str() == "前者");
    let other_is_former = named("other", &found)?;
    let is_sound =
        named("one", &found).is_none_or(|one_is_former| one_is_former != other_is_former) && alike(former, latter);
    let (one, other) = if other_is_former { (latter, former) } else { (former, latter) };
    is_sound.then_some((one, other, amounts.len() == 2))
}

/// The figures of two names, each of which one figure alone has.
fn of_names<'a>(sentence: &'a Sentence, at: usize) -> Option<Two<'a>> {
    let clause = sentence.items.get(at)?.clause();
    let found = NAMED.as_ref()?.captures(clause)?;
    let of_name = |group: &str| {
        let name = found.name(group)?.as_str();
        let mut own = sentence.items.iter().take(at).filter(|one| is_amount(one) && one.clause().contains(name));
        let first = own.next()?;
        own.next().is_none().then_some(first)
    };
    let (one, other) = (of_name("one")?, of_name("other")?);
    (one.claim != other.claim && alike(one, other)).then_some((one, other, true))
}

/// The only two amounts of an English sentence that sets them against each other, the larger over the smaller.
fn of_two<'a>(sentence: &'a Sentence, at: usize) -> Option<Two<'a>> {
    let amounts: Vec<&Item> = sentence.items.iter().take(at).filter(|one| is_amount(one)).collect();
    let [one, other] = amounts.as_slice() else { return None };
    let is_against = any(&sentence.up_to(at), &AGAINST) && alike(one, other);
    let (low, high) = if one.span().is_above(other.span()) { (other, one) } else { (one, other) };
    is_against.then_some((high, low, true))
}

fn contradiction(one: &Item, other: &Item, said: &Item, own: Span, words: Message) -> Contradiction {
    Contradiction {
        rule: "rate-of-own-numbers",
        claims: vec![said.claim, one.claim, other.claim],
        shown: say!(
            "inner.proportion",
            one = one.printed,
            other = other.printed,
            computed = shown((own.low + own.high) / 2.0),
            ratio = said.printed
        ),
        words,
        decides: true,
    }
}
