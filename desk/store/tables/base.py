"""What every table is made of: columns by their stored type.

`table=True` models validate nothing; the guards stand in domain. STRICT tables take Text, Integer and Real only, so every
column names its SQLAlchemy type. The migrations say the same in SQL; a test compares the two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Text
from sqlmodel import Field, SQLModel


def key() -> Any:
    """The number of a row."""
    return Field(default=None, primary_key=True, sa_type=Integer)


def text(default: str = "") -> Any:
    """Text that is never NULL."""
    return Field(default=default, sa_type=Text, nullable=False)


def maybe() -> Any:
    """Text, or nothing."""
    return Field(default=None, sa_type=Text, nullable=True)


def whole(default: int = 0) -> Any:
    """A whole number that is never NULL."""
    return Field(default=default, sa_type=Integer, nullable=False)


def count() -> Any:
    """A whole number, or nothing."""
    return Field(default=None, sa_type=Integer, nullable=True)


def link(target: str, *, needed: bool = False) -> Any:
    """The number of a row elsewhere."""
    return Field(default=None, foreign_key=target, sa_type=Integer, nullable=not needed)


class Row(SQLModel):
    """What every table has: a number of its own."""

    id: int | None = key()
