"""The dialog of a move: what it asks, with dates shown as they were understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.clock import to_text
from desk.tui import times
from desk.tui.screens import needs as asking
from desk.tui.screens.form import DeskForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.domain.workflow_shapes import Need

    Values = Mapping[str, str]


class NeedsForm(DeskForm):
    """Fields of `needs`, which `reading` reads; a moment that is typed is shown under its box as it was understood."""

    def __init__(self, *words: Any, needs: Sequence[Need], reading: asking.Reading, now: datetime, **more: Any) -> None:
        super().__init__(*words, **more)
        self._needs = tuple(needs)
        self._reading = reading
        self._now = now

    def changed(self, values: Values) -> None:
        for need in self._needs:
            if need.type == "instant" and asking.key(need) in values:
                self.understand(asking.key(need), self.understood(values[asking.key(need)]))

    def understood(self, text: str) -> str:
        """The moment in full, or "" when the text is none."""
        moment = self._reading.when(text) if text.strip() else None
        return times.day(to_text(moment), self._now, self._reading.zone) if moment else ""
