#!/usr/bin/env bash
# claims-cli 0.6.1 (PyPI, with citations 0.6.1, provenance-core 0.6.1, pydantic 2.14.4): in a Chinese paper no figure is left
# unchecked, since each counts as part of a name.
#
# claims-cli checks what a manuscript states against files; `claims numbers` counts the figures of the text and says which no
# claim accounts for, so that none is forgotten.
# Guess: a Chinese sentence has its figures counted as an English one has.
# What happens: a figure with a letter on either side is "set aside by rule: name", as the 4 of GPT4 should be. Chinese has no
# blanks, so 国内生产总值397983亿元, 增长17.4% and 比重为18.73% are names: 0 unbound, and the paper looks fully accounted for. With
# blanks around the figures, or in English, each is unbound as it should be.
# And a figure quoted as the paper prints it, "1,234.5" or "−12.5" with U+2212, cannot be compared: `claims verify` ends with
# InvalidOperation for it, while 1234.5 and -12.5 are ok.
# Why it matters: the tool's promise is that what is left over is shown; for a Chinese text nothing ever is.
#
# Seen: Chinese 6 numbers: 0 unbound (4 name, 2 year); English 6 numbers: 4 unbound (2 year)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  claims-cli==0.6.1 citations==0.6.1 provenance-core==0.6.1 pydantic==2.14.4

cd "$work" && "$work/venv/bin/python" - <<'PY'
import hashlib
import json
import subprocess


def pin(name, text):
    with open(name, "w") as file:
        file.write(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"id": name.split(".")[0], "path": name, "digest": {"algorithm": "sha256", "value": digest}}


def call(*options):
    done = subprocess.run(["venv/bin/claims", *options, "--format", "json", "repro.yaml"], capture_output=True, text=True)
    return json.loads(done.stdout)


def numbers(text):
    with open("repro.yaml", "w") as file:
        json.dump({"artifacts": [pin("paper.md", text)], "claims": []}, file)
    found = call("numbers", "--text", "paper")["texts"][0]["numbers"]
    told = [(number["text"], number["rule"] or number["standing"]) for number in found]
    print(told)
    return [rule for _, rule in told]


chinese = "2010年国内生产总值397983亿元，全国财政支出89575亿元，比上年增长17.4%。2006年行政管理费占财政支出的比重为18.73%。\n"
assert sorted(numbers(chinese)) == ["name"] * 4 + ["year"] * 2
spaced = "2010年国内生产总值 397983 亿元，全国财政支出 89575 亿元，比上年增长 17.4%。\n"
assert sorted(numbers(spaced)) == ["unbound"] * 3 + ["year"]
english = "In 2010 GDP was 397983 and outlay 89575, up 17.4%. In 2006 the share was 18.73%.\n"
assert sorted(numbers(english)) == ["unbound"] * 4 + ["year"] * 2

figures = {"1234.5": 1234.5, "1,234.5": 1234.5, "-12.5": -12.5, "−12.5": -12.5}
results = pin("results.json", json.dumps({f"k{i}": value for i, value in enumerate(figures.values())}))
claims = [
    {"id": f"c{i}", "text": shown, "evidence": [
        {"kind": "metric", "artifact": "results", "name": f"k{i}", "pointer": f"/k{i}", "reported": shown}]}
    for i, shown in enumerate(figures)
]
with open("repro.yaml", "w") as file:
    json.dump({"artifacts": [results], "claims": claims}, file)
told = {}
for shown, claim in zip(figures, call("verify")["report"]["claims"]):
    told[shown] = claim["decisions"][0]["comparison"], claim["decisions"][0]["detail"][:16]
print(told)
assert told["1234.5"][0] == told["-12.5"][0] == "match", told
assert told["1,234.5"][1] == told["−12.5"][1] == "InvalidOperation", told
PY
echo "holds: figures between Chinese letters are names"
