"""Putting tickets in order: assign, take, priority, tags, flag, snooze, and any fact by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import clock
from desk.actions import moving
from desk.actions.desk import Outcome, each, topics
from desk.domain import guard, kinds, moves
from desk.domain.pinyin import initials
from desk.errors import Refused, Usage
from desk.store import tables
from desk.store.transaction import demand_version
from desk.text import N_, Label, Sentence, clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from desk.actions.desk import Desk
    from desk.store.transaction import Transaction, Values


def assign(desk: Desk, numbers: Sequence[int], to: str, *, all_or_nothing: bool = False) -> Outcome:
    """Gives tickets to `to` (number or name; somebody new appears on first use); '' takes them from everybody."""
    name = clean(to).strip()

    def deed(transaction: Transaction, ticket: Values) -> None:
        person = transaction.person(name) if name else None
        transaction.update(tables.Ticket, ticket, assignee_id=person, last_activity_at=_later(transaction, ticket))

    said = Sentence(N_("{count} given to {who}."), who=name or "–")
    return _arranged(desk, "assign", numbers, deed, said, all_or_nothing=all_or_nothing)


def take(desk: Desk, numbers: Sequence[int], *, all_or_nothing: bool = False) -> Outcome:
    """Takes tickets oneself; a new inquiry is in progress from then on."""

    def deed(transaction: Transaction, ticket: Values) -> None:
        transaction.update(
            tables.Ticket, ticket, assignee_id=transaction.staff_id, last_activity_at=_later(transaction, ticket)
        )
        flow, found = guard.place(desk.workflows, ticket)
        to = moves.after_answer(flow, found)
        if to:
            moving.move(desk, transaction, ticket, to, {})

    return _arranged(desk, "take", numbers, deed, Sentence(N_("{count} taken.")), all_or_nothing=all_or_nothing)


def priority(desk: Desk, numbers: Sequence[int], to: str, *, all_or_nothing: bool = False) -> Outcome:
    """Sets the priority: an id or a label."""
    level = _known(kinds.PRIORITIES, to, N_("“{word}” is no priority. Possible: {possible}."))

    def deed(transaction: Transaction, ticket: Values) -> None:
        transaction.update(tables.Ticket, ticket, priority=level)

    said = Sentence(N_("{count} set to priority {level}."), level=kinds.PRIORITIES[level])
    return _arranged(desk, "priority", numbers, deed, said, all_or_nothing=all_or_nothing)


def tag(
    desk: Desk,
    numbers: Sequence[int],
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    *,
    all_or_nothing: bool = False,
) -> Outcome:
    """Adds and removes tags. What is there already, or not there, changes nothing."""
    added, removed = tag_names(add), tag_names(remove)

    def deed(transaction: Transaction, ticket: Values) -> None:
        there = {fold(row["name"]): row for row in transaction.rows(tables.Tag, "ticket_id = ?", ticket["id"])}
        for key, name in added.items():
            if key not in there:
                transaction.insert(tables.Tag(ticket_id=ticket["id"], name=name))
        for key in removed:
            if key in there:
                transaction.delete(tables.Tag, there[key])

    return _arranged(desk, "tag", numbers, deed, Sentence(N_("{count} tagged.")), all_or_nothing=all_or_nothing)


def flag(desk: Desk, numbers: Sequence[int], colour: str, reason: str = "", *, all_or_nothing: bool = False) -> Outcome:
    """Puts up a flag; earlier flags stay in the history. Colour "none" takes it down."""
    down = colour in ("", "none", "无")
    chosen = "" if down else _known(kinds.FLAG_COLOURS, colour, N_("“{word}” is no colour. Possible: {possible}."))

    def deed(transaction: Transaction, ticket: Values) -> None:
        if down and not ticket["flag_colour"]:
            return
        transaction.insert(
            tables.Flag(
                ticket_id=ticket["id"],
                colour=chosen,
                reason=clean(reason),
                staff_id=transaction.staff_id,
                at=transaction.at,
            )
        )
        transaction.update(tables.Ticket, ticket, flag_colour=chosen)

    return _arranged(desk, "flag", numbers, deed, Sentence(N_("{count} flagged.")), all_or_nothing=all_or_nothing)


def snooze(desk: Desk, numbers: Sequence[int], until: datetime | None, *, all_or_nothing: bool = False) -> Outcome:
    """Hides tickets from the queue until a moment (aware); None brings them back now."""
    moment = clock.to_text(until) if until else None

    def deed(transaction: Transaction, ticket: Values) -> None:
        if ticket["stage"] not in ("open", "waiting"):
            raise Refused(N_("It is finished, so there is nothing to snooze."))
        if moment is not None and moment <= transaction.at:
            raise Refused(N_("That time has passed."))
        transaction.update(tables.Ticket, ticket, snoozed_until=moment)

    return _arranged(desk, "snooze", numbers, deed, Sentence(N_("{count} snoozed.")), all_or_nothing=all_or_nothing)


def set_fields(
    desk: Desk,
    numbers: Sequence[int],
    values: Mapping[str, object],
    *,
    versions: Mapping[int, int] | None = None,
    all_or_nothing: bool = False,
) -> Outcome:
    """Writes columns of tickets, already in the form that the table has (`domain.fields` reads them from text).

    `versions` are those the form was opened with: a ticket saved by somebody else since then is refused with Conflict.
    """
    changes = moving.stored(values)
    if "order_number" in changes:
        from desk.text import squeeze

        changes["order_folded"] = squeeze(str(changes["order_number"]))

    def deed(transaction: Transaction, ticket: Values) -> None:
        if versions and ticket["id"] in versions:
            demand_version(ticket, versions[ticket["id"]])
        if "title" in changes and not str(changes["title"]).strip():
            raise Refused(N_("A ticket needs a title."))
        transaction.update(tables.Ticket, ticket, **changes)

    return _arranged(desk, "set", numbers, deed, Sentence(N_("{count} changed.")), all_or_nothing=all_or_nothing)


def name_person(desk: Desk, who: str, name: str) -> Outcome:
    """Gives the person known by a number or login a name."""
    with desk.write("staff") as transaction:
        number = transaction.person(who)
        row = transaction.get(tables.Staff, number) or {}
        transaction.update(tables.Staff, row, name=clean(name).strip() or row["name"], initials=initials(name))
        operation = transaction.made
    return Outcome(operation, Sentence(N_("Noted.")), touched=frozenset({"staff"}))


def tag_names(names: Sequence[str]) -> dict[str, str]:
    """Tags as they are kept, by the form in which they are compared; without the # that people type."""
    cleaned = (clean(name).strip().strip("#＃").strip() for name in names)
    return {fold(name): name for name in cleaned if name}


def _known(table: Mapping[str, Label], word: str, sentence: str) -> str:
    found = kinds.pick(table, word)
    if found is None:
        raise Usage(sentence, word=word, possible=kinds.joined(table.values()))
    return found


def _later(transaction: Transaction, ticket: Values) -> str:
    return max(transaction.at, str(ticket["last_activity_at"]))


def _arranged(
    desk: Desk,
    name: str,
    numbers: Sequence[int],
    deed: Callable[[Transaction, Values], None],
    said: Sentence,
    *,
    all_or_nothing: bool,
) -> Outcome:
    operation, changed, refused = each(desk, name, numbers, deed, all_or_nothing=all_or_nothing)
    what = f"#{changed[0]}" if len(changed) == 1 else str(len(changed))
    return Outcome(operation, Sentence(said.id, count=what, **said.values), changed, refused, topics(changed))
