"""The bounds of every case beside this file, by a second program.

In: `given.toml` of each folder: a formula and its Python twin, the printed figures, the year. Out: `expected.toml`: the least
and greatest value over the printed intervals, in exact fractions (powers in 50 digits), at the corners of the box and the
middles of its sides: enough for formulas that rise or fall in each figure, and for a square, which turns in the middle.
"""
import itertools, pathlib, re, tomllib
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 50


def root(value, power):
    value = Fraction(value)
    return Fraction((Decimal(value.numerator) / Decimal(value.denominator)) ** (Decimal(1) / Decimal(power)))


def bounds(given):
    names, ranges = [], []
    for name, printed in given["figures"].items():
        half = Fraction(1, 2) / 10 ** (len(printed.split(".")[1]) if "." in printed else 0)
        names.append(re.sub(r"\W", "_", name))
        ranges.append([Fraction(printed) - half, Fraction(printed), Fraction(printed) + half])
    values = []
    for corner in itertools.product(*ranges):
        values.append(eval(given["twin"], {"root": root, "Fraction": Fraction}, dict(zip(names, corner))))
    return float(min(values)), float(max(values))


for case in sorted(path.parent for path in pathlib.Path(__file__).parent.glob("*/given.toml")):
    given = tomllib.loads((case / "given.toml").read_text())
    if not given.get("bounds", True):
        continue
    lower, upper = bounds(given)
    (case / "expected.toml").write_text(f"lower = {lower!r}\nupper = {upper!r}\n")
