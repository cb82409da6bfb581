"""`desk demo`: a shop to try things in, which is gone afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support import room, stories

from desk.cli import main
from desk.store import check

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

DAY = ("--as-of", "2026-11-27")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("DESK_NOW", "2026-11-27T00:00:00Z")  # so that what the command sets is taken back after the test
    return folder


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)


def test_without_a_terminal_it_lists_the_open_work_and_leaves_nothing(run: Run, temporary: Path, shop: Path) -> None:
    done = run("demo", *DAY, env={"TMPDIR": str(temporary)})
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 50
    assert "充电器冒烟" in done.stdout
    assert "Lumen P9: cracked screen" in done.stdout
    assert "thrown away" in done.stderr
    assert stories.names(temporary) == []
    assert stories.asked(shop, "SELECT count(*) FROM ticket") == [(0,)]


def test_keep_leaves_a_desk_that_every_command_opens(run: Run, tmp_path: Path, temporary: Path) -> None:
    kept = tmp_path / "kept.db"
    done = run("demo", *DAY, "--keep", str(kept), env={"TMPDIR": str(temporary)})
    assert done.returncode == 0
    assert str(kept) in done.stderr
    assert list(check.examine(kept, deep=True)) == []
    listed = run("--db", str(kept), "list", "--limit", "0", "-f", "ids", "status:merged")
    assert [int(line) for line in listed.stdout.split()] == [
        row[0] for row in stories.asked(kept, "SELECT id FROM ticket WHERE status = 'merged'")
    ]


def test_keep_writes_over_nothing(run: Run, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_text("mine")
    assert run("demo", *DAY, "--keep", str(there)).returncode == 73
    assert there.read_text() == "mine"


@pytest.mark.parametrize("word", ["friday-ish", "2026-13-01", "0001-01-01", ""])
def test_what_is_no_day_is_said_so(run: Run, temporary: Path, word: str) -> None:
    done = run("demo", "--as-of", word or "x", env={"TMPDIR": str(temporary)})
    assert done.returncode == 2
    assert "2026-11-27" in done.stderr
    assert stories.names(temporary) == []


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_the_screen_opens_on_the_sample_and_the_folder_goes(temporary: Path) -> None:
    seen: dict[str, Any] = {}

    def screen(context: Any) -> int:
        path = Path(context.path)
        seen.update(path=path, mode=path.parent.stat().st_mode & 0o777, who=context.who, now=os.environ["DESK_NOW"])
        seen["count"] = stories.asked(path, "SELECT count(*) FROM ticket")[0][0]
        return 7

    assert main.run(["demo", *DAY], screen=screen) == 7
    assert (seen["mode"], seen["who"], seen["now"]) == (0o700, "03", "2026-11-27T08:00:00Z")
    assert seen["count"] > 190
    assert seen["path"].parent.parent == temporary
    assert stories.names(temporary) == []


@pytest.mark.usefixtures("terminal")
def test_a_screen_that_breaks_leaves_nothing_either(temporary: Path) -> None:
    def screen(context: Any) -> int:
        assert Path(context.path).exists()
        raise ZeroDivisionError

    assert main.run(["demo", *DAY], screen=screen) == 1
    assert stories.names(temporary) == []


def test_it_speaks_chinese(run: Run, temporary: Path) -> None:
    done = run("demo", *DAY, "--lang", "zh", env={"TMPDIR": str(temporary)})
    assert done.returncode == 0
    assert "示例店" in done.stderr
    assert "投诉" in done.stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_told_to_go_clears_up_first(temporary: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        room.program("demo", *DAY),
        env=room.child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as started:
        assert started.stderr is not None
        assert b"sample shop" in started.stderr.readline()
        started.send_signal(number)
        assert started.wait(timeout=60) == 128 + number
    assert stories.names(temporary) == []
