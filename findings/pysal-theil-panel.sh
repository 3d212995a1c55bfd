#!/usr/bin/env bash
# inequality 1.1.2 (PySAL), inequality_coefficients 1.2.3 (PyPI, with pandas 3.1.1): the Theil index of a panel is the sum of its years, and
# a Gini coefficient is 26, or n times too large.
#
# PySAL's `inequality` is the library for regional inequality; its examples give Theil a matrix of areas by years.
# Guess: a DataFrame of areas by years gives what its matrix gives, .1064 and .0201; Gini gives one for each year, or refuses.
# What happens: Theil of the frame with the columns 2019 and 2020 is 4039, the sum of the names of its columns (1 where they are 0 and
# 1); the part within groups is 4038.9. The series of a single year is right. Gini of the matrix is one number, 1.375, where both
# years are below .26, and 26.4 for 31 areas in 20 years. inequality_coefficients has gini([1, 2, 3, 4]) = 1.0, that is .25 times n.
# Why it matters: indices that cannot exceed log n or 1 come back without an error; between groups the part is right beside the
# wrong total, so that the share "between" is next to nothing.
#
# Seen: Theil(frame).T 4039, Theil(frame.values).T [.1064 .0201]; Gini(frame.values).g 1.375, one year .25; gini([1, 2, 3, 4]) 1.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  inequality==1.1.2 inequality_coefficients==1.2.3 pandas==3.1.1 numpy==2.4.6

cd "$work" && "$work/venv/bin/python" -W ignore - <<'PY'
import numpy as np
import pandas as pd
from inequality.gini import Gini
from inequality.theil import Theil, TheilD
from inequality_coefficients import gini

panel = pd.DataFrame({2019: [1.0, 2, 3, 4], 2020: [2.0, 2, 3, 3]}, index=["a", "b", "c", "d"])
groups = np.array(["east", "east", "west", "west"])
print("Theil", Theil(panel).T, Theil(panel.values).T, Theil(panel[2019]).T)
assert Theil(panel).T == 4039
assert np.allclose(Theil(panel.values).T, [0.10644, 0.020136], atol=1e-6) and round(Theil(panel[2019]).T, 5) == 0.10644
split = TheilD(panel, groups)
print("parts", split.T, split.bg, split.wg)
assert np.allclose(split.bg, [0.08228, 0.020136], atol=1e-5) and np.allclose(split.wg, 4039 - split.bg)

print("Gini", Gini(panel.values).g, [Gini(panel[year].values).g for year in panel])
assert Gini(panel.values).g == 1.375 and Gini(panel[2019].values).g == 0.25
wide = np.outer(np.arange(1.0, 32), np.linspace(1, 3, 20))
print("31 areas, 20 years", Gini(wide).g, "each year", Gini(wide[:, 0]).g)
assert Gini(wide).g > 20 and Gini(wide[:, 0]).g < 0.35
assert gini([1, 2, 3, 4]) == 1.0
PY
echo "holds: indices above their bounds"
