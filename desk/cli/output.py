"""Printing rows: a table that fits the terminal, or a format for the next program."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from desk.text import cell_width, clean, fit, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Column(NamedTuple):
    """A column of a table. `share` is how much of the room that is left it takes; 0: as wide as its widest cell, at most `most`."""

    head: str
    right: bool = False
    most: int = 24
    share: int = 0


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Prints rows in columns that line up by cells; what does not fit is cut with an ellipsis. Heads go to a terminal only."""
    rows = [[clean(cell) for cell in row] for row in rows]
    widths = _widths(columns, rows, shutil.get_terminal_size().columns if sys.stdout.isatty() else 120)
    lines = [[column.head for column in columns], *rows] if sys.stdout.isatty() else rows
    for line in lines:
        cells = [
            _right(cell, width) if column.right else fit(cell, width)
            for column, cell, width in zip(columns, line, widths, strict=True)
        ]
        say("  ".join(cells).rstrip())


def _right(cell: str, width: int) -> str:
    return " " * max(width - cell_width(cell), 0) + cell if cell_width(cell) <= width else fit(cell, width)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    natural = [
        max([cell_width(column.head), *(cell_width(row[index]) for row in rows)])
        for index, column in enumerate(columns)
    ]
    widths = [
        min(width, column.most) if not column.share else 0 for width, column in zip(natural, columns, strict=True)
    ]
    left = room - sum(widths) - 2 * (len(columns) - 1)
    shares = sum(column.share for column in columns)
    for index, column in enumerate(columns):
        if column.share:
            widths[index] = max(min(natural[index], left * column.share // shares), 8)
    return widths


def records(form: str, names: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO | None = None) -> None:
    """Writes rows as csv, json or jsonl. JSON escapes control characters itself; CSV cells are cleaned and defused."""
    out = stream or sys.stdout
    if form == "csv":
        from desk.exchange.cells import defuse

        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([defuse(clean(_flat(cell), lines=True)) for cell in row] for row in rows)
    elif form == "jsonl":
        for row in rows:
            out.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=list) + "\n")
    else:
        made = [dict(zip(names, row, strict=True)) for row in rows]
        out.write(json.dumps(made, ensure_ascii=False, indent=2, default=list) + "\n")


def _flat(cell: Any) -> str:
    if cell is None:
        return ""
    return " ".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)


def document(value: Mapping[str, Any]) -> None:
    """Prints one JSON object."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=list) + "\n")


def plain() -> bool:
    """Whether colour and progress bars are unwanted: no terminal, or NO_COLOR."""
    return not sys.stderr.isatty() or bool(os.environ.get("NO_COLOR"))
