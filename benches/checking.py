"""Checking speed: `pipeline check` on a book of 300 pages made here, with a figure in half of its lines.

    cargo build --release
    python benches/checking.py [--binary target/release/pipeline] [--pages 300] [--times 3]

Prints seconds, peak memory and figures found, for the book and for one of a third of its pages: time should grow with the
pages and memory with little more than the text.
"""

import argparse
import tempfile
from pathlib import Path

import measured

HERE = Path(__file__).resolve().parent


def line(page, nth):
    """A line of running text, as a paper on public finance has them."""
    match nth % 4:
        case 0:
            return f"In {1990 + page % 20}, the gross domestic product of China was {10 + nth},{page:03} billion yuan, and the revenue rose by"
        case 1:
            return f"{nth}.{page % 10} percent over the year before, as the yearbook reports in its table on public finance."
        case 2:
            return "The offices of the county were merged, and their staff was given other work in the townships nearby,"
    return "so that the cost of administration could be held where it had been in the years before the reform."


def book(pages):
    """A PDF of so many pages of 48 lines, set in Helvetica."""
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for page in range(pages):
        resources = "/Resources << /Font << /F 3 0 R >> >> /MediaBox [0 0 595 842]"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {5 + 2 * page} 0 R >>")
        content = "".join(f"BT /F 10 Tf 60 {780 - 14 * nth} Td ({line(page, nth)}) Tj ET\n" for nth in range(48))
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out, places = b"%PDF-1.5\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{written}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


def figures(out):
    """Of the claims in what `check --json` printed: each has one verdict."""
    return sum(line.lstrip().startswith('"verdict":') for line in out)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", default=HERE.parent / "target/release/pipeline")
    arguments.add_argument("--pages", type=int, default=300)
    arguments.add_argument("--times", type=int, default=3)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for pages in (given.pages // 3, given.pages):
            path = Path(folder) / f"{pages}-pages.pdf"
            path.write_bytes(book(pages))
            run = measured.median_of(given.times, [str(given.binary), "check", str(path), "--json"], allowed=(0, 1), keep=figures)
            print(f"{pages} pages, {run.printed} figures: {run.seconds:.2f} s, {run.peak_mebibytes:.0f} MiB")


if __name__ == "__main__":
    main()
