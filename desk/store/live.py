"""Which rows count: an import that is being written or was taken back is in the file, but not in the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, Protocol

    class Runs(Protocol):
        """Something that runs SQL: sqlite3's connection."""

        def execute(self, sql: str, /) -> Any: ...


_HIDDEN = "SELECT id FROM import_batch WHERE state IN ('writing', 'undone')"


def clause(connection: Runs, alias: str = "t", *, but: int = 0, near: str = "") -> str:
    """SQL to append to a WHERE so that `alias` shows live rows only; empty in the usual case, when nothing is hidden.

    `but` is the batch that the caller is writing itself: what it has written so far it may see. `near` is another alias, whose
    rows see what came with them even while both are hidden.
    """
    hidden = _HIDDEN + (f" AND id <> {int(but)}" if but else "")
    if connection.execute(f"{hidden} LIMIT 1").fetchone() is None:
        return ""
    same = f" OR {alias}.import_id IS {near}.import_id" if near else ""
    return f" AND ({alias}.import_id IS NULL OR {alias}.import_id NOT IN ({hidden}){same})"
