"""The shop itself, drafts and saved views."""

from __future__ import annotations

from typing import ClassVar

from desk.store.tables.base import Row, text, whole


class Shop(Row, table=True):
    uid: str = text()
    name: str = text()
    sort: str = text("other")
    zone: str = text()
    language: str = text()
    currency: str = text("CNY")
    country: str = text("CN")
    created_at: str = text()
    version: int = whole(1)


class Draft(Row, table=True):
    who: str = text()
    place: str = text()
    body: str = text()
    at: str = text()


class SavedView(Row, table=True):
    __tablename__: ClassVar[str] = "saved_view"
    name: str = text()
    query: str = text()
    position: int = whole()
    version: int = whole(1)
