"""Measuring two things side by side: in turns, so that a busy machine slows both, and by their medians."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
NOW = "2026-11-21T02:00:00Z"
# As the installed command starts: an entry script that imports main.
PROGRAM = (sys.executable, "-c", "import sys; from desk.__main__ import main; sys.exit(main())")

# A small process in between: of a child that we start ourselves, the system would count what we have as well.
_PEAK = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


class Result(NamedTuple):
    """One line of the table. `ours` and `floor` in milliseconds; `limit` what the ratio must not exceed, `note` anything else."""

    what: str
    size: str
    ours: float
    floor: float | None
    limit: float | None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours by the floor."""
        return self.ours / self.floor if self.floor else None


class Side(NamedTuple):
    """One of two that run in turns: `prepare` is not measured."""

    run: Callable[[], object]
    prepare: Callable[[], object] = lambda: None


def in_turns(sides: Sequence[Side], rounds: int, *, warm: int = 1) -> list[float]:
    """The median milliseconds of each, run in turns `rounds` times after `warm` rounds that do not count."""
    taken: list[list[float]] = [[] for _ in sides]
    for count in range(rounds + warm):
        for side, times in zip(sides, taken, strict=True):
            side.prepare()
            gc.collect()
            start = time.perf_counter()
            side.run()
            if count >= warm:
                times.append((time.perf_counter() - start) * 1000)
    return [statistics.median(times) for times in taken]


def environment(**more: str) -> Mapping[str, str]:
    """A clean room for the programs that are started."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "TZ": "UTC", "DESK_NOW": NOW, "DESK_USER": "03", **more}


def process(command: Sequence[str], **more: str) -> Callable[[], None]:
    """Something that starts `command` and waits for it; its output goes nowhere, a failure is an error."""
    ready = environment(**more)

    def run() -> None:
        subprocess.run(command, env=ready, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    return run


def peak(command: Sequence[str], **more: str) -> tuple[float, float]:
    """Milliseconds, and the megabytes that the process had at its fullest."""
    done = subprocess.run(
        (sys.executable, "-c", _PEAK, *command), env=environment(**more), stdout=subprocess.PIPE, check=True
    )
    taken, kilobytes = done.stdout.split()
    return float(taken) * 1000, int(kilobytes) / 1024


def spoken(size: int) -> str:
    """1000 as 1k, 1000000 as 1M."""
    return f"{size // 1_000_000}M" if size >= 1_000_000 else f"{size // 1000}k" if size >= 1000 else str(size)
