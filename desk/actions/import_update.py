"""What rows of a file say about tickets that are there: facts with before and after in the journal, piece by piece."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from desk.actions.import_match import UPDATED
from desk.actions.import_places import AT
from desk.actions.import_rows import LINKS, URGENCY, as_extra, squeezed
from desk.errors import Conflict
from desk.store import bulk, live
from desk.store.journal import DERIVED, Line
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.actions.import_rows import Prepared
    from desk.actions.rules import Rules
    from desk.store.transaction import Transaction

    Values = Mapping[str, Any]

_COLUMNS = tuple(dict.fromkeys((
    "id", "version", "source", "external_id", "fingerprint", "extra", "order_folded", "assignee_id", *UPDATED, *URGENCY,
    *sorted(DERIVED),
)))  # fmt: skip
# Loose columns that came from the matching, not from the file's own loose columns.
_KEPT = frozenset({"customer", "company", "source", "external_id", *LINKS})
_CHANGED = N_("Somebody else has changed this meanwhile. Nothing was written.")


class Updates:
    """Writes changes of tickets inside the deed's transaction. Nothing of them stays in memory, however many there are."""

    def __init__(self, transaction: Transaction, source: str, rules: Rules) -> None:
        self._connection = transaction.connection
        self._operation = transaction.operation_id
        self._source = source
        self._rules = rules
        self._live = live.clause(self._connection)

    def write(self, rows: Sequence[tuple[int, Prepared]]) -> None:
        """A piece of the file: each row with the number of its ticket. Conflict when one has gone since it was looked up."""
        numbers = [number for number, _ in rows]
        tickets = {ticket["id"]: ticket for ticket in bulk.tickets(self._connection, _COLUMNS, numbers, self._live)}
        sets: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        lines: list[Line] = []
        for number, row in rows:
            ticket = tickets.get(number)
            if ticket is None:
                raise Conflict(_CHANGED)
            changed = self._changed(ticket, row)
            if changed:
                sets[tuple(changed)].append((*changed.values(), number, ticket["version"]))
                if not DERIVED.issuperset(changed):
                    before = {name: ticket[name] for name in changed}
                    lines.append(Line("ticket", number, number, before, changed))
        for names, values in sets.items():
            if bulk.update(self._connection, "ticket", names, values) != len(values):
                raise Conflict(_CHANGED)
        bulk.journal(self._connection, self._operation, lines)

    def _changed(self, ticket: Values, row: Prepared) -> dict[str, Any]:
        """What is to be otherwise. A status moves by deeds of people, so it stays; so does what the row says nothing about."""
        values: dict[str, Any] = {name: row.cells[AT[name]] for name in UPDATED if name in row.said}
        if "order_number" in values:
            values["order_folded"] = squeezed(values["order_number"])
        loose = row.cells[AT["extra"]]
        if loose != "{}" or ticket["source"] == self._source:
            kept = {name: value for name, value in json.loads(ticket["extra"]).items() if name in _KEPT}
            values["extra"] = as_extra(kept | json.loads(loose)) if kept else loose
        if (ticket["source"], ticket["external_id"]) == (self._source, row.external_id):
            values["fingerprint"] = row.cells[AT["fingerprint"]]
        values |= self._rules.columns({**ticket, **values})
        return {name: value for name, value in values.items() if ticket[name] != value}
