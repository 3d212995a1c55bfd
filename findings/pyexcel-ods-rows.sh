#!/usr/bin/env bash
# pyexcel-ods 0.6.0 (PyPI, with odfpy 1.4.1), beside pyexcel-ods3 0.6.1 and pandas 3.1.1: in OpenDocument tables a figure beside a merged cell
# is a year too early, and the second of two equal rows is lost.
#
# Statistical offices publish .ods (it is the standard of several governments). A merged cell is followed by covered cells; LibreOffice
# writes equal neighbouring rows once, with number-rows-repeated="2", and empty rows likewise.
# Guess: covered cells are empty cells, repeated rows are rows, as in pandas, python-calamine, ezodf and SheetJS.
# What happens: covered cells are left out, so that all that stands right of them moves: 5 and 6 of 2020 and 2021 stand under 2019 and
# 2020. A row that is repeated comes once: two equal rows are one. Cells of the type currency are text, "1234.5 CNY".
# pyexcel-ods3 alone reads both right (and money as text); with both packages installed each gives the answer of the other, so that
# installing one more package makes right figures wrong.
# Why it matters: rows are filed under other years and sums lack a row; the sheet's own total is right, the data are not.
#
# Seen: [merged, 5, 6] for [merged, , 5, 6]; one row "other 7 8 9" of two; "1234.5 CNY"; with ods3 beside it: ods right, ods3 wrong
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  pyexcel-ods==0.6.0 odfpy==1.4.1 pyexcel-io==0.6.8 pandas==3.1.1 numpy==2.4.6

cat > "$work/write.py" <<'PY'
import zipfile

import pandas as pd

SPACES = {"office": "office", "table": "table", "text": "text"}
spaces = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in SPACES.items())
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def cell(value, more=""):
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"{more}><text:p>{value}</text:p></table:table-cell>'
    kind = 'currency" office:currency="CNY' if value == 1234.5 else "float"
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"{more}><text:p>{value}</text:p></table:table-cell>'


def row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</table:table-row>"


rows = row("item", "2019", "2020", "2021")
rows += row(cell("merged", ' table:number-columns-spanned="2"'), "<table:covered-table-cell/>", cell(5), cell(6))
rows += row("other", cell(7), cell(8), cell(9), more=' table:number-rows-repeated="2"')
rows += row("money", cell(1234.5), cell(1), cell(2))
content = f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="T">'
content += rows + "</table:table></office:spreadsheet></office:body></office:document-content>"
listed = "".join(f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>' for path, kind in (("/", KIND), ("content.xml", "text/xml")))
with zipfile.ZipFile("t.ods", "w") as book:
    book.writestr("mimetype", KIND)
    book.writestr("content.xml", content)
    book.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{listed}</m:manifest>')

right = pd.read_excel("t.ods", engine="odf").fillna("").values.tolist()
print("pandas", right)
assert right == [["merged", "", 5, 6], ["other", 7, 8, 9], ["other", 7, 8, 9], ["money", 1234.5, 1, 2]], right
PY
cat > "$work/ask.py" <<'PY'
import importlib
import sys

name, answer = sys.argv[1:]
got = importlib.import_module(name).get_data("t.ods")["T"][1:]
print(name, got)
right = [["merged", "", 5, 6], ["other", 7, 8, 9], ["other", 7, 8, 9], ["money", "1234.5 CNY", 1, 2]]
wrong = [["merged", 5, 6], ["other", 7, 8, 9], ["money", "1234.5 CNY", 1, 2]]
assert got == {"right": right, "wrong": wrong}[answer], got
PY
cd "$work" && venv/bin/python -W ignore write.py
venv/bin/python -W ignore ask.py pyexcel_ods wrong
venv/bin/pip install --quiet --no-compile --disable-pip-version-check pyexcel-ods3==0.6.1
echo "with pyexcel-ods3 installed too:"
venv/bin/python -W ignore ask.py pyexcel_ods right
venv/bin/python -W ignore ask.py pyexcel_ods3 wrong
venv/bin/pip uninstall --quiet --yes pyexcel-ods
echo "pyexcel-ods3 alone:"
venv/bin/python -W ignore ask.py pyexcel_ods3 right
echo "holds: figures move and rows are lost"
