"""What a question is asked with: the file, the moment, the person and the words of the shop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desk.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from desk.domain.workflow_shapes import Workflows
    from desk.text import Label

UNFINISHED = "t.stage IN ('open', 'waiting')"
# The plus keeps SQLite from going through all of them where an index of a time leaves fewer.
ALSO_UNFINISHED = f"+{UNFINISHED}"


class Asked(NamedTuple):
    """Who asks what file at what moment, and the words of the shop. `lists` are its own categories, sites and channels."""

    connection: sqlite3.Connection
    zone: ZoneInfo
    now: datetime
    me: int | None = None
    late_days: int = 7
    stale_days: int = 3
    country: str = "CN"
    workflows: Workflows | None = None
    lists: Mapping[str, Mapping[str, Label]] = {}

    def ago(self, back: timedelta) -> datetime:
        """The moment `back` before now; where the calendar ends, its end."""
        try:
            return self.now - back
        except OverflowError:
            return datetime(1 if back > timedelta() else 9999, 1, 1, tzinfo=UTC)
