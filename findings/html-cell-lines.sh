#!/usr/bin/env bash
# pandas 3.1.1 (lxml 6.1.3), html2text 2025.4.15 (PyPI), tabletojson 4.1.15, node-html-markdown 2.0.0, officeparser 8.1.1 (npm): two
# figures in two lines of a cell are one number.
#
# Tables print a figure and below it last year's, or the plan and the outcome, in one cell; Word's HTML wraps each line in <p>.
# Guess: something stands between the lines; pandas 3 puts a blank for <br>.
# What happens: pandas.read_html gives a blank for <br> and nothing for <p> and <div>: <p>12</p><p>34</p> is the integer 1234. html2text
# the same for <div>. tabletojson and node-html-markdown give 1234 for <br> too. officeparser does it for Word: the text of a
# cell of two paragraphs is 1234 in its tree, and 12 34 in its own Markdown.
# Why it matters: the column is numeric, its dtype int64, and one cell of it is a hundred times too large.
#
# Seen: pandas 1234 (int64) for <p> and <div>, "12 34" for <br>; tabletojson and node-html-markdown 1234; officeparser 1234
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pandas==3.1.1 lxml==6.1.3 html2text==2025.4.15
cd "$work" && npm install --silent --no-audit --no-fund --no-package-lock tabletojson@4.1.15 node-html-markdown@2.0.0 officeparser@8.1.1

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


import io

import html2text
import pandas as pd

lines = {"p": "<p>12</p><p>34</p>", "div": "<div>12</div><div>34</div>", "br": "12<br>34"}
pages = {kind: f"<table><tr><th>Item</th><th>2019</th></tr><tr><td>Tax</td><td>{cell}</td></tr></table>" for kind, cell in lines.items()}
for kind, page in pages.items():
    with open(f"{kind}.html", "w") as file:
        file.write(page)
    column = pd.read_html(io.StringIO(page))[0]["2019"]
    print("pandas", kind, column[0], column.dtype)
    assert (column[0] == 1234 and column.dtype == "int64") if kind != "br" else column[0] == "12 34", column
    text = html2text.html2text(page)
    assert ("1234" in text) == (kind != "br"), (kind, text)

second = cell("12").replace("</w:tc>", f"<w:p>{run('34')}</w:p></w:tc>")
write("lines.docx", table(row("Tax", second)))
PY

cat > read.cjs <<'JS'
const assert = require("node:assert");
const fs = require("node:fs");
const { Tabletojson } = require("tabletojson");
const { NodeHtmlMarkdown } = require("node-html-markdown");
const { parseOffice } = require("officeparser");
for (const kind of ["p", "div", "br"]) {
  const page = fs.readFileSync(`${kind}.html`, "utf8");
  const found = [Tabletojson.convert(page)[0][0]["2019"], NodeHtmlMarkdown.translate(page).trim().split("\n").at(-1)];
  console.log(kind, found);
  assert.equal(found[0], "1234");
  assert.match(found[1], /\| 1234 +\|/);
}
parseOffice("lines.docx").then((read) => {
  const cells = read.content.find((part) => part.type === "table").children[0].children.map((cell) => cell.text);
  console.log("officeparser", cells);
  process.exit(JSON.stringify(cells) === '["Tax","1234"]' ? 0 : 1);
});
JS
node read.cjs
echo "holds: two lines of a cell are one number"
