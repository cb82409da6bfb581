"""Taking in a file of tickets: parse and check everything without a lock, then write it as one operation.

Up to a limit all rows are written in one transaction. Beyond it they go in chunks under a batch that stays invisible until its
last step; a crash leaves an invisible batch, which the next import sweeps away. The same file twice changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from desk import clock
from desk.actions.desk import Outcome
from desk.actions.import_rows import Prepared, Shape
from desk.actions.import_write import Writer
from desk.actions.spool import Spool
from desk.errors import BadInput, Conflict, DeskError
from desk.store import bulk
from desk.store.journal import Line
from desk.text import N_, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    from desk.actions.desk import Desk
    from desk.store.transaction import Transaction

T = TypeVar("T")
ONE_TRANSACTION = 20_000
CHUNK = 4_000
ON_CONFLICT = ("update", "skip", "fail")


class Source(NamedTuple):
    """The file: name of the source, of the file, its digest, and the kind of a row that names none."""

    name: str
    file: str
    sha256: str
    kind: str = ""


class Bad(NamedTuple):
    """A row that cannot be taken: its line, the column at fault ("": the whole row), and what is wrong."""

    line: int
    column: str
    sentence: Sentence


class Tally(NamedTuple):
    """What an import would do, or did."""

    rows: int
    created: int
    updated: int
    skipped: int
    bad: int


class Import:
    """One import. `check` first, then `write`; both may be told to say how far they are."""

    def __init__(self, desk: Desk, source: Source, *, on_conflict: str = "update", skip_bad: bool = False) -> None:
        self.desk = desk
        self.source = source
        self.on_conflict = on_conflict
        self.skip_bad = skip_bad
        self.shape = Shape(
            desk.workflows,
            desk.rules,
            country=desk.shop.country,
            kind=source.kind or _kind(desk),
            now=clock.to_text(desk.now()),
        )
        self.spool = Spool(desk.path.parent)
        self.tally = Tally(0, 0, 0, 0, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.spool.close()

    def check(
        self, rows: Iterable[Any], bad: Callable[[Bad], None], progress: Callable[[int], None] = lambda _: None
    ) -> Tally:
        """Reads everything, compares it with the desk, and keeps aside what has to be written. Nothing is locked.

        Rows are `exchange` rows or their refusals. Every bad row is told; unless bad ones are skipped, BadInput follows.
        """
        connection = self.desk.vault.read()
        created = updated = skipped = refused = total = 0
        try:
            for part in _parts(self._prepared(rows, bad)):
                total += len(part)
                good = [row for row in part if row is not None]
                refused += len(part) - len(good)
                known = bulk.known(connection, self.source.name, [row.external_id for row in good])
                for row in good:
                    there = known.get(row.external_id)
                    if there is None or there.undone_batch is not None:
                        created += 1
                        self.spool.put(row, 0)
                    elif there.fingerprint == row.ticket["fingerprint"] or self.on_conflict == "skip":
                        skipped += 1
                    elif self.on_conflict == "fail":
                        raise Conflict(
                            N_("Line {line}: that id is in the desk with other content (ticket {number})."),
                            line=row.line,
                            number=there.id,
                        )
                    else:
                        updated += 1
                        self.spool.put(row, there.id)
                progress(total)
        finally:
            connection.close()
        self.tally = Tally(total, created, updated, skipped, refused)
        if refused and not self.skip_bad:
            raise BadInput(
                N_("{count} rows cannot be taken; nothing was written. Skip them with --skip-bad."), count=refused
            )
        return self.tally

    def _prepared(self, rows: Iterable[Any], bad: Callable[[Bad], None]) -> Iterator[Prepared | None]:
        for row in rows:
            sentence = getattr(row, "sentence", None)
            if sentence is not None:
                bad(Bad(row.line, row.column, sentence))
                yield None
                continue
            try:
                yield self.shape.prepare(row.line, row.external_id, row.fingerprint, row.values, row.extra)
            except DeskError as error:
                bad(Bad(row.line, "", error.sentence))
                yield None

    def write(self, progress: Callable[[int], None] = lambda _: None) -> Outcome:
        """Writes what `check` kept: one operation, or none when nothing changes. Raises Busy when another import runs."""
        if not self.tally.created and not self.tally.updated:
            return Outcome(None, Sentence(N_("Nothing new.")))
        with bulk.alone(self.desk.path):
            self._sweep()
            if self.tally.created <= ONE_TRANSACTION:
                operation = self._write_at_once(progress)
            else:
                operation = self._write_in_chunks(progress)
        said = Sentence(
            N_("{created} created, {updated} updated, {skipped} unchanged."),
            created=self.tally.created, updated=self.tally.updated, skipped=self.tally.skipped,
        )  # fmt: skip
        return Outcome(operation, said, touched=frozenset({"everything", "queue"}))

    def _sweep(self) -> None:
        """Removes what crashes have left, and imports that were taken back if this one brings the same rows again."""
        with self.desk.vault.aside() as connection:
            batches = bulk.stale(connection)
        for part in _parts(row.external_id for row, number in self.spool.rows() if not number):
            with self.desk.vault.aside() as connection:
                known = bulk.known(connection, self.source.name, part)
            batches += [one.undone_batch for one in known.values() if one.undone_batch is not None]
        for batch in dict.fromkeys(batches):
            more = True
            while more:
                with self.desk.vault.aside() as connection:
                    more = bulk.purge(connection, batch)

    def _write_at_once(self, progress: Callable[[int], None]) -> int:
        with self.desk.write("import", **self._detail()) as transaction:
            operation = transaction.operation_id
            writer = Writer(
                transaction.connection, self.source.name, self._begin(transaction), operation, transaction.at
            )
            for part in _parts(row for row, number in self.spool.rows() if not number):
                writer.create(part)
                progress(writer.written)
            self._finish(transaction, writer)
        return operation

    def _write_in_chunks(self, progress: Callable[[int], None]) -> int:
        at = clock.to_text(self.desk.now())
        with self.desk.vault.aside() as connection:
            batch = bulk.begin(connection, self._batch(at))
        written = 0
        for part in _parts(row for row, number in self.spool.rows() if not number):
            with self.desk.vault.aside() as connection:
                writer = Writer(connection, self.source.name, batch, None, at)
                writer.create(part)
            written += len(part)
            progress(written)
        with self.desk.write("import", **self._detail()) as transaction:
            writer = Writer(transaction.connection, self.source.name, batch, transaction.operation_id, transaction.at)
            self._finish(transaction, writer)
            return transaction.operation_id

    def _begin(self, transaction: Transaction) -> int:
        return bulk.begin(transaction.connection, self._batch(transaction.at))

    def _batch(self, at: str) -> dict[str, Any]:
        tally = self.tally
        return {
            "at": at, "source": self.source.name, "file_name": self.source.file, "sha256": self.source.sha256,
            "row_count": tally.rows, "created": tally.created, "updated": tally.updated, "skipped": tally.skipped,
            "state": "writing",
        }  # fmt: skip

    def _detail(self) -> dict[str, Any]:
        return {"file": self.source.file, "created": self.tally.created, "updated": self.tally.updated}

    def _finish(self, transaction: Transaction, writer: Writer) -> None:
        """The last step: updates with their lines, and the mark that makes the batch visible."""
        for row, number in self.spool.rows():
            if number:
                writer.update(transaction, transaction.ticket(number), row)
        transaction.connection.execute(
            "UPDATE import_batch SET state = 'live', operation_id = ?, version = version + 1 WHERE id = ?",
            (transaction.operation_id, writer.batch),
        )
        transaction.note(Line("import_batch", writer.batch, None, {"state": "undone"}, {"state": "live"}))
        transaction.counted = self.tally.created + self.tally.updated


def _kind(desk: Desk) -> str:
    from desk.actions.opening import default_kind

    return default_kind(desk)


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    part: list[T] = []
    for item in items:
        part.append(item)
        if len(part) == CHUNK:
            yield part
            part = []
    if part:
        yield part
