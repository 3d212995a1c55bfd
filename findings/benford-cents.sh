#!/usr/bin/env bash
# benford_py 0.5.0 (PyPI, with pandas 3.1.1): of four in a hundred amounts the last two digits are other digits, and perfectly even amounts
# fail the test.
#
# Auditors test the last two digits of bookings (each of 00 to 99 in one of a hundred) to find invented figures; benford_py is the
# package for it, and takes two decimals unless told otherwise.
# Guess: of amounts with two decimals the last two digits are the cents.
# What happens: the amount is multiplied by 100 and cut off in binary: 16.15 counts for 14, 19.99 for 98. Of the 9,000 amounts 10.00, 10.01,
# ... 99.99 each pair of digits is there 90 times; counted are 67 to 108, 394 amounts stand with the pair below their own, and chi-square,
# which is 0, is 123.7, beyond the limit of 123.2 (.05, 99 degrees). Given in cents as integers, with decimals=0, all are right.
# Why it matters: the test looks for small surpluses, and its own arithmetic makes some, in the most ordinary kind of data.
#
# Seen: 16.15 -> 14, 19.99 -> 98; even amounts 67-108 for 90 each, 394 moved, chi-square 123.7
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check benford_py==0.5.0 pandas==3.1.1 numpy==2.4.6 matplotlib==3.11.2

cd "$work" && MPLBACKEND=agg "$work/venv/bin/python" -W ignore - <<'PY'
import benford
import numpy as np
import pandas as pd

def pairs(amounts, **options):
    return benford.last_two_digits(pd.Series(amounts), verbose=False, show_plot=False, **options)["Counts"]


cents = np.arange(1000, 10000)
counted = pairs(cents / 100)
moved, square = (counted - 90).abs().sum() / 2, ((counted - 90) ** 2 / 90).sum()
print("counted", counted.min(), counted.max(), "moved", moved, "chi-square", square)
assert counted.sum() == 9000 and (counted.min(), counted.max()) == (67, 108)
assert moved == 394 and 123.7 < square < 123.8
assert (pairs(cents, decimals=0) == 90).all()
two = pairs([16.15] * 50 + [19.99] * 50)
print(two[two > 0].to_dict())
assert two[14] == 50 and two[98] == 50
PY
echo "holds: cents are cut off in binary"
