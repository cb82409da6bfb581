"""The desk as a deed sees it: the file, the shop's settings, who stands at it, and through which door."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desk import clock
from desk.actions.rules import Rules
from desk.domain import workflow_config
from desk.errors import DeskError, NoPermission
from desk.record import NamedTuple
from desk.store.transaction import Deed
from desk.store.vault import Vault
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from desk.config import Settings
    from desk.domain.workflows import Workflows
    from desk.store.transaction import Transaction, Values
    from desk.text import Sentence


class ShopFacts(NamedTuple):
    """What stays with the file: name, sort of shop, zone, currency, country."""

    name: str
    sort: str
    zone: str
    language: str
    currency: str
    country: str


class Refusal(NamedTuple):
    """A ticket of a bulk deed that was left as it is, and why."""

    number: int
    error: DeskError


class Outcome(NamedTuple):
    """What a deed did.

    `operation` is None when nothing changed. `sentence` says it; `numbers` are the tickets it was done to; `touched` are the
    topics to read again: "ticket:42", "queue", "customer:7", "staff".
    """

    operation: int | None
    sentence: Sentence
    numbers: tuple[int, ...] = ()
    refused: tuple[Refusal, ...] = ()
    touched: frozenset[str] = frozenset()


class _Rehearsed(Exception):
    pass


class Desk:
    """A desk file with somebody at it. Every deed takes one; `session` is one run of the screen, '' for the command line."""

    def __init__(self, path: Path, settings: Settings, *, who: str, door: str, session: str = "") -> None:
        self.path = path
        self.settings = settings
        self.who = who
        self.door = door
        self.session = session
        self.now: Callable[[], datetime] = clock.now
        self.vault = Vault(path, self._derive)

    @cached_property
    def shop(self) -> ShopFacts:
        """The facts that were fixed when the file was made."""
        connection = self.vault.read()
        try:
            row = connection.execute(f"SELECT {', '.join(ShopFacts._fields)} FROM shop WHERE id = 1").fetchone()
        finally:
            connection.close()
        return ShopFacts(*row)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The shop's time zone."""
        return clock.zone(self.shop.zone)

    @cached_property
    def workflows(self) -> Workflows:
        """The workflows as the shop has them."""
        return workflow_config.from_settings(self.settings)

    @cached_property
    def rules(self) -> Rules:
        """What urgency depends on."""
        return Rules(self.settings, self.zone)

    def _derive(self, ticket: Mapping[str, Any]) -> Values:
        return self.rules.columns(ticket)

    @contextmanager
    def write(self, name: str, undoes: int | None = None, /, **detail: object) -> Iterator[Transaction]:
        """A transaction for the deed `name`, which takes back operation `undoes`; see Vault.write."""
        with self.vault.write(Deed(name, self.who, self.door, self.session, self.now(), detail, undoes)) as transaction:
            if self._may_only_read(transaction):
                raise NoPermission(N_("You may look, but not change anything here."))
            yield transaction

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Deeds inside the block are done and then taken back, as if they had never been: what a dry run shows is what would happen."""
        try:
            with self.vault.together():
                yield
                raise _Rehearsed
        except _Rehearsed:
            return

    def _may_only_read(self, transaction: Transaction) -> bool:
        row = transaction.connection.execute(
            "SELECT 1 FROM staff WHERE role = 'read_only' AND (number = ?1 OR login = ?1 OR name = ?1)", (self.who,)
        ).fetchone()
        return row is not None


def each(
    desk: Desk,
    name: str,
    numbers: Sequence[int],
    deed: Callable[[Transaction, Values], None],
    *,
    all_or_nothing: bool = False,
    detail: Mapping[str, object] | None = None,
) -> tuple[int | None, tuple[int, ...], tuple[Refusal, ...]]:
    """`deed` on every ticket, as one operation: those that pass are done, the others are named with their reason.

    A single ticket, or `all_or_nothing`, raises the reason instead. Returns the operation, the tickets that changed, the refused.
    """
    strict = all_or_nothing or len(numbers) == 1
    done: list[int] = []
    refused: list[Refusal] = []
    operation: int | None = None
    with desk.write(name, **(detail or {})) as transaction:
        _ = transaction.operation_id  # before the first savepoint, which must not take it back
        for number in dict.fromkeys(numbers):
            mark = transaction.journal.mark()
            try:
                _one(transaction, number, deed)
            except DeskError as error:
                if strict:
                    raise
                refused.append(Refusal(number, error))
            else:
                if transaction.journal.mark() > mark:
                    done.append(number)
        if done:
            operation = transaction.operation_id
    return operation, tuple(done), tuple(refused)


def _one(transaction: Transaction, number: int, deed: Callable[[Transaction, Values], None]) -> None:
    """What a refused ticket had already written goes back with its journal lines, so that half a deed never stays."""
    mark = transaction.journal.mark()
    transaction.connection.execute("SAVEPOINT one_ticket")
    try:
        deed(transaction, transaction.ticket(number))
    except DeskError:
        transaction.connection.execute("ROLLBACK TO one_ticket")
        transaction.connection.execute("RELEASE one_ticket")
        transaction.journal.back_to(mark)
        raise
    transaction.connection.execute("RELEASE one_ticket")


def topics(numbers: Sequence[int]) -> frozenset[str]:
    """The topics of a deed on these tickets."""
    return frozenset({"queue", *(f"ticket:{number}" for number in numbers)})
