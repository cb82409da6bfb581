"""What a follow-up's result does to the ticket that it follows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from support import stories

from desk import clock
from desk.actions import moving, talking

if TYPE_CHECKING:
    from pathlib import Path

    from desk.actions.desk import Desk


def _followed(desk: Desk, parent: int) -> int:
    due = clock.now() + timedelta(days=1)
    return stories.opened(desk, "how was it?", kind="follow_up", parent=parent, due_at=due)


def _told(desk: Desk, follow_up: int, result: str) -> None:
    said = talking.Said("called")
    talking.call(desk, [follow_up], said, result="reached", then="done", facts={"result": result})


def _row(path: Path, number: int) -> tuple[Any, ...]:
    return stories.asked(path, "SELECT status, result, contact_how, visits FROM ticket WHERE id = ?", number)[0]


@pytest.mark.parametrize(
    ("result", "ends"),
    [
        ("satisfied", ("satisfied", "satisfied", "phone", 1)),
        ("neutral", ("answered", "", "", 1)),
        # the call that brought the answer is the contact that "contacted" asks for
        ("dissatisfied", ("contacted", "dissatisfied", "phone", 1)),
    ],
)
def test_an_answered_complaint_ends_with_a_satisfied_customer_only(
    desk: Desk, shop: Path, result: str, ends: tuple[Any, ...]
) -> None:
    number = stories.opened(desk, "nobody called back", kind="complaint", complaint_class="service")
    talking.reply(desk, [number], talking.Said("sorry"), then="answered")
    _told(desk, _followed(desk, number), result)
    assert _row(shop, number) == ends


def test_a_dissatisfied_customer_brings_a_repair_back_without_lending_it_their_mood(desk: Desk, shop: Path) -> None:
    number = stories.opened(desk, "lamp: loose plug")
    moving.status(desk, [number], "collected", {"balance_note": "paid"})
    _told(desk, _followed(desk, number), "dissatisfied")
    assert _row(shop, number) == ("in_repair", "", "", 2)
    moving.done(desk, [number])
    assert _row(shop, number)[:2] == ("ready", "fixed")
