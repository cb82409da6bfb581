"""The SQLAlchemy engine that writes: every transaction begins IMMEDIATE, so that nobody's edit is lost between read and write."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from desk.errors import DeskError
from desk.store import connection, faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine


def writer(path: Path, *, foreign_keys: bool = True) -> Engine:
    """An engine on an existing file. No connection is pooled: none outlives its transaction or a fork.

    Only a migration turns `foreign_keys` off: it can not be done inside a transaction, and moving a table must not cascade.
    """

    def connect() -> sqlite3.Connection:
        opened = connection.write(path)
        if not foreign_keys:
            opened.execute("PRAGMA foreign_keys = OFF")
        return opened

    # hide_parameters: an error text must not carry a customer's phone number.
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(opened: Connection) -> None:
        opened.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def spoken(path: Path) -> Iterator[None]:
    """Turns what SQLite and SQLAlchemy report inside the block into errors of this program."""
    try:
        yield
    except DeskError:
        raise
    except (sqlite3.Error, SQLAlchemyError) as error:
        known = faults.translate(error, path)
        if known is None:
            raise
        raise known from error


def raw(connection: Connection) -> Any:
    """The sqlite3 connection inside, for the few things SQLAlchemy has no word for (backup, executemany of plain tuples)."""
    return connection.connection.dbapi_connection
