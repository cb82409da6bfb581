"""Long files for imports, with all that a row can bring, and what goes wrong in the middle of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support import files

from desk.actions import importing, spool
from desk.queries import opening

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.actions.desk import Desk

PEOPLE = ("13800001111", "13800002222", "+4520123456", "")
COUNT = 200


class Stop(Exception):
    """What goes wrong in the middle."""


def small(put: Callable[[object, str, int], None] = setattr) -> None:
    """A long file is one of more than twenty rows, and a piece is seven."""
    put(importing, "ONE_TRANSACTION", 20)
    put(importing, "PIECE", 7)
    put(spool, "PIECE", 7)


def row(number: int) -> dict[str, Any]:
    """A row with all that a row can bring; every fourth person comes again, with another name and one more address."""
    phone = PEOPLE[number % len(PEOPLE)]
    return {
        "id": f"T{number}", "title": f"台灯 lamp {number}", "text": "不亮\nflickers", "kind": "repair" if number % 3 else "complaint",
        "status": ("received", "collected", "on_hold")[number % 3] if number % 3 else "received",
        "customer": f"name {number}", "phone": phone, "email": f"p{number % 9}@example.org" if number % 5 == 0 else "",
        "opened": f"2026-01-{number % 28 + 1:02}", "closed": f"2026-02-{number % 28 + 1:02}" if number % 3 == 1 else "",
        "assignee": ("03", "王伟", "")[number % 3], "tags": "难, 急" if number % 4 == 0 else "", "flag": "red" if number % 6 == 0 else "",
        "serial": f"SN{number % 50}" if number % 3 else "", "order": f"A-{number}", "price": f"{number}.50", "Fax": "" if number % 2 else "+45",
    }  # fmt: skip


def long_file(folder: Path, count: int = COUNT, name: str = "rows.csv") -> Path:
    return files.table(folder / name, [row(number) for number in range(count)])


def stop_after(limit: int) -> Callable[[int], None]:
    def progress(count: int) -> None:
        if count >= limit:
            raise Stop

    return progress


def nothing_visible(desk: Desk) -> None:
    assert files.numbers(desk) == []
    assert files.numbers(desk, "lamp") == []
    assert files.exported(desk) == []
    with opening.reading(str(desk.path), desk.settings, desk.who) as reader:
        assert reader.customers_like("name") == []
        assert reader.log() == []
