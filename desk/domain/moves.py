"""Which moves the doors offer: the status menu, the keys for done, close and reopen, and what follows by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from desk.clock import from_text
from desk.domain.guard import Way, missing, place, possible
from desk.domain.guard_facts import has
from desk.domain.workflow_shapes import HIDDEN, Status, Workflow, Workflows
from desk.errors import Refused
from desk.record import NamedTuple
from desk.text import N_, Label, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

THANKS_DAYS = 14  # a message on a closed ticket within these days belongs to it

# What the dialog of x offers on a complaint, in the order of its digits 1 to 4.
COMPLAINT_ENDS: dict[str, Label] = {
    "satisfied": Label("Satisfied", "满意"),
    "neutral": Label("Neutral", "一般"),
    "dissatisfied": Label("Dissatisfied", "不满意"),
    "override": Label("Close by decision", "特批结案"),
}


class Choice(NamedTuple):
    """One line of the status menu: the way there (None: there is none), and `why` it is not allowed now."""

    status: Status
    kind: Way | None
    why: Sentence | None = None

    @property
    def allowed(self) -> bool:
        """Whether choosing it leads on; what it asks is asked then."""
        return self.why is None


class Effect(NamedTuple):
    """What a customer's message does by itself.

    move: go to status `to` in the same deed · ask_approval: ask whether the estimate is agreed ·
    ask_reopen: ask reopen (to `to`), only thanks, or new · none.
    """

    kind: Literal["none", "move", "ask_approval", "ask_reopen"]
    to: str | None = None


def choices(workflows: Workflows, ticket: Mapping[str, object]) -> tuple[Choice, ...]:
    """Every other status of the ticket's workflow: first those it may go to, then the rest with the reason why not.

    A move that only asks something is allowed, the dialog asks (`guard.missing`). Merged and void are never among them.
    """
    flow, old = place(workflows, ticket)
    ways = possible(flow, old, ticket)
    shown = [found for found in flow.statuses.values() if found.id not in (*HIDDEN, old.id)]
    lines = [_choice(workflows, ticket, found, ways.get(found.id)) for found in shown]
    return tuple(sorted(lines, key=lambda line: not line.allowed))


def _choice(workflows: Workflows, ticket: Mapping[str, object], found: Status, way: Way | None) -> Choice:
    if way is None:
        old = place(workflows, ticket)[1]
        return Choice(found, None, Sentence(N_("Not from {status}."), status=old.label))
    kinds_of_need = {need.type: need for need in missing(workflows, ticket, found.id, {})}
    if "absent" in kinds_of_need:
        return Choice(found, way, Sentence(N_("The customer has had an answer.")))
    if "logged" in kinds_of_need:
        return Choice(found, way, Sentence(N_("First log {what}."), what=kinds_of_need["logged"].label))
    if found.id == "converted" and "ticket" in kinds_of_need:
        return Choice(found, way, Sentence(N_("Turn it into a ticket of another kind; that sets it.")))
    return Choice(found, way)


def done_target(flow: Workflow, found: Status) -> str | None:
    """Where the key d leads: ready, answered, fulfilled, done of a follow-up; None when the work is finished already.

    The guard may still refuse it and say what is possible, for example while the customer has to agree to an estimate.
    """
    return flow.done if found.unfinished else None


def close_target(flow: Workflow, found: Status) -> str | None:
    """Where the key x leads: ready -> collected, fulfilled -> done, an inquiry -> done.

    None: show the status menu, or for a complaint the dialog of four results (`complaint_target`).
    """
    if flow.close is None or flow.close not in found.next or (found.unfinished and not flow.close_early):
        return None
    return flow.close


def complaint_target(found: Status, result: str) -> str | None:
    """Where a follow-up's result leads its complaint; None: it stays where it is.

    A complaint ends with a satisfied customer or with a decision and its reason. Neutral keeps it as it is; dissatisfied
    brings a finished one back to contacted.
    """
    if result == "satisfied":
        return "satisfied"
    if result == "override":
        return "settled"
    if result == "dissatisfied" and not found.unfinished and found.reopen:
        return found.reopen[0]
    return None


def reopen_target(found: Status) -> str:
    """Where reopening leads when nothing is said; Refused for work that is not finished, merged or void."""
    if found.unfinished:
        raise Refused(N_("It is {status}, so there is nothing to reopen."), status=found.label)
    if not found.reopen:
        raise Refused(N_("{status} is the end; only undo brings it back."), status=found.label)
    return found.reopen[0]


def after_answer(flow: Workflow, found: Status) -> str | None:
    """Where the first reply to an inquiry, or taking it, brings it by itself: new -> in progress; None: stays."""
    if flow.id == "inquiry" and found.id == flow.start and flow.answered_by in found.next:
        return flow.answered_by
    return None


def after_message(workflows: Workflows, ticket: Mapping[str, object], *, now: datetime) -> Effect:
    """What the customer's message does to the status, inside the deed that logs it."""
    flow, old = place(workflows, ticket)
    if old.id == "awaiting_customer" and flow.answered_by in old.next:
        return Effect("move", flow.answered_by)
    if old.id == "awaiting_approval":
        return Effect("ask_approval", "in_repair")
    if old.unfinished or not old.reopen:
        return Effect("none")
    if old.stage == "closed" and has(ticket, "closed_at"):
        closed = from_text(str(ticket["closed_at"]))
        if now - closed > timedelta(days=THANKS_DAYS):
            return Effect("none")
    return Effect("ask_reopen", old.reopen[0])
