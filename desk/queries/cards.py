"""One ticket with all that belongs to it, what happened to it, and tickets that may be the same matter."""

from __future__ import annotations

from datetime import timedelta

from desk.clock import to_text
from desk.errors import NotFound
from desk.queries import lines, people
from desk.queries.rows import Duplicate, Entry, Flag, TicketCard
from desk.store.live import clause
from desk.text import N_, fold, squeeze

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from desk.queries.asked import Asked

_LIKE = 40  # per cent of a title that must agree
_LOOKED_AT = 200


def ticket(asked: Asked, number: int) -> TicketCard:
    """Ticket `number`; NotFound."""
    fields = _fields(asked, number)
    family = "t.parent_id = ? | ORDER BY t.id"
    owner = people.customer(asked, fields["customer_id"]) if fields["customer_id"] else None
    things = people.devices(asked, "d.id = ?", fields["device_id"]) if fields["device_id"] else ()
    parents = lines.rows(asked, [fields["parent_id"]]) if fields["parent_id"] else []
    return TicketCard(
        lines.rows(asked, [number])[0],
        fields,
        owner,
        things[0] if things else None,
        parents[0] if parents else None,
        tuple(lines.select(asked, family, (number,))),
        tuple(_flags(asked, number)),
        _name(asked, fields["opened_by"]),
        _tickets_of(asked, fields["customer_id"]),
    )


def _fields(asked: Asked, number: int) -> dict[str, Any]:
    found = asked.connection.execute("SELECT t.* FROM ticket t WHERE t.id = ?" + clause(asked.connection), (number,))
    row = found.fetchone()
    if row is None:
        raise NotFound(N_("There is no ticket {number}."), number=number)
    return dict(zip((column[0] for column in found.description), row, strict=True))


def _flags(asked: Asked, number: int) -> Iterator[Flag]:
    rows = asked.connection.execute(
        "SELECT f.colour, f.reason, coalesce(s.name, ''), f.at FROM flag f LEFT JOIN staff s ON s.id = f.staff_id"
        f" WHERE f.ticket_id = ?{clause(asked.connection, 'f')} ORDER BY f.at, f.id",
        (number,),
    )
    return (Flag(*row) for row in rows)


def _name(asked: Asked, staff_id: int | None) -> str:
    row = asked.connection.execute("SELECT name FROM staff WHERE id = ?", (staff_id,)).fetchone()
    return str(row[0]) if row else ""


def _tickets_of(asked: Asked, customer_id: int | None) -> int:
    if customer_id is None:
        return 0
    sql = "SELECT count(*) FROM ticket t WHERE t.customer_id = ?" + clause(asked.connection)
    return int(asked.connection.execute(sql, (customer_id,)).fetchone()[0])


# The same columns from each, so that one pass sorts them: at, what, id, staff_id, text, channel, result, needs_answer,
# status, from_status, operation. A deed that left a message, a move or a flag is told by that; one that was taken back, and
# the taking back, are in the log.
_TIMELINE = """
SELECT m.at, m.kind, m.id, m.staff_id, m.body, m.channel, m.result, m.needs_answer, '', '', NULL, 1 AS rank
  FROM message m WHERE m.ticket_id = :number{m}
UNION ALL
SELECT e.at, 'stage', e.id, e.staff_id, '', '', '', 0, e.to_status, coalesce(e.from_status, ''), e.operation_id, iif(e.from_status IS NULL, 0, 2)
  FROM stage_event e WHERE e.ticket_id = :number{e}
UNION ALL
SELECT f.at, 'flag', f.id, f.staff_id, f.reason, '', '', 0, f.colour, '', NULL, 3
  FROM flag f WHERE f.ticket_id = :number{f}
UNION ALL
SELECT o.at, 'deed', o.id, o.staff_id, o.detail, '', '', 0, o.deed, '', o.id, 4
  FROM operation o WHERE o.id IN (SELECT operation_id FROM change WHERE ticket_id = :number)
   AND o.undoes IS NULL AND o.undone_by IS NULL
   AND NOT EXISTS (SELECT 1 FROM change WHERE operation_id = o.id AND ticket_id = :number
                   AND entity IN ('message', 'stage_event', 'flag'))
ORDER BY 1, 12, 3
"""


def timeline(asked: Asked, number: int) -> list[Entry]:
    """What happened to ticket `number`, oldest first; NotFound."""
    _fields(asked, number)
    sql = _TIMELINE.format(**{alias: clause(asked.connection, alias) for alias in "mef"})
    names = {one.id: one.name for one in people.staff(asked)}
    return [
        Entry._make((*row[:4], names.get(row[3], ""), *row[4:7], bool(row[7]), *row[8:11]))
        for row in asked.connection.execute(sql, {"number": number})
    ]


def likely_duplicates(
    asked: Asked, title: str, phones: Sequence[str], serial: str, address: str, days: int, limit: int
) -> list[Duplicate]:
    """Tickets opened in the last `days` with the same phone, serial number or address and a similar title, likest first."""
    from difflib import SequenceMatcher

    since = to_text(asked.ago(timedelta(days=days)))
    wanted = fold(title)
    found: dict[int, Duplicate] = {}
    for why, where, value in _agreeing(asked, phones, serial, address):
        newest = f"{where} AND t.opened_at >= ? | ORDER BY t.id DESC LIMIT {_LOOKED_AT}"
        for row in lines.select(asked, newest, (value, since)):
            likeness = round(100 * SequenceMatcher(None, wanted, fold(row.title)).ratio())
            if row.number not in found and (likeness >= _LIKE or why == "serial"):
                by = asked.connection.execute("SELECT opened_by FROM ticket WHERE id = ?", (row.number,)).fetchone()
                found[row.number] = Duplicate(row, why, likeness, _name(asked, by[0]))
    return sorted(found.values(), key=lambda one: (-one.likeness, -one.row.number))[:limit]


def _agreeing(asked: Asked, phones: Sequence[str], serial: str, address: str) -> Iterator[tuple[str, str, str]]:
    from desk.domain.phones import key

    if squeeze(serial):
        devices = "SELECT id FROM device WHERE serial_folded = ? AND serial_folded <> ''"
        yield "serial", f"t.device_id IN ({devices})", squeeze(serial)
    for number in filter(None, (key(phone, asked.country) for phone in phones)):
        yield "phone", "t.customer_id IN (SELECT customer_id FROM contact WHERE normal = ?)", number
    if fold(address):
        units = "SELECT id FROM customer WHERE address_folded = ? AND address_folded <> ''"
        yield "address", f"t.customer_id IN ({units})", fold(address)
