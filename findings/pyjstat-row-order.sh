#!/usr/bin/env bash
# pyjstat 2.4.0 (PyPI, with pandas 3.1.1): a data frame written as JSON-stat gives the figures to other areas and years,
# unless its rows stand in one order.
#
# JSON-stat is the format of Eurostat's and many offices' interfaces; pyjstat is its library for Python.
# Guess: areas and years are columns of the frame, so that each figure goes to its place; a missing pair is null.
# What happens: `value` is the column as it stands, while the dimensions are in the order of first appearance. Rows sorted
# by year and then area (as a panel often is), written and read back, exchange figures: 河北 2019 and 山西 2020 swap.
# A frame that lacks one pair is written too, as three values for a cube of four, which pyjstat itself then fails to
# read (IndexError). Of the exchange there is no error, on writing or reading.
# Why it matters: the file is valid JSON-stat with the right totals, so that only a look at single cells shows it.
#
# Seen: in  河北 2020 2, 山西 2020 4, 河北 2019 1, 山西 2019 3   out  河北 2020 2, 河北 2019 4, 山西 2020 1, 山西 2019 3
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pyjstat==2.4.0 pandas==3.1.1

"$work/venv/bin/python" - <<'PY'
import json

import pandas as pd
from pyjstat import pyjstat


def round_trip(rows):
    frame = pd.DataFrame(rows, columns=["area", "year", "value"])
    text = pyjstat.Dataset.read(frame).write()
    print(json.loads(text)["id"], json.loads(text)["size"], json.loads(text)["value"])
    back = pyjstat.Dataset.read(text).write("dataframe")
    return {(a, y): v for a, y, v in back[["area", "year", "value"]].itertuples(index=False)}


by_area = [("河北", "2019", 1.0), ("河北", "2020", 2.0), ("山西", "2019", 3.0), ("山西", "2020", 4.0)]
by_year = [("河北", "2020", 2.0), ("山西", "2020", 4.0), ("河北", "2019", 1.0), ("山西", "2019", 3.0)]
right = {(a, y): v for a, y, v in by_area}

assert round_trip(by_area) == right
swapped = round_trip(by_year)
print(swapped)
assert swapped == {("河北", "2020"): 2.0, ("河北", "2019"): 4.0, ("山西", "2020"): 1.0, ("山西", "2019"): 3.0}, swapped

try:
    round_trip([("河北", "2019", 1.0), ("山西", "2019", 3.0), ("山西", "2020", 4.0)])
    raise SystemExit("a frame with a gap was read back")
except IndexError as error:
    print("a gap, read back:", error)
PY
echo "holds: figures follow the order of rows"
