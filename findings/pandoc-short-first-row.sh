#!/usr/bin/env bash
# pandoc 3.9 (PyPI, pypandoc_binary 1.17): a Word table whose first row of the body is short loses its columns of figures.
#
# Budget tables begin with a heading in a row of its own (一、收入); where that row has one cell, Word writes w:gridAfter, the number
# of columns left free. pandoc is what most guides give for tables out of docx.
# Guess: the short row is filled up with empty cells, as it is when it stands lower down.
# What happens: the first row of the body decides how many columns the table has. With the heading first, a table of three
# columns has one: 2019, 2020 and every figure are gone, from HTML, Markdown and the tree behind them. Where it is the
# second row of the body, nothing is lost. In a table without a header row, a first row that starts one column late
# (the years beside an empty corner, w:gridBefore) takes the last column away. No warning in either case.
# Why it matters: the output is a tidy table of labels; a folder converted so holds lists where figures were.
#
# Seen: [['项目'], ['一、收入'], ['税收'], ['非税']] of a table with 12.5, 13.8, 5 and 6; [['2019', '2020'], ['税收', '12.5'], ['非税', '5']]
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pypandoc_binary==1.17

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

import pypandoc

assert pypandoc.get_pandoc_version() == "3.9", pypandoc.get_pandoc_version()
HEADING = row("一、收入", options='<w:gridAfter w:val="2"/><w:wAfter w:w="4000" w:type="dxa"/>')
YEARS = row("2019", "2020", options='<w:gridBefore w:val="1"/><w:wBefore w:w="2000" w:type="dxa"/>')
FIGURES = row("税收", "12.5", "13.8") + row("非税", "5", "6")


def read(*rows, header=True):
    write("table.docx", table(*rows, header=header))
    html = pypandoc.convert_file("table.docx", "html", format="docx")
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", line) for line in re.findall(r"<tr.*?</tr>", html, re.S)]
    print(cells)
    return cells


full = row("项目", "2019", "2020")
assert read(full, HEADING, FIGURES) == [["项目"], ["一、收入"], ["税收"], ["非税"]]
assert "12.5" not in pypandoc.convert_file("table.docx", "gfm", format="docx")
assert "12.5" not in pypandoc.convert_file("table.docx", "json", format="docx")
assert read(YEARS, FIGURES, header=False) == [["2019", "2020"], ["税收", "12.5"], ["非税", "5"]]

later = read(full, row("总计", "17.5", "19.8"), HEADING, FIGURES)
assert later[2:] == [["一、收入", "", ""], ["税收", "12.5", "13.8"], ["非税", "5", "6"]], later
PY
echo "holds: a short first row takes the columns of figures with it"
