from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.queries.spans import length, span

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)  # a Saturday, 18:00 in Shanghai


def local(*parts):
    return datetime(*parts, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2026", (2026, 1, 1), (2027, 1, 1)),
        ("2026-12", (2026, 12, 1), (2027, 1, 1)),
        ("2026年10月", (2026, 10, 1), (2026, 11, 1)),
        ("2026q4", (2026, 10, 1), (2027, 1, 1)),
        ("2026-10-05", (2026, 10, 5), (2026, 10, 6)),
        ("2026/1/5", (2026, 1, 5), (2026, 1, 6)),
        ("10月5日", (2026, 10, 5), (2026, 10, 6)),
        ("2026-10-05 14:30", (2026, 10, 5, 14, 30), (2026, 10, 5, 14, 31)),
        ("2026-10-05T14:30", (2026, 10, 5, 14, 30), (2026, 10, 5, 14, 31)),
        ("today", (2026, 11, 21), (2026, 11, 22)),
        ("昨天", (2026, 11, 20), (2026, 11, 21)),
        ("后天", (2026, 11, 23), (2026, 11, 24)),
        ("this-week", (2026, 11, 16), (2026, 11, 23)),
        ("上周", (2026, 11, 9), (2026, 11, 16)),
        ("last_month", (2026, 10, 1), (2026, 11, 1)),
        ("下个月", (2026, 12, 1), (2027, 1, 1)),
        ("去年", (2025, 1, 1), (2026, 1, 1)),
        ("fri", (2026, 11, 20), (2026, 11, 21)),
        ("周六", (2026, 11, 21), (2026, 11, 22)),
    ],
)
def test_a_time_is_a_span_of_the_shops_calendar(text, first, after):
    assert span(text, NOW, SHANGHAI) == (local(*first), local(*after))


def test_a_weekday_ahead_is_the_coming_one():
    assert span("fri", NOW, SHANGHAI, ahead=True) == (local(2026, 11, 27), local(2026, 11, 28))
    assert span("sat", NOW, SHANGHAI, ahead=True) == (local(2026, 11, 21), local(2026, 11, 22))


def test_days_of_other_lengths_are_whole():
    first, after = span("2026-03-29", NOW, ZoneInfo("Europe/Copenhagen"))
    assert after - first == timedelta(hours=23)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-02-30", "0000", "13-40", "soon", "", "2026-10-05 25:00", "2026 14:30", "9999-12-31"]
)
def test_what_is_no_time_is_none(text):
    assert span(text, NOW, SHANGHAI) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("2h", 120), ("90m", 90), ("３天", 4320), ("2 weeks", 20160), ("2小时", 120), ("1个月", 43200)],
)
def test_a_length_is_written_in_both_languages(text, minutes):
    assert length(text) == timedelta(minutes=minutes)


@given(st.text(max_size=12))
def test_no_text_breaks_the_calendar(text):
    found = span(text, NOW, SHANGHAI)
    assert found is None or found[0] < found[1]
    assert length(text) is None or length(text) >= timedelta()
