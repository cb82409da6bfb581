"""Pickers that are done with a key before the next one comes, and in which what is typed may itself be a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingsMap
from textual.widgets import Static

from desk.i18n import _
from desk.text import fold
from desk.tui import keys
from desk.tui.safety import cell
from desk.tui.widgets.bar import Bar
from desk.tui.widgets.choices import Choice, Choices, matching
from desk.tui.widgets.picker import FilterBox, Picker
from desk.tui.widgets.popup import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

    Extra = Callable[[str], Choice | None]

_DIGITS = "123456789"


class QuickFilter(FilterBox, inherit_bindings=False):
    """Leaves a digit that comes first to the picker, as a key of its own."""

    BINDINGS = FilterBox.BINDINGS

    def check_consume_key(self, key: str, character: str | None) -> bool:
        digit = keys.alias(character or "") if character and not character.isascii() else character
        if self._digits and not self.value and digit and digit in _DIGITS:
            return False
        return super().check_consume_key(key, character)


class QuickPicker(Picker):
    """`extra` makes a choice of what was typed, or None; it stands first when it is `urgent`, else behind what has that name.

    `hint` is said when nothing fits, `asks` stands in the empty line. With `fuzzy` the letters typed need only come in that order. A choice is made within the key that makes it: no message is on
    its way when the next key comes, so what was typed ahead goes to what follows.
    """

    def __init__(
        self,
        title: str,
        items: Sequence[Choice],
        extra: Extra | None = None,
        *,
        digits: bool = True,
        urgent: bool = False,
        fuzzy: bool = False,
        hint: str = "",
        asks: str = "",
    ) -> None:
        super().__init__(title, items, digits=digits)
        self._extra = extra
        self._urgent = urgent
        self._fuzzy = fuzzy
        self._no_hit = hint
        self._asks = asks

    def compose(self) -> ComposeResult:
        with Frame():
            yield Static(cell(self._title, lines=True), classes="title")
            yield QuickFilter(self._asks or _("type to narrow"), digits=self._digits)
            yield Choices(self._items, classes="grows", numbered=self._digits)
            yield Static(id="said", classes="said", markup=False)
            yield Bar(id="keys")

    def on_mount(self) -> None:
        if self._digits:
            bound = [Binding(digit, f"digit({digit})", show=False) for digit in _DIGITS]
            self._bindings = BindingsMap.merge([BindingsMap(bound), self._bindings])

    @property
    def _box(self) -> QuickFilter:
        return self.query_one(QuickFilter)

    def action_digit(self, digit: int) -> None:
        """The first character typed is a digit: it chooses. Behind others it is text."""
        if self._box.value:
            self._box.insert_text_at_cursor(str(digit))
        elif digit <= len(self._choices.items):
            self._take(self._choices.items[digit - 1])

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        event.prevent_default()
        self._narrow()

    def _narrow(self) -> None:
        typed = self._box.value
        found = matching(self._items, typed)
        if self._fuzzy:
            found += [item for item in self._items if item not in found and scattered(item, typed)]
        own = self._extra(typed.strip()) if self._extra and typed.strip() else None
        if own is not None and own not in found:
            found = [own, *found] if self._urgent else [*found, own]
        self._choices.numbered = self._digits and not typed
        if tuple(found) != self._choices.items:
            self._choices.show(found)
            self._say("" if found else self._no_hit or _("Nothing has that name."))

    def _pick(self) -> None:
        self._narrow()
        choices = self._choices
        if choices.items:
            self._take(choices.items[choices.index])

    def _take(self, choice: Choice) -> None:
        if choice.why:
            self._say(choice.why)
        else:
            self.dismiss(choice)


def scattered(item: Choice, typed: str) -> bool:
    """Whether the letters typed stand in the choice in that order, with others between them."""
    letters = iter(fold(f"{item.text} {item.search}"))
    return all(letter in letters for letter in fold(typed).replace(" ", ""))
