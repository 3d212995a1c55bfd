#!/usr/bin/env bash
# sav-reader 2.0.8 (npm), pyspssio 0.6.0, spss_converter 0.2.0, beside pyreadstat 1.3.7, pandas 3.1.1 (PyPI): the codes of missing figures
# in an SPSS file are figures in three readers and missing in the others.
#
# In .sav files of surveys and of statistical offices -9 and -8 are declared to be missing ("not collected", "suppressed").
# Guess: a reader turns what the file declares missing into nothing, or says that it does not.
# What happens: pyreadstat and pandas give nothing; sav-reader, pyspssio and spss_converter give -9 and -8 as numbers by default, and 9
# for "unknown". pyspssio has include_user_missing=False for it. sav-reader's own description of a text variable has its missing code "99" as the
# number 6.01e-154. The mean of 12.5, -9, -8, 0.5 is 6.5 in one and -1 in the other.
# Why it matters: two people open one file and publish means of other sign; a negative mean of expenditure may pass for a refund.
#
# Seen: pyreadstat, pandas mean 6.5 of 2; sav-reader, pyspssio, spss_converter mean -1 of 4
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" sav-reader@2.0.8
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  pyreadstat==1.3.7 pyspssio==0.6.0 spss-converter==0.2.0 pandas==3.1.1 numpy==2.4.6

cd "$work" && "$work/venv/bin/python" -W ignore - <<'PY'
import pandas as pd
import pyreadstat
import pyspssio
import spss_converter

frame = pd.DataFrame({"spend": [12.5, -9, -8, 0.5], "code": [1.0, 2, 9, 1], "note": ["a", "99", "b", "c"]})
missing = {"spend": [{"lo": -9, "hi": -8}], "code": [9], "note": ["99"]}
labels = {"spend": {-9: "not collected", -8: "suppressed"}, "code": {9: "unknown"}}
pyreadstat.write_sav(frame, "survey.sav", missing_ranges=missing, variable_value_labels=labels)
read = {
    "pyreadstat": pyreadstat.read_sav("survey.sav")[0],
    "pandas": pd.read_spss("survey.sav", convert_categoricals=False),
    "pyspssio": pyspssio.read_sav("survey.sav")[0],
    "spss_converter": spss_converter.to_dataframe("survey.sav")[0],
    "pyspssio, include_user_missing=False": pyspssio.read_sav("survey.sav", include_user_missing=False)[0],
}
for name, table in read.items():
    spend = table["spend"].astype(float)
    print(name, spend.tolist(), "mean", spend.mean())
    assert (spend.count(), spend.mean()) == ((4, -1) if name in ("pyspssio", "spss_converter") else (2, 6.5)), name
PY
cat > ask.cjs <<'JS'
const assert = require("node:assert");
const { SavBufferReader } = require("sav-reader");
(async () => {
  const sav = new SavBufferReader(require("node:fs").readFileSync("survey.sav"));
  await sav.open();
  const declared = Object.fromEntries(sav.meta.sysvars.map((variable) => [variable.name, variable.missing]));
  const rows = await sav.readAllRows();
  console.log("sav-reader", rows.map((row) => row.spend), JSON.stringify(declared));
  assert.deepEqual(rows.map((row) => row.spend), [12.5, -9, -8, 0.5]);
  assert.deepEqual(rows.map((row) => row.code), [1, 2, 9, 1]);
  assert.ok(declared.note > 0 && declared.note < 1e-100);
})();
JS
node ask.cjs
echo "holds: codes of missing figures are figures"
