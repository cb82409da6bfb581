"""Choosing one of many: the `?` menu, the palette, people, statuses, days."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from desk.i18n import _
from desk.tui import keys
from desk.tui.safety import cell
from desk.tui.widgets.bar import Bar
from desk.tui.widgets.boxes import LineBox
from desk.tui.widgets.choices import Choice, Choices, matching
from desk.tui.widgets.popup import Frame, Popup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key
    from textual.widgets import Input


class FilterBox(LineBox, inherit_bindings=False):
    """The line in which a picker is narrowed. With `digits` a digit as the first character chooses at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in LineBox.BINDINGS if isinstance(binding, Binding) and binding.key != "enter"
    ]

    class Digit(Message):
        """The n-th line is wanted."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, placeholder: str, *, digits: bool) -> None:
        super().__init__(placeholder=placeholder, id="filter")
        self._digits = digits

    def on_key(self, event: Key) -> None:
        character = event.character or ""
        digit = keys.alias(character) or character
        if self._digits and not self.value and digit.isascii() and digit.isdigit() and digit != "0":
            event.stop()
            event.prevent_default()
            self.post_message(self.Digit(int(digit)))


class Picker(Popup["Choice | None"]):
    """Dismissed with what was chosen, or None. With `free` what was typed may be taken as it is: a Choice without an id."""

    DEFAULT_CSS = """
    Picker Choices { height: auto; background: $surface; margin: 1 0; }
    Picker .said { color: $warning; height: auto; display: none; }
    Picker .said.-on { display: block; }
    """
    DEEDS: ClassVar[tuple[str, ...]] = ("pick_up", "pick_down", "pick", "leave")
    SHOWN: ClassVar[tuple[str, ...]] = ("pick", "pick_up", "pick_down", "leave")

    SPARE = 11

    def __init__(
        self, title: str, items: Sequence[Choice], *, digits: bool = True, free: bool = False, typed: str = ""
    ) -> None:
        super().__init__()
        self._title = title
        self._items = tuple(items)
        self._digits = digits
        self._free = free
        self._typed = typed

    def compose(self) -> ComposeResult:
        with Frame():
            yield Static(cell(self._title), classes="title")
            yield FilterBox(_("type to narrow"), digits=self._digits)
            yield Choices(self._items, classes="grows", numbered=self._digits)
            yield Static(id="said", classes="said", markup=False)
            yield Bar(id="keys")

    def on_mount(self) -> None:
        self._choices.can_focus = False
        box = self.query_one(FilterBox)
        box.put(self._typed)
        self.stand(box)

    @property
    def _choices(self) -> Choices:
        return self.query_one(Choices)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._choices.numbered = self._digits and not event.value
        self._choices.show(matching(self._items, event.value))
        self._say("" if self._choices.items or self._free else _("Nothing has that name."))

    def on_filter_box_digit(self, event: FilterBox.Digit) -> None:
        self._choices.take(event.number - 1)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        self.dismiss(event.choice)

    def on_choices_refused(self, event: Choices.Refused) -> None:
        self._say(event.choice.why)

    def _say(self, text: str) -> None:
        said = self.query_one("#said", Static)
        said.set_class(bool(text), "-on")
        said.update(cell(text))

    def action_deed(self, deed: str) -> None:
        if deed == "leave":
            self.dismiss(None)
        elif deed == "pick":
            self._pick()
        else:
            choices = self._choices
            choices.move_to(choices.index + (1 if deed == "pick_down" else -1))

    def _pick(self) -> None:
        typed = self.query_one(FilterBox).given.strip()
        if self._choices.items:
            self._choices.take(self._choices.index)
        elif self._free and typed:
            self.dismiss(Choice("", typed))
