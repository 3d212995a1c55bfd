#!/usr/bin/env bash
# kreuzberg 4.10.4 (PyPI): figures set apart by tabs in a Word document are one number.
#
# Reports of the years before tables were common, and the notes under tables, set their columns with tabs; in cells a tab goes
# before a figure that is aligned to its point. kreuzberg is an engine in Rust that many pipelines for documents use.
# Guess: a tab is a tab or a blank, as in python-docx, docx2python, docx2txt, mammoth, markitdown, pandoc and officeparser.
# What happens: nothing stands for it. 收入 12.5 13.8 with tabs is 收入12.513.8, and 地方 3 4 is 地方34; in a cell of a table
# 12 and 34 are 1234. A w:cr, a line's end inside a cell, is lost in the same way; a w:br is kept.
# Why it matters: two figures of one digit are a valid number; with points the year that follows is glued to the decimals.
#
# Seen: text '收入12.513.8', '地方34'; cells [['收入', '1234', '5678']]
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check kreuzberg==4.10.4 python-docx==1.2.0

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
import kreuzberg

tab = "<w:r><w:tab/></w:r>"
lines = [run("收入") + tab + run("12.5") + tab + run("13.8"), run("地方") + tab + run("3") + tab + run("4")]
cells = row("收入", cell(run("12") + tab + run("34")), cell("<w:r><w:t>56</w:t><w:cr/><w:t>78</w:t></w:r>"))
write("tabs.docx", "".join(f"<w:p>{line}</w:p>" for line in lines) + table(cells))

assert [part.text for part in docx.Document("tabs.docx").paragraphs[:2]] == ["收入\t12.5\t13.8", "地方\t3\t4"]
read = kreuzberg.extract_file_sync("tabs.docx")
print(read.content.split("\n"), read.tables[0].cells)
assert "收入12.513.8" in read.content and "地方34" in read.content, read.content
assert read.tables[0].cells == [["收入", "1234", "5678"]], read.tables[0].cells
PY
echo "holds: tabs vanish between figures"
