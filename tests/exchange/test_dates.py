"""Dates as files write them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import clock
from desk.errors import BadInput
from desk.exchange.dates import Dates, order_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = "2019-10-02T16:00:00Z"  # the first instant of 3 October 2019 in Shanghai


@pytest.mark.parametrize(
    "text",
    [
        "2019-10-03",
        "2019/10/3",
        "2019.10.03",
        "3.10.2019",
        "03. 10. 2019",
        "2019年10月3日",
        "2019 年 10 月 3 号",
        "20191003",
        "43741",
    ],
)
def test_a_day_is_its_first_instant_in_the_shop(text):
    assert Dates(SHANGHAI).read(text) == DAY


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2019-10-03 14:30", "2019-10-03T06:30:00Z"),
        ("2019-10-03T14:30:05", "2019-10-03T06:30:05Z"),
        ("2019-10-03T14:30:05Z", "2019-10-03T14:30:05Z"),
        ("2019-10-03T14:30:05.678+02:00", "2019-10-03T12:30:05Z"),
        ("2019/10/3 14:30 +0200", "2019-10-03T12:30:00Z"),
        ("2019年10月3日 下午2:30", "2019-10-03T06:30:00Z"),
        ("2019年10月3日 14时30分", "2019-10-03T06:30:00Z"),
        ("3.10.2019 0:05", "2019-10-02T16:05:00Z"),
        ("10/13/2019 12:05:09 AM", "2019-10-12T16:05:09Z"),
        ("13/10/2019 2:05 pm", "2019-10-13T06:05:00Z"),
        ("43741.5", "2019-10-03T04:00:00Z"),
    ],
)
def test_times(text, instant):
    assert Dates(SHANGHAI).read(text) == instant


@pytest.mark.parametrize("text", ["", "-", "0000-00-00", "N/A", "无"])
def test_dates_left_blank(text):
    assert Dates(SHANGHAI).read(text) == ""


@pytest.mark.parametrize(
    "text",
    ["2019-02-29", "31/02/2019", "2019-13-01", "1900-01-00", "0001-01-01", "9999-12-31", "10/3/19", "soon", "2019-10", "2019-W40-4",
     "2019-10-03 25:00", "99999999"],
)  # fmt: skip
def test_no_dates(text):
    with pytest.raises(BadInput):
        Dates(SHANGHAI).read(text)


def test_day_or_month_first_is_told_or_seen():
    assert Dates(SHANGHAI, "mdy").read("10/3/2019") == DAY
    assert Dates(SHANGHAI, "dmy").read("3/10/2019") == DAY
    assert [order_of(text) for text in ("13/10/2019", "10/13/2019", "10/3/2019", "2019-10-03")] == [
        "dmy",
        "mdy",
        "?",
        "",
    ]
    with pytest.raises(BadInput) as caught:
        Dates(SHANGHAI).read("10/3/2019")
    assert "--date-order" in caught.value.sentence.id


@given(
    st.dates(date(1901, 1, 1), date(2190, 1, 1)),
    st.sampled_from(["Asia/Shanghai", "Africa/Cairo", "Pacific/Apia", "America/Sao_Paulo"]),
)
def test_every_form_of_a_day_is_the_same_instant(day, name):
    zone = ZoneInfo(name)
    forms = [
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    assert {Dates(zone).read(form) for form in forms} == {clock.to_text(clock.local_start(day, zone))}


def test_the_whole_column_tells_the_order(take):
    rows = [f"{n},{1 + n % 12}/{1 + n % 12}/2019\n" for n in range(400)] + ["999,10/13/2019\n", "1000,10/3/2019\n"]
    taken = take("id,date\n" + "".join(rows))
    assert taken.plan.date_order == "mdy"
    assert taken.values[-1] == {"opened_at": DAY}


@pytest.mark.parametrize("cells", [("1/2/2019", "3/4/2019"), ("13/1/2019", "1/13/2019")])
def test_a_column_that_leaves_it_open_is_asked_about(take, cells):
    text = "id,date\n1,{}\n2,{}\n".format(*cells)
    with pytest.raises(BadInput) as caught:
        take(text)
    assert "--date-order" in caught.value.sentence.id
    taken = take(text, date_order="dmy")
    assert taken.values[0]["opened_at"] in ("2019-01-31T16:00:00Z", "2019-01-12T16:00:00Z")


def test_an_impossible_date_refuses_its_row_and_names_the_column(take):
    taken = take("id,创建日期\n1,2019-02-28\n2,2019-02-29\n")
    assert [row.external_id for row in taken.rows] == ["1"]
    assert (taken.refused[0].line, taken.refused[0].column) == (3, "创建日期")
    assert taken.refused[0].sentence.values == {"value": "2019-02-29"}
