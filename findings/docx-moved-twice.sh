#!/usr/bin/env bash
# docx2txt 0.9, docx2python 3.7.1, kreuzberg 4.10.4 (PyPI): a figure that was moved with track changes on stands in both places.
#
# Drafts of reports come with tracked changes. Word marks what was cut and pasted inside a document as w:moveFrom and w:moveTo;
# the letters at the old place stay plain letters (w:t), while those of a deletion are w:delText.
# Guess: readers that drop deleted text drop what was moved away; docx2txt, which looks for w:t alone, is the exception.
# What happens: all three drop a deletion and keep an insertion, and all three read the moved figure twice: at the place it left
# and at the place it came to. mammoth, pandoc and officeparser give the new place alone; python-docx neither.
# Why it matters: the sum of a column counts 12.5 twice, and one row has a figure that its author took away, beside deletions
# that are handled well, so that a test with a deletion passes.
#
# Seen: [['税收', '12.5'], ['非税', '12.5'], ['合计', '13.8']] from all three, where the page shows nothing for 税收
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check docx2txt==0.9 docx2python==3.7.1 kreuzberg==4.10.4 mammoth==1.13.0

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


import docx2txt
import kreuzberg
import mammoth
from docx2python import docx2python

by = 'w:id="9" w:author="A" w:date="2020-01-01T00:00:00Z"'
old = f"<w:moveFrom {by}>{run('12.5')}</w:moveFrom>"
new = f"<w:moveTo {by}>{run('12.5')}</w:moveTo>"
corrected = f"<w:del {by}><w:r><w:delText>9.9</w:delText></w:r></w:del><w:ins {by}>{run('13.8')}</w:ins>"
write("moved.docx", table(row("税收", cell(old)), row("非税", cell(new)), row("合计", cell(corrected))))

with open("moved.docx", "rb") as file:
    html = mammoth.convert_to_html(file).value
assert html.count("12.5") == 1 and "9.9" not in html and "13.8" in html, html

twice = [["税收", "12.5"], ["非税", "12.5"], ["合计", "13.8"]]
found = kreuzberg.extract_file_sync("moved.docx").tables[0].cells
print("kreuzberg", found)
assert found == twice, found
with docx2python("moved.docx") as read:
    found = [[texts[0] for texts in line] for line in read.body[0]]
print("docx2python", found)
assert found == twice, found
found = docx2txt.process("moved.docx").split()
print("docx2txt", found)
assert found == sum(twice, []), found
PY
echo "holds: moved figures stand twice"
