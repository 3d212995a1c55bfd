#!/usr/bin/env bash
# csv-diff 1.2 (PyPI): between two editions of a panel no change is found where all years but the last were revised.
#
# csv-diff tells what changed between two csv files; --key names the column that identifies a row. It is used on open data of governments.
# Guess: a key that is not unique is refused or warned of; two equal rows of which one is dropped are a removal.
# What happens: of the rows with one key only the last is kept, in both files. A panel of areas and years with --key area is compared in
# its last year alone: 2019 revised from 1 to 9, the answer is that nothing changed. There is no key of two columns. Without a key
# rows are a set: of two equal lines (two offices, same figure) one may go without a trace.
# Why it matters: "no changes" is read as: the vintages agree.
#
# Seen: {'added': [], 'removed': [], 'changed': [], ...} for A,2019,1 -> A,2019,9 beside an equal A,2020,2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check csv-diff==1.2

cd "$work"
printf 'area,year,spend\nA,2019,1\nA,2020,2\nB,2019,3\nB,2020,4\n' > first.csv
printf 'area,year,spend\nA,2019,9\nA,2020,2\nB,2019,7\nB,2020,4\n' > second.csv
printf 'area,spend\nA,5\nA,5\n' > two.csv
printf 'area,spend\nA,5\n' > one.csv
nothing='{"added": [], "removed": [], "changed": [], "columns_added": [], "columns_removed": []}'
"$work/venv/bin/python" - "$nothing" \
  "$("$work/venv/bin/csv-diff" first.csv second.csv --key=area --json)" \
  "$("$work/venv/bin/csv-diff" two.csv one.csv --json)" \
  "$("$work/venv/bin/csv-diff" first.csv second.csv --json)" <<'PY'
import json
import sys

nothing, keyed, doubled, plain = (json.loads(text) for text in sys.argv[1:])
print("--key=area", keyed)
print("one of two equal rows gone", doubled)
print("no key", len(plain["added"]), "added", len(plain["removed"]), "removed")
assert keyed == nothing and doubled == nothing
assert len(plain["added"]) == len(plain["removed"]) == 2
PY
echo "holds: revisions of a panel are not seen"
