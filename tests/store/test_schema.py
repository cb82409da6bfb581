from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from support.stories import asked

from desk import paths
from desk.store import settings, tables

if TYPE_CHECKING:
    from pathlib import Path

# Tables that have no model: Alembic's own, and the index, which only SQL touches.
UNMODELLED = {"alembic_version", "search_dirty", "sqlite_sequence"}


def _said_by_models() -> dict[str, dict[str, tuple[Any, ...]]]:
    said = {}
    for model in tables.MODELS:
        table = model.__table__
        said[table.name] = {
            column.name: (str(column.type).upper(), not column.nullable or column.primary_key, _target(column))
            for column in table.columns
        }
    return said


def _target(column: Any) -> str | None:
    return next((key.target_fullname for key in column.foreign_keys), None)


def _said_by_file(path: Path) -> dict[str, dict[str, tuple[Any, ...]]]:
    said: dict[str, dict[str, tuple[Any, ...]]] = {}
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'"
        ).fetchall()
        for (name,) in names:
            keys = {row[3]: f"{row[2]}.{row[4]}" for row in connection.execute(f"PRAGMA foreign_key_list({name})")}
            columns = connection.execute(f"PRAGMA table_info({name})")
            said[name] = {row[1]: (row[2], bool(row[3] or row[5]), keys.get(row[1])) for row in columns}
    return {name: columns for name, columns in said.items() if name not in UNMODELLED}


def test_models_and_migrations_say_the_same(shop: Path) -> None:
    models, file = _said_by_models(), _said_by_file(shop)
    assert models.keys() == file.keys()
    for name, columns in file.items():
        assert models[name] == columns, name


@pytest.mark.parametrize("model", tables.MODELS, ids=lambda model: model.__tablename__)
def test_what_a_model_leaves_out_is_what_the_file_puts_in(shop: Path, model: type[tables.Row]) -> None:
    table = model.__table__.name
    for _, name, _, _, default, _ in asked(shop, f"PRAGMA table_info({table})"):
        field = model.model_fields[name]
        if default is not None:
            assert field.default == (int(default) if default.lstrip("-").isdigit() else default.strip("'")), name


def test_every_table_keeps_to_the_types_it_declares(shop: Path) -> None:
    loose = asked(
        shop,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
        " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'",
    )
    assert loose == []


def test_the_head_we_know_is_the_head_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", paths.migrations())
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == settings.HEAD
    assert {revision.revision for revision in scripts.walk_revisions()} == set(settings.REVISIONS)


def test_the_journal_can_only_grow(shop: Path) -> None:
    with closing(sqlite3.connect(shop, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO operation (at, door, session, deed) VALUES ('2026-01-01T00:00:00Z', 'cli', '', 'x')"
        )
        connection.execute("INSERT INTO change (operation_id, entity, row_id) VALUES (1, 'ticket', 1)")
        for sql in ("DELETE FROM operation", "DELETE FROM change", "UPDATE change SET row_id = 2"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(sql)
