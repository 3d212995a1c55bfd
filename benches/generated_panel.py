"""A generated panel and the definitions of 20 indicators over it, for computing.py.

In: a folder, numbers of areas, years and series, a seed. Out: observations.parquet after the data contract of DESIGN.md
(one edition, one generated yearbook a year, 1 % of the cells missing) and a `pipelines` folder the program can run.
Same arguments, same numbers.

    python generated_panel.py FOLDER --areas 2000 --years 50 --series 100
"""

import argparse
import datetime
import hashlib
import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
LAST_YEAR = 2023
BASE_YEAR = 1990
EDITION = "PANEL2024"

MONEY = ["gdp", "fiscal_revenue", "fiscal_expenditure", "tax_revenue", "admin_expense", "public_security",
         "foreign_affairs", "education", "health", "social_security", "agriculture", "transport", "science", "culture",
         "environment", "housing", "debt_interest", "retail_sales"]
PERSONS = ["population", "urban_population", "employed", "public_staff", "civil_servants", "students"]
INDEX = ["gdp_deflator"]

# id, formula, unit
INDICATORS = [
    ("admin_share_of_expenditure", "admin_expense / fiscal_expenditure", "%"),
    ("admin_share_of_gdp", "share(admin_expense, gdp)", "%"),
    ("broad_admin_share", "(admin_expense + public_security + foreign_affairs) / fiscal_expenditure", "%"),
    ("social_share", "(education + health + social_security) / fiscal_expenditure", "%"),
    ("other_share", "(agriculture + transport + science + culture + environment + housing + debt_interest)"
                    " / fiscal_expenditure", "%"),
    ("tax_share", "tax_revenue / fiscal_revenue", "%"),
    ("admin_per_head", "per(admin_expense, population)", "元/人"),
    ("admin_per_employee", "admin_expense / public_staff", "元/人"),
    ("education_per_student", "per(education, students)", "元/人"),
    ("civil_servants_per_thousand", "civil_servants / population", "‰"),
    ("staff_share_of_employment", "public_staff / employed", "%"),
    ("urban_share", "urban_population / population", "%"),
    ("admin_growth", "growth(admin_expense)", "%"),
    ("revenue_growth_over_gdp_growth", "growth(fiscal_revenue) - growth(gdp)", "百分点"),
    ("admin_elasticity", "elasticity(admin_expense, gdp)", "1"),
    ("gdp_compound_growth", "cagr(gdp, 5)", "%"),
    ("expenditure_mean_growth", "mean_growth(fiscal_expenditure, 5)", "%"),
    ("gdp_index", f"index(gdp, base = {BASE_YEAR})", "指数"),
    ("admin_real_growth", f"growth(deflate(admin_expense, gdp_deflator, base = {BASE_YEAR}))", "%"),
    ("retail_propensity", "diff(retail_sales) / diff(gdp)", "1"),
]

TEXTS = pa.list_(pa.field("item", pa.string(), nullable=False))
SCHEMA = pa.schema([
    ("series", pa.string()), ("ref_area", pa.string()), ("area_label", pa.string()), ("coverage", pa.string()),
    ("time_period", pa.string()), ("year", pa.int16()), ("period_basis", pa.string()),
    ("obs_value", pa.float64()), pa.field("value_text", pa.string(), False), pa.field("decimals", pa.int8(), False),
    ("unit_measure", pa.string()), ("unit_mult", pa.int8()), ("unit_text", pa.string()),
    pa.field("obs_status", pa.string(), False), ("account_stage", pa.string()), ("vintage", pa.string()),
    ("vintage_date", pa.date32()), pa.field("row_labels", TEXTS, False), pa.field("column_labels", TEXTS, False),
    pa.field("notes", TEXTS, False), ("table_no", pa.string()), ("table_title", pa.string()),
    pa.field("source", pa.string(), False), pa.field("source_sha256", pa.string(), False),
    pa.field("sheet", pa.string(), False), pa.field("row", pa.uint32(), False), pa.field("col", pa.uint32(), False),
])


def series_of(count):
    """(id, SDMX measure, power of ten, unit as printed, first level) of each series; the first 25 are used."""
    series = [(name, "CNY", 8, "亿元", 5000.0 if name == "gdp" else 300.0) for name in MONEY]
    series += [(name, "PS", 4, "万人", 400.0) for name in PERSONS]
    series += [(name, "IX", 0, "指数", 100.0) for name in INDEX]
    return series + [(f"other_{k:03}", "CNY", 8, "亿元", 50.0) for k in range(count - len(series))]


def area_codes(count):
    return [f"{100001 + k}" for k in range(count)]


def write_observations(path, areas, years, series, seed):
    random = np.random.default_rng(seed)
    codes = area_codes(areas)
    level = np.array([s[4] for s in series]) * random.lognormal(0.0, 0.5, (areas, len(series)))
    growth = np.array([0.02 if s[1] == "PS" else 0.09 for s in series])
    with pq.ParquetWriter(path, SCHEMA, compression="snappy") as writer:
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
            level *= 1.0 + growth + random.normal(0.0, 0.03, level.shape)
            missing = random.random(level.shape) < 0.01
            writer.write_table(yearbook(year, np.rint(level * 100), missing, codes, series))


def yearbook(year, hundredths, missing, codes, series):
    """One year as a table with areas in rows and series in columns, read row by row."""
    areas, width = hundredths.shape
    rows, cells = np.repeat(np.arange(areas), width), np.tile(np.arange(width), areas)
    empty = pa.array(missing.ravel())
    whole = pa.array(hundredths.ravel().astype(np.int64))
    pick = lambda values, places: pa.array(values).take(pa.array(places))
    same = lambda value, kind=pa.string(): pa.repeat(pa.scalar(value, kind), areas * width)
    printed = pc.binary_join_element_wise(
        pc.cast(pc.divide(whole, 100), pa.string()),
        pc.utf8_lpad(pc.cast(pc.subtract(whole, pc.multiply(pc.divide(whole, 100), 100)), pa.string()), 2, "0"), ".")
    labels = lambda values: pa.ListArray.from_arrays(
        pa.array(np.arange(areas * width + 1), pa.int32()), values, type=TEXTS)
    label = pick([f"地区{code}" for code in codes], rows)
    column = pick([s[0] for s in series], cells)
    source = f"generated-yearbook-{year}.csv"
    columns = {
        "series": column, "ref_area": pick(codes, rows), "area_label": label,
        "coverage": pa.nulls(areas * width, pa.string()), "time_period": same(str(year)),
        "year": same(year, pa.int16()), "period_basis": same("title"),
        "obs_value": pc.if_else(empty, None, pc.divide(pc.cast(whole, pa.float64()), 100.0)),
        "value_text": pc.if_else(empty, "…", printed), "decimals": pc.if_else(empty, pa.scalar(0, pa.int8()),
                                                                              pa.scalar(2, pa.int8())),
        "unit_measure": pick([s[1] for s in series], cells),
        "unit_mult": pick(pa.array([s[2] for s in series], pa.int8()), cells),
        "unit_text": pick([s[3] for s in series], cells), "obs_status": pc.if_else(empty, "O", "A"),
        "account_stage": pa.nulls(areas * width, pa.string()), "vintage": same(EDITION),
        "vintage_date": same(datetime.date(2024, 12, 31), pa.date32()), "row_labels": labels(label),
        "column_labels": labels(column),
        "notes": pa.ListArray.from_arrays(pa.array(np.zeros(areas * width + 1), pa.int32()), pa.array([], pa.string()),
                                          type=TEXTS),
        "table_no": pa.nulls(areas * width, pa.string()), "table_title": same(f"generated table of {year}"),
        "source": same(source), "source_sha256": same(hashlib.sha256(source.encode()).hexdigest()),
        "sheet": same("1"), "row": pa.array(rows + 2, pa.uint32()), "col": pa.array(cells + 2, pa.uint32()),
    }
    return pa.table(columns, schema=SCHEMA)


def write_definitions(folder, areas, series):
    for name in ["series", "indicators", "tables"]:
        (folder / name).mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE.parent / "pipelines" / "units.toml", folder)
    (folder / "editions.toml").write_text(EDITION_TOML, encoding="utf-8")
    codes = area_codes(areas)
    lines = [f"{code},prefecture,地区{code},地区{code},Area {code},,,,CN" for code in codes]
    (folder / "areas.csv").write_text("\n".join(AREA_LINES + lines) + "\n", encoding="utf-8")
    (folder / "series" / "panel.toml").write_text("".join(map(series_toml, series)), encoding="utf-8")
    indicators = [indicator_toml(*indicator) for indicator in INDICATORS]
    (folder / "indicators" / "panel.toml").write_text("".join(indicators), encoding="utf-8")
    (folder / "panel.toml").write_text(PIPELINE_TOML, encoding="utf-8")


def series_toml(series):
    name, measure, _, _, _ = series
    kinds = {"CNY": '{ unit = "CNY", flow = "year", prices = "current" }',
             "PS": '{ unit = "PS", stock = "year-end" }',
             "IX": '{ unit = "IX", of = "gdp prices", base = 1978 }'}
    return (f'[[series]]\nid = "{name}"\nnames = {{ zh = "{name}", en = "{name}" }}\naliases = []\nkind = {kinds[measure]}\n'
            f'level = "nation"\nsource = "generated"\n\n')


def indicator_toml(name, formula, unit):
    example = '{ area = "CN", period = "2000", inputs = [], gives = "1" }'
    return (f'[[indicator]]\nid = "{name}"\ntitles = {{ zh = "{name}", en = "{name}" }}\nformula = "{formula}"\n'
            f'unit = "{unit}"\ncitation = "generated"\ntopic = "fiscal"\nexample = {example}\n\n')


AREA_LINES = ["code,level,name_zh,short_zh,name_en,aliases,from,to,parent", "CN,nation,中国,中国,China,,,,"]
EDITION_TOML = f"""[[edition]]
id = "{EDITION}"
names = {{ zh = "生成的面板", en = "generated panel" }}
aliases = []
published = "2024-12-31"
publisher = "nobody"
basis = "generated"
"""
PIPELINE_TOML = """[pipeline]
id = "panel"
titles = { zh = "生成的面板", en = "generated panel" }

[indicators]
include = ["*"]

[trends]
windows = []

[outputs]
folder = "data/outputs"
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--areas", type=int, default=2000)
    parser.add_argument("--years", type=int, default=50)
    parser.add_argument("--series", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1978)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    series = series_of(given.series)
    write_observations(given.folder / "observations.parquet", given.areas, given.years, series, given.seed)
    write_definitions(given.folder / "pipelines", given.areas, series)


if __name__ == "__main__":
    main()
