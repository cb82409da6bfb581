"""Text from people: cleaning, comparing, measuring in terminal cells; and the sentences we say."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

from desk.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_COMBINING = 4
_ZWNJ, _ZWJ, _EMOJI_STYLE = 0x200C, 0x200D, 0xFE0F

# What a terminal would obey or what hides in a line: C0, DEL, C1, bidi marks and isolates, zero-width signs, separators, tags.
# The two joiners stay, because Persian and emoji need them.
_RANGES = (
    *((0x00, 0x1F), (0x7F, 0x9F), (0x061C, 0x061C), (0x180E, 0x180E), (0x200B, 0x200F), (0x2028, 0x202E)),
    *((0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F), (0xD800, 0xDFFF)),
)
_OBEYED: dict[int, None] = {}
for _first, _last in _RANGES:
    _OBEYED.update(dict.fromkeys(range(_first, _last + 1)))
for _kept in (_ZWNJ, _ZWJ):
    del _OBEYED[_kept]
DROP: Mapping[int, None] = _OBEYED
_KEEP_LINES = _OBEYED.copy()
for _kept in (0x09, 0x0A):
    del _KEEP_LINES[_kept]


def N_(message: str) -> str:  # noqa: N802 - gettext's usual name for "translate later"
    """Marks a message for the catalogs; the doors translate it."""
    return message


class Label(NamedTuple):
    """A name that lives in data (statuses, kinds, a shop's own lists) in both languages."""

    en: str
    zh: str


class Sentence:
    """A message id and its values, translated only at the doors."""

    __slots__ = ("id", "values")

    def __init__(self, id: str, /, **values: object) -> None:  # noqa: A002 - gettext calls it an id
        self.id = id
        self.values = values

    def __repr__(self) -> str:
        return f"Sentence({self.id!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and (self.id, self.values) == (other.id, other.values)

    def __hash__(self) -> int:
        return hash(self.id)


def clean(text: str, *, lines: bool = False) -> str:
    """`text` in NFC without anything a terminal would obey; `lines` keeps line feeds and tabs (CR LF becomes LF)."""
    if text.isascii() and text.isprintable():
        return text
    if lines:
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_KEEP_LINES)
    else:
        text = text.replace("\t", " ").replace("\r\n", " ").replace("\n", " ").replace("\r", " ").translate(_OBEYED)
    return _cap_combining(unicodedata.normalize("NFC", text))


def _cap_combining(text: str) -> str:
    if text.isascii():
        return text
    run, kept = 0, []
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MAX_COMBINING:
            kept.append(char)
    return "".join(kept) if len(kept) != len(text) else text


def is_clean(text: str, *, lines: bool = False) -> bool:
    """Whether `clean` would leave `text` as it is."""
    return clean(text, lines=lines) == text


def fold(text: str) -> str:
    """The form in which texts are compared: NFKC, case folded, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def digits(text: str) -> str:
    """The decimal digits of `text`, full-width ones included, as ASCII."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if "0" <= char <= "9")


def squeeze(text: str) -> str:
    """`fold` without spaces and punctuation: how order and serial numbers are compared."""
    return "".join(char for char in fold(text) if char.isalnum())


def is_cjk(char: str) -> bool:
    """Whether `char` is written without spaces round it: hanzi, kana, hangul and their extensions."""
    code = ord(char)
    return (
        0x3400 <= code <= 0x9FFF
        or 0x3005 <= code <= 0x3007
        or 0x3040 <= code <= 0x30FF
        or 0xAC00 <= code <= 0xD7AF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )


def cell_width(text: str) -> int:
    """Terminal cells that `text` takes: wide and full-width characters count two, combining ones none."""
    if text.isascii():
        return len(text)
    width = last = 0
    joined = False
    for char in text:
        code = ord(char)
        if joined:  # the character after a zero-width joiner is drawn into the one before it
            joined = False
        elif code == _ZWJ:
            joined = True
        elif code == _EMOJI_STYLE:  # asks for the wide, coloured form of a sign that is narrow by itself
            width, last = width + (last == 1), 2
        elif code != _ZWNJ and not unicodedata.combining(char) and not (width and _is_skin_tone(code)):
            last = 2 if unicodedata.east_asian_width(char) in "WF" else 1
            width += last
    return width


def _is_skin_tone(code: int) -> bool:
    """A skin tone is drawn into the hand before it."""
    return 0x1F3FB <= code <= 0x1F3FF


def fit(text: str, cells: int) -> str:
    """`text` in exactly `cells` terminal cells: cut with an ellipsis or padded with spaces."""
    width = cell_width(text)
    if width <= cells:
        return text + " " * (cells - width)
    if cells <= 0:
        return ""
    kept, used = [], 0
    for char in text:
        width = cell_width(char)
        if used + width > cells - 1:
            break
        kept.append(char)
        used += width
    return "".join(kept) + "…" + " " * (cells - 1 - used)


def wrap(text: str, cells: int) -> list[str]:
    """The lines of `text` at most `cells` wide; breaks at spaces and between CJK characters, never inside a word that fits."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for piece in _pieces(paragraph):
            width = cell_width(piece)
            if used + width > cells and line.strip():
                lines.append(line.rstrip())
                line, used = "", 0
                piece = piece.lstrip()  # noqa: PLW2901 - a line does not begin with the space that broke it
                width = cell_width(piece)
            while width > cells:
                head = fit_head(piece, cells)
                lines.append(head)
                piece = piece[len(head) :]  # noqa: PLW2901
                width = cell_width(piece)
            line, used = line + piece, used + width
        lines.append(line.rstrip())
    return lines


def fit_head(text: str, cells: int) -> str:
    """The longest beginning of `text` within `cells`, at least one character."""
    used = 0
    for index, char in enumerate(text):
        used += cell_width(char)
        if used > cells:
            return text[: max(index, 1)]
    return text


def _pieces(paragraph: str) -> list[str]:
    """What a line may end behind: words with the space after them, and single CJK characters with what closes them."""
    pieces = list(paragraph[:1])
    for char in paragraph[1:]:
        last = pieces[-1][-1]
        closing = char in "，。；：！？、）」』】》”’,.;:!?)"
        opens = is_cjk(char) or is_cjk(last) or (last == " " and char != " ") or last in "，。；：！？、"
        if opens and not closing:
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


def say(text: str = "", *, error: bool = False, end: str = "\n") -> None:
    """The one way the command line prints: what strangers wrote is shown, never obeyed by the terminal."""
    stream = sys.stderr if error else sys.stdout
    stream.write(clean(text, lines=True) + end)
