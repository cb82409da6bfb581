from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.clock import to_text
from desk.domain import urgency as rules
from desk.queries import urgency
from desk.queries.asked import Asked

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
DAY_END = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
MINUTES = st.integers(-30 * 1440, 30 * 1440) | st.sampled_from([0, -7 * 1440, -7 * 1440 - 1, 360, 359])


def moment(minutes):
    return NOW + timedelta(minutes=minutes)


@pytest.fixture
def queue(book):
    dice = random.Random(7)
    li = book.insert("staff", number="03", name="李")
    for number in range(1, 161):
        stage = dice.choice(["open", "open", "waiting", "closed"])
        book.ticket(
            f"屏幕 {number}" if number % 3 else f"lamp {number}",
            kind=dice.choice(["repair", "complaint", "inquiry"]),
            stage=stage,
            priority=dice.choice(["urgent", "high", "normal", "normal", "low"]),
            assignee_id=dice.choice([None, li]),
            site=dice.choice(["一期", "二期"]),
            act_by=dice.choice([None, to_text(moment(dice.randrange(-20 * 1440, 3 * 1440)))])
            if stage != "closed"
            else None,
            due_at=dice.choice([None, to_text(moment(dice.randrange(-2, 2) * 60))]),
            waiting_since=dice.choice([None, to_text(moment(-dice.randrange(9) * 60))]),
            opened_at=to_text(moment(-dice.randrange(60))),
        )
    book.index()
    return book


def table(book):
    found = book.connection.execute("SELECT * FROM ticket")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def by_urgency(row):
    act_by = datetime.fromisoformat(row["act_by"]) if row["act_by"] else None
    group = rules.group(row["lane"], act_by, NOW, DAY_END)
    # what is over follows newest first, whatever its tie
    return (
        rules.sort_key(group, 0, None, -row["id"])
        if group == 8
        else rules.sort_key(group, row["tie"], act_by, row["id"])
    )


def by_column(column):
    return lambda row: (row[column] is None, row[column] or "", row["id"] if row[column] else -row["id"])


ORDERS = {
    "sort:urgency": by_urgency,
    "sort:number": lambda row: row["id"],
    "sort:-number": lambda row: -row["id"],
    "sort:due": by_column("due_at"),
    "sort:waiting": by_column("waiting_since"),
    "sort:created": by_column("opened_at"),
    "sort:activity": by_column("last_activity_at"),
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", lambda row: True),
        ("stage:open,waiting", lambda row: row["stage"] != "closed"),
        ("site:二期", lambda row: row["site"] == "二期"),
        ("assignee:03", lambda row: row["assignee_id"] is not None),
        ("屏幕", lambda row: "屏幕" in row["title"]),
        ("NOT lamp kind:complaint", lambda row: "lamp" not in row["title"] and row["kind"] == "complaint"),
    ],
)
def test_pages_of_any_size_are_the_sorted_table(queue, order, query, kept):
    reader = queue.reader()
    rows = [row for row in table(queue) if kept(row)]
    wanted = [row["id"] for row in sorted(rows, key=ORDERS[order])]
    text = f"{query} {order}"
    assert reader.ids(text, limit=0) == wanted
    assert [number for page in reader.all_ids(text, chunk=7) for number in page] == wanted
    paged = []
    while page := reader.ids(text, limit=11, after=paged[-1] if paged else None):
        paged += page
    assert paged == wanted


def test_descending_puts_the_empty_last_as_well(queue):
    found = queue.found("sort:-due")
    times = [row["due_at"] for number in found for row in table(queue) if row["id"] == number]
    known = [time for time in times if time]
    assert times == sorted(known, reverse=True) + [None] * (len(times) - len(known))


@given(lane=st.sampled_from([None, 0, 1, 2, 3]), minutes=MINUTES | st.none())
def test_the_group_is_the_one_of_the_rules(lane, minutes):
    act_by = None if minutes is None else moment(minutes)
    at = urgency.edges(Asked(None, ZONE, NOW))
    found = urgency.group(lane, act_by and to_text(act_by), at)
    assert found == rules.group(lane, act_by, NOW, DAY_END)


@pytest.mark.parametrize("query", ["", "is:open", "site:二期", "屏幕", "stage:closed", "sort:due kind:repair"])
def test_counts_are_what_is_listed_up_to_the_limit(queue, query):
    reader = queue.reader()
    listed = len(reader.ids(query, limit=0))
    assert reader.count(query, limit=0) == listed
    assert reader.count(query, limit=5) == min(listed, 5)


def test_counts_of_views_leave_out_what_has_no_answer(queue):
    assert queue.reader().view_counts(["is:mine", "number:1..3"]) == [None, 3]


def test_hits_outside_the_view_are_the_others(queue):
    reader = queue.reader()
    inside, outside = reader.ids("屏幕 stage:open", limit=0), reader.outside("屏幕", "stage:open", limit=500)
    assert sorted(inside + outside) == sorted(reader.ids("屏幕", limit=0))
    assert not set(inside) & set(outside)
    assert reader.outside("屏幕", "") == []


def test_a_row_says_what_the_queue_shows(book):
    li = book.insert("staff", number="03", name="李")
    zhang = book.customer("张三", "13800001111", vip=1)
    first = book.ticket("屏幕碎", customer_id=zhang, assignee_id=li, act_by=to_text(moment(-5)), site="二期")
    for name in ("b", "a"):
        book.insert("tag", ticket_id=first, name=name)
    bare = book.ticket("lamp", stage="closed", status="collected")
    closed, row = book.reader().rows([bare, 99, first])
    assert (row.number, row.customer, row.vip, row.assignee_number, row.assignee) == (first, "张三", True, "03", "李")
    assert (row.tags, row.group, row.site, row.act_by) == (("b", "a"), 2, "二期", to_text(moment(-5)))
    assert (closed.number, closed.customer, closed.vip, closed.tags, closed.group) == (bare, "", False, (), 8)
