"""Rates and changes, exact until they are rounded half up at the very end. None stands for what cannot be said: shown as –."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from desk.record import NamedTuple

UNKNOWN = "–"


class Rate(NamedTuple):
    """Two counts; weighted totals come out right because counts are added, never rates."""

    numerator: int
    denominator: int

    def percent(self, places: int = 1) -> Decimal | None:
        """Per cent; None over zero."""
        return percent(self.numerator, self.denominator, places)


def percent(part: Decimal | int, whole: Decimal | int, places: int = 1) -> Decimal | None:
    """`part` of `whole` in per cent, rounded half up (away from zero) to `places`; None when `whole` is zero."""
    if not whole:
        return None
    return rounded(Decimal(part) * 100 / Decimal(whole), places)


def relative(old: Decimal | int, new: Decimal | int, places: int = 1) -> Decimal | None:
    """The change from `old` to `new` in per cent of `old`; None from zero, which the reader is told as "new"."""
    return percent(Decimal(new) - Decimal(old), old, places)


def points(old: Rate, new: Rate, places: int = 1) -> Decimal | None:
    """The change between two rates in percentage points, rounded once; None when either is over zero."""
    if not old.denominator or not new.denominator:
        return None
    over = old.denominator * new.denominator
    return percent(new.numerator * old.denominator - old.numerator * new.denominator, over, places)


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` with exactly so many decimals; minus zero is zero."""
    found = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return found or abs(found)


def signed(value: Decimal | int) -> str:
    """With its sign, zero without one: a minus that aligns and survives every encoding."""
    return f"+{value}" if value > 0 else str(value)
