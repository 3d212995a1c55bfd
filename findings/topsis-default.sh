#!/usr/bin/env bash
# pymcdm 1.4.0, pyrepo-mcda 0.1.15 (PyPI, with numpy 2.4.6): TOPSIS by its defaults is another method than the one papers name,
# and areas change places.
#
# Scorecards of local government rank by TOPSIS of Hwang and Yoon: columns divided by their length (vector normalisation).
# Guess: a class TOPSIS normalises by vectors unless told otherwise.
# What happens: both normalise to 0-1 by the least and greatest value (min-max). On a table of five areas and four criteria the
# closeness is .363 .550 .366 .562 .531 and not .350 .489 .427 .531 .522; the second and the third change places.
# With the normalisation named, both give the textbook's numbers to the last digit, and entropy and CRITIC weights agree.
# Why it matters: two packages that agree with each other look like a check, while a paper's ranking by the named method
# is not reproduced; which is meant is not said by the word TOPSIS.
#
# Seen: default ranks [5, 2, 4, 1, 3], by vectors [5, 3, 4, 1, 2]
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pymcdm==1.4.0 pyrepo-mcda==0.1.15 numpy==2.4.6

cd "$work" && "$work/venv/bin/python" - <<'PY'
import numpy as np
from pymcdm import methods, normalizations
from pyrepo_mcda import mcda_methods
from pyrepo_mcda.normalizations import vector_normalization

scores = np.array([[12.5, 3.2, 100, 0.8], [13.8, 2.1, 140, 0.5], [9.7, 4.4, 90, 0.9], [15.1, 1.8, 120, 0.3], [11.0, 2.9, 160, 0.6]])
weights, kinds = np.full(4, 0.25), np.array([1, 1, 1, -1])


def textbook():
    scaled = scores / np.sqrt((scores**2).sum(axis=0)) * weights
    best = np.where(kinds > 0, scaled.max(axis=0), scaled.min(axis=0))
    worst = np.where(kinds > 0, scaled.min(axis=0), scaled.max(axis=0))
    near, far = (np.sqrt(((scaled - ideal) ** 2).sum(axis=1)) for ideal in (best, worst))
    return far / (near + far)


def ranks(closeness):
    return [int(rank) for rank in (-closeness).argsort().argsort() + 1]


plain = [methods.TOPSIS()(scores, weights, kinds), mcda_methods.TOPSIS()(scores, weights, kinds)]
named = [
    methods.TOPSIS(normalization_function=normalizations.vector_normalization)(scores, weights, kinds),
    mcda_methods.TOPSIS(normalization_method=vector_normalization)(scores, weights, kinds),
]
print("default", plain[0].round(3), ranks(plain[0]), "textbook", textbook().round(3), ranks(textbook()))
for by_default, by_vectors in zip(plain, named):
    assert by_default.round(3).tolist() == [0.363, 0.55, 0.366, 0.562, 0.531], by_default
    assert ranks(by_default) == [5, 2, 4, 1, 3], ranks(by_default)
    assert np.allclose(by_vectors, textbook()) and ranks(by_vectors) == [5, 3, 4, 1, 2], by_vectors
PY
echo "holds: TOPSIS by default is another method"
