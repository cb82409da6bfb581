"""What breaks first stands first: the moment to act by, and the order of the queue."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk.clock import from_text
from desk.domain.hours import DEFAULT_CHANNELS, Channels, add_inside
from desk.text import Label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

EMERGENCY_LANE, COMPLAINT_LANE, REST_LANE, WAITING_LANE = range(4)
EMERGENCY, LATE, COMPLAINT, TODAY, LONG_LATE, REST, WAITING, ELSEWHERE = range(1, 9)
LATE_DAYS = 7

_RANKS: Mapping[str, int] = {"urgent": 0, "high": 1, "normal": 2, "low": 3}
_NORMAL = 2

# What the header of the queue says, group by group.
GROUPS: dict[int, Label] = {
    EMERGENCY: Label("Emergency", "紧急"),
    LATE: Label("Late", "超时"),
    COMPLAINT: Label("Complaint", "投诉"),
    TODAY: Label("Today", "今天到期"),
    LONG_LATE: Label("Late for long", "长期超时"),
    REST: Label("We owe", "待处理"),
    WAITING: Label("Waiting on others", "等待对方"),
}


def act_by(ticket: Mapping[str, object], zone: ZoneInfo, channels: Channels = DEFAULT_CHANNELS) -> datetime | None:
    """The earliest running clock (UTC), or None when none runs or the ticket is resolved or closed.

    Open: promise (for a follow-up its next attempt), the answer target, resume and ask-again dates. Waiting: all but
    the answer target. The answer target is `waiting_since` and the channel's red limit, counted inside its window.
    """
    stage = ticket.get("stage")
    if stage not in ("open", "waiting"):
        return None
    clocks = [from_text(found) for name in ("due_at", "resume_at", "ask_again_at") if (found := _text(ticket, name))]
    since = _text(ticket, "waiting_since")
    if stage == "open" and since:
        channel = ticket.get("channel")
        window = channels.window_of(channel)
        if window is not None:
            clocks.append(add_inside(from_text(since), channels.waits_of(channel).red, window, zone))
    return min(clocks, default=None)


def _text(ticket: Mapping[str, object], name: str) -> str:
    value = ticket.get(name)
    return value if isinstance(value, str) else ""


def lane(ticket: Mapping[str, object]) -> int | None:
    """The stored half of the group: 0 emergency we owe, 1 complaint we owe, 2 the rest we owe, 3 waiting; None: not in the queue."""
    stage = ticket.get("stage")
    if stage == "waiting":
        return WAITING_LANE
    if stage != "open":
        return None
    if ticket.get("priority") == "urgent" or ticket.get("complaint_class") == "emergency":
        return EMERGENCY_LANE
    return COMPLAINT_LANE if ticket.get("kind") == "complaint" else REST_LANE


def tie(ticket: Mapping[str, object]) -> int:
    """The order inside a group in one number, lowest first: complaint before others, then unassigned, then priority."""
    other = ticket.get("kind") != "complaint"
    assigned = ticket.get("assignee_id") is not None
    return (other << 3) | (assigned << 2) | _RANKS.get(_text(ticket, "priority"), _NORMAL)


def group(of: int | None, moment: datetime | None, now: datetime, day_end: datetime, late_days: int = LATE_DAYS) -> int:
    """The group 1 to 7 of a ticket in lane `of` that has to be acted on by `moment`; 8 when it is not in the queue.

    `day_end` is the end of the shop's day. Late: `now - late_days <= moment <= now`. Today: `now < moment < day_end`.
    A waiting ticket whose date has come is late or due today like any other; that is how it comes back by itself.
    """
    if of in (None, EMERGENCY_LANE):
        return ELSEWHERE if of is None else EMERGENCY
    found = WAITING if of == WAITING_LANE else REST
    if moment is not None and moment < day_end:
        found = TODAY
    if moment is not None and moment < now - timedelta(days=late_days):
        found = LONG_LATE
    if of == COMPLAINT_LANE:
        found = COMPLAINT
    if moment is not None and now - timedelta(days=late_days) <= moment <= now:
        found = LATE
    return found


def sort_key(in_group: int, packed: int, moment: datetime | None, number: int) -> tuple[int, int, bool, float, int]:
    """The place in the queue: group, `tie`, the moment to act by (none last), the number. Total, since numbers are unique."""
    return (in_group, packed, moment is None, moment.timestamp() if moment else 0.0, number)


def sign(in_group: int, moment: datetime | None, now: datetime) -> Label:
    """Why a row stands where it does, at most four cells wide; empty where its place needs no reason."""
    if in_group == EMERGENCY:
        return Label("now", "急")
    if in_group in (LATE, LONG_LATE) and moment is not None:
        passed = "-" + _short(now - moment)
        return Label(passed, passed)
    if in_group == COMPLAINT:
        return Label("cmpl", "投")
    return Label("due", "今") if in_group == TODAY else Label("", "")


def _short(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes}m"
    if minutes < 24 * 60:
        return f"{minutes // 60}h"
    days = minutes // (24 * 60)
    return f"{days}d" if days < 100 else f"{min(days // 365, 99)}y" if days >= 365 else f"{days // 7}w"
