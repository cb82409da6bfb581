"""Times as people write them: `fri`, `+3d`, `明天18点`, `11-28`, `18:00`. What is no time is None, so it can stay text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from desk.domain.identify import narrow

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            ("mon", "monday", "周一", "星期一", "礼拜一"),
            ("tue", "tues", "tuesday", "周二", "星期二", "礼拜二"),
            ("wed", "wednesday", "周三", "星期三", "礼拜三"),
            ("thu", "thur", "thurs", "thursday", "周四", "星期四", "礼拜四"),
            ("fri", "friday", "周五", "星期五", "礼拜五"),
            ("sat", "saturday", "周六", "星期六", "礼拜六"),
            ("sun", "sunday", "周日", "周天", "星期日", "星期天", "礼拜日", "礼拜天"),
        )
    )
    for name in names
}
_AWAY = {
    "today": 0, "今天": 0, "今日": 0, "今早": 0, "今晚": 0, "tonight": 0, "tomorrow": 1, "tmr": 1, "明天": 1, "明日": 1,
    "明早": 1, "明晚": 1, "后天": 2, "大后天": 3, "yesterday": -1, "昨天": -1, "昨日": -1, "昨早": -1, "昨晚": -1, "前天": -2,
}  # fmt: skip
_EVENING = ("今晚", "明晚", "昨晚", "tonight")
_MORNING = ("今早", "明早", "昨早")
_LAST = time(23, 59)
_UNITS = {
    "m": 1, "min": 1, "分钟": 1, "分": 1, "h": 60, "小时": 60, "钟头": 60, "d": 1440, "天": 1440, "日": 1440,
    "w": 10080, "周": 10080, "星期": 10080, "礼拜": 10080,
}  # fmt: skip
_HANZI = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TOO_MANY = 10_000_000
_AFTER = re.compile(
    r"\+?([0-9]{1,4}|[一二两三四五六七八九十]{1,3})(?:个)?(" + "|".join(_UNITS) + r")(?:[之以]?([后前]))?"
)
_HALF_HOUR = re.compile(r"半个?(?:小时|钟头)[之以]?([后前])")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?")
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-/月]([0-9]{1,2})[日号]?")
_DAY_ONLY = re.compile(r"([0-9]{1,2})[日号]")
_CLOCK = re.compile(
    r"(凌晨|早上|上午|中午|下午|傍晚|晚上)?([0-9]{1,2}|[一二两三四五六七八九十]{1,3}(?=[点时]))"
    r"(?::([0-9]{2})(?::([0-9]{2}))?|[点时](?:([0-9]{1,2})分?|(半)|钟|整)?|([ap]m))"
)
_ZONED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})")
_LATER_HALF = ("下午", "傍晚", "晚上")
MOST_DAYS = 3660


def when(text: str, *, now: datetime, zone: ZoneInfo, closing: time = time(18)) -> datetime | None:
    """The moment to come that `text` names, in UTC; None when it names none.

    A day without a time is `closing` of that day, or its last minute when the shop has closed today; a time without a day is the
    next such time; a weekday is the next one, today while the shop is still open; a day of the month without its year is the
    next one. Minutes and hours are counted from `now`, days and weeks end at `closing`. Only a day that is named, by its date or
    as yesterday, can lie behind `now`. `now` is aware, `zone` the shop's.
    """
    return _read(_Reading(now, zone, closing, past=False), text)


def past(text: str, *, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment gone by that `text` names, in UTC: 10:30 is today's, a day without a time its noon, today now; None when it names none."""
    return _read(_Reading(now, zone, time(12), past=True), text)


def _read(reading: _Reading, text: str) -> datetime | None:
    try:
        return reading.moment(narrow(text).strip().lower())
    except OverflowError:  # the year 9999 is over somewhere
        return None


class _Reading:
    def __init__(self, now: datetime, zone: ZoneInfo, default: time, *, past: bool) -> None:
        self.now = now.astimezone(UTC).replace(microsecond=0)
        self.here = self.now.astimezone(zone)
        self.zone = zone
        self.default = default
        self.past = past

    def moment(self, text: str) -> datetime | None:
        if not text or len(text) > 40:
            return None
        if text in ("now", "现在"):
            return self.now
        if _ZONED.fullmatch(text.upper()):
            return _exact(text.upper())
        span = self._span(text)
        if span is not None:
            return span
        clock = self._clock(text)
        if clock is not None:
            return self._next(clock)
        return self._split(text)

    def _span(self, text: str) -> datetime | None:
        half = _HALF_HOUR.fullmatch(text)
        if half:
            return self.now + timedelta(minutes=-30 if half[1] == "前" else 30)
        found = _AFTER.fullmatch(text)
        if not found or not (text.startswith("+") or found[3] or (self.past and found[2].isascii())):
            return None
        count = _count(found[1])
        length = timedelta(minutes=count * _UNITS[found[2]])
        if length > timedelta(days=MOST_DAYS):
            return None
        if found[3] == "前" or (self.past and not found[3]):
            return self.now - length
        if _UNITS[found[2]] < _UNITS["d"]:
            return self.now + length
        return self._on((self.here + length).date(), self.default)

    def _split(self, text: str) -> datetime | None:
        """A day, with a time behind it: the longest beginning that is a day and leaves nothing or a time."""
        for end in range(len(text), 0, -1):
            rest = text[end:].strip(" t,，")
            clock = self._clock(rest) if rest else None
            if rest and clock is None:
                continue
            day = self._day(text[:end].strip(), clock)
            if day is not None:
                return self._at(day, text[:end].strip(), clock)
        return None

    def _at(self, day: date, word: str, clock: time | None) -> datetime:
        """The moment of a day: its time, or what the word for it and the shop's hours say."""
        if clock is not None:
            return self._on(day, clock.replace(hour=clock.hour + 12) if word in _EVENING and clock.hour < 12 else clock)
        found = self._on(day, time(20) if word in _EVENING else time(9) if word in _MORNING else self.default)
        if day != self.here.date():
            return found
        return min(found, self.now) if self.past else found if found > self.now else self._on(day, _LAST)

    def _day(self, text: str, clock: time | None) -> date | None:
        today = self.here.date()
        if text in _AWAY:
            return today + timedelta(days=_AWAY[text])
        weekday = _WEEKDAYS.get(text.removeprefix("next ").removeprefix("下").removeprefix("这").removeprefix("本"))
        if weekday is not None:
            return self._weekday(text, weekday, clock)
        found = _DAY.fullmatch(text)
        if found:
            return _date(int(found[1]), int(found[2]), int(found[3]))
        found = _MONTH_DAY.fullmatch(text)
        if found:
            return self._nearest([(today.year + year, int(found[1]), int(found[2])) for year in (-1, 0, 1)])
        found = _DAY_ONLY.fullmatch(text)
        if found:
            months = [divmod(today.year * 12 + today.month - 1 + step, 12) for step in (-1, 0, 1, 2)]
            return self._nearest([(year, month + 1, int(found[1])) for year, month in months])
        return None

    def _weekday(self, text: str, weekday: int, clock: time | None) -> date:
        today = self.here.date()
        if text.startswith("下"):
            return today - timedelta(days=today.weekday()) + timedelta(days=7 + weekday)
        if self.past and not text.startswith("next "):
            behind = (today.weekday() - weekday) % 7
            later = behind == 0 and clock is not None and self.here.time() < clock
            return today - timedelta(days=7 if later else behind)
        ahead = (weekday - today.weekday()) % 7
        if text.startswith("next ") or (ahead == 0 and self.here.time() >= (clock or self.default)):
            ahead = ahead or 7
        return today + timedelta(days=ahead)

    def _nearest(self, days: list[tuple[int, int, int]]) -> date | None:
        """The first of `days` that is not over, or looking back the last that has begun."""
        found = [day for parts in days if (day := _date(*parts)) is not None]
        today = self.here.date()
        if self.past:
            return max((day for day in found if day <= today), default=None)
        return min((day for day in found if day >= today), default=None)

    def _clock(self, text: str) -> time | None:
        found = _CLOCK.fullmatch(text)
        if not found:
            return None
        part, hour, minute = found[1], _count(found[2]), int(found[3] or found[5] or (30 if found[6] else 0))
        second = int(found[4] or 0)
        if found[7]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if found[7] == "pm" else 0)
        elif (part in _LATER_HALF and hour < 12) or (part == "中午" and hour < 3):
            hour += 12
        if (hour, minute, second) == (24, 0, 0):
            return _LAST
        return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None

    def _next(self, clock: time) -> datetime | None:
        today = self.here.date()
        found = self._on(today, clock)
        if self.past:
            return found if found <= self.now else self._on(today - timedelta(days=1), clock)
        return found if found > self.now else self._on(today + timedelta(days=1), clock)

    def _on(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)


def _count(text: str) -> int:
    """The number that digits or hanzi up to 九十九 write; what is no number, such as 三四, is more than any hour or length."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _HANZI.get(text, _TOO_MANY)
    return 10 * (_HANZI.get(tens, _TOO_MANY) if tens else 1) + (_HANZI.get(ones, _TOO_MANY) if ones else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _exact(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
