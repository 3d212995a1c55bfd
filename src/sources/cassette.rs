//! Cassettes: recorded answers of a web service, as the VCR tools of several languages write them.
//!
//! In: YAML text. Out: the body text of every recorded answer, in order. Refuses YAML that is not well formed or nested
//! beyond what a cassette needs; aliases are never followed.

use super::finding::Finding;
use crate::messages::say;
use saphyr_parser::{Event, Parser};

const DEEPEST: usize = 64;
/// Keys and values; an answer with its headers takes a hundred.
const MOST_EVENTS: usize = 500_000;

/// Whether a text opens like a cassette: a list of interactions, each with its request.
pub(super) fn is_cassette(head: &str) -> bool {
    let aside = ["#", "%", "---", "version:", "recorded_with:"];
    let mut lines = head.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let first = lines.find(|line| !aside.iter().any(|start| line.starts_with(start)));
    let second = lines.next().unwrap_or("").trim_start();
    matches!(first, Some("interactions:" | "http_interactions:"))
        && (second.starts_with("- request:") || second.starts_with("- response:"))
}

/// What one level of the text is: a list, or a mapping with the key read last.
enum Level {
    List,
    Mapping { key: Option<String> },
}

/// The bodies of all answers.
pub(super) fn bodies(text: &str) -> Result<Vec<String>, Finding> {
    let mut bodies = Vec::new();
    let mut levels: Vec<Level> = Vec::new();
    for (count, event) in Parser::new_from_str(text).enumerate() {
        let (event, _) = event.map_err(|cause| Finding::damaged(say!("source.the-recording"), cause))?;
        match event {
            Event::SequenceStart(..) => levels.push(Level::List),
            Event::MappingStart(..) => levels.push(Level::Mapping { key: None }),
            Event::SequenceEnd | Event::MappingEnd => {
                levels.pop();
                value_ended(&mut levels);
            }
            Event::Scalar(value, ..) => scalar(value.into_owned(), &mut levels, &mut bodies),
            Event::Alias(_) => scalar(String::new(), &mut levels, &mut bodies),
            _ => {}
        }
        if levels.len() > DEEPEST || count > MOST_EVENTS {
            let message = say!("source.recording-odd");
            return Err(Finding::error("document-too-complex", message));
        }
    }
    Ok(bodies)
}

/// A key of the mapping open, or a value.
fn scalar(text: String, levels: &mut [Level], bodies: &mut Vec<String>) {
    if let Some(Level::Mapping { key: key @ None }) = levels.last_mut() {
        *key = Some(text);
        return;
    }
    if is_body(levels) {
        bodies.push(text);
    }
    value_ended(levels);
}

/// After a value the mapping around it waits for its next key.
fn value_ended(levels: &mut [Level]) {
    if let Some(Level::Mapping { key }) = levels.last_mut() {
        *key = None;
    }
}

/// `response: body: string:`, or `response: body:` where the text stands there at once.
fn is_body(levels: &[Level]) -> bool {
    let keys = levels.iter().rev().map(|level| match level {
        Level::Mapping { key } => key.as_deref().unwrap_or(""),
        Level::List => "",
    });
    let keys: Vec<&str> = keys.take(3).collect();
    matches!(keys.as_slice(), ["string", "body", "response"] | ["body", "response", ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASSETTE: &str = "interactions:\n- request:\n    body: string\n    headers: &h\n      Accept:\n      - '*/*'\n  \
        response:\n    body:\n      string: \"{\\\"name\\\":\\\"\\u4EBA\\\n        \\u53E3, a\n        b\\\"}\"\n    headers: *h\n\
        - request: {}\n  response: {body: {encoding: UTF-8, string: '[]'}}\n- request: {}\n  response:\n    body:\n      \
        string: |-\n        {\"a\": 1}\nversion: 1\n";

    #[test]
    fn bodies_are_found_in_every_way_of_writing_them() {
        assert!(is_cassette(CASSETTE));
        assert!(is_cassette("---\nhttp_interactions:\n- request:\n    method: get\n"));
        assert!(!is_cassette("interactions:\n  a: 1\n"));
        assert_eq!(bodies(CASSETTE).unwrap(), ["{\"name\":\"人口, a b\"}", "[]", "{\"a\": 1}"]);
    }

    #[test]
    fn hostile_recordings_are_refused() {
        let deep = format!("interactions:\n- request: {}", "[".repeat(100));
        assert_eq!(bodies(&deep).err().map(|finding| finding.code), Some("document-too-complex"));
        let broken = "interactions:\n- request: \"a\n";
        assert_eq!(bodies(broken).err().map(|finding| finding.code), Some("damaged-file"));
    }
}
