from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import truth
from support.stories import asked, at_desk, copy, edited, opened

from desk.actions import talking
from desk.actions.talking import Said
from desk.store import search
from desk.store.search_text import match

if TYPE_CHECKING:
    from desk.actions.desk import Desk

WORDS = ["屏幕碎", "换电池", "王伟", "battery", "Straße", "ﬁ １２", "", "a'b\"c", "漏水 leak"]


@pytest.fixture(scope="session")
def busy(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three tickets of two customers with devices, tags and messages."""
    path = copy(template, tmp_path_factory.mktemp("busy") / "shop.db")
    desk = at_desk(path)
    opened(
        desk, "iPhone 12 屏幕碎", customer="张三", contacts=(("phone", "13800001111"),), brand="Apple", tags=("加急",)
    )
    opened(desk, "洗衣机漏水", customer="张三", address="1-502", order_number="TB-77", tags=("vip",))
    opened(desk, "Does it fit?", kind="inquiry", customer="Wang Wei", contacts=(("email", "w@example.org"),))
    talking.note(desk, [1, 3], Said("放在 B3 架"))
    truth.demand(path)
    return path


def hits(path: Path, word: str) -> list[int]:
    return [row[0] for row in asked(path, "SELECT rowid FROM search WHERE search MATCH ? ORDER BY 1", match(word))]


def test_what_a_deed_writes_is_found_at_once(desk: Desk) -> None:
    number = opened(desk, "iPhone 12 屏幕碎", customer="王伟", contacts=(("phone", "138 0000 1111"),), tags=("加急",))
    talking.note(desk, [number], Said("放在架子上"))
    for word in ("碎", "屏幕", "屏幕碎", "王伟", "加急", "架子", "iph", "0000"):
        assert hits(desk.path, word) == [number], word
    assert hits(desk.path, "幕屏") == []


@pytest.mark.parametrize(
    ("statement", "dirty"),
    [
        ("UPDATE ticket SET title = '换屏' WHERE id = 1", [1]),
        ('UPDATE ticket SET extra = \'{"颜色": "红"}\' WHERE id = 2', [2]),
        ("UPDATE ticket SET customer_id = 2 WHERE id = 1", [1]),
        ("UPDATE customer SET name = '李四' WHERE id = 1", [1, 2]),
        ("UPDATE customer SET alert = '小心' WHERE id = 2", [3]),
        ("UPDATE contact SET value = '139' WHERE customer_id = 1", [1, 2]),
        ("DELETE FROM contact WHERE customer_id = 2", [3]),
        ("INSERT INTO contact (customer_id, kind, value, normal) VALUES (2, 'qq', '99', '99')", [3]),
        ("UPDATE device SET brand = 'Samsung'", [1]),
        ("UPDATE message SET body = 'B4' WHERE ticket_id = 3", [3]),
        ("DELETE FROM message WHERE ticket_id = 1", [1]),
        ("INSERT INTO message (ticket_id, kind, at, body) VALUES (2, 'note', '2026-01-01T00:00:00Z', 'x')", [2]),
        ("DELETE FROM tag WHERE ticket_id = 1", [1]),
        ("INSERT INTO tag (ticket_id, name) VALUES (3, 'x')", [3]),
        ("UPDATE ticket SET assignee_id = NULL, priority = 'high'", []),
    ],
)
def test_an_edit_from_a_shell_is_noted_and_indexed_by_the_next_deed(
    busy: Path, tmp_path: Path, statement: str, dirty: list[int]
) -> None:
    path = copy(busy, tmp_path / "shop.db")
    edited(path, statement)
    assert [row[0] for row in asked(path, "SELECT ticket_id FROM search_dirty ORDER BY 1")] == dirty
    truth.demand(path)
    talking.note(at_desk(path), [2], Said("next"))
    assert asked(path, "SELECT ticket_id FROM search_dirty") == []
    truth.demand(path)


edits = st.lists(
    st.one_of(
        st.tuples(st.just("UPDATE ticket SET title = ? WHERE id = ?"), st.sampled_from(WORDS), st.integers(1, 4)),
        st.tuples(st.just("UPDATE ticket SET body = ? WHERE id = ?"), st.sampled_from(WORDS), st.integers(1, 4)),
        st.tuples(st.just("UPDATE customer SET name = ? WHERE id = ?"), st.sampled_from(WORDS), st.integers(1, 2)),
        st.tuples(st.just("UPDATE message SET body = ? WHERE id = ?"), st.sampled_from(WORDS), st.integers(1, 2)),
        st.tuples(st.just("UPDATE message SET ticket_id = id WHERE body <> ? AND id = ?"), st.just("-"), st.integers(1, 2)),
        st.tuples(st.just("INSERT OR IGNORE INTO tag (name, ticket_id) VALUES (?, ?)"), st.sampled_from(WORDS), st.integers(1, 3)),
        st.tuples(st.just("DELETE FROM tag WHERE name = ? AND ticket_id = ?"), st.sampled_from(WORDS), st.integers(1, 3)),
        st.tuples(st.just("UPDATE ticket SET device_id = NULL WHERE title <> ? AND id = ?"), st.just("-"), st.integers(1, 3)),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=40)
@given(edits)
def test_the_index_is_true_after_any_edits(busy: Path, edits: list[tuple[str, str, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = copy(busy, Path(folder) / "shop.db")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement, *values in edits:
                connection.execute(statement, values)
            truth.index_is_true(connection)
            search.refresh(connection)
            assert connection.execute("SELECT * FROM search_dirty").fetchall() == []
            truth.index_is_true(connection)


def test_more_dirty_tickets_than_fit_into_one_statement(desk: Desk) -> None:
    edited(
        desk.path,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1300) INSERT INTO ticket"
        " (kind, workflow, status, stage, title, opened_at, last_activity_at) SELECT 'repair', 'repair', 'received', 'open',"
        " '灯 ' || i, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z' FROM n",
    )
    talking.note(desk, [1], Said("next"))
    assert hits(desk.path, "灯") == list(range(1, 1301))
    truth.demand(desk.path)
