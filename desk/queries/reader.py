"""The one door of the read side: a connection, the moment, who asks, and what can be asked.

A Reader is cheap: make one per question, so that "now" is now. It never writes and keeps no state between calls.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from array import array
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from desk.queries.nodes import Query
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
    from desk.text import Sentence


class Reader:
    """Asks the desk. `query` is text of the query language or what `parse` made of it; both raise Usage when it is wrong.

    `now` is an aware moment, `zone` the shop's, `me` the staff id of who asks. `late_days` and `stale_days` are the
    settings of the urgency order and of `is:stale`; `country` reads phone numbers.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        zone: ZoneInfo,
        now: datetime,
        me: int | None = None,
        late_days: int = 7,
        stale_days: int = 3,
        country: str = "CN",
    ) -> None:
        self.connection = connection
        self.zone = zone
        self.now = now
        self.me = me
        self.late_days = late_days
        self.stale_days = stale_days
        self.country = country

    def ids(self, query: str | Query, *, limit: int = 50, after: int | None = None) -> list[int]:
        """Ticket numbers in the order of the query, at most `limit` (0: all), those behind number `after`."""
        raise NotImplementedError

    def all_ids(self, query: str | Query, *, chunk: int = 20_000) -> Iterator[array[int]]:
        """All numbers in order, in pieces: a small first one for the first paint, then `chunk` each; stop asking at any time."""
        raise NotImplementedError

    def rows(self, numbers: Iterable[int]) -> list[TicketRow]:
        """The lines of the queue for `numbers`, in that order; numbers that are gone are left out."""
        raise NotImplementedError

    def count(self, query: str | Query, *, limit: int = 1000) -> int:
        """How many tickets match, counted up to `limit` (0: to the end): a number equal to `limit` means "or more"."""
        raise NotImplementedError

    def view_counts(self, queries: Sequence[str | Query], *, limit: int = 1000) -> list[int | None]:
        """`count` of several views; None where the question makes no sense now (`is:mine` without anybody)."""
        raise NotImplementedError

    def outside(self, query: str | Query, view: str | Query, *, limit: int = 50) -> list[int]:
        """Hits of `query` that `view` does not show, newest first."""
        raise NotImplementedError

    def explain(self, query: str | Query) -> list[Sentence]:
        """The query in words, one sentence a condition, then the order."""
        raise NotImplementedError

    def ticket(self, number: int) -> TicketCard:
        """One ticket with its people and things; NotFound."""
        raise NotImplementedError

    def timeline(self, number: int) -> list[Entry]:
        """Everything that happened to the ticket, oldest first; NotFound."""
        raise NotImplementedError

    def customers_like(self, text: str, *, limit: int = 20) -> list[Customer]:
        """Customers by phone tail, name, pinyin initials, id, address or unit; the surest first."""
        raise NotImplementedError

    def customer_card(self, customer_id: int) -> CustomerCard:
        """A customer with contacts, devices and tickets; follows a merge; NotFound."""
        raise NotImplementedError

    def staff(self) -> list[Staff]:
        """Everybody who works here, by number, then name."""
        raise NotImplementedError

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
        raise NotImplementedError

    def log(self, *, limit: int = 50, before: int | None = None, number: int | None = None) -> list[Operation]:
        """The newest operations, those before id `before`, of one ticket when `number` is given."""
        raise NotImplementedError

    def operation(self, operation_id: int) -> tuple[Operation, list[Change]]:
        """One operation and the rows it touched; NotFound."""
        raise NotImplementedError

    def export_rows(self, query: str | Query) -> Iterator[Mapping[str, object]]:
        """Matching tickets as flat mappings for CSV and JSONL, streamed by key: memory stays flat."""
        raise NotImplementedError

    def export_all(self) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Every row of every table as (table, columns), in key order: what `desk export --all` writes."""
        raise NotImplementedError
