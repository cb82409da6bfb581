"""Drafts: what somebody was typing, kept through Esc, a crash and a dropped line. No deed, so no operation and no undo."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desk import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.actions.desk import Desk


def save(desk: Desk, place: str, body: Mapping[str, Any]) -> None:
    """Keeps what is typed at `place` (such as "reply:1042"); an empty one is forgotten."""
    filled = any(str(value).strip() for value in body.values())
    with desk.vault.aside() as connection:
        if filled:
            connection.execute(
                "INSERT INTO draft (who, place, body, at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (who, place) DO UPDATE SET body = excluded.body, at = excluded.at",
                (desk.who, place, json.dumps(dict(body), ensure_ascii=False), clock.to_text(desk.now())),
            )
        else:
            connection.execute("DELETE FROM draft WHERE who = ? AND place = ?", (desk.who, place))


def forget(desk: Desk, place: str) -> None:
    """What was typed there has been saved or thrown away."""
    save(desk, place, {})


def load(desk: Desk, place: str) -> dict[str, Any]:
    """What was being typed at `place`; empty when nothing was."""
    connection = desk.vault.read()
    try:
        row = connection.execute("SELECT body FROM draft WHERE who = ? AND place = ?", (desk.who, place)).fetchone()
    finally:
        connection.close()
    return dict(json.loads(row[0])) if row else {}
