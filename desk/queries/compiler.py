"""The tree of a query to conditions on `ticket t`, split into what the search index answers and the rest."""

from __future__ import annotations

from desk.queries import words
from desk.queries.conditions import condition
from desk.queries.nodes import And, Key, Node, Not, Or, Phrase, Word
from desk.queries.words import Cond, Dirty, Match, all_of, any_of
from desk.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.queries.asked import Asked


class Plan(NamedTuple):
    """A query ready to run. All of it is `where`; `matches` and `rest` are its parts that must all hold.

    `where` asks the index once for all its hits, `each` once for every ticket it looks at: the cheaper way when another
    part already narrows the tickets to few.
    """

    matches: tuple[Match, ...]
    where: Cond
    each: Cond
    rest: Cond
    dirty: Dirty

    @property
    def expression(self) -> str:
        """What the index is asked when it answers for all the matches; "" when one of them has nothing for it."""
        found = [match.expression for match in self.matches]
        return " AND ".join(f"({part})" for part in found) if all(found) else ""


def plan(where: Node | None, asked: Asked) -> Plan:
    """Compiles `where`; Usage when a value in it makes no sense."""
    dirty = Dirty(asked.connection)
    once, each = _Compiler(asked, dirty, each=False), _Compiler(asked, dirty, each=True)
    nodes = _flat(where)
    parts = [once.part(node) for node in nodes]
    each_parts = [each.part(node) for node in nodes]
    return Plan(
        tuple(part for part in parts if isinstance(part, Match)),
        once.together(parts),
        each.together(each_parts),
        each.together([part for part in each_parts if not isinstance(part, Match)]),
        dirty,
    )


def _flat(node: Node | None) -> list[Node]:
    if isinstance(node, And):
        return [inner for part in node.parts for inner in _flat(part)]
    return [] if node is None else [node]


class _Compiler:
    def __init__(self, asked: Asked, dirty: Dirty, *, each: bool) -> None:
        self.asked = asked
        self.dirty = dirty
        self.each = each

    def part(self, node: Node) -> Cond | Match | None:
        """What `node` asks; None when it asks nothing, such as a word of bare punctuation."""
        if isinstance(node, Word):
            return words.word(node.text, self.asked.country)
        if isinstance(node, Phrase):
            return words.phrase(node.text)
        if isinstance(node, Key):
            return self.either(condition(node, self.asked))
        if isinstance(node, Not):
            part = self.part(node.part)
            # IS NOT TRUE, because a comparison with an empty column is neither true nor false
            return None if part is None else _not(self.leaf(part))
        assert isinstance(node, (And, Or))
        parts = [self.part(inner) for inner in node.parts]
        return self.together(parts) if isinstance(node, And) else self.either(parts)

    def together(self, parts: Sequence[Cond | Match | None]) -> Cond:
        return all_of([self.leaf(part) for part in parts if part is not None])

    def either(self, parts: Sequence[Cond | Match | None]) -> Cond | Match | None:
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        matches = [part for part in known if isinstance(part, Match)]
        if len(matches) == len(known):
            return _merged(matches)
        return any_of([self.leaf(part) for part in known])

    def leaf(self, part: Cond | Match) -> Cond:
        """`part` as a condition; the cheap alternatives first, since SQLite stops at the first that holds."""
        if isinstance(part, Cond):
            return part
        found = list(part.others)
        if part.expression:
            found.append(self.hits(part.expression))
        return any_of(found)

    def hits(self, expression: str) -> Cond:
        sql = "t.id IN (SELECT rowid FROM search WHERE search MATCH ?)"
        if self.each:
            sql = "EXISTS (SELECT 1 FROM search WHERE search MATCH ? AND rowid = t.id)"
        if self.dirty.ids:
            fresh = ",".join(map(str, self.dirty.hits(expression)))
            sql = f"(t.id IN ({fresh}) OR ({sql} AND t.id NOT IN (SELECT ticket_id FROM search_dirty)))"
        return Cond(sql, (expression,), quick=True)


def _not(cond: Cond) -> Cond:
    return Cond(f"({cond.sql}) IS NOT TRUE", cond.values)


def _merged(matches: Sequence[Match]) -> Match:
    if len(matches) == 1:
        return matches[0]
    return Match(
        " OR ".join(f"({match.expression})" for match in matches if match.expression),
        tuple(cond for match in matches for cond in match.others),
        any(match.sure for match in matches),
    )
