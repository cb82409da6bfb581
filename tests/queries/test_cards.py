from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.clock import to_text
from desk.errors import NotFound
from desk.queries.history import Watch

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def at(**delta):
    return to_text(NOW + timedelta(**delta))


@pytest.fixture
def repair(book):
    li = book.insert("staff", number="03", name="李", login="li")
    zhang = book.customer("张三", "13800001111", initials="zs", vip=1, alert="先打电话", address="8-2-501")
    phone = book.device(customer_id=zhang, brand="Apple", model="iPhone 12", serial="F2L-99")
    book.ticket("iPhone 12 屏幕碎", customer_id=zhang, device_id=phone, opened_by=li, assignee_id=li, estimate=48000)
    book.ticket("回访", kind="follow_up", parent_id=1, customer_id=zhang)
    book.ticket("old lamp", customer_id=zhang, stage="closed", status="collected", opened_at=at(days=-90))
    book.index()
    return book


def test_a_card_shows_who_what_and_whose(repair):
    repair.insert("flag", ticket_id=1, colour="red", reason="angry", staff_id=1, at=at())
    card = repair.reader().ticket(1)
    assert card.row.number == card.fields["id"] == 1
    assert (card.fields["estimate"], card.opened_by, card.customer_tickets) == (48000, "李", 3)
    assert card.customer is not None
    assert (card.customer.name, card.customer.alert, card.customer.open_tickets) == ("张三", "先打电话", 2)
    assert [one.normal for one in card.customer.contacts] == ["13800001111"]
    assert card.device is not None
    assert (card.device.model, card.device.serial) == ("iPhone 12", "F2L-99")
    assert [row.number for row in card.children] == [2]
    assert [(flag.colour, flag.reason, flag.by) for flag in card.flags] == [("red", "angry", "李")]
    assert repair.reader().ticket(2).parent.number == 1


@pytest.mark.parametrize(
    "ask", [lambda r: r.ticket(9), lambda r: r.timeline(9), lambda r: r.customer_card(9), lambda r: r.operation(9)]
)
def test_what_is_not_there_is_told(repair, ask):
    with pytest.raises(NotFound):
        ask(repair.reader())


def test_a_timeline_is_in_order_and_tells_a_deed_once(repair):
    opened = repair.insert("operation", at=at(hours=-5), staff_id=1, door="cli", session="s", deed="add", ticket_id=1)
    tagged = repair.insert(
        "operation", at=at(hours=-3), staff_id=1, door="cli", session="s", deed="tag", detail='{"add":["a"]}'
    )
    undone = repair.insert(
        "operation", at=at(hours=-2), staff_id=1, door="cli", session="s", deed="tag", undone_by=tagged
    )
    for operation, entity in ((opened, "ticket"), (opened, "stage_event"), (tagged, "tag"), (undone, "tag")):
        repair.insert("change", operation_id=operation, entity=entity, row_id=1, ticket_id=1)
    repair.insert(
        "message", ticket_id=1, kind="message", at=at(hours=-1), body="什么时候好?", needs_answer=1, channel="wechat"
    )
    repair.insert("message", ticket_id=1, kind="reply", at=at(hours=-4), body="六点", staff_id=1)
    repair.insert(
        "stage_event",
        ticket_id=1,
        at=at(hours=-5),
        to_status="received",
        to_stage="open",
        source="deed",
        operation_id=opened,
    )
    repair.insert("flag", ticket_id=1, colour="red", at=at(minutes=-5))
    found = repair.reader().timeline(1)
    assert [one.what for one in found] == ["stage", "reply", "deed", "message", "flag"]
    assert [one.status for one in found] == ["received", "", "tag", "", "red"]
    assert (found[1].by, found[3].by) == ("李", "")
    assert (found[3].text, found[3].needs_answer, found[3].channel) == ("什么时候好?", True, "wechat")
    assert found[2].operation_id == tagged


@pytest.mark.parametrize(
    "text", ["1111", "138 0000 1111", "+86 13800001111", "张三", "张", "zs", "ZS", "1", "8-2-501", "8-2", "2-501"]
)
def test_reception_finds_the_customer(repair, text):
    assert [one.name for one in repair.reader().customers_like(text)] == ["张三"]


def test_the_surest_customer_comes_first_and_strangers_not_at_all(repair):
    repair.customer("张三丰", initials="zsf")
    repair.customer("老张三", initials="lzs")
    assert [one.name for one in repair.reader().customers_like("张三")] == ["张三", "张三丰", "老张三"]
    assert [one.name for one in repair.reader().customers_like("张三", limit=1)] == ["张三"]
    assert repair.reader().customers_like("2222") == repair.reader().customers_like(" ") == []


def test_a_customer_card_has_the_history_and_follows_a_merge(repair):
    twice = repair.customer("张叁", merged_into=1)
    card = repair.reader().customer_card(twice)
    assert (card.id, card.vip, card.ticket_count) == (1, True, 3)
    assert [row.number for row in card.open_tickets] == [2, 1]
    assert [row.number for row in card.tickets] == [3, 2, 1]
    assert [one.serial for one in card.devices] == ["F2L-99"]
    assert card.fields["address"] == "8-2-501"


def test_likely_duplicates_need_the_person_or_the_thing_and_a_like_title(repair):
    reader = repair.reader()
    found = reader.likely_duplicates("iPhone 12 屏幕坏", phones=["138 0000 1111"])
    assert [(one.row.number, one.why, one.opened_by) for one in found] == [(1, "phone", "李")]
    assert [one.row.number for one in reader.likely_duplicates("something else", serial="f2l 99")] == [1]
    assert [one.why for one in reader.likely_duplicates("iPhone 12 屏幕", address="8-2-501")] == ["address"]
    assert reader.likely_duplicates("iPhone 12 屏幕碎") == []
    assert reader.likely_duplicates("洗衣机漏水", phones=["13800001111"]) == []
    assert reader.likely_duplicates("old lamp", phones=["13800001111"]) == []


def test_the_log_is_newest_first_by_key_and_of_one_ticket(book):
    for number in range(1, 6):
        book.insert("operation", at=at(), door="cli", session="s", deed=f"d{number}", ticket_id=number % 2)
    book.insert("change", operation_id=2, entity="ticket", row_id=1, ticket_id=1, before='{"a":1}', after='{"a":2}')
    reader = book.reader()
    assert [one.id for one in reader.log(limit=2)] == [5, 4]
    assert [one.id for one in reader.log(limit=2, before=4)] == [3, 2]
    assert [one.id for one in reader.log(number=1)] == [5, 3, 2, 1]
    operation, changes = reader.operation(2)
    assert (operation.deed, [(one.entity, one.before, one.after) for one in changes]) == (
        "d2",
        [("ticket", '{"a":1}', '{"a":2}')],
    )


def test_a_watch_tells_each_commit_of_others_once(book, tmp_path):
    import sqlite3

    connection = sqlite3.connect(tmp_path / "shop.db", isolation_level=None)
    try:
        watch = Watch(connection)
        assert watch.changed() is False
        book.ticket("new")
        assert watch.changed() is True
        assert watch.changed() is False
        book.connection.execute("BEGIN EXCLUSIVE")
        assert watch.changed() in (None, False)
        book.connection.execute("ROLLBACK")
        assert watch.changed() is False
    finally:
        connection.close()


def test_staff_stand_by_number(book):
    for number, name in (("05", "Anna"), (None, "外包"), ("03", "李")):
        book.insert("staff", number=number, name=name)
    assert [one.name for one in book.reader().staff()] == ["李", "Anna", "外包"]
