"""What a number or word is by its shape alone: IMEI, order number, e-mail address, amount of money."""

from __future__ import annotations

import re

from desk.record import NamedTuple

_NARROW = {0xFF01 + step: 0x21 + step for step in range(94)} | {0x3000: 0x20, 0xFFE5: 0xA5}

_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24}"
)
_ORDER = re.compile(r"[0-9]{16,20}")
_IMEI = re.compile(r"[0-9]{15}")
_AMOUNT = r"(?P<whole>[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.(?P<part>[0-9]{1,3}))?"
_SIGNED = re.compile(rf"(?P<sign>¥|kr\.?|[A-Za-z]{{3}})?{_AMOUNT}(?P<tail>元|¥|kr\.?|[A-Za-z]{{3}})?", re.IGNORECASE)

# Currencies without hundredths; all others of small shops have two decimals (ISO 4217).
_WHOLE = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX", "XAF", "XOF"})
_CROWNS = frozenset({"DKK", "SEK", "NOK", "ISK"})
_SIGNS = {"CNY": "¥", "JPY": "¥", "DKK": "kr", "SEK": "kr", "NOK": "kr"}


class Money(NamedTuple):
    """An amount in minor units (fen, øre) of an ISO 4217 currency."""

    minor: int
    currency: str


def narrow(text: str) -> str:
    """`text` with full-width ASCII, the full-width yen sign and the ideographic space folded; nothing else changes."""
    return text if text.isascii() else text.translate(_NARROW)


def imei_ok(text: str) -> bool:
    """Whether `text` is 15 digits whose last one is right by the Luhn formula (3GPP TS 23.003, annex B)."""
    text = narrow(text)
    if not _IMEI.fullmatch(text) or text == "0" * 15:
        return False
    total = 0
    for place, char in enumerate(text):
        digit = int(char) * (1 + place % 2)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def is_order(text: str) -> bool:
    """Whether `text` is 16 to 20 digits, the length of the order numbers of the big marketplaces."""
    return _ORDER.fullmatch(narrow(text)) is not None


def email(text: str) -> str | None:
    """The e-mail address that `text` is, with its domain in lower case, or None."""
    text = narrow(text)
    if not _EMAIL.fullmatch(text) or ".." in text:
        return None
    local, _, domain = text.partition("@")
    return f"{local}@{domain.lower()}"


def price(text: str, currency: str = "CNY", *, sign: bool = True) -> Money | None:
    """The amount that `text` is: `¥480`, `￥480.50`, `kr480`; without `sign` also `480`, `480元`, `480DKK`.

    `currency` is the shop's; `¥` means JPY and `kr` SEK or NOK where those are the shop's. No floats, no rounding:
    more decimals than the currency has are no amount.
    """
    match = _SIGNED.fullmatch(narrow(text))
    if match is None:
        return None
    before, after = (match["sign"] or "").lower(), (match["tail"] or "").lower()
    if (before and after) or (sign and not (before.startswith("kr") or before == "¥")):
        return None
    code = _currency(before or after, currency)
    if code is None:
        return None
    places = decimals(code)
    part = match["part"] or ""
    if len(part) > places:
        return None
    return Money(int(match["whole"].replace(",", "") + part.ljust(places, "0")), code)


def _currency(mark: str, currency: str) -> str | None:
    if not mark:
        return currency
    if mark in ("¥", "元"):
        return "JPY" if currency == "JPY" and mark == "¥" else "CNY"
    if mark in ("kr", "kr."):
        return currency if currency in _CROWNS else "DKK"
    return mark.upper() if mark.upper() in _CODES or mark.upper() == currency else None


_CODES = frozenset(
    [
        "AUD",
        "BRL",
        "CAD",
        "CHF",
        "CNY",
        "CZK",
        "DKK",
        "EUR",
        "GBP",
        "HKD",
        "HUF",
        "IDR",
        "INR",
        "ISK",
        "JPY",
        "KRW",
        "MOP",
        "MXN",
        "MYR",
        "NOK",
        "NZD",
        "PHP",
        "PLN",
        "SEK",
        "SGD",
        "THB",
        "TRY",
        "TWD",
        "USD",
        "VND",
        "ZAR",
    ]
)


def decimals(currency: str) -> int:
    """How many decimals an amount of that currency has."""
    return 0 if currency in _WHOLE else 2


def money_text(minor: int, currency: str) -> str:
    """The amount for people: `¥480`, `¥480.50`, `kr 480`, `480 EUR`."""
    places = decimals(currency)
    sign = "-" if minor < 0 else ""
    whole, part = divmod(abs(minor), 10**places)
    amount = f"{sign}{whole}" + (f".{part:0{places}d}" if part else "")
    mark = _SIGNS.get(currency)
    if mark is None:
        return f"{amount} {currency}".rstrip()
    return f"{mark} {amount}" if mark.isalpha() else f"{mark}{amount}"
