"""Which rows count: an import that is being written or was taken back is in the file, but not in the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_HIDDEN = "SELECT id FROM import_batch WHERE state IN ('writing', 'undone')"


def clause(connection: sqlite3.Connection, alias: str = "t", *, but: int = 0) -> str:
    """SQL to append to a WHERE so that `alias` shows live rows only; empty in the usual case, when nothing is hidden.

    `but` is the batch that the caller is writing itself: what it has written so far it may see.
    """
    hidden = _HIDDEN + (f" AND id <> {int(but)}" if but else "")
    if connection.execute(f"{hidden} LIMIT 1").fetchone() is None:
        return ""
    return f" AND ({alias}.import_id IS NULL OR {alias}.import_id NOT IN ({hidden}))"
