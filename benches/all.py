"""The whole table of speed and memory, in Markdown, this build beside an earlier one.

    cargo build --release && cargo build --release --example decoding
    python benches/all.py --base EARLIER_BINARY > table.md            all of it: an hour, 10 GB of disk, 12 GB of memory
    python benches/all.py --base EARLIER_BINARY --only start,book,csv
    python benches/all.py --base EARLIER_BINARY --base-source CHECKOUT --only build

Every line is the median of five runs (`--times`); the sides take turns. A ratio above 1 is in favour of this build, except
where the line says otherwise. Sizes of panels are 10^6, 10^7 and 10^8 observations; beyond 10^7 each side runs once, and
polars, which would need some 8 GB, is left out, as is the earlier build.
"""

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import checking
import computing
import measured
import reading

HERE = Path(__file__).resolve().parent
PARTS = ["start", "book", "csv", "documents", "reading", "computing", "build"]
SENTENCE = "1978年全国财政收入为1132.26亿元,占GDP的比重为31.1%。\n"
FIGURES_OF_CSV = 171_645


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="the earlier program")
    parser.add_argument("--base-source", type=Path, help="its checkout, for the time of a build")
    parser.add_argument("--binary", type=Path, default=HERE.parent / "target" / "release" / "pipeline")
    parser.add_argument("--decoder", type=Path, default=HERE.parent / "target" / "release" / "examples" / "decoding")
    parser.add_argument("--corpus", type=Path, default=HERE.parent.parent / "shared" / "corpus")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--only", default=",".join(PARTS), help="which parts")
    parser.add_argument("--most", type=int, help="observations of the largest panel", default=10**8)
    return parser.parse_args()


class Table:
    """Lines of a Markdown table, printed as they come."""

    def __init__(self):
        print("| work | earlier | this | times as fast | peak earlier | peak this |\n|---|---|---|---|---|---|")

    def line(self, work, base, own, note=""):
        ratio = f"{base.seconds / own.seconds:.2f}{note}" if base else note
        shown = lambda run: f"{run.seconds:.3f} s" if run else ""
        peak = lambda run: f"{run.peak_mebibytes:.0f} MiB" if run else ""
        print(f"| {work} | {shown(base)} | {shown(own)} | {ratio} | {peak(base)} | {peak(own)} |", flush=True)


def in_turns(given, command, environment=None):
    """The medians of the earlier program and of this one; `command` makes one of a program."""
    runs = {program: [] for program in (given.base, given.binary)}
    for _ in range(given.times):
        for program in runs:
            runs[program].append(measured.once(command(program), environment, allowed=(0, 1)))
    return [middle(found) for found in runs.values()]


def middle(runs):
    return measured.Run(statistics.median(run.seconds for run in runs), max(run.peak_mebibytes for run in runs), "")


def threads(number):
    return {name: str(number) for name in ["RAYON_NUM_THREADS", "POLARS_MAX_THREADS"]}


def ingest(paths, out):
    def command(program):
        shutil.rmtree(out, ignore_errors=True)
        return [str(program), "ingest", *map(str, paths), "--out", str(out)]
    return command


def start(given, table, folder):
    text = folder / "sentence.txt"
    text.write_text(SENTENCE, encoding="utf-8")
    for number in (1, 2):
        run = lambda program: [str(program), "run", str(HERE.parent / "pipelines" / "admin-cost.toml"), "--out",
                               str(folder / "run")]
        table.line(f"bundled run, {plural(number, 'thread')}", *in_turns(given, run, threads(number)))
        check = lambda program: [str(program), "check", str(text)]
        table.line(f"`check` of one sentence, {plural(number, 'thread')}", *in_turns(given, check, threads(number)))


def dense_line(page, nth):
    """108 figures a page, in half of its lines five."""
    if nth % 2:
        return "so that the cost of administration could be held where it had been in the years before the reform."
    more = f" and {page + nth} million yuan more" if nth % 4 else ""
    return (f"In {1990 + page % 20}, gross domestic product was {10 + nth},{page:03} billion yuan, revenue rose by {nth}."
            f"{page % 10} percent, expenditure by {nth % 17}.{nth % 10} percent to {nth * 7 + page} million yuan{more}")


def book(given, table, folder):
    for name, line in (("7,000 figures", checking.line), ("dense", dense_line)):
        path = folder / "book.pdf"
        checking.line = line
        path.write_bytes(checking.book(300))
        check = lambda program: [str(program), "check", str(path), "--json"]
        figures = measured.once(check(given.binary), allowed=(0, 1), keep=checking.figures).printed
        for number in (1, 2):
            work = f"`check --json` of a PDF of 300 pages, {name}: {figures} figures, {plural(number, 'thread')}"
            table.line(work, *in_turns(given, check, threads(number)))


def csv(given, table, folder):
    """A file of short rows: a label and three figures, under three years."""
    path = folder / "wide.csv"
    rows = "".join(f"项目{row},{row % 977}.{row % 10},{row % 7919},{row % 101}.5\n" for row in range(FIGURES_OF_CSV // 3))
    path.write_text("指标,2010年,2011年,2012年\n" + rows, encoding="utf-8")
    size = path.stat().st_size / 1e6
    for number in (1, 2):
        work = f"csv of {size:.1f} MB, {FIGURES_OF_CSV} figures in short rows, {plural(number, 'thread')}"
        table.line(work, *in_turns(given, ingest([path], folder / "out"), threads(number)))


def documents(given, table, folder):
    paths = given.corpus / "government-documents"
    for number in (1, 2):
        table.line(f"government-documents, {plural(number, 'thread')}",
                   *in_turns(given, ingest([paths], folder / "out"), threads(number)))


def of_workbooks(given, table, folder):
    files = sorted(path for path in given.corpus.rglob("*") if path.is_file() and reading.is_workbook(path))
    listing = folder / "workbooks.txt"
    listing.write_text("\n".join(map(str, files)), encoding="utf-8")
    pandas, _ = reading.with_pandas(listing, given.times)
    decoding, _ = reading.with_decoder(given.decoder, listing, given.times)
    table.line(f"{len(files)} workbooks, pandas", None, pandas)
    table.line(f"{len(files)} workbooks, bare decoding", None, decoding)
    for number in (1, 2):
        base, own = in_turns(given, ingest(files, folder / "out"), threads(number))
        note = f"; {pandas.seconds / own.seconds:.1f} × pandas, {own.seconds / decoding.seconds:.1f} × the time of decoding"
        table.line(f"{len(files)} workbooks, {plural(number, 'thread')}", base, own, note)


def of_panels(given, table, folder):
    for size in (10**6, 10**7, 10**8):
        if size > given.most:
            continue
        panel = folder / f"panel-{size}"
        panel.mkdir()
        own = argparse.Namespace(areas=size // 5000, years=50, series=100, threads=2, any_order=False, binary=given.binary)
        computing.generate(own, panel)
        own.times = given.times if size < 10**8 else 1
        names = ["duckdb", "polars", "pipeline", "no-csv"] if size < 10**8 else ["duckdb", "pipeline", "no-csv"]
        sides = {side.name: side for side in computing.measure(names, own, panel)}
        earlier = None
        if size < 10**8:
            before = argparse.Namespace(**{**vars(own), "binary": given.base})
            earlier = computing.measure(["pipeline"], before, panel)[0].run
        for name, side in sides.items():
            against = [f"{side.query_seconds / sides[other].query_seconds:.2f} × the time of {other}'s query"
                       for other in ("duckdb", "polars") if other in sides and other != name]
            note = "; ".join(["", f"{side.query_seconds / size * 1e9:.0f} ns an observation", *against])
            table.line(f"20 indicators, {size:.0e} observations, {name}", earlier if name == "pipeline" else None, side.run, note)
        shutil.rmtree(panel)


def build(given, table, folder):
    """Processor time (user and system) of a fresh build, which other work on the machine moves less than wall time."""
    spent = {}
    for name, source in (("earlier", given.base_source), ("this", HERE.parent)):
        if source is None:
            continue
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = ["cargo", "build", "--release", "--locked", "--target-dir", str(folder / name)]
        subprocess.run(command, cwd=source, check=True, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        spent[name] = measured.Run(processor, (folder / name / "release" / "pipeline").stat().st_size / 2**20, "")
        print(f"{name}: {time.perf_counter() - began:.0f} s by the clock", file=sys.stderr)
        shutil.rmtree(folder / name)
    table.line("fresh release build, processor time; for the peak the size of the program", spent.get("earlier"), spent["this"])


def plural(number, word):
    return f"{number} {word}{'s' * (number > 1)}"


def main():
    given = arguments()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True).stdout.strip()
    print(f"{time.strftime('%Y-%m-%d')}, commit {commit}, {platform.machine()}, {os.cpu_count()} processors, "
          f"load {os.getloadavg()[0]:.1f} at the start; median of {given.times}\n")
    parts = dict(zip(PARTS, [start, book, csv, documents, of_workbooks, of_panels, build]))
    table = Table()
    with tempfile.TemporaryDirectory() as temporary:
        for name in given.only.split(","):
            parts[name](given, table, Path(temporary))


if __name__ == "__main__":
    main()
