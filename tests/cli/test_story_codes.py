"""Exit codes that come from where the file lies, who has it open and what version made it; and what an error never tells."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from support import stories
from support.stories import dump

from desk.cli.table import COMMANDS
from desk.store import settings
from desk.text import is_cjk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[..., Any]

# Every command as it is usually typed, once at least.
USUAL: dict[str, tuple[str, ...]] = {
    "list": (), "show": ("1",), "message": ("1", "-m", "x", "--via", "wechat"), "reply": ("1", "-m", "x"), "note": ("1", "-m", "x"),
    "call": ("1", "--result", "reached"), "assign": ("1", "--to", "05"), "take": ("1",), "done": ("1",), "status": ("1", "--to", "diagnosing"),
    "close": ("1",), "reopen": ("1",), "convert": ("1", "--to", "repair"), "snooze": ("1", "--until", "fri"), "tag": ("1", "--add", "a"),
    "flag": ("1", "--colour", "red"), "priority": ("1", "--to", "high"), "set": ("1", "site=x"), "customers": ("zs",), "undo": (), "redo": (),
    "log": (), "export": (), "summary": (), "backup": (), "check": (), "migrate": (),
}  # fmt: skip
NEED_NO_DESK = {"init", "add", "import", "demo", "restore", "config", "keys", "themes", "cron"}
READERS = ("list", "show", "customers", "log", "export", "summary")


def test_every_command_needs_a_desk_or_is_known_to_need_none() -> None:
    assert USUAL.keys() | NEED_NO_DESK == set(COMMANDS)
    assert not USUAL.keys() & NEED_NO_DESK


@pytest.mark.parametrize("name", USUAL)
def test_a_missing_file_is_69_with_its_path_and_is_not_made(told: Told, tmp_path: Path, name: str) -> None:
    missing = tmp_path / "elsewhere" / "shop.db"
    ended = told("--db", str(missing), name, *USUAL[name])
    assert (ended.code, ended.out) == (69, "")
    assert str(missing) in ended.err
    assert "desk init" in ended.err
    assert len(ended.err.splitlines()) == 1
    assert not missing.parent.exists()
    chinese = told("--db", str(missing), name, *USUAL[name], "--lang", "zh")
    assert any(map(is_cjk, chinese.err))


@pytest.mark.parametrize("name", sorted(NEED_NO_DESK - {"init", "demo", "import", "restore"}))
def test_who_needs_no_desk_makes_none_unless_it_is_a_first_ticket(told: Told, tmp_path: Path, name: str) -> None:
    missing = tmp_path / "shop2.db"
    words = ("lamp", "--dry-run") if name == "add" else ()
    assert told("--db", str(missing), name, *words).code == (69 if name == "add" else 0)
    assert not missing.exists()


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("name", [name for name in USUAL if name not in ("migrate", "backup")])
def test_an_older_schema_is_78_and_says_what_to_run(
    told: Told, shop: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(settings, "HEAD", "0002")
    monkeypatch.setattr(settings, "REVISIONS", ("0001", "0002"))
    before = dump(shop)
    ended = told(name, *USUAL[name])
    assert (ended.code, ended.out) == (78, "")
    assert "desk migrate" in ended.err
    assert dump(shop) == before


@pytest.mark.usefixtures("three")
def test_an_older_desk_is_backed_up_all_the_same(done: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HEAD", "0002")
    monkeypatch.setattr(settings, "REVISIONS", ("0001", "0002"))
    done("backup", "-o", str(tmp_path / "before.db"))
    assert stories.asked(tmp_path / "before.db", "SELECT count(*) FROM ticket") == [(3,)]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("name", USUAL)
def test_a_desk_of_a_newer_version_is_76(told: Told, shop: Path, name: str) -> None:
    stories.edited(shop, "UPDATE alembic_version SET version_num = '0099'")
    before = dump(shop)
    ended = told(name, *USUAL[name])
    assert (ended.code, ended.out) == (76, "")
    assert len(ended.err.splitlines()) == 1
    assert dump(shop) == before


@pytest.mark.usefixtures("three")
def test_while_somebody_else_saves_readers_read_and_writers_say_75(
    told: Told, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BUSY_MS", 50)
    with closing(sqlite3.connect(shop, isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        for name in READERS:
            assert told(name, *USUAL[name]).code == 0, name
        for name in ("note", "take", "tag", "undo"):
            ended = told(name, *USUAL[name])
            assert (ended.code, ended.out) == (75, ""), name
            assert len(ended.err.splitlines()) == 1
        somebody.execute("ROLLBACK")
    assert told("note", "1", "-m", "x").code == 0


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("words", [("backup", "-o"), ("export", "-o"), ("summary", "-o"), ("list", "-o")])
def test_an_output_that_cannot_be_made_is_73(told: Told, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "a file").write_text("")
    for target in (
        tmp_path / "a file" / "inside",
        tmp_path / "no" / "such" / "folder",
        tmp_path / "a file" / "inside" / "folder/",
    ):
        ended = told(*words, str(target))
        assert (ended.code, ended.out) == (73, ""), target
        assert len(ended.err.splitlines()) == 1
    assert (tmp_path / "a file").read_text() == ""


@pytest.mark.usefixtures("three")
def test_no_error_names_a_customer(told: Told) -> None:
    told("add", "lamp @王小明 13800001111 wx:wang88 at:8-2-501")
    for words in (
        ("close", "4"), ("status", "4", "--to", "待件"), ("undo", "1"), ("convert", "4", "--to", "repair"), ("call", "4", "--result", "x"),
        ("set", "4", "estimate=x"), ("reopen", "4"), ("note", "4", "-m", ""), ("list", "cstomer:x"), ("snooze", "4", "--until", "2020-01-01"),
    ):  # fmt: skip
        ended = told(*words)
        assert ended.code
        assert not any(part in ended.err for part in ("王小明", "13800001111", "wang88", "8-2-501", "lamp")), ended.err


@pytest.mark.usefixtures("three")
def test_what_went_well_says_nothing_without_a_terminal(done: Told) -> None:
    prints = {*READERS, "backup"}
    for name, words in USUAL.items():
        if name not in ("close", "reopen", "convert", "undo", "redo", "customers"):
            assert bool(done(name, *words).out) == (name in prints), name
