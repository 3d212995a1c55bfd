"""One command in a process of its own: wall time, peak memory, and what it printed.

In: a command. Out: `Run`. Refuses a command that fails. Linux and macOS.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass


@dataclass
class Run:
    seconds: float
    peak_mebibytes: float
    printed: str
    exit_code: int = 0


def beginning(out):
    """Of what was printed: the caller must stay small."""
    return out.read(1 << 16)


def once(command, environment=None, allowed=(0,), keep=beginning):
    """Runs the command once. The caller must be small: Linux counts a parent's pages as the child's peak."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        if child.returncode not in allowed:
            sys.exit(f"{command[0]} ended with {child.returncode}:\n{err.read()[-3000:]}")
        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        return Run(seconds, usage.ru_maxrss / unit, keep(out), child.returncode)


def median_of(times, command, environment=None, allowed=(0,), before=lambda: None, keep=beginning):
    """The run with the median wall time, the highest peak and what the last one printed."""
    runs = []
    for _ in range(times):
        before()
        runs.append(once(command, environment, allowed, keep))
    seconds = statistics.median(run.seconds for run in runs)
    return Run(seconds, max(run.peak_mebibytes for run in runs), runs[-1].printed)
