#!/usr/bin/env bash
# ssb-vaskify 0.0.5 (PyPI, with pandas 3.1.1): the correction of figures a thousand times too large divides the right ones.
#
# The package edits data of official statistics; thousand_error() looks for figures reported in single units in place of thousands
# and, with impute=True, puts the corrected figure beside them.
# Guess: 12, 13000, 14 is corrected to 12, 13, 14; where thousands are the wrong ones (12000, 13, 14000) the 13 is made 13000 or only marked.
# What happens: whatever differs from the year before by more than the bound is divided by 1000, the way back too. 12, 13000, 14 becomes
# 12, 13, 0.014; 12000, 13, 14000 becomes 12000, 0.013, 14. Two years in the wrong unit are corrected in the first alone: 12, 13000, 13500, 14
# is 12, 13, 13500, 0.014. A year of 0 marks the next as well: 0, 14 becomes 0, 0.014.
# Why it matters: after the correction the series holds more wrong figures than before, at 0.001 of their size, as imputed ones.
#
# Seen: [12, 13000, 14] -> [12, 13, 0.014]   [12000, 13, 14000] -> [12000, 0.013, 14]   [12, 0, 14] -> [12, 0, 0.014]
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check ssb-vaskify==0.0.5 pandas==3.1.1 numpy==2.4.6

cd "$work" && "$work/venv/bin/python" -W ignore - <<'PY'
import pandas as pd
from vaskify import Detect

told = {
    (12, 13, 14): [12, 13, 14],
    (12, 13000, 14): [12, 13, 0.014],
    (12000, 13, 14000): [12000, 0.013, 14],
    (12, 13000, 13500, 14): [12, 13, 13500, 0.014],
    (12, 0, 14): [12, 0, 0.014],
}
for figures, corrected in told.items():
    years = [str(2018 + place) for place in range(len(figures))]
    frame = pd.DataFrame({"county": "A", "year": years, "spend": [float(figure) for figure in figures]})
    edited = Detect(frame, id_nr="county").thousand_error("spend", "year", impute=True, impute_var="spend_corrected")
    got = edited["spend_corrected"].tolist()
    print(list(figures), "->", got, "marked", edited["flag_thousand"].tolist())
    assert got == corrected, (figures, got)
PY
echo "holds: the way back is divided too"
