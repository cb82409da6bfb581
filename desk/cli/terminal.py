"""What stands at the other end: how wide it is, whether anybody is there to talk to, and a count while they wait."""

from __future__ import annotations

import os
import sys

from desk.text import cell_width, clean, fit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 1.0  # seconds before a count is worth drawing
_EACH = 0.1  # and how often it is drawn then


def columns(otherwise: int = 80) -> int:
    """The width of the terminal in cells, COLUMNS first. shutil knows it too, but loads every packer of archives."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            if stream is not None and (found := os.get_terminal_size(stream.fileno()).columns):
                return found
        except (OSError, ValueError):
            continue
    return otherwise


def talks() -> bool:
    """Whether somebody reads what is said on stderr; without a terminal success is silent."""
    return sys.stderr.isatty()


def progress(word: str) -> Callable[[int], None]:
    """A function that is told how many are done and counts them in one line of the terminal, once it takes longer than a second.

    Nothing is drawn without a terminal or with NO_COLOR. Told a negative number it clears its line; the next line of talk
    may then begin at the left.
    """
    if not talks() or os.environ.get("NO_COLOR"):
        return lambda _count: None
    from time import monotonic

    began, drawn = monotonic(), 0.0

    def count(done: int) -> None:
        nonlocal drawn
        now = monotonic()
        if done < 0 and drawn:
            sys.stderr.write("\r" + " " * (columns() - 1) + "\r")
        elif done >= 0 and now - began > _PATIENCE and now - drawn > _EACH:
            drawn = now
            line = clean(f"{word} {done}")
            sys.stderr.write("\r" + fit(line, min(cell_width(line), columns() - 1)))
        sys.stderr.flush()

    return count
