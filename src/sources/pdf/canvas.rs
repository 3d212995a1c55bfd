//! The drawing state of a page. In: operators, one by one. Out: glyphs with their places and strokes along the axes,
//! upright, in points from the top left corner. Refuses nothing; what is neither is passed over.

use super::font::Font;
use std::rc::Rc;

pub type Matrix = [f64; 6];

/// One printed character (or ligature).
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Empty where the font does not say which character it is.
    pub text: String,
    /// Start and end of the advance on the baseline.
    pub from: (f64, f64),
    pub to: (f64, f64),
    /// Height of the font.
    pub size: f64,
    /// Not painted at all.
    pub hidden: bool,
    /// Painted white.
    pub white: bool,
}

/// A straight line along an axis: a stroke, or a rectangle thin enough to be one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub from: (f64, f64),
    pub to: (f64, f64),
}

#[derive(Default)]
pub struct Paint {
    pub glyphs: Vec<Glyph>,
    pub strokes: Vec<Stroke>,
    /// Areas filled with a colour, by two corners.
    pub shades: Vec<Stroke>,
}

/// A filled rectangle no thicker than this is a line.
const THIN: f64 = 3.0;
/// More than any page draws.
const MOST_GLYPHS: usize = 200_000;
const MOST_STROKES: usize = 100_000;
const MOST_SAVED: usize = 1_000;
const MOST_POINTS: usize = 100_000;

/// Text parameters that `q` and `Q` keep.
#[derive(Clone)]
pub struct Text {
    pub character_space: f64,
    pub word_space: f64,
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub hidden: bool,
    font: Option<Rc<Font>>,
    size: f64,
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    line_width: f64,
    stroke_white: bool,
    fill_white: bool,
    text: Text,
}

pub struct Canvas {
    state: State,
    saved: Vec<State>,
    /// Where the current line and the next glyph begin.
    line: Matrix,
    pen: Matrix,
    pub text: Text,
    /// Parts of the current path: points, and whether it has curves.
    path: Vec<(Vec<(f64, f64)>, bool)>,
    points: usize,
    paint: Paint,
}

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

impl Canvas {
    pub fn new(matrix: Matrix) -> Canvas {
        let text = Text {
            character_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            hidden: false,
            font: None,
            size: 0.0,
        };
        let state = State { matrix, line_width: 1.0, stroke_white: false, fill_white: false, text: text.clone() };
        let (saved, path, paint) = (Vec::new(), Vec::new(), Paint::default());
        Canvas { state, saved, line: IDENTITY, pen: IDENTITY, text, path, points: 0, paint }
    }

    pub fn finish(self) -> Paint {
        self.paint
    }

    pub fn depth(&self) -> usize {
        self.saved.len()
    }

    pub fn restore_to(&mut self, depth: usize) {
        while self.saved.len() > depth {
            self.restore();
        }
    }

    pub fn save(&mut self) {
        if self.saved.len() < MOST_SAVED {
            self.saved.push(State { text: self.text.clone(), ..self.state.clone() });
        }
    }

    pub fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.text = state.text.clone();
            self.state = state;
        }
    }

    pub fn concat(&mut self, matrix: Matrix) {
        self.state.matrix = times(self.state.matrix, matrix);
    }

    pub fn line_width(&mut self, width: f64) {
        self.state.line_width = width;
    }

    pub fn stroke_white(&mut self, white: bool) {
        self.state.stroke_white = white;
    }

    pub fn fill_white(&mut self, white: bool) {
        self.state.fill_white = white;
    }

    pub fn move_to(&mut self, at: (f64, f64)) {
        self.path.push((vec![apply(self.state.matrix, at)], false));
        self.points += 1;
    }

    pub fn line_to(&mut self, at: (f64, f64)) {
        let at = apply(self.state.matrix, at);
        match self.path.last_mut() {
            Some(part) if self.points < MOST_POINTS => part.0.push(at),
            Some(_) => {}
            None => self.path.push((vec![at], false)),
        }
        self.points += 1;
    }

    pub fn curve_to(&mut self, at: (f64, f64)) {
        self.line_to(at);
        if let Some(part) = self.path.last_mut() {
            part.1 = true;
        }
    }

    pub fn close(&mut self) {
        if let Some((points, _)) = self.path.last_mut()
            && let Some(&first) = points.first()
        {
            points.push(first);
        }
    }

    pub fn rectangle(&mut self, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.move_to((x, y));
        self.line_to((x + width, y));
        self.line_to((x + width, y + height));
        self.line_to((x, y + height));
        self.close();
    }

    /// Ends the path: strokes its straight parts, fills those that are thin.
    pub fn paint(&mut self, stroke: bool, fill: bool) {
        self.points = 0;
        for (points, curved) in std::mem::take(&mut self.path) {
            if self.paint.strokes.len() > MOST_STROKES || curved {
                continue;
            }
            let thin = thin(&points);
            let filled = fill && !self.state.fill_white;
            if filled && thin.is_none() {
                self.paint.shades.extend(bounds(&points));
            }
            match thin {
                Some(line) if filled || (stroke && !self.state.stroke_white) => self.paint.strokes.push(line),
                None if stroke && !self.state.stroke_white && self.pen_width() <= THIN * 2.0 => {
                    self.paint.strokes.extend(points.windows(2).filter_map(|pair| match pair {
                        [from, to] => along_axis(*from, *to),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
    }

    fn pen_width(&self) -> f64 {
        let [a, b, ..] = self.state.matrix;
        self.state.line_width * a.hypot(b)
    }

    pub fn begin_text(&mut self) {
        self.line = IDENTITY;
        self.pen = IDENTITY;
    }

    pub fn set_font(&mut self, font: Option<Rc<Font>>, size: f64) {
        self.text.font = font;
        self.text.size = size;
    }

    pub fn set_text_matrix(&mut self, matrix: Matrix) {
        self.line = matrix;
        self.pen = matrix;
    }

    pub fn next_line(&mut self, x: f64, y: f64) {
        self.line = times(self.line, [1.0, 0.0, 0.0, 1.0, x, y]);
        self.pen = self.line;
    }

    pub fn next_leading(&mut self) {
        self.next_line(0.0, -self.text.leading);
    }

    /// Moves the pen back by thousandths of the font's size.
    pub fn shift(&mut self, thousandths: f64) {
        let advance = -thousandths / 1000.0 * self.text.size;
        let vertical = self.text.font.as_ref().is_some_and(|font| font.is_vertical());
        self.advance(if vertical { (0.0, advance) } else { (advance * self.text.stretch, 0.0) });
    }

    fn advance(&mut self, (x, y): (f64, f64)) {
        self.pen = times(self.pen, [1.0, 0.0, 0.0, 1.0, x, y]);
    }

    pub fn show(&mut self, bytes: &[u8]) {
        let Some(font) = self.text.font.clone() else { return };
        let Text { size, stretch, rise, .. } = self.text;
        for shown in font.shown(bytes) {
            if self.paint.glyphs.len() > MOST_GLYPHS {
                return;
            }
            let matrix = times(self.state.matrix, self.pen);
            let width = f64::from(shown.width) * size;
            let from = apply(matrix, (0.0, rise));
            let to = apply(matrix, (width * stretch, rise));
            let top = apply(matrix, (0.0, rise + size));
            let height = (top.0 - from.0).hypot(top.1 - from.1);
            let spread = if shown.is_blank { self.text.word_space } else { 0.0 } + self.text.character_space;
            if [from.0, from.1, to.0, to.1, height].iter().all(|number| number.is_finite() && number.abs() < 1e6) {
                let glyph = Glyph {
                    text: shown.text,
                    from,
                    to,
                    size: height,
                    hidden: self.text.hidden,
                    white: self.state.fill_white,
                };
                self.paint.glyphs.push(glyph);
            }
            match font.is_vertical() {
                true => self.advance((0.0, -size + spread)),
                false => self.advance(((width + spread) * stretch, 0.0)),
            }
        }
    }
}

/// The corners of the area around some points.
fn bounds(points: &[(f64, f64)]) -> Option<Stroke> {
    let low = points.iter().copied().reduce(|a, b| (a.0.min(b.0), a.1.min(b.1)))?;
    let high = points.iter().copied().reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)))?;
    Some(Stroke { from: low, to: high })
}

/// A closed part that is a line: thinner than `THIN` one way, longer the other way.
fn thin(points: &[(f64, f64)]) -> Option<Stroke> {
    if points.len() < 4 {
        return None;
    }
    let bound = |pick: fn(&(f64, f64)) -> f64| {
        let low = points.iter().map(pick).fold(f64::INFINITY, f64::min);
        (low, points.iter().map(pick).fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (top, bottom)) = (bound(|point| point.0), bound(|point| point.1));
    let (width, height) = (right - left, bottom - top);
    if height <= THIN && width > height {
        let middle = (top + bottom) / 2.0;
        return Some(Stroke { from: (left, middle), to: (right, middle) });
    }
    let middle = (left + right) / 2.0;
    (width <= THIN && height > width).then_some(Stroke { from: (middle, top), to: (middle, bottom) })
}

fn along_axis(from: (f64, f64), to: (f64, f64)) -> Option<Stroke> {
    let (width, height) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
    let stroke = Stroke { from: (from.0.min(to.0), from.1.min(to.1)), to: (from.0.max(to.0), from.1.max(to.1)) };
    ((width < 1.0) != (height < 1.0)).then_some(stroke)
}

fn times(a: Matrix, b: Matrix) -> Matrix {
    let [a0, a1, a2, a3, a4, a5] = a;
    let [b0, b1, b2, b3, b4, b5] = b;
    [
        a0 * b0 + a2 * b1,
        a1 * b0 + a3 * b1,
        a0 * b2 + a2 * b3,
        a1 * b2 + a3 * b3,
        a0 * b4 + a2 * b5 + a4,
        a1 * b4 + a3 * b5 + a5,
    ]
}

fn apply([a, b, c, d, e, f]: Matrix, (x, y): (f64, f64)) -> (f64, f64) {
    (a * x + c * y + e, b * x + d * y + f)
}
