"""One sitting at the desk: who sits there, and the file, read and written in threads so that no key ever waits for the disk."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from desk import clock
from desk.errors import DeskError
from desk.queries import history, opening
from desk.store import connection as store
from desk.store import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from desk.actions.desk import Desk, Outcome
    from desk.config import Settings
    from desk.queries.reader import Reader
    from desk.queries.rows import TicketRow

T = TypeVar("T")

_READERS = 3
_SLOW = 0.4  # seconds until a question or a deed counts as waiting for somebody


class Place(NamedTuple):
    """What a deed works on: the marked tickets, else the one under the cursor. `row` is the one under the cursor, when it is read."""

    numbers: tuple[int, ...]
    row: TicketRow | None
    marked: bool


class Listener(Protocol):
    """Who is told what happens in a session; always in the event loop."""

    def touched(self, outcome: Outcome) -> None:
        """A deed was done here."""

    def switched(self) -> None:
        """Somebody else sits at the desk now."""

    def waiting(self, *, on: bool) -> None:
        """Something takes longer than usual, or no longer does: another program holds the file."""


class _Patience:
    """Tells, once, when something takes longer than it should, and when it no longer does."""

    def __init__(self, loop: asyncio.AbstractEventLoop, tell: Callable[[int], None]) -> None:
        self._tell = tell
        self._told = False
        self._timer = loop.call_later(_SLOW, self._notice)

    def _notice(self) -> None:
        self._told = True
        self._tell(1)

    def stop(self) -> None:
        """It is over, or has begun."""
        self._timer.cancel()
        if self._told:
            self._told = False
            self._tell(-1)


class Session:
    """A desk file, its settings, and who sits at it. Nothing is opened or imported before it is needed."""

    def __init__(self, path: str, settings: Settings, who: str) -> None:
        self.path = path
        self.settings = settings
        self.id = os.urandom(6).hex()
        self.zone = clock.zone("UTC")  # the shop's, from the first question on
        self.listener: Listener | None = None
        self._who = who
        self._desk: Desk | None = None
        self._readers = ThreadPoolExecutor(_READERS, "desk-read")
        self._hand = ThreadPoolExecutor(1, "desk-write")  # one, so that deeds are done in the order they were asked for
        self._slow = 0
        self._watch: history.Watch | None = None
        self._watched = (0, 0)

    @property
    def who(self) -> str:
        """Number, login or name of who sits here."""
        return self._who

    def switch(self, who: str) -> None:
        """Somebody else sits here from now on; what they take back are their own deeds."""
        if who != self._who:
            self._who = who
            self._desk = None
            if self.listener is not None:
                self.listener.switched()

    @property
    def desk(self) -> Desk:
        """The desk as deeds take it. The first time it loads the write side, which takes a while: ask for it in `work`."""
        if self._desk is None:
            from desk.actions.desk import Desk

            self._desk = Desk(Path(self.path), self.settings, who=self._who, door="tui", session=self.id)
        return self._desk

    def open(self) -> None:
        """Looks at the file before there is a screen. Raises DeskError when it is no desk."""
        self._watched = _identity(self.path)
        self._watch = history.Watch(store.read(self.path))

    def ahead(self, ask: Callable[[Reader], T]) -> Future[T]:
        """As `read`, begun before there is an event loop."""
        return self._readers.submit(self._asked, ask)

    def _asked(self, ask: Callable[[Reader], T]) -> T:
        with opening.reading(self.path, self.settings, self._who) as reader:
            self.zone = reader.asked.zone
            return ask(reader)

    async def read(self, ask: Callable[[Reader], T], *, long: bool = False) -> T:
        """What `ask` finds out, in a thread with a connection of its own. Raises DeskError.

        `long`: it takes its time; only when it cannot begin the file is busy.
        """
        loop = asyncio.get_running_loop()
        slow = self._patience(loop)

        def begun(reader: Reader) -> T:
            if long:
                loop.call_soon_threadsafe(slow.stop)
            return ask(reader)

        return await self._run(self._readers, lambda: self._asked(begun), slow)

    async def perform(self, deed: Callable[[Desk], Outcome]) -> Outcome:
        """Does a deed in a thread, then tells the screen what it touched. Raises DeskError."""
        outcome = await self.work(deed)
        if self.listener is not None:
            self.listener.touched(outcome)
        return outcome

    async def work(self, ask: Callable[[Desk], T]) -> T:
        """Anything else of the write side that is no deed, such as drafts; in the thread of deeds. Raises DeskError."""
        return await self._run(self._hand, lambda: ask(self.desk))

    async def changed(self) -> bool:
        """Whether anybody, here or elsewhere, saved something since this was asked last."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._look)

    def _look(self) -> bool:
        try:
            if self._watch is None or self._watched != _identity(self.path):
                self._watched = _identity(self.path)  # a backup that was put back is another file
                self._watch = history.Watch(store.read(self.path))
                return True
            return bool(self._watch.changed())
        except DeskError:
            self._watch = None
            return False

    async def prepare(self) -> None:
        """Loads the write side, so that the first deed is as quick as the others."""
        await asyncio.get_running_loop().run_in_executor(self._hand, _load)

    def close(self) -> None:
        """The sitting is over; what is being written is still finished."""
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._hand.shutdown(wait=True)

    def _patience(self, loop: asyncio.AbstractEventLoop) -> _Patience:
        return _Patience(loop, self._waits)

    async def _run(self, threads: ThreadPoolExecutor, ask: Callable[[], T], slow: _Patience | None = None) -> T:
        loop = asyncio.get_running_loop()
        slow = slow or self._patience(loop)
        try:
            return await loop.run_in_executor(threads, ask)
        except DeskError:
            raise
        except Exception as error:
            known = faults.translate(error, self.path)
            if known is None:
                raise
            raise known from error
        finally:
            slow.stop()

    def _waits(self, more: int) -> None:
        before, self._slow = self._slow > 0, max(0, self._slow + more)
        if self.listener is not None and before != (self._slow > 0):
            self.listener.waiting(on=self._slow > 0)


def _identity(path: str) -> tuple[int, int]:
    try:
        state = os.stat(path)  # noqa: PTH116 - the path is text
    except OSError:
        return 0, 0
    return state.st_dev, state.st_ino


def _load() -> None:
    from desk.actions import arranging, drafts, moving, opening, talking, undoing

    _ = arranging, drafts, moving, opening, talking, undoing
