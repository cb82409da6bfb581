"""Which period the words of the command line mean, and the report they lead to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desk.cli import summary as door
from desk.config import Settings
from desk.domain import periods
from desk.errors import Usage
from desk.reports import summary

if TYPE_CHECKING:
    from reports.ledger import Ledger

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ({}, "2026-10"),
        ({"month": "2019-10"}, "2019-10"),
        ({"quarter": "2026-Q3"}, "2026-Q3"),
        ({"year": "2025"}, "2025"),
        ({"week": "2026-W47"}, "2026-W47"),
        ({"from": "2026-10-01", "to": "2026-10-15"}, "2026-10-01..2026-10-15"),
        ({"from": "2026-11-01"}, "2026-11-01..2026-11-21"),
    ],
)
def test_the_options_name_a_period(told, label):
    assert door.chosen(told, TODAY).label == label


def test_january_looks_back_into_the_year_before():
    assert door.chosen({"month": None}, date(2026, 1, 1)).label == "2025-12"


@pytest.mark.parametrize(
    "told",
    [
        {"month": "2026-10", "year": "2026"},
        {"month": "2026-10", "from": "2026-10-01"},
        {"month": "2026"},
        {"month": "October"},
        {"to": "2026-10-01"},
        {"from": "2026-10-15", "to": "2026-10-01"},
        {"from": "2026-10"},
    ],
)
def test_options_that_make_no_period_are_refused(told):
    with pytest.raises(Usage):
        door.chosen(told, TODAY)


def test_the_last_day_of_a_range_is_in_it(ledger: Ledger):
    ledger.open("2026-10-15T15:59:59Z")
    ledger.open("2026-10-15T16:00:00Z")
    period = door.chosen({"from": "2026-10-01", "to": "2026-10-15"}, TODAY)
    found = door.made(ledger.connection, period, Settings(), zone="Asia/Shanghai", shop="阿强维修")
    assert found.headline().now.opened == 1
    assert found.period == periods.read("2026-10-01..2026-10-15")
    assert summary.render(found, "text").startswith("阿强维修")
