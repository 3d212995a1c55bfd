#!/usr/bin/env bash
# html-to-text 10.0.1 (npm): the cells of a table stand together without a blank, and a table read as data has other letters.
#
# html-to-text makes plain text of HTML for search and mail, with some 30 million downloads a month.
# Guess: by default cells have a blank between them, whatever becomes of the columns; in the format for tables the text is the page's.
# What happens: 税收 12.5 13.8 is 税收12.513.8, and the next row follows without a line's end: 税收12.513.8非税12. An empty cell leaves
# no trace. With `format: "dataTable"` columns are kept, and all headers are in capitals: Item is ITEM, kWh is KWH, and a
# <th> that names a row too. Rows that the page hides (display:none) are there in both.
# Why it matters: figures of one digit become valid numbers, 1 and 2 are 12, in the default that most use; and units in capitals
# are other units.
#
# Seen: default 项目20192020税收12.513.8非税12; dataTable ITEM 2019 KWH
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" && npm install --silent --no-audit --no-fund --no-package-lock html-to-text@10.0.1

cat > read.cjs <<'JS'

const assert = require("node:assert");
const { convert } = require("html-to-text");
const row = (cell, ...texts) => `<tr>${texts.map((text) => `<${cell}>${text}</${cell}>`).join("")}</tr>`;

const table = `<table>${row("th", "项目", "2019", "2020")}${row("td", "税收", "12.5", "13.8")}${row("td", "非税", "1", "2")}</table>`;
const plain = convert(table);
console.log(plain);
assert.equal(plain, "项目20192020税收12.513.8非税12");
const gap = convert(`<table>${row("td", "非税", "", "1")}${row("td", "非税", "1", "")}</table>`);
console.log(gap);
assert.equal(gap, "非税1非税1");

const units = `<table>${row("th", "Item", "2019", "kWh")}${row("td", "Power", "5", "mW")}</table>`;
const data = convert(units, { selectors: [{ selector: "table", format: "dataTable" }] });
console.log(data);
assert.deepEqual(data.split(/\s+/), ["ITEM", "2019", "KWH", "Power", "5", "mW"]);
JS
node read.cjs
echo "holds: cells stand together"
