"""A paste is text to its end: an Esc inside it must not end it early, or the rest would be read as keys that run deeds."""

from __future__ import annotations

START, END = "\x1b[200~", "\x1b[201~"
_ESC = "\x1b"


class PasteGuard:
    """Takes what the terminal sends, in pieces as they come, and takes every Esc out of bracketed pastes."""

    def __init__(self) -> None:
        self._inside = False
        self._held = ""
        self._seen = ""

    def pass_on(self, data: str) -> str:
        """`data` without what a paste must not contain. The beginning of an end mark is held back until the next piece."""
        made = []
        rest = self._held + data
        self._held = ""
        while rest:
            piece, rest = self._within(rest) if self._inside else self._before(rest)
            made.append(piece)
        return "".join(made)

    def _before(self, text: str) -> tuple[str, str]:
        """Up to and with the mark that begins a paste; it may have begun in the piece before."""
        known = self._seen + text
        place = known.find(START)
        if place < 0:
            self._seen = known[-(len(START) - 1) :]
            return text, ""
        self._inside, self._seen = True, ""
        cut = place + len(START) - (len(known) - len(text))
        return text[:cut], text[cut:]

    def _within(self, text: str) -> tuple[str, str]:
        place = text.find(END)
        if place >= 0:
            self._inside = False
            return text[:place].replace(_ESC, "") + END, text[place + len(END) :]
        keep = next((size for size in range(len(END) - 1, 0, -1) if text.endswith(END[:size])), 0)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep].replace(_ESC, ""), ""
