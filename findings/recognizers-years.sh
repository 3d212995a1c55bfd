#!/usr/bin/env bash
# Microsoft Recognizers-Text 1.3.1 (npm, recognizers-text-suite, date-time 1.3.2): 2019-2021年 ends before 2021, half a year of
# 2023 is the year, and the time of a five-year plan is five o'clock.
#
# recognizeDateTime gives spans with start and end; the end is not part of the span, so that 2019年第三季度 ends on 2019-10-01.
# Guess: 2019-2021年 runs to 2022-01-01, three years; 2023年上半年 to 2023-07-01, since "first half of 2023" does.
# What happens: 2019-2021年, 2018至2020年 and 1978-2006年 end on the first of January of their last year, with durations of P2Y,
# P2Y and P28Y, while a single year has its own end right. 2023年上半年 and 2023年下半年, the whole text marked as read, are both
# 2023-01-01 to 2024-01-01. 2023年前三季度 is the time before 2023. 十三五时期, the years 2016-2020, is 05:00 or 17:00.
# Why it matters: totals over a named span miss their last year; half a year's figure is filed as the year's, twice.
#
# Seen: 2019-2021年 (2019-01-01,2021-01-01,P2Y)   2023年上半年, 2023年下半年 2023   2023年前三季度 before 2023   十三五时期 T05
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" && npm install --silent --no-audit --no-fund --no-package-lock @microsoft/recognizers-text-suite@1.3.1 @microsoft/recognizers-text-date-time@1.3.2

cat > read.cjs <<'JS'

const { recognizeDateTime } = require("@microsoft/recognizers-text-suite");
const told = {
  "2019-2021年": "(2019-01-01,2021-01-01,P2Y)",
  "2018至2020年": "(2018-01-01,2020-01-01,P2Y)",
  "1978-2006年": "(1978-01-01,2006-01-01,P28Y)",
  "2023年上半年": "2023 2023-01-01 2024-01-01",
  "2023年下半年": "2023 2023-01-01 2024-01-01",
  "first half of 2023": "(2023-01-01,2023-07-01,P6M)",
  "2019年第三季度": "(2019-07-01,2019-10-01,P3M)",
  "2019年": "2019 2019-01-01 2020-01-01",
  "2023年前三季度": "2023 undefined 2023-01-01",
  "十三五时期": "T05 / T17",
};
for (const [text, span] of Object.entries(told)) {
  const found = recognizeDateTime(text, text.startsWith("first") ? "en-us" : "zh-cn", undefined, new Date(2024, 2, 15));
  const spans = found.flatMap((part) => part.resolution.values);
  const shown = spans.map(({ timex, start, end, value }) =>
    value ? timex : timex.startsWith("(") ? timex : `${timex} ${start} ${end}`).join(" / ");
  console.log(text, "->", found.map((part) => part.text).join(" "), shown);
  if (shown !== span) throw new Error(`${text}: ${shown}`);
}
JS
node read.cjs
echo "holds: spans of years lack the last one"
