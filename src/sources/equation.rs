//! Equations: formulas of a Word document (OMML) or a web page (MathML) as one line of text.
//!
//! In: their elements and text in order. Out: text in which no figure is made of two others: `3⁄4`, `1.05^10`, `1.2×10⁸`,
//! `x₁`, `√2`. Refuses nothing: elements of no known meaning are read through, annotations and properties left out.

use super::markup;

/// The equation that is open, its elements innermost last.
#[derive(Default)]
pub(super) struct Equation {
    open: Vec<Element>,
}

#[derive(Default)]
struct Element {
    shape: Shape,
    text: String,
    /// The parts of a shape that has several, in order.
    parts: Vec<String>,
    /// Signs that its properties name: `begChr` and so on.
    signs: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shape {
    #[default]
    Row,
    Fraction,
    /// Base and what is raised; base and what is lowered; both.
    Raised,
    Lowered,
    Both,
    /// Lowered, raised, and the base behind them.
    BothBefore,
    /// A large sign with its limits, and what it is of.
    Large,
    Brackets,
    /// The degree before the radicand, and behind it.
    Root,
    RootOf,
    SquareRoot,
    /// Lines below each other, and cells of a line.
    Lines,
    Cells,
    Silent,
}

impl Equation {
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// An element begins; `sign` is the value of a property that names a sign.
    pub fn begin(&mut self, name: &str, sign: Option<&str>) {
        let holder = self.open.iter_mut().rev().find(|element| element.shape != Shape::Silent);
        if let Some((holder, sign)) = holder.zip(sign) {
            holder.signs.push((name.to_string(), sign.to_string()));
        }
        self.open.push(Element { shape: shape(name), ..Element::default() });
    }

    pub fn push(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
    }

    /// An element ends: the whole text, where it is the outermost one.
    pub fn end(&mut self) -> Option<String> {
        let element = self.open.pop()?;
        let is_silent = element.shape == Shape::Silent;
        let text = element.written();
        match self.open.last_mut() {
            None => return Some(text),
            Some(_) if is_silent => {}
            Some(parent) if matches!(parent.shape, Shape::Row | Shape::SquareRoot) => parent.text.push_str(&text),
            Some(parent) => parent.parts.push(text),
        }
        None
    }
}

impl Element {
    fn written(self) -> String {
        let part = |at: usize| self.parts.get(at).map_or("", String::as_str);
        match self.shape {
            Shape::Silent => String::new(),
            Shape::Row => self.text,
            Shape::Fraction if self.sign("type") == Some("noBar") => format!("({}; {})", part(0), part(1)),
            Shape::Fraction => format!("{}⁄{}", grouped(part(0)), grouped(part(1))),
            Shape::Raised => raised(part(0), part(1)),
            Shape::Lowered => lowered(part(0), part(1)),
            Shape::Both => raised(&lowered(part(0), part(1)), part(2)),
            Shape::BothBefore => raised(&lowered(part(2), part(0)), part(1)),
            Shape::Large => {
                let sign = lowered(self.sign("chr").unwrap_or("∫"), part(0));
                format!("{} {}", raised(&sign, part(1)), grouped(part(2)))
            }
            Shape::Brackets => {
                let sign = |name, usual| self.sign(name).unwrap_or(usual);
                format!("{}{}{}", sign("begChr", "("), self.parts.join(sign("sepChr", "|")), sign("endChr", ")"))
            }
            Shape::Root => format!("{}√{}", small(part(0)), grouped(part(1))),
            Shape::RootOf => format!("{}√{}", small(part(1)), grouped(part(0))),
            Shape::SquareRoot => format!("√{}", grouped(&self.text)),
            Shape::Lines => self.parts.join("; "),
            Shape::Cells => self.parts.join(" "),
        }
    }

    fn sign(&self, name: &str) -> Option<&str> {
        self.signs.iter().find(|(own, _)| own == name).map(|(_, sign)| sign.as_str())
    }
}

fn shape(name: &str) -> Shape {
    match name {
        "f" | "mfrac" => Shape::Fraction,
        "sSup" | "msup" | "limUpp" | "mover" => Shape::Raised,
        "sSub" | "msub" | "limLow" | "munder" => Shape::Lowered,
        "sSubSup" | "msubsup" | "munderover" => Shape::Both,
        "sPre" => Shape::BothBefore,
        "nary" => Shape::Large,
        "d" | "mfenced" => Shape::Brackets,
        "rad" => Shape::Root,
        "mroot" => Shape::RootOf,
        "msqrt" => Shape::SquareRoot,
        "m" | "eqArr" | "mtable" => Shape::Lines,
        "mr" | "mtr" => Shape::Cells,
        "annotation" | "annotation-xml" => Shape::Silent,
        name if name.ends_with("Pr") => Shape::Silent,
        _ => Shape::Row,
    }
}

/// In brackets, where it is more than one number or name.
fn grouped(text: &str) -> String {
    let is_one = text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | ',' | '%'));
    if is_one { text.to_string() } else { format!("({text})") }
}

/// A power: with raised digits behind ten and behind names, where no reader takes it for a mark, else with `^`. What is
/// raised behind nothing, or ends a bracket, is the mark of a note.
fn raised(base: &str, power: &str) -> String {
    let digits = base.len() - base.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.').len();
    let number = base.get(base.len() - digits..).unwrap_or_default();
    let small = small(power);
    let is_power = number == "10" || number.is_empty();
    let is_mark = base.is_empty() || (power.ends_with(')') && !power.starts_with('('));
    match power {
        "" => base.to_string(),
        _ if (is_power || is_mark) && !small.is_empty() => format!("{base}{small}"),
        _ if !power.chars().any(char::is_alphanumeric) => format!("{base}{power}"),
        _ => format!("{base}^{}", grouped(power)),
    }
}

fn lowered(base: &str, index: &str) -> String {
    match markup::lower(index) {
        _ if index.is_empty() => base.to_string(),
        Some(small) => format!("{base}{small}"),
        None => format!("{base}_{}", grouped(index)),
    }
}

/// Digits with their sign as raised characters; nothing for what has none.
fn small(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => ("⁻", digits),
        None => ("", text),
    };
    markup::raise(digits)
        .filter(|raised| !raised.is_empty())
        .map_or_else(String::new, |raised| format!("{sign}{raised}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of an equation written as names in brackets: `f(num(3)den(4))`.
    fn written(notation: &str) -> String {
        let mut equation = Equation::default();
        equation.begin("oMath", None);
        let mut name = String::new();
        for letter in notation.chars() {
            match letter {
                '(' => equation.begin(&std::mem::take(&mut name), None),
                ')' => {
                    equation.push(&std::mem::take(&mut name));
                    assert_eq!(equation.end(), None);
                }
                letter => name.push(letter),
            }
        }
        equation.end().unwrap_or_default()
    }

    #[test]
    fn no_figure_is_made_of_two() {
        for (notation, text) in [
            ("f(fPr()num(3)den(4))", "3⁄4"),
            ("mfrac(mrow(mn(a)mo(+)mn(b))mn(2))", "(a+b)⁄2"),
            ("sSup(e(1.05)sup(10))", "1.05^10"),
            ("r(1.2×)sSup(e(10)sup(8))", "1.2×10⁸"),
            ("sSup(e(km)sup(2))", "km²"),
            ("mrow(mn(3.5)mo(×)msup(mn(10)mn(−5)))", "3.5×10⁻⁵"),
            ("r(12.5)sSup(e()sup(3))", "12.5³"),
            ("sSub(e(18.7)sub(2))", "18.7₂"),
            ("sSubSup(e(x)sub(i)sup(2))", "x_i²"),
            ("d(dPr()e(12.5))", "(12.5)"),
            ("rad(radPr()deg()e(2))", "√2"),
            ("msqrt(mn(a)mo(+)mn(1))", "√(a+1)"),
            ("semantics(mn(397983)annotation(397983))", "397983"),
        ] {
            assert_eq!(written(notation), text, "{notation}");
        }
    }
}
