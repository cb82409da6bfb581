"""Keys that wait: the next one is for what the last one brings, so it must not reach the ticket that is still under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desk.tui.desk_screen import DeskScreen

_PATIENCE = 3.0  # seconds that keys wait for another order


class Holding:
    """Keeps keys from a screen until its new order is on it; but not for ever."""

    def __init__(self, screen: DeskScreen) -> None:
        self.screen = screen
        self._on = False

    def on(self) -> None:
        """Another order was asked for, perhaps: the next key is for that one."""
        if self.screen.order.pending and self.screen.ready:
            self.screen.ready, self._on = False, True
            self.screen.set_timer(_PATIENCE, self.off)

    def off(self) -> None:
        """It is there."""
        if self._on:
            self.screen.ready, self._on = True, False
            self.screen.desk_app.release_keys()

    def during(self, work: Callable[[], Awaitable[None]]) -> None:
        """Runs work after which the cursor may be elsewhere."""
        screen = self.screen

        async def done() -> None:
            try:
                await work()
            finally:
                screen.ready = True
                self.on()
                screen.desk_app.release_keys()

        screen.ready = False
        screen.start(done, "alone")
