"""The app without any screen: what every screen may rely on. Safe drawing, exact keys, themes, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING, Any

from rich.segment import Segment, Segments
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


class DeskAppBase(App[int], inherit_bindings=False):
    """The app of the desk, to be completed by its screens.

    A screen that has `take_text(text)` gets what an input method commits, or what is pasted, while no text box has the focus. It is
    called before any further key is read, so the rest of a word goes where that call put the focus. `leaving()` is called once
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
        self._half = ""
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

    # Keys

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key) and not event.is_forwarded:
            for key in keys.split_alt(event):
                await self._on_pressed(key)
        elif isinstance(event, Paste) and not event.is_forwarded and not self._typing() and self._offer(event.text):
            return
        else:
            await super().on_event(event)

    async def _on_pressed(self, key: Key) -> None:
        if key.key == "escape" and await self._check_bindings("escape"):
            # run here and not after a round through the widgets, so that a key right behind it meets what Esc left
            return
        if key.character is not None and not key.character.isascii() and not self._typing():
            stands_for = keys.alias(key.character)
            if stands_for is None and is_cjk(key.character) and self._offer(key.character):
                return
            if key.character in keys.TWICE and self._half == key.character:
                self._half = ""
                return
            self._half = key.character if key.character in keys.TWICE else ""
            key = keys.as_key(stands_for) if stands_for else key
        else:
            self._half = ""
        await super().on_event(key)

    def _typing(self) -> bool:
        """Whether letters go into a text box now."""
        focused = self.focused
        return focused is not None and focused.check_consume_key("a", "a")

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
        for name in ("SIGTERM", "SIGHUP"):
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
        super().exit(result, return_code, Segments([Segment(clean(str(message), lines=True))]) if message else None)

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
        text = f"{crash_text(error)}{said}" if self._debug_wanted else said
        self._exit_renderables[:] = [Segments([Segment(clean(text, lines=True) + "\n")])]
        self._close_messages_no_wait()
