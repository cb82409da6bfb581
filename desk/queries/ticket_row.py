"""A line of the queue, apart from the other rows so that `desk list` builds no class it does not need."""

from __future__ import annotations

from desk.record import NamedTuple


class TicketRow(NamedTuple):
    """One line of the queue. `group` is the group of the urgency order, 1 emergency … 7 waiting, 8 resolved or closed."""

    number: int
    kind: str
    workflow: str
    status: str
    stage: str
    title: str
    customer_id: int | None
    customer: str
    vip: bool
    assignee_id: int | None
    assignee_number: str
    assignee: str
    priority: str
    flag_colour: str
    tags: tuple[str, ...]
    channel: str
    site: str
    category: str
    complaint_class: str
    waiting_since: str | None
    due_at: str | None
    act_by: str | None
    snoozed_until: str | None
    opened_at: str
    last_activity_at: str
    resolved_at: str | None
    closed_at: str | None
    parent: int | None
    lane: int | None
    tie: int
    version: int
    group: int
