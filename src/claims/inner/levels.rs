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

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    (2..sentence.items.len()).filter_map(|at| between(sentence, at)).collect()
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
    let (start, end) = ends(sentence, at - 2)?;
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
    if fits && !opposed {
        return None;
    }
    let middle = shown((nearest.low + nearest.high) / 2.0);
    let way = if opposed { ", in the other direction" } else { "" };
    Some(Contradiction {
        rule: "level-change-rate",
        claims: vec![said.claim, end.claim, start.claim],
        shown: format!("{} to {}: {name} {middle}{way}, printed {}", start.printed, end.printed, said.printed),
        words: "what is said of the way between does not follow from its two ends".to_string(),
        decides: true,
    })
}

/// What may be printed of a way, in the unit of what is printed, with its name.
fn readings(start: &Item, end: &Item, said: &Item) -> Option<Vec<(&'static str, Span)>> {
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
                vec![("growth in percent", growth), ("points", step)]
            } else {
                vec![("growth in percent", growth)]
            })
        }
        "PP" if both_shares => Some(vec![("points", step)]),
        "RATIO" => {
            let ratio = if down { from.over(to)? } else { to.over(from)? };
            Some(vec![("end over base", ratio), ("end over base, less one", ratio.minus(one))])
        }
        _ if said.counts_like(end) && !both_shares => Some(vec![("difference", step.times(10f64.powi(-power(said))))]),
        _ => None,
    }
}

fn printed(said: &Item) -> Span {
    match said.measure() {
        Some("PT") => said.percent().unwrap_or(said.span()).wider(cut(said.figure)),
        Some("RATIO" | "PP") => said.span().wider(cut(said.figure)),
        _ => said.span().times(10f64.powi(-power(said))),
    }
}
