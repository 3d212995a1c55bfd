#!/usr/bin/env bash
# price-parser 0.5.1 (PyPI): a number with three decimal places is a thousand times larger, and signs of percent and minus are lost.
#
# price-parser takes an amount and a currency out of text; it is the parser most scrapers of prices and budgets use.
# Guess: 12.345亿元 is 12.345 and the caller sees to 亿; 0.285 is 0.285, for no group of thousands begins with 0.
# What happens: a point before three digits is a mark of thousands, whatever stands before it: 0.285 is 285, 12.345亿元 is
# 12345, 3.200亿元 is 3200; 12.34 and 12.3456 are right. 12.5% is the price 12. -12.5元 and (12.5) are both 12.5. Of
# ￥1，234.5 with the full-width comma 1 is left. decimal_separator="." makes three places right, and nothing of the rest.
# Why it matters: within one column those amounts that happen to have three places are a thousand times too large.
#
# Seen: 0.285 285   12.345亿元 12345   3.200亿元 3200   12.34亿元 12.34   12.5% 12   -12.5元 12.5   ￥1，234.5 1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check price-parser==0.5.1

cd "$work" && "$work/venv/bin/python" - <<'PY'
from price_parser import Price

told = {
    "0.285": "285",
    "12.345亿元": "12345",
    "3.200亿元": "3200",
    "12.34亿元": "12.34",
    "12.3456亿元": "12.3456",
    "12.5%": "12",
    "-12.5元": "12.5",
    "(12.5)": "12.5",
    "￥1，234.5": "1",
}
for text, amount in told.items():
    got = Price.fromstring(text).amount
    print(text, got)
    assert str(got) == amount, (text, got)
assert str(Price.fromstring("12.345亿元", decimal_separator=".").amount) == "12.345"
assert str(Price.fromstring("-12.5元", decimal_separator=".").amount) == "12.5"
PY
echo "holds: three places are thousands"
