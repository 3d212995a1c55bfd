#!/usr/bin/env bash
# quantulum3 0.10.0 (PyPI, with inflect 7.6.0, num2words 0.5.14): thousands set apart by spaces are added to one another,
# and "bn" is a unit of area times force.
#
# quantulum3 finds amounts in English text; reports of the IMF, the OECD and the EU print 12 345 million and $1.2bn.
# Guess: 12 345 million is 12,345 million, since 12 000 is read as 12000; $1.2bn is 1.2 billion dollars, else no unit.
# What happens: before a word for a power the groups are summed: 12 345 million is 357 million (12 + 345),
# 1 234 567 thousand is 802 thousand (1 + 234 + 567). With a decimal comma, 1 234,5 million is 12,345 million, ten times
# too much, read from "1 234,5 milli". $1.2bn is 1.2 of the unit "dollar barn newton", €1.5m is 1.5 "euro metre".
# 2019 to 2020 is 2019.5 plus or minus .5.
# Why it matters: each is a number with a surface that shows the right digits, so that a reader of the table of hits
# sees nothing; printed with commas, or with "billion" in full, the same sentence is read well.
#
# Seen: 12 345 million 357000000.0; 1 234 567 thousand 802000.0; 1 234,5 million 12345000000.0; $1.2bn 1.2 dollar barn newton
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check quantulum3==0.10.0 inflect==7.6.0 num2words==0.5.14

"$work/venv/bin/python" -W ignore - <<'PY'
from quantulum3 import parser

told = {
    "12,345 million": [(12345000000.0, "dimensionless")],  # right
    "1.2 billion dollars": [(1200000000.0, "dollar")],  # right
    "12 000": [(12000.0, "dimensionless")],  # right
    "12 345 million": [(357000000.0, "dimensionless")],
    "1 234 567 thousand": [(802000.0, "dimensionless")],
    "1 234,5 million": [(12345000000.0, "dimensionless")],
    "$1.2bn": [(1.2, "dollar barn newton")],
    "€1.5m": [(1.5, "euro metre")],
    "2019 to 2020": [(2019.5, "dimensionless")],
}
for text, hits in told.items():
    got = [(hit.value, hit.unit.name) for hit in parser.parse(text)]
    print(text, got)
    assert got == hits, (text, got)
PY
echo "holds: groups of digits are summed"
