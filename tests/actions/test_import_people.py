"""Whose tickets a file brings: customers by what identifies them, staff by name; and what search knows of both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import files, stories, truth

from desk.actions import arranging, customers, undoing
from desk.errors import NoPermission
from desk.store import check

if TYPE_CHECKING:
    from pathlib import Path

    from desk.actions.desk import Desk

OWNERS = "SELECT t.external_id, c.name FROM ticket t LEFT JOIN customer c ON c.id = t.customer_id ORDER BY t.id"


def rows(folder: Path, *of: dict[str, Any], name: str = "rows.csv") -> Path:
    return files.table(folder / name, [{"id": number, "title": "lamp"} | one for number, one in enumerate(of, 1)])


def count(desk: Desk, table: str) -> int:
    return int(stories.asked(desk.path, f"SELECT count(*) FROM {table}")[0][0])


def test_one_customer_a_telephone_number_however_it_is_written(desk: Desk, tmp_path: Path) -> None:
    files.take(desk, rows(tmp_path, {"phone": "138 0000 1111", "customer": "王磊"}, {"phone": "+86-13800001111"}))
    files.take(desk, rows(tmp_path, {"phone": "13800001111", "customer": "Wang Lei"}, name="more.csv"))
    assert stories.asked(desk.path, OWNERS) == [("1", "王磊"), ("2", "王磊"), ("1", "王磊")]
    assert count(desk, "customer") == 1


def test_nobody_is_made_from_a_name(desk: Desk, tmp_path: Path) -> None:
    """Two people of one name are not one, and somebody in the archive is not meant by chance. The name stays with the ticket."""
    stories.opened(desk, "older", customer="王磊", contacts=(("phone", "13800001111"),))
    files.take(desk, rows(tmp_path, {"customer": "王磊"}, {"customer": "王磊", "address": "3-501"}))
    assert count(desk, "customer") == 1
    assert [json.loads(row["extra"]) for row in files.exported(desk)[1:]] == [{"customer": "王磊"}] * 2
    assert files.numbers(desk, "王磊") == [1, 2, 3]


def test_a_number_of_the_source_is_one_customer_across_files(desk: Desk, tmp_path: Path) -> None:
    first = rows(tmp_path, {"customer id": "C1", "name": "Ann"}, {"customer id": "C2", "name": "Ann"})
    files.take(desk, first, source="old desk")
    more = rows(
        tmp_path, {"customer id": "C1", "name": "Ann", "phone": "+4520123456"}, {"customer id": "C3", "name": "Bo"}
    )
    more.write_text(more.read_text().replace("\n1,", "\n11,").replace("\n2,", "\n12,"))
    files.take(desk, more, source="old desk")
    assert [owner for _, owner in stories.asked(desk.path, OWNERS)] == ["Ann", "Ann", "Ann", "Bo"]
    assert count(desk, "customer") == 3
    assert files.numbers(desk, "phone:3456") == [1, 3]
    files.take(
        desk, rows(tmp_path, {"customer id": "C1", "name": "Someone else"}, name="other.csv"), source="other desk"
    )
    assert count(desk, "customer") == 4


def test_two_numbers_of_a_source_are_two_people_with_one_telephone(desk: Desk, tmp_path: Path) -> None:
    people = ({"customer id": "C1", "name": "He"}, {"customer id": "C2", "name": "She"}, {"name": "?"})
    files.take(desk, rows(tmp_path, *({"phone": "+4520123456"} | one for one in people)))
    assert [owner for _, owner in stories.asked(desk.path, OWNERS)] == ["He", "She", "He"]
    assert count(desk, "contact") == 2


def test_another_name_for_a_known_customer_is_kept_and_found(desk: Desk, tmp_path: Path) -> None:
    stories.opened(desk, "kettle", customer="王磊", contacts=(("phone", "13800001111"),))
    files.take(desk, rows(tmp_path, {"phone": "13800001111", "customer": "王太太", "company": "花店"}))
    assert stories.asked(desk.path, "SELECT name, company FROM customer") == [("王磊", "")]
    assert json.loads(files.exported(desk)[1]["extra"]) == {"customer": "王太太", "company": "花店"}
    assert files.numbers(desk, "王太太") == [2]
    assert files.numbers(desk, "王磊") == [1, 2]


def test_a_new_contact_finds_the_older_tickets_too_as_long_as_the_import_stands(desk: Desk, tmp_path: Path) -> None:
    stories.opened(desk, "kettle", customer="王磊", contacts=(("phone", "13800001111"),))
    path = rows(tmp_path, {"phone": "13800001111"}, {"phone": "13800001111", "email": "lei@example.org"})
    outcome, _ = files.take(desk, path)
    assert files.numbers(desk, "lei@example.org") == [1, 2, 3]
    truth.demand(desk.path)
    undoing.undo(desk, outcome.operation)
    assert files.numbers(desk, "lei@example.org") == []
    truth.demand(desk.path)
    undoing.redo(desk)
    assert files.numbers(desk, "lei@example.org") == [1, 2, 3]
    truth.demand(desk.path)


def test_customers_of_an_import_that_was_taken_back_are_nobody(desk: Desk, tmp_path: Path) -> None:
    outcome, _ = files.take(desk, rows(tmp_path, {"phone": "13800001111", "customer": "王磊", "serial": "SN1"}))
    undoing.undo(desk, outcome.operation)
    number = stories.opened(desk, "kettle", customer="王磊", contacts=(("phone", "13800001111"),))
    owner = "SELECT c.import_id FROM ticket t JOIN customer c ON c.id = t.customer_id WHERE t.id = ?"
    assert stories.asked(desk.path, owner, number) == [(None,)]
    files.take(desk, rows(tmp_path, {"phone": "13800001111", "title": "fan"}, name="new.csv"))
    assert {row[0] for row in stories.asked(desk.path, "SELECT customer_id FROM ticket WHERE import_id IS NOT 1")} == {
        2
    }
    files.take(desk, tmp_path / "rows.csv")
    assert files.numbers(desk, "phone:1111") == [2, 3, 4]
    truth.demand(desk.path)
    assert list(check.examine(desk.path, deep=True)) == []


def test_somebody_elses_customer_is_not_swept_away_with_the_import(desk: Desk, colleague: Desk, tmp_path: Path) -> None:
    """A ticket was opened for a customer whom a file had brought; the rest of the import goes."""
    outcome, _ = files.take(
        desk, rows(tmp_path, {"phone": "13800001111", "customer": "王磊"}, {"phone": "13800002222"})
    )
    mine = stories.opened(colleague, "kettle", contacts=(("phone", "13800001111"),))
    undoing.undo(desk, outcome.operation, partial=True)
    assert files.numbers(desk) == [mine]
    files.take(desk, rows(tmp_path, {"phone": "13800001111"}, {"phone": "13800002222"}))
    assert files.exported(desk)[0]["customer"] == "王磊"
    assert count(desk, "customer") == 2
    truth.demand(desk.path)
    assert list(check.examine(desk.path, deep=True)) == []


def test_staff_are_who_they_are_called(desk: Desk, tmp_path: Path) -> None:
    arranging.name_person(desk, "05", "Tom")
    names = ("05", "Tom", "tom", "王伟", "王伟", "")
    files.take(desk, rows(tmp_path, *({"assignee": name} for name in names)))
    assigned = "SELECT s.number, s.name FROM ticket t LEFT JOIN staff s ON s.id = t.assignee_id ORDER BY t.id"
    assert stories.asked(desk.path, assigned) == [
        ("05", "Tom"), ("05", "Tom"), (None, "tom"), (None, "王伟"), (None, "王伟"), (None, None),
    ]  # fmt: skip
    assert files.numbers(desk, "assignee:05") == [1, 2]
    assert stories.asked(desk.path, "SELECT tie FROM ticket WHERE id IN (1, 6) ORDER BY id") == [(14,), (10,)]


def test_who_may_only_look_brings_nothing_in(desk: Desk, tmp_path: Path) -> None:
    arranging.name_person(desk, "05", "Tom")
    stories.edited(desk.path, "UPDATE staff SET role = 'read_only' WHERE number = '05'")
    before = desk.path.read_bytes()
    with pytest.raises(NoPermission):
        files.take(stories.at_desk(desk.path, who="05"), rows(tmp_path, {}))
    assert desk.path.read_bytes() == before


def test_a_customer_who_is_edited_later_is_found_by_the_new_name(desk: Desk, tmp_path: Path) -> None:
    files.take(desk, rows(tmp_path, {"phone": "13800001111", "customer": "王磊"}, {"phone": "13800001111"}))
    customers.edit(desk, 1, customers.CustomerForm({"name": "王磊磊", "alert": "careful"}))
    assert files.numbers(desk, "王磊磊") == files.numbers(desk, "careful") == [1, 2]
    truth.demand(desk.path)


WORDS = st.sampled_from(["", "", "王磊", "Wang", "lamp 灯", "ＡＢＣ", "ﬁn", "Straße", "é"])
CALLS = st.sampled_from(["", "", "13800001111", "138-0000-1111", "+4520123456", "call me"])
ANY_ROW = st.fixed_dictionaries(
    {"title": WORDS, "text": WORDS, "customer": WORDS, "company": WORDS, "phone": CALLS, "email": st.sampled_from(["", "a@b.c", "A@b.c"]),
     "customer id": st.sampled_from(["", "", "C1", "C2"]), "tags": st.sampled_from(["", "b,a", "灯"]), "brand": WORDS, "Fax": WORDS}
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(ANY_ROW, min_size=1, max_size=9), min_size=1, max_size=3), st.integers(1, 4))
def test_the_index_says_what_the_tables_say(template: Path, tmp_path: Path, monkeypatch, parts, piece) -> None:
    """Whatever is in the files and however they are cut into pieces, also after the last one has been taken back and brought back."""
    from desk.actions import importing, spool

    for module in (importing, spool):
        monkeypatch.setattr(module, "PIECE", piece)
    monkeypatch.setattr(importing, "ONE_TRANSACTION", 5)
    desk = stories.at_desk(stories.copy(template, tmp_path / "any.db"))
    stories.opened(desk, "older", customer="王磊", contacts=(("phone", "13800001111"),))
    outcome = None
    for number, part in enumerate(parts):
        outcome, _ = files.take(desk, files.table(tmp_path / f"part{number}.csv", part), source="the same")
        truth.demand(desk.path)
    if outcome is not None and outcome.operation is not None:
        undoing.undo(desk, outcome.operation)
        truth.demand(desk.path)
        undoing.redo(desk)
        truth.demand(desk.path)
    assert list(check.examine(desk.path, deep=True)) == []
