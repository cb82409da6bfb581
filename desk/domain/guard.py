"""The guard of every move between statuses. Both doors ask it and get the same answer with the same reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from desk import clock
from desk.domain import kinds
from desk.domain.guard_facts import INSTANTS, accepted, has, prefilled
from desk.domain.workflow_shapes import MERGED, VOID, Habits, Need, Outcome, Stage, Status, Workflow, Workflows
from desk.errors import Configuration, Refused
from desk.record import NamedTuple
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Way = Literal["forward", "reopen", "back"]
Term = Literal["completion", "drop", "reopening", "merge"]


class Move(NamedTuple):
    """A move that may be made.

    `kind` is "forward", "reopen", or "back" (from on hold to where it was). `flow` is what it counts as in the month's
    flow, None for nothing. `values` are the columns to write beside status, stage and outcome: facts given, prefills,
    and empty ones (None or "", as the column has it) for what the old status had asked and the new one does not keep. `resolved_at` and `closed_at` are the caller's.
    """

    from_status: str
    to_status: str
    stage: Stage
    outcome: Outcome | None
    kind: Way
    flow: Term | None
    values: dict[str, object]


def flow_term(old: Status | None, new: Status) -> Term | None:
    """What a move counts as in `open_start + opened + reopenings - completions - drops - merges = open_end`.

    `old` None is a ticket created in `new` (an import may create finished ones). Moving on from resolved to closed adds nothing.
    """
    unfinished = old is None or old.unfinished
    if new.unfinished:
        return None if unfinished else "reopening"
    if not unfinished:
        return None
    if new.id == MERGED:
        return "merge"
    return "completion" if new.outcome == "complete" else "drop"


def place(workflows: Workflows, ticket: Mapping[str, object]) -> tuple[Workflow, Status]:
    """The workflow and status a ticket is in; Configuration when the shop's workflows do not know them any more."""
    flow = workflows.get(str(ticket["workflow"]))
    found = flow.statuses.get(str(ticket["status"])) if flow else None
    if flow is None or found is None:
        raise Configuration(
            N_("Status {status} of workflow {workflow} is in the desk, but not in the configuration; add it there."),
            status=str(ticket["status"]), workflow=str(ticket["workflow"]),
        )  # fmt: skip
    return flow, found


def possible(flow: Workflow, old: Status, ticket: Mapping[str, object]) -> dict[str, Way]:
    """Where a ticket in `old` may go, and in which way, in the order of the workflow. Merged and void stand apart."""
    ways: dict[str, Way] = dict.fromkeys(old.next, "forward")
    ways.update(dict.fromkeys(old.reopen, "reopen"))
    held = ticket.get("hold_from")
    if (
        old.back
        and isinstance(held, str)
        and held != old.id
        and held in flow.statuses
        and flow.statuses[held].unfinished
    ):
        ways[held] = "back"
    return {id_: ways[id_] for id_ in flow.statuses if id_ in ways}


def check_move(
    workflows: Workflows, ticket: Mapping[str, object], to: str, facts: Mapping[str, object], *, now: datetime
) -> Move:
    """The move of `ticket` (its columns) to status `to` with the `facts` given, or Refused with the reason and the way out.

    `facts` are columns (instants as aware datetimes or UTC text, money in minor units, codes as ids or labels). Beside
    columns it may hold what the same deed does: `first_response_at` when it logs an answer, and `attempts` (calls made,
    with this one) for a follow-up. The caller writes `first_response_at` itself.
    """
    flow, old = place(workflows, ticket)
    way = _way(flow, old, ticket, to)
    new = flow.statuses[to]
    open_needs = missing(workflows, ticket, to, facts, now=now)
    hindered = next((need for need in open_needs if need.type == "absent"), None)
    if hindered:
        raise Refused(N_("{to} is not possible: the customer has had an answer."), to=new.label)
    asked = [need.label for need in open_needs if need.prefill is None]
    if asked:
        raise Refused(N_("{to} still needs: {what}."), to=new.label, what=kinds.joined(asked))
    values = accepted(facts, _needs(old, new))
    for need in open_needs:
        values.setdefault(need.fields[0], need.prefill)
    values.update(_left_behind(old, new, way, ticket, values))
    return Move(old.id, new.id, new.stage, new.outcome, way, flow_term(old, new), values)


def missing(
    workflows: Workflows,
    ticket: Mapping[str, object],
    to: str,
    facts: Mapping[str, object],
    *,
    now: datetime | None = None,
) -> tuple[Need, ...]:
    """What is still open for that move, for a dialog to ask. A need with a `prefill` need not be asked: it is taken.

    Refused as `check_move` when the move itself or a fact already given is wrong.
    """
    flow, old = place(workflows, ticket)
    way = _way(flow, old, ticket, to)
    needs = _needs(old, flow.statuses[to])
    given = accepted(facts, needs)
    given.update({loose: facts[loose] for loose in ("first_response_at", "attempts") if has(facts, loose)})
    habits, moment = workflows.habits, now or clock.now()
    wanted = [n for n in needs if _applies(n, ticket, given, habits) and not _met(n, ticket, given)]
    if way == "back":  # what that status had asked was answered when the ticket went there first
        wanted = [n for n in wanted if n.prefill and not any(has(ticket, field) for field in n.fields)]
    return tuple(prefilled(need, moment, habits.ask_again_days) for need in wanted)


def _way(flow: Workflow, old: Status, ticket: Mapping[str, object], to: str) -> Way:
    new = flow.statuses.get(to)
    ways = possible(flow, old, ticket)
    if new is not None and to in (MERGED, VOID) and old.id not in (MERGED, VOID):
        return "forward"
    if new is not None and to in ways:
        return ways[to]
    if to == old.id:
        raise Refused(N_("It is already {status}."), status=old.label)
    names = kinds.joined(flow.statuses[id_].label for id_ in ways)
    if not ways:
        raise Refused(N_("{status} is the end; only undo brings it back."), status=old.label)
    if new is None:
        raise Refused(N_("There is no status “{to}” here. Possible: {possible}."), to=to, possible=names)
    raise Refused(
        N_("From {status} it cannot become {to}. Possible: {possible}."), status=old.label, to=new.label, possible=names
    )


def _needs(old: Status, new: Status) -> tuple[Need, ...]:
    return tuple(
        need
        for need in new.needs
        if old.id not in need.not_from and (not need.only_from or old.id in need.only_from)
    )  # fmt: skip


def _met(need: Need, ticket: Mapping[str, object], given: Mapping[str, object]) -> bool:
    there = any(has(given, field) for field in need.fields) or any(has(ticket, field) for field in need.stays)
    return there != (need.type == "absent")


def _applies(need: Need, ticket: Mapping[str, object], given: Mapping[str, object], habits: Habits) -> bool:
    match need.when:
        case "dated_reason":
            return given.get("reason") in kinds.DATED_HOLD_REASONS
        case "unapproved":
            return ticket.get("status") == "awaiting_approval" or open_estimate(ticket)
        case "priced":
            return bool(ticket.get("estimate"))
        case "attempts_left":
            made = given.get("attempts", ticket.get("attempts") or 0)
            return int(str(made)) < habits.max_attempts
        case "follow_up_required":
            return habits.follow_up_required
    return True


def open_estimate(ticket: Mapping[str, object]) -> bool:
    """Whether the customer was asked to agree to an estimate and has not.

    The question stands as long as its ask-again date does: leaving "waiting for approval" without an answer keeps the date.
    A price that was only named at intake has none, so it does not stop the work.
    """
    priced = has(ticket, "estimate") or has(ticket, "estimate_note")
    agreed = has(ticket, "approved_by") or has(ticket, "approved_how")
    return priced and not agreed and has(ticket, "ask_again_at")


def _left_behind(
    old: Status, new: Status, way: Way, ticket: Mapping[str, object], values: Mapping[str, object]
) -> dict[str, object]:
    """What the move does to columns by itself: the old status' dates and reasons end with it, where it was held is remembered."""
    changed: dict[str, object] = {"hold_from": old.id if new.back else ""}
    moving_on = (not old.unfinished and not new.unfinished) or (old.id == "to_return" and not new.unfinished)
    ended = ["resume_at"] if moving_on else ["resume_at", "reason", "reason_note"]
    if not (new.unfinished and open_estimate({**ticket, **values})):
        ended.append("ask_again_at")
    if not new.back and way != "back":
        ended.append("expected_at")
    if new.id == "awaiting_approval" and way != "back":
        ended += ["approved_by", "approved_how"]
    if way == "reopen":
        ended.append("result")
    changed.update({field: None if field in INSTANTS else "" for field in ended if field not in values})
    if way == "reopen" and old.stage == "closed" and old.outcome == "complete" and ticket.get("kind") == "repair":
        changed["visits"] = int(str(ticket.get("visits") or 1)) + 1
    return {field: value for field, value in changed.items() if value or has(ticket, field)}
