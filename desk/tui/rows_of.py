"""A ticket as a line of the queue: words, signs and tones. Colour is never alone; a sign or a word says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desk.domain import kinds, urgency
from desk.i18n import _, label, language
from desk.text import Label
from desk.tui import times
from desk.tui.widgets import cells
from desk.tui.widgets.rows import Cell, Column, Row

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from desk.config import Settings
    from desk.domain.workflow_shapes import Workflows
    from desk.queries.rows import TicketRow

_TONES = {
    urgency.EMERGENCY: "urgent",
    urgency.LATE: "late",
    urgency.COMPLAINT: "complaint",
    urgency.TODAY: "today",
    urgency.LONG_LATE: "late",
    urgency.WAITING: "waiting",
    urgency.ELSEWHERE: "done",
}
FLAG_TONES = {
    "red": "urgent", "yellow": "today", "green": "done", "blue": "waiting", "purple": "complaint", "grey": "faint"
}  # fmt: skip
# Where a reason and a time say enough; a whole line has the colour of an emergency, of what waits and of what is done.
_QUIET = (urgency.LATE, urgency.COMPLAINT, urgency.TODAY, urgency.LONG_LATE)
_FINISHED = ("resolved", "closed")


class Sight(NamedTuple):
    """What a line depends on beside its ticket: the moment, the shop's zone, statuses, labels and limits."""

    now: datetime
    zone: ZoneInfo
    day_end: datetime
    workflows: Workflows
    settings: Settings
    onsite: bool

    def status(self, ticket: TicketRow) -> str:
        """The status in words; the id when this shop no longer has it."""
        flow = self.workflows.get(ticket.workflow)
        found = flow.statuses.get(ticket.status) if flow else None
        return label(found.onsite if self.onsite else found.label) if found else ticket.status

    def group(self, ticket: TicketRow) -> int:
        """The group of the urgency order at this moment."""
        act_by = times.moment(ticket.act_by) if ticket.act_by else None
        return urgency.group(ticket.lane, act_by, self.now, self.day_end, self.settings.queue.late_days)


def columns(width: int, top: int) -> tuple[Column, ...]:
    """The columns of the queue in `width` cells, when the highest number is `top`. Narrow lines lose those that the preview tells."""
    chinese = language() == "zh_CN"
    roomy = width >= 100
    return (
        Column("number", _("No."), max(4, len(str(top))), right=True),
        Column("flag", "", 1),
        Column("kind", _("Kind"), 4 if chinese else 9 if roomy else 7, fold=3),
        Column("title", _("Title"), 14, grows=3),
        Column("customer", _("Customer"), 14 if roomy else 8, grows=1, fold=2),
        Column("assignee", _("Who"), 6 if roomy else 4, fold=5),
        Column("status", _("Status"), (16 if roomy else 8) if chinese else (20 if roomy else 10), fold=4),
        Column("wait", _("Wait"), 4, fold=1, right=True),
        Column("due", _("Due"), 5, right=True),
    )


def row(ticket: TicketRow, sight: Sight, *, told: bool) -> Row:
    """The line of a ticket; `told` when its status has a column, else a finished ticket says so before its title."""
    group = sight.group(ticket)
    finished = ticket.stage in _FINISHED
    status = sight.status(ticket)
    tone = "plain" if group in _QUIET else ""
    return Row(
        label(_sign(ticket, group, sight)),
        _TONES.get(group, ""),
        {
            "number": Cell(str(ticket.number), tone),
            "flag": Cell("⚑", FLAG_TONES.get(ticket.flag_colour, "faint")) if ticket.flag_colour else Cell(""),
            "kind": Cell(label(kinds.KINDS.get(ticket.kind, Label(ticket.kind, ticket.kind))), tone),
            "title": Cell(f"[{status}] {ticket.title}" if finished and not told else ticket.title, tone),
            "customer": Cell(ticket.customer + starred(vip=ticket.vip), tone),
            "assignee": Cell(ticket.assignee_number or ticket.assignee, tone),
            "status": Cell(status, tone),
            "wait": _wait(ticket, sight, tone),
            "due": _due(ticket, sight, tone),
        },
    )


def starred(*, vip: bool) -> str:
    """The star behind the name of somebody important."""
    return (" *" if cells.is_wide() else " ★") if vip else ""


def _sign(ticket: TicketRow, group: int, sight: Sight) -> Label:
    act_by = times.moment(ticket.act_by) if ticket.act_by else None
    return urgency.sign(group, act_by, sight.now)


def _wait(ticket: TicketRow, sight: Sight, usual: str) -> Cell:
    """How long the customer has been waiting for an answer, amber and red by the limits of the channel."""
    if ticket.waiting_since is None or ticket.stage in _FINISHED:
        return Cell("")
    waited = sight.now - times.moment(ticket.waiting_since)
    limits = sight.settings.wait
    amber, red = limits.amber_minutes * 60, limits.red_minutes * 60
    if ticket.channel == "chat":
        amber, red = limits.chat_amber_seconds, limits.chat_red_seconds
    seconds = waited.total_seconds()
    return Cell(times.length(waited), "late" if seconds >= red else "today" if seconds >= amber else usual)


def _due(ticket: TicketRow, sight: Sight, usual: str) -> Cell:
    """What was promised. What is finished is due no more."""
    if ticket.due_at is None or ticket.stage in _FINISHED:
        return Cell("")
    due = times.moment(ticket.due_at)
    tone = "late" if due <= sight.now else "today" if due < sight.day_end else usual
    return Cell(times.ahead(due, sight.now, sight.zone), tone)
