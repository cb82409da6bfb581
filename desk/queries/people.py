"""Customers and staff as reception needs them."""

from __future__ import annotations

from desk.errors import NotFound
from desk.queries import lines
from desk.queries.rows import Contact, Customer, CustomerCard, Device, Staff
from desk.queries.words import TAIL
from desk.store.live import clause
from desk.text import N_, digits, fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from desk.queries.asked import Asked

_TICKETS = 20  # on a customer's card
_WINDOW = 50_000  # customers looked through by one statement
_LAST = "\U0010ffff"


def staff(asked: Asked) -> list[Staff]:
    """Everybody who works here, by number, then name."""
    rows = asked.connection.execute(
        "SELECT id, coalesce(number, ''), name, coalesce(login, ''), initials, role FROM staff"
        " ORDER BY number IS NULL, number, name, id"
    )
    return [Staff(*row) for row in rows]


def like(asked: Asked, text: str, limit: int) -> list[Customer]:
    """Customers by phone tail, id, name, pinyin initials, address or unit, mail or chat name; the surest first."""
    found: dict[int, None] = {}
    live = clause(asked.connection, "c")
    for where, values in _wishes(asked, text):
        rows = asked.connection.execute(
            f"SELECT c.id FROM customer c WHERE c.merged_into IS NULL AND {where}{live} LIMIT ?",
            (*values, limit),
        )
        found.update(dict.fromkeys(row[0] for row in rows))
        if len(found) >= limit:
            break
    return [one for id_ in list(found)[:limit] if (one := customer(asked, id_)) is not None]


def _wishes(asked: Asked, text: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    folded, number = fold(text), digits(text)
    if not folded:
        return
    if len(number) >= TAIL and len(number) >= len(folded.replace(" ", "").replace("-", "")) - 2:
        from desk.domain import phones

        key = phones.key(text, asked.country)
        sql = "SELECT customer_id FROM contact WHERE kind = 'phone' AND substr(normal, -4) = ? AND normal LIKE ?"
        yield f"c.id IN ({sql})", (number[-TAIL:], "%" + key)
    if folded.isascii() and folded.lstrip("#").isdigit() and len(number) <= 15:
        yield "c.id = ?", (int(number),)
    yield "c.name_folded = ?", (folded,)
    if folded.isascii() and folded.isalpha() and len(folded) <= 4:
        yield "c.initials = ? AND c.initials <> ''", (folded,)
    yield "c.name_folded >= ? AND c.name_folded < ?", (folded, folded + _LAST)
    yield "c.address_folded >= ? AND c.address_folded < ? AND c.address_folded <> ''", (folded, folded + _LAST)
    yield "c.id IN (SELECT customer_id FROM contact WHERE normal = ?)", (folded,)
    if len(folded) > 1 or not folded.isascii():
        top = asked.connection.execute("SELECT max(id) FROM customer").fetchone()[0] or 0
        for high in range(top, 0, -_WINDOW):
            part = "c.id > ? AND c.id <= ? AND (instr(c.name_folded, ?) OR instr(c.address_folded, ?))"
            yield part, (high - _WINDOW, high, folded, folded)


def contacts(asked: Asked, customer_id: int) -> tuple[Contact, ...]:
    live = clause(asked.connection, "k")
    rows = asked.connection.execute(
        f"SELECT k.id, k.kind, k.value, k.normal FROM contact k WHERE k.customer_id = ?{live} ORDER BY k.id",
        (customer_id,),
    )
    return tuple(Contact(*row) for row in rows)


def devices(asked: Asked, where: str, value: int) -> tuple[Device, ...]:
    live = clause(asked.connection, "d")
    rows = asked.connection.execute(
        f"SELECT d.id, d.category, d.brand, d.model, d.serial, d.note FROM device d WHERE {where}{live} ORDER BY d.id DESC",
        (value,),
    )
    return tuple(Device(*row) for row in rows)


def customer(asked: Asked, customer_id: int) -> Customer | None:
    """The line of a customer; None when there is none."""
    live = clause(asked.connection, "c")
    row = asked.connection.execute(
        f"SELECT c.id, c.name, c.company, c.address, c.vip, c.alert FROM customer c WHERE c.id = ?{live}",
        (customer_id,),
    ).fetchone()
    if row is None:
        return None
    unfinished = asked.connection.execute(
        "SELECT count(*) FROM ticket t WHERE t.customer_id = ? AND t.stage IN ('open', 'waiting')"
        + clause(asked.connection),
        (customer_id,),
    ).fetchone()[0]
    return Customer._make((*row[:4], bool(row[4]), row[5], contacts(asked, customer_id), unfinished))


def card(asked: Asked, customer_id: int) -> CustomerCard:
    """Everything about a customer; one that was merged shows the one it was merged into. NotFound."""
    fields = _fields(asked, customer_id)
    seen = {customer_id}
    while fields["merged_into"] is not None and fields["merged_into"] not in seen:
        seen.add(fields["merged_into"])
        fields = _fields(asked, fields["merged_into"])
    own = (fields["id"],)
    count = asked.connection.execute(
        "SELECT count(*) FROM ticket t WHERE t.customer_id = ?" + clause(asked.connection), own
    ).fetchone()[0]
    unfinished = "t.customer_id = ? AND t.stage IN ('open', 'waiting') | ORDER BY t.id DESC"
    newest = f"t.customer_id = ? | ORDER BY t.id DESC LIMIT {_TICKETS}"
    return CustomerCard(
        fields["id"],
        fields["name"],
        bool(fields["vip"]),
        fields["alert"],
        fields,
        contacts(asked, fields["id"]),
        devices(asked, "d.customer_id = ?", fields["id"]),
        tuple(lines.select(asked, unfinished, own)),
        tuple(lines.select(asked, newest, own)),
        count,
    )


def _fields(asked: Asked, customer_id: int) -> dict[str, Any]:
    found = asked.connection.execute(
        "SELECT c.* FROM customer c WHERE c.id = ?" + clause(asked.connection, "c"), (customer_id,)
    )
    row = found.fetchone()
    if row is None:
        raise NotFound(N_("There is no customer {number}."), number=customer_id)
    return dict(zip((column[0] for column in found.description), row, strict=True))
