"""The workflows of the shop: the defaults, and looking things up in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.domain.kinds import workflow_for
from desk.domain.workflow_shapes import HIDDEN, MERGED, VOID, Need, Outcome, Stage, Status, Workflow, Workflows
from desk.domain.workflow_table import TABLE
from desk.errors import Usage
from desk.text import N_, fold

if TYPE_CHECKING:
    from desk.text import Label

__all__ = [
    "DEFAULT", "HIDDEN", "MERGED", "VOID", "Need", "Outcome", "Stage", "Status", "Workflow", "Workflows",
    "find_status", "label", "start", "status", "workflow_for",
]  # fmt: skip

DEFAULT = Workflows(TABLE)


def status(workflow: str, id_: str, workflows: Workflows = DEFAULT) -> Status:
    """The status of that id in that workflow; Usage when there is none."""
    flow = workflows.get(workflow)
    found = flow.statuses.get(id_) if flow else None
    if found is None:
        raise Usage(N_("There is no status “{status}” in {workflow}."), status=id_, workflow=workflow)
    return found


def start(kind: str, category: str | None = None, workflows: Workflows = DEFAULT) -> tuple[Workflow, Status]:
    """The workflow and first status of a new ticket."""
    flow = workflows[workflow_for(kind, category)]
    return flow, flow.statuses[flow.start]


def find_status(text: str, workflows: Workflows = DEFAULT) -> tuple[tuple[str, Status], ...]:
    """Every (workflow id, status) whose id or label, at the counter or on site, in either language, is `text`.

    An id wins over labels, so that `status:done` never means something else in another language. Empty when nothing fits.
    """
    wanted = fold(text)
    pairs = [(flow.id, found) for flow in workflows for found in flow.statuses.values()]
    by_id = tuple(pair for pair in pairs if wanted in (pair[1].id, pair[1].id.replace("_", "-")))
    return by_id or tuple(pair for pair in pairs if wanted in map(fold, (*pair[1].label, *pair[1].onsite)))


def label(found: Status, *, onsite: bool = False) -> Label:
    """The label to show: `onsite` where the shop works at the customer's place."""
    return found.onsite if onsite else found.label
