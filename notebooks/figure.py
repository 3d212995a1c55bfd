"""Draws admin-cost.png, the README's picture, from data/outputs. Reads outputs only; computes no indicator.

Run `pipeline run` first, then: python notebooks/figure.py
"""
from pathlib import Path

import matplotlib.pyplot as plt
import polars as pl

HERE = Path(__file__).resolve().parent
indicators = pl.read_parquet(HERE.parent / "data" / "outputs" / "indicators.parquet")
LINES = [
    ("admin_share_of_expenditure", "administrative expenditure, by function (1978-2006)", "#1b5e9e"),
    ("admin_item_share_of_expenditure", "administrative expenses, by main item (1978-2006)", "#7aa6d1"),
    ("gps_share_of_expenditure", "general public services (2007-)", "#b5442e"),
    ("broad_share_of_expenditure", "general public services + public security + foreign affairs (2007-)", "#e09a72"),
]
# Definition breaks of these series, as the codebook lists them: no line is drawn across one.
BREAKS = [(2007, "2007: new classification"), (2009, "2009: interest taken out")]

figure, axes = plt.subplots(figsize=(9, 4.4), dpi=150)
for indicator, label, color in LINES:
    rows = indicators.filter((pl.col("indicator") == indicator) & (pl.col("ref_area") == "CN"))
    values = dict(zip(rows["time_period"].cast(pl.Int32), rows["obs_value"]))
    years, shares = [], []
    for year in range(min(values), max(values) + 1):
        if any(year == turn for turn, _ in BREAKS):
            years.append(year - 0.5)
            shares.append(None)
        years.append(year)
        shares.append(values.get(year))
    shares = [float("nan") if share is None else share for share in shares]
    axes.plot(years, shares, marker="o", markersize=2.5, linewidth=1.3, color=color, label=label)
for height, (turn, label) in zip((28.4, 26.6), BREAKS):
    axes.axvline(turn - 0.5, color="#888888", linewidth=0.8, linestyle=":")
    axes.annotate(label, (turn - 0.3, height), fontsize=7.5, color="#666666")
axes.set_ylabel("% of fiscal expenditure")
axes.set_ylim(0, 30)
axes.set_title("What government costs: shares of national fiscal expenditure, China", fontsize=10, loc="left")
axes.legend(frameon=False, fontsize=7.5, loc="upper left")
for side in ("top", "right"):
    axes.spines[side].set_visible(False)
figure.tight_layout()
figure.savefig(HERE / "admin-cost.png", metadata={"Software": None})
