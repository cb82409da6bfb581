"""Staff, customers, how to reach them, and their devices."""

from __future__ import annotations

from desk.store.tables.base import Row, link, maybe, text, whole


class Staff(Row, table=True):
    number: str | None = maybe()
    name: str = text()
    login: str | None = maybe()
    initials: str = text()
    role: str = text("staff")
    version: int = whole(1)


class Customer(Row, table=True):
    name: str = text()
    name_folded: str = text()
    initials: str = text()
    company: str = text()
    address: str = text()
    address_folded: str = text()
    gender: str = text()
    birthday: str | None = maybe()
    occupation: str = text()
    preferences: str = text()
    segment: str = text()
    courier: str = text()
    note: str = text()
    vip: int = whole()
    alert: str = text()
    opt_out: int = whole()
    merged_into: int | None = link("customer.id")
    source: str | None = maybe()
    external_id: str | None = maybe()
    import_id: int | None = link("import_batch.id")
    created_at: str = text()
    version: int = whole(1)


class Contact(Row, table=True):
    customer_id: int | None = link("customer.id", needed=True)
    kind: str = text()
    value: str = text()
    normal: str = text()
    import_id: int | None = link("import_batch.id")
    version: int = whole(1)


class Device(Row, table=True):
    customer_id: int | None = link("customer.id")
    category: str = text()
    brand: str = text()
    model: str = text()
    serial: str = text()
    serial_folded: str = text()
    note: str = text()
    import_id: int | None = link("import_batch.id")
    version: int = whole(1)
