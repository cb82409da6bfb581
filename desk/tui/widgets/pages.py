"""The rows that are near: the least recently seen go when there are too many, and what was asked for is not asked again."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from desk.tui.widgets.rows import GONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desk.tui.widgets.rows import Row

PAGE = 64
KEPT = PAGE * 48


class Pages:
    """Rows by ticket number."""

    def __init__(self) -> None:
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._asked: set[int] = set()

    def get(self, number: int) -> Row | None:
        """The row of that ticket, when it is here."""
        row = self._rows.get(number)
        if row is not None:
            self._rows.move_to_end(number)
        return row

    def put(self, rows: Mapping[int, Row], asked: Iterable[int] = ()) -> None:
        """Takes rows that came; those of `asked` that did not come are gone."""
        for number in asked:
            if number not in rows:
                self._keep(number, GONE)
        for number, row in rows.items():
            self._keep(number, row)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)

    def _keep(self, number: int, row: Row) -> None:
        self._rows[number] = row
        self._rows.move_to_end(number)
        self._asked.discard(number)

    def missing(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """Those that are neither here nor on their way; they are on their way from now on."""
        missing = tuple(number for number in numbers if number not in self._rows and number not in self._asked)
        self._asked.update(missing)
        return missing

    def forget(self, numbers: Iterable[int] | None = None) -> None:
        """These rows (None: all) are stale or never came: they will be asked for again."""
        if numbers is None:
            self._rows.clear()
            self._asked.clear()
            return
        for number in numbers:
            self._rows.pop(number, None)
            self._asked.discard(number)
