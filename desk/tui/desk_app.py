"""The app: one session, one screen, and how things are told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk import commands, paths
from desk.i18n import _, tell
from desk.tui.app_base import DeskAppBase
from desk.tui.desk_screen import DeskScreen
from desk.tui.widgets import cells
from desk.tui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.screen import Screen
    from textual.timer import Timer

    from desk.actions.desk import Desk, Outcome
    from desk.errors import DeskError
    from desk.text import Sentence
    from desk.tui.find import Piece
    from desk.tui.session import Session

_NAMED = 3  # refused tickets that are named with their reasons
_TURN = 0.15  # seconds between two turns of the spinner


class DeskApp(DeskAppBase):
    """The desk on a terminal. `first` is what was read of the queue before Textual was loaded."""

    CSS = """
    Toast { width: 56; max-width: 80%; margin-top: 0; padding: 0 1; background: $panel; color: $foreground; }
    """

    def __init__(
        self,
        session: Session,
        *,
        first: Callable[[], Piece | None] | None = None,
        debug: bool = False,
    ) -> None:
        settings = session.settings
        keymap, wrong_keys = commands.effective(settings.keys.more)
        cells.ambiguous(settings.desk.ambiguous_width)
        super().__init__(
            keymap,
            theme_folders=[Path(folder) for folder in paths.themes()],
            theme=settings.desk.theme,
            state_folder=Path(paths.state_dir()),
            debug=debug,
        )
        self.problems = [*self.problems, *wrong_keys]
        self.session = session
        session.listener = self
        self._first = first
        self._desk_screen: DeskScreen | None = None
        self._done: Outcome | None = None
        self._turning: Timer | None = None
        self._turn = 0
        self._ending = False

    def get_default_screen(self) -> Screen[None]:
        self._desk_screen = DeskScreen(self.session, self._first)
        return self._desk_screen

    @property
    def desk_screen(self) -> DeskScreen:
        """The screen with the queue, under whatever dialogs there are."""
        if self._desk_screen is None:
            raise RuntimeError
        return self._desk_screen

    def on_ready(self) -> None:
        """The first frame is on the screen: now there is time to load what deeds need, and to tell what is wrong with the config."""
        self.app_resume_signal.subscribe(self, self._draw_anew)
        for problem in self.problems:
            self.say(problem, severity="warning")
        self.run_worker(self._prepare(), group="prepare")

    async def _prepare(self) -> None:
        await self.session.prepare()
        facts = await self.session.work(lambda desk: desk.shop)
        self.desk_screen.know_shop(facts.name, onsite=facts.sort == "property")

    def _draw_anew(self, _app: App[Any]) -> None:
        """Back from the shell: the terminal shows nothing of what was there, so every widget is drawn again."""
        for screen in self.screen_stack:
            for widget in screen.walk_children():
                widget.refresh()

    # How things are told

    def say(self, what: Sentence | str, *, severity: str = "information") -> None:
        """A short message at the edge of the screen."""
        warning = severity == "warning"
        self.notify(tell(what), severity="error" if severity == "error" else "warning" if warning else "information")

    def complain(self, error: DeskError) -> None:
        """An error in words."""
        self.say(error.sentence, severity="error")

    def done(self, outcome: Outcome) -> None:
        """What a deed did, which tickets were refused and why; what it touched is read again."""
        lines = [tell(outcome.sentence)]
        lines += [f"#{one.number}: {tell(one.error.sentence)}" for one in outcome.refused[:_NAMED]]
        if len(outcome.refused) > _NAMED:
            lines.append(_("and {count} more").format(count=len(outcome.refused) - _NAMED))
        self.say("\n".join(lines), severity="warning" if outcome.refused else "information")
        if outcome is not self._done:
            self.touched(outcome)

    # What the session tells

    def touched(self, outcome: Outcome) -> None:
        """A deed was done here: what it touched is read again."""
        self._done = outcome
        self.desk_screen.touched(outcome)

    def switched(self) -> None:
        """Somebody else sits here now."""
        self.desk_screen.switched()

    def waiting(self, *, on: bool) -> None:
        """The file is busy: a sign turns in the first line."""
        if self._turning is not None:
            self._turning.stop()
            self._turning = None
        self._turn = -1
        if on:
            self._turning = self.set_interval(_TURN, self._spin)
        self.desk_screen.busy(self._turn)

    def _spin(self) -> None:
        self._turn += 1
        self.desk_screen.busy(self._turn)

    # Drafts

    async def on_dialog_drafted(self, event: Dialog.Drafted) -> None:
        """Keeps what stands in a dialog. Also after the signal to end: then this comes before the end."""
        key, values = event.key, event.values

        def save(desk: Desk) -> None:
            from desk.actions import drafts

            drafts.save(desk, key, values)

        if self._ending:
            await self.session.work(save)
        else:
            self.desk_screen.start(lambda: self.session.work(save), "")

    def leaving(self) -> None:
        """Every open dialog sends its draft once more."""
        self._ending = True
        for screen in self.screen_stack:
            if isinstance(screen, Dialog):
                screen.write_draft()
