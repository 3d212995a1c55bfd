//! Two levels of one thing, in free words, and what is said of the way between: `1996年列3838.32亿元,次年降至2685.54亿元,一年减了20.0%`.
//!
//! In: a sentence. Out: a rate, a mean rate, a multiple, a difference or points that the two levels do not give, where one
//! slip of the pen explains what is printed. Refuses levels that may be of two things, rates at constant prices or over
//! another base, and figures that any other two numbers of the sentence give.

use super::super::digits::{Span, shown};
use super::super::increments::{AT_CONSTANT_PRICES, OTHER_BASIS};
use super::super::rates::power;
use super::super::sentences::{Item, Sentence, any};
use super::pairs::{self, Pair, pairs};
use super::pen::{self, Mistake};
use crate::claims::Contradiction;
use crate::claims::wording as words;
use crate::figures::Role;
use crate::messages::{Message, say};

/// Of a whole sentence, whichever clause says it.
const COMPARABLE: [&str; 5] = ["可比", "同口径", "剔除", "like-for-like", "comparable"];
/// A mean over a plan's years has the year before them as its base.
const PLANS: [&str; 7] = ["五”", "五\"", "时期", "期间", "规划", "plan", "period"];

/// What a figure says of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Growth {
        falls: bool,
    },
    /// A rate a year over so many years.
    Mean {
        falls: bool,
        years: i32,
    },
    /// The end over the base.
    Times,
    /// The end over the base, less one.
    TimesMore,
    Difference {
        falls: bool,
    },
}

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    (0..sentence.items.len()).filter_map(|at| way(sentence, at)).collect()
}

fn way(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let said = sentence.items.get(at).filter(|said| said.figure.role != Role::Word)?;
    let pair = pairs(sentence, at)?;
    let kinds = kinds(sentence, &pair, said);
    let kind = *kinds.first()?;
    let holds = |kind: &Said| {
        value(*kind, pair.start.span(), pair.end.span(), said).is_some_and(|own| own.meets(pen::printed(said)))
    };
    let is_held = kinds.iter().any(holds) || is_simple_mean(kind, &pair, said);
    let is_rate = matches!(kind, Said::Growth { .. } | Said::Mean { .. });
    let basis = format!("{} {} {} {}", pair.end.before, said.before, said.tail(), pair.start.clause());
    let is_comparable = any(&pair.start.before, &COMPARABLE);
    if is_rate && any(&sentence.words(), &AT_CONSTANT_PRICES) || any(&basis, &OTHER_BASIS) || is_comparable {
        return None;
    }
    let own = value(kind, pair.start.span(), pair.end.span(), said)?;
    let what = pen::mistake(said, own, mistakes(sentence, kind, &pair, said), pair.is_strict);
    if is_held || is_given(sentence, &kinds, said) {
        return None;
    }
    let exchanged = || pen::exchanged_level(&pair, &wanted(kind, &pair, said)?);
    let fault = if what.is_none() { exchanged() } else { None };
    match fault {
        Some(level) => Some(of_level(kind, &pair, level, said, own)),
        None => Some(contradiction(kind, &pair, said, own, what?)),
    }
}

/// What a figure may say, by its unit and its words, the likeliest first; nothing where they fit no way between these two.
fn kinds(sentence: &Sentence, pair: &Pair, said: &Item) -> Vec<Said> {
    let moved = words::moves(said.before.trim_end_matches(['(', '“', '"'])).or_else(|| words::moves(said.clause()));
    match (said.measure(), moved) {
        (Some("PT"), Some(falls)) if words::is_mean(&said.before, said.tail()) => {
            pair.years(sentence, said).into_iter().map(|years| Said::Mean { falls, years }).collect()
        }
        (Some("PT"), Some(falls)) if pair.is_over(said) => vec![Said::Growth { falls }],
        (Some("RATIO"), moved) if said.figure.unit_text.as_deref() != Some("番") => {
            let is_by = moved.is_some() && !words::reaches(said.clause());
            if is_by { vec![Said::TimesMore, Said::Times] } else { vec![Said::Times] }
        }
        (Some(_), _) if pairs::alike(said, pair.end) && words::differs(said.clause()) => {
            let falls = pair.start.span().is_above(pair.end.span());
            vec![Said::Difference { falls }, Said::Difference { falls: !falls }]
        }
        (Some(_), Some(falls)) if said.counts_like(pair.end) => vec![Said::Difference { falls }],
        _ => Vec::new(),
    }
}

/// What two levels give, in the printed unit.
fn value(kind: Said, from: Span, to: Span, said: &Item) -> Option<Span> {
    let one = Span::new(1.0, 1.0);
    let ratio = to.over(from)?;
    match kind {
        Said::Growth { falls: false } => Some(ratio.minus(one).times(100.0)),
        Said::Growth { falls: true } => Some(one.minus(ratio).times(100.0)),
        Said::Mean { falls, years } => Some(mean(ratio, falls, years)),
        Said::Times => Some(if ratio.high < 1.0 { from.over(to)? } else { ratio }),
        Said::TimesMore => Some(ratio.minus(one)),
        Said::Difference { falls } => {
            let step = if falls { from.minus(to) } else { to.minus(from) };
            Some(step.times(10f64.powi(-power(said))))
        }
    }
}

fn mean(ratio: Span, falls: bool, years: i32) -> Span {
    let root = |ratio: f64| 100.0 * (ratio.powf(1.0 / f64::from(years)) - 1.0);
    let span = Span::new(root(ratio.low), root(ratio.high));
    if falls { Span::new(-span.high, -span.low) } else { span }
}

/// The whole change over the years: as fair a mean as the compound one.
fn is_simple_mean(kind: Said, pair: &Pair, said: &Item) -> bool {
    let Said::Mean { falls, years } = kind else { return false };
    let whole = value(Said::Growth { falls }, pair.start.span(), pair.end.span(), said);
    whole.is_some_and(|whole| whole.times(1.0 / f64::from(years)).meets(pen::printed(said)))
}

/// The usual mistakes of such a figure, and what they would print.
fn mistakes(sentence: &Sentence, kind: Said, pair: &Pair, said: &Item) -> Vec<Mistake> {
    let (from, to) = (pair.start.span(), pair.end.span());
    let one = Span::new(1.0, 1.0);
    let Some(ratio) = to.over(from) else { return Vec::new() };
    let turned = from.over(to);
    let mut found: Vec<(Option<Span>, Message)> = Vec::new();
    match kind {
        Said::Growth { falls } => {
            found.push((Some(ratio.times(100.0)), say!("inner.slip-ratio")));
            let over_end = turned.map(|turned| if falls { turned.minus(one) } else { one.minus(turned) }.times(100.0));
            found.push((over_end, say!("inner.slip-base")));
        }
        Said::Mean { falls, years } => {
            let is_told = pair.is_told(sentence, years) && said.figure.decimals > 0 && !any(&pair.start.before, &PLANS);
            for other in [years - 1, years + 1].into_iter().filter(|other| *other > 1 && is_told) {
                found.push((Some(mean(ratio, falls, other)), say!("inner.slip-years", other)));
            }
        }
        Said::Times => {
            let times = if ratio.high < 1.0 { turned } else { Some(ratio) };
            found.push((times.map(|times| times.minus(one)), say!("inner.slip-growth")));
        }
        Said::TimesMore => {}
        Said::Difference { .. } => {
            let own = value(kind, from, to, said);
            for power in [-8, -4, 4, 8] {
                found.push((own.map(|own| own.times(10f64.powi(power))), say!("inner.slip-unit")));
            }
        }
    }
    let with = |(prints, words): (Option<Span>, Message)| prints.map(|prints| Mistake { prints, words });
    found.into_iter().filter_map(with).collect()
}

/// Whether any other two quantities of the sentence give the figure.
fn is_given(sentence: &Sentence, kinds: &[Said], said: &Item) -> bool {
    let wide = pen::printed(said);
    let all: Vec<&Item> =
        sentence.items.iter().filter(|one| pairs::is_amount(one) && one.claim != said.claim).collect();
    let gives = |from: &Item, to: &Item| {
        kinds
            .iter()
            .any(|kind| value(*kind, from.span(), to.span(), said).is_some_and(|own| is_narrow(own) && own.meets(wide)))
    };
    all.iter().any(|from| all.iter().any(|to| to.claim != from.claim && pairs::alike(to, from) && gives(from, to)))
}

/// A result that two hedged numbers leave open gives anything.
fn is_narrow(own: Span) -> bool {
    const WIDE: f64 = 0.2;
    own.high.is_finite() && own.high - own.low < WIDE * own.high.abs().max(own.low.abs())
}

/// What the end and the base would have to be for the figure to hold, in their base units.
fn wanted(kind: Said, pair: &Pair, said: &Item) -> Option<(Span, Span)> {
    let one = Span::new(1.0, 1.0);
    let share = pen::printed(said).times(0.01);
    let factor = match kind {
        Said::Growth { falls: true } => one.minus(share),
        Said::Growth { falls: false } => one.plus(share),
        Said::Mean { falls, years } => {
            let step = if falls { one.minus(share) } else { one.plus(share) };
            Span::new(step.low.powi(years), step.high.powi(years))
        }
        _ => return None,
    };
    let (from, to) = (pair.start.span(), pair.end.span());
    Some((Span::new(from.low * factor.low, from.high * factor.high), to.over(factor)?))
}

/// A level of which two digits are exchanged.
fn of_level(kind: Said, pair: &Pair, level: &Item, said: &Item, own: Span) -> Contradiction {
    let words = say!("inner.slip-level", level = level.printed, what = say!("digit.swapped"));
    let found = contradiction(kind, pair, said, own, words);
    let mut claims = vec![level.claim];
    claims.extend(found.claims.iter().copied().filter(|claim| *claim != level.claim));
    Contradiction { claims, ..found }
}

fn contradiction(kind: Said, pair: &Pair, said: &Item, own: Span, what: Message) -> Contradiction {
    let name = match kind {
        Said::Growth { .. } => say!("way.percent"),
        Said::Mean { years, .. } => say!("way.mean", years),
        Said::Times => say!("way.ratio"),
        Said::TimesMore => say!("way.increment"),
        Said::Difference { .. } => say!("way.difference"),
    };
    Contradiction {
        rule: "level-change-rate",
        claims: vec![said.claim, pair.end.claim, pair.start.claim],
        shown: say!(
            "inner.way-between",
            start = pair.start.printed,
            end = pair.end.printed,
            name,
            computed = shown((own.low + own.high) / 2.0),
            way = Message::default(),
            said = said.printed
        ),
        words: what,
        decides: true,
    }
}
