"""The fields of a ticket as they stand in the boxes of a form, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.clock import to_text
from desk.domain import identify, kinds
from desk.domain.fields import LIMITS
from desk.i18n import _, label
from desk.tui.screens.needs import moment_text
from desk.tui.screens.pick import FormLine, Pick
from desk.tui.widgets.boxes import TextBox
from desk.tui.widgets.dialog import Field, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.widget import Widget

    from desk.domain.fields import Field as Fact
    from desk.text import Label
    from desk.tui.screens.needs import Reading

    Lists = Mapping[str, Mapping[str, Label]]

_ALWAYS = ("priority",)  # never empty
_EMPTY = {"instant": None, "money": None, "integer": None}


def shown(fact: Fact, value: object, currency: str, reading: Reading) -> str:
    """A column as text: amounts without their sign, moments in the shop's zone."""
    if value is None or value == "":
        return ""
    if fact.type == "instant":
        return moment_text(str(value), reading.zone)
    if fact.type == "money":
        places = identify.decimals(currency)
        whole, part = divmod(int(str(value)), 10**places)
        return f"{whole}.{part:0{places}d}" if part else str(whole)
    return str(value)


def box(fact: Fact, text: str, lists: Lists) -> Field:
    """The field of a form, with `text` in it."""
    made: Widget
    if fact.choices:
        choices = [(id_, label(name)) for id_, name in fact.choices.items()]
        made = Pick(choices if fact.name in _ALWAYS else [("", "–"), *choices], text)
    elif fact.type == "lines":
        made = TextBox(text)
    else:
        known = lists.get(fact.name, {})
        made = FormLine(text, placeholder=", ".join(label(name) for name in known.values()))
    return Field(fact.name, label(fact.label), made)


def read(fact: Fact, text: str, reading: Reading, lists: Lists) -> dict[str, object] | Problem:
    """What was typed as columns, or why it cannot be taken."""
    text = text if fact.type == "lines" else text.strip()
    if not text:
        return {fact.name: _EMPTY.get(fact.type, "")}
    match fact.type:
        case "instant":
            moment = reading.when(text)
            said = _("“{text}” is no date and time. Examples: fri, 18:00, +3d, 11-28")
            return {fact.name: to_text(moment)} if moment else Problem(said.format(text=text), fact.name)
        case "money":
            amount = identify.price(text, reading.currency, sign=False)
            if amount is None:
                return Problem(_("“{text}” is no amount.").format(text=text), fact.name)
            return {fact.name: amount.minor, "currency": amount.currency}
        case "integer":
            return _number(fact, text)
    if fact.name in lists:
        return {fact.name: kinds.pick(lists[fact.name], text) or text}
    return {fact.name: text}


def _number(fact: Fact, text: str) -> dict[str, object] | Problem:
    low, high = LIMITS.get(fact.name, (0, 999_999_999))
    if text.isdecimal() and low <= int(text) <= high:
        return {fact.name: int(text)}
    return Problem(_("A number from {low} to {high}.").format(low=low, high=high), fact.name)
