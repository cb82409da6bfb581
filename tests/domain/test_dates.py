"""Times as people write them. It is Friday, 27 November 2026, 10:00 in Shanghai, and the shop closes at 18:00."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.domain import dates

SHANGHAI, COPENHAGEN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Copenhagen")
MORNING = datetime(2026, 11, 27, 10, tzinfo=SHANGHAI)
EVENING = datetime(2026, 11, 27, 20, 30, tzinfo=SHANGHAI)


def here(text: str, now: datetime = MORNING) -> str | None:
    """What `when` reads, as Shanghai's wall says it."""
    found = dates.when(text, now=now, zone=SHANGHAI, closing=time(18))
    return f"{found.astimezone(SHANGHAI):%m-%d %H:%M}" if found else None


def gone(text: str, now: datetime = MORNING) -> str | None:
    found = dates.past(text, now=now, zone=SHANGHAI)
    return f"{found.astimezone(SHANGHAI):%m-%d %H:%M}" if found else None


TO_COME = {
    "11-27 18:00": (
        "fri",
        "Friday",
        "周五",
        "星期五",
        "today",
        "今天",
        "ｆｒｉ",
        "fri 18:00",
        "fri18:00",
        "今天下午6点",
        "11-27",
        "27号",
    ),
    "11-28 18:00": (
        "sat",
        "周六",
        "礼拜六",
        "tomorrow",
        "明天",
        "+1d",
        "1天后",
        "明天18点",
        "11-28",
        "11/28",
        "11月28日",
        "28日",
    ),
    "11-30 18:00": (
        "mon",
        "周一",
        "+3d",
        "３天后",
        "三天后",
        "三天以后",
        "下周一",
        "2026-11-30",
        "2026年11月30日",
        "2026/11/30",
    ),
    "12-04 18:00": ("next fri", "下周五", "+1w", "+7d", "一周后", "一个星期后"),
    "12-03 18:00": ("thu", "周四"),
    "11-01 18:00": ("11-01", "11月1日"),  # next year's
    "11-27 12:00": ("+2h", "2小时后", "两个小时后", "12:00", "12点", "中午12点", "12pm", "+120min", "今天12点"),
    "11-27 10:30": (
        "+30m",
        "半小时后",
        "半个小时后",
        "10:30",
        "10点半",
        "十点半",
        "今天十点半",
        "10点30分",
        "30分钟后",
    ),
    "11-28 09:00": (
        "9:00",
        "09:00",
        "9点",
        "九点钟",
        "9am",
        "上午9点",
        "明早",
        "明早9点",
        "明天9:00",
    ),  # nine is over today
    "11-27 20:00": ("今晚", "tonight", "晚上8点", "今晚8点", "今晚20点", "8pm", "20:00", "傍晚8点"),
    "11-27 14:00": (
        "下午2点",
        "下午两点",
        "十四点整",
        "中午2点",
        "2pm",
        "14:00:00",
        "fri 14:00",
        "周五14点",
        "fri,14:00",
        "today 2pm",
    ),
    "11-28 10:00": ("+24h", "24小时后", "10:00"),  # hours are hours, also many of them
    "11-27 23:59": ("24:00", "today 24:00"),
    "11-26 18:00": ("yesterday", "昨天", "2026-11-26"),  # who names a day means it
    "11-27 10:00": ("now", "现在", "2026-11-27T10:00", "2026-11-27T02:00:00Z", "2026-11-27 03:00+01:00"),
}


@pytest.mark.parametrize(("wanted", "words"), TO_COME.items())
def test_a_moment_to_come(wanted: str, words: tuple[str, ...]) -> None:
    assert {word: here(word) for word in words} == dict.fromkeys(words, wanted)


def test_a_word_for_today_after_closing_means_the_rest_of_the_day() -> None:
    words = ("today", "今天", "今晚", "11-27", "27号")
    assert {word: here(word, EVENING) for word in words} == dict.fromkeys(words, "11-27 23:59")
    assert here("fri", EVENING) == "12-04 18:00"
    assert here("20:00", EVENING) == "11-28 20:00"


BEFORE = {
    "11-27 09:30": ("9:30", "09:30", "today 9:30", "30分钟前", "30m", "半小时前", "今早9点半"),
    "11-26 17:00": (
        "17:00",
        "yesterday 17:00",
        "昨天17点",
        "昨天下午5点",
        "2026-11-26 17:00",
        "11-26 17:00",
        "thu 17:00",
    ),
    "11-26 12:00": ("yesterday", "昨天", "thu", "周四", "11-26", "26号", "2026-11-26"),
    "11-26 20:00": ("昨晚", "昨晚8点"),
    "11-24 10:00": ("3d", "3天前", "三天前"),
    "11-28 12:00": ("11-28",),  # last year's
    "11-27 10:00": ("today", "fri", "11-27", "today 10:00", "now"),
    "11-20 17:00": ("fri 17:00",),
}


@pytest.mark.parametrize(("wanted", "words"), BEFORE.items())
def test_a_moment_gone_by(wanted: str, words: tuple[str, ...]) -> None:
    assert {word: gone(word) for word in words} == dict.fromkeys(words, wanted)


def test_what_is_to_come_is_not_taken_for_what_was() -> None:
    assert gone("next fri") == "12-04 12:00"
    assert gone("tomorrow") == "11-28 12:00"


def test_a_day_without_its_year_is_the_nearest_one() -> None:
    assert dates.when("2-29", now=MORNING, zone=SHANGHAI) is None  # neither this year nor the next has one
    leap = dates.when("2-29", now=datetime(2027, 12, 1, tzinfo=UTC), zone=SHANGHAI)
    assert leap == datetime(2028, 2, 29, 18, tzinfo=SHANGHAI)
    assert here("31号", datetime(2026, 11, 27, tzinfo=SHANGHAI)) == "12-31 18:00"  # November has none
    assert gone("11-28", datetime(2026, 11, 28, 13, tzinfo=SHANGHAI)) == "11-28 12:00"


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "18", "3天", "3d", "2h", "25:00", "12:60", "18:00:61", "13pm", "0am", "99点", "11-31", "2026-02-30",
        "2026-13-01", "fri mon", "fri18", "周八", "+0.5d", "+-3d", "+99999d", "+9999w", "-3d", "10:30 yesterday morning",
        "x" * 50, "2026-11-28T18:00Z later", "18:00fri", "١٨:٠٠", "５０点", "0000-01-01", "9999-99-99",
    ],
)  # fmt: skip
def test_what_is_no_time_stays_text(text: str) -> None:
    assert dates.when(text, now=MORNING, zone=SHANGHAI) is None


def test_an_hour_that_summer_time_skips_is_moved_and_one_that_comes_twice_is_the_first() -> None:
    spring = datetime(2026, 3, 28, 12, tzinfo=COPENHAGEN)
    assert dates.when("2026-03-29 02:30", now=spring, zone=COPENHAGEN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert dates.when("+1d", now=spring, zone=COPENHAGEN, closing=time(18)) == datetime(2026, 3, 29, 16, tzinfo=UTC)
    assert dates.when("+24h", now=spring, zone=COPENHAGEN) == spring.astimezone(UTC) + timedelta(hours=24)
    autumn = datetime(2026, 10, 24, 12, tzinfo=COPENHAGEN)
    assert dates.when("2026-10-25 02:30", now=autumn, zone=COPENHAGEN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_at_the_ends_of_time_nothing_breaks() -> None:
    first, last = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, 23, tzinfo=UTC)
    for now in (first, last):
        for text in (
            "fri",
            "+3d",
            "+2h",
            "12-31",
            "31号",
            "yesterday",
            "下周五",
            "23:30",
            "9999-12-31 23:59",
            "0001-01-01",
        ):
            for zone in (SHANGHAI, COPENHAGEN, ZoneInfo("America/New_York")):
                dates.when(text, now=now, zone=zone)
                dates.past(text, now=now, zone=zone)


_PIECES = "+ - 1 3 18 24 99 : 00 30 59 d h w m fri 周五 下周 明天 今晚 早上 点 半 分 号 月 年 2026 / T Z 后 前 个 天 小时 am pm ,"
PIECES = st.sampled_from([*_PIECES.split(), " ", "\u3000"])
TEXTS = st.text(max_size=45) | st.lists(PIECES, max_size=8).map("".join)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Copenhagen", "America/St_Johns", "Pacific/Apia", "UTC"]).map(ZoneInfo)


@given(TEXTS, MOMENTS, ZONES)
@example("+9999d", datetime(9999, 12, 31, tzinfo=UTC), SHANGHAI)
def test_any_text_is_a_moment_or_none(text: str, now: datetime, zone: ZoneInfo) -> None:
    for found in (dates.when(text, now=now, zone=zone), dates.past(text, now=now, zone=zone)):
        assert found is None or found.tzinfo is UTC


RELATIVE = (
    "fri",
    "sun",
    "周三",
    "+3d",
    "3天后",
    "+2h",
    "半小时后",
    "18:00",
    "9点",
    "8pm",
    "今晚",
    "today",
    "tomorrow",
    "明早",
    "next mon",
    "+1w",
)


@given(st.sampled_from(RELATIVE), MOMENTS, ZONES, st.times())
def test_what_names_no_date_lies_ahead(text: str, now: datetime, zone: ZoneInfo, closing: time) -> None:
    found = dates.when(text, now=now, zone=zone, closing=closing)
    assert found is not None
    last_minute = now.astimezone(zone).time() >= time(23, 59)
    assert (
        found > now.replace(microsecond=0)
        or (last_minute and text in ("today", "今晚"))
        or clock_is_put_back(now, zone)
    )


def clock_is_put_back(now: datetime, zone: ZoneInfo) -> bool:
    """Whether a clock time of that day comes twice, or the day itself is left out: then a wall clock cannot tell."""
    return now.astimezone(zone).utcoffset() != (now + timedelta(days=2)).astimezone(zone).utcoffset()


@given(st.sampled_from([*RELATIVE, "yesterday", "30m", "昨晚"]), MOMENTS, ZONES)
def test_what_happened_does_not_lie_ahead(text: str, now: datetime, zone: ZoneInfo) -> None:
    found = dates.past(text, now=now, zone=zone)
    future_by_its_words = ("tomorrow", "明早", "3天后", "半小时后", "next mon")
    assert found is None or found <= now or text in future_by_its_words or clock_is_put_back(now, zone)
