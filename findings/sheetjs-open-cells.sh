#!/usr/bin/env bash
# SheetJS, npm xlsx 0.18.5: a row of an HTML table whose cells are not closed becomes one number.
#
# HTML lets the end tags </td>, </th> and </tr> be left out, and the pages and ".xls" files of statistical offices of the
# 1990s and 2000s do so. SheetJS reads HTML named .xls, as Excel does, and is in most tools that open tables in a browser.
# Guess: cells end where the next one begins, as in browsers, LibreOffice, pandas and lxml.
# What happens: what stands between two <tr> or up to </td> is one cell: <tr><td>12<td>34<td>56 is the number 123456 in
# column A, 收入 12.5 34 is the text 收入12.534; with only </tr> the same. No error, no warning. And a table inside a cell ends the
# outer table: its rows below are lost (支出 3 here), and the inner figure stands in column A.
# Why it matters: years of a header and figures of a row run together into one valid number; the sheet looks read.
#
# Seen: [[123456],[123]]; [["项目20192020"],["收入12.534"]]; with </td>: [[12,34,56]]; nested: [["项目",2019],["收入"],[1]]
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" xlsx@0.18.5

cat > "$work/ask.cjs" <<'JS'
const assert = require("node:assert");
const X = require("xlsx");
const read = (html) => {
  const book = X.read(html, { type: "string" });
  const rows = X.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 });
  console.log(JSON.stringify(rows));
  return rows;
};
assert.deepEqual(read("<table><tr><td>12</td><td>34</td><td>56</td></tr></table>"), [[12, 34, 56]]);
assert.deepEqual(read("<table><tr><td>12<td>34<td>56<tr><td>1<td>2<td>3</table>"), [[123456], [123]]);
assert.deepEqual(read("<table><tr><th>项目<th>2019<th>2020<tr><td>收入<td>12.5<td>34</table>"), [["项目20192020"], ["收入12.534"]]);
assert.deepEqual(read("<table><tr><td>12<td>34</tr><tr><td>5<td>6</tr></table>"), [[1234], [56]]);
const nested =
  "<table><tr><td>项目</td><td>2019</td></tr><tr><td>收入</td><td><table><tr><td>1</td></tr></table></td></tr>" +
  "<tr><td>支出</td><td>3</td></tr></table>";
assert.deepEqual(read(nested), [["项目", 2019], ["收入"], [1]]);
JS
(cd "$work" && node ask.cjs)
echo "holds: open cells run together"
