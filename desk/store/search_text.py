"""How text becomes words of the search index, and a wish for words becomes an expression of it. Pure functions.

The index is FTS5 on `unicode61`, which knows words only by their spaces. Chinese has none, so every CJK character is
indexed as a word of its own and a run of them is asked for as a phrase: exact for one, two and three characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# The same characters as text.is_cjk; as a set in an expression it runs in C.
_CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_EACH = f"([{_CJK}])"
_RUNS = f"[{_CJK}]+|[^{_CJK}]+"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """So large a set takes two milliseconds to compile: a note of plain ASCII does without, and only a search needs the runs."""
    return re.compile(pattern)


def segment(text: str) -> str:
    """`text` as it is indexed: full-width forms narrowed, case folded, a space round every CJK character.

    Splitting at what is kept and joining is putting spaces round it, three times as fast as replacing by a pattern.
    """
    if text.isascii():
        return text
    return " ".join(_compiled(_EACH).split(unicodedata.normalize("NFKC", text).casefold()))


def match(word: str) -> str:
    """An expression that finds texts with `word`: CJK runs exactly, each other run as the beginning of a word.

    "" when nothing in `word` can be found, such as bare punctuation. The result may stand in brackets of AND, OR and NOT.
    """
    parts = []
    for run in _compiled(_RUNS).findall(unicodedata.normalize("NFKC", word).casefold()):
        if not searchable(run):
            continue
        parts.append(_quoted(segment(run)) + ("" if _compiled(_EACH).match(run) else " *"))
    return " AND ".join(parts)


def match_phrase(phrase: str) -> str:
    """An expression that finds texts with exactly these words one after another; "" when there is none in it."""
    return _quoted(segment(phrase)) if searchable(phrase) else ""


def searchable(text: str) -> bool:
    """Whether the index can know anything of `text`: it drops punctuation and signs."""
    return any(char.isalnum() or unicodedata.category(char) in ("Co", "Nl", "No") for char in text)


def _quoted(text: str) -> str:
    """One FTS5 string: whatever stands in it is text, quotes are doubled, NUL would end the expression."""
    return '"' + text.replace("\0", " ").replace('"', '""').strip() + '"'
