"""Deeds on the screen: what each key, menu line and palette line that writes or asks does. One deed is over before the next begins."""

from __future__ import annotations

from importlib import import_module
from inspect import isawaitable
from typing import TYPE_CHECKING, Protocol, cast

from desk.commands import BY_ID
from desk.errors import DeskError
from desk.i18n import _
from desk.tui.deeds_scene import Scene

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desk.tui.desk_app import DeskApp
    from desk.tui.session import Place

    Story = Callable[[Scene], Awaitable[str | None]]

_MODULES = {
    "deeds_new": ("new",),
    "deeds_talk": ("message", "note"),
    "deeds_reply": ("reply",),
    "deeds_move": ("done", "status", "close", "reopen"),
    "deeds_arrange": ("assign", "take", "priority", "tag", "flag", "snooze"),
    "deeds_edit": ("edit",),
    "deeds_show": ("copy", "plain"),
    "deeds_undo": ("undo", "redo"),
    "deeds_choose": ("menu", "palette", "whoami"),
}
_WHERE = {deed: module for module, deeds in _MODULES.items() for deed in deeds}
HANDLED = frozenset(_WHERE)


class _Listening(Protocol):
    """A screen that is `ready` for keys; while it is not, the app keeps them."""

    ready: bool

    def action_deed(self, deed: str) -> object: ...


async def run(app: DeskApp, deed_id: str, place: Place, text: str = "") -> None:
    """Begins a deed and returns at once; `text` is what was pasted or typed for it.

    From the first moment on keys wait until its dialog stands, and after that until the deed is done: what is typed ahead goes
    where a hand means it.
    """
    if BY_ID[deed_id].row and not place.numbers:
        app.say(_("There is no ticket under the cursor."))
        return
    module = import_module(f"desk.tui.{_WHERE[deed_id]}")
    story = cast("Story", getattr(module, deed_id))
    screen = cast("_Listening", app.desk_screen)
    screen.ready = False
    app.run_worker(_play(app, screen, story(Scene(app, place, text))), group="deeds")


async def _play(app: DeskApp, screen: _Listening, story: Awaitable[str | None]) -> None:
    """Keys go on to `screen` when the story is over; a story may name the deed that follows it."""
    following = None
    try:
        following = await story
    except DeskError as error:
        app.complain(error)
    finally:
        screen.ready = True
        app.release_keys()
    if following:
        begun = screen.action_deed(following)
        if isawaitable(begun):
            await begun
