"""Opening a ticket on the screen: one line is enough."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desk.actions import intaking, opening
from desk.domain import intake
from desk.errors import DeskError
from desk.i18n import _, tell
from desk.tui import deeds_who, walking
from desk.tui.deeds_scene import Form, Scene
from desk.tui.screens.form import Field, Problem
from desk.tui.screens.new_box import IntakeLine, NewBox
from desk.tui.screens.who_panel import WhoPanel
from desk.tui.widgets.boxes import TextBox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.actions.desk import Desk, Outcome
    from desk.tui.deeds_who import Seen

    Values = Mapping[str, str]

_EXAMPLE = "iPhone 12 屏幕碎 @张三 13800001111 due:fri"
_KEY = "new"


async def new(scene: Scene) -> None:
    """A new ticket from one line and what stands below it; the cursor goes there."""
    session = scene.session
    known = await session.work(intaking.known)
    draft = await scene.draft(_KEY)
    done: list[Outcome] = []

    async def look(line: str, chosen: int) -> Seen:
        return await session.read(lambda reader: deeds_who.look(reader, line, known, chosen))

    async def save(values: Values) -> Problem | None:
        box = scene.app.screen
        assert isinstance(box, NewBox)
        text = f"{values['line']}\n{values['body']}"
        try:
            seen = await box.seen(values["line"])
            if seen.must:
                return Problem(_("Several people have that name: choose one."), "who")
            done.append(await session.perform(partial(_opened, text=text, customer=max(0, seen.who))))
        except DeskError as error:
            return Problem(tell(error.sentence), "line")
        return None

    first, _feed, rest = scene.text.partition("\n")
    fields = (
        Field("line", "", IntakeLine(first, placeholder=_EXAMPLE)),
        Field("who", "", WhoPanel(scene.app.desk_screen.order.sight.status)),
        Field("body", _("further lines"), TextBox(rest)),
    )
    form = Form(_("New ticket"), fields, _KEY, start="line", make=partial(NewBox, look=look))
    if await scene.show(form, save, draft) and done:
        scene.app.done(done[0])
        await walking.go_to(scene.app.desk_screen, done[0].numbers[0])


def _opened(desk: Desk, *, text: str, customer: int) -> Outcome:
    known = intaking.known(desk)._replace(customers=lambda _text: ())  # who it is has been settled in the box
    found = intake.parse(text, known)
    return opening.open_ticket(desk, intaking.opening_of(desk, found, customer_id=customer))
