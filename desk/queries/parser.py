"""Text of the query language to a tree. Whatever the text is, the answer is a Query or Usage."""

from __future__ import annotations

from desk.errors import Usage
from desk.queries import keys
from desk.queries.nodes import (
    BRACKETS,
    CLOSING,
    COMMAS,
    COMPARING,
    OPENING,
    And,
    Item,
    Key,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Word,
)
from desk.text import N_, clean

# More than anybody types, less than what exhausts Python's stack or SQLite's depth of expressions.
MAX_DEPTH = 30
MAX_PARTS = 200

_SIGNS = {"＜": "<", "＞": ">", "≤": "<=", "≥": ">="}
_MINUS = "-－"


def parse(text: str) -> Query:
    """The query that `text` writes. Raises Usage with what is wrong; nothing else."""
    return _Parser(clean(text)).query()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.parts = 0
        self.inside = 0
        self.sort = ""

    def query(self) -> Query:
        where = self.either()
        if self.at < len(self.text):
            raise Usage(N_("A bracket is closed that was never opened."))
        return Query(where, self.sort)

    def either(self) -> Node | None:
        """Alternatives up to the end or a closing bracket."""
        found: list[Node] = []
        while True:
            part = self.together()
            more = self.keyword("OR")
            if part is None and (more or found):
                raise Usage(N_("OR stands between two conditions."))
            if part is not None:
                found.append(part)
            if not more:
                return Or(tuple(found)) if len(found) > 1 else found[0] if found else None

    def together(self) -> Node | None:
        found: list[Node] = []
        while self.more() and not self.keyword("OR", take=False):
            if self.keyword("AND"):
                continue
            part = self.single()
            if part is not None:
                found.append(part)
        return And(tuple(found)) if len(found) > 1 else found[0] if found else None

    def more(self) -> bool:
        """Whether another part follows here; skips spaces."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text) and self.text[self.at] not in ")）"

    def keyword(self, word: str, *, take: bool = True) -> bool:
        self.more()
        end = self.reach(BRACKETS)
        if self.text[self.at : end] != word:
            return False
        if take:
            self.at = end
        return True

    def reach(self, stops: str) -> int:
        """Where what stands here ends: at a space or at one of `stops`. A pattern would cost every list its compiling."""
        end = self.at
        while end < len(self.text) and not self.text[end].isspace() and self.text[end] not in stops:
            end += 1
        return end

    def single(self) -> Node | None:
        """One part; None for what says nothing: `sort:`, empty brackets, a lone dash."""
        self.parts += 1
        self.depth += 1
        if self.depth > MAX_DEPTH or self.parts > MAX_PARTS:
            raise Usage(N_("The query is too long."))
        try:
            char = self.text[self.at]
            if char in "(（":
                return self.bracket()
            if self.keyword("NOT") or (char in _MINUS and self.minus()):
                return self.negated()
            if char in OPENING:
                return Phrase(self.quote())
            name = self.name()
            if name:
                self.at += len(name) + 1
                return self.key(keys.find_key(name))
            return self.word()
        finally:
            self.depth -= 1

    def name(self) -> str:
        """The word before a colon that follows at once; "" when a key does not begin here."""
        end = self.at
        while end < len(self.text) and (self.text[end].isalnum() or self.text[end] == "_"):
            end += 1
        name = self.text[self.at : end]
        return name if name and not name[0].isdecimal() and self.text[end : end + 1] in (":", "：") else ""

    def bracket(self) -> Node | None:
        self.at += 1
        self.inside += 1
        found = self.either()
        self.inside -= 1
        if self.at >= len(self.text):
            raise Usage(N_("A bracket is not closed."))
        self.at += 1
        return found

    def minus(self) -> bool:
        """Takes a dash that stands before something."""
        following = self.text[self.at :].lstrip(_MINUS)[:1]
        if not following.strip() or following in ")）":
            return False
        self.at += 1
        return True

    def negated(self) -> Node | None:
        self.inside += 1
        part = self.single() if self.more() and not self.keyword("OR", take=False) else None
        self.inside -= 1
        if part is None:
            raise Usage(N_("NOT stands before a condition."))
        return Not(part)

    def word(self) -> Node | None:
        end = self.reach(BRACKETS)
        found = self.text[self.at : end]
        self.at = end
        return Word(found) if found.strip(_MINUS) else None

    def quote(self) -> str:
        """The text of a quotation; one left open reaches to the end."""
        closing = CLOSING[self.text[self.at]]
        self.at += 1
        kept: list[str] = []
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            if char in closing:
                break
            if char == "\\" and closing[0] == '"' and self.text[self.at : self.at + 1] in ('"', "＂", "\\"):
                char = self.text[self.at]
                self.at += 1
            kept.append(char)
        return "".join(kept)

    def key(self, name: str) -> Node | None:
        items = self.items()
        if not items:
            raise Usage(N_("A value is missing after “{key}:”."), key=name)
        if name != "sort":
            return Key(name, items)
        if self.inside or len(items) > 1 or items[0].op != "is":
            raise Usage(N_("“sort:” takes one order and stands outside brackets."))
        self.sort = keys.find_sort(items[0].low)
        return None

    def items(self) -> tuple[Item, ...]:
        found: list[Item] = []
        while self.at < len(self.text):
            char = self.text[self.at]
            if char in OPENING:
                found.append(Item("is", self.quote()))
            elif (end := self.reach(BRACKETS + COMMAS)) > self.at:
                found.append(_item(self.text[self.at : end]))
                self.at = end
            if self.text[self.at : self.at + 1] not in tuple(COMMAS):
                break
            self.at += 1
        if len(found) > MAX_PARTS:
            raise Usage(N_("The query is too long."))
        return tuple(found)


def _item(text: str) -> Item:
    if text[0] in COMPARING:
        sign, rest = _SIGNS.get(text[0], text[0]), text[1:]
        if len(sign) == 1 and rest[:1] in ("=", "＝"):
            sign, rest = sign + "=", rest[1:]
        if not rest:
            raise Usage(N_("A value is missing after “{sign}”."), sign=sign)
        return Item(sign, rest)
    low, dots, high = text.partition("..")
    if not dots:
        return Item("is", text)
    if not low and not high:
        raise Usage(N_("A range has a beginning or an end: 2026-10-01..2026-10-15."))
    return Item("..", low, high)
