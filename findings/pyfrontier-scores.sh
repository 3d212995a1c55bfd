#!/usr/bin/env bash
# pyfrontier 1.1.1 (PyPI, with PuLP 3.3.2, numpy 1.26.4): efficient units score 0 or -200, and a problem without a solution is a score.
#
# Efficiency of local spending is measured by data envelopment analysis (DEA). EnvelopDEA and MultipleDEA are the two
# forms of one linear programme and must agree.
# Guess: they agree; where super-efficiency has no solution (a unit that no other can match), the score is missing or an error.
# What happens: for variable returns and output orientation MultipleDEA gives 0.0, 1.0, -200.0, 1.0, 1.09, 0.0 where EnvelopDEA
# and dealib 1.0.0 give 1.0 for all but the fifth: the solver's status is not looked at. Input orientation and constant
# returns are right. Super-efficiency of the one unit with the greatest output, for which there is no solution, is 0.8,
# which reads as the least efficient of the three.
# Why it matters: means and second-stage regressions on such scores run; of one output and one input the smallest county is 0.
#
# Seen: MultipleDEA [0.0, 1.0, -200.0, 1.0, 1.0909, 0.0], EnvelopDEA [1.0, 1.0, 1.0, 1.0, 1.0909, 1.0]; super [1.5, 1.3333, 0.8]
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pyfrontier==1.1.1 PuLP==3.3.2 numpy==1.26.4

cd "$work" && "$work/venv/bin/python" - > scores 2> noise <<'PY'
import sys

import numpy as np
from Pyfrontier.frontier_model import EnvelopDEA, MultipleDEA


def scores(model, inputs, outputs):
    model.fit(np.array(inputs, dtype=float), np.array(outputs, dtype=float))
    return [round(float(unit.score), 4) for unit in model.result]


inputs = [[2, 5], [3, 3], [6, 2], [4, 4], [5, 6], [8, 1.5]]
outputs = [[1], [1], [1], [1.2], [1.1], [0.7]]
right = [1.0, 1.0, 1.0, 1.0, 1.0909, 1.0]
envelope = scores(EnvelopDEA("VRS", "out"), inputs, outputs)
multiple = scores(MultipleDEA("VRS", "out"), inputs, outputs)
print("seen: EnvelopDEA", envelope, "MultipleDEA", multiple)
assert envelope == right, envelope
assert multiple == [0.0, 1.0, -200.0, 1.0, 1.0909, 0.0], multiple
assert scores(MultipleDEA("VRS", "in"), inputs, outputs) == scores(EnvelopDEA("VRS", "in"), inputs, outputs)

small = [[2], [3], [5]], [[1], [3], [4]]
multiple = scores(MultipleDEA("VRS", "out"), *small)
beyond = scores(EnvelopDEA("VRS", "in", super_efficiency=True), *small)
print("seen: one input and output", multiple, "super-efficiency", beyond)
assert multiple[0] == 0.0, multiple
assert beyond == [1.5, 1.3333, 0.8], beyond
PY
grep '^seen' scores
echo "holds: efficient units score 0 and -200"
