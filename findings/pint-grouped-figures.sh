#!/usr/bin/env bash
# Pint 0.25.3 (PyPI): 12 345 yuan is 4,140 yuan, −12.5 yuan is 12.5 yuan, and 15 mu of land are a mass.
#
# Pint reads quantities with units from text; people use it to check units of tables of figures.
# Guess: 12 345 (groups set with a blank, as SI and many statistical offices write) is 12,345 or refused; − (U+2212) is a minus.
# What happens: a blank multiplies: 12 345.6 yuan is 12 times 345.6 = 4147.2, 1 234 567 is 132,678, with the no-break and the thin
# blank of typesetters too. The printed minus is left out: −12.5 is 12.5; with the hyphen it is -12.5. Commas are dropped wherever they are:
# 12,345 is right, 1.234,5 is 1.2345. 15 mu (亩, a fifteenth of a hectare, in every land statistic of China) is 15 milli-unified atomic
# mass units without a definition being made.
# Why it matters: no error, the unit is right, and the amount is of another size or sign.
#
# Seen: 12 345.6 yuan 4147.2   1 234 567 yuan 132678   −12.5 yuan 12.5   1.234,5 yuan 1.2345   15 mu milliunified_atomic_mass_unit
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check Pint==0.25.3

cd "$work" && "$work/venv/bin/python" - <<'PY'
import pint

registry = pint.UnitRegistry()
registry.define("yuan = [currency]")
told = {
    "12,345 yuan": 12345,
    "-12.5 yuan": -12.5,
    "12 345.6 yuan": 4147.2,
    "1 234 567 yuan": 132678,
    "12\u00a0345 yuan": 4140,
    "12\u2009345 yuan": 4140,
    "\u221212.5 yuan": 12.5,
    "1.234,5 yuan": 1.2345,
}
for text, amount in told.items():
    got = registry.Quantity(text)
    print(ascii(text), got)
    assert str(got.units) == "yuan" and abs(got.magnitude - amount) < 1e-9, (text, got)
land = registry.Quantity("15 mu")
print(land, land.dimensionality)
assert str(land.units) == "milliunified_atomic_mass_unit" and str(land.dimensionality) == "[mass]"
PY
echo "holds: blanks multiply and the minus is left out"
