"""A short menu in which one letter, digit or Enter chooses: no line to type into stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingsMap
from textual.widgets import Static

from desk.tui import keys
from desk.tui.safety import cell
from desk.tui.widgets.bar import Bar
from desk.tui.widgets.choices import Choice, Choices
from desk.tui.widgets.popup import Frame, Popup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class Letters(Popup["Choice | None"]):
    """Dismissed with what was chosen, or None. The hint of each choice is its letter."""

    DEFAULT_CSS = """
    Letters Choices { height: auto; background: $surface; margin: 1 0; }
    Letters #said { color: $warning; height: auto; display: none; }
    Letters #said.-on { display: block; }
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
            yield Static(id="said", markup=False)
            yield Bar(id="keys")

    def on_mount(self) -> None:
        self.query_one(Choices).can_focus = False
        bound = [
            Binding(keys.textual_key(key), f"letter({at})", show=False)
            for at, item in enumerate(self._items)
            for key in (item.hint, str(at + 1))
        ]
        self._bindings = BindingsMap.merge([BindingsMap(bound), self._bindings])
        self.stand(None)

    def action_letter(self, at: int) -> None:
        """The letter or digit of that line was pressed."""
        choice = self._items[at]
        said = self.query_one("#said", Static)
        said.set_class(bool(choice.why), "-on")
        said.update(cell(choice.why))
        if not choice.why:
            self.dismiss(choice)

    def action_deed(self, deed: str) -> None:
        choices = self.query_one(Choices)
        if deed == "leave":
            self.dismiss(None)
        elif deed == "pick":
            self.action_letter(choices.index)
        else:
            choices.move_to(choices.index + (1 if deed == "pick_down" else -1))
