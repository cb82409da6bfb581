"""The app without any screen: what every screen may rely on. Safe drawing, exact keys, themes, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.events import Key, Paste

from desk.i18n import _
from desk.text import clean, is_cjk
from desk.tui import keys, themes
from desk.tui.safety import SafeFilter, crash_text, write_crash

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.events import Event
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel
    from textual.widget import Widget

_PATIENCE = 0.5  # seconds for a widget to deal with a key before we go on


class DeskAppBase(App[int], inherit_bindings=False):
    """The app of the desk, to be completed by its screens.

    A screen that has `take_text(text)` gets what an input method commits, or what is pasted, while no text box has the focus. It is
    called before any further key is read, so the rest of a word goes where that call put the focus; this needs the screen's
    `set_focus`, for a widget's `focus` comes later. `leaving()` is called once
    when a signal ends the app: drafts are written there.
    """

    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    TITLE = "desk"

    def __init__(
        self,
        keymap: keys.Keymap | None = None,
        *,
        theme_folders: Sequence[Path] = (),
        theme: str = themes.DEFAULT,
        state_folder: Path | None = None,
        debug: bool = False,
    ) -> None:
        super().__init__()
        self.keymap: keys.Keymap = keys.SHIPPED if keymap is None else keymap
        self.animation_level = "none"
        self.problems = themes.register(self, theme_folders, theme)
        self._safe = SafeFilter()
        self._state_folder = state_folder
        self._debug_wanted = debug
        self._last_words = ""
        self._half = ""
        self._waiting: list[Key | Paste] = []
        self._addressed: Widget | None = None
        keys.use_parser()

    # What is drawn

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._safe]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.FALLBACK_TONES

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's signature; data is never markup
    ) -> None:
        super().notify(clean(message, lines=True), title=clean(title), severity=severity, timeout=timeout, markup=False)

    # Keys. One is done before the next is read, as a hand means it: what a deed opened or left gets the following key, also when
    # ssh delivers several at once. Textual would have addressed them all by then.

    async def on_event(self, event: Event) -> None:
        if not isinstance(event, (Key, Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._waiting or not getattr(self.screen, "ready", True):
            self._waiting.append(event)
        else:
            await self._take(event)

    def release_keys(self) -> None:
        """The screen is ready: keys that waited for it are done now."""
        self.call_later(self._feed)

    async def _feed(self) -> None:
        while self._waiting and getattr(self.screen, "ready", True):
            await self._take(self._waiting[0])
            del self._waiting[0]

    async def _take(self, event: Key | Paste) -> None:
        self.app_focus = True
        if isinstance(event, Key):
            for key in keys.split_alt(event):
                await self._on_pressed(key)
        elif self._consumes("a", "a") or not self._offer(event.text):
            self._addressed = self.focused
            await super().on_event(event)

    async def _on_pressed(self, key: Key) -> None:
        if key.character is not None and not key.character.isascii() and not self._consumes(key.key, key.character):
            stands_for = keys.alias(key.character)
            if stands_for is None and is_cjk(key.character) and self._offer(key.character):
                return
            if self._second_half(key.character):
                return
            key = keys.as_key(stands_for) if stands_for else key
        if not self._consumes(key.key, key.character):
            await self._settle()
            if await self._check_bindings(key.key, priority=True) or await self._check_bindings(key.key):
                return
        self._addressed = self.focused
        await super().on_event(key)

    async def _on_key(self, event: Key) -> None:
        """A key that came back unused: its bindings were tried before it was addressed."""
        event.prevent_default()

    async def _settle(self) -> None:
        """Waits until the widget that got the last keys has dealt with them: a dialog is saved with all that was typed."""
        widget, self._addressed = self._addressed, None
        done = asyncio.Event()
        if widget is not None and widget.is_running and widget.call_later(done.set):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), _PATIENCE)

    def _consumes(self, key: str, character: str | None) -> bool:
        """Whether a text box has the focus that takes this key."""
        focused = self.focused
        return focused is not None and focused.check_consume_key(key, character)

    def _second_half(self, character: str) -> bool:
        """Whether this is the second of two signs that an input method commits for one press."""
        again = character in keys.TWICE and self._half == character
        self._half = "" if again or character not in keys.TWICE else character
        return again

    def _offer(self, text: str) -> bool:
        take = getattr(self.screen, "take_text", None)
        line = clean(text).strip()
        if take is None or not line:
            return False
        take(line)
        return True

    # The end

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._on_signal, int(number))

    def _on_signal(self, number: int) -> None:
        self.leaving()
        self.exit(return_code=128 + number)

    def leaving(self) -> None:
        """Called when the terminal goes away or the system asks to end: write drafts, nothing slow."""

    def exit(self, result: int | None = None, return_code: int = 0, message: Any = None) -> None:
        if message:
            self._last_words = str(message)
        super().exit(result, return_code)

    def panic(self, *renderables: Any) -> None:  # noqa: ARG002 - what Textual would print holds other people's data
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Instead of Textual's traceback, which shows locals: one line for the user, types and frames in a private file."""
        error = self._exception or RuntimeError()
        path = write_crash(error, self._state_folder) if self._state_folder else None
        if path is not None:
            said = _("desk has a fault and had to stop. What was saved is safe. Where it happened stands in {path}.")
            said = said.format(path=path)
        else:
            said = _("desk has a fault and had to stop. What was saved is safe.")
        self._last_words = f"{crash_text(error)}{said}" if self._debug_wanted else said
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Called by Textual when the terminal is restored. Written as it is: Rich would cut or break a path."""
        self._exit_renderables.clear()
        if self._last_words:
            self.error_console.file.write(clean(self._last_words, lines=True) + "\n")
            self._last_words = ""
