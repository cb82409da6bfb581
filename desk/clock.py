"""Now, and instants as text.

An instant in tables, rows and outcomes is UTC text of fixed width, `2026-11-21T18:16:36Z`: it sorts as it reads.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from desk.errors import Configuration
from desk.text import N_

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_WIDTH = len("2026-11-21T18:16:36Z")


def now() -> datetime:
    """The present second, aware, in UTC. `DESK_NOW` (an instant) stands in for it in tests and demonstrations."""
    told = os.environ.get("DESK_NOW")
    return from_text(told) if told else datetime.now(UTC).replace(microsecond=0)


def to_text(moment: datetime) -> str:
    """The instant as stored; `moment` must be aware."""
    utc = moment.astimezone(UTC)
    return f"{utc.year:04d}-{utc.month:02d}-{utc.day:02d}T{utc.hour:02d}:{utc.minute:02d}:{utc.second:02d}Z"


def from_text(instant: str) -> datetime:
    """The aware UTC moment of a stored instant; ValueError when it is none."""
    # the form first, since fromisoformat reads more than one; strptime would cost every start two milliseconds
    if len(instant) != _WIDTH or not instant.isascii() or instant[7] + instant[10] + instant[-1] != "-TZ":
        raise ValueError("no instant: " + instant)
    return datetime.fromisoformat(instant)


@lru_cache(maxsize=16)
def zone(name: str) -> ZoneInfo:
    """The time zone of that IANA name; Configuration when there is none."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Configuration(N_("There is no time zone “{zone}”."), zone=name) from error


def local_start(day: date, where: ZoneInfo) -> datetime:
    """The first instant of the local `day`, in UTC. Where clocks skip midnight it is the first minute that exists."""
    midnight = datetime.combine(day, time(), tzinfo=where)
    utc = midnight.astimezone(UTC)
    if utc.astimezone(where).date() == day:
        # fold=0 is the earlier of two midnights, which is where the day begins
        return utc
    before = utc - timedelta(hours=3)
    while before.astimezone(where).date() < day:
        before += timedelta(minutes=1)
    return before
