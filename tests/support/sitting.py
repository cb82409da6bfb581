"""A sitting at the screen for tests: keys are pressed, and the file is asked what came of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from support import stories

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from desk.tui.desk_app import DeskApp


class Sitting:
    """Somebody at the screen of a desk file."""

    def __init__(self, app: DeskApp, pilot: Pilot[Any], path: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.path = path

    async def keys(self, *presses: str) -> None:
        """Presses keys, `<enter>` by name and text letter by letter, all at once; waits until everything that follows has happened."""
        from textual.events import Key

        from desk.tui.keys import textual_key

        for press in presses:
            if press.startswith("<"):
                self.app.post_message(Key(press.strip("<>"), None))
            else:
                for letter in press:
                    self.app.post_message(Key(textual_key(letter), letter))
        await self.rest()

    async def rest(self) -> None:
        """Waits until no deed is under way and what was read is on the screen."""
        for _turn in range(3):
            await self.pilot.pause()
            await self._workers()

    async def _workers(self) -> None:
        for _turn in range(2000):
            waiting = self.app._waiting
            deeds = [one for one in self.app.workers if one.group == "deeds" and not one.is_finished]
            dialog = self.app.screen is not self.app.desk_screen and getattr(self.app.screen, "ready", False)
            others = [one for one in self.app.workers if one.group not in ("deeds", "count") and not one.is_finished]
            if not waiting and (dialog or not deeds) and not others:
                return
            await asyncio.sleep(0.005)
        raise AssertionError([worker.name for worker in self.app.workers])

    async def paste(self, text: str) -> None:
        """Pastes."""
        from textual.events import Paste

        self.app.post_message(Paste(text))
        await self.rest()

    async def on(self, number: int) -> None:
        """Puts the cursor on a ticket."""
        from desk.tui import walking

        await walking.go_to(self.app.desk_screen, number)
        await self.rest()

    def asked(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the file says."""
        return stories.asked(self.path, sql, *values)

    def ticket(self, number: int, *columns: str) -> Any:
        """Columns of a ticket: one value, or a tuple of several."""
        row = self.asked(f"SELECT {', '.join(columns)} FROM ticket WHERE id = ?", number)[0]
        return row[0] if len(columns) == 1 else row

    @property
    def toasts(self) -> list[str]:
        """What was said at the edge of the screen, oldest first."""
        return [str(one.message) for one in self.app._notifications]

    def screen(self) -> str:
        """The text on the screen."""
        return "\n".join("".join(part.text for part in strip) for strip in self.app.screen._compositor.render_strips())


def sit(
    path: Path,
    story: Callable[[Sitting], Awaitable[None]],
    *,
    who: str = "03",
    size: tuple[int, int] = (80, 24),
    settings: Any = None,
) -> None:
    """Plays a story at the screen."""
    from desk.config import Settings
    from desk.tui.desk_app import DeskApp
    from desk.tui.session import Session

    async def run() -> None:
        session = Session(str(path), settings or Settings(), who)
        app = DeskApp(session)
        try:
            async with app.run_test(size=size) as pilot:
                sitting = Sitting(app, pilot, path)
                await sitting.rest()
                await story(sitting)
        finally:
            session.close()

    asyncio.run(run())
