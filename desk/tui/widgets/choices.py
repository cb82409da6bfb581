"""A list to choose from: menus, pickers and the views at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from desk.text import clean, fold
from desk.tui.widgets import cells
from desk.tui.widgets.lines import MOVES, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click


class Choice(NamedTuple):
    """A line: `hint` stands at its right end, `why` says why it cannot be taken now, `search` are further words that find it."""

    id: str
    text: str
    hint: str = ""
    why: str = ""
    search: str = ""


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that contain every typed word, those that begin with the first of them in front."""
    words = fold(typed).split()
    if not words:
        return list(choices)
    found = []
    for choice in choices:
        text = fold(f"{choice.text} {choice.search} {choice.hint}")
        if all(word in text for word in words):
            found.append((not any(part.startswith(words[0]) for part in text.split()), choice))
    return [choice for _, choice in sorted(found, key=lambda pair: pair[0])]


class Choices(Lines, inherit_bindings=False):
    """Choices under a cursor. With `numbered` the first nine carry their digit."""

    BOUND: ClassVar[tuple[str, ...]] = (*MOVES, "open")

    class Chosen(Message):
        """This one is taken; its `why` is empty."""

        def __init__(self, choices: Choices, choice: Choice) -> None:
            super().__init__()
            self.choices = choices
            self.choice = choice

    class Refused(Message):
        """This one cannot be taken now; its `why` says why."""

        def __init__(self, choices: Choices, choice: Choice) -> None:
            super().__init__()
            self.choices = choices
            self.choice = choice

    def __init__(
        self,
        items: Sequence[Choice] = (),
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        numbered: bool = True,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.numbered = numbered
        self.items = tuple(items)
        self.count = len(self.items)

    def show(self, items: Sequence[Choice], *, keep: bool = False) -> None:
        """Other choices from now on; with `keep` the cursor stays on the same one."""
        at = self.items[self.index].id if keep and self.index < len(self.items) else None
        self.items = tuple(items)
        self.index = next((index for index, item in enumerate(self.items) if item.id == at), 0)
        self.resize(len(self.items))
        self.into_view()
        self.refresh()

    def on_resize(self) -> None:
        self.resize(len(self.items))
        self.into_view()

    def action_move(self, deed: str) -> None:
        if deed == "open":
            self.take(self.index)
        else:
            super().action_move(deed)

    def take(self, index: int) -> None:
        """As if Enter were pressed on that line."""
        if 0 <= index < len(self.items):
            self.move_to(index)
            choice = self.items[index]
            self.post_message(self.Refused(self, choice) if choice.why else self.Chosen(self, choice))

    def on_click(self, event: Click) -> None:
        self.take(self.first + event.y)

    def draw(self, index: int) -> Strip:
        item = self.items[index]
        cursor = index == self.index
        style = self.style_of("lines--cursor") if cursor else self.rich_style
        if item.why and not cursor:
            style = self.style_of("lines--faint", style)
        number = f"{index + 1} " if self.numbered and index < 9 else "  " if self.numbered else ""
        hint = clean(item.why or item.hint)
        room = self.width - len(number) - 2
        hint_cells = min(cells.width(hint), room // 2)
        left = cells.fit(clean(item.text), max(0, room - hint_cells - 1))
        right = cells.fit(hint, hint_cells, right=True)
        return Strip([Segment(f" {number}{left} {right} ", style)], self.width)
