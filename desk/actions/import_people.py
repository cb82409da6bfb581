"""Whose ticket a row is: one customer a telephone number, address of mail or number of the source; nobody is made from a name alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.domain.pinyin import initials
from desk.record import NamedTuple
from desk.store import bulk, live
from desk.text import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from desk.actions.import_rows import Person

    Key = tuple[str, str]

CUSTOMER = (
    "id", "name", "name_folded", "initials", "company", "address", "address_folded", "note", "vip", "source", "external_id",
    "import_id", "created_at",
)  # fmt: skip
CONTACT = ("customer_id", "kind", "value", "normal", "import_id")


class Customer:
    """One customer while a part of the file is written. `texts` are name, company, address, alert and note; `fresh`: made in this part."""

    __slots__ = ("contacts", "external_id", "fresh", "number", "texts")

    def __init__(
        self, number: int, external_id: str | None, texts: tuple[str, ...], contacts: list[str], *, fresh: bool
    ) -> None:
        self.number = number
        self.external_id = external_id
        self.texts = texts
        self.contacts = contacts
        self.fresh = fresh


class Found(NamedTuple):
    """The customer of a row, and what the row says otherwise: it stays with the ticket, since a customer has one name."""

    customer: Customer | None
    otherwise: dict[str, str]


_NOBODY = Found(None, {})


class People:
    """Matches and makes customers for the batch. `late` are older customers who got another contact: their tickets' words change."""

    def __init__(self, connection: sqlite3.Connection, source: str, batch: int, at: str) -> None:
        self.connection = connection
        self.late: set[int] = set()
        self._source = source
        self._batch = batch
        self._at = at
        self._by_id: dict[str, Customer] = {}
        self._by_contact: dict[Key, list[Customer]] = {}
        self._customers: list[tuple[Any, ...]] = []
        self._contacts: list[tuple[Any, ...]] = []
        self._next = 0

    def of(self, persons: Sequence[Person | None]) -> list[Found]:
        """For each person who it is, known here or earlier in the file, or new; the new ones are written."""
        named = [person for person in persons if person is not None]
        if not named:
            return [_NOBODY] * len(persons)
        self._load(named)
        self._customers, self._contacts = [], []
        self._next = bulk.next_id(self.connection, "customer")
        found = [_NOBODY if person is None else self._one(person) for person in persons]
        bulk.insert(self.connection, "customer", CUSTOMER, self._customers)
        bulk.insert(self.connection, "contact", CONTACT, self._contacts)
        return found

    def _load(self, named: Sequence[Person]) -> None:
        """The live customers who may be meant."""
        alive = live.clause(self.connection, "c", but=self._batch)
        self._by_id, self._by_contact = {}, {}
        seen: dict[int, Customer] = {}
        numbers = {person.external_id for person in named if person.external_id}
        for row in bulk.customers_by_id(self.connection, self._source, sorted(numbers), alive):
            self._by_id.setdefault(row[0], _customer(row, seen))
        wanted: dict[str, set[str]] = {}
        for person in named:
            for kind, _, normal in person.contacts:
                wanted.setdefault(kind, set()).add(normal)
        for kind, normals in wanted.items():
            for row in bulk.customers_by_contact(self.connection, self._source, kind, sorted(normals), alive):
                self._by_contact.setdefault((kind, row[0]), []).append(_customer(row, seen))

    def _one(self, person: Person) -> Found:
        customer = self._by_id.get(person.external_id) or self._known(person)
        if customer is None:
            return Found(self._new(person), {})
        if person.external_id:
            self._by_id.setdefault(person.external_id, customer)
        for kind, value, normal in person.contacts:
            if (kind, normal) not in self._by_contact:
                self._add(customer, kind, value, normal)
                if not customer.fresh:
                    self.late.add(customer.number)
        return Found(customer, _otherwise(person, customer.texts))

    def _known(self, person: Person) -> Customer | None:
        """By a contact. Two numbers of one source are two people, even with one telephone."""
        for kind, _, normal in person.contacts:
            for customer in self._by_contact.get((kind, normal), ()):
                if not (person.external_id and customer.external_id):
                    return customer
        return None

    def _new(self, person: Person) -> Customer:
        number, self._next = self._next, self._next + 1
        texts = (person.name, person.company, person.address, "", person.note)
        customer = Customer(number, person.external_id or None, texts, [], fresh=True)
        self._customers.append((
            number, person.name, fold(person.name), initials(person.name), person.company, person.address, fold(person.address),
            person.note, person.vip, self._source if person.external_id else None, person.external_id or None, self._batch, self._at,
        ))  # fmt: skip
        if person.external_id:
            self._by_id[person.external_id] = customer
        for (kind, normal), value in _each(person.contacts):
            self._add(customer, kind, value, normal)
        return customer

    def _add(self, customer: Customer, kind: str, value: str, normal: str) -> None:
        self._contacts.append((customer.number, kind, value, normal, self._batch))
        self._by_contact.setdefault((kind, normal), []).append(customer)
        customer.contacts.append(value)


def _each(contacts: Iterable[tuple[str, str, str]]) -> Iterable[tuple[Key, str]]:
    """Every contact once, as it was first written."""
    found: dict[Key, str] = {}
    for kind, value, normal in contacts:
        found.setdefault((kind, normal), value)
    return found.items()


def _customer(row: tuple[Any, ...], seen: dict[int, Customer]) -> Customer:
    """One object a customer, however often he is found. A row is what was asked for, number, id of this source, texts, contacts."""
    _, number, external_id, *texts, contacts = row
    if number not in seen:
        seen[number] = Customer(
            number, external_id, tuple(texts), contacts.split("\n") if contacts else [], fresh=False
        )
    return seen[number]


def _otherwise(person: Person, texts: tuple[str, ...]) -> dict[str, str]:
    pairs = (("customer", person.name, texts[0]), ("company", person.company, texts[1]))
    return {name: said for name, said, known in pairs if said and said != known and fold(said) != fold(known)}
