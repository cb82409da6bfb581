"""Checked rows put aside until everything has been checked: nameless files beside the desk, so memory stays flat and nothing is left."""

from __future__ import annotations

import marshal
import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from desk.actions.import_rows import Person, Prepared, Staff
from desk.errors import DiskTrouble
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PIECE = 4_000  # rows that are written in one short transaction
_LENGTH = 8  # bytes that say how long a piece is
_PERSON, _STAFF = Prepared._fields.index("person"), Prepared._fields.index("staff")


class Spool:
    """New rows, and rows that change a ticket. Read as often as needed once all are put. DiskTrouble when there is no room."""

    def __init__(self, folder: Path) -> None:
        self._new = _Pieces(folder)
        self._changes = _Pieces(folder)
        self.linked = False  # whether a new row points at another ticket

    def create(self, row: Prepared) -> None:
        """Adds a row that becomes a ticket."""
        self.linked = self.linked or bool(row.links)
        self._new.put(_bare(row, ()))

    def change(self, row: Prepared, number: int) -> None:
        """Adds a row that changes the ticket of that number."""
        self._changes.put((number, _bare(row, row.said)))

    def created(self) -> Iterator[list[Prepared]]:
        """The new rows in the order they were put, so many as are written together."""
        for piece in self._new.read():
            yield [_row(values) for values in piece]

    def changed(self) -> Iterator[list[tuple[int, Prepared]]]:
        """The rows that change tickets, each with its number, so many as are written together."""
        for piece in self._changes.read():
            yield [(number, _row(values)) for number, values in piece]

    def close(self) -> None:
        """Gives the space back."""
        self._new.close()
        self._changes.close()


class _Pieces:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _spoken(folder):
            # Unlinked at once by the system: it holds customers' data, and a crash must not leave it.
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by `close`
        self._piece: list[Any] = []

    def put(self, item: tuple[Any, ...]) -> None:
        self._piece.append(item)
        if len(self._piece) == PIECE:
            self._flush()

    def _flush(self) -> None:
        if self._piece:
            content = marshal.dumps(self._piece)
            with _spoken(self._folder):
                self._file.write(len(content).to_bytes(_LENGTH, "big") + content)
            self._piece = []

    def read(self) -> Iterator[list[Any]]:
        self._flush()
        place = 0
        while True:
            with _spoken(self._folder):
                self._file.seek(place)
                length = int.from_bytes(self._file.read(_LENGTH), "big")
                content = self._file.read(length)
            if not length:
                return
            place += _LENGTH + length
            yield marshal.loads(content)  # noqa: S302 - written by ourselves, above

    def close(self) -> None:
        with suppress(OSError):  # what is still to be written to a full disk is not needed any more
            self._file.close()


@contextmanager
def _spoken(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiskTrouble(
            N_("The disk of {path} is full or does not answer. Nothing was written."), path=str(folder)
        ) from error


def _bare(row: Prepared, said: tuple[str, ...]) -> tuple[Any, ...]:
    """The row without names of its parts: marshal, which is several times faster than others, knows plain tuples only."""
    person, staff = row.person, row.staff
    return (
        *row[:_PERSON], None if person is None else tuple(person), row.tags, None if staff is None else tuple(staff),
        *row[_STAFF + 1 : -1], said,
    )  # fmt: skip


def _row(values: tuple[Any, ...]) -> Prepared:
    person, staff = values[_PERSON], values[_STAFF]
    parts = [*values]
    if person is not None:
        parts[_PERSON] = Person._make(person)
    if staff is not None:
        parts[_STAFF] = Staff._make(staff)
    return Prepared._make(parts)
