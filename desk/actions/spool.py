"""Checked rows put aside until everything has been checked: a nameless file beside the desk, so memory stays flat and nothing is left."""

from __future__ import annotations

import marshal
import tempfile
from typing import TYPE_CHECKING

from desk.actions.import_rows import Person, Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PIECE = 1_000


class Spool:
    """Rows with the number of the ticket they update, 0 for new ones. Read as often as needed once all are put."""

    def __init__(self, folder: Path) -> None:
        # Unlinked at once by the system: it holds customers' data, and a crash must not leave it.
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by `close`
        self._piece: list[tuple[object, ...]] = []

    def put(self, row: Prepared, number: int) -> None:
        """Adds a row."""
        person = tuple(row.person) if row.person is not None else None
        self._piece.append((tuple(row._replace(person=person)), number))  # type: ignore[arg-type]
        if len(self._piece) >= _PIECE:
            self._flush()

    def _flush(self) -> None:
        if self._piece:
            marshal.dump(self._piece, self._file)
            self._piece = []

    def rows(self) -> Iterator[tuple[Prepared, int]]:
        """All rows in the order they were put."""
        self._flush()
        place = 0
        while True:
            self._file.seek(place)
            try:
                piece = marshal.load(self._file)  # noqa: S302 - written by ourselves, above
            except EOFError:
                return
            place = self._file.tell()
            for values, number in piece:
                row = Prepared(*values)
                yield row if row.person is None else row._replace(person=Person(*row.person)), number

    def close(self) -> None:
        """Gives the space back."""
        self._file.close()
