"""A short menu in which one letter, digit or Enter chooses: no line to type into stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from desk.tui import keys
from desk.tui.safety import cell
from desk.tui.widgets.bar import Bar
from desk.tui.widgets.choices import Choice, Choices
from desk.tui.widgets.popup import Frame, Popup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key


class Letters(Popup["Choice | None"]):
    """Dismissed with what was chosen, or None. The hint of each choice is its letter."""

    DEFAULT_CSS = """
    Letters Choices { height: auto; background: $surface; margin: 1 0; }
    """
    DEEDS: ClassVar[tuple[str, ...]] = ("pick_up", "pick_down", "pick", "leave")
    SHOWN: ClassVar[tuple[str, ...]] = DEEDS

    def __init__(self, title: str, items: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._items = tuple(items)

    def compose(self) -> ComposeResult:
        with Frame():
            yield Static(cell(self._title), classes="title")
            yield Choices(self._items, classes="grows")
            yield Bar(id="keys")

    def on_mount(self) -> None:
        choices = self.query_one(Choices)
        choices.can_focus = False
        self.stand(None)

    def on_key(self, event: Key) -> None:
        character = event.character or ""
        pressed = keys.alias(character) or character
        for at, item in enumerate(self._items):
            if pressed and pressed in (item.hint, str(at + 1)):
                event.stop()
                self.query_one(Choices).take(at)
                return

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        self.dismiss(event.choice)

    def action_deed(self, deed: str) -> None:
        choices = self.query_one(Choices)
        if deed == "leave":
            self.dismiss(None)
        elif deed == "pick":
            choices.take(choices.index)
        else:
            choices.move_to(choices.index + (1 if deed == "pick_down" else -1))
