"""Numbers and times of a query as conditions: equal, compared, ranges, and lengths seen from now."""

from __future__ import annotations

from datetime import timedelta

from desk.clock import to_text
from desk.errors import Usage
from desk.queries.asked import ALSO_UNFINISHED
from desk.queries.spans import length, span
from desk.queries.words import Cond
from desk.text import N_, fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from desk.queries.asked import Asked
    from desk.queries.nodes import Item

INTEGERS = {"number": "t.id", "import": "t.import_id", "parent": "t.parent_id"}


def condition(name: str, item: Item, asked: Asked) -> Cond:
    """What a key of numbers or times asks with one value."""
    return integer(name, item) if name in INTEGERS else time(name, item, asked)


def integer(name: str, item: Item) -> Cond:
    low, high = (whole(name, text) if text else None for text in (item.low, item.high))
    column = INTEGERS[name]
    if item.op == "..":
        parts = [(f"{column} >= ?", low), (f"{column} <= ?", high)]
        kept = [(sql, value) for sql, value in parts if value is not None]
        return Cond(" AND ".join(sql for sql, _ in kept), tuple(value for _, value in kept), quick=len(kept) == 2)
    sign = "=" if item.op == "is" else item.op
    return Cond(f"{column} {sign} ?", (low,), quick=sign == "=")


def whole(name: str, text: str) -> int:
    bare = fold(text).lstrip("#").rstrip("号")
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 15):
        raise Usage(N_("“{key}:” takes a number, not “{value}”."), key=name, value=text)
    return int(bare)


# Column, and whether it lies ahead: `due:..2d` reaches into the future, `created:..2d` into the past.
TIMES = {
    "created": ("t.opened_at", False),
    "resolved": ("t.resolved_at", False),
    "closed": ("t.closed_at", False),
    "activity": ("t.last_activity_at", False),
    "waiting": ("t.waiting_since", False),
    "due": ("t.due_at", True),
}


def time(name: str, item: Item, asked: Asked) -> Cond:
    first, after = ends(name, item, asked)
    relative = TIMES[name][1] and _is_relative(item)
    return between(TIMES[name][0], first, after, ALSO_UNFINISHED if relative else "")


def ends(name: str, item: Item, asked: Asked) -> tuple[str | None, str | None]:
    """The instants from which, and before which, `item` reaches; None where it is open. Usage when it is no time."""
    ahead = TIMES[name][1]
    if _is_relative(item):
        return _relative(name, item, asked, ahead=ahead)
    low, high = (_span(name, text, asked, ahead=ahead) if text else (None, None) for text in (item.low, item.high))
    return {
        "is": low,
        "..": (low[0], high[1]),
        ">": (low[1], None),
        ">=": (low[0], None),
        "<": (None, low[0]),
        "<=": (None, low[1]),
    }[item.op]


def _is_relative(item: Item) -> bool:
    return any(length(text.lstrip("-")) for text in (item.low, item.high))


def between(column: str, first: str | None, after: str | None, more: str = "") -> Cond:
    parts = [(f"{column} >= ?", first), (f"{column} < ?", after)]
    kept = [(sql, value) for sql, value in parts if value]
    # an open beginning must not bring in the rows that have no such time at all
    sql = " AND ".join([f"{column} IS NOT NULL", *(sql for sql, _ in kept), *([more] if more else [])])
    return Cond(sql, tuple(value for _, value in kept), len(kept) == 2, more == ALSO_UNFINISHED)


def _relative(name: str, item: Item, asked: Asked, *, ahead: bool) -> tuple[str | None, str | None]:
    """Lengths: ages for what lies behind, time left for what lies ahead, which then means unfinished tickets only."""
    if item.op == "is":
        raise Usage(
            N_("“{key}:{value}” needs a direction: {key}:{value}.. or {key}:..{value}"), key=name, value=item.low
        )
    ranged = item.op == ".."
    shortest, longest = (item.low, item.high) if ranged else (item.low, "") if item.op[0] == ">" else ("", item.low)
    near, far = (_moment(name, text, asked, ahead=ahead) if text else None for text in (shortest, longest))
    first, after = (near, far) if ahead else (far, near)
    # ranges and "or equal" hold the second itself
    both_ends = ranged or len(item.op) > 1
    lower = first + timedelta(seconds=not both_ends) if first else None
    upper = after + timedelta(seconds=both_ends) if after else None
    return to_text(lower) if lower else None, to_text(upper) if upper else None


def _moment(name: str, text: str, asked: Asked, *, ahead: bool) -> datetime:
    far = length(text.lstrip("-"))
    if far is None:
        raise Usage(N_("A range has lengths at both ends or dates at both ends: {key}:{value}"), key=name, value=text)
    return asked.ago(-far if ahead != text.startswith("-") else far)


def _span(name: str, text: str, asked: Asked, *, ahead: bool) -> tuple[str, str]:
    found = span(text, asked.now, asked.zone, ahead=ahead)
    if found is None:
        raise Usage(
            N_("“{key}:” knows no time “{value}”. Examples: 2026-10, 2026-10-01..2026-10-15, today, ..2d"),
            key=name,
            value=text,
        )
    return to_text(found[0]), to_text(found[1])
