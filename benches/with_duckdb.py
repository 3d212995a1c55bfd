"""The DuckDB side of computing.py: the 20 indicators in SQL with window functions.

In: observations.parquet, the file to write, threads, and whether rows must be sorted. Out: a Parquet file of indicator,
ref_area, time_period, obs_value; on stdout the seconds from the first query to the written file (no imports).
"""

import json
import sys
import time

import duckdb

from generated_panel import BASE_YEAR, INDEX, MONEY, PERSONS

SERIES = MONEY + PERSONS + INDEX
RATE = "{0} / lag({0}) OVER area - 1"

# What a formula means, in base units (yuan, persons, fractions), times the scale of the indicator's unit.
INDICATORS = {
    "admin_share_of_expenditure": "100 * (admin_expense / fiscal_expenditure)",
    "admin_share_of_gdp": "100 * (admin_expense / gdp)",
    "broad_admin_share": "100 * ((admin_expense + public_security + foreign_affairs) / fiscal_expenditure)",
    "social_share": "100 * ((education + health + social_security) / fiscal_expenditure)",
    "other_share": "100 * ((agriculture + transport + science + culture + environment + housing + debt_interest)"
                   " / fiscal_expenditure)",
    "tax_share": "100 * (tax_revenue / fiscal_revenue)",
    "admin_per_head": "admin_expense / population",
    "admin_per_employee": "admin_expense / public_staff",
    "education_per_student": "education / students",
    "civil_servants_per_thousand": "1000 * (civil_servants / population)",
    "staff_share_of_employment": "100 * (public_staff / employed)",
    "urban_share": "100 * (urban_population / population)",
    "admin_growth": "100 * admin_rate",
    "revenue_growth_over_gdp_growth": "100 * (revenue_rate - gdp_rate)",
    "admin_elasticity": "admin_rate / gdp_rate",
    "gdp_compound_growth": "100 * (pow(gdp / lag(gdp, 5) OVER area, 1.0 / 5) - 1)",
    "expenditure_mean_growth": "100 * CASE WHEN count(expenditure_rate) OVER five = 5"
                               " THEN avg(expenditure_rate) OVER five END",
    "gdp_index": "100 * (gdp / gdp_base)",
    "admin_real_growth": f"100 * ({RATE.format('admin_real')})",
    "retail_propensity": "(retail_sales - lag(retail_sales) OVER area) / (gdp - lag(gdp) OVER area)",
}


def query(observations):
    names = ", ".join(f"'{name}'" for name in SERIES)
    wide = ",\n".join(f"max(value) FILTER (series = '{name}') AS {name}" for name in SERIES)
    at_base = lambda name: f"max({name}) FILTER (period = {BASE_YEAR}) OVER (PARTITION BY ref_area)"
    indicators = ",\n".join(f"{sql} AS {name}" for name, sql in INDICATORS.items())
    return f"""
WITH usable AS (
    SELECT series, ref_area, CAST(time_period AS INTEGER) AS period, obs_value * pow(10, unit_mult) AS value
    FROM read_parquet('{observations}') WHERE series IN ({names}) AND obs_value IS NOT NULL),
wide AS (SELECT ref_area, period, {wide} FROM usable GROUP BY ref_area, period),
based AS (SELECT *, {at_base('gdp')} AS gdp_base,
    admin_expense / (gdp_deflator / ({at_base('gdp_deflator')})) AS admin_real FROM wide),
rates AS (SELECT *, {RATE.format('admin_expense')} AS admin_rate, {RATE.format('gdp')} AS gdp_rate,
    {RATE.format('fiscal_revenue')} AS revenue_rate, {RATE.format('fiscal_expenditure')} AS expenditure_rate
    FROM based WINDOW area AS (PARTITION BY ref_area ORDER BY period)),
computed AS (SELECT ref_area, period, {indicators} FROM rates
    WINDOW area AS (PARTITION BY ref_area ORDER BY period),
           five AS (PARTITION BY ref_area ORDER BY period ROWS BETWEEN 4 PRECEDING AND CURRENT ROW))
SELECT indicator, ref_area, CAST(period AS VARCHAR) AS time_period, obs_value
FROM (UNPIVOT computed ON COLUMNS(* EXCLUDE (ref_area, period)) INTO NAME indicator VALUE obs_value)
"""


def main():
    observations, out, threads, order = sys.argv[1:5]
    start = time.perf_counter()
    connection = duckdb.connect(config={"threads": int(threads)})
    by = "ORDER BY indicator, ref_area, time_period" if order == "sorted" else ""
    connection.execute(f"COPY ({query(observations)} {by}) TO '{out}' (FORMAT parquet, COMPRESSION snappy)")
    print(json.dumps({"seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
