"""A picker in which what is typed may itself be a choice: a new name, a date, a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.i18n import _
from desk.text import fold
from desk.tui.widgets.choices import Choice, matching
from desk.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widgets import Input

    Extra = Callable[[str], Choice | None]


class FreePicker(Picker):
    """`extra` makes a choice of what was typed, or None; it stands first when it is `urgent`, else behind what has that name.

    With `fuzzy` the letters typed need only come in that order.
    """

    def __init__(
        self,
        title: str,
        items: Sequence[Choice],
        extra: Extra,
        *,
        digits: bool = True,
        urgent: bool = False,
        fuzzy: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(title, items, digits=digits)
        self._extra = extra
        self._urgent = urgent
        self._fuzzy = fuzzy
        self._no_hit = hint

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        event.prevent_default()
        typed = event.value
        self._choices.numbered = self._digits and not typed
        found = matching(self._items, typed)
        if self._fuzzy:
            found += [item for item in self._items if item not in found and scattered(item, typed)]
        own = self._extra(typed.strip()) if typed.strip() else None
        if own is not None and own not in found:
            found = [own, *found] if self._urgent else [*found, own]
        self._choices.show(found)
        self._say("" if found else self._no_hit or _("Nothing has that name."))


def scattered(item: Choice, typed: str) -> bool:
    """Whether the letters typed stand in the choice in that order, with others between them."""
    letters = iter(fold(f"{item.text} {item.search}"))
    return all(letter in letters for letter in fold(typed).replace(" ", ""))
