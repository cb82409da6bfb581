from __future__ import annotations

import pytest

from desk import i18n
from desk.errors import Usage
from desk.queries.conditions import _BY_NAME
from desk.queries.explain import _IS, _SORTS
from desk.queries.keys import IS, KEYS, SORTS
from desk.queries.times import INTEGERS, TIMES
from desk.queries.views import VIEWS


def told(book, query):
    return [i18n.tell(sentence) for sentence in book.reader(me=1).explain(query)]


def test_a_query_is_told_in_words(book):
    assert told(book, "is:open created:2026-10 -屏幕 (1042 OR zs)") == [
        "unfinished and not put off",
        "created from 2026-10-01 00:00 to before 2026-11-01 00:00",
        "not: has “屏幕”",
        "(is ticket 1042, or a phone, order or serial number like it, or has “1042” or has “zs”, or the customer's name has these pinyin initials)",
        "Order: highest number first.",
    ]
    assert told(book, "") == ["all tickets", "Order: what breaks first."]
    assert told(book, '"a b"') == ["has exactly “a b”", "Order: highest number first."]
    assert told(book, "waiting:2h.. kind:repair,投诉 sort:due") == [
        "waiting before 2026-11-21 16:00",
        "kind: repair, 投诉",
        "Order: earliest promise first.",
    ]


def test_a_wrong_query_is_not_explained(book):
    with pytest.raises(Usage):
        book.reader().explain("kind:x")


def test_every_key_state_and_order_is_known_everywhere():
    assert {*_BY_NAME, *INTEGERS, *TIMES, "sort"} == set(KEYS)
    assert set(_IS) == set(IS)
    assert set(_SORTS) == {*SORTS, *(f"-{name}" for name in SORTS if name != "urgency")}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_the_views_of_a_new_desk_are_queries(book, view):
    reader = book.reader(me=1)
    assert reader.ids(view.query) == []
    assert reader.explain(view.query)
