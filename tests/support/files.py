"""Files into a desk and out of it, through the same doors as the command line."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from desk.actions import importing
from desk.exchange import plan as plans
from desk.exchange import writers
from desk.queries import export, opening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from desk.actions.desk import Desk, Outcome

# Rows of these hold nothing but what an import brought; ids of operations differ with what was done before.
WRITTEN = (
    "customer",
    "contact",
    "device",
    "ticket",
    "tag",
    "flag",
    "stage_event",
    "import_batch",
    "search",
    "search_dirty",
)


def take(
    desk: Desk,
    path: Path,
    *,
    on_conflict: str = "update",
    skip_bad: bool = False,
    checked: Callable[[int], None] = lambda _: None,
    written: Callable[[int], None] = lambda _: None,
    bad: Callable[[importing.Bad], None] = lambda _: None,
    **told: Any,
) -> tuple[Outcome, importing.Tally]:
    """`desk import`: what came of it, and how many rows were what."""
    found = plans.plan(path, plans.Options(zone=desk.zone, currency=desk.shop.currency, **told))
    source = importing.Source(found.source, path.name, found.sha256)
    with importing.Import(desk, source, on_conflict=on_conflict, skip_bad=skip_bad) as work:
        tally = work.check(plans.read(found), bad, checked)
        return work.write(written), tally


def give(desk: Desk, path: Path, query: str = "") -> Path:
    """`desk export` into a file, its form told by the suffix."""
    names = export.columns()
    with opening.reading(str(desk.path), desk.settings, desk.who) as reader, path.open("wb") as file:
        writers.write(file, path.suffix[1:], names, reader.export_tuples(query, names), currency=desk.shop.currency)
    return path


def exported(desk: Desk) -> list[dict[str, Any]]:
    """All tickets with all columns."""
    names = export.columns()
    with opening.reading(str(desk.path), desk.settings, desk.who) as reader:
        return [dict(zip(names, row, strict=True)) for row in reader.export_tuples("", names)]


def numbers(desk: Desk, query: str = "") -> list[int]:
    """The numbers a query finds, in order."""
    with opening.reading(str(desk.path), desk.settings, desk.who) as reader:
        return sorted(number for piece in reader.all_ids(query) for number in piece)


def table(path: Path, rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = ()) -> Path:
    """A CSV file with these rows."""
    made = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or dict.fromkeys(name for row in made for name in row))
        writer.writeheader()
        writer.writerows(made)
    return path


def dump(path: Path, tables: Sequence[str] = WRITTEN) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of these tables."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: connection.execute(
                f"SELECT {'rowid, ' if name == 'search' else ''}* FROM {name} ORDER BY 1"
            ).fetchall()
            for name in tables
        }
