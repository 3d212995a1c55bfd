#!/usr/bin/env bash
# pypdfium2 5.15.2, PyMuPDF 2.0, pdf_oxide 0.3.78 against pdfplumber 0.11.10, pypdf 7.1.1 (PyPI; the page by reportlab 5.1.0):
# of one figure some give what is printed and some what a note behind it says.
#
# A PDF may carry /ActualText beside what it prints: LaTeX's accsupp and tagged PDFs use it, so that a figure printed 1,234.5
# is copied as 1234.5, or a formula as words.
# Guess: readers of text give the printed signs; only poppler's pdftotext is known to take /ActualText.
# What happens: PDFium, PyMuPDF's get_text and pdf_oxide (text and tables) give the note, pdfplumber and pypdf the page. Where a
# figure was corrected on the page and not in the note, 12.5 is printed and 13.8 is read. PyMuPDF is of two minds: its
# find_tables on the same page gives 13., cut to the printed letters' boxes.
# Why it matters: two readers of one report disagree on a figure, and the one that is right by the paper may be either.
#
# Seen: pypdfium2 13.8, PyMuPDF text 13.8 and table 13., pdf_oxide 13.8, pdfplumber 12.5, pypdf 12.5
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  pypdfium2==5.15.2 pymupdf==2.0 pdf_oxide==0.3.78 pdfplumber==0.11.10 pypdf==7.1.1 reportlab==5.1.0

cd "$work" && "$work/venv/bin/python" - <<'PY'
import pdf_oxide
import pdfplumber
import pymupdf
import pypdf
import pypdfium2
from reportlab.pdfgen import canvas

page = canvas.Canvas("page.pdf")
page.setFont("Helvetica", 10)
for x in (60, 140, 220):
    page.line(x, 600, x, 640)
for y in (600, 620, 640):
    page.line(60, y, 220, y)
for x, y, text in ((65, 625, "Item"), (145, 625, "2020"), (65, 605, "Outlay")):
    page.drawString(x, y, text)
page._code.append("/Span <</ActualText (13.8)>> BDC")
page.drawString(145, 605, "12.5")
page._code.append("EMC")
page.save()

sheet = pymupdf.open("page.pdf")[0]
oxide = pdf_oxide.PdfDocument("page.pdf")
with pdfplumber.open("page.pdf") as book:
    plumber = book.pages[0].extract_tables()
texts = {
    "pypdfium2": (pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_bounded(), "13.8"),
    "PyMuPDF text": (sheet.get_text(), "13.8"),
    "PyMuPDF table": (sheet.find_tables().tables[0].to_markdown(), "13."),
    "pdf_oxide text": (oxide.extract_text(0), "13.8"),
    "pdf_oxide table": (oxide.to_markdown(0), "13.8"),
    "pdfplumber": (str(plumber), "12.5"),
    "pypdf": (pypdf.PdfReader("page.pdf").pages[0].extract_text(), "12.5"),
}
for name, (text, figure) in texts.items():
    print(name, repr(text))
    assert figure in text and ("12.5" in text) == (figure == "12.5"), (name, text)
assert "13.8" not in texts["PyMuPDF table"][0]
PY
echo "holds: printed and noted figures differ by the reader"
