"""Moving a ticket between statuses: status, done, close, reopen. The guard in domain decides; here it is written down."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from desk import clock
from desk.actions.desk import Outcome, each, topics
from desk.domain import guard, kinds, moves, workflows
from desk.domain.guard_facts import has
from desk.errors import Refused
from desk.store import tables
from desk.text import N_, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desk.actions.desk import Desk
    from desk.store.transaction import Transaction, Values

# Columns that may be empty text but not NULL.
_NULLABLE = frozenset(
    {"estimate", "expected_at", "resume_at", "ask_again_at", "score", "nps", "converted_to", "merged_into", "snoozed_until",
     "due_at", "waiting_since", "first_response_at", "resolved_at", "closed_at", "outcome", "parent_id", "assignee_id",
     "customer_id", "device_id"}
)  # fmt: skip


def status(
    desk: Desk,
    numbers: Sequence[int],
    to: str,
    facts: Mapping[str, object] | None = None,
    *,
    all_or_nothing: bool = False,
) -> Outcome:
    """Moves tickets to status `to` (an id, or a label of either language) with the facts that the move needs.

    Raises Refused with the reason and the way out; for several tickets those that pass are moved.
    """
    given = dict(facts or {})

    def deed(transaction: Transaction, ticket: Values) -> None:
        move(desk, transaction, ticket, target(desk, ticket, to), given)

    return _moved(desk, "status", numbers, deed, all_or_nothing=all_or_nothing)


def done(
    desk: Desk, numbers: Sequence[int], facts: Mapping[str, object] | None = None, *, all_or_nothing: bool = False
) -> Outcome:
    """The kind's own "done": ready, answered, refunded, called."""

    def deed(transaction: Transaction, ticket: Values) -> None:
        flow, found = guard.place(desk.workflows, ticket)
        to = moves.done_target(flow, found)
        if to is None:
            raise Refused(N_("It is already {status}."), status=found.label)
        move(desk, transaction, ticket, to, facts or {})

    return _moved(desk, "done", numbers, deed, all_or_nothing=all_or_nothing)


def close(
    desk: Desk,
    numbers: Sequence[int],
    to: str = "",
    facts: Mapping[str, object] | None = None,
    *,
    all_or_nothing: bool = False,
) -> Outcome:
    """Closes tickets: into `to`, or where the workflow closes by itself; Refused when several ends are possible."""

    def deed(transaction: Transaction, ticket: Values) -> None:
        flow, found = guard.place(desk.workflows, ticket)
        end = target(desk, ticket, to) if to else moves.close_target(flow, found)
        if end is None:
            ends = [flow.statuses[name].label for name in found.next if flow.statuses[name].stage == "closed"]
            raise Refused(N_("Say how it ends. Possible: {possible}."), possible=kinds.joined(ends))
        if end in flow.statuses and flow.statuses[end].stage != "closed":
            raise Refused(N_("{status} does not close it."), status=flow.statuses[end].label)
        move(desk, transaction, ticket, end, facts or {})

    return _moved(desk, "close", numbers, deed, all_or_nothing=all_or_nothing)


def reopen(
    desk: Desk,
    numbers: Sequence[int],
    to: str = "",
    facts: Mapping[str, object] | None = None,
    *,
    all_or_nothing: bool = False,
) -> Outcome:
    """Brings finished tickets back to work; a collected repair counts as the next visit."""

    def deed(transaction: Transaction, ticket: Values) -> None:
        _, found = guard.place(desk.workflows, ticket)
        back = moves.reopen_target(found)
        if to:
            back = target(desk, ticket, to)
            if back not in found.reopen:
                raise Refused(N_("{status} is the end; only undo brings it back."), status=found.label)
        move(desk, transaction, ticket, back, facts or {})

    return _moved(desk, "reopen", numbers, deed, all_or_nothing=all_or_nothing)


def void(desk: Desk, numbers: Sequence[int]) -> Outcome:
    """Entered by mistake: out of every rate, counted in the flow."""

    def deed(transaction: Transaction, ticket: Values) -> None:
        move(desk, transaction, ticket, workflows.VOID, {})

    return _moved(desk, "void", numbers, deed, all_or_nothing=False)


def move(desk: Desk, transaction: Transaction, ticket: Values, to: str, facts: Mapping[str, object]) -> guard.Move:
    """One guarded move inside a transaction: the row, its dated event, and the facts that belong to it."""
    made = guard.check_move(desk.workflows, ticket, to, _with_attempts(ticket, facts), now=transaction.deed.at)
    at = transaction.at
    changes = stored(made.values)
    changes |= {"status": made.to_status, "stage": made.stage, "outcome": made.outcome, "last_activity_at": at}
    changes |= finished_at(ticket, made, at)
    if made.stage in ("resolved", "closed"):
        changes |= {"waiting_since": None, "snoozed_until": None}
    event(transaction, ticket, made.to_status, made.stage, made.outcome)
    transaction.update(tables.Ticket, ticket, **changes)
    if made.kind == "reopen" or made.to_status in (workflows.VOID, workflows.MERGED):
        _cancel_follow_ups(desk, transaction, ticket["id"])
    if ticket["kind"] == "follow_up" and made.to_status == "done":
        _tell_parent(desk, transaction, ticket)
    return made


def _tell_parent(desk: Desk, transaction: Transaction, follow_up: Values) -> None:
    """A satisfied customer closes the complaint that was followed up; a dissatisfied one reopens the parent. Else it stays."""
    parents = transaction.rows(tables.Ticket, "id = ?", follow_up["parent_id"])
    if not parents:
        return
    _, found = guard.place(desk.workflows, parents[0])
    result, to = follow_up["result"], None
    facts: Values = {}  # a result of another kind is none of the repair's own
    if parents[0]["kind"] == "complaint":
        to = moves.complaint_target(found, result)
        facts = {"result": result, "contact_how": follow_up["contact_how"]}  # the call has reached them
    elif result == "dissatisfied" and not found.unfinished and found.reopen:
        to = found.reopen[0]
    if to is not None and to in (*found.next, *found.reopen):
        move(desk, transaction, parents[0], to, facts)


def finished_at(ticket: Values, made: guard.Move, at: str) -> Values:
    """`resolved_at` is when the work was done, `closed_at` when it was over; both go when the ticket is reopened."""
    if made.stage in ("open", "waiting"):
        return {"resolved_at": None, "closed_at": None}
    values: Values = {"closed_at": at if made.stage == "closed" else None}
    if made.outcome == "complete" and not has(ticket, "resolved_at"):
        values["resolved_at"] = at
    return values


def event(transaction: Transaction, ticket: Values, to: str, stage: str, outcome: str | None) -> None:
    """Dates the move; reports read these, so October stays as it was when November reopens."""
    transaction.insert(
        tables.StageEvent(
            ticket_id=ticket["id"],
            at=transaction.at,
            from_status=ticket["status"],
            from_stage=ticket["stage"],
            from_outcome=ticket["outcome"],
            to_status=to,
            to_stage=stage,
            to_outcome=outcome,
            staff_id=transaction.staff_id,
            operation_id=transaction.operation_id,
            source="deed",
        )
    )


def stored(values: Mapping[str, object]) -> Values:
    """Facts as the table has them: instants as text, nothing as '' where the column holds text."""
    return {name: _stored(name, value) for name, value in values.items()}


def _stored(name: str, value: object) -> Any:
    if isinstance(value, datetime):
        return clock.to_text(value)
    if value is None and name not in _NULLABLE:
        return ""
    return value


def target(desk: Desk, ticket: Values, to: str) -> str:
    """The status that a word means on this ticket: an id, a label of either language, or “done” for the kind's own done."""
    flow, _ = guard.place(desk.workflows, ticket)
    if to in flow.statuses:
        return to
    found = [status.id for name, status in workflows.find_status(to, desk.workflows) if name == flow.id]
    return found[0] if found else flow.done if to == "done" else to


def _with_attempts(ticket: Values, facts: Mapping[str, object]) -> Mapping[str, object]:
    return {"attempts": ticket["attempts"], **facts} if ticket["kind"] == "follow_up" else facts


def _cancel_follow_ups(desk: Desk, transaction: Transaction, number: int) -> None:
    """A parent that is open again, or gone, needs no call about how it went."""
    for child in transaction.rows(tables.Ticket, "parent_id = ? AND kind = 'follow_up' AND stage = 'open'", number):
        move(desk, transaction, child, "cancelled", {"reason": "other"})


def _moved(
    desk: Desk,
    name: str,
    numbers: Sequence[int],
    deed: Callable[[Transaction, Values], None],
    *,
    all_or_nothing: bool,
) -> Outcome:
    ends: list[Any] = []

    def noted(transaction: Transaction, ticket: Values) -> None:
        deed(transaction, ticket)
        ends.append(guard.place(desk.workflows, ticket)[1].label)

    operation, changed, refused = each(desk, name, numbers, noted, all_or_nothing=all_or_nothing)
    if len(changed) == 1:
        said = Sentence(N_("#{number}: {status}"), number=changed[0], status=ends[0])
    else:
        said = Sentence(N_("{count} tickets moved."), count=len(changed))
    return Outcome(operation, said, changed, refused, topics(changed))
