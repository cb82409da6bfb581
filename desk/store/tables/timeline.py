"""The dated moves of a ticket."""

from __future__ import annotations

from typing import ClassVar

from desk.store.tables.base import Row, link, maybe, text, whole


class StageEvent(Row, table=True):
    __tablename__: ClassVar[str] = "stage_event"
    ticket_id: int | None = link("ticket.id", needed=True)
    at: str = text()
    from_status: str | None = maybe()
    from_stage: str | None = maybe()
    from_outcome: str | None = maybe()
    to_status: str = text()
    to_stage: str = text()
    to_outcome: str | None = maybe()
    staff_id: int | None = link("staff.id")
    operation_id: int | None = link("operation.id")
    source: str = text()
    import_id: int | None = link("import_batch.id")
    version: int = whole(1)
