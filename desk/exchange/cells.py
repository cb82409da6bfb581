"""Cells that a spreadsheet would run: made harmless on the way out, restored exactly on the way in."""

from __future__ import annotations

import re

PREFIX = "'"
# After blanks, each of these makes a spreadsheet calculate, or lets the cell slip into the next column.
_RUN = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")
# What begins with a sign and is still no formula: a number, or a phone number with its country.
_HARMLESS = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?%?|\+[0-9]{1,3}(?: ?[0-9]){5,14}")
# First characters worth a closer look; a cell that begins otherwise is never touched.
RISKY = frozenset("'=+-@＝＋－＠ \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | frozenset(
    chr(code) for code in range(0x2000, 0x200B)
)


def defuse(cell: str) -> str:
    """`cell` as it may stand in a spreadsheet: what would be run gets an apostrophe in front.

    A cell that already looks defused gets one more, so that `restore(defuse(x)) == x` for every text.
    """
    return PREFIX + cell if cell[:1] in RISKY and _needs(cell) else cell


def restore(cell: str) -> str:
    """`cell` without the apostrophe that `defuse` put there; any other cell as it is."""
    return cell[1:] if cell[:1] == PREFIX and _needs(cell) else cell


def _needs(cell: str) -> bool:
    """Whether `cell`, apostrophes in front left aside, would be run."""
    return _RUN.match(cell) is not None and _HARMLESS.fullmatch(cell.lstrip(PREFIX)) is None
