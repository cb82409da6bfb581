from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from support.stories import asked, edited, opened

from desk.actions import arranging, drafts
from desk.errors import NotFound
from desk.store import connection, live

if TYPE_CHECKING:
    from pathlib import Path

    from desk.actions.desk import Desk


def shown(path: Path) -> list[int]:
    with closing(connection.read(path)) as reading:
        rows = reading.execute("SELECT id FROM ticket t WHERE 1 = 1" + live.clause(reading) + " ORDER BY id")
        return [row[0] for row in rows]


def batch(path: Path, number: int, state: str) -> None:
    edited(
        path,
        "INSERT INTO import_batch (id, at, source, file_name, sha256, state)"
        f" VALUES ({number}, '2026-01-01T00:00:00Z', 's', 'f', 'x', '{state}')",
        f"UPDATE ticket SET import_id = {number} WHERE id = {number}",
    )


@pytest.mark.parametrize(("state", "rows"), [("live", [1, 2]), ("writing", [2]), ("undone", [2])])
def test_only_rows_of_a_live_import_count(desk: Desk, state: str, rows: list[int]) -> None:
    opened(desk, "from a file")
    opened(desk, "from the counter")
    batch(desk.path, 1, state)
    assert shown(desk.path) == rows


def test_nothing_is_asked_when_nothing_is_hidden(shop: Path) -> None:
    with closing(connection.read(shop)) as reading:
        assert live.clause(reading) == ""


def test_no_deed_reaches_what_is_hidden(desk: Desk) -> None:
    opened(desk, "from a file")
    batch(desk.path, 1, "undone")
    with pytest.raises(NotFound):
        arranging.priority(desk, [1], "high")


def test_a_draft_waits_for_its_writer_at_its_place(desk: Desk, colleague: Desk) -> None:
    assert drafts.load(desk, "reply:7") == {}
    drafts.save(desk, "reply:7", {"text": "您好，\n手机", "via": "wechat"})
    drafts.save(colleague, "reply:7", {"text": "other words"})
    drafts.save(desk, "reply:8", {"text": "for 8"})
    drafts.save(desk, "reply:7", {"text": "您好，\n手机修好了", "via": "wechat"})
    assert drafts.load(desk, "reply:7") == {"text": "您好，\n手机修好了", "via": "wechat"}
    assert drafts.load(colleague, "reply:7") == {"text": "other words"}
    drafts.forget(desk, "reply:7")
    assert drafts.load(desk, "reply:7") == {}
    assert drafts.load(desk, "reply:8") == {"text": "for 8"}
    assert asked(desk.path, "SELECT count(*) FROM operation") == [(0,)], "typing is no deed"


def test_an_emptied_draft_is_forgotten(desk: Desk) -> None:
    drafts.save(desk, "new", {"line": "something"})
    drafts.save(desk, "new", {"line": "  \n"})
    assert asked(desk.path, "SELECT count(*) FROM draft") == [(0,)]
