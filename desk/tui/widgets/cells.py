"""Text in exactly so many terminal cells, also on terminals that draw ambiguous characters two cells wide."""

from __future__ import annotations

import unicodedata

from desk import text


class Cells:
    """Measures and fits text; `wide` counts ambiguous characters (`…`, `→`, `①`, Greek) as two cells."""

    __slots__ = ("dots", "wide")

    def __init__(self, *, wide: bool = False) -> None:
        self.wide = wide
        self.dots = ".." if wide else "…"

    def width(self, string: str) -> int:
        """Cells that `string` takes on this terminal."""
        cells = text.cell_width(string)
        if self.wide and not string.isascii():
            cells += sum(
                unicodedata.east_asian_width(char) == "A" for char in string if not unicodedata.combining(char)
            )
        return cells

    def fit(self, string: str, cells: int, *, right: bool = False) -> str:
        """`string` in exactly `cells`: cut with dots, or padded at its right side (`right`: at its left)."""
        width = self.width(string)
        if width > cells:
            string = self._head(string, cells - len(self.dots)) + self.dots[: max(cells, 0)]
            width = self.width(string)
        pad = " " * (cells - width)
        return pad + string if right else string + pad

    def _head(self, string: str, room: int) -> str:
        if string.isascii():
            return string[: max(room, 0)]
        used, joined = 0, False
        for index, char in enumerate(string):
            drawn_into = joined or (used > 0 and "\U0001f3fb" <= char <= "\U0001f3ff")
            used += 0 if drawn_into else self.width(char)
            if used > room:
                return string[:index]
            joined = char == "\u200d"
        return string
