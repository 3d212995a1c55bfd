"""Computing speed: 20 indicators over a generated panel, by `pipeline run`, DuckDB and polars from Python, in one run.

    python benches/computing.py                            10 million observations
    python benches/computing.py --areas 20 --times 1       100 000 observations
    python benches/computing.py --python-only              without the binary

Each side runs in a process of its own with the same threads, reads the same observations.parquet and writes its values
sorted. Values must agree to 1e-9. Two times for the Python sides: the whole process, and the query alone without
starting Python and importing; the pipeline only has the whole, which includes everything else a run does.
"""

import argparse
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import measured

HERE = Path(__file__).resolve().parent


@dataclass
class Side:
    name: str
    run: measured.Run
    query_seconds: float
    values: Path


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--areas", type=int, default=2000)
    parser.add_argument("--years", type=int, default=50)
    parser.add_argument("--series", type=int, default=100)
    parser.add_argument("--times", type=int, default=3, help="runs of each side; the median counts")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--any-order", action="store_true", help="let the Python sides write their rows unsorted")
    parser.add_argument("--python-only", action="store_true")
    parser.add_argument("--binary", type=Path, default=HERE.parent / "target" / "release" / "pipeline")
    parser.add_argument("--folder", type=Path, help="keep the generated panel here and reuse it")
    return parser.parse_args()


def generate(given, folder):
    if (folder / "observations.parquet").exists():
        return
    size = ["--areas", str(given.areas), "--years", str(given.years), "--series", str(given.series)]
    measured.once([sys.executable, str(HERE / "generated_panel.py"), str(folder), *size])


def python_side(name, given, folder):
    out = folder / f"{name}.parquet"
    order = "any" if given.any_order else "sorted"
    command = [sys.executable, str(HERE / f"with_{name}.py"), str(folder / "observations.parquet"), str(out),
               str(given.threads), order]
    runs = [measured.once(command, threads(given)) for _ in range(given.times)]
    seconds = sorted(json.loads(run.printed)["seconds"] for run in runs)
    runs.sort(key=lambda run: run.seconds)
    middle = measured.Run(runs[len(runs) // 2].seconds, max(run.peak_mebibytes for run in runs), "")
    return Side(name, middle, seconds[len(seconds) // 2], out)


def pipeline_side(given, folder):
    out = folder / "pipeline"
    command = [str(given.binary), "run", str(folder / "pipelines" / "panel.toml"),
               "--observations", str(folder / "observations.parquet"), "--out", str(out)]
    # The generated indicators carry no worked examples, which the program counts as findings: exit code 1.
    run = measured.median_of(given.times, command, threads(given), before=lambda: shutil.rmtree(out, True),
                             allowed=(0, 1))
    return Side("pipeline", run, run.seconds, out / "indicators.parquet")


def threads(given):
    return {name: str(given.threads) for name in ["RAYON_NUM_THREADS", "POLARS_MAX_THREADS"]}


def report(sides, reference):
    print(f"\n{'side':<10}{'process':>10}{'query':>10}{'peak':>11}{'process ratio':>16}{'query ratio':>14}")
    for side in sides:
        print(f"{side.name:<10}{side.run.seconds:>8.2f} s{side.query_seconds:>8.2f} s{side.run.peak_mebibytes:>7.0f} MiB"
              f"{side.run.seconds / reference.run.seconds:>16.2f}{side.query_seconds / reference.query_seconds:>14.2f}")
    print("ratios: time over DuckDB's, below 1 is faster than DuckDB")


def main():
    given = arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        generate(given, folder)
        size = (folder / "observations.parquet").stat().st_size / 1e6
        print(f"{given.areas} areas x {given.years} years x {given.series} series = "
              f"{given.areas * given.years * given.series} observations, {size:.0f} MB; {given.threads} threads, "
              f"median of {given.times}")
        sides = [python_side("duckdb", given, folder), python_side("polars", given, folder)]
        if not given.python_only:
            sides.append(pipeline_side(given, folder))
        agree = True
        for side in sides[1:]:
            check = measured.once([sys.executable, str(HERE / "compared.py"), str(side.values), str(sides[0].values)],
                                  allowed=(0, 3))
            print(f"{side.name} against duckdb: {check.printed.strip()}")
            agree = agree and not check.exit_code
        report(sides, sides[0])
    sys.exit(not agree)


if __name__ == "__main__":
    main()
