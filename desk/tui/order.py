"""The order of the queue: read in pieces behind the screen, kept still under a resting cursor, brought up to date row by row."""

from __future__ import annotations

import asyncio
from array import array
from contextvars import copy_context
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Protocol

from desk import clock
from desk.domain import workflow_config
from desk.errors import Busy, DeskError, Usage
from desk.tui import rows_of
from desk.tui.desk_queue import OUTSIDE, words_outside
from desk.tui.find import OUTSIDE_LIMIT, Piece, Question, pieces

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from desk.queries.reader import Reader
    from desk.queries.rows import TicketRow
    from desk.tui.desk_queue import DeskQueue
    from desk.tui.session import Session
    from desk.tui.widgets.rows import Row

_KEPT = 8192  # tickets whose rows are remembered, for their words age
_MANY = 500  # tickets of one deed beyond which the whole order is read again
_GROW_EVERY = 0.12  # seconds between two lengthenings of the order
_AGAIN = 2.0  # seconds until a busy file is asked again


class Owner(Protocol):
    """The screen, as the order needs it."""

    def start(self, work: Callable[[], Awaitable[None]], group: str) -> None:
        """Runs work beside the keys; a later one of the same group takes its place, unless the group is ""."""

    def set_timer(self, seconds: float, call: Callable[[], None], /) -> object:
        """Calls something in a while."""

    def shown(self) -> None:
        """The order or what is known of it is another now."""

    def wrong(self, error: DeskError) -> None:
        """The question cannot be answered."""


class Order:
    """What `queue` shows. `question` is the one that was asked last, `answered` the one whose tickets are seen."""

    def __init__(self, owner: Owner, session: Session, queue: DeskQueue, question: Question) -> None:
        self.owner = owner
        self.session = session
        self.queue = queue
        self.question = self.answered = question
        self.rows: dict[int, TicketRow] = {}
        self.outside: tuple[int, ...] = ()
        self.entered: set[int] = set()
        self.top = 0
        self.onsite = session.settings.shop.sort == "property"
        self.settled = False
        self.pending = False  # the cursor is about to stand on another ticket
        self._workflows = workflow_config.from_settings(session.settings)
        self._token = 0
        self._landing: int | None = None
        self._keep = False
        self._held: list[Piece] = []
        self._growth: list[Piece] = []
        self._whole: tuple[str, array[int]] | None = None

    # Asking

    def ask(self, question: Question, *, keep: bool = False, land: int | None = None) -> None:
        """Another order. With `keep` cursor and marks stay with their tickets; `land` is the ticket to go to."""
        self._token += 1
        self.question = question
        self._keep = keep
        self._landing = land if land is not None else self.queue.number if keep else None
        self._held, self._growth = [], []
        self.settled, self.pending = False, not keep
        remembered = self._whole if self._whole and self._whole[0] == question.view.id else None
        if not keep and not question.typed and remembered and (land is None or land in remembered[1]):
            # the whole view was here a moment ago: reading it again would take longer than looking
            self._show(Piece(self._token, first=True, last=True, numbers=remembered[1], top=self.top))
            return
        self._whole = self._whole if question.view.id == self.answered.view.id and not keep else None
        self.owner.start(partial(self._read, question, self._token), "order")

    def begin(self, first: Piece | None) -> None:
        """The first order; `first` is what was read of it before there was a screen."""
        if first is None:
            self.ask(self.question)
            return
        self._fed(first)
        if not first.last:
            self.owner.set_timer(_GROW_EVERY, lambda: self._rest_of(first))

    def _rest_of(self, first: Piece) -> None:
        """What was read ahead was the beginning only; the whole is read when that has been drawn, unless something else was asked."""
        if self._token == first.token:
            self.ask(self.question, keep=True)

    async def _read(self, question: Question, token: int) -> None:
        loop, context = asyncio.get_running_loop(), copy_context()

        def give(piece: Piece) -> None:
            loop.call_soon_threadsafe(self._fed, piece, context=context)

        def read(reader: Reader) -> None:
            pieces(reader, question, token, give, lambda: self._token == token)

        try:
            await self.session.read(read, long=True)
        except Busy as error:
            if token == self._token:
                self.owner.wrong(error)
                self.owner.set_timer(_AGAIN, lambda: self._again(question, token))
        except DeskError as error:
            if token == self._token:
                self.settled, self.pending = bool(self.queue.count), False
                self.owner.wrong(error)

    def _again(self, question: Question, token: int) -> None:
        if token == self._token:
            self.owner.start(partial(self._read, question, token), "order")

    def _fed(self, piece: Piece) -> None:
        """A piece came. One that nobody waits for any more is dropped."""
        if piece.token != self._token or not self.queue.is_attached:
            return
        self._remember(piece.rows)
        if not piece.first and not self._held:
            self._grow_soon(piece)
            return
        self._held.append(piece)
        if self._landing is None or piece.last or self._landing in piece.numbers:
            numbers = self._held[0].numbers
            for more in self._held[1:]:
                numbers.extend(more.numbers)
            whole = piece._replace(first=True, numbers=numbers, top=self._held[0].top)
            self._held = []
            self._show(whole)

    def _show(self, piece: Piece) -> None:
        self.top = max(self.top, piece.top)
        self.pending = False
        self.answered = self.question
        self.entered = set()
        self.outside = ()
        self.queue.part("")
        numbers = array("q", piece.numbers) if piece.last else piece.numbers
        if piece.last:
            self._remember_whole(numbers)
            numbers = numbers + self._tail(piece.outside)
        near = {number: self.rows[number] for number in numbers[:200] if number in self.rows}
        self.queue.show(numbers, self._drawn(near.values()), keep=self._keep, growing=not piece.last)
        if self._landing is not None:
            self.queue.go_to(self._landing)
            self._landing = None
        self.settled = piece.last
        self.owner.shown()

    def _grow_soon(self, piece: Piece) -> None:
        """Several pieces together, so that a million tickets do not keep the screen from hearing keys."""
        if not self._growth:
            self.owner.set_timer(_GROW_EVERY, self._grow)
        self._growth.append(piece)

    def _grow(self) -> None:
        pieces, self._growth = self._growth, []
        if not pieces or pieces[0].token != self._token:
            return
        piece, numbers = pieces[-1], pieces[0].numbers
        for more in pieces[1:]:
            numbers.extend(more.numbers)
        if piece.last:
            self._remember_whole(self.queue.numbers + numbers)
            numbers = numbers + self._tail(piece.outside)
        self.queue.grow(numbers, growing=not piece.last)
        self.settled = piece.last
        self.owner.shown()

    def _tail(self, outside: tuple[int, ...]) -> array[int]:
        self.outside = outside
        self.queue.part(words_outside(len(outside), OUTSIDE_LIMIT) if outside else "")
        return array("q", (OUTSIDE, *outside)) if outside else array("q")

    def _remember_whole(self, numbers: array[int]) -> None:
        if not self.answered.typed:
            self._whole = (self.answered.view.id, array("q", numbers))

    # Rows

    @property
    def sight(self) -> rows_of.Sight:
        """What lines depend on now."""
        now = clock.now()
        end = clock.local_start(now.astimezone(self.session.zone).date() + timedelta(days=1), self.session.zone)
        return rows_of.Sight(now, self.session.zone, end, self._workflows, self.session.settings, self.onsite)

    def _remember(self, tickets: Iterable[TicketRow]) -> None:
        if len(self.rows) > _KEPT:
            near = [number for number in self._near() if number in self.rows]
            self._forget_others(near)
            self.rows = {number: self.rows[number] for number in near}
        self.rows.update((ticket.number, ticket) for ticket in tickets)

    def _drawn(self, tickets: Iterable[TicketRow]) -> dict[int, Row]:
        sight, told = self.sight, self.queue.tells_status()
        return {ticket.number: rows_of.row(ticket, sight, told=told) for ticket in tickets}

    def _near(self) -> array[int]:
        """The tickets that are seen, and a screen before and after them."""
        first, seen = self.queue.first, self.queue.seen
        return self.queue.numbers[max(0, first - seen) : first + 2 * seen]

    def resized(self) -> None:
        """The queue has another width; whether a column tells the status may have changed."""
        self.aged()

    def aged(self) -> None:
        """Time has passed: what is seen says so, what is not is drawn when it is."""
        near = [number for number in self._near() if number in self.rows]
        drawn = self._drawn(self.rows[number] for number in near)
        known = self.queue.known(near)
        self._forget_others(near)
        self.queue.put({number: row for number, row in drawn.items() if row != known.get(number)})

    def _forget_others(self, near: list[int]) -> None:
        kept = set(near)
        self.queue.forget([number for number in self.rows if number not in kept])

    async def fetch(self, numbers: Iterable[int]) -> None:
        """Rows that are about to be seen."""
        wanted = [number for number in numbers if number != OUTSIDE]
        try:
            found = await self.session.read(lambda reader: reader.rows(wanted))
        except DeskError as error:
            self.queue.forget(wanted)
            self.owner.wrong(error)
            return
        self._remember(found)
        self.queue.put(self._drawn(found), wanted)
        self.owner.shown()

    # What changed

    async def look_again(self) -> None:
        """Somebody else saved something: what is seen is read again, and new tickets of the view are noticed. Nothing moves."""
        near, question = [number for number in self._near() if number != OUTSIDE], self.answered
        top, whole = self.top, not self.queue.count
        try:
            found, new = await self.session.read(lambda reader: (reader.rows(near), question.newer(reader, top)))
        except (Usage, Busy):
            return
        if question is not self.answered:
            return
        self._remember(found)
        self.queue.put(self._drawn(found), near)
        self._forget_others(near)
        self._whole = None
        self.entered.update(new)
        if whole and new:
            self.ask(self.question, keep=True)
        self.owner.shown()

    async def touched(self, numbers: tuple[int, ...]) -> None:
        """A deed was done here to these tickets: they are read again, and those that left the view go."""
        if not numbers or len(numbers) > _MANY:
            self.ask(self.question, keep=True)
            return
        these, question = set(numbers), self.answered
        self._whole = None  # whatever is asked from now on is read anew
        found, stay = await self.session.read(lambda reader: (reader.rows(numbers), question.still(reader, these)))
        if question is not self.answered:
            return
        here = {number for number in these if self.queue.index_of(number) is not None}
        self._remember(found)
        self.queue.put(self._drawn(ticket for ticket in found if ticket.number in here))
        gone = here - stay - (set(self.outside) & {ticket.number for ticket in found})
        came = stay - here
        if gone and question.typed:
            self.ask(self.question, keep=True)  # it was found by its words and still is, outside the view
            return
        self.queue.drop(gone)
        if len(came) == 1:
            self.ask(self.question, keep=True, land=max(came))  # opened here, or brought back: one goes on with it
        elif came:
            self.ask(self.question, keep=True)
        self.owner.shown()
