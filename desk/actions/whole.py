"""A whole desk from the lines of `desk export --all`: every row under its number, journal and history included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.actions.desk import Outcome
from desk.errors import BadInput, Refused
from desk.store import search, tables
from desk.store.transaction import chunks, columns
from desk.text import N_, Sentence

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from desk.actions.desk import Desk

_PIECE = 2_000
_EMPTY = ("ticket", "customer", "operation", "import_batch")


def fill(desk: Desk, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Outcome:
    """Writes every row of another desk into this one, which must be empty. All or nothing.

    Raises Refused when something is in it, BadInput for tables or columns that this version does not know.
    """
    with desk.vault.aside() as connection:
        if any(connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in _EMPTY):
            raise Refused(N_("A whole desk is taken into an empty one only. Name a new file with --db."))
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("DELETE FROM staff")
        connection.execute("DELETE FROM shop")
        count = _insert(connection, rows)
        connection.execute("DELETE FROM search_dirty")
        _index(connection)
        if connection.execute("SELECT 1 FROM shop").fetchone() is None:
            raise BadInput(N_("This is no whole desk: the shop itself is missing."))
    return Outcome(None, Sentence(N_("{count} rows taken in."), count=count), touched=frozenset({"everything"}))


def _insert(connection: sqlite3.Connection, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
    known = {name: frozenset(columns(model)) for name, model in tables.BY_NAME.items()}
    known["sqlite_sequence"] = frozenset({"name", "seq"})
    table, count = "", 0
    names: tuple[str, ...] = ()
    piece: list[tuple[Any, ...]] = []
    for name, row in rows:
        if name not in known or not known[name].issuperset(row):
            raise BadInput(N_("This file has a table or a column that this version does not know: {name}"), name=name)
        if (name, tuple(row)) != (table, names) or len(piece) >= _PIECE:
            _write(connection, table, names, piece)
            table, names, piece = name, tuple(row), []
        piece.append(tuple(row.values()))
        count += 1
    _write(connection, table, names, piece)
    return count


def _write(connection: sqlite3.Connection, table: str, names: tuple[str, ...], piece: list[tuple[Any, ...]]) -> None:
    if not piece:
        return
    if table == "sqlite_sequence":
        for name, seq in piece:
            connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, seq))
        return
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", piece)


def _index(connection: sqlite3.Connection) -> None:
    ids = [row[0] for row in connection.execute("SELECT id FROM ticket ORDER BY id")]
    for part in chunks(ids):
        search.put(connection, search.collect(connection, part))
