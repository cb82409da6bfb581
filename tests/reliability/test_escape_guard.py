"""Text from strangers is drawn, never obeyed. The control draws the same without the guard, and is seen to leak."""

from __future__ import annotations

import sys

import pytest
from support import grammar, payloads
from support.room import child_environment
from support.terminal import Terminal

SIZES = [(80, 24), (120, 40), (60, 20)]


def drawn(how: str, size: tuple[int, int]) -> Terminal:
    command = [sys.executable, "-m", "support.drawing", how]
    with Terminal(command, size=size, env=child_environment()) as terminal:
        terminal.wait_until(lambda: b"?1049h" in terminal.raw, "the alternate screen")
        terminal.settle(0.5)
        return terminal


@pytest.mark.parametrize("size", SIZES)
def test_nothing_a_stranger_typed_reaches_the_terminal_as_a_command(size: tuple[int, int]) -> None:
    terminal = drawn("guarded", size)
    assert payloads.TAIL in terminal.text(), "it was drawn"
    assert terminal.leaks() == []
    assert b"\x1b]8;" not in terminal.raw


def test_control_without_the_guard_it_does() -> None:
    leaks = drawn("bare", (120, 40)).leaks()
    assert len(leaks) > len(payloads.COMMANDS) // 2


def test_control_the_grammar_sees_every_single_payload() -> None:
    """A lone carriage return is plain text to the grammar, and a heap of accents commands nothing."""
    unseen = [text for text in payloads.COMMANDS if not grammar.leaks(text.encode())]
    assert unseen == ["a\rb", "a" + "\u0301" * 50]


def test_the_command_line_may_use_colours_on_a_terminal_and_nothing_in_a_pipe() -> None:
    assert grammar.cli_leaks(b"\x1b[2J", terminal=True)
    assert not grammar.cli_leaks(b"\x1b[31m7\x1b[0m\r\n", terminal=True)
    assert grammar.cli_leaks(b"\x1b[31m", terminal=False)
    assert not grammar.cli_leaks("工单\t7\r\n".encode(), terminal=False)
