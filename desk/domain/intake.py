"""The intake line: a ticket typed as people think it, `iPhone 12 屏幕碎 @张三 13800001111 due:fri`.

Nothing is refused: what is not clearly a field stays in the title. The first line is intake, all further lines are the body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desk.domain import identify, intake_fields, kinds, phones
from desk.domain.identify import narrow
from desk.domain.intake_words import BY_WORD, KIND_WORDS, LEVELS, Chip, Intake, Known
from desk.text import N_, Sentence, clean, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Chip", "Intake", "Known", "parse", "parse_items"]

# An item ends at a space outside quotes; quotes count at its start, behind @ + #, and behind a key's colon only, so that won't is a
# word.
_QUOTED = '"[^"]*"|“[^”]*”|「[^」]*」'
_ITEM = re.compile(
    rf"(?:[@＠+＋#＃]|[^\s\u3000:：\"“「\\]+[:：])?(?:{_QUOTED})(?=[\s\u3000]|$)|'[^']*'(?=[\s\u3000]|$)|[^\s\u3000]+"
)
_FIELD = re.compile(r"([^\s:：]{1,12})[:：](.+)", re.DOTALL)
_NUMBER_WORD = re.compile(r"([0-9]{1,9})号")
_KIND_HEAD = re.compile(r"([^\s:：]{1,12})[:：]\s*(.*)", re.DOTALL)
_PHONE_WORDS = 6
_DAYS = 31
# A number that is named by its key: short ones exist inside a house, and some have an extension. No prose behind it.
_PHONE_VALUE = re.compile(r"(?=(?:[^0-9]*[0-9]){3})[0-9+()\-. ]{3,}(?:(?:转|ext\.?|x) ?[0-9]{1,6})?", re.IGNORECASE)
_PROSE = re.compile(r"[，。；！？、,;!?]")
# These end a sentence: a bare value with one in it is somebody talking, `地址：西街2号。`
_END = re.compile(r"[。；！？]")
# Set behind a number or an address without being part of it.
_TAIL = ",，;；、"
_PAIRS = {'"': '"', "“": "”", "「": "」", "'": "'"}


def parse(text: str, known: Known) -> Intake:
    """The ticket that a line and what is pasted under it mean."""
    first, _, body = clean(text, lines=True).strip("\n").partition("\n")
    return _Line(known).read(_ITEM.findall(first), body.strip("\n"))


def parse_items(items: Sequence[str], known: Known, body: str = "") -> Intake:
    """The ticket that the words of a command mean: one is split as a line; of several, each is one item."""
    if len(items) == 1:
        found = parse(items[0], known)
        return found._replace(body="\n".join(filter(None, (found.body, clean(body, lines=True)))))
    cleaned = [clean(item).strip() for item in items]
    return _Line(known).read([item for item in cleaned if item], clean(body, lines=True))


class _Line:
    def __init__(self, known: Known) -> None:
        self.known = known
        self.values: dict[str, object] = {}
        self.contacts: list[tuple[str, str]] = []
        self.matched: set[tuple[str, str]] = set()
        self.tags: list[str] = []
        self.title: list[str] = []
        self.chips: list[Chip] = []
        self.hints: list[Sentence] = []

    def read(self, items: list[str], body: str) -> Intake:
        items = self._first_word(items)
        place = 0
        while place < len(items):
            taken = self._phone(items[place:])
            if not taken:
                self._item(items[place])
            place += taken or 1
        return Intake(
            title=" ".join(" ".join(self.title).split()),
            body=body,
            contacts=tuple(self.contacts),
            tags=tuple(self.tags),
            chips=tuple(self.chips),
            hints=tuple(self.hints),
            **self.values,  # type: ignore[arg-type]
        )

    def _first_word(self, items: list[str]) -> list[str]:
        """What is left behind a kind in front: Chinese bare or with a colon, English with a colon only, since people write "Repair …"."""
        if not items:
            return items
        found = _KIND_HEAD.fullmatch(items[0])
        word, rest = (found[1], found[2]) if found else (items[0], "")
        kind = KIND_WORDS.get(fold(word))
        left = [rest, *items[1:]] if rest else items[1:]
        if found is not None and left and self._after_sales(word):
            return left
        if kind is None or not left or (found is None and narrow(word).isascii()):
            return items
        self._set("kind", kind, intake_fields.kind_label(kind))
        return left

    def _item(self, item: str) -> None:
        if item.startswith("\\") and len(item) > 1:
            self.title.append(item[1:])
        elif item[0] in _PAIRS or not (self._sigil(item) or self._field(item) or self._shape(item)):
            self.title.append(item)

    def _sigil(self, item: str) -> bool:
        sign, rest = narrow(item[0]), item[1:]
        if not rest:
            return False
        match sign:
            case "@":
                return self._customer(rest)
            case "+":
                return self._kind_or_tag(rest)
            case "#":
                return self._ticket_or_tag(rest)
            case "!":
                level = LEVELS.get(fold(rest))
                return level is not None and self._set("priority", level, intake_fields.level_label(level))
        return False

    def _customer(self, rest: str) -> bool:
        name = _unquoted(rest)
        if not _begins(name, rest):
            return False
        return self._field_of("customer", name)

    def _kind_or_tag(self, rest: str) -> bool:
        kind = KIND_WORDS.get(fold(rest))
        if kind is not None:
            return self._set("kind", kind, intake_fields.kind_label(kind))
        return self._after_sales(rest) or self._tag(rest)

    def _after_sales(self, word: str) -> bool:
        """退货 and its kin are Chinese words of one meaning: the category, and with it the workflow."""
        category = None if word.isascii() else kinds.pick(kinds.AFTER_SALES, word)
        return category is not None and self._set("category", category, kinds.AFTER_SALES[category])

    def _ticket_or_tag(self, rest: str) -> bool:
        if narrow(rest).isdecimal():
            return self._ref(rest)
        return self._tag(rest.rstrip("#＃"))

    def _tag(self, text: str, *, named: bool = False) -> bool:
        """A tag begins with a letter and holds no comma, or stands in quotes; behind its key it may be anything."""
        name = _unquoted(text)
        if not (named or (_begins(name, text) and (name != text or not _PROSE.search(text)))):
            return False
        if name not in self.tags:
            self.tags.append(name)
            self._chip("tag", name)
        return True

    def _ref(self, digits: str) -> bool:
        read = intake_fields.read("ref", digits, self.known)
        return read is not None and self._set("ref", read.value, read.shown)

    def _field(self, item: str) -> bool:
        found = _FIELD.fullmatch(item)
        if not found:
            return False
        name, value = BY_WORD.get(fold(found[1])), _unquoted(found[2])
        if name is None:
            self._guess(found[1], item)
            return False
        if not value:
            return False
        if name == "phone" and not _PHONE_VALUE.fullmatch(narrow(value)):
            return self._stays(item)
        if name in ("phone", "email", "wechat", "wangwang", "qq"):
            return self._contact(name, value)
        if name == "tag":
            return self._tag(value, named=True)
        if value == found[2] and _END.search(value):
            return False
        return self._field_of(name, value) if intake_fields.read(name, value, self.known) else self._stays(item)

    def _field_of(self, name: str, value: str) -> bool:
        """Sets what the value means for the field, if it means anything."""
        read = intake_fields.read(name, value, self.known)
        if read is None or not self._set(name, read.value, read.shown, also=read.also):
            return False
        self.hints += [read.hint] if read.hint else []
        return True

    def _stays(self, item: str) -> bool:
        self.hints.append(Sentence(N_("“{item}” stays in the title: it is not known here."), item=item))
        return False

    def _guess(self, key: str, item: str) -> None:
        near = intake_fields.near_key(fold(key))
        if near:
            self.hints.append(Sentence(N_("“{item}” stays in the title. Did you mean {near}:?"), item=item, near=near))

    def _shape(self, item: str) -> bool:
        number = _NUMBER_WORD.fullmatch(narrow(item))
        if number:
            return int(number[1]) > _DAYS and self._ref(number[1])  # 28号 is a day
        mail = identify.email(item.rstrip(_TAIL))
        if mail:
            return self._contact("email", mail)
        if identify.imei_ok(item):
            return self._set("serial", narrow(item), narrow(item))
        if identify.is_order(item):
            return self._set("order", narrow(item), narrow(item))
        price = identify.price(item, self.known.currency)
        return price is not None and self._price(price)

    def _price(self, price: identify.Money) -> bool:
        shown = identify.money_text(price.minor, price.currency)
        return self._set("estimate", price.minor, shown, also={"currency": price.currency})

    def _phone(self, items: list[str]) -> int:
        """How many items make a telephone number here: people write 138 0000 1111 as three."""
        named = _FIELD.fullmatch(items[0])
        if named and BY_WORD.get(fold(named[1])) == "phone":
            items = [named[2], *items[1:]]
        elif named:
            return 0
        for count in range(min(_PHONE_WORDS, len(items)), 0, -1):
            text = " ".join(items[:count]).rstrip(_TAIL)
            if phones.shape(text, self.known.country) and not identify.imei_ok(text):
                self._contact("phone", text)
                return count
        return 0

    def _contact(self, kind: str, value: str) -> bool:
        normal = phones.normal(value, self.known.country) if kind == "phone" else None
        matched = (kind, normal or value)
        if matched not in self.matched:
            self.matched.add(matched)
            self.contacts.append((kind, value))
            self._chip(kind, phones.show(normal) if normal else value)
        return True

    def _set(self, name: str, value: object, shown: object, *, also: dict[str, object] | None = None) -> bool:
        """The first of a field sets it; a later one stays text, with a hint."""
        column = intake_fields.COLUMNS.get(name, name)
        if column in self.values:
            self.hints.append(
                Sentence(
                    N_("There is a {field} already; the second one stays in the title."),
                    field=intake_fields.LABELS[name],
                )
            )
            return False
        self.values[column] = value
        self.values.update(also or {})
        self._chip(name, shown)
        return True

    def _chip(self, name: str, shown: object) -> None:
        self.chips.append(Chip(name, intake_fields.LABELS[name], shown))  # type: ignore[arg-type]


def _begins(name: str, text: str) -> bool:
    """Whether a name or tag begins as one must: with a letter, or in quotes with anything."""
    return bool(name) and (name[0].isalpha() or name != text)


def _unquoted(text: str) -> str:
    if len(text) > 1 and _PAIRS.get(text[0]) == text[-1]:
        return text[1:-1].strip()
    return text
