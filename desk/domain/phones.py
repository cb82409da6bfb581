"""Telephone numbers: one form for matching, one for people.

The normal form is the national number for the shop's own country (`13800001111`, `02112345678`, `20123456`) and
`+` with country code and number for all others (`+4520123456`), so one person typed in three ways is found once.
"""

from __future__ import annotations

import re

from desk.domain.identify import narrow

# Country calling codes with the length of their numbers where it is fixed; what follows a full number is not part of it.
CALLING = {"CN": "86", "DK": "45", "NO": "47", "HK": "852", "MO": "853", "TW": "886", "SG": "65", "US": "1", "CA": "1"}
CALLING |= {"JP": "81", "KR": "82", "GB": "44", "DE": "49", "FR": "33", "ES": "34", "SE": "46", "NL": "31", "IT": "39"}
_LENGTHS = {"86": 11, "45": 8, "47": 8, "852": 8, "853": 8, "65": 8, "1": 10, "33": 9, "34": 9}

_JUNK = re.compile(r"[\s\-‐‑–.()/]+")
_CN = re.compile(r"1[3-9][0-9]{9}|0(?:10|2[0-9])[0-9]{8}|0[3-9][0-9]{2}[0-9]{7,8}|[48]00[0-9]{7}")
_DK = re.compile(r"[2-9][0-9]{7}")
_WORLD = re.compile(r"\+[1-9][0-9]{6,14}")
_ANY_NATIONAL = re.compile(r"0[0-9]{7,11}")

# How people group them; in running text nothing else is taken for a number.
_SHAPES = {
    "CN": re.compile(
        r"1[3-9][0-9]([ -]?)[0-9]{4}\1[0-9]{4}"
        r"|\(?0(?:10|2[0-9])[ )-]{0,2}[0-9]{4}[ -]?[0-9]{4}"
        r"|\(?0[3-9][0-9]{2}[ )-]{0,2}[0-9]{3,4}[ -]?[0-9]{4}"
        r"|[48]00([ -]?)[0-9]{3}\2[0-9]{4}|[48]00[ -][0-9]{4}[ -]?[0-9]{3}"
    ),
    "DK": re.compile(
        r"[2-9][0-9]([ -]?)[0-9]{2}\1[0-9]{2}\1[0-9]{2}|[2-9][0-9]{3} [0-9]{4}|[2-9][0-9] [0-9]{4} [0-9]{2}"
    ),
}
_WORLD_SHAPE = re.compile(r"\+[1-9][0-9]{0,14}(?:[ -]?\(0\))?(?:[ -][0-9](?=[ -]))?(?:[ -]?[0-9]{2,12}){0,6}")


def normal(text: str, country: str = "CN") -> str | None:
    """The form for matching, or None when `text` is no telephone number. `country` is the shop's ISO 3166 code."""
    number = _JUNK.sub("", narrow(text).strip().replace("(0)", ""))
    if number.startswith("00") and not number.startswith("000"):
        number = "+" + number[2:]
    code = CALLING.get(country, "")
    if number.startswith("+"):
        if not _WORLD.fullmatch(number):
            return None
        home = number[1 + len(code) :]
        if code and number.startswith("+" + code):
            return _national(home, country) or _national("0" + home, country) or number
        return number
    if country == "CN" and len(number) == 13 and number.startswith("86"):
        number = number[2:]
    return _national(number, country)


def _national(number: str, country: str) -> str | None:
    known = {"CN": _CN, "DK": _DK}.get(country, _ANY_NATIONAL)
    return number if known.fullmatch(number) else None


def key(text: str, country: str = "CN") -> str:
    """`normal`, or the bare digits where `text` is no number we know: what imported contacts are matched by."""
    found = normal(text, country)
    return found if found is not None else "".join(char for char in narrow(text) if "0" <= char <= "9")


def shape(text: str, country: str = "CN") -> str | None:
    """`normal` only where `text` is grouped as people write numbers; for finding them in running text."""
    text = narrow(text)
    if text.startswith("+"):
        return normal(text, country) if _WORLD_SHAPE.fullmatch(text) and not too_long(text) else None
    known = _SHAPES.get(country)
    return normal(text, country) if known is not None and known.fullmatch(text) else None


def too_long(text: str) -> bool:
    """Whether an international number has more digits than its country's numbers have."""
    digits = "".join(char for char in text if "0" <= char <= "9")
    return any(digits.startswith(code) and len(digits) > len(code) + length for code, length in _LENGTHS.items())


def show(number: str) -> str:
    """A normal form grouped for people: `138 0000 1111`, `021 1234 5678`, `20 12 34 56`, `+45 20 12 34 56`."""
    if number.startswith("+"):
        return _show_world(number[1:])
    if not number.isascii() or not number.isdigit():
        return number
    if len(number) == 11 and number[0] == "1":
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    if len(number) == 8:
        return _pairs(number)
    if len(number) == 10 and number[:3] in ("400", "800"):
        return f"{number[:3]} {number[3:6]} {number[6:]}"
    if number.startswith("0") and len(number) >= 10:
        area = 3 if number[1] in "12" else 4
        return f"{number[:area]} {number[area:-4]} {number[-4:]}"
    return number


def _show_world(digits: str) -> str:
    code = next((code for code in sorted(CALLING.values(), key=len, reverse=True) if digits.startswith(code)), "")
    code = code or digits[: 1 if digits[:1] == "7" else 2]
    rest = digits[len(code) :]
    if len(rest) == 8:
        return f"+{code} {_pairs(rest)}"
    if len(rest) == 11 and code == "86":
        return f"+{code} {rest[:3]} {rest[3:7]} {rest[7:]}"
    groups = []
    while len(rest) > 4:
        groups.append(rest[:3])
        rest = rest[3:]
    return " ".join([f"+{code}", *groups, rest]).rstrip()


def _pairs(digits: str) -> str:
    return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))


def tail(number: str, length: int = 4) -> str:
    """The last `length` digits, what a customer says at the counter."""
    return "".join(char for char in number if "0" <= char <= "9")[-length:]
