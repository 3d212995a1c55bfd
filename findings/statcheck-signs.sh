#!/usr/bin/env bash
# statcheck 0.0.7 (PyPI, with pandas 2.2.3 and numpy 2.2.6): a negative statistic with its right p value is an error, and so is a p
# value that is rounded and has its leading zero.
#
# statcheck recomputes p values of published tests; the package is the Python version of the one in R.
# Guess: t(28) = -2.20, p = .036 is as right as t(28) = 2.20, p = .036 (the exact value is .0362); 0.04 is as right as .04.
# What happens: for a negative statistic the least and greatest p that its rounding allows change places, so that no printed p of
# three places lies between them: every negative t and r with an exact p is an Error. p = .04 is right and p = 0.04 an
# Error, since the letters after "p =" are counted as places. With p < .05 all is well. (With pandas 3 it stops with a
# TypeError on every text.)
# Why it matters: papers of economics print the leading zero and signed t values; most of their correct tests are reported
# as errors, with the recomputed value beside them that shows they are right.
#
# Seen: t(28) = -2.20, p = .036 Error (computed .0362)   t(28) = 2.20, p = .036 fine   p = 0.04 Error   p = .04 fine
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check statcheck==0.0.7 pandas==2.2.3 numpy==2.2.6

cd "$work" && "$work/venv/bin/python" - <<'PY'
import contextlib
import io

from statcheck.st import statcheck

told = {
    "t(28) = 2.20, p = .036": False,
    "t(28) = -2.20, p = .036": True,
    "t(28) = −2.20, p = .036": True,
    "r(28) = .38, p = .038": False,
    "r(28) = -.38, p = .038": True,
    "t(28) = -2.20, p < .05": False,
    "t(28) = 2.20, p = .04": False,
    "t(28) = 2.20, p = 0.04": True,
}
for text, error in told.items():
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        found = statcheck([text])
    found = (found[0] if isinstance(found, tuple) else found).iloc[0]
    print(text, round(found["Computed_P_Value"], 4), "Error" if found["Error"] else "fine")
    assert bool(found["Error"]) is error and round(found["Computed_P_Value"], 3) in (0.036, 0.038), (text, dict(found))
PY
echo "holds: negative statistics and leading zeros are errors"
