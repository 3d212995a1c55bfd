#!/usr/bin/env bash
# edtf 5.0.2 (PyPI) and edtf 4.11.1 (npm): fiscal years of two parts are months, seasons, quarters, intervals or errors,
# by their number, and the two libraries disagree on the dates.
#
# EDTF (ISO 8601-2) is what libraries and archives give for uncertain periods; fiscal years are printed 2019-20.
# Guess: 2019-20 is refused everywhere, or a season code nobody meets.
# What happens: of one column 2009-10, 2019-20, 2020-21, 2023-24 the parsers read a month (October 2009), an error,
# spring of 2020 and winter of 2023. Spring is March to May in Python and January to March in JavaScript; winter is
# the one month December in Python and October to December in JavaScript.
# Python's text_to_edtf, made for free text, has a third reading: 2019-20 is the interval 2019/2020 as hoped, but 2009-10
# stays a month, 2019/20 is None, FY2023-24 is 2023/XXXX-XX-24, and 1999-00 is 1999/1900, which ends before it begins.
# Why it matters: fiscal years 2000-01 to 2011-12 become months and those from 2020-21 on seasons, so that an archive's
# record covers one to three months of the year it describes.
#
# Seen: py 2020-21 2020-03-01..2020-05-31, js 2020-01-01..2020-03-31; py 2023-24 2023-12-01..2023-12-31,
#       js 2023-10-01..2023-12-31; text 1999-00 -> 1999/1900
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check edtf==5.0.2
npm install --silent --no-audit --no-fund --prefix "$work" edtf@4.11.1

"$work/venv/bin/python" - <<'PY' | tee "$work/py.txt"
import time

import edtf

for label in ("2009-10", "2019-20", "2020-21", "2023-24"):
    try:
        period = edtf.parse_edtf(label)
        print("py", label, time.strftime("%Y-%m-%d", period.lower_strict()), time.strftime("%Y-%m-%d", period.upper_strict()))
    except Exception as error:
        print("py", label, type(error).__name__)
for label in ("2019-20", "2009-10", "2019/20", "FY2023-24", "1999-00"):
    print("text", label, edtf.text_to_edtf(label))
PY

cat > "$work/ask.mjs" <<'JS'
import edtf from "edtf";
const day = (n) => new Date(n).toISOString().slice(0, 10);
for (const label of ["2009-10", "2019-20", "2020-21", "2023-24"]) {
  try {
    const period = edtf(label);
    console.log("js", label, day(period.min), day(period.max));
  } catch (error) {
    console.log("js", label, error.constructor.name);
  }
}
JS
node "$work/ask.mjs" | tee "$work/js.txt"

diff "$work/py.txt" - <<'TXT'
py 2009-10 2009-10-01 2009-10-31
py 2019-20 EDTFParseException
py 2020-21 2020-03-01 2020-05-31
py 2023-24 2023-12-01 2023-12-31
text 2019-20 2019/2020
text 2009-10 2009-10
text 2019/20 None
text FY2023-24 2023/XXXX-XX-24
text 1999-00 1999/1900
TXT
diff "$work/js.txt" - <<'TXT'
js 2009-10 2009-10-01 2009-10-31
js 2019-20 Error
js 2020-21 2020-01-01 2020-03-31
js 2023-24 2023-10-01 2023-12-31
TXT
echo "holds: fiscal years are read as months and seasons"
