"""Moments as people read them, short: how long ago, and when in the shop's calendar."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk.i18n import label
from desk.text import Label

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_DAYS = (
    Label("Mon", "周一"), Label("Tue", "周二"), Label("Wed", "周三"), Label("Thu", "周四"),
    Label("Fri", "周五"), Label("Sat", "周六"), Label("Sun", "周日"),
)  # fmt: skip
_TOMORROW = Label("tmrw", "明天")


def moment(instant: str) -> datetime:
    """The aware moment of a stored instant; many times faster than `clock.from_text`, which checks what a row has right."""
    return datetime.fromisoformat(instant)


def length(span: timedelta) -> str:
    """At most three cells: `26m`, `2h`, `9d`, `14w`, `3y`."""
    minutes = max(0, int(span.total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes}m"
    if minutes < 24 * 60:
        return f"{minutes // 60}h"
    days = minutes // (24 * 60)
    return f"{days}d" if days < 100 else f"{days // 7}w" if days < 365 else f"{min(days // 365, 99)}y"


def ahead(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment of which one wants to know how near it is: `-2h`, `18:00`, `tmrw`, `Fri`, `12-03`, `2027`; at most five cells."""
    if when <= now:
        return "-" + length(now - when)
    local, today = when.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    if days == 0:
        return f"{local:%H:%M}"
    if days == 1:
        return label(_TOMORROW)
    if days < 7:
        return label(_DAYS[local.weekday()])
    return f"{local:%m-%d}" if days < 300 else f"{local.year:04d}"


def stamp(instant: str, now: datetime, zone: ZoneInfo) -> str:
    """Day and time on a timeline: `09:12` today, `Mon 09:12` within a week, `03-28 09:12`, `2024-03-28 09:12`."""
    local, today = moment(instant).astimezone(zone), now.astimezone(zone).date()
    away = (today - local.date()).days
    if away == 0:
        return f"{local:%H:%M}"
    if 0 < away < 7:
        return f"{label(_DAYS[local.weekday()])} {local:%H:%M}"
    if local.year == today.year:
        return f"{local:%m-%d %H:%M}"
    return f"{local.year:04d}-{local:%m-%d %H:%M}"


def day(instant: str, now: datetime, zone: ZoneInfo) -> str:
    """A promise or another moment ahead, in full: day of the week, date unless it is near, time."""
    local, today = moment(instant).astimezone(zone), now.astimezone(zone).date()
    name = label(_DAYS[local.weekday()])
    if abs((local.date() - today).days) < 7:
        return f"{name} {local:%H:%M}"
    date = f"{local:%m-%d}" if local.year == today.year else f"{local.year:04d}-{local:%m-%d}"
    return f"{date} {name} {local:%H:%M}"
