"""Rates and changes against published figures, in every rounding that was published."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reports.rates import Rate, percent, points, relative, signed


@pytest.mark.parametrize(
    ("part", "whole", "roundings"),
    [
        (1678, 2371, ("70.77", "70.8", "71")),
        (1422, 2129, ("66.79", "66.8", "67")),
        (3100, 4500, ("68.89", "68.9", "69")),
        (1086, 1203, ("90.27",)),
        (800, 1225, ("65.31",)),
        (1886, 2428, ("77.68",)),
        (92, 598, ("15.38",)),
        (506, 598, ("84.62",)),
    ],
)
def test_a_rate_is_rounded_half_up_from_the_counts_and_never_from_a_rounded_rate(part, whole, roundings):
    for rounding in roundings:
        places = len(rounding.partition(".")[2])
        assert str(percent(part, whole, places)) == rounding


def test_complete_archives_give_the_published_rate_for_every_total_they_can_have_come_from():
    totals = [total for total in range(1300, 1600) if str(percent(993, total, 0)) == "68"]
    assert (totals[0], totals[-1]) == (1450, 1471)
    assert str(percent(993, 1460, 1)) == "68.0"


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [("47.8", "62.9", "31.59"), ("185", "167", "-9.73"), ("15", "1", "-93.33"), ("150", "200", "33.33")],
)
def test_a_change_is_measured_from_where_it_began(old, new, change):
    assert str(relative(Decimal(old), Decimal(new), 2)) == change


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ((478, 1000), (629, 1000), "15.1"),
        ((9853, 10000), (9901, 10000), "0.48"),
        ((9789, 10000), (9915, 10000), "1.26"),
    ],
)
def test_rates_change_by_points(old, new, change):
    assert str(points(Rate(*old), Rate(*new), len(change.partition(".")[2]))) == change


def test_a_rate_over_zero_stays_unknown():
    assert percent(0, 0) is None
    assert relative(0, 5) is None
    assert points(Rate(0, 0), Rate(1, 2)) is None
    assert points(Rate(1, 2), Rate(0, 0)) is None


def test_a_tie_goes_away_from_zero_and_nothing_is_minus_zero():
    assert str(percent(1, 800, 2)) == "0.13"
    assert str(percent(-1, 800, 2)) == "-0.13"
    assert str(percent(-1, 100_000, 1)) == "0.0"
    assert signed(Decimal("0.0")) == "0.0"


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9), st.integers(0, 3))
def test_rounding_is_off_by_half_a_unit_at_most(part, whole, places):
    found = percent(part, whole, places)
    assert found is not None
    assert abs(Fraction(found) - Fraction(part * 100, whole)) <= Fraction(1, 2 * 10**places)
