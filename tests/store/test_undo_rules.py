from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import truth
from support.stories import asked, at_desk, edited, opened, snapshot

from desk.actions import arranging, customers, moving, talking, undoing
from desk.actions.talking import Said
from desk.errors import Conflict, NoPermission, NotFound, Refused
from desk.store import tables

if TYPE_CHECKING:
    from pathlib import Path

    from desk.actions.desk import Desk

TABLES = [name for name in tables.BY_NAME if name not in ("operation", "change", "staff")]


def rows(desk: Desk) -> object:
    truth.demand(desk.path)
    return snapshot(desk.path, TABLES)


def test_what_somebody_changed_since_is_not_taken_back(desk: Desk, colleague: Desk) -> None:
    number = opened(desk)
    mine = arranging.set_fields(desk, [number], {"title": "first"}).operation
    arranging.set_fields(colleague, [number], {"title": "second"})
    before = rows(desk)
    with pytest.raises(Conflict):
        undoing.undo(desk, mine or 0)
    assert rows(desk) == before


def test_one_changed_row_keeps_a_whole_bulk_deed(desk: Desk, colleague: Desk) -> None:
    numbers = [opened(desk, f"ticket {index}") for index in range(5)]
    bulk = arranging.priority(desk, numbers, "high").operation
    arranging.priority(colleague, numbers[2:3], "urgent")
    before = rows(desk)
    with pytest.raises(Conflict) as caught:
        undoing.undo(desk, bulk or 0)
    assert caught.value.sentence.values == {"number": numbers[2]}
    assert rows(desk) == before


def test_another_column_may_have_moved_on(desk: Desk, colleague: Desk) -> None:
    number = opened(desk)
    arranging.set_fields(desk, [number], {"title": "mine"})
    arranging.set_fields(colleague, [number], {"site": "B3"})
    talking.note(colleague, [number], Said("later"))
    undoing.undo(desk)
    assert asked(desk.path, "SELECT title, site FROM ticket") == [("iPhone 12 屏幕碎", "B3")]
    truth.demand(desk.path)


def test_a_ticket_with_something_new_on_it_is_not_taken_out(desk: Desk, colleague: Desk) -> None:
    number = opened(desk)
    talking.note(colleague, [number], Said("I have put it on the shelf"))
    before = rows(desk)
    with pytest.raises(Conflict):
        undoing.undo(desk)
    assert rows(desk) == before


def test_a_number_taken_back_is_not_given_again(desk: Desk) -> None:
    first = opened(desk)
    undoing.undo(desk)
    second = opened(desk)
    assert second > first
    assert asked(desk.path, "SELECT id FROM ticket") == [(second,)]


def test_the_same_deed_is_taken_back_once(desk: Desk) -> None:
    opened(desk)
    operation = undoing.newest(desk)
    assert operation is not None
    undoing.undo(desk, operation.id)
    with pytest.raises(Refused):
        undoing.undo(desk, operation.id)
    with pytest.raises(NotFound):
        undoing.undo(desk)


def test_taking_back_a_redo_is_taking_back_the_deed(desk: Desk) -> None:
    number = opened(desk)
    arranging.priority(desk, [number], "high")
    undoing.undo(desk)
    again = undoing.redo(desk).operation
    undoing.undo(desk, again or 0)
    assert asked(desk.path, "SELECT priority FROM ticket") == [("normal",)]
    standing = undoing.newest(desk)
    assert standing is not None
    assert standing.deed == "open", "the deed does not stand any more"
    undoing.redo(desk)
    assert asked(desk.path, "SELECT priority FROM ticket") == [("high",)]
    undoing.undo(desk)
    undoing.undo(desk)
    assert asked(desk.path, "SELECT count(*) FROM ticket") == [(0,)]
    truth.demand(desk.path)


def test_many_deeds_go_back_one_by_one_and_return_in_order(desk: Desk) -> None:
    number = opened(desk)
    seen = [rows(desk)]
    for title in ("a", "b", "c"):
        arranging.set_fields(desk, [number], {"title": title})
        seen.append(rows(desk))
    titles = [asked(desk.path, "SELECT title FROM ticket")]
    for _ in range(3):
        undoing.undo(desk)
        titles.append(asked(desk.path, "SELECT title FROM ticket"))
    assert titles == [[("c",)], [("b",)], [("a",)], [("iPhone 12 屏幕碎",)]]
    for title in ("a", "b", "c"):
        undoing.redo(desk)
        assert asked(desk.path, "SELECT title FROM ticket") == [(title,)]


def test_undo_takes_mine_and_not_a_colleagues(desk: Desk, colleague: Desk) -> None:
    number = opened(desk)
    arranging.set_fields(desk, [number], {"title": "mine"})
    arranging.set_fields(colleague, [number], {"site": "theirs"})
    found = undoing.newest(desk)
    assert found is not None
    assert (found.deed, found.ask) == ("set", "")
    undoing.undo(desk)
    assert asked(desk.path, "SELECT title, site FROM ticket") == [("iPhone 12 屏幕碎", "theirs")]


def test_a_session_of_the_screen_takes_back_only_its_own(desk: Desk) -> None:
    number = opened(desk)
    screen = at_desk(desk.path, door="tui", session="s1")
    with pytest.raises(NotFound):
        undoing.undo(screen)
    arranging.priority(screen, [number], "high")
    undoing.undo(screen)
    assert asked(desk.path, "SELECT priority FROM ticket") == [("normal",)]


def test_what_has_to_be_asked_before_is_said(desk: Desk, colleague: Desk) -> None:
    numbers = [opened(desk, f"ticket {index}") for index in range(undoing.MANY + 1)]
    bulk = arranging.priority(desk, numbers, "high").operation or 0
    assert undoing.candidate(desk, bulk).ask == "many"
    assert undoing.candidate(colleague, bulk).ask == "others"
    with pytest.raises(NotFound):
        undoing.candidate(desk, 10_000)


def test_who_may_only_look_takes_nothing_back(desk: Desk) -> None:
    number = opened(desk)
    arranging.priority(desk, [number], "high")
    edited(desk.path, "UPDATE staff SET role = 'read_only' WHERE number = '03'")
    before = rows(desk)
    with pytest.raises(NoPermission):
        undoing.undo(desk)
    with pytest.raises(NoPermission):
        arranging.priority(desk, [number], "low")
    assert rows(desk) == before


def test_a_deed_that_changes_nothing_is_no_operation(desk: Desk) -> None:
    number = opened(desk)
    arranging.priority(desk, [number], "high")
    before = rows(desk), asked(desk.path, "SELECT count(*) FROM operation")
    assert arranging.priority(desk, [number], "high").operation is None
    assert arranging.tag(desk, [number], remove=["never there"]).operation is None
    assert (rows(desk), asked(desk.path, "SELECT count(*) FROM operation")) == before


def test_a_refused_ticket_keeps_nothing_of_the_deed(desk: Desk) -> None:
    """The reply is written before the move is refused; neither it nor its journal line may stay."""
    asks = opened(desk, "asks", kind="inquiry", channel="email")
    broken = opened(desk, "broken", channel="email")
    before = snapshot(desk.path, TABLES)
    outcome = talking.reply(desk, [asks, broken], Said("an answer"), then="answered")
    assert outcome.numbers == (asks,)
    assert [refusal.number for refusal in outcome.refused] == [broken]
    assert asked(desk.path, "SELECT ticket_id FROM message") == [(asks,)]
    assert snapshot(desk.path, ["ticket"])["ticket"][broken] == before["ticket"][broken]  # type: ignore[index]
    lines = asked(desk.path, "SELECT DISTINCT ticket_id FROM change WHERE operation_id = ?", outcome.operation)
    assert lines == [(asks,)]
    truth.demand(desk.path)


def test_all_or_nothing(desk: Desk) -> None:
    numbers = [opened(desk, "asks", kind="inquiry"), opened(desk, "broken")]
    before = rows(desk), asked(desk.path, "SELECT count(*) FROM operation")
    with pytest.raises(Refused):
        moving.status(desk, numbers, "diagnosing", all_or_nothing=True)
    assert (rows(desk), asked(desk.path, "SELECT count(*) FROM operation")) == before


def test_a_stale_form_of_a_ticket_is_refused(desk: Desk, colleague: Desk) -> None:
    number = opened(desk)
    opened_with = asked(desk.path, "SELECT version FROM ticket")[0][0]
    arranging.set_fields(colleague, [number], {"title": "theirs"}, versions={number: opened_with})
    with pytest.raises(Conflict):
        arranging.set_fields(desk, [number], {"title": "mine"}, versions={number: opened_with})
    assert asked(desk.path, "SELECT title FROM ticket") == [("theirs",)]


def test_a_stale_form_of_a_customer_does_not_lose_a_number(desk: Desk, colleague: Desk) -> None:
    """Contacts stand in rows of their own, but they are part of the form that was opened."""
    opened(desk, customer="张三", contacts=(("phone", "13800001111"),))
    version = asked(desk.path, "SELECT version FROM customer")[0][0]
    both = (("phone", "13800001111"), ("phone", "13900002222"))
    customers.edit(colleague, 1, customers.CustomerForm({}, both), version=version)
    with pytest.raises(Conflict):
        customers.edit(desk, 1, customers.CustomerForm({"vip": 1}, (("phone", "13800001111"),)), version=version)
    assert asked(desk.path, "SELECT value FROM contact ORDER BY id") == [("13800001111",), ("13900002222",)]


def test_a_desk_that_moved_while_undoing_is_whole(desk: Desk, shop: Path) -> None:
    """Undo of a merge of rows that do not match to the letter goes row by row; the fast way leaves no trace of its try."""
    numbers = [opened(desk, f"ticket {index}") for index in range(4)]
    arranging.assign(desk, numbers, "05")
    talking.note(desk, numbers[:2], Said("activity moves on"))
    undoing.undo(desk, undoing.candidate(desk, 5).id)
    assert asked(shop, "SELECT DISTINCT assignee_id FROM ticket") == [(None,)]
    lines = asked(shop, "SELECT count(*) FROM change WHERE operation_id = (SELECT max(id) FROM operation)")
    assert lines == [(4,)]
    truth.demand(shop)


def test_a_form_saved_as_it_was_is_no_operation(desk: Desk) -> None:
    opened(desk, customer="张三", contacts=(("phone", "13800001111"),))
    form = customers.CustomerForm({"name": "张三"}, (("phone", "138 0000 1111"),))
    assert customers.edit(desk, 1, form).operation is None
    assert asked(desk.path, "SELECT deed FROM operation") == [("open",)]
