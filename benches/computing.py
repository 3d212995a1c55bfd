"""Computing speed: 20 indicators over a generated panel, by `pipeline run`, DuckDB and polars from Python, in one run.

    python benches/computing.py                            10 million observations
    python benches/computing.py --areas 20 --times 1       100 000 observations
    python benches/computing.py --areas 20000 --sides duckdb,pipeline      100 million; polars would need some 8 GB
    python benches/computing.py --threads 1                on one thread

Each side runs in a process of its own with the same threads, reads the same observations.parquet and writes its values
sorted. Values must agree to 1e-9. Two times for the Python sides: the whole process, and the query alone without
starting Python and importing; the pipeline only has the whole, which includes everything else a run does: bounds, status
and notes of every value, sums of all files, and the csv twins, which the last side leaves out (`--no-csv`). The sides
take turns, so that a busy minute of the machine falls on all of them.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import measured

HERE = Path(__file__).resolve().parent
SIDES = ["duckdb", "polars", "pipeline", "no-csv"]


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
    parser.add_argument("--sides", default=",".join(SIDES), help="which, the first is what the others are compared with")
    parser.add_argument("--binary", type=Path, default=HERE.parent / "target" / "release" / "pipeline")
    parser.add_argument("--folder", type=Path, help="keep the generated panel here and reuse it")
    return parser.parse_args()


def generate(given, folder):
    if (folder / "observations.parquet").exists():
        return
    size = ["--areas", str(given.areas), "--years", str(given.years), "--series", str(given.series)]
    measured.once([sys.executable, str(HERE / "generated_panel.py"), str(folder), *size])


def python_once(name, given, folder):
    out = folder / f"{name}.parquet"
    order = "any" if given.any_order else "sorted"
    command = [sys.executable, str(HERE / f"with_{name}.py"), str(folder / "observations.parquet"), str(out),
               str(given.threads), order]
    run = measured.once(command, threads(given))
    return run, json.loads(run.printed)["seconds"], out


def pipeline_once(name, given, folder):
    out = folder / name
    shutil.rmtree(out, True)
    command = [str(given.binary), "run", str(folder / "pipelines" / "panel.toml"),
               "--observations", str(folder / "observations.parquet"), "--out", str(out)]
    # The generated indicators carry no worked examples, which the program counts as findings: exit code 1.
    run = measured.once(command + ["--no-csv"] * (name == "no-csv"), threads(given), allowed=(0, 1))
    return run, run.seconds, out / "indicators.parquet"


def measure(names, given, folder):
    """The median of each side; the sides take turns."""
    once = {name: python_once if name in ("duckdb", "polars") else pipeline_once for name in names}
    runs = {name: [] for name in names}
    for _ in range(given.times):
        for name in names:
            runs[name].append(once[name](name, given, folder))
    return [side(name, runs[name]) for name in names]


def side(name, runs):
    middle = statistics.median(run.seconds for run, _, _ in runs)
    run = measured.Run(middle, max(run.peak_mebibytes for run, _, _ in runs), "")
    return Side(name, run, statistics.median(seconds for _, seconds, _ in runs), runs[-1][2])


def threads(given):
    return {name: str(given.threads) for name in ["RAYON_NUM_THREADS", "POLARS_MAX_THREADS"]}


def report(sides, observations):
    over = [other for other in sides if other.name in ("duckdb", "polars")] or sides[:1]
    head = "".join(f"{'/ ' + other.name:>10}" for other in over)
    print(f"\n{'side':<10}{'process':>10}{'query':>10}{'peak':>11}{'an observation':>16}{head}")
    for one in sides:
        ratios = "".join(f"{one.query_seconds / other.query_seconds:>10.2f}" for other in over)
        print(f"{one.name:<10}{one.run.seconds:>8.2f} s{one.query_seconds:>8.2f} s{one.run.peak_mebibytes:>7.0f} MiB"
              f"{one.query_seconds / observations * 1e9:>13.1f} ns{ratios}")
    print("ratios: query time over that of the other, below 1 is faster; of the pipeline the whole process")


def main():
    given = arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        generate(given, folder)
        size = (folder / "observations.parquet").stat().st_size / 1e6
        print(f"{given.areas} areas x {given.years} years x {given.series} series = "
              f"{given.areas * given.years * given.series} observations, {size:.0f} MB; {given.threads} threads, "
              f"median of {given.times}")
        names = given.sides.split(",")
        sides = measure(names, given, folder)
        agree = True
        for one in sides[1:]:
            check = measured.once([sys.executable, str(HERE / "compared.py"), str(one.values), str(sides[0].values)],
                                  allowed=(0, 3))
            print(f"{one.name} against {names[0]}: {check.printed.strip()}")
            agree = agree and not check.exit_code
        report(sides, given.areas * given.years * given.series)
    sys.exit(not agree)


if __name__ == "__main__":
    main()
