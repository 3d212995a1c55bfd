#!/usr/bin/env bash
# tabletojson 4.1.15, html-table-to-json 1.0.0 (npm): in a table whose rows are named by <th> each figure is filed a year too early,
# and the names are gone.
#
# Statistical offices mark the first cell of each row as a header, <th>, as the rules for accessible tables ask.
# Guess: a <th> in the body is a cell like others, or the key of its row.
# What happens: every <th> of the table goes into the list of column names, by its place in its own row, so that the names of
# the rows overwrite the first column's again and again: of 项目 2019 2020 is left 非税 2019 2020, and of each row only the <td>: 12.5,
# the figure of 2019, stands under 非税, and 13.8, of 2020, under 2019. A second row of the header does the same: 预算 names the
# stub and the budget is filed under 决算. Of two columns both headed 2019 html-table-to-json keeps the last alone.
# Why it matters: figures are in the wrong year under a right name; 2020 and the names of the rows are nowhere.
#
# Seen: [{"2019":"13.8","非税":"12.5"},{"2019":"4.2","非税":"3.1"}] for 税收 12.5 13.8 and 非税 3.1 4.2 under 2019 and 2020
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" && npm install --silent --no-audit --no-fund --no-package-lock tabletojson@4.1.15 html-table-to-json@1.0.0

cat > read.cjs <<'JS'

const assert = require("node:assert");
const { Tabletojson } = require("tabletojson");
const Other = require("html-table-to-json");
const read = (html) => [Tabletojson.convert(html)[0], Other.parse(html).results[0]];

const head = "<tr><th></th><th>2019</th><th>2020</th></tr>";
const rows = "<tr><th>税收</th><td>12.5</td><td>13.8</td></tr><tr><th>非税</th><td>3.1</td><td>4.2</td></tr>";
for (const found of read(`<table>${head}${rows}</table>`)) {
  console.log(JSON.stringify(found));
  assert.deepEqual(found, [{ 非税: "12.5", 2019: "13.8" }, { 非税: "3.1", 2019: "4.2" }]);
}

const two = '<tr><th rowspan="2">项目</th><th colspan="2">2019</th></tr><tr><th>预算</th><th>决算</th></tr>';
const [first, second] = read(`<table>${two}<tr><td>税收</td><td>12.5</td><td>13.8</td></tr></table>`);
console.log(JSON.stringify(first), JSON.stringify(second));
for (const found of [first, second]) {
  assert.equal(found[0]["预算"], "税收");
  assert.equal(found[0]["决算"], "12.5");
}

const twice = "<table><tr><th>项目</th><th>2019</th><th>2019</th></tr><tr><td>税收</td><td>12.5</td><td>13.8</td></tr></table>";
const kept = read(twice);
console.log(JSON.stringify(kept));
assert.deepEqual(kept[0], [{ 项目: "税收", 2019: "12.5", "2019_2": "13.8" }]);
assert.deepEqual(kept[1], [{ 项目: "税收", 2019: "13.8" }]);
JS
node read.cjs
echo "holds: names of rows push figures into other years"
