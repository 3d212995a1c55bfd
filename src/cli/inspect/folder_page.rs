//! A folder as one self-contained HTML page: one row a file.
//!
//! In: the rows of a folder. Out: HTML that needs no network; rows can be sorted by any column and narrowed to those that
//! need a hint, and each tells its doubts. Refuses nothing: every text is escaped.

use std::fmt::Write;

use super::folder_row::{Row, percent, summary};
use super::page_style::STYLE;
use crate::messages::say;
use crate::outputs::escaped;
use crate::outputs::text_table::heads;

const HEADER: [&str; 13] = [
    "file",
    "kind",
    "tables",
    "figures",
    "years and where read",
    "areas",
    "account",
    "year %",
    "area %",
    "unit %",
    "series %",
    "doubts",
    "needs",
];

const MORE_STYLE: &str = r#"
table.files th { cursor: pointer; text-align: left; } table.files td { overflow-wrap: anywhere; }
table.files td.number { text-align: right; white-space: nowrap; } td.low { background: #fbe3e1; } td.some { background: #fff3c4; }
table.files details summary { cursor: pointer; } table.files li { margin: .1rem 0; } tr.refused td { color: var(--soft); }
"#;

/// Sorts by the column whose head is chosen, and leaves out files that need nothing where that is asked for.
const SCRIPT: &str = r#"
(function () {
  var table = document.querySelector('table.files'), body = table.tBodies[0], only = document.getElementById('only');
  var key = function (row, at) { var cell = row.cells[at]; return cell.dataset.n === undefined ? cell.textContent : Number(cell.dataset.n); };
  function sort(at, head) {
    var down = head.dataset.down === '1'; head.dataset.down = down ? '' : '1';
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (one, other) {
      var a = key(one, at), b = key(other, at), less = a < b ? -1 : a > b ? 1 : 0;
      return down ? -less : less;
    });
    rows.forEach(function (row) { body.append(row); });
  }
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, at) {
    head.addEventListener('click', function () { sort(at, head); });
    head.addEventListener('keydown', function (event) { if (event.key === 'Enter') { sort(at, head); } });
  });
  only.addEventListener('change', function () {
    Array.prototype.forEach.call(body.rows, function (row) { row.hidden = only.checked && !row.dataset.needs; });
  });
}());
"#;

pub fn page(name: &str, rows: &[Row]) -> String {
    let title = say!("inspect.folder-title", name = escaped(name));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}{MORE_STYLE}</style>\n</head>\n<body>\n\
         <h1>{title}</h1>\n",
        say!("page.lang")
    );
    let _ = writeln!(out, "<p>{}</p>", escaped(summary(rows).trim()).replace('\n', "<br>"));
    let only = say!("inspect.only-needing");
    let _ = writeln!(out, "<p><label><input type=\"checkbox\" id=\"only\"> {only}</label></p>");
    let head: String = heads(&HEADER).iter().map(|name| format!("<th tabindex=\"0\">{name}</th>")).collect();
    let _ = writeln!(
        out,
        "<div class=\"wide\" tabindex=\"0\"><table class=\"grid files\">\n<thead><tr>{head}</tr></thead>\n<tbody>"
    );
    rows.iter().for_each(|row| write_row(&mut out, row));
    let _ = write!(out, "</tbody></table></div>\n<script>{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

fn write_row(out: &mut String, row: &Row) {
    let (needs, shown) = (row.needs().join(", "), row.needs_words());
    let class = if row.is_read { "" } else { " class=\"refused\"" };
    let _ = write!(out, "<tr{class} data-needs=\"{needs}\">");
    let text = |out: &mut String, text: &str| {
        let _ = write!(out, "<td>{}</td>", escaped(text));
    };
    let number = |out: &mut String, number: usize| {
        let _ = write!(out, "<td class=\"number\" data-n=\"{number}\">{number}</td>");
    };
    text(out, &row.path);
    text(out, row.kind);
    number(out, row.tables);
    number(out, row.tally.observations);
    text(out, &row.years());
    text(out, &row.areas());
    text(out, &row.coverage());
    for (name, share) in row.shares() {
        let class = match share {
            Some(share) if name != "series" && share < 0.5 => " low",
            Some(share) if name != "series" && share < 0.9 => " some",
            _ => "",
        };
        let sorted = share.unwrap_or(-1.0);
        let _ = write!(out, "<td class=\"number{class}\" data-n=\"{sorted:.4}\">{}</td>", percent(share));
    }
    write_doubts(out, row);
    let refused = say!("inspect.refused-file").to_string();
    text(out, if row.is_read { &shown } else { &refused });
    out.push_str("</tr>\n");
}

fn write_doubts(out: &mut String, row: &Row) {
    let all: usize = row.doubts.values().map(|(count, _)| count).sum();
    let _ = write!(out, "<td data-n=\"{all}\">");
    if all > 0 {
        let _ = write!(out, "<details><summary>{all}</summary><ul>");
        for (code, (count, first)) in &row.doubts {
            let times = if *count > 1 { say!("inspect.times", count).to_string() } else { String::new() };
            let _ = write!(out, "<li><b>{code}</b>{times} {}</li>", escaped(&first.message.to_string()));
        }
        out.push_str("</ul></details>");
    }
    out.push_str("</td>");
}
