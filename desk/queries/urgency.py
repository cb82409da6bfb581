"""The order of the queue, read group by group from the two lane indexes, so that the first page costs a page.

The groups are those of `domain.urgency`, told from the stored lane, tie and moment to act by, and from now.
"""

from __future__ import annotations

from datetime import timedelta

from desk.clock import local_start, to_text
from desk.queries.asked import UNFINISHED
from desk.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.queries.asked import Asked
    from desk.queries.words import Cond

_SOMETIME = "t.act_by IS NOT NULL"
_NEVER = "t.act_by IS NULL"
Place = tuple[int, int, int, str, int]


class Edges(NamedTuple):
    """The instants that part the groups: late for long before `long`, late up to `now`, today before `end`."""

    long: str
    now: str
    end: str


def edges(asked: Asked) -> Edges:
    today = asked.now.astimezone(asked.zone).date()
    long = asked.ago(timedelta(days=asked.late_days))
    return Edges(to_text(long), to_text(asked.now), to_text(local_start(today + timedelta(days=1), asked.zone)))


def group(lane: int | None, act_by: str | None, at: Edges) -> int:
    """The group 1 to 7 of a ticket in the queue, 8 for the others."""
    if lane is None:
        return 8
    if lane == 0:
        return 1
    if act_by is not None and at.long <= act_by <= at.now:
        return 2
    if lane == 1:
        return 3
    if act_by is not None and act_by < at.end:
        return 5 if act_by < at.long else 4
    return 7 if lane == 3 else 6


_GROUP = (
    "CASE WHEN t.lane = 0 THEN 1 WHEN t.act_by >= ? AND t.act_by <= ? THEN 2 WHEN t.lane = 1 THEN 3"
    " WHEN t.act_by < ? THEN 5 WHEN t.act_by < ? THEN 4 WHEN t.lane = 3 THEN 7 ELSE 6 END"
)


class Stretch(NamedTuple):
    """Tickets that stand together and are ordered by the moment to act by, then number."""

    group: int
    tie: int
    lanes: tuple[int, ...]
    sql: str
    values: tuple[str, ...] = ()


def stretches(ties: list[tuple[int, int]], at: Edges) -> Iterator[Stretch]:
    """The whole queue in order; `ties` are the (lane, tie) that exist."""
    late = ("t.act_by >= ? AND t.act_by <= ?", (at.long, at.now))
    long = ("t.act_by < ?", (at.long,))
    ahead = ("t.act_by > ?", (at.now,))
    today = ("t.act_by > ? AND t.act_by < ?", (at.now, at.end))
    later = ("t.act_by >= ?", (at.end,))
    sometime, never = (_SOMETIME, ()), (_NEVER, ())
    groups: tuple[tuple[int, tuple[int, ...], tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
        (1, (0,), (sometime, never)),
        (2, (1, 2, 3), (late,)),
        (3, (1,), (long, ahead, never)),
        (4, (2, 3), (today,)),
        (5, (2, 3), (long,)),
        (6, (2,), (later, never)),
        (7, (3,), (later, never)),
    )
    for number, lanes, parts in groups:
        for tie in sorted({tie for lane, tie in ties if lane in lanes}):
            here = tuple(lane for lane in lanes if (lane, tie) in ties)
            for sql, values in parts:
                yield Stretch(number, tie, here, sql, values)


def ties(asked: Asked) -> list[tuple[int, int]]:
    """The (lane, tie) that any ticket has, by hops through the index."""
    found = []
    for lane in range(4):
        tie = -1
        while True:
            row = asked.connection.execute(
                "SELECT min(tie) FROM ticket INDEXED BY ix_ticket_lane_tie WHERE lane = ? AND tie > ?", (lane, tie)
            ).fetchone()
            if row[0] is None:
                break
            tie = row[0]
            found.append((lane, tie))
    return found


def place(asked: Asked, number: int) -> Place | None:
    """Where ticket `number` stands: group, tie, whether it has no moment, the moment, number; None when it is gone."""
    row = asked.connection.execute("SELECT lane, tie, act_by FROM ticket WHERE id = ?", (number,)).fetchone()
    if row is None:
        return None
    return group(row[0], row[2], edges(asked)), row[1], row[2] is None, row[2] or "", number


def by_stretches(
    asked: Asked, where: Cond, live: str, after: Place | None, sizes: Iterator[int]
) -> Iterator[list[int]]:
    """Numbers in order, read stretch by stretch; good when `where` holds for many of the queue."""
    page: list[int] = []
    at, room = edges(asked), next(sizes)
    for stretch in stretches(ties(asked), at):
        never = stretch.sql == _NEVER
        start = ("", 0)
        if after is not None:
            if (stretch.group, stretch.tie, never) < after[:3]:
                continue
            if (stretch.group, stretch.tie, never) == after[:3]:
                start = (after[3], after[4])
        while True:
            rows = _stretch(asked, stretch, where, live, start, room - len(page))
            page.extend(row[0] for row in rows)
            if len(page) < room:
                break
            yield page
            page, room, start = [], next(sizes), (rows[-1][1] or "", rows[-1][0])
    if page:
        yield page


def _stretch(
    asked: Asked, of: Stretch, where: Cond, live: str, start: tuple[str, int], limit: int
) -> list[tuple[int, str]]:
    lanes = ",".join(map(str, of.lanes))
    key = "t.id > ?" if of.sql == _NEVER else "(t.act_by, t.id) > (?, ?)"
    sql = (
        "SELECT t.id, t.act_by FROM ticket t INDEXED BY ix_ticket_lane_tie"
        f" WHERE t.lane IN ({lanes}) AND t.tie = ? AND {of.sql} AND {key} AND {where.sql}{live}"
        " ORDER BY t.act_by, t.id LIMIT ?"
    )
    from_ = start[1:] if of.sql == _NEVER else start
    return asked.connection.execute(sql, (of.tie, *of.values, *from_, *where.values, limit)).fetchall()


def by_sorting(asked: Asked, where: Cond, live: str, after: Place | None, sizes: Iterator[int]) -> Iterator[list[int]]:
    """Numbers in order, found by `where` and sorted; good when it leaves few."""
    at = edges(asked)
    key = after or (0, 0, 0, "", 0)
    sql = (
        f"SELECT id, g, tie, n, a FROM (SELECT t.id AS id, {_GROUP} AS g, t.tie AS tie, t.act_by IS NULL AS n,"
        f" coalesce(t.act_by, '') AS a FROM ticket t WHERE t.lane IS NOT NULL AND {UNFINISHED}"
        f" AND {where.sql}{live})"
        " WHERE (g, tie, n, a, id) > (?, ?, ?, ?, ?) ORDER BY g, tie, n, a, id LIMIT ?"
    )
    for room in sizes:
        values = (at.long, at.now, at.long, at.end, *where.values, *key, room)
        rows = asked.connection.execute(sql, values).fetchall()
        if rows:
            yield [row[0] for row in rows]
            key = (*rows[-1][1:], rows[-1][0])
        if len(rows) < room:
            return
