"""A walk through every place of the screen with hostile text in every free column: drawn, never obeyed, never read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import hostile, payloads, visits
from support.keys import pasted
from support.stories import asked, at_desk, copy, opened

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(80, 24), (120, 40), (60, 20)]


@pytest.fixture(scope="session")
def commanded(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.spoil(copy(template, tmp_path_factory.mktemp("commanded") / "shop.db"), payloads.joined())


@pytest.fixture(scope="session")
def marked_up(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = copy(template, tmp_path_factory.mktemp("marked") / "shop.db")
    return hostile.spoil(path, " ".join(payloads.MARKUP))


def walked(terminal: visits.Terminal) -> None:
    """Everywhere and back; the program has to live through it."""
    for name, keys in visits.PLACES.items():
        before = terminal.screen()
        terminal.press(*keys)
        terminal.wait_until(lambda before=before: terminal.screen() != before, f"anything of {name}")
        terminal.settle(0.1)
        assert terminal.process.poll() is None, name
        assert terminal.leaks() == [], name
        visits.back(terminal)
    assert visits.leave(terminal) == 0
    assert terminal.restored() == []
    assert terminal.leaks() == []
    assert b"\x1b]8;" not in terminal.raw


@pytest.mark.parametrize("size", SIZES)
def test_no_place_lets_a_command_through(commanded: Path, shop: Path, size: tuple[int, int]) -> None:
    with visits.opened(copy(commanded, shop), size) as terminal:
        assert "]52;c;" in terminal.text(), "it is drawn"
        walked(terminal)


@pytest.mark.parametrize("size", SIZES[:2])
def test_no_place_reads_markup(marked_up: Path, shop: Path, size: tuple[int, int]) -> None:
    with visits.opened(copy(marked_up, shop), size) as terminal:
        assert payloads.MARKUP[0] in terminal.text()
        walked(terminal)


def test_brackets_stand_in_the_queue_as_they_were_typed(shop: Path) -> None:
    desk = at_desk(shop)
    for text in payloads.MARKUP:
        opened(desk, text[:14])
    with visits.opened(shop, (120, 40)) as terminal:
        terminal.wait_for(payloads.MARKUP[-1][:14])
        for text in payloads.MARKUP:
            assert text[:14] in terminal.text()


@pytest.mark.parametrize(
    "text",
    [
        payloads.COMMANDS[0],
        "[/]",
        "\x9b2J",
        "ddd xxx nnn",
    ],
)
def test_what_is_pasted_is_text_and_never_keys(shop: Path, text: str) -> None:
    """A paste into the list goes to the find box, one into a dialog into its text; it runs no deed and commands nothing."""
    opened(at_desk(shop), "one")
    with visits.opened(shop, (100, 30)) as terminal:
        terminal.send(pasted(f"before {text} after"))
        terminal.settle()
        assert "before" in terminal.text()
        visits.back(terminal)
        terminal.press("c")
        terminal.settle()
        terminal.send(pasted(f"a {text} b"))
        terminal.settle()
        visits.back(terminal)
        assert terminal.leaks() == []
        assert visits.leave(terminal) == 0
    assert asked(shop, "SELECT deed FROM operation") == [("open",)]
