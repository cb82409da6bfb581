"""Backups while others write: whole, sound, and with everything that was acknowledged when they began."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from support import broken, forks, truth
from support.stories import asked, at_desk, names, opened

from desk.errors import NoOutput
from desk.store import archive, backup, connection, engine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COPIES = 12


def filling(path: Path) -> Callable[[Callable[[Any], None]], None]:
    """Writes rows that span pages as fast as it can; a pair that a copy may not tear apart."""

    def work(report: Callable[[Any], None]) -> None:
        count = 0
        while True:
            count += 1
            with engine.writer(path).connect() as writing, writing.begin():
                for half in ("left", "right"):
                    writing.exec_driver_sql(
                        "INSERT INTO customer (name, note, created_at) VALUES (?, ?, 'x')", (half, "n" * 3000)
                    )
            report(count)

    return work


def acknowledged(path: Path) -> int:
    return int(asked(path, "SELECT count(*) FROM customer")[0][0])


def whole(path: Path) -> bool:
    """Sound, with as many left halves as right ones."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            halves = dict(copy.execute("SELECT name, count(*) FROM customer GROUP BY name"))
    except sqlite3.DatabaseError:
        return False
    return sound and halves.get("left", 0) == halves.get("right", 0)


def test_a_backup_under_load_is_whole_and_misses_nothing(shop: Path, tmp_path: Path) -> None:
    writers = [forks.start(filling(shop)) for _ in range(2)]
    try:
        for index in range(COPIES):
            before = acknowledged(shop)
            made = archive.make(shop, tmp_path / f"copy{index}.db", {})
            assert whole(made)
            assert acknowledged(made) >= before
            assert stat.S_IMODE(made.stat().st_mode) == 0o600
            made.unlink()
    finally:
        forks.drain(writers, 0)
    assert not [name for name in names(tmp_path) if name.endswith(".tmp")]


def test_control_a_plain_copy_in_the_middle_of_saving_is_torn(shop: Path, tmp_path: Path) -> None:
    """What `cp` takes away then: the harness sees that it is not whole."""
    saving, target = tmp_path / "saving.db", tmp_path / "copy.db"
    shutil.copyfile(shop, saving)
    broken.dies_saving(saving)  # that moment, held still
    shutil.copyfile(saving, target)
    assert not whole(target)


def test_a_backup_never_replaces_what_is_there(shop: Path, tmp_path: Path) -> None:
    target = tmp_path / "precious.db"
    target.write_bytes(b"precious")
    with pytest.raises(NoOutput):
        archive.make(shop, target, {})
    assert target.read_bytes() == b"precious"


def test_a_backup_that_cannot_be_put_where_it_should_go_says_so(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for target in (tmp_path / "nowhere" / "copy.db", tmp_path / "file" / "copy.db"):
        with pytest.raises(NoOutput):
            archive.make(shop, target, {})


def test_a_backup_comes_back_as_the_desk_it_was(shop: Path, tmp_path: Path) -> None:
    desk = at_desk(shop)
    opened(desk, "kept")
    saved = archive.make(shop, tmp_path / "saved.db", {"config.toml": "language = 'zh'"})
    opened(desk, "after the backup")
    inside, kept = archive.restore(saved, shop)
    assert inside.notes == {"config.toml": "language = 'zh'"}
    assert kept is not None
    assert asked(kept, "SELECT title FROM ticket ORDER BY id") == [("kept",), ("after the backup",)]
    assert asked(shop, "SELECT title FROM ticket") == [("kept",)]
    assert opened(desk, "work goes on") == 2
    truth.demand(shop)


def test_a_damaged_desk_makes_no_backup(shop: Path, tmp_path: Path) -> None:
    opened(at_desk(shop))
    broken.WAYS["random page"](shop)
    with pytest.raises(Exception, match="damaged"):
        archive.make(shop, tmp_path / "copy.db", {})
    assert "copy.db" not in names(tmp_path)


def test_a_copy_of_a_big_desk_does_not_lock_others_out(shop: Path, tmp_path: Path) -> None:
    """While it is copied others may save; it must come to an end all the same."""
    with engine.writer(shop).connect() as writing, writing.begin():
        writing.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)"
            " INSERT INTO customer (name, note, created_at) SELECT 'x', hex(randomblob(1500)), 'x' FROM n"
        )
    writer = forks.start(filling(shop))
    try:
        backup.copy(shop, tmp_path / "copy.db")
    finally:
        [said] = forks.drain([writer], 0)
    assert connection.inspect(tmp_path / "copy.db")
    assert said, "the writer never had a turn"
