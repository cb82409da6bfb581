"""Removing what belongs to imports that are not visible: those that a crash left, and those that are brought in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.store import bulk

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

# What hangs on a ticket goes before it. The triggers note a ticket that goes, so its note goes last.
_OF_TICKET = (
    ("tag", "ticket_id"), ("flag", "ticket_id"), ("message", "ticket_id"), ("stage_event", "ticket_id"), ("search", "rowid"),
    ("ticket", "id"), ("search_dirty", "ticket_id"),
)  # fmt: skip
_DEVICES = (
    "SELECT id FROM device d WHERE import_id = ? AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.device_id = d.id)"
)
_CUSTOMERS = (
    "SELECT id FROM customer c WHERE import_id = ? AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.customer_id = c.id)"
    " AND NOT EXISTS (SELECT 1 FROM device d WHERE d.customer_id = c.id)"
)
_PIECE = 4_000


def sweep(path: Path, batches: Iterable[int]) -> None:
    """Removes these batches and those that a crash has left, piece by piece; only for whoever holds the import lock.

    Foreign keys are off: for each ticket that goes, SQLite would look through all tickets for one that was merged into it.
    """
    with bulk.pieces(path, foreign_keys=False) as piece:
        with piece() as connection:
            left = [int(row[0]) for row in connection.execute("SELECT id FROM import_batch WHERE state = 'writing'")]
            for batch in left:
                _give_back(connection, batch)
        for batch in dict.fromkeys((*left, *sorted(batches))):
            with piece() as connection:
                _unlink(connection, batch)
            more = True
            while more:
                with piece() as connection:
                    more = _purge(connection, batch)


def _give_back(connection: sqlite3.Connection, batch: int) -> None:
    """Numbers that nobody has ever seen are given again: those at the end, with no ticket of somebody else between them."""
    row = connection.execute("SELECT count(*), min(id), max(id) FROM ticket WHERE import_id = ?", (batch,)).fetchone()
    if row[0]:
        connection.execute(
            "UPDATE sqlite_sequence SET seq = ?2 - 1 WHERE name = 'ticket' AND seq = ?3 AND ?3 - ?2 + 1 = ?1", row
        )


def _unlink(connection: sqlite3.Connection, batch: int) -> None:
    """Nothing that stays may point at what is going to be gone."""
    for column in ("parent_id", "converted_to", "merged_into"):
        connection.execute(
            f"UPDATE ticket SET {column} = NULL WHERE {column} IS NOT NULL AND import_id IS NOT ?1"
            f" AND {column} IN (SELECT id FROM ticket WHERE import_id = ?1)",
            (batch,),
        )
    connection.execute(
        "UPDATE customer SET merged_into = NULL WHERE merged_into IN (SELECT id FROM customer WHERE import_id = ?1)"
        " AND import_id IS NOT ?1",
        (batch,),
    )


def _purge(connection: sqlite3.Connection, batch: int) -> bool:
    """Removes a piece of what belongs to an invisible batch, and marks it as gone with the last one. Whether more is left.

    A customer or device that others have come to use stays, and is theirs.
    """
    rows = connection.execute("SELECT id FROM ticket WHERE import_id = ? LIMIT ?", (batch, _PIECE)).fetchall()
    if rows:
        for table, column in _OF_TICKET:
            connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", rows)
        return True
    rows = connection.execute(f"{_DEVICES} LIMIT ?", (batch, _PIECE)).fetchall()
    if rows:
        connection.executemany("DELETE FROM device WHERE id = ?", rows)
        return True
    rows = connection.execute(f"{_CUSTOMERS} LIMIT ?", (batch, _PIECE)).fetchall()
    if rows:
        connection.executemany("DELETE FROM contact WHERE customer_id = ?", rows)
        connection.executemany("DELETE FROM customer WHERE id = ?", rows)
        return True
    connection.execute(
        "DELETE FROM contact WHERE import_id = ?1 AND customer_id NOT IN (SELECT id FROM customer WHERE import_id = ?1)",
        (batch,),
    )
    connection.execute("UPDATE import_batch SET state = 'purged', version = version + 1 WHERE id = ?", (batch,))
    return False
