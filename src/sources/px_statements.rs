//! Statements of a PC-Axis file: `VALUES("town")="Askim","Borre";`.
//!
//! In: decoded text. Out: its statements, with what stands in quotation marks put together over line ends; whether a text
//! is such a file. Refuses statements that are never closed. Format: PC-Axis file format 2013, Statistics Sweden.

use super::finding::Finding;
use crate::messages::say;

/// One statement of the file's own language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement<'t> {
    pub name: &'t str,
    /// The variable it is about, and the value, where it names them.
    pub of: Vec<String>,
    /// As written, without the semicolon.
    pub value: &'t str,
}

/// Whether a text begins with a statement, and holds values of a variable and data.
pub(super) fn are_in(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let name = text.len() - text.trim_start_matches(|c: char| c.is_ascii_uppercase() || c == '-').len();
    let opens = text.get(name..).is_some_and(|rest| rest.starts_with(['=', '[', '(']));
    let says = |word: &str| text.contains(word);
    name >= 3 && opens && (says("VALUES(") || says("VALUES[")) && says("DATA=") && (says("STUB") || says("HEADING"))
}

/// All statements without those of other languages.
pub(super) fn read(text: &str) -> Result<Vec<Statement<'_>>, Finding> {
    let mut statements = Vec::new();
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    while !rest.is_empty() {
        let Some(equals) = unquoted(rest, '=') else { break };
        let head = rest.get(..equals).unwrap_or_default().trim();
        let body = rest.get(equals + 1..).unwrap_or_default();
        let end = unquoted(body, ';').unwrap_or(body.len());
        let name = head.split(['[', '(']).next().unwrap_or_default().trim();
        if end == body.len() && name != "DATA" {
            return Err(Finding::broken(say!("source.the-pc-axis"), say!("source.px-unclosed", name)));
        }
        let of = head.split_once('(').map_or(Vec::new(), |(_, inner)| texts(inner.trim_end_matches(')')));
        if !head.contains('[') || head.find('(') < head.find('[') && head.contains('(') {
            statements.push(Statement { name, of, value: body.get(..end).unwrap_or_default() });
        }
        rest = body.get(end + 1..).unwrap_or_default().trim_start();
    }
    Ok(statements)
}

/// Where a sign stands outside of quotation marks.
fn unquoted(text: &str, sign: char) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, letter)| {
        quoted ^= letter == '"';
        (letter == sign && !quoted).then_some(at)
    })
}

/// The texts of a list: pieces with nothing but blanks between them are one text, commas part texts. What stands before
/// the first (`TLIST(A1),`) is passed over.
pub(super) fn texts(value: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut is_parted = true;
    for (nth, part) in value.split('"').enumerate() {
        match (nth % 2 == 1, is_parted) {
            (false, _) => is_parted |= part.contains(','),
            (true, true) => {
                texts.push(part.to_string());
                is_parted = false;
            }
            (true, false) => texts.last_mut().into_iter().for_each(|last| last.push_str(part)),
        }
    }
    texts
}

/// Figures, marks and keys of the data, each without its quotation marks.
pub(super) fn figures(data: &str) -> impl Iterator<Item = &str> {
    let mut rest = data;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == ';');
        let (figure, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => {
                let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"')).unwrap_or(rest.len());
                rest.split_at(end)
            }
        };
        let found = !rest.is_empty();
        rest = after;
        found.then_some(figure)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "CHARSET=\"ANSI\";\nLANGUAGES=\"sv\",\"en\";\nTITLE=\"Staff; by \"\n\"town\";\nTITLE[en]=\"other\";\n\
        NOTE(\"town\")=\"a = b; DATA=7\";\nSTUB=\"town\";\nVALUES(\"town\")=\"A, x\",\"B = y\";\nDATA=\n1 \"..\"\n3.5,-4 ;\n";

    #[test]
    fn statements_are_parted_outside_of_quotation_marks() {
        let found = read(FILE).unwrap_or_default();
        let names: Vec<&str> = found.iter().map(|statement| statement.name).collect();
        assert_eq!(names, ["CHARSET", "LANGUAGES", "TITLE", "NOTE", "STUB", "VALUES", "DATA"]);
        assert_eq!(found.get(2).map(|title| texts(title.value)), Some(vec!["Staff; by town".to_string()]));
        assert_eq!(
            found.get(5).map(|values| (values.of.clone(), texts(values.value))),
            Some((vec!["town".to_string()], vec!["A, x".to_string(), "B = y".to_string()],))
        );
        assert_eq!(found.last().map(|data| figures(data.value).collect()), Some(vec!["1", "..", "3.5", "-4"]));
        assert!(are_in(FILE) && !are_in("地区,2010\n北京,1\n") && !are_in("A=1\nDATA=2"));
    }
}
