"""Which rows of a file are in the desk already: by the id of their source, and rows of our own export by the ticket they once were."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desk.actions.import_places import AT
from desk.domain import fields
from desk.errors import Conflict
from desk.store import bulk, live
from desk.text import N_

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from desk.actions.import_rows import Prepared
    from desk.store.bulk import Known

CREATE, SKIP = 0, -1
# Facts that a row may bring to a ticket that is there: those that people may set. A status moves by deeds, not by a file.
UPDATED = tuple(field.name for field in fields.FIELDS if field.settable)
_IDENTITY = ("id", "kind", "opened_at", "source", "external_id", "last_activity_at", "extra")
_OTHER_SHOP = N_(
    "Line {line}: the ticket {id} of this file is another one than the ticket {id} that came from “{source}” before."
    " If the file is of another shop, give it a name: --source NAME"
)
_OTHER_CONTENT = N_("Line {line}: that id is in the desk with other content (ticket {number}).")


class Matcher:
    """Says of each row whether it is new, known, or changes a ticket. `hidden` are the batches that hold old copies of new rows."""

    def __init__(self, connection: sqlite3.Connection, source: str, on_conflict: str) -> None:
        self.hidden: set[int] = set()
        self._connection = connection
        self._source = source
        self._on_conflict = on_conflict
        self._live = live.clause(connection)

    def match(self, rows: Sequence[Prepared]) -> list[int]:
        """For each row CREATE, SKIP, or the number of the ticket it changes. Raises Conflict as the person wished."""
        known = bulk.known(self._connection, self._source, [row.external_id for row in rows])
        ours = [row for row in rows if row.number]
        here = self._here(ours) if ours else {}
        return [
            self._once_ours(row, here[row.number])
            if row.number in here
            else self._by_id(row, known.get(row.external_id))
            for row in rows
        ]

    def _by_id(self, row: Prepared, there: Known | None) -> int:
        if there is None:
            return CREATE
        if there.hidden_batch is not None:
            self.hidden.add(there.hidden_batch)
            return CREATE
        if there.fingerprint == row.cells[AT["fingerprint"]]:
            return SKIP
        if row.number and there.opened_at != row.cells[AT["opened_at"]]:
            raise Conflict(_OTHER_SHOP, line=row.line, id=row.number, source=self._source)
        return self._changes(row, there.id)

    def _changes(self, row: Prepared, number: int) -> int:
        if self._on_conflict == "fail":
            raise Conflict(_OTHER_CONTENT, line=row.line, number=number)
        return number if self._on_conflict == "update" else SKIP

    def _here(self, rows: Sequence[Prepared]) -> dict[str, dict[str, Any]]:
        """By their number in the file, the tickets of this very desk that went into it: same opening, kind and origin."""
        wanted = {int(number) for row in rows for number in (row.number, row.origin[1]) if _is_number(number)}
        found = {ticket["id"]: ticket for ticket in bulk.tickets(self._connection, _COLUMNS, wanted, self._live)}
        same: dict[str, dict[str, Any]] = {}
        for row in rows:
            ticket = found.get(int(row.number))
            if ticket is None or not _opened_as(row, ticket) or row.origin != _origin(ticket):
                # it may have gone to another desk and come back, where it had another number
                ticket = found.get(int(row.origin[1])) if _is_number(row.origin[1]) else None
                if ticket is None or not _opened_as(row, ticket) or ticket["source"] is not None:
                    continue
            same[row.number] = ticket
        return same

    def _once_ours(self, row: Prepared, ticket: dict[str, Any]) -> int:
        """An export that is older than the ticket's last deed changes nothing; one that only people have edited since does."""
        differs = any(row.cells[AT[name]] != ticket[name] for name in UPDATED if name in row.said)
        if not differs and json.loads(row.cells[AT["extra"]]) == json.loads(ticket["extra"]):
            return SKIP
        newest = "last_activity_at" in row.said and row.cells[AT["last_activity_at"]] == ticket["last_activity_at"]
        if newest or self._on_conflict == "fail":
            return self._changes(row, int(ticket["id"]))
        return SKIP


_COLUMNS = tuple(dict.fromkeys((*_IDENTITY, *UPDATED)))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _opened_as(row: Prepared, ticket: dict[str, Any]) -> bool:
    return bool(row.cells[AT["opened_at"]] == ticket["opened_at"] and row.cells[AT["kind"]] == ticket["kind"])


def _origin(ticket: dict[str, Any]) -> tuple[str, str]:
    return ticket["source"] or "", ticket["external_id"] or ""
