"""The box of a new ticket: one line as people think it, and while it is typed, who it is and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from desk.text import clean
from desk.tui.screens.form import DeskForm
from desk.tui.screens.who_panel import WhoList, WhoPanel
from desk.tui.widgets.boxes import LineBox, TextBox

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from textual.events import Key, Paste

    from desk.tui.deeds_who import Seen
    from desk.tui.widgets.dialog import Problem

    Values = Mapping[str, str]
    Look = Callable[[str, int], Awaitable[Seen]]


class IntakeLine(LineBox, inherit_bindings=False):
    """The line. Further lines of a paste, and ctrl+j, which is how a line feed arrives, go into the body."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *LineBox.BINDINGS,
        Binding("down", "below(True)", show=False),
        Binding("ctrl+j", "below(False)", show=False),
    ]

    class Below(Message):
        """On to what is below: to the people offered, or to the body; `text` goes into the body."""

        def __init__(self, text: str, *, people: bool) -> None:
            super().__init__()
            self.text = text
            self.people = people

    def on_paste(self, event: Paste) -> None:
        first, _, rest = clean(event.text, lines=True).strip("\n").partition("\n")
        event.text = clean(first)
        if rest.strip():
            self.post_message(self.Below(rest, people=False))

    def action_below(self, people: bool) -> None:  # noqa: FBT001 - the text of a binding
        self.post_message(self.Below("", people=people))


class NewBox(DeskForm):
    """`look` finds out whom a line means. Enter in the line saves; when somebody has to be chosen, it goes there first."""

    DEFAULT_CSS = "NewBox TextBox { height: 3; }"

    def __init__(self, *words: Any, look: Look, **more: Any) -> None:
        super().__init__(*words, **more)
        self._look = look
        self._looking = False
        self._wanted = ""
        self._save_then = False

    @property
    def panel(self) -> WhoPanel:
        """Under the line."""
        return self.query_one(WhoPanel)

    def on_unmount(self) -> None:
        self._looking = True  # nothing more is looked for

    def changed(self, values: Values) -> None:
        self._wanted = values["line"]
        if not self._looking:
            self.run_worker(self._look_on(), group="look")

    async def _look_on(self) -> None:
        """Looks for the newest line; while that takes its time, what is typed is not waited for."""
        self._looking = True
        seen_line: str | None = None
        try:
            while self._wanted != seen_line:
                seen_line = self._wanted
                await self.seen(seen_line)
        finally:
            self._looking = False

    async def seen(self, line: str) -> Seen:
        """Whom this line means, shown when it is still the line."""
        seen = await self._look(line, self.panel.chosen)
        if not self.panel.keeps(seen):
            seen = await self._look(line, 0)
        if line == self._wanted and self.is_attached:
            self.panel.show(seen)
        return seen

    # Choosing somebody

    def complain(self, problem: Problem | None) -> None:
        super().complain(problem)
        if problem is not None and problem.field == "who":
            self._save_then = True
            self.set_focus(self.panel.people)

    def on_who_panel_chosen(self, event: WhoPanel.Chosen) -> None:
        event.stop()
        line = self.query_one(IntakeLine)
        rewritten = self.rewrite(line.value, event)
        if rewritten != line.value:
            line.put(rewritten)
        else:
            self.run_worker(self.seen(line.value), group="look")
        self.set_focus(line)
        if self._save_then:
            self._save_then = False
            self.action_deed("save")

    def rewrite(self, line: str, event: WhoPanel.Chosen) -> str:
        """The line with the chosen customer's name in the place of the word that led to them."""
        from desk.tui.deeds_who import with_name

        word = self.panel.word
        return with_name(line, word, event.customer) if word and event.customer else line

    # Keys

    def on_intake_line_below(self, event: IntakeLine.Below) -> None:
        event.stop()
        body = self.query_one(TextBox)
        if event.text:
            body.put(f"{body.given}\n{event.text}".strip("\n"))
        elif event.people and self.panel.people.items:
            self.set_focus(self.panel.people)
        else:
            self.set_focus(body)

    def on_input_submitted(self, event: Any) -> None:
        event.stop()
        event.prevent_default()
        self.action_deed("save")

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
