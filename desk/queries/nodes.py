"""What a query is made of, and how it is written down again so that it reads as the same query."""

from __future__ import annotations

OPENING = '"＂“”「『'
CLOSING = {'"': '"＂', "＂": '"＂', "“": "“”", "”": "“”", "「": "」", "『": "』"}
BRACKETS = "()（）"
COMMAS = ",，、"
COMPARING = "<>＜＞≤≥"


class Node:
    """A part of a query; equal when it is the same sort of part with the same content."""

    __slots__: tuple[str, ...] = ()

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Node) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._values()))})"


class Word(Node):
    """One word of full text."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


class Phrase(Node):
    """Words that stand one after another, in quotes."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return quoted(self.text)


class Item(Node):
    """One value of a key. `op` is "is", "<", "<=", ">", ">=" (with `low`) or ".." (`low`, `high`, one of them may be "")."""

    __slots__ = ("high", "low", "op")

    def __init__(self, op: str, low: str, high: str = "") -> None:
        self.op = op
        self.low = low
        self.high = high

    def __str__(self) -> str:
        if self.op == "is":
            return quoted(self.low) if _needs_quotes(self.low) else self.low
        return f"{self.low}..{self.high}" if self.op == ".." else f"{self.op}{self.low}"


class Key(Node):
    """`name:value`; several values are alternatives."""

    __slots__ = ("items", "name")

    def __init__(self, name: str, items: tuple[Item, ...]) -> None:
        self.name = name
        self.items = items

    def __str__(self) -> str:
        return f"{self.name}:{','.join(map(str, self.items))}"


class Not(Node):
    """What must not be."""

    __slots__ = ("part",)

    def __init__(self, part: Node) -> None:
        self.part = part

    def __str__(self) -> str:
        return f"NOT {_bracketed(self.part, And, Or)}"


class _Several(Node):
    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Node, ...]) -> None:
        self.parts = parts


class And(_Several):
    """All of two or more."""

    __slots__ = ()

    def _values(self) -> tuple[object, ...]:
        return self.parts

    def __str__(self) -> str:
        return " ".join(_bracketed(part, And, Or) for part in self.parts)


class Or(_Several):
    """Any of two or more."""

    __slots__ = ()

    def _values(self) -> tuple[object, ...]:
        return self.parts

    def __str__(self) -> str:
        return " OR ".join(_bracketed(part, Or) for part in self.parts)


class Query(Node):
    """A whole query: `where` (None: everything) and `sort`, a name of `keys.SORTS` with "-" for descending, "" for the usual one."""

    __slots__ = ("sort", "where")

    def __init__(self, where: Node | None, sort: str = "") -> None:
        self.where = where
        self.sort = sort

    def __str__(self) -> str:
        return " ".join([*([str(self.where)] if self.where else []), *([f"sort:{self.sort}"] if self.sort else [])])


def quoted(text: str) -> str:
    """`text` in quotes, as the parser reads it back."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("＂", "\\＂") + '"'


def _needs_quotes(value: str) -> bool:
    """Whether the parser would read `value` as something else when it stood bare."""
    if not value or value[0] in COMPARING or value[0] in OPENING or ".." in value:
        return True
    return any(char.isspace() or char in BRACKETS or char in COMMAS for char in value)


def both(first: Query, second: Query) -> Query:
    """What `first` and `second` show together, in the order of `second` when it names one."""
    parts = tuple(query.where for query in (first, second) if query.where is not None)
    where = parts[0] if len(parts) == 1 else And(parts) if parts else None
    return Query(where, second.sort or first.sort)


def _bracketed(node: Node, *sorts: type[Node]) -> str:
    return f"({node})" if isinstance(node, sorts) else str(node)
