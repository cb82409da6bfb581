"""Which rows count: an import that is being written or was taken back is in the file, but not in the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_HIDDEN = "SELECT id FROM import_batch WHERE state IN ('writing', 'undone')"


def clause(connection: sqlite3.Connection, alias: str = "t") -> str:
    """SQL to append to a WHERE so that `alias` shows live rows only; empty in the usual case, when nothing is hidden."""
    if connection.execute(f"{_HIDDEN} LIMIT 1").fetchone() is None:
        return ""
    return f" AND ({alias}.import_id IS NULL OR {alias}.import_id NOT IN ({_HIDDEN}))"
