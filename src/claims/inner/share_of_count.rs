//! A share beside its count: `其中农村党员402名,占85%`, `402 of the 530 members (85 %)`.
//!
//! In: the sentences of a text. Out: a share that its count and its whole do not give. Refuses to decide where the share is
//! of a thing the text names and does not count, or where any other figure of the text gives it.

use std::sync::LazyLock;

use regex::Regex;

use super::digits::shown;
use super::rates::{agrees, power};
use super::sentences::{Item, Sentence, any};
use crate::claims::Contradiction;
use crate::messages::say;

static SHARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[,(、]*(?:约|仅|只|大约)?占(?:比|了|到|为|约|其|总额|总数|总量|总人数|全部)*(?:的)?(?:比例|比重)?(?:为|约|达)?$").ok()
});
static SHARE_OF: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[,(]*(?:约|仅)?占([^,;。占]{2,14}?)的?(?:约|比例为|比重为)?$").ok());
static OF_EN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:of|out of)(?: the| all| its| their| a total of)*$").ok());
static SHARE_EN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[^,;.]{0,40}?(?:\(|, or|, i\.e\.|, that is,)$").ok());

static OF_PRINTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[,(]*(?:约|仅|只|大约)?占(?:了|到|全部)?[^,;:。占]{0,16}$").ok());
static PRINTED_SHARE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[^,;:。占]{0,10}的(?:约|比例为|比重为|比例达)?$").ok());
static SHARE_OF_EN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[^,;.]{0,40}(?:,|\()(?: or|or| accounting for| making up| which is| that is| representing)$").ok()
});
static PRINTED_EN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^of(?: [a-z]+){0,5}$").ok());
/// Words of a figure that is no level, or no part.
const NO_PART: [&str; 14] =
    ["增", "减", "升", "降", "超", "多", "少", "人均", "平均", "比", "average", "per capita", "more", "increase"];

/// Findings about the figures of one sentence.
pub fn of(sentences: &[Sentence], at: usize) -> Vec<Contradiction> {
    let Some(sentence) = sentences.get(at) else { return Vec::new() };
    let beside = (1..sentence.items.len()).filter_map(|nth| beside(sentences, sentence, nth));
    let bracketed = (2..sentence.items.len()).filter_map(|nth| bracketed(sentence, nth));
    let printed = (2..sentence.items.len()).filter_map(|nth| of_printed(sentence, nth));
    beside.chain(bracketed).chain(printed).collect()
}

/// Part, whole and share in one breath: `8.6亿元,占财政支出43亿元的25%`, `8.6 billion yuan, or 25 percent of the 43 billion`.
fn of_printed(sentence: &Sentence, nth: usize) -> Option<Contradiction> {
    let (part, second, third) = (sentence.items.get(nth - 2)?, sentence.items.get(nth - 1)?, sentence.items.get(nth)?);
    let stands = |first: &LazyLock<Option<Regex>>, then: &LazyLock<Option<Regex>>| {
        let is =
            |words: &LazyLock<Option<Regex>>, item: &Item| words.as_ref().is_some_and(|one| one.is_match(&item.before));
        is(first, second) && is(then, third)
    };
    let (whole, share) = if stands(&OF_PRINTED, &PRINTED_SHARE) {
        (second, third)
    } else if stands(&SHARE_OF_EN, &PRINTED_EN) {
        (third, second)
    } else {
        return None;
    };
    let known = share.percent().is_some() && share.measure() == Some("PT") && part.counts_like(whole);
    let quotient = part.span().over(whole.span())?;
    let is_part = quotient.high <= 1.0 && !any(part.clause(), &NO_PART) && !any(&whole.before, &["增", "减", "比"]);
    let given = sentence.items.iter().any(|one| one.claim != whole.claim && gives(one, whole, share));
    (known && is_part && !given).then(|| contradiction(part, whole, share))
}

/// A count with `占` and a percentage right behind it.
fn beside(sentences: &[Sentence], sentence: &Sentence, nth: usize) -> Option<Contradiction> {
    let (part, share) = (sentence.items.get(nth - 1)?, sentence.items.get(nth)?);
    share.percent().filter(|_| part.is_quantity())?;
    let plain = SHARE.as_ref()?.is_match(&share.before);
    let named = SHARE_OF.as_ref()?.captures(&share.before).and_then(|found| Some(found.get(1)?.as_str().to_string()));
    let named = named.filter(|_| !plain);
    if !plain && named.is_none() {
        return None;
    }
    let before: Vec<&Item> = sentence.items.iter().take(nth - 1).filter(|whole| whole.counts_like(part)).collect();
    let whole = match &named {
        None => the_whole(sentence, nth, &before)?,
        Some(named) => named_whole(&before, named).or_else(|| whole_behind(sentences, sentence, nth, named))?,
    };
    let other =
        sentences.iter().flat_map(|one| &one.items).any(|other| other.claim != part.claim && gives(part, other, share));
    let moved = any(&sentence.between(nth - 2, nth - 1), &["增", "减", "同比", "比上年", "上升", "下降"]);
    let orderly = part.span().high <= whole.span().high;
    (!other && !moved && orderly).then(|| contradiction(part, whole, share))
}

/// The figure before `其中` (or `中有`), where it is the only one of its kind.
fn the_whole<'a>(sentence: &Sentence, nth: usize, before: &[&'a Item<'a>]) -> Option<&'a Item<'a>> {
    let [whole] = before else { return first_whole(sentence, nth, before) };
    let from = sentence.items.iter().position(|item| item.claim == whole.claim)?;
    let between = sentence.between(from, nth - 1);
    (any(&between, &["其中", "中有", "中,有", "包括", "主要用于"])).then_some(*whole)
}

/// In a list behind `其中:` the whole is the figure before that word.
fn first_whole<'a>(sentence: &Sentence, nth: usize, before: &[&'a Item<'a>]) -> Option<&'a Item<'a>> {
    let whole = *before.first()?;
    let from = sentence.items.iter().position(|item| item.claim == whole.claim)?;
    let opened = sentence.items.get(from + 1)?;
    let listed = any(&opened.before, &["其中", "主要用于"]) && from + 1 < nth;
    let again = sentence.items.iter().skip(from + 2).take(nth - from).any(|item| item.before.contains("其中"));
    let fits = before.iter().skip(1).all(|part| part.span().high <= whole.span().high);
    (listed && !again && fits && !sentence.between(from + 1, nth - 1).contains('。')).then_some(whole)
}

/// The only figure before whose words hold those that the share is of.
fn named_whole<'a>(before: &[&'a Item<'a>], named: &str) -> Option<&'a Item<'a>> {
    let mut core = named.to_string();
    for word in
        ["总数", "总额", "总量", "总人数", "人数", "全部", "全县", "全市", "全省", "全国", "全乡", "全区", "的", "总"]
    {
        core = core.replace(word, "");
    }
    let mut fits = before.iter().filter(|whole| core.chars().count() >= 2 && whole.clause().ends_with(core.as_str()));
    let whole = fits.next()?;
    let unsure = any(&core, &["同期", "上年", "去年", "应", "计划", "预算", "其"]);
    (fits.next().is_none() && !unsure).then_some(*whole)
}

/// The whole named in the next clause or at the start of the next sentence: `占全市的70%。全市登记机构188家`.
fn whole_behind<'a>(
    sentences: &'a [Sentence],
    sentence: &'a Sentence,
    nth: usize,
    named: &str,
) -> Option<&'a Item<'a>> {
    const PLACES: [&str; 8] = ["全市", "全县", "全省", "全区", "全国", "全乡", "全镇", "全校"];
    let part = sentence.items.get(nth - 1)?;
    let at = sentences.iter().position(|one| std::ptr::eq(one, sentence))?;
    let next =
        sentences.get(at + 1).filter(|next| next.paragraph == sentence.paragraph).and_then(|next| next.items.first());
    let whole = sentence.items.get(nth + 1).or(next).filter(|whole| whole.counts_like(part))?;
    let place = PLACES.iter().find(|place| named.starts_with(**place))?;
    let thing = whole.clause().strip_prefix(place)?;
    let rest = named.strip_prefix(place)?.trim_end_matches("总数").trim_end_matches('的');
    let same = if rest.is_empty() { part.clause().ends_with(thing) } else { thing.ends_with(rest) };
    (!thing.is_empty() && same).then_some(whole)
}

fn gives(part: &Item, whole: &Item, share: &Item) -> bool {
    let quotient = part.span().over(whole.span()).filter(|_| whole.counts_like(part));
    quotient.zip(share.percent()).is_some_and(|(quotient, printed)| agrees(quotient, printed, share))
}

/// `402 of the 530 members (85 %)`.
fn bracketed(sentence: &Sentence, nth: usize) -> Option<Contradiction> {
    let (part, whole, share) = (sentence.items.get(nth - 2)?, sentence.items.get(nth - 1)?, sentence.items.get(nth)?);
    let stated = OF_EN.as_ref()?.is_match(&whole.before) && SHARE_EN.as_ref()?.is_match(&share.before);
    let bare = |item: &Item| item.figure.unit.is_none() && item.figure.mult == 0;
    let alike = part.counts_like(whole) || bare(part) && (bare(whole) || whole.is_quantity());
    let printed = share.percent().filter(|_| stated && alike && share.measure() == Some("PT"))?;
    let quotient = part.span().over(whole.span())?;
    let orderly = part.span().high <= whole.span().high;
    (orderly && !agrees(quotient, printed, share)).then(|| contradiction(part, whole, share))
}

fn contradiction(part: &Item, whole: &Item, share: &Item) -> Contradiction {
    let value = 100.0 * part.figure.value / whole.figure.value * 10f64.powi(power(part) - power(whole));
    Contradiction {
        rule: "rate-of-own-numbers",
        claims: vec![share.claim, part.claim, whole.claim],
        shown: say!(
            "inner.quotient",
            part = part.printed,
            whole = whole.printed,
            value = shown(value),
            rate = share.printed
        ),
        words: say!("inner.share-of-count"),
        decides: true,
    }
}
