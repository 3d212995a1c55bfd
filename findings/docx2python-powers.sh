#!/usr/bin/env bash
# docx2python 3.7.1 (PyPI, with lxml 6.1.3): equations lose their structure and join their digits: 10 to the eighth is 108, 3/4 is 34.
#
# Papers set 10⁸ yuan, 1.05¹⁰, fractions and indices with Word's equation editor (OMML). docx2python marks them <latex>...</latex>.
# Guess: what stands in a <latex> tag is LaTeX, 10^{8} and \frac{3}{4}; or the equation is left out, as by python-docx.
# What happens: the letters are joined: <latex>108</latex>, <latex>34</latex>, <latex>1.0510</latex> for 1.05 to the tenth,
# <latex>18.72</latex> for 18.7 with the index 2, <latex>12.5</latex> for (12.5) between stretching brackets, and for the root of 2
# <latex>2</latex>. pandoc, markitdown and kreuzberg write the powers and fractions.
# And a cell in a content control (w:sdt, as forms have) ends the table: one row of three cells becomes three tables.
# Why it matters: 1.2×10⁸ is 1.2×108, a negative figure in brackets is positive, and a growth factor has digits it was never given.
#
# Seen: ['<latex>1.2×108</latex>', '<latex>34</latex>', '<latex>1.0510</latex>', '<latex>18.72</latex>', '<latex>12.5</latex>', '<latex>2</latex>']
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check docx2python==3.7.1 lxml==6.1.3

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


from docx2python import docx2python


def text(letters):
    return f"<m:r><m:t>{letters}</m:t></m:r>"


def equation(content):
    return f"<m:oMath>{content}</m:oMath>"


def power(base, raised):
    return f"<m:sSup><m:e>{text(base)}</m:e><m:sup>{text(raised)}</m:sup></m:sSup>"


told = {
    text("1.2×") + power("10", "8"): "1.2×108",
    f"<m:f><m:num>{text('3')}</m:num><m:den>{text('4')}</m:den></m:f>": "34",
    power("1.05", "10"): "1.0510",
    f"<m:sSub><m:e>{text('18.7')}</m:e><m:sub>{text('2')}</m:sub></m:sSub>": "18.72",
    f'<m:d><m:dPr><m:begChr m:val="("/><m:endChr m:val=")"/></m:dPr><m:e>{text("12.5")}</m:e></m:d>': "12.5",
    f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{text("2")}</m:e></m:rad>': "2",
}
write("powers.docx", table(row(*(cell(equation(content)) for content in told))))
with docx2python("powers.docx") as read:
    found = [texts[0] for texts in read.body[0][0]]
print(found)
assert found == [f"<latex>{shown}</latex>" for shown in told.values()], found

control = f"<w:sdt><w:sdtPr/><w:sdtContent>{cell('12.5')}</w:sdtContent></w:sdt>"
write("control.docx", table(row("税收", "12.5", "13.8").replace(cell("12.5"), control)))
with docx2python("control.docx") as read:
    tables = [part for part in read.body if part != [[[""]]]]
print(tables)
assert tables == [[[["税收"]]], [[["12.5"]]], [[["13.8"]]]], tables
PY
echo "holds: equations are joined digits"
