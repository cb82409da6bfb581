"""Dates as people and programs write them, into instants. The order of day and month is told or follows from the column, never guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from desk import clock
from desk.errors import BadInput
from desk.text import N_

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

ORDERS = ("ymd", "dmy", "mdy")
_TIME = (
    r"(?:[T\s,]*(?P<noon>上午|下午|晚上|凌晨|中午)?\s*(?P<h>\d{1,2})[:：时点](?P<m>\d{1,2})分?(?:[:：]?(?P<s>\d{1,2})秒?(?:[.,]\d{1,9})?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_YMD = re.compile(
    r"(?P<y>\d{4})\s*(?:(?P<sep>[-/.])(?P<mo>\d{1,2})(?P=sep)(?P<d>\d{1,2})|年\s*(?P<mo2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})\s*[日号]?)"
    + _TIME
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<mo>\d{2})(?P<d>\d{2})" + _TIME)
_DOTTED = re.compile(
    r"(?P<d>\d{1,2})\.\s?(?P<mo>\d{1,2})\.\s?(?P<y>\d{4})" + _TIME
)  # with dots only day first is in use
_EITHER = re.compile(r"(?P<a>\d{1,2})(?P<sep>[/-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})" + _TIME)
_SERIAL = re.compile(r"\d{5}(?:\.\d{1,12})?")
_EMPTY = frozenset({"0000-00-00", "0000-00-00 00:00:00", "-", "--", "/", "n/a", "null", "none", "无"})
_INSTANT = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)  # day 0 of spreadsheets; right from 1 March 1900
_NO_DATE = N_("“{value}” is no date.")
AMBIGUOUS = N_("“{value}” may be day or month first. Say which with --date-order dmy or mdy.")


def order_of(value: str) -> str:
    """What one cell says about the order of its column: dmy, mdy, `?` when either is possible, "" when it says nothing."""
    match = _EITHER.fullmatch(value)
    if not match:
        return ""
    first, second = int(match["a"]), int(match["b"])
    if first > 12 and second > 12:
        return ""
    if first > 12:
        return "dmy"
    return "mdy" if second > 12 else "?"


class Dates:
    """Reads the dates of a file. `order` is dmy or mdy for 10/3/2019, "" while unknown. Days are those of the shop's `zone`."""

    def __init__(self, zone: ZoneInfo, order: str = "") -> None:
        self._zone = zone
        self._order = order

    def read(self, text: str) -> str:
        """The instant as UTC text; a day without a time is its first instant. "" for a date left blank. Raises BadInput."""
        text = text.strip()
        if not text or text.lower() in _EMPTY:
            return ""
        try:
            if _INSTANT.fullmatch(text) and datetime.fromisoformat(text):  # an instant as we write it ourselves
                return text
            moment = self._moment(text)
            if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
                raise BadInput(_NO_DATE, value=text)
            return clock.to_text(moment)
        except (ValueError, OverflowError) as error:
            raise BadInput(_NO_DATE, value=text) from error

    def _moment(self, text: str) -> datetime:
        if text[4:5] == "-" == text[7:8] and (found := self._iso(text)):
            return found
        if _SERIAL.fullmatch(text):
            return self._serial(text)
        for shape in (_YMD, _COMPACT, _DOTTED):
            if match := shape.fullmatch(text):
                month, day = (match["mo"], match["d"]) if match["mo"] else (match["mo2"], match["d2"])
                return self._built(match, int(month), int(day))
        match = _EITHER.fullmatch(text)
        if match is None:
            raise ValueError(text)
        order = self._order or order_of(text)
        if order not in ("dmy", "mdy"):
            raise BadInput(AMBIGUOUS, value=text)
        first, second = int(match["a"]), int(match["b"])
        return self._built(match, second, first) if order == "dmy" else self._built(match, first, second)

    def _iso(self, text: str) -> datetime | None:
        """The form most programs write, read the fast way; None leaves it to the patterns."""
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            return None
        if len(text) == 10:
            return clock.local_start(found.date(), self._zone)
        return found if found.tzinfo else found.replace(tzinfo=self._zone)

    def _built(self, match: re.Match[str], month: int, day: int) -> datetime:
        year = int(match["y"])
        if match["h"] is None:
            return clock.local_start(date(year, month, day), self._zone)
        hour = int(match["h"])
        later = (match["half"] or "").lower().startswith("p") or match["noon"] in ("下午", "晚上")
        earlier = (match["half"] or "").lower().startswith("a") or match["noon"] in ("上午", "凌晨")
        if later and hour < 12:
            hour += 12
        elif earlier and hour == 12:
            hour = 0
        naive = (year, month, day, hour, int(match["m"]), int(match["s"] or 0))
        return datetime(*naive, tzinfo=_offset(match["zone"]) or self._zone)

    def _serial(self, text: str) -> datetime:
        """Days since a spreadsheet's epoch, in the shop's time; the part of a day to the nearest second."""
        days, _, part = text.partition(".")
        moment = _EPOCH + timedelta(days=int(days), seconds=round(float(f"0.{part or 0}") * 86_400))
        if not part:
            return clock.local_start(moment.date(), self._zone)
        return moment.replace(tzinfo=self._zone)


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
