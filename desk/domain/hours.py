"""Windows of the day in which a channel's clock runs, and how long a customer may wait there."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from desk.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from zoneinfo import ZoneInfo


class Window(NamedTuple):
    """Local times from `opens` to `closes`, every day. Past midnight when `closes` is earlier; equal times: round the clock."""

    opens: time = time(8)
    closes: time = time(23)

    @classmethod
    def read(cls, text: str) -> Window | None:
        """The window written `08:00-23:00`; None for "", a channel whose clock never runs. ValueError for anything else."""
        if not text:
            return None
        opens, _, closes = text.partition("-")
        return cls(time.fromisoformat(opens), time(0) if closes == "24:00" else time.fromisoformat(closes))


class Waits(NamedTuple):
    """How long a customer may wait for an answer before the row turns amber, and red."""

    amber: timedelta
    red: timedelta


ALL_DAY = Window(time(0), time(0))
_USUAL = Waits(timedelta(minutes=30), timedelta(minutes=60))
_CHAT = Waits(timedelta(seconds=100), timedelta(seconds=200))


class Channels(NamedTuple):
    """Windows and waits by channel; a channel that is not named has the usual ones, `window` and `wait`."""

    windows: Mapping[str, Window | None] = MappingProxyType({})
    waits: Mapping[str, Waits] = MappingProxyType({"chat": _CHAT})
    window: Window | None = Window()
    wait: Waits = _USUAL

    def window_of(self, channel: object) -> Window | None:
        """The window of the day of that channel ("" or None: the usual one); None: its clock never runs."""
        return self.windows.get(channel, self.window) if isinstance(channel, str) else self.window

    def waits_of(self, channel: object) -> Waits:
        """The limits of that channel ("" or None: the usual ones)."""
        return self.waits.get(channel, self.wait) if isinstance(channel, str) else self.wait


DEFAULT_CHANNELS = Channels()


def _interval(day: date, window: Window, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The window that opens on the local `day`, as UTC instants; a local time that clocks skip stands for the moment after."""
    last = day if window.closes > window.opens else day + timedelta(days=1)
    opens = datetime.combine(day, window.opens, tzinfo=zone).astimezone(UTC)
    return opens, datetime.combine(last, window.closes, tzinfo=zone).astimezone(UTC)


def add_inside(start: datetime, span: timedelta, window: Window, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which `span` has passed since `start` (aware), counted only inside `window` of `zone`.

    Elapsed time is counted, so a night in which clocks change is as long as it really is. A zero span is `start` itself.
    """
    begin = start.astimezone(UTC)
    if window.opens == window.closes or span <= timedelta(0):
        return begin + span
    # yesterday's window may reach past midnight
    day = begin.astimezone(zone).date() - timedelta(days=1)
    reached, left = begin, span
    while True:
        opens, closes = _interval(day, window, zone)
        opens = max(opens, reached)
        if opens < closes:
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
            reached = closes
        day += timedelta(days=1)


def elapsed_inside(start: datetime, end: datetime, window: Window, zone: ZoneInfo) -> timedelta:
    """How much of the time from `start` to `end` (aware) lies inside `window`; zero when `end` is not after `start`."""
    reached, last = start.astimezone(UTC), end.astimezone(UTC)
    if window.opens == window.closes:
        return max(last - reached, timedelta(0))
    day = reached.astimezone(zone).date() - timedelta(days=1)
    total = timedelta(0)
    while reached < last:
        opens, closes = _interval(day, window, zone)
        opens, closes = max(opens, reached), min(closes, last)
        if opens < closes:
            total += closes - opens
        if opens >= last:
            break
        reached = max(reached, closes)
        day += timedelta(days=1)
    return total
