"""Where a row of a file ends up in its workflow, worked out once for all rows of the same kind, category and status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.domain import kinds, workflows
from desk.errors import BadInput
from desk.record import NamedTuple
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.domain.workflows import Status, Workflow, Workflows

    Values = Mapping[str, Any]
    Event = tuple[Any, ...]

# What a file may say that stands in a column of the ticket under the same name.
TEXTS = (
    "title", "body", "channel", "site", "category", "complaint_class", "flag_colour", "order_number", "address", "estimate_note",
    "currency", "approved_by", "approved_how", "part", "reason", "reason_note", "result", "balance_note", "contact_how", "agreed",
    "tracking", "settlement", "handed_to",
)  # fmt: skip
OTHERS = (
    "priority", "estimate", "score", "nps", "due_at", "expected_at", "resume_at", "ask_again_at", "first_response_at",
    "waiting_since", "snoozed_until", "last_activity_at", "attempts", "visits",
)  # fmt: skip
TICKET = (
    "id", "customer_id", "device_id", "assignee_id", "opened_by", "import_id", "source", "external_id", "fingerprint", "extra",
    "kind", "workflow", "status", "stage", "outcome", "order_folded", "opened_at", "resolved_at", "closed_at", "act_by", "lane",
    "tie", *TEXTS, *OTHERS,
)  # fmt: skip
AT = {name: place for place, name in enumerate(TICKET)}
FILLED = {name: AT[name] for name in (*TEXTS, *OTHERS)}
_DEFAULTS = dict.fromkeys(TICKET) | dict.fromkeys((*TEXTS, "order_folded"), "")
_DEFAULTS |= {"priority": "normal", "attempts": 0, "visits": 1, "tie": 0, "extra": "{}"}
_NOWHERE = (None, None, None)
_MANY = 10_000


class Place(NamedTuple):
    """A status of a workflow, and how a ticket gets there.

    cells      the columns of TICKET with what all such rows share
    ours       whether the file is our own export, which knows what a ticket cannot tell from its dates
    at_once    the event of a ticket that is there from the start: from nowhere, to it; `begun` the one that only begins
    ended      from the beginning straight to it; `between` the two steps by way of the workflow's "done", where that is a place to wait
    """

    cells: list[Any]
    ours: bool
    unfinished: bool
    complete: bool
    closed: bool
    at_once: Event
    begun: Event
    ended: Event
    between: tuple[Event, Event] | None

    def ends(self, opened: str, resolved: str | None, closed: str | None) -> tuple[str | None, str | None]:
        """When the work was done and when it was over: as the file says, else at the other of the two, else at the opening."""
        if self.unfinished:
            return None, None
        last = closed or resolved or opened
        if self.ours:
            done = resolved or (last if self.complete else None)
            if self.complete and self.closed and self.between is None:
                done = last
            return done, last if self.closed else None
        done = max(resolved or last, opened) if self.complete else None
        return done, max(last, opened, done or "") if self.closed else None

    def moves(self, opened: str, resolved: str | None, closed: str | None) -> tuple[Event, ...]:
        """At most three dated events. What was over the moment it was opened is one event, so the flow counts it twice."""
        finished = resolved or closed
        if self.unfinished or finished == closed == opened or (closed is None and finished == opened):
            return ((opened, *self.at_once),)
        if self.between and resolved and closed and resolved != closed:
            return ((opened, *self.begun), (resolved, *self.between[0]), (closed, *self.between[1]))
        return ((opened, *self.begun), (closed or resolved, *self.ended))


class Places:
    """All places of the shop's workflows; `kind` is that of a row which names none."""

    def __init__(self, flows: Workflows, kind: str) -> None:
        self._flows = flows
        self._kind = kind
        self._known: dict[tuple[Any, ...], Place] = {}

    def of(self, values: Values) -> Place:
        """Where this row stands; BadInput when there is no such place."""
        get = values.get
        key = (get("kind"), get("category"), get("status"), get("workflow"))
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _MANY:
                self._known.clear()
            found = self._known[key] = self._place(values)
        return found

    def _place(self, values: Values) -> Place:
        ours = "workflow" in values  # a column that no other file fills
        kind = str(values.get("kind") or self._kind)
        if kind not in kinds.KINDS or (kind == "follow_up" and not ours):
            raise BadInput(N_("“{value}” is no kind of ticket that a file can bring."), value=kind)
        flow = self._flow(kind, values)
        status = self._status(flow, str(values.get("status") or ""), ours=ours)
        start, done = _step(flow.statuses[flow.start]), flow.statuses.get(flow.done)
        end, waits = _step(status), done is not None and done.stage == "resolved"
        shared = {
            "kind": kind,
            "workflow": flow.id,
            "status": status.id,
            "stage": status.stage,
            "outcome": status.outcome,
        }
        return Place(
            list((_DEFAULTS | shared).values()), ours, status.unfinished, status.outcome == "complete",
            status.stage == "closed", (*_NOWHERE, *end), (*_NOWHERE, *start), (*start, *end),
            ((*start, *_step(done)), (*_step(done), *end)) if done is not None and waits else None,
        )  # fmt: skip

    def _flow(self, kind: str, values: Values) -> Workflow:
        """Our own export names the workflow: a category may have been changed since the ticket was opened."""
        named = self._flows.get(values.get("workflow") or "")
        if named is not None and named.kind == kind:
            return named
        return self._flows[kinds.workflow_for(kind, values.get("category"))]

    def _status(self, flow: Workflow, word: str, *, ours: bool) -> Status:
        """Tickets that were merged, or entered by mistake, come with our own export only: to other files the words mean something else."""
        if not word:
            return flow.statuses[flow.start]
        if word in flow.statuses and (ours or word not in workflows.HIDDEN):
            return flow.statuses[word]
        for name, found in workflows.find_status(word, self._flows):
            if name == flow.id and (ours or found.id not in workflows.HIDDEN):
                return found
        raise BadInput(N_("“{value}” is no status of {workflow}."), value=word, workflow=flow.label)


def _step(status: Status) -> tuple[str, str, str | None]:
    return status.id, status.stage, status.outcome
