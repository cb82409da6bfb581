"""The one door of the read side: a connection, the moment, who asks, and what can be asked.

A Reader is cheap: make one per question, so that "now" is now. It never writes and keeps no state between calls.
"""

from __future__ import annotations

from array import array
from itertools import islice

from desk.errors import Usage
from desk.queries import pages
from desk.queries.asked import Asked
from desk.queries.compiler import Plan, plan
from desk.queries.nodes import Not, Query, both
from desk.queries.parser import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from desk.domain.workflow_shapes import Workflows
    from desk.queries.rows import (
        Change,
        Customer,
        CustomerCard,
        Duplicate,
        Entry,
        Operation,
        Staff,
        TicketCard,
        TicketRow,
    )
    from desk.text import Label, Sentence

_FIRST = 200  # enough for the first paint on any terminal


class Reader:
    """Asks the desk. `query` is text of the query language or what `parse` made of it; both raise Usage when it is wrong.

    `now` is an aware moment, `zone` the shop's, `me` the staff id of who asks. `late_days` and `stale_days` are the
    settings of the urgency order and of `is:stale`; `country` reads phone numbers. `workflows` and `lists` (the shop's own
    "category", "site" and "channel" lists, id to label) are those of the configuration.
    """

    def __init__(  # noqa: PLR0913 - each is a setting with a name
        self,
        connection: sqlite3.Connection,
        *,
        zone: ZoneInfo,
        now: datetime,
        me: int | None = None,
        late_days: int = 7,
        stale_days: int = 3,
        country: str = "CN",
        workflows: Workflows | None = None,
        lists: Mapping[str, Mapping[str, Label]] | None = None,
    ) -> None:
        self.connection = connection
        self.asked = Asked(connection, zone, now, me, late_days, stale_days, country, workflows, lists or {})

    def _plan(self, query: str | Query) -> tuple[Query, Plan]:
        parsed = parse(query) if isinstance(query, str) else query
        return parsed, plan(parsed.where, self.asked)

    def ids(self, query: str | Query, *, limit: int = 50, after: int | None = None) -> list[int]:
        """Ticket numbers in the order of the query, at most `limit` (0: all), those behind number `after`."""
        parsed, ready = self._plan(query)
        size = limit or pages.WINDOW
        found = (number for page in pages.walk(self.asked, ready, parsed.sort, [size], after) for number in page)
        return list(islice(found, limit or None))

    def all_ids(self, query: str | Query, *, chunk: int = 20_000) -> Iterator[array[int]]:
        """All numbers in order, in pieces: a small first one for the first paint, then `chunk` each; stop asking at any time."""
        parsed, ready = self._plan(query)
        return (array("q", page) for page in pages.walk(self.asked, ready, parsed.sort, [_FIRST, chunk]))

    def rows(self, numbers: Iterable[int]) -> list[TicketRow]:
        """The lines of the queue for `numbers`, in that order; numbers that are gone are left out."""
        from desk.queries import lines

        return lines.rows(self.asked, numbers)

    def count(self, query: str | Query, *, limit: int = 1000) -> int:
        """How many tickets match, counted up to `limit` (0: to the end): a number equal to `limit` means "or more"."""
        return pages.count(self.asked, self._plan(query)[1], limit)

    def view_counts(self, queries: Sequence[str | Query], *, limit: int = 1000) -> list[int | None]:
        """`count` of several views; None where the question makes no sense now (`is:mine` without anybody)."""
        found: list[int | None] = []
        for query in queries:
            try:
                found.append(self.count(query, limit=limit))
            except Usage:
                found.append(None)
        return found

    def outside(self, query: str | Query, view: str | Query, *, limit: int = 50) -> list[int]:
        """Hits of `query` that `view` does not show, newest first."""
        shown = self._plan(view)[0].where
        parsed = parse(query) if isinstance(query, str) else query
        if shown is None:
            return []
        return self.ids(both(Query(Not(shown)), Query(parsed.where, parsed.sort or "-number")), limit=limit)

    def explain(self, query: str | Query) -> list[Sentence]:
        """The query in words, one sentence a condition, then the order."""
        from desk.queries import explain

        parsed, ready = self._plan(query)
        return explain.explain(parsed, self.asked, parsed.sort or pages.usual(ready))

    def ticket(self, number: int) -> TicketCard:
        """One ticket with its people and things; NotFound."""
        from desk.queries import cards

        return cards.ticket(self.asked, number)

    def timeline(self, number: int) -> list[Entry]:
        """Everything that happened to the ticket, oldest first; NotFound."""
        from desk.queries import cards

        return cards.timeline(self.asked, number)

    def customers_like(self, text: str, *, limit: int = 20) -> list[Customer]:
        """Customers by phone tail, name, pinyin initials, id, address or unit; the surest first."""
        from desk.queries import people

        return people.like(self.asked, text, limit)

    def customer_card(self, customer_id: int) -> CustomerCard:
        """A customer with contacts, devices and tickets; follows a merge; NotFound."""
        from desk.queries import people

        return people.card(self.asked, customer_id)

    def staff(self) -> list[Staff]:
        """Everybody who works here, by number, then name."""
        from desk.queries import people

        return people.staff(self.asked)

    def likely_duplicates(
        self,
        title: str,
        *,
        phones: Sequence[str] = (),
        serial: str = "",
        address: str = "",
        days: int = 14,
        limit: int = 5,
    ) -> list[Duplicate]:
        """Tickets of the last `days` with the same phone, serial number or address and a similar title, likest first."""
        from desk.queries import cards

        return cards.likely_duplicates(self.asked, title, phones, serial, address, days, limit)

    def log(self, *, limit: int = 50, before: int | None = None, number: int | None = None) -> list[Operation]:
        """The newest operations, those before id `before`, of one ticket when `number` is given."""
        from desk.queries import history

        return history.log(self.asked, limit, before, number)

    def operation(self, operation_id: int) -> tuple[Operation, list[Change]]:
        """One operation and the rows it touched; NotFound."""
        from desk.queries import history

        return history.operation(self.asked, operation_id)

    def export_rows(self, query: str | Query) -> Iterator[Mapping[str, object]]:
        """Matching tickets as flat mappings for CSV and JSONL, streamed by key: memory stays flat."""
        from desk.queries import export

        names = export.columns()
        return (dict(zip(names, row, strict=True)) for row in self.export_tuples(query, names))

    def export_tuples(self, query: str | Query, names: Sequence[str] | None = None) -> Iterator[tuple[object, ...]]:
        """As `export_rows`, only the columns `names` (of `export.columns()`) and as tuples: half the time for a million."""
        from desk.queries import export

        parsed, ready = self._plan(query)
        return export.tuples(self.asked, ready, parsed.sort, names)

    def schema(self) -> str:
        """The revision of the file's schema."""
        return str(self.connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])

    def export_all(self) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Every row of every table as (table, columns), in key order: what `desk export --all` writes."""
        from desk.queries import export

        return export.everything(self.asked)
