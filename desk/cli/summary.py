"""`desk summary`: the figures of a period, beside those of the period before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.cli import options
from desk.cli.group import command
from desk.cli.options import output, pass_context
from desk.errors import Unbalanced, Usage
from desk.i18n import _
from desk.text import N_, say

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import date

    from desk.cli.context import Context
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


@command(
    "summary",
    help=N_(
        "The figures of a period beside those of the period before: the last whole month, or what the options name. Definitions are"
        " printed below the figures. A report whose flow does not balance is written, marked, and ends with exit code 7."
    ),
    examples=(
        "desk summary",
        "desk summary --month 2026-10 -f json",
        "desk summary --from 2026-10-01 --to 2026-10-15 -f md",
        "desk summary -o reports/        # for cron: the file is named by the month",
    ),
)
@click.option("--month", metavar="YYYY-MM", help=_("A month."))
@click.option("--quarter", metavar="YYYY-Qn", help=_("A quarter."))
@click.option("--year", metavar="YYYY", help=_("A year."))
@click.option("--week", metavar="YYYY-Wnn", help=_("An ISO week."))
@click.option("--from", "since", metavar="DAY", help=_("First day."))
@click.option("--to", "until", metavar="DAY", help=_("Last day, included."))
@output("text", "md", "csv", "json")
@pass_context
def summary(
    context: Context,
    month: str | None,
    quarter: str | None,
    year: str | None,
    week: str | None,
    since: str | None,
    until: str | None,
    form: str | None,
    target: str | None,
) -> None:
    told = {"month": month, "quarter": quarter, "year": year, "week": week, "from": since, "to": until}
    from desk.queries import opening

    with context.reading() as reader:
        zone = reader.asked.zone
        period = chosen(told, reader.asked.now.astimezone(zone).date())
        shop = opening.shop_name(reader.connection)
        report = made(reader.connection, period, context.settings, zone=zone.key, shop=shop)
    _write(report, form, target)
    if not report.balanced:
        raise Unbalanced(N_("The flow of this period does not balance; the report is marked. See: desk check --deep"))


def _write(report: Report, form: str | None, target: str | None) -> None:
    from pathlib import Path

    from desk.reports import summary as reports

    if target is None:
        say(reports.render(report, form or "text").rstrip("\n"))
        return
    from desk.exchange import files

    path = Path(target)
    suffix = {"txt": "text"}.get(path.suffix[1:], path.suffix[1:])
    form = form or (suffix if suffix in reports.FORMATS else "text")
    if options.folder(target):
        path /= reports.file_name(report, form)
    with files.atomic(path) as file:
        file.write(reports.render(report, form).encode())
