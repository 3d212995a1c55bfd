#!/usr/bin/env bash
# docx2txt 0.9, docx2python 3.7.1, kreuzberg 4.10.4 (PyPI), officeparser 8.1.1 (npm): a minus set as Word's own hyphen is gone.
#
# Typists keep a minus from being parted from its number with Ctrl+Shift+hyphen; Word stores it as w:noBreakHyphen, an element
# and not a letter. Others take the minus of the font Symbol (w:sym F02D).
# Guess: python-docx, mammoth and pandoc give a hyphen; of the rest an old one may drop it; kreuzberg, a kept engine in Rust, keeps it.
# What happens: docx2txt, docx2python, kreuzberg and officeparser all read -12.5 as 12.5. Of the minus of Symbol docx2txt, kreuzberg
# and officeparser keep nothing; docx2python gives an HTML tag in the cell, <span style=font-family:Symbol>&#x002D;</span>12.5.
# python-docx, mammoth and pandoc give -12.5 and, written with U+2011, ‑12.5.
# Why it matters: a deficit or a fall becomes a surplus or a rise of the same size; every digit is right.
#
# Seen: ['12.5', '12.5'] from docx2txt, kreuzberg and officeparser
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  docx2txt==0.9 docx2python==3.7.1 kreuzberg==4.10.4 python-docx==1.2.0
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


import docx
import docx2txt
import kreuzberg
from docx2python import docx2python

hyphen = "<w:r><w:noBreakHyphen/><w:t>12.5</w:t></w:r>"
symbol = '<w:r><w:sym w:font="Symbol" w:char="F02D"/><w:t>12.5</w:t></w:r>'
write("minus.docx", table(row("差额", "2019", "2020"), row("合计", cell(hyphen), cell(symbol))))

assert docx.Document("minus.docx").tables[0].rows[1].cells[1].text == "-12.5"

text = docx2txt.process("minus.docx").split()
print("docx2txt", text[-2:])
assert text[-2:] == ["12.5", "12.5"], text

found = kreuzberg.extract_file_sync("minus.docx").tables[0].cells[1]
print("kreuzberg", found)
assert found == ["合计", "12.5", "12.5"], found

with docx2python("minus.docx") as read:
    found = [texts[0] for texts in read.body[0][1]]
print("docx2python", found)
assert found == ["合计", "12.5", "<span style=font-family:Symbol>&#x002D;</span>12.5"], found
PY

cat > read.cjs <<'JS'
const { parseOffice } = require("officeparser");
parseOffice("minus.docx").then((read) => {
  const cells = read.content.find((part) => part.type === "table").children[1].children.map((cell) => cell.text);
  console.log("officeparser", cells);
  process.exit(JSON.stringify(cells) === '["合计","12.5","12.5"]' ? 0 : 1);
});
JS
node read.cjs
echo "holds: minus signs are lost"
