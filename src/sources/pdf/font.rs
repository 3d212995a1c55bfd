//! Fonts as far as reading needs them. In: what a font's dictionary says. Out: for a string of codes the characters and
//! their widths. Refuses nothing: a code whose character is not said gives an empty text.

use super::glyph_names;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Simple,
    /// Its glyphs are drawings (Type 3): widths are in its own scale.
    Drawn,
    Composite,
}

/// What a font's dictionary says.
#[derive(Debug)]
pub struct Parts {
    pub kind: Kind,
    pub name: String,
    pub widths: HashMap<u32, f32>,
    pub default_width: f32,
    /// Of drawn glyphs: text units per glyph unit.
    pub scale: f32,
    pub to_unicode: Option<Vec<u8>>,
    pub encoding: String,
    pub differences: HashMap<u32, String>,
    /// An encoding written out in the file.
    pub cmap: Option<Vec<u8>>,
    /// Registry and ordering: `Adobe`, `GB1`.
    pub collection: (Vec<u8>, Vec<u8>),
}

impl Default for Parts {
    fn default() -> Parts {
        Parts {
            kind: Kind::Simple,
            name: String::new(),
            widths: HashMap::new(),
            default_width: 0.0,
            scale: 0.001,
            to_unicode: None,
            encoding: String::new(),
            differences: HashMap::new(),
            cmap: None,
            collection: Default::default(),
        }
    }
}

pub struct Font {
    parts: Parts,
    codes: Option<CMap>,
    to_unicode: Option<CMap>,
    /// From the collection's own numbers (CID) to characters.
    collection: Option<CMap>,
}

/// One code of a string.
pub struct Shown {
    pub text: String,
    /// Advance in units of the font's size.
    pub width: f32,
    /// The one-byte blank, which word spacing widens.
    pub is_blank: bool,
}

impl Font {
    pub fn new(parts: Parts) -> Option<Font> {
        let codes = match (parts.kind, &parts.cmap) {
            (Kind::Composite, Some(written)) => Some(CMap::parse(written, load_embedded)?),
            (Kind::Composite, None) => Some(predefined(&parts.encoding)?),
            _ => None,
        };
        let to_unicode = parts.to_unicode.as_ref().and_then(|written| CMap::parse(written, load_embedded));
        let family = CidFamily::from_registry_ordering(&parts.collection.0, &parts.collection.1);
        let stated = codes.as_ref().and_then(|codes| codes.metadata().character_collection.clone());
        let family =
            stated.map(|stated| stated.family).filter(|stated| *stated != CidFamily::AdobeIdentity).unwrap_or(family);
        let collection = family.ucs2_cmap().and_then(load_embedded).and_then(|data| CMap::parse(data, load_embedded));
        Some(Font { parts, codes, to_unicode, collection })
    }

    pub fn is_vertical(&self) -> bool {
        self.codes.as_ref().is_some_and(|codes| codes.metadata().writing_mode == Some(WritingMode::Vertical))
    }

    pub fn shown(&self, bytes: &[u8]) -> Vec<Shown> {
        let mut shown = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, cid, length) = self.next(rest);
            let (used, left) = rest.split_at(length.clamp(1, rest.len()));
            let text = glyph_names::unified(&self.text(code, cid, used));
            shown.push(Shown { text, width: self.width(cid), is_blank: used == b" " });
            rest = left;
        }
        shown
    }

    fn next(&self, bytes: &[u8]) -> (u32, u32, usize) {
        let Some(codes) = &self.codes else {
            let code = bytes.first().copied().unwrap_or_default().into();
            return (code, code, 1);
        };
        let mut code = 0;
        for (at, byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*byte);
            if let Some(cid) = codes.lookup_cid_code(code, at as u8 + 1) {
                return (code, cid, at + 1);
            }
        }
        (code, 0, 2)
    }

    fn text(&self, code: u32, cid: u32, bytes: &[u8]) -> String {
        let stated = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code)).map(plain);
        if let Some(text) = stated.filter(|text| !text.is_empty() && !text.contains(['\0', '\u{fffd}'])) {
            return text;
        }
        match self.parts.kind {
            Kind::Composite => {
                self.by_collection(cid).or_else(|| by_encoding(&self.parts.encoding, bytes)).unwrap_or_default()
            }
            _ => glyph_names::character(code, &self.parts.encoding, self.parts.differences.get(&code)),
        }
    }

    fn by_collection(&self, cid: u32) -> Option<String> {
        let map = self.collection.as_ref()?;
        let code = || (0..=4).find_map(|length| map.lookup_cid_code(cid, length)).and_then(char::from_u32);
        map.lookup_bf_string(cid).map(plain).or_else(|| code().map(String::from)).filter(|text| !text.starts_with('\0'))
    }

    fn width(&self, cid: u32) -> f32 {
        let stated = self.parts.widths.get(&cid).copied();
        match self.parts.kind {
            Kind::Composite => stated.unwrap_or(self.parts.default_width) / 1000.0,
            Kind::Drawn => stated.unwrap_or(0.0) * self.parts.scale,
            Kind::Simple if self.parts.widths.is_empty() => glyph_names::usual_width(&self.parts.name, cid),
            Kind::Simple => stated.unwrap_or(self.parts.default_width) / 1000.0,
        }
    }
}

fn plain(found: BfString) -> String {
    match found {
        BfString::Char(character) => character.to_string(),
        BfString::String(text) => text,
    }
}

fn predefined(name: &str) -> Option<CMap> {
    match name {
        "Identity-H" => Some(CMap::identity_h()),
        "Identity-V" => Some(CMap::identity_v()),
        _ => load_embedded(CMapName::from_bytes(name.as_bytes())).and_then(|data| CMap::parse(data, load_embedded)),
    }
}

/// Encodings whose codes are characters already.
fn by_encoding(encoding: &str, bytes: &[u8]) -> Option<String> {
    let decoded = match encoding {
        name if name.contains("UCS2") || name.contains("UTF16") => {
            encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0
        }
        name if name.starts_with("GB") => encoding_rs::GB18030.decode_without_bom_handling(bytes).0,
        _ => return None,
    };
    (!decoded.contains('\u{fffd}')).then(|| decoded.into_owned())
}
