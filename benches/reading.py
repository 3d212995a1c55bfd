"""Reading speed: `pipeline ingest` against pandas and against bare decoding on the same workbooks, in one run.

    cargo build --release && cargo build --release --example decoding
    python benches/reading.py [--corpus ../shared/corpus] [--binary target/release/pipeline] [--times 3]

Workbooks are found by their bytes (OLE2 with a workbook stream, or zip with xl/workbook.xml), whatever their names.
Prints files a second, peak memory and the ratios; then peak memory as the number of files grows by copies. The sides do
not do the same work: pandas turns sheets into frames of cells and stops there, decoding.rs counts calamine's cells and
reads no encrypted workbook; `ingest` also finds tables, headers, units and areas, and writes Parquet and csv.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import measured

HERE = Path(__file__).resolve().parent
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
WORKBOOK_STREAMS = ["Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")]


def is_workbook(path):
    data = path.read_bytes()
    if data.startswith(OLE2):
        return any(name in data for name in WORKBOOK_STREAMS)
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=HERE.parent.parent / "shared" / "corpus")
    parser.add_argument("--binary", type=Path, default=HERE.parent / "target" / "release" / "pipeline")
    parser.add_argument("--decoder", type=Path, default=HERE.parent / "target" / "release" / "examples" / "decoding")
    parser.add_argument("--copies", type=int, nargs="*", default=[1000, 5000, 10000], help="files, by copying")
    parser.add_argument("--times", type=int, default=3, help="runs of each side; the median counts")
    parser.add_argument("--most", type=int, help="only the first so many workbooks")
    parser.add_argument("--threads", type=int, default=2, help="threads of the pipeline (pandas has one)")
    return parser.parse_args()


def with_pandas(listing, times):
    run = measured.median_of(times, [sys.executable, str(HERE / "with_pandas.py"), str(listing)])
    return run, json.loads(run.printed)


def with_decoder(decoder, listing, times):
    run = measured.median_of(times, [str(decoder), str(listing)])
    return run, json.loads(run.printed)


def with_pipeline(binary, paths, times, threads, folder):
    command = [str(binary), "ingest", *map(str, paths), "--out", str(folder)]
    fresh = lambda: shutil.rmtree(folder, ignore_errors=True)
    threads = {"RAYON_NUM_THREADS": str(threads), "POLARS_MAX_THREADS": str(threads)}
    # Exit 1 means findings: some corpus files are broken on purpose.
    run = measured.median_of(times, command, threads, allowed=(0, 1), before=fresh)
    if not (folder / "ingest.json").exists():
        sys.exit(f"{binary} wrote no ingest.json")
    sources = json.loads((folder / "ingest.json").read_text(encoding="utf-8"))["sources"]
    return run, {"read": sum(source["status"] == "read" for source in sources)}


def copied(files, number, folder):
    """So many workbooks in one folder, the corpus over and over under new names; linked where the file system can."""
    folder.mkdir()
    for at in range(number):
        source = files[at % len(files)]
        target = folder / f"{at // len(files):03d}-{at % len(files):04d}{source.suffix}"
        try:
            os.link(source.resolve(), target)
        except OSError:
            shutil.copyfile(source, target)
    return folder


def growing(given, files, temporary):
    """Peak memory of the pipeline for more and more files."""
    for number in given.copies:
        folder = copied(files, number, temporary / f"copies-{number}")
        run, found = with_pipeline(given.binary, [folder], 1, given.threads, temporary / "out")
        line(f"{number} copies", run, found, number)
        shutil.rmtree(temporary / "out", ignore_errors=True)
        shutil.rmtree(folder)


def line(side, run, found, files):
    speed = files / run.seconds
    print(f"{side:<22}{run.seconds:>9.2f} s{speed:>10.1f} files/s{run.peak_mebibytes:>9.0f} MiB"
          f"{found['read']:>6} of {files} read")
    return speed


def main():
    given = arguments()
    files = sorted(path for path in given.corpus.rglob("*") if path.is_file() and is_workbook(path))[: given.most]
    print(f"{len(files)} workbooks, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB, median of {given.times}")
    with tempfile.TemporaryDirectory() as temporary:
        listing = Path(temporary) / "workbooks.txt"
        listing.write_text("\n".join(map(str, files)), encoding="utf-8")
        for program in [given.binary, given.decoder]:
            if not program.exists():
                sys.exit(f"{program} is not built: cargo build --release && cargo build --release --example decoding")
        speeds = {"pandas": line("pandas", *with_pandas(listing, given.times), len(files))}
        decoding = line("bare calamine", *with_decoder(given.decoder, listing, given.times), len(files))
        for threads in sorted({1, given.threads}):
            out = Path(temporary) / "out"
            name = f"pipeline, {threads} thread{'s' * (threads > 1)}"
            speeds[name] = line(name, *with_pipeline(given.binary, files, given.times, threads, out), len(files))
            print(f"{'':<22}{speeds[name] / speeds['pandas']:>9.1f} times pandas, "
                  f"{decoding / speeds[name]:.1f} times the time of bare decoding")
        growing(given, files, Path(temporary))


if __name__ == "__main__":
    main()
