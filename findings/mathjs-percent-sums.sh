#!/usr/bin/env bash
# mathjs 15.2.0 (npm): shares and rates of growth that are added or subtracted with their sign % give remainders of divisions.
#
# mathjs evaluates formulas as text, with units, in dashboards and notebooks; its documentation has 8% for 0.08 and 200 + 10% for 220.
# Guess: 12.5% + 3% is 0.155, as 0.125 + 0.03 is, and 30% + 70% is 1.
# What happens: a % that is followed by a sign or a bracket is the operator of the remainder: 12.5% + 3% is the remainder of 12.5 by
# +0.03, that is 0.02; 30% + 70% is 0.6; 8% - 3% is -0.01; 110%/105% - 1 is -0.99; 200*3% + 200*2% is 0. Two rates one after the
# other fall away: 100 + 10% + 10% is 100. A single one is right (200 + 10% is 220), in brackets too ((8%) - (3%) is 0.05).
# Why it matters: no error, and the values look like small rates; a difference of shares in percentage points comes out negative.
#
# Seen: 12.5% + 3% 0.02   30% + 70% 0.6   8% - 3% -0.01   110%/105% - 1 -0.9895   200*3% + 200*2% 0   100 + 10% + 10% 100
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" mathjs@15.2.0

cat > "$work/ask.cjs" <<'JS'
const assert = require("node:assert");
const math = require("mathjs");
const seen = {
  "200 + 10%": 220,
  "12.5%": 0.125,
  "(8%) - (3%)": 0.05,
  "12.5% + 3%": 0.02,
  "30% + 70%": 0.6,
  "8% - 3%": -0.01,
  "110%/105% - 1": -0.98952,
  "200*3% + 200*2%": 0,
  "100 + 10% + 10%": 100,
  "100*(1+5%)*(1+10%)": 115.5,
};
for (const [formula, value] of Object.entries(seen)) {
  const got = math.evaluate(formula);
  console.log(formula, "=", got);
  assert.ok(Math.abs(got - value) < 1e-5, formula);
}
JS
(cd "$work" && node ask.cjs)
echo "holds: sums of percentages are remainders"
