"""The desk: views, queue and preview on one screen. It shows rows and hears keys; order, pulse and deeds do the rest."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from desk import clock, commands
from desk.domain import urgency
from desk.errors import Busy, DeskError, NotFound
from desk.i18n import _, label, tell
from desk.queries.views import VIEWS
from desk.tui import keys, preview, status_line, walking
from desk.tui.desk_queue import DeskQueue
from desk.tui.find import Question
from desk.tui.find_row import FindBox, FindRow
from desk.tui.order import Order
from desk.tui.refresh import Pulse
from desk.tui.session import Place
from desk.tui.views_panel import ViewsPanel
from desk.tui.widgets import cells
from desk.tui.widgets.bar import Bar, Part
from desk.tui.widgets.lines import MOVES, Lines
from desk.tui.widgets.page import Page, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.app import ComposeResult
    from textual.events import Resize

    from desk.actions.desk import Outcome
    from desk.queries.reader import Reader
    from desk.tui.desk_app import DeskApp
    from desk.tui.find import Piece
    from desk.tui.session import Session

WIDE = 110  # cells from which views, queue and preview stand side by side
_REST = 0.06  # seconds the cursor rests before the preview follows it
_BOUND = tuple(d.id for d in commands.DEEDS if d.scope == commands.DESK and d.id not in (*MOVES, "open", "back"))


class DeskScreen(Screen[None]):
    """The one screen of the desk."""

    DEFAULT_CSS = """
    DeskScreen { background: $background; }
    DeskScreen #panels { height: 1fr; }
    DeskScreen #views { width: 20; background: $surface; display: none; scrollbar-size-vertical: 0; }
    DeskScreen #middle { width: 1fr; height: 100%; }
    DeskScreen #queue { height: 1fr; scrollbar-gutter: stable; }
    DeskScreen #preview { width: 1fr; display: none; }
    DeskScreen #preview.-beside { width: 36%; min-width: 40; scrollbar-gutter: stable; border-left: solid $panel; }
    DeskScreen #preview.-beside.-ascii { border-left: ascii $panel; }
    DeskScreen #asked { background: $background; color: $tone-faint; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "say_quit", show=False)]

    def __init__(self, session: Session, first: Callable[[], Piece | None] | None = None) -> None:
        super().__init__()
        self.session = session
        self.queue = DeskQueue(id="queue")
        self.views = ViewsPanel(VIEWS, id="views")
        self.preview = Page(id="preview")
        self.find = FindRow()
        self.order = Order(self, session, self.queue, Question(VIEWS[0]))
        self.pulse = Pulse(self)
        self.preview_over = False
        self.shop = session.settings.shop.name
        self._facts = status_line.Pressing()
        self._shown_ticket: int | None = None
        self._before: int | None = None
        self._busy = -1
        self._first = first

    @property
    def desk_app(self) -> DeskApp:
        """The app, by its own type."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        yield Bar(id="status")
        with Horizontal(id="panels"):
            yield self.views
            with Vertical(id="middle"):
                yield self.find
                yield self.queue
            yield self.preview
        yield Bar(id="keys")

    def on_mount(self) -> None:
        keys.bind(self, _BOUND)
        keymap = keys.of(self.app)
        back = [
            Binding(keys.textual_key(key), f"deed('{'escape' if key == 'escape' else 'back'}')", show=False)
            for key in keymap["back"]
        ]
        self._bindings = BindingsMap.merge([BindingsMap(back), self._bindings])
        self.preview.set_class(cells.is_wide(), "-ascii")
        self.set_focus(self.queue)
        self._arrange(self.app.size.width)
        self.queue.say_instead([_("Reading …") if not cells.is_wide() else _("Reading ...")])
        self.order.begin(self._first() if self._first is not None else None)
        self.call_after_refresh(self.pulse.start)

    def on_resize(self, event: Resize) -> None:
        self._arrange(event.size.width)
        self.call_after_refresh(self.order.resized)

    def _arrange(self, width: int) -> None:
        wide = width >= WIDE
        self.views.display = wide
        self.preview.set_class(wide, "-beside")
        self.preview_over = self.preview_over and not wide
        self.preview.display = wide or self.preview_over
        self.query_one("#middle").display = not self.preview_over
        self.shown()

    # What others call

    @property
    def wide(self) -> bool:
        """Whether there is room for three panels."""
        return self.app.size.width >= WIDE

    def start(self, work: Coroutine[None, None, None], group: str) -> None:
        """Runs work beside the keys; what goes wrong is told. A later one of the same group takes its place."""
        self.run_worker(self._told(work), group=group or "beside", exclusive=bool(group))

    async def _told(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except DeskError as error:
            self.desk_app.complain(error)

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Calls something in a while."""
        self.set_timer(seconds, call)

    def place(self) -> Place:
        """What a deed works on."""
        number = self.queue.number
        row = self.order.rows.get(number) if number is not None else None
        return Place(tuple(self.queue.chosen()), row, bool(self.queue.marks))

    def touched(self, outcome: Outcome) -> None:
        """A deed was done here."""
        numbers = {int(topic[7:]) for topic in outcome.touched if topic.startswith("ticket:")}
        if numbers or "queue" in outcome.touched:
            self.start(self.order.touched(tuple(numbers | set(outcome.numbers))), "")
        self.show_ticket(again=True)
        self.pulse.soon()

    def switched(self) -> None:
        """Somebody else sits here; "mine" is theirs now."""
        self._facts = self._facts._replace(me="")
        walking.refresh(self)

    def know_shop(self, name: str, *, onsite: bool) -> None:
        """What stands in the desk's file about the shop."""
        self.shop = name or self.shop
        if onsite != self.order.onsite:
            self.order.onsite = onsite
            self.order.aged()
        self.shown()

    def presses(self, facts: status_line.Pressing) -> None:
        """What presses was counted."""
        self._facts = facts
        self.shown()

    def busy(self, step: int) -> None:
        """Another program holds the file (-1: no more)."""
        self._busy = step
        self.shown()

    def wrong(self, error: DeskError) -> None:
        """The queue cannot be read as it was asked for; what was read last stays."""
        self.shown()
        if self.find.is_open:
            self.find.wrong(self.words(error))
        elif isinstance(error, Busy):
            self.queue.say_instead([self.words(error)])
        else:
            self.desk_app.complain(error)

    def words(self, error: DeskError) -> str:
        """An error as it is told."""
        return tell(error.sentence)

    # Panels

    def to_queue(self) -> None:
        """The queue has the keys; a preview over it goes."""
        if self.preview_over:
            self.preview_over = False
            self._arrange(self.app.size.width)
        self.set_focus(self.queue)

    def open_preview(self) -> None:
        """The preview has the keys, over the queue where there is no room beside it."""
        if self.queue.number is None:
            return
        if not self.wide:
            self.preview_over = True
            self._arrange(self.app.size.width)
        self.set_focus(self.preview)
        self.show_ticket()

    def show_view(self, view: object) -> None:
        """Another view, from its beginning."""
        chosen = next(one for one in VIEWS if one is view)
        if self.find.is_open:
            self.find.close()
            self.set_focus(self.queue)
        self.order.ask(Question(chosen))
        self.shown()

    def narrow(self, typed: str) -> None:
        """The view with what was typed; "" is the whole view, where one was before."""
        now = self.order.question
        if typed == now.typed:
            return
        if not now.typed:
            self._before = self.queue.number
        self.order.ask(Question(now.view, typed), land=None if typed else self._before)
        self.shown()

    # What is shown

    def shown(self) -> None:
        """Status line, line above the queue, last line: as things are now."""
        if not self.is_mounted:
            return
        wide, order, queue = self.wide, self.order, self.queue
        view = order.question.view
        self.views.stand_on(view)
        left = status_line.left_parts(self.shop, os.path.basename(self.session.path), "" if wide else self._view_name())  # noqa: PTH119
        right = status_line.right_parts(self._facts, self.session.who, clock.now(), narrow=not wide)
        spin = [status_line.spinner(self._busy)] if self._busy >= 0 else []
        self.query_one("#status", Bar).show(left, [*spin, *right])
        self.find.say(*self._asked())
        self.find.hits(self._hits())
        place = status_line.place_parts(
            queue.index,
            queue.inside,
            len(order.outside),
            len(queue.marks),
            growing=not order.settled and bool(queue.count),
        )
        self.query_one("#keys", Bar).show(status_line.keys_line(keys.of(self.app)), place)
        if order.settled:
            queue.say_instead(self._instead())

    def _view_name(self) -> str:
        return status_line.view_in_line(VIEWS, self.order.question.view)

    def _asked(self) -> tuple[list[Part], list[Part]]:
        """The query and why the row under the cursor stands where it does."""
        question = self.order.question
        left = [Part(question.view.query)]
        if question.typed:
            left += [Part("  / ", "key"), Part(question.typed, "mark")]
        right = []
        if self.order.entered:
            right.append(Part(_("{count} new ↑").format(count=len(self.order.entered)) + "  ", "today"))
        row = self.place().row
        group = urgency.GROUPS.get(self.order.sight.group(row)) if row is not None else None
        if group is not None:
            right.append(Part(label(group)))
        return left, right

    def _hits(self) -> str:
        found, outside = self.queue.inside, len(self.order.outside)
        return f"{found}{'' if self.order.settled else '+'}{f' +{outside}' if outside else ''}"

    def _instead(self) -> list[str]:
        question = self.order.question
        if question.typed:
            return [_("Nothing was found for “{text}”.").format(text=question.typed), _("Esc shows the view again.")]
        if self.order.top == 0:
            key = commands.shown((*keys.of(self.app)["new"], "n")[0])
            return [_("There is no ticket yet."), _("Press {key} to open the first one.").format(key=key)]
        return [
            _("Nothing in “{view}”.").format(view=label(question.view.label)),
            _("[ and ] go to other views; / finds everything."),
        ]

    def show_ticket(self, *, again: bool = False) -> None:
        """The preview of the ticket under the cursor, when it is on the screen."""
        number = self.queue.number
        if not self.preview.display or (number == self._shown_ticket and not again):
            return
        if number is None:
            self._shown_ticket = None
            self.preview.show(())
            return
        self.start(self._read_ticket(number), "preview")

    async def _read_ticket(self, number: int) -> None:
        def read(reader: Reader) -> preview.Told:
            return preview.Told(reader.ticket(number), reader.timeline(number))

        try:
            told = await self.session.read(read)
        except NotFound as error:
            self.preview.show([Paragraph(self.words(error), "faint")])
            return
        same = number == self._shown_ticket
        self._shown_ticket = number
        self.preview.show(preview.paragraphs(told, self.order.sight), keep=same)

    # Keys and messages

    async def action_deed(self, deed: str) -> None:
        """Runs a deed by its id. One that opens a dialog has it on the screen when this returns, so the next key is the dialog's."""
        own = walking.DEEDS.get(deed)
        if own is not None:
            own(self)
            return
        place = self.place()
        if not place.numbers and deed in commands.BY_ID and commands.BY_ID[deed].row:
            self.app.notify(_("There is no ticket under the cursor."))
            return
        self.start(self._run_deed(deed, place), "")
        for _turn in range(3):
            await asyncio.sleep(0)

    async def _run_deed(self, deed: str, place: Place) -> None:
        from desk.tui import deeds

        await deeds.run(self.desk_app, deed, place)

    def action_say_quit(self) -> None:
        self.app.notify(_("q leaves the desk."))

    def take_text(self, text: str) -> None:
        """What an input method or a paste brings while the list has the keys: one looks for it."""
        if not self.find.is_open:
            walking.find(self)
        box = self.find.box
        box.put(box.given + text)
        self.set_focus(box)

    def on_find_row_typed(self, event: FindRow.Typed) -> None:
        self.find.wrong("")
        self.narrow(event.text)

    def on_find_row_entered(self, event: FindRow.Entered) -> None:
        if event.going:
            self.start(walking.go_to_typed(self, event.text), "goto")
            return
        if self.find.touched:
            self.narrow(event.text)
        self.find.close()
        self.to_queue()

    def on_find_box_to_list(self, event: FindBox.ToList) -> None:
        event.stop()
        self.find.close()
        self.to_queue()

    def on_queue_page_needed(self, event: DeskQueue.PageNeeded) -> None:
        self.start(self.order.fetch(event.numbers), "")

    def on_queue_rested(self) -> None:
        self.shown()
        if self.preview.display:
            self.set_timer(_REST, self.show_ticket)

    def on_queue_opened(self) -> None:
        self.open_preview()

    def on_queue_marked(self) -> None:
        self.shown()

    def on_queue_to_top(self) -> None:
        if self.order.entered:
            self.order.ask(self.order.question)

    def on_lines_moved(self, event: Lines.Moved) -> None:
        if event.lines is self.views:
            walking.view(self, event.index)

    def on_choices_chosen(self) -> None:
        self.to_queue()
