#!/usr/bin/env bash
# unyt 3.2.0, quantities 0.16.4 (PyPI, with numpy 2.4.6), beside Pint 0.25.3: a percentage with its unit is taken for a bare number.
#
# Libraries of units are used to keep percent and shares apart, so that 12.5 percent is 0.125 wherever a number is needed.
# Guess: log(1 + 12.5 %) of a rate with its unit is 0.1178, as with Pint; or it is refused.
# What happens: unyt converts in sums (1 + 12.5 % is 1.125) and not in functions: numpy.log1p(12.5 %) is 2.60 for 0.118, exp(12.5 %)
# is 268,337 for 1.13, log(112.5 %) is 4.72 for 0.118, 1.1 to the power 200 % is 190 million for 1.21, float() is 12.5. quantities
# refuses functions, but 12.5 % is greater than 1 and float() is 12.5 there too, and concatenate() takes 10 % and 0.5 for 10 and 0.5.
# Why it matters: log growth, elasticities and discounting, for which the unit was kept, are wrong by powers of ten, and a
# test such as share > 1 finds each share of more than one percent.
#
# Seen: unyt log1p 2.6027, exp 268337, log 4.7230, power 1.9e8   quantities 12.5 % > 1 True   Pint .1178, 1.1331, .1178, 1.21, False
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check unyt==3.2.0 quantities==0.16.4 Pint==0.25.3 numpy==2.4.6

cd "$work" && "$work/venv/bin/python" - <<'PY'
import numpy as np
import pint
import quantities as pq
from unyt import unyt_quantity

near = lambda got, value: np.isclose(float(got), value, rtol=1e-4)

Q = pint.UnitRegistry().Quantity
assert near(np.log1p(Q(12.5, "percent")), 0.11778) and near(np.exp(Q(12.5, "percent")), 1.13315)
assert near(np.log(Q(112.5, "percent")), 0.11778) and near(1.1 ** Q(200, "percent"), 1.21)
assert not Q(12.5, "percent") > 1 and float(Q(12.5, "percent")) == 0.125

rate, index = unyt_quantity(12.5, "percent"), unyt_quantity(112.5, "percent")
assert near(1 + rate, 1.125)
told = [np.log1p(rate), np.exp(rate), np.log(index), 1.1 ** unyt_quantity(200, "percent"), float(rate)]
print("unyt", [float(value) for value in told])
for got, value in zip(told, [2.60269, 268337.3, 4.72295, 1.1**200, 12.5]):
    assert near(got, value), (got, value)

rate = 12.5 * pq.percent
assert rate.simplified == 0.125
joined = np.concatenate([np.array([10.0]) * pq.percent, np.array([0.5])])
print("quantities", bool(rate > 1), float(rate), joined)
assert rate > 1 and float(rate) == 12.5
assert joined.dimensionality.string == "dimensionless" and joined.magnitude.tolist() == [10.0, 0.5]
PY
echo "holds: a percentage is a bare number"
