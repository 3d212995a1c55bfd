#!/usr/bin/env bash
# tabulate 0.10.0 without and with wcwidth 0.9.4, read by pandoc 3.9 (pypandoc_binary 1.17) and pandas 3.1.1 (PyPI): Chinese labels break
# figures of text tables in two, or join them, by whether a package that nobody names is installed.
#
# Tables in plain text are kept in notes, logs and Markdown; readers find the columns by position.
# Guess: a table that tabulate writes is read back by pandoc (format "simple") and by pandas.read_fwf (format "plain").
# What happens: tabulate counts letters, or cells of a terminal once wcwidth can be imported; pandoc counts cells and read_fwf
# letters. Without wcwidth pandoc reads 一般公共预算收入 12.5 13.8 as 一般公共预, 算收入, "12.5 13.8", and 100.25 as "100." and
# "25 7"; read_fwf is right. With wcwidth pandoc is right, and read_fwf reads one column "12.5       13.8". No warning in any of them.
# Why it matters: 100.25 and 7 are 100 and 257 once blanks in numbers are taken out; a new package elsewhere in the
# environment (prettytable and ipython bring wcwidth) turns a reader that worked into one that does not.
#
# Seen: without ['非税收入', '100.', '25 7'] by pandoc; with [['一般公共预算收入', '12.5       13.8'], ...] by read_fwf
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check tabulate==0.10.0 pypandoc_binary==1.17 pandas==3.1.1

cat > "$work/read.py" <<'PY'
import io
import re
import sys

import pandas as pd
import pypandoc
from tabulate import tabulate

head = ["项目", "2019年", "2020年"]
rows = [["一般公共预算收入", 12.5, 13.8], ["税", 3.1, 4.2], ["非税收入", 100.25, 7]]
html = pypandoc.convert_text(tabulate(rows, head, tablefmt="simple"), "html", format="markdown")
cells = [re.findall(r"<td[^>]*>(.*?)</td>", line) for line in re.findall(r"<tr.*?</tr>", html, re.S)][1:]
frame = pd.read_fwf(io.StringIO(tabulate(rows, head, tablefmt="plain")))
print(sys.argv[1], "pandoc", cells, "read_fwf", frame.columns.tolist(), frame.values.tolist())

right = [["一般公共预算收入", "12.5", "13.8"], ["税", "3.1", "4.2"], ["非税收入", "100.25", "7"]]
if sys.argv[1] == "without":
    assert cells == [["一般公共预", "算收入", "12.5 13.8"], ["税", "3.1", "4.2"], ["非税收入", "100.", "25 7"]], cells
    assert frame.shape == (3, 3) and frame["2020年"].tolist() == [13.8, 4.2, 7.0], frame
else:
    assert cells == right, cells
    assert frame.shape == (3, 2) and frame.iloc[0, 1].split() == ["12.5", "13.8"], frame
PY
"$work/venv/bin/python" "$work/read.py" without
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check wcwidth==0.9.4
"$work/venv/bin/python" "$work/read.py" with
echo "holds: figures are split or joined by the width of labels"
