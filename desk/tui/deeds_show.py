"""Taking text out of the screen: the copy menu, and the ticket as plain text that the terminal itself can select."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from desk.commands import shown
from desk.i18n import _, ngettext
from desk.text import N_, say
from desk.tui import clipboard, preview
from desk.tui.screens.letters import Letters
from desk.tui.screens.reader_page import ReaderPage
from desk.tui.widgets.choices import Choice
from desk.tui.widgets.page import Paragraph

if TYPE_CHECKING:
    from desk.queries.reader import Reader
    from desk.queries.rows import TicketCard
    from desk.tui.deeds_scene import Scene
    from desk.tui.preview import Told


async def copy(scene: Scene) -> None:
    """One letter says what is copied; of several tickets the lines stand below each other."""
    numbers = scene.numbers

    def read(reader: Reader) -> list[Told]:
        return [preview.Told(reader.ticket(row.number), reader.timeline(row.number)) for row in reader.rows(numbers)]

    told = await scene.session.read(read)
    texts = {id_: _joined([text_of(id_, one) for one in told]) for id_ in _NAMES}
    items = [
        Choice(id_, f"{_(name)}  {_short(texts[id_])}", letter, why="" if texts[id_] else _("nothing there"))
        for id_, (letter, name) in _NAMES.items()
    ]
    chosen = await scene.app.push_screen_wait(Letters(scene.subject(_("Copy")), items))
    if chosen:
        await _copied(scene, texts[chosen.id])


_NAMES = {
    "number": ("y", N_("ticket number")),
    "phone": ("p", N_("phone")),
    "name": ("n", N_("name")),
    "address": ("a", N_("address")),
    "card": ("d", N_("card")),
    "message": ("m", N_("last message")),
}


def text_of(what: str, told: Told) -> str:
    """What is copied of one ticket; "" when it has none. A number comes without its #, which a shell takes for a comment."""
    card = told.card
    customer = card.customer
    match what:
        case "number":
            return str(card.row.number)
        case "phone":
            return _phone(card)
        case "name":
            return customer.name or customer.company if customer else ""
        case "address":
            return str(card.fields["address"] or "") or (customer.address if customer else "")
        case "card":
            return _card(card)
    said = [entry.text for entry in told.entries if entry.what in ("message", "reply", "call", "visit") and entry.text]
    return said[-1] if said else str(card.fields["body"] or "")


def _phone(card: TicketCard) -> str:
    contacts = card.customer.contacts if card.customer else ()
    return next((one.value for one in contacts if one.kind == "phone"), "")


def _card(card: TicketCard) -> str:
    customer = card.customer
    if customer is None:
        return ""
    lines = [
        customer.name,
        customer.company,
        *(one.value for one in customer.contacts),
        text_of("address", preview.Told(card, ())),
    ]
    return "\n".join(line for line in lines if line)


def _joined(texts: list[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _short(text: str) -> str:
    return text.replace("\n", " ")[:40]


async def _copied(scene: Scene, text: str) -> None:
    taken = await clipboard.copy(scene.app, text, scene.session.settings.desk.copy_command)
    count = len(text)
    lines = [ngettext("copied {count} character", "copied {count} characters", count).format(count=count)]
    if not taken:
        key = shown((*scene.app.keymap["plain"], "?")[0])
        lines.append(_("nothing to paste? {key} shows it plain").format(key=key))
    scene.app.say("\n".join(lines))


async def plain(scene: Scene) -> None:
    """The tickets on the terminal's own screen, without borders and breaks, until Enter; where there is none, as a page."""
    numbers = scene.numbers
    sight = scene.app.desk_screen.order.sight

    def read(reader: Reader) -> list[str]:
        told = (preview.Told(reader.ticket(row.number), reader.timeline(row.number)) for row in reader.rows(numbers))
        return [paragraph.text for one in told for paragraph in (*preview.paragraphs(one, sight), Paragraph(""))]

    lines = await scene.session.read(read)
    try:
        with scene.app.suspend():
            say("\n".join(lines))
            say(_("Enter: back to the desk"))
            sys.stdin.readline()
    except SuspendNotSupported:
        await scene.app.push_screen_wait(ReaderPage(lines))
