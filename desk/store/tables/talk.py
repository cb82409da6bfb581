"""What was said on a ticket."""

from __future__ import annotations

from desk.store.tables.base import Row, link, text, whole


class Message(Row, table=True):
    ticket_id: int | None = link("ticket.id", needed=True)
    kind: str = text()
    at: str = text()
    staff_id: int | None = link("staff.id")
    channel: str = text()
    body: str = text()
    needs_answer: int = whole()
    result: str = text()
    import_id: int | None = link("import_batch.id")
    version: int = whole(1)
