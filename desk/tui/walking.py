"""The deeds of the desk that write nothing: going about, marking, finding, stepping back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingsMap

from desk import commands
from desk.errors import DeskError, NotFound, Usage
from desk.i18n import _
from desk.queries.views import BY_ID, VIEWS
from desk.text import N_, digits
from desk.tui import keys
from desk.tui.find import Question
from desk.tui.widgets.lines import MOVES

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.queries.reader import Reader
    from desk.tui.desk_screen import DeskScreen

_STEP = 3  # lines that J and K scroll
_MINE = ("is:open is:mine stage:open", "is:open is:unassigned stage:open")
_LOOKED_AT = 200


def find(screen: DeskScreen) -> None:
    """Opens the find box, empty; what is shown stays until something is typed."""
    screen.find.open()


def goto(screen: DeskScreen) -> None:
    """Opens the box for a number."""
    screen.find.open(going=True)


def refresh(screen: DeskScreen) -> None:
    """The order anew; the cursor stays on its ticket."""
    screen.order.ask(screen.order.question, keep=True)
    screen.pulse.soon()


def suspend(screen: DeskScreen) -> None:
    """Back to the shell until `fg`."""
    screen.app.action_suspend_process()


def quit_desk(screen: DeskScreen) -> None:
    """Ends the program."""
    screen.app.exit(0)


def mark(screen: DeskScreen) -> None:
    screen.queue.mark()


def mark_range(screen: DeskScreen) -> None:
    screen.queue.mark_range()


def mark_all(screen: DeskScreen) -> None:
    screen.queue.mark_all()


# Stepping back, one thing at a time: box, marks, panel or preview, filter; only q leaves the queue.


def step_back(screen: DeskScreen) -> bool:
    """Whether there was something to step back from."""
    if screen.find.is_open:
        _leave_box(screen)
    elif screen.queue.marks:
        screen.queue.clear_marks()
    elif screen.focused is not screen.queue or screen.preview_over:
        screen.to_queue()
    elif screen.order.question.typed:
        screen.narrow("")
    else:
        return False
    return True


def _leave_box(screen: DeskScreen) -> None:
    clear = screen.find.touched
    screen.find.close()
    screen.to_queue()
    if clear:
        screen.narrow("")


def back(screen: DeskScreen) -> None:
    """One step back; from the queue, the end."""
    if not step_back(screen):
        quit_desk(screen)


# Panels and views


def left(screen: DeskScreen) -> None:
    if screen.focused is screen.preview:
        screen.to_queue()
    elif screen.views.display:
        screen.set_focus(screen.views)


def right(screen: DeskScreen) -> None:
    if screen.focused is screen.views:
        screen.to_queue()
    else:
        screen.open_preview()


def panel(screen: DeskScreen, by: int) -> None:
    """The next panel that is on the screen, or the one before."""
    if screen.preview_over or not screen.preview.display:
        screen.to_queue() if screen.preview_over else screen.open_preview()
        return
    panels = [one for one in (screen.views, screen.queue, screen.preview) if one.display]
    at = next((index for index, one in enumerate(panels) if one is screen.focused), 0)
    screen.set_focus(panels[(at + by) % len(panels)])


def scroll(screen: DeskScreen, by: int) -> None:
    if screen.preview.display:
        screen.preview.scroll_by(by * _STEP)
    else:
        screen.open_preview()


def view(screen: DeskScreen, index: int) -> None:
    """Shows the view of that index; what was typed does not go with it."""
    if index != VIEWS.index(screen.order.question.view):
        screen.show_view(VIEWS[index % len(VIEWS)])


def next_view(screen: DeskScreen, by: int) -> None:
    view(screen, (VIEWS.index(screen.order.question.view) + by) % len(VIEWS))


DEEDS: dict[str, Callable[[DeskScreen], object]] = {
    "find": find,
    "goto": goto,
    "refresh": refresh,
    "suspend": suspend,
    "quit": quit_desk,
    "mark": mark,
    "mark_range": mark_range,
    "mark_all": mark_all,
    "back": back,
    "escape": step_back,
    "panel_left": left,
    "panel_right": right,
    "panel_next": lambda screen: panel(screen, 1),
    "panel_before": lambda screen: panel(screen, -1),
    "preview_down": lambda screen: scroll(screen, 1),
    "preview_up": lambda screen: scroll(screen, -1),
    "view_next": lambda screen: next_view(screen, 1),
    "view_before": lambda screen: next_view(screen, -1),
    "next": lambda screen: screen.holding.during(partial(next_of_mine, screen)),
    "open": lambda screen: screen.open_preview(),
    **{f"view_{at + 1}": (lambda screen, at=at: view(screen, at)) for at in range(9)},  # type: ignore[misc]
}


def bind(screen: DeskScreen) -> None:
    """Binds every key of the desk that no list binds for itself. Esc is a key of "back" that never leaves."""
    desk = [
        deed.id for deed in commands.DEEDS if deed.scope == commands.DESK and deed.id not in (*MOVES, "open", "back")
    ]
    keys.bind(screen, desk)
    back = [
        Binding(keys.textual_key(key), f"deed('{'escape' if key == 'escape' else 'back'}')", show=False)
        for key in keys.of(screen.app)["back"]
    ]
    screen._bindings = BindingsMap.merge([BindingsMap(back), screen._bindings])  # noqa: SLF001 - bindings per instance have no public door


# Going to a ticket


async def go_to(screen: DeskScreen, number: int) -> None:
    """The cursor on that ticket: in what is shown, else in the whole view, else found outside it. Raises NotFound."""
    if screen.queue.index_of(number) is not None:
        screen.queue.go_to(number)
        return
    here = Question(screen.order.question.view)
    found, inside = await screen.session.read(lambda reader: (reader.rows([number]), here.still(reader, {number})))
    if not found:
        raise NotFound(N_("There is no ticket {number}."), number=number)
    screen.order.ask(here if inside else here._replace(typed=f"number:{number}"), land=number)
    screen.shown()


async def go_to_typed(screen: DeskScreen, text: str) -> None:
    """What was typed into the box for a number."""
    number = digits(text)
    try:
        if not number or len(number) > 15:
            raise Usage(N_("That is no number of a ticket."))
        await go_to(screen, int(number))
    except DeskError as error:
        screen.find.wrong(screen.words(error))
    else:
        screen.find.close()
        screen.to_queue()


async def next_of_mine(screen: DeskScreen) -> None:
    """The next ticket I owe something, in the order of urgency; when there is none, the next that nobody has."""
    at = screen.queue.number

    def read(reader: Reader) -> int | None:
        for query in _MINE:
            try:
                numbers = reader.ids(query, limit=_LOOKED_AT)
            except Usage:  # nobody is known, so nothing is theirs
                continue
            if numbers:
                return numbers[(numbers.index(at) + 1) % len(numbers)] if at in numbers else numbers[0]
        return None

    number = await screen.session.read(read)
    if number is None:
        screen.app.notify(_("Nothing needs you now."))
        return
    if screen.queue.index_of(number) is None:
        screen.order.ask(Question(BY_ID["open"]), land=number)
        screen.shown()
    else:
        screen.queue.go_to(number)
