//! The functions of the language and how their arguments are read.
//!
//! In: a call. Out: `Applied`, with every argument in its place and of its sort. Refuses unknown functions, missing,
//! surplus or repeated arguments, and years and counts that are none.

use std::ops::Range;

use super::nearest::did_you_mean;
use super::{Argument, Expr, Node};
use crate::messages::{Message, say};

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    Formula,
    /// A whole number of years, 1 to 100.
    Count,
    /// A whole number of years; 1 where it is not given.
    CountOrOne,
    /// 1900 to 2100.
    Year,
    Text,
    /// Text that need not be given.
    MayText,
}

#[derive(Clone, Copy, Debug)]
pub struct Function {
    pub name: &'static str,
    pub parameters: &'static [(&'static str, Takes)],
    pub about: &'static str,
}

use Takes::{Count, CountOrOne, Formula, MayText, Text, Year};

pub const FUNCTIONS: [Function; 11] = [
    Function { name: "growth", parameters: &[("x", Formula)], about: "x over x of the year before, less 1" },
    Function { name: "diff", parameters: &[("x", Formula)], about: "x less x of the year before" },
    Function { name: "lag", parameters: &[("x", Formula), ("k", CountOrOne)], about: "x of k years before" },
    Function {
        name: "share",
        parameters: &[("part", Formula), ("whole", Formula)],
        about: "part over whole, one unit",
    },
    Function { name: "per", parameters: &[("a", Formula), ("b", Formula)], about: "a for each b" },
    Function { name: "index", parameters: &[("x", Formula), ("base", Year)], about: "100 at the base year" },
    Function {
        name: "cagr",
        parameters: &[("x", Formula), ("n", Count)],
        about: "compound annual growth over n years",
    },
    Function {
        name: "mean_growth",
        parameters: &[("x", Formula), ("n", Count)],
        about: "arithmetic mean of the last n annual growth rates",
    },
    Function {
        name: "deflate",
        parameters: &[("x", Formula), ("d", Formula), ("base", Year), ("because", MayText)],
        about: "x at prices of the base year, by the price index d",
    },
    Function { name: "elasticity", parameters: &[("y", Formula), ("x", Formula)], about: "growth(y) / growth(x)" },
    Function {
        name: "splice",
        parameters: &[("a", Formula), ("b", Formula), ("bridge", Text)],
        about: "a before the year of the named bridge, b from it on",
    },
];

impl Function {
    /// `deflate(x, d, base = year)`.
    pub fn signature(&self) -> String {
        let parameters = self.parameters.iter().map(|(name, takes)| match takes {
            Formula => name.to_string(),
            Count => format!("{name} = years"),
            CountOrOne => format!("{name} = 1"),
            Year => format!("{name} = year"),
            Text => format!("{name} = \"...\""),
            MayText => format!("[{name} = \"...\"]"),
        });
        format!("{}({})", self.name, parameters.collect::<Vec<_>>().join(", "))
    }
}

/// A call with its arguments read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Applied<'a> {
    Growth(&'a Expr),
    Diff(&'a Expr),
    Lag(&'a Expr, i32),
    Share(&'a Expr, &'a Expr),
    Per(&'a Expr, &'a Expr),
    Index(&'a Expr, i32),
    Cagr(&'a Expr, i32),
    MeanGrowth(&'a Expr, i32),
    Deflate { x: &'a Expr, by: &'a Expr, base: i32, because: Option<&'a str> },
    Elasticity(&'a Expr, &'a Expr),
    Splice { before: &'a Expr, after: &'a Expr, bridge: &'a str, named: &'a Expr },
}

/// Why a call cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub code: &'static str,
    pub span: Range<usize>,
    pub message: Message,
    pub help: Option<Message>,
}

pub(super) fn apply<'a>(name: &str, arguments: &'a [Argument], span: &Range<usize>) -> Result<Applied<'a>, Refusal> {
    let Some(function) = FUNCTIONS.iter().find(|function| function.name == name) else {
        return Err(unknown(name, span));
    };
    let places = place(function, arguments, span)?;
    let wrong = |span: &Range<usize>, message: Message| wrong(function, span, message);
    let formula =
        |at: usize| places.get(at).copied().flatten().ok_or_else(|| wrong(span, say!("formula.argument-missing")));
    let year = |at: usize| {
        formula(at).and_then(|expr| {
            whole(expr, 1900, 2100).ok_or_else(|| wrong(&expr.span, say!("formula.no-year", expr = expr.to_string())))
        })
    };
    let count = |at: usize| {
        formula(at).and_then(|expr| {
            whole(expr, 1, 100)
                .ok_or_else(|| wrong(&expr.span, say!("formula.no-number-of-years", expr = expr.to_string())))
        })
    };
    let text = |at: usize| {
        formula(at).and_then(|expr| match &expr.node {
            Node::Text(text) => Ok(text.as_str()),
            _ => Err(wrong(&expr.span, say!("formula.must-be-text", expr = expr.to_string()))),
        })
    };
    Ok(match function.name {
        "growth" => Applied::Growth(formula(0)?),
        "diff" => Applied::Diff(formula(0)?),
        "lag" if places.get(1).copied().flatten().is_none() => Applied::Lag(formula(0)?, 1),
        "lag" => Applied::Lag(formula(0)?, count(1)?),
        "share" => Applied::Share(formula(0)?, formula(1)?),
        "per" => Applied::Per(formula(0)?, formula(1)?),
        "index" => Applied::Index(formula(0)?, year(1)?),
        "cagr" => Applied::Cagr(formula(0)?, count(1)?),
        "mean_growth" => Applied::MeanGrowth(formula(0)?, count(1)?),
        "deflate" => {
            let because = if places.get(3).copied().flatten().is_some() { Some(text(3)?) } else { None };
            Applied::Deflate { x: formula(0)?, by: formula(1)?, base: year(2)?, because }
        }
        "elasticity" => Applied::Elasticity(formula(0)?, formula(1)?),
        "splice" => Applied::Splice { before: formula(0)?, after: formula(1)?, bridge: text(2)?, named: formula(2)? },
        _ => return Err(unknown(name, span)),
    })
}

fn unknown(name: &str, span: &Range<usize>) -> Refusal {
    let names = FUNCTIONS.map(|function| function.name);
    let help = did_you_mean(name, names).unwrap_or_else(|| say!("formula.functions", names = names.join(", ")));
    let span = span.start..span.start + name.len();
    Refusal { code: "unknown-function", span, message: say!("formula.no-function", name), help: Some(help) }
}

fn wrong(function: &Function, span: &Range<usize>, message: Message) -> Refusal {
    let about = Message::of_english("function", function.about);
    let help = Some(say!("formula.signature", signature = function.signature(), about));
    Refusal { code: "wrong-arguments", span: span.clone(), message, help }
}

/// Arguments in the order of the parameters.
fn place<'a>(
    function: &Function,
    arguments: &'a [Argument],
    span: &Range<usize>,
) -> Result<Vec<Option<&'a Expr>>, Refusal> {
    let mut places: Vec<Option<&Expr>> = vec![None; function.parameters.len()];
    for (nth, argument) in arguments.iter().enumerate() {
        let at = match &argument.name {
            Some(name) => function.parameters.iter().position(|(known, _)| known == name).ok_or_else(|| {
                wrong(function, &argument.value.span, say!("formula.no-argument", function = function.name, name))
            })?,
            None => nth,
        };
        match places.get_mut(at) {
            Some(place @ None) => *place = Some(&argument.value),
            Some(Some(_)) => {
                return Err(wrong(function, &argument.value.span, say!("formula.argument-twice")));
            }
            None => {
                let most = function.parameters.len();
                let message = say!("formula.takes", function = function.name, most, given = arguments.len());
                return Err(wrong(function, &argument.value.span, message));
            }
        }
    }
    for ((name, takes), place) in function.parameters.iter().zip(&places) {
        match place {
            None if !matches!(takes, CountOrOne | MayText) => {
                return Err(wrong(function, span, say!("formula.needs-argument", function = function.name, name)));
            }
            Some(Expr { node: Node::Text(_), span }) if !matches!(takes, Text | MayText) => {
                return Err(wrong(function, span, say!("formula.argument-no-text", name)));
            }
            _ => {}
        }
    }
    Ok(places)
}

fn whole(expr: &Expr, least: i32, most: i32) -> Option<i32> {
    match expr.node {
        Node::Number(value) if value.fract() == 0.0 && value >= f64::from(least) && value <= f64::from(most) => {
            Some(value as i32)
        }
        _ => None,
    }
}
