#!/usr/bin/env bash
# PriceIndexCalc 0.7 (PyPI, with pandas 3.1.1): prices are compared by the place of their row and not by product.
#
# The package computes the indices of national statistical offices (Laspeyres, Fisher, Törnqvist, GEKS) from a table with the columns
# month, id, price and quantity; the column of the product's id is one of its arguments.
# Guess: rows belong together by id and month, so that their order is nothing.
# What happens: within a month the rows are taken as they stand. Three products whose prices do not change in four months, of which one
# month lists them in another order: the index of that month is 1.1282 (Laspeyres), 1.0116 (Fisher), 1.0270 (Törnqvist and GEKS), 1.1111
# (Carli). Sorted by id the same table gives 1 throughout. No error and no warning.
# Why it matters: a table sorted by expenditure, or one whose months come from several collectors, gives inflation that is
# not there; a deflator made so carries it into every real series.
#
# Seen (no price changes): Laspeyres [1, 1, 1.1282, 1], sorted by id [1, 1, 1, 1]
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  PriceIndexCalc==0.7 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1 seaborn==0.13.2 statsmodels==0.15.0 scikit-learn==1.9.1

cd "$work" && MPLBACKEND=agg "$work/venv/bin/python" - <<'PY'
import pandas as pd
from PriceIndexCalc.pandas_modules.index_methods import bilateral_methods, multilateral_methods

prices, quantities = {"rice": 10.0, "cloth": 15.0, "rent": 20.0}, {"rice": 6, "cloth": 5, "rent": 3}
rows = []
for month in ("2020-01", "2020-02", "2020-03", "2020-04"):
    products = ["rice", "cloth", "rent"] if month != "2020-03" else ["cloth", "rent", "rice"]
    rows += [(month, product, prices[product], quantities[product]) for product in products]
table = pd.DataFrame(rows, columns=["month", "id", "price", "quantity"])
moved = {"laspeyres": 1.1282, "fisher": 1.0116, "tornqvist": 1.027, "carli": 1.1111, "geks": 1.027}
for method, third in moved.items():
    for name, frame, right in (("as it stands", table, third), ("by id", table.sort_values(["month", "id"]), 1.0)):
        if method == "geks":
            index = multilateral_methods(frame, method=method)
        else:
            index = bilateral_methods(frame, "price", "quantity", "id", "month", method=method)
        got = [round(float(value), 4) for value in index.iloc[:, -1]]
        print(method, name, got)
        assert got == [1, 1, right, 1], (method, name, got)
PY
echo "holds: rows are compared by their place"
