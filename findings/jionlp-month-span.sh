#!/usr/bin/env bash
# jionlp 1.5.31 (PyPI, with jiojio 1.2.8, numpy 2.4.6): months "1-6" of a year become the whole year, January alone,
# or one day of another year, all called accurate.
#
# Monthly bulletins and budget reports head their columns 2023年1-6月. jionlp.parse_time reads such labels.
# Guess: 2023年1-6月 is a span from January to June, since 2023年上半年 is; else an error.
# What happens: 2023年1-6月 and 2023年1—9月 are the point 2023-01-01 to 2023-12-31; 2023年1月-6月 is January;
# 1-6月 is the sixth of January of the present year and 去年1-8月 (of last year!) the eighth of January of this one.
# 2023/24财年 is February 2023. 民国112年 (2023 in Taiwan's accounts) is the year 112 after Christ.
# Only 上半年, 前三季度 and 前6个月 are read as spans.
# Why it matters: half a year's revenue is filed as the year's, and the type (time_point, accurate) says nothing.
#
# Seen (time base 2024-03-15): 2023年1-6月 time_point accurate 2023-01-01 2023-12-31
#                              去年1-8月 time_point accurate 2024-01-08 2024-01-08
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check jionlp==1.5.31 jiojio==1.2.8 numpy==2.4.6

"$work/venv/bin/python" - <<'PY'
import time

import jionlp

base = time.mktime((2024, 3, 15, 0, 0, 0, 0, 0, 0))
told = {
    "2023年上半年": "2023-01-01 2023-06-30",  # right
    "2023年前6个月": "2023-01-01 2023-06-30",  # right
    "2023年1-6月": "2023-01-01 2023-12-31",
    "2023年1—9月": "2023-01-01 2023-12-31",
    "2023年1月-6月": "2023-01-01 2023-01-31",
    "1-6月": "2024-01-06 2024-01-06",
    "去年1-8月": "2024-01-08 2024-01-08",
    "2023/24财年": "2023-02-01 2023-02-28",
    "民国112年": "112-01-01 112-12-31",
}
for label, span in told.items():
    got = jionlp.parse_time(label, time_base=base)
    seen = " ".join(t.split()[0] for t in got["time"])
    print(label, got["type"], got["definition"], seen)
    assert seen == span, (label, got)
    if label not in ("2023年上半年", "2023年前6个月"):
        assert (got["type"], got["definition"]) == ("time_point", "accurate"), (label, got)
PY
echo "holds: spans of months are read as another period"
