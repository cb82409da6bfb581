"""What the desk exported comes back as it was: into a new desk with every column, into its own desk without a trace."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from support import files, stories, truth

from desk.actions import arranging, moving, sample, talking, undoing
from desk.actions.desk import Desk
from desk.config import Settings
from desk.errors import Conflict
from desk.exchange import writers
from desk.store import check

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
FORMS = writers.FORMATS
# Our own numbers of people and things, and where a ticket came from.
OURS = {
    "id", "number", "customer_id", "device_id", "assignee_id", "opened_by", "parent_id", "converted_to", "merged_into",
    "source", "external_id", "import_id", "customer_source", "customer_external_id",
}  # fmt: skip
LINKS = ("parent_id", "converted_to", "merged_into")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample shop, with a few things that it does not have by itself."""
    path = tmp_path_factory.mktemp("sample") / "shop.db"
    desk = sample.build(path, Settings(), as_of=AS_OF)
    hostile = stories.opened(
        desk, "=cmd|' /C calc'!A0", body="'=1+1\n two  blanks \n", order_number="-12", estimate=48_050
    )
    arranging.tag(desk, [hostile], ["a, b", "难"])
    one = stories.opened(
        desk, "one phone", customer="He", contacts=(("phone", "+4520123456"), ("email", "he@example.org"))
    )
    stories.edited(
        path,
        "INSERT INTO customer (id, name, name_folded, note, vip, created_at) VALUES (900, 'She', 'she', 'line one\nline two', 1,"
        " '2026-01-01T00:00:00Z')",
        "INSERT INTO contact (customer_id, kind, value, normal) VALUES (900, 'phone', '+4520123456', '+4520123456'),"
        " (900, 'phone', '021 6666 5555', '02166665555'), (900, 'email', 'she@example.org', 'she@example.org')",
        f"UPDATE ticket SET customer_id = 900 WHERE id = {hostile}",
        'UPDATE ticket SET extra = \'{"Fax":"+45","备注":"急"}\' WHERE id = 3',
    )
    assert one > hostile
    return path


@pytest.fixture
def ours(made: Path, tmp_path: Path) -> Desk:
    return dressed(stories.copy(made, tmp_path / "ours.db"))


@pytest.fixture
def other(tmp_path: Path) -> Desk:
    return dressed(stories.found(tmp_path / "other.db"))


def dressed(path: Path) -> Desk:
    return Desk(path, sample.dressed(Settings()), who="03", door="cli")


def bare(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without our own numbers; a link is told by the title at its other end."""
    titles = {row["number"]: (row["title"], row["opened_at"]) for row in rows}
    return [
        {name: value for name, value in row.items() if name not in OURS}
        | {link: titles.get(row[link]) for link in LINKS}
        for row in rows
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_column_of_every_ticket_comes_back(ours: Desk, other: Desk, tmp_path: Path, form: str) -> None:
    path = files.give(ours, tmp_path / f"out.{form}")
    _, tally = files.take(other, path)
    before, after = files.exported(ours), files.exported(other)
    assert tally == (len(before), len(before), 0, 0, 0)
    assert bare(after) == bare(before)
    assert {row["status"] for row in after} >= {"merged", "void", "converted", "planned", "on_hold"}
    assert sum(row["parent_id"] is not None for row in after) > 20
    truth.demand(other.path)
    assert list(check.examine(other.path, deep=True)) == []


def test_the_order_of_the_queue_comes_back(ours: Desk, other: Desk, tmp_path: Path) -> None:
    files.take(other, files.give(ours, tmp_path / "out.csv"))
    sql = "SELECT title, act_by, lane, tie FROM ticket WHERE lane IS NOT NULL ORDER BY id"
    there = stories.asked(ours.path, sql)
    assert stories.asked(other.path, sql) == there
    assert len(there) > 30


def test_customers_and_staff_are_the_same_people(ours: Desk, other: Desk, tmp_path: Path) -> None:
    files.take(other, files.give(ours, tmp_path / "out.csv"))
    seen = "SELECT count(DISTINCT customer_id) FROM ticket"
    assert stories.asked(other.path, "SELECT count(*) FROM customer") == stories.asked(ours.path, seen)
    staff = "SELECT number, name FROM staff WHERE id IN (SELECT assignee_id FROM ticket UNION SELECT opened_by FROM ticket) ORDER BY 1"
    assert stories.asked(other.path, staff) == stories.asked(ours.path, staff)
    both = "SELECT name FROM customer WHERE id IN (SELECT customer_id FROM contact WHERE normal = '+4520123456') ORDER BY 1"
    assert stories.asked(other.path, both) == [("He",), ("She",)]


@pytest.mark.parametrize("form", FORMS)
def test_into_its_own_desk_it_changes_nothing(ours: Desk, tmp_path: Path, form: str) -> None:
    path = files.give(ours, tmp_path / f"out.{form}")
    before = ours.path.read_bytes()
    outcome, tally = files.take(ours, path)
    assert (outcome.operation, tally.skipped) == (None, tally.rows)
    assert ours.path.read_bytes() == before


def test_there_and_back_and_there_again(ours: Desk, other: Desk, tmp_path: Path) -> None:
    """The same tickets go round: nowhere they come twice, whatever numbers they have there."""
    stories.opened(other, "one that was there before")
    files.take(other, files.give(ours, tmp_path / "first.csv"))
    back = files.give(other, tmp_path / "back.csv")
    outcome, tally = files.take(ours, back)
    assert (tally.created, tally.updated) == (1, 0)
    assert outcome.numbers == ()
    assert files.take(other, files.give(ours, tmp_path / "again.csv"))[1].created == 0
    assert files.take(other, back)[0].operation is None


def test_a_cell_that_was_edited_in_between_is_taken_in(ours: Desk, tmp_path: Path) -> None:
    number = stories.opened(ours, "Lamp", order_number="A-1", site="old_street")
    stories.opened(ours, "Fan")
    path = files.give(ours, tmp_path / "out.csv")
    edit(path, number, title="Lamp, the green one", order_number="", priority="high")
    outcome, tally = files.take(ours, path)
    assert (tally.updated, tally.created) == (1, 0)
    row = next(row for row in files.exported(ours) if row["number"] == number)
    assert (row["title"], row["order_number"], row["priority"]) == ("Lamp, the green one", "", "high")
    assert (row["site"], row["source"]) == ("old_street", None)
    assert outcome.operation is not None
    undoing.undo(ours, outcome.operation)
    row = next(row for row in files.exported(ours) if row["number"] == number)
    assert (row["title"], row["order_number"]) == ("Lamp", "A-1")
    truth.demand(ours.path)


def test_an_older_export_does_not_overwrite_newer_work(ours: Desk, tmp_path: Path, at) -> None:
    number = stories.opened(ours, "Lamp")
    path = files.give(ours, tmp_path / "out.csv")
    at("2027-01-01T09:00:00Z")
    arranging.set_fields(ours, [number], {"title": "Lamp and shade"})
    talking.note(ours, [number], talking.Said("the shade as well"))
    outcome, tally = files.take(ours, path)
    assert (outcome.operation, tally.created, tally.updated) == (None, 0, 0)
    assert stories.asked(ours.path, "SELECT title FROM ticket WHERE id = ?", number) == [("Lamp and shade",)]
    with pytest.raises(Conflict):
        files.take(ours, path, on_conflict="fail")


def test_another_shops_tickets_are_not_taken_for_ours(desk: Desk, other: Desk, tmp_path: Path, at) -> None:
    """Both have a number 1. The second file is refused until it has a name of its own."""
    third = dressed(stories.found(tmp_path / "third.db"))
    for place, minute in ((desk, "00"), (other, "01")):
        at(f"2026-11-21T09:{minute}:00Z")
        stories.opened(place, f"a lamp at {minute}")
    first, second = files.give(desk, tmp_path / "first.csv"), files.give(other, tmp_path / "second.csv")
    files.take(third, first)
    with pytest.raises(Conflict):
        files.take(third, second)
    files.take(third, second, source="harbour")
    assert [row["title"] for row in files.exported(third)] == ["a lamp at 00", "a lamp at 01"]
    assert files.take(third, second, source="harbour")[0].operation is None
    assert files.take(desk, second)[1].created == 1


def test_a_follow_up_without_its_parent_keeps_the_number(ours: Desk, other: Desk, tmp_path: Path) -> None:
    files.take(other, files.give(ours, tmp_path / "calls.csv", "kind:follow_up"))
    rows = files.exported(other)
    assert {row["kind"] for row in rows} == {"follow_up"}
    assert all(row["parent_id"] is None and json.loads(row["extra"])["parent_id"] for row in rows)
    files.take(other, files.give(ours, tmp_path / "rest.csv", "NOT kind:follow_up"))
    truth.demand(other.path)


def test_a_later_call_finds_the_parent_that_came_before(ours: Desk, other: Desk, tmp_path: Path) -> None:
    files.take(other, files.give(ours, tmp_path / "rest.csv", "NOT kind:follow_up"))
    files.take(other, files.give(ours, tmp_path / "calls.csv", "kind:follow_up"))
    assert [link["parent_id"] for link in bare(files.exported(other)) if link["kind"] == "follow_up"] == [
        link["parent_id"] for link in bare(files.exported(ours)) if link["kind"] == "follow_up"
    ]


def test_work_goes_on_with_what_came(ours: Desk, other: Desk, tmp_path: Path) -> None:
    files.take(other, files.give(ours, tmp_path / "out.csv"))
    waiting = files.numbers(other, "status:on_hold kind:repair")[0]
    moving.status(other, [waiting], "in_repair", {"approved_by": "owner", "approved_how": "phone"})
    call = files.numbers(other, "kind:follow_up status:planned")[0]
    talking.call(other, [call], talking.Said("all well"), result="reached", then="done", facts={"result": "satisfied"})
    truth.demand(other.path)
    assert list(check.examine(other.path, deep=True)) == []


def edit(path: Path, number: int, **cells: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["number"] == str(number):
            row.update(cells)
    files.table(path, rows)
