"""Lines of the queue: one SELECT brings everything a row shows."""

from __future__ import annotations

from desk.queries import urgency
from desk.queries.ticket_row import TicketRow
from desk.store.live import clause

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from desk.queries.asked import Asked

_CHUNK = 500
_BETWEEN_TAGS = "\x1f"  # clean() lets no control character into a tag

_COLUMNS = (
    "t.id, t.kind, t.workflow, t.status, t.stage, t.title, t.customer_id, coalesce(c.name, ''), coalesce(c.vip, 0),"
    " t.assignee_id, coalesce(s.number, ''), coalesce(s.name, ''), t.priority, t.flag_colour,"
    " (SELECT group_concat(name, char(31)) FROM (SELECT name FROM tag g WHERE g.ticket_id = t.id{tags} ORDER BY g.id)),"
    " t.channel, t.site, t.category, t.complaint_class, t.waiting_since, t.due_at, t.act_by, t.snoozed_until,"
    " t.opened_at, t.last_activity_at, t.resolved_at, t.closed_at, t.parent_id, t.lane, t.tie, t.version"
)
_FROM = "FROM ticket t LEFT JOIN customer c ON c.id = t.customer_id LEFT JOIN staff s ON s.id = t.assignee_id"


def rows(asked: Asked, numbers: Iterable[int]) -> list[TicketRow]:
    """The lines of `numbers` in that order; those that are gone are left out."""
    wanted = list(numbers)
    found: dict[int, TicketRow] = {}
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        for row in select(asked, f"t.id IN ({','.join('?' * len(part))})", part):
            found[row.number] = row
    return [found[number] for number in wanted if number in found]


def select(asked: Asked, where: str, values: Iterable[object]) -> list[TicketRow]:
    """The lines of the live tickets that `where` (with `ORDER BY` and `LIMIT` after a " | ") names."""
    condition, _, rest = where.partition(" | ")
    live = clause(asked.connection)
    columns = _COLUMNS.format(tags=clause(asked.connection, "g") if live else "")
    at = urgency.edges(asked)
    sql = f"SELECT {columns} {_FROM} WHERE {condition}{live} {rest}"
    return [_row(row, at) for row in asked.connection.execute(sql, tuple(values))]


def _row(row: tuple[Any, ...], at: urgency.Edges) -> TicketRow:
    tags = tuple(row[14].split(_BETWEEN_TAGS)) if row[14] else ()
    return TicketRow._make((*row[:8], bool(row[8]), *row[9:14], tags, *row[15:], urgency.group(row[28], row[21], at)))
