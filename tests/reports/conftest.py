"""A desk whose rows the tests write themselves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from reports.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def ledger(shop: Path) -> Iterator[Ledger]:
    """A fresh desk file, open for writing rows."""
    with closing(sqlite3.connect(shop, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        yield Ledger(connection)
