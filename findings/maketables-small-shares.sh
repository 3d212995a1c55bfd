#!/usr/bin/env bash
# maketables 0.2.0 (PyPI, with pandas 3.1.1): a table of means prints a least value of 0.0008 beside a greatest of 0.00.
#
# maketables writes "publication-ready" tables; DTable is the one of descriptive statistics at the head of each empirical paper.
# Guess: a variable has as many decimals as it needs, or all have two; in a row the order of least, mean and greatest can be seen.
# What happens: below 0.001 a figure is printed with up to six decimals, from 0.001 on with two. Shares 0.0008, 0.0012, 0.0031, 0.0049 have the
# mean 0.00, the standard deviation 0.00, the least value 0.0008 and the greatest 0.00; deficits of -0.0032 to -0.0049 (of GDP) are -0.00
# with a standard deviation of 0.000744. Ten times smaller ones are printed exactly. Counts are 4.00, 12345.678 is 12,346.
# Why it matters: rates, per-mille figures and shares of GDP, of the order of 0.001 to 0.005, disappear from the table, and what is
# printed contradicts itself.
#
# Seen: share mean 0.00, sd 0.00, min 0.0008, max 0.00; deficit mean -0.00, sd 0.000744; tiny mean 0.00045
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check maketables==0.2.0 pandas==3.1.1 numpy==2.4.6

cd "$work" && "$work/venv/bin/python" -W ignore - <<'PY'
import maketables
import pandas as pd

columns = {
    "share": [0.0012, 0.0049, 0.0031, 0.0008],
    "deficit": [-0.0049, -0.0041, -0.0032, -0.0046],
    "tiny": [0.0004, 0.0005, 0.0003, 0.0006],
    "spend": [999.5, 1234.5, 12345.678, 999.994],
}
frame = pd.DataFrame(columns)
table = maketables.DTable(frame, vars=list(columns), stats=["count", "mean", "std", "min", "max"]).df
told = {name: [str(cell).strip() for cell in table.loc[name]] for name in columns}
for name, cells in told.items():
    print(name, cells)
assert told["share"] == ["4.00", "0.00", "0.00", "0.0008", "0.00"]
assert told["deficit"] == ["4.00", "-0.00", "0.000744", "-0.00", "-0.00"]
assert told["tiny"] == ["4.00", "0.00045", "0.000129", "0.0003", "0.0006"]
assert told["spend"][4] == "12,346" and told["spend"][1] == "3,894.92"
PY
echo "holds: small shares are noughts"
