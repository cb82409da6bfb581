"""Who the new ticket is for: what reception knows of them while the line is being typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from desk.domain import identify, intake, phones
from desk.text import digits, fold, is_cjk

if TYPE_CHECKING:
    from desk.domain.intake_words import Intake, Known
    from desk.queries.reader import Reader
    from desk.queries.rows import Customer, CustomerCard, Duplicate

NEW = -1  # chosen: a new customer, whatever the name
_OFFERED = 6
_UNIT = re.compile(r"[0-9A-Za-z一-龥]{1,6}(?:-[0-9A-Za-z]{1,6}){1,4}")


class Seen(NamedTuple):
    """A line as it was understood, and whom it means.

    `who` is who it will be for: a customer's id, NEW, or 0 when nothing says. `offered` are people it may be; with `must` one
    of them has to be chosen before saving. `word` is the word of the title that led to them, "" when it was a field.
    """

    line: str
    found: Intake
    who: int = 0
    card: CustomerCard | None = None
    offered: tuple[Customer, ...] = ()
    must: bool = False
    word: str = ""
    same: tuple[Duplicate, ...] = ()

    @property
    def named(self) -> str:
        """What the line says of the customer; while that stays, a choice stays."""
        return self.found.customer or next((value for _, value in self.found.contacts), "")


def look(reader: Reader, line: str, known: Known, chosen: int) -> Seen:
    """Looks for the customer of a line: `chosen` by hand, or by telephone, name, initials; by a word of the title only as an offer."""
    alone = known._replace(ticket_exists=lambda number: bool(reader.rows([number])), customers=lambda _text: ())
    found = intake.parse(line, alone)
    seen = Seen(line, found)
    if chosen > 0:
        seen = seen._replace(who=chosen)
    elif chosen == NEW:
        seen = seen._replace(who=NEW)
    else:
        seen = _sought(reader, seen, known)
    card = reader.customer_card(seen.who) if seen.who > 0 else None
    return seen._replace(card=card, same=_same(reader, seen, card))


def _sought(reader: Reader, seen: Seen, known: Known) -> Seen:
    found = seen.found
    for kind, value in found.contacts:
        people = _with_contact(reader, kind, value, known)
        if people:
            return seen._replace(who=people[0].id)
    if found.customer:
        return _of_name(reader, seen)
    if found.contacts:
        return seen._replace(who=NEW)
    for word in _telling(found.title):
        people = reader.customers_like(word, limit=_OFFERED)
        if people:
            return seen._replace(offered=tuple(people), word=word)
    return seen


def _with_contact(reader: Reader, kind: str, value: str, known: Known) -> list[Customer]:
    wanted = phones.key(value, known.country) if kind == "phone" else fold(value)
    people = reader.customers_like(value, limit=_OFFERED)
    return [one for one in people if any(contact.kind == kind and contact.normal == wanted for contact in one.contacts)]


def _of_name(reader: Reader, seen: Seen) -> Seen:
    """One of that name, or of those initials or chat name, is meant; of several one has to be chosen; a part of a name is an offer."""
    name = fold(seen.found.customer)
    people = reader.customers_like(seen.found.customer, limit=_OFFERED)
    exact = [one for one in people if fold(one.name) == name or any(contact.normal == name for contact in one.contacts)]
    if not exact and name.isascii() and name.isalpha() and len(name) <= 4:
        exact = [one for one in people if not fold(one.name).startswith(name)]  # found by the initials
    other_phone = any(kind == "phone" for kind, _ in seen.found.contacts)
    if len(exact) == 1 and not (other_phone and any(contact.kind == "phone" for contact in exact[0].contacts)):
        return seen._replace(who=exact[0].id)
    if exact:
        return seen._replace(offered=tuple(exact), must=not other_phone, who=NEW if other_phone else 0)
    return seen._replace(who=NEW, offered=tuple(people))


def _telling(title: str) -> list[str]:
    """Words of the title that may say who it is: the last digits of a telephone, a unit, a name at the beginning."""
    words = title.split()
    found = [word for word in words if 4 <= len(digits(word)) == len(word) <= 11 and not identify.imei_ok(word)]
    found += [word for word in words if _UNIT.fullmatch(word) and digits(word)]
    if words and 2 <= len(words[0]) <= 4 and all(is_cjk(char) for char in words[0]):
        found.append(words[0])
    return found[:3]


def _same(reader: Reader, seen: Seen, card: CustomerCard | None) -> tuple[Duplicate, ...]:
    found = seen.found
    numbers = [value for kind, value in found.contacts if kind == "phone"]
    if card is not None:
        numbers += [contact.value for contact in card.contacts if contact.kind == "phone"]
    if not found.title or not (numbers or found.serial or found.address):
        return ()
    same = reader.likely_duplicates(
        found.title, phones=numbers[:3], serial=found.serial, address=found.address, limit=2
    )
    return tuple(one for one in same if one.row.stage != "closed")


def with_name(line: str, word: str, customer: Customer) -> str:
    """The line with the word that led to the customer in the form of a field: `1111 屏幕碎` becomes `@张三 屏幕碎`."""
    name = customer.name or next((contact.value for contact in customer.contacts), "")
    quoted = f'"{name}"' if " " in name else name
    written = f"@{quoted}" if customer.name else quoted
    parts = re.split(r"(\s+)", line)
    if word in parts:
        parts[parts.index(word)] = written
        return "".join(parts)
    return line
