#!/usr/bin/env bash
# vtlengine 1.9.6 (PyPI, with pandas 3.1.1): the year is the sum of its quarters and of the year, and follows its third quarter.
#
# VTL is the language in which statistical offices write validation and transformation of SDMX data; vtlengine runs it. SDMX data sets hold
# annual and quarterly figures of one series side by side (2020A, 2020-Q1).
# Guess: time_agg("A") sums quarters, and leaves the annual figure apart; lag() goes to the period before of the same kind.
# What happens: sum(D group all time_agg("A")) is 99 + 1 + 2 + 3 = 105 for a year with the figure 99 and three quarters 1, 2, 3. Where only
# quarters are given, three of them are the year (6), as four are, without a mark. lag(D, 1) of the first quarter of 2021 is the annual 99, of
# the annual figure the third quarter 3: a difference from the period before is -89 and 96. stock_to_flow() and timeshift() keep kinds apart,
# and take the third quarter for the one before the first where the fourth is not there: 10 - 3.
# Why it matters: sums and growth of a valid data set are wrong by whole years, in the engine meant to validate it.
#
# Seen: year 2020: 105; lag of 2021Q1: 99, of 2020: 3; stock_to_flow of 2021Q1: 7
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check vtlengine==1.9.6 pandas==3.1.1 numpy==2.4.6 duckdb==1.5.6

cd "$work" && "$work/venv/bin/python" -W ignore - <<'PY'
import pandas as pd
from vtlengine import run

parts = [("area", "String", "Identifier"), ("t", "Time_Period", "Identifier"), ("v", "Number", "Measure")]
structure = [{"name": name, "type": kind, "role": role, "nullable": role == "Measure"} for name, kind, role in parts]
year, quarters = [("A", "2020A", 99.0)], [("A", f"2020-Q{n}", float(n)) for n in (1, 2, 3)]
later = [("A", f"2021-Q{n}", 10.0 * n) for n in (1, 2, 3, 4)]


def told(script, rows):
    data = {"D": pd.DataFrame(rows, columns=["area", "t", "v"])}
    structures = {"datasets": [{"name": "D", "DataStructure": structure}]}
    result = run(script=script, data_structures=structures, datapoints=data, return_only_persistent=False)["R"].data
    values = {period: None if pd.isna(value) else float(value) for _, period, value in result.itertuples(index=False)}
    print(script, values)
    return values


total = 'R := sum(D group all time_agg("A"));'
assert told(total, year + quarters + later) == {"2020": 105, "2021": 100}
assert told(total, quarters) == {"2020": 6}
before = told("R := lag(D, 1 over (partition by area order by t));", year + quarters + later)
assert before["2021Q1"] == 99 and before["2020"] == 3 and before["2020Q2"] == 1
flows = told("R := stock_to_flow(D);", year + quarters + later)
assert flows["2020"] == 99 and flows["2021Q1"] == 7
PY
echo "holds: years and quarters are summed together"
