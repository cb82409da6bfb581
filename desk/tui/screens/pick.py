"""Fields that are done with a key before the next one comes: a line, and a few answers of which none has to be given at first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.strip import Strip

from desk.tui.widgets import cells
from desk.tui.widgets.boxes import LineBox
from desk.tui.widgets.options import Options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size


class FormLine(LineBox):
    """A line in a dialog: Enter goes on before the next key comes."""

    def action_submit(self) -> None:  # type: ignore[override]
        go_on = getattr(self.screen, "go_on", None)
        if go_on is not None:
            go_on(self)


class Pick(Options):
    """As Options, but eleven channels fit, Enter goes on, and "" is a possible answer: nothing is chosen for anybody."""

    DEFAULT_CSS = "Pick { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", show=False)]

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        given: str = "",
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(choices, given, id=id)
        if given not in {key for key, _ in choices}:
            self._at = -1

    @property
    def given(self) -> str:
        """The id of the answer; "" when none is given."""
        return self._choices[self._at][0] if self._at >= 0 else ""

    def action_step(self, by: int) -> None:
        if self._at < 0 and by < 0:
            self._at = 0
        super().action_step(by)

    def put(self, text: str) -> None:
        """Gives the answer of that id; unknown ones change nothing. The dialog knows it before the next key comes."""
        before = self._at
        super().put(text)
        answered = getattr(self.screen, "answered", None)
        if before != self._at and answered is not None:
            answered()

    def action_submit(self) -> None:
        go_on = getattr(self.screen, "go_on", None)
        if go_on is not None:
            go_on(self)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        given = self.get_component_rich_style("options--given")
        width = self.size.width
        lines = self._lines(width)
        segments = [
            Segment(self._text(at), given if at == self._at else self.rich_style)
            for at in (lines[y] if y < len(lines) else ())
        ]
        used = sum(cells.width(segment.text) for segment in segments)
        pad = max(0, width - used)
        return Strip([*segments, Segment(" " * pad, self.rich_style)], used + pad).crop(0, width)

    def _text(self, at: int) -> str:
        mark = ">" if at == self._at else " "  # a sign beside the colour
        number = f"{at + 1} " if at < 9 else ""
        return f"{mark}{number}{self._choices[at][1]} "

    def _lines(self, width: int) -> list[list[int]]:
        """Which answers stand on which line."""
        lines: list[list[int]] = [[]]
        used = 0
        for at in range(len(self._choices)):
            taken = cells.width(self._text(at))
            if lines[-1] and used + taken > width:
                lines.append([])
                used = 0
            lines[-1].append(at)
            used += taken
        return lines
