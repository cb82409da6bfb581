"""Times in a query: lengths such as `2d`, and days, months, years and words such as `today` as spans of the shop's calendar."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from desk.clock import local_start
from desk.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_LENGTH = re.compile(r"([0-9]{1,5})\s*([a-z]+|[秒分时天日周月年]|分钟|小时|钟头|星期|个月)")
_MINUTES = {
    ("m", "min", "mins", "minute", "minutes", "分", "分钟"): 1,
    ("h", "hour", "hours", "时", "小时", "钟头"): 60,
    ("d", "day", "days", "天", "日"): 24 * 60,
    ("w", "week", "weeks", "周", "星期"): 7 * 24 * 60,
    ("mo", "month", "months", "月", "个月"): 30 * 24 * 60,
    ("y", "year", "years", "年"): 365 * 24 * 60,
}
_UNITS = {name: minutes for names, minutes in _MINUTES.items() for name in names}

_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-/月]([0-9]{1,2})日?")
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_QUARTER = re.compile(r"([0-9]{4})-?q([1-4])")
_YEAR = re.compile(r"([0-9]{4})年?")
_MOMENT = re.compile(r"(.+?)[t ]([0-9]{1,2}):([0-9]{2})")

# Days away from today: first, and the one after the last.
_DAYS = {
    ("today", "今天", "今日"): (0, 1),
    ("yesterday", "昨天", "昨日"): (-1, 0),
    ("tomorrow", "明天", "明日"): (1, 2),
    ("前天",): (-2, -1),
    ("后天",): (2, 3),
}
# Weeks, months and years away from this one.
_WEEKS = {("this_week", "本周", "这周"): 0, ("last_week", "上周"): -1, ("next_week", "下周"): 1}
_MONTHS = {
    ("this_month", "本月", "这个月"): 0,
    ("last_month", "上月", "上个月"): -1,
    ("next_month", "下月", "下个月"): 1,
}
_YEARS = {("this_year", "今年"): 0, ("last_year", "去年"): -1}
_WEEKDAYS = (
    ("mon", "monday", "周一", "星期一"), ("tue", "tuesday", "周二", "星期二"), ("wed", "wednesday", "周三", "星期三"),
    ("thu", "thursday", "周四", "星期四"), ("fri", "friday", "周五", "星期五"), ("sat", "saturday", "周六", "星期六"),
    ("sun", "sunday", "周日", "星期日", "周天", "星期天"),
)  # fmt: skip


def length(text: str) -> timedelta | None:
    """The length that `text` writes (`2d`, `3小时`; a month is 30 days, a year 365), or None."""
    found = _LENGTH.fullmatch(fold(text))
    minutes = _UNITS.get(found[2]) if found else None
    return timedelta(minutes=int(found[1]) * minutes) if found and minutes else None


def span(text: str, now: datetime, zone: ZoneInfo, *, ahead: bool = False) -> tuple[datetime, datetime] | None:
    """The UTC moments from which, and before which, `text` reaches, or None when it writes no time.

    A day without a year is in this year; a weekday is the coming one when `ahead`, today included, else the last one.
    """
    wanted = fold(text)
    try:
        moment = _MOMENT.fullmatch(wanted)
        if moment is not None:
            return _minute(moment, now, zone, ahead=ahead)
        days = _days(wanted.replace(" ", "_").replace("this-", "this_"), now.astimezone(zone).date(), ahead=ahead)
        return (local_start(days[0], zone), local_start(days[1], zone)) if days else None
    except (ValueError, OverflowError):
        return None


def _minute(found: re.Match[str], now: datetime, zone: ZoneInfo, *, ahead: bool) -> tuple[datetime, datetime] | None:
    day = _days(found[1], now.astimezone(zone).date(), ahead=ahead)
    if day is None or day[1] - day[0] != timedelta(days=1):
        return None
    start = datetime(day[0].year, day[0].month, day[0].day, int(found[2]), int(found[3]), tzinfo=zone)
    return start, start + timedelta(minutes=1)


def _days(text: str, today: date, *, ahead: bool) -> tuple[date, date] | None:
    return _word(text.replace("-", "_"), today) or _weekday(text, today, ahead=ahead) or _written(text, today)


def _word(text: str, today: date) -> tuple[date, date] | None:
    for names, (first, after) in _DAYS.items():
        if text in names:
            return today + timedelta(days=first), today + timedelta(days=after)
    for names, away in _WEEKS.items():
        if text in names:
            monday = today + timedelta(days=7 * away - today.weekday())
            return monday, monday + timedelta(days=7)
    for names, away in _MONTHS.items():
        if text in names:
            return _months(today.year, today.month + away, 1)
    for names, away in _YEARS.items():
        if text in names:
            return _months(today.year + away, 1, 12)
    return None


def _weekday(text: str, today: date, *, ahead: bool) -> tuple[date, date] | None:
    for number, names in enumerate(_WEEKDAYS):
        if text in names:
            away = (number - today.weekday()) % 7 if ahead else -((today.weekday() - number) % 7)
            day = today + timedelta(days=away)
            return day, day + timedelta(days=1)
    return None


def _written(text: str, today: date) -> tuple[date, date] | None:
    if found := _DAY.fullmatch(text):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day + timedelta(days=1)
    if found := _MONTH.fullmatch(text):
        return _months(int(found[1]), int(found[2]), 1) if 1 <= int(found[2]) <= 12 else None
    if found := _QUARTER.fullmatch(text):
        return _months(int(found[1]), int(found[2]) * 3 - 2, 3)
    if found := _YEAR.fullmatch(text):
        return _months(int(found[1]), 1, 12)
    if found := _MONTH_DAY.fullmatch(text):
        day = date(today.year, int(found[1]), int(found[2]))
        return day, day + timedelta(days=1)
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """Whole months from `month`, which may lie outside 1 to 12."""
    first, after = year * 12 + month - 1, year * 12 + month - 1 + count
    return date(first // 12, first % 12 + 1, 1), date(after // 12, after % 12 + 1, 1)
