"""Keys and paint on a pseudo-terminal that answers like a real one: from the byte of a key to the end of the frame that shows it."""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING

import data
from measure import PROGRAM, ROOT, Result, environment, spoken

sys.path.insert(0, str(ROOT / "tests"))
from support.keys import sequence
from support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SIZE = (110, 30)
STARTS = 7
FRAME = b"\x1b[?2026l"  # the end of a synchronised frame
ROWS_THERE = b"1 / "  # the line at the bottom says which of how many rows the cursor is on
QUIET = 0.3
BARE = """
from textual.app import App
from textual.widgets import DataTable
class Bare(App):
    def compose(self):
        yield DataTable()
    def on_mount(self):
        self.query_one(DataTable).add_columns("No.", "Kind", "Title", "Customer", "Wait", "Due")
Bare().run()
"""
# What must not be exceeded at the 95th percentile, in milliseconds.
MOVES: dict[str, tuple[tuple[str, ...], float]] = {
    "cursor": (("j",) * 40, 33),
    "page": (("pagedown",) * 20, 80),
    "end": (("G", "g") * 10, 80),
}
FILTERS = (
    "屏",
    "幕",
    "backspace",
    "backspace",
    "b",
    "a",
    "t",
    "t",
    "backspace",
    "backspace",
    "backspace",
    "backspace",
    "换",
    "电",
    "池",
)


class Blind(Terminal):
    """A terminal that keeps the bytes and draws nothing: drawing would take the time that is measured."""

    def _show(self, data: bytes) -> None:
        pass


def _started(path: object) -> Blind:
    return Blind(PROGRAM, size=SIZE, env=environment(DESK_DB=str(path), LANGUAGE="en"))


def _until(terminal: Blind, true: Callable[[], bool], patience: float = 120) -> float:
    """Seconds until that is so."""
    start = time.perf_counter()
    while not true():
        if not terminal.pump(0.5) or time.perf_counter() - start > patience:
            raise RuntimeError(f"never seen; it ended with {terminal.process.poll()}")
    return time.perf_counter() - start


def starting(sizes: Sequence[int]) -> Iterator[Result]:
    """From the start of the process to the first rows, against Textual showing an empty table."""
    for size in sizes:
        path = data.desk(size)
        ours, floor = [], []
        for _ in range(STARTS + 1):
            ours.append(_first(lambda path=path: _started(path), ROWS_THERE))
            floor.append(_first(lambda: Blind((sys.executable, "-c", BARE), size=SIZE, env=environment()), b"Customer"))
        took = [statistics.median(times[1:]) for times in (ours, floor)]
        yield Result("first rows on the screen / empty table in bare Textual", spoken(size), *took, 1.7)


def _first(start: Callable[[], Blind], *marks: bytes) -> float:
    begun = time.perf_counter()
    with start() as terminal:
        _until(terminal, lambda: any(mark in terminal.raw for mark in marks) and FRAME in terminal.raw)
        return (time.perf_counter() - begun) * 1000


def moving(sizes: Sequence[int]) -> Iterator[Result]:
    """Keys that move, against the same keys at the smallest size."""
    floors: dict[str, float] = {}
    for size in sizes:
        with _started(data.desk(size)) as terminal:
            _until(terminal, lambda: ROWS_THERE in terminal.raw)
            terminal.settle(1.5)
            terminal.press("[")  # round the first view to the last: everything
            _until(terminal, lambda size=size: f"/ {size} rows".encode() in terminal.raw)
            terminal.settle(1.5)
            for name, (keys, most) in MOVES.items():
                times = sorted(_frame(terminal, key) for key in keys)
                middle, late = statistics.median(times), times[int(len(times) * 0.95) - 1]
                floor = floors.setdefault(name, middle)
                missed = "" if late <= most else " ✗"
                yield Result(
                    f"{name} / at the smallest size",
                    spoken(size),
                    middle,
                    floor,
                    1.2,
                    f"p95 {late:.0f} (≤ {most:.0f}){missed}",
                )


def _frame(terminal: Blind, key: str) -> float:
    """Milliseconds from a key to the end of the first frame."""
    terminal.settle(0.12)
    mark = len(terminal.raw)
    start = time.perf_counter()
    terminal.send(sequence(key))
    try:
        _until(terminal, lambda: FRAME in terminal.raw[mark:], 3)
    except RuntimeError:
        return 3000.0
    return (time.perf_counter() - start) * 1000


def filtering(sizes: Sequence[int]) -> Iterator[Result]:
    """Typing into the find box: when the letter is seen, and when the last frame with its results is."""
    for size in sizes:
        with _started(data.desk(size)) as terminal:
            _until(terminal, lambda: ROWS_THERE in terminal.raw)
            terminal.settle(1.5)
            terminal.press("/")
            terminal.settle(0.5)
            echoes, results = zip(*(_typed(terminal, key) for key in FILTERS), strict=True)
        for name, times, most in (("echo", echoes, 50), ("results", results, 200)):
            ordered = sorted(times)
            late = ordered[int(len(ordered) * 0.95) - 1]
            missed = "" if late <= most else " ✗"
            yield Result(
                f"filter, {name}",
                spoken(size),
                statistics.median(ordered),
                None,
                None,
                f"p95 {late:.0f} (≤ {most}){missed}",
            )


def _typed(terminal: Blind, key: str) -> tuple[float, float]:
    mark = len(terminal.raw)
    start = time.perf_counter()
    terminal.send(sequence(key))
    first = last = 0.0
    while time.perf_counter() - start - last < QUIET or not first:
        before = len(terminal.raw)
        terminal.pump(0.05)
        if len(terminal.raw) > before:
            last = time.perf_counter() - start
            if not first and FRAME in terminal.raw[mark:]:
                first = last
        if time.perf_counter() - start > 5:
            break
    return (first or 5.0) * 1000, (last or 5.0) * 1000
