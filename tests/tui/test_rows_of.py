from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import i18n
from desk.config import Settings
from desk.domain import workflows
from desk.queries.rows import TicketRow
from desk.text import cell_width
from desk.tui import rows_of, times
from desk.tui.widgets.rows import lay_out

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
SIGHT = rows_of.Sight(
    NOW, SHANGHAI, datetime(2026, 11, 21, 16, 0, tzinfo=UTC), workflows.DEFAULT, Settings(), onsite=False
)


def ticket(**facts):
    empty = dict.fromkeys(TicketRow._fields)
    usual = {
        "number": 7, "kind": "repair", "workflow": "repair", "status": "received", "stage": "open", "title": "it",
        "customer": "张三", "vip": False, "assignee_number": "03", "assignee": "李", "priority": "normal", "flag_colour": "",
        "tags": (), "channel": "phone", "site": "", "category": "", "complaint_class": "", "lane": 2, "tie": 0, "group": 6,
    }  # fmt: skip
    return TicketRow(**{**empty, **usual, **facts})


def cells(told=True, **facts):
    row = rows_of.row(ticket(**facts), SIGHT, told=told)
    return row, {name: cell.text for name, cell in row.cells.items()}


def ago(**span):
    return (NOW - timedelta(**span)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({"hours": 2}, "-2h"),
        ({"hours": -1}, "19:00"),
        ({"hours": -10}, "tmrw"),
        ({"days": -3}, "Tue"),
        ({"days": -30}, "12-21"),
        ({"days": -400}, "2027"),
    ],
)
def test_a_promise_is_said_as_near_as_it_is(when, said):
    assert cells(due_at=ago(**when))[1]["due"] == said


@pytest.mark.parametrize(
    ("minutes", "channel", "tone"),
    [
        (29, "phone", ""),
        (30, "phone", "today"),
        (59, "email", "today"),
        (60, "phone", "late"),
        (2, "chat", "today"),
        (4, "chat", "late"),
    ],
)
def test_waiting_turns_amber_and_red_by_the_limits_of_the_channel(minutes, channel, tone):
    row, said = cells(waiting_since=ago(minutes=minutes), channel=channel)
    assert said["wait"] == ("1h" if minutes == 60 else f"{minutes}m")
    assert row.cells["wait"].tone == tone


def test_each_reason_to_stand_in_front_has_a_sign_and_a_tone():
    signs = [
        rows_of.row(ticket(**facts), SIGHT, told=True)
        for facts in (
            {"lane": 0},
            {"lane": 2, "act_by": ago(hours=2)},
            {"lane": 1},
            {"lane": 2, "act_by": ago(hours=-2)},
            {"lane": 2, "act_by": ago(days=9)},
            {"lane": 3, "stage": "waiting"},
        )
    ]
    assert [row.sign for row in signs] == ["now", "-2h", "cmpl", "due", "-9d", ""]
    assert [row.tone for row in signs] == ["urgent", "late", "complaint", "today", "late", "waiting"]


def test_what_is_finished_says_so_and_waits_for_nobody():
    facts = {"status": "ready", "stage": "resolved", "lane": None, "waiting_since": ago(days=1), "due_at": ago(days=1)}
    _, said = cells(told=False, **facts)
    assert (said["title"], said["wait"], said["due"]) == ("[Ready] it", "", "")
    assert cells(told=True, **facts)[1]["title"] == "it"


def test_a_status_that_the_shop_gave_up_is_shown_by_its_id():
    assert cells(status="was_once")[1]["status"] == "was_once"


@given(st.timedeltas(timedelta(0), timedelta(days=40_000)))
def test_a_length_fits_its_column(span):
    assert 2 <= len(times.length(span)) <= 3


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)), st.sampled_from(["en", "zh"]))
def test_a_moment_ahead_fits_its_column_in_both_languages(when, language):
    i18n.choose(language)
    try:
        assert cell_width(times.ahead(when, NOW, SHANGHAI)) <= 5
    finally:
        i18n.choose("en")


@given(st.integers(40, 250), st.integers(0, 10**9))
def test_the_columns_fit_every_width_and_number_title_and_due_always_stand(width, top):
    laid = lay_out(rows_of.columns(width, top), width - 6)
    assert {"number", "title", "due"} <= {column.id for column, _room in laid}
    assert sum(room + 1 for _column, room in laid) - 1 <= max(width - 6, 40)
