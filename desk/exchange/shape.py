"""Which cell of a row goes where, worked out once for all rows with the same headers."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from desk.exchange import aliases, profiles
from desk.exchange.skipped import OURS
from desk.record import NamedTuple
from desk.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desk.exchange.maps import Map
    from desk.exchange.values import Convert


class Shape(NamedTuple):
    """`texts` are (place, field) that need no reading; `columns` (place, field, converter); `joined` the same with several places;
    `body` the place of the text, whose spaces are kept, or -1; `rest` (place, header) of the extra ones; `fields` all that are filled but the extra ones.

    `ordered` brings cells into an order that does not depend on the order of the columns in the file; `salt` says how they are
    read, so that reading the same row in another way counts as another content.
    """

    texts: tuple[tuple[int, str], ...]
    body: int
    columns: tuple[tuple[int, str, Convert], ...]
    joined: tuple[tuple[tuple[int, ...], str, Convert | None], ...]
    rest: tuple[tuple[int, str], ...]
    ordered: Callable[[Sequence[str]], Any]
    salt: str
    fields: tuple[str, ...]


def build(
    headers: Sequence[str], converters: Mapping[str, Convert], given: Map | None, profile: str, options: str
) -> Shape:
    """The shape for `headers`; without a map by the table of aliases."""
    table = profiles.own_table() if profile == "desk" else None
    places = {place: (field,) for place, field in aliases.fields(headers, table).items()} if given is None else {}
    joined: list[tuple[tuple[int, ...], str, Convert | None]] = []
    used: set[int] = set()
    if given is not None:
        by_name = {fold(header): place for place, header in enumerate(headers)}
        for field, names in given.columns.items():
            found = tuple(by_name[fold(name)] for name in names if fold(name) in by_name)
            used.update(found)
            if len(found) > 1:
                joined.append((found, field, converters.get(field)))
            elif found:
                places[found[0]] = (*places.get(found[0], ()), field)
    all_columns = tuple((place, field) for place in sorted(places) for field in places[place])
    texts = tuple((place, field) for place, field in all_columns if field not in converters and field != "body")
    body = next((place for place, field in all_columns if field == "body"), -1)
    columns = tuple((place, field, converters[field]) for place, field in all_columns if field in converters)
    skipped = profiles.DERIVED.union(OURS) if profile == "desk" else frozenset(OURS)
    rest = tuple(
        (place, header)
        for place, header in enumerate(headers)
        if place not in places and place not in used and fold(header) not in skipped
    )
    told = [place for place, header in enumerate(headers) if fold(header) not in OURS]
    order = sorted(told, key=lambda place: fold(headers[place]))
    read_as = sorted((fold(headers[place]), field) for place, field in all_columns)
    fields = (*(field for _, field in all_columns), *(field for _, field, _ in joined))
    return Shape(
        texts, body, columns, tuple(joined), rest, _ordered(order), f"{options}|{read_as}",
        tuple(field for field in fields if field != "extra"),
    )  # fmt: skip


def _ordered(order: list[int]) -> Callable[[Sequence[str]], Any]:
    if len(order) > 1:
        return itemgetter(*order)
    return lambda cells: [cells[place] for place in order]
