from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain.hours import ALL_DAY, DEFAULT_CHANNELS, Channels, Waits, Window, add_inside, elapsed_inside

SHANGHAI, COPENHAGEN, NEW_YORK = map(ZoneInfo, ("Asia/Shanghai", "Europe/Copenhagen", "America/New_York"))
DAY = Window()  # 08:00 to 23:00
NIGHT = Window(time(18), time(2))
HOUR = timedelta(hours=1)


def at(zone, *local):
    return datetime(*local, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "span", "expected"),
    [
        ((2026, 11, 21, 10), HOUR, (2026, 11, 21, 11)),
        ((2026, 11, 21, 22, 30), HOUR, (2026, 11, 22, 8, 30)),
        ((2026, 11, 21, 3), HOUR, (2026, 11, 21, 9)),
        ((2026, 11, 21, 23), HOUR, (2026, 11, 22, 9)),
        ((2026, 11, 21, 22), HOUR, (2026, 11, 21, 23)),
        ((2026, 11, 21, 8), 31 * HOUR, (2026, 11, 23, 9)),
        ((2026, 11, 21, 3), 0 * HOUR, (2026, 11, 21, 3)),
    ],
)
def test_waiting_counts_only_while_the_channel_is_open(start, span, expected):
    assert add_inside(at(SHANGHAI, *start), span, DAY, SHANGHAI) == at(SHANGHAI, *expected)


def test_a_window_may_reach_past_midnight():
    assert add_inside(at(SHANGHAI, 2026, 11, 21, 1), 2 * HOUR, NIGHT, SHANGHAI) == at(SHANGHAI, 2026, 11, 21, 19)
    assert add_inside(at(SHANGHAI, 2026, 11, 21, 23), 2 * HOUR, NIGHT, SHANGHAI) == at(SHANGHAI, 2026, 11, 22, 1)


def test_nights_with_a_change_of_clocks_are_as_long_as_they_are():
    # 29 March 2026: two o'clock is three; 25 October: two o'clock comes twice
    assert add_inside(at(COPENHAGEN, 2026, 3, 29, 1), 2 * HOUR, ALL_DAY, COPENHAGEN) == at(COPENHAGEN, 2026, 3, 29, 4)
    early = Window(time(1), time(5))
    assert add_inside(at(COPENHAGEN, 2026, 3, 29, 0), 3 * HOUR, early, COPENHAGEN) == at(COPENHAGEN, 2026, 3, 29, 5)
    assert add_inside(at(COPENHAGEN, 2026, 10, 25, 0), 5 * HOUR, early, COPENHAGEN) == at(COPENHAGEN, 2026, 10, 25, 5)


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda m: m.replace(tzinfo=UTC, microsecond=0))
times = st.times().map(lambda t: t.replace(second=0, microsecond=0))
windows = st.builds(Window, times, times)


@given(moments, st.integers(1, 100_000), windows, st.sampled_from([SHANGHAI, COPENHAGEN, NEW_YORK]))
def test_what_was_added_has_passed_inside_the_window_and_not_a_second_less(start, seconds, window, zone):
    end = add_inside(start, timedelta(seconds=seconds), window, zone)
    assert elapsed_inside(start, end, window, zone) == timedelta(seconds=seconds)
    assert elapsed_inside(start, end - timedelta(seconds=1), window, zone) == timedelta(seconds=seconds - 1)


@given(moments, st.integers(0, 300_000), windows, st.sampled_from([SHANGHAI, COPENHAGEN, NEW_YORK]))
def test_time_inside_the_window_is_what_a_clock_counts_minute_by_minute(start, seconds, window, zone):
    start, end = start.replace(second=0), start.replace(second=0) + timedelta(minutes=seconds // 300)

    def is_open(moment):
        local = moment.astimezone(zone).time()
        if window.opens == window.closes:
            return True
        inside = window.opens <= local, local < window.closes
        return all(inside) if window.opens < window.closes else any(inside)

    ticks = (end - start) // timedelta(minutes=1)
    counted = sum(is_open(start + timedelta(minutes=n)) for n in range(ticks))
    measured = elapsed_inside(start, end, window, zone) / timedelta(minutes=1)
    # a window that opens or closes inside the hour that clocks skip or repeat may differ by that hour
    changes = start.astimezone(zone).utcoffset() != (end + timedelta(days=1)).astimezone(zone).utcoffset()
    assert abs(counted - measured) <= (60 if changes else 0)


def test_channels_have_their_own_windows_and_limits():
    assert DEFAULT_CHANNELS.waits_of("chat") == Waits(timedelta(seconds=100), timedelta(seconds=200))
    assert DEFAULT_CHANNELS.waits_of("phone") == DEFAULT_CHANNELS.waits_of("") == Waits(HOUR / 2, HOUR)
    own = Channels(windows={"email": Window.read("09:00-17:30"), "letter": Window.read("")})
    assert own.window_of("email") == Window(time(9), time(17, 30))
    assert own.window_of("letter") is None
    assert own.window_of(None) == Window(time(8), time(23))


def test_windows_as_they_are_written():
    assert Window.read("20:00-24:00") == Window(time(20), time(0))
    assert Window.read("00:00-24:00") == ALL_DAY
    with pytest.raises(ValueError, match="Invalid"):
        Window.read("nine to five")
