"""The same source again: what changed is an update with a line in the journal, what people did stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support import files, stories, truth

from desk.actions import arranging, importing, moving, spool, talking, undoing
from desk.errors import BadInput, Conflict
from desk.store import check

if TYPE_CHECKING:
    from pathlib import Path

    from desk.actions.desk import Desk

FIRST = (
    {
        "id": "1",
        "title": "lamp",
        "status": "received",
        "site": "hall",
        "part": "bulb",
        "opened": "2026-01-02",
        "Fax": "55",
    },
    {"id": "2", "title": "fan", "status": "received", "site": "hall", "part": "", "opened": "2026-01-03", "Fax": ""},
)


def table(folder: Path, *rows: dict[str, Any]) -> Path:
    return files.table(folder / "rows.csv", rows)


def facts(desk: Desk, number: int, *names: str) -> tuple[Any, ...]:
    return stories.asked(desk.path, f"SELECT {', '.join(names)} FROM ticket WHERE id = ?", number)[0]


def operations(desk: Desk) -> int:
    return int(stories.asked(desk.path, "SELECT count(*) FROM operation")[0][0])


@pytest.fixture
def taken(desk: Desk, tmp_path: Path) -> Desk:
    files.take(desk, table(tmp_path, *FIRST))
    return desk


def test_the_same_file_changes_not_a_byte(taken: Desk, tmp_path: Path) -> None:
    before = taken.path.read_bytes()
    outcome, tally = files.take(taken, table(tmp_path, *reversed(FIRST)))
    assert (outcome.operation, tally) == (None, (2, 0, 0, 2, 0))
    assert taken.path.read_bytes() == before


def test_what_changed_is_an_update_that_can_be_taken_back(taken: Desk, tmp_path: Path) -> None:
    changed = FIRST[0] | {"title": "lamp, green", "Fax": "66"}
    outcome, tally = files.take(taken, table(tmp_path, changed, FIRST[1], {"id": "3", "title": "new"}))
    assert tally == (3, 1, 1, 1, 0)
    assert facts(taken, 1, "title", "extra") == ("lamp, green", '{"Fax":"66"}')
    assert files.numbers(taken, "green") == files.numbers(taken, "66") == [1]
    lines = stories.asked(taken.path, "SELECT before, after FROM change WHERE entity = 'ticket'")
    assert [json.loads(text)["title"] for text in lines[0]] == ["lamp", "lamp, green"]
    undoing.undo(taken, outcome.operation)
    assert facts(taken, 1, "title", "extra") == ("lamp", '{"Fax":"55"}')
    assert (files.numbers(taken), files.numbers(taken, "green")) == ([1, 2], [])
    undoing.redo(taken)
    assert facts(taken, 1, "title") == ("lamp, green",)
    assert files.numbers(taken) == [1, 2, 3]
    truth.demand(taken.path)


def test_only_updates_are_an_operation_too(taken: Desk, tmp_path: Path) -> None:
    outcome, tally = files.take(taken, table(tmp_path, FIRST[0] | {"title": "lamp, green"}, FIRST[1]))
    assert tally == (2, 0, 1, 1, 0)
    undoing.undo(taken, outcome.operation)
    assert facts(taken, 1, "title") == ("lamp",)
    assert files.numbers(taken) == [1, 2]


def test_what_people_did_stays(taken: Desk, tmp_path: Path) -> None:
    """The file knows nothing of the order number, has a blank for the part, and still says that the lamp has only been received."""
    arranging.set_fields(taken, [2], {"order_number": "A-7", "part": "belt"})
    moving.status(taken, [2], "in_repair", {"approved_by": "owner", "approved_how": "phone"})
    talking.note(taken, [2], talking.Said("nearly done"))
    files.take(taken, table(tmp_path, FIRST[0], FIRST[1] | {"title": "fan, blue"}))
    assert facts(taken, 2, "title", "order_number", "part", "status") == ("fan, blue", "A-7", "belt", "in_repair")
    truth.demand(taken.path)
    assert list(check.examine(taken.path, deep=True)) == []


@pytest.mark.parametrize("on_conflict", ["skip", "fail"])
def test_a_known_id_with_other_content_as_one_wishes(taken: Desk, tmp_path: Path, on_conflict: str) -> None:
    path = table(tmp_path, FIRST[0] | {"title": "something else"}, FIRST[1], {"id": "3", "title": "new"})
    before = operations(taken)
    if on_conflict == "fail":
        with pytest.raises(Conflict):
            files.take(taken, path, on_conflict="fail")
        assert (operations(taken), files.numbers(taken)) == (before, [1, 2])
    else:
        assert files.take(taken, path, on_conflict="skip")[1] == (3, 1, 0, 2, 0)
        assert files.numbers(taken) == [1, 2, 3]
    assert facts(taken, 1, "title") == ("lamp",)


def test_an_update_of_what_was_touched_since_is_not_undone_over_it(taken: Desk, tmp_path: Path) -> None:
    outcome, _ = files.take(taken, table(tmp_path, FIRST[0] | {"title": "lamp, green"}, FIRST[1]))
    arranging.set_fields(taken, [1], {"title": "lamp, blue"})
    with pytest.raises(Conflict):
        undoing.undo(taken, outcome.operation)
    assert facts(taken, 1, "title") == ("lamp, blue",)


def test_the_first_import_cannot_go_under_the_second(taken: Desk, tmp_path: Path) -> None:
    files.take(taken, table(tmp_path, FIRST[0] | {"title": "lamp, green"}, FIRST[1]))
    with pytest.raises(Conflict):
        undoing.undo(taken, 1)
    undoing.undo(taken)
    undoing.undo(taken, 1)
    assert files.numbers(taken) == []


def test_taken_back_changed_and_taken_in_again(taken: Desk, tmp_path: Path) -> None:
    undoing.undo(taken, 1)
    _, tally = files.take(taken, table(tmp_path, FIRST[0] | {"title": "lamp, green"}))
    assert tally.created == 1
    assert files.numbers(taken, "green") == files.numbers(taken) == [3]
    assert stories.asked(taken.path, "SELECT count(*) FROM ticket") == [(1,)]
    with pytest.raises(Conflict):
        undoing.redo(taken, 2)
    truth.demand(taken.path)


def test_a_file_of_bad_rows_only(desk: Desk, tmp_path: Path) -> None:
    bad = table(tmp_path, {"id": "1", "title": "x", "status": "flying"}, {"id": "2", "title": "y", "status": "flying"})
    with pytest.raises(BadInput):
        files.take(desk, bad)
    outcome, tally = files.take(desk, bad, skip_bad=True)
    assert (outcome.operation, tally) == (None, (2, 0, 0, 0, 2))


@pytest.mark.parametrize("status", ["merged", "void", "Merged", "误录"])
def test_what_only_deeds_do_no_file_can_say(desk: Desk, tmp_path: Path, status: str) -> None:
    with pytest.raises(BadInput):
        files.take(desk, table(tmp_path, {"id": "1", "title": "x", "status": status}))
    with pytest.raises(BadInput):
        files.take(desk, table(tmp_path, {"id": "1", "title": "x", "kind": "follow_up"}))


def test_over_before_it_was_done(desk: Desk, tmp_path: Path) -> None:
    """Dates in an order that cannot be: the ticket is closed when the last of them says."""
    files.take(desk, table(tmp_path, {
        "id": "1", "title": "x", "status": "collected", "opened": "2026-02-03", "resolved": "2026-02-05", "closed": "2026-02-04",
    }))  # fmt: skip
    assert facts(desk, 1, "resolved_at", "closed_at") == ("2026-02-04T16:00:00Z", "2026-02-04T16:00:00Z")
    assert list(check.examine(desk.path, deep=True)) == []


def test_a_kept_call_keeps_its_parent(desk: Desk, template: Path, tmp_path: Path) -> None:
    """Of an import of our own, the touched follow-up stays, and with it the ticket that it follows."""
    from datetime import timedelta

    other = stories.at_desk(stories.copy(template, tmp_path / "other.db"))
    parent = stories.opened(other, "lamp")
    stories.opened(other, "fan")
    stories.opened(other, "how is it", kind="follow_up", parent=parent, due_at=other.now() + timedelta(days=3))
    outcome, _ = files.take(desk, files.give(other, tmp_path / "out.csv"))
    talking.note(desk, [3], talking.Said("rang once"))
    partly = undoing.undo(desk, outcome.operation, partial=True)
    assert [refused.number for refused in partly.refused] == files.numbers(desk) == [1, 3]
    truth.demand(desk.path)


def test_many_changes_in_several_pieces_are_one_deed(desk: Desk, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(importing, "PIECE", 4)
    monkeypatch.setattr(spool, "PIECE", 4)
    rows = [
        {"id": str(number), "title": f"lamp {number}", "priority": "low", "due": "2026-05-01"} for number in range(30)
    ]
    files.take(desk, table(tmp_path, *rows))
    before = files.exported(desk)
    changed = [row | {"title": f"灯 {row['id']}", "priority": "urgent" if row["id"] == "3" else ""} for row in rows]
    outcome, tally = files.take(desk, table(tmp_path, *changed))
    assert tally == (30, 0, 30, 0, 0)
    assert facts(desk, 4, "priority", "lane") == ("urgent", 0)
    assert facts(desk, 5, "priority", "title") == ("low", "灯 4")
    assert len(files.numbers(desk, "灯")) == 30
    assert stories.asked(desk.path, "SELECT count(*), sum(version) FROM ticket") == [(30, 60)]
    truth.demand(desk.path)
    undoing.undo(desk, outcome.operation)
    assert files.exported(desk) == before
    truth.demand(desk.path)


def test_a_ticket_that_went_while_the_file_was_read(taken: Desk, colleague: Desk, tmp_path: Path) -> None:
    """Nothing of the file is written when one of its tickets cannot be changed."""
    path = table(tmp_path, FIRST[0] | {"title": "lamp, green"}, FIRST[1], {"id": "3", "title": "new"})

    def meanwhile(_count: int) -> None:
        stories.edited(taken.path, "UPDATE import_batch SET state = 'undone'")

    with pytest.raises(Conflict):
        files.take(taken, path, checked=meanwhile)
    assert stories.asked(taken.path, "SELECT count(*) FROM ticket") == [(2,)]
