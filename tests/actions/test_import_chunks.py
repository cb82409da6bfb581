"""A file too long for one transaction: written in pieces that nobody sees before the last one, whatever happens in between."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from support import files, forks, room, stories, truth

from desk.actions import importing, spool, talking, undoing
from desk.errors import BadInput, Busy, Conflict, DiskTrouble
from desk.queries import opening
from desk.store import bulk, check, live

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.actions.desk import Desk

PEOPLE = ("13800001111", "13800002222", "+4520123456", "")
COUNT = 200


class Stop(Exception):
    """What goes wrong in the middle."""


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long file is one of more than twenty rows here, and a piece is seven."""
    small(monkeypatch.setattr)


def small(put: Callable[[object, str, int], None] = setattr) -> None:
    put(importing, "ONE_TRANSACTION", 20)
    put(importing, "PIECE", 7)
    put(spool, "PIECE", 7)


def row(number: int) -> dict[str, Any]:
    """A row with all that a row can bring; every fourth person comes again, with another name and one more address."""
    phone = PEOPLE[number % len(PEOPLE)]
    return {
        "id": f"T{number}", "title": f"台灯 lamp {number}", "text": "不亮\nflickers", "kind": "repair" if number % 3 else "complaint",
        "status": ("received", "collected", "on_hold")[number % 3] if number % 3 else "received",
        "customer": f"name {number}", "phone": phone, "email": f"p{number % 9}@example.org" if number % 5 == 0 else "",
        "opened": f"2026-01-{number % 28 + 1:02}", "closed": f"2026-02-{number % 28 + 1:02}" if number % 3 == 1 else "",
        "assignee": ("03", "王伟", "")[number % 3], "tags": "难, 急" if number % 4 == 0 else "", "flag": "red" if number % 6 == 0 else "",
        "serial": f"SN{number % 50}" if number % 3 else "", "order": f"A-{number}", "price": f"{number}.50", "Fax": "" if number % 2 else "+45",
    }  # fmt: skip


def long_file(folder: Path, count: int = COUNT, name: str = "rows.csv") -> Path:
    return files.table(folder / name, [row(number) for number in range(count)])


def stop_after(limit: int) -> Callable[[int], None]:
    def progress(count: int) -> None:
        if count >= limit:
            raise Stop

    return progress


def nothing_visible(desk: Desk) -> None:
    assert files.numbers(desk) == []
    assert files.numbers(desk, "lamp") == []
    assert files.exported(desk) == []
    with opening.reading(str(desk.path), desk.settings, desk.who) as reader:
        assert reader.customers_like("name") == []
        assert reader.log() == []


def test_in_pieces_and_at_once_are_the_same(desk: Desk, template: Path, tmp_path: Path, monkeypatch, at) -> None:
    at("2026-03-01T09:00:00Z")
    path = long_file(tmp_path)
    at_once = stories.at_desk(stories.copy(template, tmp_path / "once.db"))
    files.take(desk, path)
    monkeypatch.setattr(importing, "ONE_TRANSACTION", COUNT)
    files.take(at_once, path)
    assert files.dump(desk.path) == files.dump(at_once.path)
    truth.demand(desk.path)
    assert list(check.examine(desk.path, deep=True)) == []
    assert len(files.numbers(desk)) == COUNT


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


def test_nobody_ever_sees_half(desk: Desk, colleague: Desk, tmp_path: Path) -> None:
    """After every piece somebody looks, and works: a desk with one more customer, who is not the file's."""
    seen: list[int] = []

    def look(_count: int) -> None:
        seen.append(len(files.numbers(colleague)))
        assert files.numbers(colleague, "phone:1111") == []
        if len(seen) == 5:
            stories.opened(colleague, "walks in", customer="Zhao", contacts=(("phone", PEOPLE[0]),))
            undoing.undo(colleague)

    files.take(desk, long_file(tmp_path), written=look)
    assert set(seen) == {0}
    assert len(files.numbers(colleague)) == COUNT
    truth.demand(desk.path)


def test_somebody_who_works_meanwhile_keeps_the_customer(desk: Desk, colleague: Desk, tmp_path: Path) -> None:
    """Between two pieces a ticket is opened for one of the file's numbers: later rows go to that customer."""
    opened: list[int] = []

    def work(count: int) -> None:
        if count >= 100 and not opened:
            opened.append(stories.opened(colleague, "walks in", customer="Zhao", contacts=(("phone", "02166665555"),)))

    rows = [row(number) | {"phone": "021-6666 5555" if number == 190 else ""} for number in range(COUNT)]
    files.take(desk, files.table(tmp_path / "rows.csv", rows), written=work)
    owner = "SELECT c.name FROM ticket t JOIN customer c ON c.id = t.customer_id WHERE t.title LIKE '%lamp 190'"
    assert stories.asked(desk.path, owner) == [("Zhao",)]
    truth.demand(desk.path)


def test_back_and_forth(desk: Desk, tmp_path: Path) -> None:
    path = long_file(tmp_path)
    outcome, _ = files.take(desk, path)
    before = files.exported(desk)
    undoing.undo(desk, outcome.operation)
    nothing = files.numbers(desk)
    undoing.redo(desk)
    assert (nothing, files.exported(desk)) == ([], before)
    assert files.take(desk, path)[0].operation is None
    talking.note(desk, [7], talking.Said("asked for it again"))
    with pytest.raises(Conflict):
        undoing.undo(desk, outcome.operation)
    partly = undoing.undo(desk, outcome.operation, partial=True)
    assert [refused.number for refused in partly.refused] == files.numbers(desk) == [7]
    truth.demand(desk.path)
    files.take(desk, path)
    assert len(files.numbers(desk)) == COUNT
    truth.demand(desk.path)


def test_two_at_once(desk: Desk, colleague: Desk, tmp_path: Path) -> None:
    path = long_file(tmp_path)

    def second(_count: int) -> None:
        with pytest.raises(Busy):
            files.take(colleague, path)

    files.take(desk, path, written=second)
    assert len(files.numbers(desk)) == COUNT


def test_one_that_was_checked_before_the_other_was_written(desk: Desk, colleague: Desk, tmp_path: Path) -> None:
    """Both found every row new. The second is told to try again, and then finds nothing new."""
    path = long_file(tmp_path)

    def first(count: int) -> None:
        if count == COUNT:
            files.take(colleague, path)

    with pytest.raises(Busy):
        files.take(desk, path, checked=first)
    assert files.take(desk, path)[0].operation is None
    assert len(files.numbers(desk)) == COUNT


def test_a_bad_row_near_the_end(desk: Desk, tmp_path: Path) -> None:
    rows = [row(number) for number in range(COUNT)]
    rows[190]["opened"] = "someday"
    bad: list[importing.Bad] = []
    before = desk.path.read_bytes()
    with pytest.raises(BadInput):
        files.take(desk, files.table(tmp_path / "rows.csv", rows), bad=bad.append)
    assert desk.path.read_bytes() == before
    # a header, and two lines a row, for the text has one line end
    assert [(one.line, one.column) for one in bad] == [(1 + 190 * 2 + 1, "opened")]
    files.take(desk, tmp_path / "rows.csv", skip_bad=True)
    assert len(files.numbers(desk)) == COUNT - 1


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
    with live_connection(shop) as connection:
        assert live.clause(connection) == ""


def live_connection(path: Path) -> Any:
    from contextlib import closing

    from desk.store import connection

    return closing(connection.read(path))
