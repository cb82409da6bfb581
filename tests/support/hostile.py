"""A desk whose every free text was written by somebody who hates terminals, put there past the doors that clean it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from support.stories import at_desk, opened

if TYPE_CHECKING:
    from pathlib import Path

# Every column in which people or files write as they like.
FREE: dict[str, tuple[str, ...]] = {
    "shop": ("name",),
    "staff": ("name", "initials"),
    "customer": (
        "name", "initials", "company", "address", "gender", "occupation", "preferences", "segment", "courier", "note", "alert",
    ),
    "contact": ("value",),
    "device": ("category", "brand", "model", "serial", "note"),
    "ticket": (
        "title", "body", "site", "category", "order_number", "address", "estimate_note", "approved_by", "part", "reason_note",
        "balance_note", "agreed", "tracking", "handed_to",
    ),
    "tag": ("name",),
    "flag": ("reason",),
    "message": ("body", "result"),
    "draft": ("body",),
    "saved_view": ("name", "query"),
}  # fmt: skip


def spoil(path: Path, text: str) -> Path:
    """One ticket of every kind with a customer, a device, words, a tag and a flag; then `text` in all that is free text."""
    from desk.actions import arranging, customers, talking
    from desk.actions.talking import Said

    desk = at_desk(path)
    first = opened(
        desk, "one", customer="a", contacts=(("phone", "13800001111"), ("email", "a@b.c")), brand="x", tags=("t",)
    )
    others = [opened(desk, kind, kind=kind, channel="wechat") for kind in ("inquiry", "complaint")]
    for number in (first, *others):
        talking.message(desk, [number], Said("words"), answer=True)
        talking.note(desk, [number], Said("words"))
    arranging.flag(desk, [first], "red", "why")
    arranging.take(desk, [first])
    customers.create(desk, customers.CustomerForm({"name": "b"}))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for table, columns in FREE.items():
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = ?", (text,))
        connection.execute("UPDATE ticket SET extra = ?", (json.dumps({text: text}),))
    return path
