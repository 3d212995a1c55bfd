//! Formula text to `Expr`.
//!
//! In: the formula. Out: the tree, every node with its bytes. Refuses what is not in the language, at the byte where
//! it stops being so.

use std::ops::Range;

use super::{Argument, Coverage, Expr, Node, Op, Stage};
use crate::messages::{Message, say};

/// Brackets and signs deeper than this are refused rather than risked.
const DEEPEST: usize = 64;

/// Longer formulas are refused: name the parts as indicators.
const LONGEST: usize = 600;

/// Where a formula stops being one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub span: Range<usize>,
    pub message: Message,
    pub help: Option<Message>,
}

pub fn parse(formula: &str) -> Result<Expr, SyntaxError> {
    let tokens = tokens(formula)?;
    if let Some(token) = tokens.get(LONGEST) {
        return Err(refuse(token.span.clone(), say!("formula.too-many-tokens", longest = LONGEST)));
    }
    let mut parser = Parser { tokens: &tokens, next: 0, end: formula.len(), depth: 0 };
    let expr = parser.sum()?;
    match parser.peek() {
        None => Ok(expr),
        Some(token) => Err(refuse(token.span.clone(), say!("formula.expected-operator", what = token.what.name()))),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Number(f64),
    Text(String),
    Word(String),
    Sign(char),
}

impl What {
    fn name(&self) -> Message {
        match self {
            What::Number(value) => say!("formula.the-number", value = value.to_string()),
            What::Text(text) => say!("formula.the-text", text),
            What::Word(word) => format!("`{word}`").into(),
            What::Sign(sign) => format!("`{sign}`").into(),
        }
    }
}

#[derive(Clone, Debug)]
struct Token {
    what: What,
    span: Range<usize>,
}

fn refuse(span: Range<usize>, message: impl Into<Message>) -> SyntaxError {
    SyntaxError { span, message: message.into(), help: None }
}

fn tokens(formula: &str) -> Result<Vec<Token>, SyntaxError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = formula.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        let length = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first.is_ascii_digit() || first == '.' {
            number_length(rest)
        } else if first.is_ascii_alphabetic() || first == '_' {
            rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(rest.len())
        } else if first == '"' || first == '\'' {
            match rest.get(1..).and_then(|after| after.find(first)) {
                Some(inside) => inside + 2,
                None => return Err(refuse(at..formula.len(), say!("formula.unclosed-text"))),
            }
        } else {
            first.len_utf8()
        };
        let span = at..at + length;
        let raw = rest.get(..length).unwrap_or(rest);
        found.push(Token { what: what(raw, first, &span)?, span });
        at += length;
    }
    Ok(found)
}

fn what(raw: &str, first: char, span: &Range<usize>) -> Result<What, SyntaxError> {
    match first {
        '0'..='9' => match raw.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(What::Number(value)),
            _ => Err(refuse(span.clone(), say!("formula.no-number", raw))),
        },
        'a'..='z' | 'A'..='Z' | '_' => Ok(What::Word(raw.to_string())),
        '"' | '\'' => Ok(What::Text(raw.trim_matches(first).to_string())),
        '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',' | '=' | '@' => Ok(What::Sign(first)),
        '.' if raw.len() == 1 => Ok(What::Sign('.')),
        _ => {
            let help = match first {
                '×' | '·' | '＊' => Some(say!("formula.write-times")),
                '÷' | '／' => Some(say!("formula.write-over")),
                '−' | '–' | '－' => Some(say!("formula.write-minus")),
                '（' | '）' => Some(say!("formula.write-brackets")),
                '，' => Some(say!("formula.write-comma")),
                '%' => Some(say!("formula.write-ratio")),
                _ if first.is_alphabetic() => Some(say!("formula.write-ids")),
                _ => None,
            };
            Err(SyntaxError { help, ..refuse(span.clone(), say!("formula.no-place", first)) })
        }
    }
}

/// Digits, one point followed by a digit, an exponent. A lone point is a sign.
fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let run = |mut at: usize| {
        while digit(at) {
            at += 1;
        }
        at
    };
    let mut at = run(0);
    if at == 0 {
        return 1;
    }
    if bytes.get(at) == Some(&b'.') && digit(at + 1) {
        at = run(at + 1);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        if digit(at + 1 + sign) {
            at = run(at + 1 + sign);
        }
    }
    at
}

struct Parser<'a> {
    tokens: &'a [Token],
    next: usize,
    end: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn at_sign(&self, sign: char) -> bool {
        self.peek().is_some_and(|token| token.what == What::Sign(sign))
    }

    fn take_sign(&mut self, sign: char) -> bool {
        let found = self.at_sign(sign);
        self.next += usize::from(found);
        found
    }

    fn expect_sign(&mut self, sign: char) -> Result<usize, SyntaxError> {
        match self.peek() {
            Some(token) if token.what == What::Sign(sign) => {
                let end = token.span.end;
                self.next += 1;
                Ok(end)
            }
            Some(token) => {
                Err(refuse(token.span.clone(), say!("formula.expected-sign", sign, what = token.what.name())))
            }
            None => Err(refuse(self.end..self.end, say!("formula.expected-sign-at-end", sign))),
        }
    }

    fn sum(&mut self) -> Result<Expr, SyntaxError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let span = self.peek().map_or(self.end..self.end, |token| token.span.clone());
            return Err(refuse(span, say!("formula.too-deep", deepest = DEEPEST)));
        }
        let expr = self.chain(&[('+', Op::Add), ('-', Op::Subtract)], Parser::product);
        self.depth -= 1;
        expr
    }

    fn product(&mut self) -> Result<Expr, SyntaxError> {
        self.chain(&[('*', Op::Multiply), ('/', Op::Divide)], Parser::signed)
    }

    fn chain(
        &mut self,
        signs: &[(char, Op)],
        part: fn(&mut Self) -> Result<Expr, SyntaxError>,
    ) -> Result<Expr, SyntaxError> {
        let mut left = part(self)?;
        while let Some((_, op)) = signs.iter().find(|(sign, _)| self.at_sign(*sign)) {
            self.next += 1;
            let right = part(self)?;
            let span = left.span.start..right.span.end;
            left = Expr { node: Node::Binary(*op, Box::new(left), Box::new(right)), span };
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Expr, SyntaxError> {
        let start = self.peek().map_or(self.end, |token| token.span.start);
        if !self.take_sign('-') {
            return self.power();
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(refuse(start..start + 1, say!("formula.too-deep", deepest = DEEPEST)));
        }
        let inner = self.signed()?;
        self.depth -= 1;
        Ok(Expr { span: start..inner.span.end, node: Node::Negate(Box::new(inner)) })
    }

    fn power(&mut self) -> Result<Expr, SyntaxError> {
        let base = self.atom()?;
        if !self.take_sign('^') {
            return Ok(base);
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(refuse(base.span, say!("formula.too-deep", deepest = DEEPEST)));
        }
        let exponent = self.signed()?;
        self.depth -= 1;
        let span = base.span.start..exponent.span.end;
        Ok(Expr { node: Node::Power(Box::new(base), Box::new(exponent)), span })
    }

    fn atom(&mut self) -> Result<Expr, SyntaxError> {
        let Some(token) = self.peek().cloned() else {
            return Err(refuse(self.end..self.end, say!("formula.expected-operand-at-end")));
        };
        self.next += 1;
        match token.what {
            What::Number(value) => Ok(Expr { node: Node::Number(value), span: token.span }),
            What::Text(text) => Ok(Expr { node: Node::Text(text), span: token.span }),
            What::Word(word) if self.at_sign('(') => self.call(word, token.span.start),
            What::Word(word) => self.name(word, token.span),
            What::Sign('(') => {
                let inner = self.sum()?;
                let end = self.expect_sign(')')?;
                Ok(Expr { span: token.span.start..end, ..inner })
            }
            What::Sign(sign) => Err(refuse(token.span, say!("formula.expected-operand", sign))),
        }
    }

    fn name(&mut self, id: String, span: Range<usize>) -> Result<Expr, SyntaxError> {
        let (stage, span) = self.stage(span)?;
        let (coverage, span) = self.coverage(span)?;
        Ok(Expr { node: Node::Name { id, stage, coverage }, span })
    }

    /// `.final` behind a name.
    fn stage(&mut self, span: Range<usize>) -> Result<(Option<Stage>, Range<usize>), SyntaxError> {
        if !self.take_sign('.') {
            return Ok((None, span));
        }
        let stages = Stage::ALL.map(Stage::name).join(", ");
        match self.peek().cloned() {
            Some(Token { what: What::Word(word), span: after }) => match Stage::from_name(&word) {
                Some(stage) => {
                    self.next += 1;
                    Ok((Some(stage), span.start..after.end))
                }
                None => Err(SyntaxError {
                    help: Some(say!("formula.stages", stages)),
                    ..refuse(after, say!("formula.no-stage", word))
                }),
            },
            _ => Err(refuse(span.start..span.end + 1, say!("formula.expected-stage", stages))),
        }
    }

    /// `@own-level` behind a name: words joined by hyphens.
    fn coverage(&mut self, span: Range<usize>) -> Result<(Option<Coverage>, Range<usize>), SyntaxError> {
        if !self.take_sign('@') {
            return Ok((None, span));
        }
        let (mut word, mut end) = (String::new(), span.end + 1);
        while let Some(Token { what: What::Word(part), span: after }) = self.peek().cloned() {
            word.push_str(&part);
            end = after.end;
            self.next += 1;
            let is_joined = self.at_sign('-') && self.peek().is_some_and(|sign| sign.span.start == end);
            if Coverage::from_name(&word).is_some() || !is_joined {
                break;
            }
            self.next += 1;
            word.push('-');
        }
        let found = Coverage::from_name(&word).map(|coverage| (Some(coverage), span.start..end));
        found.ok_or_else(|| SyntaxError {
            help: Some(say!("formula.coverages", names = Coverage::ALL.map(Coverage::name).join(", "))),
            ..refuse(span.end..end, say!("formula.no-coverage", word))
        })
    }

    fn call(&mut self, function: String, start: usize) -> Result<Expr, SyntaxError> {
        self.expect_sign('(')?;
        let mut arguments = Vec::new();
        while !self.at_sign(')') {
            if !arguments.is_empty() {
                self.expect_sign(',')?;
            }
            arguments.push(self.argument()?);
        }
        let end = self.expect_sign(')')?;
        Ok(Expr { node: Node::Call { function, arguments }, span: start..end })
    }

    fn argument(&mut self) -> Result<Argument, SyntaxError> {
        let name = match (self.peek(), self.tokens.get(self.next + 1)) {
            (Some(Token { what: What::Word(word), .. }), Some(Token { what: What::Sign('='), .. })) => {
                Some(word.clone())
            }
            _ => None,
        };
        if name.is_some() {
            self.next += 2;
        }
        Ok(Argument { name, value: self.sum()? })
    }
}
