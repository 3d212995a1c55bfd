#!/usr/bin/env bash
# dateparser 1.5.0 (PyPI, with python-dateutil 4.0.0, regex 2026.11.19, tzlocal 5.4.5): a year with 年 is a number
# of years ago.
#
# Columns of Chinese yearbooks are headed 2023年; those of Taiwan 112年; old ones 98年.
# Guess: 2023年 is some day of 2023, since 2023年12月 is in December 2023; or None.
# What happens: 年 alone is read as "years ago", counted back from today: on 2024-03-15, 2023年 is the year 1 and
# 2022年 the year 2, 1978年 the year 46. 112年 and 98年 are 1912 and 1926, two years that old series do have.
# A year that cannot be counted back (2024年, 2025年 on that day) is read as the year itself, so that one column of a
# table of 2022-2025 holds the years 2, 1, 2024 and 2025. 2023年度 is None; 2023年1-6月 is the first of June.
# search_dates on a sentence of a report does the same.
# Why it matters: the answer depends on the day of the run, and for short years it is a year that may be believed.
#
# Seen: 2022年 0002-03-15, 2023年 0001-03-15, 2024年 2024-03-15, 2025年 2025-03-15, 112年 1912-03-15, 98年 1926-03-15
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
    dateparser==1.5.0 python-dateutil==4.0.0 regex==2026.11.19 tzlocal==5.4.5

"$work/venv/bin/python" - <<'PY'
import datetime

import dateparser
from dateparser.search import search_dates

day = {"RELATIVE_BASE": datetime.datetime(2024, 3, 15)}
told = {
    "2023年12月": "2023-12-15",  # right
    "2022年": "0002-03-15",
    "2023年": "0001-03-15",
    "2024年": "2024-03-15",
    "2025年": "2025-03-15",
    "1978年": "0046-03-15",
    "112年": "1912-03-15",
    "98年": "1926-03-15",
    "2023年度": "None",
    "2023年1-6月": "2023-06-01",
}
for label, date in told.items():
    got = dateparser.parse(label, languages=["zh"], settings=day)
    seen = str(got).split()[0]
    print(label, seen)
    assert seen == date, (label, got)
found = search_dates("2023年一般公共预算收入比2022年增长", languages=["zh"], settings=day)
print(found)
assert [d.year for _, d in found] == [1, 2], found
PY
echo "holds: a year is read as years ago"
