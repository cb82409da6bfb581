"""Text in exactly so many terminal cells, also on terminals that draw ambiguous characters two cells wide."""

from __future__ import annotations

import unicodedata

from desk.text import cell_width


class _Terminal:
    """What this terminal does; one choice for the process, made at its start."""

    wide = False


def ambiguous(cells: int) -> None:
    """This terminal draws ambiguous characters (`…`, `→`, `①`, Greek) in 1 or 2 cells."""
    _Terminal.wide = cells == 2


def is_wide() -> bool:
    """Whether ambiguous characters take two cells; lines are then drawn with ASCII."""
    return _Terminal.wide


def width(text: str) -> int:
    """Cells that `text` takes on this terminal."""
    cells = cell_width(text)
    if _Terminal.wide and not text.isascii():
        cells += sum(unicodedata.east_asian_width(char) == "A" and not unicodedata.combining(char) for char in text)
    return cells


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """`text` in exactly `cells`: cut with dots, or padded at its right side (`right`: at its left)."""
    used = width(text)
    if used > cells:
        dots = ".." if _Terminal.wide else "…"
        text = _head(text, cells - len(dots)) + dots[: max(cells, 0)]
        used = width(text)
    pad = " " * (cells - used)
    return pad + text if right else text + pad


def _head(text: str, room: int) -> str:
    if text.isascii():
        return text[: max(room, 0)]
    used, joined = 0, False
    for index, char in enumerate(text):
        drawn_into = joined or (used > 0 and "\U0001f3fb" <= char <= "\U0001f3ff")
        used += 0 if drawn_into else width(char)
        if used > room:
            return text[:index]
        joined = char == "\u200d"
    return text
