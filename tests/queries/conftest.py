from __future__ import annotations

import importlib.util
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.clock import to_text
from desk.domain import urgency
from desk.queries.reader import Reader
from desk.store import search
from desk.text import fold, squeeze

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def schema():
    spec = importlib.util.spec_from_file_location("first", ROOT / "migrations/versions/0001_first.py")
    first = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(first)
    return f"{first.TABLES}\n{first.SEARCH}\n{first.INDEXES}\n{first.TRIGGERS}"


class Shop:
    """A real file with the real schema, written by plain SQL."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.executescript(schema())

    def insert(self, table, **values):
        marks = ",".join("?" * len(values))
        names = ",".join(values)
        found = self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        return found.lastrowid

    def customer(self, name, phone=None, initials="", **values):
        address = values.get("address", "")
        id_ = self.insert(
            "customer", name=name, name_folded=fold(name), initials=initials, address_folded=fold(address),
            created_at=to_text(NOW), **values,
        )  # fmt: skip
        if phone:
            self.insert("contact", customer_id=id_, kind="phone", value=phone, normal=phone)
        return id_

    def device(self, **values):
        return self.insert("device", serial_folded=squeeze(values.get("serial", "")), **values)

    def ticket(self, title="it", **values):
        opened = values.get("opened_at", to_text(NOW))
        row = {
            "kind": "repair", "workflow": values.get("kind", "repair"), "status": "received", "stage": "open",
            "priority": "normal", "assignee_id": None, "act_by": None, "opened_at": opened,
            "last_activity_at": opened, "order_folded": squeeze(values.get("order_number", "")),
        } | values  # fmt: skip
        return self.insert("ticket", title=title, **row, lane=urgency.lane(row), tie=urgency.tie(row))

    def index(self):
        search.refresh(self.connection)

    def reader(self, **values):
        return Reader(self.connection, **{"zone": SHANGHAI, "now": NOW} | values)

    def found(self, query, **values):
        return self.reader(**values).ids(query, limit=0)


@pytest.fixture
def book(tmp_path):
    made = Shop(tmp_path / "shop.db")
    yield made
    made.connection.close()
