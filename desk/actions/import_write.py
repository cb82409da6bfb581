"""Writing checked rows of a file: plain tuples by the thousand, indexed as they go. The triggers of the search leave them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.actions.import_rows import CONTACT, CUSTOMER, DEVICE, EVENT, TICKET, words
from desk.domain.pinyin import initials
from desk.store import bulk, live, search, tables
from desk.text import fold, squeeze

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from desk.actions.import_rows import Person, Prepared
    from desk.store.transaction import Transaction, Values

_STAFF = "SELECT id FROM staff WHERE number = ?1 OR login = ?1 OR name = ?1 ORDER BY number = ?1 DESC, id LIMIT 1"
# Facts that an update of the same row may bring; a status moves by deeds of people, not by a file.
UPDATED = (
    "title", "body", "site", "category", "complaint_class", "order_number", "address", "estimate", "currency", "part", "result",
    "score", "nps", "due_at", "fingerprint", "extra",
)  # fmt: skip


class Writer:
    """Writes into one batch. `operation` is None while the batch is still invisible."""

    def __init__(self, connection: sqlite3.Connection, source: str, batch: int, operation: int | None, at: str) -> None:
        self.connection = connection
        self.source = source
        self.batch = batch
        self.written = 0
        self._operation = operation
        self._at = at
        self._alive = live.clause(connection, "c", but=batch)
        self._staff: dict[str, int] = {}

    def create(self, rows: Sequence[Prepared]) -> None:
        """New tickets with their events, devices, customers, tags, flags and words."""
        people = self._people(rows)
        number, device = bulk.next_id(self.connection, "ticket"), bulk.next_id(self.connection, "device")
        tickets: list[list[Any]] = []
        events: list[tuple[Any, ...]] = []
        devices: list[tuple[Any, ...]] = []
        tags: list[tuple[Any, ...]] = []
        flags: list[tuple[Any, ...]] = []
        index: list[search.Words] = []
        for row in rows:
            customer = people.get(id(row))
            device_id = None
            if row.device is not None:
                device_id, device = device, device + 1
                devices.append((device_id, customer, *row.device, squeeze(row.device[3]), self.batch))
            values = row.ticket | {
                "id": number, "customer_id": customer, "device_id": device_id, "source": self.source,
                "external_id": row.external_id, "import_id": self.batch, "assignee_id": self._person(row.assignee),
            }  # fmt: skip
            tickets.append([values[name] for name in TICKET])
            events.extend((number, *move, self._operation, "import", self.batch) for move in row.moves)
            names = tuple(dict.fromkeys(row.tags))
            tags.extend((number, name, self.batch) for name in names)
            if values["flag_colour"]:
                flags.append((number, values["flag_colour"], row.flag_reason, values["opened_at"], self.batch))
            index.append(words(number, row, names))
            number += 1
        bulk.insert(self.connection, "device", DEVICE, devices)
        bulk.insert(self.connection, "ticket", TICKET, tickets)
        bulk.insert(self.connection, "stage_event", EVENT, events)
        bulk.insert(self.connection, "tag", ("ticket_id", "name", "import_id"), tags)
        bulk.insert(self.connection, "flag", ("ticket_id", "colour", "reason", "at", "import_id"), flags)
        search.put(self.connection, index)
        self.written += len(rows)

    def update(self, transaction: Transaction, ticket: Values, row: Prepared) -> None:
        """The same row with other content: its facts, with before and after in the journal. Its status stays where people put it."""
        changes: dict[str, Any] = {name: row.ticket[name] for name in UPDATED}
        changes["order_folded"] = row.ticket["order_folded"]
        transaction.update(tables.Ticket, ticket, **changes)

    def _person(self, who: str) -> int | None:
        if not who:
            return None
        if who not in self._staff:
            found = self.connection.execute(_STAFF, (who,)).fetchone()
            if found is None:
                made = self.connection.execute(
                    "INSERT INTO staff (number, name, initials) VALUES (?, ?, ?)",
                    (who if who.isdigit() else None, who, initials(who)),
                )
                found = (made.lastrowid,)
            self._staff[who] = int(found[0] or 0)
        return self._staff[who]

    def _people(self, rows: Sequence[Prepared]) -> dict[int, int]:
        """The customer of each row that names one: known by its number or a contact, here or earlier in the file, or new."""
        named = [(id(row), row.person) for row in rows if row.person is not None]
        if not named:
            return {}
        ids, contacts = self._known([person for _, person in named])
        found: dict[int, int] = {}
        customers, lines = [], []
        following = bulk.next_id(self.connection, "customer")
        for key, person in named:
            customer = ids.get(person.external_id) or next(
                (contacts[kind, normal] for kind, _, normal in person.contacts if (kind, normal) in contacts), None
            )
            if customer is None:
                customer, following = following, following + 1
                customers.append(self._customer(customer, person))
            if person.external_id:
                ids.setdefault(person.external_id, customer)
            for kind, value, normal in person.contacts:
                if (kind, normal) not in contacts:
                    contacts[kind, normal] = customer
                    lines.append((customer, kind, value, normal, self.batch))
            found[key] = customer
        bulk.insert(self.connection, "customer", CUSTOMER, customers)
        bulk.insert(self.connection, "contact", CONTACT, lines)
        return found

    def _known(self, people: Sequence[Person]) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
        numbers = list({person.external_id for person in people if person.external_id})
        ids = bulk.customers_by_id(self.connection, self.source, numbers, self._alive)
        wanted: dict[str, set[str]] = {}
        for person in people:
            for kind, _, normal in person.contacts:
                wanted.setdefault(kind, set()).add(normal)
        contacts = {
            (kind, normal): customer
            for kind, normals in wanted.items()
            for normal, customer in bulk.customers_by_contact(self.connection, kind, list(normals), self._alive).items()
        }
        return ids, contacts

    def _customer(self, number: int, person: Person) -> tuple[Any, ...]:
        return (
            number, person.name, fold(person.name), initials(person.name), person.company, person.address,
            fold(person.address), self.source if person.external_id else None, person.external_id or None, self.batch, self._at,
        )  # fmt: skip
