"""The tables, as SQLModel classes: what a row holds and which type is stored.

`table=True` models validate nothing; the guards stand in domain. STRICT tables take Text, Integer and Real only, so every
column names its SQLAlchemy type. The migrations say the same in SQL; a test compares the two.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Integer, Text
from sqlmodel import Field, SQLModel


def _key() -> Any:
    return Field(default=None, primary_key=True, sa_type=Integer)


def _text(default: str = "") -> Any:
    return Field(default=default, sa_type=Text, nullable=False)


def _maybe() -> Any:
    return Field(default=None, sa_type=Text, nullable=True)


def _number(default: int = 0) -> Any:
    return Field(default=default, sa_type=Integer, nullable=False)


def _count() -> Any:
    return Field(default=None, sa_type=Integer, nullable=True)


def _link(target: str, *, needed: bool = False) -> Any:
    return Field(default=None, foreign_key=target, sa_type=Integer, nullable=not needed)


class Row(SQLModel):
    """What every table has: a number of its own."""

    id: int | None = _key()


class Shop(Row, table=True):
    uid: str = _text()
    name: str = _text()
    sort: str = _text("other")
    zone: str = _text()
    language: str = _text()
    currency: str = _text("CNY")
    country: str = _text("CN")
    created_at: str = _text()
    version: int = _number(1)


class Staff(Row, table=True):
    number: str | None = _maybe()
    name: str = _text()
    login: str | None = _maybe()
    initials: str = _text()
    role: str = _text("staff")
    version: int = _number(1)


class Operation(Row, table=True):
    at: str = _text()
    staff_id: int | None = _link("staff.id")
    door: str = _text()
    session: str = _text()
    deed: str = _text()
    detail: str = _text("{}")
    tickets: int = _number()
    ticket_id: int | None = _count()
    undoes: int | None = _link("operation.id")
    undone_by: int | None = _link("operation.id")


class Change(Row, table=True):
    operation_id: int | None = _link("operation.id", needed=True)
    entity: str = _text()
    row_id: int = _number()
    ticket_id: int | None = _count()
    before: str | None = _maybe()
    after: str | None = _maybe()


class ImportBatch(Row, table=True):
    __tablename__: ClassVar[str] = "import_batch"
    operation_id: int | None = _link("operation.id")
    at: str = _text()
    source: str = _text()
    file_name: str = _text()
    sha256: str = _text()
    row_count: int = _number()
    created: int = _number()
    updated: int = _number()
    skipped: int = _number()
    state: str = _text()
    version: int = _number(1)


class Customer(Row, table=True):
    name: str = _text()
    name_folded: str = _text()
    initials: str = _text()
    company: str = _text()
    address: str = _text()
    address_folded: str = _text()
    gender: str = _text()
    birthday: str | None = _maybe()
    occupation: str = _text()
    preferences: str = _text()
    segment: str = _text()
    courier: str = _text()
    note: str = _text()
    vip: int = _number()
    alert: str = _text()
    opt_out: int = _number()
    merged_into: int | None = _link("customer.id")
    source: str | None = _maybe()
    external_id: str | None = _maybe()
    import_id: int | None = _link("import_batch.id")
    created_at: str = _text()
    version: int = _number(1)


class Contact(Row, table=True):
    customer_id: int | None = _link("customer.id", needed=True)
    kind: str = _text()
    value: str = _text()
    normal: str = _text()
    import_id: int | None = _link("import_batch.id")
    version: int = _number(1)


class Device(Row, table=True):
    customer_id: int | None = _link("customer.id")
    category: str = _text()
    brand: str = _text()
    model: str = _text()
    serial: str = _text()
    serial_folded: str = _text()
    note: str = _text()
    import_id: int | None = _link("import_batch.id")
    version: int = _number(1)


class Ticket(Row, table=True):
    kind: str = _text()
    workflow: str = _text()
    status: str = _text()
    stage: str = _text()
    outcome: str | None = _maybe()
    title: str = _text()
    body: str = _text()
    customer_id: int | None = _link("customer.id")
    device_id: int | None = _link("device.id")
    parent_id: int | None = _link("ticket.id")
    assignee_id: int | None = _link("staff.id")
    opened_by: int | None = _link("staff.id")
    channel: str = _text()
    site: str = _text()
    category: str = _text()
    priority: str = _text("normal")
    complaint_class: str = _text()
    flag_colour: str = _text()
    order_number: str = _text()
    order_folded: str = _text()
    address: str = _text()
    estimate: int | None = _count()
    estimate_note: str = _text()
    currency: str = _text()
    approved_by: str = _text()
    approved_how: str = _text()
    part: str = _text()
    expected_at: str | None = _maybe()
    reason: str = _text()
    reason_note: str = _text()
    hold_from: str = _text()
    resume_at: str | None = _maybe()
    ask_again_at: str | None = _maybe()
    result: str = _text()
    balance_note: str = _text()
    contact_how: str = _text()
    agreed: str = _text()
    tracking: str = _text()
    settlement: str = _text()
    handed_to: str = _text()
    attempts: int = _number()
    visits: int = _number(1)
    score: int | None = _count()
    nps: int | None = _count()
    converted_to: int | None = _link("ticket.id")
    merged_into: int | None = _link("ticket.id")
    opened_at: str = _text()
    waiting_since: str | None = _maybe()
    last_activity_at: str = _text()
    first_response_at: str | None = _maybe()
    resolved_at: str | None = _maybe()
    closed_at: str | None = _maybe()
    due_at: str | None = _maybe()
    snoozed_until: str | None = _maybe()
    act_by: str | None = _maybe()
    lane: int | None = _count()
    tie: int = _number()
    source: str | None = _maybe()
    external_id: str | None = _maybe()
    fingerprint: str | None = _maybe()
    import_id: int | None = _link("import_batch.id")
    extra: str = _text("{}")
    version: int = _number(1)


class Tag(Row, table=True):
    ticket_id: int | None = _link("ticket.id", needed=True)
    name: str = _text()
    import_id: int | None = _link("import_batch.id")
    version: int = _number(1)


class Flag(Row, table=True):
    ticket_id: int | None = _link("ticket.id", needed=True)
    colour: str = _text()
    reason: str = _text()
    staff_id: int | None = _link("staff.id")
    at: str = _text()
    import_id: int | None = _link("import_batch.id")
    version: int = _number(1)


class Message(Row, table=True):
    ticket_id: int | None = _link("ticket.id", needed=True)
    kind: str = _text()
    at: str = _text()
    staff_id: int | None = _link("staff.id")
    channel: str = _text()
    body: str = _text()
    needs_answer: int = _number()
    result: str = _text()
    import_id: int | None = _link("import_batch.id")
    version: int = _number(1)


class StageEvent(Row, table=True):
    __tablename__: ClassVar[str] = "stage_event"
    ticket_id: int | None = _link("ticket.id", needed=True)
    at: str = _text()
    from_status: str | None = _maybe()
    from_stage: str | None = _maybe()
    from_outcome: str | None = _maybe()
    to_status: str = _text()
    to_stage: str = _text()
    to_outcome: str | None = _maybe()
    staff_id: int | None = _link("staff.id")
    operation_id: int | None = _link("operation.id")
    source: str = _text()
    import_id: int | None = _link("import_batch.id")
    version: int = _number(1)


class Draft(Row, table=True):
    who: str = _text()
    place: str = _text()
    body: str = _text()
    at: str = _text()


class SavedView(Row, table=True):
    __tablename__: ClassVar[str] = "saved_view"
    name: str = _text()
    query: str = _text()
    position: int = _number()
    version: int = _number(1)


MODELS: tuple[type[Row], ...] = (
    Shop,
    Staff,
    Operation,
    Change,
    ImportBatch,
    Customer,
    Contact,
    Device,
    Ticket,
    Tag,
    Flag,
    Message,
    StageEvent,
    Draft,
    SavedView,
)
BY_NAME: dict[str, type[Row]] = {str(model.__tablename__): model for model in MODELS}
