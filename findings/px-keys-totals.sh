#!/usr/bin/env bash
# pxrd 0.0.3, pyaxis 0.4.3, pandas-pcaxis 0.2 (PyPI, with pandas 3.1.1): in PC-Axis files with keys 2020 has the figures of 2019, and
# totals are dropped.
#
# Sparse tables of statistical offices have KEYS: each row of DATA begins with the code of its stub, "01",11 12 13 14 or, with the older
# delimiter, "01",11,12,13,14; rows that are all 0 are left out. ELIMINATION names the total of a variable.
# Guess: known readers follow KEYS or refuse the file; a table comes with its totals.
# What happens: pxrd, which follows KEYS, looks up a figure by the last heading variable alone: with year and kind (plan, final) in
# the heading, 2020 plan and final are 2019's, 13 and 14 are nowhere; rows with blanks as delimiter end in an error. pyaxis takes the
# key for a part of the first figure ("01",11): made numbers, the first column is missing and the others are right. pandas-pcaxis'
# to_df() drops the rows that ELIMINATION names unless drop_sums is set: the total is gone from a table without other notice.
# Why it matters: growth from 2019 to 2020 is 0 everywhere; a total that is not the sum of what is shown (rounding, items left out) is lost.
#
# Seen: pxrd 2020 plan 11, final 12 for 13, 14   pyaxis [nan, 12, 13, 14]   pandas-pcaxis rows Salaries, Travel of Total, Salaries, Travel
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pxrd==0.0.3 pyaxis==0.4.3 pandas-pcaxis==0.2 pandas==3.1.1 numpy==2.4.6

cd "$work" && "$work/venv/bin/python" -W ignore - <<'PY'
import pandas as pd
from pandas_pcaxis import PxParser
from pxrd import PxFile
from pxrd.convert import to_pandas
from pyaxis import pyaxis

head = """CHARSET="ANSI";
AXIS-VERSION="2000";
CODEPAGE="utf-8";
LANGUAGE="en";
DECIMALS=0;
MATRIX="F1";
SUBJECT-AREA="Finance";
SUBJECT-CODE="F";
TITLE="Expenditure by item, year and kind";
CONTENTS="Expenditure";
UNITS="million";
STUB="item";
HEADING="year","kind";
VALUES("item")="Total","Salaries","Travel";
CODES("item")="01","02","03";
VALUES("year")="2019","2020";
VALUES("kind")="plan","final";
"""
figures = {"01": [11, 12, 13, 14], "02": [6, 7, 8, 9], "03": [5, 5, 5, 6]}


def rows(delimiter, keys):
    lines = [(f'"{code}",' if keys else "") + delimiter.join(map(str, row)) for code, row in figures.items()]
    return "DATA=\n" + "\n".join(lines) + ";\n"


frame = to_pandas(PxFile.from_string(head + 'KEYS("item")=CODES;\n' + rows(",", True)))
got = frame["DATA"].tolist()
print("pxrd", got)
assert got == [11, 12, 11, 12, 6, 7, 6, 7, 5, 5, 5, 5], got
assert to_pandas(PxFile.from_string(head + rows(" ", False)))["DATA"].tolist() == sum(figures.values(), [])

with open("keys.px", "w", encoding="utf-8") as file:
    file.write(head + 'KEYS("item")=CODES;\n' + rows(" ", True))
text = pyaxis.parse("keys.px", encoding="utf-8")["DATA"]["DATA"]
numbers = pd.to_numeric(text, errors="coerce")
print("pyaxis", text.tolist(), numbers.tolist())
assert text.iloc[0] == '"01",11' and numbers.isna().tolist() == [True, False, False, False] * 3

table = PxParser().parse(head + 'ELIMINATION("item")="Total";\n' + rows(" ", False))
print("pandas-pcaxis", table.to_df().index.tolist(), table.to_df(drop_sums=False).index.tolist())
assert table.to_df().index.tolist() == ["Salaries", "Travel"]
assert table.to_df(drop_sums=False).index.tolist() == ["Total", "Salaries", "Travel"]
PY
echo "holds: keys mislead and totals are dropped"
