//! Two levels and what is said of the way between: `由300亿元增加到450亿元,增长50%`, `from 300 to 450, up 50 percent`.
//!
//! In: one sentence. Out: a rate, a multiple, a difference or points that the two levels do not give. A multiple of growth
//! may be the end over the base or that less one. Refuses rates at constant prices or on another basis, and of more than
//! the two levels.

use std::sync::LazyLock;

use regex::Regex;

use super::digits::{Span, cut, shown};
use super::increments::{AT_CONSTANT_PRICES, OTHER_BASIS};
use super::rates::power;
use super::sentences::{Item, Sentence, any};
use crate::claims::Contradiction;
use crate::messages::{Message, say};

static FROM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:由|从)[^,;到至]{0,20}$|(?:^|[ ,])from(?: about| some)?$").ok());
static TO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:,)?[^,;]{0,14}?(?:增加到|增长到|提高到|上升到|扩大到|发展到|增至|升至|提高至|增加至|增长至|上升至|减少到|下降到|降低到|减至|降至|下降至|减少至|降到)了?(?:[^,;]{0,10}的)?$|^(?:in (?:19|20)\d\d )?to(?: about| some)?$",
    )
    .ok()
});
static RATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:19|20)?\d*年?)[,(]*(?:总|共|净|累计|总计|期间)*(?:(?P<rise>增长|增加|提高|上升|扩大|增幅为?|增幅达)|(?P<fall>减少|下降|降低|降幅为?|降幅达))(?:了|约|近|达|达到)*$",
    )
    .ok()
});
static RATE_EN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:in (?:19|20)\d\d)?[,(]* ?(?:(?:an? |total )*(?P<rise>increase|rise|growth|gain) of|(?P<up>up)(?: by)?|(?:a )?(?P<fall>decrease|fall|decline|drop) of|(?P<down>down)(?: by)?|or)(?: about)?$",
    )
    .ok()
});

static TURNED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^,?(?:比|较)[^,;]{0,12}的$").ok());
static NEXT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[,;、]((?:19|20)\d\d)年(?:为|达到|达)?$").ok());
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:19|20)\d\d").ok());

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    let ways = (2..sentence.items.len()).filter_map(|at| between(sentence, at));
    ways.chain((2..sentence.items.len()).filter_map(|at| shares_turned(sentence, at))).collect()
}

/// Two levels, the first with 由 or from before it, the second with 增加到 or to.
pub fn ends<'a>(sentence: &'a Sentence, at: usize) -> Option<(&'a Item<'a>, &'a Item<'a>)> {
    let (start, end) = (sentence.items.get(at)?, sentence.items.get(at + 1)?);
    let opened = FROM.as_ref()?.is_match(&start.before);
    let joined = TO.as_ref()?.is_match(&end.before);
    let shares = start.measure() == Some("PT") && end.measure() == Some("PT");
    (opened && joined && (start.counts_like(end) || shares)).then_some((start, end))
}

fn between(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let said = sentence.items.get(at)?;
    let (start, end) = ends(sentence, at - 2).or_else(|| next_year(sentence, at - 2))?;
    let found = RATE.as_ref()?.captures(&said.before).or_else(|| RATE_EN.as_ref()?.captures(&said.before))?;
    let falls = found.name("fall").is_some() || found.name("down").is_some();
    let either = !falls && found.name("rise").is_none() && found.name("up").is_none();
    let subject = format!("{} {}", sentence.up_to(at), said.after);
    if any(&subject, &AT_CONSTANT_PRICES) && said.measure() == Some("PT") || any(&subject, &OTHER_BASIS) {
        return None;
    }
    let average = any(&said.before, &["年均", "平均"]) || any(&said.after, &["a year", "per year", "annual"]);
    let down = end.figure.value < start.figure.value;
    if average || any(&said.before, &["分别"]) {
        return None;
    }
    let (low, high) = if down { (end, start) } else { (start, end) };
    let opposed = !either && falls != down && high.span().is_above(low.span());
    let readings = readings(start, end, said)?;
    let fits = readings.iter().any(|(_, value)| value.meets(printed(said)));
    let (name, nearest) = readings.first()?;
    if let [(_, growth), (_, points)] = readings.as_slice()
        && said.measure() == Some("PT")
        && points.meets(printed(said))
        && (!growth.meets(printed(said)) || is_exactly(start, end, said, *growth))
        && !opposed
    {
        return Some(points_for_percent(start, end, said));
    }
    if fits && !opposed {
        return None;
    }
    let middle = shown((nearest.low + nearest.high) / 2.0);
    let way = if opposed { say!("inner.other-way") } else { Message::default() };
    Some(Contradiction {
        rule: "level-change-rate",
        claims: vec![said.claim, end.claim, start.claim],
        shown: say!(
            "inner.way-between",
            start = start.printed,
            end = end.printed,
            name,
            computed = middle,
            way,
            said = said.printed
        ),
        words: say!("inner.way-between-ask"),
        decides: true,
    })
}

/// The printed digits differ by just what is said, and grow by several times as much: coarse shares (3 % may be 2.5 to
/// 3.5) allow nearly any growth.
fn is_exactly(start: &Item, end: &Item, said: &Item, growth: Span) -> bool {
    const TIMES: f64 = 3.0;
    let step = (end.figure.value - start.figure.value).abs();
    (step - said.figure.value).abs() < 1e-9 && (growth.low + growth.high) / 2.0 > TIMES * said.figure.value
}

/// `由3%上升到4%,上升了1%`: one percentage point, and a third.
fn points_for_percent(start: &Item, end: &Item, said: &Item) -> Contradiction {
    let growth = shown(100.0 * (end.figure.value / start.figure.value - 1.0).abs());
    Contradiction {
        rule: "level-change-rate",
        claims: vec![said.claim, end.claim, start.claim],
        shown: say!(
            "inner.points-or-percent",
            start = start.printed,
            end = end.printed,
            points = shown(said.figure.value),
            growth,
            said = said.printed
        ),
        words: say!("inner.points-as-percent"),
        decides: true,
    }
}

/// `达到4%,比2011年的3%提高1个百分点`: the later share first.
fn shares_turned(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let (end, start, said) = (sentence.items.get(at - 2)?, sentence.items.get(at - 1)?, sentence.items.get(at)?);
    let compared = TURNED.as_ref()?.is_match(&start.before) && said.measure() == Some("PP");
    let found = RATE.as_ref()?.captures(&said.before).filter(|_| compared)?;
    let (from, to) = (start.percent()?, end.percent()?);
    let shares = start.measure() == Some("PT") && end.measure() == Some("PT");
    let step = if found.name("fall").is_some() { from.minus(to) } else { to.minus(from) };
    (shares && !step.meets(printed(said))).then(|| Contradiction {
        rule: "level-change-rate",
        claims: vec![said.claim, end.claim, start.claim],
        shown: say!(
            "inner.points",
            end = end.printed,
            start = start.printed,
            points = shown((step.low + step.high) / 2.0),
            said = said.printed
        ),
        words: say!("inner.points-ask"),
        decides: true,
    })
}

/// `2011年…100亿元,2012年140亿元,增长40%`: two years one after the other, the second without its subject.
fn next_year<'a>(sentence: &'a Sentence, at: usize) -> Option<(&'a Item<'a>, &'a Item<'a>)> {
    let (start, end) = (sentence.items.get(at)?, sentence.items.get(at + 1)?);
    let second: i32 = NEXT.as_ref()?.captures(&end.before)?.get(1)?.as_str().parse().ok()?;
    let years = YEAR.as_ref()?.find_iter(&start.before).filter_map(|year| year.as_str().parse::<i32>().ok());
    let first = years.last()?;
    let plain = !any(start.clause(), &["增", "减", "比", "降", "升", "均"]);
    (first + 1 == second && plain && start.counts_like(end)).then_some((start, end))
}

/// What may be printed of a way, in the unit of what is printed, with its name.
fn readings(start: &Item, end: &Item, said: &Item) -> Option<Vec<(Message, Span)>> {
    let both_shares = start.measure() == Some("PT") && end.measure() == Some("PT");
    let (from, to) = match both_shares {
        true => (start.percent()?, end.percent()?),
        false => (start.span(), end.span()),
    };
    let down = end.figure.value * 10f64.powi(power(end)) < start.figure.value * 10f64.powi(power(start));
    let step = if down { from.minus(to) } else { to.minus(from) };
    let one = Span::new(1.0, 1.0);
    match said.measure()? {
        "PT" => {
            let growth = step.over(from)?.times(100.0);
            Some(if both_shares {
                vec![(say!("way.percent"), growth), (say!("way.points"), step)]
            } else {
                vec![(say!("way.percent"), growth)]
            })
        }
        "PM" => Some(vec![(say!("way.permille"), step.over(from)?.times(1000.0))]),
        "PP" if both_shares => Some(vec![(say!("way.points"), step)]),
        "RATIO" => {
            let ratio = if down { from.over(to)? } else { to.over(from)? };
            Some(vec![(say!("way.ratio"), ratio), (say!("way.increment"), ratio.minus(one))])
        }
        _ if said.counts_like(end) && !both_shares => {
            Some(vec![(say!("way.difference"), step.times(10f64.powi(-power(said))))])
        }
        _ => None,
    }
}

fn printed(said: &Item) -> Span {
    match said.measure() {
        Some("PT") => said.percent().unwrap_or(said.span()).wider(cut(said.figure)),
        Some("RATIO" | "PP" | "PM") => said.span().wider(cut(said.figure)),
        _ => said.span().times(10f64.powi(-power(said))),
    }
}
