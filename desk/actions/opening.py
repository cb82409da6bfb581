"""Opening tickets, and turning one into a ticket of another kind. A title is enough; nothing is refused for being incomplete."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desk import clock
from desk.actions import customers, moving
from desk.actions.arranging import tag_names
from desk.actions.desk import Outcome, topics
from desk.actions.talking import ANSWERED_AT_ONCE
from desk.domain import guard, kinds, workflows
from desk.errors import Refused
from desk.record import NamedTuple
from desk.store import tables
from desk.text import N_, Sentence, clean, squeeze

if TYPE_CHECKING:
    from datetime import datetime

    from desk.actions.desk import Desk
    from desk.store.transaction import Transaction, Values

_DEFAULT_KINDS = {"repair": "repair", "online": "inquiry", "property": "repair", "other": "inquiry"}


class Opening(NamedTuple):
    """A new ticket. Instants are aware, `estimate` whole minor units, `at` None means now.

    `contacts` are (kind, value). `customer_id` 0 finds the customer by contacts, then by a name that only one bears, or makes
    one. `answered`: whether the customer has been answered on the spot (None: by the channel).
    """

    title: str
    body: str = ""
    kind: str = ""
    category: str = ""
    customer_id: int = 0
    customer: str = ""
    contacts: tuple[tuple[str, str], ...] = ()
    channel: str = ""
    site: str = ""
    priority: str = "normal"
    due_at: datetime | None = None
    assignee: str = ""
    tags: tuple[str, ...] = ()
    device_category: str = ""
    brand: str = ""
    model: str = ""
    serial: str = ""
    order_number: str = ""
    address: str = ""
    estimate: int | None = None
    currency: str = ""
    complaint_class: str = ""
    parent: int = 0
    at: datetime | None = None
    answered: bool | None = None


def default_kind(desk: Desk) -> str:
    """The kind of a ticket that names none: configured, or by the sort of shop."""
    return desk.settings.shop.default_kind or _DEFAULT_KINDS.get(desk.shop.sort, "inquiry")


def open_ticket(desk: Desk, opening: Opening) -> Outcome:
    """Opens a ticket; the customer is created when new. Raises Refused without a title, or for a follow-up without parent and date."""
    with desk.write("open") as transaction:
        number = _open(desk, transaction, opening)
        operation = transaction.operation_id
    return Outcome(operation, Sentence(N_("#{number} opened."), number=number), (number,), (), topics([number]))


def _open(desk: Desk, transaction: Transaction, opening: Opening) -> int:
    title = clean(opening.title).strip()
    if not title:
        raise Refused(N_("A ticket needs a title."))
    kind = opening.kind or default_kind(desk)
    flow, start = workflows.start(kind, opening.category, desk.workflows)
    if kind == "follow_up" and not (opening.parent and opening.due_at):
        raise Refused(N_("A follow-up needs the ticket it follows and a date."))
    at = clock.to_text(opening.at) if opening.at else transaction.at
    customer_id = customers.find_or_create(desk, transaction, opening)
    row = tables.Ticket(
        kind=kind,
        workflow=flow.id,
        status=start.id,
        stage=start.stage,
        outcome=start.outcome,
        title=title,
        body=clean(opening.body, lines=True).strip("\n"),
        customer_id=customer_id,
        device_id=_device(transaction, customer_id, opening),
        parent_id=_parent(transaction, opening),
        assignee_id=transaction.person(opening.assignee) if opening.assignee else None,
        opened_by=transaction.staff_id,
        opened_at=at,
        last_activity_at=at,
        due_at=clock.to_text(opening.due_at) if opening.due_at else None,
        snoozed_until=_hidden_until(desk, kind, opening.due_at),
        **_plain(opening),
        **_clocks(opening, at),
    )
    number = transaction.insert(row)
    _event(transaction, row, at)
    for name in tag_names(opening.tags).values():
        transaction.insert(tables.Tag(ticket_id=number, name=name))
    return number


def _plain(opening: Opening) -> Values:
    return {
        "channel": opening.channel,
        "site": clean(opening.site),
        "category": clean(opening.category),
        "priority": opening.priority or "normal",
        "order_number": clean(opening.order_number),
        "order_folded": squeeze(opening.order_number),
        "address": clean(opening.address),
        "estimate": opening.estimate,
        "currency": opening.currency,
        "complaint_class": opening.complaint_class,
    }


def _clocks(opening: Opening, at: str) -> Values:
    """Written channels wait for an answer from the start; at the counter the first answer comes with the question."""
    if opening.kind == "follow_up" or (not opening.channel and opening.answered is None):
        return {"waiting_since": None, "first_response_at": None}
    answered = opening.channel in ANSWERED_AT_ONCE if opening.answered is None else opening.answered
    return {"waiting_since": None if answered else at, "first_response_at": at if answered else None}


def _hidden_until(desk: Desk, kind: str, due: datetime | None) -> str | None:
    if kind != "follow_up" or due is None:
        return None
    start = clock.local_start(due.astimezone(desk.zone).date(), desk.zone)
    return clock.to_text(start) if start > desk.now() else None


def _parent(transaction: Transaction, opening: Opening) -> int | None:
    return transaction.ticket(opening.parent)["id"] if opening.parent else None


def _device(transaction: Transaction, customer_id: int | None, opening: Opening) -> int | None:
    """The device under repair; one of the same serial number and customer is the same device."""
    if not (opening.serial or opening.brand or opening.model or opening.device_category):
        return None
    folded = squeeze(opening.serial)
    if folded:
        known = transaction.rows(tables.Device, "serial_folded = ? AND customer_id IS ? LIMIT 1", folded, customer_id)
        if known:
            return int(known[0]["id"])
    return transaction.insert(
        tables.Device(
            customer_id=customer_id,
            category=clean(opening.device_category),
            brand=clean(opening.brand),
            model=clean(opening.model),
            serial=clean(opening.serial),
            serial_folded=folded,
        )
    )


def _event(transaction: Transaction, row: tables.Ticket, at: str) -> None:
    transaction.insert(
        tables.StageEvent(
            ticket_id=row.id,
            at=at,
            to_status=row.status,
            to_stage=row.stage,
            to_outcome=row.outcome,
            staff_id=transaction.staff_id,
            operation_id=transaction.operation_id,
            source="deed",
        )
    )


def convert(desk: Desk, number: int, kind: str, *, title: str = "", category: str = "") -> Outcome:
    """Turns an inquiry into a ticket of another kind: a new ticket with the same customer and device, linked, in one operation.

    The kind of a ticket never changes, since the figures of each kind must balance. Raises Refused for other kinds than inquiry.
    """
    with desk.write("convert") as transaction:
        ticket = transaction.ticket(number)
        flow, _ = guard.place(desk.workflows, ticket)
        if "converted" not in flow.statuses or kinds.workflow_for(kind, category or ticket["category"]) == flow.id:
            raise Refused(N_("This ticket cannot be turned into one of another kind."))
        opening = Opening(
            title=title or ticket["title"],
            body=ticket["body"],
            kind=kind,
            category=category or ticket["category"],
            customer_id=ticket["customer_id"] or 0,
            channel=ticket["channel"],
            site=ticket["site"],
            priority=ticket["priority"],
            order_number=ticket["order_number"],
            address=ticket["address"],
            parent=number,
            due_at=transaction.deed.at + timedelta(days=1) if kind == "follow_up" else None,
            answered=ticket["waiting_since"] is None,
        )
        made = _open(desk, transaction, opening)
        child = transaction.ticket(made)
        transaction.update(
            tables.Ticket,
            child,
            device_id=ticket["device_id"],
            assignee_id=ticket["assignee_id"],
            waiting_since=ticket["waiting_since"],
            first_response_at=ticket["first_response_at"],
        )
        moving.move(desk, transaction, ticket, "converted", {"converted_to": made})
        operation = transaction.operation_id
    said = Sentence(N_("#{number} became #{made}."), number=number, made=made)
    return Outcome(operation, said, (made, number), (), topics([made, number]))
