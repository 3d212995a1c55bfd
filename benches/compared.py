"""Whether two sides of computing.py gave the same values.

In: two Parquet files with indicator, ref_area, time_period, obs_value. Out: on stdout rows, rows on one side only, and
the largest relative gap; exit 3 where keys differ or a gap exceeds 1e-9. Values below 1e-6 are compared as if 1e-6:
a difference of two growth rates near zero has few digits left on any side.
"""

import sys

import duckdb

TOLERANCE = 1e-9
DIFFERENT = 3


def main():
    ours, theirs = sys.argv[1:3]
    rows, alone, gap = duckdb.sql(f"""
        SELECT count(*), count(*) FILTER (a.obs_value IS NULL OR b.obs_value IS NULL),
            max(abs(a.obs_value - b.obs_value) / greatest(abs(b.obs_value), 1e-6))
        FROM read_parquet('{ours}') a FULL JOIN read_parquet('{theirs}') b
        USING (indicator, ref_area, time_period)""").fetchall()[0]
    print(f"{rows} values, {alone} on one side only, largest relative gap {gap:.1e}" if gap is not None else "no values")
    sys.exit(DIFFERENT if alone or gap is None or gap > TOLERANCE else 0)


if __name__ == "__main__":
    main()
