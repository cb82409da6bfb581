from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.clock import to_text
from desk.errors import Usage

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)  # as in the fixture


def at(**delta):
    return to_text(NOW + timedelta(**delta))


@pytest.fixture
def busy(book):
    li = book.insert("staff", number="03", name="李", login="li", initials="l")
    zhang = book.customer("张三", "13800001111", initials="zs", vip=1, address="8-2-501")
    phone = book.device(brand="Apple", model="iPhone 12", serial="F2L-99")
    book.ticket(
        "iPhone 12 屏幕碎", customer_id=zhang, device_id=phone, assignee_id=li, status="awaiting_parts", stage="waiting",
        site="二期", waiting_since=at(hours=-3), due_at=at(days=1), flag_colour="red",
    )  # fmt: skip
    book.ticket("退款没到账", kind="complaint", channel="wechat", category="refund", due_at=at(days=-1), reason="other")
    book.ticket(
        "洗衣机漏水", status="collected", stage="closed", opened_at="2026-10-05T01:00:00Z", closed_at=at(days=-1)
    )
    book.ticket("Lamp: loose plug", status="ready", stage="resolved", order_number="TB-2026-77", snoozed_until=None)
    book.ticket("回访 张三", kind="follow_up", status="planned", snoozed_until=at(days=1), parent_id=1)
    book.insert("tag", ticket_id=4, name="hard")
    book.index()
    return book


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("is:open", [2, 1]),
        ("是：未完", [2, 1]),
        ("is:waiting", [1]),
        ("stage:open", [2, 5]),
        ("is:snoozed", [5]),
        ("is:overdue", [2]),
        ("is:unassigned is:open", [2]),
        ("is:mine", [1]),
        ("assignee:me", [1]),
        ("经办:李", [1]),
        ("assignee:03", [1]),
        ("assignee:none stage:closed,resolved", [4, 3]),
        ("is:vip", [1]),
        ("kind:报修 stage:closed", [3]),
        ("kind:complaint,回访", [2, 5]),
        ("status:待件", [1]),
        ("status:待料", [1]),
        ("status:ready", [4]),
        ("状态:已取", [3]),
        ("site:二期", [1]),
        ("category:退款", [2]),
        ("channel:微信", [2]),
        ("flag:红", [1]),
        ("tag:hard", [4]),
        ("no:reason kind:complaint", []),
        ("has:promise", [2, 1]),
        ("has:phone", [1]),
        ("no:customer no:order stage:closed", [3]),
        ("customer:张", [1]),
        ("customer:zs", [1]),
        ("customer:1", [1]),
        ("phone:1111", [1]),
        ("phone:00001111", [1]),
        ("order:tb202677", [4]),
        ("serial:f2l99", [1]),
        ("device:apple", [1]),
        ("address:8-2-501", [1]),
        ("number:3..4", [4, 3]),
        ("number:#2,1号", [2, 1]),
        ("parent:1", [5]),
        ("created:2026-10", [3]),
        ("created:2026-10-05..2026-10-05", [3]),
        ("created:..2026-10", [3]),
        ("created:今天 stage:closed", []),
        ("created:30d..", [3]),
        ("due:<2d", [2, 1]),
        ("due:0h..2d", [1]),
        ("due:明天", [1]),
        ("waiting:>2h", [1]),
        ("waiting:2h..", [1]),
        ("waiting:..2h", []),
        ("closed:..2d", [3]),
        ("NOT is:open NOT stage:closed", [5, 4]),
        ("-is:open -stage:closed", [5, 4]),
        ("NOT due:..2d", [5, 4, 3]),
        ("kind:complaint OR tag:hard", [2, 4]),
        ("(屏幕 OR 漏水) -stage:closed", [1]),
        ("屏幕", [1]),
        ("碎", [1]),
        ('"屏幕碎"', [1]),
        ("lam", [4]),
        ('"lam"', []),
        ("张三", [5, 1]),
        ("apple 屏", [1]),
        ("二 sort:number -屏", []),
    ],
)
def test_a_query_finds_exactly_these(busy, query, numbers):
    assert busy.found(query, me=1) == numbers


@pytest.mark.parametrize(
    ("query", "numbers"),
    [("4", [4]), ("#4", [4]), ("4号", [4]), ("1111", [1]), ("138-0000-1111", [1]), ("2", [2, 4, 1])],
)
def test_bare_digits_are_the_ticket_first_then_phone_and_order(busy, query, numbers):
    assert busy.found(query) == numbers


def test_the_ticket_of_the_number_stands_before_newer_phones(book):
    for number in range(1, 1111):
        book.ticket(f"t{number}")
    late = book.ticket("x", customer_id=book.customer("A", "20001111"))
    exact = 1111
    book.insert("ticket", id=2000, kind="repair", workflow="repair", status="received", stage="open", title="box 1111",
                opened_at=at(), last_activity_at=at())  # fmt: skip
    assert late == exact
    newer = book.ticket("y", customer_id=book.customer("B", "20001111"))
    book.index()
    assert book.found("1111") == [1111, newer, 2000]
    reader = book.reader()
    assert reader.ids("1111", limit=1) == [1111]
    assert reader.ids("1111", limit=1, after=1111) == [newer]
    assert reader.ids("1111", limit=5, after=newer) == [2000]


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("is:opne", "open"), ("kind:repiar", "repair"), ("status:redy", "ready"), ("stage:wating", "waiting"),
        ("no:reasn", "reason"), ("flag:rad", "red"), ("assignee:lii", "li"), ("状态:维修钟", "维修中"),
    ],
)  # fmt: skip
def test_a_bad_value_gets_the_closest_one(busy, query, near):
    with pytest.raises(Usage) as caught:
        busy.found(query)
    assert caught.value.sentence.values["near"] == near


@pytest.mark.parametrize(
    "query",
    ["is:mine", "phone:11", "number:x", "created:2026-13", "created:2d", "waiting:2h", "due:1d..2026", "kind:a..b",
     "is:<open", "customer:!!", "priority:zzzzz", "import:x", "sort:-urgency"],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_never_an_empty_list(busy, query):
    with pytest.raises(Usage):
        busy.found(query)


def test_an_import_that_was_taken_back_is_gone_everywhere(busy):
    batch = busy.insert("import_batch", at=at(), source="x", file_name="f", sha256="", state="undone")
    busy.ticket("屏幕 again", import_id=batch)
    busy.index()
    assert busy.found("屏幕") == [1]
    assert busy.found("is:open") == [2, 1]
    assert busy.reader().count("is:open") == 2
    assert busy.found("sort:-number") == [5, 4, 3, 2, 1]
