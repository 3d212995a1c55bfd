#!/usr/bin/env bash
# pdf_oxide 0.3.78 (PyPI; the page by reportlab 5.1.0): in tables set in Chinese fonts decimal points become blanks, and the
# text of a ruled table lacks what has one letter.
#
# pdf_oxide reads PDFs in Rust, fast, and writes tables as Markdown. Chinese reports name SimSun, STSong and the like.
# Guess: 987.6 is 987.6 whatever font is named, as it is in Helvetica on the same page.
# What happens: on a page set in STSong (named, not embedded) 987.6 is "987 6", 0.07 is "0 07" and 8.0 is "8 0" in
# to_markdown; the right figures follow in a heap below the table. Figures with a comma, a sign or a percent keep their
# point. Set in Helvetica the table is right. In extract_text a ruled table loses pieces of one letter: the dash of a missing
# figure, and the 1 of 1 234 567 set with thin spaces as LaTeX does; to_markdown has both.
# Why it matters: where blanks in numbers are taken out, as they must be for 1 234 567, 987 6 is 9876 and 0 07 is 7.
#
# Seen: ['987 6', '', '8 0'], ['246 9', '-55.1', '0 07'] and below '987.6 8.0 246.9 0.07'; 'Outlay 234 567' of a row with 1 234 567 and -
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pdf_oxide==0.3.78 reportlab==5.1.0

cd "$work" && "$work/venv/bin/python" - <<'PY'
import pdf_oxide
from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Table, TableStyle

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
rows = [["Item", "2018", "2019", "2020"], ["Revenue", "1,234.5", "-60.3", "12.5%"], ["Outlay", "987.6", "", "8.0"],
        ["Balance", "246.9", "-55.1", "0.07"]]


def read(font):
    page = canvas.Canvas("page.pdf")
    table = Table(rows, colWidths=[80, 60, 60, 60])
    table.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), font, 10), ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    table.wrapOn(page, 500, 700)
    table.drawOn(page, 60, 500)
    page.save()
    lines = pdf_oxide.PdfDocument("page.pdf").to_markdown(0).strip().split("\n")
    cells = [[text.strip() for text in line.strip("|").split("|")] for line in lines]
    print(font, cells)
    return cells


assert read("Helvetica")[3:] == rows[2:]
chinese = read("STSong-Light")
assert chinese[2] == rows[1], chinese
assert chinese[3:5] == [["Outlay", "987 6", "", "8 0"], ["Balance", "246 9", "-55.1", "0 07"]], chinese
assert chinese[-1] == ["987.6 8.0 246.9 0.07"], chinese

page = canvas.Canvas("lines.pdf")
page.setFont("Helvetica", 10)
for x in (60, 140, 220, 300):
    page.line(x, 600, x, 640)
for y in (600, 620, 640):
    page.line(60, y, 300, y)
for x, y, text in ((65, 625, "Item"), (145, 625, "2019"), (225, 625, "2020"), (65, 605, "Outlay"), (225, 605, "-")):
    page.drawString(x, y, text)
page._code.append("BT 1 0 0 1 145 605 Tm [(1)-167(234)-167(567)] TJ ET")
page.save()
book = pdf_oxide.PdfDocument("lines.pdf")
print(repr(book.extract_text(0)), repr(book.to_markdown(0)))
assert book.extract_text(0).split("\n")[-1] == "Outlay 234 567", book.extract_text(0)
assert "| Outlay | 1 234 567 | - |" in book.to_markdown(0), book.to_markdown(0)
PY
echo "holds: points and single digits are lost"
