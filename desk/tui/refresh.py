"""The pulse of the screen: counts, ageing words, and noticing that somebody else saved something. None of it on the event loop."""

from __future__ import annotations

import asyncio
from contextvars import copy_context
from typing import TYPE_CHECKING

from desk.errors import DeskError
from desk.queries.views import VIEWS
from desk.tui import status_line

if TYPE_CHECKING:
    from desk.queries.reader import Reader
    from desk.tui.desk_screen import DeskScreen

_LOOK_EVERY = 1.0  # seconds between two looks whether anybody saved
_AGE_EVERY = 10.0  # seconds between two repaints of ageing words
_COUNT_EVERY = 60.0  # seconds after which everything is counted anyway: late comes by itself
_GAP = 1.5  # seconds between two counts, however many deeds there are


class Pulse:
    """Keeps a desk screen up to date while somebody looks at it."""

    def __init__(self, screen: DeskScreen) -> None:
        self.screen = screen
        self._counting = False
        self._again = False

    def start(self) -> None:
        """Begins; called when the first rows are on the screen."""
        self.soon()
        self.screen.set_interval(_LOOK_EVERY, self._look)
        self.screen.set_interval(_AGE_EVERY, self._age)
        self.screen.set_interval(_COUNT_EVERY, self.soon)

    def soon(self) -> None:
        """Counts again, now or when the last count is done."""
        if self._counting:
            self._again = True
            return
        self._counting = True
        self.screen.start(self._count, "count")

    async def _count(self) -> None:
        screen, loop, context = self.screen, asyncio.get_running_loop(), copy_context()

        def give(view_id: str, text: str) -> None:
            loop.call_soon_threadsafe(screen.views.counted, view_id, text, context=context)

        def read(reader: Reader) -> status_line.Pressing:
            found = status_line.pressing(reader)
            status_line.count_views(reader, VIEWS, give)
            return found

        try:
            screen.presses(await screen.session.read(read, long=True))
        except DeskError:
            self._again = True  # the file is busy; what is shown stays
        await asyncio.sleep(_GAP)
        self._counting = False
        if self._again:
            self._again = False
            self.soon()

    def _look(self) -> None:
        self.screen.start(self._look_now, "look")

    async def _look_now(self) -> None:
        if await self.screen.session.changed():
            await self.screen.order.look_again()
            self.screen.show_ticket(again=True)
            self.soon()

    def _age(self) -> None:
        self.screen.order.aged()
        self.screen.shown()
