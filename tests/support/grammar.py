"""What a terminal may be told: the sequences that the screen library itself emits. Anything else in the stream came out of data."""

from __future__ import annotations

import re

# Bold to crossed out without blinking, the sixteen colours, the 256, and true colour.
_STYLE = (
    r"(?:0?[0-4]|0?[7-9]|2[1-4]|2[7-9]|3[0-79]|4[0-79]|9[0-7]|10[0-7]|[34]8;5;\d{1,3}|[34]8;2;\d{1,3};\d{1,3};\d{1,3})"
)
_COLOURS = rf"\x1b\[(?:{_STYLE}(?:;{_STYLE})*)?m"
# Each line is a thing that Textual writes; a sequence that is not here is a leak.
_WRITTEN = (
    _COLOURS,
    r"\x1b\[[0-9]{1,3};[0-9]{1,3}H",  # the cursor moves
    r"\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1007|1015|1016|1049|2004|2026|2048)[hl]",  # modes
    r"\x1b\[\?(?:2026|2048)\$p",  # does the terminal know these modes?
    r"\x1b\[[<>][0-9]*u",  # how keys are reported
    r"\x1b\]22;[a-z-]*\x07",  # the shape of the mouse pointer
)
# A terminal obeys these, or they hide text or turn it round. The joiners that Persian and emoji need are left out.
_OBEYED = (
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)

allowed = re.compile("|".join(_WRITTEN))
colours = re.compile(_COLOURS)
nothing = re.compile(r"(?!)")
obeyed = re.compile(_OBEYED)


def leaks(stream: bytes, grammar: re.Pattern[str] = allowed) -> list[str]:
    """What in the stream is neither plain text nor in the grammar: each with a little of what stands round it."""
    text = grammar.sub("", stream.decode("utf-8", "surrogateescape"))
    return [ascii(text[max(found.start() - 8, 0) : found.end() + 24]) for found in obeyed.finditer(text)]


def cli_leaks(stream: bytes, *, terminal: bool) -> list[str]:
    """The same for the command line: colours on a terminal, nothing into a pipe or a file; a tab separates columns."""
    return leaks(stream.replace(b"\t", b" "), colours if terminal else nothing)
