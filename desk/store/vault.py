"""The vault: one desk file, read by anybody, written one deed at a time."""

from __future__ import annotations

from contextlib import closing, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from desk.store import connection, faults

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from desk.store.transaction import Deed, Transaction


class Vault:
    """A desk file. `derive` works out a ticket's act_by, lane and tie from its other columns."""

    def __init__(self, path: Path, derive: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None) -> None:
        self.path = path
        self._derive = derive
        self._shared: sqlite3.Connection | None = None

    def read(self) -> sqlite3.Connection:
        """A connection for reading; the caller closes it. Raises as `connection.read`."""
        return connection.read(self.path)

    @contextmanager
    def write(self, deed: Deed) -> Iterator[Transaction]:
        """A transaction that is committed when the block ends, and rolled back when it raises or changed nothing.

        Raises Busy after ten seconds of waiting, DiskTrouble, NoPermission, Damaged, Conflict. Acknowledged means on disk.
        """
        from desk.store.transaction import Transaction

        with self._writing() as opened:
            opened.execute("SAVEPOINT deed")
            try:
                transaction = Transaction(opened, deed, self._derive)
                yield transaction
                if transaction.finish() is None:
                    opened.execute("ROLLBACK TO deed")
            except BaseException:
                if opened.in_transaction:  # a full disk has rolled everything back already
                    opened.execute("ROLLBACK TO deed")
                raise
            finally:
                if opened.in_transaction:
                    opened.execute("RELEASE deed")

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return self.aside() if self._shared is None else nullcontext(self._shared)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Every deed inside the block is one transaction on disk: all of them or none. For many deeds at once, such as a sample shop."""
        with self.aside() as opened:
            self._shared = opened
            try:
                yield
            finally:
                self._shared = None

    @contextmanager
    def aside(self) -> Iterator[sqlite3.Connection]:
        """A short writing transaction outside the journal, for what is no deed: drafts, and batches still being written."""
        connection.demand_head(connection.inspect(self.path), self.path)
        with faults.spoken(self.path), closing(connection.write(self.path)) as opened:
            opened.execute("BEGIN IMMEDIATE")
            try:
                yield opened
                opened.execute("COMMIT")
            except BaseException:
                if opened.in_transaction:
                    opened.execute("ROLLBACK")
                raise
