"""Writing an import: rows by the thousand, in one transaction or in chunks under a batch that stays invisible until its last step.

A large transaction would lock everybody out once SQLite's cache spills, so beyond a limit rows are written in chunks. The batch
is "writing" meanwhile; a crash leaves it so, and the next import sweeps it away.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from desk.errors import Busy
from desk.store.transaction import chunks
from desk.text import N_

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

# Children first: nothing may point at a row that is gone. The triggers note a ticket that goes, so its note goes last.
_OF_TICKET = (
    ("tag", "ticket_id"), ("flag", "ticket_id"), ("message", "ticket_id"), ("stage_event", "ticket_id"), ("search", "rowid"),
    ("ticket", "id"), ("search_dirty", "ticket_id"),
)  # fmt: skip
_PIECE = 5_000


class Known(NamedTuple):
    """A ticket that an earlier import brought: its number, what it was made of, and the batch if that one was taken back."""

    id: int
    fingerprint: str
    undone_batch: int | None


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One import at a time. The lock goes with the process, however it ends. Raises Busy when another one runs."""
    descriptor = os.open(path.with_name(path.name + ".import-lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy(N_("Another import is running. Please try again.")) from error
        yield
    finally:
        os.close(descriptor)


def known(connection: sqlite3.Connection, source: str, external_ids: Sequence[str]) -> dict[str, Known]:
    """Which of these external ids of a source are in the file already."""
    found: dict[str, Known] = {}
    for part in chunks(external_ids):  # type: ignore[arg-type]
        marks = ",".join("?" * len(part))
        rows = connection.execute(
            "SELECT t.external_id, t.id, t.fingerprint, CASE WHEN b.state = 'undone' THEN b.id END FROM ticket t"
            f" LEFT JOIN import_batch b ON b.id = t.import_id WHERE t.source = ? AND t.external_id IN ({marks})",
            (source, *part),
        )
        for external_id, number, fingerprint, batch in rows:
            found[external_id] = Known(number, fingerprint or "", batch)
    return found


def customers_by_contact(
    connection: sqlite3.Connection, kind: str, normals: Sequence[str], alive: str
) -> dict[str, int]:
    """The oldest live customer with each contact. `alive` is live.clause for the alias c."""
    found: dict[str, int] = {}
    for part in chunks(normals):  # type: ignore[arg-type]
        marks = ",".join("?" * len(part))
        sql = f"SELECT c.normal, min(c.customer_id) FROM contact c WHERE c.kind = ? AND c.normal IN ({marks}){alive} GROUP BY 1"
        found.update(connection.execute(sql, (kind, *part)).fetchall())
    return found


def customers_by_id(connection: sqlite3.Connection, source: str, ids: Sequence[str], alive: str) -> dict[str, int]:
    """The live customer with each external id of a source. `alive` is live.clause for the alias c."""
    found: dict[str, int] = {}
    for part in chunks(ids):  # type: ignore[arg-type]
        marks = ",".join("?" * len(part))
        sql = f"SELECT c.external_id, c.id FROM customer c WHERE c.source = ? AND c.external_id IN ({marks}){alive}"
        found.update(connection.execute(sql, (source, *part)).fetchall())
    return found


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """The number that the next row of a table gets; to be asked and used inside one writing transaction."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) + 1 if row else 1


def insert(connection: sqlite3.Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Plain tuples into columns."""
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


def begin(connection: sqlite3.Connection, values: dict[str, Any]) -> int:
    """A new batch; returns its number."""
    names = ", ".join(values)
    made = connection.execute(
        f"INSERT INTO import_batch ({names}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
    )
    return int(made.lastrowid or 0)


def stale(connection: sqlite3.Connection) -> list[int]:
    """Batches that a crash has left; meaningful only to whoever holds the import lock."""
    return [int(row[0]) for row in connection.execute("SELECT id FROM import_batch WHERE state = 'writing'")]


def purge(connection: sqlite3.Connection, batch: int) -> bool:
    """Removes a piece of what belongs to an invisible batch, and marks it as gone with the last one.

    Returns whether more is left: each piece is a short transaction of its own.
    """
    rows = connection.execute("SELECT id FROM ticket WHERE import_id = ? LIMIT ?", (batch, _PIECE)).fetchall()
    for table, column in _OF_TICKET:
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", rows)
    if rows:
        return True
    for table in ("contact", "device", "customer"):
        connection.execute(f"DELETE FROM {table} WHERE import_id = ?", (batch,))
    connection.execute("UPDATE import_batch SET state = 'purged', version = version + 1 WHERE id = ?", (batch,))
    return False
