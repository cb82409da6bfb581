"""A page of text to read: the preview and its timeline, a card, plain text. It scrolls and has no cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from desk.text import clean, wrap
from desk.tui.themes import TONES
from desk.tui.widgets import cells
from desk.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Sequence


class Paragraph(NamedTuple):
    """Text that is wrapped to the width, its further lines `indent` cells in; `tone` as in `themes.TONES`, or "strong"."""

    text: str
    tone: str = ""
    indent: int = 0


class Page(Lines, inherit_bindings=False):
    """Paragraphs, wrapped by cells."""

    DEFAULT_CSS = (
        "Page { padding: 0; & > .page--strong { text-style: bold; } "
        + " ".join(f"& > .page--{tone} {{ color: $tone-{tone}; }}" for tone in TONES)
        + "}"
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"page--{tone}" for tone in (*TONES, "strong")}

    def __init__(self, paragraphs: Sequence[Paragraph] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._paragraphs = tuple(paragraphs)
        self._lines: list[tuple[str, str]] = []
        self._wrapped_for = -1

    def show(self, paragraphs: Sequence[Paragraph], *, keep: bool = False) -> None:
        """Another text from now on, from its beginning or, with `keep`, where one reads."""
        self._paragraphs = tuple(paragraphs)
        self._wrapped_for = -1
        self._wrap()
        if not keep:
            self.scroll_to(y=0, animate=False, force=True)

    def on_resize(self) -> None:
        self._wrap()

    def _wrap(self) -> None:
        room = self.width - 2
        if room < 1 or room == self._wrapped_for:
            return
        self._wrapped_for = room
        self._lines = []
        for paragraph in self._paragraphs:
            indent = min(paragraph.indent, room // 2)
            for at, line in enumerate(wrap(clean(paragraph.text, lines=True).replace("\t", "    "), room - indent)):
                self._lines.append((" " * indent + line if at else line, paragraph.tone))
        self.resize(len(self._lines))
        self.refresh()

    def draw(self, index: int) -> Strip:
        if self._wrapped_for != self.width - 2:
            # the scrollbar has come or gone since; the lines are wrapped anew behind this frame
            self.call_after_refresh(self._wrap)
        text, tone = self._lines[index]
        style = self.style_of(f"page--{tone}", self.rich_style) if tone else self.rich_style
        return Strip([Segment(f" {cells.fit(text, max(0, self.width - 2))} ", style)], self.width)

    def move_to(self, index: int) -> None:
        """Scrolls, for there is no cursor."""
        top = max(0, min(index, self.count - self.seen))
        self.index = top
        self.scroll_to(y=top, animate=False, force=True)

    def scroll_by(self, lines: int) -> None:
        """So many lines down; up when negative."""
        self.move_to(self.first + lines)
