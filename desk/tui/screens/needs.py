"""What a move asks, as fields of a dialog, and what was typed into them as the facts that the guard takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desk.clock import from_text
from desk.domain import identify, kinds
from desk.i18n import _, label
from desk.tui.screens.pick import FormLine, Pick
from desk.tui.widgets.dialog import Field, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from desk.domain.workflow_shapes import Need

UNTYPED = ("logged", "absent")  # nothing of these can be typed


class Reading(NamedTuple):
    """How typed text is read: `when` understands dates as people type them, None when it is none."""

    zone: ZoneInfo
    currency: str
    when: Callable[[str], datetime | None]


class Facts(NamedTuple):
    """The facts that were typed, or what is wrong with them."""

    given: dict[str, object]
    problem: Problem | None = None


def moment_text(instant: str | datetime, zone: ZoneInfo) -> str:
    """A moment as it stands in a box and is understood again: `2026-11-27 18:00`."""
    moment = from_text(instant) if isinstance(instant, str) else instant
    local = moment.astimezone(zone)
    return f"{local.year:04d}-{local:%m-%d %H:%M}"


def key(need: Need) -> str:
    """The id of its field."""
    return need.fields[0]


def asked(needs: Iterable[Need]) -> list[Need]:
    """Those that can be typed and have no answer yet."""
    return [need for need in needs if need.type not in UNTYPED and need.prefill is None]


def merged(sorts: Iterable[Sequence[Need]]) -> tuple[Need, ...]:
    """What tickets of several sorts need, each thing once."""
    found: dict[str, Need] = {}
    for needs in sorts:
        for need in needs:
            found.setdefault(key(need), need)
    return tuple(found.values())


def field(need: Need, reading: Reading) -> Field:
    """The field of a need, with its prefill in it."""
    said = label(need.label)
    if need.type == "code":
        only = next(iter(need.choices)) if len(need.choices) == 1 else ""
        pick = Pick([(id_, label(name)) for id_, name in need.choices.items()], need.prefill or only)
        return Field(key(need), said, pick)
    prefill = need.prefill or ""
    if prefill and need.type == "instant":
        prefill = moment_text(prefill, reading.zone)
    hint = ", ".join(label(name) for name in need.choices.values())
    return Field(key(need), said, FormLine(prefill, placeholder=hint or _hint(need.type)))


def _hint(type_: str) -> str:
    if type_ == "instant":
        return _("fri, 18:00, +3d, 11-28")
    return _("480, 480.50") if type_ == "money" else ""


def facts(needs: Iterable[Need], values: Mapping[str, str], reading: Reading, optional: Sequence[str] = ()) -> Facts:
    """What was typed as the columns of the move; the first problem when something is missing or not understood."""
    given: dict[str, object] = {}
    for need in needs:
        if key(need) not in values:
            continue
        text = values[key(need)].strip()
        if text:
            found = _read(need, text, reading)
            if isinstance(found, Problem):
                return Facts({}, found)
            given.update(found)
        elif need.prefill is None and key(need) not in optional:
            return Facts({}, Problem(_("This is needed."), key(need)))
    if "resume_at" in optional and "resume_at" not in given and given.get("reason") in kinds.DATED_HOLD_REASONS:
        return Facts({}, Problem(_("With this reason a day is needed."), "resume_at"))
    return Facts(given)


def _read(need: Need, text: str, reading: Reading) -> dict[str, object] | Problem:
    name = key(need)
    match need.type:
        case "code":
            return {name: text}
        case "instant":
            return _instant(need, text, reading)
        case "money":
            return _money(need, text, reading)
        case "integer" | "ticket":
            number = text.lstrip("#＃")
            return {name: int(number)} if number.isdecimal() else Problem(_("A number is needed."), name)
    if "expected_at" in need.fields and len(text) < 12 and (moment := reading.when(text)):
        return {"expected_at": moment}
    if need.choices and text.isdecimal() and 0 < int(text) <= len(need.choices):
        text = list(need.choices)[int(text) - 1]
    return {"reason" if name == "reason_note" and "reason" in need.fields else name: text}


def _instant(need: Need, text: str, reading: Reading) -> dict[str, object] | Problem:
    if need.prefill and text == moment_text(need.prefill, reading.zone):
        return {key(need): need.prefill}
    moment = reading.when(text)
    if moment is not None:
        return {key(need): moment}
    if "reason" in need.fields:
        return {"reason": text}
    return Problem(_("“{text}” is no date and time. Examples: fri, 18:00, +3d, 11-28").format(text=text), key(need))


def _money(need: Need, text: str, reading: Reading) -> dict[str, object] | Problem:
    amount = identify.price(text, reading.currency, sign=False)
    if amount is not None:
        return {key(need): amount.minor, "currency": amount.currency}
    if len(need.fields) > 1:
        return {need.fields[1]: text}
    return Problem(_("“{text}” is no amount.").format(text=text), key(need))
