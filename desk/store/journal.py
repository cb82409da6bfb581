"""The journal: what an operation changed, one line a row, before and after. Audit, history and undo are read from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desk.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Worked out from other columns, so never a reason to refuse an undo.
DERIVED = frozenset({"act_by", "lane", "tie"})
# Moves on with every deed; a later deed's value stands.
SOFT = DERIVED | {"last_activity_at"}
UNCOMPARED = SOFT | {"version"}


class Line(NamedTuple):
    """One row as it was and became: None means it was not there. Updates carry the changed columns only."""

    entity: str
    row_id: int
    ticket_id: int | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class Journal:
    """The lines of one operation; several changes of one row become one line."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, int], Line] = {}
        self._trail: list[tuple[tuple[str, int], Line | None]] = []

    def note(self, line: Line) -> None:
        """Adds a line, or folds it into the row's earlier one."""
        key = (line.entity, line.row_id)
        earlier = self._lines.pop(key, None)
        self._trail.append((key, earlier))
        folded = line if earlier is None else _fold(earlier, line)
        if folded is not None:
            self._lines[key] = folded

    def mark(self) -> int:
        """How much has been noted so far, for `back_to`."""
        return len(self._trail)

    def back_to(self, mark: int) -> None:
        """Forgets what was noted since `mark`."""
        while len(self._trail) > mark:
            key, earlier = self._trail.pop()
            self._lines.pop(key, None)
            if earlier is not None:
                self._lines[key] = earlier

    def __len__(self) -> int:
        return len(self._lines)

    def lines(self) -> Iterable[Line]:
        """The lines in the order of their first change."""
        return self._lines.values()

    def tickets(self) -> list[int]:
        """The numbers of the tickets that were touched, in order."""
        return list(dict.fromkeys(line.ticket_id for line in self._lines.values() if line.ticket_id is not None))


def _fold(first: Line, second: Line) -> Line | None:
    if first.before is None and second.after is None:
        return None
    if first.before is None:
        after: Mapping[str, Any] | None = {**(first.after or {}), **(second.after or {})}
        return first._replace(after=after)
    if second.after is None:
        return first._replace(before={**(second.before or {}), **first.before}, after=None)
    before = {**(second.before or {}), **first.before}
    after = {**(first.after or {}), **second.after}
    same = {name for name in before if before[name] == after.get(name)}
    if len(same) == len(before):
        return None
    kept_before = {name: value for name, value in before.items() if name not in same}
    return first._replace(before=kept_before, after={name: after[name] for name in kept_before})


def encode(image: Mapping[str, Any] | None) -> str | None:
    """An image as stored."""
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def decode(image: str | None) -> dict[str, Any] | None:
    """An image as it was given to `encode`."""
    return None if image is None else json.loads(image)
