from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.clock import to_text
from desk.domain import urgency
from desk.domain.hours import Channels
from desk.text import Label, cell_width

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)  # ten in the morning in the shop
DAY_END = datetime(2026, 11, 21, 16, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ticket(stage="open", **columns):
    row = {"kind": "repair", "stage": stage, "priority": "normal", "channel": "phone", "complaint_class": ""}
    return {**row, **{key: to_text(v) if isinstance(v, datetime) else v for key, v in columns.items()}}


def act_by(row):
    return urgency.act_by(row, ZONE)


def test_the_earliest_clock_counts():
    assert act_by(ticket(due_at=NOW + DAY, waiting_since=NOW, resume_at=NOW + 9 * HOUR)) == NOW + HOUR
    assert act_by(ticket(due_at=NOW - DAY, waiting_since=NOW)) == NOW - DAY
    assert act_by(ticket(waiting_since=NOW, channel="chat")) == NOW + timedelta(seconds=200)
    assert act_by(ticket()) is None


def test_a_night_message_is_due_in_the_morning():
    late = datetime(2026, 11, 21, 14, 50, tzinfo=UTC)  # 22:50
    assert act_by(ticket(waiting_since=late)) == datetime(2026, 11, 22, 0, 50, tzinfo=UTC)


def test_a_channel_that_never_counts_has_no_answer_target():
    row = ticket(waiting_since=NOW, channel="letter", ask_again_at=NOW + DAY)
    assert urgency.act_by(row, ZONE, Channels(windows={"letter": None})) == NOW + DAY


def test_while_others_owe_only_promise_resume_and_ask_again_run():
    assert act_by(ticket("waiting", waiting_since=NOW)) is None
    assert act_by(ticket("waiting", waiting_since=NOW, ask_again_at=NOW + DAY)) == NOW + DAY
    assert act_by(ticket("waiting", due_at=NOW + HOUR, resume_at=NOW + DAY)) == NOW + HOUR


@pytest.mark.parametrize("stage", ["resolved", "closed"])
def test_finished_work_has_no_clock_and_no_place(stage):
    assert act_by(ticket(stage, due_at=NOW)) is None
    assert urgency.lane(ticket(stage, priority="urgent")) is None
    assert urgency.group(None, NOW, NOW, DAY_END) == urgency.ELSEWHERE


def test_lanes():
    assert urgency.lane(ticket(priority="urgent")) == 0
    assert urgency.lane(ticket(kind="complaint", complaint_class="emergency")) == 0
    assert urgency.lane(ticket(kind="complaint")) == 1
    assert urgency.lane(ticket()) == 2
    assert urgency.lane(ticket("waiting", kind="complaint", priority="urgent")) == 3


@pytest.mark.parametrize(
    ("lane", "moment", "expected"),
    [
        (0, NOW - 30 * DAY, urgency.EMERGENCY),
        (2, NOW - HOUR, urgency.LATE),
        (2, NOW, urgency.LATE),
        (2, NOW - 7 * DAY, urgency.LATE),
        (2, NOW - 7 * DAY - timedelta(seconds=1), urgency.LONG_LATE),
        (1, NOW - HOUR, urgency.LATE),
        (1, NOW - 8 * DAY, urgency.COMPLAINT),
        (1, None, urgency.COMPLAINT),
        (2, NOW + timedelta(seconds=1), urgency.TODAY),
        (2, DAY_END, urgency.REST),
        (2, None, urgency.REST),
        (3, None, urgency.WAITING),
        (3, DAY_END + DAY, urgency.WAITING),
        (3, NOW + HOUR, urgency.TODAY),
        (3, NOW - HOUR, urgency.LATE),
    ],
)
def test_groups(lane, moment, expected):
    assert urgency.group(lane, moment, NOW, DAY_END) == expected


def test_the_late_days_are_the_shops():
    assert urgency.group(2, NOW - 2 * DAY, NOW, DAY_END, late_days=1) == urgency.LONG_LATE


def test_inside_a_group_complaints_then_unassigned_then_priority():
    rows = [
        ticket(kind="complaint"),
        ticket(kind="complaint", assignee_id=3),
        ticket(priority="high"),
        ticket(),
        ticket(priority="low"),
        ticket(priority="high", assignee_id=3),
        ticket(priority="low", assignee_id=3),
    ]
    packed = [urgency.tie(row) for row in rows]
    assert packed == sorted(set(packed))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (NOW - timedelta(minutes=5), "-5m"),
        (NOW - 2 * HOUR, "-2h"),
        (NOW - 3 * DAY, "-3d"),
        (NOW - 99 * DAY, "-99d"),
        (NOW - 200 * DAY, "-28w"),
        (NOW - 800 * DAY, "-2y"),
    ],
)
def test_late_rows_say_how_late(moment, expected):
    for found in (urgency.LATE, urgency.LONG_LATE):
        assert urgency.sign(found, moment, NOW) == Label(expected, expected)


def test_the_other_signs():
    signs = [urgency.sign(found, NOW + HOUR, NOW) for found in (urgency.EMERGENCY, urgency.COMPLAINT, urgency.TODAY)]
    assert signs == [Label("now", "急"), Label("cmpl", "投"), Label("due", "今")]
    assert urgency.sign(urgency.REST, None, NOW) == Label("", "")


moments = st.none() | st.integers(-40 * 24 * 60, 40 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
rows = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["repair", "inquiry", "complaint"]),
        "stage": st.sampled_from(["open", "waiting", "resolved"]),
        "priority": st.sampled_from(["urgent", "high", "normal", "low"]),
        "assignee_id": st.none() | st.integers(1, 3),
        "due_at": moments.map(lambda m: m and to_text(m)),
        "waiting_since": moments.map(lambda m: m and to_text(m)),
    }
)


def place(number, row):
    moment = act_by(row)
    found = urgency.group(urgency.lane(row), moment, NOW, DAY_END)
    return urgency.sort_key(found, urgency.tie(row), moment, number)


@given(st.lists(rows, max_size=12), st.randoms(use_true_random=False))
def test_the_order_is_total_and_does_not_depend_on_how_the_rows_came(found, rng):
    keys = [place(number, row) for number, row in enumerate(found, 1)]
    assert len(set(keys)) == len(keys)
    shuffled = keys[:]
    rng.shuffle(shuffled)
    assert sorted(shuffled) == sorted(keys)


@given(rows, st.integers(0, 30 * 24 * 60))
def test_a_row_never_sinks_below_today_by_waiting_longer(row, minutes):
    later = NOW + timedelta(minutes=minutes)
    lane, moment = urgency.lane(row), act_by(row)
    before, after = urgency.group(lane, moment, NOW, DAY_END), urgency.group(lane, moment, later, later + HOUR * 14)
    if after > before:
        assert (before, after) in {(urgency.LATE, urgency.LONG_LATE), (urgency.LATE, urgency.COMPLAINT),
                                   (urgency.TODAY, urgency.LONG_LATE)}  # fmt: skip


@given(rows)
def test_signs_fit_their_column(row):
    moment = act_by(row)
    found = urgency.group(urgency.lane(row), moment, NOW, DAY_END)
    assert all(cell_width(text) <= 4 for text in urgency.sign(found, moment, NOW))
