"""What a report is made of: sums of dated deeds, counted by the database, with no figure worked out yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.domain.kinds import HEADLINE_KINDS, KINDS
from desk.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOLLOW_UP = "follow_up"
# By what the figures are broken down; `class` (of complaints) is apart, because only complaints have one.
DIMENSIONS = ("kind", "site", "category", "assignee")


class Tally(NamedTuple):
    """Sums over a group of tickets; tallies add up. `later` is the day of the report, all else is as at the period's end.

    opened         tickets created in the period
    completed      tickets whose first move into a completing status fell in it, and that still stand so
    closed         tickets whose first move into stage closed fell in it, and that still stand so
    open_start     in stage open or waiting when it began, and `open_end` when it ended
    completions, drops, merges, reopenings   deeds of the period (merges less those taken back)
    void, merged   of the tickets opened in it: entered by mistake, merged into another
    finished       of the tickets opened in it, those that stand completed
    hidden_later, finished_later   void or merged, and completed, on the day of the report
    """

    opened: int = 0
    completed: int = 0
    closed: int = 0
    open_start: int = 0
    open_end: int = 0
    completions: int = 0
    drops: int = 0
    merges: int = 0
    reopenings: int = 0
    void: int = 0
    merged: int = 0
    finished: int = 0
    hidden_later: int = 0
    finished_later: int = 0

    @property
    def counted(self) -> int:
        """The tickets that rates are over: opened in the period, neither void nor merged at its end."""
        return self.opened - self.void - self.merged

    @property
    def balanced(self) -> bool:
        """Whether every ticket that came, went or stayed is accounted for."""
        came = self.open_start + self.opened + self.reopenings
        return came - self.completions - self.drops - self.merges == self.open_end


EMPTY = Tally()


def add(tallies: Iterable[Tally]) -> Tally:
    """The sum, field by field."""
    return Tally(*map(sum, zip(EMPTY, *tallies, strict=True)))


class Facts(NamedTuple):
    """The sums of one period.

    `kind` holds all four kinds, the others the headline kinds only (inquiry, repair, complaint), each by its id or
    text ("" where a ticket has none). `assignee` is by name: opened and finished of who opened, completed and closed of
    who did it, open_end of who has it. `complaint_class` holds complaints. `unfinished` counts the open tickets at the
    end by (reason, category), "" for those without a reason.
    """

    kind: Mapping[str, Tally]
    site: Mapping[str, Tally]
    category: Mapping[str, Tally]
    assignee: Mapping[str, Tally]
    complaint_class: Mapping[str, Tally]
    unfinished: Mapping[tuple[str, str], int]

    def headline(self) -> Tally:
        """Inquiries, repairs and complaints together."""
        return add(self.kind.get(kind, EMPTY) for kind in HEADLINE_KINDS)

    def follow_ups(self) -> Tally:
        return self.kind.get(FOLLOW_UP, EMPTY)

    def balanced(self) -> bool:
        """Whether the flow of every kind balances."""
        return all(self.kind.get(kind, EMPTY).balanced for kind in KINDS)

    def by(self, dimension: str) -> Mapping[str, Tally]:
        """The headline tallies by one of DIMENSIONS."""
        if dimension == "kind":
            return {kind: tally for kind, tally in self.kind.items() if kind in HEADLINE_KINDS}
        found: Mapping[str, Tally] = getattr(self, dimension)
        return found
