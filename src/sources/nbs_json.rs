//! Answers of the national database's web interface, bare or recorded.
//!
//! In: JSON text, or a cassette of recorded answers. Out: one grid per answer with data nodes, a row for each node:
//! its indicator, area and time by name, its unit, and the figure as printed. A node without data stays empty, whatever
//! number stands in it. Refuses error answers, and JSON that holds no data nodes: trees, lists of areas.

use super::finding::{Contents, Finding};
use super::nbs_answer::{Answer, DataNode, Dimension};
use super::room::Room;
use super::{Cell, Grid, cassette};
use crate::messages::{Message, say};
use crate::problem::Severity;
use std::collections::{HashMap, HashSet};

/// An answer of the service has some ten thousand nodes at most, of 200 bytes each.
const MOST_TEXT: usize = 24 << 20;
/// Indicator, area and time are all there are today.
const MOST_DIMENSIONS: usize = 12;

/// Reads one answer.
pub(super) fn read(text: &str) -> Result<Contents, Finding> {
    read_all(&[text.trim_start_matches('\u{feff}').to_string()])
}

/// Reads every answer of a cassette.
pub(super) fn read_cassette(text: &str) -> Result<Contents, Finding> {
    check_size(text.len())?;
    let bodies = cassette::bodies(text)?;
    let mut contents = read_all(&bodies)?;
    contents.opened.insert(0, say!("opened.from-recording", answers = bodies.len()));
    Ok(contents)
}

/// Where no answer gave a table, what the first of them says is why the file is refused.
fn read_all(bodies: &[String]) -> Result<Contents, Finding> {
    let mut contents = Contents::default();
    let (mut room, mut without) = (Room::default(), 0);
    for (at, body) in bodies.iter().enumerate() {
        check_size(body.len())?;
        match one(body, at + 1, &mut room, &mut without) {
            Ok((grid, doubt)) => {
                contents.grids.push(grid);
                contents.findings.extend(doubt);
            }
            Err(finding) => contents.findings.push(finding),
        }
    }
    if without > 0 {
        contents.opened.push(say!("opened.without-data", nodes = without));
    }
    if !contents.grids.is_empty() {
        contents.findings.iter_mut().for_each(|finding| finding.severity = Severity::Warning);
        contents.findings.dedup();
        return Ok(contents);
    }
    let told = contents.findings.iter().position(|finding| finding.severity == Severity::Error).unwrap_or(0);
    match contents.findings.is_empty() {
        true => Err(Finding::warning("not-a-table", say!("source.empty-recording"))),
        false => Err(contents.findings.swap_remove(told)),
    }
}

fn check_size(length: usize) -> Result<(), Finding> {
    match length > MOST_TEXT {
        true => {
            let message = say!("source.larger-than-answer", most = MOST_TEXT >> 20);
            Err(Finding::error("file-too-large", message))
        }
        false => Ok(()),
    }
}

/// Reads one answer; adds to `without` how many of its nodes hold no data.
fn one(body: &str, number: usize, room: &mut Room, without: &mut usize) -> Result<(Grid, Option<Finding>), Finding> {
    let (nodes, dimensions) = match Answer::read(body)? {
        Answer::Error { code, message } => {
            let message = say!("source.database-error", code, message);
            return Err(Finding::error("error-answer", message).help(say!("source.check-codes")));
        }
        Answer::Other(what) => {
            return Err(Finding::warning("not-a-table", say!("source.json-without-figures", what)));
        }
        Answer::Data { nodes, dimensions } => (nodes, dimensions),
    };
    if nodes.is_empty() {
        let lists = dimensions.iter().map(|dimension| (dimension.nodes().count(), dimension.title()));
        let lists: Vec<Message> =
            lists.filter(|(count, _)| *count > 0).map(|(n, title)| format!("{n} {title}").into()).collect();
        let names = if lists.is_empty() { say!("source.nothing") } else { Message::list(lists).to_string().into() };
        return Err(Finding::warning("not-a-table", say!("source.answer-lists", names)));
    }
    let (grid, odd) = Layout::new(&dimensions, &nodes)?.grid(&nodes, number, room)?;
    *without += nodes.iter().filter(|node| !node.has_data()).count();
    let doubt = (odd > 0).then(|| {
        let message = say!("source.printed-and-stored", nodes = odd);
        Finding::warning("printed-is-not-stored", message)
    });
    Ok((grid, doubt))
}

/// The columns: each dimension that the nodes have, the unit where any is given, the figure.
struct Layout<'a> {
    dimensions: Vec<&'a Dimension>,
    /// Name and unit by dimension and code.
    names: HashMap<(&'a str, &'a str), (&'a str, &'a str)>,
    has_units: bool,
}

impl<'a> Layout<'a> {
    fn new(dimensions: &'a [Dimension], nodes: &[DataNode]) -> Result<Layout<'a>, Finding> {
        let used: HashSet<&str> = nodes.iter().flat_map(DataNode::dimensions).collect();
        let dimensions: Vec<&Dimension> =
            dimensions.iter().filter(|dimension| used.contains(dimension.code())).take(MOST_DIMENSIONS + 1).collect();
        if dimensions.is_empty() || dimensions.len() > MOST_DIMENSIONS {
            return Err(Finding::warning("not-a-table", say!("source.answer-of-what")));
        }
        let mut names = HashMap::new();
        for dimension in &dimensions {
            for node in dimension.nodes() {
                names.entry((dimension.code(), node.code())).or_insert((node.name(), node.unit()));
            }
        }
        let has_units = names.values().any(|(_, unit)| !unit.is_empty());
        Ok(Layout { dimensions, names, has_units })
    }

    fn header(&self) -> Vec<String> {
        let mut header: Vec<String> = self.dimensions.iter().map(|dimension| dimension.title()).collect();
        let english = header.iter().all(|title| title.is_ascii());
        let (unit, value) = if english { ("Unit", "Value") } else { ("单位", "数值") };
        header.extend(self.has_units.then(|| unit.to_string()));
        header.push(value.to_string());
        header
    }

    /// The grid, and how many nodes print another number than they store.
    fn grid(&self, nodes: &[DataNode], number: usize, room: &mut Room) -> Result<(Grid, usize), Finding> {
        let mut grid = Grid { sheet: format!("answer {number}"), ..Grid::default() };
        let mut odd = 0;
        put_row(&mut grid, 0, self.header(), room)?;
        for (at, node) in nodes.iter().enumerate() {
            let mut row: Vec<String> = Vec::new();
            let mut unit = "";
            for dimension in &self.dimensions {
                let code = node.code(dimension.code()).unwrap_or("");
                let (name, its_unit) = self.names.get(&(dimension.code(), code)).copied().unwrap_or((code, ""));
                row.push(if name.is_empty() { code } else { name }.to_string());
                unit = if unit.is_empty() { its_unit } else { unit };
            }
            row.extend(self.has_units.then(|| unit.to_string()));
            row.push(node.printed());
            odd += usize::from(node.contradicts_itself());
            put_row(&mut grid, at + 1, row, room)?;
        }
        Ok((grid, odd))
    }
}

fn put_row(grid: &mut Grid, row: usize, texts: Vec<String>, room: &mut Room) -> Result<(), Finding> {
    for (col, text) in texts.into_iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        room.put(grid, row, col, Cell { text, stored: None })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An answer with the figures of two years; each is data, hasdata and strdata as JSON.
    fn answer(figures: [(&str, &str, &str); 2]) -> String {
        let node = |year: &str, (data, has, text): (&str, &str, &str)| {
            format!(
                "{{\"code\":\"zb.A1_reg.110000_sj.{year}\",\"data\":{{\"data\":{data},\"dotcount\":1,\"hasdata\":{has},\
                 \"strdata\":{text}}},\"wds\":[{{\"valuecode\":\"A1\",\"wdcode\":\"zb\"}},\
                 {{\"valuecode\":\"110000\",\"wdcode\":\"reg\"}},{{\"valuecode\":\"{year}\",\"wdcode\":\"sj\"}}]}}"
            )
        };
        format!(
            "{{\"returncode\":200,\"returndata\":{{\"datanodes\":[{},{}],\"freshsort\":0,\"wdnodes\":[\
             {{\"nodes\":[{{\"code\":\"A1\",\"name\":\"财政收入\",\"unit\":\"亿元\"}}],\"wdcode\":\"zb\",\"wdname\":\"指标\"}},\
             {{\"nodes\":[null,{{\"code\":\"110000\",\"cname\":\"北京市\",\"unit\":\"\"}}],\"wdcode\":\"reg\",\"wdname\":\"地区\"}},\
             {{\"nodes\":[{{\"code\":\"2020\",\"name\":\"2020年\"}}],\"wdcode\":\"sj\",\"wdname\":\"时间\"}}]}}}}",
            node("2020", figures[0]),
            node("2019", figures[1])
        )
    }

    fn texts(grid: &Grid) -> Vec<Vec<&str>> {
        grid.rows.iter().map(|row| row.iter().map(|c| c.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_row_for_each_node_and_none_invented() {
        let contents = read(&answer([("1234.5", "true", "\"1234.50\""), ("0.0", "false", "\"\"")])).unwrap();
        let expected: Vec<Vec<&str>> = vec![
            vec!["指标", "地区", "时间", "单位", "数值"],
            vec!["财政收入", "北京市", "2020年", "亿元", "1234.50"],
            vec!["财政收入", "北京市", "2019", "亿元"],
        ];
        assert_eq!(texts(&contents.grids[0]), expected);
        assert_eq!(contents.opened, ["1 node without data"]);
        assert!(contents.findings.is_empty());
    }

    #[test]
    fn a_figure_that_contradicts_itself_is_a_warning() {
        let contents = read(&answer([("1.2", "true", "\"12\""), ("3.0", "true", "\"\"")])).unwrap();
        assert_eq!(contents.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["printed-is-not-stored"]);
        assert_eq!(texts(&contents.grids[0])[2][4], "3");
        assert!(contents.findings[0].message.to_string().starts_with("in 1 data node the"));
    }

    #[test]
    fn errors_lists_and_other_json_are_refused_with_their_reason() {
        let refused = |text: &str| read(text).err().map(|f| (f.code, f.message)).unwrap_or_default();
        let (code, message) = refused("{\"returncode\":501,\"returndata\":\"对不起，未能找到符合查询条件的信息。\"}");
        assert_eq!(code, "error-answer");
        assert!(message.to_string().ends_with("(501): 对不起，未能找到符合查询条件的信息。"));
        let lists = "{\"returncode\":200,\"returndata\":{\"datanodes\":[],\"wdnodes\":[{\"nodes\":[{\"code\":\"1\"}],\
                     \"wdcode\":\"reg\",\"wdname\":\"地区\"}]}}";
        let (code, message) = refused(lists);
        assert_eq!(code, "not-a-table");
        assert_eq!(message, "the answer lists 1 地区, and holds no data");
        assert_eq!(refused("[{\"id\":\"A01\",\"isParent\":true}]").0, "not-a-table");
        assert_eq!(refused("{\"a\":{\"returncode\":1}}").0, "not-a-table");
        assert_eq!(refused("{\"returncode\":200,\"returndata\":{\"datanodes\":5}}").0, "not-a-table");
        assert_eq!(refused("{\"returncode\":200,\"returnd").0, "damaged-file");
        assert_eq!(refused(&"[".repeat(10_000)).0, "damaged-file");
    }

    #[test]
    fn a_cassette_gives_each_answer_its_grid() {
        let quoted = |text: &str| format!("'{text}'");
        let good = answer([("1.5", "true", "\"1.5\""), ("2.5", "true", "\"2.5\"")]);
        let one =
            |body: &str| format!("- request:\n    body: x\n  response:\n    body:\n      string: {}\n", quoted(body));
        let bad = "{\"returncode\":501,\"returndata\":\"无\"}";
        let tape = format!("interactions:\n{}{}{}version: 1\n", one(&good), one(bad), one(&good));
        let contents = read_cassette(&tape).unwrap();
        assert_eq!(contents.grids.iter().map(|g| g.sheet.as_str()).collect::<Vec<_>>(), ["answer 1", "answer 3"]);
        assert_eq!(contents.opened, ["3 answers taken from the recording"]);
        assert_eq!(
            contents.findings.iter().map(|f| (f.code, f.severity)).collect::<Vec<_>>(),
            [("error-answer", Severity::Warning)]
        );
        assert_eq!(read_cassette(&format!("interactions:\n{}", one("[]"))).err().map(|f| f.code), Some("not-a-table"));
    }

    #[test]
    fn one_long_name_shared_by_many_nodes_is_refused() {
        let name = "名".repeat(1 << 20);
        let node = "{\"data\":{\"strdata\":\"1\"},\"wds\":[{\"wdcode\":\"zb\",\"valuecode\":\"A\"}]},";
        let text = format!(
            "{{\"returncode\":200,\"returndata\":{{\"datanodes\":[{}null],\"wdnodes\":[{{\"wdcode\":\"zb\",\
             \"nodes\":[{{\"code\":\"A\",\"name\":\"{name}\"}}]}}]}}}}",
            node.repeat(200)
        );
        assert_eq!(read(&text).err().map(|f| f.code), Some("sheet-too-large"));
    }
}
