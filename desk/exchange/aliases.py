"""Which field a header means: the table of aliases, in English and Chinese."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from desk.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@lru_cache(maxsize=1)
def table() -> Mapping[str, str]:
    """From header, squeezed, to field."""
    import tomli

    with Path(__file__).with_name("aliases.toml").open("rb") as file:
        lines = tomli.load(file)
    known = {squeeze(field): field for field in lines}
    for field, names in lines.items():
        for name in names:
            known.setdefault(squeeze(name), field)
    return known


def fields(headers: Sequence[str], known: Mapping[str, str] | None = None) -> dict[int, str]:
    """From the place of a header to its field; headers nobody knows are not in it. A field's own name goes before its aliases."""
    aliases = table() if known is None else known
    found: dict[int, str] = {}
    taken: set[str] = set()
    squeezed = [squeeze(header) for header in headers]
    for exact in (True, False):
        for place, name in enumerate(squeezed):
            field = aliases.get(name)
            if field and field not in taken and place not in found and (not exact or squeeze(field) == name):
                found[place] = field
                taken.add(field)
    return found
