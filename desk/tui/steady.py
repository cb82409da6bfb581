"""Lists whose length changes without the screen being laid out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.widget import Widget

from desk.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.reactive import Reactive


class Steady(Lines, inherit_bindings=False):
    """Its style keeps the place of the scrollbar (`overflow-y: scroll`), so no other widget needs to know how many lines there are.

    Textual lays out the whole screen whenever a virtual size changes, which here is with every answer and every ticket one rests
    on. What depends on the size is brought up to date by hand instead.
    """

    def resize(self, count: int) -> None:
        self.count = count
        self.index = max(0, min(self.index, count - 1))
        size = Size(self.width, count + self.head)
        if size != self.virtual_size:
            virtual: Reactive[Size] = Widget.virtual_size
            self.set_reactive(virtual, size)
            self._scroll_update(size)
