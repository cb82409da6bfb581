"""An intake said back: as a line that parses to the same ticket, and as the confirmation people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.domain import identify, intake
from desk.domain.intake_fields import kind_label, level_label, show_due
from desk.domain.phones import normal, show

if TYPE_CHECKING:
    from desk.domain.intake import Intake
    from desk.domain.intake_words import Known
    from desk.text import Label

_CONTACT_KEYS = {"phone": "phone", "email": "email", "wechat": "wx", "wangwang": "ww", "qq": "qq"}


def to_line(found: Intake, known: Known) -> str:
    """A line that parses to `found` again, apart from hints. Title words that would be read as fields are escaped."""
    parts = [_plain(word, known) for word in found.title.split()]
    parts += [f"+{found.kind}"] if found.kind else []
    parts += [f"by:{_quote(found.customer)}"] if found.customer else []
    parts += [f"{_CONTACT_KEYS[kind]}:{_quote(value)}" for kind, value in found.contacts]
    parts += [f"tag:{_quote(tag)}" for tag in found.tags]
    parts += [f"ref:{found.ref}"] if found.ref else []
    parts += [f"p:{found.priority}"] if found.priority else []
    if found.due_at is not None:
        parts.append(f'due:"{found.due_at.astimezone(known.zone):%Y-%m-%dT%H:%M}"')
    simple = (
        ("to", found.assignee), ("via", found.channel), ("site", found.site), ("cat", found.category), ("dev", found.device),
        ("sn", found.serial), ("order", found.order_number), ("at", found.address),
    )  # fmt: skip
    parts += [f"{key}:{_quote(value)}" for key, value in simple if value]
    if found.estimate is not None:
        places = identify.decimals(found.currency)
        whole, part = divmod(found.estimate, 10**places)
        parts.append(f"price:{whole}{f'.{part:0{places}d}' if places else ''}{found.currency}")
    return " ".join(parts)


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


def _plain(word: str, known: Known) -> str:
    """The word, escaped where it would be read as a field, a quotation or an escape."""
    read = intake.parse(f"x {word}", known)
    return word if read.title == f"x {word}" and not read.chips and not word.startswith("\\") else "\\" + word


def _quote(text: str) -> str:
    return f'"{text}"' if any(char.isspace() for char in text) else text
