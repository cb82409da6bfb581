"""The queue: tickets of any number, drawn line by line from pages that somebody else fetches.

It knows the order (an array of ticket numbers that may still be growing) and the few rows that are near. What it lacks it
asks for with `PageNeeded`; `put` brings it. The cursor and the marks belong to ticket numbers, not to line numbers.
"""

from __future__ import annotations

from array import array
from itertools import filterfalse
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from desk.tui.widgets.lines import MOVES
from desk.tui.widgets.pages import PAGE, Pages
from desk.tui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.events import Click

    from desk.tui.widgets.rows import Column, Row

_NEAR = 2 * PAGE
_FEW = 8


class Queue(Table, inherit_bindings=False):
    """A table of tickets whose cost is that of the lines seen."""

    BOUND: ClassVar[tuple[str, ...]] = (*MOVES, "open")

    class PageNeeded(Message):
        """These tickets are about to be seen; bring them with `put`."""

        def __init__(self, queue: Queue, numbers: tuple[int, ...]) -> None:
            super().__init__()
            self.queue = queue
            self.numbers = numbers

    class Rested(Message):
        """The cursor is on this ticket now; None when there is no ticket."""

        def __init__(self, queue: Queue, number: int | None) -> None:
            super().__init__()
            self.queue = queue
            self.number = number

    class Opened(Message):
        """Enter on a ticket."""

        def __init__(self, queue: Queue, number: int) -> None:
            super().__init__()
            self.queue = queue
            self.number = number

    class ToTop(Message):
        """The cursor was sent to the top: a new order disturbs nobody now."""

        def __init__(self, queue: Queue) -> None:
            super().__init__()
            self.queue = queue

    class Marked(Message):
        """The marks have changed; so many tickets are marked."""

        def __init__(self, queue: Queue, count: int) -> None:
            super().__init__()
            self.queue = queue
            self.count = count

    def __init__(self, columns: Sequence[Column] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(columns, id=id)
        self.numbers: array[int] = array("q")
        self.marks: set[int] = set()
        self._pages = Pages()
        self._growing = False
        self._to_end = False
        self._anchor: int | None = None

    # What it is fed with

    def show(
        self,
        numbers: array[int],
        rows: Mapping[int, Row] | None = None,
        *,
        keep: bool = False,
        growing: bool = False,
    ) -> None:
        """A new order. With `keep` the cursor stays on its ticket (or, when that is gone, on its line) and marks stay; else
        both begin anew. `growing`: more will come by `grow`.
        """
        before, line = self.number, self.index
        self.numbers, self._growing, self._to_end = numbers, growing, False
        if rows:
            self._pages.put(rows)
        if not keep:
            self.clear_marks()
        found = self.index_of(before) if keep and before is not None else None
        self.index = found if found is not None else (line if keep else 0)
        self.resize(len(numbers))
        if not keep:
            self.scroll_to(y=0, animate=False, force=True)
        self.into_view()
        self.redraw()
        self._rested(before)

    def grow(self, numbers: Iterable[int], *, growing: bool = True) -> None:
        """More tickets at the end of the order; `growing` says whether still more will come."""
        before = self.number
        self.numbers.extend(numbers)
        self._growing = growing
        self.resize(len(self.numbers))
        if self._to_end:
            self.index = self.count - 1
            self.into_view()
        self._to_end = self._to_end and growing
        self.redraw()
        self._rested(before)

    def put(self, rows: Mapping[int, Row], asked: Iterable[int] = ()) -> None:
        """Rows that came for `PageNeeded`, or came anew because they changed; those of `asked` that did not come are gone."""
        asked = tuple(asked)
        self._pages.put(rows, asked)
        self.stale({*rows, *asked})

    def forget(self, numbers: Iterable[int] | None = None) -> None:
        """What these tickets (None: all) look like has changed: those that are seen are asked for again."""
        stale = None if numbers is None else set(numbers)
        self._pages.forget(stale)
        self._ask()

    def drop(self, numbers: Iterable[int]) -> None:
        """These tickets have left the view. A cursor on one of them goes to the next that stays."""
        leaving, before = set(numbers), self.number
        at = self._after(leaving)
        if len(leaving) <= _FEW:
            for number in leaving:
                index = self.index_of(number)
                if index is not None:
                    del self.numbers[index]
        else:
            self.numbers = array("q", filterfalse(leaving.__contains__, self.numbers))
        self.marks -= leaving
        found = self.index_of(at) if at is not None else None
        self.index = len(self.numbers) if found is None else found
        self.resize(len(self.numbers))
        self.into_view()
        self.redraw()
        self._rested(before)

    def _after(self, leaving: set[int]) -> int | None:
        """The first ticket from the cursor on that stays."""
        return next((number for number in self.numbers[self.index :] if number not in leaving), None)

    # What it is asked

    @property
    def number(self) -> int | None:
        """The ticket under the cursor."""
        return self.numbers[self.index] if self.index < len(self.numbers) else None

    def index_of(self, number: int) -> int | None:
        """The line of that ticket, looked for near the cursor first."""
        start = max(0, min(self.index, len(self.numbers)) - _NEAR)
        for part, offset in ((self.numbers[start : start + 2 * _NEAR], start), (self.numbers, 0)):
            try:
                return part.index(number) + offset
            except ValueError:
                continue
        return None

    def go_to(self, number: int) -> bool:
        """Puts the cursor on that ticket; False when it is not in this order."""
        index = self.index_of(number)
        if index is None:
            return False
        self._to_end = False
        self.move_to(index)
        return True

    def chosen(self) -> list[int]:
        """The tickets a deed is about: the marked ones, else the one under the cursor."""
        return sorted(self.marks) if self.marks else [self.number] if self.number is not None else []

    # Marks

    def mark(self) -> None:
        """Marks the ticket under the cursor, or takes its mark away, and goes down."""
        if self.number is not None:
            self.marks ^= {self.number}
            self._anchor = self.number
            self._marked({self.number})
            self.move_to(self.index + 1)

    def mark_range(self) -> None:
        """Marks all from the one marked last to the cursor."""
        start = self.index_of(self._anchor) if self._anchor is not None else None
        if self.number is None:
            return
        low, high = sorted((self.index if start is None else start, self.index))
        numbers = set(self.numbers[low : high + 1])
        self.marks |= numbers
        self._marked(numbers)

    def mark_all(self) -> None:
        """Marks every ticket of the view; when all are marked, none."""
        if len(self.marks) >= len(self.numbers):
            self.clear_marks()
        else:
            self.marks = set(self.numbers)
            self._marked(None)

    def clear_marks(self) -> None:
        """No ticket is marked."""
        if self.marks:
            self.marks = set()
            self._anchor = None
            self._marked(None)

    def _marked(self, numbers: set[int] | None) -> None:
        self.stale(numbers)
        self.post_message(self.Marked(self, len(self.marks)))

    # Moving

    def action_move(self, deed: str) -> None:
        if deed == "open":
            if self.number is not None:
                self.post_message(self.Opened(self, self.number))
            return
        super().action_move(deed)
        if deed == "top":
            self.post_message(self.ToTop(self))
        self._to_end = deed == "end" and self._growing

    def on_click(self, event: Click) -> None:
        if event.y >= self.head:
            self.move_to(self.first + event.y - self.head)

    def came_to(self, index: int) -> None:
        self.post_message(self.Rested(self, self.numbers[index]))

    def _rested(self, before: int | None) -> None:
        if self.number != before:
            self.post_message(self.Rested(self, self.number))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._ask()

    def redraw(self) -> None:
        super().redraw()
        self._ask()

    def row_at(self, index: int) -> tuple[int, Row | None, bool]:
        number = self.numbers[index]
        return number, self._pages.get(number), number in self.marks

    def _ask(self) -> None:
        """Asks for the pages of what is seen and of a screen before and after it."""
        if not self.numbers or self.size.height == 0:
            return
        start = max(0, self.first - self.seen) // PAGE * PAGE
        end = -(-(self.first + 2 * self.seen) // PAGE) * PAGE
        missing = self._pages.missing(self.numbers[start:end])
        if missing:
            self.post_message(self.PageNeeded(self, missing))
