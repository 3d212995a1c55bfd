//! Markdown: text with signs for emphasis, links and notes.
//!
//! In: the text of a file that is Markdown by its name or by its signs. Out: what its page would say, line for line: bare
//! words, note marks as raised digits, powers of ten as raised digits, nothing that was struck through. Refuses to change
//! code, and signs that do not come in pairs.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::markup;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^\#{1,6} \S"));
static BOLD: LazyLock<Regex> = LazyLock::new(|| pattern(r"\*\*[^\s*][^*\n]*\*\*"));
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(!?)\[([^\[\]\n]*)\]\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\)"#,
    )
});
static NOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[\^[^\]\s]+\]"));
static NOTE_TEXT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s{0,3}\[\^[^\]\s]+\]:\s*"));
static FENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^\s{0,3}(?:```|~~~)"));
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^\s*\|?\s*:?-{3,}:?\s*\|[\s|:-]*$"));
/// `^1^`, `<sup>1</sup>`.
static RAISED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\^([0-9]{1,3}\)?|\([0-9]{1,2}\))\^|<sup[^<>]*>([^<>\n]*)</sup>"));
static STRUCK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<(s|del|strike)>[^<>\n]*</(?:s|del|strike)>"));
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)</?(?:a|b|i|u|em|strong|span|font|sub|sup|small|big|ins|mark|code|kbd|abbr|center|p|div|wbr)(?:\s[^<>\n]*)?/?>",
    )
});
static BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<br\s*/?>"));
static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"`([^`\n]+)`"));
static FORMULA: LazyLock<Regex> = LazyLock::new(|| pattern(r"\$\$?([^\s$](?:[^$\n]*[^\s$])?)\$\$?"));
static FRACTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}"));
static TEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b10\^(?:\{(-?[0-9]{1,2})\}|([0-9]))"));
static ESCAPE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\\([!-/:-@\[-`{-~])"));

/// The plain text, where the file is Markdown; `None` for other texts.
pub(super) fn plain(path: &str, text: &str) -> Option<String> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let named = matches!(extension.as_str(), "md" | "markdown" | "mdown" | "mkd" | "rmd" | "qmd");
    (named || (matches!(extension.as_str(), "txt" | "text" | "") && is_evident(text))).then(|| of_text(text))
}

/// Signs of two kinds that no other text has.
fn is_evident(text: &str) -> bool {
    let signs: [&LazyLock<Regex>; 6] = [&HEADING, &BOLD, &LINK, &NOTE, &FENCE, &RULE];
    signs.iter().filter(|sign| sign.is_match(text)).count() >= 2
}

fn of_text(text: &str) -> String {
    let text = without_comments(text);
    let mut in_code = false;
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let is_fence = FENCE.is_match(line);
        in_code ^= is_fence;
        match in_code || is_fence {
            true => plain.push_str(line),
            false => plain.push_str(&of_line(line)),
        }
    }
    plain
}

/// Comments vanish; the line breaks inside them stay, so that each line keeps its number.
fn without_comments(text: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, inside)) = rest.split_once("<!--") {
        let Some((comment, after)) = inside.split_once("-->") else { break };
        kept.push_str(before);
        kept.extend(comment.chars().filter(|letter| *letter == '\n'));
        rest = after;
    }
    kept + rest
}

fn of_line(line: &str) -> String {
    if !line.contains(['*', '_', '~', '[', '^', '<', '`', '$', '\\']) {
        return line.to_string();
    }
    let line = NOTE_TEXT.replace(line, "");
    let line = FORMULA.replace_all(&line, formula);
    let line = LINK.replace_all(&line, |found: &Captures| match found.get(1).is_some_and(|sign| !sign.is_empty()) {
        true => String::new(),
        false => found.get(2).map_or(String::new(), |text| text.as_str().to_string()),
    });
    let line = NOTE.replace_all(&line, "");
    let line = RAISED.replace_all(&line, |found: &Captures| {
        let text = found.get(1).or(found.get(2)).map_or("", |text| text.as_str());
        markup::raise(text).unwrap_or_else(|| text.to_string())
    });
    let line = STRUCK.replace_all(&line, "");
    let line = TAG.replace_all(&BREAK.replace_all(&line, " "), "").into_owned();
    let line = ['~', '*', '_'].into_iter().fold(line, |line, sign| without_pairs(&line, sign));
    let line = CODE.replace_all(&line, "$1");
    ESCAPE.replace_all(&line, "$1").into_owned()
}

/// A formula of figures and signs in one line; one of commands that are not known stays as it is.
fn formula(found: &Captures) -> String {
    let (whole, inside) = (found.get(0).map_or("", |all| all.as_str()), found.get(1).map_or("", |text| text.as_str()));
    let inside = FRACTION.replace_all(inside, "$1⁄$2");
    let inside =
        [("\\times", "×"), ("\\%", "%"), ("\\cdot", "×"), ("\\,", ""), ("{,}", ","), ("\\pm", "±"), ("\\$", "$")]
            .iter()
            .fold(inside.into_owned(), |text, (command, sign)| text.replace(command, sign));
    let inside = TEN.replace_all(&inside, |found: &Captures| {
        let power = found.get(1).or(found.get(2)).map_or("", |text| text.as_str());
        let (sign, digits) = power.strip_prefix('-').map_or(("", power), |digits| ("⁻", digits));
        format!("10{sign}{}", markup::raise(digits).unwrap_or_default())
    });
    match inside.contains('\\') {
        true => whole.to_string(),
        false => inside.replace("× 10", "×10").replace(" ×", "×"),
    }
}

/// One run of a sign.
struct Signs {
    at: usize,
    length: usize,
    opens: bool,
    closes: bool,
}

/// A text without the pairs of one sign; what stands between two pairs of `~` was struck through and goes with them.
fn without_pairs(line: &str, sign: char) -> String {
    let runs = runs(line, sign);
    let (mut open, mut gone): (Vec<&Signs>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    for run in &runs {
        let partner = open.iter().rposition(|before| before.length == run.length).filter(|_| run.closes);
        match partner.and_then(|at| open.drain(at..).next()) {
            Some(first) if sign == '~' => gone.push((first.at, run.at + run.length)),
            Some(first) => gone.extend([(first.at, first.at + first.length), (run.at, run.at + run.length)]),
            None if run.opens => open.push(run),
            None => {}
        }
    }
    let is_gone = |at: usize| gone.iter().any(|(from, to)| (*from..*to).contains(&at));
    line.char_indices().filter(|(at, _)| !is_gone(*at)).map(|(_, letter)| letter).collect()
}

/// The runs of a sign that may open or close: by the letters beside it, as Markdown has it. A single `~` stands between
/// the ends of a range, and a `*` between two figures is a sum.
fn runs(line: &str, sign: char) -> Vec<Signs> {
    let (mut runs, mut at) = (Vec::new(), 0);
    while let Some(found) = line.get(at..).and_then(|rest| rest.find(sign)) {
        let start = at + found;
        let tail = line.get(start..).unwrap_or_default();
        let length = tail.len() - tail.trim_start_matches(sign).len();
        at = start + length;
        let before = line.get(..start).and_then(|head| head.chars().next_back()).unwrap_or(' ');
        let after = line.get(at..).and_then(|tail| tail.chars().next()).unwrap_or(' ');
        let is_word = |letter: char| letter.is_alphanumeric();
        let is_sum = sign == '*' && length == 1 && before.is_ascii_digit() && after.is_ascii_digit();
        if before == '\\' || length > 3 || is_sum || (sign == '~' && length != 2) {
            continue;
        }
        let opens = !after.is_whitespace() && (is_word(after) || !is_word(before));
        let closes = !before.is_whitespace() && (is_word(before) || !is_word(after));
        let apart = sign != '_';
        let (opens, closes) = (opens && (apart || !is_word(before)), closes && (apart || !is_word(after)));
        runs.push(Signs { at: start, length, opens, closes });
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_vanish_and_figures_stay() {
        for (line, text) in [
            ("2010年国内生产总值**397983**亿元。", "2010年国内生产总值397983亿元。"),
            ("_收入_，__支出__，***净额***", "收入，支出，净额"),
            ("[397983](http://a.b/c_(d) \"t\")亿元", "397983亿元"),
            ("![图1](a.png)收入", "收入"),
            ("397983[^1]亿元，397983^1^亿元，397983<sup>1</sup>亿元", "397983亿元，397983¹亿元，397983¹亿元"),
            ("~~397000~~397983<!-- 5 -->亿元<br>，<del>5</del>6", "397983亿元 ，6"),
            ("$3.97983\\times 10^5$亿元，$12.5\\%$，$\\frac{3}{4}$", "3.97983×10⁵亿元，12.5%，3⁄4"),
            ("397\\_983 和 \\*5\\*", "397_983 和 *5*"),
            ("[^1]: 初步数。", "初步数。"),
            ("`12.5`亿元", "12.5亿元"),
        ] {
            assert_eq!(of_text(line), text, "{line}");
        }
    }

    #[test]
    fn signs_without_a_partner_stay() {
        for line in [
            "0.05*，0.01**，0.001***",
            "| 12.5* | 13.1* |",
            "5~8亿元，10~~20",
            "2*3*4",
            "a_b_c 与 snake_case",
            "$5 billion and $6 billion",
            "* 收入\n* 支出",
            "```\n**5**\n```",
            "$\\alpha$",
        ] {
            assert_eq!(of_text(line), line, "{line}");
        }
    }

    #[test]
    fn comments_keep_the_lines() {
        assert_eq!(of_text("甲<!-- 一\n二 -->乙\n丙"), "甲\n乙\n丙");
    }

    #[test]
    fn markdown_is_told_by_name_or_by_two_kinds_of_signs() {
        assert!(plain("a/b.md", "12").is_some());
        assert!(plain("a.txt", "# 标题\n\n收入**5**亿元").is_some());
        assert!(plain("a.txt", "# 标题\n\n收入5亿元").is_none());
        assert!(plain("a.csv", "# 标题\n\n收入**5**亿元").is_none());
    }
}
