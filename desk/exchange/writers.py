"""Rows into files: CSV, JSONL, JSON. Each writes row by row, so memory stays flat."""

from __future__ import annotations

import codecs
import csv
import io
import json
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
    buffer = io.TextIOWrapper(file, encoding=codec(encoding), errors="strict", newline="")
    put = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerow
    harmless = _harmless(columns)
    count = 0
    try:
        put(columns)
        for row in rows:
            put(row if raw or harmless(row) else [defuse(cell) if isinstance(cell, str) else cell for cell in row])
            count += 1
        buffer.flush()
    except UnicodeEncodeError as error:
        raise BadInput(
            N_("“{character}” in row {row} does not exist in {encoding}. Choose another --encoding."),
            character=error.object[error.start], row=count + 1, encoding=encoding,
        ) from error  # fmt: skip
    finally:
        _let_go(buffer)
    return count


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


def _let_go(buffer: io.TextIOWrapper) -> None:
    """Closing the wrapper would close the file, and flushing text that cannot be encoded would raise once more."""
    try:
        buffer.detach()
    except (UnicodeEncodeError, OSError, ValueError):
        return


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
