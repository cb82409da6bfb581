"""The search index: which words a ticket has, and keeping the index true inside the transaction that changed them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk.record import NamedTuple
from desk.store import live
from desk.store.search_text import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, Protocol

    class Runs(Protocol):
        """Something that runs SQL with question marks: sqlite3's connection."""

        def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any: ...
        def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Any: ...


_CHUNK = 500


class Words(NamedTuple):
    """A row of the index, segmented: one character a token in CJK text."""

    ticket_id: int
    title: str
    people: str
    body: str


def words(ticket_id: int, title: Sequence[str], people: Sequence[str], body: Sequence[str]) -> Words:
    """The index row of a ticket. Parts stand on lines of their own."""
    return Words(ticket_id, *(segment("\n".join(filter(None, part))) for part in (title, people, body)))


def put(connection: Runs, rows: Iterable[Words]) -> None:
    """Adds rows for tickets that the index does not know yet."""
    connection.executemany("INSERT INTO search (rowid, title, people, body) VALUES (?, ?, ?, ?)", rows)


def refresh(connection: Runs) -> None:
    """Indexes anew what the triggers noted, and forgets the notes; runs in the writer's transaction."""
    while dirty := [row[0] for row in connection.execute("SELECT ticket_id FROM search_dirty LIMIT ?", (_CHUNK,))]:
        marks = ",".join("?" * len(dirty))
        connection.execute(f"DELETE FROM search WHERE rowid IN ({marks})", dirty)
        put(connection, collect(connection, dirty))
        connection.execute(f"DELETE FROM search_dirty WHERE ticket_id IN ({marks})", dirty)


def collect(connection: Runs, ids: Sequence[int]) -> list[Words]:
    """The index rows of these tickets as the tables stand now; the ones that are gone are left out.

    A contact that an import has brought to an older customer counts as long as the import is visible.
    """
    marks = ",".join("?" * len(ids))
    messages = _lists(connection, f"SELECT ticket_id, body FROM message WHERE ticket_id IN ({marks})", ids)
    tags = _lists(connection, f"SELECT ticket_id, name FROM tag WHERE ticket_id IN ({marks})", ids)
    contacts = _lists(
        connection,
        "SELECT t.id, c.value FROM ticket t JOIN contact c ON c.customer_id = t.customer_id"
        f" WHERE t.id IN ({marks}){live.clause(connection, 'c', near='t')}",
        ids,
    )
    rows = connection.execute(
        "SELECT t.id, t.title, t.body, t.order_number, t.address, t.part, t.extra, c.name, c.company, c.address, c.alert,"
        " c.note, d.category, d.brand, d.model, d.serial FROM ticket t LEFT JOIN customer c ON c.id = t.customer_id"
        f" LEFT JOIN device d ON d.id = t.device_id WHERE t.id IN ({marks})",
        ids,
    )
    return [
        words(
            row[0],
            (row[1], *tags.get(row[0], ()), *row[12:16]),
            (*row[7:12], row[4], row[3], *contacts.get(row[0], ())),
            (row[2], row[5], *extra_words(row[6]), *messages.get(row[0], ())),
        )
        for row in rows
    ]


def extra_words(extra: str) -> list[str]:
    """The values of columns that an import brought and nobody knew."""
    return [] if extra == "{}" else [str(value) for value in json.loads(extra).values() if value]


def _lists(connection: Runs, sql: str, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for ticket_id, value in connection.execute(sql, ids):
        found.setdefault(ticket_id, []).append(value)
    return found
