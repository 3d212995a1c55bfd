"""Writes given.csv and expected.json of every case beside this file, from packages that share no code with ours.

    python reference.py ../../../../../shared/data/official_figures.csv

Needs numpy, pandas, scipy, statsmodels and pymannkendall; their versions go into each note. What is taken from which:
slope, t, p and R2 from statsmodels OLS with cov_type="HAC" (Bartlett kernel, use_correction, use_t); where years are
missing, the scores get a zero row a missing year and pass through statsmodels' S_hac_simple, so that lags are calendar
years. S, its variance, z and p from pymannkendall; tau-b and the exact p of S (no ties, n up to 40) from scipy's
kendalltau; the Theil-Sen slope and interval from scipy's theilslopes.
"""

import csv
import json
import math
import statistics
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import pymannkendall
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats import sandwich_covariance

HERE = Path(__file__).parent
PACKAGES = (f"statsmodels {statsmodels.__version__}, scipy {scipy.__version__}, "
            f"pymannkendall {version('pymannkendall')}, "
            f"pandas {pd.__version__}, numpy {np.__version__}")


def row(method, statistic, value, std_error=None, p_value=None):
    number = lambda x: None if x is None else float(x)
    return {"method": method, "statistic": statistic, "value": number(value), "std_error": number(std_error),
            "p_value": number(p_value)}


def growth(years, values, rate):
    rows = []
    whole = all(b - a == 1 for a, b in zip(years, years[1:]))
    if not rate or min(values) > 0:
        if values[0] > 0 and values[-1] >= 0:
            ratio = values[-1] / values[0]
            steps = [1.0] * (years[-1] - years[0] - 1) + [ratio]
            rows.append(row("compound_growth", "rate", statistics.geometric_mean(steps) - 1))
        if whole and min(values[:-1]) > 0:
            rows.append(row("mean_growth", "rate", pd.Series(values).pct_change().mean()))
    if rate:
        by_year = pd.Series(values, index=years).reindex(range(years[0], years[-1] + 1)).interpolate("index")
        rows.append(row("mean_change", "change", by_year.diff().mean()))
    return rows


def log_linear(years, values):
    if min(values) <= 0:
        return []
    n = len(years)
    lags = math.floor(4 * (n / 100) ** (2 / 9))
    time = np.array(years, float) - np.mean(years)
    model = sm.OLS(np.log(values), sm.add_constant(time))
    fit = model.fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True)
    slope, error, t, p = fit.params[1], fit.bse[1], fit.tvalues[1], fit.pvalues[1]
    if years[-1] - years[0] + 1 > n:
        scores = np.zeros((years[-1] - years[0] + 1, 2))
        scores[np.array(years) - years[0]] = model.exog * fit.resid[:, None]
        middle = sandwich_covariance.S_hac_simple(scores, nlags=lags)
        bread = model.normalized_cov_params
        error = math.sqrt((bread @ middle @ bread)[1, 1] * n / (n - 2))
        t = slope / error
        p = 2 * stats.t.sf(abs(t), n - 2)
    return [row("log_linear", "slope", slope, error, p), row("log_linear", "t", t, None, p),
            row("log_linear", "growth", np.expm1(slope)), row("log_linear", "r_squared", fit.rsquared),
            row("log_linear", "lags", lags)]


def mann_kendall(years, values):
    test = pymannkendall.original_test(values)
    untied = len(set(values)) == len(values)
    exact = stats.kendalltau(years, values, method="exact").pvalue if untied and len(values) <= 40 else None
    return [row("mann_kendall", "s", test.s, math.sqrt(test.var_s), exact),
            row("mann_kendall", "tau_b", stats.kendalltau(years, values).statistic),
            row("mann_kendall", "z", test.z, None, 2 * stats.norm.sf(abs(test.z)))]


def theil_sen(years, values):
    result = stats.theilslopes(values, years, alpha=0.95)
    return [row("theil_sen", "slope", result.slope), row("theil_sen", "lower", result.low_slope),
            row("theil_sen", "upper", result.high_slope)]


def write(name, points, rate, source):
    years, values = [int(y) for y, _ in points], [float(v) for _, v in points]
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    given = "".join(f"{y},{v!r}\n" for y, v in zip(years, values))
    (folder / "given.csv").write_text("year,value\n" + given)
    rows = growth(years, values, rate) + log_linear(years, values) + mann_kendall(years, values)
    expected = {"note": f"Input: {source}. Reference: {PACKAGES}; computed by ../reference.py.", "rate": rate,
                "statistics": rows + theil_sen(years, values)}
    (folder / "expected.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def official(path, series, vintage, first, last):
    with open(path, encoding="utf-8") as file:
        points = [(int(r["year"]), float(r["value"])) for r in csv.DictReader(file)
                  if r["series_id"] == series and r["vintage"].startswith(vintage)]
    return sorted(point for point in points if first <= point[0] <= last)


def main():
    path = sys.argv[1]
    functional = official(path, "admin_expense_functional", "CSY2007", 1978, 2006)
    write("functional_administrative_expense_1978_2006", functional, False,
          "行政管理费 by function, 亿元, China Statistical Yearbook 2007")
    spending = dict(official(path, "fiscal_expenditure", "NBSDB2025", 1978, 2006))
    shares = [(year, round(100 * value / spending[year], 2)) for year, value in functional]
    write("share_of_expenditure_in_percent", shares, True,
          "行政管理费 by function over 财政支出, %, rounded as printed, so that some shares are tied")
    write("yearbook_that_skips_years", official(path, "admin_expense_item", "CSY2007", 1978, 2006), False,
          "行政管理费 by main item, 亿元, China Statistical Yearbook 2007, which prints 1978, 1980, 1985 and 1990-2006")
    write("agency_employment_with_ties_1993_2002", official(path, "gov_agency_employment", "CSY1999", 1993, 2002), False,
          "国家机关政党机关和社会团体 employment, 万人, China Statistical Yearbooks 1999-2003; 1996 equals 1997")
    write("real_growth_of_gdp_with_ties", official(path, "gdp_growth_real", "CSY2024", 1979, 2023), True,
          "real growth of GDP, %, China Statistical Yearbook 2024, printed to one decimal")
    growth_gap = [(2007, 9.30), (2008, 1.28), (2009, 2.48), (2010, 3.05), (2011, 6.67), (2012, 2.43), (2013, 0.11),
                  (2014, 0.09), (2015, -1.26), (2016, -3.84), (2017, -4.10), (2018, -4.25), (2020, -6.61)]
    write("points_that_change_sign", growth_gap, True, "a made-up gap between two growth rates, percentage points")
    nile = sm.datasets.nile.load_pandas().data
    write("nile_1871_1970", list(zip(nile["year"], nile["volume"])), False,
          "volume of the Nile at Aswan, statsmodels data set nile (Durbin and Koopman 2001), with ties")
    longley = sm.datasets.longley.load_pandas().data
    write("longley_employment_1947_1962", list(zip(longley["YEAR"], longley["TOTEMP"])), False,
          "total employment of the United States, Longley 1967, statsmodels data set longley")
    sen = [(1, 9), (2, 15), (3, 19), (4, 20), (10, 45), (12, 55), (18, 78)]
    write("sens_example_of_1968", sen, False, "Sen 1968, page 1385, whose published slope is 4")


if __name__ == "__main__":
    main()
