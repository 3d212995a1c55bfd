#!/usr/bin/env bash
# pypdfium2 5.15.2 (PyPI; the page by reportlab 5.1.0): a figure of one digit is glued to the figure before it.
#
# pypdfium2 is the usual fast way to the text of a PDF; its page shows get_text_bounded() for the whole text of a page.
# Guess: figures of different columns, 40 points and more apart, have a blank between them.
# What happens: PDFium holds the step to a text of one letter for a new line, and get_text_bounded() leaves out the signs
# that it would stand for. Columns 12, 5, 9 are 1259; 100, 7, 8 are 10078; 0.07, 5, 9 are 0.0759; -60.3 and 3 are -60.33;
# 8.0 and a dash and 6 are 8.0-6. Header 2018 2019 2020 and longer figures keep their blanks, so a look at the page's top shows
# nothing. get_text_range() puts each such figure on a line of its own.
# Why it matters: counts of staff, cars and posts are of one digit; the result is one valid number, a hundred times too large.
#
# Seen: ['Item 2018 2019 2020', 'Staff 1259', 'Posts 10078', 'Share 0.0759', 'Change -60.33 -1', 'Cars34 12', 'Fees 8.0-6']
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pypdfium2==5.15.2 reportlab==5.1.0

cd "$work" && "$work/venv/bin/python" - <<'PY'
import io

import pypdfium2
from reportlab.pdfgen import canvas

rows = [
    ["Item", "2018", "2019", "2020"],
    ["Staff", "12", "5", "9"],
    ["Posts", "100", "7", "8"],
    ["Share", "0.07", "5", "9"],
    ["Change", "-60.3", "3", "-1"],
    ["Cars", "3", "4", "12"],
    ["Fees", "8.0", "-", "6"],
]
for size, apart in ((10, 70), (9, 60), (10, 140)):
    file = io.BytesIO()
    page = canvas.Canvas(file)
    page.setFont("Helvetica", size)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            page.drawRightString(100 + apart * column, 700 - 18 * number, text)
    page.save()
    text = pypdfium2.PdfDocument(file.getvalue())[0].get_textpage()
    lines = text.get_text_bounded().split("\r\n")
    print(lines)
    assert lines[:4] == ["Item 2018 2019 2020", "Staff 1259", "Posts 10078", "Share 0.0759"], lines
    assert lines[4:] == ["Change -60.33 -1", "Cars34 12", "Fees 8.0-6"], lines
    assert text.get_text_range().split("\r\n")[1:4] == ["Staff 12", "5", "9"], text.get_text_range()
PY
echo "holds: figures of one digit are glued to the one before"
