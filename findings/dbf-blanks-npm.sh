#!/usr/bin/env bash
# dbf-reader 1.0.3, harb 0.1.1, xlsx 0.18.5 (npm): an empty or overflowed figure of a dBASE table is 0, and dates move by a month.
#
# Old panels of counties and the archives of censuses are dBASE files (.dbf). An N field that was never filled is blanks, one whose
# figure is too large for its width is filled with asterisks by the database itself; dates are eight digits, unknown truth is ?.
# Guess: a blank is nothing and asterisks are no number, as in dbffile 1.13.0 (null and NaN); days are days.
# What happens: blanks are 0 in dbf-reader and in harb; asterisks are 0 in SheetJS. dbf-reader gives the day one month late: 20201231 is
# 2021-01-31, so that the year of a figure changes too. An empty date is the serial number -30 in harb and in SheetJS, and ?, not known,
# is false in dbf-reader and harb.
# Why it matters: a county without a report spent nothing, the largest county spent nothing, and a figure of the end of 2020 is one
# of 2021; means and sums by year are wrong without a word.
#
# Seen (blank, asterisks, 20201231): dbf-reader 0, NaN, 2021-01-31   harb 0, NaN, 2020-12-31   SheetJS nothing, 0, 2020-12-31
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" dbf-reader@1.0.3 harb@0.1.1 xlsx@0.18.5 dbffile@1.13.0

python3 - "$work/panel.dbf" <<'PY'
import struct, sys

fields = [("COUNTY", "C", 8, 0), ("SPEND", "N", 8, 2), ("DAY", "D", 8, 0), ("OWN", "L", 1, 0)]
rows = [("A", "1234.50", "20201231", "T"), ("B", "", "", "?"), ("C", "*" * 8, "20200101", "F")]
size = 1 + sum(width for _, _, width, _ in fields)
head = struct.pack("<BBBBIHH", 3, 124, 1, 2, len(rows), 33 + 32 * len(fields), size) + bytes(20)
for name, kind, width, places in fields:
    head += name.encode().ljust(11, b"\0") + kind.encode() + bytes(4) + bytes([width, places]) + bytes(14)
body = b""
for row in rows:
    body += b" "
    for (_, kind, width, _), text in zip(fields, row):
        body += (text.rjust(width) if kind == "N" else text.ljust(width)).encode()
open(sys.argv[1], "wb").write(head + b"\r" + body + b"\x1a")
PY
cat > "$work/ask.cjs" <<'JS'
const assert = require("node:assert");
const fs = require("node:fs");
const { DBFFile } = require("dbffile");
const { Dbf } = require("dbf-reader");
const harb = require("harb");
const xlsx = require("xlsx");
const bytes = fs.readFileSync("panel.dbf");
const column = (sheet, letter) => [2, 3, 4].map((row) => (sheet[letter + row] || { v: undefined }).v);
const day = (date) => date && date.toISOString().slice(0, 10);
(async () => {
  const plain = await (await DBFFile.open("panel.dbf")).readRecords();
  assert.deepEqual(plain.map((row) => row.SPEND), [1234.5, null, NaN]);

  const read = Dbf.read(bytes).rows;
  console.log("dbf-reader", JSON.stringify(read));
  assert.deepEqual(read.map((row) => row.SPEND), [1234.5, 0, NaN]);
  assert.deepEqual(read.map((row) => day(row.DAY)), ["2021-01-31", null, "2020-02-01"]);
  assert.deepEqual(read.map((row) => row.OWN), [true, false, false]);

  for (const [name, library, spent, own] of [
    ["harb", harb, [1234.5, 0, null], [true, false, false]],
    ["SheetJS", xlsx, [1234.5, null, 0], [true, undefined, false]],
  ]) {
    const book = library.read(bytes, { type: "buffer" });
    const sheet = book.Sheets[book.SheetNames[0]];
    const got = column(sheet, "B").map((value) => (Number.isFinite(value) ? value : null));
    console.log(name, got, column(sheet, "C"), column(sheet, "D"));
    assert.deepEqual(got, spent);
    assert.deepEqual(column(sheet, "C"), [44196, -30, 43831]);
    assert.deepEqual(column(sheet, "D"), own);
  }
})();
JS
(cd "$work" && node ask.cjs)
echo "holds: blanks and overflows are noughts, days move by a month"
