#!/usr/bin/env bash
# PyMuPDF 2.0 (PyPI, with reportlab 5.1.0 to make the page): find_tables().extract() takes the points, commas and minus
# signs out of the numbers and puts them on a second line of the cell.
#
# find_tables is what most guides give for tables of PDF reports; 1.28.2 and 1.27.2 read the page below right.
# Guess: the cell says what the page says, 1,234.5 and -12.75, and every way out of one table says the same.
# What happens: with fonts whose glyphs have boxes of their own (Helvetica, Times, Courier, embedded DejaVu, Liberation)
# the low and flat signs count as another line: 1,234.5 is "12345\n, .", -12.75 is "1275\n- .", 1000.0 is "10000\n.".
# The same table's to_markdown() is right, and so is get_text(). Chinese fonts that are not embedded are read right,
# so that a test with a Chinese page does not find it.
# Why it matters: the usual clean-up (join lines, drop commas, take the leading digits) gives 12345, 1275 and
# 10000: ten or a hundred times too much, with the sign lost, on every page of an English yearbook.
#
# Seen: extract [['Revenue', '12345\n, .', '(603)\n.'], ['Outlay', '1275\n- .', '125%\n.'], ['Balance', '007\n.', '10000\n.']]
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pymupdf==2.0 reportlab==5.1.0

cd "$work" && "$work/venv/bin/python" - <<'PY'
import pymupdf
from reportlab.lib import colors
from reportlab.pdfgen import canvas
from reportlab.platypus import Table, TableStyle

rows = [["Item", "2019", "2020"], ["Revenue", "1,234.5", "(60.3)"], ["Outlay", "-12.75", "12.5%"], ["Balance", "0.07", "1000.0"]]
page = canvas.Canvas("page.pdf")
for font in ("Helvetica", "Times-Roman"):
    table = Table(rows, colWidths=[80, 60, 60])
    table.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), font, 10), ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    table.wrapOn(page, 500, 700)
    table.drawOn(page, 50, 600)
    page.showPage()
page.save()

for sheet in pymupdf.open("page.pdf"):
    table = sheet.find_tables().tables[0]
    cells = table.extract()[1:]
    print(cells)
    assert cells[0][1].split() == ["12345", ",", "."], cells
    assert cells[1][1].split() == ["1275", "-", "."], cells
    assert cells[2][2].split() == ["10000", "."], cells
    assert "|Revenue|1,234.5|(60.3)|" in table.to_markdown()
    assert "-12.75" in sheet.get_text().split()
PY
echo "holds: extract() takes points and signs out of numbers"
