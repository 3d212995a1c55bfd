"""The polars side of computing.py: the 20 indicators as one lazy query from Python.

In and out as in with_duckdb.py; threads come from POLARS_MAX_THREADS.
"""

import json
import sys
import time

import polars as pl
from polars import col

from generated_panel import BASE_YEAR, INDEX, MONEY, PERSONS

SERIES = MONEY + PERSONS + INDEX


def lag(name, years=1):
    return col(name).shift(years).over("ref_area", order_by="period")


def rate(name):
    return col(name) / lag(name) - 1


def at_base(name):
    return col(name).filter(col("period") == BASE_YEAR).first().over("ref_area")


def total(*names):
    return sum((col(name) for name in names[1:]), col(names[0]))


def indicators():
    spending = col("fiscal_expenditure")
    five = sum((lag("expenditure_rate", k) for k in range(1, 5)), col("expenditure_rate")) / 5
    return {
        "admin_share_of_expenditure": 100 * (col("admin_expense") / spending),
        "admin_share_of_gdp": 100 * (col("admin_expense") / col("gdp")),
        "broad_admin_share": 100 * (total("admin_expense", "public_security", "foreign_affairs") / spending),
        "social_share": 100 * (total("education", "health", "social_security") / spending),
        "other_share": 100 * (total("agriculture", "transport", "science", "culture", "environment", "housing",
                                    "debt_interest") / spending),
        "tax_share": 100 * (col("tax_revenue") / col("fiscal_revenue")),
        "admin_per_head": col("admin_expense") / col("population"),
        "admin_per_employee": col("admin_expense") / col("public_staff"),
        "education_per_student": col("education") / col("students"),
        "civil_servants_per_thousand": 1000 * (col("civil_servants") / col("population")),
        "staff_share_of_employment": 100 * (col("public_staff") / col("employed")),
        "urban_share": 100 * (col("urban_population") / col("population")),
        "admin_growth": 100 * col("admin_rate"),
        "revenue_growth_over_gdp_growth": 100 * (rate("fiscal_revenue") - col("gdp_rate")),
        "admin_elasticity": col("admin_rate") / col("gdp_rate"),
        "gdp_compound_growth": 100 * ((col("gdp") / lag("gdp", 5)).pow(1 / 5) - 1),
        "expenditure_mean_growth": 100 * five,
        "gdp_index": 100 * (col("gdp") / at_base("gdp")),
        "admin_real_growth": 100 * rate("admin_real"),
        "retail_propensity": (col("retail_sales") - lag("retail_sales")) / (col("gdp") - lag("gdp")),
    }


def query(observations, ordered):
    value = col("obs_value") * pl.lit(10.0).pow(col("unit_mult"))
    wide = (
        pl.scan_parquet(observations)
        .filter(col("series").is_in(SERIES) & col("obs_value").is_not_null())
        .select("series", "ref_area", col("time_period").cast(pl.Int32).alias("period"), value.alias("value"))
        .group_by("ref_area", "period")
        .agg(col("value").filter(col("series") == name).first().alias(name) for name in SERIES)
        .sort("ref_area", "period")
    )
    rates = wide.with_columns(
        admin_rate=rate("admin_expense"), gdp_rate=rate("gdp"), expenditure_rate=rate("fiscal_expenditure"),
        admin_real=col("admin_expense") / (col("gdp_deflator") / at_base("gdp_deflator")),
    )
    long = (
        rates.select("ref_area", "period", **indicators())
        .unpivot(index=["ref_area", "period"], variable_name="indicator", value_name="obs_value")
        .drop_nulls("obs_value")
        .select("indicator", "ref_area", col("period").cast(pl.String).alias("time_period"), "obs_value")
    )
    return long.sort("indicator", "ref_area", "time_period") if ordered else long


def main():
    observations, out, _, order = sys.argv[1:5]
    start = time.perf_counter()
    query(observations, order == "sorted").sink_parquet(out, compression="snappy")
    print(json.dumps({"seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
