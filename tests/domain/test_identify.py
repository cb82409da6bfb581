"""What a number or a word is by its shape alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import identify
from desk.domain.identify import Money


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("490154203237518", True), ("490154203237519", False), ("４９０１５４２０３２３７５１８", True), ("49015420323751", False),
        ("4901542032375180", False), ("000000000000000", False), ("49015420323751a", False), ("", False),
    ],
)  # fmt: skip
def test_fifteen_digits_are_an_imei_when_the_last_one_is_right(text: str, known: bool) -> None:
    assert identify.imei_ok(text) is known


@given(st.from_regex(r"[0-9]{14}", fullmatch=True).filter(lambda text: text != "0" * 14))
def test_one_last_digit_in_ten_is_right(text: str) -> None:
    assert [identify.imei_ok(f"{text}{last}") for last in range(10)].count(True) == 1


def test_an_order_number_has_sixteen_to_twenty_digits() -> None:
    assert [length for length in range(12, 25) if identify.is_order("1" * length)] == [16, 17, 18, 19, 20]
    assert identify.is_order("１" * 18)
    assert not identify.is_order("1" * 15 + "x")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("a@b.dk", "a@b.dk"), ("Anna.Jensen+desk@Mail.Example.COM", "Anna.Jensen+desk@mail.example.com"), ("a＠b.dk", "a@b.dk"),
        ("a@b", None), ("@b.dk", None), ("a@.dk", None), ("a..b@c.dk", None), ("a@b.dk,", None), ("a b@c.dk", None), ("a@b.d", None),
        ("张三@b.dk", None), ("a@b@c.dk", None), ("", None),
    ],
)  # fmt: skip
def test_an_address_of_electronic_mail(text: str, address: str | None) -> None:
    assert identify.email(text) == address


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("¥480", Money(48000, "CNY")), ("￥480", Money(48000, "CNY")), ("¥480.5", Money(48050, "CNY")), ("￥４８０．５０", Money(48050, "CNY")),
        ("¥1,480", Money(148000, "CNY")), ("kr480", Money(48000, "DKK")), ("KR480", Money(48000, "DKK")), ("kr.480", Money(48000, "DKK")),
        ("480", None), ("¥", None), ("¥12,34", None), ("¥1.234", None), ("¥-5", None), ("¥480元", None), ("USD480", None), ("$480", None),
        ("¥9999999999", None), ("¥480a", None), ("48O", None),
    ],
)  # fmt: skip
def test_a_price_in_a_line_has_a_sign_in_front(text: str, money: Money | None) -> None:
    assert identify.price(text) == money


@pytest.mark.parametrize(
    ("text", "currency", "money"),
    [
        ("480", "CNY", Money(48000, "CNY")), ("480元", "DKK", Money(48000, "CNY")), ("480DKK", "CNY", Money(48000, "DKK")), ("480kr", "SEK", Money(48000, "SEK")),
        ("eur480", "CNY", Money(48000, "EUR")), ("480", "JPY", Money(480, "JPY")), ("¥480", "JPY", Money(480, "JPY")), ("480.5", "JPY", None),
        ("480abc", "CNY", None), ("0", "CNY", Money(0, "CNY")), ("0.01", "CNY", Money(1, "CNY")), ("1.005", "CNY", None), ("", "CNY", None), ("four", "CNY", None),
    ],
)  # fmt: skip
def test_a_price_where_one_is_asked_for(text: str, currency: str, money: Money | None) -> None:
    assert identify.price(text, currency, sign=False) == money


@pytest.mark.parametrize(
    ("money", "shown"),
    [((48000, "CNY"), "¥480"), ((48050, "CNY"), "¥480.50"), ((5, "DKK"), "kr 0.05"), ((-48050, "EUR"), "-480.50 EUR"), ((480, "JPY"), "¥480"), ((100, ""), "1")],
)  # fmt: skip
def test_money_for_people(money: tuple[int, str], shown: str) -> None:
    assert identify.money_text(*money) == shown


@given(st.integers(0, 10**11 - 1), st.sampled_from(["CNY", "DKK", "SEK", "JPY", "EUR", "KRW"]))
def test_every_amount_is_read_back_to_the_last_unit(minor: int, currency: str) -> None:
    whole, part = divmod(minor, 10 ** identify.decimals(currency))
    if whole < 10**9:
        written = f"{whole}.{part:02d}" if identify.decimals(currency) else str(whole)
        assert identify.price(written, currency, sign=False) == Money(minor, currency)
        assert identify.price(f"{written}{currency}", "GBP", sign=False) == Money(minor, currency)


@given(st.text(max_size=30))
def test_any_text_is_something_or_nothing(text: str) -> None:
    assert identify.price(text) is None or identify.price(text, sign=False) is not None
    identify.email(text)
    assert not (identify.imei_ok(text) and identify.is_order(text))
    assert identify.narrow(identify.narrow(text)) == identify.narrow(text)
    assert len(identify.narrow(text)) == len(text)
