"""What a value in the configuration may be, and how that is said to somebody who wrote another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.text import N_, Label, Sentence, clean

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind:
    """`take` returns the value as the program uses it, or raises ValueError; `right` says what would be right."""

    __slots__ = ("choices", "right", "take")

    def __init__(self, take: Callable[[object], object], right: Sentence, choices: tuple[str, ...] = ()) -> None:
        self.take = take
        self.right = right
        self.choices = choices


def _taken(value: object, kind: type) -> object:
    # a bool is an int to Python, but nobody means 1 by true
    if type(value) is not kind:
        raise ValueError(value)
    return clean(value) if isinstance(value, str) else value


def text() -> Kind:
    """Any text on one line."""
    return Kind(lambda value: _taken(value, str), Sentence(N_("text in quotes")))


def flag() -> Kind:
    return Kind(lambda value: _taken(value, bool), Sentence(N_("true or false")))


def number(least: int, most: int = 0) -> Kind:
    """A whole number from `least` to `most` (0: no upper end)."""

    def take(value: object) -> object:
        if type(value) is not int or value < least or (most and value > most):
            raise ValueError(value)
        return value

    if most:
        return Kind(take, Sentence(N_("a whole number from {least} to {most}"), least=least, most=most))
    return Kind(take, Sentence(N_("a whole number from {least} up"), least=least))


def one_of(*choices: str) -> Kind:
    """One of some words; "" stands for no choice where it is among them."""

    def take(value: object) -> object:
        if _taken(value, str) not in choices:
            raise ValueError(value)
        return value

    named = tuple(f"“{choice}”" for choice in choices)
    return Kind(take, Sentence(N_("one of {choices}"), choices=named), choices)


def capitals(count: int, right: str) -> Kind:
    """So many capital letters of the Latin alphabet."""

    def take(value: object) -> object:
        taken = str(_taken(value, str))
        if len(taken) != count or not (taken.isascii() and taken.isalpha() and taken.isupper()):
            raise ValueError(value)
        return taken

    return Kind(take, Sentence(right))


def span(*, empty: bool = False) -> Kind:
    """A part of the day, `08:00-23:00`; the end may be 24:00 and stands behind the start. `empty` allows ""."""

    def take(value: object) -> object:
        taken = str(_taken(value, str)).replace(" ", "")
        if empty and not taken:
            return taken
        start, dash, end = taken.partition("-")
        if not (dash and _is_time(start) and (_is_time(end) or end == "24:00") and start < end):
            raise ValueError(value)
        return taken

    if empty:
        return Kind(take, Sentence(N_("a part of the day such as “09:00-18:00”, or “” for closed")))
    return Kind(take, Sentence(N_("a part of the day such as “08:00-23:00”")))


def days() -> Kind:
    """A list of days; TOML's own dates are taken as well."""

    def take(value: object) -> object:
        from datetime import date

        return tuple((day if type(day) is date else date.fromisoformat(str(day))).isoformat() for day in _listed(value))

    return Kind(take, Sentence(N_("a list of days such as [“2026-10-01”, “2026-10-02”]")))


def some_of(*choices: str) -> Kind:
    """A list of some of these words."""

    def take(value: object) -> object:
        taken = tuple(_listed(value))
        if not set(map(str, taken)) <= set(choices) or len(set(taken)) != len(taken):
            raise ValueError(value)
        return taken

    return Kind(take, Sentence(N_("a list of some of {choices}"), choices=tuple(f"“{choice}”" for choice in choices)))


def names() -> Kind:
    """A name in both languages, `{en = "Phase 1", zh = "一期"}`, or one text for both."""

    def take(value: object) -> object:
        if isinstance(value, str) and value.strip():
            return Label(clean(value), clean(value))
        if not isinstance(value, dict) or not value or not set(value) <= {"en", "zh"}:
            raise ValueError(value)
        en, zh = (str(_taken(value.get(key, ""), str)) for key in ("en", "zh"))
        return Label(en or zh, zh or en)

    return Kind(take, Sentence(N_("a name such as {example}"), example="{en = “Phase 1”, zh = “一期”}"))


def plain_table() -> Kind:
    """A table of texts and lists of texts, handed on as it is: whoever knows the workflows judges it."""

    def take(value: object) -> object:
        if not isinstance(value, dict):
            raise ValueError(value)  # noqa: TRY004 - a wrong value, whatever its type
        for part in value.values():
            for item in part if isinstance(part, list) else [part]:
                _taken(item, type(item) if isinstance(item, bool | int) else str)
        return dict(value)

    return Kind(take, Sentence(N_("a table of texts")))


def _is_time(text: str) -> bool:
    """`00:00` to `23:59`."""
    hour, minute = text[:2], text[3:]
    plain = len(text) == 5 and text[2] == ":" and text.isascii() and hour.isdigit() and minute.isdigit()
    return plain and int(hour) < 24 and int(minute) < 60


def _listed(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(value)  # noqa: TRY004 - a wrong value, whatever its type
    return value


def wish() -> Kind:
    """Keys for a deed: `"x"`, `"x f5"`, `["x", "f5"]`; desk.commands judges them."""

    def take(value: object) -> object:
        if isinstance(value, list):
            return tuple(str(_taken(key, str)) for key in value)
        return _taken(value, str)

    return Kind(take, Sentence(N_("keys such as “x f5”")))
