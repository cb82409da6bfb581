"""The summary of a period: put together here, and rendered as text, Markdown, CSV or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import Usage
from desk.reports.figures import Report
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.domain.periods import Period
    from desk.reports.facts import Facts
    from desk.text import Label

FORMATS = ("text", "md", "csv", "json")
SUFFIXES = {"text": "txt", "md": "md", "csv": "csv", "json": "json"}


def build(
    now: Facts,
    before: Facts,
    period: Period,
    *,
    zone: str,
    shop: str = "",
    empty: bool = False,
    names: Mapping[str, Mapping[str, Label]] | None = None,
) -> Report:
    """The report of `period` from its facts and those of `period.previous()`.

    zone   IANA name of the shop's zone, in which the days were cut
    empty  whether the desk holds no ticket at all, which the report then says on top
    names  the shop's own labels: dimension ("site", "category", …) → id → label
    """
    return Report(period, period.previous(), zone, shop, empty, now, before, names or {})


def render(report: Report, format: str) -> str:  # noqa: A002 - what the option is called
    """The report in one of FORMATS, in the chosen language; Usage for another. No clock is read: same data, same text."""
    if format in ("json", "csv"):
        from desk.reports import data

        return data.as_json(report) if format == "json" else data.as_csv(report)
    if format in ("text", "md"):
        from desk.reports import document, layout

        written = document.write(report)
        return layout.as_text(written) if format == "text" else layout.as_markdown(written)
    raise Usage(
        N_("A summary cannot be written as “{format}”; choose one of {formats}."), format=format, formats=FORMATS
    )


def file_name(report: Report, format: str) -> str:  # noqa: A002 - as above
    """What the report is called in a folder: the same period has the same name, so cron may run twice."""
    return f"summary-{report.period.label.replace('..', '_')}.{SUFFIXES[format]}"
