//! Signs of a Word document that are set in the Symbol font.
//!
//! In: the font and the number of a sign, or text set in that font. Out: the sign as a letter. Refuses signs of other
//! fonts of pictures: what they show is no text.

/// The sign of an element: `F02D` of Symbol is a minus. `None` where it is a picture.
pub(super) fn sign(font: &str, number: &str) -> Option<char> {
    let code = u32::from_str_radix(number.trim(), 16).ok()?;
    match (is_symbol(font), code) {
        (true, 0x20..=0xff | 0xf020..=0xf0ff) => of_code(code & 0xff),
        (_, 0xe000..=0xf8ff) => None,
        _ if font.starts_with("Wingdings") || font.starts_with("Webdings") => None,
        _ => char::from_u32(code),
    }
}

pub(super) fn is_symbol(font: &str) -> bool {
    font.eq_ignore_ascii_case("symbol")
}

/// Text set in the font, its letters in the area of private use.
pub(super) fn text(text: &str) -> String {
    let one = |letter: char| match u32::from(letter) {
        code @ 0xf020..=0xf0ff => of_code(code & 0xff).unwrap_or(letter),
        _ => letter,
    };
    text.chars().map(one).collect()
}

/// By the font's own encoding: signs of sums and figures, and what ASCII has at the same place.
fn of_code(code: u32) -> Option<char> {
    let sign = match code {
        0x2a => '∗',
        0x2d => '−',
        0x7e => '∼',
        0xa3 => '≤',
        0xa5 => '∞',
        0xa7 => '♣',
        0xb0 => '°',
        0xb1 => '±',
        0xb3 => '≥',
        0xb4 => '×',
        0xb7 => '•',
        0xb8 => '÷',
        0xb9 => '≠',
        0xba => '≡',
        0xbb => '≈',
        0xbc => '…',
        0xd6 => '√',
        0xd7 => '⋅',
        0xe5 => '∑',
        0x20
        | 0x21
        | 0x23
        | 0x25
        | 0x26
        | 0x28..=0x29
        | 0x2b..=0x2c
        | 0x2e..=0x3f
        | 0x5b
        | 0x5d
        | 0x5f
        | 0x7b..=0x7d => char::from_u32(code)?,
        _ => return None,
    };
    Some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_sums_and_figures() {
        let signs: String =
            ["F02D", "F0B1", "F0B4", "F0A3", "F0B3", "F030", "F039", "F02E", "F02C", "F025", "F02B", "2D"]
                .iter()
                .filter_map(|number| sign("Symbol", number))
                .collect();
        assert_eq!(signs, "−±×≤≥09.,%+−");
        assert_eq!((sign("Wingdings", "F0FC"), sign("宋体", "2460")), (None, Some('①')));
        assert_eq!(text("\u{f02d}12\u{f0b4}\u{f061}"), "−12×\u{f061}");
    }
}
