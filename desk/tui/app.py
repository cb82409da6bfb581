"""The door to the screen. Nothing of Textual is imported before the terminal's protocol is chosen and the first rows are asked for."""

from __future__ import annotations

import gc
import os
import sys
from threading import Event
from typing import TYPE_CHECKING

from desk.tui import prepare
from desk.tui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from desk.config import Settings
    from desk.tui.desk_app import DeskApp as DeskApp  # noqa: PLC0414 - where one looks for it
    from desk.tui.find import Piece

    class Context(Protocol):
        """What the command line was told."""

        @property
        def path(self) -> str: ...
        @property
        def settings(self) -> Settings: ...
        @property
        def who(self) -> str: ...
        @property
        def debug(self) -> bool: ...


_SWITCH = 0.0005  # seconds a reading thread may hold up the one that hears keys; Python's own 0.005 can be felt
_FRAMES = "120"  # a second at most; Textual reads it when it is imported
_PATIENCE = 0.1  # seconds to wait for the first rows with the first frame


def run(context: Context) -> int:
    """Opens the desk that the command line's context names; the exit code. Raises DeskError when there is none."""
    return run_on(context.path, context.settings, context.who, debug=context.debug)


def run_on(path: str, settings: Settings, who: str, *, debug: bool = False) -> int:
    """The screen on that file, until somebody leaves it; the exit code. Raises DeskError when the file is no desk."""
    sys.setswitchinterval(_SWITCH)
    os.environ.setdefault("TEXTUAL_FPS", _FRAMES)
    prepare(kitty_keys=settings.desk.kitty_keys)
    session = Session(path, settings, who)
    session.open()
    first = _ask_ahead(session)
    gc.disable()  # thousands of classes are about to be made and none of them goes away
    try:
        app = _app(session, first, debug=debug)
        gc.freeze()
    finally:
        gc.enable()
    try:
        app.run(mouse=settings.desk.mouse)
    finally:
        session.close()
    return app.return_code or 0


def _ask_ahead(session: Session) -> Callable[[], Piece | None]:
    """Reads the first rows while Textual is imported. What is returned gives them, or None when somebody holds the file."""
    from desk.queries.views import VIEWS
    from desk.tui.find import Question, pieces

    found: list[Piece] = []
    came = Event()

    def give(piece: Piece) -> None:
        found.append(piece)
        came.set()

    session.ahead(lambda reader: pieces(reader, Question(VIEWS[0]), 0, give, lambda: not found))

    def first() -> Piece | None:
        return found[0] if came.wait(_PATIENCE) else None

    return first


def _app(session: Session, first: Callable[[], Piece | None], *, debug: bool) -> DeskApp:
    from desk.tui.desk_app import DeskApp

    return DeskApp(session, first=first, debug=debug)
