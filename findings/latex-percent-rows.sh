#!/usr/bin/env bash
# stargazer 0.0.7, pandas 3.1.1 (PyPI, with statsmodels 0.15.0): in tables for LaTeX what follows a % is gone, and the row below is
# joined on: the standard error of a variable named with % stands in the place of its coefficient.
#
# stargazer writes tables of regressions for papers. Variables of this field are named "share of administration, %".
# Guess: names are escaped for LaTeX, as \%, or the compiler complains.
# What happens: % begins a comment in LaTeX, so that the rest of the line, with the coefficient and the end of the row, is not read. The
# row of the standard errors below is joined on: what is printed is "share of administration, (0.120)" for 0.333 with (0.120).
# Nothing is reported: the table is valid LaTeX (pandoc 3.9 reads it here; TeX too skips to the end of the line).
# pandas' to_latex() does it to figures, for its default is not to escape: of the rows tax 12.5% 13.8% and fees 3.1% 2.9% one is left,
# "tax, 12.5 fees, 3.1".
# Why it matters: a paper prints standard errors as effects and the shares of one row in another, without a message.
#
# Seen: share of administration, (0.120) \\ year 0.065 (0.048); the model has 0.333 (0.120). pandas: tax | 12.5 fees | 3.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  stargazer==0.0.7 statsmodels==0.15.0 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1 jinja2 lxml pypandoc_binary==1.17

cd "$work" && "$work/venv/bin/python" -W ignore - <<'PY'
import io

import numpy as np
import pandas as pd
import pypandoc
import statsmodels.api as sm
from stargazer.stargazer import Stargazer


def printed(tex):
    html = pypandoc.convert_text(tex, "html", format="latex")
    table = pd.read_html(io.StringIO(html), header=None)[0].fillna("").astype(str)
    return [[cell.strip() for cell in row] for row in table.values.tolist()]


share = np.array([12.5, 13.1, 12.9, 13.8, 14.2, 13.9, 14.8, 15.5, 15.1, 16.2, 16.0, 17.1])
noise = np.array([0.1, -0.2, 0.15, 0, -0.1, 0.2, -0.15, 0.05, 0.1, -0.05, -0.1, 0.1])
columns = pd.DataFrame({"share of administration, %": share, "year": np.arange(12.0)})
model = sm.OLS(2 + 0.5 * share + noise, sm.add_constant(columns)).fit()
assert round(model.params.iloc[1], 3) == 0.333 and round(model.bse.iloc[1], 3) == 0.12

tex = Stargazer([model]).render_latex()
print([line for line in tex.splitlines() if "share" in line])
rows = printed(tex)
print(rows)
named = [row for row in rows if row[0].startswith("share")]
assert named == [["share of administration,", "(0.120)"]], named
assert not any("0.333" in cell for row in rows for cell in row)
assert any(row[0] == "year" and "0.065" in row[1] for row in rows)

shares = pd.DataFrame({"item": ["tax", "fees"], "2019": ["12.5%", "3.1%"], "2020": ["13.8%", "2.9%"]})
rows = printed(shares.to_latex(index=False))
print(rows)
assert rows == [["tax", "12.5 fees", "3.1"]], rows
PY
echo "holds: the standard error stands for the coefficient"
