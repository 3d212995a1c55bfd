#!/usr/bin/env bash
# Microsoft Recognizers-Text 1.3.1 (npm, @microsoft/recognizers-text-suite): percentage points are percent, and the minus of a
# percentage in characters is not read.
#
# recognizePercentage reads shares and rates from text, in Chinese and English; it is in most chat bots built with Microsoft's tools.
# Guess: 12.5个百分点 is a number with no percent, or has a unit of its own; 负百分之三 is -3%, since -3% and 负3% are.
# What happens: 12.5个百分点 and "12.5 percentage points" are 12.5%. 负百分之三 is 3%. Of a range only the end is read:
# 2.5-3.5% is 3.5%. Per mille is read in characters, 千分之三点五 is 0.35%, and as a sign it is nothing: 3.5‰ finds no percentage.
# Why it matters: "the share rose by 0.5 points" and "it rose by 0.5 percent" are different claims; by this reader they are one,
# and a fall becomes a rise.
#
# Seen: 12.5个百分点 12.5%   负百分之三 3%   负3% -3%   2.5-3.5% 3.5%   千分之三点五 0.35%   3.5‰ nothing
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" && npm install --silent --no-audit --no-fund --no-package-lock @microsoft/recognizers-text-suite@1.3.1

cat > read.cjs <<'JS'

const { recognizePercentage } = require("@microsoft/recognizers-text-suite");
const told = {
  "占比提高12.5个百分点": "12.5%",
  "up 12.5 percentage points": "12.5%",
  "负百分之三": "3%",
  "负3%": "-3%",
  "-3%": "-3%",
  "2.5-3.5%": "3.5%",
  "千分之三点五": "0.35%",
  "3.5‰": "",
  "增长12.5%": "12.5%",
};
for (const [text, value] of Object.entries(told)) {
  const found = recognizePercentage(text, text.startsWith("up") ? "en-us" : "zh-cn");
  const values = found.map((part) => part.resolution.value).join(" ");
  console.log(text, "->", found.map((part) => part.text).join(" "), values || "nothing");
  if (values !== value) throw new Error(`${text}: ${values}`);
}
JS
node read.cjs
echo "holds: points are percent, signs of percentages are lost"
