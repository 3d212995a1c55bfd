#!/usr/bin/env bash
# pandoc 3.9 (pypandoc_binary 1.17), mammoth 1.13.0, docx2python 3.7.1, kreuzberg 4.10.4 (PyPI), officeparser 8.1.1 (npm):
# a row of a Word table that starts at the second column is read from the first.
#
# The rows of a table need not begin at its left edge: when a cell is deleted, or the stub of a continued row left out, Word
# writes w:gridBefore, the number of columns left free at the start.
# Guess: python-docx ignores it, as its manual says (row.grid_cols_before); pandoc, which builds a grid, and the others place the row.
# What happens: all five begin the row at the left. Under 项目 2019 2020 the figures 5 and 6 of 2019 and 2020 are
# the name 5 and the figure 6 of 2019; pandoc fills up with an empty cell at the end, the others have one cell less.
# Why it matters: each figure is filed a year too early, and the first one becomes a label.
#
# Seen: pandoc ['5', '6', '']; mammoth, docx2python, kreuzberg and officeparser ['5', '6'], for a row printed as ['', '5', '6']
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  pypandoc_binary==1.17 mammoth==1.13.0 docx2python==3.7.1 kreuzberg==4.10.4
cd "$work" && npm install --silent --no-audit --no-fund --no-package-lock officeparser@8.1.1

cd "$work" && "$work/venv/bin/python" - <<'PY'
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "application/vnd.openxmlformats-"


def write(path, body):
    """A Word document of the least parts that its readers want."""
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{KIND}package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{KIND}officedocument.wordprocessingml.document.main+xml"/></Types>')
        book.writestr("_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/relationships/officeDocument" '
            f'Target="word/document.xml"/></Relationships>')
        book.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships"/>')
        book.writestr("word/document.xml",
            f'<w:document xmlns:w="{WORD}" xmlns:m="{OFFICE}/math" xmlns:r="{OFFICE}/relationships"><w:body>{body}<w:sectPr/></w:body></w:document>')


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(*content):
    inner = "".join(part if part.startswith("<") else run(part) for part in content)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p>{inner}</w:p></w:tc>'


def row(*cells, options=""):
    cells = [text if text.startswith("<w:tc>") else cell(text) for text in cells]
    return f"<w:tr><w:trPr>{options}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows, header=True):
    look = '<w:tblLook w:val="0020" w:firstRow="1"/>' if header else '<w:tblLook w:val="0000" w:firstRow="0"/>'
    grid = '<w:gridCol w:w="2000"/>' * 3
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl><w:p/>'


import re

import kreuzberg
import mammoth
import pypandoc
from docx2python import docx2python

late = row("5", "6", options='<w:gridBefore w:val="1"/><w:wBefore w:w="2000" w:type="dxa"/>')
write("late.docx", table(row("项目", "2019", "2020"), row("税收", "12.5", "13.8"), late))

html = pypandoc.convert_file("late.docx", "html", format="docx")
found = re.findall(r"<td>(.*?)</td>", html)[-3:]
print("pandoc", found)
assert found == ["5", "6", ""], found
with open("late.docx", "rb") as file:
    html = mammoth.convert_to_html(file).value
print("mammoth", html[-80:])
assert html.endswith("<tr><td><p>5</p></td><td><p>6</p></td></tr></table>"), html
with docx2python("late.docx") as read:
    found = [texts[0] for texts in read.body[0][2]]
print("docx2python", found)
assert found == ["5", "6"], found
found = kreuzberg.extract_file_sync("late.docx").tables[0].cells[2]
print("kreuzberg", found)
assert found == ["5", "6"], found
PY

cat > read.cjs <<'JS'
const { parseOffice } = require("officeparser");
parseOffice("late.docx").then((read) => {
  const cells = read.content.find((part) => part.type === "table").children[2].children;
  console.log("officeparser", cells.map((cell) => [cell.text, cell.metadata.col]));
  process.exit(cells[0].text === "5" && cells[0].metadata.col === 0 && cells[1].metadata.col === 1 ? 0 : 1);
});
JS
node read.cjs
echo "holds: rows that start late are read from the left"
