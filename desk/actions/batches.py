"""Taking an import back and forth: its rows are hidden and shown by one mark on the batch, so the numbers stay the same.

The import's journal says that the batch became live; reverting that line hides it. What has to be asked before stands here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.actions.desk import Refusal
from desk.errors import Conflict
from desk.store import bulk, tables
from desk.text import N_

if TYPE_CHECKING:
    from desk.store.transaction import Transaction
    from desk.store.undo import Operation

_TOUCHED = N_("Ticket {number} of this import has been changed since.")


def settle(transaction: Transaction, operation: Operation, *, partial: bool) -> tuple[Refusal, ...]:
    """Before an import is taken back or brought back: rows of it that others touched since refuse it, or stay when `partial`; they are named.

    An operation that has nothing to do with an import has nothing to settle.
    """
    left: list[Refusal] = []
    for batch in _batches(transaction, operation):
        touched = _touched(transaction, batch, operation.id) if operation.deed == "import" else []
        if touched and not partial:
            raise Conflict(_TOUCHED, number=touched[0])
        for number in _with_ends(transaction, touched, batch):
            _keep(transaction, number, batch)
            left.append(Refusal(number, Conflict(_TOUCHED, number=number)))
        bulk.reindex(transaction.connection, batch)
    return tuple(left)


def _batches(transaction: Transaction, operation: Operation) -> list[int]:
    """The batches that the operation shows or hides."""
    found = transaction.connection.execute(
        "SELECT row_id FROM change WHERE operation_id = ? AND entity = 'import_batch' ORDER BY id", (operation.id,)
    )
    return [int(row[0]) for row in found]


def _with_ends(transaction: Transaction, numbers: list[int], batch: int) -> list[int]:
    """Also the tickets of the batch that these follow, became or were merged into: a link must not lead to what is hidden."""
    kept = dict.fromkeys(numbers)
    waiting = list(numbers)
    while waiting:
        ticket = transaction.rows(tables.Ticket, "id = ?", waiting.pop())[0]
        for other in (ticket["parent_id"], ticket["converted_to"], ticket["merged_into"]):
            if (
                other
                and other not in kept
                and transaction.rows(tables.Ticket, "id = ? AND import_id = ?", other, batch)
            ):
                kept[other] = None
                waiting.append(other)
    return sorted(kept)


def _touched(transaction: Transaction, batch_id: int, operation_id: int) -> list[int]:
    """Live tickets of the batch that a later deed changed, or hangs on, and that was not taken back itself; also tickets of others whose customer came with it."""
    found = transaction.connection.execute(
        "SELECT DISTINCT t.id FROM change c JOIN operation o ON o.id = c.operation_id JOIN ticket t ON t.id = c.ticket_id"
        " WHERE c.operation_id > ? AND t.import_id = ? AND o.undone_by IS NULL AND o.deed NOT IN ('undo', 'redo')"
        " UNION SELECT p.id FROM ticket k JOIN ticket p ON p.id = k.parent_id WHERE p.import_id = ?"
        " AND k.import_id IS NOT p.import_id"
        " UNION SELECT t.id FROM customer c JOIN ticket t ON t.customer_id = c.id WHERE c.import_id = ?"
        " AND t.import_id IS NOT c.import_id ORDER BY 1",
        (operation_id, batch_id, batch_id, batch_id),
    )
    return [int(row[0]) for row in found]


def _keep(transaction: Transaction, number: int, batch: int) -> None:
    """A touched ticket, with all that belongs to it, leaves the batch and stays."""
    ticket = transaction.rows(tables.Ticket, "id = ?", number)[0]
    for model in (tables.Message, tables.StageEvent, tables.Tag, tables.Flag):
        for row in transaction.rows(model, "ticket_id = ? AND import_id = ?", number, batch):
            transaction.update(model, row, import_id=None)
    if ticket["device_id"]:
        for row in transaction.rows(tables.Device, "id = ? AND import_id = ?", ticket["device_id"], batch):
            transaction.update(tables.Device, row, import_id=None)
    if ticket["customer_id"]:
        for row in transaction.rows(tables.Customer, "id = ? AND import_id = ?", ticket["customer_id"], batch):
            transaction.update(tables.Customer, row, import_id=None)
        for row in transaction.rows(tables.Contact, "customer_id = ? AND import_id = ?", ticket["customer_id"], batch):
            transaction.update(tables.Contact, row, import_id=None)
    if ticket["import_id"] == batch:
        transaction.update(tables.Ticket, ticket, import_id=None)
