"""The box of a new ticket: one line as people think it, and while it is typed, who it is and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from desk.errors import DeskError
from desk.text import clean
from desk.tui.deeds_who import with_name
from desk.tui.screens.form import DeskForm
from desk.tui.screens.pick import FormLine
from desk.tui.screens.who_panel import WhoList, WhoPanel
from desk.tui.widgets.boxes import TextBox

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from textual.events import Key, Paste
    from textual.widget import Widget

    from desk.queries.rows import Customer
    from desk.tui.deeds_who import Seen
    from desk.tui.widgets.dialog import Problem

    Values = Mapping[str, str]
    Look = Callable[[str, int], Awaitable[Seen]]


class IntakeLine(FormLine):
    """The line. Further lines of a paste, and ctrl+j, which is how a line feed arrives, go into the body."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "below(True)", show=False),
        Binding("ctrl+j", "below(False)", show=False),
    ]

    class Pasted(Message):
        """Lines that do not belong here."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_paste(self, event: Paste) -> None:
        first, _, rest = clean(event.text, lines=True).strip("\n").partition("\n")
        event.text = clean(first)
        if rest.strip():
            self.post_message(self.Pasted(rest))

    def action_below(self, people: bool) -> None:  # noqa: FBT001 - the text of a binding
        box = self.screen
        if isinstance(box, NewBox):
            box.below(people=people)


class NewBox(DeskForm):
    """`look` finds out whom a line means. Enter in the line saves; when somebody has to be chosen, it goes there first."""

    DEFAULT_CSS = "NewBox TextBox { height: 3; }"

    def __init__(self, *words: Any, look: Look, **more: Any) -> None:
        super().__init__(*words, **more)
        self._look = look
        self._looking = False
        self._wanted = ""
        self._looked_at: str | None = None
        self._save_then = False
        self._below_then = False

    @property
    def panel(self) -> WhoPanel:
        """Under the line."""
        panel = self._fields["who"].box
        assert isinstance(panel, WhoPanel)
        return panel

    def changed(self, values: Values) -> None:
        self._wanted = values["line"]
        if not self._looking and self._wanted != self._looked_at:
            self._looking = True
            self.run_worker(self._look_on(), group="look")

    async def _look_on(self) -> None:
        """Looks for the newest line; what is typed meanwhile does not wait for it."""
        try:
            while self._wanted != self._looked_at and self.is_current:
                await self.seen(self._wanted)
        except DeskError:
            self._looked_at = self._wanted  # nothing is shown of anybody; saving asks again and tells what is wrong
        finally:
            self._looking = False
            if self._below_then and self.is_current:
                self._below_then = False
                self._go_below()

    async def seen(self, line: str) -> Seen:
        """Whom this line means, shown when it is still the line."""
        seen = await self._look(line, self.panel.chosen)
        if not self.panel.keeps(seen):
            seen = await self._look(line, 0)
        if line == self._wanted and self.is_current:
            self._looked_at = line
            self.panel.show(seen)
        return seen

    # Choosing somebody

    def complain(self, problem: Problem | None) -> None:
        super().complain(problem)
        if problem is not None and problem.field == "who":
            self._save_then = True
            self.set_focus(self.panel.people)

    def chose(self, customer: Customer | None) -> None:
        """Somebody was chosen by hand: the word that led to them becomes their name. None is somebody new."""
        line = self.query_one(IntakeLine)
        word = self.panel.word
        if word and customer:
            line.put(with_name(line.value, word, customer))
        self._looked_at = None
        self.changed(self.values())
        self.set_focus(line)
        if self._save_then:
            self._save_then = False
            self.action_deed("save")

    # Keys

    def go_on(self, box: Widget) -> None:
        """Enter in the line saves: one line is enough."""
        if isinstance(box, IntakeLine):
            self.action_deed("save")
        else:
            super().go_on(box)

    def below(self, *, people: bool) -> None:
        """To those it may be, when that is known; else to the further lines."""
        if not people:
            self.set_focus(self.query_one(TextBox))
            return
        self.changed(self.values())
        if self._looking:
            self._below_then, self.ready = True, False
        else:
            self._go_below()

    def _go_below(self) -> None:
        self.set_focus(self.panel.people if self.panel.people.items else self.query_one(TextBox))
        self.ready = True
        self.release()

    def shown_boxes(self) -> list[Widget]:
        boxes = super().shown_boxes()
        people = self.panel.people
        return [*boxes[:1], people, *boxes[1:]] if people.items else boxes

    def on_intake_line_pasted(self, event: IntakeLine.Pasted) -> None:
        event.stop()
        body = self.query_one(TextBox)
        body.put(f"{body.given}\n{event.text}".strip("\n"))

    def on_key(self, event: Key) -> None:
        character = event.character or ""
        typing = len(character) == 1 and character.isprintable() and not character.isdigit()
        if typing and isinstance(self.focused, WhoList):
            event.stop()
            event.prevent_default()
            self.take_text(character)

    def take_text(self, text: str) -> None:
        line = self.query_one(IntakeLine)
        line.insert_text_at_cursor(text)
        self.set_focus(line)
