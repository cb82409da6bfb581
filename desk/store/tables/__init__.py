"""The tables, as SQLModel classes: what a row holds and which type is stored.

Making a class of a table takes SQLModel seven milliseconds, so each is made when it is first asked for: a note needs three of fifteen.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from desk.store.tables.base import Row

if TYPE_CHECKING:
    from desk.store.tables.journal import Change, ImportBatch, Operation
    from desk.store.tables.people import Contact, Customer, Device, Staff
    from desk.store.tables.shop import Draft, SavedView, Shop
    from desk.store.tables.ticket import Ticket
    from desk.store.tables.timeline import Flag, Message, StageEvent, Tag

    MODELS: tuple[type[Row], ...]
    BY_NAME: dict[str, type[Row]]

_WHERE = {
    "Ticket": "ticket",
    "Message": "timeline",
    "StageEvent": "timeline",
    "Tag": "timeline",
    "Flag": "timeline",
    "Staff": "people",
    "Customer": "people",
    "Contact": "people",
    "Device": "people",
    "Operation": "journal",
    "Change": "journal",
    "ImportBatch": "journal",
    "Shop": "shop",
    "Draft": "shop",
    "SavedView": "shop",
}

__all__ = [
    "BY_NAME",
    "MODELS",
    "Change",
    "Contact",
    "Customer",
    "Device",
    "Draft",
    "Flag",
    "ImportBatch",
    "Message",
    "Operation",
    "Row",
    "SavedView",
    "Shop",
    "Staff",
    "StageEvent",
    "Tag",
    "Ticket",
]


def __getattr__(name: str) -> Any:
    """A table's class; MODELS are all of them, BY_NAME by the table's name."""
    if name in _WHERE:
        found: Any = getattr(import_module(f"desk.store.tables.{_WHERE[name]}"), name)
    elif name == "MODELS":
        found = tuple(__getattr__(model) for model in _WHERE)
    elif name == "BY_NAME":
        found = {str(model.__tablename__): model for model in __getattr__("MODELS")}
    else:
        raise AttributeError(name)
    globals()[name] = found
    return found
