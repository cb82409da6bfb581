"""Numbers in the order of a query, page after page by key: no page costs more than the one before it.

No statement runs long, since a long read starves writers: where no index narrows a query, it goes through the tickets
in stretches of numbers.
"""

from __future__ import annotations

from itertools import chain, repeat

from desk.queries import urgency
from desk.queries.words import Cond, all_of
from desk.store.live import clause

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desk.queries.asked import Asked
    from desk.queries.compiler import Plan

COLUMNS = {"waiting": "waiting_since", "created": "opened_at", "due": "due_at", "activity": "last_activity_at"}
WINDOW = 20_000
_LAST = 2**62


def usual(plan: Plan) -> str:
    """The order when a query names none: what was searched newest first, else what breaks first."""
    return "-number" if plan.matches else "urgency"


def walk(asked: Asked, plan: Plan, sort: str, sizes: Iterable[int], after: int | None = None) -> Iterator[list[int]]:
    """Pages of numbers behind number `after`; `sizes` says how many each may hold and its last size goes on for ever."""
    sizes = list(sizes)
    rooms = chain(sizes, repeat(sizes[-1]))
    sort = sort or usual(plan)
    live = clause(asked.connection)
    name, falling = sort.lstrip("-"), sort.startswith("-")
    if name in COLUMNS:
        return _by_column(asked, plan, live, COLUMNS[name], after, rooms, falling=falling)
    if name == "urgency":
        return _by_urgency(asked, plan, live, after, rooms)
    if plan.matches and falling:
        return _newest(asked, plan, live, after, rooms)
    return by_number(asked, plan.where, live, after, rooms, falling=falling)


def count(asked: Asked, plan: Plan, limit: int) -> int:
    """How many match, counted up to `limit` (0: to the end)."""
    live = clause(asked.connection)
    where, room = plan.where, limit or _LAST
    if where.quick or where.unfinished or where.sql == "1":
        sql = f"SELECT count(*) FROM (SELECT 1 FROM ticket t WHERE {where.sql}{live} LIMIT ?)"
        return int(asked.connection.execute(sql, (*where.values, room)).fetchone()[0])
    total = 0
    for low, high in windows(asked, where, None, falling=True):
        sql = f"SELECT count(*) FROM ticket t WHERE t.id >= ? AND t.id <= ? AND {where.sql}{live}"
        total += asked.connection.execute(sql, (low, high, *where.values)).fetchone()[0]
        if total >= room:
            return room
    return total


# --- by number -----------------------------------------------------------------------------------------------------------


def by_number(
    asked: Asked, where: Cond, live: str, after: int | None, rooms: Iterator[int], *, falling: bool
) -> Iterator[list[int]]:
    order = "DESC" if falling else "ASC"
    page: list[int] = []
    room = next(rooms)
    for low, high in windows(asked, where, after, falling=falling):
        at = (low, high)
        while True:
            rows = asked.connection.execute(
                f"SELECT t.id FROM ticket t WHERE t.id >= ? AND t.id <= ? AND {where.sql}{live}"
                f" ORDER BY t.id {order} LIMIT ?",
                (*at, *where.values, room - len(page)),
            ).fetchall()
            page.extend(row[0] for row in rows)
            if len(page) < room:
                break
            yield page
            at = (low, page[-1] - 1) if falling else (page[-1] + 1, high)
            page, room = [], next(rooms)
    if page:
        yield page


def windows(asked: Asked, where: Cond, after: int | None, *, falling: bool) -> Iterator[tuple[int, int]]:
    """Stretches of numbers, first and last, in order; one when an index narrows `where` or it asks nothing."""
    top = asked.connection.execute("SELECT max(id) FROM ticket").fetchone()[0] or 0
    low, high = (0, top if after is None else after - 1) if falling else ((after or 0) + 1, top)
    step = top + 1 if where.quick or where.sql == "1" else WINDOW
    while low <= high:
        if falling:
            yield max(low, high - step + 1), high
            high -= step
        else:
            yield low, min(high, low + step - 1)
            low += step


# --- what was searched, newest first -------------------------------------------------------------------------------------


def _newest(asked: Asked, plan: Plan, live: str, after: int | None, rooms: Iterator[int]) -> Iterator[list[int]]:
    """Sure hits (the ticket of that number, then phone, order, serial), then the others, newest first."""
    sure = _sure(asked, plan, live)
    passed = set(sure)
    if after in passed:
        sure = sure[sure.index(after) + 1 :]
        after = None
    elif after is not None:
        sure = []
    below = _LAST if after is None else after
    for room in rooms:
        page, sure = sure[:room], sure[room:]
        if len(page) < room:
            wanted = room - len(page)
            found = _below(asked, plan, live, below, wanted + len(passed))
            fresh = [number for number in found if number not in passed][:wanted]
            below = fresh[-1] if fresh else below
            page += fresh
        if page:
            yield page
        if len(page) < room:
            return


def _sure(asked: Asked, plan: Plan, live: str) -> list[int]:
    found: dict[int, None] = {}
    for match in plan.matches:
        for cond in match.others if match.sure else ():
            found.update(dict.fromkeys(_ids(asked, all_of([cond, plan.each]), live, _LAST, _LAST)))
    return list(found)


def _below(asked: Asked, plan: Plan, live: str, below: int, limit: int) -> list[int]:
    """The newest hits under number `below`: from the index, from what is not indexed yet, from other meanings of words."""
    found: list[Iterable[int]] = []
    if plan.expression:
        found.append(_indexed(asked, plan, live, below, limit))
        if plan.dirty.ids:
            waiting = Cond("t.id IN (SELECT ticket_id FROM search_dirty)")
            found.append(_ids(asked, all_of([waiting, plan.each]), live, below, limit))
    others = [cond for match in plan.matches if not match.sure for cond in match.others]
    found.extend(_ids(asked, all_of([cond, plan.each]), live, below, limit) for cond in others)
    return sorted({number for part in found for number in part}, reverse=True)[:limit]


def _indexed(asked: Asked, plan: Plan, live: str, below: int, limit: int) -> list[int]:
    fresh = " AND s.rowid NOT IN (SELECT ticket_id FROM search_dirty)" if plan.dirty.ids else ""
    rows = asked.connection.execute(
        "SELECT s.rowid FROM search s CROSS JOIN ticket t ON t.id = s.rowid WHERE s.search MATCH ? AND s.rowid < ?"
        f" AND {plan.rest.sql}{live}{fresh} ORDER BY s.rowid DESC LIMIT ?",
        (plan.expression, below, *plan.rest.values, limit),
    )
    return [row[0] for row in rows]


def _ids(asked: Asked, where: Cond, live: str, below: int, limit: int) -> list[int]:
    rows = asked.connection.execute(
        f"SELECT t.id FROM ticket t WHERE t.id < ? AND {where.sql}{live} ORDER BY t.id DESC LIMIT ?",
        (below, *where.values, limit),
    )
    return [row[0] for row in rows]


# --- by a time, by urgency -----------------------------------------------------------------------------------------------


def _by_column(
    asked: Asked, plan: Plan, live: str, column: str, after: int | None, rooms: Iterator[int], *, falling: bool
) -> Iterator[list[int]]:
    """By a column, numbers as the tie; those without a value follow, newest first."""
    key: tuple[str, int] | None = None
    if after is not None:
        row = asked.connection.execute(f"SELECT {column} FROM ticket WHERE id = ?", (after,)).fetchone()
        if row is not None and row[0] is None:
            empty = all_of([Cond(f"t.{column} IS NULL"), plan.where])
            yield from by_number(asked, empty, live, after, rooms, falling=True)
            return
        key = (row[0], after) if row else None
    sign, order = ("<", "DESC") if falling else (">", "ASC")
    for room in rooms:
        rows = asked.connection.execute(
            f"SELECT t.{column}, t.id FROM ticket t WHERE t.{column} IS NOT NULL AND {plan.where.sql}{live}"
            + (f" AND (t.{column}, t.id) {sign} (?, ?)" if key else "")
            + f" ORDER BY t.{column} {order}, t.id {order} LIMIT ?",
            (*plan.where.values, *(key or ()), room),
        ).fetchall()
        if rows:
            yield [row[1] for row in rows]
            key = rows[-1]
        if len(rows) < room:
            break
    if column not in ("opened_at", "last_activity_at"):
        empty = all_of([Cond(f"t.{column} IS NULL"), plan.where])
        yield from by_number(asked, empty, live, None, rooms, falling=True)


def _by_urgency(asked: Asked, plan: Plan, live: str, after: int | None, rooms: Iterator[int]) -> Iterator[list[int]]:
    """The queue, then resolved and closed tickets, newest first."""
    place = urgency.place(asked, after) if after is not None else None
    if place is None or place[0] < 8:
        read = urgency.by_sorting if plan.where.quick else urgency.by_stretches
        yield from read(asked, plan.where, live, place, rooms)
        after = None
    if not plan.where.unfinished:
        over = all_of([Cond("t.lane IS NULL"), plan.where])
        yield from by_number(asked, over, live, after, rooms, falling=True)
