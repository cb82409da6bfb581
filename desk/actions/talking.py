"""What was said: the customer's messages, our replies and calls, notes inside the shop. The first two drive the waiting clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desk import clock
from desk.actions import moving
from desk.actions.desk import Outcome, each, topics
from desk.domain import guard, kinds, moves
from desk.errors import Refused, Usage
from desk.record import NamedTuple
from desk.store import tables
from desk.text import N_, Sentence, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from desk.actions.desk import Desk
    from desk.store.transaction import Transaction, Values

# On these the customer stands before us or is on the line: what they say is answered on the spot.
ANSWERED_AT_ONCE = frozenset({"phone", "walk_in", "visit", "patrol"})
UNREACHED = frozenset({"no_answer", "busy", "wrong_number", "refused", "later"})


class Said(NamedTuple):
    """Words of one deed: text, through which channel ('' : the ticket's own), when (aware; None: now)."""

    text: str = ""
    via: str = ""
    at: datetime | None = None


def needs_answer(channel: str) -> bool:
    """What is preset for a customer's message: written channels wait for an answer, spoken ones have had it."""
    return channel not in ANSWERED_AT_ONCE


def message(
    desk: Desk, numbers: Sequence[int], said: Said, *, answer: bool | None = None, approved: bool | None = None
) -> Outcome:
    """The customer said something. `answer`: whether it waits for one (None: by the channel); starts the waiting clock if so.

    A message on a ticket that waited for the customer takes it up again; one that needs an answer reopens finished work.
    `approved` answers an estimate: yes goes on with the repair, no to the return.
    """

    def deed(transaction: Transaction, ticket: Values) -> None:
        channel = _channel(said.via) or ticket["channel"]
        waits = needs_answer(channel) if answer is None else answer
        at = _at(transaction, said)
        _log(transaction, ticket, "message", said, channel=channel, needs_answer=waits)
        changes: Values = {"last_activity_at": max(at, ticket["last_activity_at"])}
        if waits:
            changes["waiting_since"] = min(filter(None, (ticket["waiting_since"], at)))
        effect = moves.after_message(desk.workflows, ticket, now=transaction.deed.at)
        transaction.update(tables.Ticket, ticket, **changes)
        _follow(desk, transaction, ticket, effect, waits=waits, approved=approved, channel=channel)

    return _done(desk, "message", numbers, deed, N_("#{number}: noted what the customer said."))


def _follow(
    desk: Desk,
    transaction: Transaction,
    ticket: Values,
    effect: moves.Effect,
    *,
    waits: bool,
    approved: bool | None,
    channel: str,
) -> None:
    waiting = ticket["waiting_since"]
    if effect.kind == "ask_approval" and approved is not None:
        facts = (
            {"approved_by": "customer", "approved_how": channel or "other"}
            if approved
            else {"reason": "customer_demand"}
        )
        moving.move(desk, transaction, ticket, "in_repair" if approved else "to_return", facts)
    elif effect.to is not None and (effect.kind == "move" or (effect.kind == "ask_reopen" and waits)):
        moving.move(desk, transaction, ticket, effect.to, {})
    if waits and ticket["stage"] in ("open", "waiting"):
        transaction.update(tables.Ticket, ticket, waiting_since=waiting)


def reply(desk: Desk, numbers: Sequence[int], said: Said, *, then: str = "", facts: Values | None = None) -> Outcome:
    """We answered, through `said.via`: stops the waiting clock. `then` is a status to go to in the same deed."""

    def deed(transaction: Transaction, ticket: Values) -> None:
        channel = _channel(said.via) or ticket["channel"]
        _log(transaction, ticket, "visit" if channel == "visit" else "reply", said, channel=channel)
        _answered(desk, transaction, ticket, _at(transaction, said))
        if then:
            moving.move(desk, transaction, ticket, moving.target(desk, ticket, then), facts or {})

    return _done(desk, "reply", numbers, deed, N_("#{number}: reply noted."))


def call(
    desk: Desk,
    numbers: Sequence[int],
    said: Said,
    *,
    result: str,
    again: datetime | None = None,
    then: str = "",
    facts: Values | None = None,
) -> Outcome:
    """We called. Only a call that reached somebody is an answer; any other names the next attempt (`again`, default 4 hours on)."""
    outcome = kinds.pick(kinds.CALL_RESULTS, result)
    if outcome is None:
        raise Usage(
            N_("“{result}” is no result of a call. Possible: {possible}."),
            result=result,
            possible=kinds.joined(kinds.CALL_RESULTS.values()),
        )

    def deed(transaction: Transaction, ticket: Values) -> None:
        at = _at(transaction, said)
        _log(transaction, ticket, "call", said, channel="phone", result=outcome)
        if outcome == "reached":
            _answered(desk, transaction, ticket, at)
        else:
            _attempted(transaction, ticket, at, again)
        if then:
            moving.move(
                desk,
                transaction,
                ticket,
                moving.target(desk, ticket, then),
                {"reached": outcome == "reached", **(facts or {})},
            )

    return _done(desk, "call", numbers, deed, N_("#{number}: call noted."))


def note(desk: Desk, numbers: Sequence[int], said: Said) -> Outcome:
    """A note that stays inside the shop; it answers nobody."""
    if not said.text.strip():
        raise Usage(N_("A note needs a text."))

    def deed(transaction: Transaction, ticket: Values) -> None:
        _log(transaction, ticket, "note", said, channel="")
        at = _at(transaction, said)
        transaction.update(tables.Ticket, ticket, last_activity_at=max(at, ticket["last_activity_at"]))

    return _done(desk, "note", numbers, deed, N_("#{number}: note written."))


def _answered(desk: Desk, transaction: Transaction, ticket: Values, at: str) -> None:
    first = min(filter(None, (ticket["first_response_at"], at)))
    waiting = ticket["waiting_since"]
    changes: Values = {"first_response_at": first, "last_activity_at": max(at, ticket["last_activity_at"])}
    if waiting and waiting <= at:
        changes["waiting_since"] = None
    if ticket["kind"] == "follow_up":
        changes["attempts"] = ticket["attempts"] + 1
    transaction.update(tables.Ticket, ticket, **changes)
    flow, found = guard.place(desk.workflows, ticket)
    to = moves.after_answer(flow, found)
    if to:
        moving.move(desk, transaction, ticket, to, {})


def _attempted(transaction: Transaction, ticket: Values, at: str, again: datetime | None) -> None:
    next_try = clock.to_text(again or clock.from_text(at) + timedelta(hours=4))
    changes: Values = {"last_activity_at": max(at, ticket["last_activity_at"])}
    if ticket["kind"] == "follow_up":
        changes |= {"attempts": ticket["attempts"] + 1, "due_at": next_try, "snoozed_until": next_try}
    elif ticket["stage"] in ("open", "waiting"):
        changes["ask_again_at"] = next_try
    transaction.update(tables.Ticket, ticket, **changes)


def _log(
    transaction: Transaction,
    ticket: Values,
    kind: str,
    said: Said,
    *,
    channel: str,
    needs_answer: bool = False,
    result: str = "",
) -> None:
    transaction.insert(
        tables.Message(
            ticket_id=ticket["id"],
            kind=kind,
            at=_at(transaction, said),
            staff_id=transaction.staff_id,
            channel=channel,
            body=clean(said.text, lines=True).strip("\n"),
            needs_answer=int(needs_answer),
            result=result,
        )
    )


def _at(transaction: Transaction, said: Said) -> str:
    if said.at is None:
        return transaction.at
    if said.at > transaction.deed.at + timedelta(minutes=5):
        raise Refused(N_("That time is still to come."))
    return clock.to_text(said.at)


def _channel(text: str) -> str:
    if not text:
        return ""
    found = kinds.pick(kinds.CHANNELS, text)
    if found is None:
        raise Usage(
            N_("“{channel}” is no channel. Possible: {possible}."),
            channel=text,
            possible=kinds.joined(kinds.CHANNELS.values()),
        )
    return found


def _done(
    desk: Desk, name: str, numbers: Sequence[int], deed: Callable[[Transaction, Values], None], sentence: str
) -> Outcome:
    operation, changed, refused = each(desk, name, numbers, deed)
    said = (
        Sentence(sentence, number=changed[0])
        if len(changed) == 1
        else Sentence(N_("Noted on {count} tickets."), count=len(changed))
    )
    return Outcome(operation, said, changed, refused, topics(changed))
