"""What the shop's settings mean for the order of the queue: a ticket's act_by, lane and tie."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk import clock
from desk.domain import hours, urgency

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from desk.config import Settings


class Rules:
    """Works out the derived columns of a ticket; `silent` are channels on which no answer is due at any hour."""

    def __init__(self, settings: Settings, zone: ZoneInfo) -> None:
        self.zone = zone
        wait, window = settings.wait, settings.window
        named = {channel: hours.Window.read(str(span)) for channel, span in window.more.items()}
        self.silent = frozenset(channel for channel, span in named.items() if span is None)
        self.channels = hours.Channels(
            windows={channel: span for channel, span in named.items() if span is not None},
            waits={"chat": _waits(wait.chat_amber_seconds, wait.chat_red_seconds)},
            window=hours.Window.read(window.default) or hours.ALL_DAY,
            wait=_waits(wait.amber_minutes * 60, wait.red_minutes * 60),
        )

    def columns(self, ticket: Mapping[str, Any]) -> dict[str, Any]:
        """The derived columns for these columns."""
        lane = urgency.lane(ticket)
        if lane is None:
            return {"act_by": None, "lane": None, "tie": urgency.tie(ticket)}
        if ticket.get("channel") in self.silent:
            ticket = {**ticket, "waiting_since": None}
        due = urgency.act_by(ticket, self.zone, self.channels)
        return {"act_by": clock.to_text(due) if due else None, "lane": lane, "tie": urgency.tie(ticket)}


def _waits(amber: int, red: int) -> hours.Waits:
    return hours.Waits(timedelta(seconds=amber), timedelta(seconds=red))
