from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import periods
from desk.errors import Usage

# Zones whose months, days or midnights are odd: skipped and doubled midnights, a day that never was, half hours.
ZONES = [
    "Asia/Shanghai", "Europe/Copenhagen", "America/St_Johns", "Africa/Cairo", "Pacific/Apia", "America/Sao_Paulo",
    "Asia/Tehran", "Australia/Lord_Howe", "America/Havana", "Asia/Gaza", "America/Asuncion", "Asia/Kathmandu",
]  # fmt: skip
days = st.dates(date(2000, 1, 1), date(2037, 12, 31))
MAKERS = [periods.day, periods.week, periods.month, periods.quarter, periods.year]


@pytest.mark.parametrize(
    ("text", "first", "last", "previous"),
    [
        ("2019-10", date(2019, 10, 1), date(2019, 10, 31), "2019-09"),
        ("2020-01", date(2020, 1, 1), date(2020, 1, 31), "2019-12"),
        ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31), "2019-Q4"),
        ("2020-w53", date(2020, 12, 28), date(2021, 1, 3), "2020-W52"),
        ("2021-W01", date(2021, 1, 4), date(2021, 1, 10), "2020-W53"),
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "2019"),
        ("2020-03-01", date(2020, 3, 1), date(2020, 3, 1), "2020-02-29"),
        ("2026-10-01..2026-10-15", date(2026, 10, 1), date(2026, 10, 15), "2026-09-16..2026-09-30"),
    ],
)
def test_periods_are_read_and_know_the_one_before(text, first, last, previous):
    found = periods.read(text)
    assert (found.first, found.last, found.previous().label) == (first, last, previous)


@pytest.mark.parametrize(
    "text",
    ["", "19", "2019-13", "2019-Q5", "2019-W54", "2019-02-30", "20191005", "2019-10-05..", "２０１９", "0001", "9999"],
)
def test_what_is_no_period_is_refused_with_examples(text):
    with pytest.raises(Usage) as told:
        periods.read(text)
    assert "2026-Q4" in told.value.sentence.values["examples"]


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(Usage):
        periods.read("2026-10-15..2026-10-01")


def test_the_last_whole_month_is_the_one_before():
    assert periods.last_whole_month(date(2026, 3, 31)).label == "2026-02"
    assert periods.last_whole_month(date(2026, 1, 1)).label == "2025-12"


@given(days, st.sampled_from(MAKERS))
def test_a_period_holds_its_day_reads_back_and_follows_the_one_before(day, make):
    found = make(day)
    assert found.first <= day < found.end
    assert periods.read(found.label) == found
    before = found.previous()
    assert before.end == found.first
    assert before.unit == found.unit


@given(days, st.integers(0, 400))
def test_a_range_follows_one_of_the_same_length(day, more):
    found = periods.span(day, day + timedelta(days=more))
    before = found.previous()
    assert before.end == found.first
    assert before.end - before.first == found.end - found.first


@pytest.mark.parametrize("name", ZONES)
def test_the_months_of_a_zone_tile_without_gap_or_overlap(name):
    zone = ZoneInfo(name)
    month = periods.month(date(2000, 1, 1))
    start = end = month.instants(zone)[0]
    while month.first.year < 2038:
        begins, ends = month.instants(zone)
        assert begins == end, month.label
        assert ends - begins > timedelta(days=27), month.label
        month, end = periods.month(month.end), ends
    assert start < end


@given(st.datetimes(datetime(2000, 1, 2), datetime(2037, 12, 30)), st.sampled_from(ZONES))
def test_an_instant_belongs_to_the_month_that_the_wall_clock_shows(moment, name):
    zone, moment = ZoneInfo(name), moment.replace(tzinfo=UTC)
    local = moment.astimezone(zone)
    begins, ends = periods.month(local.date()).instants(zone)
    # where a midnight comes twice, the hour before its second coming belongs to the month that has begun already
    again = local.hour == 23 and moment >= ends
    assert begins <= moment < ends or again


@pytest.mark.parametrize("name", ZONES)
def test_the_first_second_of_a_month_is_in_it_and_the_one_before_is_not(name):
    zone = ZoneInfo(name)
    for year in range(2000, 2038):
        for number in range(1, 13):
            month = periods.month(date(year, number, 1))
            begins = month.instants(zone)[0]
            assert begins.astimezone(zone).date() == month.first
            assert (begins - timedelta(seconds=1)).astimezone(zone).date() < month.first
