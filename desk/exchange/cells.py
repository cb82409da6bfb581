"""Cells that a spreadsheet would run as a formula get an apostrophe in front; reading takes exactly that apostrophe off again."""

from __future__ import annotations

import re

# Full-width signs start a formula in spreadsheets that are set to Chinese or Japanese.
_SIGNS = frozenset("=+-@\t\r＝＋－＠")
_BLANK = " \n\v\f\xa0\u3000"
# What begins with a sign and is only a number or a telephone number. No signs inside: +86-10-5 would be counted out.
_HARMLESS = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?|\+[0-9]{1,4}(?: [0-9]{2,})+")
# The first characters after which a cell needs a closer look.
RISKY = _SIGNS | frozenset(_BLANK) | {"'"}


def _would_run(text: str) -> bool:
    bare = text.lstrip(_BLANK)
    return bare[:1] in _SIGNS and not _HARMLESS.fullmatch(text) if bare else False


def _marked(text: str) -> bool:
    """Whether `text`, apostrophes in front aside, would run: one that has them already gets one more, so that it comes back."""
    return _would_run(text.lstrip("'"))


def defuse(text: str) -> str:
    """`text` as a cell that no spreadsheet runs. `restore(defuse(x)) == x` for every text."""
    return "'" + text if _marked(text) else text


def restore(text: str) -> str:
    """What `defuse` was given. A cell that it would not have changed stays as it is."""
    return text[1:] if text[:1] == "'" and _marked(text[1:]) else text
