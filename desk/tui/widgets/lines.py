"""A list with a cursor that costs what is seen of it, however long it is: the base of queue, choices and page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from desk.tui import keys

if TYPE_CHECKING:
    from rich.style import Style

# The deeds that move a cursor; every panel binds them for itself.
MOVES = ("down", "up", "top", "end", "half_down", "half_up", "page_down", "page_up")


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """`count` lines of which one is under the cursor. `head` lines at the top stay where they are.

    A move within what is seen repaints two lines. Subclasses draw with `draw(index)` and `draw_head()`.
    """

    DEFAULT_CSS = """
    Lines {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .lines--cursor { background: $panel; color: $foreground; }
        &:focus > .lines--cursor { background: $primary; color: $background; text-style: bold; }
        & > .lines--head { color: $tone-faint; background: $surface; }
        & > .lines--faint { color: $tone-faint; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor", "lines--head", "lines--faint"}
    BOUND: ClassVar[tuple[str, ...]] = MOVES
    head = 0

    class Moved(Message):
        """The cursor came to another line."""

        def __init__(self, lines: Lines, index: int) -> None:
            super().__init__()
            self.lines = lines
            self.index = index

        @property
        def control(self) -> Lines:
            return self.lines

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.index = 0
        self.count = 0

    def on_mount(self) -> None:
        keys.bind(self, self.BOUND, "move")

    # What subclasses say

    def draw(self, index: int) -> Strip:
        """The line of that index, `self.width` cells wide."""
        raise NotImplementedError

    def draw_head(self, line: int) -> Strip:  # noqa: ARG002 - most lists have none
        """A line that does not scroll."""
        return Strip.blank(self.width, self.rich_style)

    def came_to(self, index: int) -> None:
        """The cursor has come to `index`."""
        self.post_message(self.Moved(self, index))

    # Size and place

    @property
    def width(self) -> int:
        """Cells of a line, the scrollbar not counted."""
        return self.scrollable_content_region.width

    @property
    def seen(self) -> int:
        """How many lines are seen at once."""
        return max(1, self.scrollable_content_region.height - self.head)

    @property
    def first(self) -> int:
        """Index of the topmost line."""
        return self.scroll_offset.y

    def resize(self, count: int) -> None:
        """There are `count` lines from now on; the cursor stays within them."""
        self.count = count
        self.index = max(0, min(self.index, count - 1))
        self.virtual_size = Size(self.width, count + self.head)

    def style_of(self, name: str, under: Style | None = None) -> Style:
        """The Rich style of a component class; with `under`, only what it changes of that style."""
        if under is None:
            return self.get_component_rich_style(name)
        return under + self.get_component_rich_style(name, partial=True)

    def render_line(self, y: int) -> Strip:
        if y < self.head:
            return self.draw_head(y)
        index = self.first + y - self.head
        return self.draw(index) if index < self.count else Strip.blank(self.width, self.rich_style)

    def repaint(self, index: int) -> None:
        """Draws one line again, when it is seen."""
        y = index - self.first
        if 0 <= y < self.seen:
            self.refresh(Region(0, y + self.head, self.size.width, 1))

    # Moving

    def action_move(self, deed: str) -> None:
        page = max(1, self.seen - 1)
        steps = {
            "down": 1,
            "up": -1,
            "half_down": page // 2 or 1,
            "half_up": -(page // 2 or 1),
            "page_down": page,
            "page_up": -page,
            "top": -self.count,
            "end": self.count,
        }
        self.move_to(self.index + steps[deed])

    def move_to(self, index: int) -> None:
        """Puts the cursor on that line, or on the nearest there is."""
        index = max(0, min(index, self.count - 1))
        if index == self.index:
            return
        old, self.index = self.index, index
        if not self.into_view():
            self.repaint(old)
            self.repaint(index)
        self.came_to(index)

    def into_view(self) -> bool:
        """Scrolls until the cursor is seen; whether that was needed."""
        if self.size.height == 0 or self.first <= self.index < self.first + self.seen:
            return False
        top = self.index if self.index < self.first else self.index - self.seen + 1
        self.scroll_to(y=top, animate=False, force=True)
        return True
