#!/usr/bin/env bash
# pandoc 3.9 (PyPI, pypandoc_binary 1.17): figures of a LaTeX table are lost, moved or change sign by commands that papers set
# tables with.
#
# Sources of papers (arXiv, journals' templates) set headers in two lines with \makecell, align with \makebox and \llap, and write
# a minus as \textminus. pandoc reads the tables of such sources for most tools.
# Guess: a command that pandoc does not know is left out and its text kept; two lines of a cell are joined or split by a <br>.
# What happens: the \\ inside \makecell{12\\34} ends the row of the table: 12 is lost, 34 stands in the first column and the
# figure of 2020 under 2019; a header \makecell{2019\\Final} does it to the header. \makebox[2em][r]{13.8} is empty, \llap{-}12.5 is
# 12.5, \textminus 3.1 is empty, the figure taken for the command's argument, and 2018\textendash 2020 is 2018.
# \num[round-mode=places,round-precision=1]{12.345}, printed 12.3, is 12.345. Nothing is said without --verbose.
# Why it matters: a table checked from its source is another one than the table printed; a deficit becomes a surplus.
#
# Seen: ['Item', '', ''], ['Final', '2020', ''], ['Tax', '', ''], ['34', '77', ''], ['Fee', '12.5', ''], ['Gap', '', '12.345'] ...
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pypandoc_binary==1.17

cd "$work" && "$work/venv/bin/python" - <<'PY'
import pypandoc

assert pypandoc.get_pandoc_version() == "3.9", pypandoc.get_pandoc_version()
SOURCE = r"""
\documentclass{article}
\usepackage{booktabs,makecell,siunitx}
\begin{document}
\begin{tabular}{lrr}
\toprule
Item & \makecell{2019\\Final} & 2020 \\
\midrule
Tax & \makecell{12\\34} & 77 \\
Fee & \llap{-}12.5 & \makebox[2em][r]{13.8} \\
Gap & \textminus 3.1 & \num[round-mode=places,round-precision=1]{12.345} \\
Mean & 2018\textendash 2020 & \num{-1.5} \\
\bottomrule
\end{tabular}
\end{document}
"""
table = pypandoc.convert_text(SOURCE, "gfm", format="latex")
rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().split("\n")]
rows = [row for row in rows if any(cell.strip(":-") for cell in row)]
for row in rows:
    print(row)
assert rows == [
    ["Item", "", ""],
    ["Final", "2020", ""],
    ["Tax", "", ""],
    ["34", "77", ""],
    ["Fee", "12.5", ""],
    ["Gap", "", "12.345"],
    ["Mean", "2018", "−1.5"],
], rows
PY
echo "holds: figures of LaTeX tables are lost or moved"
