"""The views every desk begins with: the numbers 1 to 9 at the left of the queue."""

from __future__ import annotations

from desk.record import NamedTuple
from desk.text import Label


class View(NamedTuple):
    """A named query."""

    id: str
    label: Label
    query: str


VIEWS: tuple[View, ...] = (
    View("open", Label("All open", "全部未完"), "is:open"),
    View("mine", Label("Mine", "我的"), "is:open is:mine"),
    View("unassigned", Label("Unassigned", "未派"), "is:open is:unassigned"),
    View("waiting", Label("Waiting", "等待中"), "is:waiting"),
    View("today", Label("Due today", "今天到期"), "is:today"),
    View("follow_ups", Label("Follow-ups", "回访"), "kind:follow_up stage:open,waiting sort:due"),
    View("ready", Label("Ready", "待取"), "status:ready sort:activity"),
    View("stale", Label("Stale", "久未联系"), "is:stale sort:activity"),
    View("complaints", Label("Complaints", "投诉"), "kind:complaint is:open"),
    View("unexplained", Label("Open without a reason", "未完且缺原因"), "is:open no:reason"),
    View("overdue", Label("Overdue", "逾期"), "is:overdue sort:due"),
    View("snoozed", Label("Snoozed", "暂缓"), "is:snoozed"),
    View("all", Label("Everything", "全部工单"), "sort:-number"),
)
BY_ID = {view.id: view for view in VIEWS}
