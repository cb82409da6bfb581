"""Under the line of a new ticket: what was understood, who it is, and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Static

from desk.domain import kinds, phones
from desk.i18n import _, label, ngettext, tell
from desk.tui import deeds_who, keys
from desk.tui.safety import cell
from desk.tui.widgets.bar import Chips, Part
from desk.tui.widgets.choices import Choice, Choices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.app import ComposeResult
    from textual.events import Key

    from desk.queries.rows import Contact, Customer, CustomerCard, TicketRow
    from desk.tui.deeds_who import Seen

_SHOWN = 3  # open tickets and devices on the card
_TONES = {"customer": "done", "phone": "done", "due": "today", "priority": "urgent", "kind": "mark"}


class WhoList(Choices):
    """The people it may be; digits and Enter choose, before the next key comes."""

    def on_key(self, event: Key) -> None:
        character = event.character or ""
        digit = keys.alias(character) or character
        if digit.isascii() and digit.isdigit() and int(digit):
            event.stop()
            self.take(int(digit) - 1)

    def take(self, index: int) -> None:
        panel = self.parent
        if isinstance(panel, WhoPanel) and 0 <= index < len(self.items):
            panel.choose(index)


class WhoPanel(Vertical):
    """What a box in a dialog is: `given` is who was chosen by hand, an id or ""."""

    DEFAULT_CSS = """
    WhoPanel { height: auto; }
    NewBox WhoPanel Chips { background: $surface; margin: 0; }
    WhoPanel Static { height: auto; }
    WhoPanel #hints, WhoPanel #hello { color: $tone-faint; }
    WhoPanel #alert { color: $tone-urgent; text-style: bold; }
    WhoPanel #same { color: $tone-today; }
    WhoPanel WhoList { height: auto; max-height: 7; background: $surface; }
    WhoPanel .-none { display: none; }
    """

    def __init__(self, status: Callable[[TicketRow], str]) -> None:
        super().__init__()
        self._status = status
        self._offered: tuple[Customer, ...] = ()
        self.word = ""  # of the title, by which the people offered were found
        self.chosen = 0
        self.chosen_for: str | None = None

    def compose(self) -> ComposeResult:
        yield Chips()
        yield Static(id="hints", markup=False)
        yield Static(id="hello", markup=False)
        yield WhoList(id="people", classes="-none")
        yield Static(id="alert", markup=False)
        yield Static(id="card", markup=False)
        yield Static(id="same", markup=False)

    @property
    def given(self) -> str:
        """Who was chosen by hand, as text; "" when nobody was."""
        return str(self.chosen) if self.chosen else ""

    def put(self, text: str) -> None:
        """Chooses the customer of that id."""
        if text.lstrip("-").isdecimal():
            self.chosen, self.chosen_for = int(text), None

    @property
    def people(self) -> WhoList:
        """The list of those it may be."""
        return self.query_one(WhoList)

    def keeps(self, seen: Seen) -> bool:
        """Whether the choice made by hand still holds: it goes when the line names somebody else."""
        if self.chosen and self.chosen_for is None:
            self.chosen_for = seen.named
        if self.chosen and self.chosen_for != seen.named:
            self.chosen, self.chosen_for = 0, None
            return False
        return True

    def show(self, seen: Seen) -> None:
        """What was found."""
        found = seen.found
        self.query_one(Chips).show_chips([_chip(chip.field, tell(chip.label), tell(chip.text)) for chip in found.chips])
        self._say("#hints", "\n".join(tell(hint) for hint in found.hints))
        self._offered = () if seen.who > 0 else seen.offered
        self.word = seen.word
        self._say("#hello", self._hello(seen))
        people = [_person(one) for one in self._offered]
        if people and not seen.word:
            people.append(Choice("new", _("somebody else: a new customer")))
        self.people.show(people, keep=True)
        self.people.set_class(not people, "-none")
        self._say("#alert", f"! {seen.card.alert}" if seen.card and seen.card.alert else "")
        self._say("#card", "\n".join(self._card(seen.card)) if seen.card else "")
        self._say("#same", "\n".join(self._same(seen)))

    def _say(self, place: str, text: str) -> None:
        said = self.query_one(place, Static)
        said.update(cell(text, lines=True))
        said.set_class(not text, "-none")

    def _hello(self, seen: Seen) -> str:
        if self._offered:
            said = _("Several people have that name: which one? ↓, then a digit")
            return said if seen.must else _("Is it one of these? ↓, then a digit")
        if seen.who == deeds_who.NEW:
            return _("A new customer.")
        return ""

    def _card(self, card: CustomerCard) -> Iterator[str]:
        count = card.ticket_count
        words = [card.name + (" ★" if card.vip else ""), *(_contact(one) for one in card.contacts[:2])]
        words.append(ngettext("{count} ticket", "{count} tickets", count).format(count=count))
        yield " · ".join(word for word in words if word)
        if card.fields.get("address"):
            yield str(card.fields["address"])
        for row in card.open_tickets[:_SHOWN]:
            yield f"#{row.number}  {label(kinds.KINDS[row.kind])}  {self._status(row)}  {row.title}"
        if len(card.open_tickets) > _SHOWN:
            yield _("and {count} more").format(count=len(card.open_tickets) - _SHOWN)
        devices = [" ".join(filter(None, (one.brand, one.model, one.serial))) for one in card.devices[:_SHOWN]]
        if any(devices):
            yield _("devices: {devices}").format(devices=" · ".join(filter(None, devices)))

    def _same(self, seen: Seen) -> Iterator[str]:
        for one in seen.same:
            what = f"#{one.row.number} {self._status(one.row)} {one.row.title}"
            by = f" ({one.opened_by})" if one.opened_by else ""
            yield _("Maybe the same: {ticket}").format(ticket=what + by)

    def choose(self, index: int) -> None:
        """The one on that line, or somebody new on the last."""
        customer = self._offered[index] if index < len(self._offered) else None
        self.chosen, self.chosen_for = (customer.id if customer else deeds_who.NEW), None
        chose = getattr(self.screen, "chose", None)
        if chose is not None:
            chose(customer)


def _chip(field: str, name: str, text: str) -> Part:
    return Part(f"{name} {text}", _TONES.get(field, ""))


def _contact(contact: Contact) -> str:
    return phones.show(contact.normal) if contact.kind == "phone" and contact.normal else contact.value


def _person(one: Customer) -> Choice:
    words = [one.name or one.company, *(_contact(contact) for contact in one.contacts[:1]), one.address]
    count = one.open_tickets
    hint = ngettext("{count} open", "{count} open", count).format(count=count) if count else ""
    return Choice(str(one.id), "  ".join(word for word in words if word) + (" ★" if one.vip else ""), hint)
