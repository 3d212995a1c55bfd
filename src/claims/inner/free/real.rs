//! Nominal growth, prices and real growth in one sentence: `物价冲到24.1%,当年收入名义上增长20.0%,扣掉物价其实略增0.3%`.
//!
//! In: a sentence. Out: a real rate that neither the quotient nor the difference of the other two gives. Refuses rates of
//! other years, and hedged ones.

use super::super::digits::{Span, shown};
use super::super::sentences::{Item, Sentence, any};
use super::pen;
use crate::claims::Contradiction;
use crate::claims::wording as words;
use crate::messages::say;

const DEFLATED: [&str; 16] = [
    "扣掉物价",
    "扣除物价",
    "扣去物价",
    "扣除价格",
    "扣掉价格",
    "剔除价格",
    "剔除物价",
    "刨去物价",
    "扣除通胀",
    "扣除通货膨胀",
    "剔除通胀",
    "抛开物价",
    "real terms",
    "after inflation",
    "for inflation",
    "of inflation",
];
const PRICES: [&str; 8] = ["物价", "价格", "通胀", "通货膨胀", "cpi", "inflation", "prices", "涨价"];
const NOMINAL: [&str; 3] = ["名义", "nominal", "账面"];
const SAME_YEAR: [&str; 8] = ["当年", "同年", "该年", "同期", "这一年", "that year", "same year", "while"];
/// Real rates are rounded from rounded ones, and deflators differ a little.
const ALLOWED: f64 = 0.5;

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    (2..sentence.items.len()).filter_map(|at| real(sentence, at)).collect()
}

fn real(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let (price, nominal, said) = (sentence.items.get(at - 2)?, sentence.items.get(at - 1)?, sentence.items.get(at)?);
    let is_plain = [price, nominal, said].iter().all(|one| one.measure() == Some("PT") && one.figure.hedges.is_empty());
    let is_deflated = any(&said.before, &DEFLATED) && !said.before.contains([';', '。']);
    if !is_plain || !is_deflated || !any(&nominal.before, &NOMINAL) {
        return None;
    }
    let is_of_prices = any(&sentence.up_to(at - 2), &PRICES);
    let is_of_one_year = any(&nominal.before, &SAME_YEAR) || words::year(&nominal.before) == words::year(&price.before);
    if !is_of_prices || !is_of_one_year {
        return None;
    }
    let signed = |one: &Item| {
        let falls = words::moves(one.clause())?;
        let span = one.percent()?;
        Some(if falls { Span::new(-span.high, -span.low) } else { span })
    };
    let deflator = if words::moves(price.clause()) == Some(true) { signed(price)? } else { price.percent()? };
    let (growth, printed) = (signed(nominal)?, signed(said)?);
    let whole = Span::new(100.0, 100.0);
    let quotient = whole.plus(growth).over(whole.plus(deflator))?.times(100.0).minus(whole);
    let difference = growth.minus(deflator);
    let near = |own: Span| own.wider(ALLOWED).meets(printed);
    if near(quotient) || near(difference) || quotient.wider(ALLOWED).meets(pen::printed(said)) && quotient.low > 0.0 {
        return None;
    }
    Some(Contradiction {
        rule: "level-change-rate",
        claims: vec![said.claim, nominal.claim, price.claim],
        shown: say!(
            "inner.real",
            nominal = nominal.printed,
            price = price.printed,
            computed = shown((quotient.low + quotient.high) / 2.0),
            said = said.printed
        ),
        words: say!("inner.real-ask"),
        decides: true,
    })
}
