#!/usr/bin/env bash
# inscriptis 2.7.6 (PyPI, with lxml 6.1.3): a layout engine for HTML puts figures of tables under the wrong heading where a cell
# spans rows or columns.
#
# inscriptis turns HTML to text "with layout": its columns are aligned, so that the text can be read by position.
# Guess: colspan and rowspan, which decide the layout of most statistical tables, are followed.
# What happens: neither is. Under 2019 spanning 预算 and 决算 the second row of the header starts at the left edge: 预算 stands over
# the names and 决算 over the budgets. In a row below a region that spans two rows, the item stands under the region, the
# figure of 2019 under the item, and the figure of 2020 under 2019, in straight columns. html-to-text with dataTable,
# pandas and trafilatura give the grid.
# Why it matters: the text looks set with care, so columns cut at the header's positions give each figure another year.
#
# Seen: 'Region  Item  2019  2020' / 'East    Tax   12.5  13.8' / 'Fee     3.1   4.2'
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check inscriptis==2.7.6 lxml==6.1.3

cd "$work" && "$work/venv/bin/python" - <<'PY'
from inscriptis import get_text

rows = "<table><tr><th>Region</th><th>Item</th><th>2019</th><th>2020</th></tr>"
rows += '<tr><td rowspan="2">East</td><td>Tax</td><td>12.5</td><td>13.8</td></tr><tr><td>Fee</td><td>3.1</td><td>4.2</td></tr></table>'
lines = get_text(rows).splitlines()
print("\n".join(lines))
assert lines[0].index("2019") == lines[2].index("4.2"), lines
assert lines[0].index("Item") == lines[2].index("3.1") and lines[2].startswith("Fee"), lines

columns = '<table><tr><th rowspan="2">Item</th><th colspan="2">2019</th></tr><tr><th>Budget</th><th>Final</th></tr>'
lines = get_text(columns + "<tr><td>Tax</td><td>12.5</td><td>13.8</td></tr></table>").splitlines()
print("\n".join(lines))
assert lines[1].startswith("Budget") and lines[1].index("Final") == lines[2].index("12.5"), lines
PY
echo "holds: spans are not followed"
