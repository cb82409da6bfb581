"""Instants as text: what is stored comes back, and what is no instant is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import clock


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)))
def test_an_instant_is_read_as_it_was_written(moment: datetime) -> None:
    assert clock.from_text(clock.to_text(moment)) == moment.replace(microsecond=0)


@given(
    st.datetimes(datetime(1000, 1, 1), datetime(9998, 12, 31)),
    st.datetimes(datetime(1000, 1, 1), datetime(9998, 12, 31)),
)
def test_instants_sort_as_text(one: datetime, other: datetime) -> None:
    first, second = (moment.replace(microsecond=0, tzinfo=UTC) for moment in (one, other))
    assert (clock.to_text(first) < clock.to_text(second)) is (first < second)


@pytest.mark.parametrize(
    "text",
    [
        "", "now", "2026-11-21", "2026-11-21T18:16:36", "2026-11-21T18:16:36+00:00", "2026-13-21T18:16:36Z", "2026-W47-6T18:16:36Z",
        "2026-11-21 18:16:36Z", "2026-11-21T25:16:36Z", "2026-11-21T18:16:36z", "２０２６-11-21T18:16:36Z", "20261121T181636.0Z..",
    ],
)  # fmt: skip
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        clock.from_text(text)


def test_now_can_be_told(at) -> None:
    at("2026-11-21T18:16:36Z")
    assert clock.now() == datetime(2026, 11, 21, 18, 16, 36, tzinfo=UTC)
