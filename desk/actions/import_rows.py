"""A row of a file as rows of the tables: the ticket in its workflow, its dated moves, its device, contacts, words.

Nothing is asked of the database here; what a row says about a customer is matched by the caller.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from desk.domain import kinds, phones, workflows
from desk.errors import BadInput
from desk.store import search
from desk.text import N_, fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.actions.rules import Rules
    from desk.domain.workflows import Status, Workflow, Workflows

    Values = Mapping[str, Any]

# What a file may say that stands in a column of the ticket under the same name.
PLAIN = (
    "title", "body", "channel", "site", "category", "priority", "complaint_class", "flag_colour", "order_number", "address",
    "estimate", "currency", "part", "reason", "reason_note", "result", "score", "nps", "due_at", "first_response_at",
)  # fmt: skip
TICKET = (
    "id", "kind", "workflow", "status", "stage", "outcome", *PLAIN, "order_folded", "customer_id", "device_id", "assignee_id",
    "opened_at", "last_activity_at", "resolved_at", "closed_at", "act_by", "lane", "tie", "source", "external_id",
    "fingerprint", "import_id", "extra",
)  # fmt: skip
EVENT = (
    "ticket_id", "at", "from_status", "from_stage", "from_outcome", "to_status", "to_stage", "to_outcome", "operation_id",
    "source", "import_id",
)  # fmt: skip
DEVICE = ("id", "customer_id", "category", "brand", "model", "serial", "serial_folded", "import_id")
CUSTOMER = (
    "id", "name", "name_folded", "initials", "company", "address", "address_folded", "source", "external_id", "import_id",
    "created_at",
)  # fmt: skip
CONTACT = ("customer_id", "kind", "value", "normal", "import_id")
_NUMBERS = frozenset({"estimate", "score", "nps"})
_DATES = frozenset({"due_at", "first_response_at"})
CONTACTS = ("phone", "email", "wechat", "wangwang", "qq")


class Person(NamedTuple):
    """What a row says about its customer: `contacts` are (kind, value, normal)."""

    external_id: str
    name: str
    company: str
    address: str
    contacts: tuple[tuple[str, str, str], ...]


class Prepared(NamedTuple):
    """A row ready to be written. `ticket` are columns of the ticket table that need no number yet; `moves` are event columns."""

    line: int
    external_id: str
    ticket: dict[str, Any]
    moves: tuple[tuple[Any, ...], ...]
    device: tuple[str, str, str, str] | None
    person: Person | None
    tags: tuple[str, ...]
    assignee: str
    flag_reason: str


class Shape:
    """How rows become tickets in this shop: workflows, order of the queue, country, and what a row without a kind is."""

    def __init__(self, flows: Workflows, rules: Rules, *, country: str, kind: str, now: str) -> None:
        self._flows = flows
        self._rules = rules
        self._country = country
        self._kind = kind
        self._now = now

    def prepare(self, line: int, external_id: str, fingerprint: str, values: Values, extra: Values) -> Prepared:
        """The row, or BadInput with what is wrong with it."""
        kind = str(values.get("kind") or self._kind)
        if kind not in kinds.KINDS or kind == "follow_up":
            raise BadInput(N_("“{value}” is no kind of ticket that a file can bring."), value=kind)
        flow = self._flows[kinds.workflow_for(kind, values.get("category"))]
        status = self._status(flow, str(values.get("status") or ""))
        opened = values.get("opened_at") or self._now
        ticket: dict[str, Any] = {name: _plain(name, values.get(name)) for name in PLAIN}
        if not ticket["title"]:
            ticket["title"] = ticket["body"].partition("\n")[0][:80] or "–"
        ticket |= {
            "kind": kind, "workflow": flow.id, "status": status.id, "stage": status.stage, "outcome": status.outcome,
            "order_folded": squeeze(ticket["order_number"]), "opened_at": opened, "fingerprint": fingerprint,
            "priority": ticket["priority"] or "normal",
        }  # fmt: skip
        ticket |= _finished(status, opened, values)
        ticket["last_activity_at"] = ticket["closed_at"] or ticket["resolved_at"] or opened
        ticket |= self._derived(ticket)
        person = self._person(values)
        kept = dict(extra) | ({"customer": values["customer"]} if person is None and values.get("customer") else {})
        ticket["extra"] = json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else "{}"
        return Prepared(
            line, external_id, ticket, _moves(flow, status, ticket), _device(values), person,
            tuple(values.get("tags") or ()), str(values.get("assignee") or ""), str(values.get("flag_reason") or ""),
        )  # fmt: skip

    def _status(self, flow: Workflow, word: str) -> Status:
        if not word:
            return flow.statuses[flow.start]
        if word in flow.statuses and word not in workflows.HIDDEN:
            return flow.statuses[word]
        for name, found in workflows.find_status(word, self._flows):
            if name == flow.id:
                return found
        raise BadInput(N_("“{value}” is no status of {workflow}."), value=word, workflow=flow.label)

    def _derived(self, ticket: dict[str, Any]) -> dict[str, Any]:
        if ticket["stage"] in ("resolved", "closed"):
            return {"act_by": None, "lane": None, "tie": 0}
        return self._rules.columns(ticket)

    def _person(self, values: Values) -> Person | None:
        """A customer needs something that identifies: a number of the source, or a contact. A name alone makes nobody."""
        contacts = []
        for kind in CONTACTS:
            # several values may stand in one cell, a line each
            for value in str(values.get(kind) or "").split("\n"):
                normal = phones.key(value, self._country) if kind == "phone" else fold(value)
                if normal:
                    contacts.append((kind, value, normal))
        known = str(values.get("customer_id") or "")
        if not known and not contacts:
            return None
        return Person(
            known, str(values.get("customer") or ""), str(values.get("company") or ""),
            str(values.get("address") or ""), tuple(contacts),
        )  # fmt: skip


def _plain(name: str, value: Any) -> Any:
    if name in _NUMBERS:
        return int(value) if value not in (None, "") else None
    if name in _DATES:
        return value or None
    return value or ""


def _finished(status: Status, opened: str, values: Values) -> dict[str, Any]:
    """When the work was done and when it was over: as the file says, else at the other of the two dates, else at the opening."""
    resolved, closed = values.get("resolved_at"), values.get("closed_at")
    if status.unfinished:
        return {"resolved_at": None, "closed_at": None}
    last = closed or resolved or opened
    done = (resolved or last) if status.outcome == "complete" else None
    return {
        "resolved_at": max(done, opened) if done else None,
        "closed_at": max(last, opened) if status.stage == "closed" else None,
    }


def _moves(flow: Workflow, status: Status, ticket: dict[str, Any]) -> tuple[tuple[Any, ...], ...]:
    """At most three dated events. What was over the moment it was opened is one event, so the flow counts it twice."""
    opened, resolved, closed = ticket["opened_at"], ticket["resolved_at"], ticket["closed_at"]
    end = (status.id, status.stage, status.outcome)
    finished = resolved or closed
    if status.unfinished or finished == closed == opened or (closed is None and finished == opened):
        return ((opened, None, None, None, *end),)
    start = flow.statuses[flow.start]
    first = (opened, None, None, None, start.id, start.stage, start.outcome)
    before = (start.id, start.stage, start.outcome)
    done = flow.statuses.get(flow.done)
    if resolved and closed and resolved != closed and done is not None and done.stage == "resolved":
        middle = (done.id, done.stage, done.outcome)
        return (first, (resolved, *before, *middle), (closed, *middle, *end))
    return (first, (closed or resolved, *before, *end))


def _device(values: Values) -> tuple[str, str, str, str] | None:
    parts = tuple(str(values.get(name) or "") for name in ("device_category", "brand", "model", "serial"))
    return parts if any(parts) else None  # type: ignore[return-value]


def words(number: int, row: Prepared, tags: tuple[str, ...]) -> search.Words:
    """The index row of a ticket that is just being written; the same parts as search.collect reads from the tables."""
    ticket, person, device = row.ticket, row.person, row.device or ("", "", "", "")
    people: list[str] = []
    if person is not None:
        people = [person.name, person.company, person.address]
    contacts = [value for _, value, _ in person.contacts] if person else []
    return search.words(
        number,
        (ticket["title"], *tags, *device),
        (*people, ticket["address"], ticket["order_number"], *contacts),
        (ticket["body"], ticket["part"], *search.extra_words(ticket["extra"])),
    )
