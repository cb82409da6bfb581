"""A ticket as a line of a table, the same words as in the queue on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli.output import Column
from desk.i18n import _, label, tell

if TYPE_CHECKING:
    from datetime import datetime

    from desk.cli.context import Context
    from desk.queries.reader import Reader
    from desk.queries.rows import TicketRow


def columns() -> list[Column]:
    """The columns of `cells`."""
    return [
        Column("!", most=4),
        Column(_("No"), right=True, most=9),
        Column(_("Kind"), most=9),
        Column(_("Status"), most=20),
        Column(_("Title"), share=3),
        Column(_("Customer"), share=1),
        Column(_("Assignee"), most=10),
        Column(_("Wait"), right=True, most=5),
        Column(_("Due"), right=True, most=6),
    ]


def cells(context: Context, reader: Reader, row: TicketRow) -> list[str]:
    """One line: why it stands there, number, kind, status, title, customer, who, how long it waits, when it is due."""
    from desk import clock
    from desk.domain import kinds, urgency

    now = reader.asked.now
    due = clock.from_text(row.act_by) if row.act_by else None
    return [
        label(urgency.sign(row.group, due, now)),
        str(row.number),
        label(kinds.KINDS[row.kind]),
        status_word(context, row.workflow, row.status),
        row.title,
        row.customer + (" ★" if row.vip else ""),
        row.assignee_number or row.assignee,
        _since(row.waiting_since, now),
        _until(row.due_at, now),
    ]


def status_word(context: Context, workflow: str, status: str) -> str:
    """The shop's word for a status; the on-site word where the shop works at the customer's place."""
    from desk.domain import workflows

    settings = context.settings
    flows = workflows.DEFAULT
    if settings.status or settings.label:
        from desk.domain import workflow_config

        flows = workflow_config.from_settings(settings)
    flow = flows.get(workflow)
    found = flow.statuses.get(status) if flow else None
    return tell(workflows.label(found, onsite=settings.shop.sort == "property")) if found else status


def _since(instant: str | None, now: datetime) -> str:
    from desk import clock

    return span((now - clock.from_text(instant)).total_seconds()) if instant else ""


def _until(instant: str | None, now: datetime) -> str:
    from desk import clock

    return span((clock.from_text(instant) - now).total_seconds()) if instant else ""


def span(seconds: float) -> str:
    """A length of time in its largest unit: 45s 26m 3h 5d; past ones with a minus."""
    sign, left = ("-", -seconds) if seconds < 0 else ("", seconds)
    for size, unit in ((86400, "d"), (3600, "h"), (60, "m")):
        if left >= size:
            return f"{sign}{int(left // size)}{unit}"
    return f"{sign}{int(left)}s"
