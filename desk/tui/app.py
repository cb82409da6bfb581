"""The door to the screen. Nothing of Textual is imported before the terminal's protocol is chosen and the first rows are asked for."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from desk import i18n
from desk.errors import DeskError
from desk.tui import prepare
from desk.tui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.config import Settings
    from desk.queries.reader import Reader
    from desk.tui.desk_app import DeskApp as DeskApp  # noqa: PLC0414 - where one looks for it
    from desk.tui.find import Piece

_PATIENCE = 0.1  # seconds to wait for the first rows with the first frame


def run(context: object) -> int:
    """Opens the desk that the command line's context names; the exit code. Raises DeskError when there is none."""
    told: dict[str, str] = getattr(context, "told", {})
    settings: Settings = context.settings  # type: ignore[attr-defined]
    i18n.choose(told.get("lang") or settings.desk.language or None)
    return run_on(context.path, settings, context.who, debug=bool(getattr(context, "debug", False)))  # type: ignore[attr-defined]


def run_on(path: str, settings: Settings, who: str, *, debug: bool = False) -> int:
    """The screen on that file, until somebody leaves it; the exit code. Raises DeskError when the file is no desk."""
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

    def ask(reader: Reader) -> Piece | None:
        found: list[Piece] = []
        pieces(reader, Question(VIEWS[0]), 0, found.append, lambda: not found)
        return found[0] if found else None

    asked = session.ahead(ask)

    def first() -> Piece | None:
        try:
            return asked.result(_PATIENCE)
        except (TimeoutError, DeskError):
            return None

    return first


def _app(session: Session, first: Callable[[], Piece | None], *, debug: bool) -> DeskApp:
    from desk.tui.desk_app import DeskApp

    return DeskApp(session, first=first, debug=debug)
