#!/usr/bin/env bash
# pandoc 3.9 (PyPI, pypandoc_binary 1.17), mammoth 1.13.0, markitdown 0.1.9 (magika 1.0.3, onnxruntime 1.32.0), python-docx 1.2.0:
# a number that is the result of a simple field is not there.
#
# Totals in Word tables are fields (=SUM(ABOVE)), and so are the numbers of captions (表 1) and cross-references. Word keeps a
# field as a chain of marks or as one element, w:fldSimple; converters and templates write the second.
# Guess: python-docx, which knows runs and links only, loses it; the others read the result as they read that of a chain.
# What happens: pandoc, mammoth and markitdown lose it too: the cell of the total is empty and 表 4 is 表. Written as a chain, the
# same total is read by all four. pandoc says nothing; mammoth puts a message in a list that markitdown drops.
# Why it matters: what is missing are the totals, so that no sum of the table can be checked, or a table's number, so
# that "see table 4" finds nothing; an empty cell looks like one that was printed empty.
#
# Seen: pandoc [['合计', ''], ['合计', '123.4']] and "表  财政支出"; mammoth, markitdown and python-docx the same
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  pypandoc_binary==1.17 mammoth==1.13.0 'markitdown[docx]==0.1.9' magika==1.0.3 onnxruntime==1.32.0 python-docx==1.2.0

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

import docx
import mammoth
import pypandoc
from markitdown import MarkItDown

simple = f'<w:fldSimple w:instr=" =SUM(ABOVE) ">{run("123.4")}</w:fldSimple>'
mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
code = '<w:r><w:instrText xml:space="preserve"> =SUM(ABOVE) </w:instrText></w:r>'
chain = mark.format("begin") + code + mark.format("separate") + run("123.4") + mark.format("end")
number = f'<w:fldSimple w:instr=" SEQ 表 \\* ARABIC ">{run("4")}</w:fldSimple>'
caption = f'<w:p>{run("表 ")}{number}{run(" 财政支出")}</w:p>'
write("totals.docx", caption + table(row("项目", "2019"), row("合计", cell(simple)), row("合计", cell(chain))))

with open("totals.docx", "rb") as file:
    page = mammoth.convert_to_html(file)
print(page.messages)
assert any("fldSimple" in message.message for message in page.messages)
for name, html in (("pandoc", pypandoc.convert_file("totals.docx", "html", format="docx")), ("mammoth", page.value)):
    cells = re.findall(r"<td>(?:<p>)?(.*?)(?:</p>)?</td>", html, re.S)[-4:]
    print(name, cells)
    assert cells == ["合计", "", "合计", "123.4"], cells
    assert re.search("表 +财政支出", html), html

text = MarkItDown().convert("totals.docx").markdown
print(text)
assert re.search("表 +财政支出", text) and text.count("123.4") == 1 and re.search(r"\| 合计 \| +\|", text), text

book = docx.Document("totals.docx")
cells = [[cell.text for cell in line.cells] for line in book.tables[0].rows]
print("python-docx", cells)
assert cells[1:] == [["合计", ""], ["合计", "123.4"]], cells
PY
echo "holds: results of simple fields are lost"
