"""What a deed on the screen begins with: the tickets it works on, read once, and the dialogs it asks with."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from desk.errors import DeskError
from desk.i18n import _, label, ngettext, tell
from desk.tui.screens.form import DeskForm, Problem
from desk.tui.screens.quick_picker import QuickPicker
from desk.tui.widgets.choices import Choice

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from desk.actions.desk import Desk, Outcome, ShopFacts
    from desk.domain.workflow_shapes import Status, Workflow, Workflows
    from desk.queries.reader import Reader
    from desk.queries.rows import TicketCard
    from desk.tui.desk_app import DeskApp
    from desk.tui.session import Place
    from desk.tui.widgets.dialog import Field

    Values = Mapping[str, str]
    Deed = Callable[[Desk], Outcome]
    Save = Callable[[Values], Awaitable[Problem | None]]

MANY = 20  # so many tickets at once are asked about


class Memory:
    """What is remembered while the program runs: what came after the last reply, by kind of ticket."""

    def __init__(self) -> None:
        self.then: dict[str, str] = {}


_memories: WeakKeyDictionary[DeskApp, Memory] = WeakKeyDictionary()


class Facts(NamedTuple):
    """What a dialog has to know: tickets (one of each sort when many are marked), the moment, and the shop."""

    cards: tuple[TicketCard, ...]
    now: datetime
    zone: ZoneInfo
    shop: ShopFacts
    workflows: Workflows
    draft: dict[str, str]

    @property
    def card(self) -> TicketCard:
        """The first ticket; for one ticket the only one."""
        return self.cards[0]

    def place(self, card: TicketCard | None = None) -> tuple[Workflow, Status]:
        """Workflow and status of a ticket."""
        from desk.domain import guard

        return guard.place(self.workflows, (card or self.card).fields)

    def status(self, found: Status) -> str:
        """The name of a status as this shop says it."""
        return label(found.onsite if self.shop.sort == "property" else found.label)


class Form(NamedTuple):
    """A dialog to be filled in. `make` is the class of it; `start` the field it begins at."""

    title: str
    fields: Sequence[Field]
    key: str = ""
    notes: tuple[str, ...] = ()
    start: str = ""
    make: Callable[..., DeskForm] = DeskForm


class Scene:
    """One deed being done: the app, the session, and what it works on."""

    def __init__(self, app: DeskApp, place: Place, text: str = "") -> None:
        self.app = app
        self.session = app.session
        self.numbers = place.numbers
        self.row = place.row
        self.text = text

    @property
    def many(self) -> bool:
        """Whether it works on several tickets."""
        return len(self.numbers) > 1

    @property
    def memory(self) -> Memory:
        """What this run of the program remembers."""
        return _memories.setdefault(self.app, Memory())

    # Reading

    async def facts(self, draft_key: str = "") -> Facts:
        """Reads the tickets; NotFound when the only one is gone."""
        numbers = self.numbers

        def read(reader: Reader) -> tuple[tuple[TicketCard, ...], datetime, ZoneInfo]:
            return (
                tuple(reader.ticket(number) for number in _samples(reader, numbers)),
                reader.asked.now,
                reader.asked.zone,
            )

        def about(desk: Desk) -> tuple[ShopFacts, Workflows, dict[str, str]]:
            from desk.actions import drafts

            kept = drafts.load(desk, draft_key) if draft_key else {}
            return desk.shop, desk.workflows, {name: str(value) for name, value in kept.items()}

        (cards, now, zone), (shop, workflows, draft) = await asyncio.gather(
            self.session.read(read), self.session.work(about)
        )
        return Facts(cards, now, zone, shop, workflows, draft)

    def subject(self, deed: str, facts: Facts | None = None) -> str:
        """The title of a dialog: the deed and what it works on."""
        if self.many:
            count = len(self.numbers)
            return ngettext("{deed} · {count} ticket", "{deed} · {count} tickets", count).format(deed=deed, count=count)
        row = facts.card.row if facts else self.row
        if row is None:
            return f"{deed} · {self.numbers[0]}" if self.numbers else deed
        parts = [f"#{row.number} {row.title}", *([row.customer] if row.customer else [])]
        return f"{deed} · " + " · ".join(parts)

    def key(self, deed: str) -> str:
        """The place of a draft."""
        return f"{deed}:{'marked' if self.many else self.numbers[0]}"

    # Asking

    async def fill(self, form: Form, deed: Callable[[Values], Deed | Problem], draft: Values | None) -> Outcome | None:
        """Shows a dialog until it is saved (the outcome) or left (None). What the desk refuses is said in the dialog."""
        done: list[Outcome] = []

        async def save(values: Values) -> Problem | None:
            wanted = deed(values)
            if isinstance(wanted, Problem):
                return wanted
            try:
                done.append(await self.session.perform(wanted))
            except DeskError as error:
                return Problem(tell(error.sentence))
            return None

        await self.show(form, save, draft)
        return done[0] if done else None

    async def show(self, form: Form, save: Save, draft: Values | None) -> bool:
        """Shows a dialog; whether it was saved. Its draft is forgotten then."""
        dialog = form.make(
            form.title, form.fields, save, notes=form.notes, start=form.start, draft_key=form.key, draft=draft
        )
        saved = await self.app.push_screen_wait(dialog)
        if saved and dialog.drafted and form.key:
            self.app.post_message(DeskForm.Drafted(form.key, {}))
        return saved

    async def draft(self, key: str) -> dict[str, str]:
        """What was being typed there."""

        def load(desk: Desk) -> dict[str, str]:
            from desk.actions import drafts

            return {name: str(value) for name, value in drafts.load(desk, key).items()}

        return await self.session.work(load)

    async def choose(self, title: str, choices: Sequence[Choice], *, digits: bool = True) -> str:
        """The id of what was chosen; "" when nothing was."""
        chosen = await self.app.push_screen_wait(QuickPicker(title, choices, digits=digits))
        return chosen.id if chosen else ""

    async def sure(self, question: str, yes: str) -> bool:
        """Asks; digits, Enter and the first letters answer."""
        return await self.choose(question, [Choice("yes", yes), Choice("no", _("Leave it"))]) == "yes"

    async def sure_of_many(self, deed: str) -> bool:
        """More than MANY tickets at once are asked about."""
        count = len(self.numbers)
        if count <= MANY:
            return True
        said = _("{deed}: {count} tickets at once?").format(deed=deed, count=count)
        return await self.sure(said, _("Yes, all {count}").format(count=count))

    # Doing

    async def do(self, deed: Deed) -> Outcome:
        """Does it and says so. Raises DeskError."""
        outcome = await self.session.perform(deed)
        self.app.done(outcome)
        return outcome


def _samples(reader: Reader, numbers: Sequence[int]) -> list[int]:
    """All of a few tickets; of many, one of each kind and status, so that a dialog asks what any of them needs."""
    if len(numbers) == 1:
        return list(numbers)
    rows = reader.rows(numbers)
    if len(numbers) <= MANY:
        return [row.number for row in rows]
    sorts = {(row.workflow, row.status): row.number for row in reversed(rows)}
    return sorted(sorts.values())
