"""How dates and amounts are read that somebody types into a dialog."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from desk.domain import dates
from desk.tui.screens.needs import Reading

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from desk.config import Settings
    from desk.tui.deeds_scene import Facts, Scene

_USUAL = "09:00-18:00"


def hours(settings: Settings, now: datetime, zone: ZoneInfo) -> tuple[time, time]:
    """When the shop opens and closes today, or usually where it is closed today."""
    span = settings.hours.of_week()[now.astimezone(zone).weekday()] or _USUAL
    first, _, last = span.partition("-")
    return _clock(first), _clock(last)


def _clock(text: str) -> time:
    hour, _, minute = text.partition(":")
    return time(23, 59) if int(hour) > 23 else time(int(hour), int(minute))


def reading(scene: Scene, facts: Facts, *, opening: bool = False) -> Reading:
    """What is typed as this shop means it: a day without a time is its closing time, with `opening` its opening time."""
    first, last = hours(scene.session.settings, facts.now, facts.zone)

    def when(text: str) -> datetime | None:
        return dates.when(text, now=facts.now, zone=facts.zone, closing=first if opening else last)

    return Reading(facts.zone, facts.shop.currency, when)
