"""Undo and redo: whose last deed, and taking it back. Both are operations themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.actions import batches
from desk.actions.desk import Outcome, topics
from desk.domain import deeds
from desk.errors import NotFound, Refused
from desk.record import NamedTuple
from desk.store import undo as journal
from desk.text import N_, Sentence

if TYPE_CHECKING:
    from desk.actions.desk import Desk
    from desk.store.transaction import Transaction

MANY = 20


class Candidate(NamedTuple):
    """The operation that undo or redo would touch. `ask` says why a person should be asked first: '' | others | import | many."""

    id: int
    deed: str
    at: str
    who: str
    tickets: int
    ticket_id: int | None
    ask: str


def newest(desk: Desk, *, redo: bool = False) -> Candidate | None:
    """My newest deed that stands (or, for `redo`, my newest undo that stands): of this session on the screen, of this person elsewhere."""
    which = "o.deed = 'undo'" if redo else "o.deed NOT IN ('undo', 'redo')"
    mine = (
        "o.session = ?"
        if desk.session
        else "o.door = ? AND s.id = (SELECT id FROM staff WHERE number = ?2 OR login = ?2 OR name = ?2)"
    )
    values = (desk.session,) if desk.session else (desk.door, desk.who)
    return _find(desk, f"{which} AND o.undone_by IS NULL AND {mine} ORDER BY o.id DESC LIMIT 1", values)


def candidate(desk: Desk, number: int) -> Candidate:
    """The operation of that number; NotFound when there is none."""
    found = _find(desk, "o.id = ?", (number,))
    if found is None:
        raise NotFound(N_("There is no operation {number}."), number=number)
    return found


def _find(desk: Desk, where: str, values: tuple[object, ...]) -> Candidate | None:
    connection = desk.vault.read()
    try:
        row = connection.execute(
            "SELECT o.id, o.deed, o.at, coalesce(s.name, ''), o.tickets, o.ticket_id, o.session, coalesce(s.number, ''),"
            f" coalesce(s.login, '') FROM operation o LEFT JOIN staff s ON s.id = o.staff_id WHERE {where}",
            values,
        ).fetchone()
    finally:
        connection.close()
    if row is None:
        return None
    mine = desk.who in (row[3], row[7], row[8])
    ask = "import" if row[1] == "import" else "others" if not mine else "many" if row[4] > MANY else ""
    return Candidate(row[0], row[1], row[2], row[3], row[4], row[5], ask)


def undo(desk: Desk, number: int = 0, *, partial: bool = False) -> Outcome:
    """Takes back an operation, or my newest one. `partial`: of an import, all rows that nobody has touched since.

    Raises NotFound when there is nothing, Refused when it was taken back already, Conflict when rows have moved on.
    """
    return _revert(desk, "undo", number, partial=partial)


def redo(desk: Desk, number: int = 0) -> Outcome:
    """Brings back what an undo took; the same numbers, the same facts."""
    return _revert(desk, "redo", number, partial=False)


def _revert(desk: Desk, name: str, number: int, *, partial: bool) -> Outcome:
    target = number or _newest_id(desk, redo=name == "redo")
    if name == "undo":
        target = _deed_of(desk, target)
    with desk.write(name, target) as transaction:
        operation = journal.operation(transaction, target)
        if name == "redo" and operation.deed != "undo":
            raise Refused(N_("Operation {number} is no undo; nothing to bring back."), number=target)
        if name == "undo" and operation.deed == "undo":
            raise Refused(N_("Operation {number} is an undo; bring back with: desk redo"), number=target)
        left = batches.settle(transaction, operation, partial=partial)
        journal.revert(transaction, operation)
        first, count = _first_deed(transaction, operation)
        numbers = tuple(transaction.journal.tickets())
        if first == "import":
            transaction.counted, numbers = count, ()
        made = transaction.operation_id
    said = N_("undone: {deed} {what}") if name == "undo" else N_("done again: {deed} {what}")
    what = f"#{numbers[0]}" if len(numbers) == 1 else f"({count})"
    touched = topics(numbers) | {"everything"} if len(numbers) != 1 else topics(numbers)
    return Outcome(made, Sentence(said, deed=deeds.word(first), what=what), numbers, left, frozenset(touched))


def _deed_of(desk: Desk, number: int) -> int:
    """A redo only brought a deed back, so it is that deed which is taken back: it is not left standing beside its undo."""
    connection = desk.vault.read()
    try:
        row = connection.execute(
            "SELECT u.undoes FROM operation r JOIN operation u ON u.id = r.undoes WHERE r.id = ? AND r.deed = 'redo'",
            (number,),
        ).fetchone()
    finally:
        connection.close()
    return int(row[0]) if row else number


def _first_deed(transaction: Transaction, operation: journal.Operation) -> tuple[str, int]:
    """What was done in the first place, and to how many tickets."""
    while operation.undoes is not None:
        operation = journal.operation(transaction, operation.undoes)
    return operation.deed, operation.tickets


def _newest_id(desk: Desk, *, redo: bool) -> int:
    found = newest(desk, redo=redo)
    if found is None:
        raise NotFound(N_("There is nothing to bring back.") if redo else N_("There is nothing of yours to take back."))
    return found.id
