"""A disk that takes no more: a sentence, exit 74, and everything that was saved before is there and can be read."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from support import forks, truth
from support.stories import asked, at_desk, copy, names, opened

from desk.errors import DeskError
from desk.store import archive, connection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DISK = 74


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for little more than a fresh desk."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no file system may be mounted here; the limit of the other tests stands in")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def until_full(path: Path) -> list[Any]:
    """Opens tickets until one is refused: how many were acknowledged, the exit code, the values of the sentence."""
    desk = at_desk(path)
    for count in range(5000):
        try:
            opened(desk, f"ticket {count}", body="words " * 200)
        except DeskError as error:
            return [count, error.exit_code, error.sentence.values]
    return [5000, 0, {}]


def limited(path: Path, room: int) -> None:
    """From here on no file of this process grows beyond what the desk has now and `room` bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = path.stat().st_size + room
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("room", [0, 4096, 20_000, 100_000])
def test_what_does_not_fit_is_refused_and_what_was_saved_stays(shop: Path, room: int) -> None:
    opened(at_desk(shop), "the first")

    def work() -> list[Any]:
        limited(shop, room)
        return until_full(shop)

    count, code, values = forks.alone(work)
    assert (code, values) == (DISK, {"path": str(shop)})
    assert asked(shop, "SELECT count(*) FROM ticket") == [(count + 1,)]
    truth.demand(shop)
    assert opened(at_desk(shop), "there is room again") > count


def test_a_backup_that_does_not_fit_leaves_nothing(shop: Path, tmp_path: Path) -> None:
    opened(at_desk(shop), "the first")

    def work() -> list[Any]:
        limited(shop, -shop.stat().st_size // 2)
        try:
            archive.make(shop, tmp_path / "backup.db", {})
        except DeskError as error:
            return [error.exit_code]
        return [0]

    assert forks.alone(work) == [DISK]
    assert {name for name in names(tmp_path) if not name.endswith("-journal")} == {"shop.db"}
    truth.demand(shop)


def test_a_full_disk_can_still_be_read(small_disk: Path, template: Path, tmp_path: Path) -> None:
    path = copy(template, small_disk / "shop.db")
    count, code, _ = forks.alone(lambda: until_full(path))
    assert code == DISK
    assert count > 0
    filler = os.open(small_disk / "filler", os.O_WRONLY | os.O_CREAT)
    with pytest.raises(OSError, match="space"):
        while True:
            os.write(filler, b"x" * 4096)
    os.close(filler)
    with closing(connection.read(path)) as reading:
        assert reading.execute("SELECT count(*) FROM ticket").fetchone() == (count,)
    assert forks.alone(lambda: until_full(path))[:2] == [0, DISK]
    assert archive.make(path, tmp_path / "elsewhere.db", {}).stat().st_size > 0
    (small_disk / "filler").unlink()
    truth.demand(path)
