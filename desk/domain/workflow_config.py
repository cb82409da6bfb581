"""A shop's own statuses and names on top of the default workflows, refused where the figures would no longer add up."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from desk.domain.workflow_shapes import BACK, HIDDEN, Habits, Outcome, Stage, Status, Workflow, Workflows, expand
from desk.domain.workflow_table import ASK_AGAIN, RAW, REASON, TABLE
from desk.errors import Configuration
from desk.text import N_, Label, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Protocol

    class _Queue(Protocol):
        @property
        def ask_again_days(self) -> int: ...

    class _Complaint(Protocol):
        @property
        def follow_up_required(self) -> bool: ...

    class _FollowUp(Protocol):
        @property
        def max_attempts(self) -> int: ...

    class _Settings(Protocol):
        @property
        def status(self) -> tuple[Mapping[str, object], ...]: ...
        @property
        def label(self) -> Mapping[str, Label]: ...
        @property
        def queue(self) -> _Queue: ...
        @property
        def complaint(self) -> _Complaint: ...
        @property
        def follow_up(self) -> _FollowUp: ...


KEYS = ("workflow", "id", "en", "zh", "stage", "outcome", "next", "after", "reopen")


def from_settings(settings: _Settings) -> Workflows:
    """The workflows as the shop's settings want them; Configuration with the reason when they cannot stand."""
    habits = Habits(
        settings.queue.ask_again_days, settings.follow_up.max_attempts, settings.complaint.follow_up_required
    )
    return extended(settings.status, settings.label, habits)


def extended(
    statuses: Iterable[Mapping[str, object]] = (),
    labels: Mapping[str, Label] = MappingProxyType({}),
    habits: Habits = Habits(),  # noqa: B008 - immutable
) -> Workflows:
    """The defaults with more statuses and other names.

    A status is `{workflow, id, en, zh, stage, outcome, next, after, reopen}`: `next` where it may go, `after` which may
    lead to it (the word "any" in `next` as in the defaults; open and waiting statuses belong to every "any" themselves),
    `reopen` where a finished one goes back to (the workflow's usual place when left out). `labels` are
    `workflow.status` -> Label. Refused: moves from completing to dropping, a finished status without outcome, a status
    from which the end cannot be reached, one id with two stages, moves, stages and workflows that do not exist.
    """
    wanted = tuple(statuses)
    if not wanted and not labels:
        return Workflows(TABLE, habits)
    flows = {flow.id: flow for flow in RAW}
    added: list[tuple[Status, str]] = []
    for entry in wanted:
        flow = _flow_of(flows, entry)
        status = _status(flow, entry)
        _one_stage(flows.values(), status)
        flows[flow.id] = _with(flow, status)
        added.append((status, flow.id))
    for entry, (status, workflow) in zip(wanted, added, strict=True):
        flows[workflow] = _led_to(flows[workflow], status, _words(entry, "after"))
    flows = {id_: expand(flow) for id_, flow in flows.items()}
    for key, label in labels.items():
        _rename(flows, key, label)
    for flow in flows.values():
        check(flow)
    return Workflows(flows.values(), habits)


def check(flow: Workflow) -> None:
    """Configuration when the flow of a month could not balance, or a ticket could never be finished."""
    for status in flow.statuses.values():
        if status.id not in HIDDEN:
            _check_outcome(flow, status)
            _check_moves(flow, status)
    ends = {status.id for status in flow.statuses.values() if status.stage == "closed"}
    while more := {s.id for s in flow.statuses.values() if s.id not in ends and ends.intersection(s.next)}:
        ends |= more
    for status in flow.statuses.values():
        if status.id not in ends:
            raise Configuration(
                N_("Workflow {workflow}: from {status} no closed status can be reached; add one to its “next”."),
                workflow=flow.id, status=status.id,
            )  # fmt: skip


def _check_outcome(flow: Workflow, status: Status) -> None:
    if not status.unfinished and status.outcome is None:
        raise Configuration(
            N_("Workflow {workflow}: {status} is {stage}, so it needs an outcome, “complete” or “drop”."),
            workflow=flow.id, status=status.id, stage=status.stage,
        )  # fmt: skip
    if status.unfinished and status.outcome is not None:
        raise Configuration(
            N_("Workflow {workflow}: {status} is {stage}, so it can have no outcome yet."),
            workflow=flow.id, status=status.id, stage=status.stage,
        )  # fmt: skip


def _check_moves(flow: Workflow, status: Status) -> None:
    for target in (flow.statuses[id_] for id_ in status.next):
        if target.id in HIDDEN:
            raise Configuration(
                N_("Workflow {workflow}: no status leads to {target}; a deed of its own does."),
                workflow=flow.id, target=target.id,
            )  # fmt: skip
        if status.outcome is not None and not target.unfinished and target.outcome != status.outcome:
            raise Configuration(
                N_("Workflow {workflow}: {status} and {target} count as opposite outcomes; reopen lies between them."),
                workflow=flow.id, status=status.id, target=target.id,
            )  # fmt: skip
        if not status.unfinished and (target.unfinished or status.stage == "closed"):
            raise Configuration(
                N_("Workflow {workflow}: {status} is finished; the way back to {target} belongs in “reopen”."),
                workflow=flow.id, status=status.id, target=target.id,
            )  # fmt: skip
    for id_ in status.reopen:
        if status.unfinished or flow.statuses[id_].stage != "open":
            raise Configuration(
                N_("Workflow {workflow}: only a finished status is reopened, and only to an open one ({status}, {target})."),
                workflow=flow.id, status=status.id, target=id_,
            )  # fmt: skip


def _flow_of(flows: Mapping[str, Workflow], entry: Mapping[str, object]) -> Workflow:
    for key in entry:
        if key not in KEYS:
            raise Configuration(
                N_("A status has no setting “{key}”; known are {known}."), key=key, known=", ".join(KEYS)
            )  # fmt: skip
    flow = flows.get(str(entry.get("workflow", "")))
    if flow is None:
        raise Configuration(
            N_("There is no workflow “{workflow}”; known are {known}."),
            workflow=str(entry.get("workflow", "")), known=", ".join(flows),
        )  # fmt: skip
    return flow


def _status(flow: Workflow, entry: Mapping[str, object]) -> Status:
    id_ = str(entry.get("id", ""))
    if not id_.isascii() or not id_.replace("_", "a").isalnum() or id_ != id_.lower() or not id_[0].isalpha():
        raise Configuration(
            N_("“{status}” cannot be the id of a status: lower-case letters, digits and _, a letter first."), status=id_
        )  # fmt: skip
    if id_ in flow.statuses or id_ in ("any", BACK):
        raise Configuration(
            N_("Workflow {workflow} has a status {status} already; to rename it, use [label]."),
            workflow=flow.id, status=id_,
        )  # fmt: skip
    stage = _one_of(id_, "stage", entry.get("stage"), get_args(Stage))
    outcome = entry.get("outcome") or None
    if outcome is not None:
        outcome = _one_of(id_, "outcome", outcome, get_args(Outcome))
    en, zh = (clean(str(entry.get(language, ""))).strip() for language in ("en", "zh"))
    label = Label(en or zh or id_, zh or en or id_)
    reopen = _words(entry, "reopen")
    if not reopen and stage in ("resolved", "closed"):
        reopen = next(found.reopen[:1] for found in flow.statuses.values() if found.reopen)
    # nothing rests in waiting without a date, and nothing is dropped without a reason
    needs = (ASK_AGAIN,) if stage == "waiting" else (REASON,) if outcome == "drop" else ()
    return Status(id_, label, label, stage, outcome, _words(entry, "next"), reopen, needs)  # type: ignore[arg-type]


def _one_of(status: str, key: str, value: object, known: tuple[str, ...]) -> str:
    if value not in known:
        raise Configuration(
            N_("Status {status}: {key} cannot be “{value}”; known are {known}."),
            status=status, key=key, value=str(value or ""), known=", ".join(known),
        )  # fmt: skip
    return str(value)


def _words(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = entry.get(key, ())
    return tuple(map(str, value)) if isinstance(value, list | tuple) else tuple(str(value).split())


def _one_stage(flows: Iterable[Workflow], status: Status) -> None:
    for flow in flows:
        other = flow.statuses.get(status.id)
        if other and other.stage != status.stage:
            raise Configuration(
                N_("Status {status} would be {stage} here and {other} in workflow {workflow}; choose another id."),
                status=status.id, stage=status.stage, other=other.stage, workflow=flow.id,
            )  # fmt: skip


def _with(flow: Workflow, status: Status) -> Workflow:
    """`flow` with `status` before the two that are never in the menu."""
    shown = {id_: found for id_, found in flow.statuses.items() if id_ not in HIDDEN}
    hidden = {id_: flow.statuses[id_] for id_ in HIDDEN}
    return flow._replace(statuses=MappingProxyType({**shown, status.id: status, **hidden}))


def _led_to(flow: Workflow, status: Status, after: tuple[str, ...]) -> Workflow:
    statuses = dict(flow.statuses)
    for id_ in after:
        if id_ not in statuses or id_ in HIDDEN:
            raise Configuration(
                N_("Workflow {workflow}: {status} comes after {other}, which does not exist."),
                workflow=flow.id, status=status.id, other=id_,
            )  # fmt: skip
        statuses[id_] = statuses[id_]._replace(next=(*statuses[id_].next, status.id))
    return flow._replace(statuses=MappingProxyType(statuses))


def _rename(flows: dict[str, Workflow], key: str, label: Label) -> None:
    workflow, _, id_ = key.partition(".")
    flow = flows.get(workflow)
    if flow is None or id_ not in flow.statuses:
        raise Configuration(N_("There is no status “{key}” to rename; write it as workflow.status."), key=key)
    found = flow.statuses[id_]._replace(label=label, onsite=label)
    flows[workflow] = flow._replace(statuses=MappingProxyType({**flow.statuses, id_: found}))
