"""What stands on the screen around the rows: first and last line, the line above the queue, words in its place, the preview."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from desk import clock, commands
from desk.domain import urgency
from desk.errors import NotFound
from desk.i18n import _, label
from desk.queries.views import VIEWS
from desk.tui import keys, preview, status_line
from desk.tui.widgets.bar import Part
from desk.tui.widgets.page import Paragraph

if TYPE_CHECKING:
    from desk.queries.reader import Reader
    from desk.tui.desk_screen import DeskScreen


class Showing:
    """Puts into words how things are. `facts` are what presses, `busy` the turn of the spinner (-1: nobody holds the file)."""

    def __init__(self, screen: DeskScreen) -> None:
        self.screen = screen
        self.facts = status_line.Pressing()
        self.shop = screen.session.settings.shop.name
        self.busy = -1
        self._ticket: int | None = None

    def all(self) -> None:
        """Every line around the rows."""
        screen, order, queue = self.screen, self.screen.order, self.screen.queue
        screen.views.stand_on(order.question.view)
        self._first_line()
        screen.find.say(*self._asked())
        found = f"{queue.inside}{'' if order.settled else '+'}"
        screen.find.hits(f"{found} +{len(order.outside)}" if order.outside else found)
        growing = not order.settled and bool(queue.count)
        place = status_line.place_parts(
            queue.index, queue.inside, len(order.outside), len(queue.marks), growing=growing
        )
        screen.keys_line.show(status_line.keys_line(keys.of(screen.app)), place)
        if order.settled:
            queue.say_instead(self._instead())

    def _first_line(self) -> None:
        screen, wide = self.screen, self.screen.wide
        file = os.path.basename(screen.session.path)  # noqa: PTH119 - the path is text
        view = "" if wide else status_line.view_in_line(VIEWS, screen.order.question.view)
        spin = [status_line.spinner(self.busy)] if self.busy >= 0 else []
        right = status_line.right_parts(self.facts, screen.session.who, clock.now(), narrow=not wide)
        screen.status.show(status_line.left_parts(self.shop, file, view), [*spin, *right])

    def _asked(self) -> tuple[list[Part], list[Part]]:
        """The query at the left; at the right new tickets, and why the row under the cursor stands where it does."""
        order = self.screen.order
        left = [Part(order.question.view.query)]
        if order.question.typed:
            left += [Part("  / ", "key"), Part(order.question.typed, "mark")]
        right = []
        if order.entered:
            right.append(Part(_("{count} new ↑").format(count=len(order.entered)) + "  ", "today"))
        row = self.screen.place().row
        group = urgency.GROUPS.get(order.sight.group(row)) if row is not None else None
        if group is not None:
            right.append(Part(label(group)))
        return left, right

    def _instead(self) -> list[str]:
        """What to do where there is no ticket."""
        question, order = self.screen.order.question, self.screen.order
        if question.typed:
            return [_("Nothing was found for “{text}”.").format(text=question.typed), _("Esc shows the view again.")]
        if order.top == 0:
            key = commands.shown((*keys.of(self.screen.app)["new"], "n")[0])
            return [_("There is no ticket yet."), _("Press {key} to open the first one.").format(key=key)]
        return [
            _("Nothing in “{view}”.").format(view=label(question.view.label)),
            _("[ and ] go to other views; / finds everything."),
        ]

    def ticket(self, *, again: bool = False) -> None:
        """The preview of the ticket under the cursor, when it is on the screen."""
        screen, number = self.screen, self.screen.queue.number
        if not screen.preview.display or (number == self._ticket and not again):
            return
        if number is None:
            self._ticket = None
            screen.preview.show(())
            return
        screen.start(partial(self._read_ticket, number), "preview")

    async def _read_ticket(self, number: int) -> None:
        def read(reader: Reader) -> preview.Told:
            return preview.Told(reader.ticket(number), reader.timeline(number))

        try:
            told = await self.screen.session.read(read)
        except NotFound as error:
            self._ticket = None
            self.screen.preview.show([Paragraph(self.screen.words(error), "faint")])
            return
        same, self._ticket = number == self._ticket, number
        self.screen.preview.show(preview.paragraphs(told, self.screen.order.sight), keep=same)
