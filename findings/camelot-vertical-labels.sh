#!/usr/bin/env bash
# camelot-py 2.0.0 (PyPI, with opencv-python-headless 5.0.0.93 and pandas 3.1.1; the page by reportlab 5.1.0): labels whose characters
# stand one under another are left out of the table.
#
# Chinese tables write the labels of groups down the first column: 中 above 央, 合 above 计. Most have no lines between
# columns, so that the flavor "stream" is the one to take.
# Guess: the characters come as two rows or with a line's end between them; nothing is left out.
# What happens: with "stream" the characters are nowhere. The rows 税收 and 非税 come twice with an empty stub, and what is
# central and what is local cannot be told; a label written along the line (合计) is there. "network" puts 中 央 on a row of
# its own between the two rows it names. On a page with all lines "lattice" has it. camelot groups letters one below another
# as a text that runs down the page, and "stream" reads level texts alone.
# Why it matters: figures and header are right, so the table looks whole; groups are lost where the sum of both is asked.
#
# Seen: [['', '税收', '12.5', '13.8'], ['', '非税', '3.1', '4.2'], ['', '税收', '22.5', '23.8'], ['', '非税', '6.1', '7.2'], ...
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  camelot-py==2.0.0 opencv-python-headless==5.0.0.93 pandas==3.1.1 reportlab==5.1.0

cd "$work" && "$work/venv/bin/python" - <<'PY'
import camelot
from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Table, TableStyle

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
rows = [["级次", "项目", "2019年", "2020年"], ["中\n央", "税收", "12.5", "13.8"], ["", "非税", "3.1", "4.2"],
        ["地\n方", "税收", "22.5", "23.8"], ["", "非税", "6.1", "7.2"], ["合计", "", "44.2", "49.0"]]
spans = [("SPAN", (0, 1), (0, 2)), ("SPAN", (0, 3), (0, 4)), ("VALIGN", (0, 0), (0, -1), "MIDDLE")]


def read(style, flavor):
    page = canvas.Canvas("page.pdf")
    table = Table(rows, colWidths=[40, 60, 60, 60])
    table.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "STSong-Light", 10), *spans, *style]))
    table.wrapOn(page, 500, 700)
    table.drawOn(page, 60, 500)
    page.save()
    cells = camelot.read_pdf("page.pdf", flavor=flavor)[0].df.values.tolist()
    print(flavor, cells)
    return cells


three = [("LINEABOVE", (0, 0), (-1, 0), 1.2, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
         ("LINEBELOW", (0, -1), (-1, -1), 1.2, colors.black), ("ALIGN", (1, 0), (-1, -1), "RIGHT")]
bare = [["", *row[1:]] for row in rows[1:5]]
found = read(three, "stream")
assert found == [rows[0], *bare, rows[5]], found
found = read(three, "network")
assert found == [rows[0], bare[0], ["中 央", "", "", ""], *bare[1:3], ["地 方", "", "", ""], bare[3], rows[5]], found
found = read([("GRID", (0, 0), (-1, -1), 0.5, colors.black)], "lattice")
assert found[1] == ["中 央", "税收", "12.5", "13.8"] and found[3] == ["地 方", "税收", "22.5", "23.8"], found
PY
echo "holds: vertical labels are left out"
