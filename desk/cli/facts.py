"""`field=value` words as columns: by the field's name or its label, in the form that the table has."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from desk.cli.options import moment
from desk.domain import fields, identify, kinds
from desk.errors import Usage
from desk.text import N_, clean, fold, is_cjk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk.cli.context import Context

# What a move may be told beside the columns that `desk set` writes.
_MOVE_ONLY = ("merged_into", "converted_to", "parent_id")


def read(context: Context, words: Iterable[str], *, moving: bool = False) -> dict[str, object]:
    """Columns from words such as `part=screen`, `due_at=fri`. Usage names an unknown field with its nearest neighbour."""
    made: dict[str, object] = {}
    for word in words:
        name, found, value = word.replace("＝", "=").partition("=")
        if not found:
            raise Usage(N_("Write it as field=value: “{word}”"), word=clean(word))
        field = _field(name.strip(), moving=moving)
        made[field.name] = _value(context, field, value.strip())
    return made


def _field(name: str, *, moving: bool) -> fields.Field:
    known = {f.name: f for f in fields.FIELDS if f.settable or (moving and f.name in _MOVE_ONLY)}
    labels = {fold(label): field for field in known.values() for label in field.label}
    found = (
        known.get(name)
        or labels.get(fold(name))
        or known.get(name + "_at")
        or known.get({"due": "due_at"}.get(name, ""))
    )
    if found is not None:
        return found
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        raise Usage(N_("There is no field “{name}”. Did you mean {near}?"), name=clean(name), near=near[0])
    raise Usage(N_("There is no field “{name}”. Fields: {fields}"), name=clean(name), fields=", ".join(known))


def _value(context: Context, field: fields.Field, text: str) -> object:
    if not text:
        return None if field.type in ("instant", "money", "integer") else ""
    match field.type:
        case "instant":
            return moment(context, text)
        case "money":
            return money(text, context.settings.shop.currency)
        case "integer" | "ticket":
            return _integer(field, text)
        case "code" if field.choices:
            return _code(field, text)
    if field.name in ("site", "category"):
        return _listed(context, field, clean(text))
    return clean(text, lines=field.type == "lines")


def _listed(context: Context, field: fields.Field, text: str) -> str:
    """A word of the shop's own list by its id or name; where the shop keeps no list any word will do."""
    known = dict(context.settings.site.more if field.name == "site" else context.settings.category.more)
    if field.name == "category":
        known = {**kinds.AFTER_SALES, **known}
    found = kinds.pick(known, text)
    own = context.settings.site.more if field.name == "site" else context.settings.category.more
    if found is None and own:
        raise Usage(
            N_("{field}: “{text}” is none of {possible}."),
            field=field.label,
            text=text,
            possible=kinds.joined(known.values()),
        )
    return found or text


def money(text: str, currency: str = "CNY") -> int:
    """A price in minor units: 480, 480.50, ¥480."""
    found = identify.price(text, currency, sign=False)
    if found is None:
        raise Usage(N_("“{text}” is no price."), text=clean(text))
    return found.minor


def _integer(field: fields.Field, text: str) -> int:
    least, most = fields.LIMITS.get(field.name, (1, 2**62))
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not least <= number <= most:
        raise Usage(
            N_("{field}: “{text}” is no number from {least} to {most}."),
            field=field.label,
            text=clean(text),
            least=least,
            most=most,
        )
    return number


def _code(field: fields.Field, text: str) -> str:
    found = kinds.pick(field.choices, text)
    if found is not None:
        return found
    if field.name in ("reason", "balance_note") or (any(map(is_cjk, text)) and field.name == "result"):
        return clean(text)
    raise Usage(
        N_("{field}: “{text}” is none of {possible}."),
        field=field.label,
        text=clean(text),
        possible=kinds.joined(field.choices.values()),
    )
