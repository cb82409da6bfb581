"""Writing an import: rows by the thousand, in one transaction or in chunks under a batch that stays invisible until its last step.

A large transaction would lock everybody out once SQLite's cache spills, so beyond a limit rows are written in chunks. The batch
is "writing" meanwhile; a crash leaves it so, and the next import sweeps it away.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from desk.errors import Busy, NoPermission
from desk.record import NamedTuple
from desk.store import connection, faults
from desk.store.journal import encode
from desk.store.transaction import chunks
from desk.text import N_

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from desk.store.journal import Line

    Piece = Callable[[], AbstractContextManager[sqlite3.Connection]]

# What a connection keeps in memory while rows come by the thousand. Once a transaction outgrows it, SQLite locks readers out.
_CACHE_KIB = 48 * 1024
_BUSY = N_("Another import is running. Please try again.")


class Known(NamedTuple):
    """A ticket that an earlier import brought: its number, what it was made of, and its batch if that one is not visible."""

    id: int
    fingerprint: str
    opened_at: str
    hidden_batch: int | None


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One import at a time. The lock goes with the process, however it ends. Raises Busy when another one runs."""
    lock = path.with_name(path.name + ".import-lock")
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, path.stat().st_mode & 0o660)
    except PermissionError as error:
        raise NoPermission(N_("You may not write {path}."), path=str(lock)) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy(_BUSY) from error
        yield
    finally:
        os.close(descriptor)


def state(connection: sqlite3.Connection) -> tuple[int, int]:
    """Changes whenever an import begins, becomes visible, is taken back, brought back or swept."""
    found = connection.execute("SELECT count(*), coalesce(sum(version), 0) FROM import_batch").fetchone()
    return int(found[0]), int(found[1])


def demand_state(connection: sqlite3.Connection, before: tuple[int, int]) -> None:
    """Raises Busy when another import has come between what was checked and what is going to be written."""
    if state(connection) != before:
        raise Busy(_BUSY)


@contextmanager
def pieces(path: Path, *, foreign_keys: bool = True) -> Iterator[Piece]:
    """Many short writing transactions on one connection, outside the journal. Others may write between two of them.

    Without `foreign_keys` the caller keeps rows from pointing at what is gone. Raises as Vault.write.
    """
    connection.demand_head(connection.inspect(path), path)
    with faults.spoken(path), closing(connection.write(path)) as opened:
        if not foreign_keys:
            opened.execute("PRAGMA foreign_keys = OFF")
        widen(opened)

        @contextmanager
        def piece() -> Iterator[sqlite3.Connection]:
            opened.execute("BEGIN IMMEDIATE")
            try:
                yield opened
                opened.execute("COMMIT")
            except BaseException:
                if opened.in_transaction:  # a full disk has rolled everything back already
                    opened.execute("ROLLBACK")
                raise

        yield piece


def widen(connection: sqlite3.Connection) -> None:
    """Lets a connection keep in memory what many rows change."""
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")


def known(connection: sqlite3.Connection, source: str, external_ids: Sequence[str]) -> dict[str, Known]:
    """Which of these external ids of a source are in the file already."""
    found: dict[str, Known] = {}
    for part in chunks(external_ids):  # type: ignore[arg-type]
        rows = connection.execute(
            "SELECT t.external_id, t.id, coalesce(t.fingerprint, ''), t.opened_at, CASE WHEN b.state <> 'live' THEN b.id END"
            " FROM ticket t LEFT JOIN import_batch b ON b.id = t.import_id"
            f" WHERE t.source = ? AND t.external_id IN ({_marks(part)})",
            (source, *part),
        )
        for external_id, *rest in rows:
            found[external_id] = Known(*rest)
    return found


def tickets(
    connection: sqlite3.Connection, names: Sequence[str], numbers: Iterable[int], alive: str
) -> Iterator[dict[str, Any]]:
    """These columns of the live tickets with these numbers. `alive` is live.clause for the alias t."""
    for part in chunks(sorted(numbers)):
        sql = f"SELECT {', '.join(f't.{name}' for name in names)} FROM ticket t WHERE t.id IN ({_marks(part)}){alive}"
        for row in connection.execute(sql, part):
            yield dict(zip(names, row, strict=True))


def _customer(alive: str) -> str:
    """Number, id of a source, what the search index knows of the customer, all contacts."""
    contact = alive.replace("c.import_id", "x.import_id")
    return (
        "c.id, CASE WHEN c.source = ? THEN c.external_id END, c.name, c.company, c.address, c.alert, c.note,"
        f" (SELECT group_concat(value, char(10)) FROM contact x WHERE x.customer_id = c.id{contact}) FROM customer c"
    )


def customers_by_contact(
    connection: sqlite3.Connection, source: str, kind: str, normals: Sequence[str], alive: str
) -> Iterator[tuple[Any, ...]]:
    """The live customers with each contact, the oldest first: the contact, then as _customer. `alive` is live.clause for the alias c."""
    contact = alive.replace("c.import_id", "k.import_id")
    for part in chunks(normals):  # type: ignore[arg-type]
        sql = (
            f"SELECT k.normal, {_customer(alive)} JOIN contact k ON k.customer_id = c.id"
            f" WHERE k.kind = ? AND k.normal IN ({_marks(part)}){contact}{alive} ORDER BY c.id"
        )
        yield from connection.execute(sql, (source, kind, *part))


def customers_by_id(
    connection: sqlite3.Connection, source: str, ids: Sequence[str], alive: str
) -> Iterator[tuple[Any, ...]]:
    """The live customers with each external id of a source: the id, then as _customer. `alive` is live.clause for the alias c."""
    for part in chunks(ids):  # type: ignore[arg-type]
        sql = f"SELECT c.external_id, {_customer(alive)} WHERE c.source = ? AND c.external_id IN ({_marks(part)}){alive} ORDER BY c.id"
        yield from connection.execute(sql, (source, source, *part))


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """The number that the next row of a table gets; to be asked and used inside one writing transaction."""
    used = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    last = connection.execute(f"SELECT max(id) FROM {table}").fetchone()
    return max(int(used[0]) if used else 0, int(last[0] or 0)) + 1


def insert(connection: sqlite3.Connection, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Plain tuples into columns."""
    if rows:
        marks = ", ".join("?" * len(names))
        connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


def update(connection: sqlite3.Connection, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    """Changes columns of rows: values, number, and the version that was read. Returns how many were still of that version."""
    sets = ", ".join(f"{name} = ?" for name in names)
    sql = f"UPDATE {table} SET {sets}, version = version + 1 WHERE id = ? AND version = ?"
    return int(connection.executemany(sql, rows).rowcount)


def journal(connection: sqlite3.Connection, operation: int, lines: Sequence[Line]) -> None:
    """Lines of an operation, written at once instead of at its end."""
    insert(
        connection,
        "change",
        ("operation_id", "entity", "row_id", "ticket_id", "before", "after"),
        [
            (operation, line.entity, line.row_id, line.ticket_id, encode(line.before), encode(line.after))
            for line in lines
        ],
    )


def begin(connection: sqlite3.Connection, values: Mapping[str, Any]) -> int:
    """A new batch; returns its number."""
    names = ", ".join(values)
    made = connection.execute(
        f"INSERT INTO import_batch ({names}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
    )
    return int(made.lastrowid or 0)


def link(connection: sqlite3.Connection, source: str, batch: int, external_id: str, links: Mapping[str, str]) -> None:
    """Points the ticket with this id of a source at others, by their ids: a parent that is in the desk, the rest in the batch.

    What is not there is kept as it was written, among the loose columns.
    """
    for column, other in links.items():
        near = "" if column == "parent_id" else f" AND t.import_id = {int(batch)}"
        target = connection.execute(
            f"SELECT t.id FROM ticket t WHERE t.source = ? AND t.external_id = ?{near}", (source, other)
        ).fetchone()
        change = f"{column} = ?" if target else f"extra = json_set(extra, '$.{column}', ?)"
        value = target[0] if target else other
        connection.execute(
            f"UPDATE ticket SET {change} WHERE source = ? AND external_id = ?", (value, source, external_id)
        )


def reindex(connection: sqlite3.Connection, batch: int) -> None:
    """Notes for the search index the tickets of others whose customers have a contact from this batch, which comes or goes."""
    connection.execute(
        "INSERT OR IGNORE INTO search_dirty SELECT t.id FROM contact k JOIN customer c ON c.id = k.customer_id"
        " JOIN ticket t ON t.customer_id = c.id WHERE k.import_id = ?1 AND c.import_id IS NOT ?1",
        (batch,),
    )


def _marks(part: Sequence[Any]) -> str:
    return ",".join("?" * len(part))
