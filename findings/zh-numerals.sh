#!/usr/bin/env bash
# nzh 1.0.14 (npm), pycnnum 2.1.1, chinese2digits 6.0.2 (PyPI): amounts written in characters lose their unit or a digit, and the
# five-year plan 十三五 is 45.
#
# Older budget reports write amounts in characters: 一点二万亿 (1.2 trillion), 两亿三千万 (230 million), 二〇一九年.
# Guess: a library for Chinese numerals reads these, or refuses with an error, as cn2an 0.5.24 does for 一点二万亿.
# What happens: nzh reads 一点二万亿 as 1.2, 两亿三千万 as 30,000,000 (it does not know 两), 两千 as 0, 二〇一九 as 219, 一万五 as 10,005
# and 廿五 as 5. pycnnum reads 一点二万亿 as 1.2 and 二〇一九 as 9. chinese2digits, which finds numbers in text, makes 十三五 45 and
# of 2019年1-6月 the month -6; 1,234.5万元 is 1 and 2,345,000. No error is raised.
# Why it matters: amounts fall by factors of up to 10¹², or by a digit that is not seen in a column of others.
#
# Seen: nzh 1.2, 30000000, 0, 219, 10005, 5   pycnnum 1.2, 9   chinese2digits ['45'], ['2019', '1', '-6'], ['1', '2345000']
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pycnnum==2.1.1 chinese2digits==6.0.2
cd "$work" && npm install --silent --no-audit --no-fund --no-package-lock nzh@1.0.14

cd "$work" && "$work/venv/bin/python" - <<'PY'
import chinese2digits
import pycnnum

for text, value in {"一点二万亿": 1.2, "二〇一九": 9, "三亿二千万": 320000000, "一万五": 15000}.items():
    got = pycnnum.cn2num(text)
    print("pycnnum", text, got)
    assert got == value, (text, got)

told = {"十三五": ["45"], "2019年1-6月": ["2019", "1", "-6"], "1,234.5万元": ["1", "2345000"], "一万五千": ["15000"]}
for text, values in told.items():
    got = chinese2digits.takeNumberFromString(text)["digitsStringList"]
    print("chinese2digits", text, got)
    assert got == values, (text, got)
PY

cat > read.cjs <<'JS'
const { decodeS } = require("nzh").cn;
const told = { 一点二万亿: 1.2, 两亿三千万: 30000000, 两千: 0, 二〇一九: 219, 一万五: 10005, 廿五: 5, 二亿三千万: 230000000 };
for (const [text, value] of Object.entries(told)) {
  console.log("nzh", text, decodeS(text));
  if (Number(decodeS(text)) !== value) throw new Error(`${text}: ${decodeS(text)}`);
}
JS
node read.cjs
echo "holds: numerals lose units and digits"
