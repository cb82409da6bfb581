"""Telephone numbers: many ways to write one, one way to find it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import phones

CHINA = {
    "13800001111": (
        "13800001111",
        "138 0000 1111",
        "138-0000-1111",
        "１３８００００１１１１",
        "+86 138 0000 1111",
        "+8613800001111",
    ),
    "02112345678": (
        "02112345678",
        "021-12345678",
        "021 1234 5678",
        "(021) 12345678",
        "(021)1234-5678",
        "+86 21 1234 5678",
    ),
    "057187654321": ("057187654321", "0571-87654321", "0571 8765 4321", "（0571）87654321"),
    "03511234567": ("0351-1234567", "0351 123 4567"),  # seven digits in smaller towns
    "4001234567": ("4001234567", "400-123-4567", "400 1234 567"),
    "+4520123456": ("+45 20123456", "+45 20 12 34 56", "+45-2012-3456", "＋４５ 20123456"),
    "+442079460958": ("+44 20 7946 0958", "+44 (0)20 7946 0958"),
    "+12125550100": ("+1 212 555 0100", "+1-212-555-0100"),
}
DENMARK = {
    "20123456": (
        "20123456",
        "20 12 34 56",
        "20-12-34-56",
        "2012 3456",
        "+45 20123456",
        "+45 20 12 34 56",
        "+4520123456",
    ),
    "+8613800001111": ("+86 138 0000 1111", "+8613800001111"),
    "+4740612345": ("+47 406 12 345",),
}


@pytest.mark.parametrize(("country", "table"), [("CN", CHINA), ("DK", DENMARK)])
def test_one_number_however_it_is_written(country: str, table: dict[str, tuple[str, ...]]) -> None:
    for wanted, written in table.items():
        assert {text: phones.shape(text, country) for text in written} == dict.fromkeys(written, wanted)
        assert {text: phones.normal(text, country) for text in written} == dict.fromkeys(written, wanted)


def test_what_a_form_knows_to_be_a_number_may_be_written_more_freely() -> None:
    assert phones.normal("0045 20 12 34 56") == "+4520123456"
    assert phones.normal("8613800001111") == "13800001111"
    assert phones.normal("138.0000.1111") == "13800001111"
    assert phones.shape("8613800001111") is None
    assert phones.shape("138.0000.1111") is None


@pytest.mark.parametrize(
    "text",
    [
        "12345678901", "1380000111", "138000011112", "23800001111", "138 00001111", "1 3800001111", "138 0000-1111", "2026-11-27",
        "12800001111", "20123456", "2019 2020", "10-12", "+", "+12345", "+0123456789", "+1 2 3 4 5 6 7", "+45 2012 34567",
        "+8613800001111222", "00000000000", "0123456789", "a13800001111", "13800001111a", "", " ", "15:00", "500-1000",
    ],
)  # fmt: skip
def test_what_is_no_chinese_number(text: str) -> None:
    assert phones.shape(text, "CN") is None


@pytest.mark.parametrize(
    "text",
    ["10123456", "2012345", "201234567", "2019-2020", "20 123 456", "2012345 6", "13800001111", "2 0 1 2 3 4 5 6"],
)
def test_what_is_no_danish_number(text: str) -> None:
    assert phones.shape(text, "DK") is None


def test_a_shop_in_a_country_without_a_table_knows_numbers_with_a_plus_only() -> None:
    assert phones.shape("+33 6 12 34 56 78", "FR") == phones.shape("+33 612345678", "FR") == "0612345678"
    assert phones.shape("06 12 34 56 78", "FR") is None
    assert phones.normal("06 12 34 56 78", "FR") == "0612345678"


def test_loose_digits_behind_a_number_are_not_taken_into_it() -> None:
    for text in ("+380 501234567 2", "+45 20123456 3", "+45 20 12 34 56 78", "+86 13800001111 12"):
        assert phones.shape(text) is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800001111", "138 0000 1111"), ("02112345678", "021 1234 5678"), ("057187654321", "0571 8765 4321"),
        ("03511234567", "0351 123 4567"), ("4001234567", "400 123 4567"), ("20123456", "20 12 34 56"), ("+4520123456", "+45 20 12 34 56"),
        ("+8613800001111", "+86 138 0000 1111"), ("+85212345678", "+852 12 34 56 78"), ("12345", "12345"), ("", ""), ("ext. 5", "ext. 5"),
    ],
)  # fmt: skip
def test_a_number_is_grouped_for_people(number: str, shown: str) -> None:
    assert phones.show(number) == shown


def test_an_imported_number_that_is_none_is_matched_by_its_digits() -> None:
    assert phones.key("转 1234-5") == "12345"
    assert phones.key("138 0000 1111") == "13800001111"
    assert phones.key("ask Anna") == ""


def test_the_tail_is_what_people_say() -> None:
    assert phones.tail("+45 20 12 34 56") == "3456"
    assert phones.tail("138 0000 1111", 6) == "001111"
    assert phones.tail("12") == "12"


DIGITS = st.text("0123456789０１２+-–. ()/", max_size=20)


@given(DIGITS | st.text(max_size=20), st.sampled_from(["CN", "DK", "FR", "XX", ""]))
def test_any_text_is_a_number_or_none_and_a_number_stays_one(text: str, country: str) -> None:
    found = phones.normal(text, country)
    if found is not None:
        assert phones.normal(found, country) == found
        assert phones.normal(phones.show(found), country) == found
        assert found.removeprefix("+").isascii()
        assert found.removeprefix("+").isdigit()
    shaped = phones.shape(text, country)
    assert shaped in (None, found)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_every_mobile_number_is_known_in_its_usual_groups(number: str) -> None:
    for text in (
        number,
        f"{number[:3]} {number[3:7]} {number[7:]}",
        f"{number[:3]}-{number[3:7]}-{number[7:]}",
        f"+86 {number}",
    ):
        assert phones.shape(text) == number
