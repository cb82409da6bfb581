"""How the columns of one source become fields: what a map file says, or a profile. A map stands in for the table of aliases."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from desk.errors import BadInput, NoPermission
from desk.exchange import aliases
from desk.exchange.dates import ORDERS
from desk.record import NamedTuple
from desk.text import N_, fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SECTIONS = {"source", "columns", "values", "defaults"}
_SOURCE = {"name", "kind", "timezone", "date_order"}
_MAX_BYTES = 1 << 20


class Map(NamedTuple):
    """`columns` from field to the headers that fill it, joined; `values` from field to folded word to value; `digest` of it all."""

    name: str
    kind: str
    timezone: str
    date_order: str
    columns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Mapping[str, str]]
    defaults: Mapping[str, str]
    digest: str


def load(path: Path) -> Map:
    """The map in a TOML file. Raises BadInput naming what is wrong in it, NoPermission."""
    import tomli

    try:
        content = path.read_bytes() if path.is_file() and path.stat().st_size <= _MAX_BYTES else None
    except PermissionError as error:
        raise NoPermission(N_("You may not read {path}."), path=str(path)) from error
    if content is None:
        raise BadInput(N_("There is no map file {path}."), path=str(path))
    try:
        data = tomli.loads(content.decode())
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(N_("{path} is no TOML: {problem}"), path=str(path), problem=str(error)) from error
    source = _texts(path, data, "source", _SOURCE)
    _only(path, data, _SECTIONS)
    order = source.get("date_order", "")
    if order and order not in ORDERS:
        raise BadInput(N_("{path}: date_order is ymd, dmy or mdy."), path=str(path))
    return Map(
        source.get("name", path.stem), source.get("kind", ""), source.get("timezone", ""), order,
        _columns(path, data), _values(path, data), _texts(path, data, "defaults", set(known_fields())),
        hashlib.sha256(content).hexdigest(),
    )  # fmt: skip


def known_fields() -> tuple[str, ...]:
    """The fields that a file can fill."""
    return tuple(dict.fromkeys(aliases.table().values()))


def _only(path: Path, data: Mapping[str, Any], known: set[str]) -> None:
    for key in data:
        if key not in known:
            raise BadInput(
                N_("{path}: “{key}” is not known. Possible: {possible}"),
                path=str(path), key=key, possible=", ".join(sorted(known)),
            )  # fmt: skip


def _section(path: Path, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name, {})
    if not isinstance(found, dict):
        raise BadInput(N_("{path}: “{key}” is of the wrong kind."), path=str(path), key=name)
    return found


def _texts(path: Path, data: Mapping[str, Any], name: str, known: set[str]) -> dict[str, str]:
    section = _section(path, data, name)
    _only(path, section, known)
    for key, value in section.items():
        if not isinstance(value, str):
            raise BadInput(N_("{path}: “{key}” is of the wrong kind."), path=str(path), key=key)
    return dict(section)


def _columns(path: Path, data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    section = _section(path, data, "columns")
    _only(path, section, set(known_fields()))
    found: dict[str, tuple[str, ...]] = {}
    for field, headers in section.items():
        names = headers if isinstance(headers, list) else [headers]
        if not names or not all(isinstance(name, str) for name in names):
            raise BadInput(N_("{path}: “{key}” is of the wrong kind."), path=str(path), key=field)
        found[field] = tuple(names)
    return found


def _values(path: Path, data: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    section = _section(path, data, "values")
    _only(path, section, set(known_fields()))
    return {
        field: {
            fold(word): value
            for word, value in _texts(path, section, field, set(_section(path, section, field))).items()
        }
        for field in section
    }
