"""What has to hold in every desk at any time, read from the file past the program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def demand(path: Path) -> None:
    """The file is sound, nothing points nowhere, and what is worked out is what was worked out from."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        index_is_true(connection)
        journal_is_whole(connection)


def index_is_true(connection: sqlite3.Connection) -> None:
    """The search index holds every ticket with the words it has now, but for those that wait to be indexed."""
    from desk.store import search

    waiting = {row[0] for row in connection.execute("SELECT ticket_id FROM search_dirty")}
    hidden = "import_id IN (SELECT id FROM import_batch WHERE state = 'writing')"
    ids = [row[0] for row in connection.execute(f"SELECT id FROM ticket WHERE NOT coalesce({hidden}, 0)")]
    wanted: dict[int, Any] = {}
    for start in range(0, len(ids), 500):
        wanted.update({row.ticket_id: tuple(row) for row in search.collect(connection, ids[start : start + 500])})
    there = {row[0]: row for row in connection.execute("SELECT rowid, title, people, body FROM search")}
    for number in waiting:
        wanted.pop(number, None)
        there.pop(number, None)
    assert there == wanted


def journal_is_whole(connection: sqlite3.Connection) -> None:
    """Every operation has lines, or marks an import; every undo points at what it took back."""
    empty = connection.execute(
        "SELECT id, deed FROM operation WHERE id NOT IN (SELECT operation_id FROM change)"
        " AND id NOT IN (SELECT operation_id FROM import_batch WHERE operation_id IS NOT NULL)"
    ).fetchall()
    assert empty == []
    loose = connection.execute(
        "SELECT id FROM operation WHERE (deed IN ('undo', 'redo')) <> (undoes IS NOT NULL)"
        " OR (undone_by IS NOT NULL AND undone_by NOT IN (SELECT id FROM operation WHERE undoes IS NOT NULL))"
    ).fetchall()
    assert loose == []
