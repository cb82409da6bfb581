"""`desk show 1042`, also `desk 1042`: one ticket and everything that happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from desk.cli import output
from desk.cli.group import command
from desk.cli.options import numbers, pass_context
from desk.cli.rows import status_word
from desk.i18n import _, label, tell
from desk.text import N_, Label, say

if TYPE_CHECKING:
    from desk.cli.context import Context
    from desk.queries.reader import Reader
    from desk.queries.rows import Entry, TicketCard

_SHOWN_ABOVE = frozenset(
    {"id", "kind", "workflow", "status", "stage", "title", "body", "customer_id", "device_id", "assignee_id"}
)


@command(
    "show",
    help=N_("Shows tickets with their customer, facts and timeline. `desk 1042` does the same."),
    examples=("desk 1042", "desk show 1042 1043", "desk show 1042 -f json"),
)
@numbers()
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", help=_("The format."))
@pass_context
def show(context: Context, numbers: tuple[int, ...], form: str) -> None:
    with context.reading() as reader:
        cards = [reader.ticket(number) for number in numbers]
        if form == "json":
            made = [_document(reader, card) for card in cards]
            output.document(made[0] if len(made) == 1 else made)
            return
        for place, card in enumerate(cards):
            if place:
                say()
            _print(context, reader, card)


def _document(reader: Reader, card: TicketCard) -> dict[str, Any]:
    import json

    fields = dict(card.fields)
    fields["extra"] = json.loads(str(fields.get("extra") or "{}"))
    customer = card.customer
    return {
        **fields,
        "number": card.row.number,
        "tags": list(card.row.tags),
        "assignee": card.row.assignee_number or card.row.assignee,
        "customer": None
        if customer is None
        else {"id": customer.id, "name": customer.name, "contacts": [(c.kind, c.value) for c in customer.contacts]},
        "device": card.device._asdict() if card.device else None,
        "flags": [flag._asdict() for flag in card.flags],
        "children": [row.number for row in card.children],
        "timeline": [entry._asdict() for entry in reader.timeline(card.row.number)],
    }


def _print(context: Context, reader: Reader, card: TicketCard) -> None:
    from desk.domain import kinds

    row = card.row
    flag = f"  ⚑ {label(kinds.FLAG_COLOURS[row.flag_colour])}" if row.flag_colour else ""
    say(f"#{row.number}  {label(kinds.KINDS[row.kind])}  {status_word(context, row.workflow, row.status)}{flag}")
    say(row.title)
    if card.customer is not None:
        _print_customer(card)
    if card.device is not None:
        parts = (card.device.category, card.device.brand, card.device.model, card.device.serial)
        say(" · ".join(filter(None, parts)))
    for name, value in _facts(context, card):
        say(f"{name}: {value}")
    if row.tags:
        say(" ".join(f"#{tag}" for tag in row.tags))
    body = str(card.fields.get("body") or "")
    if body:
        say()
        say(body)
    say()
    for entry in reader.timeline(row.number):
        _print_entry(context, row.workflow, entry)


def _print_customer(card: TicketCard) -> None:
    from desk.domain import phones

    customer = card.customer
    if customer is None:
        return
    contacts = [phones.show(c.normal) if c.kind == "phone" else c.value for c in customer.contacts]
    star = " ★" if customer.vip else ""
    say("  ".join(filter(None, (customer.name + star, customer.company, *contacts, customer.address))))
    if customer.alert:
        say(f"! {customer.alert}")


def _facts(context: Context, card: TicketCard) -> list[tuple[str, str]]:
    from desk.domain import fields

    made = []
    for field in fields.exported():
        value = card.fields.get(field.name)
        if field.name in _SHOWN_ABOVE or value in (None, "", 0) or field.name in ("tie", "lane", "opened_by"):
            continue
        if field.name == "visits" and value == 1:
            continue
        made.append((label(field.label), _shown(context, field, value, card)))
    who = card.row.assignee_number or card.row.assignee
    return [*([(_("Assignee"), who)] if who else []), *made]


def _shown(context: Context, field: Any, value: object, card: TicketCard) -> str:
    if field.type == "instant":
        return when(context, str(value))
    if field.type == "money":
        return f"{int(str(value)) / 100:.2f} {card.fields.get('currency') or ''}".strip()
    choice = field.choices.get(str(value))
    return tell(choice) if isinstance(choice, Label) else str(value)


def when(context: Context, instant: str) -> str:
    """An instant in the shop's zone, to the minute."""
    from desk import clock

    return clock.from_text(instant).astimezone(context.zone).strftime("%Y-%m-%d %H:%M")


def _print_entry(context: Context, workflow: str, entry: Entry) -> None:
    from desk.domain import deeds, kinds

    if entry.what == "stage":
        before = f"{status_word(context, workflow, entry.from_status)} → " if entry.from_status else ""
        text = before + status_word(context, workflow, entry.status)
    elif entry.what == "flag":
        text = f"⚑ {label(kinds.FLAG_COLOURS.get(entry.status, Label('–', '–')))} {entry.text}"
    elif entry.what == "deed":
        text = label(deeds.word(entry.status))
    else:
        result = f" ({label(kinds.CALL_RESULTS[entry.result])})" if entry.result in kinds.CALL_RESULTS else ""
        via = f" · {label(kinds.CHANNELS[entry.channel])}" if entry.channel in kinds.CHANNELS else ""
        head = label(kinds.MESSAGE_KINDS[entry.what]) + via + result
        text = f"{head}: {entry.text}" if entry.text else head
    lines = text.split("\n")
    say(f"{when(context, entry.at)}  {entry.by or '–'}  {lines[0]}")
    for line in lines[1:]:
        say(f"{' ' * 18}{line}")
