#!/usr/bin/env bash
# cpca 0.5.5 (PyPI, with pandas 3.1.1, pyahocorasick 2.3.1): the short names of prefectures become the province
# or the county that is their seat, and the words for sums of counties become counties of Guizhou and Chongqing.
#
# cpca resolves Chinese areas in text; a scholar runs it over the first column of a table.
# Guess: 海南藏族自治州 is known, so 海南州 is either known or empty; words that name no place come back empty.
# What happens: full names are right. Of the short ones that yearbooks print,
#   海南州 is the province of Hainan (460000) and not the prefecture in Qinghai (632500),
#   恩施州 and 文山州 are the county-level cities 恩施市 (422801) and 文山市 (532601), a part for the whole,
#   湖南省湘西自治州 is the whole province of Hunan (430000).
# And the rows of every table of a city that are no place at all: 市辖区 (sum of the districts) is a code of 遵义
# (520301), 县级合计 (sum of the counties) is 500200, the counties of Chongqing. All with no warning.
# Why it matters: each is a plausible code; joined by code, Hainan gets a prefecture's revenue, a county gets its
# prefecture's, and a subtotal of any city is filed in Guizhou.
#
# Seen: 海南藏族自治州 632500, 海南州 460000, 恩施州 422801, 文山州 532601, 湖南省湘西自治州 430000, 市辖区 520301, 县级合计 500200
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check cpca==0.5.5 pandas==3.1.1 pyahocorasick==2.3.1

"$work/venv/bin/python" - <<'PY'
import cpca

seen = {
    "海南藏族自治州": "632500",  # right: the full name
    "恩施土家族苗族自治州": "422800",  # right: the full name
    "海南州": "460000",
    "恩施州": "422801",
    "文山州": "532601",
    "湖南省湘西自治州": "430000",
    "市辖区": "520301",
    "县级合计": "500200",
}
table = cpca.transform(list(seen))
print(table.assign(row=list(seen))[["row", "省", "市", "区", "地址", "adcode"]].to_string())
assert table["adcode"].tolist() == list(seen.values()), table["adcode"].tolist()
PY
echo "holds: short names of prefectures and words for sums get wrong codes"
