"""The facts given with a move, brought into the form of their columns, or refused with what would be right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from desk.clock import from_text, to_text
from desk.domain import kinds
from desk.errors import Refused
from desk.text import N_, clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.domain.workflow_shapes import Need
    from desk.text import Label

INSTANTS = ("ask_again_at", "due_at", "expected_at", "resume_at")
NUMBERS = ("converted_to", "estimate", "merged_into", "nps", "parent_id", "score")
TEXTS = (
    "agreed", "approved_by", "approved_how", "balance_note", "complaint_class", "contact_how", "currency", "estimate_note",
    "handed_to", "part", "reason", "reason_note", "result", "settlement", "tracking",
)  # fmt: skip
MOVE_FIELDS = frozenset((*INSTANTS, *NUMBERS, *TEXTS))
_TABLES: Mapping[str, Mapping[str, Label]] = {
    "approved_how": kinds.CHANNELS,
    "complaint_class": kinds.COMPLAINT_CLASSES,
    "contact_how": kinds.CHANNELS,
    "settlement": kinds.SETTLEMENTS,
}


def has(row: Mapping[str, object], field: str) -> bool:
    """Whether that column holds something; 0 is something, blanks are not."""
    value = row.get(field)
    return value is not None and not (isinstance(value, str) and not value.strip())


def accepted(facts: Mapping[str, object], needs: tuple[Need, ...]) -> dict[str, object]:
    """The columns among `facts` as they are stored: instants as UTC text, codes as ids, text cleaned.

    Codes may be given as ids or as labels. A reason that is none of the hold reasons is the shop's own words
    and goes to `reason_note`, except where one of the hold reasons is asked. Keys that are no column of a move
    are left out. Refused when an instant, a number or a code cannot be understood.
    """
    asked = {field: need for need in needs for field in need.fields}
    taken: dict[str, object] = {}
    for field in sorted(MOVE_FIELDS.intersection(facts)):
        if has(facts, field):
            taken[field] = _value(field, facts[field], asked.get(field))
    return _own_words(taken, asked.get("reason"))


def _value(field: str, value: object, need: Need | None) -> object:
    label = need.label if need else _label(field)
    if field in INSTANTS:
        return _instant(value, label)
    if field in NUMBERS:
        return _number(value, label)
    text = clean(str(value)).strip()
    if need and need.choices and need.type == "text":
        return kinds.pick(need.choices, text) or text
    table = need.choices if need and need.choices else _TABLES.get(field)
    if not table:
        return text
    found = kinds.pick(table, text)
    if found is None:
        raise Refused(N_("{what}: “{value}” is not known. Possible: {possible}."),
            value=text, what=label, possible=kinds.joined(table.values()))  # fmt: skip
    return found


def _label(field: str) -> Label:
    from desk.domain.fields import BY_NAME

    return BY_NAME[field].label


def _instant(value: object, label: Label) -> str:
    try:
        moment = value if isinstance(value, datetime) else from_text(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Refused(N_("“{value}” is no date and time ({what})."), value=str(value), what=label)
    return to_text(moment)


def _number(value: object, label: Label) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise Refused(N_("“{value}” is no number ({what})."), value=str(value), what=label) from None


def _own_words(taken: dict[str, object], need: Need | None) -> dict[str, object]:
    if "reason" not in taken or (need and need.type == "code"):
        return taken
    told = str(taken.pop("reason"))
    code = kinds.pick(kinds.HOLD_REASONS, told)
    if code:
        taken["reason"] = code
    else:
        taken.setdefault("reason_note", told)
    return taken


def prefilled(need: Need, now: datetime, days: int) -> Need:
    """`need` with the date to ask again put into words of the column: `days` after `now`."""
    if need.prefill == "ask again":
        return need._replace(prefill=to_text(now.astimezone(UTC) + timedelta(days=days)))
    return need
