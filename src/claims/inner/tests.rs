//! Inner checks on sentences, with claims made of every figure; expected findings are by hand.

use std::path::Path;
use std::sync::LazyLock;

use super::*;
use crate::claims::{Claim, Kind, Place, When};
use crate::definitions::{self, Definitions};
use crate::figures::{self, Role};
use crate::sources;

static DEFINITIONS: LazyLock<Definitions> = LazyLock::new(|| {
    definitions::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines")).expect("the definitions").0
});

/// Every figure of a text as a claim that is tied to nothing.
fn claims(text: &str) -> Vec<Claim> {
    let read = figures::read(text, &DEFINITIONS.units);
    let kept = read.into_iter().filter(|figure| !matches!(figure.role, Role::Mark(_)));
    kept.map(|figure| Claim {
        place: Place { sheet: "text".to_string(), paragraph: 1, ..Place::default() },
        sentence: text.to_string(),
        span: figure.span.clone(),
        figure: Some(figure),
        kind: Kind::Unknown,
        of: Vec::new(),
        ref_area: None,
        when: When::default(),
        untied: None,
        frame: None,
        hypotheses: Vec::new(),
    })
    .collect()
}

/// `rule: shown`, with `?` behind a remark.
fn found(text: &str) -> Vec<String> {
    let source = sources::from_bytes("text.txt", text.as_bytes());
    let found = contradictions(&claims(text), &source);
    found.iter().map(|one| format!("{}{}: {}", one.rule, if one.decides { "" } else { "?" }, one.shown)).collect()
}

#[test]
fn a_rate_is_that_of_its_own_numbers() {
    let text = "共受理行政审批事项15958件,限时办结14788件,限时办结率达100,减化了办事程序。";
    assert_eq!(found(text), ["rate-of-own-numbers: 14788件 / 15958件 = 92.67 %, printed 100"]);
}

#[test]
fn level_increment_and_rate() {
    let text = "全国财政收入83080亿元,全国财政支出89575亿元,和上年超支相比,累计增加13275亿元,增长17.4%";
    assert!(found(text).is_empty(), "{:?}", found(text));
    let wrong = text.replace("17.4", "14.7");
    assert_eq!(found(&wrong), ["level-change-rate: 13275亿元 / (89575亿元 - 13275亿元) = 17.4 %, printed 14.7%"]);
}
