"""A row of a file as rows of the tables: the ticket in its workflow, its dated moves, its device, its person, its tags.

Nothing is asked of the database here; who the customer is, and whether the ticket is there already, is found out by others.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desk.actions.import_places import AT, FILLED, Places
from desk.domain import phones
from desk.record import NamedTuple
from desk.text import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.actions.import_places import Place
    from desk.actions.rules import Rules
    from desk.domain.workflows import Workflows
    from desk.exchange.rows import Row
    from desk.text import Label

    Values = Mapping[str, Any]
    Cells = list[Any]

CONTACTS = ("phone", "email", "wechat", "wangwang", "qq")
LINKS = ("parent_id", "converted_to", "merged_into")
TITLE_LENGTH = 80
# What the order of the queue is worked out from.
URGENCY = (
    "kind", "stage", "channel", "priority", "complaint_class", "due_at", "resume_at", "ask_again_at", "waiting_since",
)  # fmt: skip
_ID, _TITLE, _BODY, _EXTRA = AT["id"], AT["title"], AT["body"], AT["extra"]
_ORDER, _ORDER_FOLDED, _FINGERPRINT = AT["order_number"], AT["order_folded"], AT["fingerprint"]
_OPENED, _RESOLVED, _CLOSED, _LAST = AT["opened_at"], AT["resolved_at"], AT["closed_at"], AT["last_activity_at"]
_DERIVED = tuple(AT[name] for name in ("act_by", "lane", "tie"))
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Person(NamedTuple):
    """What a row says about its customer: `contacts` are (kind, value, normal)."""

    external_id: str
    name: str
    company: str
    address: str
    note: str
    vip: int
    contacts: tuple[tuple[str, str, str], ...]


class Staff(NamedTuple):
    """Whom a row names: the assignee by number, login or name; only our own export tells names beside numbers, and who opened it."""

    assignee: str
    assignee_name: str
    opener: str


class Prepared(NamedTuple):
    """A row ready to be written.

    cells    the columns of import_places.TICKET, those empty that are known only when it is written
    moves    event columns: when, from, to
    number   of our own export: the number it had there; "" for other files
    origin   of our own export: source and external id that it had there
    links    of our own export: (column, number there) of tickets it points at
    said     the fields that the row says anything about; empty once it is clear that the ticket is new
    """

    line: int
    external_id: str
    cells: Cells
    moves: tuple[tuple[Any, ...], ...]
    device: tuple[str, str, str, str] | None
    person: Person | None
    tags: tuple[str, ...]
    staff: Staff | None
    flag_reason: str
    number: str
    origin: tuple[str, str]
    links: tuple[tuple[str, str], ...]
    said: tuple[str, ...]


class Shape:
    """How rows become tickets in this shop: workflows, order of the queue, country, and what a row without a kind is."""

    def __init__(
        self,
        flows: Workflows,
        rules: Rules,
        *,
        country: str,
        kind: str,
        now: str,
        lists: Mapping[str, Mapping[str, Label]] | None = None,
    ) -> None:
        """`lists` are the shop's own "site" and "category" lists, id to label: a file says their names."""
        self._places = Places(flows, kind)
        self._rules = rules
        self._country = country
        self._now = now
        self._phones: dict[str, str] = {}
        self._lists = [
            (FILLED[name], {word: id_ for id_, label in known.items() for word in label})
            for name, known in (lists or {}).items()
            if known
        ]

    def prepare(self, row: Row) -> Prepared:
        """The row, or BadInput with what is wrong with it."""
        values = row.values
        get = values.get
        place = self._places.of(values)
        cells = place.cells.copy()
        for name, value in values.items():
            at = FILLED.get(name)
            if at is not None and value != "":
                cells[at] = value
        for at, ids in self._lists:
            cells[at] = ids.get(cells[at], cells[at])
        cells[_FINGERPRINT] = row.fingerprint
        if not cells[_TITLE]:
            cells[_TITLE] = cells[_BODY].partition("\n")[0][:TITLE_LENGTH] or "–"
        if cells[_ORDER]:
            cells[_ORDER_FOLDED] = squeezed(cells[_ORDER])
        moves = self._dated(place, cells, values)
        person = self._person(values, ours=place.ours)
        extra = row.extra
        if person is None and get("customer"):
            extra = {**extra, "customer": values["customer"]}
        if extra:
            cells[_EXTRA] = as_extra(extra)
        assignee = get("assignee")
        staff = Staff(assignee or "", get("assignee_name") or "", get("opened_by_name") or "")
        if place.unfinished:
            self._queue(cells, assigned=bool(assignee))
        links, origin = _from_there(values) if place.ours else ((), ("", ""))
        return Prepared(
            row.line, row.external_id, cells, moves, _device(values), person, get("tags") or (),
            staff if any(staff) else None, get("flag_reason") or "", get("number") or "" if place.ours else "", origin,
            links, tuple(values),
        )  # fmt: skip

    def _dated(self, place: Place, cells: Cells, values: Values) -> tuple[tuple[Any, ...], ...]:
        opened = values.get("opened_at") or self._now
        resolved, closed = place.ends(opened, values.get("resolved_at") or None, values.get("closed_at") or None)
        cells[_OPENED], cells[_RESOLVED], cells[_CLOSED] = opened, resolved, closed
        if cells[_LAST] is None:
            cells[_LAST] = closed or resolved or opened
        return place.moves(opened, resolved, closed)

    def _queue(self, cells: Cells, *, assigned: bool) -> None:
        """Where the ticket stands among the others. Who has it is a number that is not known yet; that somebody has it is enough."""
        facts = {name: cells[AT[name]] for name in URGENCY}
        facts["assignee_id"] = 1 if assigned else None
        found = self._rules.columns(facts)
        for at, name in zip(_DERIVED, ("act_by", "lane", "tie"), strict=True):
            cells[at] = found[name]

    def _person(self, values: Values, *, ours: bool) -> Person | None:
        """A customer needs something that identifies: a number of the source, or a contact. A name alone makes nobody."""
        get = values.get
        contacts: tuple[tuple[str, str, str], ...] = ()
        for kind in CONTACTS:
            text = get(kind)
            if text:
                contacts += tuple(self._contacts(kind, text))
        known = get("customer_id") or ""
        if not known and not contacts:
            return None
        address = get("customer_address" if ours else "address") or ""
        return Person(
            str(known), get("customer") or "", get("company") or "", address, get("customer_note") or "", get("vip") or 0, contacts
        )  # fmt: skip

    def _contacts(self, kind: str, text: str) -> list[tuple[str, str, str]]:
        """Several may stand in one cell, a line each."""
        found = []
        for value in text.split("\n") if "\n" in text else (text,):
            normal = self._phone(value) if kind == "phone" else fold(value)
            if normal:
                found.append((kind, value, normal))
        return found

    def _phone(self, value: str) -> str:
        """Few people call once only, so what was read is remembered for a while."""
        found = self._phones.get(value)
        if found is None:
            if len(self._phones) > 20_000:
                self._phones.clear()
            found = self._phones[value] = phones.key(value, self._country)
        return found


def squeezed(text: str) -> str:
    """text.squeeze, at one stroke where there is nothing to take out."""
    return text.lower() if text.isascii() and text.isalnum() else squeeze(text)


def as_extra(extra: Mapping[str, Any]) -> str:
    """Loose columns as they are kept."""
    return _encode(extra)


def _device(values: Values) -> tuple[str, str, str, str] | None:
    get = values.get
    category, brand, model, serial = get("device_category"), get("brand"), get("model"), get("serial")
    if category or brand or model or serial:
        return category or "", brand or "", model or "", serial or ""
    return None


def _from_there(values: Values) -> tuple[tuple[tuple[str, str], ...], tuple[str, str]]:
    """What the row of another desk points at, and where it came from before it was there."""
    links = tuple((name, number) for name in LINKS if (number := values.get(name)))
    return links, (values.get("from_source") or "", values.get("from_id") or "")
