"""Printing rows: a table that fits the terminal, or a format for the next program."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, TextIO

from desk.cli import terminal
from desk.record import NamedTuple
from desk.text import DROP, cell_width, clean, fit, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


_GAP = 2
_PIPED = 120  # cells of a line that goes into a pipe
_LEAST = 8  # cells of a column that shares what is left, where the terminal has them


class Column(NamedTuple):
    """A column of a table. `share` is how much of the room that is left it takes; 0: as wide as its widest cell, at most `most`."""

    head: str
    right: bool = False
    most: int = 24
    share: int = 0


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Prints rows in columns that line up by cells; what does not fit is cut with an ellipsis. Heads go to a terminal only."""
    rows = [[clean(cell) for cell in row] for row in rows]
    widths = _widths(columns, rows, terminal.columns() if sys.stdout.isatty() else _PIPED)
    lines = [[column.head for column in columns], *rows] if sys.stdout.isatty() else rows
    for line in lines:
        cells = [
            _right(cell, width) if column.right else fit(cell, width)
            for column, cell, width in zip(columns, line, widths, strict=True)
        ]
        say((" " * _GAP).join(cells).rstrip())


def _right(cell: str, width: int) -> str:
    return " " * max(width - cell_width(cell), 0) + cell if cell_width(cell) <= width else fit(cell, width)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Cells for each column. Together with the gaps they fill at most `room`, down to one cell a column."""
    natural = [
        max([cell_width(column.head), *(cell_width(row[index]) for row in rows)])
        for index, column in enumerate(columns)
    ]
    sharing = [index for index, column in enumerate(columns) if column.share]
    widths = [
        min(width, _LEAST if column.share else column.most) for width, column in zip(natural, columns, strict=True)
    ]
    left = room - _GAP * (len(columns) - 1)
    while sum(widths) > left and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    spare = left - sum(widths)
    for place, index in enumerate(sharing):
        shares = sum(columns[other].share for other in sharing[place:])
        more = min(natural[index] - widths[index], max(spare, 0) * columns[index].share // shares)
        widths[index] += more
        spare -= more
    return widths


def records(form: str, names: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO | None = None) -> None:
    """Writes rows as csv, json or jsonl. CSV cells are cleaned and defused; JSON keeps every character, escaped where need be."""
    out = stream or sys.stdout
    if form == "csv":
        import csv

        from desk.exchange.cells import defuse

        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([defuse(clean(_flat(cell), lines=True)) for cell in row] for row in rows)
    elif form == "jsonl":
        for row in rows:
            out.write(_json(dict(zip(names, row, strict=True))) + "\n")
    else:
        made = [dict(zip(names, row, strict=True)) for row in rows]
        out.write(_json(made, indent=2) + "\n")


def _flat(cell: Any) -> str:
    if cell is None:
        return ""
    return " ".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)


def document(value: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
    """Prints one JSON object, or an array of them."""
    sys.stdout.write(_json(value, indent=2) + "\n")


def _json(value: object, indent: int | None = None) -> str:
    """JSON in which people can read hanzi and a terminal finds nothing to obey: json itself escapes only C0."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent, default=list)
    return text if text.isprintable() else re.sub(r"[^\n\x20-\x7e]", _escaped, text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code not in DROP:
        return found[0]
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
