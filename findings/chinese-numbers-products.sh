#!/usr/bin/env bash
# chinese-numbers-converter 2.3.1, chinese-parseint 1.2.1 (npm), cn2num 0.1.1, numcn 0.1.0 (PyPI): 两亿三千万 is two trillion, 十万亿 100,000.
#
# Amounts in characters (两亿三千万 is 230 million, 十万亿 is ten trillion, 一万二 is 12,000) stand in reports and speeches.
# Guess: they are read, or refused.
# What happens: chinese-numbers-converter multiplies 亿 by 万: 两亿三千万 is 2,000,030,000,000, and 3亿2000万 3,000,000,000,000; it puts them
# into the running text. chinese-parseint and numcn read 十万亿 as 100,000; numcn reads 两亿三千万 as 30,000,000 and 两千零一十九 as 1019 (no
# 两); 一万二 is 10,002 in three of them, for 12,000. cn2num leaves out what it does not know: 一点二万 is 20,000, 负十二 is 12,
# 百分之十二点五 is 115, 3亿2000万 is 100,010,000. None raises; chinese-numbers-converter alone has 一万二 right.
# Why it matters: wrong by up to a factor of 100 million, in good-looking digits.
#
# Seen (two trillion etc.): converter 2000030000000 | parseint 十万亿 100000 | numcn 30000000, 100000, 1019 | cn2num 20000, 12, 115
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" chinese-numbers-converter@2.3.1 chinese-parseint@1.2.1
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check cn2num==0.1.1 numcn==0.1.0

cat > "$work/ask.cjs" <<'JS'
const assert = require("node:assert");
const ChineseNumber = require("chinese-numbers-converter");
const parse = require("chinese-parseint");
const converted = {
  一万二: "12000",
  两亿三千万: "2000030000000",
  "3亿2000万": "3000000000000",
  今年支出两亿三千万元: "今年支出2000030000000元",
};
for (const [text, value] of Object.entries(converted)) {
  const got = new ChineseNumber(text).toArabicString();
  console.log("converter", text, got);
  assert.equal(got, value);
}
for (const [text, value] of [["两亿三千万", 230000000], ["十万亿", 100000], ["一万二", 10002]]) {
  const got = (parse.default || parse)(text);
  console.log("parseint", text, got);
  assert.equal(got, value);
}
JS
(cd "$work" && node ask.cjs)
cd "$work" && "$work/venv/bin/python" - <<'PY'
from cn2num import cn2digit
from numcn import ctn

read = cn2digit if callable(cn2digit) else cn2digit.cn2digit
for text, value in {"两亿三千万": 30000000, "十万亿": 100000, "两千零一十九": 1019, "一万二": 10002}.items():
    print("numcn", text, ctn(text))
    assert ctn(text) == value, (text, ctn(text))
told = {"两亿三千万": 230000000, "一万二": 10002, "一点二万": 20000, "负十二": 12, "百分之十二点五": 115, "3亿2000万": 100010000}
for text, value in told.items():
    print("cn2num", text, read(text))
    assert read(text) == value, (text, read(text))
PY
echo "holds: amounts in characters are products and pieces"
