"""What was done at this desk, by whom, through which door; and noticing that somebody else did something."""

from __future__ import annotations

import sqlite3

from desk.errors import NotFound
from desk.queries.rows import Change, Operation
from desk.text import N_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from desk.queries.asked import Asked

_OPERATION = (
    "SELECT o.id, o.at, o.staff_id, coalesce(s.name, ''), o.door, o.session, o.deed, o.detail, o.tickets, o.ticket_id,"
    " o.undoes, o.undone_by FROM operation o LEFT JOIN staff s ON s.id = o.staff_id"
)


def log(asked: Asked, limit: int, before: int | None, number: int | None) -> list[Operation]:
    """The newest operations, those before id `before`, of ticket `number`."""
    where, values = ["1"], []
    if before is not None:
        where.append("o.id < ?")
        values.append(before)
    if number is not None:
        where.append("(o.ticket_id = ? OR o.id IN (SELECT operation_id FROM change WHERE ticket_id = ?))")
        values += [number, number]
    rows = asked.connection.execute(
        f"{_OPERATION} WHERE {' AND '.join(where)} ORDER BY o.id DESC LIMIT ?", (*values, limit or -1)
    )
    return [Operation(*row) for row in rows]


def operation(asked: Asked, operation_id: int) -> tuple[Operation, list[Change]]:
    """One operation and the rows it touched, in order; NotFound."""
    row = asked.connection.execute(f"{_OPERATION} WHERE o.id = ?", (operation_id,)).fetchone()
    if row is None:
        raise NotFound(N_("There is no operation {number}."), number=operation_id)
    changes = asked.connection.execute(
        "SELECT id, entity, row_id, ticket_id, before, after FROM change WHERE operation_id = ? ORDER BY id",
        (operation_id,),
    )
    return Operation(*row), [Change(*change) for change in changes]


class Watch:
    """Whether anybody committed since the last look.

    `connection` must be used for nothing else and stay open: the number it reads tells others' commits only, and a
    connection that reads would have to wait. While a writer holds the file nothing is known; ask again later.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("PRAGMA busy_timeout = 0")
        self._seen = self._version()

    def changed(self) -> bool | None:
        """True once after each change, False when nothing changed, None when it cannot be known now."""
        version = self._version()
        if version is None:
            return None
        before, self._seen = self._seen, version
        return before is None or before != version

    def _version(self) -> int | None:
        try:
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.OperationalError:
            return None
