#!/usr/bin/env bash
# formulas 1.3.4 (PyPI, with openpyxl 3.1.5), beside pycel 1.0b30: figures with a mark of thousands are days, and figures kept as text are summed.
#
# formulas computes workbooks without Excel. In workbooks of offices figures often are text ("1,234.5", "12.5"); SUM leaves text in
# cells out, as Excel does and the standard of the format (ISO 29500) says.
# Guess: VALUE("1,234.5") is 1234.5; SUM over the text "12.5" and the number 2.5 in cells is 2.5.
# What happens: VALUE("1,234.5") is the serial number of a day of the next century (85469 where this was seen), VALUE("2,019") a day of
# February, VALUE("12,345") an error: the comma parts month and rest. SUM over the text is 15 and COUNT is 2; MAX of the same cells
# is an error as soon as one of them has a comma, SUM leaves that one out. pycel sums 2.5 and counts 1, as Excel does.
# Why it matters: the total differs from the one stored in the workbook and shown by Excel, in the direction of being right, so that
# the very error a check of totals should find is gone; and figures turned by VALUE are 20 to 70 times too large.
#
# Seen: VALUE("1,234.5") 85469, VALUE("2,019") 46072, VALUE("12,345") #VALUE!; SUM of "12.5" and 2.5 15 (pycel 2.5), COUNT 2 (1)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check formulas==1.3.4 pycel==1.0b30 openpyxl==3.1.5 numpy==2.4.6

cd "$work" && "$work/venv/bin/python" -W ignore - 2>"$work/log" <<'PY' || { cat "$work/log"; exit 1; }
import formulas
import openpyxl
from pycel import ExcelCompiler

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "T"
for row in (["tax", "12.5"], ["fees", 2.5], ["other", "1,234.5"]):
    sheet.append(row)
asked = ["=SUM(B1:B2)", "=COUNT(B1:B2)", "=SUM(B1:B3)", "=MAX(B1:B3)"]
asked += ['=VALUE("1234.5")', '=VALUE("1,234.5")', '=VALUE("2,019")', '=VALUE("12,345")']
for place, formula in enumerate(asked, 1):
    sheet[f"C{place}"] = formula
book.save("t.xlsx")

solved = formulas.ExcelModel().loads("t.xlsx").finish().calculate()
cells = {}
for name, item in solved.items():
    if ":" not in str(name).split("!")[-1]:
        cells[str(name).split("!")[-1]] = item.value[0, 0]
got = [cells[f"C{place}"] for place in range(1, len(asked) + 1)]
for formula, value in zip(asked, got):
    print(formula, value)
assert got[:3] == [15, 2, 15] and str(got[3]) == "#VALUE!" and got[4] == 1234.5 and str(got[7]) == "#VALUE!", got
assert 80000 < got[5] < 90000 and 40000 < got[6] < 60000, got

compiled = ExcelCompiler(filename="t.xlsx")
told = [compiled.evaluate("T!C1"), compiled.evaluate("T!C2"), compiled.evaluate("T!C3")]
print("pycel", told)
assert told == [2.5, 1, 2.5], told
PY
echo "holds: text is summed, and thousands are days"
