//! A PDF opened and its pages walked. In: bytes. Out: for each page what it draws: glyphs, strokes, how many images.
//! Refuses: what is encrypted with a password, damaged beyond following, or unfolds beyond all measure.

use super::canvas::{Canvas, Matrix, Paint};
use super::font::{Font, Kind, Parts};
use super::unfold::{self, Allowance, Unfolded};
use crate::messages::say;
use crate::sources::finding::Finding;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::collections::HashMap;
use std::rc::Rc;

/// Deeper nests of forms than any program writes; cycles end here.
const DEEPEST_FORM: usize = 12;
/// More pages than any yearbook.
const MOST_PAGES: usize = 5_000;

pub struct Document {
    pdf: Pdf,
}

/// What one page draws, upright, in points from its top left corner.
#[derive(Default)]
pub struct Drawn {
    pub paint: Paint,
    pub width: f64,
    pub height: f64,
    pub images: usize,
    /// Drawing stopped before the end: more operators than any page needs.
    pub cut_short: bool,
}

impl Document {
    pub fn open(bytes: &[u8]) -> Result<Document, Finding> {
        unfold::check_object_streams(bytes)?;
        let pdf = Pdf::new(bytes.to_vec()).map_err(refusal)?;
        match pdf.pages().len() {
            0 => Err(Finding::broken(say!("source.the-pdf"), say!("source.no-page"))),
            many if many > MOST_PAGES => Err(Finding::error("file-too-large", say!("source.too-many-pages", many))),
            _ => Ok(Document { pdf }),
        }
    }

    pub fn was_encrypted(&self) -> bool {
        self.pdf.data().as_ref().windows(8).rev().take(1 << 16).any(|window| window == b"/Encrypt")
    }

    /// Draws the pages in order; `each` gets the page's number from 1.
    pub fn draw(&self, mut each: impl FnMut(usize, Drawn)) {
        let mut fonts = Fonts::default();
        let mut allowance = Allowance::document();
        for (at, page) in self.pdf.pages().iter().enumerate() {
            each(at + 1, drawn(page, &mut fonts, &mut allowance));
        }
    }
}

fn refusal(cause: LoadPdfError) -> Finding {
    match cause {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Finding::error("password-needed", say!("source.pdf-password")).help(say!("source.pdf-print-again"))
        }
        LoadPdfError::Decryption(_) => {
            Finding::error("password-needed", say!("source.pdf-encryption")).help(say!("source.pdf-print"))
        }
        LoadPdfError::Invalid => Finding::broken(say!("source.the-pdf"), say!("source.page-tree")),
    }
}

fn drawn<'a>(page: &Page<'a>, fonts: &mut Fonts<'a>, allowance: &mut Allowance) -> Drawn {
    let (width, height) = page.render_dimensions();
    let mut walk = Walk { canvas: Canvas::new(page.initial_transform(true).as_coeffs()), fonts, allowance, images: 0 };
    let content = content(page, walk.allowance);
    walk.allowance.next_page();
    let complete = content.is_some_and(|content| walk.stream(&content, page.resources(), 0));
    let Walk { canvas, images, .. } = walk;
    let (width, height) = (f64::from(width), f64::from(height));
    Drawn { paint: canvas.finish(), width, height, images, cut_short: !complete }
}

/// The content streams of a page, one after the other; `None` beyond the allowance.
fn content(page: &Page, allowance: &mut Allowance) -> Option<Vec<u8>> {
    let parts: Vec<Stream> = match page.raw().get::<Object>("Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(array)) => array.iter::<Stream>().collect(),
        _ => Vec::new(),
    };
    let mut content = Vec::new();
    for part in parts {
        content.extend(decoded(&part, allowance)?);
        content.push(b'\n');
    }
    Some(content)
}

/// A stream unfolded within the allowance; `None` beyond it.
fn decoded(stream: &Stream, allowance: &mut Allowance) -> Option<Vec<u8>> {
    let filters: Vec<String> = stream.filters().iter().map(|filter| format!("{filter:?}")).collect();
    let plain = !stream.dict().contains_key("DecodeParms") && !stream.dict().contains_key("DP");
    if !rows_are_sane(stream.dict()) {
        return None;
    }
    match unfold::stream(&stream.raw_data(), &filters, plain, allowance) {
        Unfolded::Done(bytes) => Some(bytes),
        Unfolded::Small => stream.decoded_data().ok().map(|bytes| bytes.into_owned()),
        Unfolded::TooLarge => None,
    }
}

/// Whether the rows that a stream's parameters announce could be of any document: the reader sets memory aside for one.
fn rows_are_sane(dict: &Dict) -> bool {
    let one_or_more = |key: &str| match dict.get::<Array>(key) {
        Some(several) => several.iter::<Dict>().collect(),
        None => dict.get::<Dict>(key).into_iter().collect::<Vec<Dict>>(),
    };
    ["DecodeParms", "DP"].into_iter().flat_map(one_or_more).all(|parameters| {
        let number = |key: &str, usual: f64| parameters.get::<Number>(key).map_or(usual, |number| number.as_f64());
        let bits = number("Columns", 1.0) * number("Colors", 1.0) * number("BitsPerComponent", 8.0);
        (0.0..=unfold::MOST_ROW * 8.0).contains(&bits)
    })
}

/// The fonts of a document, each read once: their dictionaries stand at fixed places in memory.
#[derive(Default)]
struct Fonts<'a> {
    read: HashMap<(usize, usize), Option<Rc<Font>>>,
    /// Keeps what the keys point to.
    kept: Vec<Dict<'a>>,
}

impl<'a> Fonts<'a> {
    fn font(&mut self, dict: Dict<'a>, allowance: &mut Allowance) -> Option<Rc<Font>> {
        let key = (dict.data().as_ptr() as usize, dict.data().len());
        if let Some(font) = self.read.get(&key) {
            return font.clone();
        }
        let font = parts(&dict, allowance).and_then(Font::new).map(Rc::new);
        self.read.insert(key, font.clone());
        self.kept.push(dict);
        font
    }
}

fn parts(dict: &Dict, allowance: &mut Allowance) -> Option<Parts> {
    let name = |dict: &Dict, key: &str| dict.get::<Name>(key).map(|name| name.as_str().to_string());
    let mut parts = Parts { name: name(dict, "BaseFont").unwrap_or_default(), ..Parts::default() };
    parts.to_unicode = dict.get::<Stream>("ToUnicode").and_then(|stream| decoded(&stream, allowance));
    match name(dict, "Subtype")?.as_str() {
        "Type0" => {
            let inner = dict.get::<Array>("DescendantFonts")?.iter::<Dict>().next()?;
            parts.kind = Kind::Composite;
            parts.widths = cid_widths(&inner);
            parts.default_width = inner.get::<f32>("DW").unwrap_or(1000.0);
            let system = inner.get::<Dict>("CIDSystemInfo").unwrap_or_default();
            let text =
                |key: &str| system.get::<PdfString>(key).map(|text| text.as_bytes().to_vec()).unwrap_or_default();
            parts.collection = (text("Registry"), text("Ordering"));
            match dict.get::<Object>("Encoding") {
                Some(Object::Name(name)) => parts.encoding = name.as_str().to_string(),
                Some(Object::Stream(stream)) => parts.cmap = decoded(&stream, allowance),
                _ => return None,
            }
        }
        subtype => {
            parts.kind = if subtype == "Type3" { Kind::Drawn } else { Kind::Simple };
            let first = dict.get::<u32>("FirstChar").unwrap_or(0);
            let widths = dict.get::<Array>("Widths").into_iter().flat_map(|widths| widths.iter::<f32>());
            parts.widths = (first..).zip(widths).take(256).collect();
            let descriptor = dict.get::<Dict>("FontDescriptor").unwrap_or_default();
            parts.default_width = descriptor.get::<f32>("MissingWidth").unwrap_or(0.0);
            if let Some(matrix) = dict.get::<Array>("FontMatrix") {
                parts.scale = matrix.iter::<f32>().next().unwrap_or(0.001);
            }
            encoding(dict, &mut parts);
        }
    }
    Some(parts)
}

fn encoding(dict: &Dict, parts: &mut Parts) {
    match dict.get::<Object>("Encoding") {
        Some(Object::Name(name)) => parts.encoding = name.as_str().to_string(),
        Some(Object::Dict(encoding)) => {
            parts.encoding =
                encoding.get::<Name>("BaseEncoding").map(|name| name.as_str().to_string()).unwrap_or_default();
            let mut code = 0;
            for item in encoding.get::<Array>("Differences").into_iter().flat_map(|items| items.iter::<Object>()) {
                match item {
                    Object::Number(number) => code = number.as_i64().clamp(0, 255) as u32,
                    Object::Name(name) => {
                        parts.differences.insert(code, name.as_str().to_string());
                        code += 1;
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// A font has 65,536 characters; some list a few twice.
const MOST_WIDTHS: usize = 1 << 18;

/// `[ 3 [500 600] 10 20 1000 ]`: widths from code 3, then one width for 10 to 20.
fn cid_widths(dict: &Dict) -> HashMap<u32, f32> {
    let mut widths = HashMap::new();
    let mut pending: Vec<u32> = Vec::new();
    let mut listed = 0;
    for item in dict.get::<Array>("W").into_iter().flat_map(|items| items.iter::<Object>()) {
        match (item, pending.as_slice()) {
            (Object::Array(list), &[first]) => {
                let before = widths.len();
                widths.extend((first..).zip(list.iter::<f32>()).take(1 << 16));
                listed += widths.len() - before;
                pending.clear();
            }
            (Object::Number(width), &[first, last]) => {
                let width = width.as_f64() as f32;
                let last = last.min(first.saturating_add(1 << 16));
                listed += last.saturating_sub(first) as usize + 1;
                widths.extend((first..=last).map(|code| (code, width)));
                pending.clear();
            }
            (Object::Number(code), _) => pending.push(code.as_i64().clamp(0, 1 << 20) as u32),
            _ => pending.clear(),
        }
        if listed > MOST_WIDTHS {
            break;
        }
    }
    widths
}

struct Walk<'w, 'a> {
    canvas: Canvas,
    fonts: &'w mut Fonts<'a>,
    allowance: &'w mut Allowance,
    images: usize,
}

impl<'a> Walk<'_, 'a> {
    /// Follows one content stream; false where the allowance ran out.
    fn stream(&mut self, content: &[u8], resources: &Resources<'a>, depth: usize) -> bool {
        let mut ops = TypedIter::new(content);
        let saved = self.canvas.depth();
        let mut complete = true;
        while let Some(op) = ops.next() {
            if !self.allowance.operator() {
                return false;
            }
            complete &= self.operator(&op, resources, depth);
        }
        self.canvas.restore_to(saved);
        complete
    }

    fn operator(&mut self, op: &Op, resources: &Resources<'a>, depth: usize) -> bool {
        let canvas = &mut self.canvas;
        let at = |x: &Number, y: &Number| (x.as_f64(), y.as_f64());
        match op {
            Op::SaveState(_) => canvas.save(),
            Op::RestoreState(_) => canvas.restore(),
            Op::Transform(t) => canvas.concat([&t.0, &t.1, &t.2, &t.3, &t.4, &t.5].map(|n| n.as_f64())),
            Op::LineWidth(width) => canvas.line_width(width.0.as_f64()),
            Op::MoveTo(p) => canvas.move_to(at(&p.0, &p.1)),
            Op::LineTo(p) => canvas.line_to(at(&p.0, &p.1)),
            Op::CubicTo(p) => canvas.curve_to(at(&p.4, &p.5)),
            Op::CubicStartTo(p) => canvas.curve_to(at(&p.2, &p.3)),
            Op::CubicEndTo(p) => canvas.curve_to(at(&p.2, &p.3)),
            Op::ClosePath(_) => canvas.close(),
            Op::RectPath(r) => canvas.rectangle(at(&r.0, &r.1), at(&r.2, &r.3)),
            Op::StrokePath(_) => canvas.paint(true, false),
            Op::CloseAndStrokePath(_) => {
                canvas.close();
                canvas.paint(true, false);
            }
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => {
                canvas.paint(false, true);
            }
            Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => canvas.paint(true, true),
            Op::CloseFillAndStrokeNonZero(_) | Op::CloseFillAndStrokeEvenOdd(_) => {
                canvas.close();
                canvas.paint(true, true);
            }
            Op::EndPath(_) => canvas.paint(false, false),
            Op::XObject(name) => return self.object(name.0, resources, depth),
            Op::InlineImage(_) => self.images += 1,
            _ => {
                colour(canvas, op);
                self.text(op, resources);
            }
        }
        true
    }

    fn text(&mut self, op: &Op, resources: &Resources<'a>) {
        let canvas = &mut self.canvas;
        match op {
            Op::BeginText(_) => canvas.begin_text(),
            Op::TextFont(font) => {
                let found = resources.get_font(font.0).and_then(|dict| self.fonts.font(dict, self.allowance));
                canvas.set_font(found, font.1.as_f64());
            }
            Op::CharacterSpacing(space) => canvas.text.character_space = space.0.as_f64(),
            Op::WordSpacing(space) => canvas.text.word_space = space.0.as_f64(),
            Op::HorizontalScaling(scale) => canvas.text.stretch = scale.0.as_f64() / 100.0,
            Op::TextLeading(leading) => canvas.text.leading = leading.0.as_f64(),
            Op::TextRise(rise) => canvas.text.rise = rise.0.as_f64(),
            Op::TextRenderingMode(mode) => canvas.text.hidden = matches!(mode.0.as_i64(), 3 | 7),
            Op::NextLine(n) => canvas.next_line(n.0.as_f64(), n.1.as_f64()),
            Op::NextLineAndSetLeading(n) => {
                canvas.text.leading = -n.1.as_f64();
                canvas.next_line(n.0.as_f64(), n.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => canvas.next_leading(),
            Op::SetTextMatrix(t) => canvas.set_text_matrix([&t.0, &t.1, &t.2, &t.3, &t.4, &t.5].map(|n| n.as_f64())),
            Op::ShowText(text) => canvas.show(text.0.as_bytes()),
            Op::NextLineAndShowText(text) => {
                canvas.next_leading();
                canvas.show(text.0.as_bytes());
            }
            Op::ShowTextWithParameters(text) => {
                canvas.text.word_space = text.0.as_f64();
                canvas.text.character_space = text.1.as_f64();
                canvas.next_leading();
                canvas.show(text.2.as_bytes());
            }
            Op::ShowTexts(texts) => {
                for item in texts.0.iter::<Object>() {
                    match item {
                        Object::Number(shift) => canvas.shift(shift.as_f64()),
                        Object::String(text) => canvas.show(text.as_bytes()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// A form is walked like a page; an image is counted.
    fn object(&mut self, name: &Name, resources: &Resources<'a>, depth: usize) -> bool {
        let Some(stream) = resources.get_x_object(name) else { return true };
        let dict = stream.dict();
        if dict.get::<Name>("Subtype").is_some_and(|subtype| subtype.as_str() != "Form") {
            self.images += 1;
            return true;
        }
        if depth >= DEEPEST_FORM {
            return true;
        }
        if !self.allowance.form() {
            return false;
        }
        let Some(content) = decoded(&stream, self.allowance) else { return false };
        let inner = dict.get::<Dict>("Resources").map(Resources::new);
        self.canvas.save();
        if let Some(matrix) = dict.get::<Array>("Matrix") {
            let numbers: Vec<f64> = matrix.iter::<f32>().map(f64::from).take(6).collect();
            self.canvas.concat(Matrix::try_from(numbers).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
        }
        let complete = self.stream(&content, inner.as_ref().unwrap_or(resources), depth + 1);
        self.canvas.restore();
        complete
    }
}

/// White lines are no rules; other colours do not matter.
fn colour(canvas: &mut Canvas, op: &Op) {
    let light = |numbers: &[Number]| match numbers.len() {
        1 | 3 => numbers.iter().all(|number| number.as_f64() >= 0.98),
        4 => numbers.iter().all(|number| number.as_f64() <= 0.02),
        _ => false,
    };
    match op {
        Op::StrokeColorDeviceGray(c) => canvas.stroke_white(light(&[c.0])),
        Op::StrokeColorDeviceRgb(c) => canvas.stroke_white(light(&[c.0, c.1, c.2])),
        Op::StrokeColorCmyk(c) => canvas.stroke_white(light(&[c.0, c.1, c.2, c.3])),
        Op::StrokeColor(c) => canvas.stroke_white(light(&c.0)),
        Op::StrokeColorNamed(c) => canvas.stroke_white(light(&c.0)),
        Op::NonStrokeColorDeviceGray(c) => canvas.fill_white(light(&[c.0])),
        Op::NonStrokeColorDeviceRgb(c) => canvas.fill_white(light(&[c.0, c.1, c.2])),
        Op::NonStrokeColorCmyk(c) => canvas.fill_white(light(&[c.0, c.1, c.2, c.3])),
        Op::NonStrokeColor(c) => canvas.fill_white(light(&c.0)),
        Op::NonStrokeColorNamed(c) => canvas.fill_white(light(&c.0)),
        _ => {}
    }
}
