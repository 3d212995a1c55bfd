//! Average growth over stated years against the two ends: `从2005年的300亿元增加到2010年的450亿元,年均增长8.4%`.
//!
//! In: one sentence. Out: a yearly rate that no reading of its ends and years gives: compound or simple, the years between
//! the ends or one more or less. Refuses rates at constant prices or on another basis, and ends without years.

use std::sync::LazyLock;

use regex::Regex;

use super::digits::{Span, cut, shown};
use super::increments::{AT_CONSTANT_PRICES, OTHER_BASIS};
use super::levels::ends;
use super::sentences::{Item, Sentence, any};
use crate::claims::Contradiction;
use crate::messages::say;

/// The mean of uneven yearly rates is above the compound rate; by no more than this, in the yearly growth of public accounts
/// since 1978.
const UNEVEN: f64 = 1.25;

static AVERAGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[,(]*(?:年均|平均每年|年平均)(?:递增|增长|增加|增幅|增长率|增速)(?:达|为|了|约|达到)*$").ok()
});
static AVERAGE_EN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:average annual (?:growth|increase)(?: rate)? of|growing by an average of|an average increase of|annual growth of)$").ok()
});
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:19|20)\d\d").ok());

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    (2..sentence.items.len()).filter_map(|at| average(sentence, at)).collect()
}

fn average(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let rate = sentence.items.get(at)?;
    let named = AVERAGE.as_ref()?.is_match(&rate.before) || AVERAGE_EN.as_ref()?.is_match(&rate.before);
    let printed = rate.percent().filter(|_| named && rate.measure() == Some("PT"))?;
    let (start, end) = ends(sentence, at - 2)?;
    let subject = format!("{} {}", sentence.up_to(at), rate.after);
    if any(&subject, &AT_CONSTANT_PRICES) || any(&subject, &OTHER_BASIS) || start.measure() == Some("PT") {
        return None;
    }
    let years = year(start, &start.before).zip(year(end, &end.before).or_else(|| year(end, &rate.before)));
    let years = years.map(|(from, to)| to - from).filter(|years| *years > 1)?;
    let ratio = end.span().over(start.span()).filter(|ratio| ratio.high.is_finite() && ratio.low > 1.0)?;
    let wide = printed.wider(cut(rate.figure));
    let compound = |years: i32| {
        let root = |ratio: f64| 100.0 * (ratio.powf(1.0 / f64::from(years)) - 1.0);
        Span::new(root(ratio.low), root(ratio.high))
    };
    let simple = |years: i32| ratio.minus(Span::new(1.0, 1.0)).times(100.0 / f64::from(years));
    let fits = (years - 1..=years + 1).any(|years| compound(years).meets(wide) || simple(years).meets(wide));
    let middle = compound(years);
    let mean_of_years = printed.low > middle.high && printed.low < middle.high * UNEVEN;
    (!fits && !mean_of_years).then(|| Contradiction {
        rule: "level-change-rate",
        claims: vec![rate.claim, end.claim, start.claim],
        shown: say!(
            "inner.average-growth",
            start = start.printed,
            end = end.printed,
            years,
            computed = shown((middle.low + middle.high) / 2.0),
            rate = rate.printed
        ),
        words: say!("inner.average-growth-ask"),
        decides: true,
    })
}

/// The year that stands right by a level.
fn year(level: &Item, words: &str) -> Option<i32> {
    let named = YEAR.as_ref().and_then(|year| year.find_iter(words).last()).and_then(|year| year.as_str().parse().ok());
    named.or_else(|| level.year())
}
