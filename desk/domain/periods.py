"""Periods of a report: days of the shop's calendar, the last one excluded, cut into UTC instants by the shop's zone."""

from __future__ import annotations

from datetime import MAXYEAR, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from desk.clock import local_start
from desk.errors import Usage
from desk.record import NamedTuple
from desk.text import N_

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Unit = Literal["day", "week", "month", "quarter", "year", "range"]
_DAY = timedelta(days=1)


class Period(NamedTuple):
    """`first` is its first day, `end` the day after its last; `label` reads back with `read`."""

    unit: Unit
    label: str
    first: date
    end: date

    @property
    def last(self) -> date:
        """The last day, included."""
        return self.end - _DAY

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From (included) and to (excluded) in UTC: the first instants of the first day and of the day after the last."""
        return local_start(self.first, zone), local_start(self.end, zone)

    def previous(self) -> Period:
        """The period of the same kind before: the month before a month, as many days before a range."""
        if self.unit == "range":
            return span(self.first - (self.end - self.first), self.first - _DAY)
        return _CONTAINING[self.unit](self.first - _DAY)


def day(of: date) -> Period:
    """That day; label `2026-11-21`."""
    return Period("day", of.isoformat(), of, of + _DAY)


def week(of: date) -> Period:
    """The week of that day, Monday to Sunday; label `2026-W47` (ISO 8601)."""
    year, number, weekday = of.isocalendar()
    first = of - timedelta(days=weekday - 1)
    return Period("week", f"{year:04d}-W{number:02d}", first, first + timedelta(days=7))


def month(of: date) -> Period:
    """The month of that day; label `2026-11`."""
    first = of.replace(day=1)
    return Period("month", f"{first.year:04d}-{first.month:02d}", first, _months_on(first, 1))


def quarter(of: date) -> Period:
    """The quarter of that day; label `2026-Q4`."""
    number = (of.month - 1) // 3
    first = date(of.year, number * 3 + 1, 1)
    return Period("quarter", f"{first.year:04d}-Q{number + 1}", first, _months_on(first, 3))


def year(of: date) -> Period:
    """The year of that day; label `2026`."""
    first = date(of.year, 1, 1)
    return Period("year", f"{first.year:04d}", first, _months_on(first, 12))


def span(first: date, last: date) -> Period:
    """From `first` to `last`, both included; label `2026-10-01..2026-10-15`. Usage when it ends before it begins."""
    if last < first:
        raise Usage(N_("A period cannot end ({last}) before it begins ({first})."), first=str(first), last=str(last))
    return Period("range", f"{first.isoformat()}..{last.isoformat()}", first, last + _DAY)


def last_whole_month(today: date) -> Period:
    """The month before the one of `today`."""
    return month(today).previous()


def read(text: str) -> Period:
    """The period of a label: `2026`, `2026-Q4`, `2026-10`, `2026-W47`, `2026-10-05`, `2026-10-01..2026-10-15`.

    Usage with an example for anything else.
    """
    try:
        found = _read(text.strip().upper())
    except (ValueError, OverflowError):
        found = None
    if found is None or not 1 < found.first.year < MAXYEAR:
        raise Usage(
            N_("“{text}” is no period; write for example {examples}."),
            text=text, examples="2026-10, 2026-Q4, 2026-W47, 2026, 2026-10-01..2026-10-15",
        )  # fmt: skip
    return found


def _read(text: str) -> Period | None:
    first, dots, last = text.partition("..")
    if dots:
        return span(_date(first), _date(last))
    head, _, tail = text.partition("-")
    if not (len(head) == 4 and head.isascii() and head.isdigit()):
        return None
    if not tail:
        return year(date(int(head), 1, 1))
    if tail[0] == "W" and len(tail) == 3:
        return week(date.fromisocalendar(int(head), int(tail[1:]), 1))
    if tail[0] == "Q" and tail[1:] in ("1", "2", "3", "4"):
        return quarter(date(int(head), int(tail[1:]) * 3, 1))
    return month(_date(text + "-01")) if len(tail) == 2 else day(_date(text))


def _date(text: str) -> date:
    """Only `2026-10-05`: Python also reads `20261005` and weeks, which would be guesses here."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError(text)
    return date.fromisoformat(text)


def _months_on(first: date, months: int) -> date:
    years, index = divmod(first.month - 1 + months, 12)
    return date(first.year + years, index + 1, 1)


_CONTAINING = {"day": day, "week": week, "month": month, "quarter": quarter, "year": year}
