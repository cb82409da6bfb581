"""A few answers side by side, of which one is given: how a reply was made, what happens then."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from desk.text import clean
from desk.tui import keys
from desk.tui.widgets import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Key


class Options(Widget, can_focus=True):
    """One line: `1 text  2 call  3 visit`. Arrows, Space and digits choose; no input method keeps those back."""

    DEFAULT_CSS = """
    Options {
        height: 1; background: $panel; color: $foreground;
        & > .options--given { background: $secondary; color: $background; text-style: bold; }
        &:focus > .options--given { background: $primary; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"options--given"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", show=False),
        Binding("left", "step(-1)", show=False),
    ]

    class Changed(Message):
        """Another answer is given."""

        def __init__(self, options: Options, given: str) -> None:
            super().__init__()
            self.options = options
            self.given = given

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        given: str = "",
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._choices = [(key, clean(word)) for key, word in choices]
        self._at = next((at for at, (key, _) in enumerate(choices) if key == given), 0)

    @property
    def given(self) -> str:
        """The id of the answer."""
        return self._choices[self._at][0] if self._choices else ""

    def put(self, text: str) -> None:
        """Gives the answer of that id; unknown ones change nothing."""
        at = next((at for at, (key, _) in enumerate(self._choices) if key == text), self._at)
        if at != self._at:
            self._at = at
            self.refresh()
            self.post_message(self.Changed(self, self.given))

    def action_step(self, by: int) -> None:
        self.put(self._choices[(self._at + by) % len(self._choices)][0])

    def on_key(self, event: Key) -> None:
        character = event.character or ""
        digit = keys.alias(character) or character
        if digit.isascii() and digit.isdigit() and 0 < int(digit) <= len(self._choices):
            event.stop()
            self.put(self._choices[int(digit) - 1][0])

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - one line
        given = self.get_component_rich_style("options--given")
        segments = []
        for at, (_, word) in enumerate(self._choices):
            mark = ">" if at == self._at else " "  # a sign beside the colour
            segments.append(Segment(f"{mark}{at + 1} {word} ", given if at == self._at else self.rich_style))
        used = sum(cells.width(segment.text) for segment in segments)
        pad = max(0, self.size.width - used)
        return Strip([*segments, Segment(" " * pad, self.rich_style)], used + pad).crop(0, self.size.width)
