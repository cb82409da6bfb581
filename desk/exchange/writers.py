"""Rows into files: CSV, JSONL, JSON. Each writes row by row, so memory stays flat."""

from __future__ import annotations

import codecs
import csv
import io
import json
from itertools import islice
from operator import itemgetter
from typing import IO, TYPE_CHECKING, Any

from desk.domain import fields
from desk.domain.identify import decimals
from desk.errors import BadInput, Usage
from desk.exchange.cells import RISKY, defuse
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Rows = Iterable[Sequence[object]]

FORMATS = ("csv", "jsonl", "json")
ENCODING = "utf-8-sig"  # the sign in front by which spreadsheets recognise UTF-8
_BLOCK = 500  # rows that become text together
# Columns that hold nothing anybody has typed.
_NO_TEXTS = frozenset(field.name for field in fields.FIELDS if field.type in ("instant", "integer", "ticket", "person"))
_NO_TEXTS |= {"number", "vip", "import_id"}
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write(
    file: IO[bytes],
    form: str,
    columns: Sequence[str],
    rows: Rows,
    *,
    encoding: str = "",
    raw: bool = False,
    currency: str = "CNY",
) -> int:
    """`rows`, sequences in the order of `columns`, into `file`; returns how many. `form` is one of FORMATS.

    Money, the column `estimate`, comes in minor units and is written as people write it: 480.50; `currency` is the shop's.
    `encoding` is for CSV; `raw` leaves cells that a spreadsheet would run as they are, for machines.
    """
    rows = _amounts(columns, rows, currency)
    if form == "csv":
        return write_csv(file, columns, rows, encoding=encoding or ENCODING, raw=raw)
    if form == "jsonl":
        return write_jsonl(file, columns, rows)
    return write_json(file, columns, rows)


def _amounts(columns: Sequence[str], rows: Rows, shop: str) -> Rows:
    if "estimate" not in columns:
        return rows
    place = columns.index("estimate")
    return _with_amount(rows, place, columns.index("currency") if "currency" in columns else -1, shop)


def _with_amount(rows: Rows, place: int, currency: int, shop: str) -> Iterator[Sequence[object]]:
    for row in rows:
        minor = row[place]
        if isinstance(minor, int):
            places = decimals(str((currency >= 0 and row[currency]) or shop))
            whole, part = divmod(abs(minor), 10**places)
            text = ("-" if minor < 0 else "") + (f"{whole}.{part:0{places}d}" if places else str(whole))
            yield (*row[:place], text, *row[place + 1 :])
        else:
            yield row


def tuples(columns: Sequence[str], mappings: Iterable[Mapping[str, object]]) -> Iterator[tuple[object, ...]]:
    """Mappings as the sequences that the writers take; what a mapping lacks is None."""
    for mapping in mappings:
        yield tuple(mapping.get(column) for column in columns)


def codec(encoding: str) -> str:
    """The name of a text encoding that Python knows; Usage when there is none of that name."""
    try:
        info = codecs.lookup(encoding)
        info.incrementaldecoder("strict").decode(b"")
        text = bool(getattr(info, "_is_text_encoding", True))
    except (LookupError, TypeError, ValueError, UnicodeError):
        text = False
    if not text:
        raise Usage(N_("There is no encoding “{encoding}”."), encoding=encoding)
    return encoding


def write_csv(
    file: IO[bytes],
    columns: Sequence[str],
    rows: Rows,
    *,
    encoding: str = ENCODING,
    delimiter: str = ",",
    raw: bool = False,
) -> int:
    """A table with a header line and CR LF line ends. Raises BadInput, naming row and column, for what `encoding` cannot hold."""
    encode = codecs.getincrementalencoder(codec(encoding))("strict").encode
    text = _Text(delimiter)
    harmless = _harmless(columns)
    count = 0

    def put(part: Sequence[Sequence[object]]) -> None:
        try:
            file.write(encode(text.of(part)))
        except UnicodeEncodeError as error:
            raise _unwritable(text, part, count, encoding) from error

    put([columns])
    for part in _blocks(rows):
        put(part if raw else [row if harmless(row) else _defused(row) for row in part])
        count += len(part)
    return count


class _Text:
    """Rows as the lines of a table; those of a block at once, which is twice as fast as one by one."""

    def __init__(self, delimiter: str) -> None:
        self._lines = io.StringIO(newline="")
        self._put = csv.writer(self._lines, delimiter=delimiter, lineterminator="\r\n").writerows

    def of(self, rows: Sequence[Sequence[object]]) -> str:
        self._lines.seek(0)
        self._lines.truncate()
        self._put(rows)
        return self._lines.getvalue()


def _blocks(rows: Rows) -> Iterator[list[Sequence[object]]]:
    rest = iter(rows)
    while block := list(islice(rest, _BLOCK)):
        yield block


def _defused(row: Sequence[object]) -> list[object]:
    return [defuse(cell) if isinstance(cell, str) else cell for cell in row]


def _unwritable(text: _Text, rows: Sequence[Sequence[object]], before: int, encoding: str) -> BadInput:
    """Which of the rows has what `encoding` cannot hold."""
    for row, cells in enumerate(rows, before + 1):
        try:
            text.of([cells]).encode(encoding)
        except UnicodeEncodeError as error:
            return BadInput(
                N_("“{character}” in row {row} does not exist in {encoding}. Choose another --encoding."),
                character=error.object[error.start], row=row, encoding=encoding,
            )  # fmt: skip
    raise AssertionError


def _harmless(columns: Sequence[str]) -> Callable[[Sequence[object]], bool]:
    """Says of a row that none of its texts begins so that it needs a closer look; in doubt it says no."""
    texts = [place for place, name in enumerate(columns) if name not in _NO_TEXTS]
    if len(texts) < 2:
        return lambda _row: False
    pick, first = itemgetter(*texts), itemgetter(0)

    def harmless(row: Sequence[object]) -> bool:
        try:
            return RISKY.isdisjoint(map(first, filter(None, pick(row))))
        except TypeError:  # a number among the texts
            return False

    return harmless


def write_jsonl(file: IO[bytes], columns: Sequence[str], rows: Rows) -> int:
    """One JSON object a line, UTF-8."""
    count = 0
    for text in _objects(columns, rows):
        file.write(text.encode() + b"\n")
        count += 1
    return count


def write_json(file: IO[bytes], columns: Sequence[str], rows: Rows) -> int:
    """One JSON array of objects, UTF-8, an object a line."""
    count = 0
    for text in _objects(columns, rows):
        file.write((b",\n" if count else b"[\n") + text.encode())
        count += 1
    file.write(b"\n]\n" if count else b"[]\n")
    return count


def _objects(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    dump: Callable[[Any], str] = _dump
    for row in rows:
        yield dump(dict(zip(columns, row, strict=True)))
