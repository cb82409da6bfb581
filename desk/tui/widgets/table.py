"""Rows in columns, one line each: layout by width, tones beside signs, and a cache of finished lines."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from desk.text import clean
from desk.tui.themes import TONES
from desk.tui.widgets import cells
from desk.tui.widgets.lines import Lines
from desk.tui.widgets.rows import Cell, Row, lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from desk.tui.widgets.rows import Column

_KEPT = 1024
_NOTHING = Cell("")


class Table(Lines, inherit_bindings=False):
    """Draws `row_at(index)`. A row that is not here yet is drawn as its number in the first column."""

    DEFAULT_CSS = "Table {" + " ".join(f"& > .table--{tone} {{ color: $tone-{tone}; }}" for tone in TONES) + "}"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"table--{tone}" for tone in TONES}
    head = 1
    sign_cells: ClassVar[int] = 2  # before the sign stands the mark, behind it a space

    def __init__(self, columns: Sequence[Column] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._laid: tuple[tuple[Column, int], ...] = ()
        self._laid_for = -1
        self._strips: dict[tuple[int, bool, bool, bool], Strip] = {}

    def row_at(self, index: int) -> tuple[int, Row | None, bool]:
        """Number and row of that line (None: not here yet), and whether it is marked."""
        raise NotImplementedError

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns from now on."""
        self._columns = tuple(columns)
        self.redraw()

    def redraw(self) -> None:
        """Everything may look different."""
        self._laid_for = -1
        self.refresh()

    def stale(self, numbers: set[int] | None) -> None:
        """These rows (None: all) look different from now on."""
        if numbers is None:
            self.redraw()
            return
        for key in [key for key in self._strips if key[0] in numbers]:
            del self._strips[key]
        for index in range(self.first, min(self.first + self.seen, self.count)):
            if self.row_at(index)[0] in numbers:
                self.repaint(index)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._laid_for = -1

    def on_resize(self) -> None:
        self.into_view()
        self.redraw()

    # Drawing

    def _ready(self) -> None:
        if self._laid_for != self.width:
            self._laid_for = self.width
            self._laid = lay_out(self._columns, self.width - self.sign_cells - 2)
            self._strips.clear()

    def draw_head(self, line: int) -> Strip:  # noqa: ARG002 - one line
        self._ready()
        titles = (cells.fit(column.title, room, right=column.right) for column, room in self._laid)
        return self._strip([(" " * (self.sign_cells + 2) + " ".join(titles), self.style_of("lines--head"))])

    def draw(self, index: int) -> Strip:
        self._ready()
        number, row, marked = self.row_at(index)
        key = (number, index == self.index, marked, self.has_focus)
        strip = self._strips.get(key)
        if strip is None:
            base = self.style_of("lines--cursor") if key[1] else self.rich_style
            if row is None:
                coming = Row("", "faint", {column.id: Cell(str(number)) for column in self._columns[:1]})
                return self._strip(self._parts(coming, base, cursor=key[1], marked=marked))
            strip = self._strip(self._parts(row, base, cursor=key[1], marked=marked))
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            self._strips[key] = strip
        return strip

    def _parts(self, row: Row, base: Style, *, cursor: bool, marked: bool) -> list[tuple[str, Style]]:
        """Runs of one tone. On the cursor line there are no tones: its ground is coloured, and signs say enough."""

        def style(tone: str) -> Style:
            return base if cursor or not tone else self.style_of(f"table--{tone}", base)

        sign = cells.fit(clean(row.sign), self.sign_cells) + " "
        toned = [("mark" if marked else row.tone, ("*" if marked else " ") + sign)]
        for place, (column, room) in enumerate(self._laid):
            content = row.cells.get(column.id, _NOTHING)
            text = cells.fit(clean(content.text), room, right=column.right)
            toned.append((content.tone or row.tone, text if place == 0 else " " + text))
        return [
            ("".join(text for _, text in run), style(tone)) for tone, run in groupby(toned, key=lambda part: part[0])
        ]

    def _strip(self, parts: list[tuple[str, Style]]) -> Strip:
        """The line as wide as the widget. Its length is told, not measured: this terminal may draw signs wider than Rich thinks."""
        used = sum(cells.width(text) for text, _ in parts)
        segments = [Segment(text, style) for text, style in parts]
        if used > self.width:
            return Strip(segments, used).crop(0, self.width)
        pad = Segment(" " * (self.width - used), parts[-1][1])
        return Strip([*segments, pad], self.width)
