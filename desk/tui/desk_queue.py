"""The queue of the desk: tickets of the view, and behind a line of its own those that were found outside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from desk.i18n import _
from desk.text import clean
from desk.tui.steady import Steady
from desk.tui.widgets import cells
from desk.tui.widgets.queue import Queue
from desk.tui.widgets.rows import lay_out

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desk.tui.widgets.rows import Column, Row

OUTSIDE = -1  # stands in the order where the tickets outside the view begin; no ticket has that number


class DeskQueue(Queue, Steady, inherit_bindings=False):
    """A queue with a line that parts the hits of the view from the others, and with words where there is no ticket."""

    DEFAULT_CSS = "DeskQueue > .table--plain { color: $foreground; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--plain"}
    sign_cells: ClassVar[int] = 4

    def __init__(self, columns_for: Callable[[int], Sequence[Column]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__((), id=id)
        self._columns_for = columns_for
        self._parting = ""
        self._instead: tuple[str, ...] = ()
        self._inside: int | None = None

    @property
    def inside(self) -> int:
        """How many tickets of the view are in the order so far."""
        if self._inside is None:
            at = self.index_of(OUTSIDE) if self._parting else None
            self._inside = self.count if at is None else at
        return self._inside

    def tells_status(self) -> bool:
        """Whether the status has a column at this width."""
        laid = lay_out(self._columns_for(self.width), self.width - self.sign_cells - 2)
        return any(column.id == "status" for column, _room in laid)

    def known(self, numbers: Iterable[int]) -> dict[int, Row]:
        """The rows that are here, of those."""
        found = ((number, self._pages.get(number)) for number in numbers)
        return {number: row for number, row in found if row is not None}

    def part(self, text: str) -> None:
        """What the line says that parts the tickets outside the view; "" when none are shown."""
        self._parting = text
        self._inside = None

    def say_instead(self, lines: Sequence[str]) -> None:
        """What stands here while there is no ticket."""
        if tuple(lines) != self._instead:
            self._instead = tuple(lines)
            if not self.count:
                self.refresh()

    def show(
        self,
        numbers: array[int],
        rows: Mapping[int, Row] | None = None,
        *,
        keep: bool = False,
        growing: bool = False,
    ) -> None:
        super().show(numbers, rows, keep=keep, growing=growing)
        self.move_to(self.index)

    def grow(self, numbers: Iterable[int], *, growing: bool = True) -> None:
        """More at the end. Where the screen is full of tickets already, nothing that is seen changes."""
        if self.count < self.first + self.seen or self._to_end:
            super().grow(numbers, growing=growing)
            return
        self.numbers.extend(numbers)
        self._growing = growing
        self.resize(len(self.numbers))

    def resize(self, count: int) -> None:
        self._inside = None
        super().resize(count)

    def move_to(self, index: int) -> None:
        """The cursor does not stop on the parting line."""
        index = max(0, min(index, self.count - 1))
        if self.count and self.numbers[index] == OUTSIDE:
            index += 1 if index >= self.index or index == 0 else -1
        super().move_to(index)

    def mark_range(self) -> None:
        super().mark_range()
        self.marks.discard(OUTSIDE)

    def mark_all(self) -> None:
        super().mark_all()
        self.marks.discard(OUTSIDE)

    # Drawing

    def _ready(self) -> None:
        """The columns are chosen when the width is known, so that the first frame is the right one."""
        if self._laid_for != self.width:
            self._columns = tuple(self._columns_for(self.width))
        super()._ready()

    def draw(self, index: int) -> Strip:
        if self.numbers[index] != OUTSIDE:
            return super().draw(index)
        rule = "-" if cells.is_wide() else "─"
        text = f" {rule * 2} {clean(self._parting)} "
        text += rule * max(0, self.width - cells.width(text) - 1)
        return Strip([Segment(cells.fit(text, self.width), self.style_of("lines--faint", self.rich_style))], self.width)

    def render_line(self, y: int) -> Strip:
        at = y - max(self.head + 1, (self.size.height - len(self._instead)) // 3)
        if self.count or not 0 <= at < len(self._instead):
            return super().render_line(y)
        text = cells.fit("  " + clean(self._instead[at]), self.width)
        return Strip([Segment(text, self.rich_style if at == 0 else self.style_of("lines--faint", self.rich_style))])


def words_outside(count: int, limit: int) -> str:
    """What the parting line says."""
    if count >= limit:
        return _("More than {count} outside this view").format(count=limit - 1)
    if count == 1:
        return _("1 more outside this view")
    return _("{count} more outside this view").format(count=count)
