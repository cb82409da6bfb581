"""One-line bars: status above, keys below, chips under the intake line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from desk.commands import BY_ID, shown
from desk.i18n import _
from desk.text import clean
from desk.tui.themes import TONES
from desk.tui.widgets import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.style import Style

    from desk.tui.keys import Keymap

_TONES = (*TONES, "key", "chip")


class Part(NamedTuple):
    """A run of text and its tone: one of `themes.TONES`, "key" or "chip"."""

    text: str
    tone: str = ""


def key_parts(ids: Iterable[str], keymap: Keymap) -> list[Part]:
    """`n new  / find`: the first key of each deed and its word in the chosen language; deeds without a key are left out."""
    parts = []
    for id in ids:  # noqa: A001 - the table calls it an id
        if keymap[id]:
            parts += [Part(shown(keymap[id][0]), "key"), Part(f" {_(BY_ID[id].word)}  ")]
    return parts


class Bar(Widget):
    """Parts at the left and at the right of one line. When it is too narrow the left side is cut."""

    DEFAULT_CSS = (
        "Bar { height: 1; background: $surface; color: $foreground; "
        "& > .bar--key { color: $accent; text-style: bold; } & > .bar--chip { background: $panel; color: $foreground; } "
        + " ".join(f"& > .bar--{tone} {{ color: $tone-{tone}; }}" for tone in TONES)
        + "}"
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"bar--{tone}" for tone in _TONES}

    def __init__(self, left: Sequence[Part] = (), right: Sequence[Part] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._left, self._right = tuple(left), tuple(right)

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Other parts from now on."""
        if (tuple(left), tuple(right)) != (self._left, self._right):
            self._left, self._right = tuple(left), tuple(right)
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - one line
        width = self.size.width
        right = self._fitted(self._right, width - 2)
        taken = sum(cells.width(part.text) for part in right) + (1 if right else 0)
        left = self._fitted(self._left, width - 1 - taken)
        pad = width - 1 - taken - sum(cells.width(part.text) for part in left)
        parts = [Part(" "), *left, Part(" " * pad), *right, *([Part(" ")] if right else [])]
        return Strip([Segment(part.text, self._style(part.tone)) for part in parts], width)

    def _fitted(self, parts: Iterable[Part], room: int) -> list[Part]:
        kept = []
        for text, tone in parts:
            text = clean(text)  # noqa: PLW2901 - from here on it is the text as drawn
            width = cells.width(text)
            if width > room:
                if room > 1:
                    kept.append(Part(cells.fit(text, room), tone))
                break
            kept.append(Part(text, tone))
            room -= width
        return kept

    def _style(self, tone: str) -> Style:
        if not tone:
            return self.rich_style
        return self.rich_style + self.get_component_rich_style(f"bar--{tone}", partial=True)


class Chips(Bar):
    """What was understood of a line: chips side by side, and how many more there are when they do not fit."""

    DEFAULT_CSS = "Chips { background: $background; }"

    def show_chips(self, chips: Sequence[Part]) -> None:
        """Each part becomes a chip; its tone colours it, its text names what it is."""
        room = max(0, self.size.width - 6)
        parts: list[Part] = []
        for at, chip in enumerate(chips):
            text = f" {clean(chip.text)} "
            room -= cells.width(text) + 1
            if room < 0 and at:
                parts.append(Part(f"+{len(chips) - at}", "faint"))
                break
            parts += [Part(text, chip.tone or "chip"), Part(" ")]
        self.show(parts)
