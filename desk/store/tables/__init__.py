"""The tables, as SQLModel classes: what a row holds and which type is stored.

Making a class of a table takes SQLModel seven milliseconds, and forty for the ticket's seventy columns. To read, change or
delete rows their table's name is enough, so under a class's name stands a `_Table`, which makes it for the first new row.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desk.store.tables.base import Row
    from desk.store.tables.journal import Change, ImportBatch, Operation
    from desk.store.tables.marks import Flag, Tag
    from desk.store.tables.people import Contact, Customer, Device, Staff
    from desk.store.tables.shop import Draft, SavedView, Shop
    from desk.store.tables.talk import Message
    from desk.store.tables.ticket import Ticket
    from desk.store.tables.timeline import StageEvent

    MODELS: tuple[type[Row], ...]
    BY_NAME: dict[str, type[Row]]

_WHERE = {
    "Ticket": "ticket",
    "Message": "talk",
    "StageEvent": "timeline",
    "Tag": "marks",
    "Flag": "marks",
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


class _Table:
    """Stands for the class of a table: has its name, makes its rows, and asks it for everything else."""

    __slots__ = ("__tablename__", "_name")

    def __init__(self, name: str) -> None:
        self._name = name
        self.__tablename__ = "".join("_" + char.lower() if char.isupper() else char for char in name).lstrip("_")

    @property
    def made(self) -> Any:
        """The class itself."""
        return getattr(import_module(f"desk.store.tables.{_WHERE[self._name]}"), self._name)

    def __call__(self, **values: Any) -> Any:
        return self.made(**values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.made, name)


_TABLES: dict[str, Any] = {name: _Table(name) for name in _WHERE}
globals().update(_TABLES, BY_NAME={table.__tablename__: table for table in _TABLES.values()})


def __getattr__(name: str) -> Any:
    """Row, what all tables share; MODELS, the classes themselves."""
    if name == "Row":
        return import_module("desk.store.tables.base").Row
    if name == "MODELS":
        return tuple(table.made for table in _TABLES.values())
    raise AttributeError(name)
