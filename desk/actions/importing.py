"""Taking in a file of tickets: parse and check everything without a lock, then write it as one operation.

Up to a limit all rows are written in one transaction. Beyond it they go in chunks under a batch that stays invisible until its
last step; a crash leaves an invisible batch, which the next import sweeps away. The same file twice changes nothing.
"""

from __future__ import annotations

import gc
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from desk import clock
from desk.actions.desk import Outcome
from desk.actions.import_match import CREATE, SKIP, Matcher
from desk.actions.import_rows import Prepared, Shape
from desk.actions.import_update import Updates
from desk.actions.import_write import Writer
from desk.actions.spool import PIECE, Spool
from desk.domain import kinds
from desk.errors import BadInput, DeskError
from desk.record import NamedTuple
from desk.store import bulk, sweep
from desk.store.journal import Line
from desk.text import N_, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    from desk.actions.desk import Desk
    from desk.store.transaction import Transaction

    Progress = Callable[[int], None]

ONE_TRANSACTION = 20_000
# Rows hold nothing that points back at itself: looking for such things after every 700 of them is a third of the time.
_SELDOM = (100_000, 50, 100)
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
            lists={"site": desk.settings.site.more, "category": {**kinds.AFTER_SALES, **desk.settings.category.more}},
        )
        self.spool = Spool(desk.path.parent)
        self.tally = Tally(0, 0, 0, 0, 0)
        self._state = (0, 0)
        self._hidden: set[int] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.spool.close()

    def check(self, rows: Iterable[Any], bad: Callable[[Bad], None], progress: Progress = lambda _: None) -> Tally:
        """Reads everything, compares it with the desk, and keeps aside what has to be written. Nothing is locked.

        Rows are `exchange` rows or their refusals. Every bad row is told; unless bad ones are skipped, BadInput follows.
        """
        with _seldom_collected(), closing(self.desk.vault.read()) as connection:
            self._state = bulk.state(connection)
            matcher = Matcher(connection, self.source.name, self.on_conflict)
            for part in _parts(self._prepared(rows, bad)):
                good = [row for row in part if row is not None]
                self._put(good, matcher.match(good), len(part))
                progress(self.tally.rows)
        self._hidden = matcher.hidden
        if self.tally.bad and not self.skip_bad:
            raise BadInput(
                N_("{count} rows cannot be taken; nothing was written. Skip them with --skip-bad."),
                count=self.tally.bad,
            )
        return self.tally

    def _put(self, good: list[Prepared], targets: list[int], count: int) -> None:
        for row, target in zip(good, targets, strict=True):
            if target == CREATE:
                self.spool.create(row)
            elif target != SKIP:
                self.spool.change(row, target)
        created, skipped = targets.count(CREATE), targets.count(SKIP)
        tally = self.tally
        self.tally = Tally(
            tally.rows + count, tally.created + created, tally.updated + len(good) - created - skipped,
            tally.skipped + skipped, tally.bad + count - len(good),
        )  # fmt: skip

    def _prepared(self, rows: Iterable[Any], bad: Callable[[Bad], None]) -> Iterator[Prepared | None]:
        prepare = self.shape.prepare
        for row in rows:
            sentence = getattr(row, "sentence", None)
            if sentence is not None:
                bad(Bad(row.line, row.column, sentence))
                yield None
                continue
            try:
                yield prepare(row)
            except DeskError as error:
                bad(Bad(row.line, "", error.sentence))
                yield None

    def write(self, progress: Progress = lambda _: None) -> Outcome:
        """Writes what `check` kept: one operation, or none when nothing changes.

        Raises Busy when another import runs, or has run since `check`, NoPermission, DiskTrouble; then nothing is visible.
        """
        if not self.tally.created and not self.tally.updated:
            return Outcome(None, Sentence(N_("Nothing new.")))
        with _seldom_collected(), bulk.alone(self.desk.path):
            with self.desk.write("import") as transaction:  # who may not write learns it before anything is swept
                bulk.demand_state(transaction.connection, self._state)
            sweep.sweep(self.desk.path, self._hidden)
            if self.tally.created <= ONE_TRANSACTION:
                operation = self._write_at_once(progress)
            else:
                operation = self._write_in_chunks(progress)
        said = Sentence(
            N_("{created} created, {updated} updated, {skipped} unchanged."),
            created=self.tally.created, updated=self.tally.updated, skipped=self.tally.skipped,
        )  # fmt: skip
        return Outcome(operation, said, touched=frozenset({"everything", "queue"}))

    def _write_at_once(self, progress: Progress) -> int:
        with self.desk.write("import", **self._detail()) as transaction:
            connection, at = transaction.connection, transaction.at
            bulk.widen(connection)
            writer = Writer(connection, self.source.name, bulk.begin(connection, self._batch(at)), at)
            for part in self.spool.created():
                writer.create(part)
                progress(writer.written)
            for part in self.spool.created() if self.spool.linked else ():
                writer.link(part)
            self._finish(transaction, writer)
            return transaction.operation_id

    def _write_in_chunks(self, progress: Progress) -> int:
        at = clock.to_text(self.desk.now())
        with bulk.pieces(self.desk.path) as piece:
            with piece() as connection:
                writer = Writer(connection, self.source.name, bulk.begin(connection, self._batch(at)), at)
            for part in self.spool.created():
                with piece():
                    writer.create(part)
                progress(writer.written)
            for part in self.spool.created() if self.spool.linked else ():
                with piece():
                    writer.link(part)
        with self.desk.write("import", **self._detail()) as transaction:
            writer.use(transaction.connection)
            self._finish(transaction, writer)
            return transaction.operation_id

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
        bulk.widen(transaction.connection)
        updates = Updates(transaction, self.source.name, self.desk.rules)
        for part in self.spool.changed():
            updates.write(part)
        writer.settle()
        transaction.connection.execute(
            "UPDATE import_batch SET state = 'live', operation_id = ?, version = version + 1 WHERE id = ?",
            (transaction.operation_id, writer.batch),
        )
        transaction.note(Line("import_batch", writer.batch, None, {"state": "undone"}, {"state": "live"}))
        transaction.counted = self.tally.created + self.tally.updated


@contextmanager
def _seldom_collected() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _kind(desk: Desk) -> str:
    from desk.actions.opening import default_kind

    return default_kind(desk)


def _parts(items: Iterable[Prepared | None]) -> Iterator[list[Prepared | None]]:
    part: list[Prepared | None] = []
    for item in items:
        part.append(item)
        if len(part) == PIECE:
            yield part
            part = []
    if part:
        yield part
