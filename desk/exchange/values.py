"""What stands in a cell, as a value of its field: words in both languages into ids, dates into instants, amounts into minor units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desk.domain import fields, identify, kinds, workflows
from desk.errors import BadInput
from desk.text import N_, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desk.exchange.dates import Dates
    from desk.text import Label

    Convert = Callable[[str], Any]

DATES = (
    "opened_at", "first_response_at", "resolved_at", "closed_at", "due_at", "expected_at", "resume_at", "ask_again_at",
    "waiting_since", "last_activity_at", "snoozed_until",
)  # fmt: skip
# Several values may stand in one cell, a line each; line ends stay in these and in the body.
CONTACTS = ("phone", "email", "wechat", "wangwang", "qq")
LINES = frozenset({"body", "tags", "customer_note", *CONTACTS})
_MORE_KINDS = {
    **dict.fromkeys(("维修", "报修单", "维修单", "修理", "repair ticket"), "repair"),
    **dict.fromkeys(("enquiry", "question", "咨询单", "询问", "售后"), "inquiry"),
    **dict.fromkeys(("投诉单", "complaint ticket"), "complaint"),
    **dict.fromkeys(("回访单", "follow up", "followup"), "follow_up"),
}
_MORE_CHANNELS = {
    **dict.fromkeys(("e-mail", "mail", "邮箱"), "email"),
    **dict.fromkeys(("telephone", "call", "tel", "来电", "热线"), "phone"),
    **dict.fromkeys(("web chat", "chat", "旺旺", "千牛", "在线客服"), "chat"),
    **dict.fromkeys(("in person", "counter", "shop", "门店", "现场"), "walk_in"),
    **dict.fromkeys(("text", "text message"), "sms"),
}
_MORE_PRIORITIES = {
    **dict.fromkeys(("critical", "emergency", "紧急", "特急", "加急"), "urgent"),
    **dict.fromkeys(("medium", "standard", "中", "一般", "正常"), "normal"),
}
_RESULTS = {**kinds.REPAIR_RESULTS, **kinds.FOLLOW_UP_RESULTS}
_CODES: tuple[tuple[str, Mapping[str, Label], Mapping[str, str]], ...] = (
    ("channel", kinds.CHANNELS, _MORE_CHANNELS),
    ("priority", kinds.PRIORITIES, _MORE_PRIORITIES),
    ("complaint_class", kinds.COMPLAINT_CLASSES, {}),
    ("flag_colour", kinds.FLAG_COLOURS, {"gray": "grey"}),
    ("reason", kinds.HOLD_REASONS, {}),
    ("result", _RESULTS, {}),
    ("approved_how", kinds.CHANNELS, _MORE_CHANNELS),
    ("contact_how", kinds.CHANNELS, _MORE_CHANNELS),
    ("settlement", kinds.SETTLEMENTS, {}),
)
_SPLIT = re.compile(r"[\n,;|，；、]+")
_NO_PHONE = re.compile(r"[0-9.]+[eE]\+?[0-9]+|#+")  # a number that a spreadsheet has spoiled


class OddError(Exception):
    """A value that its field cannot hold: it is kept among the extra columns, and counted."""


def converters(dates: Dates, *, own: bool = False) -> dict[str, Convert]:
    """By field: from a non-empty cell to its value. They raise BadInput to refuse the row, OddError to keep the text aside.

    `own` is for a file that the desk wrote, with columns that no other has.
    """
    found: dict[str, Convert] = {name: _code(table, more) for name, table, more in _CODES}
    found |= dict.fromkeys(DATES, Remembered(dates.read, 50_000).__getitem__)
    found |= {name: _integer(*fields.LIMITS[name]) for name in ("score", "nps")}
    found |= {"kind": _kind(), "status": _status(), "tags": tags, "phone": _phone, "currency": str.upper}
    if own:
        found |= {name: _integer(0, 1_000_000) for name in ("attempts", "visits")} | {"vip": _integer(0, 1)}
        found |= dict.fromkeys(("number", "parent_id", "converted_to", "merged_into"), _ticket)
        found["tags"] = _lines
    return found


class Remembered(dict[str, Any]):
    """What each text has been read as. Columns say the same few words over and over, and a look into a dict costs no call."""

    def __init__(self, convert: Convert, limit: int = 10_000) -> None:
        super().__init__()
        self._convert = convert
        self._limit = limit

    def __missing__(self, text: str) -> Any:
        value = self._convert(text)
        if len(self) >= self._limit:
            self.clear()
        self[text] = value
        return value


def _remembered(convert: Convert) -> Convert:
    return Remembered(convert).__getitem__


def _code(table: Mapping[str, Label], more: Mapping[str, str]) -> Convert:
    def read(text: str) -> str:
        found = kinds.pick(table, text) or more.get(fold(text))
        if found is None:
            raise OddError
        return found

    return _remembered(read)


def _kind() -> Convert:
    def read(text: str) -> str:
        found = kinds.pick(kinds.KINDS, text) or _MORE_KINDS.get(fold(text))
        if found is None:
            raise BadInput(N_("“{value}” is no kind of ticket."), value=text)
        return found

    return _remembered(read)


def _status() -> Convert:
    def read(text: str) -> str:
        """An id when every workflow that knows the word means the same; else the word, for the ticket's own workflow to read."""
        ids = {status.id for _, status in workflows.find_status(text)}
        return ids.pop() if len(ids) == 1 else text

    return _remembered(read)


def _integer(least: int, most: int) -> Convert:
    def read(text: str) -> int:
        try:
            number = float(text)
        except ValueError:
            raise OddError from None
        if not (least <= number <= most and number == int(number)):
            raise OddError
        return int(number)

    return _remembered(read)


def tags(text: str) -> tuple[str, ...]:
    """The names in a cell, parted by commas, semicolons or lines, each once."""
    return tuple(dict.fromkeys(name for part in _SPLIT.split(text) if (name := part.strip().lstrip("#"))))


def _lines(text: str) -> tuple[str, ...]:
    """The names in a cell that the desk wrote: a line each, for a name may have a comma in it."""
    return tuple(dict.fromkeys(name for part in text.split("\n") if (name := part.strip())))


def _ticket(text: str) -> str:
    """The number of another ticket, as text without zeros in front."""
    if not (text.isascii() and text.isdigit()):
        raise OddError
    return str(int(text))


def _phone(text: str) -> str:
    if not text.isdecimal() and _NO_PHONE.fullmatch(text):
        raise OddError
    return text


def money(text: str, currency: str) -> identify.Money:
    """An amount written in whole units, like 480 or ¥480.50, in minor units. Raises OddError when it is none."""
    found = identify.price(text.replace(" ", ""), currency, sign=False)
    if found is None:
        raise OddError
    return found
