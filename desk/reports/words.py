"""What a report calls things: groups by their labels, figures by their names, and the definition of each figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.domain.kinds import AFTER_SALES, COMPLAINT_CLASSES, HOLD_REASONS, KINDS
from desk.i18n import _, label
from desk.text import N_, clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.reports.figures import Report
    from desk.text import Label

_KNOWN: Mapping[str, Mapping[str, Label]] = {
    "kind": KINDS,
    "category": AFTER_SALES,
    "complaint_class": COMPLAINT_CLASSES,
    "reason": HOLD_REASONS,
}
_WITHOUT = {
    "site": N_("no site"),
    "category": N_("no category"),
    "assignee": N_("nobody known"),
    "complaint_class": N_("no class"),
    "reason": N_("no reason"),
}
FIGURES = {
    "opened": N_("Opened"),
    "completed": N_("Completed"),
    "closed": N_("Closed"),
    "open_at_end": N_("Open at end"),
    "completion_rate": N_("Completion rate"),
}
DIMENSIONS = {
    "kind": N_("By kind"),
    "site": N_("By site"),
    "category": N_("By category"),
    "assignee": N_("By person"),
}
_TERMS = {
    "period": N_("Period"),
    "headline": N_("Headline figures"),
    "flow": N_("Flow"),
    "by_person": N_("By person"),
    "complaints_by_class": N_("Complaints by class"),
    "unfinished_by_reason": N_("Unfinished by reason"),
    "left_out": N_("Left out"),
    "change": N_("Change"),
}
_DEFINITIONS = (
    (
        "period",
        N_("From the first day 00:00 to the day after the last 00:00 in the shop's time zone; Gregorian calendar."),
    ),
    ("headline", N_("Inquiries, repairs and complaints together; follow-ups have figures of their own.")),
    ("opened", N_("Tickets created in the period.")),
    (
        "completed",
        N_(
            "Tickets whose first move into a completing status fell in the period and that still stood so at its end;"
            " a repair counts when it is ready, not when it is collected."
        ),
    ),
    ("closed", N_("Tickets that first reached stage closed in the period and still stood so at its end.")),
    ("open_at_end", N_("Tickets in stage open or waiting at the end of the period.")),
    (
        "completion_rate",
        N_("Of the tickets opened in the period, those completed by its end; beside it, by the day of the report."),
    ),
    (
        "flow",
        N_(
            "Open at the start + opened + reopenings − completions − drops − merges = open at the end."
            " It counts deeds, so completions may be more than the tickets that stayed completed."
        ),
    ),
    (
        "by_person",
        N_(
            "Opened and completion rate go to who opened the ticket, completed and closed to who did it,"
            " open at end to who has it now."
        ),
    ),
    ("complaints_by_class", N_("Complaints opened in the period: number, share of all, completion rate.")),
    ("unfinished_by_reason", N_("Tickets open at the end by the reason why they are held, and by category.")),
    (
        "left_out",
        N_("Merged tickets and those entered by mistake count as opened and in the flow, but in no rate and no share."),
    ),
    ("change", N_("Against the period before: points for rates, per cent for counts, “new” from zero; – is unknown.")),
)


def definitions() -> list[tuple[str, str]]:
    """(id, definition in the chosen language) of all that is printed."""
    return [(id_, _(text)) for id_, text in _DEFINITIONS]


def term(id_: str) -> str:
    """The name of what a definition defines."""
    return _(_TERMS.get(id_) or FIGURES[id_])


def name(report: Report, dimension: str, key: str) -> str:
    """What a group is called in the chosen language; the shop's own words come first."""
    if not key:
        return _(_WITHOUT.get(dimension, ""))
    own = report.names.get(dimension, {}).get(key) or _KNOWN.get(dimension, {}).get(key)
    return clean(label(own) if own else key)
