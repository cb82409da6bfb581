"""Choosing instead of knowing keys: the menu of this row, the palette, and who is at the desk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.theme import BUILTIN_THEMES

from desk import commands, i18n
from desk.actions import undoing
from desk.domain import moves
from desk.errors import Refused
from desk.i18n import _, tell
from desk.text import digits
from desk.tui import walking
from desk.tui.deeds_arrange import named, somebody_new
from desk.tui.screens.quick_picker import QuickPicker
from desk.tui.widgets.choices import Choice

if TYPE_CHECKING:
    from desk.commands import Deed
    from desk.tui.deeds_scene import Facts, Scene
    from desk.tui.desk_app import DeskApp

_QUIT = ("q", "q!", "quit", "wq", "x", "qa", "exit")


async def menu(scene: Scene) -> str | None:
    """Every deed for this row; those that cannot be done now stay in it and say why. Names the deed that was chosen."""
    reasons = await _reasons(scene)
    title = scene.subject(_("What to do?")) if scene.numbers else _("What to do?")
    items = [_line(scene, deed, reasons) for deed in commands.DEEDS if deed.menu]
    chosen = await scene.app.push_screen_wait(QuickPicker(title, items, lambda _typed: None))
    return chosen.id if chosen else None


async def palette(scene: Scene) -> str | None:
    """Deeds by their names in both languages, ticket numbers, themes, `q` and `mouse`."""
    reasons = await _reasons(scene)
    items = [
        _line(scene, deed, reasons) for deed in commands.DEEDS if deed.scope == commands.DESK and deed.id != "palette"
    ]
    items += [
        Choice(f"theme {name}", _("theme: {name}").format(name=name), search="theme 主题") for name in _themes(scene)
    ]
    items.append(Choice("mouse", _("mouse on or off"), search="mouse 鼠标"))
    chosen = await scene.app.push_screen_wait(
        QuickPicker(
            ":",
            items,
            _typed_command,
            digits=False,
            urgent=True,
            fuzzy=True,
            asks=_("a deed, a ticket number, a theme, q"),
        )
    )
    return None if chosen is None else await _command(scene, chosen.id)


def _typed_command(typed: str) -> Choice | None:
    bare = typed.lstrip(":：").strip()
    number = digits(bare)
    if number and len(number) <= 15 and not bare.lstrip("#＃0123456789").rstrip("号"):
        return Choice(f"go {int(number)}", _("go to #{number}").format(number=int(number)))
    if bare in _QUIT:
        return Choice("quit", _("leave the desk"))
    return Choice("mouse", _("mouse on or off")) if bare == "mouse" else None


async def _command(scene: Scene, chosen: str) -> str | None:
    word, _space, rest = chosen.partition(" ")
    if word == "go":
        await walking.go_to(scene.app.desk_screen, int(rest))
    elif word == "theme":
        scene.app.theme = rest
    elif word == "mouse":
        scene.app.say(
            _("The mouse is on.") if toggle_mouse(scene.app) else _("The mouse is off: the terminal selects.")
        )
    else:
        return chosen
    return None


def toggle_mouse(app: DeskApp) -> bool:
    """Turns the mouse on or off; whether it is on now. Textual itself turns it on at the start only."""
    driver: Any = app._driver  # noqa: SLF001 - the terminal has no public door
    if driver._mouse:  # noqa: SLF001 - as above
        getattr(driver, "_disable_mouse_support", lambda: None)()
        driver._mouse = False  # noqa: SLF001 - as above
    else:
        driver._mouse = True  # noqa: SLF001 - as above
        getattr(driver, "_enable_mouse_support", lambda: None)()
    return bool(driver._mouse)  # noqa: SLF001 - as above


def _themes(scene: Scene) -> list[str]:
    return sorted(scene.app.available_themes.keys() - BUILTIN_THEMES.keys())


def _line(scene: Scene, deed: Deed, reasons: dict[str, str]) -> Choice:
    keys = scene.app.keymap[deed.id]
    words = [i18n.translated(text, language) for text in (deed.word, deed.sentence) for language in i18n.LANGUAGES]
    hint = commands.shown(keys[0]) if keys else ""
    return Choice(deed.id, _(deed.sentence), hint, reasons.get(deed.id, ""), " ".join((deed.id, *words)))


async def _reasons(scene: Scene) -> dict[str, str]:
    """Why a deed cannot be done here and now, by its id."""
    if not scene.numbers:
        none = _("no ticket")
        reasons = {deed.id: none for deed in commands.DEEDS if deed.row}
    else:
        reasons = {} if scene.many else _of_ticket(await scene.facts())
    if await scene.session.work(undoing.newest) is None and not scene.numbers:
        reasons["undo"] = _("nothing to take back")
    if await scene.session.work(partial(undoing.newest, redo=True)) is None:
        reasons["redo"] = _("nothing to bring back")
    return reasons


def _of_ticket(facts: Facts) -> dict[str, str]:
    flow, found = facts.place()
    reasons = {}
    if moves.done_target(flow, found) is None:
        reasons["done"] = _("is {status}").format(status=facts.status(found))
        reasons["snooze"] = _("is finished")
    if found.stage == "closed":
        reasons["close"] = _("is {status}").format(status=facts.status(found))
    try:
        moves.reopen_target(found)
    except Refused as error:
        reasons["reopen"] = tell(error.sentence)
    return reasons


async def whoami(scene: Scene) -> None:
    """Somebody else sits at the desk from now on: of the staff, or whose name is typed."""
    staff = await scene.session.read(lambda reader: reader.staff())
    who = scene.session.who
    people = [
        named(person)._replace(hint=_("now") if who in (person.number, person.name, person.login) else "")
        for person in staff
    ]
    picker = QuickPicker(
        _("Who is at the desk?"),
        people,
        partial(somebody_new, people),
        asks=_("a number or a name; a new name makes somebody new"),
        hint=_("Type a name."),
    )
    chosen = await scene.app.push_screen_wait(picker)
    if chosen:
        scene.session.switch(chosen.id.removeprefix("who:"))
        name = chosen.text if chosen in people else chosen.id.removeprefix("who:")
        scene.app.say(_("At the desk: {name}").format(name=name))
