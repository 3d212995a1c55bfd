//! Phrases: the labels of a cell as words of a sentence.
//!
//! In: labels as printed. Out: the same without units, marks and numbers, and the ways in which they may be said. Refuses
//! nothing.

/// Words of figures that are no record of what was.
const MODELS: [&str; 22] = [
    "模拟",
    "仿真",
    "测算",
    "预测",
    "估计",
    "估算",
    "假设",
    "假定",
    "情景",
    "反事实",
    "拟合",
    "校准",
    "问卷",
    "抽样",
    "样本",
    "simulat",
    "forecast",
    "scenario",
    "estimate",
    "projection",
    "counterfactual",
    "survey",
];

pub fn speaks_of_a_model(sentence: &str) -> bool {
    let folded = sentence.to_lowercase();
    MODELS.iter().any(|word| folded.contains(word))
}

/// The ways to say the labels of a row and a column, the plain one first.
pub fn wordings(row: &[String], column: &[String], title: &str) -> Vec<String> {
    let joined = |parts: &[&[String]]| {
        let labels = parts.concat();
        labels.join(if labels.iter().all(|label| label.is_ascii()) { " " } else { "" })
    };
    let last = |labels: &[String]| labels.last().cloned().unwrap_or_default();
    let plain = joined(&[row, column]);
    let turned = joined(&[column, row]);
    let nearest = joined(&[&[last(row)], &[last(column)]]);
    let mut found = vec![plain.clone(), turned];
    found.extend([nearest.clone(), last(row), last(column)].iter().map(|text| as_account(text, title, &plain)));
    let mut said: Vec<String> = Vec::new();
    for text in found.into_iter().filter(|text| !text.is_empty()) {
        if !said.contains(&text) {
            said.push(text);
        }
    }
    said
}

/// The same in English. Whatever power of ten is printed, words of one that a sentence has say what is measured.
pub fn english(year: i32, area: &str, items: &str, value: &str, measure: Option<&str>) -> String {
    let unit = match measure {
        Some("CNY") => " billion yuan",
        Some("PS") => " million people",
        Some("PT") => " percent",
        _ => "",
    };
    let of = if area.is_empty() { String::new() } else { format!(" of {area}") };
    format!("In {year}, {}{of} was {value}{unit}", items.to_lowercase())
}

/// `公共安全支出额`, and `公共安全` in a table of expenditure, is 公共安全支出.
fn as_account(text: &str, title: &str, all: &str) -> String {
    let bare =
        ["额", "数", "金额", "规模", "总额"].iter().fold(text, |text, tail| text.strip_suffix(tail).unwrap_or(text));
    let is_account = ["支出", "费", "收入", "占", "率", "比", "增"].iter().any(|word| bare.contains(word));
    let speaks = title.contains("支出") || all.contains("支出") || title.contains("成本") || title.contains("经费");
    if !is_account && speaks && !bare.is_empty() { format!("{bare}支出") } else { bare.to_string() }
}

/// A year, or a month of one, and nothing else.
pub fn is_period(text: &str) -> bool {
    let rest: String = text.chars().filter(|letter| !letter.is_ascii_digit() && !letter.is_whitespace()).collect();
    let is_dated = text.chars().any(|letter| letter.is_ascii_digit());
    is_dated && rest.trim_matches(['年', '度', '月', '季', '-', '—', '末', '底']).is_empty()
}

/// A label without units in brackets, marks of notes and blanks.
pub fn plain(text: &str) -> String {
    let mut kept = String::new();
    let mut depth = 0usize;
    let is_latin = text.is_ascii();
    for letter in text.chars() {
        match letter {
            '(' | '（' | '[' | '［' => depth += 1,
            ')' | '）' | ']' | '］' => depth = depth.saturating_sub(1),
            letter if letter.is_whitespace() && !is_latin => {}
            letter if depth == 0 && !"*#①②③④⑤⑥⑦⑧⑨“”\"".contains(letter) => kept.push(letter),
            _ => {}
        }
    }
    kept.trim().to_string()
}

pub fn unit(text: &str) -> &str {
    text.trim_matches(['(', ')', '（', '）', ' '])
}

/// A title without its number and years.
pub fn undated(title: &str) -> String {
    let without = title.trim_start_matches(['表', '附', '续']);
    let is_number = |letter: char| letter.is_ascii_digit() || "-—.．一二三四五六七八九十：: ".contains(letter);
    let text = without.trim_start_matches(is_number);
    text.chars().filter(|letter| !letter.is_ascii_digit() && !"-—–~～年：".contains(*letter)).collect()
}
