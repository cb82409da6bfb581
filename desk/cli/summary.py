"""`desk summary`: the figures of a period, beside those of the period before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import Usage
from desk.text import N_

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import date

    from desk.config import Settings
    from desk.domain.periods import Period
    from desk.reports.figures import Report

# Options that name a whole period; each takes a label of `desk.domain.periods.read`, but of its own unit only.
UNITS = ("month", "quarter", "year", "week")


def chosen(told: Mapping[str, str | None], today: date) -> Period:
    """The period that the options name; the last whole month when they name none.

    told   values of --month, --quarter, --year, --week, or of --from and --to (days; --to is the last one, included, and
           today when it is missing)
    Usage when they contradict each other or cannot be read.
    """
    from desk.domain import periods

    given = {name: value for name, value in told.items() if value}
    if not given:
        return periods.last_whole_month(today)
    units = [name for name in UNITS if name in given]
    if len(units) + bool({"from", "to"} & set(given)) > 1:
        raise Usage(N_("Choose one period: --month, --quarter, --year, --week, or --from with --to."))
    if units:
        found = periods.read(given[units[0]])
        if found.unit != units[0]:
            raise Usage(N_("“{text}” is no value for --{option}."), text=given[units[0]], option=units[0])
        return found
    if "from" not in given:
        raise Usage(N_("--to needs --from, the first day of the period."))
    return periods.read(f"{given['from']}..{given.get('to') or today.isoformat()}")


def made(connection: sqlite3.Connection, period: Period, settings: Settings, *, zone: str, shop: str) -> Report:
    """The report of `period`, read on a reading connection. `zone` and `shop` are what the desk's file says of itself."""
    from desk import clock
    from desk.queries import facts
    from desk.reports import summary

    where = clock.zone(zone)
    now, before = (
        facts.read(connection, *map(clock.to_text, one.instants(where))) for one in (period, period.previous())
    )
    return summary.build(
        now,
        before,
        period,
        zone=zone,
        shop=settings.shop.name or shop,
        empty=not facts.has_tickets(connection),
        names={"site": settings.site.more, "category": settings.category.more},
    )
