"""What the queue shows: a view, narrowed by what was typed; and the line in which it is typed."""

from __future__ import annotations

from array import array
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from desk.queries.nodes import Query, both
from desk.queries.parser import parse
from desk.text import digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.queries.reader import Reader
    from desk.queries.rows import TicketRow
    from desk.queries.views import View

SEEN = 64  # rows that are read with the first numbers: a screen full
OUTSIDE_LIMIT = 50
NEWER_LIMIT = 100
_FAR = 10_000_000
_BREATH = 0.15  # seconds in which the first rows are drawn before the rest is read


class Question(NamedTuple):
    """A view and what was typed into the find box."""

    view: View
    typed: str = ""

    def inside(self) -> Query:
        """The tickets of the view that were asked for. Raises Usage."""
        shown = parse(self.view.query)
        return both(shown, parse(self.typed)) if self.typed else shown

    def outside(self, reader: Reader) -> list[int]:
        """Those that were asked for and that the view does not show, newest first, at most OUTSIDE_LIMIT."""
        if not self.typed:
            return []
        return reader.outside(self.typed, self.view.query, limit=OUTSIDE_LIMIT)

    def still(self, reader: Reader, numbers: set[int]) -> set[int]:
        """Which of `numbers` the view shows now."""
        if not numbers:
            return set()
        these = parse("number:" + ",".join(map(str, sorted(numbers))))
        return set(reader.ids(both(self.inside(), Query(these.where, "number")), limit=0))

    def newer(self, reader: Reader, top: int) -> list[int]:
        """Tickets of the view with a number above `top`: those that were opened since. At most NEWER_LIMIT."""
        these = parse(f"number:{top + 1}..{top + _FAR}")
        return reader.ids(both(self.inside(), Query(these.where, "number")), limit=NEWER_LIMIT)


def one_phone(text: str) -> str:
    """A pasted telephone number as one word, for people write it in groups; any other text as it is."""
    bare = "".join(char for char in text if char not in " -.()（）\u3000")
    return bare if len(bare) >= 7 and digits(bare) == bare.removeprefix("+") else text


class Piece(NamedTuple):
    """A stretch of the order. The first one carries the rows of a screen; the last one those outside the view."""

    token: int
    first: bool
    last: bool
    numbers: array[int]
    rows: tuple[TicketRow, ...] = ()
    outside: tuple[int, ...] = ()
    top: int = 0


def pieces(
    reader: Reader, question: Question, token: int, give: Callable[[Piece], None], wanted: Callable[[], bool]
) -> None:
    """Reads the order in a thread and hands it on in pieces, as long as it is `wanted`. Raises Usage before the first one."""
    top = next(iter(reader.ids("sort:-number", limit=1)), 0)
    found = reader.all_ids(question.inside())
    piece = next(found, array("q"))
    first = True
    if len(piece) >= SEEN:  # a shorter one waits to be whole, which costs nothing: then nothing flickers
        give(Piece(token, True, False, piece, tuple(reader.rows(piece[:SEEN])), (), top))  # noqa: FBT003 - first, last
        sleep(_BREATH)
        piece, first = next(found, array("q")) if wanted() else array("q"), False
    while wanted():
        following = next(found, None)
        outside = tuple(question.outside(reader)) if following is None else ()
        seen = [*piece[:SEEN], *outside[: max(0, SEEN - len(piece))]] if first else []
        give(Piece(token, first, following is None, piece, tuple(reader.rows(seen)), outside, top))
        if following is None:
            return
        piece, first = following, False
