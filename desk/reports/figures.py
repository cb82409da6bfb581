"""Facts become figures: what a report says, before it is put into words, files or tables."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desk.domain.kinds import COMPLAINT_CLASSES, HEADLINE_KINDS, HOLD_REASONS, KINDS
from desk.record import NamedTuple
from desk.reports.facts import EMPTY, Facts, Tally
from desk.reports.rates import Rate, points, relative

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desk.domain.periods import Period
    from desk.text import Label

COUNTS = ("opened", "completed", "closed", "open_at_end")
FLOW = ("open_start", "opened", "reopenings", "completions", "drops", "merges", "open_end")
_FIXED_ORDER = {"kind": tuple(KINDS), "complaint_class": tuple(COMPLAINT_CLASSES), "reason": tuple(HOLD_REASONS)}


class Row(NamedTuple):
    """One group of a breakdown, in the period and in the one before."""

    key: str
    now: Tally
    before: Tally


class Report(NamedTuple):
    """A period's figures beside those of the period before. `empty`: the desk holds no ticket at all.

    `names` are the shop's own words: dimension → id → label.
    """

    period: Period
    previous: Period
    zone: str
    shop: str
    empty: bool
    now: Facts
    before: Facts
    names: Mapping[str, Mapping[str, Label]]

    @property
    def balanced(self) -> bool:
        """Whether the period's flow balances for every kind; a report that does not says so, and the command exits 7."""
        return self.now.balanced()

    def headline(self) -> Row:
        return Row("", self.now.headline(), self.before.headline())

    def follow_ups(self) -> Row:
        return Row("follow_up", self.now.follow_ups(), self.before.follow_ups())

    def rows(self, dimension: str) -> list[Row]:
        """The headline figures by a dimension: kinds in their order, all else the most opened first, "" last."""
        now, before = self.now.by(dimension), self.before.by(dimension)
        keys: Iterable[str] = HEADLINE_KINDS if dimension == "kind" else {*now, *before}
        rows = [Row(key, now.get(key, EMPTY), before.get(key, EMPTY)) for key in keys]
        rows = [row for row in rows if any(row.now) or any(row.before)]
        if dimension != "kind":
            rows.sort(key=lambda row: (not row.key, -row.now.opened, -row.now.open_end, -row.before.opened, row.key))
        return rows

    def complaints(self) -> list[Row]:
        """The complaints opened, by class."""
        now, before = self.now.complaint_class, self.before.complaint_class
        rows = [
            Row(key, now.get(key, EMPTY), before.get(key, EMPTY)) for key in ordered("complaint_class", now, before)
        ]
        return [row for row in rows if row.now.counted or row.before.counted]

    def unfinished(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Reason → category → open tickets at the end of the period and of the one before; no reason ("") last."""
        now, before = self.now.unfinished, self.before.unfinished
        reasons = ordered("reason", *({reason for reason, _ in facts} for facts in (now, before)))
        return {
            reason: {
                category: (now.get((reason, category), 0), before.get((reason, category), 0))
                for category in sorted({kind for found, kind in (*now, *before) if found == reason})
            }
            for reason in reasons
        }


def ordered(dimension: str, *keys: Iterable[str]) -> list[str]:
    """All keys once: the shop's fixed words in their order, others by the alphabet, "" last."""
    fixed = _FIXED_ORDER[dimension]
    return sorted(
        {key for some in keys for key in some},
        key=lambda key: (not key, fixed.index(key) if key in fixed else len(fixed), key),
    )


def count(tally: Tally, figure: str) -> int:
    """One of COUNTS."""
    found: int = getattr(tally, "open_end" if figure == "open_at_end" else figure)
    return found


def completion(tally: Tally) -> Rate:
    """Of the tickets opened in the period, those completed by its end; without merged and void ones."""
    return Rate(tally.finished, tally.counted)


def completion_later(tally: Tally) -> Rate:
    """The same by the day of the report."""
    return Rate(tally.finished_later, tally.opened - tally.hidden_later)


def share(tally: Tally, rows: Iterable[Tally]) -> Rate:
    """Its part of the tickets that count; shares are rounded one by one and need not sum to 100."""
    return Rate(tally.counted, sum(row.counted for row in rows))


class Change(NamedTuple):
    """`amount` in `unit`: "percent" for counts, "points" for rates; "new" from zero and "" when nothing can be said."""

    amount: Decimal | None
    unit: str


def count_change(before: int, now: int) -> Change:
    """Per cent against the period before; from zero it is new."""
    if not before:
        return Change(Decimal("0.0"), "percent") if not now else Change(None, "new")
    return Change(relative(before, now), "percent")


def rate_change(before: Rate, now: Rate) -> Change:
    """Percentage points; nothing can be said when either rate is over zero."""
    amount = points(before, now)
    return Change(amount, "points" if amount is not None else "")
