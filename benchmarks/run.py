"""Prints one table: what desk costs, beside what nobody could do without. `python benchmarks/run.py --help`.

Ratios are steadier than milliseconds: both sides of a line are measured in the same minutes, in turns, and by their medians.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from measure import NOW  # noqa: E402 - found through the line above

os.environ["DESK_NOW"] = NOW

import files  # noqa: E402
import processes  # noqa: E402
import screens  # noqa: E402
import sql  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from measure import Result

ROWS: dict[str, Callable[[Sequence[int]], Iterator[Result]]] = {
    "help": processes.help_text,
    "list": processes.listing,
    "show": processes.showing,
    "note": processes.noting,
    "search": sql.searching,
    "summary": sql.summary,
    "undo": sql.undo,
    "start": screens.starting,
    "keys": screens.moving,
    "filter": screens.filtering,
    "import": files.importing,
    "export": files.exporting,
}
SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000, "1m": 1_000_000}


def main() -> int:
    """0 when every line keeps within what it must; 1 when one does not."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--sizes", default="1k,100k,1m", help="of 1k, 10k, 100k, 1m; default: %(default)s")
    words.add_argument(
        "--only", action="append", choices=sorted(ROWS), help="only this line; may be given several times"
    )
    told = words.parse_args()
    sizes = [SIZES[name.strip().lower()] for name in told.sizes.split(",")]
    print(f"{'what / floor':<58} {'size':>5} {'ours ms':>10} {'floor ms':>10} {'ratio':>6} {'must':>6}")
    kept = True
    for name in told.only or ROWS:
        for result in ROWS[name](sizes):
            print(line(result), flush=True)
            kept &= within(result)
    return 0 if kept else 1


def within(result: Result) -> bool:
    """Whether the line keeps within what it must."""
    return result.limit is None or result.ratio is None or result.ratio <= result.limit


def line(result: Result) -> str:
    """One line of the table."""
    floor = f"{result.floor:10.1f}" if result.floor else f"{'–':>10}"
    ratio = f"{result.ratio:6.2f}" if result.ratio else f"{'–':>6}"
    limit = f"{result.limit:6.2f}" if result.limit else f"{'–':>6}"
    missed = "" if within(result) else "  ✗"
    return (
        f"{result.what:<58} {result.size:>5} {result.ours:10.1f} {floor} {ratio} {limit}{missed} {result.note}".rstrip()
    )


if __name__ == "__main__":
    sys.exit(main())
