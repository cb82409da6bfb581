"""Operations with the rows they changed, and import batches."""

from __future__ import annotations

from typing import ClassVar

from desk.store.tables.base import Row, count, link, maybe, text, whole


class Operation(Row, table=True):
    at: str = text()
    staff_id: int | None = link("staff.id")
    door: str = text()
    session: str = text()
    deed: str = text()
    detail: str = text("{}")
    tickets: int = whole()
    ticket_id: int | None = count()
    undoes: int | None = link("operation.id")
    undone_by: int | None = link("operation.id")


class Change(Row, table=True):
    operation_id: int | None = link("operation.id", needed=True)
    entity: str = text()
    row_id: int = whole()
    ticket_id: int | None = count()
    before: str | None = maybe()
    after: str | None = maybe()


class ImportBatch(Row, table=True):
    __tablename__: ClassVar[str] = "import_batch"
    operation_id: int | None = link("operation.id")
    at: str = text()
    source: str = text()
    file_name: str = text()
    sha256: str = text()
    row_count: int = whole()
    created: int = whole()
    updated: int = whole()
    skipped: int = whole()
    state: str = text()
    version: int = whole(1)
