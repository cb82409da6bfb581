"""What the read side hands out: frozen rows. Instants in them are UTC text as stored, money whole minor units."""

from __future__ import annotations

from desk.queries.ticket_row import TicketRow
from desk.record import NamedTuple

__all__ = [
    "Change",
    "Contact",
    "Customer",
    "CustomerCard",
    "Device",
    "Duplicate",
    "Entry",
    "Flag",
    "Operation",
    "Staff",
    "TicketCard",
    "TicketRow",
]


class Contact(NamedTuple):
    """One way to reach a customer; `normal` is the form that is compared."""

    id: int
    kind: str
    value: str
    normal: str


class Staff(NamedTuple):
    """Somebody who works here, also people who never sign in."""

    id: int
    number: str
    name: str
    login: str
    initials: str
    role: str


class Device(NamedTuple):
    """A thing under repair."""

    id: int
    category: str
    brand: str
    model: str
    serial: str
    note: str


class Customer(NamedTuple):
    """A line for pickers: who it is, how to reach them, how many tickets are unfinished."""

    id: int
    name: str
    company: str
    address: str
    vip: bool
    alert: str
    contacts: tuple[Contact, ...]
    open_tickets: int


class CustomerCard(NamedTuple):
    """A customer as reception needs them: `fields` are all columns of the row by name, `tickets` the newest first."""

    id: int
    name: str
    vip: bool
    alert: str
    fields: dict[str, object]
    contacts: tuple[Contact, ...]
    devices: tuple[Device, ...]
    open_tickets: tuple[TicketRow, ...]
    tickets: tuple[TicketRow, ...]
    ticket_count: int


class Flag(NamedTuple):
    """A flag that somebody put up; the newest one is the ticket's colour."""

    colour: str
    reason: str
    by: str
    at: str


class TicketCard(NamedTuple):
    """Everything about one ticket: `fields` are all its columns by name, `row` the line of the queue."""

    row: TicketRow
    fields: dict[str, object]
    customer: Customer | None
    device: Device | None
    parent: TicketRow | None
    children: tuple[TicketRow, ...]
    flags: tuple[Flag, ...]
    opened_by: str
    customer_tickets: int


class Entry(NamedTuple):
    """One thing on the timeline.

    `what` is message, reply, note, call, visit, stage (`text` empty, `status` and `from_status` filled), flag (`status` is
    the colour) or deed (`status` is the name of the deed, `text` its detail as JSON). `by` is the staff member's name.
    """

    at: str
    what: str
    id: int
    staff_id: int | None
    by: str
    text: str
    channel: str
    result: str
    needs_answer: bool
    status: str
    from_status: str
    operation_id: int | None


class Operation(NamedTuple):
    """One deed by one person, whatever it touched. `detail` is JSON text."""

    id: int
    at: str
    staff_id: int | None
    by: str
    door: str
    session: str
    deed: str
    detail: str
    tickets: int
    ticket: int | None
    undoes: int | None
    undone_by: int | None


class Change(NamedTuple):
    """One row that an operation touched; `before` and `after` are JSON text, None where the row did not exist."""

    id: int
    entity: str
    row_id: int
    ticket: int | None
    before: str | None
    after: str | None


class Duplicate(NamedTuple):
    """A ticket that may be the same matter: `why` names what agrees (phone, serial, address), `likeness` 0–100 the titles."""

    row: TicketRow
    why: str
    likeness: int
    opened_by: str
