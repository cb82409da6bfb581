"""A whole desk as JSONL: a first line that says what it is, a line for each row of each table, a last line with their number."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from desk.errors import BadInput, DiskTrouble, Newer, NoPermission
from desk.record import NamedTuple
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FORMAT = 1
_MAX_LINE = 64 << 20  # bytes
_TAIL = 4096
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_BROKEN = N_("{path}, line {line}: this is no row of a desk.")


class Header(NamedTuple):
    """What wrote the file: version of desk, revision of its schema; and how many rows are in it."""

    version: str
    revision: str
    rows: int


def write(file: IO[bytes], version: str, revision: str, rows: Iterable[tuple[str, Mapping[str, object]]]) -> int:
    """All `rows` (table, columns), parents before children, into `file`; returns how many."""
    file.write(_line({"desk": version, "schema": revision, "format": FORMAT}))
    count = 0
    for table, row in rows:
        file.write(_line({"table": table, "row": row}))
        count += 1
    file.write(_line({"rows": count}))
    return count


def _line(content: Mapping[str, object]) -> bytes:
    return _dump(content).encode("utf-8", "surrogatepass") + b"\n"


def recognised(path: Path) -> bool:
    """Whether the first line is that of a whole desk. False for a file that cannot be read."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            first = _object(file.readline(_TAIL))
    except OSError:
        return False
    return first is not None and {"desk", "schema", "format"} <= first.keys()


def header(path: Path) -> Header:
    """What the file is, after making sure that its end is there.

    Raises BadInput when it is no whole desk, or was cut off; Newer for a format this version does not know.
    """
    try:
        with path.open("rb") as file:
            first = _object(file.readline(_TAIL)) or {}
            size = file.seek(0, 2)
            file.seek(max(0, size - _TAIL))
            last = _object(file.read().rstrip(b"\n").rpartition(b"\n")[2]) or {}
    except PermissionError as error:
        raise NoPermission(N_("You may not read {path}."), path=str(path)) from error
    except OSError as error:
        raise DiskTrouble(N_("{path} cannot be read."), path=str(path)) from error
    if not {"desk", "schema", "format"} <= first.keys():
        raise BadInput(N_("{path} is no export of a whole desk."), path=str(path))
    if first["format"] != FORMAT:
        raise Newer(N_("{path} was written by a newer version of desk."), path=str(path))
    if set(last) != {"rows"} or not isinstance(last["rows"], int):
        raise BadInput(N_("{path} is not complete: its last line is missing."), path=str(path))
    return Header(str(first["desk"]), str(first["schema"]), last["rows"])


def rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row as (table, columns). Raises BadInput for a line that is no row, and at the end when some are missing."""
    expected = header(path).rows
    count = 0
    with path.open("rb") as file:
        file.readline(_TAIL)
        for number, line in enumerate(iter(lambda: file.readline(_MAX_LINE), b""), 2):
            found = _object(line)
            if found is not None and set(found) == {"table", "row"} and _is_row(found):
                count += 1
                yield found["table"], found["row"]
            elif found is None or set(found) != {"rows"} or file.read(1):
                raise BadInput(_BROKEN, path=str(path), line=number)
    if count != expected:
        raise BadInput(
            N_("{path} is not complete: {count} rows of {expected}."), path=str(path), count=count, expected=expected
        )


def _is_row(found: Mapping[str, Any]) -> bool:
    return isinstance(found["table"], str) and isinstance(found["row"], dict)


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
