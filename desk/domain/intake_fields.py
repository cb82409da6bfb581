"""The values of the intake line's fields: what a word means for a field, or None when it means nothing there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.domain import dates, identify, kinds
from desk.domain.intake_words import BY_WORD, LABELS, LEVELS, Known
from desk.record import NamedTuple
from desk.text import N_, Label, Sentence, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from desk.domain.intake_words import Person

__all__ = ["COLUMNS", "LABELS", "Read", "kind_label", "level_label", "near_key", "read", "show_due"]

# Where a field's value goes in Intake, if not under its own name.
COLUMNS = {"due": "due_at", "order": "order_number"}


class Read(NamedTuple):
    """A value, how it is shown, what else it sets, and what is said about it."""

    value: object
    shown: str | Label
    also: dict[str, object] | None = None
    hint: Sentence | None = None


def read(name: str, text: str, known: Known) -> Read | None:
    """What `text` means for the field `name`."""
    reader = _READERS.get(name)
    return reader(text, known) if reader is not None else Read(text, text)


def _due(text: str, known: Known) -> Read | None:
    due = dates.when(text, now=known.now, zone=known.zone, closing=known.closing)
    if due is None:
        return None
    shown = show_due(due, known)
    return Read(due, shown, hint=Sentence(N_("{due} is over already."), due=shown) if due < known.now else None)


def _customer(text: str, known: Known) -> Read:
    """Whoever is meant; the one person whom the name, the initials or the id finds is known by the full name."""
    found = tuple(known.customers(text))
    found = tuple(one for one in found if fold(one.name) == fold(text)) or found
    if len(found) == 1:
        return Read(found[0].name, found[0].name, {"customer_id": found[0].id})
    several = Sentence(N_("Several customers fit “{name}”; the telephone number decides."), name=text)
    return Read(text, text, hint=several if found else None)


def _channel(text: str, _known: Known) -> Read | None:
    return _of(kinds.CHANNELS, text)


def _priority(text: str, _known: Known) -> Read | None:
    level = LEVELS.get(fold(text))
    return Read(level, level_label(level)) if level else None


def _site(text: str, known: Known) -> Read | None:
    return _of(known.sites, text) if known.sites else Read(text, text)


def _category(text: str, known: Known) -> Read | None:
    table = {**kinds.AFTER_SALES, **known.categories}
    return _of(table, text) or (None if known.categories else Read(text, text))


def _estimate(text: str, known: Known) -> Read | None:
    price = identify.price(text, known.currency, sign=False)
    if price is None:
        return None
    return Read(price.minor, identify.money_text(price.minor, price.currency), {"currency": price.currency})


def _ticket(text: str, known: Known) -> Read | None:
    """A ticket that exists; nine digits at most, so that no telephone number is looked up as one."""
    digits = identify.narrow(text).removeprefix("#").removesuffix("号")
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
    return Read(number, f"#{number}") if number and known.ticket_exists(number) else None


def _narrow(text: str, _known: Known) -> Read:
    return Read(identify.narrow(text), identify.narrow(text))


def _of(table: Mapping[str, Label], text: str) -> Read | None:
    found = kinds.pick(table, text)
    return Read(found, table[found]) if found is not None else None


def _person(text: str, known: Known) -> Read | None:
    """By number, else by name, initials or how the name begins, as long as only one person fits."""
    if fold(text) in ("me", "我") and known.me:
        return Read(known.me, known.me)
    wanted = fold(text)
    fits: tuple[Callable[[Person], bool], ...] = (
        lambda one: fold(one.number) == wanted,
        lambda one: fold(one.name) == wanted,
        lambda one: one.initials == wanted,
        lambda one: fold(one.name).startswith(wanted),
    )
    for fit in fits if wanted else ():
        found = [one for one in known.staff if fit(one)]
        if found:
            one = found[0]
            shown = " ".join(filter(None, (one.number, one.name)))
            return Read(one.number or one.name, shown) if len(found) == 1 else None
    return None


_READERS: dict[str, Callable[[str, Known], Read | None]] = {
    "customer": _customer,
    "due": _due,
    "assignee": _person,
    "channel": _channel,
    "priority": _priority,
    "site": _site,
    "category": _category,
    "estimate": _estimate,
    "ref": _ticket,
    "order": _narrow,
    "serial": _narrow,
}


def show_due(due: datetime, known: Known) -> Label:
    """A promise as it is said back: weekday, date, time; the year when it is not this one."""
    here = due.astimezone(known.zone)
    english = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[here.weekday()]
    chinese = "一二三四五六日"[here.weekday()]
    year = "" if here.year == known.now.astimezone(known.zone).year else f"{here.year:04d}-"
    rest = f"{year}{here.month:02d}-{here.day:02d} {here.hour:02d}:{here.minute:02d}"
    return Label(f"{english} {rest}", f"周{chinese} {rest}")


def kind_label(kind: str) -> Label:
    """The kind's name."""
    return kinds.KINDS[kind]


def level_label(level: str) -> Label:
    """The priority's name."""
    return kinds.PRIORITIES[level]


def near_key(word: str) -> str:
    """A key one slip away from `word`, "" when there is none; short words are near to everything and are left alone."""
    if len(word) < 3 or not word.isascii():
        return ""
    return next((key for key in BY_WORD if len(key) > 2 and key.isascii() and _one_apart(word, key)), "")


def _one_apart(one: str, other: str) -> bool:
    """Whether one insertion, deletion, replacement or swap of neighbours makes one of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    swapped = len(left) > 1 and left[:2] == right[1::-1] and left[2:] == right[2:]
    return left[1:] == right or left == right[1:] or left[1:] == right[1:] or swapped
