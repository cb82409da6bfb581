"""An intake said back: as a line that parses to the same ticket, and as the confirmation people read."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from desk.domain import dates, identify, intake
from desk.domain.intake_fields import kind_label, level_label, show_due
from desk.domain.phones import normal, show

if TYPE_CHECKING:
    from datetime import datetime

    from desk.domain.intake import Intake
    from desk.domain.intake_words import Known
    from desk.text import Label

_CONTACT_KEYS = {"phone": "phone", "email": "email", "wechat": "wx", "wangwang": "ww", "qq": "qq"}
_QUOTES = "\"“”「」'"


def to_line(found: Intake, known: Known) -> str:
    """A line that parses to `found` again, apart from hints and what is pasted below. Title words that would be read as fields are
    escaped. Only a value in which all three closing quotes stand cannot be written.
    """
    title, fields = _words(found.title, known), _fields(found, known)
    if any(mark in found.title for mark in _QUOTES):
        return " ".join(fields + title)  # a quote that stays open would swallow the fields behind it
    return " ".join(title + fields)


def _fields(found: Intake, known: Known) -> list[str]:
    parts = [f"+{found.kind}"] if found.kind else []
    parts += [_contact(kind, value) for kind, value in found.contacts]
    parts += [f"tag:{_quote(tag)}" for tag in found.tags]
    simple = (
        ("by", found.customer), ("to", found.assignee), ("via", found.channel), ("site", found.site), ("cat", found.category),
        ("dev", found.device), ("sn", found.serial), ("order", found.order_number), ("at", found.address), ("p", found.priority),
    )  # fmt: skip
    parts += [f"{key}:{_quote(value)}" for key, value in simple if value]
    parts += [f"ref:{found.ref}"] if found.ref else []
    parts += [f"due:{_moment(found.due_at, known)}"] if found.due_at is not None else []
    if found.estimate is not None:
        places = identify.decimals(found.currency)
        whole, part = divmod(found.estimate, 10**places)
        parts.append(f"price:{whole}{f'.{part:0{places}d}' if places else ''}{found.currency}")
    return parts


def _contact(kind: str, value: str) -> str:
    """A telephone number that is not in quotes might be read on into a title of digits."""
    return f"{_CONTACT_KEYS[kind]}:" + (f'"{value}"' if kind == "phone" and '"' not in value else _quote(value))


def say_back(found: Intake, kind: str, known: Known) -> list[str | Label]:
    """What a confirmation says, piece by piece: kind, title, customer with telephone, promise, priority, the rest."""
    pieces: list[str | Label] = [kind_label(kind), found.title]
    numbers = [show(normal(value, known.country) or value) for name, value in found.contacts if name == "phone"]
    who = " ".join(filter(None, (found.customer, *numbers)))
    pieces += [who] if who else []
    pieces += [show_due(found.due_at, known)] if found.due_at else []
    pieces += [level_label(found.priority)] if found.priority else []
    shown = {"kind", "customer", "phone", "due", "priority"}
    pieces += [chip.text for chip in found.chips if chip.field not in shown]
    return pieces


def _words(title: str, known: Known) -> list[str]:
    """The words of a title, with those escaped that would be read as a field, a quotation or the kind of the ticket."""
    words = title.split()
    alone = intake.parse(f"{title} \\x", known)
    if alone.title == f"{title} x" and not alone.chips:
        return words
    # A number may be read together with the words behind it, and the first word may be a kind.
    return [word if word.isalpha() and place else "\\" + word for place, word in enumerate(words)]


def _moment(due: datetime, known: Known) -> str:
    """By the shop's clock, or in UTC where that clock shows the time twice."""
    local = due.astimezone(known.zone).strftime("%Y-%m-%dT%H:%M:%S").removesuffix(":00")
    same = dates.when(local, now=known.now, zone=known.zone, closing=known.closing) == due
    return local if same else due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _quote(text: str) -> str:
    """The value, in quotes that do not stand in it where it needs any."""
    if not any(char.isspace() or char in _QUOTES or char in "。；！？" for char in text):
        return text
    pair = next((pair for pair in ('""', "“”", "「」") if pair[0] not in text and pair[1] not in text), "")
    pair = pair or next((pair for pair in ('""', "“”", "「」") if pair[1] not in text), "")
    return f"{pair[0]}{text}{pair[1]}" if pair else text
