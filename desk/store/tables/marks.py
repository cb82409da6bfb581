"""What is put on a ticket: tags and flags."""

from __future__ import annotations

from desk.store.tables.base import Row, link, text, whole


class Tag(Row, table=True):
    ticket_id: int | None = link("ticket.id", needed=True)
    name: str = text()
    import_id: int | None = link("import_batch.id")
    version: int = whole(1)


class Flag(Row, table=True):
    ticket_id: int | None = link("ticket.id", needed=True)
    colour: str = text()
    reason: str = text()
    staff_id: int | None = link("staff.id")
    at: str = text()
    import_id: int | None = link("import_batch.id")
    version: int = whole(1)
