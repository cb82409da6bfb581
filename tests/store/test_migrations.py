from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from support.stories import asked, edited, names

from desk import paths
from desk.errors import Configuration, Damaged, Newer
from desk.store import connection, migrate, settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NEXT = """
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
{body}
"""


@pytest.fixture
def moved_on(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes this version one with a revision 0002 whose upgrade runs these statements."""

    def move(*statements: str) -> None:
        folder = tmp_path_factory.mktemp("migrations") / "copy"
        shutil.copytree(paths.migrations(), folder)
        body = "\n".join(f"    op.execute({statement!r})" for statement in statements)
        (folder / "versions" / "0002_next.py").write_text(NEXT.format(body=body), encoding="utf-8")
        monkeypatch.setattr(paths, "migrations", lambda: str(folder))
        monkeypatch.setattr(settings, "HEAD", "0002")
        monkeypatch.setattr(settings, "REVISIONS", ("0001", "0002"))

    return move


def test_a_desk_is_moved_after_a_backup(shop: Path, moved_on: Callable[..., None]) -> None:
    moved_on("CREATE TABLE shelf (id INTEGER PRIMARY KEY, label TEXT NOT NULL) STRICT")
    with pytest.raises(Configuration):
        connection.read(shop)
    saved = migrate.migrate(shop)
    assert connection.inspect(shop) == "0002"
    assert asked(shop, "SELECT count(*) FROM shelf") == [(0,)]
    assert saved is not None
    assert connection.inspect(saved) == "0001"
    assert migrate.migrate(shop) is None, "a second time there is nothing to do"


def test_a_migration_that_fails_leaves_the_desk_as_it_was(shop: Path, moved_on: Callable[..., None]) -> None:
    edited(shop, "INSERT INTO customer (name, created_at) VALUES ('张三', '2026-01-01T00:00:00Z')")
    before = shop.read_bytes()
    moved_on(
        "CREATE TABLE shelf (id INTEGER PRIMARY KEY) STRICT",
        "ALTER TABLE customer RENAME COLUMN name TO full_name",
        "DELETE FROM customer",
        "THIS IS NO SQL",
    )
    with pytest.raises(Exception, match="syntax error"):
        migrate.migrate(shop)
    assert connection.inspect(shop) == "0001"
    assert asked(shop, "SELECT name FROM customer") == [("张三",)]
    assert asked(shop, "SELECT name FROM sqlite_master WHERE name LIKE 'shelf' OR name LIKE '_alembic%'") == []
    assert len(shop.read_bytes()) == len(before)


def test_a_migration_may_be_tried_again(shop: Path, moved_on: Callable[..., None]) -> None:
    moved_on("CREATE TABLE shelf (id INTEGER PRIMARY KEY) STRICT", "THIS IS NO SQL")
    with pytest.raises(Exception, match="syntax error"):
        migrate.migrate(shop)
    moved_on("CREATE TABLE shelf (id INTEGER PRIMARY KEY) STRICT")
    migrate.migrate(shop)
    assert connection.inspect(shop) == "0002"
    assert {name for name in names(shop.parent) if not name.endswith("-journal")} == {"shop.db", "shop.db.before-0001"}


def test_a_migration_that_would_orphan_rows_is_refused(shop: Path, moved_on: Callable[..., None]) -> None:
    edited(
        shop,
        "INSERT INTO customer (id, name, created_at) VALUES (7, '张三', '2026-01-01T00:00:00Z')",
        "INSERT INTO contact (customer_id, kind, value, normal) VALUES (7, 'phone', '13800001111', '13800001111')",
    )
    moved_on("DELETE FROM customer")
    with pytest.raises(Damaged):
        migrate.migrate(shop)
    assert asked(shop, "SELECT id FROM customer") == [(7,)]
    assert connection.inspect(shop) == "0001"


def test_moving_a_table_does_not_take_along_what_hangs_on_it(shop: Path, moved_on: Callable[..., None]) -> None:
    edited(
        shop,
        "INSERT INTO customer (id, name, created_at) VALUES (7, '张三', '2026-01-01T00:00:00Z')",
        "INSERT INTO contact (customer_id, kind, value, normal) VALUES (7, 'phone', '13800001111', '13800001111')",
    )
    moved_on(
        "CREATE TABLE new_customer AS SELECT * FROM customer",
        "DELETE FROM customer",
        "INSERT INTO customer SELECT * FROM new_customer",
        "DROP TABLE new_customer",
    )
    migrate.migrate(shop)
    assert asked(shop, "SELECT customer_id FROM contact") == [(7,)]


def test_a_desk_of_a_newer_version_is_opened_by_nothing(shop: Path) -> None:
    edited(shop, "UPDATE alembic_version SET version_num = '0099'")
    before = shop.read_bytes()
    for door in (connection.inspect, connection.read, migrate.migrate):
        with pytest.raises(Newer):
            door(shop)
    assert shop.read_bytes() == before
    assert names(shop.parent) == ["shop.db"]
