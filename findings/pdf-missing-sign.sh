#!/usr/bin/env bash
# PyMuPDF 2.0, pdfplumber 0.11.10 (pdfminer.six 20260107), pypdfium2 5.15.2 (PyPI; pages by reportlab 5.1.0): the signs of
# missing and negative figures are other characters by the reader, on PDFs whose Chinese or Japanese font is not embedded.
#
# Yearbooks print … (U+2026) for "less than half a unit" or "no data", and minus signs as wide as a digit.
# Guess: a reader gives the character that was set; for fonts that are named and not embedded all use Adobe's tables.
# What happens: the page holds glyph numbers, and one glyph stands for two characters. Of Adobe-GB1 PyMuPDF gives ⋯
# (U+22EF) for every …, pdfplumber and pdfium give …. Of Adobe-Japan1 pdfplumber gives − (U+2212) for the full-width
# minus － (U+FF0D), PyMuPDF gives －, also for a page that was set with −. And the long dash — (U+2014) that stands
# for "none" comes as U+0336, a stroke through the letter before it, from both.
# Why it matters: a list of missing signs made on one reader's output takes ⋯ for words and loses the cell, or a test for
# the minus sees a positive number; of two conversions of one yearbook half the missing cells have no reason.
#
# Seen: GB1 …: mupdf 22EF, plumber 2026, pdfium 2026; Japan1 －12: mupdf FF0D, plumber 2212; Japan1 —: mupdf 0336, plumber 0336
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
    pymupdf==2.0 pdfplumber==0.11.10 pdfminer.six==20260107 pypdfium2==5.15.2 reportlab==5.1.0

cd "$work" && "$work/venv/bin/python" - <<'PY'
import logging
import re

import pdfplumber
import pymupdf
import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

logging.disable(logging.WARNING)


def readings(font, signs):
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    page = canvas.Canvas("page.pdf")
    page.setFont(font, 12)
    for row, sign in enumerate(signs):
        page.drawString(50, 700 - 30 * row, f"a{sign}12b")
    page.save()
    texts = {
        "mupdf": pymupdf.open("page.pdf")[0].get_text(),
        "plumber": pdfplumber.open("page.pdf").pages[0].extract_text(),
        "pdfium": pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_range(),
    }
    for name, text in texts.items():
        found = re.findall(r"a(.*?)12b", text, re.S)
        codes = ["".join(f"{ord(c):04X}" for c in hit.strip()) for hit in found]
        print(font, name, codes)
        yield name, codes


chinese = dict(readings("STSong-Light", ["…", "－", "—"]))
assert chinese == {
    "mupdf": ["22EF", "FF0D", "2014"],
    "plumber": ["2026", "FF0D", "2014"],
    "pdfium": ["2026", "FF0D", "2014"],
}, chinese
japanese = dict(readings("HeiseiMin-W3", ["－", "−", "—"]))
assert japanese["mupdf"] == ["FF0D", "FF0D", "0336"], japanese
assert japanese["plumber"] == ["2212", "2212", "0336"], japanese
assert japanese["pdfium"] == ["FF0D", "2212", "2014"], japanese
PY
echo "holds: signs of missing figures and minus depend on the reader"
