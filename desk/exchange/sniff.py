"""What kind of text file it is: a table with some delimiter, or JSON. Found from the beginning of the file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Literal

from desk.errors import Usage
from desk.record import NamedTuple
from desk.text import N_

if TYPE_CHECKING:
    from pathlib import Path

DELIMITERS = (",", "\t", ";", "|")
FIELD_LIMIT = 1 << 20  # characters in a cell
_HEAD = 1 << 16
_ROWS = 50
_WORDS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


class Dialect(NamedTuple):
    """`form` csv | jsonl | json. For csv: the delimiter, whether quotes mean anything, how many lines stand before the header, and
    whether a blank follows each delimiter, which a quote then may follow.
    """

    form: str
    delimiter: str = ","
    quoted: bool = True
    skip: int = 0
    spaced: bool = False


def dialect(path: Path, encoding: str, told: str = "") -> Dialect:
    """How to read `path`; `told` is the delimiter a person named. Raises Usage when that is no single character."""
    with path.open(encoding=encoding, newline="") as file:
        head = file.read(_HEAD)
        whole = not file.read(1)
    form = _form(path, head)
    if form != "csv":
        return Dialect(form)
    if told:
        return _fitted(head, delimiter(told), whole=whole)
    first = head.lstrip("\ufeff").split("\n", 1)[0].rstrip("\r")
    if len(first) == 5 and first.lower().startswith("sep="):  # a spreadsheet's own way to tell
        return Dialect("csv", first[4], skip=1)
    found = max(DELIMITERS, key=lambda each: _fit(head, each, quoted=True, whole=whole))
    if _fit(head, found, quoted=True, whole=whole) == (0.0, 0):
        found = "\t" if "\t" in first else ","
    return _fitted(head, found, whole=whole)


def delimiter(told: str) -> str:
    """One character from what a person wrote: `;`, `tab`, or a backslash with a t."""
    found = _WORDS.get(told.lower(), told)
    if len(found) != 1 or found in '"\r\n\0':
        raise Usage(N_("“{delimiter}” is no delimiter. Name one character, or tab."), delimiter=told)
    return found


def _form(path: Path, head: str) -> str:
    start = head.lstrip("\ufeff \t\r\n")
    suffix = path.suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        return "jsonl"
    if suffix == ".json":
        return "json"
    if start.startswith("[") and start[1:].lstrip()[:1] in ("{", "]"):
        return "json"
    return "jsonl" if start.startswith("{") and start[1:].lstrip()[:1] in ('"', "}") else "csv"


def _fitted(head: str, found: str, *, whole: bool) -> Dialect:
    """Tables with tabs are often written without quoting; there a quote is only a character."""
    if found == "\t" and '"' in head:
        with_quotes = _fit(head, found, quoted=True, whole=whole)
        without = _fit(head, found, quoted=False, whole=whole)
        return Dialect("csv", found, quoted=with_quotes >= without)
    if f'{found} "' in head:
        spaced = _fit(head, found, quoted=True, whole=whole, spaced=True)
        return Dialect("csv", found, spaced=spaced > _fit(head, found, quoted=True, whole=whole))
    return Dialect("csv", found)


def _fit(head: str, found: str, *, quoted: bool, whole: bool, spaced: bool = False) -> tuple[float, int]:
    """How well a delimiter fits: the share of rows as wide as the header, then that width. (0, 0) when it divides nothing."""
    widths: list[int] = []
    csv.field_size_limit(FIELD_LIMIT)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    try:
        lines = io.StringIO(head, newline="")
        for row in csv.reader(lines, delimiter=found, quoting=quoting, strict=True, skipinitialspace=spaced):
            if any(row):
                widths.append(len(row))
            if len(widths) > _ROWS:
                break
        else:
            if not whole and len(widths) > 1:
                widths.pop()  # cut off by the end of the sample
    except csv.Error:
        if whole or not widths:
            return 0.0, 0
    if not widths or widths[0] < 2:
        return 0.0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]
