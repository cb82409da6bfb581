"""A file too long for one transaction: written in pieces that nobody sees before the last one, beside people who work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import files, stories, truth
from support.long_files import COUNT, PEOPLE, long_file, row, small

from desk.actions import importing, talking, undoing
from desk.errors import BadInput, Busy, Conflict
from desk.store import check

if TYPE_CHECKING:
    from pathlib import Path

    from desk.actions.desk import Desk


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch.setattr)


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
