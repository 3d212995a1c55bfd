#!/usr/bin/env bash
# jionlp 1.5.31 (PyPI, with jiojio 1.2.8, numpy 2.4.6): an amount of two units written with digits is told too high,
# and called accurate.
#
# Budget reports print 3亿2000万元 and 30亿2千万元. jionlp.parse_money is the function for it.
# Guess: 3亿2000万元 is 320,000,000.00 yuan, since 三亿二千万元 is.
# What happens: what stands before 亿 is counted once more with what follows: 3亿2000万元 is 620,020,000,
# 30亿2千万元 is 3,320,000,000 for 3,020,000,000, and 1亿5000万元 is 250,050,000 for 150,000,000, each with
# `definition: accurate`. Written in characters alone, or with one unit, it is right.
# Why it matters: the error is a factor between 1.1 and 2 here, inside the range of plausible budgets, so that no check
# of magnitude finds it; amounts with one unit in the same text are right.
#
# Seen: 3亿2000万元 620020000.00 accurate   30亿2千万元 3320000000.00 accurate   三亿二千万元 320000000.00 accurate
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check jionlp==1.5.31 jiojio==1.2.8 numpy==2.4.6

"$work/venv/bin/python" - <<'PY'
import jionlp

told = {
    "3亿2000万元": "620020000.00",  # 320,000,000
    "30亿2千万元": "3320000000.00",  # 3,020,000,000
    "1亿5000万元": "250050000.00",  # 150,000,000
    "12亿3456万元": "1534740000.00",  # 1,234,560,000
    "1万5000元": "25005.00",  # 15,000
    "三亿二千万元": "320000000.00",  # right
    "3.2亿元": "320000000.00",  # right
    "32,000万元": "320000000.00",  # right
}
for text, number in told.items():
    got = jionlp.parse_money(text)
    print(text, got["num"], got["definition"])
    assert got == {"num": number, "case": "元", "definition": "accurate"}, (text, got)
PY
echo "holds: amounts with two units are counted twice"
