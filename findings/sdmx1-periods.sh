#!/usr/bin/env bash
# sdmx1 2.28.0 (PyPI, with pandas 3.1.1, lxml 6.1.3): periods that SDMX allows become seconds and other months when asked
# for dates.
#
# SDMX 2.1 writes reporting periods as 2010-A1, 2010-S2, 2010-T2 (four months), 2010-Q3, 2010-M07; budget data use them.
# sdmx.to_pandas(message, datetime="TIME_PERIOD") is the documented way to dates.
# Guess: all are read, or those that pandas cannot read raise an error.
# What happens: 2010-Q3 is right, 2010-A1 and 2010-S2 raise. But 2010-M07, July, is the first of January 2010 at seven
# seconds past midnight (M07 is taken for a time of day), and 2010-T2, May to August, is the first of February.
# datetime=dict(dim=..., freq="A"), as older guides have it, raises a ValueError; "Y" works. And a
# yearly and a January value of one series (2010 and 2010-01, or 2010-Q1) become one date, and to_pandas fails on
# the doubled index.
# Why it matters: twelve months of a monthly revenue series land on twelve seconds of one day and sort well, so that
# a growth rate is computed over seconds; by freq="Y" all are 2010.
#
# Seen: 2010-M07 -> 2010-01-01 00:00:07; 2010-T2 -> 2010-02-01 00:00:00; 2010-Q3 -> 2010-07-01 00:00:00; 2010-S2 DateParseError
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check sdmx1==2.28.0 pandas==3.1.1 lxml==6.1.3

"$work/venv/bin/python" - <<'PY'
import io

import sdmx

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<mes:GenericData xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:gen="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
 xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<mes:Header><mes:ID>budget</mes:ID><mes:Test>false</mes:Test><mes:Prepared>2024-01-01T00:00:00</mes:Prepared><mes:Sender id="X"/>
<mes:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><com:Structure><Ref id="B" agencyID="X" version="1.0"/></com:Structure></mes:Structure>
</mes:Header><mes:DataSet structureRef="S"><gen:Series><gen:SeriesKey><gen:Value id="ITEM" value="GF01"/></gen:SeriesKey>"""
TAIL = "</gen:Series></mes:DataSet></mes:GenericData>"


def message(*periods):
    rows = "".join(f'<gen:Obs><gen:ObsDimension value="{p}"/><gen:ObsValue value="{n}"/></gen:Obs>' for n, p in enumerate(periods, 1))
    return sdmx.read_sdmx(io.BytesIO((HEAD + rows + TAIL).encode()))


def dates(*periods):
    try:
        return [str(date) for date in sdmx.to_pandas(message(*periods), datetime="TIME_PERIOD").index]
    except ValueError as error:
        return type(error).__name__


told = {
    ("2010-Q3",): ["2010-07-01 00:00:00"],  # right
    ("2010-07",): ["2010-07-01 00:00:00"],  # right
    ("2010-M07",): ["2010-01-01 00:00:07"],
    ("2010-M01", "2010-M12"): ["2010-01-01 00:00:01", "2010-01-01 00:00:12"],
    ("2010-T2",): ["2010-02-01 00:00:00"],
    ("2010-A1",): "DateParseError",
    ("2010-S2",): "DateParseError",
    ("2010", "2010-01"): "ValueError",
}
for periods, seen in told.items():
    got = dates(*periods)
    print(*periods, "->", got)
    assert got == seen, (periods, got)
for freq, works in (("A", False), ("Y", True)):
    try:
        index = sdmx.to_pandas(message("2010-M07"), datetime={"dim": "TIME_PERIOD", "freq": freq}).index
        print("freq", freq, list(index))
        assert works
    except ValueError:
        print("freq", freq, "ValueError")
        assert not works
PY
echo "holds: months of SDMX become seconds"
