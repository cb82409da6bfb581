from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desk.errors import Busy
from desk.store import connection, engine, settings

if TYPE_CHECKING:
    from pathlib import Path


def test_a_reading_connection_cannot_write(shop: Path) -> None:
    with closing(connection.read(shop)) as reading, pytest.raises(sqlite3.OperationalError, match="readonly"):
        reading.execute("UPDATE shop SET name = 'x'")


def test_saved_means_on_disk(shop: Path) -> None:
    wanted = {
        "foreign_keys": 1,
        "synchronous": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": settings.BUSY_MS,
        "journal_mode": settings.journal_mode(shop).lower(),
    }
    with engine.writer(shop).connect() as writing:
        raw = engine.raw(writing)
        assert {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_only_a_migration_lets_rows_point_nowhere(shop: Path) -> None:
    with engine.writer(shop).connect() as writing, pytest.raises(Exception, match="FOREIGN KEY"):
        writing.exec_driver_sql("INSERT INTO contact (customer_id, kind, value, normal) VALUES (9, 'other', 'x', 'x')")


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_only_where_the_reset_bug_is_fixed(version: tuple[int, int, int], safe: bool) -> None:
    assert settings.wal_is_safe(version) is safe


def test_no_shared_memory_over_a_network(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "wal_is_safe", lambda: True)
    monkeypatch.setattr(settings, "filesystem", lambda path: "nfs4")
    assert settings.journal_mode(shop) == "TRUNCATE"
    monkeypatch.setattr(settings, "filesystem", lambda path: "ext4")
    assert settings.journal_mode(shop) == "WAL"


def test_writes_begin_before_they_read(shop: Path) -> None:
    """A deed that reads first and locks later would lose what somebody saved in between."""
    with (
        engine.writer(shop).connect() as writing,
        writing.begin(),
        closing(sqlite3.connect(shop, timeout=0, isolation_level=None)) as second,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        second.execute("BEGIN IMMEDIATE")


def test_who_waits_too_long_is_told_so(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "BUSY_MS", 50)
    with closing(sqlite3.connect(shop, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy), engine.spoken(shop), engine.writer(shop).connect() as writing, writing.begin():
            pass


def test_who_waits_gets_the_turn(shop: Path) -> None:
    holder = sqlite3.connect(shop, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.2, holder.close)
    timer.start()
    with engine.spoken(shop), engine.writer(shop).connect() as writing, writing.begin():
        writing.exec_driver_sql("UPDATE shop SET name = 'mine'")
    timer.join()
    with closing(connection.read(shop)) as reading:
        assert reading.execute("SELECT name FROM shop").fetchone() == ("mine",)


def test_an_error_does_not_carry_what_was_being_written(shop: Path) -> None:
    with pytest.raises(Exception, match="CHECK") as caught, engine.writer(shop).connect() as writing:
        writing.exec_driver_sql(
            "INSERT INTO contact (customer_id, kind, value, normal) VALUES (1, 'pigeon', ?, ?)",
            ("13800001111", "13800001111"),
        )
    assert "13800001111" not in str(caught.value)


def test_a_desk_in_a_folder_with_an_odd_name(tmp_path: Path, template: Path) -> None:
    folder = tmp_path / "50% off? #1 店铺 'x'"
    folder.mkdir()
    path = folder / "a&b=c.db"
    path.write_bytes(template.read_bytes())
    with engine.writer(path).connect() as writing, writing.begin():
        writing.exec_driver_sql("UPDATE shop SET name = 'odd'")
    with closing(connection.read(path)) as reading:
        assert reading.execute("SELECT name FROM shop").fetchone() == ("odd",)
