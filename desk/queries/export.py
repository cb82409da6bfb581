"""Rows for files, streamed by key: memory stays flat however many there are."""

from __future__ import annotations

from desk.queries import pages
from desk.store.live import clause

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.queries.asked import Asked
    from desk.queries.compiler import Plan
    from desk.queries.words import Cond

_CHUNK = 500
_SEVERAL = "char(10)"  # between several values in one column

# What stands in other tables, by the name of its column in the file.
JOINED: dict[str, str] = {
    "number": "t.id",
    "assignee": "coalesce(a.number, a.name, '')",
    "assignee_name": "coalesce(a.name, '')",
    "opened_by_name": "coalesce(o.name, '')",
    "customer": "coalesce(c.name, '')",
    "company": "coalesce(c.company, '')",
    "customer_address": "coalesce(c.address, '')",
    "customer_note": "coalesce(c.note, '')",
    "vip": "coalesce(c.vip, 0)",
    "customer_source": "c.source",
    "customer_external_id": "c.external_id",
    "phone": "(SELECT group_concat(value, {several}) FROM contact k WHERE k.customer_id = t.customer_id AND k.kind = 'phone')",
    "email": "(SELECT group_concat(value, {several}) FROM contact k WHERE k.customer_id = t.customer_id AND k.kind = 'email')",
    "wechat": "(SELECT group_concat(value, {several}) FROM contact k WHERE k.customer_id = t.customer_id AND k.kind = 'wechat')",
    "device": "trim(coalesce(d.brand, '') || ' ' || coalesce(d.model, ''))",
    "device_category": "coalesce(d.category, '')",
    "brand": "coalesce(d.brand, '')",
    "model": "coalesce(d.model, '')",
    "serial": "coalesce(d.serial, '')",
    "tags": "(SELECT group_concat(name, {several}) FROM tag g WHERE g.ticket_id = t.id)",
}
_FROM = (
    "FROM ticket t LEFT JOIN customer c ON c.id = t.customer_id LEFT JOIN device d ON d.id = t.device_id"
    " LEFT JOIN staff a ON a.id = t.assignee_id LEFT JOIN staff o ON o.id = t.opened_by"
)

# Parents before children, so that a reader of the file can insert in this order.
TABLES = (
    "shop", "staff", "operation", "import_batch", "customer", "contact", "device", "ticket", "tag", "flag", "message",
    "stage_event", "change", "draft", "saved_view",
)  # fmt: skip


def columns() -> tuple[str, ...]:
    """All columns a ticket can be exported with: those of `fields.exported()`, then what other tables and imports add."""
    from desk.domain import fields

    own = tuple(field.name for field in fields.exported())
    return (*own, *(name for name in JOINED if name not in own), "source", "external_id", "import_id", "extra")


def tuples(asked: Asked, plan: Plan, sort: str, names: Sequence[str] | None = None) -> Iterator[tuple[object, ...]]:
    """The tickets of `plan` as tuples of the columns `names`. Several phones or tags in one column are parted by line feeds.

    Without an order they come by number. Raises KeyError for a column that is not one of `columns()`.
    """
    known = set(columns())
    wanted = list(names if names is not None else columns())
    if unknown := [name for name in wanted if name not in known]:
        raise KeyError(unknown[0])
    parts = ", ".join(JOINED.get(name, f"t.{name}").format(several=_SEVERAL) for name in wanted)
    # without words to search, conditions and columns go in one statement; else the numbers are found first
    if sort in ("", "number") and plan.where.sql == plan.each.sql:
        return _straight(asked, plan.where, f"SELECT {parts}, t.id {_FROM}")
    return _found(asked, plan, sort or "number", f"SELECT {parts}, t.id {_FROM}")


def _straight(asked: Asked, where: Cond, select: str) -> Iterator[tuple[object, ...]]:
    live = clause(asked.connection)
    for low, high in pages.windows(asked, where, None, falling=False):
        last = low - 1
        while True:
            rows = asked.connection.execute(
                f"{select} WHERE t.id > ? AND t.id <= ? AND {where.sql}{live} ORDER BY t.id LIMIT ?",
                (last, high, *where.values, _CHUNK),
            ).fetchall()
            for row in rows:
                yield row[:-1]
            if len(rows) < _CHUNK:
                break
            last = rows[-1][-1]


def _found(asked: Asked, plan: Plan, sort: str, select: str) -> Iterator[tuple[object, ...]]:
    for page in pages.walk(asked, plan, sort, [pages.WINDOW]):
        for start in range(0, len(page), _CHUNK):
            part = page[start : start + _CHUNK]
            sql = f"{select} WHERE t.id IN ({','.join('?' * len(part))})"
            rows = {row[-1]: row[:-1] for row in asked.connection.execute(sql, part)}
            for number in part:
                if number in rows:
                    yield rows[number]


def everything(asked: Asked) -> Iterator[tuple[str, dict[str, object]]]:
    """Every row of every table in key order, as (table, columns), hidden imports included: an undone one can still be redone.

    Last comes the pseudo table `sqlite_sequence`: numbers that were given once are never given again, not even after a move.
    """
    for table in TABLES:
        names = [row[1] for row in asked.connection.execute(f"PRAGMA table_info({table})")]
        last = 0
        while rows := asked.connection.execute(
            f"SELECT * FROM {table} WHERE id > ? ORDER BY id LIMIT ?", (last, _CHUNK * 4)
        ).fetchall():
            for row in rows:
                yield table, dict(zip(names, row, strict=True))
            last = rows[-1][0]
    for name, seq in asked.connection.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name").fetchall():
        yield "sqlite_sequence", {"name": name, "seq": seq}
