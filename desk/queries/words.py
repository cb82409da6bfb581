"""Free words of a query: what they ask of the search index, and what else they may mean.

An answer of the index counts only for tickets that are not waiting to be indexed; those few are put into an index of
their own in memory, so both give the same answer by the same rules.
"""

from __future__ import annotations

import re
import unicodedata

from desk.record import NamedTuple
from desk.text import digits, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

# Compiled by the first question that has words: most lists have none.
_NUMBER = r"#?([0-9]{1,15})号?"
_INITIALS = r"[a-z]{2,4}"
_PHONE = r"\+?[0-9][0-9.()\-]{3,}"
TAIL = 4


class Cond(NamedTuple):
    """A condition on `ticket t` with its bound values.

    `quick`: an index narrows it to few rows. `unfinished`: it holds for tickets in stage open or waiting only.
    """

    sql: str
    values: tuple[object, ...] = ()
    quick: bool = False
    unfinished: bool = False


class Match(NamedTuple):
    """A wish that the index answers (`expression`, "" never) or one of `others` does; `sure` ones stand first."""

    expression: str
    others: tuple[Cond, ...] = ()
    sure: bool = False


def match(text: str) -> str:
    """`search_text.match`, whose patterns are worth loading only when words are searched."""
    from desk.store import search_text

    return search_text.match(text)


def word(text: str, country: str) -> Match | None:
    """What a bare word means: full text; a number also ticket, phone, order and serial; few letters also pinyin initials.

    None when nothing can be asked, such as for bare punctuation.
    """
    narrow = unicodedata.normalize("NFKC", text).lower()
    number = re.fullmatch(_NUMBER, narrow)
    if number is not None and narrow.startswith("#"):
        return Match("", (ticket_number(int(number[1])),), sure=True)
    expression = match(text)
    others: list[Cond] = [ticket_number(int(number[1]))] if number else []
    if len(digits(narrow)) >= TAIL and re.fullmatch(_PHONE, narrow):
        others += [phone(narrow, country), order(narrow), serial(narrow)]
    if others:
        return Match(expression, tuple(others), sure=True)
    if re.fullmatch(_INITIALS, narrow):
        return Match(expression, (initials(narrow),))
    return Match(expression) if expression else None


def phrase(text: str) -> Match | None:
    """Words one after another; None when nothing can be asked."""
    from desk.store import search_text

    expression = search_text.match_phrase(text)
    return Match(expression) if expression else None


def people(text: str) -> Match | None:
    """A customer by name, company or whatever else is known of them, or by initials."""
    narrow = unicodedata.normalize("NFKC", text).lower()
    found = in_column("people", text)
    return found._replace(others=(initials(narrow),)) if found and re.fullmatch(_INITIALS, narrow) else found


def in_column(column: str, text: str) -> Match | None:
    """Words in one column of the index only; None when nothing can be asked."""
    expression = match(text)
    return Match(f"{{{column}}} : ({expression})") if expression else None


def any_of(found: Sequence[Cond]) -> Cond:
    """A condition that holds when any of `found` does."""
    return found[0] if len(found) == 1 else _joined(" OR ", found, all)


def all_of(found: Sequence[Cond]) -> Cond:
    """A condition that holds when all of `found` do; always when there are none."""
    return Cond("1") if not found else found[0] if len(found) == 1 else _joined(" AND ", found, any)


def _joined(sign: str, found: Sequence[Cond], of: Callable[[Iterable[bool]], bool]) -> Cond:
    return Cond(
        "(" + sign.join(f"({cond.sql})" for cond in found) + ")",
        tuple(value for cond in found for value in cond.values),
        of(cond.quick for cond in found),
        of(cond.unfinished for cond in found),
    )


def ticket_number(number: int) -> Cond:
    return Cond("t.id = ?", (number,), quick=True)


def initials(text: str) -> Cond:
    """Tickets of customers whose name has exactly these pinyin initials."""
    return Cond("t.customer_id IN (SELECT id FROM customer WHERE initials = ? AND initials <> '')", (text,), quick=True)


def phone(text: str, country: str) -> Cond:
    """Tickets of customers with a phone number that ends in these digits; at least four."""
    from desk.domain import phones

    wanted = phones.key(text, country)
    tail = digits(wanted)[-TAIL:]
    return Cond(
        "t.customer_id IN (SELECT customer_id FROM contact WHERE kind = 'phone' AND substr(normal, -4) = ?"
        " AND normal LIKE ?)",
        (tail, "%" + wanted),
        quick=True,
    )


def order(text: str) -> Cond:
    return Cond("t.order_folded = ? AND t.order_folded <> ''", (squeeze(text),), quick=True)


def serial(text: str) -> Cond:
    return Cond(
        "t.device_id IN (SELECT id FROM device WHERE serial_folded = ? AND serial_folded <> '')",
        (squeeze(text),),
        quick=True,
    )


class Dirty:
    """The tickets whose words changed since they were indexed, and which of them answer an expression."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.ids: list[int] = [row[0] for row in connection.execute("SELECT ticket_id FROM search_dirty")]
        self._index: sqlite3.Connection | None = None

    def hits(self, expression: str) -> list[int]:
        """The waiting tickets that answer `expression`."""
        if not self.ids:
            return []
        found = self._indexed().execute("SELECT rowid FROM search WHERE search MATCH ?", (expression,))
        return [row[0] for row in found]

    def _indexed(self) -> sqlite3.Connection:
        if self._index is None:
            import sqlite3

            from desk.store import search

            self._index = sqlite3.connect(":memory:")
            self._index.execute(
                "CREATE VIRTUAL TABLE search USING"
                " fts5(title, people, body, tokenize = 'unicode61 remove_diacritics 2')"
            )
            for start in range(0, len(self.ids), 500):
                search.put(self._index, search.collect(self._connection, self.ids[start : start + 500]))
        return self._index
