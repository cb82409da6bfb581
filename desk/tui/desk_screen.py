"""The desk: views, queue and preview on one screen. It shows rows and hears keys; order, pulse and deeds do the rest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from desk.errors import Busy, DeskError, Usage
from desk.i18n import _, tell
from desk.queries.views import VIEWS
from desk.tui import preview, rows_of, status_line, walking
from desk.tui.desk_queue import DeskQueue
from desk.tui.find import Question, one_phone
from desk.tui.find_row import FindRow
from desk.tui.holding import Holding
from desk.tui.order import Order
from desk.tui.refresh import Pulse
from desk.tui.session import Place
from desk.tui.showing import Showing
from desk.tui.views_panel import ViewsPanel
from desk.tui.widgets import cells
from desk.tui.widgets.bar import Bar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.worker import Worker

    from desk.actions.desk import Outcome
    from desk.queries.views import View
    from desk.tui.desk_app import DeskApp
    from desk.tui.find import Piece
    from desk.tui.session import Session
    from desk.tui.widgets.lines import Lines

WIDE = 110  # cells from which views, queue and preview stand side by side
_REST = 0.06  # seconds the cursor rests before the preview follows it


class DeskScreen(Screen[None]):
    """The one screen of the desk."""

    DEFAULT_CSS = """
    DeskScreen { background: $background; }
    DeskScreen #panels { height: 1fr; }
    DeskScreen #views { width: 20; background: $surface; display: none; scrollbar-size-vertical: 0; }
    DeskScreen #middle { width: 1fr; height: 100%; }
    DeskScreen #queue { height: 1fr; overflow-y: scroll; }
    DeskScreen #preview { width: 1fr; display: none; overflow-y: scroll; }
    DeskScreen #preview.-beside { width: 36%; min-width: 40; border-left: solid $panel; }
    DeskScreen #preview.-beside.-ascii { border-left: ascii $panel; }
    DeskScreen #asked { background: $background; color: $tone-faint; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "say_quit", show=False)]

    def __init__(self, session: Session, first: Callable[[], Piece | None] | None = None) -> None:
        super().__init__()
        self.session = session
        self.queue = DeskQueue(lambda width: rows_of.columns(width, self.order.top), id="queue")
        self.views = ViewsPanel(VIEWS, id="views")
        self.preview = preview.Preview(id="preview")
        self.status, self.keys_line = Bar(id="status"), Bar(id="keys")
        self.find = FindRow(self._entered, self._left_box)
        self.order = Order(self, session, self.queue, Question(VIEWS[0]))
        self.pulse = Pulse(self)
        self.preview_over = False
        self.showing = Showing(self)
        self.ready = True  # whether keys are for this screen; while a deed is being done they wait
        self.holding: Holding = Holding(self)
        self._before: int | None = None
        self._first = first

    @property
    def desk_app(self) -> DeskApp:
        """The app, by its own type."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        yield self.status
        with Horizontal(id="panels"):
            yield self.views
            with Vertical(id="middle"):
                yield self.find
                yield self.queue
            yield self.preview
        yield self.keys_line

    def on_mount(self) -> None:
        walking.bind(self)
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

    def start(self, work: Callable[[], Awaitable[None]], group: str) -> None:
        """Runs work beside the keys; what goes wrong is told. A later one of the same group takes its place."""

        async def told() -> None:
            try:
                await work()
            except DeskError as error:
                self.desk_app.complain(error)

        _running: Worker[None] = self.run_worker(told, group=group or "beside", exclusive=bool(group))

    def place(self) -> Place:
        """What a deed works on."""
        number = self.queue.number
        row = self.order.rows.get(number) if number is not None else None
        return Place(tuple(self.queue.chosen()), row, bool(self.queue.marks))

    def touched(self, outcome: Outcome) -> None:
        """A deed was done here."""
        numbers = {int(topic[7:]) for topic in outcome.touched if topic.startswith("ticket:")}
        if numbers or "queue" in outcome.touched:
            self.start(partial(self.order.touched, tuple(numbers | set(outcome.numbers))), "")
        self.show_ticket(again=True)
        self.pulse.soon()

    def switched(self) -> None:
        """Somebody else sits here; "mine" is theirs now."""
        self.showing.facts = status_line.Pressing()
        walking.refresh(self)

    def know_shop(self, name: str, *, onsite: bool) -> None:
        """What stands in the desk's file about the shop."""
        self.showing.shop = name or self.showing.shop
        if onsite != self.order.onsite:
            self.order.onsite = onsite
            self.order.aged()
        self.shown()

    def presses(self, facts: status_line.Pressing) -> None:
        """What presses was counted."""
        self.showing.facts = facts
        self.shown()

    def busy(self, step: int) -> None:
        """Another program holds the file (-1: no more)."""
        self.showing.busy = step
        self.shown()

    def wrong(self, error: DeskError) -> None:
        """The queue cannot be read as it was asked for; what was read last stays."""
        self.shown()
        if isinstance(error, Usage) and not self.find.is_open:  # or the list would stand as if it had matched
            self.find.again(self.order.question.typed)
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

    def show_view(self, view: View) -> None:
        """Another view, from its beginning."""
        if self.find.is_open:
            self.find.close()
            self.set_focus(self.queue)
        self.order.ask(Question(view))
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
        """The order, or what is known of it, is another now."""
        if self.is_mounted:
            self.showing.all()
            if not self.order.pending:
                self.holding.off()

    def show_ticket(self, *, again: bool = False) -> None:
        """The preview of the ticket under the cursor, when it is on the screen."""
        self.showing.ticket(again=again)

    async def action_deed(self, deed: str) -> None:
        """Runs a deed by its id. When this returns, the next key waits until the dialog of the deed stands."""
        own = walking.DEEDS.get(deed)
        if own is not None:
            own(self)
            self.holding.on()
            return
        from desk.tui import deeds  # what deeds need is loaded while the first rows are looked at

        await deeds.run(self.desk_app, deed, self.place())

    def action_say_quit(self) -> None:
        self.app.notify(_("q leaves the desk."))

    def take_text(self, text: str) -> None:
        """What an input method or a paste brings while the list has the keys: one looks for it."""
        if not self.find.is_open:
            walking.find(self)
        box = self.find.box
        box.put(box.given + one_phone(text))
        self.set_focus(box)

    def on_find_row_typed(self, event: FindRow.Typed) -> None:
        self.find.wrong("")
        self.narrow(event.text)

    def _entered(self, text: str) -> None:
        if self.find.going:
            self.holding.during(partial(walking.go_to_typed, self, text))
            return
        if self.find.touched:
            self.narrow(text)
        self._left_box()

    def _left_box(self) -> None:
        self.find.close()
        self.to_queue()
        self.holding.on()

    def on_queue_page_needed(self, event: DeskQueue.PageNeeded) -> None:
        self.start(partial(self.order.fetch, event.numbers), "")

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
