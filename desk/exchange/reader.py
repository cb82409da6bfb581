"""A file as rows of cells under headers, one after the other, with the line where each begins."""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING, Literal

from desk.errors import BadInput, DiskTrouble
from desk.exchange import json_reader
from desk.exchange.rows import Refused
from desk.exchange.sniff import FIELD_LIMIT
from desk.text import N_, Sentence, clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk.exchange.sniff import Dialect

    Headers = tuple[str, ...]
    Cells = list[str]
    Record = tuple[int, Headers, Cells]

MAX_LINES = 10_000  # in one row; more means that a quote was never closed
_UNCLOSED = N_("{path}, line {line}: a quote that begins here is never closed, or its text is too long.")


def read(path: Path, encoding: str, dialect: Dialect) -> Iterator[Record | Refused]:
    """Every row that is not blank, as (line, headers, cells), as many cells as headers.

    Raises BadInput for a file whose rest cannot be told apart: doubled headers, an unclosed quote, broken JSON.
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            if dialect.form == "csv":
                yield from _table(path, islice(file, dialect.skip, None), dialect)
            elif dialect.form == "jsonl":
                yield from json_reader.lines(path, file)
            else:
                yield from json_reader.array(path, file)
    except UnicodeError as error:
        raise BadInput(N_("{path} is not in the encoding {encoding}."), path=str(path), encoding=encoding) from error
    except OSError as error:
        raise DiskTrouble(N_("{path} cannot be read."), path=str(path)) from error


def _table(path: Path, file: Iterator[str], dialect: Dialect) -> Iterator[Record | Refused]:
    csv.field_size_limit(FIELD_LIMIT)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE
    last = [""]
    reader = csv.reader(
        _remembered(file, last),
        delimiter=dialect.delimiter,
        quoting=quoting,
        strict=True,
        skipinitialspace=dialect.spaced,
    )
    headers: Headers = ()
    width = -1
    end = dialect.skip
    while True:
        line = end + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            end = reader.line_num + dialect.skip
            yield _broken(path, line, str(error), headers, last[0])
            continue
        end = reader.line_num + dialect.skip
        if len(cells) == width and cells[0]:  # the usual row
            yield line, headers, cells
        elif not any(cells) or (len(cells) == 1 and not cells[0].strip()):
            continue
        elif not headers:
            headers = names(path, cells)
            width = len(headers)
        else:
            yield _odd(line, headers, cells)
        if end - line > MAX_LINES:
            raise BadInput(_UNCLOSED, path=str(path), line=line)
    if not headers:
        raise BadInput(N_("{path} has no line of headers."), path=str(path))


def _remembered(file: Iterator[str], last: list[str]) -> Iterator[str]:
    for text in file:
        last[0] = text
        yield text


def _broken(path: Path, line: int, problem: str, headers: Headers, text: str) -> Refused:
    if not headers or "unexpected end" in problem or "limit" in problem:
        raise BadInput(_UNCLOSED, path=str(path), line=line)
    return Refused(line, "", Sentence(N_("Text follows a closing quote.")), headers, (text.rstrip("\r\n"),))


def _odd(line: int, headers: Headers, cells: Cells) -> Record | Refused:
    missing = len(headers) - len(cells)
    if missing >= 0:
        return line, headers, cells + [""] * missing
    if any(cells[len(headers) :]):
        sentence = Sentence(N_("{cells} cells under {headers} headers."), cells=len(cells), headers=len(headers))
        return Refused(line, "", sentence, headers, cells)
    return line, headers, cells[: len(headers)]


def names(path: Path, cells: Cells) -> Headers:
    """Headers, cleaned; one that is blank is called by its place. Raises BadInput when two are the same but for case and width."""
    seen: dict[str, str] = {}
    for place, cell in enumerate(cells, 1):
        name = clean(cell).strip() or f"column {place}"
        known = seen.setdefault(fold(name), name)
        if len(seen) < place:
            raise BadInput(N_("{path} has the header “{header}” twice."), path=str(path), header=known)
    return tuple(seen.values())


def headers(path: Path, encoding: str, dialect: Dialect) -> Headers:
    """The headers of a table that has no rows; () when even those cannot be found."""
    csv.field_size_limit(FIELD_LIMIT)
    with path.open(encoding=encoding, newline="") as file:
        lines = islice(file, dialect.skip, None)
        for cells in csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=dialect.spaced):
            if any(cells):
                return names(path, cells)
    return ()
