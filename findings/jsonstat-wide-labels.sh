#!/usr/bin/env bash
# jsonstat-toolkit 2.2.2 (npm): in a table with years as columns areas of one name become one, and the figures of the first are lost.
#
# JSON-stat tells categories by code; labels may repeat, and in administrative lists do: 市辖区, 其他, 朝阳区 stand under many cities.
# toTable() and Transform() with `by` set the years (or areas) as columns, as in a yearbook.
# Guess: rows are kept by code, or doubled labels are marked.
# What happens: rows are gathered by label. Of two areas labelled 市辖区 the figures 1 and 2 of the first are overwritten by 3 and 4 of the
# second; with the areas as columns there is one column, of the second. The long table, without `by`, holds all four; content: "id" does too.
# Dice() changes the data set it is called on unless { clone: true } is given: after a Dice to the second area Data() of the first gives
# the second's figure, 4 in place of 2, and Slice of 2020 is [4] in place of [2, 4].
# Why it matters: no error, one row fewer, so that a sum over the table lacks a city; or a city with the figure of another.
#
# Seen: by year [{"2019":3,"2020":4,"area":"市辖区"}]; by id two rows; after a Dice Data of the first area 4, before 2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" jsonstat-toolkit@2.2.2

cat > "$work/ask.cjs" <<'JS'
const assert = require("node:assert");
const JSONstat = require("jsonstat-toolkit");
const cube = () => ({
  version: "2.0",
  class: "dataset",
  id: ["area", "year"],
  size: [2, 2],
  dimension: {
    area: { category: { index: ["130101", "140101"], label: { 130101: "市辖区", 140101: "市辖区" } } },
    year: { category: { index: ["2019", "2020"] } },
  },
  value: [1, 2, 3, 4],
});
const show = (name, value) => (console.log(name, JSON.stringify(value)), value);
const table = (options) => JSONstat(cube()).toTable({ type: "arrobj", ...options });
assert.deepEqual(show("long", table({}).map((row) => row.value)), [1, 2, 3, 4]);
assert.deepEqual(show("by year", table({ by: "year" })), [{ 2019: 3, 2020: 4, area: "市辖区" }]);
assert.deepEqual(show("by area", table({ by: "area" })), [{ 140101: 3, year: "2019" }, { 140101: 4, year: "2020" }]);
assert.equal(show("by year, id", table({ by: "year", content: "id" })).length, 2);

assert.deepEqual(JSONstat(cube()).Slice({ year: "2020" }).value, [2, 4]);
const data = JSONstat(cube());
assert.equal(data.Data({ area: "130101", year: "2020" }).value, 2);
assert.deepEqual(data.Dice({ area: ["140101"] }).value, [3, 4]);
const other = show("first area, after a Dice to the second", data.Data({ area: "130101", year: "2020" }));
assert.equal(other[0].value, 4);
assert.deepEqual(show("2020, after it", data.Slice({ year: "2020" }).value), [4]);
JS
(cd "$work" && node ask.cjs)
echo "holds: areas of one name are one row"
