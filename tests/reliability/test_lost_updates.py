"""Several at one desk at once: no acknowledged edit and no ticket is lost. The control shows that the harness would see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import forks, truth
from support.stories import asked, at_desk, opened

from desk.actions import arranging, talking
from desk.actions.talking import Said
from desk.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EDITS = 60


def counting(path: Path, number: int, who: str, *, checked: bool) -> Callable[[], int]:
    """Opens the form, adds one to the count in the ticket's title, saves; a refused save opens the form anew."""

    def work() -> int:
        desk = at_desk(path, who=who)
        refused = saved = 0
        while saved < EDITS:
            [(title, version)] = asked(path, "SELECT title, version FROM ticket WHERE id = ?", number)
            try:
                arranging.set_fields(
                    desk, [number], {"title": str(int(title) + 1)}, versions={number: version} if checked else None
                )
            except Conflict:
                refused += 1
            else:
                saved += 1
        return refused

    return work


@pytest.mark.parametrize("people", [4, 8])
def test_no_edit_is_lost(shop: Path, people: int) -> None:
    number = opened(at_desk(shop), "0")
    refused = forks.together([counting(shop, number, str(who), checked=True) for who in range(people)])
    assert asked(shop, "SELECT title, version FROM ticket") == [(str(people * EDITS), people * EDITS + 1)]
    assert asked(shop, "SELECT count(*) FROM operation WHERE deed = 'set'") == [(people * EDITS,)]
    assert sum(refused) > 0, "nobody ever met anybody: the test has shown nothing"
    truth.demand(shop)


def test_control_without_the_version_edits_are_lost(shop: Path) -> None:
    number = opened(at_desk(shop), "0")
    forks.together([counting(shop, number, str(who), checked=False) for who in range(4)])
    assert int(asked(shop, "SELECT title FROM ticket")[0][0]) < 4 * EDITS


def test_eight_who_open_tickets_lose_none(shop: Path) -> None:
    def opening(who: int) -> Callable[[], list[int]]:
        def work() -> list[int]:
            desk = at_desk(shop, who=str(who))
            return [opened(desk, f"{who}/{index}", customer=f"Customer {who}") for index in range(50)]

        return work

    told = forks.together([opening(who) for who in range(8)])
    numbers = [number for numbers in told for number in numbers]
    assert sorted(numbers) == list(range(1, 401)), "every number once, none left out"
    stored = dict(asked(shop, "SELECT id, title FROM ticket"))
    for who, mine in enumerate(told):
        assert [stored[number] for number in mine] == [f"{who}/{index}" for index in range(50)]
    assert asked(shop, "SELECT count(*) FROM customer") == [(8,)]
    assert asked(shop, "SELECT count(*) FROM staff") == [(8,)], "everybody appears once"
    truth.demand(shop)


def test_notes_of_eight_on_one_ticket_all_stay(shop: Path) -> None:
    number = opened(at_desk(shop))

    def noting(who: int) -> Callable[[], None]:
        def work() -> None:
            desk = at_desk(shop, who=str(who))
            for index in range(25):
                talking.note(desk, [number], Said(f"{who}/{index}"))

        return work

    forks.together([noting(who) for who in range(8)])
    bodies = {row[0] for row in asked(shop, "SELECT body FROM message")}
    assert bodies == {f"{who}/{index}" for who in range(8) for index in range(25)}
    truth.demand(shop)
