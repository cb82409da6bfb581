"""Rows as the queue draws them, and how their columns share a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Column(NamedTuple):
    """A column of `width` cells. `grows` is its share of what is left over; on narrow lines the highest `fold` goes first, 0 never."""

    id: str
    title: str
    width: int
    grows: int = 0
    fold: int = 0
    right: bool = False


class Cell(NamedTuple):
    """What stands in a column, and its tone when that is not the row's."""

    text: str
    tone: str = ""


class Row(NamedTuple):
    """A ticket: why it stands here in at most two cells (`sign`), its tone (one of `themes.TONES` or ""), its cells by column id."""

    sign: str
    tone: str
    cells: Mapping[str, Cell]


# A ticket that was asked for and is not there any more.
GONE = Row("", "faint", {})


def lay_out(columns: Sequence[Column], width: int) -> tuple[tuple[Column, int], ...]:
    """The columns that fit into `width` cells, one cell apart, each with its cells."""
    kept = list(columns)

    def spare() -> int:
        return width - sum(column.width + 1 for column in kept) + 1

    while spare() < 0 and any(column.fold for column in kept):
        kept.remove(max(kept, key=lambda column: column.fold))
    left = max(spare(), 0)
    shares = sum(column.grows for column in kept)
    laid = []
    for column in kept:
        more = left * column.grows // shares if shares else 0
        left, shares = left - more, shares - column.grows
        laid.append((column, column.width + more))
    return tuple(laid)
