"""Writing checked rows of a file: plain tuples by the thousand, indexed as they go. The triggers of the search leave them alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desk.actions.import_people import People
from desk.actions.import_places import AT, TICKET
from desk.actions.import_rows import as_extra, squeezed
from desk.actions.import_staff import Roster
from desk.store import bulk, search

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from desk.actions.import_people import Customer
    from desk.actions.import_rows import Prepared

    Rows = list[Sequence[Any]]

EVENT = (
    "ticket_id", "at", "from_status", "from_stage", "from_outcome", "to_status", "to_stage", "to_outcome", "source", "import_id",
)  # fmt: skip
DEVICE = ("id", "customer_id", "category", "brand", "model", "serial", "serial_folded", "import_id")
_ID, _CUSTOMER, _DEVICE, _ASSIGNEE, _OPENER = (
    AT[name] for name in ("id", "customer_id", "device_id", "assignee_id", "opened_by")
)
_IMPORT, _SOURCE, _EXTERNAL, _EXTRA, _FLAG = (
    AT[name] for name in ("import_id", "source", "external_id", "extra", "flag_colour")
)
_TITLE, _BODY, _ORDER, _ADDRESS, _PART, _OPENED = (
    AT[name] for name in ("title", "body", "order_number", "address", "part", "opened_at")
)
_NO_DEVICE = ("", "", "", "")


class Writer:
    """Writes into one batch."""

    def __init__(self, connection: sqlite3.Connection, source: str, batch: int, at: str) -> None:
        self.source = source
        self.batch = batch
        self.written = 0
        self._people = People(connection, source, batch, at)
        self._roster = Roster(connection)
        self.use(connection)

    def use(self, connection: sqlite3.Connection) -> None:
        """Goes on with another connection."""
        self.connection = self._people.connection = self._roster.connection = connection

    def create(self, rows: Sequence[Prepared]) -> None:
        """New tickets with their events, devices, customers, tags, flags and words."""
        people = self._people.of([row.person for row in rows])
        number, device = bulk.next_id(self.connection, "ticket"), bulk.next_id(self.connection, "device")
        tickets: Rows = []
        events: Rows = []
        devices: Rows = []
        tags: Rows = []
        flags: Rows = []
        index: list[search.Words] = []
        for row, (customer, otherwise) in zip(rows, people, strict=True):
            cells = row.cells
            self._complete(number, row, customer, otherwise)
            if row.device is not None:
                cells[_DEVICE] = device
                devices.append((device, cells[_CUSTOMER], *row.device, squeezed(row.device[3]), self.batch))
                device += 1
            tickets.append(cells)
            events.extend((number, *move, "import", self.batch) for move in row.moves)
            tags.extend((number, name, self.batch) for name in row.tags)
            if cells[_FLAG]:
                flags.append((number, cells[_FLAG], row.flag_reason, cells[_OPENED], self.batch))
            index.append(_words(row, customer))
            number += 1
        bulk.insert(self.connection, "device", DEVICE, devices)
        bulk.insert(self.connection, "ticket", TICKET, tickets)
        bulk.insert(self.connection, "stage_event", EVENT, events)
        bulk.insert(self.connection, "tag", ("ticket_id", "name", "import_id"), tags)
        bulk.insert(self.connection, "flag", ("ticket_id", "colour", "reason", "at", "import_id"), flags)
        search.put(self.connection, index)
        self.written += len(rows)

    def _complete(self, number: int, row: Prepared, customer: Customer | None, otherwise: dict[str, str]) -> None:
        """The columns that are known only now."""
        cells = row.cells
        cells[_ID] = number
        cells[_IMPORT], cells[_SOURCE], cells[_EXTERNAL] = self.batch, self.source, row.external_id
        if customer is not None:
            cells[_CUSTOMER] = customer.number
        if row.staff is not None:
            cells[_ASSIGNEE], cells[_OPENER] = self._roster.places(row.staff)
        if row.origin[0]:
            otherwise = otherwise | dict(zip(("source", "external_id"), row.origin, strict=True))
        if otherwise:
            cells[_EXTRA] = as_extra(json.loads(cells[_EXTRA]) | otherwise)

    def link(self, rows: Iterable[Prepared]) -> None:
        """Points tickets of our own export at each other; what is not here stays as the number it had, among the loose columns."""
        for row in rows:
            if row.links:
                bulk.link(self.connection, self.source, self.batch, row.external_id, dict(row.links))

    def settle(self) -> None:
        """Older customers may have got another contact: the tickets they had before are found by it from now on."""
        self.connection.executemany(
            "INSERT OR IGNORE INTO search_dirty SELECT id FROM ticket WHERE customer_id = ?",
            [(number,) for number in sorted(self._people.late)],
        )


def _words(row: Prepared, customer: Customer | None) -> search.Words:
    """The index row of a ticket that is just being written; the same parts as search.collect reads from the tables."""
    cells = row.cells
    texts, contacts = (customer.texts, customer.contacts) if customer is not None else ((), ())
    return search.words(
        cells[_ID],
        (cells[_TITLE], *sorted(row.tags), *(row.device or _NO_DEVICE)),
        (*texts, cells[_ADDRESS], cells[_ORDER], *contacts),
        (cells[_BODY], cells[_PART], *search.extra_words(cells[_EXTRA])),
    )
