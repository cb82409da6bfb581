"""`desk customers`: find, show, create, edit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from desk.cli import output
from desk.cli.group import command
from desk.cli.options import finish, pass_context
from desk.errors import Usage
from desk.i18n import _
from desk.text import N_, clean, say

if TYPE_CHECKING:
    from desk.cli.context import Context
    from desk.queries.rows import CustomerCard

_SWITCHES = ("vip", "opt_out")


@command(
    "customers",
    help=N_(
        "Finds customers by phone tail, name, pinyin initials, id, address or unit. --show N prints one, --new and --edit N write"
        " the --set fields: name company address note alert vip (0 or 1) phone email wechat wangwang qq …"
    ),
    examples=(
        "desk customers 1111", "desk customers zs", "desk customers --show 7", "desk customers --new --set name=张三 --set phone=13800001111",
        "desk customers --edit 7 --set vip=1 --set alert='call first'",
    ),
)  # fmt: skip
@click.argument("text", nargs=-1)
@click.option("--show", "shown", type=int, metavar="N", help=_("Show this customer."))
@click.option("--new", is_flag=True, help=_("Create a customer."))
@click.option("--edit", "edited", type=int, metavar="N", help=_("Edit this customer."))
@click.option("--set", "words", multiple=True, metavar="FIELD=VALUE", help=_("A field; may be repeated."))
@pass_context
def customers(
    context: Context, text: tuple[str, ...], shown: int | None, new: bool, edited: int | None, words: tuple[str, ...]
) -> int:
    if new or edited:
        return _write(context, edited, words)
    with context.reading() as reader:
        if shown:
            _print(reader.customer_card(shown))
            return 0
        if not text:
            raise Usage(N_("Say whom to look for: the end of a telephone number, a name, an address."))
        found = reader.customers_like(" ".join(text))
    columns = [
        output.Column(_("Id"), right=True), output.Column(_("Name"), share=1), output.Column(_("Contacts"), share=1),
        output.Column(_("Address"), share=1), output.Column(_("Open"), right=True),
    ]  # fmt: skip
    rows = [
        (
            str(one.id), one.name + (" ★" if one.vip else ""), " ".join(contact.value for contact in one.contacts),
            one.address, str(one.open_tickets),
        )
        for one in found
    ]  # fmt: skip
    output.table(columns, rows)
    if not rows:
        say(_("Nobody found."), error=True)
    return 0


def _write(context: Context, number: int | None, words: tuple[str, ...]) -> int:
    from desk.actions import customers as deeds

    values, contacts = _read(words)
    if number is None:
        outcome = deeds.create(context.desk(), deeds.CustomerForm(values, contacts))
        if not sys.stdout.isatty():
            say(next(iter(outcome.touched)).partition(":")[2])  # a script goes on with the number
        return finish(outcome)
    if not words:
        raise Usage(N_("Say what to write: --set field=value"))
    if contacts:
        with context.reading() as reader:
            there = tuple((c.kind, c.value) for c in reader.customer_card(number).contacts)
        return finish(deeds.edit(context.desk(), number, deeds.CustomerForm(values, (*there, *contacts))))
    return finish(deeds.edit(context.desk(), number, deeds.CustomerForm(values)))


def _read(words: tuple[str, ...]) -> tuple[dict[str, object], tuple[tuple[str, str], ...]]:
    """Columns and contacts from words such as `name=张三` and `phone=13800001111`."""
    from desk.actions import customers as deeds

    values: dict[str, object] = {}
    contacts: list[tuple[str, str]] = []
    for word in words:
        name, found, value = word.partition("=")
        if not found:
            raise Usage(N_("Write it as field=value: “{word}”"), word=clean(word))
        if name in deeds.CONTACT_KINDS:
            contacts.append((name, value))
        elif name not in _SWITCHES:
            values[name] = value
        elif value in ("0", "1"):
            values[name] = int(value)
        else:
            raise Usage(N_("{field} is 0 or 1."), field=name)
    return values, tuple(contacts)


def _print(card: CustomerCard) -> None:
    say(f"{card.id}  {card.name}{' ★' if card.vip else ''}")
    if card.alert:
        say(f"! {card.alert}")
    for name, value in card.fields.items():
        if value not in (None, "", 0) and name in ("company", "address", "note", "preferences", "segment", "courier"):
            say(f"{name}: {value}")
    for contact in card.contacts:
        say(f"{contact.kind}: {contact.value}")
    for device in card.devices:
        say(" · ".join(filter(None, (device.category, device.brand, device.model, device.serial))))
    for row in card.tickets:
        say(f"  #{row.number}  {row.title}")
