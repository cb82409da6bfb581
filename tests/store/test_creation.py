from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from support.stories import asked, found, names

from desk.errors import Configuration, NoOutput
from desk.store import connection, create, migrate, settings
from desk.store.create import Founding

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_desk_belongs_to_its_owner_alone_and_carries_our_mark(tmp_path: Path) -> None:
    path = found(tmp_path / "shop.db")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert asked(path, "PRAGMA application_id") == [(settings.APPLICATION_ID,)]
    assert connection.inspect(path) == settings.HEAD
    assert names(tmp_path) == ["shop.db"], "nothing is left beside it"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_mode_of_a_new_desk_does_not_depend_on_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        path = found(tmp_path / "deep" / "shop.db")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_the_shop_is_told_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    create.create(path, Founding("Europe/Rome", "Bottega", "repair", "en", "EUR", "IT"))
    row = asked(path, "SELECT zone, name, sort, language, currency, country, length(uid) FROM shop")
    assert row == [("Europe/Rome", "Bottega", "repair", "en", "EUR", "IT", 16)]


def test_what_is_there_already_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    path.write_bytes(b"my diary")
    with pytest.raises(NoOutput):
        found(path)
    assert path.read_bytes() == b"my diary"
    dangling = tmp_path / "link.db"
    dangling.symlink_to(tmp_path / "nowhere.db")
    with pytest.raises(NoOutput):
        found(dangling)
    assert names(tmp_path) == ["link.db", "shop.db"]


def test_who_comes_second_gets_told_when_two_make_the_same_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shop.db"
    really = migrate.build

    def slow(temporary: Path) -> None:
        really(temporary)
        path.write_bytes(b"the other one was quicker")

    monkeypatch.setattr(migrate, "build", slow)
    with pytest.raises(NoOutput):
        found(path)
    assert path.read_bytes() == b"the other one was quicker"
    assert names(tmp_path) == ["shop.db"]


def test_a_desk_that_cannot_be_finished_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(temporary: Path) -> None:
        with closing(sqlite3.connect(temporary)) as made:
            made.execute("CREATE TABLE half (id)")
        raise KeyboardInterrupt

    monkeypatch.setattr(migrate, "build", broken)
    with pytest.raises(KeyboardInterrupt):
        found(tmp_path / "shop.db")
    assert names(tmp_path) == []


def test_a_zone_that_does_not_exist_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(Configuration):
        create.create(tmp_path / "shop.db", Founding("Mars/Olympus"))
    assert names(tmp_path) == []


def test_numbers_are_never_used_twice(tmp_path: Path) -> None:
    path = found(tmp_path / "shop.db")
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    assert ("ticket",) in asked(path, sql)
