//! Characters of simple fonts by encoding or glyph name, and one spelling for characters printed as radicals.
//! In: codes and names. Out: text, empty where nothing says it. Refuses nothing.

/// Characters from U+2F00 on (KangXi radicals), which some writers map glyphs to, by the ideographs they look like.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// The simplified among U+2E80 and after.
const SIMPLIFIED: [(char, char); 17] = [
    ('⺟', '母'),
    ('⺠', '民'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻩', '黄'),
    ('⻬', '齐'),
];

/// Names of the Adobe glyph list that figures and plain words need, beside single letters.
const NAMES: &str = "space  |exclam !|quotedbl \"|numbersign #|dollar $|percent %|ampersand &|quotesingle '|quoteright ’|\
quoteleft ‘|parenleft (|parenright )|asterisk *|plus +|comma ,|hyphen -|minus −|period .|slash /|zero 0|one 1|two 2|\
three 3|four 4|five 5|six 6|seven 7|eight 8|nine 9|colon :|semicolon ;|less <|equal =|greater >|question ?|at @|\
bracketleft [|backslash \\|bracketright ]|asciicircum ^|underscore _|grave `|braceleft {|bar ||braceright }|asciitilde ~|\
endash –|emdash —|quotedblleft “|quotedblright ”|bullet •|ellipsis …|perthousand ‰|section §|paragraph ¶|dagger †|\
daggerdbl ‡|degree °|plusminus ±|multiply ×|divide ÷|yen ¥|Euro €|sterling £|cent ¢|copyright ©|registered ®|\
trademark ™|onesuperior ¹|twosuperior ²|threesuperior ³|onehalf ½|onequarter ¼|threequarters ¾|fi fi|fl fl|ff ff|\
ffi ffi|ffl ffl|nbspace \u{a0}|eacute é|egrave è|ecircumflex ê|edieresis ë|aacute á|agrave à|acircumflex â|adieresis ä|\
iacute í|igrave ì|icircumflex î|idieresis ï|oacute ó|ograve ò|ocircumflex ô|odieresis ö|uacute ú|ugrave ù|\
ucircumflex û|udieresis ü|ccedilla ç|ntilde ñ|atilde ã|otilde õ|aring å|oslash ø|ae æ|oe œ|germandbls ß|Eacute É|\
Egrave È|Agrave À|Adieresis Ä|Odieresis Ö|Udieresis Ü|Ccedilla Ç|mu µ|periodcentered ·|guillemotleft «|guillemotright »";

/// The character of a code of a simple font; `name` is what the font says of this code.
pub fn character(code: u32, encoding: &str, name: Option<&String>) -> String {
    if let Some(text) = name.and_then(|name| named(name)) {
        return text;
    }
    let byte = [u8::try_from(code).unwrap_or_default()];
    let table = if encoding.starts_with("Mac") { encoding_rs::MACINTOSH } else { encoding_rs::WINDOWS_1252 };
    let text = table.decode_without_bom_handling(&byte).0;
    if text.chars().any(|character| character.is_control()) { String::new() } else { text.into_owned() }
}

fn named(name: &str) -> Option<String> {
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    if base.len() == 1 {
        return Some(base.to_string());
    }
    let hex = base.strip_prefix("uni").or_else(|| base.strip_prefix('u')).filter(|hex| hex.len() >= 4);
    let coded = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
    coded.map(String::from).or_else(|| {
        let pairs = NAMES.split('|').filter_map(|pair| pair.split_once(' '));
        pairs
            .into_iter()
            .find(|(known, _)| *known == base)
            .map(|(_, text)| if text.is_empty() { "|" } else { text }.to_string())
    })
}

/// The advance of the standard fonts, which a file need not state; figures are exact, letters about right.
pub fn usual_width(font: &str, code: u32) -> f32 {
    let character = char::from_u32(code).unwrap_or(' ');
    let narrow = " .,:;'!|ijlt()[]/".contains(character);
    match font {
        name if name.contains("Courier") => 0.6,
        name if name.contains("Times") => {
            if narrow {
                0.28
            } else {
                0.5
            }
        }
        _ if narrow => 0.278,
        _ => 0.556,
    }
}

/// Radicals written as the ideographs they look like; marks that take no room dropped.
pub fn unified(text: &str) -> String {
    let one = |character: char| match u32::from(character) {
        code @ 0x2F00..=0x2FD5 => RADICALS.chars().nth((code - 0x2F00) as usize).unwrap_or(character),
        0x2E80..=0x2EFF => SIMPLIFIED.iter().find(|(from, _)| *from == character).map_or(character, |(_, to)| *to),
        0xA0 => ' ',
        _ => character,
    };
    text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_by_name_code_and_radical() {
        assert_eq!(RADICALS.chars().count(), 214);
        assert_eq!(unified("⾏政⻓"), "行政长");
        let name = |name: &str| character(1, "", Some(&name.to_string()));
        assert_eq!([name("seven"), name("uni4E00"), name("A"), name("bar"), name("space")], ["7", "一", "A", "|", " "]);
        assert_eq!(character(0x80, "WinAnsiEncoding", None), "€");
    }
}
