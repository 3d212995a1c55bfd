#!/usr/bin/env bash
# frictionless 5.21.0, tableschema 1.21.0 (PyPI): in a column with bareNumber false a deficit is a surplus, and units fall away.
#
# Table Schema says of a number with "bareNumber": false that symbols of currency or percent around it are to be stripped.
# It is what one sets for columns such as 12.5亿元 or 12.5%. Both are the reference readers of the standard.
# Guess: -12.5万元 is -12.5, −5 (U+2212, the minus that PDFs and yearbooks print) is -5 or invalid, (12.5) is invalid.
# What happens: all that is no digit at either end is cut off, signs too. −5 and (12.5), the accountants' minus, are 5 and 12.5 in both;
# in tableschema -12.5万元 and -¥5 are 12.5 and 5, with the plain hyphen. 12.5亿元, 12.5万元, 12.5% and 3.5‰ are all valid in one
# column, as 12.5, 12.5, 12.5 and 3.5. With groupChar "," the continental 1.234,5 is 1.2345.
# Why it matters: a package that validates holds balances of the wrong sign; nothing is reported.
#
# Seen (frictionless, tableschema): −5 5 5   (12.5) 12.5 12.5   -12.5万元 -12.5 12.5   -¥5 invalid 5   3.5‰ 3.5 3.5   1.234,5 1.2345 1.2345
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check frictionless==5.21.0 tableschema==1.21.0

cd "$work" && "$work/venv/bin/python" - <<'PY'
from decimal import Decimal

from frictionless import Resource, Schema
from tableschema import Table

texts = ["12.5亿元", "12.5万元", "12.5%", "3.5‰", "−5", "(12.5)", "-12.5万元", "-¥5", "1.234,5"]
right = {"frictionless": "12.5 12.5 12.5 3.5 5 12.5 -12.5 None 1.2345", "tableschema": "12.5 12.5 12.5 3.5 5 12.5 12.5 5 1.2345"}
schema = {"fields": [{"name": "balance", "type": "number", "bareNumber": False, "groupChar": ","}]}


def frictionless_reads(text):
    with Resource(data=[["balance"], [text]], schema=Schema.from_descriptor(schema)) as resource:
        row = resource.read_rows()[0]
        assert bool(row.errors) == (text == "-¥5"), (text, row.errors)
        return row["balance"]


def tableschema_reads(text):
    return Table([["balance"], [text]], schema=schema).read()[0][0]


for name, reads in (("frictionless", frictionless_reads), ("tableschema", tableschema_reads)):
    got = [reads(text) for text in texts]
    print(name, dict(zip(texts, map(str, got))))
    assert all(value is None or isinstance(value, Decimal) for value in got)
    assert " ".join(map(str, got)) == right[name], got
PY
echo "holds: signs and units are stripped alike"
