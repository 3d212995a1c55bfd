#!/usr/bin/env bash
# PyMuPDF 2.0, pdfplumber 0.11.10, pypdf 7.1.0, pypdfium2 5.15.2 (PyPI; the page by reportlab 5.1.0): a figure wider than its column
# is a shorter number in PyMuPDF and the whole one in the others.
#
# Spreadsheet programs print a text that is wider than its cell whole and cut it on paper by a clipping path; figures
# kept as text (as statistical offices' exports keep them) are such texts. LibreOffice 7.4 writes them so.
# Guess: readers of text ignore clipping paths, all of them; what is under the cut is read.
# What happens: PyMuPDF by default (flag TEXT_CLIP of get_text, words and blocks) leaves out letters outside the
# clip, so that 987654321 is 9876, with nothing to say that digits are missing. flags=0 gives 987654321. The three
# other readers give 987654321.
# Why it matters: a narrow column makes 987,654,321 yuan into 9,876, a valid number; two scholars who read one report
# with two libraries get two panels. (Of a page by LibreOffice 7.4 even the last shown digit is lost: 1234567890 is 123456789.)
#
# Seen: pymupdf 9876; pymupdf flags=0 987654321; pdfplumber, pypdf, pypdfium2 987654321
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
    pymupdf==2.0 pdfplumber==0.11.10 pypdf==7.1.0 pypdfium2==5.15.2 reportlab==5.1.0

cd "$work" && "$work/venv/bin/python" - <<'PY'
import pdfplumber
import pymupdf
import pypdf
import pypdfium2
from reportlab.pdfgen import canvas

page = canvas.Canvas("page.pdf")
page.setFont("Helvetica", 10)
page.drawString(50, 700, "Revenue")
page.saveState()
cell = page.beginPath()
cell.rect(200, 698, 20, 12)
page.clipPath(cell, stroke=0, fill=0)
page.drawString(200, 700, "987654321")
page.restoreState()
page.drawString(300, 700, "12.5")
page.save()

sheet = pymupdf.open("page.pdf")[0]
seen = {
    "pymupdf": sheet.get_text(),
    "pymupdf words": " ".join(word[4] for word in sheet.get_text("words")),
    "pymupdf flags=0": sheet.get_text(flags=0),
    "pdfplumber": pdfplumber.open("page.pdf").pages[0].extract_text(),
    "pypdf": pypdf.PdfReader("page.pdf").pages[0].extract_text(),
    "pypdfium2": pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_range(),
}
for name, text in seen.items():
    figure = text.split()[1]
    print(name, figure)
    assert figure == ("9876" if name in ("pymupdf", "pymupdf words") else "987654321"), (name, text)
PY
echo "holds: one reader cuts the number, the others do not"
