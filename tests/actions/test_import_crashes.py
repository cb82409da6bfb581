"""An import that does not come to its end, whatever stops it: nothing of it is seen, and the next one sweeps up."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from support import files, forks, room, stories, truth
from support.long_files import COUNT, PEOPLE, Stop, long_file, nothing_visible, small, stop_after

from desk.errors import DiskTrouble
from desk.store import bulk, check, connection, live

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.actions.desk import Desk


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch.setattr)


@pytest.mark.parametrize("limit", [1, 100, COUNT])
def test_what_stops_in_the_middle_is_not_there(desk: Desk, tmp_path: Path, limit: int) -> None:
    path = long_file(tmp_path)
    with pytest.raises(Stop):
        files.take(desk, path, written=stop_after(limit))
    assert stories.asked(desk.path, "SELECT count(*) FROM ticket")[0][0] >= min(limit, 7)
    assert stories.asked(desk.path, "SELECT count(*) FROM search_dirty") == [(0,)]
    nothing_visible(desk)
    assert [finding.damage for finding in check.examine(desk.path, deep=True)] == [False]


@pytest.mark.parametrize("limit", [1, 100, COUNT])
def test_the_next_import_sweeps_what_was_left(desk: Desk, template: Path, tmp_path: Path, limit: int) -> None:
    """The same rows come again, all of them, under the numbers that nobody has seen."""
    path = long_file(tmp_path)
    with pytest.raises(Stop):
        files.take(desk, path, written=stop_after(limit))
    _, tally = files.take(desk, path)
    assert tally.created == COUNT
    assert files.numbers(desk) == list(range(1, COUNT + 1))
    truth.demand(desk.path)
    assert list(check.examine(desk.path, deep=True)) == []


def test_another_file_sweeps_as_well(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Stop):
        files.take(desk, long_file(tmp_path), written=stop_after(100))
    files.take(
        desk, files.table(tmp_path / "few.csv", [{"id": "1", "title": "kettle", "phone": PEOPLE[0], "customer": "Li"}])
    )
    assert files.numbers(desk) == [1]
    assert stories.asked(desk.path, "SELECT name FROM customer") == [("Li",)]
    assert stories.asked(desk.path, "SELECT state FROM import_batch ORDER BY id") == [("purged",), ("live",)]
    truth.demand(desk.path)


def test_a_number_that_somebody_has_seen_is_not_given_again(desk: Desk, tmp_path: Path) -> None:
    seen: list[int] = []

    def meanwhile(count: int) -> None:
        if count >= 100 and not seen:
            seen.append(stories.opened(desk, "between two pieces"))
        if count >= 150:
            raise Stop

    with pytest.raises(Stop):
        files.take(desk, long_file(tmp_path), written=meanwhile)
    files.take(desk, long_file(tmp_path))
    numbers = files.numbers(desk)
    assert len(numbers) == COUNT + 1
    assert seen[0] in numbers
    assert min(set(numbers) - set(seen)) > seen[0]
    truth.demand(desk.path)


def test_a_disk_that_takes_no_more(desk: Desk, tmp_path: Path) -> None:
    path = long_file(tmp_path, 2000)

    def work() -> int:
        small()
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = desk.path.stat().st_size + 300_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            files.take(desk, path)
        except DiskTrouble as error:
            return error.exit_code
        return 0

    assert forks.alone(work) == 74
    nothing_visible(desk)
    files.take(desk, path)
    assert len(files.numbers(desk)) == 2000
    truth.demand(desk.path)


def test_no_room_for_the_rows_that_are_put_aside(desk: Desk, tmp_path: Path) -> None:
    path = long_file(tmp_path, 2000)
    before = desk.path.read_bytes()

    def work() -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            files.take(desk, path)
        except DiskTrouble as error:
            return error.exit_code
        return 0

    assert forks.alone(work) == 74
    assert desk.path.read_bytes() == before


def test_killed_in_the_middle(run, desk: Desk, tmp_path: Path) -> None:
    path = long_file(tmp_path)

    def work(report: Callable[[Any], None]) -> None:
        small()

        def kill(count: int) -> None:
            if count >= 100:
                report(count)
                os.kill(os.getpid(), signal.SIGKILL)

        files.take(desk, path, written=kill)

    reports = list(forks.lines(forks.start(work)))
    assert reports[0] >= 100
    nothing_visible(desk)
    told = run("check")
    assert told.returncode == 0
    assert "interrupted" in told.stdout + told.stderr
    assert run("import", str(path)).returncode == 0
    assert len(json.loads(run("list", "--all", "--limit", "0", "-f", "json").stdout)) == COUNT
    assert run("check", "--deep").stdout == ""
    truth.demand(desk.path)


def test_the_whole_command_at_its_real_size(run, shop: Path, tmp_path: Path) -> None:
    path = files.table(tmp_path / "rows.csv", [{"id": number, "title": f"lamp {number}"} for number in range(30_001)])
    with path.open("a") as file:
        file.write("30001,lamp,too many\n")
    before = shop.read_bytes()
    told = run("import", str(path))
    assert told.returncode == 65
    assert "30003" in told.stderr
    assert shop.read_bytes() == before
    assert run("import", str(path), "--skip-bad", str(tmp_path / "bad.csv")).returncode == 0
    assert stories.asked(shop, "SELECT count(*), max(id) FROM ticket") == [(30_001, 30_001)]
    with bulk.alone(shop):
        told = subprocess.run(
            room.program("import", str(path), "--source", "again", "--skip-bad", str(tmp_path / "bad.csv")),
            capture_output=True, text=True, check=False, env={**room.child_environment(), "DESK_DB": str(shop)},
        )  # fmt: skip
    assert told.returncode == 75
    with closing(connection.read(shop)) as opened:
        assert live.clause(opened) == ""
